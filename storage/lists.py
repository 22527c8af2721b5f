"""Lists of rows by date and link, in a time that depends on the rows shown and hardly on the rows stored.

A *facet* stands for the rows of one kind, scope, layer and weight that share a link. A list merges several
ranges of the table ``entry_keys``, called *arms*: one for each facet and class of date length. The classes
bound the search: among dates of at most n days, one that overlaps a range began at most n days before it. A
guild's list leaves out the corpus's rows of which the guild has its own.
"""

# ruff: noqa: S608 - what is put together are our own names; values are bound

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import cast

import msgspec
from msgspec.structs import replace

from storage.layout import COLUMNS, EVERYTHING, SPANS, keys_of, stored_row
from storage.linked import how_many_linked, weightiest_of_few
from storage.ranges import (
    ALL_SPANS,
    EVENT,
    LASTING,
    NOW,
    UNCOVERED,
    VALID,
    Range,
    guild_of,
    in_range,
    position_of,
    scopes_of,
)
from storage.rows import BODY_ERASED, CORPUS, OPEN_HIGH, OPEN_LOW, At, StoredGist, StoredRow

Edition = tuple[tuple[str, int, int], ...]
"""A value that is equal as long as a reader sees the same rows of some kinds; see ``edition``."""
Key = tuple[int, int, int, int]
"""What a list is ordered by: first day, last day and number of a row, and then its serial."""

_GATHERED = " AND k.serial IN (SELECT serial FROM entry_keys WHERE facet = ? AND now = ? AND span = ?)"
_LOOKED_UP = (
    " AND EXISTS (SELECT 1 FROM entry_keys x WHERE x.facet = ? AND x.now = k.now AND x.span = k.span"
    " AND x.low = k.low AND x.high = k.high AND x.number = k.number AND x.serial = k.serial)"
)
_UNCOVERED = (
    " AND NOT EXISTS (SELECT 1 FROM entries o WHERE o.kind = ? AND o.scope = ? AND o.number = k.number"
    f" AND {VALID.format('o')} AND +o.id = (SELECT id FROM entries WHERE serial = k.serial))"
)
"""As ``UNCOVERED``, but for a key. A guild's row has the number of the corpus's row that it replaces, so few
rows need a look. The plus keeps SQLite from using the index by id, for which it would read every row."""
_ESTIMATE = 2_000
_FIRST, _PORTION = 8, 1_000
_FACETS = (
    "SELECT facet, weight FROM facets WHERE kind = ? AND scope = ? AND layer = ? AND relation = ?"
    " AND target = ? ORDER BY weight DESC"
)


class _Arm(msgspec.Struct, frozen=True):
    """One range of keys that a list is merged from: those of a facet, in one class of date length (``span``).

    ``others`` are facets that a row must have besides. ``covered_by`` is the guild whose own rows replace the
    corpus's in this range, if any. ``now`` is 1 for rows that are valid now, 0 for those that are not any
    more. Serials are given in the order of the log: rows up to ``until`` began by the position asked about.
    """

    facet: int
    others: tuple[int, ...]
    covered_by: str | None
    now: int
    span: int
    until: int


def page(
    connection: sqlite3.Connection,
    at: At,
    what: Range,
    *,
    limit: int,
    offset: int = 0,
    newest_first: bool = False,
) -> tuple[int, ...]:
    """The serials of a page of the list, by first day, last day and number, or in the reverse order."""
    size = min(limit, _FIRST)
    walks = [_walk(connection, at, what, arm, size, newest_first) for arm in _arms(connection, at, what)]
    merged = islice(heapq.merge(*walks, reverse=newest_first), offset, offset + limit)
    return tuple(serial for *_, serial in merged)


def finest(connection: sqlite3.Connection, at: At, what: Range, *, limit: int) -> tuple[int, ...]:
    """The serials of the first rows of the list, those of the shortest class of date length first.

    Within a class they are ordered as by ``page``.
    """
    by_span: dict[int, list[Iterator[Key]]] = {span: [] for span in what.spans}
    for arm in _arms(connection, at, what):
        by_span[arm.span].append(_walk(connection, at, what, arm, min(limit, _FIRST)))
    keys = chain.from_iterable(heapq.merge(*walks) for walks in by_span.values())
    return tuple(serial for *_, serial in islice(keys, limit))


