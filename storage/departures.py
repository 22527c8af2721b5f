"""Servers that the bot has left, and when their records are to be erased."""

from __future__ import annotations

from datetime import datetime

from storage.database import Database
from storage.instants import stored_instant
from storage.rows import CORPUS


class Departures:
    """The table of scopes whose records are to be erased at a later time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, scope: str, due: datetime) -> None:
        """Notes when a scope is to be erased; a scope that is noted already keeps its time."""
        sql = "INSERT OR IGNORE INTO departures VALUES (?, ?)"
        await self._database.execute(sql, scope, stored_instant(due))

    async def strike(self, scope: str) -> None:
        """Takes a scope off the table: the server is back, or its records have been erased."""
        await self._database.execute("DELETE FROM departures WHERE scope = ?", scope)

    async def noted(self) -> set[str]:
        """All scopes that are to be erased."""
        return {scope for (scope,) in await self._database.select("SELECT scope FROM departures")}

    async def due(self, now: datetime) -> tuple[str, ...]:
        """The scopes that are to be erased now."""
        sql = "SELECT scope FROM departures WHERE due_at <= ? ORDER BY scope"
        return tuple(scope for (scope,) in await self._database.select(sql, stored_instant(now)))

    async def scopes_kept(self) -> tuple[str, ...]:
        """Every server's scope that has records with bodies, drafts or papers."""
        sql = (
            "SELECT DISTINCT scope FROM records WHERE scope <> ? AND body IS NOT NULL"
            " AND type <> 'BodyErased' UNION SELECT scope FROM drafts"
            " UNION SELECT scope FROM documents WHERE scope <> ?"
        )
        return tuple(scope for (scope,) in await self._database.select(sql, CORPUS, CORPUS))
