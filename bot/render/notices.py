"""What the bot says beside answers: of a button that is another's or lost its question, of its own faults."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

from bot.domain.permissions import needed_in_a_channel
from bot.domain.questions import Question
from bot.render.message import Message
from bot.render.refusal import giving_back
from bot.render.voice import Voice

_SHOWN = 200
"""So much of a typed value is repeated in a hint."""


def not_yours(question: Question, voice: Voice) -> Message:
    """To somebody who pressed a button of another's answer: how to ask the same."""
    typed = " ".join(f"{name}:{_shown(value)}" for name, value in question.options.items())
    told = voice.say(
        "not_yours_with" if typed else "not_yours", command=voice.command(question.command), typed=typed
    )
    return Message((told,), private=True)


def hello(mentions: Mapping[str, str]) -> Message:
    """The first message in a server: what the bot is, and what whoever runs the server can do now."""
    voice = Voice.of("en", mentions)
    needed = voice.listed(f"*{voice.words.permissions[name][0]}*" for name in needed_in_a_channel())
    return Message(tuple(voice.say("hello", permissions=needed, **voice.commands()).split("\n\n")))


def resting(channel: str, why: str, mentions: Mapping[str, str]) -> Message:
    """To a server's editors: that a channel's notes rest, what keeps them from it, and what becomes of it."""
    voice = Voice.of("en", mentions)
    kind, _, permission = why.partition(":")
    lacking = voice.words.permissions[permission][0] if permission else ""
    reason = voice.say(f"resting_{kind}", channel=channel, permission=lacking)
    return Message((voice.say("resting", channel=channel, why=reason, why_command=voice.command("why")),))


def forgotten(voice: Voice) -> Message:
    """A button whose question is not in this bot's database, as when that was replaced."""
    return Message((voice.say("forgotten", **voice.commands()),), private=True)


def too_often(question: Question, until: datetime, voice: Voice) -> Message:
    """To somebody who has had or handed in many files: when there is another, with what was asked as a
    button, or as it was typed where a file belongs to it, which no button can hold."""
    when = str(math.ceil(until.timestamp()))
    if question.command == "edit import":
        return giving_back(Message((voice.say("too_often_in", when=when),), private=True), question, voice)
    told = voice.say("too_often", when=when)
    return Message((told,), (voice.button("button_again", question),), private=True)


def failed(reference: str, voice: Voice) -> Message:
    """An apology for a fault of ours; the log has the details under ``reference``."""
    return Message((voice.say("failed", reference=reference),), private=True)


def unusable(reference: str, voice: Voice) -> Message:
    """That the record's file can be neither read nor written to, as when its disk is full."""
    return Message((voice.say("unusable", reference=reference),), private=True)


def stopped(voice: Voice) -> Message:
    """To somebody whose answer takes longer than the bot has until it stops."""
    return Message((voice.say("stopped"),), private=True)


def _shown(value: str) -> str:
    short = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    return short.replace("`", "'")
