"""The questions behind buttons, stored by content: each once, however often its button is shown."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from storage.database import Database
from storage.errors import DatabaseInUse, DatabaseUnusable

_REMEMBERED = 10_000
"""The most keys that are remembered as stored, so that the same question is not written again."""


def key_of(body: bytes) -> str:
    """The key of a question: 32 hexadecimal digits computed from its bytes."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


class Questions:
    """The stored questions, as bytes whose meaning storage does not know."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: set[str] = set()
        self._unwritten: dict[str, bytes] = {}

    async def keep(self, bodies: Iterable[bytes]) -> None:
        """Stores the questions that are not stored yet.

        If the file cannot be written (a full disk, another program that locks it), they are kept in memory
        until it can, so that answers with buttons still work.
        """
        fresh = {key: body for body in bodies if (key := key_of(body)) not in self._known}
        if not fresh:
            return
        if len(self._unwritten) > _REMEMBERED:
            self._unwritten.clear()
        self._unwritten |= fresh
        writing = dict(self._unwritten)
        with suppress(DatabaseUnusable, DatabaseInUse):
            await self._database.write(lambda connection: _insert(connection, writing.items()))
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known |= writing.keys()
            for key in writing:
                self._unwritten.pop(key, None)

    async def find(self, key: str) -> bytes | None:
        """The question with this key; None if it is not stored."""
        if key in self._unwritten:
            return self._unwritten[key]
        rows = await self._database.select("SELECT body FROM questions WHERE key = ?", key)
        return rows[0][0] if rows else None


def _insert(connection: sqlite3.Connection, rows: Iterable[tuple[str, bytes]]) -> None:
    connection.executemany("INSERT OR IGNORE INTO questions (key, body) VALUES (?, ?)", rows)
