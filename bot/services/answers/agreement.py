"""Answers about one agreement: its status on a day and every dated step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from bot.domain.answers import AgreementAnswer, Answer
from bot.domain.dates import parse
from bot.domain.entities import Agreement
from bot.domain.entries import Doubt, Horizon, Paging, Standing
from bot.domain.gists import Gist, When, decode_gist
from bot.domain.questions import Choose, Layer, Refusal
from bot.domain.status import status_at
from bot.services.answers.standing import (
    Acts,
    acts_on,
    named_by,
    named_steps,
    newest_of,
    numbered,
    standing_of,
    steps_of,
    words_for,
)
from bot.services.footnotes import Footnotes
from bot.services.inquiry import Inquiry, one_of
from bot.services.told import Told, claims_in
from bot.services.typed.dates import read_as_of
from bot.services.typed.meaning import meant
from storage.rows import OPEN_HIGH, StoredGist

DATES = 6
"""Dates of an agreement on one screen; ``/timeline`` pages through all of them."""

NOTHING: Mapping[str, int] = MappingProxyType({})

AMONG = 2
"""Place, among the dates that tell most, of the neighbours of the days asked about."""

MONTH = 30
"""Days: of two dates as near as that to the day asked about, the one that tells more is shown."""

PORTION = 20
"""Agreements whose events are read in one go: others get their answers in between."""

APART = 2
"""Most days between what the calendars of two places say at one moment."""

LINKED = 400
"""Most events of one agreement that a status is folded from."""


async def agreement(inquiry: Inquiry) -> Answer:
    """``/agreement``: status today or on a date, with every dated step."""
    typed = inquiry.option("name")
    found = one_of(inquiry, typed, await meant(inquiry, typed, ("agreement",)), "name")
    if isinstance(found, Refusal | Choose):
        return found
    as_of = read_as_of(inquiry)
    if isinstance(as_of, Refusal | Choose):
        return as_of
    state = inquiry.names.agreements[found.id]
    events = await events_of(inquiry, state.id)
    full = inquiry.option("as") == "file"
    stands = await stands_on(inquiry, state, inquiry.days(as_of))
    bearing = borne_by(stands.standing)
    tells = telling(stands, events, bearing, inquiry)
    shown = events if full else [gist for gist in events if gist.id in tells]
    doubted = doubtful(events, inquiry, bearing=bearing)
    whole = await whole_of(inquiry, shown, doubted, newest_if_contested(events, inquiry))
    notes = await inquiry.footnotes([*shown, *stands.named, *doubted])
    return AgreementAnswer(
        question=inquiry.question,
        standing=stands.told(inquiry, notes),
        aliases=state.names,
        look_alikes=look_alikes(inquiry, state),
        as_of=as_of,
        layer=inquiry.layer,
        entries=tuple(
            replace(notes.entry(told, inquiry.layer), weight=tells.get(told.event.id, 0))
            for told in told_of(shown, whole)
        ),
        doubts=doubts_of(state, told_of(doubted, whole), inquiry, notes),
        horizon=horizon_of(events, inquiry, whole, stands.acting),
        footnotes=notes.footnotes,
        paging=Paging(1, 1, len(events)),
        today=inquiry.asker.today,
    )


def telling(
    stands: Stands,
    events: Sequence[Gist],
    bearing: Mapping[str, int],
    inquiry: Inquiry,
) -> Mapping[str, int]:
    """The events that tell most about the status asked for, with how much: what it rests on, steps before
    mentions, the near and heavy first; what came last before those days and the next step after them are
    among the first."""
    steps = {gist.id for gist in stands.acting}
    days = [at.day for at in stands.standing.status]
    first, last = days[0], days[-1]

    def distance(gist: Gist) -> float:
        when = gist.when(inquiry.layer)
        low, high = first, first
        if when is not None:
            low, high = when.effect if when.open_end else when.span or (when.low, when.high)
        away = max(0, first - high, min(low, OPEN_HIGH) - last)
        rest = (1 if gist.id in steps else 6) / (1 + 2 * bearing.get(gist.id, 0))
        return (away / MONTH + 1) / gist.weight**2 * rest

    nearest = sorted(events, key=distance)
    later = [gist for gist in nearest if gist.id in steps] or nearest
    for neighbour in (_next_after(last, later, inquiry), _last_before(first, nearest, inquiry)):
        if neighbour is not None and neighbour not in nearest[: AMONG + 1]:
            nearest.remove(neighbour)
            nearest.insert(min(AMONG, len(nearest)), neighbour)
    return {gist.id: DATES - place for place, gist in enumerate(nearest[:DATES])}


def _next_after(day: int, events: Sequence[Gist], inquiry: Inquiry) -> Gist | None:
    dated = [(when.first, gist) for gist in events if (when := gist.when(inquiry.layer)) is not None]
    return min((one for one in dated if one[0] > day), key=itemgetter(0), default=(0, None))[1]


def _last_before(day: int, events: Sequence[Gist], inquiry: Inquiry) -> Gist | None:
    dated = [(when.last, gist) for gist in events if (when := gist.when(inquiry.layer)) is not None]
    return max((one for one in dated if one[0] < day), key=itemgetter(0), default=(0, None))[1]


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


async def whole_of(inquiry: Inquiry, *events: Iterable[Gist]) -> Mapping[str, Told]:
    """The events themselves for their gists, by id."""
    return await inquiry.whole(gist.id for gist in chain.from_iterable(events))


def told_of(events: Iterable[Gist], whole: Mapping[str, Told]) -> list[Told]:
    """The events themselves for their gists."""
    return [whole[gist.id] for gist in events if gist.id in whole]


def look_alikes(inquiry: Inquiry, state: Agreement) -> tuple[tuple[str, str], ...]:
    """What it must not be confused with, as (id, short name)."""
    others = (inquiry.names.get("agreement", id) for id in state.unlike)
    return tuple((other.id, other.short) for other in others if other is not None)


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


def doubtful(
    events: Sequence[Gist], inquiry: Inquiry, limit: int = 3, bearing: Mapping[str, int] = NOTHING
) -> list[Gist]:
    """The events with something disputed or unknown about them: contested ones, those that the status rests
    on and heavy ones first."""

    def contested(gist: Gist) -> bool:
        when = gist.when(inquiry.layer)
        return when is not None and when.contested

    def matter(gist: Gist) -> int:
        return gist.weight + 3 * contested(gist) + bearing.get(gist.id, 0)

    found = [gist for gist in events if gist.noted or contested(gist)]
    return sorted(found, key=lambda gist: -matter(gist))[:limit]


def doubts_of(
    state: Agreement | None, doubted: Sequence[Told], inquiry: Inquiry, notes: Footnotes
) -> tuple[Doubt, ...]:
    """What is disputed or unknown, in the record's words: of the agreement itself, then of its events."""
    doubts = [Doubt("silent", state.note)] if state is not None and state.note else []
    for found in doubted:
        contested = found.dated(inquiry.layer).contested
        claims = claims_in(found.event, inquiry.layer)
        by_documents = claims_in(found.event, "documents")
        numbers = notes.numbers(claim.source for claim in (claims if contested else by_documents or claims))
        if found.event.note:
            note, title = found.event.note, found.event.title
            doubts.append(Doubt("disputed" if contested else "unsure", note, numbers, title))
        else:
            doubts.append(Doubt("dates", found.event.title, numbers))
    return tuple(doubts)


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
        words = await _interval_words(inquiry, standing, acts.events)
        return replace(standing, words=words, elsewhere=_taken_elsewhere(acts.events, days, inquiry.layer))

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


