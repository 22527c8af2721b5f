"""Other processes on the file, and files that are not as they should be: who is let in, who is told what."""

# ruff: noqa: ASYNC220, ASYNC240 - small files of the test's own, and a process that is not waited for

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.codec import encode_state
from bot.domain.entities import Event
from storage.backup import backup, last_fence, restore
from storage.database import Database
from storage.errors import (
    DatabaseDamaged,
    DatabaseInUse,
    DatabaseMissing,
    DatabaseTooNew,
    DatabaseTooOld,
    DatabaseUnusable,
    LogDamaged,
    NotADatabase,
    StorageError,
    ViewsMissing,
)
from storage.log import Append, Log
from storage.migrations import Migration, migrate, migrations, schema_version
from storage.rows import Record
from storage.verify import verify
from storage.views import At, Views
from tests.ground import ROOT
from tests.storage.support import START, Clock, Logs, damage, empty_file, head_of, new, project, put, row

NAME = "aide-memoire.db"
RECORDS = 40
PAGE = 4096
HOLDER = """
import asyncio, sys
from storage.database import Database

async def hold():
    async with await Database.open(sys.argv[1]):
        print("held", flush=True)
        await asyncio.Event().wait()

asyncio.run(hold())
"""
READER = """
import asyncio, sys
from datetime import UTC, datetime
from storage.database import Database
from storage.log import Log

async def read():
    async with await Database.open(sys.argv[1], mode="reader") as database:
        found = await Log(database, None, lambda: datetime.now(UTC)).verify()
        print(found.ok, found.head.position)

asyncio.run(read())
"""

# As any program does: it could write, and clears up if it takes itself for the last that has the file.
LOOK = """
import sqlite3, sys
(count,) = sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM records").fetchone()
print(count)
"""


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A closed file with forty records and as many rows."""
    path = tmp_path / NAME
    async with Logs(path, project) as logs:
        log = await logs.make()
        appends = (
            Append((put(f"r{n}", row(f"e{n}", n, state=encode_state(Event(f"e{n}", n, f"Event {n}")))),))
            for n in range(RECORDS)
        )
        await log.append_many(appends)
    return path


@pytest.fixture
async def writer(path: Path) -> AsyncIterator[Log]:
    """The log of that file, as the running bot has it open."""
    async with await Database.open(path) as database:
        yield Log(database, project, Clock())


def command(*words: str, folder: Path) -> tuple[list[str], dict[str, str]]:
    """A command line of the bot, and the environment in which it finds the file of a folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DISCORD_")}
    return [sys.executable, "-m", "bot", *words], {**environment, "AIDE_MEMOIRE_DATA": str(folder)}


