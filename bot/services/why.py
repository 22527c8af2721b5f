"""/why: why a note was or was not posted, from the ledger where it says so, else from the rules and settings.

Everybody in a server may ask, about that server's channels and nothing else. Nothing is changed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from bot.domain.anniversaries import kept_out, never, next_due
from bot.domain.answers import Choose, Footnote, Question, Refusal
from bot.domain.dates import ymd
from bot.domain.delivery import PAUSED, channel_and_day, is_paused
from bot.domain.edits import EditAnswer, Editor
from bot.domain.entities import Event, Subscription
from bot.domain.localtime import local_instant
from bot.domain.permissions import closes, missing, needed
from bot.domain.project import datings
from bot.domain.record_types import SubscriptionAdded, SubscriptionRestored, SubscriptionRetracted
from bot.domain.whys import Check, Verdict, WhyAnswer, WhyEvent
from bot.services.calendar import layer_of
from bot.services.editing.consequences import next_in
from bot.services.editing.posts.planning import subscriptions
from bot.services.editing.posts.surroundings import Surroundings
from bot.services.event import resolve_event
from bot.services.inquiry import Inquiry, read_one_day, refuse
from bot.services.memory import Memory
from bot.services.naming import NameBook
from bot.services.told import Told, told
from storage.deliveries import Delivery
from storage.log import Log
from storage.rows import Record
from storage.views import At, Views

YEAR = 366
RECORDS = 1_000
"""Most records of a channel's settings that are read."""
ADDED, RESTORED, RETRACTED = (
    kind.__name__ for kind in (SubscriptionAdded, SubscriptionRestored, SubscriptionRetracted)
)
SHOWN = 6
"""So many events of a day are told one by one."""
MAY_BE_SENT = frozenset({"skipped_paused", "skipped_grace", "failed", "unknown", "undecided"})
"""What a moderator can have posted all the same."""


@dataclass(frozen=True, slots=True)
class _Case:
    """What is asked about: a channel's notes (None: it gets none) with the records of their settings, a day,
    perhaps one event."""

    inquiry: Inquiry
    editor: Editor
    scope: str
    channel: int
    subscription: Subscription | None
    history: Sequence[Record]
    day: int
    event: Told | None = None


