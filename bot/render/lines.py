"""Lines that many answers are made of: a dated event with its sources, a doubt, the next anniversary."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from bot.domain.anniversaries import Due
from bot.domain.answers import ClaimSaid
from bot.domain.dates import HistoricalDate, Precision, begun_within, within
from bot.domain.entries import Doubt, Entry, Footnote, Next, Said
from bot.domain.questions import AsOf
from bot.render.markdown import TITLE, inert, marks
from bot.render.voice import Voice

PLACE = 24
"""Longest place that is named beside a date, in characters."""

_PART = re.compile(r"\b(early|mid|late|beginning of|end of)[ -]+(?:the +)?(\d{4}s?)\b", re.IGNORECASE)
_PARTS = {
    "early": "early",
    "beginning of": "early",
    "mid": "mid",
    "late": "late",
    "end of": "late",
}

_BEFORE = re.compile(r"\b(since\s+)?before\s+(?:the\s+)?(\d{4})\b", re.IGNORECASE)
_DECADE = re.compile(r"\b\d{3}0s\b")
_CENTURIES = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)(?: and \d{1,2}(?:st|nd|rd|th))? centur(?:y|ies)\b", re.IGNORECASE
)


class Space(msgspec.Struct, frozen=True):
    """How much of an answer is shown, so that it fits one screen; ``fit`` tries one after the other.

    ``dropped`` is the number of entries that are left out, the lightest first; ``title`` and ``text`` are the
    most characters of titles and of doubts; ``doubts`` is the most doubts. Without ``extras``, lines that are
    merely useful are left out; with ``terse`` also what the event's own page and the sources' page tell:
    coarser dates, the day in other places, the dates of sources. ``links`` says whether footnotes are links.
    """

    dropped: int = 0
    title: int = TITLE
    text: int = 320
    doubts: int = 3
    extras: bool = True
    terse: bool = False
    links: bool = True


def entry_line(entry: Entry, voice: Voice, space: Space, *, label: bool = False) -> str:
    """One event: its date, title and footnotes; finer dates of the reference pack follow, marked *ref.*"""
    title = inert(entry.title, space.title)
    if entry.contested and len(entry.said) > 1:
        line = f"{_contested(entry.said, voice, space)} {title}; {voice.say('contested')}"
    elif not entry.said:
        line = f"**{voice.say('undated')}** {title}"
    else:
        line = _agreed(entry.said, f" {title}", voice, space)
    return f"{line} · {inert(entry.label, 20)}" if label else line


def dates_of(entry: Entry, voice: Voice, space: Space) -> str:
    """The dates of one event without its title, as ``entry_line`` gives them."""
    if entry.contested and len(entry.said) > 1:
        return _contested(entry.said, voice, space)
    return _agreed(entry.said, "", voice, space) if entry.said else f"**{voice.say('undated')}**"


def _contested(said: Sequence[Said], voice: Voice, space: Space) -> str:
    """The contradicting dates side by side, each with its sources; then coarser dates that agree with one."""
    told = {
        one: f"**{worded(one, voice)}**{ref(one, voice)}{aside(one, voice, space)}{marks(one.notes)}"
        for one in said
    }
    fine = finest(said)
    coarse = (text for one, text in told.items() if one not in fine)
    return "; ".join([voice.say("or").join(told[one] for one in fine), *coarse])


def finest(said: Sequence[Said]) -> list[Said]:
    """Those of an event's dates within which no other one lies."""
    return [one for one in said if not any(_is_coarser(one, other) for other in said)]


def _agreed(said: Sequence[Said], title: str, voice: Voice, space: Space) -> str:
    """The documents' own date first (see ``leading``), then finer or coarser dates."""
    first = leading(said)
    same = [one for one in said if one.date.edtf == first.date.edtf and not aside(one, voice, space)]
    notes = (*first.notes, *(number for one in same for number in one.notes))
    lead = f"**{worded(first, voice)}**{ref(first, voice)}{title}"
    parts = [f"{lead}{aside(first, voice, space)}{marks(notes)}"]
    for one in said:
        if one is first or one in same:
            continue
        if not (_is_coarser(one, first) and (space.terse or _is_told_finer(one, said))):
            date = rough(one.words, one.date, voice) or voice.beside(one.date, first.date)
            place = f", {inert(one.place, PLACE)}" if _names_place(one, first, space) else ""
            told = f"{ref(one, voice)} {date}{place}{aside(one, voice, space)}{marks(one.notes)}"
            parts.append(told.strip())
    return "; ".join(parts)


