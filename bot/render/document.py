"""Renders a briefing at full length, as a Markdown file."""

from __future__ import annotations

import re
import unicodedata

from bot.domain.answers import BriefAnswer
from bot.domain.dates import day
from bot.domain.entries import Doubt, Entry, Footnote
from bot.render import lines
from bot.render.brief import drawn_at, heading, status_lines, wordings
from bot.render.footnotes import citation, numbered, recorded, shown_of
from bot.render.lines import Space
from bot.render.markdown import address, inert, plain
from bot.render.message import Attachment, Message
from bot.render.voice import Voice

_ROOM = Space(title=400, text=2_000, doubts=50, links=False)
_LABEL = re.compile(r"^\*\*([^*]*[^*.:])\*\*(?= )")
_NOT_OF_NAMES = re.compile(r"[^a-z0-9]+")


def brief_file(answer: BriefAnswer, voice: Voice) -> Message:
    """A short reply with the full text attached."""
    name = f"{_stem(answer, voice)}.md"
    text, cited = markdown(answer, voice)
    attached = voice.say(
        "file_attached",
        dates=voice.count("dates", len(answer.entries)),
        sources=voice.count("sources", len(cited)),
    )
    told = "\n".join(
        [heading(answer, voice, Space()), *status_lines(answer, wordings(answer, voice), voice, Space())]
    )
    return Message((*numbered(cited, [told]), attached), files=(Attachment(name, text.encode("utf-8")),))


def _stem(answer: BriefAnswer, voice: Voice) -> str:
    """The file's name: the subject in plain letters, and today's date or the time asked about."""
    name = unicodedata.normalize("NFKD", voice.word(answer.subject))
    letters = "".join(c for c in name if not unicodedata.combining(c))
    subject = _NOT_OF_NAMES.sub("-", letters.lower()).strip("-")[:60].strip("-") or "aide-memoire"
    stem = voice.say("file_stem", subject=subject, day=day(answer.today).edtf)
    if answer.as_of is None or answer.about == "period":
        return stem
    then = _NOT_OF_NAMES.sub("-", answer.as_of.date.edtf.lower()).strip("-")
    return voice.say("file_stem_then", subject=subject, then=then)


def markdown(answer: BriefAnswer, voice: Voice) -> tuple[str, list[Footnote]]:
    """The text of the file, and the sources that it cites, in the order in which it lists them."""
    parts = [
        _head(answer, voice),
        _section(voice.say("file_stands"), _status(answer, voice), bullets=False),
        _section(voice.say("file_doubts"), [_doubt(doubt, voice) for doubt in answer.doubts]),
    ]
    if answer.next is not None:
        coming = plain(lines.next_line(answer.next, None, voice, _ROOM))
        parts.append(_section(voice.say("file_next"), [coming.removeprefix(voice.say("file_next")).strip()]))
    parts.append(_section(voice.say("file_dates"), _dates(answer, voice)))
    cited = shown_of(answer.footnotes, parts)
    sources = [_source(number, note, answer, voice) for number, note in enumerate(cited, start=1)]
    parts = [
        *numbered(cited, parts),
        _section(voice.say("file_sources"), sources),
        _section(voice.say("file_reading"), [voice.say("file_how")], bullets=False),
    ]
    return "\n\n".join(part for part in parts if part) + "\n", cited


def _line(markdown: str, *, labelled: bool = True) -> str:
    """A line of the reply as plain text; a colon follows what is bold at its beginning."""
    return plain(_LABEL.sub(r"\1:", markdown) if labelled else markdown)


def _head(answer: BriefAnswer, voice: Voice) -> str:
    name = plain(heading(answer, voice, Space())).removeprefix("### ")
    made = voice.say("file_made", date=voice.day(answer.today), position=str(answer.known_position))
    return f"# {voice.say('file_title', subject=name)}\n\n{made}"


def _status(answer: BriefAnswer, voice: Voice) -> list[str]:
    """The status; with several agreements, each with its sources on a line of its own."""
    told = wordings(answer, voice)
    if answer.about == "agreement" or not told:
        return [_line(line) for line in status_lines(answer, told, voice, Space())]
    each = (
        voice.say("file_stands_each", name=inert(one.status.agreement.called), status=one.in_a_list())
        for one in told
    )
    listed = "\n".join(f"- {plain(one)}" for one in each)
    return [*(_line(line) for line in status_lines(answer, [], voice, Space())), listed]


def _doubt(doubt: Doubt, voice: Voice) -> str:
    """What is open about an event, with its title, since its own line is in another section."""
    if not doubt.about:
        return _line(lines.doubt_lines([doubt], voice, _ROOM)[0])
    text = lines.sourced(inert(doubt.text, _ROOM.text), doubt.notes)
    return plain(voice.say("file_doubt", title=inert(doubt.about, _ROOM.title), text=text))


def _dates(answer: BriefAnswer, voice: Voice) -> list[str]:
    """Every event with its sources and number; the time asked about divides them."""

    def line(entry: Entry) -> str:
        told = _line(lines.entry_line(entry, voice, _ROOM), labelled=not entry.contested)
        return f"{told} ({plain(inert(entry.label, 20))}){_note(entry, answer, voice)}"

    told = lines.through_time(answer.entries, drawn_at(answer), voice, line)
    if answer.total > len(answer.entries):
        which = "newest" if answer.about == "agreement" else "weightiest"
        shown, total = f"{len(answer.entries):,}", f"{answer.total:,}"
        told.append(voice.say(f"file_cut_{which}", shown=shown, total=total))
    return told or [voice.say("file_no_dates")]


def _note(entry: Entry, answer: BriefAnswer, voice: Voice) -> str:
    """The remark on an event, unless the section on what is open has it."""
    if not entry.note or entry.note in {doubt.text for doubt in answer.doubts}:
        return ""
    return f". {plain(voice.say('file_note', text=inert(entry.note, 400)))}"


def _source(number: int, note: Footnote, answer: BriefAnswer, voice: Voice) -> str:
    reference = f"{plain(voice.say('ref'))} " if note.reference else ""
    told = f"[{number}] {reference}{plain(citation(note, voice, links=False))}"
    page = f", {address(note.url)}" if address(note.url) else ""
    labels = recorded(note.number, answer.entries, voice)
    cited_for = f"; {voice.say('cite_for', labels=voice.listed(map(plain, labels)))}" if labels else ""
    return f"{told}{page}{cited_for}"


def _section(title: str, told: list[str], *, bullets: bool = True) -> str:
    if not told:
        return ""
    body = "\n".join(f"- {line}" for line in told) if bullets else "\n\n".join(told)
    return f"## {title}\n\n{body}"
