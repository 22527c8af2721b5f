"""Which event a number or title means; which events have all of a few words, in whatever form or at their
time, or some."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from bot.domain.dates import HistoricalDate, overlaps
from bot.domain.gists import decode_gist
from bot.domain.questions import Choose, Refusal, Suggestion
from bot.services.event_view import EventView, event_view
from bot.services.inquiry import Inquiry
from bot.services.typed.meaning import OFFERED, date_apart
from bot.services.typed.names import NEAREST, event_label, fold_name, scope_of_label, without_noise
from bot.services.typed.persons import in_english
from bot.services.typed.search import put_right, search
from storage.rows import StoredRow

EVENTS = ("event",)
WORDS = 8
"""Words of a name that are tried one by one when no event has them all."""
INFLECTED = 25
"""Events that are looked at for a word in another form."""
LOOKED_THROUGH = 200
"""Most events with the other words among which those of a time are sought."""
_ENDINGS = ("ations", "ation", "ings", "ing", "ed", "es", "s")
_STEM = 4
"""Least letters that a word is known by in its other forms: "sign" in "signing" and "signed"."""


async def resolve_event(inquiry: Inquiry, typed: str, option: str) -> EventView | Refusal | Choose:
    """The event that a number (E-57), a title or a former one means; a few it may mean; or the nearest."""
    label = event_label(typed) or event_label(f"E-{typed}")
    if label is not None:
        row = await event_numbered(inquiry, *label)
        return event_view(row) if row is not None else inquiry.refuse("unknown_event", typed=typed)
    views, at = inquiry.views, inquiry.at
    rows = await views.by_name(at, "event", typed) or await views.by_former_name(at, "event", typed)
    called = [event_view(row) for row in rows]
    words = in_english(typed)
    found = called or await events_by_words(inquiry, words) or await events_of_time(inquiry, words)
    if len(found) == 1 and (called or is_titled_after(found[0], words)):
        return found[0]
    nearest: list[EventView] = []
    if len(found) < 2:
        nearest = await events_of_agreement(inquiry, typed) or await events_by_some_words(
            inquiry, await put_right(inquiry, words, EVENTS)
        )
    if found:
        # That a remark on another event has all the words does not make that event the one meant.
        nearest = [one for one in nearest if one.event.id != found[0].event.id]
        return Choose(inquiry.question, typed, "name", _suggestions(inquiry, option, [*nearest, *found]))
    return Refusal(
        inquiry.question, "unknown_event", {"typed": typed}, _suggestions(inquiry, option, nearest)
    )


def _suggestions(inquiry: Inquiry, option: str, events: Sequence[EventView]) -> tuple[Suggestion, ...]:
    return tuple(
        Suggestion(one.titled, inquiry.question.asking(**{option: one.label})) for one in events[:OFFERED]
    )


async def events_by_words(inquiry: Inquiry, typed: str) -> list[EventView]:
    """The events with all these words; if just one has them all in its title, or has all but a date and is of
    that time, that one; else first those that do."""
    found = (await search(inquiry, typed, EVENTS, limit=INFLECTED)).rows
    stems, words = _inflected(typed)
    titled = _titled(found, stems) if words == typed.lower() else await events_titled(inquiry, typed)
    titled = _each_once(titled, await _titled_of_time(inquiry, typed))
    if len(titled) == 1:
        return titled
    return _each_once(titled, map(event_view, found))[:OFFERED]


async def events_titled(inquiry: Inquiry, typed: str, limit: int = INFLECTED) -> list[EventView]:
    """The events that have all these words in their titles, in whatever form ("signed" for "signing"), the
    shortest title first."""
    stems, words = _inflected(typed)
    return _titled((await search(inquiry, words, EVENTS, limit=limit)).rows, stems) if words else []


def _each_once(*found: Iterable[EventView]) -> list[EventView]:
    return list({one.event.id: one for one in chain(*found)}.values())


def _inflected(typed: str) -> tuple[list[str], str]:
    """The telling words without their endings, and what finds them in whatever form."""
    words = without_noise(fold_name(typed).split())
    inflected = [_stem(word) for word in words if _stem(word) != word]
    # What begins so is found for the last word alone: of several in another form, one is searched for.
    return list(map(_stem, words)), " ".join([*(w for w in words if _stem(w) == w), *inflected[:1]])


def _titled(rows: Iterable[StoredRow], stems: Sequence[str]) -> list[EventView]:
    """The events that have all the words in their titles; first what has them whole ("Kishi" is no Kishida),
    of these the shortest title."""
    titled = [one for one in map(event_view, rows) if _has_in_title(one, stems)]
    return sorted(titled, key=lambda one: (not set(stems) <= set(_title(one)), len(one.event.title)))


async def events_of_time(inquiry: Inquiry, typed: str) -> list[EventView]:
    """Where there is a date among the words ("nuclear test 2013"): the events of that time that have the
    others."""
    date, others = date_apart(typed, inquiry.asker.today)
    if date is None:
        return []
    found = await search(inquiry, " ".join(others), EVENTS, limit=LOOKED_THROUGH)
    return _of_time(inquiry, date, map(event_view, found.rows))


async def _titled_of_time(inquiry: Inquiry, typed: str) -> list[EventView]:
    """The same of those that have the others in their titles, in whatever form."""
    date, others = date_apart(typed, inquiry.asker.today)
    if date is None:
        return []
    return _of_time(inquiry, date, await events_titled(inquiry, " ".join(others), LOOKED_THROUGH))


def _of_time(inquiry: Inquiry, asked: HistoricalDate, events: Iterable[EventView]) -> list[EventView]:
    """Those that may be of a time; of what goes on, those that may have begun in it."""

    def may_be(known: HistoricalDate | None) -> bool:
        when = known.start if known is not None and known.open_end else known
        return when is not None and overlaps(when, asked)

    return [one for one in events if may_be(one.dated(inquiry.layer).date)]


async def event_numbered(inquiry: Inquiry, letter: str, number: int) -> StoredRow | None:
    """The event with a label's letter and number (E-57, S-3), if the asker sees it."""
    scope = scope_of_label(letter, inquiry.at.scope)
    return await inquiry.views.by_number(inquiry.at, "event", number, scope) if scope is not None else None


