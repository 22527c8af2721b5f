"""Events as one server sees them, read from the views: what answers, notes and changes are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

import msgspec

from bot.domain.claims import Dating, datings
from bot.domain.codec import decode_state
from bot.domain.dates import HistoricalDate, parse, within
from bot.domain.entities import REFERENCE, Claim, Event
from bot.domain.gists import Gist
from bot.domain.gists import label_of as numbered_label
from bot.domain.questions import Layer
from bot.services.memory import Memory
from storage.rows import At, StoredRow
from storage.views import Views

KEPT = 4_096
"""Decoded events that are cached, some 4 KB each."""


class EventView(msgspec.Struct, frozen=True, dict=True):
    """An event as a scope sees it.

    ``scope`` is the one whose record holds it, ``position`` the log position of its last change.
    """

    event: Event
    scope: str
    position: int

    @property
    def label(self) -> str:
        """The number that users see and type: E-57 for an event of the corpus, S-3 for a server's own."""
        return label_of(self.event)

    @property
    def titled(self) -> str:
        """Its number and title, as lists offer it."""
        return titled_of(self.event)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the documents that make claims about it; without the reference pack."""
        return tuple(dict.fromkeys(claim.source for claim in claims_in(self.event, "documents")))

    @property
    def references(self) -> tuple[str, ...]:
        """The ids of the sources in the reference pack that make claims about it."""
        claims = claims_in(self.event, "all")
        return tuple(dict.fromkeys(claim.source for claim in claims if claim.pack == REFERENCE))

    def dated(self, layer: Layer) -> Dating:
        """Which claim dates it, by a layer of sources."""
        return self._datings[layer]

    @cached_property
    def _datings(self) -> Mapping[str, Dating]:
        return datings(self.event)

    def contradicting(self, layer: Layer) -> tuple[HistoricalDate, ...]:
        """The dates that contradict each other in a layer of sources, oldest first.

        Of dates that lie within one another only the finest is given.
        """
        conflicts = self.dated(layer).conflicts
        dates = {parse(claim.date) for claim in self.event.claims if claim.id in conflicts}
        finest = [one for one in dates if not any(other != one and within(other, one) for other in dates)]
        return tuple(sorted(finest, key=lambda date: (date.low, date.high)))


def event_view(row: StoredRow) -> EventView:
    """The event that a view row holds."""
    return _event_view(row.row.state, row.scope, row.from_position)


@lru_cache(maxsize=KEPT)
def _event_view(state: bytes, scope: str, position: int) -> EventView:
    """Cached: decoding an event and finding what dates it takes most of an answer's time."""
    return EventView(decode_state(Event, state), scope, position)


def label_of(event: Event) -> str:
    """An event's number as users see and type it, such as E-57."""
    return numbered_label(event.id, event.number)


def titled_of(event: Event) -> str:
    """An event's number and title, as lists offer it."""
    return f"{label_of(event)} {event.title}"


def claims_in(event: Event, layer: Layer) -> tuple[Claim, ...]:
    """The event's claims in a layer of sources, without retracted ones."""
    return tuple(
        claim for claim in event.claims if not claim.retracted and (layer == "all" or claim.pack != REFERENCE)
    )


def date_or_none(edtf: str) -> HistoricalDate | None:
    """The date that an EDTF string gives; None for an empty string."""
    return parse(edtf) if edtf else None


class Reading(msgspec.Struct, frozen=True):
    """The record in one state, as one scope sees it (``at``), with results cached for that state."""

    views: Views
    at: At
    memory: Memory

    async def event_views(self, events: Iterable[Gist]) -> Mapping[str, EventView]:
        """The whole events that these gists are of, by id; an event that is gone meanwhile is left out."""
        ids = dict.fromkeys(gist.id for gist in events)
        rows = await self.views.get_many(self.at, "event", tuple(ids))
        return {row.row.id: event_view(row) for row in rows}
