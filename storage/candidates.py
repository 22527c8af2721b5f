"""The statements found in papers, waiting for review: who is looking at each, and what was decided.

While a person looks at a statement it is held for them for some minutes, so that several people can review a
paper without getting the same one. Decisions are records of the log; the state stored here follows them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from storage.database import Database
from storage.instants import stored_instant

HELD = timedelta(minutes=10)
"""How long a statement is held for the person who looks at it."""
WAITING = "waiting"
"""The state of a statement that is still to be decided."""

_SELECT = "SELECT id, scope, sha256, number, state, turn, skips, body FROM candidates"
_FREE = "state = 'waiting' AND (holder IS NULL OR holder = ? OR held_until <= ?)"


class Candidate(msgspec.Struct, frozen=True):
    """A stored statement.

    ``turn`` counts how often it was put back after a decision; within a turn it is decided on once.
    ``skips`` counts how often it was skipped.
    """

    id: str
    scope: str
    sha256: str
    number: int
    state: str
    turn: int
    skips: int
    body: bytes


class Tally(msgspec.Struct, frozen=True):
    """Counts of statements by state; ``skipped`` are those that wait and were skipped at least once."""

    states: dict[str, int]
    skipped: int

    @property
    def waiting(self) -> int:
        """The number of statements still to be decided."""
        return self.states.get(WAITING, 0)


class Candidates:
    """The statements of all scopes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def next(
        self, scope: str, holder: int, now: datetime, *, sha256: str = "", skipped: bool = False
    ) -> Candidate | None:
        """The next statement that nobody else is looking at, held for ``holder`` from now on.

        One that they hold already comes first, then the others by paper and place. Skipped statements are
        left out unless ``skipped``.
        """
        return await self._database.write(
            lambda connection: _next(connection, scope, holder, now, sha256, skipped)
        )

    async def hold(self, id: str, scope: str, holder: int, now: datetime) -> Candidate | None:
        """The statement, now held for ``holder``; None if it is decided or somebody else is looking at it."""
        return await self._database.write(
            lambda connection: _hold(connection, "id = ? AND scope = ?", (id, scope), holder, now)
        )

    async def find(self, id: str, scope: str) -> Candidate | None:
        """The statement with this id, in whatever state."""
        rows = await self._database.select(f"{_SELECT} WHERE id = ? AND scope = ?", id, scope)
        return Candidate(*rows[0]) if rows else None

    async def of(self, scope: str, sha256: str) -> tuple[Candidate, ...]:
        """All statements of a paper, in their order."""
        sql = f"{_SELECT} WHERE scope = ? AND sha256 = ? ORDER BY number"
        return tuple(Candidate(*row) for row in await self._database.select(sql, scope, sha256))

    async def settle(self, candidate: Candidate, state: str) -> None:
        """Stores what was decided; does nothing if the statement has since been put back for another turn."""
        await self._update("state = ?, holder = NULL WHERE id = ? AND turn = ?", state, candidate)

    async def skip(self, candidate: Candidate) -> None:
        """Leaves the statement for later and releases it."""
        await self._update("skips = skips + ?, holder = NULL WHERE id = ? AND turn = ?", 1, candidate)

    async def put_back(self, candidate: Candidate) -> None:
        """Makes a decided statement wait again, for another turn."""
        await self._update("state = ?, turn = turn + 1 WHERE id = ? AND turn = ?", WAITING, candidate)

    async def tally(self, scope: str, sha256: str = "") -> Tally:
        """Counts a paper's statements; without a paper, those of all the scope's papers with any waiting."""
        return await self._database.read(lambda connection: _tally(connection, scope, sha256))

    async def _update(self, assigned: str, value: str | int, candidate: Candidate) -> None:
        sql = f"UPDATE candidates SET {assigned}"  # noqa: S608 - names of our own
        await self._database.execute(sql, value, candidate.id, candidate.turn)


def _next(
    connection: sqlite3.Connection, scope: str, holder: int, now: datetime, sha256: str, skipped: bool
) -> Candidate | None:
    where, values = f"c.scope = ? AND {_FREE}", [scope, holder, stored_instant(now)]
    if sha256:
        where, values = f"{where} AND c.sha256 = ?", [*values, sha256]
    if not skipped:
        where = f"{where} AND c.skips = 0"
    found = connection.execute(
        "SELECT c.id FROM candidates c JOIN documents d ON (d.scope, d.sha256) = (c.scope, c.sha256)"  # noqa: S608
        f" WHERE {where} ORDER BY c.holder IS NOT ?, c.skips, d.imported_at, c.sha256, c.number LIMIT 1",
        (*values, holder),
    ).fetchone()
    if found is None:
        return None
    return _hold(connection, "id = ?", (found[0],), holder, now)


def _hold(
    connection: sqlite3.Connection, where: str, values: Sequence[Any], holder: int, now: datetime
) -> Candidate | None:
    until, at = stored_instant(now + HELD), stored_instant(now)
    changed = connection.execute(
        f"UPDATE candidates SET holder = ?, held_until = ? WHERE {where} AND {_FREE}",  # noqa: S608
        (holder, until, *values, holder, at),
    )
    if not changed.rowcount:
        return None
    return Candidate(*connection.execute(f"{_SELECT} WHERE {where}", values).fetchone())


def _tally(connection: sqlite3.Connection, scope: str, sha256: str) -> Tally:
    which = "sha256 = ?" if sha256 else (
        "sha256 IN (SELECT sha256 FROM candidates WHERE scope = ? AND state = 'waiting')"
    )  # fmt: skip
    rows = connection.execute(
        "SELECT state, count(*), sum(skips > 0) FROM candidates WHERE scope = ?"  # noqa: S608
        f" AND {which} GROUP BY state",
        (scope, sha256 or scope),
    ).fetchall()
    skipped = sum(row[2] for row in rows if row[0] == WAITING)
    return Tally({state: count for state, count, _ in rows}, skipped)