async def finished(words: list[str], environment: dict[str, str] | None = None) -> tuple[int, str, str]:
    """The process's exit code and output."""
    process = await asyncio.create_subprocess_exec(
        *words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    out, error = await process.communicate()
    return process.returncode or 0, out.decode(), error.decode()


async def appended_meanwhile(log: Log, work: asyncio.Future[tuple[int, str, str]]) -> list[Record]:
    """What was appended, one after another, until the work was done, however little time that took."""
    records: list[Record] = []
    while not work.done() or len(records) < 3:
        records += await log.append(Append((new(f"m{len(records)}", stream="event/meanwhile"),)))
    return records


# Beside the running bot


@pytest.mark.parametrize(
    "words",
    [("verify",), ("export", "events"), ("backup", "copy.db")],
    ids=lambda words: words[0],
)
async def test_a_second_process_looks_at_the_file_while_the_bot_appends(
    words: tuple[str, ...], path: Path, writer: Log
) -> None:
    given = [str(path.parent / word) if word.endswith(".db") else word for word in words]
    work = asyncio.ensure_future(finished(*command(*given, folder=path.parent)))
    records = await appended_meanwhile(writer, work)
    code, out, error = await work
    assert (code, error) == (0, "")
    assert len(out.splitlines()) == RECORDS if words[0] == "export" else out
    # All is there that the bot wrote meanwhile.
    assert [record.version for record in records] == list(range(1, len(records) + 1))
    found = await writer.verify()
    assert (found.ok, found.checked) == (True, RECORDS + len(records))


async def test_a_backup_made_while_the_bot_appends_is_whole(
    path: Path, writer: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Many pages, one at a time: so that the file changes meanwhile.
    monkeypatch.setattr("storage.backup._PAGES", 1)
    await writer.append_many(Append((new(f"b{n}", body=b"x" * 1_000),)) for n in range(2_000))
    copy = tmp_path / "copy.db"
    work = asyncio.ensure_future(backup(path, copy))
    n = 0
    while not work.done() and n < 200:
        await writer.append(Append((new(f"m{n}"), new(f"n{n}"))))
        n += 1
    head = await work
    assert n > 1
    async with await Database.open(copy, mode="reader") as database:
        found = await Log(database, None, Clock()).verify(head)
    assert (found.ok, found.head) == (True, head)
    assert (head.position - RECORDS) % 2 == 0
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith("copy")) == ["copy.db"]


async def test_whatever_program_looks_into_the_file_takes_nothing_away_from_it(
    path: Path, tmp_path: Path
) -> None:
    async with await Database.open(path) as database:
        log = Log(database, project, Clock())
        await backup(path, tmp_path / "copy.db")
        for n in range(1, 4):
            _, out, _ = await finished([sys.executable, "-c", LOOK, str(path)])
            assert int(out) == RECORDS + n - 1
            await log.append(Append((new(f"after {n}"),)))
    assert (await head_of(path)).position == RECORDS + 3


async def test_appends_do_not_wait_for_a_reader_in_the_middle_of_its_reading(path: Path, writer: Log) -> None:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        before = reader.execute("SELECT count(*) FROM records").fetchone()
        for n in range(10):
            await writer.append(Append((new(f"m{n}"),)))
        assert reader.execute("SELECT count(*) FROM records").fetchone() == before == (RECORDS,)
        reader.execute("COMMIT")
        assert reader.execute("SELECT count(*) FROM records").fetchone() == (RECORDS + 10,)


async def test_a_killed_reader_harms_nobody(path: Path, writer: Log) -> None:
    with subprocess.Popen([sys.executable, "-c", READER, str(path)], cwd=ROOT, stdout=subprocess.PIPE) as one:
        one.kill()
    await writer.append(Append((new("after"),)))
    code, out, _ = await finished([sys.executable, "-c", READER, str(path)])
    assert (code, out.split()) == (0, ["True", str(RECORDS + 1)])


async def test_a_reader_sees_what_was_appended_since_it_was_opened(path: Path, writer: Log) -> None:
    async with await Database.open(path, mode="reader") as database:
        log = Log(database, None, Clock())
        assert (await log.head()).position == RECORDS
        await writer.append(Append((new("later"),)))
        assert (await log.head()).position == RECORDS + 1


# A second bot


@pytest.fixture
def held(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that holds the file as a bot does."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], cwd=ROOT, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


async def test_a_second_bot_is_refused_and_told_which_process_has_the_file(
    path: Path, held: subprocess.Popen[bytes]
) -> None:
    content = path.read_bytes()
    with pytest.raises(DatabaseInUse) as refusal:
        await Database.open(path)
    assert refusal.value.pid == held.pid
    assert f"process {held.pid}" in str(refusal.value)
    assert path.read_bytes() == content
    code, out, error = await finished(*command("rebuild", folder=path.parent))
    assert (code, out) == (75, "")
    assert f"process {held.pid}" in error
    assert "Traceback" not in error


async def test_the_lock_of_a_killed_process_is_free(path: Path, held: subprocess.Popen[bytes]) -> None:
    held.send_signal(signal.SIGKILL)
    held.wait()
    async with await Database.open(path) as database:
        assert (await Log(database, None, Clock()).head()).position == RECORDS


async def test_a_second_bot_in_the_same_process_is_refused_too(path: Path, writer: Log) -> None:
    with pytest.raises(DatabaseInUse) as refusal:
        await Database.open(path)
    assert refusal.value.pid == os.getpid()


async def test_a_stale_lock_file_locks_nothing(path: Path) -> None:
    path.with_name(f"{NAME}.lock").write_text("1")
    await (await Database.open(path)).close()


async def test_a_file_that_another_program_has_locked_is_named_as_in_use_until_it_is_free(path: Path) -> None:
    async with await Database.open(path) as database:
        await database.write(lambda connection: connection.execute("PRAGMA busy_timeout = 0") and None)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseInUse, match="another process"):
                await database.write(lambda connection: None)
        await database.write(lambda connection: None)


async def test_the_process_that_holds_a_file_is_told_whatever_stood_in_the_lock_before(path: Path) -> None:
    path.with_name(f"{NAME}.lock").write_text("4294967295")
    async with await Database.open(path):
        with pytest.raises(DatabaseInUse) as refusal:
            await Database.open(path)
    assert refusal.value.pid == os.getpid()


# Files that are not as they should be


async def refused(path: Path, error: type[StorageError], mode: str) -> str:
    """The message of the refusal; the file is as before, and nothing was written beside it."""
    content = path.read_bytes()
    with pytest.raises(error) as refusal:
        await Database.open(path, mode=mode)  # type: ignore[arg-type]
    assert path.read_bytes() == content
    beside = {p.name: p.stat().st_size for p in path.parent.iterdir() if p != path}
    assert beside.keys() <= {f"{path.name}{side}" for side in (".lock", "-wal", "-shm")}
    assert beside.get(f"{path.name}-wal", 0) == 0
    return str(refusal.value)


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
        await log.append_many(Append((new(f"r{n}", body=b"x" * 500),)) for n in range(RECORDS))
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


def spoil(path: Path, table: str) -> None:
    """Writes rubbish over the first page of a table."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as raw:
        (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"\xa5" * PAGE)


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


async def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="permissions"):
        await Database.open(tmp_path / "none" / NAME)


# Migrations


@pytest.fixture
def outdated(tmp_path: Path) -> Path:
    """A file with the first schema, which holds a setting."""
    path = tmp_path / "outdated.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        assert migrate(raw, path, migrations()[:1]) is None
        raw.execute("INSERT INTO meta VALUES ('kept', 'yes')")
    return path


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return schema_version(raw)


def settings_of(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("SELECT key, value FROM meta").fetchall()


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
    broken = Migration(2, "broken", "CREATE TABLE half (a TEXT) STRICT; INSERT INTO absent VALUES (1)")
    with closing(sqlite3.connect(outdated, isolation_level=None)) as raw:
        with pytest.raises(sqlite3.OperationalError, match="absent"):
            migrate(raw, outdated, (*migrations()[:1], broken))
        tables = raw.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchall()
        assert (schema_version(raw), tables, raw.in_transaction) == (1, [], False)


def test_migrations_are_numbered_from_one_without_gaps() -> None:
    assert [step.number for step in migrations()] == list(range(1, len(migrations()) + 1))


def test_migrating_twice_does_nothing_more(outdated: Path) -> None:
    for saved in (outdated.with_name("outdated.db.before-0002"), None):
        with closing(sqlite3.connect(outdated, isolation_level=None)) as raw:
            assert migrate(raw, outdated, migrations()) == saved


# Backup and restore


@pytest.fixture
async def saved(path: Path, tmp_path: Path) -> Path:
    """A backup of the file, to which ten more records were appended since."""
    saved = tmp_path / "saved.db"
    await backup(path, saved)
    async with Logs(path, project) as logs:
        log = await logs.make()
        await log.append(Append(tuple(new(f"m{n}") for n in range(10))))
    return saved


async def test_a_restore_puts_the_backup_in_place_with_a_fence_and_keeps_what_was_there(
    path: Path, saved: Path
) -> None:
    before, head = await head_of(path), await head_of(saved)
    restored = await restore(saved, path, now=START)
    assert (restored.head, await head_of(path)) == (head, head)
    assert restored.replaced is not None
    assert await head_of(restored.replaced) == before
    async with await Database.open(path) as database:
        fence = await last_fence(database)
        assert fence is not None
        assert (fence.restored_at, fence.head) == (START, head)
        assert await Log(database, project, Clock()).append(Append((new("after"),)))
        assert len(await Views(database).everything(At(None))) == RECORDS
    async with await Database.open(saved, mode="reader") as database:
        assert await last_fence(database) is None


async def test_a_restore_is_refused_while_a_bot_has_the_file(
    path: Path, saved: Path, held: subprocess.Popen[bytes]
) -> None:
    before = await head_of(path)
    with pytest.raises(DatabaseInUse, match=str(held.pid)):
        await restore(saved, path, now=START)
    assert await head_of(path) == before
    code, out, _ = await finished(*command("restore", str(saved), folder=path.parent))
    assert (code, out) == (75, "")
    assert await head_of(path) == before


async def test_a_backup_whose_log_does_not_hold_is_not_restored(path: Path, saved: Path) -> None:
    damage(saved, "UPDATE records SET body = x'00' WHERE position = 7")
    before, names = await head_of(path), {p.name for p in path.parent.iterdir()}
    with pytest.raises(LogDamaged) as refusal:
        await restore(saved, path, now=START)
    assert refusal.value.position == 7
    assert await head_of(path) == before
    assert {p.name for p in path.parent.iterdir()} - {f"{NAME}.lock"} == names - {f"{NAME}.lock"}


async def test_damage_outside_the_log_is_neither_backed_up_nor_restored(path: Path, saved: Path) -> None:
    head, content = await head_of(path), saved.read_bytes()
    spoil(path, "entries")
    with pytest.raises(DatabaseDamaged):
        await backup(path, saved)
    assert saved.read_bytes() == content
    spoil(saved, "entries")
    with pytest.raises(DatabaseDamaged):
        await restore(saved, path, now=START)
    assert await head_of(path) == head


async def test_what_is_no_backup_is_not_restored(path: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("a letter " * 200)
    before = await head_of(path)
    for wrong, error in ((text, NotADatabase), (tmp_path / "none.db", DatabaseMissing)):
        with pytest.raises(error):
            await restore(wrong, path, now=START)
    assert await head_of(path) == before


async def test_a_restore_works_where_the_file_is_gone_or_damaged(path: Path, saved: Path) -> None:
    head = await head_of(saved)
    path.write_bytes(b"rubbish" * 1_000)
    restored = await restore(saved, path, now=START)
    assert restored.replaced is not None
    assert restored.replaced.read_bytes().startswith(b"rubbish")
    path.unlink()
    restored = await restore(saved, path, now=START)
    assert (restored.replaced, await head_of(path)) == (None, head)


async def test_what_a_killed_bot_had_not_merged_is_set_aside_with_its_file(
    path: Path, saved: Path, tmp_path: Path
) -> None:
    killed = tmp_path / "killed.db"
    async with await Database.open(path) as database:
        last = (await Log(database, project, Clock()).append(Append((new("last"),))))[-1]
        for side in ("", "-wal"):
            shutil.copy(f"{path}{side}", f"{killed}{side}")
    restored = await restore(saved, killed, now=START)
    assert restored.replaced is not None
    assert (await head_of(restored.replaced)).position == last.position
    assert await head_of(killed) == restored.head


async def test_two_restores_in_one_second_keep_both_files(path: Path, saved: Path) -> None:
    first = await restore(saved, path, now=START)
    second = await restore(saved, path, now=START)
    assert first.replaced is not None
    assert second.replaced is not None
    assert first.replaced != second.replaced
    assert first.replaced.exists()
    assert second.replaced.exists()


async def test_an_outdated_backup_is_brought_up_to_date_when_it_is_restored(
    path: Path, outdated: Path, tmp_path: Path
) -> None:
    old = Path(shutil.copy(outdated, tmp_path / "old.db"))
    await restore(old, path, now=START)
    assert (version_of(path), version_of(old)) == (len(migrations()), 1)
    assert settings_of(path) == [("kept", "yes")]


async def test_a_backup_that_fails_leaves_an_earlier_one_alone(path: Path, saved: Path) -> None:
    content = saved.read_bytes()
    path.write_bytes(b"rubbish" * 1_000)
    with pytest.raises(NotADatabase):
        await backup(path, saved)
    assert saved.read_bytes() == content
    assert not list(saved.parent.glob("*.part*"))
