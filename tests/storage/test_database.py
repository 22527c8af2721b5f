"""The SQLite file and its connections: how it is opened, what guards it, and what we rely on in aiosqlite."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from unittest.mock import Mock

import aiosqlite
import pytest

from storage.database import Connection, Database, open_reading, open_writing
from storage.errors import (
    DatabaseClosed,
    DatabaseInUse,
    DatabaseMissing,
    DatabaseUnusable,
    NotADatabase,
    StorageError,
)
from storage.migrations import APPLICATION_ID, migrations
from tests.storage.guards import GUARDS, guarded
from tests.storage.support import Logs

PATIENCE = 60.0
"""Seconds for a thread to end."""
PRAGMAS = (
    "journal_mode",
    "synchronous",
    "recursive_triggers",
    "foreign_keys",
    "trusted_schema",
    "query_only",
)


@pytest.fixture
async def file(tmp_path: Path) -> AsyncIterator[Database]:
    async with await Database.open(tmp_path / "file.db") as database:
        yield database


def pragmas(connection: sqlite3.Connection) -> dict[str, object]:
    return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}


def resident() -> set[threading.Thread]:
    """The threads that keep the process from exiting."""
    return {thread for thread in threading.enumerate() if not thread.daemon}


def open_files() -> int:
    """How many files this process has open."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


# What we rely on in aiosqlite


async def connected(path: Path) -> Connection:
    connection = Connection(lambda: sqlite3.connect(path, check_same_thread=False), iter_chunk_size=64)
    await connection
    return connection


async def test_a_function_runs_on_the_connections_own_thread(tmp_path: Path) -> None:
    connection = await connected(tmp_path / "a.db")
    threads = {await connection.run(lambda raw: threading.get_ident()) for _ in range(3)}
    assert len(threads) == 1
    assert threading.get_ident() not in threads
    await connection.close()


async def test_a_function_is_given_the_sqlite_connection_and_its_result_comes_back(tmp_path: Path) -> None:
    connection = await connected(tmp_path / "a.db")
    assert await connection.run(lambda raw: raw.execute("SELECT 6 * 7").fetchone()) == (42,)
    assert await connection.run(type) is sqlite3.Connection
    await connection.close()


async def test_what_a_function_raises_is_raised_to_who_awaits_it(tmp_path: Path) -> None:
    connection = await connected(tmp_path / "a.db")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await connection.run(lambda raw: raw.execute("SELECT 1 FROM absent"))
    assert await connection.run(lambda raw: raw.execute("SELECT 1").fetchone()) == (1,)
    await connection.close()


async def test_what_is_sent_runs_in_order_without_being_awaited(tmp_path: Path) -> None:
    connection = await connected(tmp_path / "a.db")
    seen: list[int] = []
    for n in range(5):
        connection.send(lambda raw, n=n: seen.append(n))  # type: ignore[misc]
    await connection.run(lambda raw: None)
    assert seen == [0, 1, 2, 3, 4]
    await connection.close()


async def test_the_thread_of_a_connection_that_cannot_be_made_ends(tmp_path: Path) -> None:
    before = resident()
    connection = Connection(lambda: sqlite3.connect(tmp_path / "none" / "a.db"), iter_chunk_size=64)
    with pytest.raises(sqlite3.OperationalError):
        await connection
    # aiosqlite stops the thread by itself and says so through what ``stop`` returned.
    assert connection.stopped is not None
    await connection.stopped
    for thread in resident() - before:
        thread.join(PATIENCE)
    assert resident() <= before


async def test_closing_ends_the_thread(tmp_path: Path) -> None:
    before = resident()
    connection = await connected(tmp_path / "a.db")
    assert len(resident() - before) == 1
    await connection.close()
    for thread in resident() - before:
        thread.join(PATIENCE)
    assert resident() <= before


def test_the_version_of_aiosqlite_is_one_whose_inside_was_looked_at() -> None:
    assert aiosqlite.__version__.startswith("0.22.")


# How the file is opened


async def test_the_writer_syncs_each_commit_and_the_reader_can_only_read(file: Database) -> None:
    common = {"journal_mode": "wal", "recursive_triggers": 1, "foreign_keys": 1, "trusted_schema": 0}
    writer, reader = await file.write(pragmas), await file.read(pragmas)
    assert writer == {**common, "synchronous": 2, "query_only": 0}
    assert {name: reader[name] for name in (*common, "query_only")} == {**common, "query_only": 1}


