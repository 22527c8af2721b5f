"""A paper: a file as text, or why it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

import msgspec

LARGEST = 20_000_000
"""Bytes of a file, at most."""
PAGES = 500
"""Pages of a file, at most."""

_DAY = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)")

Report = Callable[[int, int], None]
"""Told how many pages are done, and of how many."""


class Paper(msgspec.Struct, frozen=True):
    """A file as text. ``pages`` are the offsets (code points) at which its pages begin; none where it has no
    pages. ``blank`` pages hold no text. ``headings`` of a web page stand with their offsets. Title, author
    and ``published`` (EDTF) are empty where the file does not name them.
    """

    kind: str
    text: str
    title: str = ""
    author: str = ""
    pages: tuple[int, ...] = ()
    blank: int = 0
    published: str = ""
    headings: tuple[tuple[int, str], ...] = ()


class Unreadable(msgspec.Struct, frozen=True):
    """Why a file cannot be read: ``code`` picks the words of the refusal, ``facts`` fill them."""

    code: str
    facts: Mapping[str, str] = {}


def day_of(stamp: str) -> str:
    """The day (EDTF) that a file's own stamp begins with, such as 1971-04-05T08:00:00Z; empty if none."""
    found = _DAY.match(stamp.strip())
    try:
        return date(*map(int, found.groups())).isoformat() if found is not None else ""
    except ValueError:
        return ""
