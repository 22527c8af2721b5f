"""Removes what belongs to printed pages: running heads, page numbers, tables of contents; moves footnotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from bot.domain.dates.words import MONTHS
from bot.extraction.text.edits import Cleaned, Edit, edited

Span = tuple[int, int]

_PAGE = re.compile(r"[^\f]+")
_LINE = re.compile(r"[^\n]+")
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?![\w,-]|\.\d)")
_EDGE = 2
"""How many lines at the top and at the foot of a page are examined for running heads."""
_PAGE_SIGN = "\ue000"
_OF_A_DATE = rf"[ \t]+(?:{'|'.join(MONTHS)})\b"
_CONTENTS = re.compile(
    r"(?:^|(?<=\f))[^\n\f]{0,200}?(?:\.{4}|(?:\. ){4}|…{2}|·{4})[.… ·]*+(?:\d{1,4}|[ivxlc]{1,6})[ \t]*"
    r"(?=[\n\f]|\Z)",
    re.MULTILINE,
)
_NOTE = re.compile(
    rf"^[ \t]*(?P<number>\d{{1,3}})(?!{_OF_A_DATE})[.)]?[ \t]*(?:\n[ \t]+)?(?=[^\W\d_]|[“\"‘'(\[])",
    re.MULTILINE,
)
_LONGEST_PAGE, _MOST_NOTES, _TRIED = 10_000, 40, 5
"""The most characters and notes of a page, and how many numbered lines are tried as its last note."""
_MARKED = 0.5
"""The least share of the notes at a page's foot whose marks must be found in the text above them."""
_ALONE = re.compile(r"(?m)^[ \t]*(?:[Pp]age )?-?[ ]?(?P<number>\d{1,3})[ ]?-?[ \t]*(?:\n|\Z)")


def without_furniture(text: str) -> Cleaned:
    """The text without page furniture; footnotes follow at its end, each after its number as ``[^3]: ``."""
    pages = [match.span() for match in _PAGE.finditer(text)]
    heads = sorted(_heads(text, pages))
    alone = counting([(found, int(found["number"])) for found in _ALONE.finditer(text)])
    contents = _CONTENTS.finditer(text)
    edits = [Edit(*span, "") for span in (*heads, *(found.span() for found in (*alone, *contents)))]
    behind: list[Edit] = []
    for start, end in pages:
        lower = bisect_left(heads, ((start + end) // 2, 0))
        foot = min(end, heads[lower][0]) if lower < len(heads) else end
        marks, notes = _notes(text, start, foot)
        if notes:
            edits += (*marks, Edit(notes[0].start, foot, ""))
            behind += notes
    return edited(text, sorted(edits, key=attrgetter("start", "end")), behind)


def counting(found: Sequence[tuple[re.Match[str], int]]) -> list[re.Match[str]]:
    """The longest run of matches whose numbers count up from near 1; none if it is shorter than three."""
    best: list[re.Match[str]] = []
    for first in range(min(len(found), 8)):
        run: list[re.Match[str]] = []
        last = 0
        for match, number in found[first:]:
            if last < number <= last + _SKIPPED:
                run.append(match)
                last = number
        if len(run) > len(best):
            best = run
    return best if len(best) >= 3 else []


_SKIPPED = 4
"""The greatest step from one number to the next in a run, as some may not be recognised."""


class _Outer(NamedTuple):
    """A line at the top or foot of a page, with single spaces; ``page`` counts from 0."""

    page: int
    start: int
    end: int
    at_top: bool
    text: str


def _heads(text: str, pages: Sequence[Span]) -> Iterator[Span]:
    """The spans of lines at the top or foot of a page that repeat, or begin or end with the page's number."""
    outer = [line for number, page in enumerate(pages) for line in _outer_lines(text, number, page)]
    numbers = {
        (line.page, int(number) - line.page) for line in outer for number in _NUMBER.findall(line.text)
    }
    often = Counter(offset for _, offset in numbers)
    offsets = [offset for offset, count in often.items() if count >= max(2, len(pages) // 3)]
    shaped = [line._replace(text=_shape(line, offsets)) for line in outer]
    repeated = _repeated(outer) | _repeated(shaped)
    for line, shape in zip(outer, shaped, strict=True):
        numbered = (line.at_top and shape.text.startswith(f"{_PAGE_SIGN} ")) or shape.text.endswith(
            f" {_PAGE_SIGN}"
        )
        if numbered or {line.text, shape.text} & repeated:
            yield line.start, line.end


def _outer_lines(text: str, number: int, page: Span) -> Iterator[_Outer]:
    lines = [line for line in _LINE.finditer(text, *page) if any(map(str.isalnum, line[0]))]
    for at, line in enumerate(lines):
        if at < _EDGE or at >= len(lines) - _EDGE:
            yield _Outer(number, *line.span(), at < _EDGE, " ".join(line[0].split()))


def _repeated(lines: Iterable[_Outer]) -> set[str]:
    """The texts of lines that occur on more than one page."""
    pages_with = Counter(text for _, text in {(line.page, line.text) for line in lines})
    return {text for text, count in pages_with.items() if count > 1}


def _shape(line: _Outer, offsets: Iterable[int]) -> str:
    """A line's text with a placeholder for its page number, so that it is the same on every page."""
    numbers = {line.page + offset for offset in offsets}
    return _NUMBER.sub(lambda found: _PAGE_SIGN if int(found[0]) in numbers else found[0], line.text)


def _notes(text: str, start: int, foot: int) -> tuple[list[Edit], list[Edit]]:
    """The edits that cut a page's note marks, and those that write its notes at the end of the text."""
    if foot - start > _LONGEST_PAGE:
        return [], []
    lines = [(found, int(found["number"])) for found in _NOTE.finditer(text, start, foot)][-_MOST_NOTES:]
    for _ in range(min(len(lines), _TRIED)):
        notes = [lines.pop()]
        for line in reversed(lines):
            if line[1] == notes[0][1] - 1:
                notes.insert(0, line)
        marks = _marks(text, start, notes[0][0].start(), [number for _, number in notes])
        if marks and len(marks) >= _MARKED * len(notes):
            ends = [*(found.start() for found, _ in notes[1:]), foot]
            return marks, [
                edit
                for (found, number), end in zip(notes, ends, strict=True)
                for edit in (
                    Edit(*found.span(), f"\n\n[^{number}]: "),
                    Edit(found.end(), end, text[found.end() : end]),
                )
            ]
    return [], []


def _marks(text: str, start: int, end: int, numbers: Sequence[int]) -> list[Edit]:
    """Edits that cut the marks of notes with these numbers: in order, after a word, a year or a stop."""
    found: list[Edit] = []
    for number in numbers:
        mark = re.compile(
            rf"(?:(?<=[^\W\d_]{{2}})|(?<=[.,;:!?”\"’)\]])|(?<=\b1[5-9]\d\d)|(?<=\b20\d\d)){number}"
            r"(?:\n(?=[ \t])|(?=[\s,.;:)—–]|$))(?![.,]\d)"
        ).search(text, start, end)
        if mark is not None:
            found.append(Edit(*mark.span(), ""))
            start = mark.end()
    return found
