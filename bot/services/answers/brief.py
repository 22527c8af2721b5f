"""``/brief``: where things stand now or stood then, the dates that matter, what is open, what comes next."""

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
from bot.services.answers.standing import Stands, borne_by, events_of, in_order, stands_on, told_of, whole_of
from bot.services.inquiry import Inquiry, Links
from bot.services.typed.dates import read_as_of, read_time
from bot.services.typed.meaning import meant, one_of
from bot.services.typed.names import Match, Named, event_label
from storage.rows import OPEN_HIGH, OPEN_LOW
from storage.views import Range

DATES = 7
"""Dates on one screen (five to eight)."""

STANDINGS = 3
"""Agreements whose status a briefing about parties, a theme or a period gives on one screen."""

CONSIDERED = 12
"""Agreements among which those are sought, the ones with the heaviest events; at full length all are told."""

CANDIDATES = 60
"""Heaviest events from which the dates on the screen are chosen."""

YEAR = 365.25
HEAVY = 3
"""Weight that is added to what the one status rests on, as much as that of a turning point."""
BETWEEN, RECENT = 3, 3
"""Added to twice the weight: to what is between just the parties asked about, and to what came on the very
day that is looked back to; half of it to what came a year before."""
FRESH = 2
"""So many times its weight is added to a step that has just been taken; half as much a year later."""

FULL = 200
"""Most entries of the briefing at full length."""

About = Literal["agreement", "parties", "theme", "period"]


class _Matter(msgspec.Struct, frozen=True):
    """What a briefing is made of: what it is about, the weightiest of the events and how many there are in
    all, and how the agreements among it stand."""

    subject: Fact
    about: About
    parties: tuple[str, ...]
    events: Sequence[Gist]
    total: int
    stands: Sequence[Stands]


async def brief(inquiry: Inquiry) -> Answer:
    """A briefing about an agreement, a set of parties, a theme or a period."""
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
        return await _about(inquiry, "–".join(party.name for party in parties), "parties", links, as_of)
    if event_label(typed):
        return Choose(inquiry.question, typed, "name", (_event_suggestion(typed),))
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
    return await _about(inquiry, thing.name, about, ((thing.kind, thing.id),), as_of)


async def _about_agreement(inquiry: Inquiry, thing: Named, as_of: AsOf | None) -> Answer:
    state = inquiry.names.agreements[thing.id]
    events = await events_of(inquiry, thing.id)
    total = len(_until(events, inquiry.days(as_of)[-1], inquiry))
    stands = [await stands_on(inquiry, state, inquiry.days(as_of))]
    matter = _Matter(thing.short, "agreement", state.parties, events, total, stands)
    return await _assemble(inquiry, matter, as_of)


async def _about(
    inquiry: Inquiry,
    name: Fact,
    about: About,
    links: Links,
    as_of: AsOf | None,
    low: int = OPEN_LOW,
) -> BriefAnswer:
    """A briefing about what is linked to parties or a theme, or to nothing in particular, from a day on."""
    parties = tuple(target for relation, target in links if relation == "party")
    themes = {target for relation, target in links if relation == "theme"}
    last = inquiry.days(as_of)[-1]
    limit = FULL if inquiry.option("as") == "file" else CANDIDATES
    what = Range(inquiry.layer, low, last, links)
    found = await inquiry.views.heaviest(inquiry.at, what, limit=limit)
    events = [decode_gist(stored.gist) for stored in found]
    stands = await _stands(inquiry, events, parties, themes, inquiry.days(as_of))
    total = await inquiry.count(what) - await _unsure(inquiry, events, what, last)
    answer = await _assemble(inquiry, _Matter(name, about, parties, events, total, stands), as_of)
    return answer if events or not links else replace(answer, undated=_undated(inquiry, parties, themes))


async def _about_period(inquiry: Inquiry, time: Time, as_of: AsOf | None) -> Answer:
    period = time.date
    if period.low > inquiry.asker.today:
        typed, today = inquiry.option("subject"), day(inquiry.asker.today)
        return inquiry.refuse("period_ahead", typed=typed, today=today)
    at_end = as_of or AsOf(period, (min(period.high, inquiry.asker.today),))
    answer = await _about(inquiry, time.words or period, "period", (), at_end, period.low)
    return replace(answer, period=time)


