"""Backup and restore: what is put in place is whole, and what was there is kept."""

# ruff: noqa: ASYNC240 - small files of the test's own, and a process that is not waited for

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from storage.backup import backup, last_fence, restore
from storage.database import Database
from storage.errors import DatabaseDamaged, DatabaseInUse, DatabaseMissing, LogDamaged, NotADatabase
from storage.log import Append, Log
from storage.migrations import migrations
from storage.views import At, Views
from tests.storage.files import NAME, RECORDS, command, finished, settings_of, spoil, version_of
from tests.storage.support import START, Clock, Logs, damage, head_of, new, project

_KILLED = """
import asyncio, os, sys
from pathlib import Path
from storage.backup import backup, restore
from tests.storage.support import START
way, saved, path, left = *sys.argv[1:4], int(sys.argv[4])
def count(event, arguments):
    global left
    names = {f"{path}{side}" for side in ("", "-wal", "-shm")}
    if event in ("os.rename", "os.link", "os.remove") and names & set(map(str, arguments)):
        left -= 1
        if not left:
            os._exit(9)
sys.addaudithook(count)
given = Path(saved), Path(path)
asyncio.run(backup(*given) if way == "backup" else restore(*given, now=START))
"""
"""A backup or restore that ends before its nth renaming, linking or removing of one of its files."""


@pytest.fixture
async def saved(path: Path, tmp_path: Path) -> Path:
    """A backup of the file, to which ten more records were appended since."""
    saved = tmp_path / "saved.db"
    await backup(path, saved)
    async with Logs(path, project) as logs:
        log = await logs.make()
        await log.append(Append(tuple(new(f"m{n}") for n in range(10))))
    return saved


async def test_neither_a_backup_nor_a_restore_leaves_a_file_open(path: Path, saved: Path) -> None:
    before = set(Path("/dev/fd").iterdir())
    await backup(path, saved)
    await restore(saved, path, now=START)
    assert set(Path("/dev/fd").iterdir()) == before


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


@pytest.mark.parametrize("way", ["backup", "restore"])
async def test_a_file_whose_replacing_is_killed_between_two_steps_is_wholly_the_old_or_the_new_one(
    path: Path, saved: Path, tmp_path: Path, way: str
) -> None:
    killed, last, new_head = tmp_path / "killed" / NAME, tmp_path / "last", await head_of(saved)
    last.mkdir()
    async with await Database.open(path) as database:
        await Log(database, project, Clock()).append(Append((new("last"),)))
        old_head = await Log(database, None, Clock()).head()
        for side in ("", "-wal"):
            shutil.copy(f"{path}{side}", last)
    found = []
    for step in range(1, 20):
        shutil.rmtree(killed.parent, ignore_errors=True)
        shutil.copytree(last, killed.parent)
        code, _, error = await finished(
            [sys.executable, "-c", _KILLED, way, str(saved), str(killed), str(step)]
        )
        assert code in (0, 9), error
        found.append(await head_of(killed))
        if code == 0:
            break
    assert found[0] == old_head
    assert found[-1] == new_head
    assert set(found) == {old_head, new_head}


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
    assert not list(path.parent.glob("*.restoring*"))


async def test_a_backup_takes_the_place_of_a_file_together_with_its_write_ahead_log(
    path: Path, saved: Path
) -> None:
    async with await Database.open(path) as database:
        await Log(database, project, Clock()).append(Append((new("last"),)))
        for side in ("", "-wal"):
            shutil.copy(f"{path}{side}", f"{saved}{side}")
    head = await backup(path, saved)
    assert not Path(f"{saved}-wal").exists()
    assert await head_of(saved) == head


async def test_a_backup_does_not_replace_the_record_of_another_bot(path: Path, saved: Path) -> None:
    async with await Database.open(saved):
        before = await head_of(saved)
        with pytest.raises(DatabaseInUse):
            await backup(path, saved)
    assert await head_of(saved) == before


async def test_a_backup_that_fails_leaves_an_earlier_one_alone(path: Path, saved: Path) -> None:
    content = saved.read_bytes()
    path.write_bytes(b"rubbish" * 1_000)
    with pytest.raises(NotADatabase):
        await backup(path, saved)
    assert saved.read_bytes() == content
    assert not list(saved.parent.glob("*.part*"))
