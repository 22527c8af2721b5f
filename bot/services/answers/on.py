"""``/on``: what happened on a day of the year, on a date, in a month or in a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from msgspec.structs import replace

from bot.domain.anniversaries import LONGEST, day_in, is_round, is_short
from bot.domain.answers import Answer, OnAnswer
from bot.domain.dates import (
    HistoricalDate,
    Precision,
    days_in_month,
    ordinal,
    parse,
    read,
    read_day_of_year,
    read_month,
    ymd,
)
from bot.domain.dates.words import MONTHS
from bot.domain.entries import Entry
from bot.domain.facts import DayOfYear
from bot.domain.gists import Gist, When, decode_gist
from bot.domain.project import BEGUN_IN, SAID_ON
from bot.domain.questions import Choose, Layer, Question, Refusal, Suggestion
from bot.services.answers.limits import LASTING_LIMIT, lasting_in
from bot.services.answers.status import by_date
from bot.services.event_view import EventView, event_view
from bot.services.inquiry import Inquiry
from bot.services.typed.dates import read_time
from storage.rows import StoredGist
from storage.search import MOST
from storage.views import Range

PAGE = 6
COUNTED = 200
"""Most events of a date that are looked at. Of more, those with the finest dates come first."""

Length = Literal["day", "month", "year", "span"]
LENGTHS: dict[Precision, Length] = {Precision.DAY: "day", Precision.MONTH: "month", Precision.YEAR: "year"}

Part = Literal["day", "also", "during", "month", "year"]
"""How precisely an event is dated; ``also``: it is there by another claim than the one that dates it;
``during``: it lasted for some days, weeks or months of any year, the day or month asked about among them."""
PARTS: tuple[Part, ...] = get_args(Part)
"""The parts of an answer, in the order in which they are shown."""


class _Asked(NamedTuple):
    """What was asked about: a date, or, with ``date`` None, a day or month of any year."""

    length: Length
    month: int
    day: int
    date: HistoricalDate | None = None


async def on(inquiry: Inquiry) -> Answer:
    """``/on``: what happened on a day, in a month or in a year; without a date, on today's day."""
    typed = inquiry.option("date")
    today = inquiry.asker.today
    if not typed:
        _, month, day = ymd(today)
        return await _on_day_of_year(inquiry, month, day)
    days = read_day_of_year(typed)
    if len(days) == 1:
        return await _on_day_of_year(inquiry, *days[0])
    if len(days) > 1:
        options = (
            Suggestion(DayOfYear(month, day), inquiry.question.asking(date=f"--{month:02}-{day:02}"))
            for month, day in days
        )
        return Choose(inquiry.question, typed, "date", tuple(options))
    month_alone = read_month(typed)
    if month_alone is not None:
        return await _on_month_of_year(inquiry, month_alone)
    time = read_time(inquiry.question, "date", typed, today)
    if isinstance(time, Refusal | Choose):
        return time
    # "Last November" is that one November; "last month" has no name of its own, and any year's will do.
    named = any(map(read_month, typed.split()))
    if time.date.precision in (Precision.DAY, Precision.MONTH) and not named and not read(typed):
        return await _counted_from_today(inquiry, time.date)
    return replace(await _on_date(inquiry, time.date), words=time.words)


async def _counted_from_today(inquiry: Inquiry, date: HistoricalDate) -> Answer:
    """What happened in any year on a day or in a month that was named relative to today.

    Whoever types "yesterday" or "this month" asks for anniversaries, not for that day or month of this year.
    """
    _, month, day = ymd(date.low)
    one_day = date.precision is Precision.DAY
    asked = inquiry.question.asking(date=f"--{month:02}-{day:02}" if one_day else MONTHS[month - 1])
    inquiry = replace(inquiry, question=Question(asked.command, asked.options, inquiry.question.page))
    return await (_on_day_of_year(inquiry, month, day) if one_day else _on_month_of_year(inquiry, month))


async def _on_day_of_year(inquiry: Inquiry, month: int, day: int) -> Answer:
    views, at, layer = inquiry.views, inquiry.at, inquiry.layer
    month_day = month * 100 + day
    on_day = await views.on_day(at, layer, month_day, limit=MOST)
    in_month = await views.in_month(at, layer, month, limit=MOST)
    in_year = await _round_years(inquiry)
    also = await _said_on(inquiry, month_day, on_day)
    if layer == "documents":
        also = [(serial, gist) for serial, gist in also if _says(gist, layer, month_day)]
    parts: dict[Part, Sequence[int]] = {
        "day": on_day,
        "also": [serial for serial, _ in also],
        "during": [serial for serial in await _lasting(inquiry, month, day) if serial not in dict(also)],
        "month": in_month,
        "year": in_year,
    }
    return await _on_answer(inquiry, _Asked("day", month, day), parts, cut=_is_cut(parts))