async def events_of_agreement(inquiry: Inquiry, typed: str) -> list[EventView]:
    """The weightiest events of the one agreement that is called so, what changed its status first."""
    called = inquiry.names.exact(typed, ("agreement",))
    if len(called) != 1:
        return []
    stored = await inquiry.views.gists_about(inquiry.at, called[0].id)
    gists = sorted(
        (decode_gist(one.gist) for one in stored),
        key=lambda gist: (gist.acts_on(called[0].id), gist.weight),
        reverse=True,
    )
    whole = await inquiry.event_views(gists[:NEAREST])
    return list(whole.values())


async def events_by_some_words(inquiry: Inquiry, typed: str) -> list[EventView]:
    """For when no event has all the words: those with at least half of them, one in the title; what has most
    of them in its title first, of these what has the rarer ones."""
    words = dict.fromkeys(without_noise(fold_name(typed).split()[:WORDS]))
    known: dict[str, EventView] = {}
    having: Counter[str] = Counter()
    worth: defaultdict[str, float] = defaultdict(float)
    for word in words:
        found = await search(inquiry, word, EVENTS, limit=50)
        for one in map(event_view, found.rows):
            tells = _tells(one, word)
            known |= {one.event.id: one} if tells else {}
            having[one.event.id] += 1
            worth[one.event.id] += (3 if tells else 1) + 1 / (1 + found.total)
    near = [id for id in known if 2 * having[id] >= len(words)]
    near.sort(key=lambda id: (-worth[id], -known[id].event.weight))
    return [known[id] for id in near[:NEAREST]]


def _tells(found: EventView, word: str) -> bool:
    """Whether an event is known by the word: its title has it, or no title would, as it is a number or of
    another script."""
    return word.isdecimal() or not word.isascii() or _has_in_title(found, [_stem(word)])


def is_titled_after(found: EventView, typed: str) -> bool:
    """Whether an event's title has any telling word; words of another script stand in remarks alone."""
    words = without_noise(fold_name(typed).split())
    return not typed.isascii() or any(_has_in_title(found, [_stem(word)]) for word in words)


def _has_in_title(found: EventView, stems: Iterable[str]) -> bool:
    """Whether an event's title has all the words, given without their endings, in whatever form."""
    title = _title(found)
    return all(any(word.startswith(stem) for word in title) for stem in stems)


def _title(found: EventView) -> list[str]:
    """The words of an event's title, without their endings."""
    return [_stem(word) for word in fold_name(found.event.title).split()]


def _stem(word: str) -> str:
    """The word without its ending, where enough is left of it."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word
