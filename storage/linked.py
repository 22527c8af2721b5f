"""Rows that have several links at once, as of now.

The search index brings them together: it meets the lists of all links ten times as fast as ``storage.lists``
finds what is in one of them among the others.
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
"""Up to so many are read and put in order faster than they are come upon in their order."""
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
    """How many live rows of a scope are in a range."""
    # Where it has no first day, most are known to begin in time without a look at their dates.
    return sum(
        (what.low == OPEN_LOW and row.newest <= what.high) or in_range(*keys_of(row.keys)[:2], what)
        for row in _linked(connection, scope, what, listed=True)
    )


def weightiest_of_few(
    connection: sqlite3.Connection, at: At, what: Range, limit: int
) -> tuple[int, ...] | None:
    """The serials of the first of a range by weight, and among equals the newest; None if they are many."""
    # The corpus's whole list is too long to be met for a few; a guild's own is short.
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
    """The live rows of a scope that have all the links, whenever they are dated; ``listed``: in the layer."""
    tags = [link_tag(*link) for link in what.links]
    if listed:
        tags.append(list_tag(scope, what.kind, what.layer))
    match = " ".join(f'"{tag}"' for tag in tags)
    return list(map(_Linked._make, connection.execute(_LINKED, (match, what.kind, scope, most))))
