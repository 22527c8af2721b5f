"""Files that are not as they should be: each is refused by its name and stays as it is."""

# ruff: noqa: ASYNC240 - small files of the test's own, and a process that is not waited for

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from storage.errors import DatabaseDamaged, DatabaseMissing, DatabaseTooNew, DatabaseUnusable, NotADatabase
from storage.log import Append, Log
from storage.migrations import migrations
from storage.questions import Questions, key_of
from tests.ground import full_disk
from tests.storage.files import NAME, PAGE, RECORDS, command, finished, refused, spoil, version_of
from tests.storage.support import Clock, empty_file, new


@pytest.mark.parametrize("mode", ["writer", "reader"])
async def test_another_programs_database_is_refused(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "bookmarks.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    assert "another program" in await refused(path, NotADatabase, mode)


@pytest.mark.parametrize("mode", ["writer", "reader"])
async def test_a_file_of_a_newer_program_is_refused(path: Path, mode: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.execute(f"PRAGMA user_version = {len(migrations()) + 1}")
    message = await refused(path, DatabaseTooNew, mode)
    assert str(len(migrations()) + 1) in message
    assert "update the program" in message


async def test_a_file_whose_tables_are_newer_than_its_version_says_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.execute("PRAGMA user_version = 3")
    with pytest.raises(DatabaseDamaged, match="not those of schema 3"):
        await Database.open(path)
    assert version_of(path) == 3


@pytest.mark.parametrize("mode", ["writer", "reader"])
@pytest.mark.parametrize("left", [PAGE * 3, PAGE * 3 + 17, 50])
async def test_a_file_that_was_cut_off_is_refused(path: Path, mode: str, left: int) -> None:
    with path.open("r+b") as file:
        file.truncate(left)
    await refused(path, DatabaseDamaged, mode)


async def test_a_checkpoint_that_a_crash_cut_short_is_no_damage(tmp_path: Path) -> None:
    path = empty_file(tmp_path / NAME)
    log_ahead = path.with_name(f"{NAME}-wal")
    async with await Database.open(path) as database:
        log = Log(database, None, Clock())
        await log.append(Append(tuple(new(f"r{n}", body=b"x" * 500) for n in range(RECORDS))))
        before, written_ahead = path.read_bytes(), log_ahead.read_bytes()
        await database.checkpoint()
        after = path.read_bytes()
    # Of the pages that were to be moved, the first one alone was: it counts those that were to follow.
    path.write_bytes(after[:PAGE] + before[PAGE:])
    log_ahead.write_bytes(written_ahead)
    async with await Database.open(path) as database:
        found = await Log(database, None, Clock()).verify()
    assert len(before) < len(after)
    assert (found.ok, found.checked) == (True, RECORDS)


@pytest.mark.parametrize("mode", ["writer", "reader"])
async def test_a_file_whose_first_page_is_rubbish_is_refused(path: Path, mode: str) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xa5" * (PAGE - 100))
    with pytest.raises((DatabaseDamaged, NotADatabase)):
        await Database.open(path, mode=mode)  # type: ignore[arg-type]


async def test_a_page_of_rubbish_is_named_as_damage_and_found_by_verify(path: Path) -> None:
    spoil(path, "records")
    async with await Database.open(path, mode="reader") as database:
        log = Log(database, None, Clock())
        with pytest.raises(DatabaseDamaged, match="restore"):
            await log.read()
    code, _, error = await finished(*command("verify", folder=path.parent))
    assert code == 65
    assert "Traceback" not in error


async def test_a_missing_file_is_made_by_a_bot_and_not_by_a_reader(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with pytest.raises(DatabaseMissing):
        await Database.open(path, mode="reader")
    assert list(tmp_path.iterdir()) == []
    await (await Database.open(path)).close()
    assert path.exists()


async def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.touch()
    async with await Database.open(path) as database:
        assert (await Log(database, None, Clock()).head()).position == 0


async def test_a_disk_that_takes_nothing_more_is_told_by_the_name_of_the_file(tmp_path: Path) -> None:
    with full_disk(), pytest.raises(DatabaseUnusable, match=f"{NAME} cannot be used"):
        await Database.open(tmp_path / NAME)


async def test_what_buttons_ask_is_kept_while_the_disk_is_full_and_written_once_there_is_room(
    path: Path,
) -> None:
    asked = [b"first", b"second", b"third"]
    async with await Database.open(path) as database:
        questions = Questions(database)
        with full_disk():
            await questions.keep(asked[:1])
            await questions.keep(asked[1:2])
            meanwhile = [await questions.find(key_of(body)) for body in asked]
        await questions.keep(asked[2:])
        afterwards = Questions(database)
        found = [await afterwards.find(key_of(body)) for body in asked]
    assert meanwhile == [b"first", b"second", None]
    assert found == asked


async def test_what_buttons_ask_is_kept_while_another_program_locks_the_file(path: Path) -> None:
    async with await Database.open(path) as database:
        await database.execute("PRAGMA busy_timeout = 0")
        questions = Questions(database)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await questions.keep([b"first"])
            assert await questions.find(key_of(b"first")) == b"first"
        await questions.keep([b"second"])
        assert await Questions(database).find(key_of(b"first")) == b"first"


async def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="permissions"):
        await Database.open(tmp_path / "none" / NAME)
