"""Files of an older program: brought up to date once, after a backup, by the bot alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from storage.errors import DatabaseDamaged, DatabaseTooOld, ViewsMissing
from storage.log import Append, Log
from storage.migrations import Migration, migrate, migrations, schema_version
from storage.verify import verify
from tests.storage.files import refused, settings_of, version_of
from tests.storage.support import Clock, project, put, row


def views_of(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    tables = ("entries", "entry_keys", "entry_names", "gists", "search_words")
    return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]


async def test_an_older_file_is_brought_up_to_date_after_a_backup(outdated: Path) -> None:
    await (await Database.open(outdated)).close()
    saved = outdated.with_name("outdated.db.before-0002")
    assert (version_of(outdated), version_of(saved)) == (len(migrations()), 1)
    assert settings_of(outdated) == settings_of(saved) == [("kept", "yes")]


async def test_views_that_a_new_schema_left_empty_are_made_anew_before_anything_else(tmp_path: Path) -> None:
    whole, older = tmp_path / "whole.db", tmp_path / "older.db"
    async with await Database.open(whole) as database:
        log = Log(database, project, Clock())
        await log.append(Append((put("1", row("a", 1, names=("Alpha",))), put("2", row("b", 2)))))
        seen = await database.read(views_of)
        assert await log.catch_up() == 0
    with closing(sqlite3.connect(older, isolation_level=None)) as raw:
        migrate(raw, older, migrations()[:4])
        raw.execute("ATTACH ? AS whole", (str(whole),))
        raw.execute("INSERT INTO records SELECT * FROM whole.records")
    for left, read in ((None, 2), (seen, 0)):
        if left is None:
            await (await Database.open(older)).close()
            with pytest.raises(ViewsMissing, match="try again in a minute"):
                await Database.open(older, mode="reader")
            async with await Database.open(older, mode="log") as database:
                assert (await verify(database, None, None)).ok
        async with await Database.open(older) as database:
            assert left is None or await database.read(views_of) == left
            assert await Log(database, project, Clock()).catch_up() == read
            assert await database.read(views_of) == seen


async def test_a_reader_migrates_nothing_and_says_who_does(outdated: Path) -> None:
    assert "Start the bot once" in await refused(outdated, DatabaseTooOld, "reader")
    assert version_of(outdated) == 1


async def test_a_new_file_and_one_that_is_up_to_date_need_no_backup(path: Path) -> None:
    await (await Database.open(path)).close()
    assert not list(path.parent.glob("*.before-*"))


def test_a_migration_that_fails_changes_nothing(outdated: Path) -> None:
    broken = Migration(2, "CREATE TABLE half (a TEXT) STRICT; INSERT INTO absent VALUES (1)")
    with closing(sqlite3.connect(outdated, isolation_level=None)) as raw:
        with pytest.raises(DatabaseDamaged, match="absent"):
            migrate(raw, outdated, (*migrations()[:1], broken))
        tables = raw.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchall()
        assert (schema_version(raw), tables, raw.in_transaction) == (1, [], False)


def test_migrations_are_numbered_from_one_without_gaps() -> None:
    assert [step.number for step in migrations()] == list(range(1, len(migrations()) + 1))


def test_migrating_twice_does_nothing_more(outdated: Path) -> None:
    for saved in (outdated.with_name("outdated.db.before-0002"), None):
        with closing(sqlite3.connect(outdated, isolation_level=None)) as raw:
            assert migrate(raw, outdated, migrations()) == saved
