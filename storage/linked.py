"""Present rows that have several links at once, found with the search index.

The index intersects the lists of several links ten times as fast as ``storage.lists``, which walks along one
of them and looks up the others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from storage.layout import dates_of, keys_of, link_tag, list_tag
from storage.ranges import Range, in_range, overlaps, scopes_of, seen_of
from storage.rows import CORPUS, OPEN_LOW, At

_FEW = 100
"""Up to this many rows, reading and sorting all of them is faster than walking the list in its order."""
_LINKED = (
    "SELECT weight, newest, number, serial, keys FROM search_words w CROSS JOIN entries e"
    " ON e.serial = w.rowid WHERE search_words MATCH ? AND e.kind = ? AND e.scope = ? LIMIT ?"
)


class _Linked(NamedTuple):
    weight: int
    newest: int
    number: int
    serial: int
    keys: bytes


def how_many_linked(connection: sqlite3.Connection, scope: str, what: Range) -> int:
    """The number of live rows of a scope in a range."""
    # In a range without a first day, most rows need no look at their dates: their newest is early enough.
    return sum(
        (what.low == OPEN_LOW and row.newest <= what.high) or in_range(*keys_of(row.keys)[:2], what)
        for row in _linked(connection, scope, what, listed=True)
    )


def weightiest_of_few(
    connection: sqlite3.Connection, at: At, what: Range, limit: int
) -> tuple[int, ...] | None:
    """The serials of a range's rows with the greatest weight, newest first; None if it has many rows."""
    # The corpus's list of all its rows is too long to be intersected for a few rows; a guild's is short.
    linked = [
        row
        for scope in scopes_of(at)
        for row in _linked(connection, scope, what, listed=scope != CORPUS, most=_FEW)
    ]
    if len(linked) >= _FEW:
        return None
    ranked = sorted(
        (row.weight, key.low, key.high, row.number, row.serial)
        for row in linked
        for key in dates_of(row.keys)
        if key.layer == what.layer and overlaps(key, what)
    )
    return tuple(islice(seen_of(connection, at, (serial for *_, serial in reversed(ranked))), limit))


def _linked(
    connection: sqlite3.Connection, scope: str, what: Range, *, listed: bool, most: int = -1
) -> Sequence[_Linked]:
    """The live rows of a scope that have all links of a range, whatever their dates.

    ``listed`` restricts them to the rows dated in the range's layer.
    """
    tags = [link_tag(*link) for link in what.links]
    if listed:
        tags.append(list_tag(scope, what.kind, what.layer))
    match = " ".join(f'"{tag}"' for tag in tags)
    return list(map(_Linked._make, connection.execute(_LINKED, (match, what.kind, scope, most))))
