"""Dates that people count from today, as fine as they are said: yesterday, last week, two years ago, next
Friday; English, Japanese, Korean."""

from __future__ import annotations

import re

from bot.domain import date_words as words
from bot.domain.edtf import HistoricalDate, day, edtf_year, parse, weekday, ymd

_AROUND = {
    "day": words.DAYS_AROUND_TODAY,
    "week": words.WEEKS_AROUND_TODAY,
    "month": words.MONTHS_AROUND_TODAY,
    "year": words.YEARS_AROUND_TODAY,
}
_SPELT = {unit: words.alternatives(_AROUND[unit]) for unit in ("year", "month")}
_COUNT = rf"(?P<count>[1-9][0-9]{{0,2}}|{words.alternatives(words.COUNTS)})"
_UNIT = rf"(?P<unit>{words.alternatives(words.UNITS)})"
_WEEK = rf"(?P<week>{words.alternatives(words.WEEKS_AROUND_TODAY)})"
_WEEKDAY = rf"(?P<weekday>{words.alternatives(words.WEEKDAY_NUMBERS)})(?:曜日?|요일)?"
_COUNTED = (
    (rf"{_COUNT} {_UNIT} ago", -1),
    (rf"{_COUNT} ?{_UNIT} ?(?:前|전)", -1),
    (rf"in {_COUNT} {_UNIT}", 1),
    (rf"{_COUNT} {_UNIT} from now", 1),
    (rf"{_COUNT} ?{_UNIT} ?(?:後|후|뒤)", 1),
)
_NEAREST = ((rf"(?:last|past|지난) {_WEEKDAY}", -1), (rf"(?:next|다음) {_WEEKDAY}", 1))
_OF_WEEK = (rf"{_WEEKDAY}(?: of)? {_WEEK}", rf"{_WEEK}の? ?{_WEEKDAY}")


def relative(text: str, today: int) -> HistoricalDate | None:
    """The date that a tidied, casefolded text means on the day ``today``; None if it counts from no day.

    Weeks begin on Monday. "Last Monday" is the last one before today, "next Monday" the first one after it.
    """
    for unit, around in _AROUND.items():
        if text in around:
            return _away(today, unit, around[text])
    return _counted(text, today) or _named_weekday(text, today)


def spelt_out(text: str, today: int) -> str:
    """The text with the year or month itself in place of words for it: "late last year", "昨年11月"."""
    for unit, form in _SPELT.items():
        found = re.search(form, text)
        if found is not None and found[0] != text:
            date = _away(today, unit, _AROUND[unit][found[0]])
            if found[0].isascii():
                month = words.MONTHS[date.month - 1].casefold() if date.month else ""
                said = f"{month} {date.year}".strip()
            else:
                said = f"{date.year}年" + (f"{date.month}月" if date.month else "")
            return text[: found.start()] + said + text[found.end() :].removeprefix("の")
    return text


def _counted(text: str, today: int) -> HistoricalDate | None:
    for form, sign in _COUNTED:
        match = re.fullmatch(form, text)
        if match is not None:
            count = words.COUNTS.get(match["count"]) or int(match["count"])
            return _away(today, words.UNITS[match["unit"]], sign * count)
    return None


def _named_weekday(text: str, today: int) -> HistoricalDate | None:
    for form in _OF_WEEK:
        match = re.fullmatch(form, text)
        if match is not None:
            monday = _monday(today) + 7 * words.WEEKS_AROUND_TODAY[match["week"]]
            return day(monday + words.WEEKDAY_NUMBERS[match["weekday"]])
    for form, sign in _NEAREST:
        match = re.fullmatch(form, text)
        if match is not None:
            ahead = sign * (words.WEEKDAY_NUMBERS[match["weekday"]] - weekday(today)) % 7 or 7
            return day(today + sign * ahead)
    return None


def _away(today: int, unit: str, count: int) -> HistoricalDate:
    """The day, week, month or year that is so many of them after today's."""
    if unit == "day":
        return day(today + count)
    if unit == "week":
        monday = _monday(today) + 7 * count
        return parse(f"{day(monday).edtf}/{day(monday + 6).edtf}")
    year, month, _ = ymd(today)
    if unit == "year":
        return parse(edtf_year(year + count))
    year, month = divmod(12 * year + month - 1 + count, 12)
    return parse(f"{edtf_year(year)}-{month + 1:02}")


def _monday(today: int) -> int:
    return today - weekday(today)
