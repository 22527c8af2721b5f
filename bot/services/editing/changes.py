"""Describes log records for people: who changed what, when and why; and ``/edit history``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from bot.domain import entities as e
from bot.domain import record_types as r
from bot.domain.codec import KINDS, decode_body, decode_state
from bot.domain.dates import DateError, parse
from bot.domain.decide import Bodies, Denied
from bot.domain.edits import CHANNEL, ROLE, Altered, Field, HistoryAnswer, Line, RecordChange
from bot.domain.facts import Fact, WordedDate
from bot.domain.project import names_of
from bot.domain.questions import Choose, Refusal
from bot.services.editing.fields import Parties
from bot.services.editing.request import EditRequest
from bot.services.event_view import label_of
from bot.services.privacy import ERASER
from bot.services.record import OPERATOR, SEEDS
from bot.services.typed.events import resolve_event
from bot.services.typed.names import Names
from storage.rows import CORPUS, Record
from storage.views import At

_PROGRAM: Mapping[str, Literal["seeds", "operator", "erasure"]] = {
    SEEDS: "seeds",
    OPERATOR: "operator",
    ERASER: "erasure",
}
_NAMED = {"parties": "party", "themes": "theme", "agreements": "agreement", "unlike": "agreement"}
"""Fields that hold ids, with the kind of entity that these are of."""

_CALLED = {"names": "aliases", "label": "short"}
"""Fields that are shown under another name than they have in the record."""

PAGE = 8
STREAM = 1_000
"""Most records of one entity that are read."""


async def describe(request: EditRequest, record: Record) -> RecordChange:
    """A log record as people read it: who changed what, when, and why."""
    label, title = await _subject(request, record)
    body = decode_body(record.body, record.type, record.schema) if record.body is not None else None
    program = _PROGRAM.get(record.actor)
    return RecordChange(
        position=record.position,
        at=record.recorded_at,
        by=None if program else await request.actors.discord_id_of(record.actor),
        program=program or "",
        type=record.type,
        label=label,
        title=title or getattr(body, "name", ""),
        reason=getattr(body, "reason", "") or "",
        erased=body is None,
        details=altered_fields(request.names, getattr(body, "changes", {})),
    )


async def _subject(request: EditRequest, record: Record) -> tuple[str, str]:
    """What a record is about: (label, title) of an event, or ("", name) of something else."""
    kind, _, id = record.stream.partition("/")
    row = await request.views.get(At(request.scope), kind, id) if kind in KINDS else None
    if row is None:
        return "", ""
    state = decode_state(KINDS[kind], row.row.state)
    if isinstance(state, e.Event):
        return label_of(state), state.title
    if isinstance(state, e.EditorRole):
        return ROLE, state.id
    if isinstance(state, e.Subscription):
        return CHANNEL, state.id
    return "", next(iter(names_of(state)), "")


def amended_lines(request: EditRequest, bodies: Bodies | Denied, parties: Parties) -> list[Line]:
    """Each field that an amendment changes, before and after.

    Parties are named as they were typed, because the record may not have them yet.
    """
    lines: list[Line] = []
    for body in () if isinstance(bodies, Denied) else bodies:
        for line in altered_fields(request.names, getattr(body, "changes", {})):
            by_name = line.key == "parties"
            lines.append(replace(line, after=parties.names) if by_name else line)
            lines += [Field("new_parties", parties.new)] if by_name and parties.new else []
    return lines


def altered_fields(names: Names, changes: Mapping[str, r.Change]) -> tuple[Altered, ...]:
    """The changed fields, before and after; without a date's words, which change along with the date."""
    words = changes.get("words", r.Change("", ""))
    return tuple(
        Altered(
            _CALLED.get(name, name),
            value_of(names, name, change.before, words.before),
            value_of(names, name, change.after, words.after),
        )
        for name, change in changes.items()
        if name != "words"
    )


def value_of(names: Names, name: str, raw: Any, words: str = "") -> Fact:
    """A field's stored value as people read it: dates parsed, with their words, ids replaced by names."""
    if name == "date" and isinstance(raw, str) and raw:
        try:
            return WordedDate(parse(raw), words)
        except DateError:
            return raw
    if name == "steps":
        return step_facts(names, msgspec.convert(raw, tuple[e.Step, ...]))
    if name in _NAMED and isinstance(raw, list):
        return names.names_of(_NAMED[name], raw)
    if name == "names":
        return tuple(one for names_in_language in raw.values() for one in names_in_language)
    if isinstance(raw, list):
        return tuple(item if isinstance(item, str) else " ".join(map(str, item.values())) for item in raw)
    return raw if isinstance(raw, str) else msgspec.json.encode(raw).decode()


def step_facts(names: Names, steps: Sequence[e.Step]) -> tuple[str, ...]:
    """Steps as a preview shows them: the agreement's name and the action, one after the other."""
    return tuple(
        part for step in steps for part in (names.short_of("agreement", step.agreement), step.action)
    )


async def history(request: EditRequest) -> HistoryAnswer | Refusal | Choose:
    """``/edit history``: the changes of one event, of one person, or all; the newest first."""
    by = request.option("by")
    actor = await request.actors.known_pseudonym(int(by)) if by else None
    about = ""
    records: list[Record] = []
    if request.option("event"):
        found = await resolve_event(request, request.option("event"), "event")
        if isinstance(found, Refusal | Choose):
            return found
        about = found.titled
        for scope in (CORPUS, request.scope):
            records += await request.log.read_stream(scope, f"event/{found.event.id}", limit=STREAM)
        records = sorted(records, key=lambda record: -record.position)
        if by:
            records = [record for record in records if record.actor == actor]
    elif not by or actor is not None:
        wanted = request.question.page * PAGE + 1
        records = list(await request.log.recent(limit=wanted, scope=request.scope, actor=actor))
    shown, page = request.page_of(records, PAGE)
    more = not request.option("event") and page.pages > page.page
    return HistoryAnswer(
        question=request.question,
        about=about,
        by=int(by) if by else None,
        changes=tuple([await describe(request, record) for record in shown]),
        paging=replace(page, more=more),
        stale=await request.views.count_stale(request.scope),
    )