async def test_the_reader_cannot_write(file: Database) -> None:
    def query(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")

    with pytest.raises((sqlite3.OperationalError, StorageError), match="readonly"):
        await file.read(query)


async def test_a_database_opened_as_reader_has_nothing_to_write_with(file: Database) -> None:
    async with await Database.open(file.path, mode="reader") as reader:
        with pytest.raises(TypeError):
            await reader.write(pragmas)


async def test_every_table_is_strict_and_the_file_is_marked_as_ours(file: Database) -> None:
    tables = await file.read(
        lambda connection: {
            name: strict
            for _, name, type, _, _, strict in connection.execute("PRAGMA main.table_list")
            if type == "table" and not name.startswith("sqlite_")
        }
    )
    assert "records" in tables
    assert "entries" in tables
    assert [name for name, strict in tables.items() if not strict] == []
    marks = await file.read(
        lambda connection: [
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        ]
    )
    assert marks == [APPLICATION_ID, len(migrations())]


@pytest.mark.parametrize("name", GUARDS)
async def test_the_database_guards_the_log(name: str, tmp_path: Path) -> None:
    async with Logs(tmp_path / "log.db") as logs:
        await GUARDS[name](await guarded(logs))


def test_the_pages_of_what_was_deleted_are_overwritten(tmp_path: Path) -> None:
    with closing(open_writing(tmp_path / "a.db")) as connection:
        assert connection.execute("PRAGMA secure_delete").fetchone() == (1,)


# How it is closed


async def test_closing_ends_all_threads_and_frees_the_lock(tmp_path: Path) -> None:
    before = resident()
    database = await Database.open(tmp_path / "a.db")
    await asyncio.gather(database.close(), database.close())
    for thread in resident() - before:
        thread.join(PATIENCE)
    assert resident() <= before
    await (await Database.open(tmp_path / "a.db")).close()


async def test_a_closed_database_says_so(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "a.db")
    await database.close()
    for attempt in (database.read(pragmas), database.write(pragmas), database.checkpoint()):
        with pytest.raises(DatabaseClosed):
            await attempt


async def test_who_waits_while_it_is_closed_still_gets_an_answer(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "a.db")
    waiting = [asyncio.ensure_future(database.write(pragmas)) for _ in range(5)]
    await asyncio.sleep(0)
    await database.close()
    assert all(found["synchronous"] == 2 for found in await asyncio.gather(*waiting))


async def failing_opens(folder: Path) -> AsyncIterator[tuple[type[StorageError], Path, str]]:
    """Files that cannot be opened: the error, the path, the mode."""
    text = folder / "text.db"
    text.write_text("no database, but long enough to be looked at as one " * 20)
    yield NotADatabase, text, "writer"
    yield NotADatabase, text, "reader"
    yield DatabaseMissing, folder / "none.db", "reader"
    yield DatabaseUnusable, folder, "writer"
    yield DatabaseUnusable, folder / "none" / "a.db", "writer"
    held = folder / "held.db"
    async with await Database.open(held):
        yield DatabaseInUse, held, "writer"
    with pytest.MonkeyPatch.context() as patch:
        failing = DatabaseUnusable(folder, "no file can be opened any more")
        patch.setattr("storage.database.open_reading", Mock(side_effect=failing))
        yield DatabaseUnusable, folder / "half.db", "writer"


async def test_every_failure_to_open_is_named_and_leaves_nothing_open(tmp_path: Path) -> None:
    gc.collect()  # or what other tests have left might be closed meanwhile
    async for error, path, mode in failing_opens(tmp_path):
        before, files = resident(), open_files()
        with pytest.raises(error):
            await Database.open(path, mode=mode)  # type: ignore[arg-type]
        for thread in resident() - before:
            thread.join(PATIENCE)
        assert resident() <= before
        assert open_files() == files


async def test_a_job_that_fails_leaves_no_transaction_open(file: Database) -> None:
    def job(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await file.write(job)
    assert await file.select("SELECT * FROM meta") == []
    await file.checkpoint()


def test_a_reading_connection_never_checkpoints(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(open_writing(path)) as writer:
        writer.execute("INSERT INTO meta VALUES ('a', 'b')")
        wal = path.with_name("a.db-wal")
        size = wal.stat().st_size
        with closing(open_reading(path)) as reader:
            assert reader.execute("SELECT * FROM meta").fetchall() == [("a", "b")]
        assert wal.stat().st_size == size > 0


async def test_what_is_deleted_is_gone_from_the_files_at_once_or_when_nobody_reads_it_any_more(
    database: Database,
) -> None:
    def remains() -> bool:
        beside = database.path.with_name(f"{database.path.name}-wal")
        return any(b"a secret word" in path.read_bytes() for path in (database.path, beside))

    await database.execute("INSERT INTO meta VALUES ('told', 'a secret word')")
    await database.delete("DELETE FROM meta WHERE key = 'told'")
    assert not remains()
    await database.execute("INSERT INTO meta VALUES ('told', 'a secret word')")
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT value FROM meta WHERE key = 'told'").fetchall()
        await database.delete("DELETE FROM meta WHERE key = 'told'")
        assert remains()
        other.execute("COMMIT")
        # What is left is cleared up after a commit is acknowledged, and so before the next one.
        for key in ("first", "second"):
            await database.execute("INSERT INTO meta VALUES (?, '')", key)
    assert not remains()
