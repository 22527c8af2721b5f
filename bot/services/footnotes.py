"""Numbers the sources of an answer as footnotes, and makes its events into entries that cite them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from bot.domain.codec import decode_state
from bot.domain.dates import parse
from bot.domain.entities import OWN_KNOWLEDGE, REFERENCE, Claim, Source
from bot.domain.entries import Entry, Footnote, Said
from bot.domain.gists import Gist
from bot.domain.questions import Layer
from bot.services.event_view import EventView, Reading, claims_in, date_or_none


class Footnotes:
    """The footnotes of one answer: first documents, then the reference pack, each in order of first use."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self.footnotes = tuple(footnote(number, source) for number, source in enumerate(sources, start=1))
        self._numbers = {note.source: note.number for note in self.footnotes}

    @classmethod
    async def gather(cls, reading: Reading, layer: Layer, events: Iterable[Gist | EventView]) -> Footnotes:
        """The footnotes for the sources of these events in a layer."""
        events = tuple(events)
        documents = chain.from_iterable(event.sources for event in events)
        references = chain.from_iterable(event.references for event in events if layer == "all")
        ids = tuple(dict.fromkeys(chain(documents, references)))

        async def load(missing: Sequence[str]) -> Mapping[str, Source]:
            rows = await reading.views.get_many(reading.at, "source", missing)
            return {row.row.id: decode_state(Source, row.row.state) for row in rows}

        found = await reading.memory.about_each(ids, "source", load)
        return cls(found[id] if id in found else Source(id=id, title=id, label=id) for id in ids)

    def numbers(self, sources: Iterable[str]) -> tuple[int, ...]:
        """The footnote numbers of these sources, ascending, without repetitions."""
        return tuple(sorted({self._numbers[source] for source in sources if source in self._numbers}))

    def entry(self, found: EventView, layer: Layer, *, years: int = 0) -> Entry:
        """The event as an entry of an answer, with each date that its sources give, the leading one first."""
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
        """The dates that the claims give; own knowledge is left out beside what cites a source."""
        sourced = [claim for claim in claims if claim.grade != OWN_KNOWLEDGE]
        groups: dict[tuple[str, str], list[Claim]] = {}
        for claim in sourced or claims:
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
    """A source as a footnote; its address is given only if it was reviewed."""
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


def _order(edtf: str) -> tuple[int, int]:
    date = parse(edtf)
    return date.low, date.high
