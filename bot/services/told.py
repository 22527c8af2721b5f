"""The record as somebody reads it, and an event in it: what answers, notes and changes are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

import msgspec

from bot.domain.claims import Dating
from bot.domain.codec import decode_state
from bot.domain.dates import HistoricalDate, parse, within
from bot.domain.entities import REFERENCE, Claim, Event
from bot.domain.gists import label_of as numbered_label
from bot.domain.project import datings
from bot.domain.questions import Layer
from bot.services.memory import Memory
from storage.rows import At, StoredRow
from storage.views import Views

KEPT = 4_096
"""Events that are kept in memory as they were read last, some 4 KB each."""


class Told(msgspec.Struct, frozen=True, dict=True):
    """An event as a scope sees it: its state, whose it is, and the log position it is so from."""

    event: Event
    scope: str
    position: int

    @property
    def label(self) -> str:
        """What users call it: E-57 in the corpus, S-3 for a server's own."""
        return label_of(self.event)

    @property
    def titled(self) -> str:
        """Its number and title, as lists offer it."""
        return titled_of(self.event)

    @property
    def sources(self) -> tuple[str, ...]:
        """The documents that tell of it."""
        return tuple(dict.fromkeys(claim.source for claim in claims_in(self.event, "documents")))

    @property
    def references(self) -> tuple[str, ...]:
        """What tells of it in the reference pack."""
        claims = claims_in(self.event, "all")
        return tuple(dict.fromkeys(claim.source for claim in claims if claim.pack == REFERENCE))

    def dated(self, layer: Layer) -> Dating:
        """Which claim dates it in a layer of sources."""
        return self._datings[layer]

    @cached_property
    def _datings(self) -> Mapping[str, Dating]:
        return datings(self.event)

    def contradicting(self, layer: Layer) -> tuple[HistoricalDate, ...]:
        """The dates that contradict each other in a layer of sources, oldest first; of those that agree the
        finest."""
        conflicts = self.dated(layer).conflicts
        dates = {parse(claim.date) for claim in self.event.claims if claim.id in conflicts}
        finest = [one for one in dates if not any(other != one and within(other, one) for other in dates)]
        return tuple(sorted(finest, key=lambda date: (date.low, date.high)))


def told(row: StoredRow) -> Told:
    """The event that a view row holds."""
    return _told(row.row.state, row.scope, row.from_position)


@lru_cache(maxsize=KEPT)
def _told(state: bytes, scope: str, position: int) -> Told:
    """Kept, for to read the state and to find what dates the event takes most of an answer's time."""
    return Told(decode_state("event", state), scope, position)


def label_of(event: Event) -> str:
    """An event's number as users see and type it."""
    return numbered_label(event.id, event.number)


def titled_of(event: Event) -> str:
    """An event's number and title, as lists offer it."""
    return f"{label_of(event)} {event.title}"


def claims_in(event: Event, layer: Layer) -> tuple[Claim, ...]:
    """The event's standing claims in a layer of sources."""
    return tuple(
        claim for claim in event.claims if not claim.retracted and (layer == "all" or claim.pack != REFERENCE)
    )


def date_or_none(edtf: str) -> HistoricalDate | None:
    """The date, or None where there is none."""
    return parse(edtf) if edtf else None


class Reading(msgspec.Struct, frozen=True):
    """The record as it is read, with what was worked out from it before."""

    views: Views
    at: At
    memory: Memory

    async def whole(self, events: Iterable[str]) -> Mapping[str, Told]:
        """The events with these ids, as the record has them now, by id."""
        rows = await self.views.get_many(self.at, "event", tuple(dict.fromkeys(events)))
        return {row.row.id: told(row) for row in rows}
