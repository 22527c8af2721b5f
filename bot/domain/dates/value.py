"""The value of a historical date: EDTF (levels 0 and 1), its precision and bounds, three-valued comparison.

Source of the forms: Extended Date/Time Format (EDTF) Specification, Library of Congress, 4 February 2019.
"""

from __future__ import annotations

import re
from enum import Enum, StrEnum
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from bot.domain.facts import DayOfYear, Fact, Phrase
from storage.rows import OPEN_HIGH, OPEN_LOW


class DateError(ValueError):
    """A date that cannot be; ``why`` tells a user what was wrong and what would be right."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.why = Phrase(f"no_date_{code}", facts)


class Precision(StrEnum):
    """How fine a date is. A span that is none of the named units (``1XXX``) counts as an interval."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"
    UNKNOWN = "unknown"


class Order(Enum):
    """What can be told of two dates. ``SAME``: one and the same day; ``UNKNOWN``: it cannot be told."""

    BEFORE = "before"
    AFTER = "after"
    SAME = "same"
    UNKNOWN = "unknown"


class HistoricalDate(msgspec.Struct, frozen=True):
    """One EDTF value.

    ``low``/``high`` are its earliest and latest day as proleptic Gregorian ordinals (as
    ``datetime.date.toordinal`` counts, but for any year), both inclusive; an open or unknown end is
    ``OPEN_LOW``/``OPEN_HIGH``, with ``open_start`` or ``open_end``. A doubt mark does not widen them:
    ``uncertain`` ('?', '%') and ``approximate`` ('~', '%') must be said beside any answer. ``year``,
    ``month``, ``day`` and ``season`` (21-24) are those of a single date, so None for decades and intervals;
    ``start`` and ``end`` are an interval's known ends.
    """

    edtf: str
    precision: Precision
    low: int
    high: int
    uncertain: bool = False
    approximate: bool = False
    open_start: bool = False
    open_end: bool = False
    start: HistoricalDate | None = None
    end: HistoricalDate | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None

    @property
    def doubtful(self) -> bool:
        """Whether any doubt mark stands in the value."""
        return self.uncertain or self.approximate

    @property
    def slack(self) -> int:
        """How many days an approximate date may be off, either way: its own length, of an interval that of
        its longer approximate end; 0 for any other date."""
        if not self.approximate:
            return 0
        if self.start is None and self.end is None:
            return self.high - self.low + 1
        return max(end.slack for end in (self.start, self.end) if end is not None)

    @property
    def month_day(self) -> int:
        """month * 100 + day of a day without doubt, else 0: what a day anniversary may be due on."""
        if self.month is None or self.day is None or self.doubtful:
            return 0
        return self.month * 100 + self.day

    @property
    def month_key(self) -> int:
        """year * 100 + month of a month without doubt, else 0."""
        if self.precision is not Precision.MONTH or self.doubtful or self.year is None or self.month is None:
            return 0
        return self.year * 100 + self.month

    def __str__(self) -> str:
        return self.edtf


_MONTH_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in_month(year: int, month: int) -> int:
    """How many days a month (1-12) has; year 0 is 1 BC."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else _MONTH_DAYS[month]


def ordinal(year: int, month: int, day: int) -> int:
    """The number of a day (1 = 1 January of year 1; year 0 is 1 BC); DateError if there is no such day."""
    if not 1 <= month <= 12:
        raise DateError("month", month=str(month))
    if not 1 <= day <= days_in_month(year, month):
        days = str(days_in_month(year, month))
        raise DateError("day", month=DayOfYear(month), year=str(year), days=days, day=str(day))
    return _days(year, month, day)


def _days(year: int, month: int, day: int) -> int:
    """Day number by counting years from 1 March, which puts the leap day last."""
    if month <= 2:
        year -= 1
        month += 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day - 306


def ymd(ordinal: int) -> tuple[int, int, int]:
    """Year, month and day of a day number; the inverse of ``ordinal``."""
    era, of_era = divmod(ordinal + 305, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    year += era * 400
    return (year, month + 3, day) if month < 10 else (year + 1, month - 9, day)


def weekday(ordinal: int) -> int:
    """0 for a Monday to 6 for a Sunday."""
    return (ordinal - 1) % 7


def week_start(ordinal: int) -> int:
    """The Monday that a day's week begins with."""
    return ordinal - weekday(ordinal)


