"""How one transaction appends to the log: fast if all is as expected, else record by record."""

# ruff: noqa: S608 - what is put together are our own names; values are bound

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO

import msgspec
from msgspec.structs import replace

from storage.chain import SALT_BYTES, START, digest_of, link
from storage.errors import RecordConflict, VersionConflict
from storage.instants import instant_of, stored_instant
from storage.records import COLUMNS, HEAD, Stream, record_with_id, version_of
from storage.rows import NewRecord, Record, clean

Row = tuple[int, str, str, str, str, int, str, int, str, int, bytearray, bytearray, bytearray, bytearray]
"""A row to insert into ``records``, in the order of ``_INSERT``. A ``bytearray`` is bound as it is; for each
``bytes`` sqlite3 would first look for an adapter in vain, which takes half as long as to hash it.
"""

# FAIL, as the guard says it too: with ABORT each row would cost copies of the pages that it touches.
_INSERT = f"INSERT OR FAIL INTO records ({COLUMNS}, digest, salt) VALUES ({', '.join('?' * 14)})"


class Append(msgspec.Struct, frozen=True):
    """Records to append together, or not at all.

    ``expected`` maps (scope, stream) to the version the stream must have before (0: new); streams that are
    absent from it are not checked.
    """

    records: tuple[NewRecord, ...]
    expected: Mapping[Stream, int] = {}


class Tail:
    """The end of the log while one transaction appends to it."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self._connection = connection
        self.position: int
        self.hash: bytes
        self.position, self.hash, last = connection.execute(HEAD).fetchone() or (0, START, 0)
        # A clock that was set back must not bring times out of order: position_at relies on theirs.
        self._at = max(stored_instant(now), last)

    def append(self, appends: Sequence[Append]) -> list[Record]:
        """The records of the appends, inserted. Raises, perhaps half done, if anything is not as they expect.

        It takes the expected versions for true and lets the database's guard judge, which saves the asking.
        """
        records: list[Record] = []
        self._connection.executemany(_INSERT, self._rows(appends, records))
        return records

    def _rows(self, appends: Sequence[Append], records: list[Record]) -> Iterator[Row]:
        """The rows to insert, one by one, so that of many each is still at hand; their records are noted."""
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
                self.hash = link(self.hash, digest, envelope)
                yield (
                    *envelope, bytearray(self.hash), bytearray(new.body), bytearray(digest), bytearray(salt)
                )  # fmt: skip
                records.append(Record(*envelope[:8], new.body, new.actor, when, self.hash))
        # No guard sees the streams that have an expected version but no new record.
        for stream, expected in untouched.items():
            if version_of(self._connection, stream) != expected:
                raise VersionConflict(*stream, expected, version_of(self._connection, stream))

    def append_carefully(self, append: Append) -> tuple[Record, ...]:
        """The append's records as stored, new ones and those that were there; each is asked for first."""
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
    """The append without lone surrogates in its names; the quick way of appending fails on them."""
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
