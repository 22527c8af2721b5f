"""Which events are due on which days, as one scope sees the record; found by the events' gists alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.domain.anniversaries import UNMARKED_KINDS, Due, falling, is_round, kept_date, kept_out, kept_with
from bot.domain.dates import HistoricalDate, ymd
from bot.domain.entities import Subscription
from bot.domain.gists import Gist, decode_gist
from bot.domain.project import BEGUN_IN
from bot.domain.questions import Layer
from bot.services.event_view import Reading
from bot.services.inquiry import Links
from storage.rows import StoredGist
from storage.views import Range

MOST = 5_000
"""Most events of one day, or of one month or year, that are considered; more than any record has."""

PORTION = 500
"""Events that are decoded at a time; in between, other questions are answered."""

_PARTS = ("day", "month", "year")


class DueGist(NamedTuple):
    """An event that is due on a day, and as what; ``date`` is the historical date whose anniversary it is."""

    day: int
    gist: Gist
    date: HistoricalDate
    due: Due


def layer_of(subscription: Subscription | None) -> Layer:
    """The layer of sources whose dates count for a subscription; all sources without a subscription."""
    return "documents" if subscription is not None and subscription.layer == "documents" else "all"


async def due_between(
    reading: Reading, layer: Layer, first: int, last: int, links: Links = (), most: int = MOST
) -> tuple[DueGist, ...]:
    """All events that are due between two days, inclusive, even publications and polls; in a note's order.

    With ``links`` only events that have all of these. At most ``most`` events of one day of the year, of one
    month and of one year are considered.
    """

    async def look_up() -> tuple[DueGist, ...]:
        if links:
            stored = await reading.views.gists_between(reading.at, Range(layer, links=links), limit=most)
        else:
            stored = await _candidates(reading, layer, first, last, most)
        found: dict[tuple[int, str], DueGist] = {}
        for start in range(0, len(stored), PORTION):
            gists = (decode_gist(one.gist) for one in stored[start : start + PORTION])
            found |= {(one.day, one.gist.id): one for one in _falling(gists, layer, first, last)}
            # Lets other questions be answered between two portions.
            await asyncio.sleep(0)
        return tuple(sorted(found.values(), key=_order))

    return await reading.memory.once(("coming", layer, first, last, links, most), look_up)


def gists_due_on(events: Iterable[Gist], layer: Layer, day: int) -> tuple[DueGist, ...]:
    """Those of the events that are due on a day, even publications and polls; in a note's order."""
    return tuple(sorted(_falling(events, layer, day, day), key=_order))


def _order(kept: DueGist) -> tuple[int, bool, int, int, int, int]:
    """Sorts by day; within a day round anniversaries first, then by weight, precision and age."""
    gist, due = kept.gist, kept.due
    return kept.day, not due.round, -gist.weight, _PARTS.index(due.part), -due.years, gist.number


async def _candidates(
    reading: Reading, layer: Layer, first: int, last: int, most: int
) -> tuple[StoredGist, ...]:
    """The events that may be due between two days, inclusive."""
    views, at = reading.views, reading.at
    days = {month_day for day in range(first, last + 1) for month_day in kept_with(day)}
    found = list(await views.on_days(at, layer, days, each=most))
    beginning = [ymd(day) for day in range(first, last + 1) if ymd(day)[2] == 1]
    for month in {month for _, month, _ in beginning}:
        found += await views.in_month(at, layer, month, limit=most)
        found += await views.with_link(at, layer, BEGUN_IN, f"{month:02}", limit=most)
    years = [year for year, month, _ in beginning if month == 1]
    rounds = {year - ago for year in years for ago in range(1, year) if is_round(ago)}
    found += await views.of_years(at, layer, rounds, limit=most) if rounds else ()
    return await views.gists(found)


def _falling(events: Iterable[Gist], layer: Layer, first: int, last: int) -> Iterator[DueGist]:
    """Each day between two days, inclusive, on which one of the events is due."""
    for gist in events:
        date = kept_date(gist, layer)
        if date is not None:
            yield from (DueGist(day, gist, date, due) for day, due in falling(date, first, last))


def wanted(kept: Sequence[DueGist], subscription: Subscription | None) -> list[DueGist]:
    """The due events that a subscription wants; without one, all but publications and polls."""
    if subscription is None:
        return [one for one in kept if one.gist.kind not in UNMARKED_KINDS]
    return [
        one
        for one in kept
        if (subscription.unmarked or one.gist.kind not in UNMARKED_KINDS)
        and kept_out(one.gist, one.due, subscription) is None
    ]
