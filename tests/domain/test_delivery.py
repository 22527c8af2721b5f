"""What may still be posted of a note, by how late it is; and the id that a delivery has everywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.domain.delivery import CATCH_UP, PUNCTUAL, Plan, delivery_id, plan
from bot.domain.entities import Subscription

DUE = datetime(2026, 12, 28, 9, tzinfo=UTC)
DAY = DUE.date().toordinal()
DAILY = Subscription("10", "09:00", "UTC", kinds=("day", "month", "week"))
HOUR, MOMENT = timedelta(hours=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("grace", "late", "expected"),
    [
        (12, timedelta(), Plan(DAILY.kinds)),
        (12, PUNCTUAL, Plan(DAILY.kinds)),
        (12, PUNCTUAL + MOMENT, Plan(DAILY.kinds, late=True)),
        (12, 12 * HOUR, Plan(DAILY.kinds, late=True)),
        (12, 12 * HOUR + MOMENT, Plan(("month",), late=True, why="grace")),
        (0, PUNCTUAL, Plan(DAILY.kinds)),
        (0, PUNCTUAL + MOMENT, Plan(("month",), late=True, why="grace")),
        (12, CATCH_UP, Plan(("month",), late=True, why="grace")),
        (12, CATCH_UP + MOMENT, Plan((), why="grace")),
    ],
)
def test_the_grace_says_which_parts_may_still_be_posted(grace: int, late: timedelta, expected: Plan) -> None:
    assert plan(replace(DAILY, grace=grace), DAY, DUE, DUE + late) == expected


@pytest.mark.parametrize(("until", "paused"), [("", True), ("2026-12-29", True), ("2026-12-28", False)])
def test_a_pause_ends_on_the_day_it_lasts_to(until: str, paused: bool) -> None:
    found = plan(replace(DAILY, paused=True, until=until), DAY, DUE, DUE)

    assert found == (Plan((), why="paused") if paused else Plan(DAILY.kinds))


def test_an_id_fits_discords_nonce_and_is_that_of_one_channel_and_day() -> None:
    ids = {
        delivery_id(channel, day)
        for channel in (1, 2**64 - 1)
        for day in (DAY, DAY + 1, date.max.toordinal())
    }

    assert len(ids) == 6
    assert max(map(len, ids)) <= 25
