"""Makes text for a terminal of Discord's markdown, with colours where the terminal shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])+)\]\(<?(https?://[^\s)>]+)>?\)")
_COMMAND = re.compile(r"</([^:>]+):\d+>")
_MENTION = re.compile(r"<(?:#|@&?)\d+>")
_STAMP = re.compile(r"<t:(\d{1,11})(?::[tTdDfFR])?>")
_ESCAPED = re.compile(r"\\([\\`*_~|>#\[\](){}.!:<@+/-])")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<![\\`])\1(?!`)")
_STYLES = (
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), "1"),
    (re.compile(r"__(?=\S)(.+?)(?<=\S)__"), "4"),
    (re.compile(r"~~(?=\S)(.+?)(?<=\S)~~"), "9"),
    (re.compile(r"\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?!\*)"), "3"),
    (re.compile(r"(?<!\w)_(?=[^\s_])(.+?)(?<=[^\s_])_(?!\w)"), "3"),
)
_HEADING = re.compile(r"^#{1,3} +")
_SMALL = re.compile(r"^-# ?")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_KEPT = 0xE000
"""First of the private characters that stand for literal text while the markdown around it is read."""


class Ink(msgspec.Struct, frozen=True):
    """Styles text for a terminal with ANSI codes, or leaves it as it is if the terminal shows none."""

    styled: bool = False

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.styled and text else text


_UNSTYLED = Ink()


def plain(markdown: str, ink: Ink = _UNSTYLED, mentions: Mapping[str, str] = {}) -> str:
    """The text that Discord would show for ``markdown``, with the addresses of links.

    ``mentions`` maps mentions, such as "<#1>", to what is shown in their place.
    """
    text = _MENTION.sub(lambda match: mentions.get(match[0], match[0]), markdown)
    lines = _PRIVATE.sub("\N{REPLACEMENT CHARACTER}", text).split("\n")
    cited = {url for line in lines if _SMALL.match(line) for _, url in _LINK.findall(line)}
    return "\n".join(_line(line, cited, ink) for line in lines)


def _line(line: str, cited: set[str], ink: Ink) -> str:
    small = _SMALL.match(line)
    if small:
        return ink(_inline(line[small.end() :], set(), _UNSTYLED), "2")
    heading = _HEADING.match(line)
    if heading:
        return ink(_inline(line[heading.end() :], cited, _UNSTYLED), "1;36")
    return _inline(line, cited, ink)


def _instant(seconds: int) -> str:
    """An instant, which Discord would show in the reader's time zone, in UTC."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"


def _inline(text: str, cited: set[str], ink: Ink) -> str:
    """A line's emphasis and links.

    Links to ``cited`` addresses, which are shown elsewhere, give the words alone.
    """
    kept: list[str] = []

    def keep(literal: str) -> str:
        kept.append(literal)
        return chr(_KEPT + len(kept) - 1)

    text = _CODE.sub(lambda match: keep(ink(match[2], "36")), text)
    text = _ESCAPED.sub(lambda match: keep(match[1]), text)
    text = _LINK.sub(lambda match: match[1] + ("" if match[2] in cited else keep(f" <{match[2]}>")), text)
    text = _STAMP.sub(lambda match: _instant(int(match[1])), text)
    text = _COMMAND.sub(lambda match: keep(ink("/" + match[1], "36")), text)
    for pattern, code in _STYLES:
        text = pattern.sub(lambda match, code=code: ink(match[1], code), text)  # type: ignore[misc]
    for number, literal in reversed(list(enumerate(kept))):
        text = text.replace(chr(_KEPT + number), literal)
    return text