def weightiest(connection: sqlite3.Connection, at: At, what: Range, *, limit: int) -> tuple[int, ...]:
    """The serials of the list's rows with the greatest weight; of equal weight the newest first."""
    if _is_linked(at, what):
        few = weightiest_of_few(connection, at, what, limit)
        if few is not None:
            return few
    found: list[int] = []
    for weight in _weights(connection, at, what):
        if len(found) >= limit:
            break
        alike = replace(what, weight=weight)
        found += page(connection, at, alike, limit=limit - len(found), newest_first=True)
    return tuple(found)


def count(connection: sqlite3.Connection, at: At, what: Range, *, most: int | None = None) -> int:
    """The number of rows in the whole list; counting stops at ``most``."""
    # A guild replaces few rows of the corpus: so count all of the corpus, then subtract those replaced.
    guild = guild_of(at)
    covered = _how_many_covered(connection, at, what) if guild is not None else 0
    total = 0
    if _is_linked(at, what):
        total = sum(how_many_linked(connection, scope, what) for scope in scopes_of(at)) - covered
        return total if most is None else min(total, most)
    arms = list(_arms(connection, At(None, at.position), what))
    if guild is not None:
        arms += _arms(connection, at, what, scopes=(guild,))
    for arm in arms:
        sql, values = _query(at, what, arm, all_of_it=True)
        if most is None:
            total += int(connection.execute(f"SELECT count(*) {sql}", values).fetchone()[0])
            continue
        left = most + covered - total
        if left == 0:
            break
        counted = connection.execute(f"SELECT count(*) FROM (SELECT 1 {sql} LIMIT ?)", (*values, left))
        total += int(counted.fetchone()[0])
    return total - covered


def _is_linked(at: At, what: Range) -> bool:
    """Whether ``storage.linked`` can be used: for several links, now, without a restriction of spans or
    weight."""
    return at.position is None and len(what.links) > 1 and what.spans == ALL_SPANS and what.weight is None


def latest(connection: sqlite3.Connection, at: At, layer: str) -> StoredRow | None:
    """The row whose date ends last; a date without an end counts by its first day."""
    what = Range(layer)
    found: tuple[int, int] | None = None
    for arm in sorted(_arms(connection, at, what), key=lambda arm: arm.span):
        # The row that ends last ends no earlier than any other row ends, or than the newest row begins.
        since = found[0] if found is not None else _newest(connection, at, what, arm)
        if since is not None:
            later = _last(connection, at, replace(what, low=since), arm)
            found = max(filter(None, (found, later)))
    return rows(connection, [found[1]])[0] if found is not None else None


def _walk(
    connection: sqlite3.Connection, at: At, what: Range, arm: _Arm, size: int, newest_first: bool = False
) -> Iterator[Key]:
    """The keys of an arm in order, fetched in growing portions as they are needed."""
    sql, values = _query(at, what, arm)
    way, beyond = (" DESC", "<") if newest_first else ("", ">")
    sql = f"SELECT k.low, k.high, k.number, k.serial {sql}"
    order = f" ORDER BY k.low{way}, k.high{way}, k.number{way}, k.serial{way} LIMIT ?"
    keys = connection.execute(sql + order, (*values, size)).fetchall()
    sql += f" AND (k.low, k.high, k.number, k.serial) {beyond} (?, ?, ?, ?)"
    while keys:
        yield from keys
        if len(keys) < size:
            return
        size = min(2 * size, _PORTION)
        keys = connection.execute(sql + order, (*values, *keys[-1], size)).fetchall()


def _newest(connection: sqlite3.Connection, at: At, what: Range, arm: _Arm) -> int | None:
    """The latest first day among the rows of an arm; None if it has no rows."""
    sql, values = _query(at, what, arm)
    found = connection.execute(f"SELECT k.low {sql} ORDER BY k.low DESC LIMIT 1", values).fetchone()
    return int(found[0]) if found is not None else None


