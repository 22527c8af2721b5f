"""Which anniversaries fall on which days, as the record reads for somebody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from bot.domain.anniversaries import UNMARKED_KINDS, Due, falling, is_round, kept_out, kept_with, never
from bot.domain.answers import Layer
from bot.domain.dates import HistoricalDate, ymd
from bot.domain.events import Subscription
from bot.domain.project import BEGUN_IN
from bot.services.inquiry import Links
from bot.services.memory import Memory
from bot.services.notes import Told, told
from storage.rows import StoredRow
from storage.views import At, Views

MOST = 5_000
"""Most events of one day, month or year of any century that are considered."""

PORTION = 100
"""Events that are decoded in one go."""

_PARTS = ("day", "month", "year")


class Kept(NamedTuple):
    """An event that is due: on which day, and as what."""

    day: int
    told: Told
    due: Due


@dataclass(frozen=True, slots=True)
class Reading:
    """The record as it is read, with what was worked out from it before."""

    views: Views
    at: At
    memory: Memory


def date_of(told: Told, layer: Layer) -> HistoricalDate:
    """The leading date of an event that is known to have one."""
    return cast(HistoricalDate, told.dated(layer).date)


def layer_of(subscription: Subscription | None) -> Layer:
    """Whose dates count for a subscription; all, where there is none."""
    return "documents" if subscription is not None and subscription.layer == "documents" else "all"


async def coming(
    reading: Reading, layer: Layer, first: int, last: int, links: Links = ()
) -> tuple[Kept, ...]:
    """All that is due from one day to another, publications and polls too: by day, then in a note's order.

    With ``links`` only of what has all of them.
    """

    async def look_up() -> tuple[Kept, ...]:
        if links:
            rows = await reading.views.between(reading.at, layer, links=links, limit=MOST)
        else:
            rows = await _candidates(reading, layer, first, last)
        found: dict[tuple[int, str], Kept] = {}
        for start in range(0, len(rows), PORTION):
            events = map(told, rows[start : start + PORTION])
            found |= {(one.day, one.told.event.id): one for one in _falling(events, layer, first, last)}
            # Others get their answers between two portions: events take long to decode.
            await asyncio.sleep(0)
        return tuple(sorted(found.values(), key=_order))

    return await reading.memory.once(("coming", layer, first, last, links), look_up)


def _order(kept: Kept) -> tuple[int, bool, int, int, int, int]:
    """By day; of one day round anniversaries first, then the heaviest, the finest, the oldest."""
    event, due = kept.told.event, kept.due
    return kept.day, not due.round, -event.weight, _PARTS.index(due.part), -due.years, event.number


async def _candidates(reading: Reading, layer: Layer, first: int, last: int) -> tuple[StoredRow, ...]:
    """The rows of all events that can be due between two days."""
    views, at = reading.views, reading.at
    days = {month_day for day in range(first, last + 1) for month_day in kept_with(day)}
    found = list(await views.on_days(at, layer, days, limit=MOST))
    beginning = [ymd(day) for day in range(first, last + 1) if ymd(day)[2] == 1]
    for month in {month for _, month, _ in beginning}:
        found += await views.in_month(at, layer, month, limit=MOST)
        found += await views.with_link(at, layer, BEGUN_IN, f"{month:02}", limit=MOST)
    years = {year - ago for year, month, _ in beginning if month == 1 for ago in range(1, year)}
    rounds = [since for since in years if any(is_round(year - since) for year, month, _ in beginning)]
    found += await views.of_years(at, layer, rounds, limit=MOST) if rounds else ()
    return await views.rows(found)


def kept_on(events: Iterable[Told], layer: Layer, day: int) -> tuple[Kept, ...]:
    """Of any events those that are due on a day, publications and polls too, in a note's order."""
    return tuple(sorted(_falling(events, layer, day, day), key=_order))


def _falling(events: Iterable[Told], layer: Layer, first: int, last: int) -> Iterator[Kept]:
    """When the events are due between two days."""
    for found in events:
        dated = found.dated(layer)
        if dated.date is not None and never(found.event, dated, unmarked=True) is None:
            yield from (Kept(day, found, due) for day, due in falling(dated.date, first, last))


def wanted(kept: Sequence[Kept], subscription: Subscription | None) -> list[Kept]:
    """What of it a subscription tells; without one, all but publications and polls."""
    if subscription is None:
        return [one for one in kept if one.told.event.kind not in UNMARKED_KINDS]
    return [
        one
        for one in kept
        if (subscription.unmarked or one.told.event.kind not in UNMARKED_KINDS)
        and kept_out(one.told.event, one.due, subscription) is None
    ]
