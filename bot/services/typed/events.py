"""Finds events by number, by title, or by words that may be inflected or include a date."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain

from bot.domain.dates import HistoricalDate, overlaps
from bot.domain.gists import decode_gist
from bot.domain.questions import Choose, Refusal, Suggestion
from bot.services.event_view import EventView, event_view
from bot.services.inquiry import Inquiry
from bot.services.typed.inflection import stem
from bot.services.typed.meaning import OFFERED, split_date, split_run
from bot.services.typed.names import (
    FEW,
    NEAREST,
    SHORT,
    Named,
    event_label,
    fold_name,
    scope_of_label,
    without_noise,
)
from bot.services.typed.persons import in_english
from bot.services.typed.search import correct_spelling, search
from bot.services.typed.sorts import actions_of
from storage.rows import StoredRow

EVENTS = ("event",)
_BETWEEN_LABELS = re.compile(r"\s*(?:[,;/&+、]|\b(?:and|or)\b)\s*|\s+(?=[A-Za-z])", re.IGNORECASE)
WORDS = 8
"""Most words that are searched for one by one if no event has all of them."""
INFLECTED = 25
"""Most hits that are checked for inflected forms of the words."""
LOOKED_THROUGH = 200
"""Most hits for the other words that are checked for the date."""


async def resolve_event(inquiry: Inquiry, typed: str, option: str) -> EventView | Refusal | Choose:
    """The event that a number (E-57), a title or a former title means.

    A choice if it may mean several; a refusal with the nearest events if it means none.
    """
    labels = event_labels(typed) or event_labels(f"E-{typed.lstrip('# ')}")
    if labels:
        numbered = [event_view(row) for row in await events_numbered(inquiry, labels)]
        if not numbered:
            return inquiry.refuse("unknown_event", typed=typed)
        several = Choose(inquiry.question, typed, "name", _suggestions(inquiry, option, numbered))
        return numbered[0] if len(labels) == 1 else several
    views, at = inquiry.views, inquiry.at
    rows = await views.by_name(at, "event", typed) or await views.by_former_name(at, "event", typed)
    called = [event_view(row) for row in rows]
    words = in_english(typed)
    found = called or await events_by_words(inquiry, words) or await events_of_time(inquiry, words)
    found = found or await _steps_named(inquiry, typed)
    if len(found) == 1 and (called or is_titled_after(found[0], words)):
        return found[0]
    nearest: list[EventView] = []
    if len(found) < 2:
        nearest = await _nearest(inquiry, typed, await correct_spelling(inquiry, words, EVENTS))
    if len(found) == 1:
        most = max((_in_title(one, words) for one in nearest), default=0)
        if _in_title(found[0], words) >= max(1, most):
            return found[0]
    if found:
        # The one hit has the words in a remark only, so that a nearer title may be meant.
        nearest = [one for one in nearest if one.event.id != found[0].event.id]
        meant = [*found, *nearest]
        if len(found) > OFFERED:
            few = _suggestions(inquiry, option, found[: OFFERED - 1])
            more = len(found[OFFERED - 1 :])
            return Choose(inquiry.question, typed, "name", few, search=typed, more=more)
        return Choose(inquiry.question, typed, "name", _suggestions(inquiry, option, meant))
    return Refusal(
        inquiry.question, "unknown_event", {"typed": typed}, _suggestions(inquiry, option, nearest)
    )


def _suggestions(inquiry: Inquiry, option: str, events: Sequence[EventView]) -> tuple[Suggestion, ...]:
    return tuple(
        Suggestion(one.titled, inquiry.question.asking(**{option: one.label})) for one in events[:OFFERED]
    )


async def events_by_words(inquiry: Inquiry, typed: str) -> list[EventView]:
    """The events that have all these words in their titles, or as title and date.

    If there is none, those that have the words in a remark.
    """
    found = (await search(inquiry, typed, EVENTS, limit=INFLECTED)).rows
    stems, words = _inflected(typed)
    titled = _titled(found, stems) if words == typed.lower() else await events_titled(inquiry, typed)
    titled = _each_once(titled, await titled_of_time(inquiry, typed))
    return titled or [event_view(row) for row in found]


async def events_titled(inquiry: Inquiry, typed: str, limit: int = INFLECTED) -> list[EventView]:
    """The events with all these words in their titles, even inflected ("signed" for "signing").

    The shortest title comes first.
    """
    stems, words = _inflected(typed)
    return _titled((await search(inquiry, words, EVENTS, limit=limit)).rows, stems) if words else []


def _each_once(*found: Iterable[EventView]) -> list[EventView]:
    return list({one.event.id: one for one in chain(*found)}.values())


def _inflected(typed: str) -> tuple[list[str], str]:
    """The stems of the words, and the text to search for in order to find their inflected forms."""
    words = without_noise(fold_name(typed).split())
    inflected = [stem(word) for word in words if stem(word) != word]
    # The search matches beginnings for its last word alone, so that only one stem can be searched for.
    return list(map(stem, words)), " ".join([*(w for w in words if stem(w) == w), *inflected[:1]])


def _titled(rows: Iterable[StoredRow], stems: Sequence[str]) -> list[EventView]:
    """The events with words of all these stems in their titles; the shortest title first.

    Titles in which the stems are those of whole words come before all others ("Kishi" before "Kishida").
    """
    titled = [one for one in map(event_view, rows) if _has_in_title(one, stems)]
    return sorted(titled, key=lambda one: (not set(stems) <= set(_title(one)), len(one.event.title)))


async def events_of_time(inquiry: Inquiry, typed: str) -> list[EventView]:
    """If there is a date among the words, the events of that time with the other words.

    The others may be inflected ("nuclear tests since 2010") in titles.
    """
    date, others = split_date(typed, inquiry.asker.today)
    if date is None:
        return []
    found = await search(inquiry, " ".join(others), EVENTS, limit=LOOKED_THROUGH)
    return _each_once(
        _of_time(inquiry, date, map(event_view, found.rows)), await titled_of_time(inquiry, typed)
    )


async def titled_of_time(inquiry: Inquiry, typed: str) -> list[EventView]:
    """If there is a date among the words, the events of that time with the others in their titles."""
    date, others = split_date(typed, inquiry.asker.today)
    if date is None:
        return []
    return _of_time(inquiry, date, await events_titled(inquiry, " ".join(others), LOOKED_THROUGH))


def _of_time(inquiry: Inquiry, asked: HistoricalDate, events: Iterable[EventView]) -> list[EventView]:
    """Those of the events that may have happened, or, if they last, may have begun, at this time."""

    def may_be(known: HistoricalDate | None) -> bool:
        when = known.start if known is not None and known.open_end else known
        return when is not None and overlaps(when, asked)

    def dates(found: EventView) -> Iterable[HistoricalDate | None]:
        return found.contradicting(inquiry.layer) or (found.dated(inquiry.layer).date,)

    return [one for one in events if any(map(may_be, dates(one)))]


def event_labels(typed: str) -> list[tuple[str, int]]:
    """The scope letters and numbers of the events' labels that a text consists of: "E-60 and E-91"."""
    whole = typed.strip(" .,;!?")
    pieces = [whole] if event_label(whole) else _BETWEEN_LABELS.split(whole)
    labels = [event_label(piece) for piece in pieces if piece]
    return [label for label in labels if label is not None] if all(labels) else []