def _last(connection: sqlite3.Connection, at: At, what: Range, arm: _Arm) -> tuple[int, int] | None:
    """Last day and serial of the row of an arm that ends last; of several, the one recorded last.

    None if no row of the arm ends on ``what.low`` or later.
    """
    last = f"CASE k.high WHEN {OPEN_HIGH} THEN k.low ELSE k.high END"
    sql, values = _query(at, what, arm)
    sql = f"SELECT {last}, k.serial {sql} AND {last} >= ? ORDER BY 1 DESC, k.serial DESC LIMIT 1"
    return cast("tuple[int, int] | None", connection.execute(sql, (*values, what.low)).fetchone())


def targets(connection: sqlite3.Connection, at: At, kind: str, layer: str, relation: str) -> set[str]:
    """The targets of all links of a relation that any row in the reader's scopes has, or had."""
    sql = "SELECT DISTINCT target FROM facets WHERE kind = ? AND scope = ? AND layer = ? AND relation = ?"
    return {
        target
        for scope in scopes_of(at)
        for (target,) in connection.execute(sql, (kind, scope, layer, relation))
    }


def edition(connection: sqlite3.Connection, at: At, kinds: Sequence[str]) -> Edition:
    """Which rows of these kinds a reader sees, as a value that caches can compare.

    For each of the reader's scopes with such rows: the scope, the last position at which one of them began,
    and the number of bodies ever erased in the scope, because an erasure can remove rows.
    """
    sql = "SELECT max(from_position) FROM entries WHERE kind = ? AND scope = ? AND from_position <= ?"
    erasures = "SELECT count(*) FROM records WHERE scope = ? AND stream > 'erasure/' AND stream < 'erasure0'"
    found = []
    for scope in scopes_of(at):
        begun = [connection.execute(sql, (kind, scope, position_of(at))).fetchone()[0] for kind in kinds]
        if any(begun):
            erased = connection.execute(erasures, (scope,)).fetchone()[0]
            found.append((scope, max(filter(None, begun)), erased))
    return tuple(found)


def has_own(connection: sqlite3.Connection, at: At, kinds: Sequence[str]) -> bool:
    """Whether the reading guild has, or had, rows of its own of these kinds by the position, live or not."""
    # Names its index: SQLite would choose the index by id, which has all the columns, and scan a whole kind.
    indexed = "SELECT 1 FROM entries INDEXED BY entries_by_number"
    sql = indexed + " WHERE kind = ? AND scope = ? AND from_position <= ? LIMIT 1"
    until = position_of(at)
    return any(connection.execute(sql, (kind, at.scope, until)).fetchone() for kind in kinds)


def touched(connection: sqlite3.Connection, since: int, *, most: int) -> frozenset[str] | None:
    """The ids of all entities whose rows changed after a position in any scope, and of their subjects.

    Subjects are those that the rows have or ever had. None if there are more than ``most`` records since, or
    if bodies were erased: then anything may have changed.
    """
    head = connection.execute("SELECT coalesce(max(position), 0) FROM records").fetchone()[0]
    erased = "SELECT 1 FROM records WHERE position > ? AND type = ? LIMIT 1"
    if head - since > most or connection.execute(erased, (since, BODY_ERASED)).fetchone():
        return None
    began = "SELECT kind, id FROM entries WHERE serial > ?"
    changed = set(connection.execute(began, (_serials_until(connection, since),)))
    ever = "SELECT keys FROM entries WHERE kind = ? AND id = ?"
    subjects = {
        subject
        for entity in changed
        for (keys,) in connection.execute(ever, entity)
        for subject in keys_of(keys)[3]
    }
    return frozenset(subjects.union(id for _, id in changed))


