"""Tables in Markdown: in which row a place stands, and what heads its column."""

from __future__ import annotations

from typing import NamedTuple

_HIGHEST = 20_000
"""So many characters above a row its table may begin."""


class Cell(NamedTuple):
    """A cell of a table: where its row begins, and what the first row has above it."""

    row: int
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
    return Cell(row, heads[column]) if column < len(heads) else None
