"""A dated expression in two stages: as worded (``Mention``), and as a calendar unit (``Value``)."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import Literal

import msgspec

from bot.domain import dates
from bot.domain.dates import DateError, edtf_year
from bot.domain.dates.reading.parts import Part


class Unit(IntEnum):
    """What a mention names, the finest first."""

    DAY = 0
    WEEKEND = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    SEASON = 5
    HALF = 6
    YEAR = 7
    DECADE = 8
    CENTURY = 9


class Anchor(Enum):
    """The kind of date that a mention is counted from."""

    CALENDAR = "calendar"
    """Nothing, or the year it stands in: "5 June", "5 June 1998"."""
    SPEECH = "speech"
    """The day the text was written: "yesterday", "last week"."""
    SAID = "said"
    """The same; in what histories quote somebody as saying, the date told last: "two years ago"."""
    STORY = "story"
    """The date told last: "the same year", "two days later"."""
    EITHER = "either"
    """In news the day of writing, in histories the date told last: "next year"."""
    PRESENT = "present"
    """The same, but in histories the date told last even if it is close to the day of writing: "by the end
    of the year", "a year earlier"."""


class Mention(msgspec.Struct, frozen=True):
    """A temporal expression and what its own words say of a date, before it is known which date that is.

    ``start``/``end`` are its place in the text. What the words do not say is None (or false, empty, 0).
    "Last June", for example, is ``unit=MONTH, part=6, anchor=EITHER, steps=-1``; ``resolve`` finds its year.

    The calendar parts that are named:

    - ``year``: astronomical (0 is 1 BC); for a decade its first year, for a century its number (20 for
      1900-1999, negative before Christ). ``short``: only the last two digits are given.
    - ``part``: the month, season (21-24), quarter, half or week. ``day``: the day of the month.
    - ``weekday``: 0 for Monday; with the unit WEEK, that day of the week meant.
    - ``nth``: 4 for the fourth such weekday of the month, -1 for the last.
    - ``easter``: days from Easter of its year; ``part`` is then roughly its month.
    - ``begins``: how many years off, and in which month, a fiscal year begins.
    - ``portion``: early, mid, late and the like, a key of ``dates.words.PORTIONS``.

    What it is counted from:

    - ``anchor``: the date it is counted from.
    - ``steps``: how many units away from that; for a named part (June, Monday), which one from there.
    - ``years``: how many years its year is away from the anchor's. ``months``: how many months, of a year
      that is counted by halves.
    - ``away``: days to add to the day found. ``week``: the whole week of that day is meant.
    - ``vague``: it is counted from an event ("three days after the battle").
    - ``lasting``: the whole time from there to the anchor is meant ("the past ten years").
    - ``same_part``: the quarter told last, its year, or the same quarter of another year.
    - ``like_last``: the date told last, as "since then" or "about then".
    - ``anniversary``: the number of an anniversary (50 for the 50th).

    Besides: ``words`` is the span of all words that the date is read from, if longer than the expression;
    ``doubt`` is EDTF's mark ("?", "~", "%"); ``daytime``: it is a time of day; ``clock``: by the clock.
    """

    start: int
    end: int
    unit: Unit
    year: int | None = None
    part: int | None = None
    day: int | None = None
    weekday: int | None = None
    anchor: Anchor = Anchor.CALENDAR
    steps: int | None = None
    years: int | None = None
    months: int | None = None
    words: tuple[int, int] | None = None
    short: bool = False
    portion: str | None = None
    doubt: str = ""
    daytime: bool = False
    clock: bool = False
    week: bool = False
    away: int = 0
    vague: bool = False
    lasting: bool = False
    same_part: bool = False
    like_last: Literal["since", "about"] | None = None
    anniversary: int | None = None
    begins: tuple[int, int] | None = None
    nth: int | None = None
    easter: int | None = None


class Value(msgspec.Struct, frozen=True):
    """A calendar unit: a day, week, month, quarter, season, half, year, decade or century."""

    unit: Unit
    year: int
    part: int = 0
    day: int = 0

    def date(self, portion: str | None = None) -> dates.HistoricalDate:
        """The date, or that of a portion of it if it can have one; DateError if there is no such date."""
        if self.unit in (Unit.WEEK, Unit.WEEKEND):
            monday = day_number(monday_of(self))
            first = monday + 5 if self.unit is Unit.WEEKEND else monday
            return dates.parse(f"{dates.day(first)}/{dates.day(monday + 6)}")
        date = self._as_part(portion).date() or self._as_part(None).date()
        if date is None:
            raise DateError("incomplete")
        return date

    def _as_part(self, portion: str | None) -> Part:
        if self.unit is Unit.DECADE:
            return Part(mask=f"{edtf_year(self.year)[:-1]}X", portion=portion)
        if self.unit is Unit.CENTURY:
            mask = f"{self.year - 1:02}XX" if self.year > 0 else f"-{-self.year - 1:02}XX"
            return Part(mask=mask, portion=portion)
        if self.unit is Unit.SEASON:
            return Part(year=self.year, season=self.part)
        if self.unit in (Unit.QUARTER, Unit.HALF):
            return Part(year=self.year, portion=f"{'q' if self.unit is Unit.QUARTER else 'h'}{self.part}")
        if self.unit is Unit.DAY:
            return Part(year=self.year, month=self.part, day=self.day)
        return Part(year=self.year, month=self.part if self.unit is Unit.MONTH else None, portion=portion)

    def timex(self) -> str:
        """The value as TIMEX3 writes it."""
        if self.unit is Unit.CENTURY:
            return f"{self.year - 1:02}" if self.year > 0 else f"BC{-self.year - 1:02}"
        if self.year < 1:
            return f"BC{1 - self.year:04}"
        year = f"{self.year:04}"
        if self.unit is Unit.DECADE:
            return year[:3]
        if self.unit is Unit.SEASON:
            return f"{year}-{_SEASONS[self.part]}"
        if self.unit in _TIMEX:
            return f"{year}-{_TIMEX[self.unit].format(self.part)}"
        if self.unit is Unit.YEAR:
            return year
        return f"{year}-{self.part:02}" + (f"-{self.day:02}" if self.unit is Unit.DAY else "")


_SEASONS = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}
_TIMEX = {Unit.WEEK: "W{:02}", Unit.WEEKEND: "W{:02}-WE", Unit.QUARTER: "Q{}", Unit.HALF: "H{}"}


def of_date(date: dates.HistoricalDate) -> Value | None:
    """The calendar unit of a date; None if it has no one year."""
    if date.year is None:
        return None
    unit = Unit.DAY if date.day else Unit.MONTH if date.month else Unit.YEAR
    return Value(unit, date.year, date.month or 0, date.day or 0)


def of_day(ordinal: int) -> Value:
    """The value of a day number."""
    return Value(Unit.DAY, *dates.ymd(ordinal))


def week_of(ordinal: int) -> Value:
    """The ISO week that a day number lies in."""
    thursday = ordinal - dates.weekday(ordinal) + 3
    year = dates.ymd(thursday)[0]
    return Value(Unit.WEEK, year, (thursday - dates.ordinal(year, 1, 1)) // 7 + 1)


def monday_of(week: Value) -> Value:
    """The Monday of an ISO week."""
    fourth = dates.ordinal(week.year, 1, 4)
    return of_day(fourth - dates.weekday(fourth) + 7 * (week.part - 1))


def day_number(value: Value) -> int:
    """The day number of a value that is a day."""
    return dates.ordinal(value.year, value.part, value.day)