def called(
    connection: sqlite3.Connection, at: At, name: str, kind: str | None = None
) -> tuple[StoredRow, ...]:
    """The live rows of a kind (None: of any) that have a name, which is given as ``storage.folding.plain``
    makes it."""
    position = position_of(at)
    columns = ", ".join(f"e.{column}" for column in COLUMNS.split(", "))
    sql = (
        f"SELECT {columns} FROM entry_names n JOIN entries e ON e.serial = n.serial"
        f" WHERE n.name = ? AND (? IS NULL OR n.kind = ?) AND {VALID.format('e')}"
        f" AND (e.scope = ? OR (e.scope = ? AND {UNCOVERED})) ORDER BY e.kind, e.number, e.id"
    )
    guild = guild_of(at)
    values = (name, kind, kind, position, position, guild, CORPUS, guild, position, position)
    return tuple(map(stored_row, connection.execute(sql, values)))


def once_called(connection: sqlite3.Connection, at: At, kind: str, name: str) -> list[str]:
    """The ids of the entities of a kind that have, or had by the position, a name; it is as in ``called``."""
    sql = (
        "SELECT DISTINCT e.id FROM entry_names n JOIN entries e ON e.serial = n.serial"
        " WHERE n.name = ? AND n.kind = ? AND e.from_position <= ? AND e.scope IN (?, ?) ORDER BY e.number"
    )
    found = connection.execute(sql, (name, kind, position_of(at), guild_of(at), CORPUS))
    return [id for (id,) in found]


def rows(connection: sqlite3.Connection, serials: Sequence[int]) -> tuple[StoredRow, ...]:
    """The rows with these serials, in their order; serials that do not exist are left out."""
    sql = f"SELECT {COLUMNS} FROM entries WHERE serial IN (SELECT value FROM json_each(?))"
    found = map(stored_row, connection.execute(sql, (json.dumps(serials),)))
    by_serial = {row.serial: row for row in found}
    return tuple(by_serial[serial] for serial in serials if serial in by_serial)


def gists(connection: sqlite3.Connection, serials: Sequence[int]) -> tuple[StoredGist, ...]:
    """The gists of the rows with these serials, in their order; serials that do not exist are left out."""
    sql = "SELECT serial, id, gist FROM entries WHERE serial IN (SELECT value FROM json_each(?))"
    found = {row[0]: StoredGist(*row) for row in connection.execute(sql, (json.dumps(serials),))}
    return tuple(found[serial] for serial in serials if serial in found)


def gists_about(connection: sqlite3.Connection, at: At, subject: str) -> tuple[StoredGist, ...]:
    """The gists of all live events about a subject that a reader sees, the corpus's first."""
    valid = VALID.format("e")
    sql = f"SELECT serial, id, gist FROM gists e WHERE kind = ? AND subject = ? AND scope = ? AND {valid}"
    guild, position = guild_of(at), position_of(at)
    found: list[StoredGist] = []
    for scope in scopes_of(at):
        values: tuple[object, ...] = (EVENT, subject, scope, position, position)
        over = ""
        if scope == CORPUS and guild is not None:
            over, values = f" AND {UNCOVERED}", (*values, guild, position, position)
        found += map(StoredGist._make, connection.execute(sql + over, values))
    return tuple(found)


def _arms(
    connection: sqlite3.Connection, at: At, what: Range, scopes: Sequence[str] | None = None
) -> Iterator[_Arm]:
    nows = (1,) if at.position is None else (1, 0)
    until = NOW if at.position is None else _serials_until(connection, at.position)
    for scope in scopes or scopes_of(at):
        covered_by = guild_of(at) if scope == CORPUS else None
        for facet, others in _facets(connection, scope, what):
            for now in nows:
                for span in what.spans:
                    yield _Arm(facet, others, covered_by, now, span, until)


def _serials_until(connection: sqlite3.Connection, position: int) -> int:
    """The serial up to which rows began at a position or before it; later ones began after it."""
    nearest = "SELECT serial, from_position FROM entries WHERE serial <= ? ORDER BY serial DESC LIMIT 1"
    low, high = 0, int(connection.execute("SELECT coalesce(max(serial), 0) FROM entries").fetchone()[0])
    while low < high:
        middle = (low + high + 1) // 2
        serial, began = connection.execute(nearest, (middle,)).fetchone() or (middle, 0)
        low, high = (middle, high) if began <= position else (low, serial - 1)
    return low


