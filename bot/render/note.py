"""Renders notes: each due event with its years, remarks and sources, what followed, and what is ahead."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from bot.domain.anniversaries import Due
from bot.domain.dates import HistoricalDate, Precision, parse, ymd
from bot.domain.entries import Entry
from bot.domain.posts import Ahead, Anniversary, Correction, Erratum, NoteAnswer, Remark, Sequel
from bot.domain.questions import Question
from bot.render import lines
from bot.render.fit import one_screen
from bot.render.lines import Space
from bot.render.markdown import capital, inert, marks
from bot.render.message import Message
from bot.render.voice import Voice

ERRATUM = 400
"""Characters that a note leaves free, so that corrections fit into it later."""
REMARK = 240
"""Most characters of a remark on an event."""

NOTE = "note"
"""The command of the buttons of a note, with the options ``act`` and ``delivery``."""
ACTS = ("story", "calendar", "why")


def render_note(
    note: NoteAnswer,
    delivery: str,
    *,
    locale: str = "en",
    mentions: Mapping[str, str] = {},
    ping: str = "",
    erratum: Erratum | None = None,
) -> Message:
    """The note as a message on one phone screen, with space for corrections.

    ``delivery`` is its id in the ledger; ``ping`` the id of a role to mention, if any; ``erratum`` are the
    corrections so far, which come before the sources.
    """
    voice = Voice.of(locale, mentions)
    buttons = tuple(
        voice.button(f"button_{act}", Question(NOTE, {"act": act, "delivery": delivery}), private=True)
        for act in ACTS
    )

    def compose(space: Space) -> list[str]:
        return [f"<@&{ping}>" if ping else "", *_body(note, voice, space)]

    entries = len(note.anniversaries)
    told = one_screen(compose, note.footnotes, buttons, voice, entries=entries, least=entries, spare=ERRATUM)
    if erratum is None:
        return told
    *head, last = told.blocks
    corrected = _erratum(erratum, voice)
    blocks = (*head, corrected, last) if told.cited else (*told.blocks, corrected)
    return replace(told, blocks=blocks)


def _body(note: NoteAnswer, voice: Voice, space: Space) -> list[str]:
    shown = note.anniversaries[: max(len(note.anniversaries) - space.dropped, 1)]
    _, month, day = ymd(note.day)
    told = [voice.say("note_late" if note.late else "note", day=voice.day_of_year(month, day))]
    for place, one in enumerate(shown):
        told.append(anniversary(one, note, voice, space))
        said = remarks(one, voice, space)[: 2 if space.extras else 1]
        if said and place < space.doubts:
            told.append(" ".join(said))
    if note.total > len(shown):
        told.append(voice.say("note_more", count=voice.count("more_events", note.total - len(shown))))
    return ["\n".join(told), "\n".join(_since(note, voice, space)), "\n".join(_ahead(note, voice, space))]


def anniversary(one: Anniversary, note: NoteAnswer, voice: Voice, space: Space) -> str:
    """The line about one due event: how many years ago, when, what, and its sources."""
    entry, date = one.entry, one.entry.date
    key, shown, known = "note_day", "", True
    if date is not None:
        key, shown, known = _worded(one, date, note.day, voice)
    line = voice.say(
        key, years=voice.count("years", one.due.years), date=shown, title=inert(entry.title, space.title)
    )
    line += lines.ref(entry, voice) + lines.first_aside(entry, voice, space)
    unknown = "" if known else f" {_unknown(entry, note, voice)}"
    return f"{line}{_sources(entry, one.due, voice)}{unknown}"


def _worded(one: Anniversary, date: HistoricalDate, day: int, voice: Voice) -> tuple[str, str, bool]:
    """The pattern for a due event, its date in words, and whether the date gives the day."""
    if one.due.part == "year":
        return "note_year", voice.date(date), False
    if date.precision is Precision.INTERVAL:
        days = date.start is not None and date.start.day is not None
        return "note_span", voice.date(date), days
    if one.due.part == "month":
        return "note_month", voice.year(date), False
    same = ymd(day)[1:] == (date.month, date.day)
    return "note_day", voice.year(date) if same else voice.date(date), True


def _unknown(entry: Entry, note: NoteAnswer, voice: Voice) -> str:
    """The remark that the day is not known: to the documents, or to any source."""
    documents = note.layer == "documents" or not any(said.reference for said in entry.said)
    return voice.say("note_day_unknown" if documents else "note_day_unknown_anywhere")


def _sources(entry: Entry, due: Due, voice: Voice) -> str:
    """The footnotes; if only the reference pack gives the date so precisely, also the documents' date."""
    if due.part == "day":
        return lines.day_sources(entry, voice)
    if not entry.said or not entry.said[0].reference or all(said.reference for said in entry.said):
        return marks(entry.notes)
    return lines.by_documents(entry, "note_date_is_reference", entry.said[0].notes, voice)


def remarks(one: Anniversary, voice: Voice, space: Space) -> list[str]:
    """What sources remark on the event, a sentence for each."""
    return [_remark(remark, voice, space) for remark in one.remarks]


def _remark(remark: Remark, voice: Voice, space: Space) -> str:
    text = lines.sourced(_sentence(inert(remark.text, min(REMARK, space.text))), remark.notes)
    return voice.say("note_remark_reference", text=text) if remark.reference else text


def _sentence(text: str) -> str:
    return text if text.endswith((".", "…", "!", "?", "”")) else f"{text}."


