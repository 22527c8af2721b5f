"""Reads what editors type into options and forms: events, dates, sources, parties, actions, names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

from bot.domain.codec import decode_state
from bot.domain.dates import HistoricalDate, read
from bot.domain.edits import Field, Line, SourceKind, SourceRead
from bot.domain.entities import ACTIONS, MENTIONED, OWN_KNOWLEDGE, SERVER, Event, Party, Source, Step
from bot.domain.facts import Fact, Phrase
from bot.domain.questions import Choose, Refusal
from bot.domain.record_types import EventMerged
from bot.extraction.names.countries import COUNTRIES
from bot.locales import TABLES, words
from bot.services.editing.request import EditRequest
from bot.services.event_view import EventView, date_or_none, event_view, label_of
from bot.services.record import Entity, Part
from bot.services.typed.dates import read_date
from bot.services.typed.events import resolve_event
from bot.services.typed.meaning import resolve_named
from bot.services.typed.names import fold_name
from bot.services.typed.vocabulary import exactly, unknown_word

_OWN = Source("own-knowledge", "Own knowledge", OWN_KNOWLEDGE, pack=SERVER, grade=OWN_KNOWLEDGE)
LINK = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_MESSAGE = re.compile(r"https://(?:\w+\.)?discord(?:app)?\.com/channels/", re.IGNORECASE)
_SCRIPTS = (("ja", re.compile("[\u3040-\u30ff]")), ("ko", re.compile("[\uac00-\ud7a3]")),
            ("ja", re.compile("[\u4e00-\u9fff]")))  # fmt: skip
_CODES = {fold_name(name): code for code, called in COUNTRIES.items() for name in called}
"""By each name of a country, its id as a party."""
_ALIKE = 78
"""From this similarity (of 100) on, an unknown party may be a misspelling of a known one."""


class EventToEdit(NamedTuple):
    """An event that is to be changed: the entity with its versions, and its state."""

    entity: Entity
    event: Event

    @property
    def label(self) -> str:
        """The number that users see, such as E-57."""
        return label_of(self.event)


class TypedSource(msgspec.Struct, frozen=True):
    """The source of a claim, its line in the preview, and the part that adds it if it is new."""

    source: Source
    line: SourceRead
    parts: tuple[Part, ...] = ()


class Parties(msgspec.Struct, frozen=True):
    """Parties by id and by name.

    ``new`` are names that the record does not have yet, with those that they may be misspellings of;
    ``parts`` add them to the record.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    new: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of a preview about these parties."""
        new = (Field("new_parties", self.new),) if self.new else ()
        return (Field("parties", self.names), *new)


Reader = Callable[[EditRequest, str], Any]
"""Reads what was typed into an option: gives a field's value, or a ``Refusal`` or ``Choose``."""


def as_typed(_: EditRequest, typed: str) -> str:
    """A reader that takes any text as it is."""
    return typed


def read_fields(
    request: EditRequest, readers: Mapping[str, tuple[str, Reader]]
) -> dict[str, Any] | Refusal | Choose:
    """By field, the values of the options that were given; ``readers`` has each option's field and reader."""
    fields: dict[str, Any] = {}
    for option, (field, read_option) in readers.items():
        if typed := request.option(option):
            value = read_option(request, typed)
            if isinstance(value, Refusal | Choose):
                return value
            fields[field] = value
    return fields


NO_PARTIES = Parties((), ())


async def named_event(
    request: EditRequest, typed: str, option: str = "event"
) -> EventToEdit | Refusal | Choose:
    """The event that a number or title means, to be changed; refused if it was merged into another."""
    found = await resolve_event(request, typed, option)
    if isinstance(found, Refusal | Choose):
        return found
    entity = await request.recorder.entity(request.scope, "event", found.event.id)
    if not isinstance(entity.state, Event):
        return request.refuse("unknown_event", typed=typed)
    if entity.state.merged_into is not None:
        return await merged_away(request, found, entity.state.merged_into)
    return EventToEdit(entity, entity.state)


async def merged_away(request: EditRequest, found: EventView, into: str) -> Refusal:
    """The refusal to change an event that was merged into another; says which change to undo first."""
    records = await request.log.read_stream(request.scope, f"event/{found.event.id}")
    merge = max(record.position for record in records if record.type == EventMerged.__name__)
    row = await request.views.get(request.at, "event", into)
    kept = event_view(row).titled if row is not None else into
    return request.refuse("merged_away", event=found.titled, into=kept, record=str(merge))


def typed_date(request: EditRequest) -> HistoricalDate | Refusal | Choose:
    """The date that was typed; refused if none was."""
    typed = request.option("date")
    if not typed:
        return request.refuse("date_missing")
    return read_date(request.question, "date", typed, request.asker.today)


def words_of(typed: str, date: HistoricalDate) -> str:
    """The typed words of a date, to be kept beside its value.

    Empty if they say nothing else than the value.
    """
    ours = (date.edtf, *(table.word(date) for table in TABLES.values()))
    return "" if typed in ours else typed


