"""Renders the answer of ``/source``: who wrote it, when as far as known, and what it says here."""

from __future__ import annotations

from msgspec.structs import replace

from bot.domain.answers import SourceAnswer
from bot.domain.entities import REFERENCE, Source
from bot.domain.entries import Entry
from bot.domain.facts import Term
from bot.render import lines
from bot.render.fit import one_page
from bot.render.lines import Space
from bot.render.markdown import inert, link
from bot.render.message import Message
from bot.render.voice import Voice

NOTE = 400
"""Longest note on a source, in characters."""


def source(answer: SourceAnswer, voice: Voice) -> Message:
    """The source and a page of what it says."""
    entries = [_unnumbered(entry) for entry in answer.entries]

    def compose(space: Space) -> list[str]:
        head = [f"### {inert(answer.source.title)}", _by(answer.source, voice), _when(answer, voice)]
        about = [_pack(answer, voice)]
        if answer.source.note and answer.paging.page == 1:
            about.append(inert(answer.source.note, NOTE))
        if space.extras and answer.source.sha256:
            about.append(voice.say("source_sum", sum=inert(answer.source.sha256, 64)))
        told = [lines.entry_line(entry, voice, space, label=True) for entry in entries]
        says = voice.say("source_silent")
        if told:
            count = voice.count("entries", answer.paging.total)
            says = voice.say("source_says", count=count)
        return ["\n".join(head), "\n".join(about), "\n".join([says, *told])]

    return one_page(answer, compose, voice)


def _by(source: Source, voice: Voice) -> str:
    author = voice.say("source_by", author=inert(source.author)) if source.author else ""
    where = (inert(part) for part in (source.affiliation, source.publisher) if part)
    return voice.listed([author or voice.say("source_by_unknown"), *where])


def _when(answer: SourceAnswer, voice: Voice) -> str:
    """The date and how it is known, the caveat and the address, without saying a date twice."""
    source = answer.source
    if answer.date is None:
        told = voice.say("basis_absent")
    else:
        key = "basis_inferred" if source.date_basis == "inferred" else "basis_stated"
        key = "basis_own" if answer.own or source.date_basis == "absent" else key
        key = "basis_paper" if answer.own and source.file else key
        told = voice.say(key, date=voice.date(answer.date))
    page = link(voice.say("source_link"), source.url) if source.url else ""
    said = set(told.replace(",", "").replace(":", "").split())
    caveat = "" if said.issuperset(source.caveat.split()) else inert(source.caveat, 80)
    told = "" if told in caveat else told
    return " · ".join(part for part in (told, caveat, page) if part)


def _pack(answer: SourceAnswer, voice: Voice) -> str:
    key = "source_reference" if answer.source.pack == REFERENCE else "source_document"
    told = voice.say("source_own" if answer.own else key)
    grade = answer.source.grade
    if grade and grade != "original":
        told += " " + voice.say("source_grade", grade=voice.word(Term(grade))) + "."
    return told


def _unnumbered(entry: Entry) -> Entry:
    """The entry without footnote marks, because all of it is said by the one source."""
    return replace(entry, said=tuple(replace(said, notes=()) for said in entry.said))
