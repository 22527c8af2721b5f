"""How an agreement stands on the days asked about: its dated steps folded into a status.

A handler calls ``status_on`` for one agreement, or ``status_words_on`` to search through many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from bot.domain.dates import parse
from bot.domain.entities import MENTIONED, Agreement
from bot.domain.entries import AgreementStatus
from bot.domain.gists import Gist, When, decode_gist
from bot.domain.questions import Layer
from bot.domain.status import ENDED, STATES, DatedStep, StatusAt, status_at, statuses, steps_in_order
from bot.services.event_view import EventView, event_view
from bot.services.footnotes import Footnotes
from bot.services.inquiry import Inquiry
from storage.rows import CORPUS, OPEN_HIGH, OPEN_LOW, At, StoredGist
from storage.views import Range

PORTION = 20
"""Agreements whose events are read and folded at a time; in between, other questions are answered."""

CHANGED = 3
"""So few agreements have changed since the last search: what is read of them is cached, to be shown next."""

Days = tuple[int, int]
EVER: Days = (OPEN_LOW, OPEN_HIGH)
"""A first and a last day."""

CALENDARS_APART = 2
"""Most days by which the calendars of two places can differ at one moment."""

MOST_EVENTS = 2_000
"""Most events of one agreement that are read, and a status is folded from: the newest."""


def steps_of(agreement: str, events: Iterable[Gist], layer: Layer) -> list[DatedStep]:
    """The dated actions on the agreement, by a layer of sources; events that only mention it have none.

    An interval says how long a state lasted, but of a single act ("signed between 1998 and 2003") only
    within which days it fell.
    """
    found = []
    for gist in events:
        when = gist.when(layer)
        if when is None:
            continue
        for on, action in gist.steps:
            if on == agreement and action != MENTIONED:
                lasts = action in STATES or when.open_end
                low, high = when.effect if lasts else (when.low, when.high)
                low, high = when.span or (low - when.slack, high + when.slack)
                found.append(DatedStep(gist.id, gist.label, action, when.edtf, low, high))
    return found


class AgreementSteps(NamedTuple):
    """What happened to an agreement by a layer of sources.

    ``events`` are those that did something to it, ``steps`` what they did, in order, and ``by_documents``
    the same steps as the documents alone date them.
    """

    events: Sequence[Gist]
    steps: Sequence[DatedStep]
    by_documents: Sequence[DatedStep]


def agreement_steps(agreement: str, events: Sequence[Gist], layer: Layer) -> AgreementSteps:
    """What these events did to an agreement."""
    steps = steps_in_order(steps_of(agreement, events, layer))
    with_step = {step.event for step in steps}
    acting = [gist for gist in events if gist.id in with_step]
    if layer == "documents" or not any(gist.referenced for gist in acting):
        return AgreementSteps(acting, steps, steps)
    return AgreementSteps(acting, steps, steps_in_order(steps_of(agreement, acting, "documents")))


def fold_status(agreement: Agreement, done: AgreementSteps, days: Sequence[int]) -> AgreementStatus:
    """The agreement's status at the end of each of ``days``, still without entries (see ``with_entries``)."""
    by_all = statuses(done.steps, days)
    founding = [step for step in done.steps if step.action == "established"]
    series = [step for step in done.steps if step.action == "held" and step.date.open_end]
    return AgreementStatus(
        agreement=agreement,
        by_all=by_all,
        by_documents=_by_documents(done, by_all, days),
        founded=min(founding, key=lambda step: step.high, default=None),
        series=min(series, key=lambda step: step.high, default=None),
    )


def _by_documents(
    done: AgreementSteps, by_all: tuple[StatusAt, ...], days: Sequence[int]
) -> tuple[StatusAt, ...] | None:
    """The statuses by the documents alone: None if they say the same, empty if they date no step."""
    if done.by_documents == done.steps:
        return None
    found = statuses(done.by_documents, days) if done.by_documents else ()
    return None if _shape(found) == _shape(by_all) else found


def _shape(folded: Sequence[StatusAt]) -> list[list[tuple[str, str, str]]]:
    """What the statuses say, without dates: to compare whether two layers of sources say the same."""
    return [[(_action(s.standing), _action(s.condition), s.force) for s in at.possible] for at in folded]