class Why:
    """Answers why."""

    def __init__(self, views: Views, log: Log, posts: Surroundings) -> None:
        self._views = views
        self._log = log
        self._posts = posts
        self._names = NameBook(views)

    async def answer(self, question: Question, editor: Editor) -> EditAnswer:
        """Why, for a date, an event or (by its delivery) a note; a refusal where that cannot be read."""
        scope = editor.asker.scope
        if scope is None:
            return refuse(question, "why_server_only")
        at = At(scope)
        names = await self._names.at(at)
        inquiry = Inquiry(question, editor.asker, self._views, self._log, names, Memory(), at, "all")
        case = await self._case(inquiry, editor, scope)
        if not isinstance(case, _Case):
            return case
        if case.event is not None and (answer := await self._never(case, case.event)):
            return answer
        return await self._explained(case)

    async def _case(self, inquiry: Inquiry, editor: Editor, scope: str) -> _Case | Refusal | Choose:
        question, channel, day = inquiry.question, inquiry.option("channel"), inquiry.asker.today
        if inquiry.option("delivery"):
            known = channel_and_day(inquiry.option("delivery"))
            if known is None or self._posts.rooms.room(scope, int(known[0])) is None:
                return refuse(question, "no_note")
            channel, day = known
        if not channel.isdecimal() or self._posts.rooms.room(scope, int(channel)) is None:
            return refuse(question, "no_channel")
        case = await self._of_channel(_Case(inquiry, editor, scope, int(channel), None, (), day))
        if inquiry.option("event"):
            found = await resolve_event(inquiry, inquiry.option("event"), "event")
            if isinstance(found, Refusal | Choose):
                return found
            case = replace(case, event=found, day=_last_day(found.event, case))
        if inquiry.option("date"):
            read = read_one_day(inquiry, "date", ahead=False)
            if isinstance(read, Refusal | Choose):
                return read
            case = replace(case, day=read)
        return case

    async def _of_channel(self, case: _Case) -> _Case:
        for _, one in await subscriptions(self._views, case.scope):
            if one.id == str(case.channel):
                history = await self._log.read_stream(case.scope, f"subscription/{one.id}", limit=RECORDS)
                return replace(case, subscription=one, history=history)
        return case

    async def _never(self, case: _Case, found: Told) -> WhyAnswer | None:
        """The answer about an event that is posted nowhere, ever; None where it can be."""
        asks_too = case.subscription is not None and case.subscription.unmarked
        why = never(found.event, datings(found.event)[layer_of(case.subscription)], unmarked=asks_too)
        if why is None:
            return None
        return WhyAnswer(
            case.inquiry.question,
            case.channel,
            case.day,
            "never",
            event=(found.label, found.event.title),
            never=why,
            told_before=await self._posts.deliveries.count_carrying(case.scope, found.event.id),
            scope=case.scope,
        )

    async def _explained(self, case: _Case) -> WhyAnswer:
        held = case.subscription
        row = await self._posts.deliveries.of(case.scope, str(case.channel), case.day)
        if held is None:
            return await self._without_notes(case)
        due_at = local_instant(case.day, held.time, held.zone)
        events, footnotes = await self._events(case, held)
        verdict = await self._verdict(case, held, row, due_at, events)
        room = self._posts.rooms.room(case.scope, case.channel)
        lacking = missing(room, held.ping) if room is not None else ()
        manager = case.editor.manager
        closed = closes(lacking)
        return WhyAnswer(
            question=case.inquiry.question,
            channel=case.channel,
            day=case.day,
            verdict="missing_now" if verdict == "coming" and closed else verdict,
            events=events[:SHOWN],
            footnotes=footnotes,
            checks=await self._checks(case, held, row, due_at, events),
            event=(case.event.label, case.event.event.title) if case.event is not None else None,
            alone=0 if events else await self._known_to_the_month(case, held),
            why=row.why if row is not None else "",
            time=held.time,
            zone=held.zone,
            grace=held.grace,
            message=row.message if row is not None else None,
            record=row.id if row is not None else "",
            next=None if held.retracted else await self._posts.next_note(case.scope, held, case.editor.now),
            again=_again(case.event.event, case, held) if case.event is not None else None,
            late=manager and verdict in MAY_BE_SENT and not closed and not held.retracted,
            settings=manager and not held.retracted,
            scope=case.scope,
        )

    async def _without_notes(self, case: _Case) -> WhyAnswer:
        known = await subscriptions(self._views, case.scope)
        others = tuple(int(one.id) for _, one in known if one.retracted is None)
        return WhyAnswer(
            case.inquiry.question,
            case.channel,
            case.day,
            "no_notes",
            settings=case.editor.manager,
            others=others,
            scope=case.scope,
        )

    async def _events(
        self, case: _Case, held: Subscription
    ) -> tuple[tuple[WhyEvent, ...], tuple[Footnote, ...]]:
        """What is due on the day by the record as it is now, with the setting that keeps each out, if any."""
        every = Subscription("", "", "", layer=held.layer, unmarked=held.unmarked)
        note = await self._posts.anniversaries.note(case.scope, every, case.day)
        if note is None:
            return (), ()
        ids = [one.id for one in note.anniversaries]
        rows = await self._views.get_many(At(case.scope), "event", ids)
        states = {row.row.id: told(row).event for row in rows}
        events = tuple(
            WhyEvent(one.entry, one.due, kept_out(states[one.id], one.due, held))
            for one in note.anniversaries
            if case.event is None or one.id == case.event.event.id
        )
        return events, note.footnotes

    async def _verdict(
        self,
        case: _Case,
        held: Subscription,
        row: Delivery | None,
        due_at: datetime,
        events: tuple[WhyEvent, ...],
    ) -> Verdict:
        if row is not None:
            if row.state == "sent":
                if case.event is not None and case.event.event.id not in dict(row.carried):
                    return "without_it" if events else "not_its_day"
                return "sent_late" if row.late else "sent"
            return cast(Verdict, f"skipped_{row.why}") if row.state == "skipped" else cast(Verdict, row.state)
        if held.retracted is not None:
            return "stopped"
        if not events:
            return "nothing_due" if case.event is None else "not_its_day"
        if due_at <= case.editor.now:
            if not _set_up_at(case.history, due_at):
                return "before_setup"
            if await self._was_decided(case, held):
                return "filtered" if all(one.kept_out for one in events) else "nothing_then"
        if all(one.kept_out for one in events):
            return "filtered"
        if due_at <= case.editor.now:
            return "undecided"
        return "paused" if is_paused(held, case.day) else "coming"

    async def _was_decided(self, case: _Case, held: Subscription) -> bool:
        """Whether the day has been looked at; where it left no row, nothing was due on it then."""
        dues = await self._posts.deliveries.due_of(case.scope)
        return any(due.subscription == held.id and due.day > case.day for due in dues)

    async def _checks(
        self,
        case: _Case,
        held: Subscription,
        row: Delivery | None,
        due_at: datetime,
        events: tuple[WhyEvent, ...],
    ) -> tuple[Check, ...]:
        """The chain: filters, pause, permissions, what the ledger and the channel's rest say, in order."""
        checks = []
        told = sum(one.kept_out is None for one in events)
        if events:
            checks.append(
                Check(told == len(events), "filters", facts={"told": str(told), "due": str(len(events))})
            )
        paused = is_paused(held, case.day) or (row is not None and row.why == PAUSED)
        checks.append(Check(not paused, "paused" if paused else "not_paused"))
        block = await self._posts.deliveries.block_of(case.scope, held.id)
        if block is not None and block.since <= max(due_at, case.editor.now):
            told_in = {"channel": str(block.told_in)} if block.told_in else None
            checks.append(Check(False, "told" if told_in else "resting", at=block.since, facts=told_in))
        if row is not None and row.settled_at is not None:
            code = f"{row.state}_late" if row.state == "sent" and row.late else row.state
            checks.append(Check(row.state == "sent", code, at=row.settled_at))
        room = self._posts.rooms.room(case.scope, case.channel)
        if room is not None and held.retracted is None:
            lacking = missing(room, held.ping)
            names = lacking or needed(room, held.ping)
            checks.append(Check(not lacking, "lacking" if lacking else "permitted", names=names))
        return tuple(checks)

    async def _known_to_the_month(self, case: _Case, held: Subscription) -> int:
        """How many events of the day's month have no day, and so come on the first."""
        _, month, _ = ymd(case.day)
        rows = await self._views.in_month(At(case.scope), layer_of(held), month, limit=1000)
        return len(rows)


def _set_up_at(history: Sequence[Record], instant: datetime) -> bool:
    """Whether a channel got notes at an instant, by the records of its settings."""
    told = [record.type for record in history if record.recorded_at < instant]
    turns = [type for type in told if type in (ADDED, RESTORED, RETRACTED)]
    return bool(turns) and turns[-1] != RETRACTED


def _again(event: Event, case: _Case, held: Subscription) -> int | None:
    """When an event is due again in the channel."""
    coming = next_in(event, held, max(case.inquiry.asker.today, case.day))
    return coming[0] if coming is not None else None


def _last_day(event: Event, case: _Case) -> int:
    """The last day on which an event was due, today included; its next one where it has not been yet."""
    date = datings(event)[layer_of(case.subscription)].date
    today = case.inquiry.asker.today
    if date is None:
        return today
    coming = next_due(date, today - YEAR)
    last = None
    while coming is not None and coming[0] <= today:
        last, coming = coming[0], next_due(date, coming[0])
    return last if last is not None else coming[0] if coming is not None else today
