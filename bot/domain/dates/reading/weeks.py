"""Weeks, and the winter of two years: "week 47 of 2016", "the second week of June 2012", "winter 2016–17"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.dates import words
from bot.domain.dates.reading.parts import Reading, as_whole
from bot.domain.dates.value import DateError, Precision, day, ordinal, parse, week_start, weekday

_FORMS = (
    r"(?P<year>[0-9]{4})[- ]?w(?P<week>[0-9]{2})(?:-?(?P<day>[1-7]))?",
    r"(?:the )?w(?:ee)?k? ?(?P<week>[0-9]{1,2})(?:,| of)? (?P<year>[0-9]{4})",
)


def _as_week(text: str) -> Iterator[Reading]:
    """ "Week 47 of 2016", by ISO 8601: weeks begin on Monday, and the first one has 4 January."""
    for form in _FORMS:
        match = re.fullmatch(form, text)
        if match is not None:
            found = match.groupdict()
            year, week = int(found["year"]), int(found["week"])
            first, beyond = (week_start(ordinal(one, 1, 4)) for one in (year, year + 1))
            monday = first + 7 * (week - 1)
            if not first <= monday < beyond:
                raise DateError("week", year=str(year), weeks=str((beyond - first) // 7), week=str(week))
            if found.get("day"):
                yield Reading(day(monday + int(found["day"]) - 1), says_more=True)
            else:
                yield Reading(parse(f"{day(monday)}/{day(monday + 6)}"), says_more=True)


def _as_winter(text: str) -> Iterator[Reading]:
    """ "Winter 2016–17": a winter of two years is that of December to February."""
    match = re.fullmatch(r"(?:in )?(?:the )?winter(?: of)? ([0-9]{4}) ?[-–/] ?([0-9]{2}|[0-9]{4})", text)
    if match is not None and (int(match[1]) + 1) % 10 ** len(match[2]) == int(match[2]):
        yield Reading(parse(f"{match[1]}-12/{int(match[1]) + 1:04}-02"), says_more=True)


_NTH = words.alternatives(words.NTH_WEEKS)
_OF_MONTH = (
    rf"(?:in |during )?(?:the )?(?P<nth>{_NTH}) week (?:of |in )?(?P<month>.+)",
    rf"(?P<month>.+[月월])の? ?第?(?P<nth>{_NTH}) ?[週주]",
)


def _as_week_of_month(text: str) -> Iterator[Reading]:
    """ "The second week of June 2012": its second seven days, or the week that its second Monday begins."""
    match = next(filter(None, (re.fullmatch(form, text) for form in _OF_MONTH)), None)
    for month in as_whole(match["month"]) if match is not None else ():
        if match is None or month.date.precision is not Precision.MONTH:
            continue
        first, last, nth = month.date.low, month.date.high, words.NTH_WEEKS[match["nth"]]
        after = 7 * (nth - 1)
        starts = (first + after, first + -weekday(first) % 7 + after) if nth else (last - 6, week_start(last))
        for start, end in ((starts[0], min(starts[0] + 6, last)), (starts[1], starts[1] + 6)):
            if start <= last:
                yield Reading(parse(f"{day(start)}/{day(end)}"), says_more=True)


def _as_week_of_day(text: str) -> Iterator[Reading]:
    """ "The week of 4 June 2012": from the Monday of it on, or from that very day on."""
    match = re.fullmatch(r"(?:in )?(?:the )?week of (?P<day>.+)", text)
    for found in as_whole(match["day"]) if match is not None else ():
        if found.date.precision is Precision.DAY:
            for start in (week_start(found.date.low), found.date.low):
                yield Reading(parse(f"{day(start)}/{day(start + 6)}"), says_more=True)


WEEKS = (_as_week, _as_winter, _as_week_of_month, _as_week_of_day)
"""Each gives the readings of a tidied text as such a week or winter; DateError if there is no such week."""