async def _on_month_of_year(inquiry: Inquiry, month: int) -> Answer:
    in_month = await inquiry.views.in_month(inquiry.at, inquiry.layer, month, limit=MOST)
    days = await inquiry.views.on_days_of_month(inquiry.at, inquiry.layer, month, limit=MOST)
    in_year = await _round_years(inquiry)
    parts: dict[Part, Sequence[int]] = {
        "day": days,
        "during": await _lasting(inquiry, month),
        "month": in_month,
        "year": in_year,
    }
    return await _on_answer(inquiry, _Asked("month", month, 0), parts, cut=_is_cut(parts))


def _is_cut(parts: Mapping[Part, Sequence[int]]) -> bool:
    """Whether one of the parts of a day or month of every year has more events than are counted."""
    return any(len(part) == MOST for part in parts.values())


async def _lasting(inquiry: Inquiry, month: int, day: int | None = None) -> list[int]:
    """The serials of events that took some days, weeks or months, a day or month of any year among them."""
    found = set()
    for before in range(LONGEST + 1):
        for low, high, serial in await _begun_in(inquiry, (month - before - 1) % 12 + 1):
            if _have(low, high, month, day):
                found.add((low, serial))
    return [serial for _, serial in sorted(found)]


async def _begun_in(inquiry: Inquiry, month: int) -> list[tuple[int, int, int]]:
    """First day, last day and serial of events that took some days, weeks or months from this month on."""

    async def look_up() -> list[tuple[int, int, int]]:
        at, layer, views = inquiry.at, inquiry.layer, inquiry.views
        serials = await views.with_link(at, layer, BEGUN_IN, f"{month:02}", limit=MOST)
        gists = [(one.serial, decode_gist(one.gist).when(layer)) for one in await views.gists(serials)]
        return [
            (when.low, when.high, serial)
            for serial, when in gists
            if when is not None and when.led and is_short(when.date)
        ]

    return await inquiry.memory.once(("begun in", inquiry.layer, month), look_up)


def _have(low: int, high: int, month: int, day: int | None) -> bool:
    """Whether the days from ``low`` to ``high`` have a day of the year, or, without a day, any of a month."""
    for year in {ymd(low)[0], ymd(high)[0]}:
        first = day_in(year, month, day or 1)
        last = first if day else ordinal(year, month, days_in_month(year, month))
        if first <= high and low <= last:
            return True
    return False


async def _round_years(inquiry: Inquiry) -> tuple[int, ...]:
    """The serials of events dated by the year alone, and that a round number of years ago."""
    this_year = ymd(inquiry.asker.today)[0]
    years = [year for year in range(max(1, this_year - 500), this_year) if is_round(this_year - year)]
    return await inquiry.memory.once(
        ("round years", inquiry.layer, this_year),
        lambda: inquiry.views.of_years(inquiry.at, inquiry.layer, years, limit=MOST),
    )


async def _said_on(inquiry: Inquiry, month_day: int, listed: Sequence[int]) -> list[tuple[int, Gist]]:
    """The events, without those ``listed`` already, that any of their claims puts on a day of the year."""
    said = await inquiry.views.with_link(inquiry.at, inquiry.layer, SAID_ON, f"{month_day:04}", limit=MOST)
    there = set(listed)
    return _decoded(await inquiry.views.gists([serial for serial in said if serial not in there]))


def _says(gist: Gist, layer: Layer, month_day: int) -> bool:
    return any(parse(day).month_day == month_day for day in gist.days_said(layer))


async def _on_date(inquiry: Inquiry, date: HistoricalDate) -> OnAnswer:
    """The events of a day, month, year or longer time, in parts by how precisely they are dated."""
    own, lasting = await _gists_of(inquiry, date)
    own, more = own[:COUNTED], len(own) > COUNTED
    there: dict[Part, list[tuple[int, Gist]]] = {part: [] for part in PARTS}
    perhaps = []
    for serial, gist in dict([*own, *lasting]).items():
        when = gist.when(inquiry.layer)
        if when is None:
            continue
        if _belongs(when, date):
            there[_precision(when)].append((serial, gist))
        elif date.precision is not Precision.DAY and when.contested_between(date.low, date.high):
            there["also"].append((serial, gist))
        elif _may_have_begun(when, date):
            perhaps.append(gist)
    place = by_date(inquiry.layer)
    parts = {
        part: [serial for serial, _ in sorted(of, key=lambda one: place(one[1]))]
        for part, of in there.items()
    }
    if date.month_day:
        also = await _said_on(inquiry, date.month_day, [serial for part in parts.values() for serial in part])
        parts["also"].extend(serial for serial, gist in also if date.edtf in gist.days_said(inquiry.layer))
    asked = _Asked(LENGTHS.get(date.precision, "span"), date.month or 0, date.day or 0, date)
    answer = await _on_answer(inquiry, asked, parts, cut=more)
    labels = tuple(gist.label for gist in sorted(perhaps, key=place))
    return replace(answer, perhaps=labels, perhaps_more=len(lasting) == LASTING_LIMIT)


