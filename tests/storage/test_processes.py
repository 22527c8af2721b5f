"""Other processes on the file: who is let in beside the running bot, and who is refused."""

# ruff: noqa: ASYNC220, ASYNC240 - small files of the test's own, and a process that is not waited for

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.backup import backup
from storage.database import Database
from storage.errors import DatabaseInUse
from storage.log import Append, Log
from storage.rows import Record
from tests.ground import ROOT
from tests.storage.files import NAME, RECORDS, command, finished
from tests.storage.support import Clock, head_of, new, project

READER = """
import asyncio, sys
from storage.database import Database
from storage.log import Log
from tests.storage.support import Clock

async def read():
    async with await Database.open(sys.argv[1], mode="reader") as database:
        found = await Log(database, None, Clock()).verify()
        print(found.ok, found.head.position)

asyncio.run(read())
"""

# As any program does: it could write, and clears up if it takes itself for the last that has the file.
LOOK = """
import sqlite3, sys
(count,) = sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM records").fetchone()
print(count)
"""


async def appended_meanwhile(log: Log, work: asyncio.Future[tuple[int, str, str]]) -> list[Record]:
    """What was appended, one after another, until the work was done, however little time that took."""
    records: list[Record] = []
    while not work.done() or len(records) < 3:
        records += await log.append(Append((new(f"m{len(records)}", stream="event/meanwhile"),)))
    return records


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
    await writer.append(Append(tuple(new(f"b{n}", body=b"x" * 1_000) for n in range(2_000))))
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
        await database.execute("PRAGMA busy_timeout = 0")
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