def _facets(connection: sqlite3.Connection, scope: str, what: Range) -> Iterator[tuple[int, tuple[int, ...]]]:
    """For each weight, the facet of the rarest link, to walk along, and those of the others, to look up."""
    by_weight: dict[int, list[int]] = {}
    links = dict.fromkeys(what.links or (EVERYTHING,))
    for link in links:
        for facet, weight in connection.execute(_FACETS, (what.kind, scope, what.layer, *link)):
            if what.weight in (None, weight):
                by_weight.setdefault(weight, []).append(facet)
    for facets in by_weight.values():
        if len(facets) < len(links):
            continue
        if len(facets) > 1:
            facets.sort(key=lambda facet: _about_how_many(connection, facet))
        yield facets[0], tuple(facets[1:])


def _about_how_many(connection: sqlite3.Connection, facet: int) -> int:
    sql = "SELECT count(*) FROM (SELECT 1 FROM entry_keys WHERE facet = ? AND now = 1 LIMIT ?)"
    return int(connection.execute(sql, (facet, _ESTIMATE)).fetchone()[0])


def _weights(connection: sqlite3.Connection, at: At, what: Range) -> list[int]:
    found = {
        weight
        for scope in scopes_of(at)
        for link in what.links[:1] or (EVERYTHING,)
        for _, weight in connection.execute(_FACETS, (what.kind, scope, what.layer, *link))
    }
    return sorted(found, reverse=True)


def _query(at: At, what: Range, arm: _Arm, *, all_of_it: bool = False) -> tuple[str, tuple[int | str, ...]]:
    """The ``FROM`` and ``WHERE`` clauses for the keys of an arm, and the values to bind.

    ``all_of_it`` says that every row will be read: then rows with the other links are collected at once
    instead of looked up one by one.
    """
    where = "k.facet = ? AND k.now = ? AND k.span = ?"
    values: list[int | str] = [arm.facet, arm.now, arm.span]
    longest = SPANS[arm.span] if arm.span < len(SPANS) else None
    first = OPEN_LOW if longest is None or what.low == OPEN_LOW else what.low - longest + 1
    if arm.span >= LASTING and not what.ongoing:
        first = what.low
    for condition, bound, needless in (
        ("k.low >= ?", first, OPEN_LOW),
        ("k.low <= ?", what.high, OPEN_HIGH),
        ("k.high >= ?", what.low, OPEN_LOW),
    ):
        if bound != needless:
            where += f" AND {condition}"
            values.append(bound)
    for other in arm.others:
        where += _GATHERED if all_of_it else _LOOKED_UP
        values += (other, arm.now, arm.span) if all_of_it else (other,)
    seen, asked = _seen(at, arm)
    if arm.covered_by is not None:
        seen += _UNCOVERED
        asked += (what.kind, arm.covered_by, position_of(at), position_of(at))
    return f"FROM entry_keys k WHERE {where}{seen}", (*values, *asked)


def _seen(at: At, arm: _Arm) -> tuple[str, tuple[int | str, ...]]:
    """The SQL conditions under which a key's row is valid at the position, and the values to bind."""
    if at.position is None:
        return "", ()
    if arm.now:
        return " AND k.serial <= ?", (arm.until,)
    return " AND k.serial <= ? AND k.ended > ?", (arm.until, at.position)


def _how_many_covered(connection: sqlite3.Connection, at: At, what: Range) -> int:
    """The number of live corpus rows in a range of which the reading guild has its own."""
    sql = (
        "SELECT c.keys FROM entries o JOIN entries c"
        f" ON c.kind = o.kind AND c.id = o.id AND c.scope = ? AND {VALID.format('c')}"
        f" WHERE o.kind = ? AND o.scope = ? AND {VALID.format('o')} AND c.live"
    )
    position = position_of(at)
    values = (CORPUS, position, position, what.kind, at.scope, position, position)
    return sum(in_range(*keys_of(keys)[:2], what) for (keys,) in connection.execute(sql, values))