async def _gists_of(
    inquiry: Inquiry, date: HistoricalDate
) -> tuple[list[tuple[int, Gist]], list[tuple[int, Gist]]]:
    """The events that may belong to a date, with their serials.

    They are those begun then, one more than are counted at most, and, of what lasts, those begun last. What
    has lasted for years is read apart: there may be so much of it that nothing else would be found.
    """
    of_then = Range(inquiry.layer, date.low, date.high, ongoing=False)
    own = await inquiry.views.finest_between(inquiry.at, of_then, limit=COUNTED + 1)
    return _decoded(own), _decoded(await lasting_in(inquiry, of_then))


def _decoded(stored: Iterable[StoredGist]) -> list[tuple[int, Gist]]:
    return [(one.serial, decode_gist(one.gist)) for one in stored]


def _belongs(known: When, asked: HistoricalDate) -> bool:
    """Whether an event belongs to the date asked about.

    It does if it lies inside, or if only its month or year is known and the date lies in that, or if it took
    some days, weeks or months and the date is among them. What was merely going on then (a state since 1950)
    does not belong: ``/timeline`` shows it.
    """
    low, high = known.effect
    if asked.low <= low and high <= asked.high:
        return True
    if known.date.precision in (Precision.MONTH, Precision.YEAR):
        return high >= asked.low
    return is_short(known.date) and known.low <= asked.high and asked.low <= known.high


def _may_have_begun(known: When, asked: HistoricalDate) -> bool:
    """Whether an event that lasts ("since 2012") may have begun in the month, year or span asked about.

    Always False for a day: nearly everything that lasts may have begun on any one day.
    """
    low, high = known.effect
    return (
        asked.precision is not Precision.DAY
        and not known.open_start
        and low <= asked.high
        and asked.low <= high
    )


def _precision(known: When) -> Part:
    first, last = known.effect if is_short(known.date) else (known.low, known.high)
    if last - first > 31:
        return "year"
    return "day" if last - first < 27 else "month"


async def _on_answer(
    inquiry: Inquiry, asked: _Asked, parts: Mapping[Part, Sequence[int]], *, cut: bool
) -> OnAnswer:
    """The answer with the page asked for; the parts, of events by serial, page as one list.

    ``cut`` says that there are more than were counted.
    """
    listed = [(part, serial) for part in PARTS for serial in parts.get(part, ())]
    on_day = parts.get("day", ())
    wanted, page = inquiry.page_of(listed, PAGE)
    rows = {row.serial: event_view(row) for row in await inquiry.views.rows([serial for _, serial in wanted])}
    shown = [(part, rows[serial]) for part, serial in wanted if serial in rows]
    notes = await inquiry.footnotes(found for _, found in shown)
    entries: dict[Part, list[Entry]] = {part: [] for part in PARTS}
    for part, found in shown:
        years = _years_ago(found, inquiry) if asked.date is None else 0
        entries[part].append(notes.entry(found, inquiry.layer, years=years))
    return OnAnswer(
        question=inquiry.question,
        asked=asked.length,
        month=asked.month,
        day=asked.day,
        date=asked.date,
        layer=inquiry.layer,
        day_entries=tuple(entries["day"]),
        month_entries=tuple(entries["month"]),
        year_entries=tuple(entries["year"]),
        footnotes=notes.footnotes,
        paging=replace(page, more=cut),
        today=inquiry.asker.today,
        also_entries=tuple(entries["also"]),
        during_entries=tuple(entries["during"]),
        on_day=len(on_day),
        on_day_more=len(on_day) == MOST,
    )


def _years_ago(found: EventView, inquiry: Inquiry) -> int:
    date = found.dated(inquiry.layer).date
    year = (date.start or date).year if date is not None else None
    return ymd(inquiry.asker.today)[0] - year if year is not None else 0