def _action(step: DatedStep | None) -> str:
    return f"{step.event} {step.action}" if step is not None else ""


def named_by(status: AgreementStatus, events: Iterable[Gist]) -> list[Gist]:
    """Those of the events that the status names: an answer needs their entries and footnotes."""
    named = _named(status)
    return [gist for gist in events if gist.id in named]


def _named(status: AgreementStatus) -> set[str]:
    """The ids of the events that a status names."""
    every = [one for at in (*status.by_all, *(status.by_documents or ())) for one in at.possible]
    steps = [status.founded, status.series]
    for one in every:
        steps += (one.standing, one.condition, one.force_from, one.awaiting, one.called_off)
    return {status.elsewhere, *(step.event for step in steps if step is not None)}


def with_entries(
    status: AgreementStatus, views: Mapping[str, EventView], layer: Layer, notes: Footnotes
) -> AgreementStatus:
    """The status as an answer shows it: with entries, citing ``notes``, of the events that it names."""
    named = _named(status)
    return replace(status, entries={id: notes.entry(views[id], layer) for id in views if id in named})


class StatusWithEvents(NamedTuple):
    """An agreement's status together with the events behind it.

    ``acting`` are the events that did something to the agreement, ``named`` those that the status names.
    """

    status: AgreementStatus
    acting: Sequence[Gist]
    named: Sequence[Gist]


async def status_on(inquiry: Inquiry, state: Agreement, days: Sequence[int]) -> StatusWithEvents:
    """How the agreement stands at the end of each of ``days``."""
    done = await _done_to(inquiry, state.id)

    async def fold() -> AgreementStatus:
        status = fold_status(state, done, days)
        return replace(
            status,
            changed=await _changed_here(inquiry, status, done.events),
            elsewhere=_taken_elsewhere(done.events, days, inquiry.layer),
        )

    key = ("status", inquiry.layer, tuple(days))
    status = await inquiry.memory.about(state.id, key, fold)
    return StatusWithEvents(status, done.events, named_by(status, done.events))


async def _done_to(inquiry: Inquiry, agreement: str) -> AgreementSteps:
    """What happened to an agreement, cached until something else does."""

    async def load() -> AgreementSteps:
        return agreement_steps(agreement, await events_of(inquiry, agreement), inquiry.layer)

    return await inquiry.memory.large_about(agreement, ("steps", inquiry.layer), load)


def _taken_elsewhere(events: Sequence[Gist], days: Sequence[int], layer: Layer) -> str:
    """The id of the first event that, on the one day asked about, had happened by some calendars only.

    Its leading date is later than that day, but a source dates it by another place, where it was not.
    """
    for gist in events if len(days) == 1 else ():
        when = gist.when(layer)
        later = when is not None and when.led and 0 < when.low - days[0] <= CALENDARS_APART
        if later and any(parse(said).high <= days[0] for said in gist.days_said(layer)):
            return gist.id
    return ""


async def _changed_here(inquiry: Inquiry, status: AgreementStatus, events: Sequence[Gist]) -> frozenset[str]:
    """The ids of shipped events that the status names and whose steps the asking server has changed."""
    if inquiry.at.scope is None:
        return frozenset()
    views = await inquiry.event_views(named_by(status, events))
    here = {id: view for id, view in views.items() if view.scope != CORPUS}
    rows = await inquiry.views.get_many(At(None, inquiry.at.position), "event", tuple(here))
    shipped = map(event_view, rows)
    return frozenset(one.event.id for one in shipped if one.event.steps != here[one.event.id].event.steps)


async def events_of(inquiry: Inquiry, agreement: str) -> Sequence[Gist]:
    """The agreement's events in the layer asked for, oldest first; the newest ``MOST_EVENTS`` at most."""

    async def load() -> Sequence[Gist]:
        return _dated(await inquiry.views.gists_about(inquiry.at, agreement), inquiry.layer)

    return await inquiry.memory.large_about(agreement, ("events", inquiry.layer), load)


