"""Schema migrations: numbered SQL files, only ever applied forward, each in a transaction, after a backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from storage.errors import DatabaseDamaged

APPLICATION_ID = 0x414D454D
"""``AMEM``: tells our files from those of other programs."""


class Migration(msgspec.Struct, frozen=True):
    """One step of the schema, from version ``number`` - 1 to ``number``."""

    number: int
    sql: str


@cache
def migrations() -> tuple[Migration, ...]:
    """All steps that this program knows, in order."""
    files = sorted(f.name for f in resources.files(__package__).iterdir() if f.name.endswith(".sql"))
    return tuple(_read(name) for name in files)


def schema_version(connection: sqlite3.Connection) -> int:
    """The version of the schema that the file has; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Migration]) -> Path | None:
    """Applies the migrations that the database lacks, after a backup; gives the backup's path.

    None if no backup was needed: the database is new or up to date. Raises ``DatabaseDamaged`` if a
    migration does not fit the tables that are there.
    """
    version = schema_version(connection)
    missing = [step for step in steps if step.number > version]
    saved = _backup(connection, path, version) if missing and version else None
    for step in missing:
        script = (
            f"BEGIN IMMEDIATE; {step.sql}\n;"
            f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {step.number}; COMMIT;"
        )
        try:
            connection.executescript(script)
        except sqlite3.Error as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
                raise DatabaseDamaged(
                    path, f"its tables are not those of schema {step.number - 1}: {error}"
                ) from error
            raise
    return saved


def _backup(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    target = path.with_name(f"{path.name}.before-{version + 1:04}")
    target.unlink(missing_ok=True)
    copy = sqlite3.connect(target)
    try:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
    return target


def _read(name: str) -> Migration:
    number, _, _ = name.partition("_")
    return Migration(int(number), resources.files(__package__).joinpath(name).read_text("utf-8"))