class _Choice(msgspec.Struct, frozen=True):
    """The events that a briefing shows, in order of date, and those it tells a doubt of; ``weights`` say how
    long each stays where the screen is too small, the greatest longest. ``total`` is how many there are to
    tell, ``silent`` whether all of them began before the period."""

    shown: Sequence[Gist]
    doubted: Sequence[Gist]
    weights: Mapping[str, int]
    total: int
    silent: bool


def _choose(inquiry: Inquiry, matter: _Matter, as_of: AsOf | None, past: Sequence[Gist]) -> _Choice:
    """Of what had begun (``past``), and what the status rests on beside it, the dates that matter most; at
    full length all of them."""
    about, full = matter.about, inquiry.option("as") == "file"
    bearing_on = _named(matter, past)
    told = [*past, *bearing_on]
    began = as_of.date.low if as_of is not None and about == "period" else OPEN_LOW
    then = as_of.days[-1] if as_of is not None and about != "period" else None
    between = matter.parties if about == "parties" else ()
    bearing = {event: much for one in matter.stands for event, much in borne_by(one.standing).items()}
    rests_on = frozenset(bearing if about == "agreement" else ())
    chosen = told if full else _weightiest(told, inquiry, between, began, then, rests_on)
    earlier = [gist for gist in past if _low(gist, inquiry) < began]
    silent = len(earlier) == len(past)
    untold = 0 if silent or full else sum(gist not in chosen for gist in earlier)
    # What came last before a time asked about stays on the screen longest, whoever tells of it; so does what
    # the one status rests on.
    places = {gist.id: len(chosen) - place for place, gist in enumerate(chosen) if then is not None}
    weights = {gist.id: gist.weight + HEAVY * (gist.id in rests_on) for gist in chosen} | places
    shown = in_order(chosen, inquiry)
    doubted = doubtful(told if about == "agreement" else shown, inquiry, bearing)
    total = matter.total + len(bearing_on) - untold
    return _Choice(shown, doubted, weights, total, about == "period" and silent)


async def _assemble(inquiry: Inquiry, matter: _Matter, as_of: AsOf | None) -> BriefAnswer:
    about, stands = matter.about, matter.stands
    past = _until(matter.events, inquiry.days(as_of)[-1], inquiry)
    choice = _choose(inquiry, matter, as_of, past)
    shown, doubted = choice.shown, choice.doubted
    coming = next_anniversary(past, inquiry.layer, inquiry.asker.today) if as_of is None else None
    reaching = past or matter.events
    awaited = [coming.event] if coming is not None else []
    whole = await whole_of(inquiry, shown, doubted, newest_if_contested(reaching, inquiry), awaited)
    ahead = told_of(awaited, whole)
    named = [gist for one in stands for gist in one.named]
    notes = await inquiry.footnotes([*shown, *named, *doubted, *ahead])
    return BriefAnswer(
        question=inquiry.question,
        subject=matter.subject,
        about=about,
        parties=inquiry.names.names_of("party", matter.parties),
        as_of=as_of,
        layer=inquiry.layer,
        standings=tuple(one.told(inquiry, notes) for one in stands),
        entries=tuple(
            replace(entry, weight=choice.weights.get(told.event.id, entry.weight))
            for told in told_of(shown, whole)
            for entry in (notes.entry(told, inquiry.layer),)
        ),
        doubts=doubts_of(
            stands[0].state if about == "agreement" and stands else None,
            told_of(doubted, whole),
            inquiry,
            notes,
        ),
        next=Next(notes.entry(ahead[0], inquiry.layer), coming.day, coming.due.years, coming.due.round)
        if coming and ahead
        else None,
        horizon=horizon_of(reaching, inquiry, whole, stands[0].acting if about == "agreement" else ()),
        footnotes=notes.footnotes,
        full=inquiry.option("as") == "file",
        total=choice.total,
        silent=choice.silent,
        today=inquiry.asker.today,
        known_position=inquiry.position,
    )


