"""A paper: a file as text, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

LARGEST = 20_000_000
"""Bytes of a file, at most."""
PAGES = 500
"""Pages of a file, at most."""

Report = Callable[[int, int], None]
"""Told how many pages are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as text. ``pages`` are the offsets (code points) at which its pages begin; none where it has no
    pages. ``blank`` pages hold no text. Title and author are empty where the file does not name them.
    """

    kind: str
    text: str
    title: str = ""
    author: str = ""
    pages: tuple[int, ...] = ()
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file cannot be read: ``code`` picks the words of the refusal, ``facts`` fill them."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
