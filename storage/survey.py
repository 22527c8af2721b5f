"""Counts of what a database holds, for the operator's ``status`` command."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime

import msgspec

from storage.chain import Head
from storage.instants import instant_of
from storage.migrations import schema_version
from storage.records import HEAD, head_of
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
    last = connection.execute(HEAD).fetchone()
    head = head_of(connection)
    guild_records, guilds = connection.execute(
        "SELECT count(*), count(DISTINCT scope) FROM records WHERE scope <> 'corpus'"
    ).fetchone()
    (erased,) = connection.execute("SELECT count(*) FROM records WHERE body IS NULL").fetchone()
    (restored_at,) = connection.execute("SELECT max(restored_at) FROM fences").fetchone()
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
        head=head,
        recorded_at=instant_of(last[2]) if last else None,
        corpus_records=head.position - guild_records,
        guild_records=guild_records,
        guilds=guilds,
        erased=erased,
        entries={(bool(corpus), kind): count for corpus, kind, count in entries},
        papers={bool(corpus): count for corpus, count in papers},
        found={(bool(corpus), state): count for corpus, state, count in statements},
        restored_at=instant_of(restored_at) if restored_at is not None else None,
    )
