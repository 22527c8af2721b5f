"""What the words of a temporal expression say (a mention), and what it comes to (a value)."""

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
    """From what a mention is reckoned."""

    CALENDAR = "calendar"
    """Nothing, or the year it stands in: "5 June", "5 June 1998"."""
    SPEECH = "speech"
    """When the words were written: "yesterday", "last week"."""
    SAID = "said"
    """The same, but where histories tell what somebody said, from what was told last: "two years ago"."""
    STORY = "story"
    """What was told last: "the same year", "two days later"."""
    EITHER = "either"
    """News reckon it from the day they are written, histories from what was told last: "next year"."""
    PRESENT = "present"
    """The same, but histories do so even if they have come to the year they are written in: "by the end of
    the year", "a year earlier"."""


class Mention(msgspec.Struct, frozen=True):
    """A temporal expression as its words have it; ``start``/``end`` are its place. What is not said is None.

    ``words`` is the place of all words that its date is read from, where that is more. ``year`` is
    astronomical (0 is 1 BC), of a decade its first; of a century it is the number (20 for 1900-1999, negative
    before Christ), and ``short`` says that it has two digits only. ``part`` is the month, season (21-24),
    quarter, half or week. ``steps`` counts units from the anchor, for a named part (June, Monday) to the
    nearest one; ``years`` is how far its year is from the anchor's. ``portion`` is a key of
    ``dates.words.PORTIONS``, ``doubt`` EDTF's mark. ``daytime``: a time of day. ``week``: the one that
    the day lies in. ``away``: so many days from the day. ``vague``: reckoned from an event ("three days after
    the battle"). ``lasting``: all the time from there to the anchor. ``same_part``: the quarter that was told
    last, its year, or the same quarter of another year. ``like_last``: what was told last, "since" or "about"
    then. ``anniversary`` is its number. ``begins``: how far from the year a fiscal year begins, and in which
    month. ``nth``: 4 for the fourth of its weekday in its month, -1 for the last. ``easter``: so many days
    from that of its year, about in the month ``part``. A week with a ``weekday`` is that day of it.
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
    words: tuple[int, int] | None = None
    short: bool = False
    portion: str | None = None
    doubt: str = ""
    daytime: bool = False
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
