"""Reads dates and times that are typed into options.

Each function gives the value, or else the answer to send: a ``Refusal``, or a ``Choose`` between readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time

from msgspec.structs import replace

from bot.domain.anniversaries import day_in
from bot.domain.dates import (
    DateError,
    HistoricalDate,
    Precision,
    bounds_as_seen,
    day,
    explain,
    for_good,
    parse,
    read,
    read_day_of_year,
    ymd,
)
from bot.domain.facts import Fact
from bot.domain.questions import AsOf, Choose, Question, Refusal, Suggestion, Time
from bot.services.inquiry import Inquiry, refuse
from storage.log import Log

WINTER = 24
"""EDTF's code for winter, the season that may belong to either of two years."""
LAST_YEAR = 9999
_POSITION = re.compile(r"(?:#|position\s+)(\d{1,12})", re.IGNORECASE)


def read_date(question: Question, option: str, typed: str, today: int) -> HistoricalDate | Refusal | Choose:
    """The date that was typed; a choice if it is ambiguous, a refusal if it cannot be read."""
    found = _read(question, option, typed, today)
    return found.date if isinstance(found, Time) else found


def read_time(question: Question, option: str, typed: str, today: int) -> Time | Refusal | Choose:
    """The time that is asked about, read as by ``read_date``; for a winter, a choice between two years."""
    found = _read(question, option, typed, today)
    if isinstance(found, Refusal | Choose):
        return found
    winters = winters_of(found.date)
    if winters:
        options = (Suggestion(one, question.asking(**{option: one.edtf})) for one in winters)
        return Choose(question, typed, "date", tuple(options))
    return found


def _read(question: Question, option: str, typed: str, today: int) -> Time | Refusal | Choose:
    readings = read(typed, today=today)
    if not readings:
        why = explain(typed, today=today)
        return refuse(question, "unreadable_date", typed=typed, why=why or "", option=option)
    if len(readings) > 1:
        return Choose(
            question,
            typed,
            "date",
            tuple(
                Suggestion(reading.date, question.asking(**{option: reading.date.edtf}))
                for reading in readings
            ),
        )
    return Time(readings[0].date, typed if readings[0].says_more else "")


def read_as_of(inquiry: Inquiry) -> AsOf | Refusal | Choose | None:
    """The time at which a status is asked for: the end of a day; or the start and the end of a longer time.

    None if the option ``as_of`` is empty.
    """
    typed = inquiry.option("as_of")
    if not typed:
        return None
    time = read_time(inquiry.question, "as_of", typed, inquiry.asker.today)
    if isinstance(time, Refusal | Choose):
        return time
    read_as = time.date
    today = inquiry.asker.today
    if read_as.low > today:
        named = inquiry.option("name") or inquiry.option("subject")
        facts: dict[str, Fact] = {"typed": typed, "today": day(today)}
        now = Suggestion(named, inquiry.question.asking(as_of=""))
        return Refusal(inquiry.question, "future", facts, (now,))
    if read_as.precision is Precision.DAY:
        return AsOf(read_as, (read_as.high,), time.words)
    try:
        first, last = bounds_as_seen(read_as)
    except DateError as error:
        ends = (end for end in (read_as.start, read_as.end) if end is not None)
        closed = tuple(Suggestion(end, inquiry.question.asking(as_of=end.edtf)) for end in ends)
        return Refusal(inquiry.question, "no_point_in_time", {"typed": typed, "why": error.why}, closed)
    days = tuple(dict.fromkeys((min(first.low, today), min(last.high, today))))
    return AsOf(read_as, days, time.words)


async def read_known_on(log: Log, question: Question, today: int) -> int | Refusal | Choose | None:
    """The log position that ``known_on`` asks for: ``#812``, or the last one by the end of a day (UTC).

    None if the option is empty.
    """
    typed = question.option("known_on")
    if not typed:
        return None
    head = (await log.head()).position
    by_position = _POSITION.fullmatch(typed)
    if by_position is not None:
        position = int(by_position[1])
        if 1 <= position <= head:
            return position
        return refuse(question, "unknown_position", typed=typed, head=str(head))
    read_as = read_date(question, "known_on", typed, today)
    if isinstance(read_as, Refusal | Choose):
        return read_as
    if read_as.low > today:
        return refuse(question, "future", typed=typed, today=day(today))
    first = await log.record(1)
    end = datetime.combine(
        date.fromordinal(max(1, min(read_as.high, today))) + timedelta(days=1), clock_time(), UTC
    )
    position = await log.position_at(end - timedelta(microseconds=1))
    if position == 0:
        began = day(first.recorded_at.date().toordinal()) if first is not None else ""
        return refuse(question, "known_on_before_record", typed=typed, first=began)
    return position


def read_one_day(inquiry: Inquiry, option: str, *, ahead: bool) -> int | Refusal | Choose:
    """The one day that was typed into an option; see ``days_meant``."""
    typed, question = inquiry.option(option), inquiry.question
    days = days_meant(typed, inquiry.asker.today, ahead=ahead)
    if len(days) == 1:
        return days[0]
    if days:
        options = (Suggestion(day(one), question.asking(**{option: day(one).edtf})) for one in days)
        return Choose(question, typed, "date", tuple(options))
    readable = read_date(question, option, typed, inquiry.asker.today)
    return readable if isinstance(readable, Refusal) else refuse(question, "no_day", typed=typed)


def days_meant(typed: str, today: int, *, ahead: bool) -> tuple[int, ...]:
    """The single days that a text may mean; for a day without a year the next (``ahead``) or the last one."""
    found = [one.date.low for one in read(typed, today=today) if one.date.precision is Precision.DAY]
    return tuple(found or [_nearest(*one, today, ahead=ahead) for one in read_day_of_year(typed)])


def _nearest(month: int, of_month: int, today: int, *, ahead: bool) -> int:
    year = ymd(today)[0]
    candidates = [day_in(one, month, of_month) for one in (year - 1, year, year + 1)]
    if ahead:
        return min(one for one in candidates if one > today)
    return max(one for one in candidates if one <= today)


def winters_of(date: HistoricalDate) -> tuple[HistoricalDate, ...]:
    """The two intervals from December to February that "winter 2012" may mean; empty for other dates."""
    if date.season != WINTER or date.year is None or not 1 < date.year < LAST_YEAR:
        return ()
    return tuple(parse(f"{year:04}-12/{year + 1:04}-02") for year in (date.year - 1, date.year))


def dated_for_good(question: Question, options: Iterable[str], today: int) -> Question:
    """The question with absolute dates in place of relative ones in these options.

    Buttons that are pressed on another day then still ask for the same time.
    """
    dated = {name: for_good(question.options[name], today) for name in options if name in question.options}
    return replace(question, options={**question.options, **dated})
