"""The writing side of the views: how a projector reads and replaces rows while records are appended."""

# ruff: noqa: S608 - what is put together are our own names; values are bound

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import Protocol

import msgspec

from storage.folding import plain
from storage.layout import (
    COLUMNS,
    UNDATED,
    links_of_date,
    search_words,
    span_class,
    stored_row,
    with_keys,
)
from storage.rows import CORPUS, OPEN_LOW, Link, Record, StoredRow, ViewRow

_FLUSH_AT = 2_000
_DATED_AT = 40_000
"""How many rows' keys are collected before they are written: inserting many sorted keys at once is faster."""
_REMEMBERED = 100_000
_BY_DATE = itemgetter(0)

_INSERT_ENTRY = (
    "INSERT INTO entries (serial, kind, scope, id, number, version, from_position, to_position, live, weight,"
    " newest, stale, overlay, gist, keys, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CURRENT = f"SELECT {COLUMNS} FROM entries WHERE kind = ? AND id = ? AND scope = ? AND to_position IS NULL"
_OVERLAID = (
    "SELECT scope FROM entries WHERE kind = ? AND id = ? AND to_position IS NULL AND overlay IS NOT NULL"
)
_CREATE_DATED = (
    "CREATE TEMP TABLE IF NOT EXISTS dated"
    " (rank INTEGER PRIMARY KEY, now, span, low, high, number, serial, ended)"
)
_INSERT_DATED = "INSERT INTO dated VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_KEYS = (
    "INSERT OR IGNORE INTO entry_keys (facet, now, span, low, high, number, serial, ended)"
    " SELECT facets.key, now, span, low, high, number, serial, ended"
    " FROM json_each(?) facets CROSS JOIN json_each(facets.value) ranks"
    " CROSS JOIN dated ON rank = ranks.value"
)
"""Keys of facets, each with the ranks of its dates: binding eight values for each takes twice as long."""
_DELETE_KEY = (
    "DELETE FROM entry_keys WHERE facet = ? AND now = ? AND span = ? AND low = ? AND high = ? AND number = ?"
    " AND serial = ?"
)
_INSERT_GIST = (
    "INSERT OR IGNORE INTO gists (kind, subject, scope, serial, id, from_position, to_position, gist)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_DELETE_GIST = "DELETE FROM gists WHERE kind = ? AND subject = ? AND scope = ? AND serial = ?"
_INSERT_NAME = "INSERT OR IGNORE INTO entry_names (name, kind, now, serial) VALUES (?, ?, ?, ?)"
_DELETE_NAME = "DELETE FROM entry_names WHERE name = ? AND kind = ? AND now = ? AND serial = ?"
_INSERT_WORDS = "INSERT INTO search_words (rowid, words) VALUES (?, ?)"
_FACET = (
    "SELECT facet FROM facets WHERE kind = ? AND scope = ? AND layer = ? AND weight = ? AND relation = ?"
    " AND target = ?"
)
_INSERT_FACET = (
    "INSERT INTO facets (facet, kind, scope, layer, weight, relation, target) VALUES (?, ?, ?, ?, ?, ?, ?)"
)

Entity = tuple[str, str, str]
"""Kind, scope, id."""
Listed = tuple[str, str, str, int]
"""Kind, scope, layer and weight: what the facets of a row in one layer have in common."""
Ending = int | None
"""The position from which a row is no longer valid; None if it is valid now."""
Ended = tuple["_Held", Ending]
"""A row, and the position from which it is no longer valid."""
Dated = tuple[tuple[Ending, ...], list[int]]
"""The keys of a row for one of its dates: the columns that they have in common, and the facet of each."""


class Projector(Protocol):
    """A function that updates the views for one record.

    It is called for each record in order, in the transaction that appends it or in a rebuild. Its effect must
    depend on the record and the view alone, so that a rebuild gives equal rows. It is never called with the
    log's own ``BodyErased``; a record whose body was erased has ``body`` None.
    """

    def __call__(self, record: Record, view: ViewWriter) -> None: ...


class _Held(msgspec.Struct, frozen=True, gc=False):
    """The valid row of an entity in a scope: one that is in the file, or one that is still to be written.

    ``keys`` is the stored form of its dates, links, names and subjects, or None if the row is in the file.
    """

    scope: str
    serial: int
    from_position: int
    row: ViewRow
    keys: bytes | None


class _Facets(dict[Link, int]):
    """By link, the number of its facet; that of a new link is got from ``find``."""

    def __init__(self, find: Callable[[Link], int]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, link: Link) -> int:
        self[link] = number = self._find(link)
        return number


class ViewWriter:
    """The view rows within one transaction, for a projector to read and to replace.

    Changes are collected in memory and written in bulk; the log calls ``flush`` before it commits.
    """

    def __init__(self, connection: sqlite3.Connection, *, empty: bool = False) -> None:
        """``empty`` says that the tables have no rows yet, which saves most look-ups."""
        self._connection = connection
        self._written: set[int] | None = set() if empty else None
        self._held: dict[Entity, _Held | None] = {}
        self._scopes: dict[tuple[str, str], set[str]] = {}
        self._new: dict[int, Ended] = {}
        self._ended: list[tuple[_Held, int]] = []
        self._dated: dict[int, list[Dated]] = {}
        self._facets: dict[Listed, _Facets] = {}
        self._new_facets: list[tuple[int | str, ...]] = []
        self._greatest_facet: int | None = None
        self._serial: int | None = None

    def current(self, kind: str, scope: str, id: str) -> StoredRow | None:
        """The entity's valid row in exactly this scope, live or not; None if it has none."""
        held = self._look((kind, scope, id))
        return StoredRow(scope, held.from_position, None, held.row, held.serial) if held is not None else None

    def overlays(self, kind: str, id: str) -> Sequence[StoredRow]:
        """The valid rows of all guilds that changed an entity of the corpus, in the order of their scopes."""
        scopes = self._scopes.get((kind, id), set())
        if self._may_be_stored((kind, id)):
            scopes = scopes.union(scope for (scope,) in self._connection.execute(_OVERLAID, (kind, id)))
        if not scopes:
            return ()
        rows = (self.current(kind, scope, id) for scope in sorted(scopes))
        return [row for row in rows if row is not None and row.row.overlay is not None]

    def put(self, scope: str, row: ViewRow, position: int) -> None:
        """Replaces the entity's row in this scope from ``position`` on."""
        self.remove(scope, row.kind, row.id, position)
        row, keys = with_keys(row)
        held = _Held(scope, self._next_serial(), position, row, keys)
        self._held[row.kind, scope, row.id] = held
        self._new[held.serial] = (held, None)
        if scope != CORPUS:
            self._scopes.setdefault((row.kind, row.id), set()).add(scope)
        if len(self._new) >= _FLUSH_AT:
            self._write()

    def remove(self, scope: str, kind: str, id: str, position: int) -> None:
        """Ends the entity's row in this scope at ``position``, if it has one."""
        held = self._look((kind, scope, id))
        if held is None:
            return
        self._held[kind, scope, id] = None
        if held.keys is None:
            self._ended.append((held, position))
        elif held.from_position == position:
            del self._new[held.serial]
        else:
            self._new[held.serial] = (held, position)

    def flush(self) -> None:
        """Writes all collected changes to the tables."""
        self._write()
        self._write_keys()

    def _write(self) -> None:
        self._write_ended()
        self._write_new()
        self._held.clear()
        self._scopes.clear()
        if len(self._dated) >= _DATED_AT:
            self._write_keys()

    def _write_ended(self) -> None:
        if not self._ended:
            return
        run = self._connection.executemany
        replaced = [held.serial for held, position in self._ended if held.from_position == position]
        ended = [(held, position) for held, position in self._ended if held.from_position != position]
        self._unlist([held for held, _ in self._ended if held.row.live])
        run("DELETE FROM entries WHERE serial = ?", [(serial,) for serial in replaced])
        end = "UPDATE entries SET to_position = ? WHERE serial = ?"
        run(end, [(position, held.serial) for held, position in ended])
        self._list([(held, position) for held, position in ended if held.row.live])
        self._ended.clear()

    def _write_new(self) -> None:
        new = self._new.values()
        self._connection.executemany(_INSERT_ENTRY, [_entry(held, end) for held, end in new])
        self._list([(held, end) for held, end in new if held.row.live])
        self._new.clear()
        if self._written is not None:
            self._written.update(map(hash, self._held))
            self._written.update(map(hash, self._scopes))

    def _list(self, live: Sequence[Ended]) -> None:
        """Adds live rows to the lists, names, gists and the search index."""
        for held, end in live:
            self._dated[held.serial] = self._dates(held, end)
        run = self._connection.executemany
        run(_INSERT_NAME, _names(live))
        run(_INSERT_GIST, _gists(live))
        run(
            _INSERT_WORDS,
            [(held.serial, search_words(held.scope, held.row)) for held, end in live if end is None],
        )

    def _unlist(self, live: Sequence[_Held]) -> None:
        """Removes from there what ``_list`` added for rows that were valid until now."""
        run = self._connection.executemany
        entered: list[Ended] = [(held, None) for held in live]
        for held, _ in entered:
            if self._dated.pop(held.serial, None) is None:
                dated = self._dates(held, None)
                run(_DELETE_KEY, [(facet, *when[:-1]) for when, facets in dated for facet in facets])
        run(_DELETE_NAME, _names(entered))
        run(_DELETE_GIST, [gist[:4] for gist in _gists(entered)])
        run("DELETE FROM search_words WHERE rowid = ?", [(held.serial,) for held in live])

    def _look(self, entity: Entity) -> _Held | None:
        if entity in self._held:
            return self._held[entity]
        kind, scope, id = entity
        found = None
        if self._may_be_stored(entity):
            found = self._connection.execute(_CURRENT, (kind, id, scope)).fetchone()
        held = None
        if found is not None:
            stored = stored_row(found)
            held = _Held(scope, stored.serial, stored.from_position, stored.row, None)
        self._held[entity] = held
        return held

    def _may_be_stored(self, entity: Entity | tuple[str, str]) -> bool:
        """Whether the tables may have a row of an entity, or of guilds' changes to one given as (kind, id).

        False only if they were empty at first, and this view has written none since.
        """
        return self._written is None or hash(entity) in self._written

    def _next_serial(self) -> int:
        if self._serial is None:
            self._serial = self._connection.execute(
                "SELECT coalesce(max(serial), 0) FROM entries"
            ).fetchone()[0]
        self._serial += 1
        return self._serial

    def _dates(self, held: _Held, end: Ending) -> list[Dated]:
        """The keys under which a row is listed, for each of its dates."""
        row, now = held.row, int(end is None)
        found: dict[tuple[int, int], list[int]] = {}
        for key in row.dates or UNDATED:
            of = (row.kind, held.scope, key.layer, row.weight)
            facets = self._facets.get(of) or self._facets.setdefault(of, _Facets(partial(self._find, of)))
            links = chain(links_of_date(key.low, key.high, key.month_day, key.month), row.links)
            found.setdefault((key.low, key.high), []).extend(map(facets.__getitem__, links))
        return [
            ((now, span_class(low, high), low, high, row.number, held.serial, end), numbers)
            for (low, high), numbers in found.items()
        ]

    def _write_keys(self) -> None:
        """Writes all collected keys, sorted as the table is."""
        run = self._connection.executemany
        run(_INSERT_FACET, self._new_facets)
        self._new_facets.clear()
        dated = sorted(chain.from_iterable(self._dated.values()), key=_BY_DATE)
        ranks: defaultdict[int, list[int]] = defaultdict(list)
        for rank, (_, facets) in enumerate(dated):
            for facet in facets:
                ranks[facet].append(rank)
        self._connection.execute(_CREATE_DATED)
        run(_INSERT_DATED, [(rank, *when) for rank, (when, _) in enumerate(dated)])
        in_order = {facet: ranks[facet] for facet in sorted(ranks)}
        self._connection.execute(_INSERT_KEYS, (msgspec.json.encode(in_order).decode(),))
        self._connection.execute("DELETE FROM dated")
        self._dated.clear()
        if self._written is None and sum(map(len, self._facets.values())) > _REMEMBERED:
            self._facets.clear()

    def _find(self, of: Listed, link: Link) -> int:
        """The number of a facet that is asked for first; a new facet gets the next free number."""
        if self._written is None:  # in what was empty, each is new when it is asked for first
            row = self._connection.execute(_FACET, (*of, *link)).fetchone()
            if row is not None:
                return int(row[0])
        if self._greatest_facet is None:
            sql = "SELECT coalesce(max(facet), 0) FROM facets"
            self._greatest_facet = int(self._connection.execute(sql).fetchone()[0])
        self._greatest_facet += 1
        self._new_facets.append((self._greatest_facet, *of, *link))
        return self._greatest_facet


def views_due(connection: sqlite3.Connection) -> bool:
    """Whether a migration has left the views empty, so that they must be rebuilt from the log."""
    return connection.execute("SELECT 1 FROM meta WHERE key = 'views'").fetchone() is not None


def empty_views(connection: sqlite3.Connection) -> None:
    """Empties the views, search included; within a transaction others see the old ones until it commits."""
    connection.execute("DELETE FROM meta WHERE key = 'views'")
    # FTS5 deletes row by row and keeps deleted words in its index for a while, so the table is recreated.
    create = "SELECT sql FROM sqlite_master WHERE name = 'search_words'"
    (words,) = connection.execute(create).fetchone()
    connection.execute("DROP TABLE search_words")
    connection.execute(words)
    for table in ("entries", "facets", "entry_keys", "entry_names", "gists"):
        connection.execute(f"DELETE FROM {table}")


def _entry(held: _Held, to_position: Ending) -> tuple[object, ...]:
    row = held.row
    newest = max([key.low for key in row.dates]) if row.dates else OPEN_LOW
    return (
        held.serial, row.kind, held.scope, row.id, row.number, row.version, held.from_position, to_position,
        row.live, row.weight, newest, row.stale, row.overlay, row.gist, held.keys, row.state,
    )  # fmt: skip


def _names(live: Sequence[Ended]) -> list[tuple[str, str, int, int]]:
    return sorted(
        [
            (plain(name), held.row.kind, int(end is None), held.serial)
            for held, end in live
            for name in held.row.names
        ]
    )


def _gists(live: Sequence[Ended]) -> list[tuple[object, ...]]:
    return sorted(
        [
            (row.kind, subject, held.scope, held.serial, row.id, held.from_position, end, row.gist)
            for held, end in live
            for row in (held.row,)
            for subject in row.subjects
        ]
    )
