"""How long a rebuild of views and search takes against what it cannot do without.

The baseline fetches every record, decodes its body and inserts exactly the rows that a rebuild leaves behind
(entries, facets, keys, gists, names, search words) into the same empty tables, in one transaction on a file
of equal settings. It inserts as anybody would: one row a statement, in the order of the record, each 2,000
entries sorted. The rows come from a finished file; the time it takes to read them there, and to empty the
tables, is not counted: the rebuild must make up for that, and for its projecting, by writing in better order.
"""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.domain.codec import decode_body
from storage.database import open_reading, open_writing
from storage.log import Log
from storage.projection import empty_views
from tests.bench.figures import Figure, ratio_of

SECTION = "Rebuilding views and search (baseline: bare fetch, decode and insert of the same rows)"
_RECORDS_AT_ONCE = 1_000
_ROWS_AT_ONCE = 2_000
_RECORDS = (
    "SELECT position, id, change, scope, stream, version, type, schema, body, actor, recorded_at, hash"
    " FROM records ORDER BY position"
)
_ROWS = {
    "entries": "SELECT * FROM entries ORDER BY serial",
    "facets": "SELECT * FROM facets ORDER BY facet",
    "entry_keys": "SELECT * FROM entry_keys ORDER BY serial / 2000, facet, now, span, low, high, number",
    "gists": "SELECT * FROM gists ORDER BY serial / 2000, kind, subject, scope, serial",
    "entry_names": "SELECT * FROM entry_names ORDER BY serial / 2000, name, kind, now, serial",
    "search_words": "SELECT rowid, * FROM search_words ORDER BY rowid",
}


async def measure(log: Log, file: Path, *, rounds: int) -> Figure:
    """The figure of rebuilding the views of one log, whose database is ``file``."""
    bare_file = file.with_suffix(".bare")
    records = (await log.head()).position
    await asyncio.to_thread(_copy, file, bare_file)
    ours, bare = [], []
    for _ in range(rounds):
        bare.append(await asyncio.to_thread(_bare, bare_file, file))
        begun = perf_counter()
        await log.rebuild()
        ours.append(perf_counter() - begun)
    ratio = ratio_of(ours, bare)
    return Figure(
        SECTION,
        f"rebuild from {records:,} records",
        median(ours),
        baseline=median(bare),
        ratio=ratio,
        wanted="≤ 1.3",
        ok=ratio <= 1.3,
    )


def _copy(file: Path, to: Path) -> None:
    from_connection, to_connection = open_reading(file), sqlite3.connect(to)
    with from_connection, to_connection:
        from_connection.backup(to_connection)
    from_connection.close()
    to_connection.close()


def _bare(file: Path, finished: Path) -> float:
    """Seconds for the baseline on ``file``, with the rows of ``finished``."""
    connection, rows_from = open_writing(file), open_reading(finished)
    try:
        connection.execute("BEGIN IMMEDIATE")
        empty_views(connection)
        seconds = _read(connection)
        for table, select in _ROWS.items():
            seconds += _insert(connection, table, rows_from.execute(select))
        begun = perf_counter()
        connection.execute("COMMIT")
        return seconds + perf_counter() - begun
    finally:
        rows_from.close()
        connection.close()


def _read(connection: sqlite3.Connection) -> float:
    begun = perf_counter()
    cursor = connection.execute(_RECORDS)
    while rows := cursor.fetchmany(_RECORDS_AT_ONCE):
        for row in rows:
            decode_body(row[8], row[6], row[7])
    return perf_counter() - begun


def _insert(connection: sqlite3.Connection, table: str, rows: sqlite3.Cursor) -> float:
    columns = [column for column, *_ in rows.description]
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    seconds = 0.0
    while portion := rows.fetchmany(_ROWS_AT_ONCE):
        begun = perf_counter()
        connection.executemany(sql, portion)
        seconds += perf_counter() - begun
    return seconds
