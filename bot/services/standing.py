"""How an agreement stands: its dated steps folded for the days asked about, by all sources and by the
documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.answers import Layer, Standing
from bot.domain.dates import HistoricalDate
from bot.domain.events import REFERENCE, Agreement
from bot.domain.project import effect, span_of
from bot.domain.status import DatedStep, Status, StatusAt, status_at
from bot.services.notes import Notes, Told, claims_in


def steps_of(agreement: str, events: Iterable[Told], layer: Layer) -> list[DatedStep]:
    """The dated actions on the agreement that a layer of sources tells; mere mentions are none."""
    steps = []
    for found in events:
        acts = [s.action for s in found.event.steps if s.agreement == agreement and s.action != "mentioned"]
        if not acts:
            continue
        dated = found.dated(layer)
        span = span_of(found.event, dated)
        if dated.date is None or span is None:
            continue
        low, high = span if dated.contested else effect(dated.date)
        steps += [DatedStep(found.event.id, found.label, action, dated.date, low, high) for action in acts]
    return steps


def standing_of(agreement: Agreement, events: Sequence[Told], days: Sequence[int], layer: Layer) -> Standing:
    """The agreement's standing at the end of each of ``days``, yet without the numbers of footnotes."""
    steps = steps_of(agreement.id, events, layer)
    alike = all(found.dated("documents") is found.dated(layer) for found in events)
    by_documents = steps if alike else steps_of(agreement.id, events, "documents")
    every = tuple(status_at(steps, day) for day in days)
    documents = tuple(status_at(by_documents, day) for day in days) if by_documents != steps else every
    founding = [step for step in steps if step.action == "established"]
    series = [step for step in steps if step.action == "held" and step.date.open_end]
    return Standing(
        agreement=agreement.id,
        name=agreement.name,
        short=agreement.short or agreement.name,
        type=agreement.type,
        parties=agreement.parties,
        status=every,
        by_documents=documents if by_documents and _shape(documents) != _shape(every) else None,
        documents_silent=not by_documents,
        numbers={},
        founded=min(founding, key=lambda step: step.high, default=None),
        series=min(series, key=lambda step: step.high, default=None),
        named_by_documents=agreement.pack != REFERENCE,
    )


def numbered(standing: Standing, events: Iterable[Told], layer: Layer, notes: Notes) -> Standing:
    """The standing with the footnotes of each event."""
    numbers = {found.event.id: notes.numbers(claims_in(found.event, layer)) for found in events}
    return replace(standing, numbers=numbers)


def matches(status: Status, wanted: str) -> bool:
    """Whether a status answers to a word of the vocabulary: a standing, a condition, or ``in_force``."""
    if wanted == "in_force":
        return bool(status.force)
    return any(step is not None and step.action == wanted for step in (status.standing, status.condition))


def latest_of(events: Iterable[Told], layer: Layer) -> HistoricalDate | None:
    """The newest leading date among the events, by its first day: a bare year is not newer than a day in it.

    Open-ended ones count by their beginning, intervals by their end.
    """
    dates = [found for found in (told.dated(layer).date for told in events) if found is not None]
    return max(dates, key=_newness, default=None)


def _newness(date: HistoricalDate) -> tuple[int, int]:
    low, high = effect(date)
    if date.open_end:
        return low, -high
    return (date.end.low, -date.high) if date.end is not None else (date.low, -date.high)


def _shape(folded: Sequence[StatusAt]) -> list[list[tuple[str, str, str]]]:
    """What the statuses say, without the dates by which they say it."""
    return [[(_action(s.standing), _action(s.condition), s.force) for s in at.possible] for at in folded]


def _action(step: DatedStep | None) -> str:
    return f"{step.event} {step.action}" if step is not None else ""
