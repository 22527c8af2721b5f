"""Verifies, rebuilds, backs up and restores the record's file, for the commands of these names."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bot.clock import Clock
from bot.operator import WordError
from bot.services.projector import project
from storage.backup import Restored
from storage.backup import backup as copy_record
from storage.backup import restore as restore_record
from storage.chain import Head
from storage.database import Database
from storage.errors import DatabaseMissing
from storage.log import Log
from storage.progress import Progress
from storage.verify import Verification


async def verify(path: Path, noted: Head | None, progress: Progress) -> Verification:
    """Checks the whole log against its chain of hashes; the bot may be running."""
    async with await Database.open(path, mode="log") as database:
        return await Log(database, None, Clock().now).verify(noted, progress)


async def rebuild(path: Path, progress: Progress) -> int:
    """Makes views and search anew from the log; gives the number of records. The bot must be stopped."""
    _must_exist(path)
    async with await Database.open(path) as database:
        return await Log(database, project, Clock().now).rebuild(progress)


async def backup(path: Path, target: Path, progress: Progress) -> Verification:
    """Copies the record into one file, and checks the copy's log; the bot may be running.

    The time and the log's head are noted beside the record for ``status``; if that cannot be written, the
    copy is valid all the same. Raises ``WordError`` if the target is the record itself.
    """
    _must_differ(path, target)
    head = await copy_record(path, target, progress)
    found = await verify(target, head, progress)
    if found.ok:
        with suppress(OSError):
            _note_backup(path, head, target)
    return found


async def restore(saved: Path, path: Path, progress: Progress) -> Restored:
    """Replaces the record by a backup, and keeps the old one beside it. The bot must be stopped."""
    _must_differ(path, saved)
    restored = await restore_record(saved, path, now=Clock().now(), progress=progress)
    async with await Database.open(path) as database:
        await Log(database, project, Clock().now).catch_up(progress)
    return restored


def _must_differ(path: Path, other: Path) -> None:
    if path.resolve() == other.resolve():
        raise WordError(f"{other} is the record itself; name another file")


def _must_exist(path: Path) -> None:
    if not path.exists():
        raise DatabaseMissing(path)


def _note_backup(path: Path, head: Head, target: Path) -> None:
    note = f"{shown(Clock().now())}, {head}, in {target.absolute()}\n"
    note_of_backup(path).write_text(note, "utf-8", "backslashreplace")


def note_of_backup(path: Path) -> Path:
    """The file beside the record that tells of the last backup: its time, its head, and where it is."""
    return path.with_name(f"{path.name}.backup-note")


def shown(instant: datetime) -> str:
    """An instant as text, in UTC."""
    return f"{instant:%Y-%m-%d %H:%M:%S} UTC"
