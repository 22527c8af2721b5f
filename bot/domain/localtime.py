"""Times of day: reads typed ones, and converts a local time on a day to an instant.

Time zone rules are those that Python finds (the system's, or tzdata's). If a day has a time twice (clocks are
set back), the first one counts. If it does not have it (clocks are set forward, or the zone skipped the whole
day), the first instant after counts.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, time, timedelta
from datetime import date as calendar_date
from zoneinfo import ZoneInfo

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*[:.h時시]\s*(?P<minute>\d{2}|[半반])?\s*[分분]?)?\s*(?P<half>[ap]\.?m\.?)?\s*(?:o'?clock)?"
)
_HALF_FIRST = re.compile(r"(午前|午後|오전|오후)\s*(.+)")
_DIGITS = re.compile(r"(?P<hour>\d{2})(?P<minute>\d{2})")
_WORDS = {
    **dict.fromkeys(("noon", "midday", "正午", "정오"), "12:00"),
    **dict.fromkeys(("midnight", "자정"), "00:00"),
}


def read_time(typed: str) -> str | None:
    """A typed time of day ("9am", "21.30", "午後9時", "noon") as "09:00"; None if it is none."""
    text = unicodedata.normalize("NFKC", typed).strip().casefold()
    if text in _WORDS:
        return _WORDS[text]
    half_first = _HALF_FIRST.fullmatch(text)
    if half_first is not None:
        text = f"{half_first[2]} {'a' if half_first[1] in ('午前', '오전') else 'p'}m"
    found = _TIME.fullmatch(text) or _DIGITS.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    minutes = parts["minute"] or "0"
    hour, minute = int(parts["hour"]), 30 if minutes in "半반" else int(minutes)
    if half := parts.get("half"):
        # In Japanese and Korean the hours of a half of the day also count from 0.
        if not (1 if half_first is None else 0) <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


_SECOND = timedelta(seconds=1)


def local_instant(day: int, time_of_day: str, zone: str) -> datetime:
    """The instant, in UTC, at which clocks in a zone show a time ("09:00") on a day (a Gregorian ordinal).

    Raises ``zoneinfo.ZoneInfoNotFoundError`` for an unknown zone.
    """
    rules = ZoneInfo(zone)
    shown = datetime.combine(calendar_date.fromordinal(day), time.fromisoformat(time_of_day))
    # If clocks skip this time, fold=0 gives an instant after the change and fold=1 one before it.
    later = shown.replace(tzinfo=rules, fold=0).astimezone(UTC)
    return _first_showing(shown, shown.replace(tzinfo=rules, fold=1).astimezone(UTC), later, rules)


def local_day(instant: datetime, zone: str) -> int:
    """The calendar day (Gregorian ordinal) in a zone at an instant."""
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
