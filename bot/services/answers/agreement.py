"""``/agreement``: the status of one agreement on a day, and its dated steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from msgspec.structs import replace

from bot.domain.answers import AgreementAnswer, Answer
from bot.domain.entities import Agreement
from bot.domain.entries import Paging
from bot.domain.gists import Gist
from bot.domain.questions import Choose, Refusal
from bot.services.answers.limits import doubtful, doubts_of, horizon_of, reached_by
from bot.services.answers.status import (
    StatusWithEvents,
    bearing_on,
    begun_by,
    events_of,
    status_on,
    unread,
    with_entries,
)
from bot.services.inquiry import Inquiry
from bot.services.typed.dates import read_as_of
from bot.services.typed.meaning import meant, one_of
from storage.rows import OPEN_HIGH

DATES = 6
"""Events of an agreement on one screen; ``/timeline`` pages through all of them."""

NEIGHBOURS_AT = 2
"""Index in the ranking to which the last event before the days asked about, and the next after, move up."""

MONTH = 30
"""Days that double an event's distance in the ranking: within a month, weight decides rather than
nearness."""


async def agreement(inquiry: Inquiry) -> Answer:
    """``/agreement``: the status today or on a date, with the events that tell most about it."""
    typed = inquiry.option("name")
    named = one_of(inquiry, typed, await meant(inquiry, typed, ("agreement",)), "name")
    if isinstance(named, Refusal | Choose):
        return named
    as_of = read_as_of(inquiry)
    if isinstance(as_of, Refusal | Choose):
        return as_of
    state = inquiry.names.agreements[named.id]
    events = await events_of(inquiry, state.id)
    full = inquiry.option("as") == "file"
    found = await status_on(inquiry, state, inquiry.days(as_of))
    bearing = bearing_on(found.status)
    weights = most_telling(found, events, bearing, inquiry)
    shown = events if full else [gist for gist in events if gist.id in weights]
    doubted = doubtful(events, inquiry, bearing)
    begun = begun_by(events, inquiry.days(as_of)[-1], inquiry.layer)
    reaching = events if as_of is not None else begun or events
    reached = reached_by(reaching, inquiry, found.acting)
    in_full = {gist.id for gist in (*begun, *found.named)}
    views = await inquiry.event_views([*shown, *found.named, *doubted, *reached])
    notes = await inquiry.footnotes([*shown, *found.named, *doubted])
    return AgreementAnswer(
        question=inquiry.question,
        status=with_entries(found.status, views, inquiry.layer, notes),
        look_alikes=look_alikes(inquiry, state),
        as_of=as_of,
        layer=inquiry.layer,
        entries=tuple(
            replace(notes.entry(views[gist.id], inquiry.layer), weight=weights.get(gist.id, 0))
            for gist in shown
            if gist.id in views
        ),
        doubts=doubts_of(state, doubted, views, inquiry, notes),
        horizon=horizon_of(reaching, inquiry, views, found.acting),
        footnotes=notes.footnotes,
        paging=Paging(1, 1, len(events)),
        today=inquiry.asker.today,
        more=sum(id not in weights for id in in_full) + await unread(inquiry, state.id, events),
        later=frozenset(gist.label for gist in shown if gist.id not in in_full),
    )


def most_telling(
    found: StatusWithEvents,
    events: Sequence[Gist],
    bearing: Mapping[str, int],
    inquiry: Inquiry,
) -> Mapping[str, int]:
    """The ids of the ``DATES`` events that tell most about the status asked for, each with a weight.

    The greatest weight stays longest where the screen is too small. An event ranks higher the nearer it is to
    the days asked about, the heavier it is, if it is a step and not a mere mention, and if the status rests
    on it (``bearing``). The last event before those days and the next step after them are moved up.
    """
    steps = {gist.id for gist in found.acting}
    days = [at.day for at in found.status.by_all]
    first, last = days[0], days[-1]

    def distance(gist: Gist) -> float:
        when = gist.when(inquiry.layer)
        low, high = first, first
        if when is not None:
            low, high = when.effect if when.open_end else when.span or (when.low, when.high)
        away = max(0, first - high, min(low, OPEN_HIGH) - last)
        relevance = (1 + 2 * bearing.get(gist.id, 0)) / (1 if gist.id in steps else 6)
        return (away / MONTH + 1) / gist.weight**2 / relevance

    nearest = sorted(events, key=distance)
    later = [gist for gist in nearest if gist.id in steps] or nearest
    for neighbour in (_next_after(last, later, inquiry), _last_before(first, nearest, inquiry)):
        if neighbour is not None and neighbour not in nearest[: NEIGHBOURS_AT + 1]:
            nearest.remove(neighbour)
            nearest.insert(min(NEIGHBOURS_AT, len(nearest)), neighbour)
    return {gist.id: DATES - place for place, gist in enumerate(nearest[:DATES])}


def _next_after(day: int, events: Sequence[Gist], inquiry: Inquiry) -> Gist | None:
    dated = [(when.first, gist) for gist in events if (when := gist.when(inquiry.layer)) is not None]
    return min((one for one in dated if one[0] > day), key=itemgetter(0), default=(0, None))[1]


def _last_before(day: int, events: Sequence[Gist], inquiry: Inquiry) -> Gist | None:
    dated = [(when.last, gist) for gist in events if (when := gist.when(inquiry.layer)) is not None]
    return max((one for one in dated if one[0] <= day), key=itemgetter(0), default=(0, None))[1]


def look_alikes(inquiry: Inquiry, state: Agreement) -> tuple[tuple[str, str], ...]:
    """The agreements that this one is easily confused with, as (id, short name)."""
    others = (inquiry.names.get("agreement", id) for id in state.unlike)
    return tuple((other.id, other.short) for other in others if other is not None)
