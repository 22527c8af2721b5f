"""Records told as changes: who did what to which entity, for histories and for who was overtaken."""

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
from bot.domain.edits import CHANNEL, ROLE, Altered, Change, Field, HistoryAnswer, Line
from bot.domain.entries import Paging
from bot.domain.facts import Fact
from bot.domain.project import names_of
from bot.domain.questions import Choose, Refusal
from bot.services.editing.fields import Parties
from bot.services.editing.session import Session
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
"""Fields that hold ids, and of what kind."""

_CALLED = {"names": "aliases", "label": "short"}
"""Fields that are told under another name than the record has for them."""

PAGE = 8
STREAM = 1_000
"""Most records of one entity that are told."""


async def change_of(session: Session, record: Record) -> Change:
    """What a record did, for people."""
    label, title = await _subject(session, record)
    body = decode_body(record.body, record.type, record.schema) if record.body is not None else None
    program = _PROGRAM.get(record.actor)
    return Change(
        position=record.position,
        at=record.recorded_at,
        by=None if program else await session.actors.discord_id_of(record.actor),
        program=program or "",
        type=record.type,
        label=label,
        title=title or getattr(body, "name", ""),
        reason=getattr(body, "reason", "") or "",
        erased=body is None,
        details=altered(session.names, getattr(body, "changes", {})),
    )


async def _subject(session: Session, record: Record) -> tuple[str, str]:
    """What a record is about: an event's label and title, or a name."""
    kind, _, id = record.stream.partition("/")
    row = await session.views.get(At(session.scope), kind, id) if kind in KINDS else None
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


def told_amended(session: Session, bodies: Bodies | Denied, parties: Parties) -> list[Line]:
    """Each field that an amendment changes, before and after; its parties as they were typed, for the record
    may not know them yet."""
    lines: list[Line] = []
    for body in () if isinstance(bodies, Denied) else bodies:
        for line in altered(session.names, getattr(body, "changes", {})):
            by_name = line.key == "parties"
            lines.append(replace(line, after=parties.names) if by_name else line)
            lines += [Field("new_parties", parties.new)] if by_name and parties.new else []
    return lines


def altered(names: Names, changes: Mapping[str, r.Change]) -> tuple[Altered, ...]:
    """Changed fields, before and after, as they can be told; a date's words change along with it."""
    return tuple(
        Altered(
            _CALLED.get(name, name), value_of(names, name, change.before), value_of(names, name, change.after)
        )
        for name, change in changes.items()
        if name != "words"
    )


def value_of(names: Names, name: str, raw: Any) -> Fact:
    """A field's stored value, as it can be told: what it names by id, by its name."""
    if name == "date" and isinstance(raw, str) and raw:
        try:
            return parse(raw)
        except DateError:
            return raw
    if name == "steps":
        return told_steps(names, msgspec.convert(raw, tuple[e.Step, ...]))
    if name in _NAMED and isinstance(raw, list):
        return names.names_of(_NAMED[name], raw)
    if name == "names":
        return tuple(one for names_in_language in raw.values() for one in names_in_language)
    if isinstance(raw, list):
        return tuple(item if isinstance(item, str) else " ".join(map(str, item.values())) for item in raw)
    return raw if isinstance(raw, str) else msgspec.json.encode(raw).decode()


def told_steps(names: Names, steps: Sequence[e.Step]) -> tuple[str, ...]:
    """Agreements and what is done to them, one after the other, as a preview tells them."""
    return tuple(
        part for step in steps for part in (names.short_of("agreement", step.agreement), step.action)
    )


async def history(session: Session) -> HistoryAnswer | Refusal | Choose:
    """Who changed what, when and why: of one event, of one person, or everything; the newest first."""
    by = session.option("by")
    actor = await session.actors.known_pseudonym(int(by)) if by else None
    about = ""
    records: list[Record] = []
    if session.option("event"):
        found = await resolve_event(session, session.option("event"), "event")
        if isinstance(found, Refusal | Choose):
            return found
        about = found.titled
        for scope in (CORPUS, session.scope):
            records += await session.log.read_stream(scope, f"event/{found.event.id}", limit=STREAM)
        records = sorted(records, key=lambda record: -record.position)
        if by:
            records = [record for record in records if record.actor == actor]
    elif not by or actor is not None:
        wanted = session.question.page * PAGE + 1
        records = list(await session.log.recent(limit=wanted, scope=session.scope, actor=actor))
    shown, page = session.page_of(records, PAGE)
    known = None if not session.option("event") and page.pages > page.page else len(records)
    return HistoryAnswer(
        question=session.question,
        about=about,
        by=int(by) if by else None,
        changes=tuple([await change_of(session, record) for record in shown]),
        paging=Paging(page.page, page.pages, known),
        stale=await session.views.count_stale(session.scope),
    )
