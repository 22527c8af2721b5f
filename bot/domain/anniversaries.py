"""Anniversaries: what of the past is marked on which day, and why some of it never is. All rules are here.

A date is kept as one *part* of a note, as fine as it is known: a day on its day, a month on the first of the
month, a year on 1 January. Days are proleptic Gregorian ordinals of the reader's own calendar; the event's
day is the one at its place and is never converted, for an anniversary is of a name of a day, not of an
instant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import msgspec

from bot.domain.claims import Dating
from bot.domain.dates import HistoricalDate, Precision, days_in_month, ordinal, ymd
from bot.domain.entities import PERIOD, Event, Subscription
from bot.domain.gists import Gist

Part = Literal["day", "month", "year"]
"""The part of a note that tells of an event: what is known of its date."""

Never = Literal[
    "retracted",
    "merged",
    "undated",
    "own_knowledge",
    "contested",
    "unmarked",
    "period",
    "doubt",
    "year",
    "precision",
]
"""Why an event has no anniversaries at all; see ``never``."""

Filter = Literal["kind", "round", "party", "agreement"]
"""The setting of a subscription that keeps an anniversary out of its notes."""

UNMARKED_KINDS = frozenset({"publication", "poll"})
"""Kinds of event whose anniversaries nobody keeps, unless a server asks for them."""

LONGEST = 3
"""Months that an interval may have to be kept in its first one; a longer one has no month of its own."""

LAST_YEAR = 9999
"""The last year of the calendar that Discord, Python and EDTF's four digits share."""

MOST_DAYS = 366
"""So many days ahead can be asked about: every day of a leap year."""

_YEARS_AHEAD = 12
"""From any year on, a round anniversary comes within ten; the day itself may be past in the first."""


class Due(msgspec.Struct, frozen=True):
    """An anniversary: what it is one of, and of how many years."""

    part: Part
    years: int

    @property
    def round(self) -> bool:
        """Whether it is a round one."""
        return is_round(self.years)


class Mark(NamedTuple):
    """How a date is kept: as which part, since which year, on which month and day of each."""

    part: Part
    year: int
    month: int
    day: int


def is_round(years: int) -> bool:
    """Whether a count of years is a round one: 5, and multiples of 10 and 25."""
    return years == 5 or (years > 0 and (years % 10 == 0 or years % 25 == 0))


def day_in(year: int, month: int, day: int) -> int:
    """The day of a month in ``year``, or the last day of that month where it is shorter.

    So 29 February is kept on the 28th in common years, and not on 1 March: what was in February stays there.
    """
    return ordinal(year, month, min(day, days_in_month(year, month)))


def mark_of(date: HistoricalDate) -> Mark | None:
    """How a date is kept; None if it never is (``never_kept`` says why).

    An interval of at most three months counts in its first month, whatever its ends are: on which of its days
    the event was, or was most, nobody said.
    """
    if never_kept(date) is not None:
        return None
    begun = date.start or date
    if begun.year is None:
        return None
    if date.precision is Precision.DAY:
        return Mark("day", begun.year, begun.month or 1, begun.day or 1)
    if date.precision is Precision.YEAR:
        return Mark("year", begun.year, 1, 1)
    return Mark("month", begun.year, begun.month or 1, 1)


def never_kept(date: HistoricalDate) -> Literal["doubt", "year", "precision"] | None:
    """Why a date has no anniversaries; None if it has.

    "doubt": a mark of doubt (``?``, ``~``, ``%``) says that the source itself is not sure, and a note would
    be. "year": before the year 1, where calendars, and the count of years over the missing year 0, are
    disputed. "precision": decades, centuries, open and longer intervals, and seasons, whose months differ
    between north and south.
    """
    if date.doubtful:
        return "doubt"
    if date.precision in (Precision.DAY, Precision.MONTH, Precision.YEAR) or _is_short(date):
        begun = date.start or date
        return "year" if begun.year is None or begun.year < 1 else None
    return "precision"


