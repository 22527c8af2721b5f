"""The SQLite file: a writing and a reading connection; callers who wait at the same time share a commit."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TypeVar, cast

import aiosqlite
import msgspec

from storage.errors import (
    DatabaseClosed,
    DatabaseDamaged,
    DatabaseInUse,
    DatabaseMissing,
    DatabaseTooNew,
    DatabaseTooOld,
    DatabaseUnusable,
    NotADatabase,
    StorageError,
    ViewsMissing,
)
from storage.lock import FileLock
from storage.migrations import APPLICATION_ID, migrate, migrations, schema_version
from storage.projection import views_due

T = TypeVar("T")
A = TypeVar("A")
Job = Callable[[sqlite3.Connection], T]
SQLValue = str | int | bytes | None
Outcome = tuple[Any, BaseException | None]
"""A job's result and None, or None and what it raised."""
Handler = Callable[[sqlite3.Connection, Sequence[A], bool], Sequence[T]]
"""Handles the arguments of all waiting callers in one transaction and gives a result for each. It is first
called with all of them and False. If that raises, it is called again for each argument alone, with True: then
it should check everything carefully, to raise the right error for the caller at fault.
"""

_UNUSABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
_PATIENCE = "busy_timeout = 5000"
_PRAGMAS = (_PATIENCE, "foreign_keys = ON", "recursive_triggers = ON", "trusted_schema = OFF")
_WRITER_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
    "cache_size = -16000",
    "wal_autocheckpoint = 4000",
    "journal_size_limit = 67108864",
)
_READER_PRAGMAS = ("query_only = ON", "cache_size = -8000", "mmap_size = 1073741824")
"""Memory-mapped, because answers look up single rows all over the file, and each would be a system call."""


class Connection(aiosqlite.Connection):
    """An aiosqlite connection that can run a whole function on its thread, with a single thread hop.

    aiosqlite has no public call for that. ``tests/storage/test_database.py`` checks the internals that this
    relies on.
    """

    stopped: asyncio.Future[None] | None = None

    def stop(self) -> asyncio.Future[None] | None:
        """As aiosqlite's ``stop``; the future is kept, so that the thread's end can be awaited later."""
        self.stopped = super().stop()
        return self.stopped

    async def run(self, function: Job[T]) -> T:
        """Runs the function on the connection's thread; gives its result or raises its exception."""
        return cast(T, await self._execute(function, self._conn))  # type: ignore[no-untyped-call]

    def send(self, function: Job[None]) -> None:
        """Runs the function on the connection's thread without waiting; it must not raise."""
        self._tx.put_nowait((None, partial(function, self._conn)))


class _Waiting(msgspec.Struct, frozen=True):
    handler: Handler[Any, Any]
    argument: Any
    answer: asyncio.Future[Any]


