"""The temporal expressions of a statement one by one, each with the date that it names by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.domain.dates import parse
from bot.extraction.statement import Statement

_BETWEEN, _FROM = re.compile(r"between\b", re.IGNORECASE), re.compile(r"from\b", re.IGNORECASE)
_ONE_SIDED = re.compile(r"before\b|prior\b", re.IGNORECASE)
_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
_DECADE, _CENTURY = re.compile(r"\d{3}"), re.compile(r"\d\d")


class Expression(NamedTuple):
    """One temporal expression: its place in the original text (end exclusive), and its date as EDTF."""

    start: int
    end: int
    date: str


def expressions(statement: Statement) -> Iterator[Expression]:
    """The expressions in a statement's date words, in order.

    Corpora tag each member of a list and each end of a range by itself, and the year or month alone of
    "early 1998" or "until May": so do these, while the statement's own date says what it makes of them.
    One expression with the statement's date are "between" two dates and "from" one year to another, what
    begins or ends with a date ("since", "after", "before"), and parts of a decade.
    """
    tagged = statement.timexes
    if not tagged or _is_period(statement) or _is_one_sided(statement):
        yield Expression(statement.start, statement.end, statement.date)
    elif len(tagged) == 1:
        (one,) = tagged
        yield Expression(one.start, one.end, _alone(one.value, statement.date))
    else:
        for one in tagged:
            yield Expression(one.start, one.end, _edtf(one.value) or statement.date)


def _is_period(statement: Statement) -> bool:
    if len(statement.timexes) < 2:
        return False
    years = all(one.value.isdigit() and len(one.value) == 4 for one in statement.timexes)
    return bool(_BETWEEN.match(statement.text) or (years and _FROM.match(statement.text)))


def _is_one_sided(statement: Statement) -> bool:
    date = parse(statement.date)
    return date.open_end or (date.open_start and _ONE_SIDED.match(statement.text) is not None)


def _alone(value: str, date: str) -> str:
    """The date of a single expression: the year or month that ``date`` is a part of; else ``date``."""
    named = _edtf(value)
    return date if named is None or named.endswith("X") or "/" not in date else named


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
