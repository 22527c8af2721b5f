"""Saying no, and asking which one was meant: what was wrong, what would be right, and what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.answers import Choose, Question, Refusal, Suggestion
from bot.render.markdown import clean, inert
from bot.render.message import Attachment, Button, Message, units
from bot.render.voice import LABEL, Voice

SHOWN = 5
WHOLE = 40
"""Longest label, in characters, that a phone shows whole; longer ones are listed above the buttons too."""

LONGEST = 150
TYPED = 100
"""How much of what was typed is repeated in the message, in characters."""

_CHOOSE = {"name": "choose_name", "date": "choose_date", "whose": "choose_whose"}
_LISTS = frozenset({"known", "why"})
"""Facts that are longer than what anybody types."""


class _Facts(dict[str, str]):
    """The facts of a refusal; one that is missing shows as a dash, so that a pattern never fails."""

    def __missing__(self, key: str) -> str:
        return "–"


def refusal(answer: Refusal, voice: Voice) -> Message:
    """The refusal, for the asker alone, with the nearest things that can be asked as buttons; and with what
    was typed, where that is long."""
    return with_typed(explained(answer, voice), answer.question, TYPED, voice)


def explained(answer: Refusal, voice: Voice) -> Message:
    """The refusal of what is kept elsewhere, such as in a draft."""
    pattern = voice.words.refusals.get(answer.code, voice.words.refusals["other"])
    facts = {name: inert(value, 400 if name in _LISTS else TYPED) for name, value in answer.facts.items()}
    told = pattern.format_map(_Facts({**voice.commands(), **facts}))
    if answer.nearest:
        told += f"\n{voice.say('refusal_nearest')}"
    return Message((told,), _suggested(answer.nearest), private=True)


def with_typed(message: Message, question: Question, held: int, voice: Voice) -> Message:
    """The message with all that was typed as a file, where some text is longer than is ``held`` elsewhere."""
    if all(units(value) <= held for value in question.options.values()):
        return message
    lines = [f"{name}:\n{value}\n" for name, value in question.options.items()]
    file = Attachment("typed.txt", "\n".join(lines).encode("utf-8", "replace"))
    return replace(message, blocks=(*message.blocks, f"-# {voice.say('typed_file')}"), files=(file,))


def choose(answer: Choose, voice: Voice) -> Message:
    """The two or three things that were perhaps meant, as buttons."""
    key = "choose_one" if len(answer.options) == 1 else _CHOOSE[answer.what]
    told = [f"### {voice.say('which')}", voice.say(key, typed=inert(answer.typed, TYPED))]
    if any(len(option.label) > WHOLE for option in answer.options):
        told += [inert(option.label, LONGEST) for option in answer.options]
    return Message(("\n".join(told),), _suggested(answer.options))


def _suggested(options: Sequence[Suggestion]) -> tuple[Button, ...]:
    return tuple(Button(clean(option.label, LABEL) or "–", option.question) for option in options[:SHOWN])
