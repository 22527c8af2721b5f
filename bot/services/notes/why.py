"""``/why``: why a note was or was not posted, by the ledger if it knows, else by the rules and settings.

Everybody in a server may ask about that server's channels. Nothing is changed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import cast

import msgspec
from msgspec.structs import replace

from bot.domain.anniversaries import Filter, kept_out, never, next_due
from bot.domain.dates import Precision, ymd
from bot.domain.delivery import PAUSED, channel_and_day, is_paused
from bot.domain.edits import Editor
from bot.domain.entities import Event, Subscription
from bot.domain.localtime import local_instant
from bot.domain.permissions import Room, closes, missing, needed
from bot.domain.questions import Choose, Question, Refusal
from bot.domain.record_types import SubscriptionAdded, SubscriptionRestored, SubscriptionRetracted
from bot.domain.whys import Check, LedgerRow, Verdict, WhyAnswer, WhyEvent, WhyNever, WhyNoNotes
from bot.services.editing.posts.surroundings import Surroundings
from bot.services.event_view import EventView
from bot.services.footnotes import Footnotes
from bot.services.inquiry import Inquiry, refuse
from bot.services.notes.due import DueGist, due_between, layer_of, wanted
from bot.services.notes.subscriptions import next_in, subscriptions
from bot.services.typed.dates import read_one_day
from bot.services.typed.events import resolve_event
from bot.services.typed.name_book import NameBook
from storage.deliveries import Block, Delivery
from storage.log import Log
from storage.rows import Record
from storage.views import Views

YEAR = 366
RECORDS = 1_000
"""Most log records of a channel's settings that are read."""
ADDED, RESTORED, RETRACTED = (
    kind.__name__ for kind in (SubscriptionAdded, SubscriptionRestored, SubscriptionRetracted)
)
SHOWN = 6
"""Most events of a day that are shown one by one."""
MAY_BE_SENT = frozenset({"skipped_paused", "skipped_grace", "failed", "unknown", "undecided"})
"""Verdicts after which a manager can still have the note posted."""


class _Case(msgspec.Struct, frozen=True):
    """What is asked about: a channel, a day, perhaps one event.

    ``subscription`` is None for a channel without notes; ``history`` are the log records of its settings.
    """

    inquiry: Inquiry
    editor: Editor
    scope: str
    channel: int
    subscription: Subscription | None
    history: Sequence[Record]
    day: int
    event: EventView | None = None


