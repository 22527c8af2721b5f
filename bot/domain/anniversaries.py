"""Anniversaries of dated events: on which day of a year they fall, and which is the next."""

from __future__ import annotations

from bot.domain.dates import HistoricalDate, ordinal, ymd

UNMARKED_KINDS = frozenset({"publication", "poll"})
"""Kinds of event whose anniversaries nobody keeps."""


LAST_YEAR = 9999
"""The last year of the calendar that Discord, Python and EDTF's four digits share."""


def is_round(years: int) -> bool:
    """Whether a count of years is a round one: 5, and multiples of 10 and 25."""
    return years == 5 or (years > 0 and (years % 10 == 0 or years % 25 == 0))


def day_in(year: int, month: int, day: int) -> int:
    """The day on which month and day fall in ``year``; 29 February is kept on the 28th in common years."""
    if (month, day) == (2, 29) and not _is_leap(year):
        day = 28
    return ordinal(year, month, day)


def next_anniversary(date: HistoricalDate, today: int) -> tuple[int, int] | None:
    """The next day after ``today`` on which an exact date has an anniversary, and the count of years.

    None for what has no anniversary on a day: no day precision, doubt, years before 1.
    """
    if not date.month_day or date.year is None or date.year < 1:
        return None
    month, day = divmod(date.month_day, 100)
    this_year = ymd(today)[0]
    for year in (this_year, this_year + 1):
        if year > LAST_YEAR:
            break
        falls = day_in(year, month, day)
        if falls > today and year > date.year:
            return falls, year - date.year
    return None


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
