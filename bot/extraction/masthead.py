"""Finds the day that a paper gives itself: in a dateline, or in a line of its head that says nothing else."""

from __future__ import annotations

import re

from bot.domain.dates import HistoricalDate, Precision, parse
from bot.extraction.apparatus import LABEL, PLACE, PROCEEDINGS, dates_publication
from bot.extraction.temporal import Dated, find_dates
from bot.extraction.text.sentences import DATELINE, split

_HEAD = 3_000
"""How many characters of a text its head may have."""
_SENTENCES, _LINES = 8, 12
"""A dateline is among so many sentences, headlines included; the line of the date is among so many lines."""
_LONGEST = 160
"""Above a line with nothing but the date, a longer one is of a text that has begun."""
_SPOKEN = re.compile(
    r"[^\n.:;]*\b(?:address|interview|lecture|remarks|speech|testimony)\b[^\n.:;]{0,80},[ \t]*", re.IGNORECASE
)
"""What was said on the day behind it: "Interview with Ann Author, 3 May 2015"."""
_MARKUP = " \t\r*_()[]."


def own_date(text: str) -> HistoricalDate | None:
    """The day that a text says it is of; None if it says none, or if several lines of its head may be it."""
    head = text[:_HEAD]
    for start, _ in split(head)[:_SENTENCES]:
        line = DATELINE.match(head, start)
        if line is not None and len(found := find_dates(line[0], None)) == 1:
            return parse(found[0].date)
    alone: list[HistoricalDate] = []
    for date in find_dates(head, None):
        when = parse(date.date)
        if when.precision is not Precision.DAY or date.basis != "stated":
            continue
        begin = head.rfind("\n", 0, date.start) + 1
        above = [line for line in head[:begin].splitlines() if line.strip()]
        if len(above) >= _LINES:
            break
        if _is_labelled(head, begin, date):
            return when
        if _is_alone(head, begin, date) and all(len(line) <= _LONGEST for line in above):
            alone.append(when)
    return alone[0] if len(alone) == 1 else None


def _is_labelled(head: str, begin: int, date: Dated) -> bool:
    """Whether a line says that the date is the paper's: "Published 3 May 2015", "Date: 3 May 2015"."""
    before = head[begin : date.start]
    if dates_publication(head, date.start) or LABEL.fullmatch(before) or PROCEEDINGS.fullmatch(before):
        return True
    return _SPOKEN.fullmatch(before) is not None and not _behind(head, date)


def _is_alone(head: str, begin: int, date: Dated) -> bool:
    """Whether a line above an empty one has nothing but the date, perhaps behind a place."""
    before, end = head[begin : date.start], head.find("\n", date.end)
    is_bare = not before.strip(_MARKUP) or PLACE.fullmatch(before) is not None
    return is_bare and not _behind(head, date) and not head[end + 1 :].partition("\n")[0].strip()


def _behind(head: str, date: Dated) -> str:
    """What a line has behind its date besides markup."""
    return head[date.end :].partition("\n")[0].strip(_MARKUP)
