"""What can go wrong with the record's file and its log: each error is named and says what to do."""

# ruff: noqa: N818 - they are named for what is the matter

from __future__ import annotations

from pathlib import Path


class StorageError(Exception):
    """Base of all errors that storage raises by itself."""


class DatabaseInUse(StorageError):
    """Another process holds the file: a bot, whose ``pid`` is known, or some other program."""

    def __init__(self, path: Path, pid: int | None) -> None:
        self.pid = pid
        holder = f"process {pid}" if pid is not None else "another process"
        super().__init__(
            f"{path} is in use by {holder}. Stop that one first, or give this bot a file of its own."
        )


class DatabaseMissing(StorageError):
    """There is no file to read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} does not exist. Check the path, or run the bot once: it creates the file.")


class NotADatabase(StorageError):
    """The file is no SQLite file, or one of another program."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path} is {what}. Nothing was changed; give the path of the bot's own file.")


class DatabaseTooNew(StorageError):
    """The file was written by a newer version of the program."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path} has schema version {found}, this program knows {known} at most. Nothing was changed;"
            " update the program, or restore the backup made before the update."
        )


class DatabaseTooOld(StorageError):
    """The file needs a migration, which only the bot makes, not a reader."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path} has schema version {found}, this program reads {known}. Start the bot once: it brings"
            " the file up to date after making a backup."
        )


class ViewsMissing(StorageError):
    """A migration has emptied the views, and the bot has not rebuilt them yet; a reader must not."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} has been brought up to date, and what is read is being made anew from its log. A bot"
            " that has just started is at it: try again in a minute. If none is running, start it once."
        )


class DatabaseDamaged(StorageError):
    """The file is the bot's own but is damaged."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path} is damaged ({what}). Keep a copy of it, look with `aide-memoire verify`, and restore the"
            " newest backup that is whole with `aide-memoire restore`."
        )


class DatabaseUnusable(StorageError):
    """The system does not let us read or write the file: permissions, a full disk, a failing one."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path} cannot be used ({what}). Check its folder, its permissions and the space on its disk."
        )


class DatabaseClosed(StorageError):
    """The database was closed before."""


class VersionConflict(StorageError):
    """A stream is at another version than the one the change was decided on. Nothing was appended."""

    def __init__(self, scope: str, stream: str, expected: int, actual: int) -> None:
        self.scope = scope
        self.stream = stream
        self.expected = expected
        self.actual = actual
        super().__init__(f"{scope} {stream} is at version {actual}, not {expected}")


class RecordConflict(StorageError):
    """The log has a record with the same id and other content, at ``position``. Nothing was appended."""

    def __init__(self, id: str, position: int) -> None:
        self.id = id
        self.position = position
        super().__init__(f"record id {id!r} stands for other content at position {position}")


class NoSuchRecord(StorageError):
    """The log has no record at this position, or none that can be erased."""

    def __init__(self, position: int, why: str = "there is none") -> None:
        self.position = position
        super().__init__(f"no record to erase at position {position}: {why}")


class LogDamaged(StorageError):
    """The log failed its verification; ``position`` is that of the first fault."""

    def __init__(self, position: int, reason: str) -> None:
        self.position = position
        self.reason = reason
        super().__init__(f"the log fails at position {position}: {reason}")
