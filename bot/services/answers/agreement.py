"""``/agreement``: how one stands on a day, and every dated step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from msgspec.structs import replace

from bot.domain.answers import AgreementAnswer, Answer
from bot.domain.entities import Agreement
from bot.domain.entries import Paging
from bot.domain.gists import Gist
from bot.domain.questions import Choose, Refusal
from bot.services.answers.limits import doubtful, doubts_of, horizon_of, newest_if_contested
from bot.services.answers.standing import Stands, borne_by, events_of, stands_on, told_of, whole_of
from bot.services.inquiry import Inquiry
from bot.services.typed.dates import read_as_of
from bot.services.typed.meaning import meant, one_of
from storage.rows import OPEN_HIGH

DATES = 6
"""Dates of an agreement on one screen; ``/timeline`` pages through all of them."""

AMONG = 2
"""Place, among the dates that tell most, of the neighbours of the days asked about."""

MONTH = 30
"""Days: of two dates as near as that to the day asked about, the one that tells more is shown."""


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
    doubted = doubtful(events, inquiry, bearing)
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


def look_alikes(inquiry: Inquiry, state: Agreement) -> tuple[tuple[str, str], ...]:
    """What it must not be confused with, as (id, short name)."""
    others = (inquiry.names.get("agreement", id) for id in state.unlike)
    return tuple((other.id, other.short) for other in others if other is not None)