class _Day(msgspec.Struct, frozen=True):
    """All that is known of the case's day in a channel with the settings ``held``.

    ``filters`` has, for each event that is due on it by the record as it is now, the setting that filters it
    out, or None. ``row`` is the ledger's row of the day's note, which was due at ``due_at``. ``looked_at`` is
    True once a later day is due: if there is no row then, nothing was due that day.
    """

    case: _Case
    held: Subscription
    filters: Sequence[Filter | None]
    due_at: datetime
    row: Delivery | None
    looked_at: bool
    block: Block | None
    room: Room | None

    @property
    def is_past(self) -> bool:
        """Whether the time of its note has come."""
        return self.due_at <= self.case.editor.now

    @property
    def is_paused(self) -> bool:
        """Whether notes are paused on that day, or were when its time came."""
        return is_paused(self.held, self.case.day) or (self.row is not None and self.row.why == PAUSED)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The permissions that are missing in the channel now."""
        return missing(self.room, self.held.ping) if self.room is not None else ()


class Why:
    """Answers ``/why``; only the asker sees the answer."""

    def __init__(self, views: Views, log: Log, posts: Surroundings) -> None:
        self._views = views
        self._log = log
        self._posts = posts
        self._names = NameBook(views)

    async def answer(
        self, question: Question, editor: Editor
    ) -> WhyAnswer | WhyNever | WhyNoNotes | Choose | Refusal:
        """Why there was or was not a note, for a date, for an event, or for the note with a delivery's id."""
        scope = editor.asker.scope
        if scope is None:
            return refuse(question, "why_server_only")
        inquiry = await Inquiry.now(question, editor.asker, self._views, self._log, self._names)
        case = await self._case(inquiry, editor, scope)
        if not isinstance(case, _Case):
            return case
        if case.event is not None and (answer := await self._never(case, case.event)):
            return answer
        if case.subscription is None:
            return await self._without_notes(case)
        return await self._explained(case, case.subscription)

    async def _case(self, inquiry: Inquiry, editor: Editor, scope: str) -> _Case | Refusal | Choose:
        question, channel, day = inquiry.question, inquiry.option("channel"), None
        if inquiry.option("delivery"):
            known = channel_and_day(inquiry.option("delivery"))
            if known is None or self._posts.rooms.room(scope, int(known[0])) is None:
                return refuse(question, "no_note")
            channel, day = known
        if not channel.isdecimal() or self._posts.rooms.room(scope, int(channel)) is None:
            return refuse(question, "no_channel")
        subscription, history = await self._settings(scope, channel)
        if subscription is not None:
            inquiry = inquiry.in_zone(subscription.zone, editor.now)
        day = day or inquiry.asker.today
        case = _Case(inquiry, editor, scope, int(channel), subscription, history, day)
        if inquiry.option("event"):
            found = await resolve_event(inquiry, inquiry.option("event"), "event")
            if isinstance(found, Refusal | Choose):
                return found
            case = replace(case, event=found, day=_last_day(found, case))
        if inquiry.option("date"):
            read = read_one_day(inquiry, "date", ahead=False)
            if isinstance(read, Refusal | Choose):
                return read
            case = replace(case, day=read)
        return case

    async def _settings(self, scope: str, channel: str) -> tuple[Subscription | None, Sequence[Record]]:
        """The settings of a channel's notes, even stopped ones, and the log records that made them."""
        for _, one in await subscriptions(self._views, scope):
            if one.id == channel:
                return one, await self._log.read_stream(scope, f"subscription/{one.id}", limit=RECORDS)
        return None, ()

    async def _never(self, case: _Case, found: EventView) -> WhyNever | None:
        """The answer for an event that is never posted in any channel; None if it can be."""
        asks_too = case.subscription is not None and case.subscription.unmarked
        why = never(found.event, found.dated(layer_of(case.subscription)), unmarked=asks_too)
        if why is None:
            return None
        told_before = await self._posts.deliveries.count_carrying(case.scope, found.event.id)
        return WhyNever(case.inquiry.question, (found.label, found.event.title), why, told_before)

    async def _explained(self, case: _Case, held: Subscription) -> WhyAnswer:
        due = await self._due(case, held)
        filters = [kept_out(one.gist, one.due, held) for one in due]
        layer, shown = layer_of(held), [one.gist for one in due[:SHOWN]]
        whole = await case.inquiry.event_views(shown)
        notes = await Footnotes.gather(case.inquiry, layer, shown)
        day = await self._day(case, held, filters)
        row, verdict, shut = day.row, _verdict(day), closes(day.lacking)
        may_change = case.editor.manager and not held.retracted
        coming = None if held.retracted else await self._posts.next_note(case.scope, held, case.editor.now)
        return WhyAnswer(
            question=case.inquiry.question,
            scope=case.scope,
            channel=case.channel,
            settings=held,
            day=case.day,
            verdict="missing_now" if verdict == "coming" and shut else verdict,
            event=(case.event.label, case.event.event.title) if case.event is not None else None,
            events=tuple(
                WhyEvent(notes.entry(whole[one.gist.id], layer), one.due, kept_out(one.gist, one.due, held))
                for one in due[:SHOWN]
                if one.gist.id in whole
            ),
            told=filters.count(None),
            due=len(filters),
            footnotes=notes.footnotes,
            checks=tuple(_checks(day)),
            month_alone=0 if due else await self._known_to_the_month(case, held),
            row=LedgerRow(row.id, row.why, row.message) if row is not None else None,
            next=coming[0] if coming is not None else None,
            again=_again(case.event.event, case, held) if case.event is not None else None,
            may_send_late=may_change and verdict in MAY_BE_SENT and not shut,
            may_change=may_change,
        )

    async def _day(self, case: _Case, held: Subscription, filters: Sequence[Filter | None]) -> _Day:
        deliveries = self._posts.deliveries
        dues = await deliveries.due_of(case.scope)
        return _Day(
            case,
            held,
            filters,
            due_at=local_instant(case.day, held.time, held.zone),
            row=await deliveries.of(case.scope, held.id, case.day),
            looked_at=any(due.subscription == held.id and due.day > case.day for due in dues),
            block=await deliveries.block_of(case.scope, held.id),
            room=self._posts.rooms.room(case.scope, case.channel),
        )

    async def _without_notes(self, case: _Case) -> WhyNoNotes:
        known = await subscriptions(self._views, case.scope)
        others = tuple(int(one.id) for _, one in known if one.retracted is None)
        return WhyNoNotes(case.inquiry.question, case.channel, case.day, others, case.editor.manager)

    async def _due(self, case: _Case, held: Subscription) -> list[DueGist]:
        """What is due on the day by the record now, or of that the event asked about; filtered out or not."""
        every = Subscription("", "", "", layer=held.layer, unmarked=held.unmarked)
        found = wanted(await due_between(case.inquiry, layer_of(held), case.day, case.day), every)
        return [one for one in found if case.event is None or one.gist.id == case.event.event.id]

    async def _known_to_the_month(self, case: _Case, held: Subscription) -> int:
        """How many events are dated by the day's month alone and, by the settings, told on its first."""
        first = case.day - ymd(case.day)[2] + 1
        told = wanted(await due_between(case.inquiry, layer_of(held), first, first), held)
        return sum(one.date.precision is Precision.MONTH for one in told)


