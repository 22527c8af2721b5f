"""What the database itself holds for the log in SQLite, as checks: whoever writes past our code is stopped.

A check takes an open file with three records (see ``guarded``) and raises where it is not guarded.
``GUARDS`` has them all by name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable

import pytest

from storage.database import Database, Job
from storage.log import Append
from tests.storage.support import Logs, new

Guard = Callable[[Database], Awaitable[None]]
GUARDS: dict[str, Guard] = {}
_COLUMNS = (
    "position, id, change, scope, stream, version, type, schema, actor, recorded_at, hash, digest, salt, body"
)
_FULL = 2


def guard(function: Guard) -> Guard:
    """Enters a check into ``GUARDS``."""
    GUARDS[function.__name__] = function
    return function


async def guarded(logs: Logs) -> Database:
    """The file with two records on ``event/a`` and one on ``event/b``."""
    log = await logs.make()
    await log.append(Append((new("one"), new("two"), new("three", stream="event/b"))))
    assert logs.database is not None
    return logs.database


def statement(sql: str) -> Job[None]:
    """A job that runs plain SQL on the writing connection."""

    def run(connection: sqlite3.Connection) -> None:
        connection.execute(sql)

    return run


def insertion(
    position: int, id: str, version: int, *, stream: str = "event/a", verb: str = "INSERT"
) -> Job[None]:
    """A job that inserts a row past the log."""
    return statement(
        f"{verb} INTO records ({_COLUMNS}) VALUES"
        f" ({position}, '{id}', 'c', 'corpus', '{stream}', {version}, 'T', 1, 'p', 0,"
        " x'00', x'00', x'00', x'00')"
    )


async def refused(database: Database, job: Job[None]) -> None:
    """Asserts that the database stops the job, and that all is as it was."""
    before = await database.read(_all)
    with pytest.raises(sqlite3.IntegrityError, match="records: "):
        await database.write(job)
    assert await database.read(_all) == before


def _all(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT * FROM records ORDER BY position").fetchall()


@guard
async def no_record_can_be_deleted(database: Database) -> None:
    await refused(database, statement("DELETE FROM records WHERE position = 3"))
    await refused(database, statement("DELETE FROM records"))


@guard
async def no_column_can_be_altered(database: Database) -> None:
    for column in _COLUMNS.split(", "):
        value = "version + 10" if column in ("position", "version", "schema", "recorded_at") else "x'01'"
        if column in ("id", "change", "scope", "stream", "type", "actor"):
            value = "'other'"
        await refused(database, statement(f"UPDATE records SET {column} = {value} WHERE position = 2"))


@guard
async def no_body_can_be_taken_away_without_the_record_that_says_so(database: Database) -> None:
    await refused(database, statement("UPDATE records SET body = NULL, salt = NULL WHERE position = 2"))


@guard
async def no_position_can_be_left_out_or_used_again(database: Database) -> None:
    for position in (0, 1, 3, 5, -1):
        await refused(database, insertion(position, "four", 3))


@guard
async def no_version_can_be_left_out_or_used_again(database: Database) -> None:
    for version in (0, 1, 2, 4):
        await refused(database, insertion(4, "four", version))
    await refused(database, insertion(4, "four", 2, stream="event/c"))


@guard
async def no_id_can_be_used_again(database: Database) -> None:
    await refused(database, insertion(4, "one", 3))


@guard
async def no_record_can_be_replaced(database: Database) -> None:
    for verb in ("INSERT OR REPLACE", "REPLACE", "UPDATE OR REPLACE"):
        if verb.startswith("UPDATE"):
            await refused(database, statement("UPDATE OR REPLACE records SET id = 'two' WHERE position = 1"))
        else:
            await refused(database, insertion(2, "two", 2, verb=verb))
            await refused(database, insertion(4, "two", 3, verb=verb))


@guard
async def a_commit_is_synced_to_the_disk(database: Database) -> None:
    found = await database.write(
        lambda connection: [
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
        ]
    )
    assert found == ["wal", _FULL]


@guard
async def what_a_replacement_deletes_is_guarded_too(database: Database) -> None:
    found = await database.write(
        lambda connection: connection.execute("PRAGMA recursive_triggers").fetchone()[0]
    )
    assert found == 1
