"""/edit undo: plans to take back one change, or everything that one person did since a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import get_args

from bot.domain.decide import Denied
from bot.domain.edits import Undone
from bot.domain.questions import Choose, Question, Refusal
from bot.domain.record_types import OfNoEntity
from bot.services.editing.changes import describe
from bot.services.editing.plan import Plan, Planned, seen_of
from bot.services.editing.request import EditRequest
from bot.services.record import UndoPlan, chief_of
from bot.services.typed.dates import read_date
from storage.rows import Record

MOST = 200
"""Most changes that can be taken back at once."""
MANAGED = ("editor/", "subscription/")
"""Prefixes of the streams that only managers may change: editors' roles, and channels' notes."""
SHOWN = 14
"""Most changes that a preview shows one by one."""

NOT_UNDONE = frozenset(body.__name__ for body in get_args(OfNoEntity))
"""Types of records that undo leaves alone: decisions on statements are taken back in the review."""

_AGO = re.compile(r"(\d{1,4})\s*(minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)(?:\s+ago)?", re.IGNORECASE)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


async def plan_undo(request: EditRequest) -> Planned:
    """``/edit undo``: takes back a change by number, or a person's changes; see ``pinned`` for the others."""
    if request.option("by"):
        return await _plan_of_person(request)
    if request.option("record"):
        return await plan_undo_of_record(request)
    return request.refuse("since_alone" if request.option("since") else "nothing_to_undo")


async def pinned(request: EditRequest) -> Question:
    """The question of ``/edit undo`` with options that mean the same changes whenever it is asked again.

    The editor's last change becomes that change's number. A person's changes since a time ago become those
    since an instant and up to the log position in the option ``until``. Changes made between preview and
    confirmation are thus never taken back unseen.
    """
    question = request.question
    if request.option("by"):
        since = since_of(request)
        if not isinstance(since, datetime):
            return question
        until = request.option("until") or str(request.position)
        return question.asking(since=since.isoformat(" ", "seconds"), until=until)
    if request.option("record") or request.option("since"):
        return question
    mine = await _changes(request, await request.actor(), limit=1)
    made = await request.log.records_of_change(mine[0]) if mine else ()
    return question.asking(record=str(chief_of(made).position)) if made else question


async def plan_undo_of_record(request: EditRequest) -> Planned:
    """Plans to take back the change that the record with the number in the option ``record`` belongs to."""
    number = request.option("record")
    is_number = number.isdecimal() and len(number) < 16
    record = await request.log.record(int(number)) if is_number else None
    if record is None or record.scope != request.scope:
        return request.refuse("unknown_record", record=number)
    return await plan_undo_of(request, [record.change])


async def plan_undo_of(request: EditRequest, changes: Sequence[str]) -> Planned:
    """Plans to take back these changes, given the newest first.

    If there are several, those that cannot be taken back are left out, and the preview says so.
    """
    plan: UndoPlan = {}
    undone: list[Record] = []
    left: list[tuple[int, str]] = []
    for change in changes:
        made = [r for r in await request.log.records_of_change(change) if r.scope == request.scope]
        extended = await _add_undo_of(request, made, plan)
        if isinstance(extended, Denied):
            if len(changes) == 1:
                return request.denied(extended)
            left.append((made[0].position, extended.code))
            continue
        plan = extended
        undone.append(chief_of(made))
    if not undone:
        return request.refuse("nothing_to_undo")
    told = tuple([await describe(request, record) for record in undone[:SHOWN]])
    entities = [entity for entity, _ in plan.values()]
    return Plan(
        act="undo",
        label=told[0].label if len(undone) == 1 else "",
        title=told[0].title if len(undone) == 1 else "",
        lines=(Undone(told, len(undone)),),
        parts=tuple(plan.values()),
        seen=seen_of(*entities),
        left=tuple(left),
        undone=tuple(record.change for record in undone),
    )


async def _add_undo_of(request: EditRequest, made: Sequence[Record], plan: UndoPlan) -> UndoPlan | Denied:
    if not request.editor.manager and any(record.stream.startswith(MANAGED) for record in made):
        return Denied("managers_only" if made[0].stream.startswith("editor/") else "not_posts")
    return await request.recorder.plan_undo(request.scope, made, plan)


async def _plan_of_person(request: EditRequest) -> Planned:
    actor = await request.actors.known_pseudonym(int(request.option("by")))
    since = since_of(request)
    if isinstance(since, Refusal | Choose):
        return since
    until = int(request.option("until") or request.position)
    changes = await _changes(request, actor, since, until, limit=MOST + 1) if actor is not None else []
    if not changes:
        return request.refuse("nothing_by")
    if len(changes) > MOST:
        return request.refuse("too_many", limit=str(MOST))
    return await plan_undo_of(request, changes)


async def _changes(
    request: EditRequest, actor: str, since: datetime | None = None, until: int | None = None, *, limit: int
) -> list[str]:
    """The ids of the changes that somebody made in this server, the newest first.

    Only those since an instant and up to a log position, if these are given.
    """
    changes: dict[str, None] = {}
    before = until + 1 if until is not None else None
    while len(changes) < limit:
        page = await request.log.recent(before=before, limit=200, scope=request.scope, actor=actor)
        for record in page:
            if since is not None and record.recorded_at < since:
                return list(changes)[:limit]
            if record.type not in NOT_UNDONE:
                changes.setdefault(record.change)
        if len(page) < 200:
            break
        before = page[-1].position
    return list(changes)[:limit]


def since_of(request: EditRequest) -> datetime | Refusal | Choose | None:
    """The instant that was typed: a time ago ("2 hours"), the start of a day (UTC), or in ISO 8601."""
    typed = request.option("since")
    if not typed:
        return request.refuse("since_missing")
    with suppress(ValueError):
        instant = datetime.fromisoformat(typed)
        if instant.tzinfo is not None:
            return instant
    ago = _AGO.fullmatch(typed)
    if ago is not None:
        return request.editor.now - int(ago[1]) * _UNITS[ago[2][0].lower()]
    day = read_date(request.question, "since", typed, request.asker.today)
    if isinstance(day, Refusal | Choose):
        return day
    if not 1 <= day.low <= request.asker.today:
        return request.refuse("unreadable_since", typed=typed)
    return datetime.combine(date.fromordinal(day.low), time(), UTC)
