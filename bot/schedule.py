"""Calls a function at regular intervals, by APScheduler: ``App.run`` lets it look for notes that are due.

There is this one job only, because a cron job for each server and time of day would lose or double days on
which clocks are set forward or back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC
from typing import Any

INTERVAL = 30.0
"""Seconds from one call to the next."""


class Schedule:
    """Calls ``tick`` every ``seconds``, one call at a time, from ``start`` to ``stop``."""

    def __init__(self, tick: Callable[[], Awaitable[None]], seconds: float = INTERVAL) -> None:
        self._tick = tick
        self._seconds = seconds
        self._scheduler: Any = None

    def start(self) -> None:
        """Starts calling, on the running event loop."""
        # Imported here, because only ``run`` needs it.
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

        # APScheduler warns when it skips a call because the one before has not ended; here that is intended.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_job(
            self._call,
            "interval",
            seconds=self._seconds,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()

    async def _call(self) -> None:
        # A coroutine function, as APScheduler would not await what another callable returns.
        try:
            await self._tick()
        except asyncio.CancelledError:
            # On shutdown, APScheduler cancels the call under way and would log that as a failure.
            if self._scheduler is not None:
                raise

    def stop(self) -> None:
        """Stops calling; a call under way is cancelled."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None
