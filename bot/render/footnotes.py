"""Footnotes in messages: their numbers, the small print below an answer, and the list of sources in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.domain.entries import Entry, Footnote
from bot.domain.facts import Term
from bot.render.lines import Space, ref
from bot.render.markdown import TITLE, inert, link
from bot.render.message import Message
from bot.render.voice import Voice

LABEL = 60
"""Longest label of a footnote."""

_CITED = re.compile(r"(?<!\\)\[(\d+)\]")
_MARKS = re.compile(r"(?<!\\)(?:\[\d+\])+")


def cited(blocks: Iterable[str]) -> list[int]:
    """The numbers of all footnotes that the blocks refer to, in the order of the text."""
    return list(dict.fromkeys(int(number) for block in blocks for number in _CITED.findall(block)))


def shown_of(footnotes: Sequence[Footnote], blocks: Iterable[str]) -> list[Footnote]:
    """The footnotes that the blocks refer to, in the order of the text; the reference pack's come last."""
    known = {note.number: note for note in footnotes}
    return sorted((known[n] for n in cited(blocks) if n in known), key=lambda note: note.reference)


def numbered(shown: Sequence[Footnote], blocks: Iterable[str]) -> tuple[str, ...]:
    """The blocks with footnotes renumbered 1, 2, 3 …, in the order of ``shown``.

    An answer numbers the sources of all its events, but a message may have left some of these out.
    """
    numbers = {note.number: number for number, note in enumerate(shown, start=1)}

    def renumbered(found: re.Match[str]) -> str:
        return "".join(f"[{number}]" for number in sorted(numbers.get(n, n) for n in cited([found[0]])))

    return tuple(_MARKS.sub(renumbered, block) for block in blocks)


def small_print(footnotes: Sequence[Footnote], blocks: Iterable[str], voice: Voice, space: Space) -> str:
    """The footnotes that blocks refer to, in small print: the documents, then the reference pack."""
    shown = shown_of(footnotes, blocks)
    documents = [_footnote(note, voice, space) for note in shown if not note.reference]
    references = [note for note in shown if note.reference]
    parts = [" ".join(documents)] if documents else []
    if references:
        parts.append(f"{voice.say('ref')} {_references(references, voice, space)}")
    return f"-# {' · '.join(parts)}" if parts else ""


def _references(notes: Sequence[Footnote], voice: Voice, space: Space) -> str:
    """The footnotes of the reference pack in a row; each publisher is named once: "Yonhap [4] … [6] …"."""
    groups: dict[str, list[Footnote]] = {}
    for note in notes:
        groups.setdefault(inert(note.label, LABEL) + _grade(note, voice), []).append(note)
    if len(groups) == len(notes):
        return " ".join(_footnote(note, voice, space) for note in notes)
    return "; ".join(
        f"{publisher} {' '.join(_number(note, space) + _of_when(note, voice, space) for note in group)}"
        for publisher, group in groups.items()
    )


def _footnote(note: Footnote, voice: Voice, space: Space) -> str:
    label = f"{_number(note, space)} {inert(note.label, min(space.title, LABEL))}{_grade(note, voice)}"
    if note.date is None and not note.reference and not note.caveat:
        return voice.say("footnote_undated", label=label)
    return label + _of_when(note, voice, space)


def _number(note: Footnote, space: Space) -> str:
    number = f"[{note.number}]"
    return link(number, note.url) if space.links else number


def _grade(note: Footnote, voice: Voice) -> str:
    return f" ({voice.word(Term(note.grade))})" if note.grade not in ("", "original", note.label) else ""


def _of_when(note: Footnote, voice: Voice, space: Space) -> str:
    """A source's caveat, which also says so if its date is inferred; without a caveat, its date."""
    if note.caveat:
        return f" ({inert(note.caveat, 60)})"
    if note.date is None or (space.terse and space.title < TITLE):
        return ""
    return f" {voice.dotted(note.date)}"


def citation(note: Footnote, voice: Voice, *, links: bool = True) -> str:
    """A footnote in full: author, title, publisher, date, caveat, grade."""
    title = inert(note.title or note.label, 160)
    parts = [inert(note.author, 80)] if note.author else []
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
    """The message with all sources of an answer in full, each with the events that it is cited for."""
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
    """The events that a footnote is cited for, each with its number and log position."""
    return [
        voice.say("cite_record", label=inert(entry.label, 20), position=str(entry.position))
        for entry in entries
        if number in entry.notes
    ]


def _within(head: str, told: list[str]) -> tuple[str, ...]:
    """As many citations as fit one message; the last line says how many are left out."""
    shown, space = [head], 3_800 - len(head)
    for line in told:
        space -= len(line) + 1
        if space < 0:
            shown.append(f"… +{len(told) - len(shown) + 1}")
            break
        shown.append(line)
    return ("\n".join(shown),)
