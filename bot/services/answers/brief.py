"""``/brief``: where things stand now or stood then, the dates that matter, what is open, what comes next.

``brief`` finds out what the subject is; ``_about_agreement``, ``_about_linked`` (parties or a theme) and
``_about_period`` gather its events into a ``_Subject``; ``_assemble`` makes the answer of that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from bot.domain.answers import Answer, BriefAnswer
from bot.domain.dates import day, read
from bot.domain.entities import MENTIONED
from bot.domain.entries import Next
from bot.domain.facts import Fact
from bot.domain.gists import Gist, decode_gist
from bot.domain.questions import AsOf, Choose, Question, Refusal, Suggestion, Time
from bot.domain.status import ENDED
from bot.services.answers.limits import doubtful, doubts_of, horizon_of, newest_if_contested
from bot.services.answers.next_anniversary import next_anniversary
from bot.services.answers.status import (
    StatusWithEvents,
    bearing_on,
    events_of,
    in_order,
    status_on,
    with_entries,
)
from bot.services.inquiry import Inquiry, Links
from bot.services.typed.dates import read_as_of, read_time
from bot.services.typed.meaning import meant, one_of
from bot.services.typed.names import Match, Named, event_label
from storage.rows import OPEN_HIGH, OPEN_LOW
from storage.views import Range

DATES = 7
"""Events on one screen."""

STATUSES = 3
"""Agreements whose status a briefing about parties, a theme or a period gives on one screen."""

CONSIDERED = 12
"""Agreements with the heaviest events, from which those are chosen; the full text gives all of these."""

CANDIDATES = 60
"""Heaviest events from which the events on the screen are chosen."""

YEAR = 365.25
HEAVY = 3
"""Weight that is added to events that the status asked about rests on."""
BETWEEN, RECENT = 3, 3
"""What ``_weightiest`` adds to twice an event's weight: ``BETWEEN`` if it is between exactly the parties
asked about, ``RECENT`` if it came on the very day that is looked back to (half of it for a year before, and
so on)."""
FRESH = 2
"""By how many times its own weight a step just taken gains; by half as much a year later, and so on."""

FULL = 200
"""Most events in the full text."""

About = Literal["agreement", "parties", "theme", "period"]


class _Subject(msgspec.Struct, frozen=True):
    """What a briefing is about, with its heaviest events, ``total`` events in all, and the agreements'
    status."""

    name: Fact
    about: About
    parties: tuple[str, ...]
    events: Sequence[Gist]
    total: int
    statuses: Sequence[StatusWithEvents]


async def brief(inquiry: Inquiry) -> Answer:
    """``/brief``: a briefing about an agreement, a set of parties, a theme or a period."""
    as_of = read_as_of(inquiry)
    if isinstance(as_of, Refusal | Choose):
        return as_of
    typed = inquiry.option("subject")
    named = inquiry.names.exact(typed, ("agreement", "theme"))
    parties = inquiry.names.parties(typed)
    if len(named) == 1:
        return await _about_named(inquiry, named[0], as_of)
    if parties and not named:
        links = tuple(("party", party.id) for party in parties)
        return await _about_linked(
            inquiry, "–".join(party.name for party in parties), "parties", links, as_of
        )
    label = event_label(typed)
    if label is not None:
        number = f"{label[0]}-{label[1]}"
        event = Suggestion(number, Question("event", {"name": number}))
        return Choose(inquiry.question, typed, "name", (event,))
    if not named and read(typed, today=inquiry.asker.today):
        period = read_time(inquiry.question, "subject", typed, inquiry.asker.today)
        return await _about_period(inquiry, period, as_of) if isinstance(period, Time) else period
    match = Match(tuple(named)) if named else await meant(inquiry, typed, ("agreement", "theme", "party"))
    found = one_of(inquiry, typed, match, "subject")
    return found if isinstance(found, Refusal | Choose) else await _about_named(inquiry, found, as_of)


async def _about_named(inquiry: Inquiry, thing: Named, as_of: AsOf | None) -> Answer:
    if thing.kind == "agreement":
        return await _about_agreement(inquiry, thing, as_of)
    about: About = "parties" if thing.kind == "party" else "theme"
    return await _about_linked(inquiry, thing.name, about, ((thing.kind, thing.id),), as_of)


async def _about_agreement(inquiry: Inquiry, thing: Named, as_of: AsOf | None) -> Answer:
    state = inquiry.names.agreements[thing.id]
    events = await events_of(inquiry, thing.id)
    total = len(_begun_by(events, inquiry.days(as_of)[-1], inquiry))
    found = await status_on(inquiry, state, inquiry.days(as_of))
    subject = _Subject(thing.short, "agreement", state.parties, events, total, [found])
    return await _assemble(inquiry, subject, as_of)


async def _about_linked(
    inquiry: Inquiry,
    name: Fact,
    about: About,
    links: Links,
    as_of: AsOf | None,
    low: int = OPEN_LOW,
) -> BriefAnswer:
    """A briefing about the events with these links, from the day ``low`` on.

    Without links about all events.
    """
    parties = tuple(target for relation, target in links if relation == "party")
    themes = {target for relation, target in links if relation == "theme"}
    last = inquiry.days(as_of)[-1]
    limit = FULL if inquiry.option("as") == "file" else CANDIDATES
    what = Range(inquiry.layer, low, last, links)
    found = await inquiry.views.heaviest(inquiry.at, what, limit=limit)
    events = [decode_gist(stored.gist) for stored in found]
    statuses = await _statuses(inquiry, events, parties, themes, inquiry.days(as_of))
    total = await inquiry.count(what) - await _not_surely_begun(inquiry, events, what, last)
    answer = await _assemble(inquiry, _Subject(name, about, parties, events, total, statuses), as_of)
    return answer if events or not links else replace(answer, undated=_undated(inquiry, parties, themes))


async def _about_period(inquiry: Inquiry, time: Time, as_of: AsOf | None) -> Answer:
    period = time.date
    if period.low > inquiry.asker.today:
        typed, today = inquiry.option("subject"), day(inquiry.asker.today)
        return inquiry.refuse("period_ahead", typed=typed, today=today)
    at_end = as_of or AsOf(period, (min(period.high, inquiry.asker.today),))
    answer = await _about_linked(inquiry, time.words or period, "period", (), at_end, period.low)
    return replace(answer, period=time)


class _Choice(msgspec.Struct, frozen=True):
    """The events that a briefing shows, in order of date, and those about which it tells a doubt.

    Where the screen is too small, the event with the greatest of the ``weights`` stays longest. ``total`` is
    the number of events in all, ``silent`` whether all of them began before the period asked about.
    """

    shown: Sequence[Gist]
    doubted: Sequence[Gist]
    weights: Mapping[str, int]
    total: int
    silent: bool


def _choose(inquiry: Inquiry, subject: _Subject, as_of: AsOf | None, past: Sequence[Gist]) -> _Choice:
    """Chooses the events that matter most; for the full text all of them.

    They are chosen from those that had begun (``past``), and from later ones that the status rests on.
    """
    about, full = subject.about, inquiry.option("as") == "file"
    later = _named_later(subject, past)
    candidates = [*past, *later]
    began = as_of.date.low if as_of is not None and about == "period" else OPEN_LOW
    then = as_of.days[-1] if as_of is not None and about != "period" else None
    between = subject.parties if about == "parties" else ()
    bearing = {event: much for one in subject.statuses for event, much in bearing_on(one.status).items()}
    rests_on = frozenset(bearing if about == "agreement" else ())
    chosen = candidates if full else _weightiest(candidates, inquiry, between, began, then, rests_on)
    earlier = [gist for gist in past if _low(gist, inquiry) < began]
    silent = len(earlier) == len(past)
    untold = 0 if silent or full else sum(gist not in chosen for gist in earlier)
    if then is not None:
        weights = {gist.id: len(chosen) - rank for rank, gist in enumerate(chosen)}
    else:
        weights = {gist.id: gist.weight + HEAVY * (gist.id in rests_on) for gist in chosen}
    shown = in_order(chosen, inquiry)
    doubted = doubtful(candidates if about == "agreement" else shown, inquiry, bearing)
    total = subject.total + len(later) - untold
    return _Choice(shown, doubted, weights, total, about == "period" and silent)


async def _assemble(inquiry: Inquiry, subject: _Subject, as_of: AsOf | None) -> BriefAnswer:
    """The answer: looks up the chosen events and their sources, and puts all parts of a briefing together."""
    layer, statuses = inquiry.layer, subject.statuses
    asked_about = statuses[0] if subject.about == "agreement" else None
    agreement = asked_about.status.agreement if asked_about is not None else None
    past = _begun_by(subject.events, inquiry.days(as_of)[-1], inquiry)
    choice = _choose(inquiry, subject, as_of, past)
    shown, doubted = choice.shown, choice.doubted
    coming = next_anniversary(past, layer, inquiry.asker.today) if as_of is None else None
    reaching = past or subject.events
    awaited = [coming.event] if coming is not None else []
    named = [gist for one in statuses for gist in one.named]
    newest = newest_if_contested(reaching, inquiry)
    views = await inquiry.event_views([*shown, *named, *doubted, *newest, *awaited])
    awaited = [gist for gist in awaited if gist.id in views]
    notes = await inquiry.footnotes([*shown, *named, *doubted, *awaited])
    return BriefAnswer(
        question=inquiry.question,
        subject=subject.name,
        about=subject.about,
        parties=inquiry.names.names_of("party", subject.parties),
        as_of=as_of,
        layer=layer,
        statuses=tuple(with_entries(one.status, views, layer, notes) for one in statuses),
        entries=tuple(
            replace(notes.entry(views[gist.id], layer), weight=choice.weights[gist.id])
            for gist in shown
            if gist.id in views
        ),
        doubts=doubts_of(agreement, doubted, views, inquiry, notes),
        next=Next(notes.entry(views[coming.event.id], layer), coming.day, coming.due.years, coming.due.round)
        if coming and awaited
        else None,
        horizon=horizon_of(reaching, inquiry, views, asked_about.acting if asked_about is not None else ()),
        footnotes=notes.footnotes,
        full=inquiry.option("as") == "file",
        total=choice.total,
        silent=choice.silent,
        today=inquiry.asker.today,
        known_position=inquiry.position,
    )


async def _statuses(
    inquiry: Inquiry, events: Sequence[Gist], parties: tuple[str, ...], themes: set[str], days: Sequence[int]
) -> list[StatusWithEvents]:
    """The status of the agreements of these parties and themes that the heaviest of the events act on.

    Agreements of exactly these parties come first, those that have ended last.
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
    ended: list[StatusWithEvents] = []
    for state in fitting:
        found = await status_on(inquiry, state, days)
        (ended if _has_ended(found) else going_on).append(found)
        if len(going_on) == most:
            break
    return (going_on + ended)[:most]


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


