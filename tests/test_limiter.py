"""The pace of requests and the stop before Discord's patience ends, on a time that is moved by sleeping."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Clock
from bot.limiter import RATE, InvalidRequests, Limiter

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Pace:
    """Requests that pass a limiter, and when; ``late`` is what each sleep takes too long."""

    def __init__(self, patch: pytest.MonkeyPatch, late: float = 0.0) -> None:
        self.now = 100.0
        self.late = late
        self.limiter = Limiter()
        self.at: list[float] = []
        patch.setattr(asyncio.get_running_loop(), "time", lambda: self.now)
        patch.setattr(asyncio, "sleep", self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.now += seconds + self.late

    async def send(self, number: int) -> None:
        for _ in range(number):
            await self.limiter.slot()
            self.at.append(self.now)

    def most_in_a_second(self) -> int:
        return max(sum(start <= at < start + 1 for at in self.at) for start in self.at)


@pytest.mark.parametrize("late", [0.0, 0.002])
async def test_requests_keep_close_to_the_limit_and_never_pass_it(
    monkeypatch: pytest.MonkeyPatch, late: float
) -> None:
    pace = Pace(monkeypatch, late)

    await pace.send(480)

    assert pace.most_in_a_second() <= 50
    assert 480 / (pace.at[-1] - pace.at[0]) >= 0.9 * 50
    assert RATE < 50


async def test_a_standstill_is_not_made_up_for_with_a_burst(monkeypatch: pytest.MonkeyPatch) -> None:
    pace = Pace(monkeypatch)

    for _ in range(5):
        await pace.send(30)
        pace.now += 3

    assert pace.most_in_a_second() <= 50


async def test_a_clock_that_is_set_back_does_not_make_requests_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a simulated Discord days pass of which the loop's own time outside knows nothing."""
    pace = Pace(monkeypatch)

    await pace.send(2)
    pace.now = 5.0
    await pace.send(10)

    assert pace.now < 6


def test_invalid_requests_are_counted_for_ten_minutes_and_stop_the_bot_in_time() -> None:
    now = [NOON]
    invalid = InvalidRequests(Clock(lambda: now[0]), most=3)

    for status, scope in ((200, None), (404, None), (429, "shared"), (429, "user"), (403, None), (401, None)):
        invalid.note(status, scope)
    stopped = (invalid.count(), invalid.too_many)
    now[0] += timedelta(minutes=10)

    assert stopped == (3, True)
    assert (invalid.count(), invalid.too_many) == (0, False)
