"""``/brief``: where things stand now or stood then, the dates that matter, what is open, what comes next.

``brief`` finds out what the subject is; ``_about_agreement``, ``_about_linked`` (parties or a theme) and
``_about_period`` gather its events into a ``Subject``; ``_assemble`` makes the answer of that.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.domain.answers import Answer, BriefAnswer
from bot.domain.dates import day, read
from bot.domain.entries import Next
from bot.domain.facts import Fact
from bot.domain.gists import Gist, decode_gist
from bot.domain.questions import AsOf, Choose, Question, Refusal, Suggestion, Time
from bot.services.answers.brief_choice import STATUSES, About, Subject, choose, statuses_of
from bot.services.answers.limits import doubts_of, horizon_of, reached_by
from bot.services.answers.next_anniversary import next_anniversary
from bot.services.answers.status import (
    MOST_EVENTS,
    begun_by,
    events_of,
    status_on,
    unread,
    with_entries,
)
from bot.services.event_view import EventView
from bot.services.inquiry import Inquiry, Links
from bot.services.typed.dates import read_as_of, read_time
from bot.services.typed.events import events_titled
from bot.services.typed.meaning import OFFERED, meant, one_of
from bot.services.typed.names import (
    Match,
    Named,
    event_label,
    fold_name,
    joined_names,
    links_to,
    without_noise,
)
from bot.services.typed.persons import in_english
from bot.services.typed.subject import SUBJECTS
from storage.rows import OPEN_LOW
from storage.views import Range

CANDIDATES = 60
"""Heaviest events from which the events on the screen are chosen."""

FULL = 200
"""Most events in the full text, of an agreement ``MOST_EVENTS``."""


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
        return await _about_linked(inquiry, joined_names(parties), "parties", links_to(parties), as_of)
    label = event_label(typed)
    if label is not None:
        number = f"{label[0]}-{label[1]}"
        event = Suggestion(number, Question("event", {"name": number}))
        return Choose(inquiry.question, typed, "name", (event,))
    if not named and read(typed, today=inquiry.asker.today):
        period = read_time(inquiry.question, "subject", typed, inquiry.asker.today)
        return await _about_period(inquiry, period) if isinstance(period, Time) else period
    match = Match(tuple(named)) if named else await meant(inquiry, typed, SUBJECTS)
    found = one_of(inquiry, typed, match, "subject")
    if isinstance(found, Refusal | Choose):
        return found
    events = () if named else await _also_meant(inquiry, found)
    if events:
        agreement = Suggestion(found.short, inquiry.question.asking(subject=found.unique))
        shown = (Suggestion(one.titled, Question("event", {"name": one.label})) for one in events)
        return Choose(inquiry.question, typed, "name", (agreement, *shown))
    return await _about_named(inquiry, found, as_of)


async def _also_meant(inquiry: Inquiry, agreement: Named) -> Sequence[EventView]:
    """The events that may be meant rather than an agreement with the typed words in one of its longer names.

    They have the words in their titles, and are not about it: "Korean War" may mean its outbreak.
    """
    typed = inquiry.option("subject")
    words = without_noise(fold_name(typed).split())
    if agreement.kind != "agreement" or set(words) <= set(fold_name(agreement.short).split()):
        return ()
    events = await events_titled(inquiry, typed)
    others = [one for one in events if agreement.id not in {step.agreement for step in one.event.steps}]
    return others[: OFFERED - 1] if len(others) == len(events) else ()


async def _about_named(inquiry: Inquiry, thing: Named, as_of: AsOf | None) -> Answer:
    if thing.kind == "agreement":
        return await _about_agreement(inquiry, thing, as_of)
    about: About = "parties" if thing.kind == "party" else "theme"
    typed = in_english(inquiry.option("subject"))
    found = await events_titled(inquiry, typed) if about == "theme" else ()
    titled = frozenset(one.event.id for one in found)
    return await _about_linked(inquiry, thing.name, about, links_to((thing,)), as_of, titled=titled)


async def _about_agreement(inquiry: Inquiry, thing: Named, as_of: AsOf | None) -> Answer:
    state = inquiry.names.agreements[thing.id]
    events = await events_of(inquiry, thing.id)
    begun = begun_by(events, inquiry.days(as_of)[-1], inquiry.layer)
    total = len(begun) + await unread(inquiry, thing.id, events)
    found = await status_on(inquiry, state, inquiry.days(as_of))
    subject = Subject(thing.short, "agreement", state.parties, events, total, [found])
    return await _assemble(inquiry, subject, as_of)


async def _about_linked(
    inquiry: Inquiry,
    name: Fact,
    about: About,
    links: Links,
    as_of: AsOf | None,
    low: int = OPEN_LOW,
    titled: frozenset[str] = frozenset(),
) -> BriefAnswer:
    """A briefing about the events with these links, or about all, from the day ``low`` on.

    Those with the ids ``titled`` have the name that was typed in their titles.
    """
    parties = tuple(target for relation, target in links if relation == "party")
    themes = {target for relation, target in links if relation == "theme"}
    last = inquiry.days(as_of)[-1]
    limit = FULL if inquiry.option("as") == "file" else CANDIDATES
    what = Range(inquiry.layer, low, last, links)
    found = await inquiry.views.heaviest(inquiry.at, what, limit=limit)
    events = [decode_gist(stored.gist) for stored in found]
    statuses = await statuses_of(inquiry, events, parties, themes, inquiry.days(as_of))
    total = await inquiry.count(what) - await _not_surely_begun(inquiry, events, what, last)
    subject = Subject(name, about, parties, events, total, statuses, titled)
    answer = await _assemble(inquiry, subject, as_of)
    return answer if events or not links else replace(answer, undated=_undated(inquiry, parties, themes))


async def _about_period(inquiry: Inquiry, time: Time) -> Answer:
    period, typed = time.date, inquiry.option("subject")
    if inquiry.option("as_of"):
        without = Suggestion(typed, inquiry.question.asking(as_of=""))
        return replace(inquiry.refuse("period_as_of", typed=typed), nearest=(without,))
    if period.low > inquiry.asker.today:
        return inquiry.refuse("period_ahead", typed=typed, today=day(inquiry.asker.today))
    at_end = AsOf(period, (min(period.high, inquiry.asker.today),))
    answer = await _about_linked(inquiry, time.words or period, "period", (), at_end, period.low)
    return replace(answer, period=time)


async def _assemble(inquiry: Inquiry, subject: Subject, as_of: AsOf | None) -> BriefAnswer:
    """The answer: looks up the chosen events and their sources, and puts all parts of a briefing together."""
    layer, statuses = inquiry.layer, subject.statuses
    asked_about = statuses[0] if subject.about == "agreement" else None
    agreement = asked_about.status.agreement if asked_about is not None else None
    past = begun_by(subject.events, inquiry.days(as_of)[-1], layer)
    choice = choose(inquiry, subject, as_of, past)
    shown, doubted = choice.shown, choice.doubted
    coming = next_anniversary(past, layer, inquiry.asker.today) if as_of is None else None
    reaching = past or subject.events
    awaited = [coming.event] if coming is not None else []
    named = [gist for one in statuses for gist in one.named]
    acting = asked_about.acting if asked_about is not None else ()
    reached = reached_by(reaching, inquiry, acting)
    views = await inquiry.event_views([*shown, *named, *doubted, *reached, *awaited])
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
        horizon=horizon_of(reaching, inquiry, views, acting),
        footnotes=notes.footnotes,
        full=inquiry.option("as") == "file",
        total=choice.total,
        in_full=min(choice.total, MOST_EVENTS if agreement is not None else FULL),
        silent=choice.silent,
        today=inquiry.asker.today,
        known_position=inquiry.position,
    )


def _undated(inquiry: Inquiry, parties: tuple[str, ...], themes: set[str]) -> tuple[str, ...]:
    """The names of agreements of the parties and themes, for a subject that has no dated event."""
    named = ((thing.short, thing.agreement) for thing in inquiry.names.of(("agreement",)))
    return tuple(
        short
        for short, state in named
        if state is not None and set(parties) <= set(state.parties) and themes <= set(state.themes)
    )[:STATUSES]


async def _not_surely_begun(inquiry: Inquiry, events: Sequence[Gist], what: Range, last: int) -> int:
    """How many events of a range may not have begun by its last day: no source dates their beginning."""
    if len(events) >= CANDIDATES:
        # Then ``events`` are only the heaviest, and events without a beginning may be missing among them.
        without_beginning = Range(what.layer, OPEN_LOW, OPEN_LOW, what.links)

        async def load() -> Sequence[Gist]:
            found = await inquiry.views.gists_between(inquiry.at, without_beginning, limit=FULL)
            return [decode_gist(stored.gist) for stored in found]

        events = await inquiry.memory.once(("without beginning", without_beginning), load)
    return len(events) - len(begun_by(events, last, inquiry.layer))