def _verdict(day: _Day) -> Verdict:
    """What became or will become of the note: by the ledger's row, or else by settings and record."""
    if day.row is not None:
        return _by_ledger(day, day.row)
    if day.held.retracted is not None:
        return "stopped"
    if not day.filters:
        return "nothing_due" if day.case.event is None else "not_its_day"
    filtered = all(day.filters)
    if not day.is_past:
        return "filtered" if filtered else "paused" if day.is_paused else "coming"
    if not _set_up_at(day.case.history, day.due_at):
        return "before_setup"
    if filtered:
        return "filtered"
    return "nothing_then" if day.looked_at else "undecided"


def _by_ledger(day: _Day, row: Delivery) -> Verdict:
    if row.state == "skipped":
        return cast(Verdict, f"skipped_{row.why}")
    if row.state != "sent":
        return cast(Verdict, row.state)
    asked = day.case.event
    if asked is not None and asked.event.id not in dict(row.carried):
        return "without_it" if day.filters else "not_its_day"
    return "sent_late" if row.late else "sent"


def _checks(day: _Day) -> Iterator[Check]:
    """What was checked, in order: filters, pause, suspension, the ledger's row, permissions."""
    if day.filters:
        facts = {"told": str(day.filters.count(None)), "due": str(len(day.filters))}
        yield Check(not any(day.filters), "filters", facts=facts)
    yield Check(not day.is_paused, "paused" if day.is_paused else "not_paused")
    if day.block is not None and day.block.since <= max(day.due_at, day.case.editor.now):
        told_in = {"channel": str(day.block.told_in)} if day.block.told_in else None
        yield Check(False, "told" if told_in else "resting", at=day.block.since, facts=told_in)
    row = day.row
    if row is not None and row.settled_at is not None:
        code = f"{row.state}_late" if row.state == "sent" and row.late else row.state
        yield Check(row.state == "sent", code, at=row.settled_at)
    if day.room is not None and day.held.retracted is None:
        names = day.lacking or needed(day.room, day.held.ping)
        yield Check(not day.lacking, "lacking" if day.lacking else "permitted", names=names)


def _set_up_at(history: Sequence[Record], instant: datetime) -> bool:
    """Whether a channel's notes were switched on at an instant, by the log records of its settings."""
    told = [record.type for record in history if record.recorded_at < instant]
    turns = [type for type in told if type in (ADDED, RESTORED, RETRACTED)]
    return bool(turns) and turns[-1] != RETRACTED


def _again(event: Event, case: _Case, held: Subscription) -> int | None:
    """The next day on which the channel's notes tell of an event; None if there is none."""
    coming = next_in(event, held, max(case.inquiry.asker.today, case.day))
    return coming[0] if coming is not None else None


def _last_day(event: EventView, case: _Case) -> int:
    """The last day, up to today, on which an event was due; else the next one; today if it is undated."""
    date = event.dated(layer_of(case.subscription)).date
    today = case.inquiry.asker.today
    if date is None:
        return today
    coming = next_due(date, today - YEAR)
    last = None
    while coming is not None and coming[0] <= today:
        last, coming = coming[0], next_due(date, coming[0])
    return last if last is not None else coming[0] if coming is not None else today
