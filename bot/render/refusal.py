"""Saying no, and asking which one was meant: what was wrong, what would be right, and what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.domain.questions import Choose, Question, Refusal, Suggestion
from bot.locales import words
from bot.render.markdown import clean, inert, plain
from bot.render.message import Attachment, Button, Message, units
from bot.render.voice import LABEL, Voice

SHOWN = 5
WHOLE = 40
"""Longest label, in characters, that a phone shows whole; longer ones are listed above the buttons too."""

LONGEST = 150
TYPED = 100
"""How much of what was typed is repeated in the message, in characters."""

LIST = 400
"""The same of a list that a refusal gives, such as of all that would be right."""

LINE = 300
"""How much of what was typed is given back in the message itself, in characters."""
FORBIDDEN = frozenset({"edit_server_only", "not_editor", "not_posts", "managers_only", "draft_gone"})
"""Refusals of the whole question, whatever it says: what was typed stands nowhere else."""
PICKED = frozenset(
    {"draft", "candidate", "turn", "record", "entity", "to", "part", "channel", "role", "ping", "by"}
)
"""Options that a button brings along, or that are chosen from Discord's lists: nobody typed these."""

_AMONG = {"agreement": "agreements", "source": "sources"}
"""What is searched for more of what a command may have meant."""
_CHOOSE = {"name": "choose_name", "date": "choose_date", "whose": "choose_whose"}
_REMEDIED = frozenset({"future", "not_in_documents", "unknown_then"})
"""Refusals whose button asks for the same thing as it can be answered: no other was meant."""
_LISTS = frozenset({"known", "why"})
"""Facts that are longer than what anybody types."""


class _Facts(dict[str, str]):
    """The facts of a refusal; one that is missing shows as a dash, so that a pattern never fails."""

    def __missing__(self, key: str) -> str:
        return "–"


def refusal(answer: Refusal, voice: Voice) -> Message:
    """The refusal, for the asker alone, with the nearest things that can be asked as buttons; and with what
    was typed, where that is long or nothing else of it is kept."""
    message = explained(answer, voice)
    if answer.code in FORBIDDEN:
        return giving_back(message, answer.question, voice)
    return with_typed(message, answer.question, TYPED, voice)


def explained(answer: Refusal, voice: Voice) -> Message:
    """The refusal of what is kept elsewhere, such as in a draft."""
    pattern = voice.words.refusals.get(answer.code, voice.words.refusals["other"])
    facts = {
        name: inert(voice.word(value), LIST if name in _LISTS else TYPED)
        for name, value in answer.facts.items()
    }
    told = pattern.format_map(_Facts({**voice.commands(), **facts}))
    if answer.nearest and answer.code not in _REMEDIED:
        key = "refusal_nearest" if len(answer.nearest) > 1 else "refusal_nearest_one"
        told += f"\n{voice.say(key)}"
    buttons = (*_suggested(answer.nearest, voice), *_searching(answer.search, voice))
    return Message((told,), buttons, private=True)


def in_a_terminal(code: str, facts: Mapping[str, str]) -> str:
    """Why a file was refused, for who handed it in on the command line."""
    return plain(words("en").refusals[code].format_map(facts))


def giving_back(message: Message, question: Question, voice: Voice) -> Message:
    """The message with all that was typed, to be copied: in it where that is short, else as a file."""
    typed = {name: value for name, value in question.options.items() if value and name not in PICKED}
    line = " ".join(f"{name}:{value}" for name, value in typed.items())
    if not typed:
        return message
    if units(line) > LINE or not line.isprintable() or "`" in line:
        return with_typed(message, replace(question, options=typed), 0, voice)
    return replace(message, blocks=(*message.blocks, f"-# {voice.say('typed_again')} `{line}`"))


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
    labels = [voice.word(option.label) for option in answer.options]
    if any(len(label) > WHOLE for label in labels):
        told += [inert(label, LONGEST) for label in labels]
    what = _AMONG.get(answer.question.command, "")
    if answer.search:
        told.append(voice.say("choose_more"))
    buttons = (*_suggested(answer.options, voice), *_searching(answer.search, voice, what))
    return Message(("\n".join(told),), buttons)


def _suggested(options: Sequence[Suggestion], voice: Voice) -> tuple[Button, ...]:
    return tuple(
        Button(clean(voice.word(option.label), LABEL) or "–", option.question) for option in options[:SHOWN]
    )


def _searching(words: str, voice: Voice, what: str = "") -> tuple[Button, ...]:
    """The button that searches for words, if there are any; among one kind of thing, if one is named."""
    asked = Question("find", {"words": words, **({"what": what} if what else {})})
    return (voice.button("button_search", asked, words=words),) if words else ()
