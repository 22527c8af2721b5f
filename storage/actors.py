"""Who stands behind a pseudonym: the one table that ties records to people, from which they can be struck."""

from __future__ import annotations

import secrets
import sqlite3

from storage.database import Database

_RANDOM_BYTES = 8


class Actors:
    """Pseudonyms for Discord ids. The log holds pseudonyms alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def pseudonym_for(self, discord_id: int) -> str:
        """The person's pseudonym, a random one made on first sight."""
        known = await self.known_pseudonym(discord_id)
        if known is not None:
            return known
        return await self._database.write(lambda connection: _make(connection, discord_id))

    async def known_pseudonym(self, discord_id: int) -> str | None:
        """The person's pseudonym, if there is one."""
        return await self._database.read(lambda connection: _pseudonym(connection, discord_id))

    async def discord_id_of(self, pseudonym: str) -> int | None:
        """Who stands behind a pseudonym; None for one that was forgotten, or never was."""
        sql = "SELECT discord_id FROM actors WHERE pseudonym = ?"
        rows = await self._database.select(sql, pseudonym)
        return rows[0][0] if rows else None

    async def forget(self, discord_id: int) -> str | None:
        """Strikes the person out; gives the pseudonym that now stands for nobody, to find the records by."""
        return await self._database.write(lambda connection: _forget(connection, discord_id))


def _pseudonym(connection: sqlite3.Connection, discord_id: int) -> str | None:
    row = connection.execute("SELECT pseudonym FROM actors WHERE discord_id = ?", (discord_id,)).fetchone()
    return row[0] if row is not None else None


def _make(connection: sqlite3.Connection, discord_id: int) -> str:
    pseudonym = f"p-{secrets.token_hex(_RANDOM_BYTES)}"
    # Two first sights at the same time: the second finds the first's.
    connection.execute("INSERT OR IGNORE INTO actors VALUES (?, ?)", (pseudonym, discord_id))
    return _pseudonym(connection, discord_id) or pseudonym


def _forget(connection: sqlite3.Connection, discord_id: int) -> str | None:
    pseudonym = _pseudonym(connection, discord_id)
    connection.execute("DELETE FROM actors WHERE discord_id = ?", (discord_id,))
    return pseudonym
