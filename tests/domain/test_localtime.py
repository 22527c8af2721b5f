"""Times of day as people type them; local days as instants: gaps, folds, odd offsets, a skipped day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.localtime import local_day, local_instant, read_time


def shown(day: str, time: str, zone: str) -> str:
    """The instant of a local time, as the zone's clocks then show it."""
    instant = local_instant(date.fromisoformat(day).toordinal(), time, zone)
    return instant.astimezone(ZoneInfo(zone)).isoformat()


@pytest.mark.parametrize(
    ("day", "time", "zone", "clocks"),
    [
        ("2026-12-28", "09:00", "Asia/Seoul", "2026-12-28T09:00:00+09:00"),
        ("2026-12-28", "09:00", "Asia/Kathmandu", "2026-12-28T09:00:00+05:45"),
        ("2026-12-28", "00:00", "Pacific/Chatham", "2026-12-28T00:00:00+13:45"),
        ("2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T03:00:00+02:00"),
        ("2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T02:30:00+02:00"),
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-04T02:30:00+11:00"),
        ("2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-05T01:45:00+11:00"),
        ("2018-11-04", "00:00", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00"),
        ("2011-12-30", "09:00", "Pacific/Apia", "2011-12-31T00:00:00+14:00"),
        ("2011-12-31", "09:00", "Pacific/Apia", "2011-12-31T09:00:00+14:00"),
    ],
)
def test_a_time_is_that_of_the_clocks_or_the_first_instant_after(
    day: str, time: str, zone: str, clocks: str
) -> None:
    assert shown(day, time, zone) == clocks


@given(
    st.integers(date(1975, 1, 1).toordinal(), date(2037, 12, 31).toordinal()),
    st.times().map(lambda time: f"{time:%H:%M}"),
    st.sampled_from(sorted(available_timezones())),
)
def test_no_clock_shows_the_time_or_a_later_one_before_the_instant(day: int, at: str, zone: str) -> None:
    instant, rules = local_instant(day, at, zone), ZoneInfo(zone)
    wanted = datetime.combine(date.fromordinal(day), time.fromisoformat(at))

    def clocks(when: datetime) -> datetime:
        return when.astimezone(rules).replace(tzinfo=None)

    assert instant.tzinfo is UTC
    assert clocks(instant) >= wanted
    assert clocks(instant - timedelta(seconds=1)) < wanted


def test_the_day_is_the_one_on_the_zones_calendars() -> None:
    midnight = datetime(2026, 12, 28, tzinfo=UTC)

    days = [local_day(midnight, zone) for zone in ("America/New_York", "Asia/Seoul", "Pacific/Kiritimati")]

    assert [date.fromordinal(day).day for day in days] == [27, 28, 28]


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("09:00", "09:00"), ("9", "09:00"), ("9am", "09:00"), ("21.30", "21:30"), ("9 a.m.", "09:00"),
        ("12am", "00:00"), ("12 pm", "12:00"), ("9:05 PM", "21:05"), ("0900", "09:00"), ("9h30", "09:30"),
        ("９：００", "09:00"), ("9時30分", "09:30"), ("9시", "09:00"), ("noon", "12:00"), ("00:00", "00:00"),
        ("9 o'clock", "09:00"), ("午前9時", "09:00"), ("午後9時30分", "21:30"), ("오전 9시", "09:00"),
        ("오후 9:30", "21:30"), ("午後9時半", "21:30"), ("9시 반", "09:30"),
        ("午前0時", "00:00"), ("午後0時30分", "12:30"), ("오전 0시", "00:00"), ("오후 0시 반", "12:30"),
        ("正午", "12:00"), ("자정", "00:00"),
        ("午後13時", None), ("0pm", None),
        ("24:00", None), ("9:60", None), ("13pm", None), ("0am", None), ("9:5", None), ("", None),
        ("nine", None), ("-1", None), ("09:00:00", None),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_or_is_none(typed: str, time: str | None) -> None:
    assert read_time(typed) == time


@given(st.text(max_size=12))
def test_whatever_is_typed_gives_a_time_that_is_read_as_itself_or_none(typed: str) -> None:
    time = read_time(typed)
    assert time is None or read_time(time) == time
