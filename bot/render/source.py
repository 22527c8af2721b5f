"""One source: who wrote it, when as far as known, what it says here; and an answer's sources in full."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from bot.domain.answers import SourceAnswer
from bot.domain.entities import REFERENCE
from bot.domain.entries import Entry, Footnote
from bot.domain.facts import Term
from bot.render import lines
from bot.render.lines import Room
from bot.render.lists import page_of
from bot.render.markdown import inert, link
from bot.render.message import Message
from bot.render.voice import Voice

NOTE = 400
"""Longest note on a source, in characters."""


def source(answer: SourceAnswer, voice: Voice) -> Message:
    """The source and a page of what it says."""
    entries = [_unnumbered(entry) for entry in answer.entries]

    def compose(room: Room) -> list[str]:
        head = [f"### {inert(answer.title)}", _by(answer, voice), _when(answer, voice)]
        about = [_pack(answer, voice)]
        if answer.note and answer.paging.page == 1:
            about.append(inert(answer.note, NOTE))
        if room.extras and answer.sha256:
            about.append(voice.say("source_sum", sum=inert(answer.sha256, 64)))
        told = [lines.entry_line(entry, voice, room, label=True) for entry in entries]
        says = voice.say("source_silent")
        if told:
            count = voice.count("entries", answer.paging.total or len(told))
            says = voice.say("source_says", count=count)
        return ["\n".join(head), "\n".join(about), "\n".join([says, *told])]

    return page_of(answer, compose, voice)


def _by(answer: SourceAnswer, voice: Voice) -> str:
    who = (
        voice.say("source_by", author=inert(answer.author))
        if answer.author
        else voice.say("source_by_unknown")
    )
    return voice.listed([who, *(inert(part) for part in (answer.affiliation, answer.publisher) if part)])


def _when(answer: SourceAnswer, voice: Voice) -> str:
    if answer.date is None:
        told = voice.say("basis_absent")
    else:
        key = "basis_inferred" if answer.date_basis == "inferred" else "basis_stated"
        key = "basis_own" if answer.own or answer.date_basis == "absent" else key
        told = voice.say(key, date=voice.date(answer.date))
    page = link(voice.say("source_link"), answer.url) if answer.url else ""
    said = set(told.replace(",", "").replace(":", "").split())
    caveat = "" if said.issuperset(answer.caveat.split()) else inert(answer.caveat, 80)
    told = "" if told in caveat else told
    return " · ".join(part for part in (told, caveat, page) if part)


def _pack(answer: SourceAnswer, voice: Voice) -> str:
    key = "source_reference" if answer.pack == REFERENCE else "source_document"
    told = voice.say("source_own" if answer.own else key)
    if answer.grade and answer.grade != "original":
        told += " " + voice.say("source_grade", grade=voice.word(Term(answer.grade))) + "."
    return told


def _unnumbered(entry: Entry) -> Entry:
    """The entry without footnote marks: all of it is said by the one source."""
    return replace(entry, said=tuple(replace(said, notes=()) for said in entry.said))


def citation(note: Footnote, voice: Voice, *, links: bool = True) -> str:
    """A footnote in full: author, title, publisher, date, what must be said with it, grade."""
    title = inert(note.title or note.label, 160)
    parts = [inert(part, 80) for part in (note.author,) if part]
    parts.append(link(title, note.url) if links else title)
    if note.publisher:
        parts.append(inert(note.publisher, 80))
    if note.date is not None and str(note.date.year) not in note.caveat:
        parts.append(voice.date(note.date))
    elif note.date is None and not note.reference and not note.caveat:
        parts.append(voice.say("undated"))
    told = voice.listed(parts)
    asides = [part for part in (note.caveat, note.grade if note.grade != "original" else "") if part]
    return f"{told} ({inert('; '.join(asides), 120)})" if asides else told


def citations(footnotes: Iterable[Footnote], entries: Iterable[Entry], subject: str, voice: Voice) -> Message:
    """All sources of an answer in full, each with the events it is cited for and their record positions."""
    told = [_cited(number, note, entries, voice) for number, note in enumerate(footnotes, start=1)]
    head = f"### {voice.say('cite', subject=inert(subject, 80))}"
    if not told:
        return Message((f"{head}\n{voice.say('cite_none')}",), private=True)
    return Message(_within(head, told), private=True)


def _cited(number: int, note: Footnote, entries: Iterable[Entry], voice: Voice) -> str:
    reference = f" {voice.say('ref')}" if note.reference else ""
    told = f"[{number}]{reference} {citation(note, voice)}"
    labels = recorded(note.number, entries, voice)
    return f"{told}; {voice.say('cite_for', labels=voice.listed(labels[:8]))}" if labels else told


def recorded(number: int, entries: Iterable[Entry], voice: Voice) -> list[str]:
    """The entries that a footnote is cited for, each with its number and its position in the log."""
    return [
        voice.say("cite_record", label=inert(entry.label, 20), position=str(entry.position))
        for entry in entries
        if any(number in said.notes for said in entry.said)
    ]


def _within(head: str, told: list[str]) -> tuple[str, ...]:
    """As many citations as one message takes; the last line says how many are left out."""
    shown, room = [head], 3_800 - len(head)
    for line in told:
        room -= len(line) + 1
        if room < 0:
            shown.append(f"… +{len(told) - len(shown) + 1}")
            break
        shown.append(line)
    return ("\n".join(shown),)
