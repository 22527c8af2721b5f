"""What editors type into options and forms, read: dates, sources, parties, actions, names in any language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec

from bot.domain.codec import decode_state
from bot.domain.dates import HistoricalDate, read
from bot.domain.edits import Field, Line, SourceKind, SourceRead
from bot.domain.entities import ACTIONS, MENTIONED, OWN_KNOWLEDGE, SERVER, Event, Party, Source, Step
from bot.domain.facts import Fact, Phrase, Term, terms
from bot.domain.questions import Choose, Question, Refusal, Suggestion
from bot.domain.record_types import EventMerged
from bot.locales import TABLES, words
from bot.locales.en import ENGLISH
from bot.services.editing.session import Session
from bot.services.event_view import EventView, date_or_none, event_view, label_of
from bot.services.record import Entity, Part
from bot.services.typed.dates import read_date
from bot.services.typed.events import resolve_event
from bot.services.typed.meaning import resolve_named
from bot.services.typed.names import fold_name
from bot.services.typed.vocabulary import exactly, slips

_OWN = Source("own-knowledge", "Own knowledge", OWN_KNOWLEDGE, pack=SERVER, grade=OWN_KNOWLEDGE)
LINK = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_MESSAGE = re.compile(r"https://(?:\w+\.)?discord(?:app)?\.com/channels/", re.IGNORECASE)
_SCRIPTS = (("ja", re.compile("[\u3040-\u30ff]")), ("ko", re.compile("[\uac00-\ud7a3]")),
            ("ja", re.compile("[\u4e00-\u9fff]")))  # fmt: skip
_ALIKE = 78
"""From this likeness (of 100) on, an unknown party may be a slip for a known one."""


class Meant(NamedTuple):
    """An event that is to be changed: with what its changes are decided on, and as it stands."""

    entity: Entity
    event: Event

    @property
    def label(self) -> str:
        """What users call it."""
        return label_of(self.event)


class Cited(msgspec.Struct, frozen=True):
    """The source of a statement: as the record has it, as it is shown, and the part that adds it if it is
    new."""

    source: Source
    line: SourceRead
    parts: tuple[Part, ...] = ()


class Parties(msgspec.Struct, frozen=True):
    """Parties by id and by name; ``new`` are names that the record does not have, with what they may mean."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    new: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The parties as a preview tells them."""
        new = (Field("new_parties", self.new),) if self.new else ()
        return (Field("parties", self.names), *new)


Reader = Callable[[Session, str], Any]
"""Reads what was typed into an option: a field's value, or the refusal or question back that stops here."""


def as_typed(_: Session, typed: str) -> str:
    """Any text."""
    return typed


def read_fields(
    session: Session, readers: Mapping[str, tuple[str, Reader]]
) -> dict[str, Any] | Refusal | Choose:
    """The fields that the options set which were given; each option has its field and what reads it."""
    fields: dict[str, Any] = {}
    for option, (field, read_option) in readers.items():
        if typed := session.option(option):
            value = read_option(session, typed)
            if isinstance(value, Refusal | Choose):
                return value
            fields[field] = value
    return fields


NO_PARTIES = Parties((), ())


async def named_event(session: Session, typed: str, option: str = "event") -> Meant | Refusal | Choose:
    """The event that a number or a title means, to be changed: one that was not folded into another."""
    found = await resolve_event(session, typed, option)
    if isinstance(found, Refusal | Choose):
        return found
    entity = await session.recorder.entity(session.scope, "event", found.event.id)
    if not isinstance(entity.state, Event):
        return session.refuse("unknown_event", typed=typed)
    if entity.state.merged_into is not None:
        return await _merged_away(session, found, entity.state.merged_into)
    return Meant(entity, entity.state)


async def _merged_away(session: Session, found: EventView, into: str) -> Refusal:
    records = await session.log.read_stream(session.scope, f"event/{found.event.id}")
    merge = max(record.position for record in records if record.type == EventMerged.__name__)
    row = await session.views.get(session.at, "event", into)
    kept = event_view(row).titled if row is not None else into
    return session.refuse("merged_away", event=found.titled, into=kept, record=str(merge))


def typed_date(session: Session, option: str = "date") -> HistoricalDate | Refusal | Choose:
    """The date that was typed into an option."""
    typed = session.option(option)
    if not typed:
        return session.refuse("date_missing")
    return read_date(session.question, option, typed, session.asker.today)


def words_of(typed: str, date: HistoricalDate) -> str:
    """The date's own words, where they say it otherwise than its value does."""
    ours = (date.edtf, *(table.word(date) for table in TABLES.values()))
    return "" if typed in ours else typed


def date_to_edit(session: Session, date: HistoricalDate) -> str:
    """The date as a form holds it: in words, if those are read back as the same, else its value."""
    worded = words(session.asker.locale).word(date)
    readings = read(worded)
    return worded if len(readings) == 1 and readings[0].date.edtf == date.edtf else date.edtf


