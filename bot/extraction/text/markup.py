"""What of Markdown is not read: its front matter, code, comments, pictures, and where links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extraction.text.edits import Edit

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?:(?!---)[^\n]*\n){0,100}?---[ \t]*\r?\n")
_FENCE = re.compile(r"^[ \t]{0,3}(?P<sign>`{3,}+(?![^\n]*`)|~{3,})[^\n]*(?:\n|\Z)", re.MULTILINE)
_HEADED = re.compile(r"^#{1,6} \S", re.MULTILINE)
_CODE = re.compile(r"\n[ \t]*\n(?P<code>(?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n)+)")
_IN_LIST = re.compile(r"\A[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]|\A(?: {4}|\t)")
_LINK = re.compile(
    r"(?P<picture>!)?\[(?P<label>(?:[^\[\]\n]|\[[^\[\]\n]{0,100}\]){0,300})\]"
    r"\([^()\s]{0,1000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?(?:\s{1,3}[\"'][^\n]{0,300}?[\"'])?\s?\)"
)
_NOTE_MARK = re.compile(r"(?<=\S)\[\^\w{1,4}\](?!:)")
_TARGET = re.compile(r"^[ \t]{0,3}\[[^\]\n^]{1,80}\]:[ \t]+(?:<|https?:|www\.|[./#])[^\n]*", re.MULTILINE)


def unread_markup(text: str) -> Iterator[Edit]:
    """The places of a text that are taken out, and what is put for them, in no order."""
    if front := _FRONT.match(text):
        yield Edit(*front.span(), "")
    opening: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opening is None:
            opening = fence
        elif fence["sign"].startswith(opening["sign"]):
            yield Edit(opening.start(), fence.end(), "\n")
            opening = None
    if _HEADED.search(text):
        yield from _indented_code(text)
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start)) >= 0:
        yield Edit(start, end + 3, "")
        start = text.find("<!--", end)
    for link in _LINK.finditer(text):
        label = link.span("label")
        yield Edit(link.start(), link.end() if link["picture"] else label[0], "")
        if not link["picture"]:
            yield Edit(label[1], link.end(), "")
    for unread in (_NOTE_MARK, _TARGET):
        yield from (Edit(*match.span(), "") for match in unread.finditer(text))


def _indented_code(text: str) -> Iterator[Edit]:
    """Lines behind an empty one that are indented by four, but for what goes on with an item of a list."""
    for found in _CODE.finditer(text):
        before = text.rfind("\n\n", 0, found.start()) + 2 if found.start() else 0
        if not _IN_LIST.match(text[before : found.start()]):
            yield Edit(*found.span("code"), "\n")
