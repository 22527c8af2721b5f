"""The log: records appended atomically and durably, read in pages, erased; the views are kept in step."""

# ruff: noqa: S608 - what is put together are our own names; values are bound

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any

import msgspec
from msgspec.structs import replace

from storage.chain import SALT_BYTES, START, Head, digest_of, link
from storage.database import Database
from storage.errors import NoSuchRecord, RecordConflict, VersionConflict
from storage.progress import Progress, on_this_loop
from storage.projection import Projector, View, empty_views, views_due
from storage.rows import BODY_ERASED, CORPUS, NewRecord, Record, clean
from storage.verify import Verification, verify

__all__ = ["Append", "Head", "Log", "Projector", "RecordConflict", "Verification", "VersionConflict"]

Stream = tuple[str, str]
"""Scope and name of a stream."""
Row = tuple[int, str, str, str, str, int, str, int, str, int, bytearray, bytearray, bytearray, bytearray]
"""A row to insert into ``records``, in the order of ``_INSERT``. A ``bytearray`` is bound as it is; for each
``bytes`` sqlite3 would first look for an adapter in vain, which takes half as long as to hash it.
"""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_COLUMNS = "position, id, change, scope, stream, version, type, schema, actor, recorded_at, hash, body"
# FAIL, as the guard says it too: with ABORT each row would cost copies of the pages that it touches.
_INSERT = f"INSERT OR FAIL INTO records ({_COLUMNS}, digest, salt) VALUES ({', '.join('?' * 14)})"
_SELECT = f"SELECT {_COLUMNS} FROM records"
_HEAD = "SELECT position, hash, recorded_at FROM records ORDER BY position DESC LIMIT 1"
_VERSION = "SELECT coalesce(max(version), 0) FROM records WHERE scope = ? AND stream = ?"
_CHUNK = 100
"""Records at a time of many: so few that a processor's cache holds them until they are done with."""


@dataclass(frozen=True, slots=True)
class Append:
    """Records to append together, or not at all.

    ``expected`` maps (scope, stream) to the version the stream must have before (0: new); streams that are
    absent from it are not checked.
    """

    records: tuple[NewRecord, ...]
    expected: Mapping[Stream, int] = field(default_factory=dict)


