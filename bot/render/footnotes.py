"""An answer's sources: numbered as it comes to them, in its small print, and in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.domain.entries import Entry, Footnote
from bot.domain.facts import Term
from bot.render.lines import Room, ref
from bot.render.markdown import TITLE, inert, link
from bot.render.message import Message
from bot.render.voice import Voice

LABEL = 60
"""Longest label of a footnote."""

_CITED = re.compile(r"(?<!\\)\[(\d+)\]")
_MARKS = re.compile(r"(?<!\\)(?:\[\d+\])+")


def cited(blocks: Iterable[str]) -> list[int]:
    """The numbers of all footnotes that a text refers to, as they come."""
    return list(dict.fromkeys(int(number) for block in blocks for number in _CITED.findall(block)))


def shown_of(footnotes: Sequence[Footnote], blocks: Iterable[str]) -> list[Footnote]:
    """The footnotes that the blocks refer to, as they come: the documents, then the reference pack."""
    known = {note.number: note for note in footnotes}
    return sorted((known[n] for n in cited(blocks) if n in known), key=lambda note: note.reference)


def numbered(shown: Sequence[Footnote], blocks: Iterable[str]) -> tuple[str, ...]:
    """The blocks with their marks by the place of each footnote among those that are shown: an answer rarely
    has room for every event whose sources were numbered with it."""
    numbers = {note.number: number for number, note in enumerate(shown, start=1)}

    def renumbered(found: re.Match[str]) -> str:
        return "".join(f"[{number}]" for number in sorted(numbers.get(n, n) for n in cited([found[0]])))

    return tuple(_MARKS.sub(renumbered, block) for block in blocks)


def small_print(footnotes: Sequence[Footnote], blocks: Iterable[str], voice: Voice, room: Room) -> str:
    """The footnotes that blocks refer to, in small print: the documents, then the reference pack."""
    shown = shown_of(footnotes, blocks)
    documents = [_footnote(note, voice, room) for note in shown if not note.reference]
    references = [note for note in shown if note.reference]
    parts = [" ".join(documents)] if documents else []
    if references:
        parts.append(f"{voice.say('ref')} {_references(references, voice, room)}")
    return f"-# {' · '.join(parts)}" if parts else ""


def _references(notes: Sequence[Footnote], voice: Voice, room: Room) -> str:
    """One after the other; a publisher that comes again is named once: "Yonhap [4] … [6] …"."""
    groups: dict[str, list[Footnote]] = {}
    for note in notes:
        groups.setdefault(inert(note.label, LABEL) + _grade(note, voice), []).append(note)
    if len(groups) == len(notes):
        return " ".join(_footnote(note, voice, room) for note in notes)
    return "; ".join(
        f"{publisher} {' '.join(_number(note, room) + _of_when(note, voice, room) for note in group)}"
        for publisher, group in groups.items()
    )


def _footnote(note: Footnote, voice: Voice, room: Room) -> str:
    label = f"{_number(note, room)} {inert(note.label, min(room.title, LABEL))}{_grade(note, voice)}"
    if note.date is None and not note.reference and not note.caveat:
        return voice.say("footnote_undated", label=label)
    return label + _of_when(note, voice, room)


def _number(note: Footnote, room: Room) -> str:
    number = f"[{note.number}]"
    return link(number, note.url) if room.links else number


def _grade(note: Footnote, voice: Voice) -> str:
    return f" ({voice.word(Term(note.grade))})" if note.grade not in ("", "original", note.label) else ""


def _of_when(note: Footnote, voice: Voice, room: Room) -> str:
    """What must be said with a source, which tells of its date where that is inferred; else its date."""
    if note.caveat:
        return f" ({inert(note.caveat, 60)})"
    if note.date is None or (room.terse and room.title < TITLE):
        return ""
    return f" {voice.dotted(note.date)}"


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
    told = f"[{number}]{ref(note, voice)} {citation(note, voice)}"
    labels = recorded(note.number, entries, voice)
    return f"{told}; {voice.say('cite_for', labels=voice.listed(labels[:8]))}" if labels else told


def recorded(number: int, entries: Iterable[Entry], voice: Voice) -> list[str]:
    """The entries that a footnote is cited for, each with its number and its position in the log."""
    return [
        voice.say("cite_record", label=inert(entry.label, 20), position=str(entry.position))
        for entry in entries
        if number in entry.notes
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
