"""Splits a statement's date words into temporal expressions, as annotated corpora do, each with its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.domain.dates import parse
from bot.extraction.statement import Statement
from bot.extraction.temporal import Timex

_BETWEEN, _FROM = re.compile(r"between\b", re.IGNORECASE), re.compile(r"from\b", re.IGNORECASE)
_DASHED_MONTHS = re.compile(r"[^\W\d]+\.?\s?[-‐-―]\s?[^\W\d]+\.?(?:,?\s(?:of\s)?\d{4})?")
_SINCE_EVENT = re.compile(r"(?:ever\s)?since\s(?!then\b|that\b)", re.IGNORECASE)
"""All the time since an event; the event's date is another expression."""
_BOUND = re.compile(r"(?:since\s+)?before\b|prior\b", re.IGNORECASE)
_AFTER = re.compile(r"after\b|(?:not?\s+)?later\b|post\b", re.IGNORECASE)
_FIRST_MONTHS = re.compile(r"(\d{4})-01/\1-04")
"""The first four months of a year ("early 1998"). The last four are given as the whole year, because "the end
of 1998" has the same value and can be a bound ("by the end of 1998") instead of a period."""
_YEAR, _DECADE = re.compile(r"\d{4}[?~%]?"), re.compile(r"\dX(?!X)")


class Expression(NamedTuple):
    """One temporal expression: its place in the original text (end exclusive), and its date as EDTF.

    ``value`` is its value in TIMEX3, the annotation standard (``1998-Q3``, ``1998-W12``), to be compared with
    annotated texts; empty if it has none.
    """

    start: int
    end: int
    date: str
    value: str


def expressions(statement: Statement) -> Iterator[Expression]:
    """The expressions in a statement's date words, in order.

    As in annotated corpora, each member of a list and each end of a range is an expression, and of "late
    1998", "until May" or "after May" it is the year or month alone; the statement's own date combines them.
    Words that give one period are a single expression with the statement's date: "between" two dates, "from"
    one year to another, "June-July 1998", "the 18th and 19th centuries", parts of a decade, the first months
    of a year, and all the time "since" or "before" a date that is stated in full ("since 1998", but not
    "since Tuesday").
    """
    tagged = statement.timexes
    if not tagged and statement.basis != "stated" and _SINCE_EVENT.match(statement.text):
        return
    if not tagged or _is_stretch(statement) or _is_one_sided(statement):
        value = tagged[0].value if len(tagged) == 1 else ""
        yield Expression(statement.start, statement.end, statement.date, value)
    elif len(tagged) == 1:
        (one,) = tagged
        yield Expression(one.start, one.end, _alone(one, statement.date), one.value)
    else:
        for one in tagged:
            yield Expression(one.start, one.end, one.date, one.value)


def _is_stretch(statement: Statement) -> bool:
    """Whether a statement names several dates that together give one period."""
    text, dates = statement.text, [one.date for one in statement.timexes]
    if len(dates) < 2:
        return False
    return bool(
        _BETWEEN.match(text)
        or (_FROM.match(text) and all(map(_YEAR.fullmatch, dates)))
        or _DASHED_MONTHS.fullmatch(text)
        or all("X" in date for date in dates)
    )


def _is_one_sided(statement: Statement) -> bool:
    """Whether the words give all the time up to a date, or all the time from it on."""
    if statement.basis != "stated":
        return False
    date = parse(statement.date)
    if date.open_end:
        return _AFTER.match(statement.text) is None
    return date.open_start and _BOUND.match(statement.text) is not None


def _alone(one: Timex, date: str) -> str:
    """The date of a statement's only expression: its own year or month if ``date`` is a part of that."""
    is_own = "/" not in date or _DECADE.search(one.date) or _FIRST_MONTHS.fullmatch(date)
    return date if is_own else one.date
