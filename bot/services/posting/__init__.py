"""Posting notes: each exactly once, on its day.

``Posting.tick``, called every half minute, gathers the work of each subscription (``_Work``): days that are
due, deliveries that a crash left open, notes that were refused in channels which have become writable again.
One subscription's work is done in order, day after day, in one task; subscriptions do not wait for one
another. ``index.py`` says when each is due, ``sending.py`` takes a note from ledger to channel,
``corrections.py`` edits what was posted when the record changes, ``port.py`` is what all of them need of
Discord.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime, timedelta

import msgspec

from bot.clock import Clock
from bot.domain.codec import decode_state
from bot.domain.entities import Subscription
from bot.domain.localtime import local_instant
from bot.domain.subscriptions import Sent
from bot.services.notes.anniversaries import Anniversaries
from bot.services.posting.corrections import Corrections
from bot.services.posting.index import Index, Key, due_after
from bot.services.posting.port import Channels, Health
from bot.services.posting.sending import Sending
from storage.backup import Fence
from storage.deliveries import Block, Deliveries, Delivery, Due
from storage.log import Log
from storage.settings import Settings
from storage.views import At, Views

log = logging.getLogger(__name__)

AT_ONCE = 64
"""Subscriptions that are worked on at the same time: enough to use up the limit of requests. With thousands
of tasks the event loop and the garbage collector would hold up commands."""
REOPENED = 8
"""How many days back refused notes are tried again once their channel is writable; older ones are skipped."""
CORRECTIONS: Key = ("", "corrections")
"""The key of the task that works on corrections, among those of the subscriptions."""
RUNNING = "posts/running"


class Running(msgspec.Struct, frozen=True):
    """The state that a running bot stores at each tick, for ``aide-memoire status`` in another process."""

    at: datetime
    health: Health


class SentLate(msgspec.Struct, frozen=True):
    """What came of sending a missed note by hand.

    ``delivery`` is its row in the ledger, if it has one; ``why`` is a code that says why it was refused.
    """

    outcome: Sent
    delivery: Delivery | None = None
    why: str = ""


class _Work(msgspec.Struct):
    """What is to be done for one subscription.

    ``claims`` are deliveries left open, ``refused`` notes to try again, ``due`` the first day that is due;
    ``block`` says why it is suspended, if it is, ``reopened`` why it was, if it may send again.
    """

    claims: list[Delivery] = []
    refused: list[Delivery] = []
    due: Due | None = None
    block: Block | None = None
    reopened: Block | None = None


class Posting:
    """Posts notes, and corrects them when the record changes.

    ``fence`` is when the database was restored from a backup, if it was. ``corpus_errata`` says whether a new
    version of the shipped corpus corrects old messages, too.
    """

    def __init__(
        self,
        ledger: Deliveries,
        views: Views,
        log: Log,
        settings: Settings,
        anniversaries: Anniversaries,
        channels: Channels,
        clock: Clock,
        *,
        fence: Fence | None = None,
        corpus_errata: bool = True,
    ) -> None:
        self._ledger = ledger
        self._views = views
        self._log = log
        self._settings = settings
        self._channels = channels
        self._clock = clock
        self._index = Index(ledger, views, log, clock)
        restored = fence.restored_at if fence is not None else None
        self._sending = Sending(ledger, views, anniversaries, channels, clock, restored)
        self._corrections = Corrections(
            ledger, views, log, anniversaries, channels, clock, of_corpus=corpus_errata
        )
        self._ticking = asyncio.Lock()
        self._following = asyncio.Lock()
        self._followed: int | None = None
        self._waiting: dict[Key, _Work] = {}
        """Work that the last tick found and that no task has begun yet, in order."""
        self._busy: dict[Key, asyncio.Task[Exception | None]] = {}
        self._changed: set[Key] = set()
        """Subscriptions whose settings changed while a task worked on them."""

    async def tick(self, patience: float | None = None) -> None:
        """Does all that is due now: sends notes, corrects messages, tells editors of closed channels.

        With ``patience`` it returns after so many seconds at the latest; tasks under way go on. Does nothing
        while another tick is running, or without a connection.
        """
        if self._ticking.locked() or not self._channels.ready():
            return
        async with self._ticking:
            await self.subscribed()
            # Emptied first, so that no waiting work begins while it is looked up anew: it would be done
            # twice.
            self._waiting = {}
            self._waiting = await self._work()
            self._begin_waiting()
            if CORRECTIONS not in self._busy:
                self._begin(CORRECTIONS, self._corrections.work())
            await self._wait(patience)
            await self._tell_editors()
            await self._note_running()

    async def subscribed(self) -> None:
        """Follows the log: updates when subscriptions are due, and queues messages to be corrected."""
        async with self._following:
            if self._followed is None:
                await self._index.rebuild()
                self._followed = await self._first_position()
            async for page in self._log.follow(self._followed):
                changed = {
                    (record.scope, record.stream.partition("/")[2])
                    for record in page
                    if record.stream.startswith("subscription/")
                }
                # Marked first: a task that ends during the update has set the next note by the old settings.
                self._changed |= changed & self._busy.keys()
                for key in changed & self._waiting.keys():
                    # The next tick finds it again, with its new settings.
                    del self._waiting[key]
                await self._index.update(changed)
                await self._corrections.queue(page)
                self._followed = page[-1].position

    async def send_late(self, scope: str, subscription: str, day: int) -> SentLate:
        """Sends the note of a missed day because somebody asks for it; the note says that it is late.

        Waits for other work on the subscription. Unlike in ``tick``, errors are raised to the caller.
        """
        await self.subscribed()
        settings = await self._subscription((scope, subscription))
        if settings is None:
            return SentLate("unknown_subscription")
        now = self._clock.now()
        due_at = local_instant(day, settings.time, settings.zone)
        row = await self._ledger.of(scope, subscription, day)
        key = (scope, subscription)
        if key in self._busy:
            await asyncio.wait((self._busy[key],))
            return await self.send_late(scope, subscription, day)
        if row is not None and row.state == "sent":
            return SentLate("already_sent", row)
        if (row is not None and row.state == "claimed") or key in self._waiting:
            return SentLate("being_sent", row)
        if row is None and due_at > now:
            return SentLate("not_yet")
        if closed := self._channels.access(scope, int(subscription)):
            return SentLate("refused", row, closed)
        wanted = row or self._sending.new_row(scope, settings, day, due_at)
        return await self._send_by_hand(key, wanted, settings)

    async def stop(self, patience: float) -> None:
        """Ends all tasks, after some seconds for notes that are being sent.

        The next run settles the others.
        """
        self._waiting.clear()
        await self._wait(patience)
        left = tuple(self._busy.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _send_by_hand(self, key: Key, wanted: Delivery, settings: Subscription) -> SentLate:
        failed = await self._begin(key, self._sending.send_late(wanted, settings))
        if failed is not None:
            raise failed
        found = await self._ledger.of(wanted.scope, wanted.subscription, wanted.day)
        match found.state if found is not None else None:
            case "sent":
                return SentLate("sent", found)
            case "claimed":
                return SentLate("being_sent", found)
            case "failed" if found is not None:
                return SentLate("refused", found, found.why)
        return SentLate("nothing_due", found)

    async def _work(self) -> dict[Key, _Work]:
        """The work that is due, by subscription; without those that a task is working on already."""
        now = self._clock.now()
        found: dict[Key, _Work] = {}

        def of(scope: str, subscription: str) -> _Work | None:
            key = (scope, subscription)
            if key in self._busy or not self._channels.present(scope):
                return None
            return found.setdefault(key, _Work())

        for block in await self._ledger.blocked():
            if (work := of(block.scope, block.subscription)) is not None:
                await self._recheck(block, work, now)
        for row in await self._ledger.claimed():
            if (work := of(row.scope, row.subscription)) is not None:
                work.claims.append(row)
        for due in await self._ledger.due(now):
            if (work := of(due.scope, due.subscription)) is not None:
                work.due = due
        return {key: work for key, work in found.items() if work.claims or work.reopened or work.due}

    async def _recheck(self, block: Block, work: _Work, now: datetime) -> None:
        """Has a suspended subscription try to send again if permissions now allow it.

        Otherwise notes why it is suspended.
        """
        access = self._channels.access(block.scope, int(block.subscription))
        if access == "" and block.retry_at <= now:
            work.reopened = block
            since = (now - timedelta(days=REOPENED)).toordinal()
            work.refused += await self._ledger.failed_since(block.scope, block.subscription, since)
        else:
            work.block = block

    def _begin_waiting(self) -> None:
        """Starts tasks for waiting work, up to ``AT_ONCE`` at a time."""
        while self._waiting and len(self._busy) < AT_ONCE:
            key = next(iter(self._waiting))
            work = self._waiting.pop(key)
            if key not in self._busy:
                self._begin(key, self._do(key, work))

    def _begin(self, key: Key, work: Coroutine[None, None, None]) -> asyncio.Task[Exception | None]:
        self._busy[key] = task = asyncio.create_task(self._run(key, work))
        return task

    async def _run(self, key: Key, work: Coroutine[None, None, None]) -> Exception | None:
        """The body of one subscription's task: runs ``work`` and gives the exception that it raised, if any.

        If the settings changed meanwhile, updates when the subscription is due; then starts waiting work.
        """
        try:
            failed = await _logged(key, work)
            while key in self._changed:
                self._changed.discard(key)
                await _logged(key, self._index.update([key]))
            return failed
        finally:
            del self._busy[key]
            self._begin_waiting()

    async def _do(self, key: Key, work: _Work) -> None:
        """Does one subscription's work in order.

        Stops early if Discord does not answer, until the next tick.
        """
        settings = await self._subscription(key)
        for row in work.claims:
            if await self._is_unchanged(row) and not await self._sending.recover(row, settings):
                return
        if settings is None:
            await self._ledger.set_due((), [key])
            await self._ledger.unblock(*key)
            return
        for row in work.refused:
            if await self._is_unchanged(row) and not await self._sending.send_again(row, settings):
                return
        if work.reopened is not None:
            await self._sending.lift(work.reopened)
        due = work.due
        # Ready is asked before each day: after too many refusals within one tick, nothing more must be sent.
        while due is not None and due.at <= self._clock.now() and self._channels.ready():
            passed = await self._sending.skip_passed(due, settings)
            if passed == due:
                if not await self._sending.decide(due, settings, work.block):
                    return
                passed = due_after(due, settings)
            due = passed

    async def _is_unchanged(self, row: Delivery) -> bool:
        """Whether a delivery is as it was when the tick read it; a task may have settled it meanwhile."""
        return await self._ledger.find(row.id) == row

    async def _subscription(self, key: Key) -> Subscription | None:
        row = await self._views.get(At(key[0]), "subscription", key[1])
        if row is None or not row.row.live:
            return None
        return decode_state(Subscription, row.row.state)

    async def _tell_editors(self) -> None:
        for block in await self._ledger.blocked():
            if block.told_in is None and self._channels.present(block.scope):
                place = await self._channels.tell(block.scope, block)
                if place is not None:
                    await self._ledger.told(block, place)

    async def _note_running(self) -> None:
        running = Running(self._clock.now(), self._channels.health())
        await self._settings.set(RUNNING, msgspec.json.encode(running).decode())

    async def _first_position(self) -> int:
        """The log position from which to follow; at the very first start the present one."""
        followed = await self._ledger.errata.followed()
        if followed is None:
            followed = await self._views.head_position()
            await self._ledger.errata.queue((), followed, self._clock.now())
        return followed

    async def _wait(self, patience: float | None) -> None:
        """Waits until no task is running, or for so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while self._busy:
                    await asyncio.wait(tuple(self._busy.values()))


async def _logged(key: Key, work: Coroutine[None, None, None]) -> Exception | None:
    """Awaits ``work``; logs and gives the exception that it raised, if any, so that other work goes on."""
    try:
        await work
    except Exception as error:
        log.exception("the notes of %s %s failed", *key)
        return error
    return None
