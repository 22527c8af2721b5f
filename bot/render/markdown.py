"""Makes texts of users and of the record safe and short for Discord's markdown and for files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

TITLE = 120
"""Most characters of a title, a name or a typed text."""

LONGEST_ADDRESS = 500

_BREAK = "\u200b"
_SPACES = re.compile(r"\s+")
_SPECIAL = re.compile(r"[\\*_~`|\[\]<]")
_LINE_START = re.compile(r"^(?=[#>]|[-+]#?(?:\s|$))")
_NUMBERED = re.compile(r"^(\d+)(?=[.)](?:\s|$))")
_MENTION = re.compile(r"@(?=everyone|here|[!&]?\d)", re.IGNORECASE)
_NOT_OF_URLS = re.compile(r"[^\w\-.~:/?#!$&'*+,;=%()]", re.ASCII)
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])|\*+")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def clean(text: str, limit: int = TITLE) -> str:
    """The text as one line of at most ``limit`` characters, ending with "…" if it was cut.

    Control and formatting characters (overrides of direction, zero widths, tags) are left out; a lone
    surrogate or a private-use character becomes U+FFFD; every run of white space is one space.
    """
    room = 4 * limit + 64
    seen = text[:room]
    if not seen.isprintable():
        seen = "".join(_visible(character) for character in seen)
    line = _SPACES.sub(" ", seen).strip()
    if len(line) <= limit and len(text) <= room:
        return line
    cut = line[: limit - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > limit * 2 // 3 else cut).rstrip(" ,;:.–—") + "…"


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cs", "Co"):
        return "\ufffd"
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category == "Cf" else character


@lru_cache(maxsize=2_048)
def inert(text: str, limit: int = TITLE) -> str:
    """The text escaped so that Discord shows it literally, without mentions, links, headings or emphasis.

    Cached, because an answer is composed several times until it fits.
    """
    escaped = _SPECIAL.sub(r"\\\g<0>", clean(text, limit))
    escaped = _NUMBERED.sub(r"\1\\", _LINE_START.sub(r"\\", escaped))
    return _MENTION.sub(f"@{_BREAK}", escaped.replace("://", ":\\//"))


def plain(markdown: str) -> str:
    """A line of an answer as plain text for a file: without emphasis, escapes, links or tags."""
    text = _ESCAPED.sub(lambda found: found[1] or "", markdown).replace(_BREAK, "")
    return _TAG.sub("‹", text).replace("](", "] (").replace("`", "'")


def marks(numbers: Iterable[int]) -> str:
    """Footnote marks with a space before them: " [1][2]"; empty for no numbers."""
    told = "".join(f"[{number}]" for number in sorted(set(numbers)))
    return f" {told}" if told else ""


def link(text: str, url: str) -> str:
    """A markdown link without a preview; the bare text if ``url`` is not a web address."""
    shown = address(url)
    return f"[{text}](<{shown}>)" if shown else text


def address(url: str) -> str:
    """A web address with unsafe characters percent-encoded; empty if it is no web address, or too long."""
    if not url.startswith(("https://", "http://")) or len(url) > LONGEST_ADDRESS:
        return ""
    return _NOT_OF_URLS.sub(lambda found: _percent(found[0]), url)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))


def capital(text: str) -> str:
    """The text with its first letter in upper case, the rest untouched; "c. 2012" stays as it is."""
    return text if text[1:2] == "." else text[:1].upper() + text[1:]
