"""What the program notes for itself from run to run, such as the ids of its commands: texts by key."""

from __future__ import annotations

import sqlite3

from storage.database import Database


class Settings:
    """Texts by key, in the table ``meta``. Not part of the record: a rebuild leaves them alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> str | None:
        """The text under ``key``, None if there is none."""
        return await self._database.read(lambda connection: _get(connection, key))

    async def set(self, key: str, value: str) -> None:
        """Puts a text under ``key``, in place of the one that was there."""
        await self._database.write(lambda connection: _set(connection, key, value))

    async def drop(self, key: str) -> None:
        """Forgets the text under ``key``, if there is one."""
        await self._database.write(lambda connection: _drop(connection, key))


def _get(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def _set(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


def _drop(connection: sqlite3.Connection, key: str) -> None:
    connection.execute("DELETE FROM meta WHERE key = ?", (key,))
