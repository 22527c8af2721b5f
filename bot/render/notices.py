"""Messages that are no answers: greetings, failures, buttons that cannot be used."""

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
"""Most characters of a typed value that are repeated in a hint."""


def not_yours(question: Question, voice: Voice) -> Message:
    """To somebody who pressed a button of another person's answer: how to ask the same question."""
    typed = " ".join(f"{name}:{_shown(value)}" for name, value in question.options.items())
    told = voice.say(
        "not_yours_with" if typed else "not_yours", command=voice.command(question.command), typed=typed
    )
    return Message((told,), private=True)


def hello(mentions: Mapping[str, str]) -> Message:
    """The greeting in a new server: what the bot is, and what its moderators can do next."""
    voice = Voice.of("en", mentions)
    needed = voice.listed(f"*{voice.permission(name)}*" for name in needed_in_a_channel())
    return Message(tuple(voice.say("hello", permissions=needed).split("\n\n")))


def resting(channel: str, why: str, mentions: Mapping[str, str]) -> Message:
    """To a server's editors: that notes in a channel are suspended, why, and how they go on."""
    voice = Voice.of("en", mentions)
    kind, _, permission = why.partition(":")
    lacking = voice.permission(permission) if permission else ""
    reason = voice.say(f"resting_{kind}", channel=channel, permission=lacking)
    return Message((voice.say("resting", channel=channel, why=reason),))


def forgotten(voice: Voice) -> Message:
    """To somebody who pressed a button whose question is not in the database, such as after a restore."""
    return Message((voice.say("forgotten"),), private=True)


def too_often(question: Question, until: datetime, voice: Voice) -> Message:
    """To somebody who has asked for too many files: from when on it works again, with a button to ask again.

    For an upload there is no button, as that could not hold the file; what was typed with it is given back.
    """
    when = str(math.ceil(until.timestamp()))
    if question.command == "edit import":
        return giving_back(Message((voice.say("too_often_in", when=when),), private=True), question, voice)
    told = voice.say("too_often", when=when)
    return Message((told,), (voice.button("button_again", question),), private=True)


def failed(reference: str, voice: Voice) -> Message:
    """The apology for a bug; the log has the details under ``reference``."""
    return Message((voice.say("failed", reference=reference),), private=True)


def unusable(reference: str, voice: Voice) -> Message:
    """The apology for a database that cannot be used, as when its disk is full."""
    return Message((voice.say("unusable", reference=reference),), private=True)


def stopped(voice: Voice) -> Message:
    """To somebody whose answer was not ready when the bot stopped."""
    return Message((voice.say("stopped"),), private=True)


def _shown(value: str) -> str:
    short = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    return short.replace("`", "'")