def date_to_edit(request: EditRequest, date: HistoricalDate) -> str:
    """The date as a form shows it: in words if these are read back as the same date, otherwise as EDTF."""
    worded = words(request.asker.locale).word(date)
    readings = read(worded)
    return worded if len(readings) == 1 and readings[0].date.edtf == date.edtf else date.edtf


def claim_label(source: str, said: Fact) -> Phrase:
    """The label by which a claim is offered: its source, and what it says."""
    return Phrase("offer_statement", {"source": source, "said": said})


async def typed_source(request: EditRequest) -> TypedSource | Refusal | Choose:
    """The source that was typed: a link, a known source's name, or own knowledge if nothing was typed."""
    typed = request.option("source")
    if not typed or exactly(typed, (OWN_KNOWLEDGE,)):
        return await _new_or_known(request, _OWN, "own")
    if LINK.fullmatch(typed) is not None:
        return await _link(request, typed)
    found = resolve_named(request, typed, "source", "source", "unknown_source")
    if isinstance(found, Refusal | Choose):
        return found
    row = await request.views.get(request.at, "source", found.id)
    if row is None:
        return request.refuse("unknown_source", typed=typed)
    source = decode_state(Source, row.row.state)
    return await _new_or_known(request, source, "own" if source.grade == OWN_KNOWLEDGE else "known")


def host_of(link: str) -> str:
    """The host of a link; empty if the link is malformed, such as https://[1."""
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


async def _link(request: EditRequest, url: str) -> TypedSource | Refusal:
    host = host_of(url)
    if not host:
        return request.refuse("bad_link", typed=url)
    label = "Discord message" if _MESSAGE.match(url) else host.removeprefix("www.")
    digest = hashlib.sha256(url.encode()).hexdigest()[:16]
    source = Source(f"link-{digest}", url, label, url=url, reviewed=True, pack=SERVER, grade="via")
    return await _new_or_known(request, source, "link")


async def _new_or_known(request: EditRequest, source: Source, kind: SourceKind) -> TypedSource:
    """The source as the record has it, or with the part that adds it, or restores a retracted one."""
    part = await request.recorder.ensured(request.scope, "source", source)
    state = part[0].state
    held = state if isinstance(state, Source) else source
    line = SourceRead(kind, held.label, date_or_none(held.date), held.url, new=state is None)
    return TypedSource(held, line, (part,) if part[1] else ())


async def typed_parties(request: EditRequest) -> Parties:
    """The parties that were typed, separated by commas or as a pair ("Japan–Korea").

    Unknown names are new parties.
    """
    ids: dict[str, str] = {}
    new: list[str] = []
    parts: list[Part] = []
    for piece in filter(None, map(str.strip, re.split(r"[,;、]", request.option("parties")))):
        known = request.names.parties(piece)
        if known:
            ids |= {party.id: party.name for party in known}
            continue
        party = _party_called(piece)
        part = await request.recorder.ensured(request.scope, "party", party)
        if part[1] and party.id not in ids:
            parts.append(part)
            like = request.names.nearest(party.name, ("party",), 1, _ALIKE)
            new.append(f"{party.name} ({like[0].name}?)" if like else party.name)
        ids[party.id] = party.name
    return Parties(tuple(ids), tuple(ids.values()), tuple(new), tuple(parts))


def link_as_party(request: EditRequest) -> Refusal | None:
    """A refusal if there is a link among the parties, where it would become a party of that name."""
    found = LINK.search(request.option("parties"))
    return request.refuse("link_as_party", typed=found[0]) if found is not None else None


def _party_called(name: str) -> Party:
    """A party that the record does not have by this name; a country is the one that papers mean, too."""
    code = _CODES.get(fold_name(name))
    if code is not None:
        return Party(code, COUNTRIES[code][0])
    return Party(f"s-{hashlib.sha256(fold_name(name).encode()).hexdigest()[:12]}", name)


def typed_action(request: EditRequest) -> str | Refusal:
    """The code of the action that was typed; ``mentioned`` if nothing was."""
    typed = request.option("action")
    if not typed:
        return MENTIONED
    action = exactly(typed, ACTIONS)
    return action or unknown_word(request, "action", ACTIONS)


def typed_step(request: EditRequest) -> Step | Refusal | Choose | None:
    """What the event did to an agreement; None if neither an agreement nor an action was typed."""
    action = typed_action(request)
    if isinstance(action, Refusal):
        return action
    typed = request.option("agreement")
    if not typed:
        return request.refuse("action_alone") if request.option("action") else None
    found = resolve_named(request, typed, "agreement", "agreement", "unknown_agreement")
    return found if isinstance(found, Refusal | Choose) else Step(found.id, action)


def names_by_language(_: EditRequest, typed: str) -> dict[str, tuple[str, ...]]:
    """A reader of names separated by ``;``: gives them by language, as told by their script, else English."""
    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(filter(None, (piece.strip() for piece in typed.split(";")))):
        language = next((code for code, script in _SCRIPTS if script.search(name)), "en")
        found[language] = (*found.get(language, ()), name)
    return found
