"""Replaces parts of a text and maps places in the result back to the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from operator import attrgetter

import msgspec

_start = attrgetter("start")


class Edit(msgspec.Struct, frozen=True):
    """One replacement: ``[start, end)`` of the original text became ``text``."""

    start: int
    end: int
    text: str


class Cleaned(msgspec.Struct, frozen=True):
    """A cleaned text, with what is needed to find its places in the original.

    ``edits`` are in order, and ``places[i]`` is where in ``text`` the i-th begins. The last ``behind`` edits
    were moved to the end of the text (footnotes). ``before`` is the text that was edited, if that was cleaned
    itself; ``original`` then goes back through all steps.
    """

    text: str
    edits: tuple[Edit, ...]
    places: tuple[int, ...]
    behind: int = 0
    before: Cleaned | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The code points of the original text that a span of ``text`` stands for.

        What was removed at the span's edges is left out, what was removed inside it is spanned.
        """
        if start >= end:
            at = self._from(start - 1)[1] if start else 0
            span = at, at
        else:
            (first, begin), (last, stop) = self._from(start), self._from(end - 1)
            span = min(first, last), max(begin, stop)
        return self.before.original(*span) if self.before is not None else span

    def within(self, start: int, end: int) -> str:
        """What a span of the original text became, without what was moved to the end of the text."""
        return self.text[self._place(start) : self._place(end)]

    def _place(self, at: int) -> int:
        """Where in ``text`` a place of the original text is."""
        if self.before is not None:
            at = self.before._place(at)
        edit = bisect_right(self.edits, at, hi=len(self.edits) - self.behind, key=_start) - 1
        if edit < 0:
            return at
        made, place = self.edits[edit], self.places[edit]
        return place + (
            min(at - made.start, len(made.text)) if at < made.end else len(made.text) + at - made.end
        )

    def _from(self, place: int) -> tuple[int, int]:
        """The span of the text before these edits that one character of ``text`` was made of."""
        edit = bisect_right(self.places, place) - 1
        if edit < 0:
            return place, place + 1
        made, inside = self.edits[edit], place - self.places[edit]
        if inside >= len(made.text):
            at = made.end + inside - len(made.text)
            return at, at + 1
        if len(made.text) == made.end - made.start:
            return made.start + inside, made.start + inside + 1
        return made.start, made.end


def edited(text: str, found: Iterable[Edit], behind: Iterable[Edit] = ()) -> Cleaned:
    """The text with the edits ``found`` made, which must be in order.

    An edit that overlaps the one before is left out.
    The texts of the edits ``behind`` are appended to the end; what they were made of is not removed.
    """
    pieces: list[str] = []
    edits: list[Edit] = []
    places: list[int] = []
    read = written = 0
    for edit in found:
        if edit.start < read:
            continue
        pieces += (text[read : edit.start], edit.text)
        written += edit.start - read
        edits.append(edit)
        places.append(written)
        written += len(edit.text)
        read = edit.end
    pieces.append(text[read:])
    written += len(text) - read
    last = list(behind)
    for edit in last:
        pieces.append(edit.text)
        edits.append(edit)
        places.append(written)
        written += len(edit.text)
    return Cleaned("".join(pieces), tuple(edits), tuple(places), len(last))
