"""Chooses what a briefing shows: the events that matter most, and the agreements whose status it gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from bot.domain.entities import MENTIONED
from bot.domain.facts import Fact
from bot.domain.gists import Gist
from bot.domain.questions import AsOf
from bot.domain.status import ENDED
from bot.services.answers.limits import doubtful
from bot.services.answers.status import EVER, Days, StatusWithEvents, bearing_on, in_order, status_on
from bot.services.inquiry import Inquiry
from storage.rows import OPEN_HIGH

DATES = 7
"""Events on one screen."""

STATUSES = 3
"""Agreements whose status a briefing about parties, a theme or a period gives on one screen."""

CONSIDERED = 12
"""Agreements with the heaviest events, from which those are chosen; the full text gives all of these."""

YEAR = 365.25
HEAVY, TITLED = 3, 2
"""Weight that is added to events that the status asked about rests on, and to those with the name that was
typed in their titles."""
BETWEEN, RECENT = 3, 3
"""What is added to twice an event's weight: ``BETWEEN`` if it is between exactly the parties asked about,
``RECENT`` if it came on the very day that is looked back to (half of it for a year before, and so on)."""
FRESH = 2
"""By how many times its own weight a step just taken gains; by half as much a year later, and so on."""

About = Literal["agreement", "parties", "theme", "period"]


class Subject(msgspec.Struct, frozen=True):
    """What a briefing is about: its heaviest events, of ``total`` in all, and its agreements' status.

    ``titled`` are the ids of events with the name that was typed in their titles: a theme that is asked for
    as "Yasukuni" is of much else besides.
    """

    name: Fact
    about: About
    parties: tuple[str, ...]
    events: Sequence[Gist]
    total: int
    statuses: Sequence[StatusWithEvents]
    titled: frozenset[str] = frozenset()


class Choice(msgspec.Struct, frozen=True):
    """The events that a briefing shows, in order of date, and those about which it tells a doubt.

    Where the screen is too small, the event with the greatest of the ``weights`` stays longest. ``total`` is
    the number of events in all, ``silent`` whether all of them began before the period asked about.
    """

    shown: Sequence[Gist]
    doubted: Sequence[Gist]
    weights: Mapping[str, int]
    total: int
    silent: bool


class _Criteria(NamedTuple):
    """What an event gains weight by: being between exactly these parties, having come shortly before the day
    looked back to (``then``), and what ``added`` has by its id.

    ``time`` is the period asked about, if one is.
    """

    parties: frozenset[str]
    added: Mapping[str, int]
    then: int | None
    time: Days = EVER


def choose(inquiry: Inquiry, subject: Subject, as_of: AsOf | None, past: Sequence[Gist]) -> Choice:
    """Chooses the events that matter most; for the full text all of them.

    They are chosen from those that had begun (``past``), and from later ones that the status rests on.
    """
    about, full = subject.about, inquiry.option("as") == "file"
    bearing = {event: much for one in subject.statuses for event, much in bearing_on(one.status).items()}
    criteria = _criteria(subject, as_of, bearing)
    later = _named_later(subject, past)
    candidates = [*past, *later]
    chosen = candidates if full else _weightiest(candidates, inquiry, criteria)
    earlier = [gist for gist in past if _low(gist, inquiry, criteria.time) < criteria.time[0]]
    silent = len(earlier) == len(past)
    left_out = 0 if silent or full else sum(gist not in chosen for gist in earlier)
    if criteria.then is not None:
        weights = {gist.id: len(chosen) - rank for rank, gist in enumerate(chosen)}
    else:
        weights = {gist.id: gist.weight + criteria.added.get(gist.id, 0) for gist in chosen}
    shown = in_order(chosen, inquiry, criteria.time)
    doubted = doubtful(candidates if about == "agreement" else shown, inquiry, bearing)
    total = subject.total + len(later) - left_out
    return Choice(shown, doubted, weights, total, about == "period" and silent)


def _criteria(subject: Subject, as_of: AsOf | None, bearing: Iterable[str]) -> _Criteria:
    about = subject.about
    of_period = as_of if about == "period" else None
    looked_back_to = as_of if about != "period" else None
    return _Criteria(
        parties=frozenset(subject.parties if about == "parties" else ()),
        added=dict.fromkeys(bearing, HEAVY)
        if about == "agreement"
        else dict.fromkeys(subject.titled, TITLED),
        then=looked_back_to.days[-1] if looked_back_to is not None else None,
        time=(of_period.date.low, of_period.date.high) if of_period is not None else EVER,
    )


def _named_later(subject: Subject, past: Sequence[Gist]) -> list[Gist]:
    """Events that the agreement's status names although they are not among the ``past`` ones.

    An example is a later notice to end it, from which it is inferred that it was in force before.
    """
    if subject.about != "agreement":
        return []
    known = {gist.id for gist in past}
    return [gist for one in subject.statuses for gist in one.named if gist.id not in known]


def _weightiest(events: Sequence[Gist], inquiry: Inquiry, criteria: _Criteria) -> list[Gist]:
    """The ``DATES`` events that matter most by the criteria, the most important first.

    Of equal weight, events that change a status come first, then later ones.

    In a briefing about a period, at most one event is shown that began before it, and only if its end is
    known: that something goes on without an end, a source can say only of the time before it was written.
    """
    parties, then, time = criteria.parties, criteria.then, criteria.time

    def weight(gist: Gist) -> float:
        between_them = len(parties) > 1 and parties == set(gist.parties)
        fresh = RECENT / (1 + _years(gist, then, inquiry)) if then is not None else 0
        return 2 * (gist.weight + criteria.added.get(gist.id, 0)) + BETWEEN * between_them + fresh

    ranked = sorted(events, key=lambda gist: (-weight(gist), not gist.acts, -_low(gist, inquiry)))
    begun = [gist for gist in ranked if _low(gist, inquiry, time) >= time[0]]
    lasting = [gist for gist in ranked if gist not in begun and _surely_ended(gist, inquiry)]
    return [*begun, *lasting[:1]][:DATES] if begun else ranked[:DATES]


async def statuses_of(
    inquiry: Inquiry, events: Sequence[Gist], parties: tuple[str, ...], themes: set[str], days: Sequence[int]
) -> list[StatusWithEvents]:
    """The status of the agreements of these parties and themes that the heaviest of the events act on.

    Agreements of exactly these parties come first, those that have ended or are still ahead last.
    """
    importance = _importance(events, inquiry, days[-1])
    ranked = sorted(importance, key=lambda id: -importance[id])[:CONSIDERED]
    known = inquiry.names.agreements
    states = [known[id] for id in ranked if id in known]
    most = CONSIDERED if inquiry.option("as") == "file" else STATUSES
    fitting = sorted(
        (state for state in states if set(parties) <= set(state.parties) and themes <= set(state.themes)),
        key=lambda state: bool(parties) and set(parties) != set(state.parties),
    )
    going_on: list[StatusWithEvents] = []
    others: list[StatusWithEvents] = []
    for state in fitting:
        found = await status_on(inquiry, state, days)
        (others if _has_ended_or_not_begun(found) else going_on).append(found)
        if len(going_on) == most:
            break
    return (going_on + others)[:most]


def _importance(events: Sequence[Gist], inquiry: Inquiry, day: int) -> dict[str, float]:
    """How important each agreement that the events act on is on a day: the sum over its steps.

    A step counts by its weight, and more if it came shortly before that day. Of the meetings of a series
    ("held" again and again) only the one that counts most is counted.
    """
    steps: dict[str, float] = {}
    meetings: dict[str, float] = {}
    for gist in events:
        much = gist.weight**2 * (1 + FRESH / (1 + _years(gist, day, inquiry)))
        for agreement, action in gist.steps:
            if action == "held":
                meetings[agreement] = max(meetings.get(agreement, 0), much)
            elif action != MENTIONED:
                steps[agreement] = steps.get(agreement, 0) + much
    return {id: steps.get(id, 0) + meetings.get(id, 0) for id in {**steps, **meetings}}


def _has_ended_or_not_begun(found: StatusWithEvents) -> bool:
    status = found.status.by_all[-1].certain
    if status is None:
        return False
    standing = status.standing
    return standing.action in ENDED if standing is not None else status.called_off is None


def _low(gist: Gist, inquiry: Inquiry, time: Days = EVER) -> int:
    """The event's first day; where its dates contradict, that of the first that lies in ``time``."""
    when = gist.when(inquiry.layer)
    return when.days_within(*time)[0] if when is not None else OPEN_HIGH


def _years(gist: Gist, day: int, inquiry: Inquiry) -> float:
    """How many years before a day the event was; 0 if it came later."""
    return max(0, day - _low(gist, inquiry)) / YEAR


def _surely_ended(gist: Gist, inquiry: Inquiry) -> bool:
    when = gist.when(inquiry.layer)
    return when is not None and not when.open_end and not when.date.doubtful
