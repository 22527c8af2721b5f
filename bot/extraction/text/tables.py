"""Tables in Markdown: in which row a place stands, and what heads its column."""

from __future__ import annotations

from typing import NamedTuple

_HIGHEST = 20_000
"""So many characters above a row its table may begin."""


class Cell(NamedTuple):
    """A cell of a table: where its row begins and it itself, and what the first row has above it."""

    row: int
    start: int
    end: int
    head: str


def cell_at(text: str, place: int) -> Cell | None:
    """The cell in which a place stands; None where it is in no table, or in its first row."""
    row = text.rfind("\n", 0, place) + 1
    if not text.startswith("|", row):
        return None
    above = text[max(row - _HIGHEST, 0) : row].rpartition("\n\n")[2].splitlines()
    table = above[max((at for at, line in enumerate(above, 1) if not line.startswith("|")), default=0) :]
    heads = table[0].split("|") if table else []
    column = text.count("|", row, place)
    if column >= len(heads):
        return None
    end = text.find("|", place)
    return Cell(row, text.rfind("|", row, place) + 1, end if end >= 0 else len(text), heads[column])
