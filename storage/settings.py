"""Texts by key that the program keeps between runs, such as the ids of its commands."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from storage.database import Database


class Settings:
    """Texts by key, in the table ``meta``. They are not part of the log; a rebuild leaves them alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> str | None:
        """The text under ``key``; None if there is none."""
        rows = await self._database.select("SELECT value FROM meta WHERE key = ?", key)
        return rows[0][0] if rows else None

    async def set(self, key: str, value: str) -> None:
        """Stores a text under ``key``, replacing another."""
        await self._database.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", key, value)

    async def keep_only(self, prefix: str, keys: Collection[str]) -> None:
        """Deletes the texts whose keys begin with ``prefix``, except those under ``keys``."""
        await self._database.write(lambda connection: _keep_only(connection, prefix, keys))


def _keep_only(connection: sqlite3.Connection, prefix: str, keys: Collection[str]) -> None:
    sql = "SELECT key FROM meta WHERE substr(key, 1, ?) = ?"
    found = connection.execute(sql, (len(prefix), prefix)).fetchall()
    gone = [(key,) for (key,) in found if key not in keys]
    connection.executemany("DELETE FROM meta WHERE key = ?", gone)
