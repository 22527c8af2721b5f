"""Replaces words that count from today by the dates that they mean.

English, Japanese, Korean: "last week", "two years ago", "next Friday", "the past decade", "last June".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.domain.dates import words
from bot.domain.dates.value import day, edtf_year, week_start, weekday, ymd

_MOST = 2
"""So many relative expressions are replaced: one at each end of an interval."""


def as_meant(text: str, today: int) -> tuple[str, ...]:
    """Every meaning that a tidied text may have on the day ``today``: texts with dates in place of the words
    that count from today; the text itself if it has no such words.

    Weeks begin on Monday. "Last Monday" is the last one before today, "next Monday" the first one after it;
    a bare "Monday" may be either. "Last June" is the latest that is over or, if that was this year, last
    year's. "The last five years" are this year and the five before it.
    """
    return tuple(dict.fromkeys(_with_dates(text, today, _MOST)))


def _with_dates(text: str, today: int, most: int) -> Iterator[str]:
    for form, meanings in _RULES if most else ():
        match = words.compiled(form).search(text)
        if match is not None:
            for meaning in meanings(match, today):
                yield from _with_dates(text[: match.start()] + meaning + text[match.end() :], today, most - 1)
            return
    yield text


def _weekday_of_week(match: re.Match[str], today: int) -> Iterator[str]:
    name = match["week"]
    steps = words.WHICH[name] if name in words.WHICH else words.AROUND_TODAY[name][1]
    monday = week_start(today) + 7 * steps
    yield day(monday + words.WEEKDAY_NUMBERS[match["weekday"]]).edtf


def _last_weekday(match: re.Match[str], today: int) -> Iterator[str]:
    yield day(today - ((weekday(today) - words.WEEKDAY_NUMBERS[match["weekday"]]) % 7 or 7)).edtf


def _next_weekday(match: re.Match[str], today: int) -> Iterator[str]:
    yield day(today + ((words.WEEKDAY_NUMBERS[match["weekday"]] - weekday(today)) % 7 or 7)).edtf


def _bare_weekday(match: re.Match[str], today: int) -> Iterator[str]:
    before = match["before"] or ""
    if words.WEEKDAY_NUMBERS[match["weekday"]] == weekday(today):
        yield before + day(today).edtf
        return
    for nearest in (_last_weekday, _next_weekday):
        yield from (before + meaning for meaning in nearest(match, today))


def _past_units(match: re.Match[str], today: int) -> Iterator[str]:
    """ "The last five years": an interval of EDTF that ends today, or with the current month or year."""
    unit, many = words.UNITS[match["unit"]]
    count = many * _count(match)
    if unit == "week":
        yield f"{day(week_start(today) - 7 * count)}/{day(today)}"
    else:
        yield f"{_edtf(today, unit, -count)}/{_edtf(today, unit, 0)}"


def _ago(match: re.Match[str], today: int) -> Iterator[str]:
    yield _units_away(match, today, -1)


def _from_now(match: re.Match[str], today: int) -> Iterator[str]:
    yield _units_away(match, today, 1)


def _units_away(match: re.Match[str], today: int, sign: int) -> str:
    """The date so many units before (-1) or after (1) today; approximate if they are decades or centuries."""
    unit, many = words.UNITS[match["unit"]]
    text = _wording(today, unit, sign * many * _count(match), match[0].isascii())
    return f"c. {text}" if many > 1 else text


def _count(match: re.Match[str]) -> int:
    count = match["count"] or "one"
    return words.COUNTS.get(count) or int(count)


def _named_unit(match: re.Match[str], today: int) -> Iterator[str]:
    """ "Last week", "this century"; "the last decade" may also be the ten years up to now."""
    steps = words.WHICH[match["which"]]
    yield _wording(today, match["unit"], steps, english=True)
    if (steps, match["unit"]) == (-1, "decade"):
        yield f"{_edtf(today, 'year', -10)}/{_edtf(today, 'year', 0)}"


def _named_day_or_unit(match: re.Match[str], today: int) -> Iterator[str]:
    yield _wording(today, *words.AROUND_TODAY[match["word"]], match[0].isascii())


def _month(match: re.Match[str], today: int) -> Iterator[str]:
    """ "Last June", "next summer", "this June 5th"."""
    name, day_behind = match["name"], match["day"] or ""
    season = words.SEASON_CODES.get(name)
    if season == 24:
        yield _winter(match["which"], today)
        return
    first = 3 * season - 60 if season else words.MONTH_NUMBERS[name]
    for year in _years(match["which"], first, first + 2 if season else first, today):
        yield f"{name}{day_behind} {year}"


def _numbered_month(match: re.Match[str], today: int) -> Iterator[str]:
    number = int(match["number"])
    yield f"{_years('past', number, number, today)[0]}年{number}月"


def _years(which: str, first: int, last: int, today: int) -> tuple[int, ...]:
    """The years whose months ``first`` to ``last`` may be meant, the nearest first."""
    year, month, _ = ymd(today)
    if "next" in which or "coming" in which:
        near = year if first > month else year + 1
        return (near, near + 1) if which == "next" and near == year else (near,)
    if which == "this":
        return (year,)
    near = year if last < month else year - 1
    return (near, near - 1) if which == "last" and near == year else (near,)


def _winter(which: str, today: int) -> str:
    """The months December to February of last, this or next winter, as an interval of EDTF."""
    year, month, _ = ymd(today)
    first = year if month > 2 else year - 1
    if "next" in which or "coming" in which:
        first += not 2 < month < 12
    elif which != "this":
        first -= 1
    return f"{first}-12/{first + 1}-02"


def _short_year(match: re.Match[str], today: int) -> Iterator[str]:
    latest = _latest(int(match["digits"]), ymd(today)[0])
    yield from (f"{latest}", f"{latest - 100}")


def _short_decade(match: re.Match[str], today: int) -> Iterator[str]:
    latest = _latest(int(match["digits"]), ymd(today)[0])
    yield from (f"{first}s" for first in (latest, latest - 100) if first % 100)


def _latest(digits: int, this_year: int) -> int:
    """The latest year up to this one that ends in these two digits."""
    return this_year - (this_year - digits) % 100


def _now(match: re.Match[str], today: int) -> Iterator[str]:
    yield (match["before"] or "") + day(today).edtf


def _edtf(today: int, unit: str, count: int) -> str:
    """The EDTF of the day, month or year that is ``count`` of them after the current one."""
    if unit == "day":
        return day(today + count).edtf
    year, month, _ = ymd(today)
    if unit == "year":
        return edtf_year(year + count)
    year, month = divmod(12 * year + month - 1 + count, 12)
    return f"{edtf_year(year)}-{month + 1:02}"


def _wording(today: int, unit: str, count: int, english: bool) -> str:
    """The day, week, month, year, decade or century that is ``count`` of them after the current one.

    It is worded as people type it, in English or else in Japanese, so that it can be read together with the
    words around it ("early last month").
    """
    if unit == "week":
        monday = week_start(today) + 7 * count
        return f"{day(monday)}/{day(monday + 6)}"
    if unit == "decade":
        return f"{10 * (ymd(today)[0] // 10 + count)}s"
    if unit == "century":
        return f"{ymd(today)[0] // 100 + 1 + count}th century"
    date = _edtf(today, unit, count)
    if unit == "day":
        return date
    if not english:
        year, _, month = date.partition("-")
        return f"{year}年" + (f"{int(month)}月" if month else "")
    return date if unit == "year" else f"{words.MONTHS[int(date[-2:]) - 1].casefold()} {date[:4]}"


_ASCII = [name for name in words.WEEKDAY_NUMBERS if name.isascii()]
_WEEKDAY = (
    rf"(?P<weekday>(?:{words.alternatives(_ASCII)})(?![a-z])|[月火水木金土日](?=曜)|[월화수목금토일](?=요일))"
    r"(?:曜日?|요일)?"
)
_WEEK = words.alternatives(word for word, (unit, _) in words.AROUND_TODAY.items() if unit == "week")
_WHICH = rf"(?:\bthe )?\b(?P<which>{words.alternatives(words.WHICH)})"
_COUNT = rf"(?P<count>[1-9][0-9]{{0,2}}|{words.alternatives(words.COUNTS)})"
_UNIT = rf"(?P<unit>{words.alternatives(words.UNITS)})(?![a-z])"
_ONLY_AFTER = r"^(?P<before>(?:since|until|till|up to|by|from|before|after) )?"
_WITHIN = r"(?:\b(?:in|over|during|for|within) )?"
_NAMES = (*words.MONTH_NUMBERS, *(name for name in words.SEASON_CODES if name.isascii()))

_RULES: tuple[tuple[str, Callable[[re.Match[str], int], Iterator[str]]], ...] = (
    (rf"\b{_WEEKDAY}(?: of)?(?: the)? (?P<week>{words.alternatives(words.WHICH)}) week\b", _weekday_of_week),
    (rf"(?P<week>{_WEEK})の? ?{_WEEKDAY}", _weekday_of_week),
    (rf"(?:\b(?:last|(?:this )?past)|지난) {_WEEKDAY}", _last_weekday),
    (rf"(?:\b(?:next|(?:this )?coming)|다음) {_WEEKDAY}", _next_weekday),
    (rf"{_WITHIN}(?:\b(?:the|this) )?\b(?:(?:last|past|previous) {_COUNT}|past) {_UNIT}", _past_units),
    (rf"(?:過去|ここ|この|最近|直近|최근|지난) ?{_COUNT} ?{_UNIT}(?:間|간)?", _past_units),
    (rf"\b{_COUNT} {_UNIT} ago\b", _ago),
    (rf"(?<![0-9]){_COUNT} ?{_UNIT} ?(?:前|전)の?", _ago),
    (rf"\bin {_COUNT} {_UNIT}", _from_now),
    (rf"\b{_COUNT} {_UNIT} from now\b", _from_now),
    (rf"(?<![0-9]){_COUNT} ?{_UNIT} ?(?:後|후|뒤)の?", _from_now),
    (rf"{_WHICH} (?P<unit>week|month|year|decade|century)\b(?:'s)?", _named_unit),
    (rf"(?:\bthe )?(?P<word>{words.alternatives(words.AROUND_TODAY)})(?![a-z])の?", _named_day_or_unit),
    (
        r"\b(?P<which>last|next|(?:this )?past|(?:this )?coming|this) "
        rf"(?P<name>{words.alternatives(_NAMES)})(?![a-z])\.?(?P<day> [0-9]{{1,2}}(?:st|nd|rd|th)?\b)?",
        _month,
    ),
    (r"(?P<which>지난) (?P<name>봄|여름|가을|겨울)(?P<day>)", _month),
    (r"지난 (?P<number>[1-9]|1[0-2])월", _numbered_month),
    (r"(?<![0-9])'?(?P<digits>[0-9]0)(?:'?s\b| ?年代| ?년대)", _short_decade),
    (r"(?<!\w)'(?P<digits>[0-9]{2})(?![0-9a-z])", _short_year),
    (rf"{_ONLY_AFTER}(?:on |this )*{_WEEKDAY}(?=$|から|まで|以降|부터|까지)", _bare_weekday),
    (rf"{_ONLY_AFTER}now$", _now),
)
