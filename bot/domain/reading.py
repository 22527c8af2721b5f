"""Reading the dates that people type, in English, Japanese and Korean: every reading, never a finer one."""

from __future__ import annotations

import re

from bot.domain import date_words as words
from bot.domain.date_parts import Part, find_parts
from bot.domain.date_phrases import Reading, readings
from bot.domain.date_relative import as_meant
from bot.domain.date_spelling import LONGEST, tidy
from bot.domain.edtf import DateError, days_in_month

_HINT = (
    "Write it like 2012-06-29, 29 June 2012, June 2012, 2012, late 2000s, 1998-2003, since 2010 or c. 1960."
)


def read(text: str, *, today: int | None = None) -> tuple[Reading, ...]:
    """Every reading of a typed date, the likelier first; none if it is not understood or cannot be.

    ``today`` is the asker's day number, for "today", "yesterday", "last month" and the like. No text makes
    it raise.
    """
    try:
        return readings(tidy(text), today)
    except DateError:
        return ()


def for_good(text: str, today: int) -> str:
    """The text as it is read the same on any other day: what counts from today as a date."""
    found = read(text, today=today)
    if len(found) != 1 or read(text):
        return text
    if not found[0].own:
        return found[0].date.edtf
    return next((meant for meant in as_meant(tidy(text), today) if read(meant)), text)


def explain(text: str, *, today: int | None = None) -> str:
    """Why a typed date cannot be read and what would be right, for its typist; empty if it can be read."""
    plain = tidy(text)
    try:
        if readings(plain, today):
            return ""
    except DateError as error:
        return str(error)
    if not plain:
        what = "That is too long for a date." if len(text) > LONGEST else "There is no date in it."
        return f"{what} {_HINT}"
    return _what_is_missing(plain) or _HINT


def _what_is_missing(text: str) -> str:
    if re.search(r"fiscal|\bfy ?[0-9]|年度|[0-9] ?년도|회계연도", text):
        return "Fiscal years differ by country; write the months, as in April 2016 to March 2017."
    if re.fullmatch(r"[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[a-z]+)[-/. ][0-9]{2}", text):
        return "Please give the year with all four digits, as in 28/12/2015."
    days = read_day_of_year(text)
    if days:
        month, of_month = days[0]
        named = f"{of_month} {words.MONTHS[month - 1]}"
        return f"{named} needs a year, as in {named} 2012."
    part = next((part for part in _parts_or_none(text) if part.month in range(1, 13)), Part())
    if part.month is None:
        return ""
    name = words.MONTHS[part.month - 1]
    if part.day is not None and not _is_day(part.month, part.day):
        return f"{name} has at most {days_in_month(2000, part.month)} days; there is no {part.day}."
    return f"{name} needs a year, as in {name} 2012."


def read_day_of_year(text: str) -> tuple[tuple[int, int], ...]:
    """Every (month, day) that a typed day without a year may be: "28 December", "12/28", "--12-28"."""
    plain = tidy(text)
    numbers = re.fullmatch(r"(--)?([0-9]{1,2})(?:[-/]|\. ?)([0-9]{1,2})\.?", plain)
    if numbers is not None:
        first, second = int(numbers[2]), int(numbers[3])
        pairs = [(first, second)] if numbers[1] else [(second, first), (first, second)]
        return tuple(dict.fromkeys(pair for pair in pairs if _is_day(*pair)))
    return tuple(
        (part.month, part.day)
        for part in _parts_or_none(plain)
        if part.month
        and part.day
        and part == Part(month=part.month, day=part.day)
        and _is_day(part.month, part.day)
    )


def read_month(text: str) -> int | None:
    """The month (1-12) that a typed month without a year is: "June", "6月"."""
    for part in _parts_or_none(tidy(text)):
        if part.month and part.month <= 12 and part == Part(month=part.month):
            return part.month
    return None


def _parts_or_none(text: str) -> list[Part]:
    try:
        return find_parts(text)
    except DateError:
        return []


def _is_day(month: int, of_month: int) -> bool:
    """Whether some year has this day."""
    return 1 <= month <= 12 and 1 <= of_month <= days_in_month(2000, month)
