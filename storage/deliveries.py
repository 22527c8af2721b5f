"""The ledger of notes: what became of each note, when the next is due, and which channels are blocked.

A note is *claimed* here before it is sent and *settled* when the outcome is known; a crash leaves it claimed.
Storage does not interpret the codes in ``why`` or the ids of events.
"""

# ruff: noqa: S608 - what is put together are our own names; values are bound

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, get_args

import msgspec

from storage.database import Database
from storage.errata import Errata
from storage.instants import instant_of, stored_instant

DeliveryState = Literal["claimed", "sent", "skipped", "failed", "unknown"]
DELIVERY_STATES: tuple[DeliveryState, ...] = get_args(DeliveryState)

_COLUMNS = (
    "id, scope, subscription, day, state, why, channel, message, late, parts, position, due_at, claimed_at,"
    " tried_at, settled_at, erratum"
)


class Delivery(msgspec.Struct, frozen=True):
    """What became of the note of a subscription and a local day (a proleptic Gregorian ordinal).

    ``state`` is "claimed" while it is being sent, or if a crash left that open; "sent" if ``message`` is in
    ``channel`` (``why`` then says why a part is missing, if one is); "skipped" if it will not be sent;
    "failed" if Discord refused it; "unknown" if a crash left it open and the channel cannot be read.
    ``position`` is the head of the log when the note was built. ``carried`` are the events in the note, each
    with the position since which it had been as shown. ``due_at`` is when the note was due, ``tried_at`` when
    sending last began. ``erratum`` is the digest of the correction in the message, if it has one.
    """

    id: str
    scope: str
    subscription: str
    day: int
    state: DeliveryState
    why: str
    channel: int
    due_at: datetime
    claimed_at: datetime
    tried_at: datetime
    message: int | None = None
    late: bool = False
    parts: tuple[str, ...] = ()
    position: int = 0
    settled_at: datetime | None = None
    erratum: str = ""
    carried: tuple[tuple[str, int], ...] = ()


class Due(msgspec.Struct, frozen=True):
    """When a subscription's next note is due, and the local day of that note."""

    scope: str
    subscription: str
    day: int
    at: datetime


class Block(msgspec.Struct, frozen=True):
    """A subscription that is blocked because the bot cannot write in its channel.

    It is not tried again before ``retry_at``, even if the permissions look right. ``told_in`` is the channel
    in which the server's editors were told; 0 if there was none to tell them in, None if they were not told
    yet.
    """

    scope: str
    subscription: str
    why: str
    since: datetime
    retry_at: datetime
    told_in: int | None = None


class Figures(msgspec.Struct, frozen=True):
    """Counts of the ledger: notes by state, and by state and reason; subscriptions, those due now, those
    blocked; corrections that wait."""

    by_state: Mapping[DeliveryState, int]
    by_reason: Mapping[tuple[DeliveryState, str], int]
    subscriptions: int
    due: int
    blocked: int
    errata: int


