"""What an operator does with the record's file: verify, rebuild, copy, put back."""

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
    """Whether the log holds from its first record to its last; a running bot is not disturbed."""
    async with await Database.open(path, mode="log") as database:
        return await Log(database, None, Clock().now).verify(noted, progress)


async def rebuild(path: Path, progress: Progress) -> int:
    """Makes views and search anew; how many records were read. The bot must be stopped."""
    _must_exist(path)
    async with await Database.open(path) as database:
        return await Log(database, project, Clock().now).rebuild(progress)


async def backup(path: Path, target: Path, progress: Progress) -> Verification:
    """Copies the record into one file and holds the copy's log against its chain; the bot may be running.

    Time and head are noted beside the record, for ``status``; the copy of what cannot be written to is none
    the worse without. Raises WordError for the record's own file.
    """
    _must_differ(path, target)
    head = await copy_record(path, target, progress)
    found = await verify(target, head, progress)
    if found.ok:
        with suppress(OSError):
            _note_backup(path, head, target)
    return found


async def restore(saved: Path, path: Path, progress: Progress) -> Restored:
    """Puts a backup in the record's place; what was there is kept beside it. The bot must be stopped."""
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
    """Where it stands beside the record when, at which head and to where it was copied last."""
    return path.with_name(f"{path.name}.backup-note")


def shown(instant: datetime) -> str:
    """An instant as operators read it, in UTC."""
    return f"{instant:%Y-%m-%d %H:%M:%S} UTC"
