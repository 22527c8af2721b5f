"""The gist of an event: a short form without texts, for answers that look at many events.

Statuses are folded and events are chosen from gists alone; only the events to show are then read whole.
A gist follows from the event's state alone. It is stored as a MessagePack array in the order of its fields.
"""

from __future__ import annotations

import msgspec

from bot.domain.claims import Dating, datings, finest_of
from bot.domain.dates import HistoricalDate, Precision, begun_within, parse
from bot.domain.entities import MENTIONED, REFERENCE, Claim, Event


class When(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An event's dating in one layer of sources.

    ``edtf`` is the leading date (of a contested event the earliest one), ``low`` and ``high`` are its first
    and last day. ``span`` is the first and last day of all dates of a contested event. ``own`` says that the
    date rests on own knowledge alone. ``begun`` is the first and last day on which it may have begun, of an
    interval that its source gives in rough words ("since the late 2000s"). ``apart`` are the first and last
    days of each of a contested event's finest dates.
    """

    edtf: str
    low: int
    high: int
    contested: bool = False
    own: bool = False
    span: tuple[int, int] | None = None
    begun: tuple[int, int] | None = None
    apart: tuple[tuple[int, int], ...] = ()

    @property
    def date(self) -> HistoricalDate:
        """The date in ``edtf``, parsed."""
        return parse(self.edtf)

    @property
    def first(self) -> int:
        """The first day on which the event may have happened."""
        return self.low if self.span is None else self.span[0]

    @property
    def last(self) -> int:
        """The last day on which the event may have happened."""
        return self.high if self.span is None else self.span[1]

    def contested_between(self, low: int, high: int) -> bool:
        """Whether the event is contested, and one of its dates may lie between two days."""
        return any(first <= high and low <= last for first, last in self.apart)

    def days_within(self, low: int, high: int) -> tuple[int, int]:
        """The first and last day of the date; of dates that contradict, of the first in the time given."""
        for first, last in self.apart:
            if first <= high and low <= last:
                return first, last
        return self.low, self.high

    @property
    def led(self) -> bool:
        """Whether a claim leads: the date is neither contested nor from own knowledge alone."""
        return not self.contested and not self.own

    @property
    def plain(self) -> bool:
        """Whether ``low`` and ``high`` say all of the date: it is no interval and has no open end."""
        return "/" not in self.edtf and "XXX" not in self.edtf

    @property
    def effect(self) -> tuple[int, int]:
        """The first and last day on which the event may have taken effect; an interval does at its start."""
        if self.plain:
            return self.low, self.high
        if self.begun is not None:
            return self.begun
        start = self.date.start
        return (start.low, start.high) if start is not None else (self.low, self.high)

    @property
    def slack(self) -> int:
        """How many days an approximate date may be off, either way; 0 for any other date."""
        return self.date.slack if "~" in self.edtf or "%" in self.edtf else 0

    @property
    def open_start(self) -> bool:
        """Whether the date has no beginning, or an unknown one."""
        return not self.plain and self.date.open_start

    @property
    def open_end(self) -> bool:
        """Whether the date has no end, or an unknown one."""
        return not self.plain and self.date.open_end


class Particulars(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The part of a gist that few answers need, kept encoded until it is asked for.

    ``sources`` and ``references`` are the ids of the event's sources, in the order of the claims: documents,
    and those of the reference pack. ``days`` are the certain days (EDTF) that documents give for any place,
    ``reference_days`` those that the reference pack gives.
    """

    parties: tuple[str, ...]
    sources: tuple[str, ...]
    references: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    reference_days: tuple[str, ...] = ()


class Gist(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What answers about many events need to know of each.

    ``steps`` are (agreement, action) pairs; ``noted`` says that the event has a note, ``referenced`` that the
    reference pack has claims on it. ``every`` is its dating by all sources; ``documents`` that by the
    documents, left out unless ``referenced`` because it is the same. ``stored`` are the encoded
    ``Particulars``: decoding them only when needed halves the time for a list of hundreds.
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
        """The part that few answers need, decoded."""
        return _decode_particulars(self.stored)

    @property
    def parties(self) -> tuple[str, ...]:
        """The ids of the parties to it."""
        return self.particulars.parties

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the documents that tell of it."""
        return self.particulars.sources

    @property
    def references(self) -> tuple[str, ...]:
        """The ids of the sources in the reference pack that tell of it."""
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
        """The event's dating in a layer of sources; None if it has no date there."""
        return self.documents if layer == "documents" and self.referenced else self.every

    def days_said(self, layer: str) -> tuple[str, ...]:
        """The certain days (EDTF) that a layer of sources gives the event, for any place."""
        told = self.particulars
        return told.days if layer == "documents" else told.days + told.reference_days


_decode_particulars = msgspec.msgpack.Decoder(Particulars).decode
encode_gist = msgspec.msgpack.Encoder().encode
"""Encodes a gist."""
decode_gist = msgspec.msgpack.Decoder(Gist).decode
"""Decodes a gist."""


def label_of(id: str, number: int) -> str:
    """An event's number as users see and type it."""
    return f"{'S' if id == f's-{number}' else 'E'}-{number}"


def gist_of(event: Event) -> Gist:
    """The gist of an event."""
    dated = datings(event)
    standing = [claim for claim in event.claims if not claim.retracted]
    documents = [claim for claim in standing if claim.pack != REFERENCE]
    references = [claim for claim in standing if claim.pack == REFERENCE]
    particulars = Particulars(
        parties=event.parties,
        sources=_sources(documents),
        references=_sources(references),
        days=_days(documents),
        reference_days=_days(references),
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
        every=_when(event, dated["all"]),
        documents=_when(event, dated["documents"]) if references else None,
    )


def _sources(claims: list[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([claim.source for claim in claims]))


def _days(claims: list[Claim]) -> tuple[str, ...]:
    dates = [date for claim in claims for date in (claim.date, *[other.date for other in claim.elsewhere])]
    return tuple(dict.fromkeys([date for date in dates if parse(date).month_day]))


def _when(event: Event, found: Dating) -> When | None:
    date = found.date
    if date is None:
        return None
    span: tuple[int, int] | None = None
    apart: tuple[tuple[int, int], ...] = ()
    if found.contested:
        dates = [parse(claim.date) for claim in event.claims if claim.id in found.conflicts]
        span = min(date.low for date in dates), max(date.high for date in dates)
        apart = tuple(sorted({(date.low, date.high) for date in finest_of(dates)}))
    begun = None
    if date.precision is Precision.INTERVAL and not found.contested:
        words = [claim.words for claim in event.claims if found.lead in (None, claim.id)]
        begun = next(filter(None, [begun_within(said, date) for said in words]), None)
    return When(date.edtf, date.low, date.high, found.contested, found.own_knowledge_only, span, begun, apart)
