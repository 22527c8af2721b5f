"""Sends one note: claims its row in the ledger, sends, and settles the row; recovers claims left open.

The ledger is written before and after Discord is asked. A crash in between leaves the row claimed; the
channel's own history then tells whether the note was sent, before it is sent again.
"""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, time, timedelta

import msgspec
from msgspec.structs import replace

from bot.clock import Clock
from bot.domain.delivery import CATCH_UP, Plan, delivery_id, plan
from bot.domain.entities import Subscription
from bot.domain.posts import NoteAnswer
from bot.services.notes.anniversaries import Anniversaries
from bot.services.posting.index import Key, due_after
from bot.services.posting.port import (
    CHANNEL_GONE,
    FORBIDDEN,
    HISTORY,
    Channels,
    Done,
    Post,
    Refused,
    Unclear,
)
from storage.deliveries import Block, Deliveries, Delivery, DeliveryState, Due
from storage.views import Views

log = logging.getLogger(__name__)

MARGIN = timedelta(days=1)
"""How far our clock may be ahead of Discord's; one that is wrong is mostly so by whole hours."""
FIRST_ZONE = timedelta(hours=14)
"""How much earlier than in UTC a day begins in the zones that are furthest ahead."""
RETRY = timedelta(hours=1)
"""After how long a channel is tried again that refused a note although permissions seemed right."""
CHUNK = 50
"""Passed days that are written to the ledger together."""
STOPPED, NOTHING = "stopped", "nothing_due"
BY_DISCORD = frozenset({CHANNEL_GONE, FORBIDDEN})
"""Reasons for suspending a subscription that come from Discord's response, not from the permissions."""


class Built(msgspec.Struct, frozen=True):
    """A note, and the head of the log that it was built on."""

    note: NoteAnswer
    position: int


