"""Estimates how much of a phone's screen a message takes: its visible characters, and its height in pixels.

The estimate is within 6 px of messages that were measured at 390 px width (``tests/render/test_screen.py``).
Glyph widths are those of Helvetica, in thousandths of the type size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

HEIGHT = 760
"""One phone screen, in pixels at 390 px width."""

_COLUMN = 296.0
"""Width that is left for text beside the author's picture, in pixels."""
_LINE, _SUBTEXT_LINE, _GAP, _BUTTON_ROW, _FRAME = 22, 20, 12, 40, 72
_SCALE, _BOLD = 1.03, 1.06
_BUTTON_PADDING, _BUTTON_GAP, _BUTTON_SIZE = 32.0, 8.0, 14.0

_WIDE = 1000
_LATIN = 556
_WIDTHS = {
    character: width
    for characters, width in (
        ("\u200b\ufe0f", 0), ("'", 191), ("ijl‘’", 222), ("|", 260), (" !,./:;I[\\]ft·", 278),
        ("()-r`“”", 333), ('"', 355), ("*", 389), ("Jckvsxyz", 500), ("+<=>", 584), ("FTZ", 611),
        ("&ABEKPSVXY", 667), ("CDHNRUw", 722), ("GOQ", 778), ("Mm", 833), ("%", 889), ("W", 944),
        ("@", 1015), ("✅❌⚠", 1200),
    )
    for character in characters
}  # fmt: skip

_LINK = re.compile(r"\[(?P<text>(?:\\.|\[\d+\]|[^\[\]\\])*+)\]\(<[^>]*>\)")
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_TOKEN = re.compile(r"\*\*|\*|`| |[^*` ]+")


def read(text: str) -> str:
    """The text without invisible parts: link targets, escapes, zero-width spaces. Marks of emphasis stay."""
    return _ESCAPE.sub(r"\1", _LINK.sub(r"\g<text>", text)).replace("\u200b", "")


def characters(blocks: Sequence[str]) -> int:
    """How many visible characters a message has."""
    return sum(len(read(block)) for block in blocks)


def height(blocks: Sequence[str], labels: Sequence[str] = ()) -> int:
    """The height of a message with these button labels, in pixels at 390 px width."""
    lines = sum(_block_height(block) for block in blocks)
    return _FRAME + lines + _GAP * (len(blocks) - 1) + _BUTTON_ROW * _rows(labels)


@lru_cache(maxsize=4096)
def _block_height(block: str) -> int:
    return sum(_line_height(line) for line in read(block).split("\n"))


@lru_cache(maxsize=4096)
def _line_height(line: str) -> int:
    if line.startswith("-# "):
        return _SUBTEXT_LINE * _wrapped(line[3:], 13)
    if line.startswith("### "):
        return _LINE * _wrapped(f"**{line[4:]}**", 16)
    return _LINE * _wrapped(line, 16)


def _wrapped(line: str, size: float) -> int:
    """How many rows a line takes; a word longer than a row is broken."""
    rows, used, pending = 1, 0.0, 0.0
    for word, width in _words(line):
        if word == " ":
            pending = width
            continue
        if used and used + pending + width > _COLUMN / size:
            rows, used = rows + 1, 0.0
        elif used:
            used += pending
        used += width
        while used > _COLUMN / size:
            rows, used = rows + 1, used - _COLUMN / size
    return rows


def _words(line: str) -> Iterator[tuple[str, float]]:
    """Words and spaces with their widths in ems; only spaces separate words, not marks of bold type."""
    bold, word, width = False, "", 0.0
    for piece in _TOKEN.findall(line):
        if piece == "**":
            bold = not bold
        elif piece == " ":
            yield word, width
            yield " ", _em(" ", bold)
            word, width = "", 0.0
        elif piece not in ("*", "`"):
            word += piece
            width += _em(piece, bold)
    yield word, width


@lru_cache(maxsize=8192)
def _em(text: str, bold: bool) -> float:
    return sum(_width(character) for character in text) / 1000 * _SCALE * (_BOLD if bold else 1)


def _width(character: str) -> int:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    return _LATIN if character < "\u2000" or character == "–" else _WIDE


def _rows(labels: Sequence[str]) -> int:
    """How many rows the buttons take."""
    rows, used = (1 if labels else 0), 0.0
    for label in labels:
        width = _em(label, False) / _SCALE * _BUTTON_SIZE + _BUTTON_PADDING
        if used and used + _BUTTON_GAP + width > _COLUMN:
            rows, used = rows + 1, width
        else:
            used += width + (_BUTTON_GAP if used else 0)
    return rows
