"""What the bot and the reading process say to each other: JSON, a line each; the file follows the order."""

from __future__ import annotations

from typing import Literal

import msgspec

from bot.extraction.names.gazetteer import Names
from bot.extraction.statement import Statement
from bot.reading.paper import Paper, Unreadable


class Order(msgspec.Struct, frozen=True):
    """Read the file of this name, which follows in so many bytes, within these limits.

    ``published`` is EDTF, or empty. ``memory`` are bytes, ``seconds`` of processor time.
    """

    name: str
    size: int
    published: str
    names: Names
    memory: int
    seconds: int


class Said(msgspec.Struct, frozen=True, tag=True):
    """Base of what the process says."""


class Came(Said, frozen=True):
    """How far it has come: pages read of so many, or percent of the text that is looked through."""

    doing: Literal["reading", "finding"]
    done: int
    total: int


class About(Said, frozen=True):
    """The file is read: the paper that it is, without its text, which follows, and without its headings."""

    paper: Paper


class Piece(Said, frozen=True):
    """The next part of the text."""

    text: str


class Found(Said, frozen=True):
    """A statement."""

    statement: Statement


class Refused(Said, frozen=True):
    """It cannot be read; the last word."""

    why: Unreadable


class Done(Said, frozen=True):
    """All is said; the last word."""


Word = Came | About | Piece | Found | Refused | Done
encode = msgspec.json.encode
decode_order = msgspec.json.Decoder(Order).decode
decode_word = msgspec.json.Decoder(Word).decode
