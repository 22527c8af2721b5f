"""Making backups while the bot runs, and restoring them, with a mark that keeps old notes from being sent."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from glob import escape
from pathlib import Path

import msgspec

from storage.chain import Head
from storage.database import Database, named_errors, open_reading, open_writing
from storage.errors import DatabaseDamaged, LogDamaged
from storage.instants import instant_of, stored_instant
from storage.lock import FileLock
from storage.progress import Progress, on_this_loop, unreported
from storage.records import head_of
from storage.verify import verify

_PAGES = 1_000


class Restored(msgspec.Struct, frozen=True):
    """The result of a restore: the head of the log now, and where the replaced file was kept, if any."""

    head: Head
    replaced: Path | None


class Fence(msgspec.Struct, frozen=True):
    """A restore that the database went through: its time, and the head of the restored log.

    Notes that were due before it are not sent without checking their channel: they may have been sent by the
    database that was replaced.
    """

    restored_at: datetime
    head: Head


async def backup(source: Path, target: Path, progress: Progress | None = None) -> Head:
    """Copies the database into another file; gives the head of the log in the copy.

    A bot that runs, in this process or another, is not held up: the copy is of one moment. ``target`` appears
    only when it is complete, checked and synced to the disk, and replaces a file of that name; raises
    ``DatabaseInUse`` if that is another bot's. ``progress`` counts database pages.
    """
    return await asyncio.to_thread(_backup, source, target, on_this_loop(progress))


async def restore(saved: Path, path: Path, *, now: datetime, progress: Progress | None = None) -> Restored:
    """Puts a backup in the place of the database; the replaced file is kept beside it under another name.

    First the backup is copied, the copy's structure and its whole log are checked, and a fence is set in it.
    Raises ``DatabaseInUse`` while a bot holds ``path``, ``DatabaseMissing``, ``NotADatabase``,
    ``DatabaseTooNew``, ``DatabaseDamaged`` or ``LogDamaged``; then nothing was changed. ``progress`` counts
    log records.
    """
    part = path.with_name(f"{path.name}.restoring")
    with FileLock(path):
        _remove(part)
        try:
            await asyncio.to_thread(_copy, saved, part, unreported, outdated=True)
            await asyncio.to_thread(_bring_up_to_date, part)
            async with await Database.open(part, mode="log") as copy:
                found = await verify(copy, None, progress)
            if found.position_of_first_fault is not None:
                raise LogDamaged(found.position_of_first_fault, found.reason)
            await asyncio.to_thread(_set_fence, part, Fence(now, found.head))
            replaced = _keep_aside(path, now)
            part.replace(path)
            _sync(path.parent)
        finally:
            _remove(part)
    return Restored(found.head, replaced)


async def last_fence(database: Database) -> Fence | None:
    """The last restore that this database went through; None if there was none."""
    sql = "SELECT restored_at, position, hash FROM fences ORDER BY restored_at DESC LIMIT 1"
    fences = [Fence(instant_of(at), Head(*head)) for at, *head in await database.select(sql)]
    return fences[0] if fences else None


def _backup(source: Path, target: Path, progress: Progress) -> Head:
    FileLock.check(target)
    part = target.with_name(f"{target.name}.part")
    _remove(part)
    try:
        head = _copy(source, part, progress)
        # A write-ahead log that is left of the replaced file would be taken for the new one's. What it holds
        # goes into that file first, which is whole then if the replacing is cut off.
        _merge_wal(target)
        _remove_side_files(target)
        part.replace(target)
        _sync(target.parent)
    finally:
        _remove(part)
    return head


def _copy(source: Path, target: Path, progress: Progress, *, outdated: bool = False) -> Head:
    """Copies a database into a single file, checks it and syncs it to the disk; gives the log's head."""

    def report(status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)

    with closing(open_reading(source, outdated=outdated)) as reader:
        # The read transaction keeps the copy at one moment, whatever is written meanwhile.
        reader.execute("BEGIN")
        with named_errors(source):
            head = head_of(reader)
        with named_errors(target), closing(sqlite3.connect(target, isolation_level=None)) as copy:
            reader.backup(copy, pages=_PAGES, progress=report)
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
            _check_structure(copy, source)
    _sync(target)
    return head


def _check_structure(connection: sqlite3.Connection, path: Path) -> None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise DatabaseDamaged(path, found)


def _bring_up_to_date(part: Path) -> None:
    open_writing(part).close()


def _set_fence(part: Path, fence: Fence) -> None:
    at = stored_instant(fence.restored_at)
    with named_errors(part), closing(open_writing(part)) as connection:
        values = (at, fence.head.position, fence.head.hash)
        connection.execute("INSERT INTO fences (restored_at, position, hash) VALUES (?, ?, ?)", values)
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    _sync(part)


def _keep_aside(path: Path, now: datetime) -> Path | None:
    """Gives the database a second name, and returns that; None if there is no database.

    It keeps its own name until the backup takes it, so that a crash before leaves the database in place.
    """
    if not path.exists():
        return None
    stem = f"{path.name}.replaced-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    aside = path.with_name(stem)
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{stem}-{number}")
    _merge_wal(path)
    for side in ("-wal", ""):
        there, kept = path.with_name(path.name + side), aside.with_name(aside.name + side)
        if there.exists():
            try:
                kept.hardlink_to(there)
            except OSError:  # a file system without hard links
                there.replace(kept)
    _remove_side_files(path)
    return aside


def _merge_wal(path: Path) -> None:
    """Moves what a killed bot left in the write-ahead log into its file; not if it is missing or damaged."""
    if not path.exists():
        return
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _remove(part: Path) -> None:
    _remove_side_files(part)
    journal = part.with_name(f"{part.name}-journal")
    for file in (journal, *part.parent.glob(f"{escape(part.name)}.before-*"), part):
        file.unlink(missing_ok=True)


def _remove_side_files(path: Path) -> None:
    for side in ("-wal", "-shm"):
        path.with_name(path.name + side).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