def _is_short(date: HistoricalDate) -> bool:
    """Whether it is a closed interval of days or months that ends at the latest three months after its first
    day, on the day of the same number: from 15 June to 15 September, as people count."""
    start, end = date.start, date.end
    if start is None or end is None or start.month is None or end.month is None:
        return False
    year, month, day = ymd(date.low)
    years, months = divmod(month - 1 + LONGEST, 12)
    return date.high <= day_in(year + years, months + 1, day)


def next_due(date: HistoricalDate, after: int) -> tuple[int, Due] | None:
    """The first day later than ``after`` on which a date has an anniversary, and what it is; None if none.

    The year of the event itself is none. A year alone is kept in round years only: every day of the year
    would be as right as 1 January, and each year would be too often for so vague a date.
    """
    mark = mark_of(date)
    if mark is None:
        return None
    first = max(ymd(after)[0], mark.year)
    for year in range(first, min(first + _YEARS_AHEAD, LAST_YEAR) + 1):
        due = _in_year(mark, year)
        falls = day_in(year, mark.month, mark.day)
        if due is not None and falls > after:
            return falls, due
    return None


def falling(date: HistoricalDate, first: int, last: int) -> Iterator[tuple[int, Due]]:
    """The anniversaries of a date from one day to another, each with its day."""
    falls = next_due(date, first - 1)
    while falls is not None and falls[0] <= last:
        yield falls
        falls = next_due(date, falls[0])


def _in_year(mark: Mark, year: int) -> Due | None:
    due = Due(mark.part, year - mark.year)
    if due.years < 1 or (due.part == "year" and not due.round):
        return None
    return due


def kept_with(day: int) -> tuple[int, ...]:
    """The days of the year (month * 100 + day) that are kept on a day: 29 February with the 28th in common
    years."""
    year, month, of_month = ymd(day)
    leapt = (month, of_month) == (2, 28) and days_in_month(year, 2) == 28
    return (month * 100 + of_month, 229) if leapt else (month * 100 + of_month,)


def never(event: Event, dated: Dating, *, unmarked: bool = False) -> Never | None:
    """Why an event has no anniversaries under this dating; None if it has.

    Contested events have none until an editor prefers a date: a note would take sides. What rests on own
    knowledge alone is never posted, for nobody could check it. Publications and polls are not what people
    commemorate; ``unmarked`` takes them all the same. A stretch of time is nothing that happened in it.
    """
    if event.retracted is not None:
        return "retracted"
    if event.merged_into is not None:
        return "merged"
    if dated.date is None:
        return "undated"
    if dated.own_knowledge_only:
        return "own_knowledge"
    if dated.contested:
        return "contested"
    if event.kind in UNMARKED_KINDS and not unmarked:
        return "unmarked"
    if event.kind == PERIOD:
        return "period"
    return never_kept(dated.date)


def kept_date(gist: Gist, layer: str) -> HistoricalDate | None:
    """The date whose anniversaries are kept, of an event that stands; None where ``never`` says why not.

    Publications and polls have one too, for those who ask for them. Of two places' days it is the leading
    one: two notes a year for one happening would be one too many. The other day is said beside it.
    """
    when = gist.when(layer)
    return when.date if when is not None and when.led and gist.kind != PERIOD else None


def kept_out(event: Event | Gist, due: Due, subscription: Subscription) -> Filter | None:
    """The setting that keeps an anniversary out of a subscription's notes; None if it is told there.

    With parties and agreements set an event must name one of each.
    """
    if due.part not in subscription.kinds:
        return "kind"
    if subscription.round_only and not due.round:
        return "round"
    if subscription.parties and not set(subscription.parties) & set(event.parties):
        return "party"
    steps = (
        event.steps if isinstance(event, Gist) else [(step.agreement, step.action) for step in event.steps]
    )
    if subscription.agreements and not {agreement for agreement, _ in steps} & set(subscription.agreements):
        return "agreement"
    return None
