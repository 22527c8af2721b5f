"""Appending to the log within one transaction: in bulk if all is as expected, else record by record."""

# ruff: noqa: S608 - what is put together are our own names; values are bound

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO

import msgspec
from msgspec.structs import replace

from storage.chain import SALT_BYTES, START, digest_of, record_hash
from storage.errors import RecordConflict, VersionConflict
from storage.instants import instant_of, stored_instant
from storage.records import COLUMNS, HEAD, Stream, record_with_id, version_of
from storage.rows import NewRecord, Record, clean

Row = tuple[int, str, str, str, str, int, str, int, str, int, bytearray, bytearray, bytearray, bytearray]
"""A row to insert into ``records``, in the order of ``_INSERT``. A ``bytearray`` is bound as it is; for each
``bytes`` sqlite3 would first look for an adapter in vain, which takes half as long as to hash it.
"""

# FAIL, like the guard trigger: with ABORT, SQLite would copy the pages that each row touches.
_INSERT = f"INSERT OR FAIL INTO records ({COLUMNS}, digest, salt) VALUES ({', '.join('?' * 14)})"


class Append(msgspec.Struct, frozen=True):
    """Records to append together or not at all.

    ``expected`` maps a stream to the version that it must have before (0 for a new one). Streams that are not
    in it are not checked.
    """

    records: tuple[NewRecord, ...]
    expected: Mapping[Stream, int] = {}


class Tail:
    """The end of the log within a transaction that appends: ``position`` and ``hash`` of the last record."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self._connection = connection
        self.position: int
        self.hash: bytes
        self.position, self.hash, last = connection.execute(HEAD).fetchone() or (0, START, 0)
        # Times must not decrease if the clock was set back: ``Log.position_at`` searches by them.
        self._at = max(stored_instant(now), last)

    def append(self, appends: Sequence[Append]) -> list[Record]:
        """Inserts the records of all the appends in bulk, and gives them as stored.

        It does not look up the expected versions: the database's guard trigger rejects a wrong one. If
        anything is not as expected it raises, with some records perhaps inserted; the caller must roll back
        and use ``append_carefully``.
        """
        records: list[Record] = []
        self._connection.executemany(_INSERT, self._rows(appends, records))
        return records

    def _rows(self, appends: Sequence[Append], records: list[Record]) -> Iterator[Row]:
        """The rows to insert, one at a time; the record of each is added to ``records``."""
        versions: dict[Stream, int] = {}
        untouched: dict[Stream, int] = {}
        at, when = self._at, instant_of(self._at)
        salts = BytesIO(os.urandom(SALT_BYTES * sum(len(append.records) for append in appends)))
        for append in appends:
            for stream, expected in append.expected.items():
                actual = versions.setdefault(stream, expected)
                if actual != expected:
                    raise VersionConflict(*stream, expected, actual)
                untouched[stream] = expected
            for new in append.records:
                stream = (new.scope, new.stream)
                if untouched.pop(stream, None) is None and stream not in versions:
                    versions[stream] = version_of(self._connection, stream)
                versions[stream] = version = versions[stream] + 1
                salt = salts.read(SALT_BYTES)
                digest = digest_of(salt, new.body)
                self.position += 1
                envelope = (
                    self.position, new.id, new.change, new.scope, new.stream, version, new.type, new.schema,
                    new.actor, at,
                )  # fmt: skip
                self.hash = record_hash(self.hash, digest, envelope)
                yield (
                    *envelope, bytearray(self.hash), bytearray(new.body), bytearray(digest), bytearray(salt)
                )  # fmt: skip
                records.append(Record(*envelope[:8], new.body, new.actor, when, self.hash))
        # The guard trigger cannot check a stream with an expected version but no new record.
        for stream, expected in untouched.items():
            if version_of(self._connection, stream) != expected:
                raise VersionConflict(*stream, expected, version_of(self._connection, stream))

    def append_carefully(self, append: Append) -> tuple[Record, ...]:
        """Appends one append's records, looking up each first; gives them as stored, also the known ones.

        Raises ``RecordConflict`` or ``VersionConflict`` before anything is inserted.
        """
        append = _cleaned(append)
        fresh: dict[str, NewRecord] = {}
        stored: dict[str, Record] = {}
        for new in append.records:
            old = record_with_id(self._connection, new.id)
            if old is not None:
                stored[new.id] = old
            other = fresh.setdefault(new.id, new) if old is None else None
            if (old is not None and not _same(old, new)) or (other is not None and other != new):
                raise RecordConflict(new.id, old.position if old is not None else self.position + 1)
        if fresh:
            for stream, expected in append.expected.items():
                actual = version_of(self._connection, stream)
                if actual != expected:
                    raise VersionConflict(*stream, expected, actual)
            made = self.append((Append(tuple(fresh.values())),))
            stored |= {record.id: record for record in made}
        return tuple(stored[new.id] for new in append.records)


def _cleaned(append: Append) -> Append:
    """The append without lone surrogates in its texts, which would make the bulk insertion fail."""
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
    """Whether a stored record has the content of a new one; an erased body is taken for equal."""
    return (stored.change, stored.scope, stored.stream, stored.type, stored.schema, stored.actor) == (
        new.change, new.scope, new.stream, new.type, new.schema, new.actor
    ) and stored.body in (None, new.body)  # fmt: skip
