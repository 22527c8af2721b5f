"""Zones by the instants at which their clocks change: a second way to know what they show, a slow one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

STEP, SECOND = timedelta(hours=6), timedelta(seconds=1)
MARGIN = timedelta(days=3)

Offsets = Sequence[tuple[datetime, timedelta]]
"""From which instant on a zone's clocks are how far ahead of UTC, in order."""

ODD = (
    "Asia/Kathmandu", "Asia/Kolkata", "Asia/Yangon", "Asia/Kabul", "Asia/Tehran", "Australia/Eucla",
    "Australia/Darwin", "Pacific/Marquesas", "Pacific/Kiritimati", "Pacific/Apia", "Pacific/Niue",
    "Asia/Seoul", "UTC",
)  # fmt: skip
"""Zones without a change that are odd all the same: by half hours and quarters, and at the date line."""


@cache
def offsets(zone: str, first: date, last: date) -> Offsets:
    """How a zone's clocks go from one day to another, with a margin; changes to the second."""
    rules = ZoneInfo(zone)

    def ahead(instant: datetime) -> timedelta:
        return instant.astimezone(rules).utcoffset() or timedelta()

    at = datetime.combine(first, time(), UTC) - MARGIN
    end = datetime.combine(last, time(), UTC) + MARGIN
    found = [(at, ahead(at))]
    while at < end:
        before, after = at, at + STEP
        while ahead(after) != found[-1][1] and after - before > SECOND:
            middle = (before + (after - before) // 2).replace(microsecond=0)
            before, after = (middle, after) if ahead(middle) == found[-1][1] else (before, middle)
        if ahead(after) != found[-1][1]:
            found.append((after, ahead(after)))
        at = at + STEP if after == at + STEP else after
    return tuple(found)


def first_showing(clocks: Offsets, day: int, time_of_day: str) -> datetime:
    """The first instant at which the clocks show a time of a day, or have passed it without showing it."""
    shown = datetime.combine(date.fromordinal(day), time.fromisoformat(time_of_day), UTC)
    ends = [*(start for start, _ in clocks[1:]), datetime.max.replace(tzinfo=UTC)]
    for (start, ahead), end in zip(clocks, ends, strict=True):
        if (candidate := max(start, shown - ahead)) < end:
            return candidate
    raise AssertionError(f"{shown} is never shown")


def day_shown(clocks: Offsets, instant: datetime) -> int:
    """The ordinal of the day that the calendars show."""
    ahead = next(ahead for start, ahead in reversed(clocks) if start <= instant)
    return (instant + ahead).toordinal()


def changing(first: date, last: date) -> tuple[str, ...]:
    """The names of all zones whose clocks change between two days, in order."""
    begin, end = (datetime.combine(day, time(), UTC) for day in (first, last))

    def changes(zone: str) -> bool:
        return any(begin < start < end for start, _ in offsets(zone, first, last)[1:])

    return tuple(zone for zone in sorted(available_timezones()) if changes(zone))


def skipped_days(clocks: Offsets) -> int:
    """How many days the calendars leave out altogether."""
    return sum(after - before >= timedelta(hours=23) for (_, before), (_, after) in pairwise(clocks))
