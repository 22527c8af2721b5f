"""Servers that the bot has left, and when what they recorded is due to be erased."""

from __future__ import annotations

from datetime import datetime

from storage.database import Database
from storage.instants import stored_instant
from storage.rows import CORPUS


class Departures:
    """The scopes that wait to be erased."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, scope: str, due: datetime) -> None:
        """Notes that a scope's server is gone; one that is noted keeps the time it had."""
        sql, values = "INSERT OR IGNORE INTO departures VALUES (?, ?)", (scope, stored_instant(due))
        await self._database.write(lambda connection: connection.execute(sql, values) and None)

    async def strike(self, scope: str) -> None:
        """Forgets the departure: the server is back, or its record is erased."""
        sql = "DELETE FROM departures WHERE scope = ?"
        await self._database.write(lambda connection: connection.execute(sql, (scope,)) and None)

    async def noted(self) -> set[str]:
        """All scopes that wait to be erased."""
        sql = "SELECT scope FROM departures"
        return await self._database.read(lambda connection: {scope for (scope,) in connection.execute(sql)})

    async def due(self, now: datetime) -> tuple[str, ...]:
        """The scopes whose time has come."""
        sql, values = "SELECT scope FROM departures WHERE due_at <= ? ORDER BY scope", (stored_instant(now),)
        return await self._database.read(
            lambda connection: tuple(scope for (scope,) in connection.execute(sql, values))
        )

    async def scopes_kept(self) -> tuple[str, ...]:
        """Every server's scope that has records with bodies, drafts or papers."""
        sql = (
            "SELECT DISTINCT scope FROM records WHERE scope <> ? AND body IS NOT NULL"
            " AND type <> 'BodyErased' UNION SELECT scope FROM drafts"
            " UNION SELECT scope FROM documents WHERE scope <> ?"
        )
        return await self._database.read(
            lambda connection: tuple(scope for (scope,) in connection.execute(sql, (CORPUS, CORPUS)))
        )
