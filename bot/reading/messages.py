"""The messages between the bot and the reading process, one JSON line each; the file follows the order."""

from __future__ import annotations

from typing import Literal

import msgspec

from bot.extraction.names.gazetteer import Names
from bot.extraction.statement import Statement
from bot.reading.paper import Paper, Unreadable


class Order(msgspec.Struct, frozen=True):
    """The order to read a file of ``size`` bytes, which follow, within limits.

    ``published`` is EDTF, or empty. ``memory`` is in bytes, ``seconds`` are processor time.
    """

    name: str
    size: int
    published: str
    names: Names
    memory: int
    seconds: int


class FromProcess(msgspec.Struct, frozen=True, tag=True):
    """Base of the messages from the process."""


class Progressed(FromProcess, frozen=True):
    """The progress: pages read ("reading") or percent of the text searched ("finding"), and the total."""

    doing: Literal["reading", "finding"]
    done: int
    total: int


class About(FromProcess, frozen=True):
    """The paper that was read, without its headings and without its text, which follows in pieces."""

    paper: Paper


class Piece(FromProcess, frozen=True):
    """The next part of the paper's text."""

    text: str


class Found(FromProcess, frozen=True):
    """A dated statement in the text."""

    statement: Statement


class Refused(FromProcess, frozen=True):
    """The file cannot be read; this is the last message."""

    why: Unreadable


class Done(FromProcess, frozen=True):
    """Everything was sent; this is the last message."""


Message = Progressed | About | Piece | Found | Refused | Done
encode = msgspec.json.encode
decode_order = msgspec.json.Decoder(Order).decode
decode_message = msgspec.json.Decoder(Message).decode
