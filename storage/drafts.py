"""Drafts: what editors typed and have not confirmed, kept for a day and shown to nobody else."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from storage.database import Database
from storage.instants import instant_of, stored_instant

KEPT = timedelta(hours=24)
"""How long a draft is kept."""

_COLUMNS = "id, number, made_at, body"
_OWN = "scope = ? AND discord_id = ? AND made_at > ?"


class StoredDraft(msgspec.Struct, frozen=True):
    """A stored draft. ``number`` is what its editor sees; storage does not interpret the body."""

    id: str
    number: int
    made_at: datetime
    body: bytes


class Drafts:
    """All drafts. To read one takes its scope and its editor's Discord id: nobody gets another's draft."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, id: str, scope: str, editor: int, body: bytes, now: datetime) -> StoredDraft:
        """Stores a draft, replacing the body of one with this id; also deletes all that are too old."""
        return await self._database.write(lambda connection: _keep(connection, id, scope, editor, body, now))

    async def find(self, id: str, scope: str, editor: int, now: datetime) -> StoredDraft | None:
        """The editor's draft with that id, unless it is too old."""
        sql = f"SELECT {_COLUMNS} FROM drafts WHERE id = ? AND {_OWN}"  # noqa: S608 - names of our own
        rows = await self._database.select(sql, id, scope, editor, _oldest(now))
        return _stored(rows[0]) if rows else None

    async def of(self, scope: str, editor: int, now: datetime) -> tuple[StoredDraft, ...]:
        """The editor's drafts in a scope, the newest first."""
        sql = f"SELECT {_COLUMNS} FROM drafts WHERE {_OWN} ORDER BY made_at DESC, number DESC"  # noqa: S608
        return tuple(map(_stored, await self._database.select(sql, scope, editor, _oldest(now))))

    async def drop(self, id: str) -> None:
        """Deletes a draft."""
        await self._database.execute("DELETE FROM drafts WHERE id = ?", id)

    async def forget_editor(self, editor: int) -> None:
        """Deletes a person's drafts, in every scope, for good."""
        await self._database.delete("DELETE FROM drafts WHERE discord_id = ?", editor)

    async def count_of(self, editor: int) -> int:
        """The number of a person's drafts, in every scope."""
        sql = "SELECT count(*) FROM drafts WHERE discord_id = ?"
        return int((await self._database.select(sql, editor))[0][0])

    async def drop_old(self, now: datetime) -> None:
        """Deletes all drafts that are too old."""
        await self._database.delete("DELETE FROM drafts WHERE made_at <= ?", _oldest(now))


def _keep(
    connection: sqlite3.Connection, id: str, scope: str, editor: int, body: bytes, now: datetime
) -> StoredDraft:
    connection.execute("DELETE FROM drafts WHERE made_at <= ?", (_oldest(now),))
    numbers = "SELECT coalesce(max(number), 0) + 1 FROM drafts WHERE scope = ? AND discord_id = ?"
    (row,) = connection.execute(
        f"INSERT INTO drafts VALUES (?, ?, ?, ({numbers}), ?, ?)"  # noqa: S608 - a query of our own
        " ON CONFLICT (id) DO UPDATE SET body = excluded.body, made_at = excluded.made_at"
        f" RETURNING {_COLUMNS}",
        (id, scope, editor, scope, editor, stored_instant(now), body),
    )
    return _stored(row)


def _stored(row: Sequence[Any]) -> StoredDraft:
    return StoredDraft(row[0], row[1], instant_of(row[2]), bytes(row[3]))


def _oldest(now: datetime) -> int:
    return stored_instant(now - KEPT)
