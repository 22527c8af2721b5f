"""Counts of what a database holds, for the operator's ``status`` command."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from storage.chain import START, Head
from storage.instants import instant_of
from storage.migrations import schema_version
from storage.records import HEAD
from storage.rows import CORPUS


class Survey(msgspec.Struct, frozen=True):
    """Counts of one database.

    The boolean in a key says whether it counts the corpus or all guilds together: ``entries`` are live rows
    by kind, ``papers`` imported papers, ``found`` the statements found in papers, by state.
    """

    schema: int
    head: Head
    recorded_at: datetime | None
    corpus_records: int
    guild_records: int
    guilds: int
    erased: int
    entries: Mapping[tuple[bool, str], int]
    papers: Mapping[bool, int]
    found: Mapping[tuple[bool, str], int]
    restored_at: datetime | None


def survey(connection: sqlite3.Connection) -> Survey:
    """Counts the database behind a connection; a query for ``Database.read``."""
    head = _one(connection, HEAD)
    guild_records, guilds = _one(
        connection, "SELECT count(*), count(DISTINCT scope) FROM records WHERE scope <> 'corpus'"
    ) or (0, 0)
    erased = _one(connection, "SELECT count(*) FROM records WHERE body IS NULL")
    fence = _one(connection, "SELECT max(restored_at) FROM fences")
    entries = connection.execute(
        "SELECT scope = ?, kind, count(*) FROM entries WHERE live AND to_position IS NULL GROUP BY 1, 2",
        (CORPUS,),
    )
    papers = connection.execute("SELECT scope = ?, count(*) FROM documents GROUP BY 1", (CORPUS,))
    statements = connection.execute(
        "SELECT scope = ?, state, count(*) FROM candidates GROUP BY 1, 2", (CORPUS,)
    )
    return Survey(
        schema=schema_version(connection),
        head=Head(head[0], head[1]) if head else Head(0, START),
        recorded_at=instant_of(head[2]) if head else None,
        corpus_records=(head[0] if head else 0) - guild_records,
        guild_records=guild_records,
        guilds=guilds,
        erased=erased[0] if erased else 0,
        entries={(bool(corpus), kind): count for corpus, kind, count in entries},
        papers={bool(corpus): count for corpus, count in papers},
        found={(bool(corpus), state): count for corpus, state, count in statements},
        restored_at=instant_of(fence[0]) if fence and fence[0] is not None else None,
    )


def _one(connection: sqlite3.Connection, sql: str) -> tuple[Any, ...] | None:
    row: tuple[Any, ...] | None = connection.execute(sql).fetchone()
    return row
