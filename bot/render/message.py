"""What an answer becomes before Discord sees it: text blocks, buttons that ask further questions, files."""

from __future__ import annotations

from typing import Literal

import msgspec

from bot.domain.entries import Footnote
from bot.domain.questions import Question

SCREEN = 1000
"""One phone screen, in characters, sources included."""

TEXT_LIMIT = 4000
"""What Discord allows in all text of one Components V2 message."""

FORM_HOLDS = 4000
"""What Discord allows in a field of a form: what is longer does not come back in it whole."""


class Button(msgspec.Struct, frozen=True):
    """A button asks ``question``; its label is at most 80 characters.

    ``effect``: "replace" edits the message (paging, switches), for the asker alone; "private" replies to
    whoever presses (citations, full text).
    """

    label: str
    question: Question
    effect: Literal["replace", "private"] = "replace"
    disabled: bool = False


class Choice(msgspec.Struct, frozen=True):
    """What can be chosen in a menu, and whether it is; the label is at most 100 characters."""

    label: str
    value: str
    chosen: bool


class Menu(msgspec.Struct, frozen=True):
    """A menu asks ``question`` with ``option`` set to the values that are chosen, with commas between them.

    At most 25 choices, of which any number from ``least`` on. Its answer edits the message, for the asker
    alone.
    """

    option: str
    label: str
    question: Question
    choices: tuple[Choice, ...]
    least: int = 0


class Attachment(msgspec.Struct, frozen=True):
    """A file that goes with a message; ``name`` is safe for every file system."""

    name: str
    data: bytes


class Message(msgspec.Struct, frozen=True):
    """A reply: each block is one TextDisplay, a thin separator before the last where there are several.

    At most ten buttons, five in a row, below the menus (a row each, at most three). ``private`` messages are
    for the asker alone. ``cited`` are the sources that it refers to, in the order of their numbers in it.
    """

    blocks: tuple[str, ...]
    buttons: tuple[Button, ...] = ()
    files: tuple[Attachment, ...] = ()
    menus: tuple[Menu, ...] = ()
    private: bool = False
    cited: tuple[Footnote, ...] = ()


def units(text: str) -> int:
    """The length as Discord's clients count it, in UTF-16 units: never less than the number of characters."""
    return len(text) + sum(char > "\uffff" for char in text)