def worded(said: Said | ClaimSaid, voice: Voice) -> str:
    """A date for a list; in rough words if its source gives it so: "late 2000s"."""
    return rough(said.words, said.date, voice) or voice.short(said.date)


def rough(words: str, date: HistoricalDate, voice: Voice) -> str:
    """The words for a date that its source gives roughly, such as "late 2000s"; empty for any other date.

    The value's bounds are then only a convention, and would look more precise than the source is.
    """
    if date.open_start and (found := _BEFORE.search(words)):
        return voice.say("since_before" if found[1] else "before", date=found[2])
    told = in_rough_words(words, date, voice)
    return voice.say("since_the", date=told) if told and date.open_end else told


def in_rough_words(words: str, date: HistoricalDate, voice: Voice) -> str:
    """As ``rough``, of an interval without an end only its beginning."""
    if date.start is None:
        return ""
    if part := _PART.search(words):
        return voice.say("part_of", part=voice.say(_PARTS[part[1].lower()]), year=part[2])
    found = _CENTURIES.search(words) or (_DECADE.search(words) if date.open_end else None)
    return found[0] if found else ""


def _is_told_finer(said: Said, among: Sequence[Said]) -> bool:
    """Whether all sources of this date also give another one."""
    others = {n for other in among if other.date.edtf != said.date.edtf for n in other.notes}
    return others.issuperset(said.notes)


def _is_coarser(said: Said, first: Said) -> bool:
    return within(first.date, said.date) and said.date.edtf != first.date.edtf


def leading(said: Sequence[Said]) -> Said:
    """The date that is shown first: the leading one, or the documents' most precise if the pack leads."""
    documents = [one for one in said if not one.reference] if said[0].reference else said[:1]
    return min(documents, key=lambda one: one.date.high - one.date.low, default=said[0])


def day_sources(entry: Entry, voice: Voice) -> str:
    """The footnotes of an event dated to the day; if documents know it less precisely, also their date."""
    if day_by_documents(entry) or all(said.reference for said in entry.said):
        return marks(entry.notes)
    of_pack = (number for said in entry.said if said.reference for number in said.notes)
    return by_documents(entry, "day_is_reference", of_pack, voice)


def by_documents(entry: Entry, key: str, of_pack: Iterable[int], voice: Voice) -> str:
    """The documents' footnotes with their own date, where the date shown is the reference pack's."""
    documents = [said for said in entry.said if not said.reference]
    coarser = voice.say(key, marks=marks(of_pack), date=worded(leading(entry.said), voice))
    return f"{marks(number for said in documents for number in said.notes)} {coarser}"


def day_by_documents(entry: Entry) -> bool:
    """Whether a document gives the day, or the days from first to last, and not the reference pack alone."""
    given = [said.date for said in entry.said if not said.reference]
    return any((date.start or date).precision is Precision.DAY for date in given)


def ref(told: Said | Entry | Footnote, voice: Voice) -> str:
    """The mark *ref.* after what only the reference pack says; empty for anything else."""
    return f" {voice.say('ref')}" if told.reference else ""


def _names_place(said: Said, first: Said, space: Space) -> bool:
    fine = said.date.precision is Precision.DAY and first.date.precision is not Precision.DAY
    return space.extras and fine and 0 < len(said.place) <= PLACE and not said.elsewhere


def aside(said: Said, voice: Voice, space: Space) -> str:
    """The place whose day it is, and the day in other places: " (Seoul; 28 Dec in Washington)"."""
    if space.terse:
        return ""
    days = [
        voice.say("in_place", date=voice.beside(date, said.date), place=inert(place, PLACE))
        for date, place in said.elsewhere[:2]
    ]
    if days and said.place:
        days.insert(0, inert(said.place, PLACE))
    return f" ({'; '.join(days)})" if days else ""


