"""Keeps the bot within Discord's limits: paces its requests, and counts those that were rejected.

Discord takes 50 requests a second from a bot, and bans an address after 10,000 requests in ten minutes that
it counts as invalid. Answers to interactions do not count towards the first limit, and never wait here.
"""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import datetime, timedelta
from http import HTTPStatus
from types import SimpleNamespace

import aiohttp

from bot.clock import Clock

RATE = 47.0
"""Requests a second. Below Discord's limit of 50, because discord.py repeats some requests by itself, and
because delayed requests arrive together with later ones: at 48 a second, 52 were once counted in one
second."""
_INTERVAL = 1 / RATE
INVALID = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
WINDOW = timedelta(minutes=10)
MOST_INVALID = 5_000
"""With so many invalid requests in ten minutes, half of what leads to a ban, no notes are sent."""
SHARED = "shared"
"""Scope of a rate limit that several bots share: Discord does not count such a 429 as invalid."""


class Limiter:
    """Spaces requests evenly, at most ``RATE`` a second, in the order in which they ask for a slot."""

    def __init__(self) -> None:
        self._next = 0.0
        self._turn = asyncio.Lock()

    async def slot(self) -> None:
        """Returns when one more request may be sent."""
        async with self._turn:
            loop = asyncio.get_running_loop()
            # Never longer than one interval: the clock of a simulated Discord may have been set back.
            if (wait := min(self._next - loop.time(), _INTERVAL)) > 0:
                await asyncio.sleep(wait)
            # A sleep that took slightly too long is made up for, a standstill is not: that would be a burst.
            self._next = max(self._next, loop.time() - _INTERVAL) + _INTERVAL


class InvalidRequests:
    """Counts the requests of the last ten minutes that Discord regards as invalid."""

    def __init__(self, clock: Clock, most: int = MOST_INVALID) -> None:
        self._clock = clock
        self._most = most
        self._at: deque[datetime] = deque()

    def count(self) -> int:
        """How many there were in the last ten minutes."""
        oldest = self._clock.now() - WINDOW
        while self._at and self._at[0] <= oldest:
            self._at.popleft()
        return len(self._at)

    @property
    def too_many(self) -> bool:
        """Whether notes must not be sent for now; answers to commands still are."""
        return self.count() >= self._most

    def note(self, status: int, scope: str | None) -> None:
        """Counts a response if it is invalid; ``scope`` is the rate limit's scope that a 429 names."""
        if status in INVALID and scope != SHARED:
            self._at.append(self._clock.now())

    def trace(self) -> aiohttp.TraceConfig:
        """An aiohttp trace that passes every response to ``note``."""

        async def ended(
            session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
        ) -> None:
            self.note(params.response.status, params.response.headers.get("X-RateLimit-Scope"))

        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(ended)
        return trace