class Deliveries:
    """The ledger of a database. ``errata`` is the queue of sent messages that may need a correction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.errata = Errata(database)

    async def record(self, rows: Sequence[Delivery], next: Due | None) -> bool:
        """Adds deliveries, and notes when the subscription is due next, in one transaction.

        A day that has a delivery keeps it; the result is then False.
        """
        return await self._database.write(lambda connection: _record(connection, rows, next))

    async def claim_again(self, delivery: Delivery) -> None:
        """Replaces the delivery of a day, because its note is about to be sent after all."""
        await self._database.write(lambda connection: _put(connection, delivery))

    async def settle(
        self, id: str, state: DeliveryState, now: datetime, *, why: str = "", message: int | None = None
    ) -> None:
        """Notes the outcome of a claimed note."""
        sql = "UPDATE deliveries SET state = ?, why = ?, message = ?, settled_at = ? WHERE id = ?"
        await self._database.execute(sql, state, why, message, stored_instant(now), id)

    async def find(self, id: str) -> Delivery | None:
        """The delivery with an id."""
        return next(iter(await self._deliveries("id = ?", id)), None)

    async def of(self, scope: str, subscription: str, day: int) -> Delivery | None:
        """What became of the note of a day; None if nothing was due, or the day has not come yet."""
        found = await self._deliveries("scope = ? AND subscription = ? AND day = ?", scope, subscription, day)
        return next(iter(found), None)

    async def recent(
        self, scope: str, subscription: str, *, before: int = 2**60, limit: int = 20
    ) -> tuple[Delivery, ...]:
        """What became of a subscription's notes of days before ``before``, the latest first."""
        where = "scope = ? AND subscription = ? AND day < ? ORDER BY day DESC LIMIT ?"
        return await self._deliveries(where, scope, subscription, before, limit)

    async def claimed(self) -> tuple[Delivery, ...]:
        """The notes that were claimed and not settled, in the order they were claimed."""
        return await self._deliveries("state = 'claimed' ORDER BY claimed_at, id")

    async def failed_since(self, scope: str, subscription: str, day: int) -> tuple[Delivery, ...]:
        """A subscription's notes of ``day`` and later that Discord refused, in order."""
        where = "scope = ? AND subscription = ? AND day >= ? AND state = 'failed' ORDER BY day"
        return await self._deliveries(where, scope, subscription, day)

    async def count_carrying(self, scope: str, *events: str) -> int:
        """The number of a server's sent notes that have any of these events."""
        sql = (
            "SELECT count(DISTINCT d.id) FROM carried c JOIN deliveries d ON d.id = c.delivery"
            f" WHERE c.event IN ({', '.join('?' * len(events))}) AND c.scope = ? AND d.state = 'sent'"
        )
        return int((await self._database.select(sql, *events, scope))[0][0])

    async def due(self, now: datetime, *, limit: int = 100_000) -> tuple[Due, ...]:
        """The subscriptions with a note due now, the earliest first."""
        return await self._dues("WHERE at <= ? ORDER BY at, scope LIMIT ?", stored_instant(now), limit)

    async def next_due(self) -> Due | None:
        """The subscription that is due first; None where there is none."""
        first = await self._dues("ORDER BY at LIMIT 1")
        return first[0] if first else None

    async def due_of(self, scope: str) -> tuple[Due, ...]:
        """When each subscription of a server is due next."""
        return await self._dues("WHERE scope = ?", scope)

    async def every_due(self) -> tuple[Due, ...]:
        """When each subscription of every server is due next."""
        return await self._dues("")

    async def set_due(self, dues: Collection[Due], gone: Collection[tuple[str, str]] = ()) -> None:
        """Notes when subscriptions are due next; removes those that are ``gone`` (scope, subscription)."""
        await self._database.write(lambda connection: _set_due(connection, dues, gone))

    async def block(self, block: Block) -> None:
        """Marks a subscription as blocked; one that is already keeps its ``since`` and ``told_in``."""
        sql = (
            "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (scope, subscription)"
            " DO UPDATE SET why = excluded.why, retry_at = excluded.retry_at"
        )
        since, retry_at = stored_instant(block.since), stored_instant(block.retry_at)
        await self._database.execute(
            sql, block.scope, block.subscription, block.why, since, retry_at, block.told_in
        )

    async def told(self, block: Block, channel: int) -> None:
        """Notes the channel in which a server's editors were told that a subscription is blocked."""
        sql = "UPDATE blocks SET told_in = ? WHERE scope = ? AND subscription = ?"
        await self._database.execute(sql, channel, block.scope, block.subscription)

    async def unblock(self, scope: str, subscription: str) -> None:
        """Marks a subscription as no longer blocked."""
        sql = "DELETE FROM blocks WHERE scope = ? AND subscription = ?"
        await self._database.execute(sql, scope, subscription)

    async def blocked(self) -> tuple[Block, ...]:
        """All blocked subscriptions."""
        return await self._blocks("")

    async def block_of(self, scope: str, subscription: str) -> Block | None:
        """Why a subscription is blocked; None if it is not."""
        found = await self._blocks("WHERE scope = ? AND subscription = ?", scope, subscription)
        return next(iter(found), None)

    async def figures(self, now: datetime) -> Figures:
        """Counts of the ledger, as of now."""
        return await self._database.read(lambda connection: _figures(connection, stored_instant(now)))

    async def scopes(self) -> tuple[str, ...]:
        """The scopes of all servers that have anything in the ledger."""
        sql = "SELECT scope FROM deliveries UNION SELECT scope FROM due UNION SELECT scope FROM blocks"
        return tuple(scope for (scope,) in await self._database.select(sql))

    async def forget_scope(self, scope: str) -> None:
        """Deletes everything about a server from the ledger."""
        await self._database.write(lambda connection: _forget(connection, scope))

    async def _deliveries(self, where: str, *values: str | int) -> tuple[Delivery, ...]:
        return await self._database.read(lambda connection: _select(connection, where, values))

    async def _dues(self, which: str, *values: str | int) -> tuple[Due, ...]:
        sql = f"SELECT scope, subscription, day, at FROM due {which}"
        rows = await self._database.select(sql, *values)
        return tuple(Due(scope, subscription, day, instant_of(at)) for scope, subscription, day, at in rows)

    async def _blocks(self, where: str, *values: str) -> tuple[Block, ...]:
        sql = f"SELECT scope, subscription, why, since, retry_at, told_in FROM blocks {where} ORDER BY since"
        return tuple(
            Block(scope, subscription, why, instant_of(since), instant_of(retry_at), told_in)
            for scope, subscription, why, since, retry_at, told_in in await self._database.select(
                sql, *values
            )
        )