class Log:
    """The append-only log of a database.

    ``projector`` brings the views up to each record, in the append's transaction; None keeps no views.
    ``clock`` gives the time as an aware datetime; a record is never stamped earlier than the one before it.
    """

    def __init__(
        self, database: Database, projector: Projector | None, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._projector = projector
        self._clock = clock

    async def append(self, append: Append) -> tuple[Record, ...]:
        """The records as stored, durable when this returns, in the order given.

        A record that is in the log already (same id, same content) is given as it is there: a repeat appends
        nothing. Raises ``VersionConflict`` or ``RecordConflict``; then nothing was appended.
        """
        return await self._database.submit(self._append, (append, self._clock()))

    async def append_many(self, appends: Iterable[Append]) -> int:
        """Appends all in one transaction, each checked as by ``append``; how many records were new."""
        return await self._database.submit(self._append_many, (tuple(appends), self._clock()))

    async def read(self, *, after: int = 0, limit: int = 500, scope: str | None = None) -> tuple[Record, ...]:
        """The records after a position, in order; of one scope, or of all."""
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
        """The records before a position (None: to the head), newest first; of a scope, an actor, or all."""
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
            lambda connection: _version(connection, (clean(scope), clean(stream)))
        )

    async def greatest_number(self, scope: str, prefix: str) -> int:
        """The greatest number that follows a prefix in the names of a scope's streams; 0 if none does."""
        sql = (
            "SELECT max(CAST(substr(stream, ?) AS INTEGER)) FROM records"
            " WHERE scope = ? AND stream >= ? AND substr(stream, 1, ?) = ?"
        )
        values = (len(prefix) + 1, clean(scope), prefix, len(prefix), prefix)
        return await self._database.read(
            lambda connection: connection.execute(sql, values).fetchone()[0] or 0
        )

    async def record(self, position: int) -> Record | None:
        """The record at a position."""
        return next(iter(await self._select("position = ?", position)), None)

    async def record_by_id(self, id: str) -> Record | None:
        """The record with an id."""
        return next(iter(await self._select("id = ?", id)), None)

    async def records_of_change(self, change: str) -> tuple[Record, ...]:
        """The records of one change, in order."""
        # As the index has it: a record that is a change by itself goes by its id.
        where = "change = ? AND change <> id OR id = ? AND change = id ORDER BY position"
        return await self._select(where, change, change)

    async def head(self) -> Head:
        """The end of the log."""
        return await self._database.read(head_of)

    async def position_at(self, instant: datetime) -> int:
        """The last position recorded at or before an instant; 0 if there is none."""
        return await self._database.read(partial(_position_at, _microseconds(instant)))

    async def follow(self, after: int = 0, *, limit: int = 500) -> AsyncIterator[tuple[Record, ...]]:
        """Pages of the records after a position, until the head is reached; then it ends."""
        while page := await self.read(after=after, limit=limit):
            yield page
            after = page[-1].position

    async def erase(self, position: int, *, actor: str, reason: str) -> Record:
        """Erases a record's body for good; gives the record that says so. Erasing it again gives the old one.

        The views are rebuilt in the same transaction and the write-ahead log is emptied, so that nothing of
        the body stays in the file. Backups keep it. Raises ``NoSuchRecord``.
        """
        return (await self.erase_many((position,), actor=actor, reason=reason))[0]

    async def erase_many(self, positions: Sequence[int], *, actor: str, reason: str) -> tuple[Record, ...]:
        """Erases several bodies as ``erase`` does, in one transaction with one rebuild."""
        job = partial(self._erase, tuple(positions), clean(actor), clean(reason), self._clock())
        records = await self._database.write(job)
        await self._database.checkpoint()
        return records

    async def verify(
        self, expected_head: Head | None = None, progress: Progress | None = None
    ) -> Verification:
        """Whether all records are there, unaltered and in order; else the first position where they are not.

        That the end of the log was cut off is found with a head noted before (``expected_head``).
        """
        return await verify(self._database, expected_head, progress)

    async def rebuild(self, progress: Progress | None = None) -> int:
        """Makes views and search anew from the log alone; how many records it read.

        All in one transaction: readers see the old views until it is done, other appends wait.
        """
        if self._projector is None:
            return 0
        return await self._database.write(partial(_rebuild, self._projector, on_this_loop(progress)))

    async def catch_up(self, progress: Progress | None = None) -> int:
        """Rebuilds if a new schema has left the views empty, before anything else is done with the file."""
        return await self.rebuild(progress) if await self._database.read(views_due) else 0

    def _append(
        self, connection: sqlite3.Connection, waiting: Sequence[tuple[Append, datetime]], careful: bool
    ) -> list[tuple[Record, ...]]:
        tail = _Tail(connection, max(now for _, now in waiting))
        before = tail.position
        if careful:
            stored = [tail.append_carefully(_cleaned(append)) for append, _ in waiting]
            self._project(connection, (r for records in stored for r in records if r.position > before))
            return stored
        appends = [append for append, _ in waiting]
        records = list(_records(tail.append(appends)))
        self._project(connection, records)
        made = iter(records)
        return [tuple(islice(made, len(append.records))) for append in appends]

    def _append_many(
        self,
        connection: sqlite3.Connection,
        waiting: Sequence[tuple[Sequence[Append], datetime]],
        careful: bool,
    ) -> list[int]:
        counts = []
        # One view for all: what it has met, it need not ask for again.
        view = View(connection)
        for appends, now in waiting:
            tail = _Tail(connection, now)
            before = tail.position
            for start in range(0, len(appends), _CHUNK):
                chunk = appends[start : start + _CHUNK]
                records = tail.append_all_carefully(chunk) if careful else _records(tail.append(chunk))
                if self._projector is not None:
                    for record in records:
                        self._projector(record, view)
            counts.append(tail.position - before)
        view.flush()
        return counts

    def _erase(
        self, positions: Sequence[int], actor: str, reason: str, now: datetime, connection: sqlite3.Connection
    ) -> tuple[Record, ...]:
        tail = _Tail(connection, now)
        before = tail.position
        records = tuple(_erase_one(connection, tail, position, actor, reason) for position in positions)
        if self._projector is not None and tail.position > before:
            _rebuild(self._projector, _unreported, connection)
        return records

    def _project(self, connection: sqlite3.Connection, records: Iterable[Record]) -> None:
        if self._projector is None:
            return
        view = View(connection)
        for record in records:
            self._projector(record, view)
        view.flush()

    async def _select(self, where: str, *values: str | int) -> tuple[Record, ...]:
        sql = f"{_SELECT} WHERE {where}"
        bound = [clean(value) if isinstance(value, str) else value for value in values]
        return await self._database.read(
            lambda connection: tuple(map(_record, connection.execute(sql, bound).fetchall()))
        )


