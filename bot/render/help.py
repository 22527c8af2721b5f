"""Renders the help: one topic, with buttons to the others."""

from __future__ import annotations

from bot.domain.answers import HelpAnswer
from bot.domain.questions import Question
from bot.render.markdown import inert, plain
from bot.render.message import Button, Message
from bot.render.voice import LABEL, Voice

FIRST = "asking"
NEIGHBOURS = 5


def help_page(answer: HelpAnswer, voice: Voice) -> Message:
    """The topic asked for; the first one if there is no such topic."""
    topics = voice.words.help
    topic = answer.topic if answer.topic in topics else FIRST
    title, text = topics[topic]
    told = voice.fill(text, {"facts": _facts(answer, voice) if topic == "about" else ""})
    paragraphs = told.split("\n\n")
    blocks = (f"### {title}\n{paragraphs[0]}", *paragraphs[1:])
    return Message(blocks, _own(topic, voice) + _others(topic, voice)[: NEIGHBOURS - (topic == "privacy")])


def _own(topic: str, voice: Voice) -> tuple[Button, ...]:
    """The button of the topic on privacy, which shows what is kept of a person; none for other topics."""
    return (voice.button("button_delete", Question("privacy"), private=True),) if topic == "privacy" else ()


def _others(topic: str, voice: Voice) -> tuple[Button, ...]:
    """Buttons to the next topics; after the last comes the first again."""
    order = list(voice.words.help)
    at = order.index(topic)
    following = [*order[at + 1 :], *order[:at]][:NEIGHBOURS]
    return tuple(
        Button(plain(voice.words.help[name][0])[:LABEL], Question("help", {"topic": name}))
        for name in following
    )


def _facts(answer: HelpAnswer, voice: Voice) -> str:
    facts = {name: inert(voice.word(value), 700) for name, value in answer.facts.items()}
    return "\n".join(
        voice.fill(pattern, facts)
        for needed, pattern in voice.words.facts.items()
        if all(facts.get(name) for name in needed.split())
    )
