"""From event states to the entries and numbered footnotes of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from bot.domain.answers import Entry, Footnote, Layer, Said
from bot.domain.claims import Dating
from bot.domain.codec import decode_state
from bot.domain.dates import HistoricalDate, parse
from bot.domain.events import OWN_KNOWLEDGE, REFERENCE, Claim, Event, Source
from bot.domain.gists import Gist
from bot.domain.gists import label_of as numbered_label
from bot.domain.project import datings
from bot.services.memory import Memory
from storage.rows import At, StoredRow
from storage.views import Views

KEPT = 4_096
"""Events that are kept in memory as they were read last, some 4 KB each."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as a scope sees it: its state, whose it is, and the log position it is so from."""

    event: Event
    scope: str
    position: int
    _datings: dict[str, Dating] = field(default_factory=dict, compare=False, repr=False)

    @property
    def label(self) -> str:
        """What users call it: E-57 in the corpus, S-3 for a server's own."""
        return label_of(self.event)

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
        """Which claim dates it in a layer of sources; found once, however often an answer asks."""
        if not self._datings:
            self._datings.update(datings(self.event))
        return self._datings[layer]


def told(row: StoredRow) -> Told:
    """The event that a view row holds."""
    event, dated = _known(row.row.state)
    return Told(event, row.scope, row.from_position, dated)


@lru_cache(maxsize=KEPT)
def _known(state: bytes) -> tuple[Event, dict[str, Dating]]:
    """The event of a stored state, and room for its datings: to read both takes most of an answer's time."""
    return decode_state("event", state), {}


def label_of(event: Event) -> str:
    """An event's number as users see and type it."""
    return numbered_label(event.id, event.number)


def claims_in(event: Event, layer: Layer) -> tuple[Claim, ...]:
    """The event's standing claims in a layer of sources."""
    return tuple(
        claim for claim in event.claims if not claim.retracted and (layer == "all" or claim.pack != REFERENCE)
    )


class Notes:
    """The footnotes of one answer: the documents first, then the reference pack, each in order of first
    use."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.footnotes = tuple(footnote(number, source) for number, source in enumerate(sources, start=1))
        self._numbers = {note.source: note.number for note in self.footnotes}

    @classmethod
    async def gather(
        cls, views: Views, at: At, memory: Memory, layer: Layer, events: Iterable[Gist | Told]
    ) -> Notes:
        """Numbers the sources that tell of these events in a layer."""
        events = tuple(events)
        documents = chain.from_iterable(event.sources for event in events)
        references = chain.from_iterable(event.references for event in events if layer == "all")
        ids = tuple(dict.fromkeys(chain(documents, references)))

        async def load(missing: Sequence[str]) -> Mapping[str, Source]:
            rows = await views.get_many(at, "source", missing)
            return {row.row.id: decode_state("source", row.row.state) for row in rows}

        found = await memory.each("source", ids, load)
        return cls(found[id] if id in found else Source(id=id, title=id, label=id) for id in ids)

    def numbers(self, sources: Iterable[str]) -> tuple[int, ...]:
        """The footnote numbers of these sources, ascending, each once."""
        return tuple(sorted({self._numbers[source] for source in sources if source in self._numbers}))

    def entry(self, found: Told, layer: Layer, *, years: int = 0) -> Entry:
        """The event as a line of a list, its dates by source, the leading one first."""
        event = found.event
        claims = claims_in(event, layer)
        dated = found.dated(layer)
        return Entry(
            label=found.label,
            title=event.title,
            kind=event.kind,
            date=dated.date,
            said=self._said(claims, dated.lead),
            contested=dated.contested,
            reference=bool(claims) and all(claim.pack == REFERENCE for claim in claims),
            weight=event.weight,
            note=event.note,
            years=years,
            position=found.position,
        )

    def _said(self, claims: Sequence[Claim], lead: str | None) -> tuple[Said, ...]:
        groups: dict[tuple[str, str], list[Claim]] = {}
        for claim in claims:
            if claim.grade != OWN_KNOWLEDGE or len(claims) == 1:
                groups.setdefault((claim.date, claim.place if claim.elsewhere else ""), []).append(claim)
        led = next((key for key, group in groups.items() if any(claim.id == lead for claim in group)), None)
        ordered = sorted(groups.items(), key=lambda item: (item[0] != led, _order(item[0][0])))
        return tuple(self._one_said(group) for _, group in ordered)

    def _one_said(self, group: list[Claim]) -> Said:
        first = min(group, key=lambda claim: claim.pack == REFERENCE)
        return Said(
            date=parse(first.date),
            words=first.words,
            notes=self.numbers(claim.source for claim in group),
            reference=all(claim.pack == REFERENCE for claim in group),
            place=first.place,
            elsewhere=tuple((parse(other.date), other.place) for claim in group for other in claim.elsewhere),
        )


def footnote(number: int, source: Source) -> Footnote:
    """A source as a footnote; its address is given only where the host was reviewed."""
    return Footnote(
        number=number,
        source=source.id,
        label=source.label or source.title,
        caveat=source.caveat,
        date=date_or_none(source.date),
        url=source.url if source.reviewed else "",
        reference=source.pack == REFERENCE,
        grade=source.grade,
        title=source.title,
        author=source.author,
        publisher=source.publisher,
    )


def date_or_none(edtf: str) -> HistoricalDate | None:
    """The date, or None where there is none."""
    return parse(edtf) if edtf else None


async def read_events(views: Views, at: At, ids: Iterable[str]) -> Mapping[str, Told]:
    """The events with these ids, whole."""
    rows = await views.get_many(at, "event", tuple(dict.fromkeys(ids)))
    return {row.row.id: told(row) for row in rows}


def _order(edtf: str) -> tuple[int, int]:
    date = parse(edtf)
    return date.low, date.high
