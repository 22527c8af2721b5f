"""How fast the bot may send: an even pace below Discord's limit, and a stop before its patience ends.

Discord takes 50 requests a second from a bot, and bans an address after 10,000 requests in ten minutes that
it counts as invalid. Answers to interactions are outside the first limit and never wait here.
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
"""Requests a second: a little below Discord's limit, for what discord.py repeats by itself, and for what is
held up on its way and arrives together with what was sent later: at 48 a second, 52 were counted in one."""
INVALID = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
WINDOW = timedelta(minutes=10)
MOST_INVALID = 5_000
"""From so many invalid requests in ten minutes on nothing more is sent unasked: half of what would ban us."""
SHARED = "shared"
"""The scope of a limit that others have used up: such a 429 is not held against us."""


class Limiter:
    """A pace: whoever waits for a slot gets one in turn, evenly spaced, at most ``rate`` a second."""

    def __init__(self, rate: float = RATE) -> None:
        self._interval = 1 / rate
        self._next = 0.0
        self._turn = asyncio.Lock()

    async def slot(self) -> None:
        """Waits until one more request may be sent."""
        async with self._turn:
            loop = asyncio.get_running_loop()
            # Never longer than one slot: a simulated Discord's time may lie behind what it was.
            if (wait := min(self._next - loop.time(), self._interval)) > 0:
                await asyncio.sleep(wait)
            # What a short sleep took too long is made up for, what a standstill took is not: no bursts.
            self._next = max(self._next, loop.time() - self._interval) + self._interval


class InvalidRequests:
    """Counts the requests of the last ten minutes that Discord counts as invalid."""

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
        """Whether nothing more may be sent unasked for now."""
        return self.count() >= self._most

    def note(self, status: int, scope: str | None) -> None:
        """Counts an answer of Discord's; ``scope`` is that of the limit which a 429 says was met."""
        if status in INVALID and scope != SHARED:
            self._at.append(self._clock.now())

    def trace(self) -> aiohttp.TraceConfig:
        """What shows all answers to a client's requests to ``note``."""

        async def ended(
            session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
        ) -> None:
            self.note(params.response.status, params.response.headers.get("X-RateLimit-Scope"))

        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(ended)
        return trace