class Sending:
    """Sends notes.

    ``fence`` is when the database was last restored from a backup: a note that was due before may have been
    sent although the ledger has no row of it.
    """

    def __init__(
        self,
        ledger: Deliveries,
        views: Views,
        anniversaries: Anniversaries,
        channels: Channels,
        clock: Clock,
        fence: datetime | None,
    ) -> None:
        self._ledger = ledger
        self._views = views
        self._anniversaries = anniversaries
        self._channels = channels
        self._clock = clock
        self._fence = fence

    async def skip_passed(self, due: Due, subscription: Subscription) -> Due:
        """Records the leading days of which nothing is posted, because of a pause or as they are too old.

        Gives the day that is due after them. They are recorded in bulk, so that after a year's downtime they
        do not hold up the note of today.
        """
        now, begun = self._clock.now(), due
        rows: list[Delivery] = []
        while due.at <= now and len(rows) < CHUNK:
            todo = plan(subscription, due.day, due.at, now)
            if todo.parts:
                break
            if await self._is_due(due.scope, subscription, due.day, todo):
                row = await self._row_of_skipped(due, subscription, todo)
                if row is None:
                    break
                rows.append(row)
            due = due_after(due, subscription)
        if due != begun:
            await self._ledger.record(rows, due)
        return due

    async def decide(self, due: Due, subscription: Subscription, block: Block | None) -> bool:
        """Decides on a day that is due: sends its note, or records why not; False to try again in a later
        tick.

        ``block`` says why the subscription is suspended, if it is.
        """
        next = due_after(due, subscription)
        if await self._ledger.of(due.scope, due.subscription, due.day) is not None:
            await self._ledger.set_due([next])
            return True
        todo = await self._plan(due, subscription)
        built = await self._build(due.scope, subscription, due.day, todo)
        if todo.why:
            skipped = await self._row_of_skipped(due, subscription, todo)
            if skipped is None:
                return False
            if built is None or skipped.state != "skipped":
                await self._ledger.record([skipped], next)
                return True
        if built is None:
            await self._ledger.record([], next)
            return True
        row = self._claim_of(self._row(due, todo), todo, built)
        closed = block.why if block is not None else self._channels.access(due.scope, row.channel)
        if closed:
            await self._ledger.record([self._settled(replace(row, why=closed), "failed")], next)
            await self._suspend((due.scope, due.subscription), Refused(closed, resting=True))
            return True
        if not await self._ledger.record([row], next):
            return True
        return await self._send(row, built.note, subscription, read_first=self._is_before_fence(row))

    async def _row_of_skipped(self, due: Due, subscription: Subscription, todo: Plan) -> Delivery | None:
        """The settled row of a day whose note, or part of it, is too late to post; None if unknown for now.

        It is skipped, unless the note was posted and a restore of the database lost that row: then the
        channel's history tells. If that cannot be read, or the day is too long past, the row's state is
        unknown.
        """
        row = self._row(due, todo)
        if not self._is_before_fence(row):
            return self._settled(row, "skipped")
        if self._clock.now() - due.at > CATCH_UP:
            return self._settled(replace(row, why=HISTORY), "unknown")
        match await self._find(row):
            case Done(message):
                whole = Plan(subscription.kinds)
                built = await self._build(due.scope, subscription, due.day, whole)
                sent = self._claim_of(row, whole, built) if built is not None else row
                return replace(self._settled(sent, "sent"), message=message)
            case Refused(why):
                return self._settled(replace(row, why=why), "unknown")
            case Unclear():
                return None
        return self._settled(row, "skipped")

    async def recover(self, row: Delivery, subscription: Subscription | None) -> bool:
        """Settles a claim that was left open, by the channel's history, or by sending the note again.

        False if Discord does not answer now.
        """
        found = await self._find(row)
        if found is not None:
            return await self._settle_found(row, found)
        if subscription is None:
            await self._ledger.settle(row.id, "skipped", self._clock.now(), why=STOPPED)
            return True
        return await self.send_again(row, subscription)

    async def send_again(self, row: Delivery, subscription: Subscription) -> bool:
        """Sends a note that surely was not sent, if it is still within its grace.

        False to try again later.
        """
        todo = await self._plan(Due(row.scope, row.subscription, row.day, row.due_at), subscription)
        built = await self._build(row.scope, subscription, row.day, todo)
        if built is None:
            if row.state == "claimed":
                await self._ledger.settle(row.id, "skipped", self._clock.now(), why=todo.why or NOTHING)
            return True
        claim = self._claim_of(row, todo, built)
        await self._ledger.claim_again(claim)
        return await self._send(claim, built.note, subscription, read_first=self._is_before_fence(row))

    async def send_late(self, row: Delivery, subscription: Subscription) -> None:
        """Sends the whole note of a missed day, marked late, because a manager asks for it."""
        todo = Plan(subscription.kinds, late=True)
        built = await self._build(row.scope, subscription, row.day, todo)
        if built is None:
            return
        claim = self._claim_of(row, todo, built)
        await self._ledger.claim_again(claim)
        if row.state == "unknown" or self._is_before_fence(row):
            found = await self._find(row)
            if isinstance(found, Done | Unclear):
                await self._settle_found(claim, found)
                return
        await self._send(claim, built.note, subscription, read_first=False)

    async def lift(self, block: Block) -> None:
        """Lifts a suspension, unless a channel was closed again meanwhile.

        To be called once the notes that were refused are sent, so that none of them is forgotten. If Discord
        had refused although permissions seemed right, a note must have been sent since.
        """
        held = await self._ledger.block_of(block.scope, block.subscription)
        if held is not None and held.retry_at != block.retry_at:
            return
        if block.why in BY_DISCORD:
            decided = await self._ledger.recent(block.scope, block.subscription)
            if not any(
                row.state == "sent" and row.settled_at and row.settled_at > block.since for row in decided
            ):
                return
        await self._ledger.unblock(block.scope, block.subscription)

    def new_row(self, scope: str, subscription: Subscription, day: int, due_at: datetime) -> Delivery:
        """A row for a day that has none in the ledger yet."""
        return self._row(Due(scope, subscription.id, day, due_at), Plan(()))

    async def _send(
        self, row: Delivery, note: NoteAnswer, subscription: Subscription, *, read_first: bool
    ) -> bool:
        if read_first and (found := await self._find(row)) is not None:
            return await self._settle_found(row, found)
        post = Post(note, row.id, subscription.ping)
        answer = await self._channels.send(row.scope, row.channel, post)
        now = self._clock.now()
        match answer:
            case Done(message):
                await self._ledger.settle(row.id, "sent", now, why=row.why, message=message)
            case Refused(why):
                await self._ledger.settle(row.id, "failed", now, why=why)
                await self._suspend((row.scope, row.subscription), answer)
            case Unclear(why):
                log.warning("note %s of %s: it is not known whether it arrived: %s", row.id, row.scope, why)
                return False
        return True

    async def _settle_found(self, row: Delivery, found: Done | Refused | Unclear) -> bool:
        now = self._clock.now()
        match found:
            case Done(message):
                await self._ledger.settle(row.id, "sent", now, why=row.why, message=message)
            case Refused(why):
                await self._ledger.settle(row.id, "unknown", now, why=why)
                log.warning("note %s of %s: whether it was sent cannot be told: %s", row.id, row.scope, why)
            case Unclear():
                return False
        return True

    async def _find(self, row: Delivery) -> Done | Refused | Unclear | None:
        """Looks for the note's message in the channel.

        After a restore the row does not tell when it was sent, and the whole day is looked through.
        """
        if self._is_before_fence(row):
            midnight = datetime.combine(date.fromordinal(row.day), time(), UTC)
            since = midnight - FIRST_ZONE
        else:
            since = row.claimed_at - MARGIN
        return await self._channels.find(row.scope, row.channel, row.id, since)

    async def _suspend(self, key: Key, refused: Refused) -> None:
        """Suspends a subscription if its channel is gone or closed to the bot (``refused.resting``).

        If permissions seemed right, it is tried again after ``RETRY``, otherwise once permissions change.
        """
        if refused.resting:
            now = self._clock.now()
            retry_at = now + RETRY if refused.why in BY_DISCORD else now
            await self._ledger.block(Block(*key, refused.why, now, retry_at))

    async def _build(self, scope: str, subscription: Subscription, day: int, todo: Plan) -> Built | None:
        if not todo.parts:
            return None
        while True:
            position = await self._views.head_position()
            note = await self._anniversaries.note(scope, subscription, day, parts=todo.parts, late=todo.late)
            if note is None:
                return None
            if await self._views.head_position() == position:
                return Built(note, position)

    async def _plan(self, due: Due, subscription: Subscription) -> Plan:
        """What of a day's note may be posted now.

        Gives a reason for leaving parts out only if these had events.
        """
        todo = plan(subscription, due.day, due.at, self._clock.now())
        if todo.why and not await self._is_due(due.scope, subscription, due.day, todo):
            return Plan(todo.parts, todo.late)
        return todo

    async def _is_due(self, scope: str, subscription: Subscription, day: int, todo: Plan) -> bool:
        """Whether the parts of the note that are not posted have any events."""
        kept_back = [kind for kind in subscription.kinds if kind not in todo.parts]
        return await self._anniversaries.note(scope, subscription, day, parts=kept_back) is not None

    def _is_before_fence(self, row: Delivery) -> bool:
        return self._fence is not None and row.due_at < self._fence

    def _row(self, due: Due, todo: Plan) -> Delivery:
        now = self._clock.now()
        channel = int(due.subscription)
        return Delivery(
            id=delivery_id(channel, due.day),
            scope=due.scope,
            subscription=due.subscription,
            day=due.day,
            state="claimed",
            why=todo.why,
            channel=channel,
            due_at=due.at,
            claimed_at=now,
            tried_at=now,
        )

    def _claim_of(self, row: Delivery, todo: Plan, built: Built) -> Delivery:
        return replace(
            row,
            state="claimed",
            why=todo.why,
            tried_at=self._clock.now(),
            settled_at=None,
            message=None,
            late=todo.late,
            parts=todo.parts,
            position=built.position,
            carried=built.note.carried,
        )

    def _settled(self, row: Delivery, state: DeliveryState) -> Delivery:
        return replace(row, state=state, settled_at=self._clock.now())
