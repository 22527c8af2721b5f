"""A paper, which is a file as text, and the refusal of a file that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

import msgspec

LARGEST = 20_000_000
"""Most bytes of a file."""
PAGES = 500
"""Most pages of a file."""

_MONTH = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?")
_DAY = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)")

Report = Callable[[int, int], None]
"""A function that is called with the number of pages read and the total."""


class Paper(msgspec.Struct, frozen=True):
    """A file as text.

    ``kind`` is its format (txt, md, html, pdf). ``pages`` are the offsets (code points) at which pages begin,
    if it has pages; ``blank`` is the number of pages without text. ``headings`` are those of a web page, with
    their offsets. Title, author and ``published`` (EDTF) are empty if the file does not name them.
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
    """Why a file cannot be read: the reason's code, and the facts for its words."""

    code: str
    facts: Mapping[str, str] = {}


def day_of(stamp: str) -> str:
    """The day (EDTF) that a timestamp such as 1971-04-05T08:00:00Z begins with.

    A month or a year alone is given as it is; empty if there is none of these.
    """
    text = stamp.strip()
    if _MONTH.fullmatch(text) is not None:
        return text
    found = _DAY.match(text)
    try:
        return date(*map(int, found.groups())).isoformat() if found is not None else ""
    except ValueError:
        return ""
