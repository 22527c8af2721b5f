"""Local days and times of day as instants, by the zone rules that Python finds (the system's, or tzdata's).

A time that a day has twice (a clock set back) is the first of the two; one that it does not have (a clock
set forward, or a day that the zone skipped altogether) is the first instant after.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from datetime import date as calendar_date
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


def local_instant(day: int, time_of_day: str, zone: str) -> datetime:
    """The instant, in UTC, at which a zone's clocks show a time ("09:00") on a day (a Gregorian ordinal).

    Raises ``zoneinfo.ZoneInfoNotFoundError`` for a zone that is not known.
    """
    rules = ZoneInfo(zone)
    shown = datetime.combine(calendar_date.fromordinal(day), time.fromisoformat(time_of_day))
    # In a gap the two readings of the clock lie on either side of the change: fold=0 gives the later instant.
    later = shown.replace(tzinfo=rules, fold=0).astimezone(UTC)
    if _wall(later, rules) == shown:
        return later
    return _first_showing(shown, shown.replace(tzinfo=rules, fold=1).astimezone(UTC), later, rules)


def local_day(instant: datetime, zone: str) -> int:
    """The ordinal of the day that a zone's calendars show at an instant."""
    return instant.astimezone(ZoneInfo(zone)).toordinal()


def _wall(instant: datetime, rules: ZoneInfo) -> datetime:
    return instant.astimezone(rules).replace(tzinfo=None, fold=0)


def _first_showing(shown: datetime, before: datetime, after: datetime, rules: ZoneInfo) -> datetime:
    """The first instant in (before, after] at which the clocks have passed ``shown``."""
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if _wall(middle, rules) >= shown:
            after = middle
        else:
            before = middle
    return after