async def events_numbered(inquiry: Inquiry, labels: Iterable[tuple[str, int]]) -> list[StoredRow]:
    """The events with these labels that the asker sees."""
    rows = [await event_numbered(inquiry, *label) for label in dict.fromkeys(labels)]
    return [row for row in rows if row is not None]


async def event_numbered(inquiry: Inquiry, letter: str, number: int) -> StoredRow | None:
    """The event with a label's letter and number (E-57, S-3), if the asker sees it."""
    scope = scope_of_label(letter, inquiry.at.scope)
    return await inquiry.views.by_number(inquiry.at, "event", number, scope) if scope is not None else None


async def _steps_named(inquiry: Inquiry, typed: str) -> list[EventView]:
    """The events in which an agreement took a step, where the words name both: "GSOMIA initialled"."""
    agreement, others = _agreement_in(inquiry, typed)
    actions = actions_of(" ".join(without_noise(others)))
    if agreement is None or not actions:
        return []
    steps = [(agreement.id, action) for action in actions]
    stored = await inquiry.views.gists_about(inquiry.at, agreement.id)
    about = (decode_gist(one.gist) for one in stored)
    gists = [gist for gist in about if not set(steps).isdisjoint(gist.steps)]
    return list((await inquiry.event_views(gists[:INFLECTED])).values())


