"""The append-only log: appends, reads, verifies and erases records, and keeps the views up to date."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import islice

import msgspec

from storage.appending import Append, Tail
from storage.chain import Head
from storage.database import Database
from storage.errors import NoSuchRecord
from storage.instants import stored_instant
from storage.progress import Progress, on_this_loop, unreported
from storage.projection import Projector, ViewWriter, empty_views, views_due
from storage.records import SELECT, head_of, record_of, record_with_id, version_of
from storage.rows import BODY_ERASED, CORPUS, NewRecord, Record, clean
from storage.verify import Verification, verify

__all__ = ["Append", "Log"]

_CHUNK = 100
"""How many records a rebuild fetches at once: few enough to stay in the processor's cache."""


class Log:
    """The append-only log of one database.

    ``projector`` updates the views for each record, within the transaction that appends it; with None there
    are no views. ``clock`` gives the present time as an aware datetime. Records' times never decrease, even
    if the clock was set back.
    """

    def __init__(
        self, database: Database, projector: Projector | None, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._projector = projector
        self._clock = clock

    async def append(self, append: Append) -> tuple[Record, ...]:
        """Appends records, all or none; gives them as stored, in the order given. They are then durable.

        A record that the log already has (same id and content) is not appended again; the stored one is
        given. Raises ``VersionConflict`` if a stream is at another version than expected, ``RecordConflict``
        if the log has a record with the same id and other content; then nothing was appended.
        """
        return await self._database.submit(self._append, (append, self._clock()))

    async def read(self, *, after: int = 0, limit: int = 500, scope: str | None = None) -> tuple[Record, ...]:
        """Up to ``limit`` records after a position, in order; of one scope, or of all."""
        where, values = _of_scope(scope)
        return await self._select(f"{where} position > ? ORDER BY position LIMIT ?", *values, after, limit)

    async def recent(
        self,
        *,
        before: int | None = None,
        limit: int = 50,
        scope: str | None = None,
        actor: str | None = None,
    ) -> tuple[Record, ...]:
        """The newest records before a position, newest first; if given, only those of a scope or an actor."""
        where, values = _of_scope(scope)
        if actor is not None:
            where, values = f"{where} actor = ? AND", (*values, actor)
        below = before if before is not None else 2**62
        return await self._select(
            f"{where} position < ? ORDER BY position DESC LIMIT ?", *values, below, limit
        )

    async def read_stream(
        self, scope: str, stream: str, *, after_version: int = 0, limit: int = 500
    ) -> tuple[Record, ...]:
        """A stream's records after a version, in order."""
        where = "scope = ? AND stream = ? AND version > ? ORDER BY version LIMIT ?"
        return await self._select(where, scope, stream, after_version, limit)

    async def stream_version(self, scope: str, stream: str) -> int:
        """The version of a stream's last record; 0 for a new stream."""
        return await self._database.read(
            lambda connection: version_of(connection, (clean(scope), clean(stream)))
        )

    async def greatest_number(self, scope: str, prefix: str) -> int:
        """The greatest number that follows a prefix in the names of a scope's streams; 0 if none does."""
        sql = (
            "SELECT max(CAST(substr(stream, ?) AS INTEGER)) FROM records"
            " WHERE scope = ? AND stream >= ? AND substr(stream, 1, ?) = ?"
        )
        values = (len(prefix) + 1, clean(scope), prefix, len(prefix), prefix)
        return (await self._database.select(sql, *values))[0][0] or 0

    async def streams_with(self, scope: str, type: str) -> tuple[str, ...]:
        """The streams of a scope that have a record of a type."""
        where, values = _of_scope(scope)
        sql = f"SELECT DISTINCT stream FROM records WHERE {where} type = ?"  # noqa: S608 - our own words
        return tuple(stream for (stream,) in await self._database.select(sql, *values, type))

    async def record(self, position: int) -> Record | None:
        """The record at a position."""
        return next(iter(await self._select("position = ?", position)), None)

    async def records_of_change(self, change: str) -> tuple[Record, ...]:
        """All records that one user's change made, in order."""
        # Worded for the indexes: only changes of several records are indexed by ``change``, the rest by id.
        where = "change = ? AND change <> id OR id = ? AND change = id ORDER BY position"
        return await self._select(where, change, change)

    async def head(self) -> Head:
        """The end of the log."""
        return await self._database.read(head_of)

    async def position_at(self, instant: datetime) -> int:
        """The position of the last record made at or before an instant; 0 if there is none."""
        return await self._database.read(partial(_position_at, stored_instant(instant)))

    async def follow(self, after: int = 0, *, limit: int = 500) -> AsyncIterator[tuple[Record, ...]]:
        """All records after a position, a page at a time, up to the head of the log."""
        while page := await self.read(after=after, limit=limit):
            yield page
            after = page[-1].position

    async def erase(self, positions: Sequence[int], *, actor: str, reason: str) -> tuple[Record, ...]:
        """Erases the bodies at these positions for good; gives the ``BodyErased`` records that say so.

        The views are rebuilt in the same transaction and the write-ahead log is emptied (see
        ``Database.checkpoint``), so that nothing of the bodies remains in the file; backups made before still
        have them. A body that is already erased gives the record that was written then. Raises
        ``NoSuchRecord``; then nothing was erased.
        """
        job = partial(self._erase, tuple(positions), clean(actor), clean(reason), self._clock())
        records = await self._database.write(job)
        await self._database.checkpoint()
        return records

    async def verify(
        self, expected_head: Head | None = None, progress: Progress | None = None
    ) -> Verification:
        """Checks that all records are there, unaltered and in order; if not, gives the first bad position.

        ``expected_head`` is a head that was noted earlier: only with one can a log be recognised whose end
        was cut off.
        """
        return await verify(self._database, expected_head, progress)

    async def rebuild(self, progress: Progress | None = None) -> int:
        """Rebuilds the views and the search index from the log; gives the number of records read.

        It is a single transaction: readers see the old views until it ends, and appends wait for it.
        """
        if self._projector is None:
            return 0
        return await self._database.write(partial(_rebuild, self._projector, on_this_loop(progress)))

    async def catch_up(self, progress: Progress | None = None) -> int:
        """Rebuilds the views if a migration has left them empty. Call it first after opening the file."""
        return await self.rebuild(progress) if await self._database.read(views_due) else 0

    def _append(
        self, connection: sqlite3.Connection, waiting: Sequence[tuple[Append, datetime]], careful: bool
    ) -> list[tuple[Record, ...]]:
        tail = Tail(connection, max(now for _, now in waiting))
        before = tail.position
        if careful:
            stored = [tail.append_carefully(append) for append, _ in waiting]
            self._project(connection, (r for records in stored for r in records if r.position > before))
            return stored
        appends = [append for append, _ in waiting]
        records = tail.append(appends)
        self._project(connection, records)
        made = iter(records)
        return [tuple(islice(made, len(append.records))) for append in appends]

    def _erase(
        self, positions: Sequence[int], actor: str, reason: str, now: datetime, connection: sqlite3.Connection
    ) -> tuple[Record, ...]:
        tail = Tail(connection, now)
        before = tail.position
        records = tuple(_erase_one(connection, tail, position, actor, reason) for position in positions)
        if self._projector is not None and tail.position > before:
            _rebuild(self._projector, unreported, connection)
        return records

    def _project(self, connection: sqlite3.Connection, records: Iterable[Record]) -> None:
        if self._projector is None:
            return
        view = ViewWriter(connection)
        for record in records:
            self._projector(record, view)
        view.flush()

    async def _select(self, where: str, *values: str | int) -> tuple[Record, ...]:
        sql = f"{SELECT} WHERE {where}"
        bound = [clean(value) if isinstance(value, str) else value for value in values]
        return tuple(map(record_of, await self._database.select(sql, *bound)))


def _erase_one(connection: sqlite3.Connection, tail: Tail, position: int, actor: str, reason: str) -> Record:
    id = f"erase/{position}"
    done = record_with_id(connection, id)
    if done is not None:
        return done
    found = connection.execute(f"{SELECT} WHERE position = ?", (position,)).fetchone()
    if found is None:
        raise NoSuchRecord(position)
    record = record_of(found)
    if record.type == BODY_ERASED:
        raise NoSuchRecord(position, "it says itself that a body was erased")
    body = msgspec.json.encode({"type": BODY_ERASED, "position": position, "reason": reason})
    new = NewRecord(id, id, record.scope, f"erasure/{position}", BODY_ERASED, body, actor)
    (erased,) = tail.append_carefully(Append((new,)))
    connection.execute("UPDATE records SET body = NULL, salt = NULL WHERE position = ?", (position,))
    return erased


def _rebuild(projector: Projector, report: Progress, connection: sqlite3.Connection) -> int:
    total = head_of(connection).position
    empty_views(connection)
    view = ViewWriter(connection, empty=True)
    cursor = connection.execute(f"{SELECT} ORDER BY position")
    done = 0
    with _no_collecting():
        while rows := cursor.fetchmany(_CHUNK):
            for row in rows:
                if row[6] != BODY_ERASED:  # the column ``type``
                    projector(record_of(row), view)
            done += len(rows)
            report(done, total)
        view.flush()
    return done


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Without the search for cyclic garbage: it goes through all that is held back, and there is none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _position_at(at: int, connection: sqlite3.Connection) -> int:
    low, high = 0, head_of(connection).position
    while low < high:
        middle = (low + high + 1) // 2
        stamp = connection.execute("SELECT recorded_at FROM records WHERE position = ?", (middle,)).fetchone()
        low, high = (middle, high) if stamp[0] <= at else (low, middle - 1)
    return low


def _of_scope(scope: str | None) -> tuple[str, tuple[str, ...]]:
    if scope is None:
        return "", ()
    # SQLite uses the partial index of guilds' records only if the query repeats the index's condition.
    return ("scope = ? AND" if scope == CORPUS else "scope = ? AND scope <> 'corpus' AND"), (scope,)