def _since(note: NoteAnswer, voice: Voice, space: Space) -> list[str]:
    """A line about what followed on each agreement."""
    sequels = note.sequels if space.extras else note.sequels[:1]
    if not space.doubts:
        return []
    key = "note_since_named" if note.names else "note_since"
    most = 3 if space.extras else 2 if not space.terse else 1
    return [
        voice.say(key, name=inert(sequel.agreement, 40), steps=since(sequel, voice, space, most))
        for sequel in sequels
    ]


def since(sequel: Sequel, voice: Voice, space: Space, most: int) -> str:
    """The last ``most`` of the events that followed on an agreement, and how many are left out."""
    shown = sequel.entries[-most:]
    left_out = sequel.left_out + len(sequel.entries) - len(shown)
    if not shown:
        return voice.say("note_since_none")
    steps, before = [], False
    for entry in shown:
        steps.append(_step(entry, voice, space, say_ref=not before))
        before = _is_reference(entry)
    if not left_out:
        return voice.say("note_since_end", steps=" ".join(steps))
    more = voice.count("more_entries", left_out)
    return voice.say("note_since_end_more", steps=" ".join(steps), count=more)


def _step(entry: Entry, voice: Voice, space: Space, *, say_ref: bool) -> str:
    """One later event.

    In a row of events that only the reference pack dates, the first alone is marked *ref.*
    """
    reference = f"{voice.say('ref')} " if _is_reference(entry) and say_ref else ""
    if entry.contested or entry.date is None:
        date, notes = lines.dates_of(entry, voice, space), ""
    else:
        date, notes = voice.short(entry.date), marks(entry.said[0].notes) if entry.said else ""
    return reference + voice.say("note_step", date=date, title=inert(entry.title, space.title), marks=notes)


def _is_reference(entry: Entry) -> bool:
    return bool(entry.said) and entry.said[0].reference and not entry.contested


def _ahead(note: NoteAnswer, voice: Voice, space: Space) -> list[str]:
    """The look-ahead to tomorrow, or to the week."""
    if not note.ahead:
        return []
    if not note.week:
        shown = note.ahead if space.extras else note.ahead[:1]
        _, month, day = ymd(note.day + 1)
        # A late note may be read on another day than its own.
        when = voice.day_of_year(month, day) if note.late else voice.say("tomorrow")
        told = "; ".join(_tomorrow(one, voice, space) for one in shown)
        return [voice.say("note_tomorrow", when=when, lines=told)]
    return [voice.say("note_week"), *(ahead(one, note.day, voice, space) for one in note.ahead)]


def _tomorrow(one: Ahead, voice: Voice, space: Space) -> str:
    entry = one.entry
    date = voice.short(entry.date) if entry.date is not None else voice.say("undated")
    sources = (
        lines.first_aside(entry, voice, space) + lines.ref(entry, voice) + lines.day_sources(entry, voice)
    )
    return voice.say("note_ahead", **_named(one, voice, space), date=date, sources=sources)


def ahead(one: Ahead, today: int, voice: Voice, space: Space) -> str:
    """A line about an event that is due later, or today.

    If there is little space, with the leading date's sources alone.
    """
    entry, date = one.entry, one.entry.date
    known = one.due.part == "day"
    sources = lines.ref(entry, voice) + _sources(entry, one.due, voice)
    if not space.extras and entry.said:
        sources = lines.ref(entry.said[0], voice) + marks(entry.said[0].notes)
    aside = lines.first_aside(entry, voice, space) if known else ""
    span = ""
    if date is not None and date.precision is Precision.INTERVAL:
        span = f" ({voice.short(date)})"
    when = _when(one, today, voice)
    return voice.say("note_ahead_on", when=when, **_named(one, voice, space), sources=span + aside + sources)


def _when(one: Ahead, today: int, voice: Voice) -> str:
    """When it is due: a day, a month or a year, as precisely as the event is dated.

    Without the present year.
    """
    year, month, _ = ymd(one.day)
    if one.due.part == "year":
        return str(year)
    this_year = year == ymd(today)[0]
    if one.due.part == "day":
        return voice.say("today") if one.day == today else voice.short_day(one.day, year=not this_year)
    named = voice.month(month) if this_year else voice.date(parse(f"{year:04}-{month:02}"))
    return voice.say("note_in_month", month=named)


def _named(one: Ahead, voice: Voice, space: Space) -> dict[str, str]:
    return {"title": inert(one.entry.title, space.title), "years": lines.years_of(one.due, voice)}


def _erratum(erratum: Erratum, voice: Voice) -> str:
    """The corrections, as many as fit into ``ERRATUM`` characters."""
    told = [voice.say("erratum", day=voice.day(erratum.day))]
    for place, correction in enumerate(erratum.corrections):
        line = _correction(correction, voice)
        more = voice.say("erratum_more", n=str(len(erratum.corrections) - place))
        if sum(map(len, told)) + len(told) + len(line) + len(more) > ERRATUM:
            told.append(more)
            break
        told.append(line)
    return "\n".join(told)


def _correction(correction: Correction, voice: Voice) -> str:
    match correction.now:
        case str(now):
            shown = inert(now, 100)
        case HistoricalDate() as date:
            shown = voice.date(date)
        case actions:
            called = {**voice.words.standings, **voice.words.conditions}
            shown = voice.say("or").join(called.get(action, action) for action in actions)
            shown = shown or voice.say("nothing_yet")
    return voice.say(
        f"erratum_{correction.what}",
        label=inert(correction.label, 20),
        title=inert(correction.title, 60),
        now=capital(shown) if correction.what == "retracted" else shown,
    ).rstrip()
