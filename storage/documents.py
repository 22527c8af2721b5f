"""The texts of imported papers, identified by the digest of the file; each belongs to one scope."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, Literal

import msgspec

from storage.database import Database
from storage.instants import instant_of, stored_instant
from storage.rows import clean

_COLUMNS = "scope, sha256, name, importer, imported_at, size, about"

Kept = Literal["kept", "there", "papers", "bytes", "events"]
"""What came of storing a document: "kept"; "there", if the scope has it already; else the quota that it would
exceed."""


class Quota(msgspec.Struct, frozen=True):
    """How much a scope may store: papers, bytes of text in all, and statements found in them (``events``)."""

    papers: int
    bytes: int
    events: int


class Document(msgspec.Struct, frozen=True):
    """A stored paper without its text.

    ``importer`` is a Discord id, None for the operator; ``size`` is the text's length in bytes; ``about`` is
    data of the caller's that storage does not interpret.
    """

    scope: str
    sha256: str
    name: str
    importer: int | None
    imported_at: datetime
    size: int
    about: bytes


class NewCandidate(msgspec.Struct, frozen=True):
    """A statement to store, with the state that it begins in."""

    id: str
    body: bytes
    state: str = "waiting"


class Documents:
    """The papers of all scopes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(
        self, document: Document, text: str, candidates: Sequence[NewCandidate], quota: Quota
    ) -> Kept:
        """Stores a paper with its statements, all or nothing; a paper that is there stays unchanged.

        ``document.size`` is ignored: the size is computed from the text.
        """
        return await self._database.write(partial(_keep, document, clean(text), tuple(candidates), quota))

    async def find(self, scope: str, sha256: str) -> Document | None:
        """The scope's paper with that digest."""
        found = await self._select("scope = ? AND sha256 = ?", scope, sha256)
        return found[0] if found else None

    async def of(self, scope: str) -> tuple[Document, ...]:
        """All papers of a scope, the newest first."""
        return await self._select("scope = ? ORDER BY imported_at DESC, sha256", scope)

    async def passage(self, scope: str, sha256: str, start: int, end: int) -> str | None:
        """The characters (code points) from ``start`` to before ``end`` of a paper's text."""
        sql = "SELECT substr(text, ?, ?) FROM documents WHERE scope = ? AND sha256 = ?"
        start = max(start, 0)
        rows = await self._database.select(sql, start + 1, max(end - start, 0), scope, sha256)
        return rows[0][0] if rows else None

    async def drop(self, scope: str, sha256: str) -> bool:
        """Deletes a paper and its statements for good; False if it was not there."""
        sql = "DELETE FROM documents WHERE scope = ? AND sha256 = ?"
        return await self._database.delete(sql, scope, sha256) > 0

    async def forget_scope(self, scope: str) -> None:
        """Deletes all papers of a scope for good."""
        await self._database.delete("DELETE FROM documents WHERE scope = ?", scope)

    async def forget_importer(self, importer: int) -> None:
        """Deletes what a person imported, in every scope, and releases the statements held for them."""
        await self._database.delete("DELETE FROM documents WHERE importer = ?", importer)
        await self._database.execute("UPDATE candidates SET holder = NULL WHERE holder = ?", importer)

    async def count_by(self, importer: int) -> int:
        """How many papers a person imported, in every scope."""
        return len(await self._select("importer = ?", importer))

    async def _select(self, where: str, *values: str | int) -> tuple[Document, ...]:
        sql = f"SELECT {_COLUMNS} FROM documents WHERE {where}"  # noqa: S608 - names of our own
        return tuple(map(_document, await self._database.select(sql, *values)))


def _keep(
    document: Document,
    text: str,
    candidates: Sequence[NewCandidate],
    quota: Quota,
    connection: sqlite3.Connection,
) -> Kept:
    place = (document.scope, document.sha256)
    if connection.execute("SELECT 1 FROM documents WHERE scope = ? AND sha256 = ?", place).fetchone():
        return "there"
    size = len(text.encode())
    papers, held = connection.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM documents WHERE scope = ?", place[:1]
    ).fetchone()
    (events,) = connection.execute("SELECT count(*) FROM candidates WHERE scope = ?", place[:1]).fetchone()
    if papers + 1 > quota.papers:
        return "papers"
    if held + size > quota.bytes:
        return "bytes"
    if events + len(candidates) > quota.events:
        return "events"
    connection.execute(
        f"INSERT INTO documents ({_COLUMNS}, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            *place, clean(document.name), document.importer, stored_instant(document.imported_at), size,
            document.about, text,
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO candidates (id, scope, sha256, number, state, body) VALUES (?, ?, ?, ?, ?, ?)",
        [(new.id, *place, number, new.state, new.body) for number, new in enumerate(candidates, start=1)],
    )
    return "kept"


def _document(row: Sequence[Any]) -> Document:
    scope, sha256, name, importer, at, size, about = row
    return Document(scope, sha256, name, importer, instant_of(at), size, bytes(about))