def first_aside(entry: Entry, voice: Voice, space: Space) -> str:
    """``aside`` for the date that is shown first."""
    return aside(entry.said[0], voice, space) if entry.said else ""


def through_time(
    entries: Sequence[Entry], as_of: AsOf | None, voice: Voice, line: Callable[[Entry], str]
) -> list[str]:
    """The lines of entries, divided by a line at the time asked about, if anything comes after it.

    Below that line is also what may or may not have happened by then.
    """
    if as_of is None:
        return [line(entry) for entry in entries]
    times = _marks_of_time(as_of, voice)
    last_days = [_surely_begun(entry) for entry in entries]
    order = sorted(range(len(entries)), key=lambda i: sum(last_days[i] > day for day, _ in times))
    placed = [(sum(last_day <= day for last_day in last_days), mark) for day, mark in times]
    if len({at for at, _ in placed}) < len(placed):
        placed = [(placed[0][0], voice.say("mark_day", day=voice.date(as_of.date)))]
    told = [line(entries[i]) for i in order]
    for at, mark in reversed([(at, mark) for at, mark in placed if at < len(told)]):
        told.insert(at, mark)
    return told


def _marks_of_time(as_of: AsOf, voice: Voice) -> list[tuple[int, str]]:
    """The dividing lines for the time asked about, each with the last day that is above it."""
    if len(as_of.days) == 1:
        return [(as_of.days[0], voice.say("mark_day", day=voice.day(as_of.days[0])))]
    shown = voice.date(as_of.date)
    start, end = voice.say("mark_start", date=shown), voice.say("mark_end", date=shown)
    return [(as_of.days[0] - 1, start), (as_of.days[-1], end)]


def _surely_begun(entry: Entry) -> float:
    """The last day on which the event may have happened or, if it lasts, may have begun."""
    if entry.date is None:
        return math.inf
    rough = (begun_within(said.words, entry.date) for said in entry.said)
    start = entry.date.start or entry.date
    return next((last for _, last in filter(None, rough)), start.high)


def kept(entries: Sequence[Entry], dropped: int) -> list[Entry]:
    """The entries without the ``dropped`` lightest; of equal weight, those of the reference pack go first."""
    order = sorted(range(len(entries)), key=lambda i: (entries[i].weight, not entries[i].reference, i))
    gone = set(order[:dropped])
    return [entry for i, entry in enumerate(entries) if i not in gone]


def doubt_lines(doubts: Sequence[Doubt], voice: Voice, space: Space) -> list[str]:
    """What is disputed, unsure or not said, a line each; if only few fit, those that need not be cut."""
    keys = {"disputed": "disputed", "dates": "doubt_dates", "unsure": "unsure", "silent": "silent_doubt"}
    whole_first = sorted(doubts, key=lambda doubt: len(doubt.text) > space.text)
    chosen = whole_first[: space.doubts]
    return [
        voice.say(keys[doubt.kind], text=sourced(inert(doubt.text, space.text), doubt.notes))
        for doubt in doubts
        if doubt in chosen
    ]


def sourced(text: str, numbers: Sequence[int]) -> str:
    """A sentence with its footnote marks before the full stop."""
    if numbers and text.endswith("."):
        return f"{text[:-1]}{marks(numbers)}."
    return text + marks(numbers)


def years_of(coming: Next | Due, voice: Voice) -> str:
    """How many years ago it was, and whether that is a round number."""
    years = voice.count("years", coming.years)
    return voice.say("round_years", years=years) if coming.round else years


def next_line(coming: Next, today: int | None, voice: Voice, space: Space) -> str:
    """The next anniversary: when, of what, how many years, and that the day is the reference pack's if it is.

    Without ``today`` the day is always written out, for a text that is read on another day.
    """
    near = {0: "today", 1: "tomorrow"}.get(coming.day - today) if today is not None else None
    when = voice.say(near) if near else voice.day(coming.day)
    source = ""
    if coming.entry.said:
        lead = coming.entry.said[0]
        shown = marks(lead.notes)
        source = f" {voice.say('next_source_reference', marks=shown)}" if lead.reference else shown
    return voice.say(
        "next",
        when=when,
        title=inert(coming.entry.title, space.title),
        years=years_of(coming, voice),
        source=source,
    )
