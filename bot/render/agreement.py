"""Renders the answer of ``/agreement``: the status, by both layers of sources, and the dated steps."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.answers import AgreementAnswer
from bot.domain.entities import REFERENCE
from bot.domain.questions import Question
from bot.render import lines
from bot.render.buttons import cite_button, layer_button, page_buttons
from bot.render.fit import one_screen
from bot.render.lines import Space
from bot.render.markdown import inert
from bot.render.message import Button, Message
from bot.render.status import StatusWording
from bot.render.verdict import both_layers, verdict
from bot.render.voice import Voice

LEAST = 4
"""Least events on the screen; further ones may give way to what is unsure about the status."""


def agreement(answer: AgreementAnswer, voice: Voice) -> Message:
    """The status with its steps."""
    wording = StatusWording.of(answer.status, answer.as_of, voice, answer.footnotes)
    buttons = _buttons(answer, voice)
    first = answer.paging.page == 1
    told = _verdict(answer, wording, voice)
    layers = "\n".join(both_layers(wording, voice)) if first else ""

    def compose(space: Space) -> Iterator[str]:
        yield f"{_heading(answer, voice, space)}\n{told}"
        yield layers
        yield "\n".join(_steps(answer, voice, space))
        yield "\n".join(_open_ends(answer, voice, space)) if first else ""

    return one_screen(compose, answer.footnotes, buttons, voice, entries=len(answer.entries), least=LEAST)


def _heading(answer: AgreementAnswer, voice: Voice, space: Space) -> str:
    told_for = answer.as_of.time if answer.as_of is not None else None
    return voice.heading(answer.status.agreement.called, told_for, space.title)


def _verdict(answer: AgreementAnswer, wording: StatusWording, voice: Voice) -> str:
    """The sentences on the status; from the second page on only the first, to leave space for steps."""
    sentences = verdict(wording, answer, voice)
    if answer.paging.page > 1:
        sentences = sentences[:1]
    if known_on := answer.question.option("known_on"):
        sentences.append(_known(known_on, voice))
    return " ".join(sentences)


def _known(known_on: str, voice: Voice) -> str:
    """The line that says on which day, or up to which log position, this was known."""
    if known_on.startswith("#"):
        return voice.say("known_at", position=inert(known_on.removeprefix("#"), 40))
    return voice.say("known_on", date=voice.typed_date(known_on))


def _steps(answer: AgreementAnswer, voice: Voice, space: Space) -> list[str]:
    """The dated steps, with a dividing line at the time asked about."""
    shown = lines.kept(answer.entries, space.dropped)
    told = lines.through_time(shown, answer.as_of, voice, lambda entry: lines.entry_line(entry, voice, space))
    dropped = [entry for entry in answer.entries if entry not in shown and entry.label not in answer.later]
    if more := len(dropped) + answer.more:
        told.append(voice.say("more_in_file", count=voice.count("more", more)))
    return told


def _open_ends(answer: AgreementAnswer, voice: Voice, space: Space) -> list[str]:
    """What is disputed, what it must not be confused with, and, if there is space, its other names."""
    told = lines.doubt_lines(answer.doubts, voice, space)
    if answer.look_alikes and space.doubts:
        names = voice.listed(inert(name, 60) for _, name in answer.look_alikes[:3])
        told.append(voice.say("unlike", names=names))
    agreement = answer.status.agreement
    whole, short = agreement.name, agreement.called
    told_by_whole = (short, whole[: whole.find(" (")])
    other = [name for names in agreement.names.values() for name in names[:2] if name not in told_by_whole]
    if whole != short:
        other.insert(0, whole)
    if other and space.extras:
        told.append(voice.say("also", names="; ".join(inert(name, 60) for name in other[:4])))
    return told


def _buttons(answer: AgreementAnswer, voice: Voice) -> tuple[Button, ...]:
    question = answer.question
    buttons = list(page_buttons(question, answer.paging, voice))
    if answer.as_of is not None or answer.question.option("known_on"):
        today = question.asking(as_of="", known_on="", cite="")
        buttons.append(voice.button("button_today", today))
    kept = {name: value for name, value in question.options.items() if name in ("as_of", "sources")}
    full = Question("brief", {"subject": answer.status.agreement.name, **kept, "as": "file"})
    buttons.append(voice.button("button_file", full, private=True))
    by_reference = answer.status.agreement.pack == REFERENCE
    if answer.as_of is None and len(buttons) < 4 and not by_reference:
        buttons.append(layer_button(question, answer.layer == "documents", voice))
    if answer.footnotes:
        buttons.append(cite_button(question, voice))
    return tuple(buttons[:5])