def _agreement_in(inquiry: Inquiry, typed: str) -> tuple[Named | None, list[str]]:
    """The one agreement that some of the words name, and the others."""
    named, others = split_run(typed.split(), partial(inquiry.names.exact, kinds=("agreement",)))
    return (named[0], others) if named is not None and len(named) == 1 else (None, others)


async def _nearest(inquiry: Inquiry, typed: str, words: str) -> list[EventView]:
    """The events to offer for a name that none has: of the agreement with it, or with some of its words.

    If some of the words name an agreement ("first DTT"), only its events.
    """
    called = inquiry.names.match(typed, ("agreement",)).found
    if len(called) == 1:
        return await _heaviest_of(inquiry, called[0])
    near = await events_by_some_words(inquiry, words)
    agreement, _ = _agreement_in(inquiry, typed)
    if agreement is None:
        return near
    about = [one for one in near if any(step.agreement == agreement.id for step in one.event.steps)]
    return _each_once(about, await _heaviest_of(inquiry, agreement))[:NEAREST]


async def _heaviest_of(inquiry: Inquiry, agreement: Named) -> list[EventView]:
    """The heaviest events of an agreement, steps first."""
    stored = await inquiry.views.gists_about(inquiry.at, agreement.id)
    gists = sorted(
        (decode_gist(one.gist) for one in stored),
        key=lambda gist: (gist.acts_on(agreement.id), gist.weight),
        reverse=True,
    )
    return list((await inquiry.event_views(gists[:NEAREST])).values())


async def events_by_some_words(
    inquiry: Inquiry, typed: str, *, or_a_rare_one: bool = False
) -> list[EventView]:
    """Events with at least half of the words and one of them in the title, for when none has all of them.

    Those with most of the words in their titles come first, then those with rarer words. If there are none,
    and ``or_a_rare_one``, those with a word in the title that few have.
    """
    words = dict.fromkeys(without_noise(fold_name(typed).split()[:WORDS]))
    known: dict[str, EventView] = {}
    having: Counter[str] = Counter()
    worth: defaultdict[str, float] = defaultdict(float)
    rare: set[str] = set()
    for word in words:
        found = await search(inquiry, word, EVENTS, inflected=True, limit=50)
        for one in map(event_view, found.rows):
            tells = _tells(one, word)
            known |= {one.event.id: one} if tells else {}
            is_rare = found.total <= FEW and len(word) >= SHORT and not word.isdecimal()
            rare |= {one.event.id} if tells and is_rare else set()
            having[one.event.id] += 1
            worth[one.event.id] += (3 if tells else 1) + 1 / (1 + found.total)
    near = [id for id in known if 2 * having[id] >= len(words)]
    if not near and or_a_rare_one:
        near = [id for id in known if id in rare]
    near.sort(key=lambda id: (-worth[id], -known[id].event.weight))
    return [known[id] for id in near[:NEAREST]]


def _tells(found: EventView, word: str) -> bool:
    """Whether an event's title has the word, or could not have it: a number, or a word of another script."""
    return word.isdecimal() or not word.isascii() or _has_in_title(found, [stem(word)])


def is_titled_after(found: EventView, typed: str) -> bool:
    """Whether an event's title has half of the words; True for other scripts, which only remarks have."""
    return not typed.isascii() or 2 * _in_title(found, typed) >= len(without_noise(fold_name(typed).split()))


def _in_title(found: EventView, typed: str) -> int:
    """How many of the words an event's title has."""
    return sum(_has_in_title(found, [stem(word)]) for word in without_noise(fold_name(typed).split()))


def _has_in_title(found: EventView, stems: Iterable[str]) -> bool:
    """Whether an event's title has words that begin with all these stems."""
    title = _title(found)
    return all(any(word.startswith(stem) for word in title) for stem in stems)


def _title(found: EventView) -> list[str]:
    """The stems of the words of an event's title."""
    return [stem(word) for word in fold_name(found.event.title).split()]