def edtf_year(year: int) -> str:
    """A year in EDTF: four digits, with ``Y`` and as many as it takes beyond."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def day(ordinal: int) -> HistoricalDate:
    """The date that is exactly this day; DateError beyond the years -9999 to 9999, where EDTF has no days."""
    year, month, of_month = ymd(ordinal)
    if abs(year) > 9999:
        raise DateError("beyond_days")
    return parse(f"{edtf_year(year)}-{month:02}-{of_month:02}")


_DATE = re.compile(
    r"(?:Y(?P<long>-?[1-9][0-9]{4,14})"
    r"|(?P<minus>-?)(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX|XXXX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?)"
    r"(?P<doubt>[?~%]?)"
)
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?"
_LEVEL_2 = r"[\[\]{}]|^Y?-?[0-9]+(?:E[0-9]+)?S[0-9]+$|^Y-?[0-9]+E[0-9]+$|[0-9][?~%]-|(?:^|[-/])[?~%]-?[0-9X]"

_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11)}
_SOUTHERN_RANK = {22: 0, 23: 1, 24: 2, 21: 3}


@lru_cache(maxsize=16_384)
def parse(edtf: str) -> HistoricalDate:
    """The date that an EDTF string of level 0 or 1 stands for; DateError for anything else.

    Taken beyond the specification's text: unspecified thousands (``1XXX``), and intervals without any end
    (``../..``), which say as much as ``XXXX``. Of a date with a time only the day counts.
    """
    if "/" in edtf:
        return _interval(edtf)
    if "T" in edtf:
        return _timed(edtf)
    return _single(edtf)


def _refusal(edtf: str) -> DateError:
    shown = repr(edtf[:40])
    if re.search(_LEVEL_2, edtf):
        return DateError("level_2", typed=shown)
    return DateError("edtf", typed=shown)


def _timed(edtf: str) -> HistoricalDate:
    text, _, time = edtf.partition("T")
    if not re.fullmatch(_TIME, time):
        raise _refusal(edtf)
    date = _single(text)
    if date.precision is not Precision.DAY or date.doubtful:
        raise _refusal(edtf)
    return replace(date, edtf=edtf)


def _single(edtf: str) -> HistoricalDate:
    match = _DATE.fullmatch(edtf)
    if match is None:
        raise _refusal(edtf)
    long, minus, digits, month, of_month, mark = match.groups()
    doubt = mark in ("?", "%"), mark in ("~", "%")
    if digits is not None and digits[-1] == "X":
        return _masked(match, doubt)
    year = int(long or minus + digits)
    if year == 0 and minus:
        raise DateError("minus_zero", typed=repr(edtf))
    if month is None or month == "XX":
        if of_month not in (None, "XX"):
            raise _refusal(edtf)
        return HistoricalDate(edtf, Precision.YEAR, _days(year, 1, 1), _days(year, 12, 31), *doubt, year=year)
    number = int(month)
    if 21 <= number <= 24 and of_month is None:
        low, high = _season_bounds(year, number)
        return HistoricalDate(edtf, Precision.SEASON, low, high, *doubt, year=year, season=number)
    if of_month is None or of_month == "XX":
        low = ordinal(year, number, 1)
        high = low + days_in_month(year, number) - 1
        return HistoricalDate(edtf, Precision.MONTH, low, high, *doubt, year=year, month=number)
    low = ordinal(year, number, int(of_month))
    return HistoricalDate(edtf, Precision.DAY, low, low, *doubt, year=year, month=number, day=int(of_month))


def _season_bounds(year: int, season: int) -> tuple[int, int]:
    """Northern seasons by whole months. "Winter 2016" may begin or end in 2016, so it reaches over both."""
    if season == 24:
        return _days(year, 1, 1), _days(year + 1, 3, 1) - 1
    first, last = _SEASON_MONTHS[season]
    return _days(year, first, 1), _days(year, last + 1, 1) - 1


def _masked(match: re.Match[str], doubt: tuple[bool, bool]) -> HistoricalDate:
    """A year with unspecified digits: decade, century, thousand years, or unknown altogether."""
    _, minus, digits, month, of_month, mark = match.groups()
    edtf = match[0]
    if digits == "XXXX" and not minus and month in (None, "XX") and of_month in (None, "XX"):
        return HistoricalDate(
            edtf, Precision.UNKNOWN, OPEN_LOW, OPEN_HIGH, *doubt, open_start=True, open_end=True
        )
    if digits == "XXXX" or month is not None:
        raise _refusal(edtf)
    near, far = int(minus + digits.replace("X", "0")), int(minus + digits.replace("X", "9"))
    first, last = min(near, far), max(near, far)
    unit = {1: Precision.DECADE, 2: Precision.CENTURY, 3: Precision.INTERVAL}[digits.count("X")]
    date = HistoricalDate(edtf, unit, _days(first, 1, 1), _days(last, 12, 31), *doubt)
    if unit is not Precision.INTERVAL:
        return date
    return replace(date, start=parse(edtf_year(first) + mark), end=parse(edtf_year(last) + mark))


def _interval(edtf: str) -> HistoricalDate:
    left, _, right = edtf.partition("/")
    start, end = _end(edtf, left), _end(edtf, right)
    if start and end:
        _check_order(start, end)
    return HistoricalDate(
        edtf,
        Precision.INTERVAL if start or end else Precision.UNKNOWN,
        start.low if start else OPEN_LOW,
        end.high if end else OPEN_HIGH,
        any(part.uncertain for part in (start, end) if part),
        any(part.approximate for part in (start, end) if part),
        start is None,
        end is None,
        start,
        end,
    )


def _end(edtf: str, text: str) -> HistoricalDate | None:
    """One end of an interval, None if open ('..') or unknown (''); no long years, no unspecified digits."""
    if text in ("", ".."):
        return None
    if "X" in text or "Y" in text or "/" in text or "T" in text:
        raise _refusal(edtf)
    return parse(text)


def _check_order(start: HistoricalDate, end: HistoricalDate) -> None:
    """DateError if an interval's end begins before its start does.

    The season codes 21-24 name no hemisphere, so two seasons of one year must follow each other in both:
    summer to autumn does, spring to summer does not (in the south, spring is the year's last season).
    """
    if start.season and end.season and start.year == end.year:
        if start.season > end.season or _SOUTHERN_RANK[start.season] > _SOUTHERN_RANK[end.season]:
            raise DateError("season_order", typed=f"{start}/{end}")
    elif _begin(start) > _begin(end):
        raise DateError("order", first=str(start), last=str(end))


def _begin(date: HistoricalDate) -> int:
    return _days(date.year, 12, 1) if date.season == 24 and date.year is not None else date.low


def compare(a: HistoricalDate, b: HistoricalDate) -> Order:
    """Whether ``a`` lies before or after ``b``, as far as their bounds can tell."""
    if a.high < b.low:
        return Order.BEFORE
    if a.low > b.high:
        return Order.AFTER
    return Order.SAME if a.low == a.high == b.low == b.high else Order.UNKNOWN


def within(a: HistoricalDate, b: HistoricalDate) -> bool:
    """Whether all of ``a`` lies inside ``b``."""
    return b.low <= a.low and a.high <= b.high


def overlaps(a: HistoricalDate, b: HistoricalDate) -> bool:
    """Whether some day lies in both."""
    return a.low <= b.high and b.low <= a.high


def bounds_as_seen(date: HistoricalDate) -> tuple[HistoricalDate, HistoricalDate]:
    """First and last day that an answer "as of" this date is given for (each meant as that day's end).

    DateError for a date that is open or unknown on a side, or beyond the years that have days.
    """
    if date.low == OPEN_LOW or date.high == OPEN_HIGH:
        raise DateError("open_ends")
    return day(date.low), day(date.high)
