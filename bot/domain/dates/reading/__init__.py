"""Reading the dates that people type, in English, Japanese and Korean: every reading, never a finer one."""

from __future__ import annotations

import re

from bot.domain.dates.reading.parts import Part, Reading, find_parts
from bot.domain.dates.reading.phrases import readings
from bot.domain.dates.reading.relative import as_meant
from bot.domain.dates.reading.spelling import LONGEST, tidy
from bot.domain.dates.value import DateError, days_in_month, parse
from bot.domain.facts import DayOfYear, Phrase

_HINT = {"hint": Phrase("no_date_hint")}


def read(text: str, *, today: int | None = None) -> tuple[Reading, ...]:
    """Every reading of a typed date, the likelier first; none if it is not understood or impossible.

    ``today`` is the asker's day number, from which "yesterday" and "last month" count. Never raises.
    """
    try:
        return readings(tidy(text), today)
    except DateError:
        return ()


def for_good(text: str, today: int) -> str:
    """The text with dates in place of words that count from today, so that any later day reads it the same;
    the text itself if it has no such words or more than one reading."""
    found = read(text, today=today)
    if len(found) != 1 or found[0].date.edtf == text or read(text):
        return text
    if not found[0].says_more:
        return found[0].date.edtf
    return next((meant for meant in as_meant(tidy(text), today) if read(meant)), text)


def explain(text: str, *, today: int | None = None) -> Phrase | None:
    """Why a typed date cannot be read, and how to type it, as a phrase; None if it can be read."""
    plain = tidy(text)
    try:
        if readings(plain, today):
            return None
    except DateError as error:
        return error.why
    if not plain:
        return Phrase("no_date_long" if len(text) > LONGEST else "no_date_none", _HINT)
    return _what_is_missing(plain) or Phrase("no_date_hint")


def _what_is_missing(text: str) -> Phrase | None:
    """What a date lacks, or has wrong, that was read only in part; None if no part of it was read."""
    if re.search(r"fiscal|\bfy ?[0-9]|年度|[0-9] ?년도|회계연도", text):
        return Phrase("no_date_fiscal")
    if re.fullmatch(r"[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[a-z]+)[-/. ][0-9]{2}", text):
        return Phrase("no_date_four_digits")
    if re.fullmatch(r"[1-9][0-9]{2}", text):
        return Phrase("no_date_three_digits", {"typed": text})
    days = read_day_of_year(text)
    if days:
        return _without_year(*days[0])
    of_numbers = [Part(month=month, day=day) for month, day in _in_numbers(text)]
    found = of_numbers or _parts_or_none(text)
    part = next((part for part in found if part.month in range(1, 13) and part.day != 0), Part())
    if part.month is None:
        return None
    if part.day is not None and part.day > 31:
        return Phrase("no_date_four_digits")
    if part.day is None or _is_day(part.month, part.day):
        return _without_year(part.month)
    most = str(days_in_month(2000, part.month))
    return Phrase("no_date_day_ever", {"month": DayOfYear(part.month), "days": most, "day": str(part.day)})


def _without_year(month: int, day: int | None = None) -> Phrase:
    example = parse(f"2012-{month:02}" + (f"-{day:02}" if day else ""))
    return Phrase("no_date_year", {"day": DayOfYear(month, day), "date": example})


def read_day_of_year(text: str) -> tuple[tuple[int, int], ...]:
    """Every (month, day) that a typed day without a year may be: "28 December", "12/28", "--12-28"."""
    plain = tidy(text)
    pairs = _in_numbers(plain)
    if pairs:
        return tuple(dict.fromkeys(pair for pair in pairs if _is_day(*pair)))
    return tuple(
        (part.month, part.day)
        for part in _parts_or_none(plain)
        if part.month
        and part.day
        and part == Part(month=part.month, day=part.day)
        and _is_day(part.month, part.day)
    )


def _in_numbers(plain: str) -> list[tuple[int, int]]:
    """Every (month, day) that two numbers may be, also if there is no such day; none for any other text."""
    numbers = re.fullmatch(r"(--)?([0-9]{1,2})(?:[-/]|\. ?)([0-9]{1,2})\.?", plain)
    if numbers is None:
        return []
    first, second = int(numbers[2]), int(numbers[3])
    return [(first, second)] if numbers[1] else [(second, first), (first, second)]


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


def _is_day(month: int, day: int) -> bool:
    """Whether a leap year has this day."""
    return 1 <= month <= 12 and 1 <= day <= days_in_month(2000, month)