def _record(connection: sqlite3.Connection, rows: Sequence[Delivery], next: Due | None) -> bool:
    if next is not None:
        _set_due(connection, (next,), ())
    there = "SELECT 1 FROM deliveries WHERE scope = ? AND subscription = ? AND day = ?"
    new = [
        row
        for row in rows
        if connection.execute(there, (row.scope, row.subscription, row.day)).fetchone() is None
    ]
    for row in new:
        _put(connection, row)
    return len(new) == len(rows)


def _put(connection: sqlite3.Connection, row: Delivery) -> None:
    settled_at = stored_instant(row.settled_at) if row.settled_at is not None else None
    values = (
        row.id, row.scope, row.subscription, row.day, row.state, row.why, row.channel, row.message, row.late,
        " ".join(row.parts), row.position, stored_instant(row.due_at), stored_instant(row.claimed_at),
        stored_instant(row.tried_at), settled_at, row.erratum,
    )  # fmt: skip
    connection.execute(
        f"INSERT OR REPLACE INTO deliveries ({_COLUMNS}) VALUES ({', '.join('?' * 16)})", values
    )
    connection.execute("DELETE FROM carried WHERE delivery = ?", (row.id,))
    connection.executemany(
        "INSERT OR IGNORE INTO carried VALUES (?, ?, ?, ?)",
        [(event, row.scope, row.id, position) for event, position in row.carried],
    )


def _select(connection: sqlite3.Connection, where: str, values: Sequence[str | int]) -> tuple[Delivery, ...]:
    found = connection.execute(f"SELECT {_COLUMNS} FROM deliveries WHERE {where}", values).fetchall()
    return tuple(_delivery(row, _carried(connection, row[0])) for row in found)


def _carried(connection: sqlite3.Connection, delivery: str) -> tuple[tuple[str, int], ...]:
    sql = "SELECT event, position FROM carried WHERE delivery = ? ORDER BY event"
    return tuple(connection.execute(sql, (delivery,)).fetchall())


def _delivery(row: Sequence[Any], carried: tuple[tuple[str, int], ...]) -> Delivery:
    id, scope, subscription, day, state, why, channel, message, late, parts, position, *times, erratum = row
    due_at, claimed_at, tried_at, settled_at = times
    return Delivery(
        id=id,
        scope=scope,
        subscription=subscription,
        day=day,
        state=state,
        why=why,
        channel=channel,
        due_at=instant_of(due_at),
        claimed_at=instant_of(claimed_at),
        tried_at=instant_of(tried_at),
        message=message,
        late=bool(late),
        parts=tuple(parts.split()),
        position=position,
        settled_at=instant_of(settled_at) if settled_at is not None else None,
        erratum=erratum,
        carried=carried,
    )


def _set_due(
    connection: sqlite3.Connection, dues: Collection[Due], gone: Collection[tuple[str, str]]
) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO due VALUES (?, ?, ?, ?)",
        [(one.scope, one.subscription, one.day, stored_instant(one.at)) for one in dues],
    )
    for table in ("due", "blocks"):
        connection.executemany(f"DELETE FROM {table} WHERE scope = ? AND subscription = ?", list(gone))


def _figures(connection: sqlite3.Connection, now: int) -> Figures:
    def count(sql: str, *values: int) -> int:
        return int(connection.execute(f"SELECT count(*) FROM {sql}", values).fetchone()[0])

    reasons = connection.execute("SELECT state, why, count(*) FROM deliveries GROUP BY state, why").fetchall()
    by_state: dict[DeliveryState, int] = dict.fromkeys(DELIVERY_STATES, 0)
    for state, _, number in reasons:
        by_state[state] += number
    return Figures(
        by_state=by_state,
        by_reason={(state, why): number for state, why, number in reasons},
        subscriptions=count("due"),
        due=count("due WHERE at <= ?", now),
        blocked=count("blocks"),
        errata=count("errata"),
    )


def _forget(connection: sqlite3.Connection, scope: str) -> None:
    of_scope = "SELECT id FROM deliveries WHERE scope = ?"
    connection.execute(f"DELETE FROM errata WHERE delivery IN ({of_scope})", (scope,))
    connection.execute(f"DELETE FROM carried WHERE delivery IN ({of_scope})", (scope,))
    for table in ("deliveries", "due", "blocks"):
        connection.execute(f"DELETE FROM {table} WHERE scope = ?", (scope,))
