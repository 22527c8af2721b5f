"""The temporal expressions of a statement one by one, each with the date that it names by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.domain.dates import parse
from bot.extraction.statement import Statement

_BETWEEN, _FROM = re.compile(r"between\b", re.IGNORECASE), re.compile(r"from\b", re.IGNORECASE)
_DASHED_MONTHS = re.compile(r"[^\W\d]+\.?\s?[-‐-―]\s?[^\W\d]+\.?(?:,?\s(?:of\s)?\d{4})?")
_BOUND = re.compile(r"(?:since\s+)?before\b|prior\b", re.IGNORECASE)
_AFTER = re.compile(r"after\b|(?:not?\s+)?later\b|post\b", re.IGNORECASE)
_DOUBT = re.compile(r"[?~%]")
_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
_FIRST_MONTHS = re.compile(r"(\d{4})-01[?~%]?/\1-04[?~%]?")
_YEAR, _DECADE, _CENTURY = re.compile(r"\d{4}"), re.compile(r"\d{3}"), re.compile(r"\d\d")


class Expression(NamedTuple):
    """One temporal expression: its place in the original text (end exclusive), and its date as EDTF."""

    start: int
    end: int
    date: str


def expressions(statement: Statement) -> Iterator[Expression]:
    """The expressions in a statement's date words, in order.

    Corpora tag each member of a list and each end of a range by itself, and the year or month alone of
    "late 1998", "until May" or "after May": so do these, while the statement's own date says what it makes
    of them. One expression with the statement's date is what tells one stretch of time: "between" two dates,
    "from" one year to another, "June-July 1998", "the 18th and 19th centuries", parts of a decade, the first
    months of a year (its last are none, for "by the end of 1998" is a term), and all the time "since" or
    "before" a date that is stated in full ("since 1998", but not "since Tuesday").
    """
    tagged = statement.timexes
    if not tagged or _is_stretch(statement) or _is_one_sided(statement):
        yield Expression(statement.start, statement.end, statement.date)
    elif len(tagged) == 1:
        (one,) = tagged
        yield Expression(one.start, one.end, _alone(one.value, statement.date))
    else:
        ends = statement.date.split("/")
        for place, one in enumerate(tagged):
            end = ends[place] if len(ends) == len(tagged) else statement.date
            yield Expression(one.start, one.end, _as_sure(_edtf(one.value), end) or statement.date)


def _is_stretch(statement: Statement) -> bool:
    if len(statement.timexes) < 2:
        return False
    values = [one.value for one in statement.timexes]
    if all(_YEAR.fullmatch(value) for value in values):
        return bool(_BETWEEN.match(statement.text) or _FROM.match(statement.text))
    if all(_DECADE.fullmatch(value) or _CENTURY.fullmatch(value) for value in values):
        return True
    return bool(_BETWEEN.match(statement.text) or _DASHED_MONTHS.fullmatch(statement.text))


def _is_one_sided(statement: Statement) -> bool:
    if statement.basis != "stated":
        return False
    date = parse(statement.date)
    if date.open_end:
        return _AFTER.match(statement.text) is None
    return date.open_start and _BOUND.match(statement.text) is not None


def _alone(value: str, date: str) -> str:
    """The date of a single expression: the year or month that ``date`` is a part of; else ``date``."""
    named = _as_sure(_edtf(value), date)
    is_own = "/" not in date or _DECADE.fullmatch(value) or _FIRST_MONTHS.fullmatch(date)
    return date if named is None or is_own else named


def _as_sure(named: str | None, date: str) -> str | None:
    """What is named, with the mark of doubt that a date has."""
    doubt = _DOUBT.search(date)
    return named + doubt[0] if named and doubt else named


def _edtf(value: str) -> str | None:
    """A TIMEX3 value as EDTF; None for what EDTF has no word for (weeks, quarters)."""
    if _DECADE.fullmatch(value):
        return f"{value}X"
    if _CENTURY.fullmatch(value):
        return f"{value}XX"
    year, _, part = value.partition("-")
    if value.startswith("BC") and year[2:].isdigit() and len(year) == 6:
        return f"{1 - int(year[2:]):05}" if int(year[2:]) > 1 else "0000"
    if part in _SEASONS:
        return f"{year}-{_SEASONS[part]}"
    return value if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else None