class Database:
    """The open database.

    In mode ``writer`` it holds an exclusive lock, so that only one bot can write. In mode ``reader`` it only
    reads. Mode ``log`` is like ``reader``, but the views may still have to be rebuilt. Jobs and queries are
    plain functions of a ``sqlite3.Connection``. Always close it: the thread of an open connection keeps the
    process from exiting.
    """

    def __init__(
        self, path: Path, reader: Connection, writer: Connection | None, lock: FileLock | None
    ) -> None:
        self.path = path
        self._reader = reader
        self._writer = writer
        self._lock = lock
        self._waiting: deque[_Waiting] = deque()
        self._sent = False
        self._wal_to_empty = False
        self._closed = False

    @classmethod
    async def open(cls, path: str | Path, *, mode: Literal["writer", "reader", "log"] = "writer") -> Database:
        """Opens the file. A ``writer`` creates it if it is missing, and brings its schema up to date.

        Raises ``DatabaseInUse``, ``DatabaseMissing`` (reader), ``NotADatabase``, ``DatabaseTooNew``,
        ``DatabaseTooOld`` (reader, log), ``ViewsMissing`` (reader), ``DatabaseDamaged`` or
        ``DatabaseUnusable``; then nothing was changed.
        """
        path = Path(path)
        lock = FileLock(path) if mode == "writer" else None
        writer: Connection | None = None
        try:
            if mode == "writer":
                writer = await _start(partial(open_writing, path))
            reader = await _start(partial(open_reading, path, views=mode == "reader"))
        except BaseException:
            if writer is not None:
                await writer.close()
            if lock is not None:
                lock.release()
            raise
        return cls(path, reader, writer, lock)

    async def write(self, job: Job[T]) -> T:
        """Runs a job that writes; gives its result once it is durable.

        Jobs that wait at the same time share one transaction. If one raises, only that one is undone; the
        others may be run a second time. If a waiting caller is cancelled, its job may or may not be done;
        the others are not affected.
        """
        return await self.submit(_run_jobs, job)

    def submit(self, handler: Handler[A, T], argument: A) -> asyncio.Future[T]:
        """As ``write``, for work that is faster in bulk: the handler gets the arguments of all who wait."""
        writer = self._writing()
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(handler, argument, answer))
        if not self._sent:
            self._sent = True
            writer.send(self._commit_waiting)
        return answer

    async def read(self, query: Job[T]) -> T:
        """Runs a query on one consistent state of the file; gives its result. Read long results in pages."""
        if self._closed:
            raise DatabaseClosed(f"{self.path} is closed")
        return await self._reader.run(partial(_in_snapshot, self.path, query))

    async def select(self, sql: str, *values: SQLValue) -> list[tuple[Any, ...]]:
        """The rows of a single SQL query, run as by ``read``."""
        return await self.read(lambda connection: connection.execute(sql, values).fetchall())

    async def execute(self, sql: str, *values: SQLValue) -> int:
        """Runs a single SQL statement as by ``write``; gives the number of rows that it changed."""
        return await self.write(lambda connection: connection.execute(sql, values).rowcount)

    async def delete(self, sql: str, *values: SQLValue) -> int:
        """As ``execute``, for a DELETE after which nothing of the rows may remain (see ``checkpoint``)."""
        count = await self.execute(sql, *values)
        if count:
            await self.checkpoint()
        return count

    async def checkpoint(self) -> None:
        """Moves what was written into the main file and empties the write-ahead log.

        What another process still reads stays; then it is tried again after each commit until it succeeds.
        """
        await self._writing().run(self._checkpoint)

    async def close(self) -> None:
        """Closes both connections once running jobs are done; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        try:
            await self._reader.close()
        finally:
            try:
                if self._writer is not None:
                    await self._writer.close()
            finally:
                if self._lock is not None:
                    self._lock.release()

    async def __aenter__(self) -> Database:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()

    def _writing(self) -> Connection:
        if self._closed:
            raise DatabaseClosed(f"{self.path} is closed")
        if self._writer is None:
            raise TypeError(f"{self.path} was opened as a reader")
        return self._writer

    def _commit_waiting(self, connection: sqlite3.Connection) -> None:
        # Reset first: whoever submits from here on schedules another run, which may find nothing to do.
        self._sent = False
        batch = []
        while self._waiting:
            batch.append(self._waiting.popleft())
        if not batch:
            return
        try:
            outcomes = _in_one_transaction(connection, batch)
        except BaseException as error:  # not by ``named_errors``, which would cost each commit 6 µs
            outcomes = [(None, _named(self.path, error))] * len(batch)
        with suppress(RuntimeError):  # the event loop is closed: nobody waits any more
            batch[0].answer.get_loop().call_soon_threadsafe(_hand_out, batch, outcomes)
        if self._wal_to_empty:
            with suppress(StorageError, sqlite3.Error):  # it is tried again after the next commit
                self._checkpoint(connection)

    def _checkpoint(self, connection: sqlite3.Connection) -> None:
        self._wal_to_empty = True
        # Readers in this process are done soon; one in another process must not hold up those who write.
        _set(connection, ("busy_timeout = 100",))
        try:
            with named_errors(self.path):
                busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            _set(connection, (_PATIENCE,))
        self._wal_to_empty = bool(busy)


def open_writing(path: Path) -> sqlite3.Connection:
    """A connection that may write, with the schema brought up to date. The caller must hold the ``FileLock``.

    While a process has any connection open, it must not open and close the file by other means: on POSIX
    that releases SQLite's locks on it, and another program that then closes the file would delete the
    write-ahead log.
    """
    known = migrations()
    with named_errors(path):
        connection = _connect(path)
        try:
            _look_at_schema(connection, path, len(known))
            _set(connection, (*_PRAGMAS, *_WRITER_PRAGMAS))
            migrate(connection, path, known)
        except BaseException:
            connection.close()
            raise
    return connection


def open_reading(path: Path, *, outdated: bool = False, views: bool = False) -> sqlite3.Connection:
    """A connection that only reads and never checkpoints; any process may have one, also while a bot writes.

    ``outdated`` allows a file with an older schema; ``views`` requires that its views are up to date.
    """
    known = len(migrations())
    if not path.exists():
        raise DatabaseMissing(path)
    with named_errors(path):
        connection = _connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            version = _look_at_schema(connection, path, known)
            if version < known and not outdated:
                raise DatabaseTooOld(path, version, known)
            if views and views_due(connection):
                raise ViewsMissing(path)
            _set(connection, (*_PRAGMAS, *_READER_PRAGMAS))
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def named_errors(path: Path) -> Iterator[None]:
    """Turns SQLite's errors about the file itself into the errors of ``storage.errors``."""
    try:
        yield
    except sqlite3.Error as error:
        raise _named(path, error)  # noqa: B904 - its cause is set


