"""Reading the table ``records``: its columns, a record by id, a stream's version, the head of the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from storage.chain import START, Head
from storage.instants import instant_of
from storage.rows import Record

Stream = tuple[str, str]
"""A stream of records, as (scope, name): ``("corpus", "event/gsomia-signed")``."""
COLUMNS = "position, id, change, scope, stream, version, type, schema, actor, recorded_at, hash, body"
SELECT = f"SELECT {COLUMNS} FROM records"  # noqa: S608 - our own names
HEAD = "SELECT position, hash, recorded_at FROM records ORDER BY position DESC LIMIT 1"
_VERSION = "SELECT coalesce(max(version), 0) FROM records WHERE scope = ? AND stream = ?"


def record_of(row: Sequence[Any]) -> Record:
    """The record of a row that was read with ``SELECT``."""
    position, id, change, scope, stream, version, type, schema, actor, at, hash, body = row
    when = instant_of(at)
    return Record(position, id, change, scope, stream, version, type, schema, body, actor, when, hash)


def record_with_id(connection: sqlite3.Connection, id: str) -> Record | None:
    """The record with this id; None if there is none."""
    row = connection.execute(f"{SELECT} WHERE id = ?", (id,)).fetchone()
    return record_of(row) if row else None


def version_of(connection: sqlite3.Connection, stream: Stream) -> int:
    """The version of a stream's last record; 0 for a new stream."""
    return int(connection.execute(_VERSION, stream).fetchone()[0])


def head_of(connection: sqlite3.Connection) -> Head:
    """The position and hash of the last record that this connection sees."""
    row = connection.execute(HEAD).fetchone()
    return Head(row[0], row[1]) if row else Head(0, START)
