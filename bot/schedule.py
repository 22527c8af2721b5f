"""When the bot looks at what is due: APScheduler as the clock, and as nothing else.

One job at an even interval, whatever the zones: a job for each server and time of day loses or doubles days
where clocks are set forward or back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC
from typing import Any

INTERVAL = 30.0
"""Seconds from one look to the next."""


class Schedule:
    """Calls ``tick`` every ``seconds``, one call at a time, from ``start`` to ``stop``."""

    def __init__(self, tick: Callable[[], Awaitable[None]], seconds: float = INTERVAL) -> None:
        self._tick = tick
        self._seconds = seconds
        self._scheduler: Any = None

    def start(self) -> None:
        """Begins, on the running loop."""
        # Only who runs the bot pays for the import.
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

        # That a look is left out because the one before is still sending is as it should be.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_job(
            self._look,
            "interval",
            seconds=self._seconds,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()

    async def _look(self) -> None:
        # APScheduler awaits what is a coroutine function itself; a callable that gives one it would not.
        try:
            await self._tick()
        except asyncio.CancelledError:
            # When it is shut down APScheduler cancels the look under way, and would log that as a failure.
            if self._scheduler is not None:
                raise

    def stop(self) -> None:
        """Ends; a tick under way is broken off."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None
