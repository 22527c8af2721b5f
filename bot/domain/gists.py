"""The gist of an event: the little that answers about many events need to know of each, without its text.

Statuses are folded, and what is worth showing is chosen, from gists alone; only what is shown is read whole.
Everything in a gist follows from the event's state. Stored as MessagePack, by position of the fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from bot.domain.claims import Dating
from bot.domain.dates import HistoricalDate, parse
from bot.domain.entities import MENTIONED, REFERENCE, Event


class When(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An event's dating in one layer of sources.

    ``edtf`` is the leading date (of a contested event the earliest) and ``low`` and ``high`` its bounds, both
    inclusive. ``span`` is first and last day over all dates of a contested event. ``own``: nobody but we say
    so.
    """

    edtf: str
    low: int
    high: int
    contested: bool = False
    own: bool = False
    span: tuple[int, int] | None = None

    @property
    def date(self) -> HistoricalDate:
        """The leading date itself."""
        return parse(self.edtf)

    @property
    def first(self) -> int:
        """The first day it may have happened on."""
        return self.low if self.span is None else self.span[0]

    @property
    def last(self) -> int:
        """The last day it may have happened on."""
        return self.high if self.span is None else self.span[1]

    @property
    def led(self) -> bool:
        """Whether a claim leads: the date is neither contested nor our own word alone."""
        return not self.contested and not self.own

    @property
    def plain(self) -> bool:
        """Whether it is all that its bounds say: neither an interval, nor open, nor unknown."""
        return "/" not in self.edtf and "XXX" not in self.edtf

    @property
    def effect(self) -> tuple[int, int]:
        """First and last day on which it may have taken effect: for an interval, its start's bounds."""
        if self.plain:
            return self.low, self.high
        start = self.date.start
        return (start.low, start.high) if start is not None else (self.low, self.high)

    @property
    def open_start(self) -> bool:
        """Whether it has no beginning, or none that is known."""
        return not self.plain and self.date.open_start

    @property
    def open_end(self) -> bool:
        """Whether it has no end, or none that is known."""
        return not self.plain and self.date.open_end


class Particulars(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is asked of few of many events.

    ``sources`` and ``references`` are the ids of what tells of it, in the order of the claims: the documents,
    the reference pack. ``days`` are the days without doubt (EDTF) that any document gives it, here or
    elsewhere, and ``reference_days`` those that the reference pack gives.
    """

    parties: tuple[str, ...]
    sources: tuple[str, ...]
    references: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    reference_days: tuple[str, ...] = ()


class Gist(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What lists need to know of an event.

    ``steps`` are (agreement, action) pairs; ``noted`` tells whether it has a note, ``referenced`` whether the
    reference pack tells of it: if not, ``documents`` is left out, as it is ``every``. ``stored`` are its
    particulars, read when one is asked for: a list of hundreds takes half the time without.
    """

    id: str
    number: int
    kind: str
    weight: int
    noted: bool
    referenced: bool
    steps: tuple[tuple[str, str], ...]
    stored: bytes
    every: When | None = None
    documents: When | None = None

    @property
    def particulars(self) -> Particulars:
        """What is asked of few."""
        return _decode_particulars(self.stored)

    @property
    def parties(self) -> tuple[str, ...]:
        """The ids of the parties to it."""
        return self.particulars.parties

    @property
    def sources(self) -> tuple[str, ...]:
        """The documents that tell of it."""
        return self.particulars.sources

    @property
    def references(self) -> tuple[str, ...]:
        """What tells of it in the reference pack."""
        return self.particulars.references

    @property
    def label(self) -> str:
        """What users call it: E-57 in the corpus, S-3 for a server's own."""
        return label_of(self.id, self.number)

    @property
    def acts(self) -> bool:
        """Whether it changes the status of any agreement."""
        return any(action != MENTIONED for _, action in self.steps)

    def acts_on(self, agreement: str) -> bool:
        """Whether it changes an agreement's status."""
        return any(on == agreement and action != MENTIONED for on, action in self.steps)

    def when(self, layer: str) -> When | None:
        """Its dating in a layer of sources; None without a date."""
        return self.documents if layer == "documents" and self.referenced else self.every

    def told_by(self, layer: str) -> tuple[str, ...]:
        """The sources that tell of it in a layer."""
        told = self.particulars
        return told.sources if layer == "documents" else told.sources + told.references

    def days_said(self, layer: str) -> tuple[str, ...]:
        """The days without doubt (EDTF) that a layer of sources gives it, here or in another place."""
        told = self.particulars
        return told.days if layer == "documents" else told.days + told.reference_days


_decode_particulars = msgspec.msgpack.Decoder(Particulars).decode
encode_gist = msgspec.msgpack.Encoder().encode
"""The stored form of a gist."""
decode_gist = msgspec.msgpack.Decoder(Gist).decode
"""The gist of its stored form."""


def label_of(id: str, number: int) -> str:
    """An event's number as users see and type it."""
    return f"{'S' if id == f's-{number}' else 'E'}-{number}"


def gist_of(event: Event, datings: Mapping[str, Dating]) -> Gist:
    """The gist of an event whose datings, by layer, are given."""
    sources: dict[str, None] = {}
    references: dict[str, None] = {}
    days: dict[str, None] = {}
    reference_days: dict[str, None] = {}
    for claim in event.claims:
        if not claim.retracted:
            cited = claim.pack == REFERENCE
            (references if cited else sources)[claim.source] = None
            said = reference_days if cited else days
            for date in (claim.date, *[other.date for other in claim.elsewhere]):
                if _is_day(date):
                    said[date] = None
    particulars = Particulars(
        parties=event.parties,
        sources=tuple(sources),
        references=tuple(references),
        days=tuple(days),
        reference_days=tuple(reference_days),
    )
    return Gist(
        id=event.id,
        number=event.number,
        kind=event.kind,
        weight=event.weight,
        noted=bool(event.note),
        referenced=bool(references),
        steps=tuple([(step.agreement, step.action) for step in event.steps]),
        stored=encode_gist(particulars),
        every=_when(event, datings["all"]),
        documents=_when(event, datings["documents"]) if references else None,
    )


def _when(event: Event, found: Dating) -> When | None:
    date = found.date
    if date is None:
        return None
    span = None
    if found.contested:
        dates = [parse(claim.date) for claim in event.claims if claim.id in found.conflicts]
        span = min(date.low for date in dates), max(date.high for date in dates)
    return When(date.edtf, date.low, date.high, found.contested, found.own_knowledge_only, span)


@lru_cache(maxsize=16_384)
def _is_day(edtf: str) -> bool:
    return parse(edtf).month_day != 0
