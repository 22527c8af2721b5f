"""The queue of corrections: sent notes to compare with the record again, because it has changed since."""

# ruff: noqa: S608 - what is put together are our own names; values are bound

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

import msgspec

from storage.database import Database
from storage.instants import instant_of, stored_instant

Affected = tuple[str | None, str]
"""The scope of the server for which an event changed (None: for all servers), and the event's id."""

_FOLLOWED = "posts/followed"
_UNKNOWN_ERRATUM = "?"


class Queued(msgspec.Struct, frozen=True):
    """A sent note to compare with the record again, not before ``at``.

    ``corpus`` is true if the shipped corpus changed, false if the server's own record did.
    """

    delivery: str
    corpus: bool
    at: datetime


class Errata:
    """The queue of a database; a note is in it at most once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def followed(self) -> int | None:
        """The log position up to which changes were queued; None if that was never done."""
        rows = await self._database.select("SELECT value FROM meta WHERE key = ?", _FOLLOWED)
        return int(rows[0][0]) if rows else None

    async def queue(
        self,
        events: Collection[Affected],
        followed: int,
        at: datetime,
        *,
        anew: Collection[Affected] = (),
    ) -> None:
        """Queues every sent note with one of these events, and stores ``followed``, in one transaction.

        Notes with an event in ``anew`` are marked as corrected with unknown content, so that they are edited
        again in any case.
        """
        await self._database.write(lambda connection: _queue(connection, events, followed, at, anew))

    async def due(self, now: datetime, *, corpus: bool = True, limit: int = 1) -> tuple[Queued, ...]:
        """The notes to compare now; without ``corpus``, only those whose server's own record changed."""
        sql = (
            "SELECT delivery, corpus, at FROM errata WHERE at <= ? AND corpus <= ?"
            " ORDER BY corpus, at LIMIT ?"
        )
        rows = await self._database.select(sql, stored_instant(now), corpus, limit)
        return tuple(Queued(delivery, bool(corpus), instant_of(at)) for delivery, corpus, at in rows)

    async def put_off(self, queued: Queued, at: datetime) -> None:
        """Keeps a note in the queue until a later time."""
        sql = "UPDATE errata SET at = ? WHERE delivery = ?"
        await self._database.execute(sql, stored_instant(at), queued.delivery)

    async def editing(self, queued: Queued) -> None:
        """Notes that a message is about to be edited: what it says is unknown until ``settle``."""
        sql = "UPDATE deliveries SET erratum = ? WHERE id = ?"
        await self._database.execute(sql, _UNKNOWN_ERRATUM, queued.delivery)

    async def settle(self, queued: Queued, *, erratum: str | None = None, why: str = "") -> None:
        """Takes a note off the queue, and stores the correction's digest or why it could not be made.

        Does nothing if the note was queued again meanwhile: it must be compared with the newer record too.
        """
        await self._database.write(lambda connection: _settle(connection, queued, erratum, why))


def _queue(
    connection: sqlite3.Connection,
    events: Collection[Affected],
    followed: int,
    at: datetime,
    anew: Collection[Affected],
) -> None:
    telling = "FROM carried WHERE event = ? AND (scope = ? OR ? IS NULL)"
    for scope, event in events:
        connection.execute(
            f"INSERT INTO errata SELECT delivery, ?, ? {telling}"
            " ON CONFLICT (delivery) DO UPDATE SET corpus = min(corpus, excluded.corpus),"
            " at = max(at, excluded.at)",
            (scope is None, stored_instant(at), event, scope, scope),
        )
    for scope, event in anew:
        connection.execute(
            f"UPDATE deliveries SET erratum = ? WHERE id IN (SELECT delivery {telling})",
            (_UNKNOWN_ERRATUM, event, scope, scope),
        )
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (_FOLLOWED, str(followed)))


def _settle(connection: sqlite3.Connection, queued: Queued, erratum: str | None, why: str) -> None:
    sql, as_read = "DELETE FROM errata WHERE delivery = ? AND at = ?", stored_instant(queued.at)
    if not connection.execute(sql, (queued.delivery, as_read)).rowcount:
        return
    if erratum is not None:
        connection.execute("UPDATE deliveries SET erratum = ? WHERE id = ?", (erratum, queued.delivery))
    if why:
        connection.execute("UPDATE deliveries SET why = ? WHERE id = ?", (why, queued.delivery))