async def _stands(
    inquiry: Inquiry, events: Sequence[Gist], parties: tuple[str, ...], themes: set[str], days: Sequence[int]
) -> list[Stands]:
    """How the agreements of the parties or themes stand that the heaviest of the events act on; those of
    exactly these parties first, what has ended last."""
    matter = _matter_of_each(events, inquiry, days[-1])
    ranked = sorted(matter, key=lambda id: -matter[id])[:CONSIDERED]
    known = inquiry.names.agreements
    states = [known[id] for id in ranked if id in known]
    most = CONSIDERED if inquiry.option("as") == "file" else STANDINGS
    fitting = sorted(
        (state for state in states if set(parties) <= set(state.parties) and themes <= set(state.themes)),
        key=lambda state: bool(parties) and set(parties) != set(state.parties),
    )
    going_on: list[Stands] = []
    ended: list[Stands] = []
    for state in fitting:
        stands = await stands_on(inquiry, state, days)
        (ended if _has_ended(stands) else going_on).append(stands)
        if len(going_on) == most:
            break
    return (going_on + ended)[:most]


def _matter_of_each(events: Sequence[Gist], inquiry: Inquiry, day: int) -> dict[str, float]:
    """How much each agreement that the events act on matters on a day: by the weight of its steps, more what
    came shortly before that day. What is held again and again counts once."""
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
    """The agreements of the parties or themes, as they are called."""
    named = ((thing.short, thing.agreement) for thing in inquiry.names.of(("agreement",)))
    return tuple(
        short
        for short, state in named
        if state is not None and set(parties) <= set(state.parties) and themes <= set(state.themes)
    )[:STANDINGS]


def _has_ended(stands: Stands) -> bool:
    status = stands.standing.status[-1].certain
    return status is not None and status.standing is not None and status.standing.action in ENDED


async def _unsure(inquiry: Inquiry, events: Sequence[Gist], what: Range, last: int) -> int:
    """How many of a range have no beginning and do not lie whole before its last day."""
    if len(events) >= CANDIDATES:
        # All without a beginning, also those that are too light to be among the heaviest.
        begun_ever = Range(what.layer, OPEN_LOW, OPEN_LOW, what.links)
        events = await inquiry.memory.once(("first", begun_ever), lambda: _first(inquiry, begun_ever))
    return len(events) - len(_until(events, last, inquiry))


async def _first(inquiry: Inquiry, what: Range) -> Sequence[Gist]:
    found = await inquiry.views.gists_between(inquiry.at, what, limit=FULL)
    return [decode_gist(stored.gist) for stored in found]


def _until(events: Sequence[Gist], last: int, inquiry: Inquiry) -> list[Gist]:
    """What had begun by a day; of what gives no beginning, what lies before it whole."""
    whens = ((gist, gist.when(inquiry.layer)) for gist in events)
    return [g for g, when in whens if when and (when.high if when.open_start else when.low) <= last]


def _named(matter: _Matter, past: Sequence[Gist]) -> list[Gist]:
    """What an agreement's status rests on though it is later, or is so by the date that leads: the date that
    leaves the documents undecided, the notice from which it is inferred that it was in force."""
    if matter.about != "agreement":
        return []
    known = {gist.id for gist in past}
    return [gist for one in matter.stands for gist in one.named if gist.id not in known]


def _low(gist: Gist, inquiry: Inquiry) -> int:
    when = gist.when(inquiry.layer)
    return when.low if when is not None else OPEN_HIGH


def _years(gist: Gist, day: int, inquiry: Inquiry) -> float:
    """How many years before a day it was; 0 for what came later."""
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
    """The dates that matter most, first: what is between just these parties, what the status rests on, and
    what came shortly before the day that is looked back to (``then``); of equal weight, what changes a
    status, then the latest.

    A period is told by what began in it, and by one thing at most that began earlier and ended in it or
    later: that something went on without an end, a source can say only of the time before it was written.
    """

    def weight(gist: Gist) -> float:
        between_them = len(parties) > 1 and set(gist.parties) == set(parties)
        fresh = RECENT / (1 + _years(gist, then, inquiry)) if then is not None else 0
        return 2 * (gist.weight + HEAVY * (gist.id in rests_on)) + BETWEEN * between_them + fresh

    ranked = sorted(events, key=lambda gist: (-weight(gist), not gist.acts, -_low(gist, inquiry)))
    begun = [gist for gist in ranked if _low(gist, inquiry) >= began]
    lasting = [gist for gist in ranked if _low(gist, inquiry) < began and _surely_ended(gist, inquiry)]
    return [*begun, *lasting[:1]][:DATES] if begun else ranked[:DATES]


def _event_suggestion(typed: str) -> Suggestion:
    letter, number = event_label(typed) or ("E", 0)
    label = f"{letter}-{number}"
    return Suggestion(label, Question("event", {"name": label}))