def statement(source: str, said: Fact) -> Phrase:
    """Whose statement it is, and what it says, to be chosen from."""
    return Phrase("offer_statement", {"source": source, "said": said})


async def typed_source(session: Session, option: str = "source") -> Cited | Refusal | Choose:
    """The source that was typed: a link, a known one's name, or own knowledge (also if nothing was typed)."""
    typed = session.option(option)
    if not typed or exactly(typed, (OWN_KNOWLEDGE,)):
        return await _new_or_known(session, _OWN, "own")
    if LINK.fullmatch(typed) is not None:
        return await _link(session, typed)
    found = resolve_named(session, typed, "source", option, "unknown_source")
    if isinstance(found, Refusal | Choose):
        return found
    row = await session.views.get(session.at, "source", found.id)
    if row is None:
        return session.refuse("unknown_source", typed=typed)
    source = decode_state(Source, row.row.state)
    return await _new_or_known(session, source, "own" if source.grade == OWN_KNOWLEDGE else "known")


def host_of(link: str) -> str:
    """The host that a link leads to; empty where it leads nowhere, such as https://[1."""
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


async def _link(session: Session, url: str) -> Cited | Refusal:
    host = host_of(url)
    if not host:
        return session.refuse("bad_link", typed=url)
    label = "Discord message" if _MESSAGE.match(url) else host.removeprefix("www.")
    digest = hashlib.sha256(url.encode()).hexdigest()[:16]
    source = Source(f"link-{digest}", url, label, url=url, reviewed=True, pack=SERVER, grade="via")
    return await _new_or_known(session, source, "link")


async def _new_or_known(session: Session, source: Source, kind: SourceKind) -> Cited:
    """The source as the record has it, or the part that adds it; a retracted one is brought back."""
    part = await session.recorder.ensured(session.scope, "source", source)
    state = part[0].state
    held = state if isinstance(state, Source) else source
    line = SourceRead(kind, held.label, date_or_none(held.date), held.url, new=state is None)
    return Cited(held, line, (part,) if part[1] else ())


async def typed_parties(session: Session) -> Parties:
    """The parties that were typed, separated by commas or as a set ("Japan–Korea"); unknown ones are new."""
    ids: dict[str, str] = {}
    new: list[str] = []
    parts: list[Part] = []
    for piece in filter(None, map(str.strip, re.split(r"[,;、]", session.option("parties")))):
        known = session.names.parties(piece)
        if known:
            ids |= {party.id: party.name for party in known}
            continue
        party = Party(f"s-{hashlib.sha256(fold_name(piece).encode()).hexdigest()[:12]}", piece)
        part = await session.recorder.ensured(session.scope, "party", party)
        if part[1] and party.id not in ids:
            parts.append(part)
        like = session.names.nearest(piece, ("party",), 1, _ALIKE)
        new.append(f"{piece} ({like[0].name}?)" if like else piece)
        ids[party.id] = piece
    return Parties(tuple(ids), tuple(ids.values()), tuple(new), tuple(parts))


def typed_action(session: Session) -> str | Refusal:
    """The action that was typed, in the record's word; ``mentioned`` if nothing was."""
    typed = session.option("action")
    if not typed:
        return MENTIONED
    action = exactly(typed, ACTIONS)
    return action or unknown_word(session, "action", ACTIONS)


def unknown_word(session: Session, option: str, codes: tuple[str, ...]) -> Refusal:
    """The refusal of what is none of the words that an option takes, with those that it may be a slip for."""
    question, typed = session.question, session.option(option)
    nearest = tuple(
        Suggestion(Term(code), question.asking(**{option: ENGLISH.terms[code]}))
        for code in slips(typed, codes)
    )
    return Refusal(question, f"unknown_{option}", {"typed": typed, "known": terms(codes)}, nearest)


def typed_step(session: Session) -> Step | Refusal | Choose | None:
    """What the event did to an agreement, if an agreement was named."""
    action = typed_action(session)
    if isinstance(action, Refusal):
        return action
    typed = session.option("agreement")
    if not typed:
        return session.refuse("action_alone") if session.option("action") else None
    found = resolve_named(session, typed, "agreement", "agreement", "unknown_agreement")
    return found if isinstance(found, Refusal | Choose) else Step(found.id, action)


def names_by_language(_: Session, typed: str) -> dict[str, tuple[str, ...]]:
    """Names separated by ``;``, by the language that their script tells (else English)."""
    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(filter(None, (piece.strip() for piece in typed.split(";")))):
        language = next((code for code, script in _SCRIPTS if script.search(name)), "en")
        found[language] = (*found.get(language, ()), name)
    return found


def whose(session: Session, option: str, typed: str, offers: Sequence[tuple[Fact, str]]) -> Choose:
    """Whose statement is meant, of a few (label, value of the option)."""
    question = session.question
    options = tuple(
        Suggestion(label, Question(question.command, {**question.options, option: value}))
        for label, value in offers[:5]
    )
    return Choose(question, typed, "whose", options)