def _undated(inquiry: Inquiry, parties: tuple[str, ...], themes: set[str]) -> tuple[str, ...]:
    """The names of agreements of the parties and themes, for a subject that has no dated event."""
    named = ((thing.short, thing.agreement) for thing in inquiry.names.of(("agreement",)))
    return tuple(
        short
        for short, state in named
        if state is not None and set(parties) <= set(state.parties) and themes <= set(state.themes)
    )[:STATUSES]


def _has_ended(found: StatusWithEvents) -> bool:
    status = found.status.by_all[-1].certain
    return status is not None and status.standing is not None and status.standing.action in ENDED


async def _not_surely_begun(inquiry: Inquiry, events: Sequence[Gist], what: Range, last: int) -> int:
    """How many events of a range may not have begun by its last day: no source dates their beginning."""
    if len(events) >= CANDIDATES:
        # Then ``events`` are only the heaviest, and events without a beginning may be missing among them.
        without_beginning = Range(what.layer, OPEN_LOW, OPEN_LOW, what.links)

        async def load() -> Sequence[Gist]:
            found = await inquiry.views.gists_between(inquiry.at, without_beginning, limit=FULL)
            return [decode_gist(stored.gist) for stored in found]

        events = await inquiry.memory.once(("without beginning", without_beginning), load)
    return len(events) - len(_begun_by(events, last, inquiry))


