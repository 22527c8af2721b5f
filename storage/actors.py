"""Pseudonyms of editors: the only table that ties records to people, and from which people can be removed."""

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
        """The person's pseudonym; a new, random one if they have none."""
        known = await self.known_pseudonym(discord_id)
        if known is not None:
            return known
        return await self._database.write(lambda connection: _make(connection, discord_id))

    async def known_pseudonym(self, discord_id: int) -> str | None:
        """The person's pseudonym; None if they have none."""
        return await self._database.read(lambda connection: _pseudonym(connection, discord_id))

    async def discord_id_of(self, pseudonym: str) -> int | None:
        """The Discord id behind a pseudonym; None if the person was forgotten or never known."""
        sql = "SELECT discord_id FROM actors WHERE pseudonym = ?"
        rows = await self._database.select(sql, pseudonym)
        return rows[0][0] if rows else None

    async def forget(self, discord_id: int) -> str | None:
        """Removes a person from the table for good; gives their former pseudonym, if they had one."""
        pseudonym = await self.known_pseudonym(discord_id)
        await self._database.delete("DELETE FROM actors WHERE discord_id = ?", discord_id)
        return pseudonym


def _pseudonym(connection: sqlite3.Connection, discord_id: int) -> str | None:
    row = connection.execute("SELECT pseudonym FROM actors WHERE discord_id = ?", (discord_id,)).fetchone()
    return row[0] if row is not None else None


def _make(connection: sqlite3.Connection, discord_id: int) -> str:
    pseudonym = f"p-{secrets.token_hex(_RANDOM_BYTES)}"
    # If two calls come at the same time, the second one finds the first one's row.
    connection.execute("INSERT OR IGNORE INTO actors VALUES (?, ?)", (pseudonym, discord_id))
    return _pseudonym(connection, discord_id) or pseudonym
