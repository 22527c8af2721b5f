"""What an answer becomes before Discord sees it: text blocks, buttons that ask further questions, files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.domain.answers import Question

SCREEN = 1000
"""One phone screen, in characters, sources included."""

TEXT_LIMIT = 4000
"""What Discord allows in all text of one Components V2 message."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button asks ``question``; its label is at most 80 characters.

    ``effect``: "replace" edits the message (paging, switches), for the asker alone; "private" replies to
    whoever presses (citations, full text).
    """

    label: str
    question: Question
    effect: Literal["replace", "private"] = "replace"
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message; ``name`` is safe for every file system."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A reply: each block is one TextDisplay, a thin separator before the last where there are several.

    At most five buttons (one row). ``private`` messages are for the asker alone.
    """

    blocks: tuple[str, ...]
    buttons: tuple[Button, ...] = ()
    files: tuple[Attachment, ...] = ()
    private: bool = False
