"""Keeps, for each subscription, the local day that is due next and the instant at which it is.

That instant changes with the settings and with the rules of time zones. The day moves on only once the ledger
has a decision on it, so that a change of zone or time shortly before a note neither doubles nor drops it.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfoNotFoundError

from msgspec.structs import replace

from bot.clock import Clock
from bot.domain.codec import decode_state
from bot.domain.entities import Subscription
from bot.domain.localtime import local_day, local_instant
from storage.deliveries import Deliveries, Due
from storage.log import Log
from storage.rows import StoredRow
from storage.views import At, Views

log = logging.getLogger(__name__)

Key = tuple[str, str]
"""Scope and id of a subscription."""


def due_after(due: Due, subscription: Subscription) -> Due:
    """What is due next after a day that was decided on.

    Its instant is never before that of the decided day, even if the zone was changed to one far ahead.
    """
    day = due.day + 1
    return replace(due, day=day, at=max(due.at, local_instant(day, subscription.time, subscription.zone)))


class Index:
    """Keeps the table ``Deliveries.due`` up to date; it can be rebuilt from the record and the ledger."""

    def __init__(self, ledger: Deliveries, views: Views, log: Log, clock: Clock) -> None:
        self._ledger = ledger
        self._views = views
        self._log = log
        self._clock = clock

    async def rebuild(self) -> None:
        """Updates all subscriptions; needed at each start, as rules of time zones may have been updated."""
        known = {(due.scope, due.subscription): due for due in await self._ledger.every_due()}
        async for rows in self._views.of_servers("subscription"):
            dues = [await self._due(row, known.pop((row.scope, row.row.id), None)) for row in rows]
            await self._ledger.set_due([due for due in dues if due is not None])
        await self._ledger.set_due((), known)

    async def update(self, keys: Collection[Key]) -> None:
        """Updates some subscriptions, because their settings changed."""
        for scope, id in keys:
            old = {due.subscription: due for due in await self._ledger.due_of(scope)}.get(id)
            row = await self._views.get(At(scope), "subscription", id)
            due = await self._due(row, old) if row is not None else None
            await self._ledger.set_due(
                [due] if due is not None else (), () if due is not None else [(scope, id)]
            )

    async def _due(self, row: StoredRow, old: Due | None) -> Due | None:
        if not row.row.live:
            return None
        subscription = decode_state(Subscription, row.row.state)
        try:
            if old is None:
                return await self._first(row, subscription)
            due_at = local_instant(old.day, subscription.time, subscription.zone)
        except ZoneInfoNotFoundError:
            log.error("no note for %s %s: there are no rules for its zone", row.scope, row.row.id)
            return old
        # If by new settings the note should have come already, it is due now, and does not count as late.
        return replace(old, at=max(due_at, min(old.at, self._clock.now())))

    async def _first(self, row: StoredRow, subscription: Subscription) -> Due:
        """For a new subscription: the first day whose time comes after it was set up."""
        since = await self._set_up(row)
        day = local_day(since, subscription.zone)
        if local_instant(day, subscription.time, subscription.zone) <= since:
            day += 1
        due_at = local_instant(day, subscription.time, subscription.zone)
        return Due(row.scope, row.row.id, day, due_at)

    async def _set_up(self, row: StoredRow) -> datetime:
        record = await self._log.record(row.from_position)
        return record.recorded_at if record is not None else self._clock.now()
