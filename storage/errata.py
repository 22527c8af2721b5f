"""The queue of corrections: sent notes that are to be held against the record again, as it changed since."""

# ruff: noqa: S608 - what is put together are our own names; values are bound

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

import msgspec

from storage.database import Database
from storage.instants import instant_of, stored_instant

Affected = tuple[str | None, str]
"""The server in which an event changed (None: in all), and the event."""

_FOLLOWED = "posts/followed"
_UNKNOWN_ERRATUM = "?"


class Queued(msgspec.Struct, frozen=True):
    """A message that is to be held against the record again, not before ``at``."""

    delivery: str
    corpus: bool
    at: datetime


class Errata:
    """The queue of a database: each message stands in it once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def followed(self) -> int | None:
        """Up to which position of the log it is known which messages it corrects; None: never yet."""
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
        """Queues every message that tells of these events; ``followed`` is noted in the same transaction.

        Messages that tell of those in ``anew`` count as corrected with nobody knows what.
        """
        await self._database.write(lambda connection: _queue(connection, events, followed, at, anew))

    async def due(self, now: datetime, *, corpus: bool = True, limit: int = 1) -> tuple[Queued, ...]:
        """What is to be corrected now; without ``corpus`` only where a server's own record changed."""
        sql = (
            "SELECT delivery, corpus, at FROM errata WHERE at <= ? AND corpus <= ?"
            " ORDER BY corpus, at LIMIT ?"
        )
        rows = await self._database.select(sql, stored_instant(now), corpus, limit)
        return tuple(Queued(delivery, bool(corpus), instant_of(at)) for delivery, corpus, at in rows)

    async def put_off(self, queued: Queued, at: datetime) -> None:
        """Looks at a message again at a later time."""
        sql = "UPDATE errata SET at = ? WHERE delivery = ?"
        await self._database.execute(sql, stored_instant(at), queued.delivery)

    async def editing(self, queued: Queued) -> None:
        """Notes that a message is about to say something else: nobody knows what until that is settled."""
        sql = "UPDATE deliveries SET erratum = ? WHERE id = ?"
        await self._database.execute(sql, _UNKNOWN_ERRATUM, queued.delivery)

    async def settle(self, queued: Queued, *, erratum: str | None = None, why: str = "") -> None:
        """Takes a message off the queue; notes the erratum's digest, or why the message cannot have it.

        Does nothing where it was queued again meanwhile: it is to be held against the newer record, too.
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
