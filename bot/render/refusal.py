"""Renders refusals, and choices between several meanings: what was wrong, and what would be right."""

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
"""Longest label that a phone shows whole, in characters; longer ones are also listed above the buttons."""

LONGEST = 150
TYPED = 100
"""Most characters of what was typed that a refusal's sentence repeats."""

LIST = 400
"""Most characters of a list in a refusal's sentence, such as of all valid values."""

LINE = 300
"""Most characters of what was typed that are given back in the message; longer texts come as a file."""
FORBIDDEN = frozenset({"edit_server_only", "not_editor", "not_posts", "managers_only", "draft_gone"})
"""Refusals that do not depend on what was typed, and after which it is stored nowhere."""
PICKED = frozenset(
    {"draft", "candidate", "turn", "record", "entity", "to", "part", "channel", "role", "ping", "by"}
)
"""Options that nobody types, because they come with a button or are chosen from Discord's lists."""

_AMONG = {"agreement": "agreements", "source": "sources"}
"""For each command, the kind of entity that ``/find`` is offered for."""
_CHOOSE = {"name": "choose_name", "date": "choose_date", "whose": "choose_whose"}
_REMEDIED = frozenset({"future", "not_in_documents", "number_of_event", "unknown_then"})
"""Refusals whose button asks for the same thing in a way that can be answered."""
_LISTS = frozenset({"known", "why"})
"""Facts that are lists, and so may be longer than others."""


class _Facts(dict[str, str]):
    """The facts of a refusal; one that is missing shows as a dash, so that a pattern never fails."""

    def __missing__(self, key: str) -> str:
        return "–"


def refusal(answer: Refusal, voice: Voice) -> Message:
    """The message for a refusal, with the nearest things that can be asked as buttons.

    It gives back what was typed if that is long, or if it is stored nowhere.
    """
    message = explained(answer, voice)
    if answer.code in FORBIDDEN:
        return giving_back(message, answer.question, voice)
    return with_typed(message, answer.question, TYPED, voice)


def explained(answer: Refusal, voice: Voice) -> Message:
    """The message for a refusal of something that is stored, such as a draft; gives nothing back."""
    pattern = voice.words.refusals.get(answer.code, voice.words.refusals["other"])
    facts = {
        name: inert(voice.word(value), LIST if name in _LISTS else TYPED)
        for name, value in answer.facts.items()
    }
    told = voice.fill(pattern, _Facts(facts))
    if answer.nearest and answer.code not in _REMEDIED:
        key = "refusal_nearest" if len(answer.nearest) > 1 else "refusal_nearest_one"
        told += f"\n{voice.say(key)}"
    buttons = (*_suggested(answer.nearest, voice), *_searching(answer.search, voice))
    return Message((told,), buttons, private=True)


def in_a_terminal(code: str, facts: Mapping[str, str]) -> str:
    """Why a file was refused, for the command line."""
    return plain(words("en").refusals[code].format_map(facts))


def giving_back(message: Message, question: Question, voice: Voice) -> Message:
    """The message with all that was typed, to be copied: as text if it is short, otherwise as a file."""
    typed = {name: value for name, value in question.options.items() if value and name not in PICKED}
    line = " ".join(f"{name}:{value}" for name, value in typed.items())
    if not typed:
        return message
    if units(line) > LINE or not line.isprintable() or "`" in line:
        return with_typed(message, replace(question, options=typed), 0, voice)
    return replace(message, blocks=(*message.blocks, f"-# {voice.say('typed_again')} `{line}`"))


def with_typed(message: Message, question: Question, held: int, voice: Voice) -> Message:
    """The message with all that was typed as a file, if a text has more than the ``held`` characters."""
    if all(units(value) <= held for value in question.options.values()):
        return message
    lines = [f"{name}:\n{value}\n" for name, value in question.options.items()]
    file = Attachment("typed.txt", "\n".join(lines).encode("utf-8", "replace"))
    return replace(message, blocks=(*message.blocks, f"-# {voice.say('typed_file')}"), files=(file,))


def choose(answer: Choose, voice: Voice) -> Message:
    """The message that asks which of a few things was meant, with a button for each."""
    key = "choose_one" if len(answer.options) == 1 else _CHOOSE[answer.what]
    told = [f"### {voice.say('which')}", voice.say(key, typed=inert(answer.typed, TYPED))]
    labels = [voice.word(option.label) for option in answer.options]
    if any(len(label) > WHOLE for label in labels):
        told += [inert(label, LONGEST) for label in labels]
    what = _AMONG.get(answer.question.command, "")
    if answer.search:
        told.append(voice.say("choose_more"))
    elif answer.more:
        told.append(voice.say("choose_rest", n=str(answer.more)))
    buttons = (*_suggested(answer.options, voice), *_searching(answer.search, voice, what))
    return Message(("\n".join(told),), buttons)


def _suggested(options: Sequence[Suggestion], voice: Voice) -> tuple[Button, ...]:
    return tuple(
        Button(clean(voice.word(option.label), LABEL) or "–", option.question) for option in options[:SHOWN]
    )


def _searching(words: str, voice: Voice, what: str = "") -> tuple[Button, ...]:
    """The button that searches for words with ``/find``, perhaps among one kind; none for no words."""
    asked = Question("find", {"words": words, **({"what": what} if what else {})})
    return (voice.button("button_search", asked, words=words),) if words else ()
