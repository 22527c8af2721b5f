"""How an agreement stands on the days asked about: its steps folded, by all sources and by the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from bot.domain.dates import parse
from bot.domain.entities import MENTIONED, REFERENCE, Agreement
from bot.domain.entries import Standing
from bot.domain.gists import Gist, When, decode_gist
from bot.domain.questions import Layer
from bot.domain.status import ENDED, DatedStep, StatusAt, status_at, statuses, steps_in_order
from bot.services.footnotes import Footnotes
from bot.services.inquiry import Inquiry
from bot.services.told import Told, told
from storage.rows import CORPUS, OPEN_HIGH, At, StoredGist

PORTION = 20
"""Agreements whose events are read in one go: others get their answers in between."""

APART = 2
"""Most days between what the calendars of two places say at one moment."""

LINKED = 400
"""Most events of one agreement that a status is folded from."""


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


def _shape(folded: Sequence[StatusAt]) -> list[list[tuple[str, str, str]]]:
    """What the statuses say, without the dates by which they say it."""
    return [[(_action(s.standing), _action(s.condition), s.force) for s in at.possible] for at in folded]


def _action(step: DatedStep | None) -> str:
    return f"{step.event} {step.action}" if step is not None else ""


class Stands(NamedTuple):
    """How an agreement stands, yet without footnotes; what was done to it, and which of that it names."""

    state: Agreement
    standing: Standing
    acting: Sequence[Gist]
    named: Sequence[Gist]

    def told(self, inquiry: Inquiry, notes: Footnotes) -> Standing:
        """The standing with its footnotes, and its parties by name."""
        parties = inquiry.names.names_of("party", self.state.parties)
        return replace(numbered(self.standing, self.named, inquiry.layer, notes), parties=parties)


async def stands_on(inquiry: Inquiry, state: Agreement, days: Sequence[int]) -> Stands:
    """How the agreement stands at the end of each of ``days``."""

    async def act() -> Acts:
        return acts_on(state.id, await events_of(inquiry, state.id), inquiry.layer)

    acts = await inquiry.memory.lately_about(state.id, ("acts", inquiry.layer), act)

    async def fold() -> Standing:
        standing = standing_of(state, acts, days)
        return replace(
            standing,
            words=await _interval_words(inquiry, standing, acts.events),
            changed=await _changed_here(inquiry, standing),
            elsewhere=_taken_elsewhere(acts.events, days, inquiry.layer),
        )

    key = ("standing", inquiry.layer, tuple(days))
    standing = await inquiry.memory.about(state.id, key, fold)
    return Stands(state, standing, acts.events, named_by(standing, acts.events))


def _taken_elsewhere(events: Sequence[Gist], days: Sequence[int], layer: Layer) -> str:
    """The label of the first step that is later than the one day asked about, but not everywhere."""
    for gist in events if len(days) == 1 else ():
        when = gist.when(layer)
        later = when is not None and when.led and 0 < when.low - days[0] <= APART
        if later and any(parse(said).high <= days[0] for said in gist.days_said(layer)):
            return gist.label
    return ""


async def _interval_words(inquiry: Inquiry, standing: Standing, events: Sequence[Gist]) -> Mapping[str, str]:
    """What the sources call the intervals that a standing names ("since the late 2000s"), by event."""
    dates = {step.event: step.edtf for step in named_steps(standing) if "/" in step.edtf}
    if not dates:
        return {}
    whole = await inquiry.whole(gist.id for gist in events if gist.id in dates)
    claims = ((id, claim) for id, told in whole.items() for claim in told.event.claims)
    return {id: claim.words for id, claim in claims if claim.date == dates[id] and not claim.retracted}


async def _changed_here(inquiry: Inquiry, standing: Standing) -> frozenset[str]:
    """Of the shipped events that a standing names, those of which the asking server changed what they did."""
    named = {step.event for step in named_steps(standing)} if inquiry.at.scope is not None else ()
    here = {one.event.id: one for one in (await inquiry.whole(named)).values() if one.scope != CORPUS}
    shipped = await inquiry.views.get_many(At(None, inquiry.at.position), "event", tuple(here))
    return frozenset(row.row.id for row in shipped if told(row).event.steps != here[row.row.id].event.steps)


async def events_of(inquiry: Inquiry, agreement: str) -> Sequence[Gist]:
    """The agreement's events in a layer of sources, oldest first; of very many the newest."""

    async def load() -> Sequence[Gist]:
        return _dated(await inquiry.views.gists_about(inquiry.at, agreement), inquiry.layer)

    return await inquiry.memory.lately_about(agreement, ("events", inquiry.layer), load)


def _dated(stored: Iterable[StoredGist], layer: Layer) -> Sequence[Gist]:
    events = [(one.serial, decode_gist(one.gist)) for one in stored]
    dated = [(when, gist, n) for n, gist in events if (when := gist.when(layer)) is not None]
    if len(dated) > LINKED:
        dated.sort(key=lambda one: (one[0].first, one[0].last, one[1].number, one[2]))
        dated = dated[-LINKED:]
    dated.sort(key=lambda one: (*_place(one[0]), one[1].number, -one[2]))
    return tuple([gist for _, gist, _ in dated])


def in_order(events: Iterable[Gist], inquiry: Inquiry) -> list[Gist]:
    """The events in order of date; one without an end stands where it began, after what is dated inside."""
    return sorted(events, key=_by_date(inquiry.layer))


def _by_date(layer: Layer) -> Callable[[Gist], tuple[int, int, int]]:
    def place(gist: Gist) -> tuple[int, int, int]:
        when = gist.when(layer)
        return (*(_place(when) if when is not None else (OPEN_HIGH, OPEN_HIGH)), gist.number)

    return place


def _place(when: When) -> tuple[int, int]:
    return (when.low, when.high) if when.plain or not when.open_end else (when.effect[1], when.high)


async def status_words_on(
    inquiry: Inquiry, agreements: Sequence[str], day: int
) -> Mapping[str, frozenset[str]]:
    """By what words many agreements may be found for how they stand at the end of a day."""
    layer = inquiry.layer

    async def fold(missing: Sequence[str]) -> Mapping[str, frozenset[str]]:
        found = {}
        for start in range(0, len(missing), PORTION):
            some = missing[start : start + PORTION]
            about = await inquiry.views.gists_about_each(inquiry.at, some)
            for one, stored in zip(some, about, strict=True):
                steps = steps_of(one, _dated(stored, layer), layer)
                found[one] = words_for(status_at(steps, day))
        return found

    return await inquiry.memory.about_each(agreements, ("status", layer, day), fold)


def borne_by(standing: Standing) -> Mapping[str, int]:
    """The events that the statuses asked for rest on, by how much their doubts matter: most, what a status
    is inferred from."""
    every = [status for at in standing.status for status in at.possible]
    steps = [step for s in every for step in (s.standing, s.condition, s.awaiting, s.called_off)]
    inferred = [s.force_from for s in every if s.force == "inferred"]
    return {
        **{step.event: 3 for step in steps if step is not None},
        **{step.event: 4 for step in inferred if step is not None},
    }


async def whole_of(inquiry: Inquiry, *events: Iterable[Gist]) -> Mapping[str, Told]:
    """The events themselves for their gists, by id."""
    return await inquiry.whole(gist.id for gist in chain.from_iterable(events))


def told_of(events: Iterable[Gist], whole: Mapping[str, Told]) -> list[Told]:
    """The events themselves for their gists."""
    return [whole[gist.id] for gist in events if gist.id in whole]
