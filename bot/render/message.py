"""``Message``: what renderers make of an answer: text blocks, buttons, menus, files."""

from __future__ import annotations

from typing import Literal

import msgspec

from bot.domain.entries import Footnote
from bot.domain.questions import Question

SCREEN = 1000
"""Most characters on one phone screen, sources included."""

TEXT_LIMIT = 4000
"""Most characters that Discord allows in all the text of one Components V2 message."""

FORM_HOLDS = 4000
"""Most characters that Discord allows in a field of a form."""


class Button(msgspec.Struct, frozen=True):
    """A button that asks ``question``; its label has at most 80 characters.

    ``effect`` says where the answer goes: "replace" puts it in place of the message (only the asker can do
    that), "private" sends it to whoever presses.
    """

    label: str
    question: Question
    effect: Literal["replace", "private"] = "replace"
    disabled: bool = False


class Choice(msgspec.Struct, frozen=True):
    """A choice in a menu, and whether it is chosen now; the label has at most 100 characters."""

    label: str
    value: str
    chosen: bool


class Menu(msgspec.Struct, frozen=True):
    """A menu that asks ``question`` with ``option`` set to the chosen values, separated by commas.

    It has at most 25 choices, of which at least ``least`` must be chosen. The answer replaces the message;
    only the asker can use it.
    """

    option: str
    label: str
    question: Question
    choices: tuple[Choice, ...]
    least: int = 0


class Attachment(msgspec.Struct, frozen=True):
    """A file that is sent with a message; ``name`` is valid in every file system."""

    name: str
    data: bytes


class Message(msgspec.Struct, frozen=True):
    """A reply: blocks of text, of which the last (the sources) is set apart by a thin line.

    It has at most three menus, and below them at most ten buttons. Only the asker sees a ``private`` message.
    ``cited`` are the sources that it refers to, in the order of their numbers.
    """

    blocks: tuple[str, ...]
    buttons: tuple[Button, ...] = ()
    files: tuple[Attachment, ...] = ()
    menus: tuple[Menu, ...] = ()
    private: bool = False
    cited: tuple[Footnote, ...] = ()


def units(text: str) -> int:
    """The length as Discord counts it, in UTF-16 code units; never less than the number of characters."""
    return len(text) + sum(char > "\uffff" for char in text)