def _named(path: Path, error: BaseException) -> BaseException:
    """The error itself; of SQLite's about the file, a named one that it is the cause of."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    named: BaseException
    if code == sqlite3.SQLITE_NOTADB:
        named = NotADatabase(path, "not an SQLite file")
    elif code == sqlite3.SQLITE_CORRUPT:
        named = DatabaseDamaged(path, str(error))
    elif code == sqlite3.SQLITE_BUSY:
        named = DatabaseInUse(path, None)
    elif code in _UNUSABLE:
        named = DatabaseUnusable(path, str(error))
    else:
        return error
    named.__cause__ = error
    return named


def _connect(database: str | Path, *, uri: bool = False) -> sqlite3.Connection:
    # Transactions are begun and ended by explicit statements; each connection stays on its own thread.
    return sqlite3.connect(
        database, uri=uri, isolation_level=None, check_same_thread=False, cached_statements=256
    )


async def _start(connector: Callable[[], sqlite3.Connection]) -> Connection:
    connection = Connection(connector, iter_chunk_size=64)
    try:
        await connection
    except BaseException:
        # aiosqlite does not wait for its thread to end, which might call into an event loop closed meanwhile.
        if connection.stopped is not None:
            await connection.stopped
        raise
    return connection


def _look_at_schema(connection: sqlite3.Connection, path: Path, known: int) -> int:
    """The file's schema version; raises for other programs' files and for newer schemas. Writes nothing."""
    version = schema_version(connection)
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        if version or connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            raise NotADatabase(path, "an SQLite file of another program")
    elif version > known:
        raise DatabaseTooNew(path, version, known)
    return version


def _set(connection: sqlite3.Connection, pragmas: Sequence[str]) -> None:
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _in_snapshot(path: Path, query: Job[T], connection: sqlite3.Connection) -> T:
    with named_errors(path):
        connection.execute("BEGIN")
        try:
            return query(connection)
        finally:
            connection.execute("COMMIT")


def _run_jobs(connection: sqlite3.Connection, jobs: Sequence[Job[Any]], careful: bool) -> list[Any]:
    return [job(connection) for job in jobs]


def _in_one_transaction(connection: sqlite3.Connection, batch: Sequence[_Waiting]) -> list[Outcome]:
    """The outcome for each waiting caller; raises only if the whole transaction failed."""
    try:
        return _transact(connection, _together, batch)
    except Exception:
        # Savepoints double the cost of writing, so they are used only if one job must be undone by itself.
        return _transact(connection, _apart, batch)


def _transact(
    connection: sqlite3.Connection, way: Callable[..., list[Outcome]], batch: Sequence[_Waiting]
) -> list[Outcome]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        outcomes = way(connection, batch)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return outcomes


def _together(connection: sqlite3.Connection, batch: Sequence[_Waiting]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for handler, alike in groupby(batch, key=attrgetter("handler")):
        results = handler(connection, [waiting.argument for waiting in alike], False)
        outcomes += [(result, None) for result in results]
    return outcomes


def _apart(connection: sqlite3.Connection, batch: Sequence[_Waiting]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for waiting in batch:
        connection.execute("SAVEPOINT apart")
        try:
            (result,) = waiting.handler(connection, [waiting.argument], True)
            outcomes.append((result, None))
        except BaseException as error:
            if not connection.in_transaction:
                # SQLite has rolled back the whole transaction, for instance because the disk is full.
                raise
            connection.execute("ROLLBACK TO apart")
            outcomes.append((None, error))
        connection.execute("RELEASE apart")
    return outcomes


def _hand_out(batch: Sequence[_Waiting], outcomes: Sequence[Outcome]) -> None:
    for waiting, (result, error) in zip(batch, outcomes, strict=True):
        if waiting.answer.done():
            continue
        if error is None:
            waiting.answer.set_result(result)
        else:
            waiting.answer.set_exception(error)
