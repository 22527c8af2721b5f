"""How an agreement stands on the days asked about: its steps folded, by all sources and by the documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from bot.domain.entities import MENTIONED, REFERENCE, Agreement
from bot.domain.entries import Standing
from bot.domain.gists import Gist, When
from bot.domain.questions import Layer
from bot.domain.status import ENDED, DatedStep, StatusAt, statuses, steps_in_order
from bot.services.footnotes import Footnotes


def steps_of(agreement: str, events: Iterable[Gist], layer: Layer) -> list[DatedStep]:
    """The dated actions on the agreement that a layer of sources tells; mere mentions are none."""
    found = []
    for gist in events:
        when = gist.when(layer)
        if when is None:
            continue
        for on, action in gist.steps:
            if on == agreement and action != MENTIONED:
                low, high = when.span or when.effect
                found.append(DatedStep(gist.id, gist.label, action, when.edtf, low, high))
    return found


class Acts(NamedTuple):
    """What was done to an agreement by a layer of sources: the events that did it, their dated steps in
    order, and those that the documents alone tell."""

    events: Sequence[Gist]
    steps: Sequence[DatedStep]
    by_documents: Sequence[DatedStep]


def acts_on(agreement: str, events: Sequence[Gist], layer: Layer) -> Acts:
    """What was done to an agreement by any of these events."""
    steps = steps_in_order(steps_of(agreement, events, layer))
    did = {step.event for step in steps}
    acting = [gist for gist in events if gist.id in did]
    alike = layer == "documents" or not any(gist.referenced for gist in acting)
    return Acts(acting, steps, steps if alike else steps_in_order(steps_of(agreement, acting, "documents")))


def standing_of(agreement: Agreement, acts: Acts, days: Sequence[int]) -> Standing:
    """The agreement's standing at the end of each of ``days``, yet without the numbers of footnotes."""
    _, steps, by_documents = acts
    every = statuses(steps, days)
    documents = statuses(by_documents, days) if by_documents != steps else every
    founding = [step for step in steps if step.action == "established"]
    series = [step for step in steps if step.action == "held" and step.date.open_end]
    return Standing(
        agreement=agreement.id,
        name=agreement.name,
        short=agreement.called,
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


def named_by(standing: Standing, events: Iterable[Gist]) -> list[Gist]:
    """Those of the events that the standing names."""
    named = {step.event for step in named_steps(standing)}
    return [gist for gist in events if gist.id in named]


def numbered(standing: Standing, named: Iterable[Gist], layer: Layer, notes: Footnotes) -> Standing:
    """The standing with the footnotes of each event that it names, and the documents' date of it."""
    named = tuple(named)
    whens = {gist.id: gist.when("documents") for gist in named}
    return replace(
        standing,
        numbers={gist.id: notes.numbers(gist.told_by(layer)) for gist in named},
        documented={id: when.date for id, when in whens.items() if when is not None and when.led},
    )


def named_steps(standing: Standing) -> Iterator[DatedStep]:
    """The steps that the statuses of a standing name, as often as they do."""
    yield from (step for step in (standing.founded, standing.series) if step is not None)
    for at in (*standing.status, *(standing.by_documents or ())):
        for one in at.possible:
            steps = (one.standing, one.condition, one.force_from, one.awaiting, one.called_off)
            yield from (step for step in steps if step is not None)


def words_for(at: StatusAt) -> frozenset[str]:
    """The words of the vocabulary that the statuses answer to that may hold: standings, conditions,
    ``in_force``, and ``ended`` in whatever way."""
    steps = [s for status in at.possible for s in (status.standing, status.condition, status.called_off)]
    words = {step.action for step in steps if step is not None}
    in_force = any(status.force for status in at.possible)
    return frozenset(words | ({"in_force"} if in_force else set()) | ({"ended"} if words & ENDED else set()))


def newest_of(events: Iterable[Gist], layer: Layer) -> tuple[Gist, When] | None:
    """The event with the newest leading date, by its first day: a bare year is not newer than a day in it.

    Open-ended ones count by their beginning, intervals by their end.
    """
    dated = [(gist, when) for gist in events if (when := gist.when(layer)) is not None]
    return max(dated, key=lambda one: _newness(one[1]), default=None)


def _newness(when: When) -> tuple[int, int]:
    if when.plain:
        return when.low, -when.high
    date = when.date
    return (date.end.low if date.end is not None else date.low), -date.high


def _shape(folded: Sequence[StatusAt]) -> list[list[tuple[str, str, str]]]:
    """What the statuses say, without the dates by which they say it."""
    return [[(_action(s.standing), _action(s.condition), s.force) for s in at.possible] for at in folded]


def _action(step: DatedStep | None) -> str:
    return f"{step.event} {step.action}" if step is not None else ""