def _begun_by(events: Sequence[Gist], last: int, inquiry: Inquiry) -> list[Gist]:
    """The events that had surely begun by a day; one without a dated beginning, if it had ended by then."""
    whens = ((gist, gist.when(inquiry.layer)) for gist in events)
    return [g for g, when in whens if when and (when.high if when.open_start else when.low) <= last]


def _named_later(subject: _Subject, past: Sequence[Gist]) -> list[Gist]:
    """Events that the agreement's status mentions although they are not among the ``past`` ones.

    Such as a later notice to end it, from which it is inferred that it was in force before.
    """
    if subject.about != "agreement":
        return []
    known = {gist.id for gist in past}
    return [gist for one in subject.statuses for gist in one.named if gist.id not in known]


def _low(gist: Gist, inquiry: Inquiry) -> int:
    when = gist.when(inquiry.layer)
    return when.low if when is not None else OPEN_HIGH


def _years(gist: Gist, day: int, inquiry: Inquiry) -> float:
    """How many years before a day the event was; 0 if it came later."""
    return max(0, day - _low(gist, inquiry)) / YEAR


def _surely_ended(gist: Gist, inquiry: Inquiry) -> bool:
    when = gist.when(inquiry.layer)
    return when is not None and not when.open_end and not when.date.doubtful


def _weightiest(
    events: Sequence[Gist],
    inquiry: Inquiry,
    parties: tuple[str, ...],
    began: int,
    then: int | None,
    rests_on: frozenset[str],
) -> list[Gist]:
    """The ``DATES`` events that matter most, the most important first.

    An event gains if it is between exactly these parties, if the status rests on it (``rests_on``), and if it
    came shortly before the day that is looked back to (``then``). Of equal weight, events that change a
    status come first, then later ones.

    In a briefing about a period, which begins on the day ``began``, at most one event is shown that began
    earlier, and only if its end is known: that something goes on without an end, a source can say only of the
    time before it was written.
    """

    def weight(gist: Gist) -> float:
        between_them = len(parties) > 1 and set(gist.parties) == set(parties)
        fresh = RECENT / (1 + _years(gist, then, inquiry)) if then is not None else 0
        return 2 * (gist.weight + HEAVY * (gist.id in rests_on)) + BETWEEN * between_them + fresh

    ranked = sorted(events, key=lambda gist: (-weight(gist), not gist.acts, -_low(gist, inquiry)))
    begun = [gist for gist in ranked if _low(gist, inquiry) >= began]
    lasting = [gist for gist in ranked if _low(gist, inquiry) < began and _surely_ended(gist, inquiry)]
    return [*begun, *lasting[:1]][:DATES] if begun else ranked[:DATES]