class _Tail:
    """The end of the log while one transaction appends to it."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self._connection = connection
        self.position: int
        self.hash: bytes
        self.position, self.hash, last = connection.execute(_HEAD).fetchone() or (0, START, 0)
        # A clock that was set back must not bring times out of order: position_at relies on theirs.
        self._at = max(_microseconds(now), last)

    def append(self, appends: Sequence[Append]) -> list[Row]:
        """The rows of the appends, inserted. Raises, perhaps half done, if anything is not as they expect.

        It takes the expected versions for true and lets the database's guard judge, which saves the asking.
        """
        rows = self._rows(appends)
        if len(rows) == 1:
            self._connection.execute(_INSERT, rows[0])
        else:
            self._connection.executemany(_INSERT, rows)
        if rows:
            self.position, self.hash = rows[-1][0], bytes(rows[-1][10])
        return rows

    def append_all_carefully(self, appends: Sequence[Append]) -> Iterator[Record]:
        """The records of what was new in the appends, inserted."""
        before = self.position
        for append in appends:
            self.append_carefully(_cleaned(append))
        rows = self._connection.execute(f"{_SELECT} WHERE position > ? ORDER BY position", (before,))
        return map(_record, rows.fetchall())

    def _rows(self, appends: Sequence[Append]) -> list[Row]:
        versions: dict[Stream, int] = {}
        untouched: dict[Stream, int] = {}
        rows: list[Row] = []
        position, before, at = self.position, self.hash, self._at
        salts = os.urandom(SALT_BYTES * sum(len(append.records) for append in appends))
        for append in appends:
            for stream, expected in append.expected.items():
                actual = versions.setdefault(stream, expected)
                if actual != expected:
                    raise VersionConflict(*stream, expected, actual)
                untouched[stream] = expected
            for new in append.records:
                stream = (new.scope, new.stream)
                if untouched.pop(stream, None) is None and stream not in versions:
                    versions[stream] = _version(self._connection, stream)
                versions[stream] = version = versions[stream] + 1
                salt = salts[SALT_BYTES * len(rows) : SALT_BYTES * (len(rows) + 1)]
                position += 1
                digest = digest_of(salt, new.body)
                envelope = (
                    position, new.id, new.change, new.scope, new.stream, version, new.type, new.schema,
                    new.actor, at,
                )  # fmt: skip
                before = link(before, digest, envelope)
                rows.append(
                    (*envelope, bytearray(before), bytearray(new.body), bytearray(digest), bytearray(salt))
                )
        # No guard sees the streams that have an expected version but no new record.
        for stream, expected in untouched.items():
            if _version(self._connection, stream) != expected:
                raise VersionConflict(*stream, expected, _version(self._connection, stream))
        return rows

    def append_carefully(self, append: Append) -> tuple[Record, ...]:
        """The append's records as stored, new ones and those that were there; each is asked for first."""
        fresh: dict[str, NewRecord] = {}
        stored: dict[str, Record] = {}
        for new in append.records:
            old = _by_id(self._connection, new.id)
            if old is not None:
                stored[new.id] = old
            other = fresh.setdefault(new.id, new) if old is None else None
            if (old is not None and not _same(old, new)) or (other is not None and other != new):
                raise RecordConflict(new.id, old.position if old is not None else self.position + 1)
        if fresh:
            for stream, expected in append.expected.items():
                actual = _version(self._connection, stream)
                if actual != expected:
                    raise VersionConflict(*stream, expected, actual)
            rows = self.append((Append(tuple(fresh.values())),))
            stored |= {record.id: record for record in _records(rows)}
        return tuple(stored[new.id] for new in append.records)


