"""Verifies the whole log: every record is there, unaltered and in its place, or where the first fault is."""

from __future__ import annotations

import sqlite3
from functools import partial

import msgspec

from storage.chain import START, Head, digest_of, record_hash
from storage.database import Database
from storage.errors import DatabaseDamaged
from storage.progress import Progress
from storage.rows import BODY_ERASED

_PAGE = 1_000
_ROWS = (
    "SELECT position, id, change, scope, stream, version, type, schema, actor, recorded_at,"
    " hash, digest, salt, body FROM records WHERE position > ? ORDER BY position LIMIT ?"
)


class Verification(msgspec.Struct, frozen=True):
    """The result of a verification: if not ``ok``, the first position that fails, and why.

    ``checked`` records held before that, and ``head`` is the last of them.
    """

    ok: bool
    checked: int
    position_of_first_fault: int | None
    reason: str
    head: Head


class _Fault(Exception):  # noqa: N818 - ends the verification, is caught in ``verify``
    def __init__(self, position: int, reason: str) -> None:
        self.position = position
        self.reason = reason


class _Check:
    """A verification under way: the last record that held, and missing bodies not yet explained.

    ``noted`` is a head that was written down earlier, or None.
    """

    def __init__(self, noted: Head | None) -> None:
        self.position = 0
        self.hash = START
        self._noted = noted
        self._blank: set[int] = set()

    def take(self, row: tuple[object, ...]) -> None:
        """Checks the next record, with its columns as in ``_ROWS``; raises ``_Fault`` if it does not hold."""
        *envelope, stored, digest, salt, body = row
        position = self.position + 1
        if envelope[0] != position:
            raise _Fault(position, f"the record is missing; the next one there is {envelope[0]}")
        try:
            if body is None:
                self._blank.add(position)
            elif digest_of(salt, body) != digest:  # type: ignore[arg-type]
                raise _Fault(position, "the body was altered")
            if record_hash(self.hash, digest, tuple(envelope)) != stored:  # type: ignore[arg-type]
                raise _Fault(position, "the record was altered or is not in its place")
        except TypeError:
            raise _Fault(position, "the record was altered: a column has another type") from None
        if self._noted is not None and self._noted.position == position and self._noted.hash != stored:
            raise _Fault(position, "the record is not the one whose hash was noted: the log was written anew")
        if envelope[6] == BODY_ERASED and isinstance(body, bytes):
            self._blank.discard(msgspec.json.decode(body)["position"])
        self.position = position
        self.hash = stored

    def end(self) -> None:
        """Checks what is known only after the last record; raises ``_Fault``."""
        if self._blank:
            raise _Fault(min(self._blank), "the body is gone, but no record says that it was erased")
        if self._noted is not None and self._noted.position > self.position:
            noted = self._noted.position
            raise _Fault(self.position + 1, f"the log is cut off: its head was noted at position {noted}")


async def verify(database: Database, noted: Head | None, progress: Progress | None) -> Verification:
    """Verifies the log of a database, reading it in pages; records appended meanwhile are included."""
    check = _Check(noted)
    try:
        first, total = await database.read(_first_and_last_position)
        if first < 1:
            raise _Fault(first, "a record stands before the first one")
        while rows := await _page(database, check.position):
            for row in rows:
                check.take(row)
            if progress is not None:
                progress(check.position, max(total, check.position))
        check.end()
    except _Fault as fault:
        return Verification(
            False, check.position, fault.position, fault.reason, Head(check.position, check.hash)
        )
    return Verification(True, check.position, None, "", Head(check.position, check.hash))


async def _page(database: Database, after: int) -> list[tuple[object, ...]]:
    try:
        return await database.read(partial(_rows, after, _PAGE))
    except (DatabaseDamaged, sqlite3.Error):
        # Some record of this page is unreadable: go on one by one until that record is found.
        try:
            return await database.read(partial(_rows, after, 1))
        except (DatabaseDamaged, sqlite3.Error) as error:
            raise _Fault(after + 1, f"the record cannot be read: {error}") from None


def _rows(after: int, limit: int, connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute(_ROWS, (after, limit)).fetchall()


def _first_and_last_position(connection: sqlite3.Connection) -> tuple[int, int]:
    # Apart, since SQLite looks up only a single minimum or maximum without reading all rows.
    first, last = (
        connection.execute(f"SELECT {which}(position) FROM records").fetchone()[0]  # noqa: S608
        for which in ("min", "max")
    )
    return (1, 0) if first is None else (first, last)
