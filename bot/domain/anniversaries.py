"""The rules of anniversaries: on which days an event's date is kept, and which events have no anniversaries.

An event belongs to one *part* of a note, by how precise its date is: a day is kept on that day, a month on
the first of the month, a year on 1 January. Days are proleptic Gregorian ordinals in the reader's calendar.
The event's own day is the calendar day at its place and is never converted to another time zone.
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
"""The part of a note that an event belongs to, by the precision of its date."""

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
"""Kinds of event whose anniversaries are left out unless a channel's settings ask for them."""

LONGEST = 3
"""The most months that an interval may last to have an anniversary, which is in its first month."""

LAST_YEAR = 9999
"""The last year that Discord, Python and four-digit EDTF years all support."""

MOST_DAYS = 366
"""The most days ahead that can be asked about: a leap year."""

_YEARS_AHEAD = 12
"""How many years to search for the next anniversary: a round one comes within ten years."""


class Due(msgspec.Struct, frozen=True):
    """An anniversary: the part of a note that it belongs to, and the number of years."""

    part: Part
    years: int

    @property
    def round(self) -> bool:
        """Whether it is a round anniversary."""
        return is_round(self.years)


class Mark(NamedTuple):
    """When a date's anniversaries are: the part of a note, the event's year, and the month and day."""

    part: Part
    year: int
    month: int
    day: int


def is_round(years: int) -> bool:
    """Whether a number of years is round: 5, or a multiple of 10 or 25."""
    return years == 5 or (years > 0 and (years % 10 == 0 or years % 25 == 0))


def day_in(year: int, month: int, day: int) -> int:
    """The ordinal of a day of the year in ``year``, or of the month's last day if the month is shorter.

    So the anniversary of 29 February is on 28 February in common years: what was in February stays there.
    """
    return ordinal(year, month, min(day, days_in_month(year, month)))


def mark_of(date: HistoricalDate) -> Mark | None:
    """When a date's anniversaries are; None if it has none (``never_kept`` says why).

    A short interval is kept in its first month, even if its ends are days: no source says on which of the
    days the event happened.
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
    """Why a date has no anniversaries; None if it has some.

    "doubt": the date has a mark of doubt (``?``, ``~``, ``%``): its source is not sure, and a note would
    sound sure. "year": it is before the year 1, where counting years is disputed. "precision": it is a
    decade, a century, an open or long interval, or a season, whose months differ by hemisphere.
    """
    if date.doubtful:
        return "doubt"
    if date.precision in (Precision.DAY, Precision.MONTH, Precision.YEAR) or is_short(date):
        begun = date.start or date
        return "year" if begun.year is None or begun.year < 1 else None
    return "precision"


def is_short(date: HistoricalDate) -> bool:
    """Whether a date is a closed interval of days or months that lasts at most three months.

    From 15 June to 15 September is three months.
    """
    start, end = date.start, date.end
    if start is None or end is None or start.month is None or end.month is None:
        return False
    year, month, day = ymd(date.low)
    years, months = divmod(month - 1 + LONGEST, 12)
    return date.high <= day_in(year + years, months + 1, day)


def next_due(date: HistoricalDate, after: int) -> tuple[int, Due] | None:
    """A date's next anniversary after the day ``after``: its day, and what it is; None if there is none.

    The event's own year has no anniversary. A date that is a year alone is kept in round years only: 1
    January is as good as any other day, and every year would be too often for so vague a date.
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
    """A date's anniversaries from the day ``first`` to the day ``last``, each with its day."""
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
    """The days of the year (month * 100 + day) whose anniversaries are on this day.

    It is one, except on 28 February of a common year, which has those of 29 February too.
    """
    year, month, of_month = ymd(day)
    leapt = (month, of_month) == (2, 28) and days_in_month(year, 2) == 28
    return (month * 100 + of_month, 229) if leapt else (month * 100 + of_month,)


def never(event: Event, dated: Dating, *, unmarked: bool = False) -> Never | None:
    """Why an event has no anniversaries if it is dated so; None if it has some.

    A contested event has none until an editor prefers a date, because a note would take sides. An event known
    from own knowledge alone is never posted, because nobody could check it. Publications and polls are not
    commemorated, unless ``unmarked``. A period did not happen on any day.
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
    """The date of a live event that its anniversaries are counted from; None if it has none (see ``never``).

    Publications and polls have one too, for channels that ask for them. If the day differs between places, it
    is the leading claim's, so that there is one note a year.
    """
    when = gist.when(layer)
    return when.date if when is not None and when.led and gist.kind != PERIOD else None


def kept_out(gist: Gist, due: Due, subscription: Subscription) -> Filter | None:
    """The setting that keeps an anniversary out of a channel's notes; None if the notes have it.

    If both parties and agreements are set, the event must have one of each.
    """
    if due.part not in subscription.kinds:
        return "kind"
    if subscription.round_only and not due.round:
        return "round"
    if subscription.parties and not set(subscription.parties) & set(gist.parties):
        return "party"
    if subscription.agreements and not set(subscription.agreements) & set(dict(gist.steps)):
        return "agreement"
    return None