def _dated(stored: Iterable[StoredGist], layer: Layer) -> Sequence[Gist]:
    events = [(one.serial, decode_gist(one.gist)) for one in stored]
    dated = [(when, gist, n) for n, gist in events if (when := gist.when(layer)) is not None]
    if len(dated) > MOST_EVENTS:
        dated.sort(key=lambda one: (one[0].first, one[0].last, one[1].number, one[2]))
        dated = dated[-MOST_EVENTS:]
    dated.sort(key=lambda one: (*_place(one[0]), one[1].number, -one[2]))
    return tuple([gist for _, gist, _ in dated])


def in_order(events: Iterable[Gist], inquiry: Inquiry, time: Days = EVER) -> list[Gist]:
    """The events in order of date.

    An open-ended one ("since June 2012") is placed at the end of the time in which it may have begun, one
    whose dates contradict at the first of them that lies in ``time``.
    """
    return sorted(events, key=by_date(inquiry.layer, time))


def begun_by(events: Sequence[Gist], last: int, layer: Layer) -> list[Gist]:
    """The events that had surely begun by a day; one without a dated beginning, if it had ended by then."""
    whens = ((gist, gist.when(layer)) for gist in events)
    return [g for g, when in whens if when and (when.high if when.open_start else when.low) <= last]


async def unread(inquiry: Inquiry, agreement: str, events: Sequence[Gist]) -> int:
    """How many events of an agreement there are beside those that ``events_of`` gave: older ones."""
    if len(events) < MOST_EVENTS:
        return 0
    return await inquiry.count(Range(inquiry.layer, links=(("agreement", agreement),))) - len(events)


def by_date(layer: Layer, time: Days = EVER) -> Callable[[Gist], tuple[int, int, int]]:
    """The key by which events are sorted by date, as by ``in_order``; those without one come last."""

    def place(gist: Gist) -> tuple[int, int, int]:
        when = gist.when(layer)
        return (*(_place(when, time) if when is not None else (OPEN_HIGH, OPEN_HIGH)), gist.number)

    return place


def _place(when: When, time: Days = EVER) -> tuple[int, int]:
    if when.plain or not when.open_end:
        return when.days_within(*time)
    start = when.date.start
    return (start.high if start is not None else when.high, when.high)


def words_for(at: StatusAt) -> frozenset[str]:
    """The status words under which ``/find`` finds an agreement of this status.

    These are the standing and condition of each status that may hold, ``in_force``, and ``ended`` for
    whatever way of ending.
    """
    steps = [s for status in at.possible for s in (status.standing, status.condition, status.called_off)]
    words = {step.action for step in steps if step is not None}
    in_force = any(status.force for status in at.possible)
    return frozenset(words | ({"in_force"} if in_force else set()) | ({"ended"} if words & ENDED else set()))


async def status_words_on(
    inquiry: Inquiry, agreements: Sequence[str], day: int
) -> Mapping[str, frozenset[str]]:
    """By agreement, the status words (``words_for``) under which it is found at the end of a day."""
    layer = inquiry.layer

    async def fold(missing: Sequence[str]) -> Mapping[str, frozenset[str]]:
        if len(missing) <= CHANGED:
            done = {one: await _done_to(inquiry, one) for one in missing}
            return {one: words_for(statuses(what.steps, (day,))[0]) for one, what in done.items()}
        found = {}
        for start in range(0, len(missing), PORTION):
            some = missing[start : start + PORTION]
            about = await inquiry.views.gists_about_each(inquiry.at, some)
            for one, stored in zip(some, about, strict=True):
                steps = steps_of(one, _dated(stored, layer), layer)
                found[one] = words_for(status_at(steps, day))
        return found

    return await inquiry.memory.about_each(agreements, ("status words", layer, day), fold)


def bearing_on(found: AgreementStatus) -> Mapping[str, int]:
    """The events that the statuses asked for rest on, each with how much it matters if it is in doubt.

    Events from which a status is only inferred matter most.
    """
    every = [status for at in found.by_all for status in at.possible]
    steps = [step for s in every for step in (s.standing, s.condition, s.awaiting, s.called_off)]
    inferred = [s.force_from for s in every if s.force == "inferred"]
    return {
        **{step.event: 3 for step in steps if step is not None},
        **{step.event: 4 for step in inferred if step is not None},
    }