def newest_if_contested(events: Sequence[Gist], inquiry: Inquiry) -> list[Gist]:
    """The event that the record reaches to, where its sources contradict each other: ``horizon_of`` needs it
    whole."""
    newest = newest_of(events, inquiry.layer)
    return [newest[0]] if newest is not None and newest[1].contested else []


def horizon_of(
    events: Sequence[Gist], inquiry: Inquiry, whole: Mapping[str, Told], acting: Sequence[Gist] = ()
) -> Horizon:
    """How far the record reaches for these events, by all sources and by the documents alone; it begins with
    the first of what did something to the agreement that is asked about (``acting``, oldest first)."""
    newest = newest_of(events, inquiry.layer)
    latest = newest[1].date if newest is not None else None
    beyond = inquiry.layer == "all" and any(gist.referenced for gist in events)
    documented_end = newest_of(events, "documents") if beyond else newest
    documents = documented_end[1].date if documented_end is not None else None
    first = acting[0] if acting else None
    documented = first.when("documents") if first is not None else None
    when = documented or (first.when(inquiry.layer) if first is not None else None)
    return Horizon(
        latest,
        documents,
        reference=beyond and latest != documents,
        earliest=when.date if when else None,
        earliest_by_reference=first is not None and documented is None,
        contested=tuple(whole[newest[0].id].contradicting(inquiry.layer))
        if newest is not None and newest[1].contested and newest[0].id in whole
        else (),
    )
