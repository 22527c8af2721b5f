"""What buttons ask, kept by content: the same question is stored once, however often its button is shown."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from storage.database import Database
from storage.errors import DatabaseUnusable

_REMEMBERED = 10_000
"""So many keys are remembered as stored, to spare the writer what it has."""


def key_of(body: bytes) -> str:
    """The key of a question: 32 hexadecimal digits that depend on its bytes alone."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


class Questions:
    """The stored questions, as bytes whose meaning storage does not know."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: set[str] = set()
        self._unwritten: dict[str, bytes] = {}

    async def keep(self, bodies: Iterable[bytes]) -> None:
        """Stores what is not stored yet; questions that are known write nothing.

        Where nothing can be written, as on a full disk, they are kept in memory until something can: answers
        go on all the same.
        """
        fresh = {key: body for body in bodies if (key := key_of(body)) not in self._known}
        if not fresh:
            return
        if len(self._unwritten) > _REMEMBERED:
            self._unwritten.clear()
        self._unwritten |= fresh
        writing = dict(self._unwritten)
        with suppress(DatabaseUnusable):
            await self._database.write(lambda connection: _insert(connection, writing.items()))
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known |= writing.keys()
            for key in writing:
                self._unwritten.pop(key, None)

    async def find(self, key: str) -> bytes | None:
        """The question of that key, None if it is not stored here."""
        if key in self._unwritten:
            return self._unwritten[key]
        rows = await self._database.select("SELECT body FROM questions WHERE key = ?", key)
        return rows[0][0] if rows else None


def _insert(connection: sqlite3.Connection, rows: Iterable[tuple[str, bytes]]) -> None:
    connection.executemany("INSERT OR IGNORE INTO questions (key, body) VALUES (?, ?)", rows)