def head_of(connection: sqlite3.Connection) -> Head:
    """The end of the log that a connection sees."""
    row = connection.execute(_HEAD).fetchone()
    return Head(row[0], row[1]) if row else Head(0, START)


def _erase_one(connection: sqlite3.Connection, tail: _Tail, position: int, actor: str, reason: str) -> Record:
    id = f"erase/{position}"
    done = _by_id(connection, id)
    if done is not None:
        return done
    found = connection.execute(f"{_SELECT} WHERE position = ?", (position,)).fetchone()
    if found is None:
        raise NoSuchRecord(position)
    record = _record(found)
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
    view = View(connection, empty=True)
    cursor = connection.execute(f"{_SELECT} ORDER BY position")
    done = 0
    while rows := cursor.fetchmany(_CHUNK):
        for row in rows:
            if row[6] != BODY_ERASED:
                projector(_record(row), view)
        done += len(rows)
        report(done, total)
    view.flush()
    return done


def _unreported(done: int, total: int) -> None:
    pass


def _cleaned(append: Append) -> Append:
    """The append without lone surrogates in its names; the quick way of appending fails on them."""
    if all(
        new.id.isascii() and new.change.isascii() and new.stream.isascii() and new.actor.isascii()
        and new.scope.isascii() and new.type.isascii()
        for new in append.records
    ) and all(scope.isascii() and stream.isascii() for scope, stream in append.expected):  # fmt: skip
        return append
    records = (
        replace(
            new, id=clean(new.id), change=clean(new.change), scope=clean(new.scope), stream=clean(new.stream),
            type=clean(new.type), actor=clean(new.actor),
        )
        for new in append.records
    )  # fmt: skip
    expected = {
        (clean(scope), clean(stream)): version for (scope, stream), version in append.expected.items()
    }
    return Append(tuple(records), expected)


def _same(stored: Record, new: NewRecord) -> bool:
    """Whether a stored record is what was to be appended; of an erased one the envelope alone can tell."""
    return (stored.change, stored.scope, stored.stream, stored.type, stored.schema, stored.actor) == (
        new.change, new.scope, new.stream, new.type, new.schema, new.actor
    ) and stored.body in (None, new.body)  # fmt: skip


def _record(row: Sequence[Any]) -> Record:
    position, id, change, scope, stream, version, type, schema, actor, at, hash, body = row[:12]
    when = _EPOCH + timedelta(microseconds=at)
    return Record(position, id, change, scope, stream, version, type, schema, body, actor, when, hash)


def _records(rows: Sequence[Row]) -> Iterator[Record]:
    """The records of rows that were just inserted, all at one time."""
    when = _EPOCH + timedelta(microseconds=rows[0][9]) if rows else _EPOCH
    return (Record(*row[:8], bytes(row[11]), row[8], when, bytes(row[10])) for row in rows)


def _by_id(connection: sqlite3.Connection, id: str) -> Record | None:
    row = connection.execute(f"{_SELECT} WHERE id = ?", (id,)).fetchone()
    return _record(row) if row else None


def _version(connection: sqlite3.Connection, stream: Stream) -> int:
    return int(connection.execute(_VERSION, stream).fetchone()[0])


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
    # The guilds' partial index serves only a query that says it is about a guild.
    return ("scope = ? AND" if scope == CORPUS else "scope = ? AND scope <> 'corpus' AND"), (scope,)


def _microseconds(instant: datetime) -> int:
    return (instant - _EPOCH) // _MICROSECOND
