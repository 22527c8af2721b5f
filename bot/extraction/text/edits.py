"""A text with parts of it replaced, and the way back: what was where in the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import msgspec


class Edit(msgspec.Struct, frozen=True):
    """``[start, end)`` of the original text became ``text``."""

    start: int
    end: int
    text: str


class Cleaned(msgspec.Struct, frozen=True):
    """A cleaned text and its way back: ``edits`` in order, and where in ``text`` each begins.

    ``before``: what the edits were done to, where that was a cleaned text itself.
    """

    text: str
    edits: tuple[Edit, ...]
    places: tuple[int, ...]
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

    def _from(self, place: int) -> tuple[int, int]:
        """What one character of the clean text was made of."""
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
    """The edits done, in order; one that overlaps the one before it is left out.

    What those of ``behind`` put stands behind the text.
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
    for edit in behind:
        pieces.append(edit.text)
        edits.append(edit)
        places.append(written)
        written += len(edit.text)
    return Cleaned("".join(pieces), tuple(edits), tuple(places))
