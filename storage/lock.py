"""A lock that lets only one bot use a database: held on a side file, freed by the system if the bot dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType

from storage.errors import DatabaseInUse, DatabaseUnusable


class FileLock:
    """A lock on ``<path>.lock``, held from construction until ``release``.

    Raises ``DatabaseInUse`` if another process holds it. The side file is never deleted: otherwise two
    processes could each lock a different file of that name.
    """

    def __init__(self, path: Path) -> None:
        self._side = path.with_name(path.name + ".lock")
        try:
            self._file = os.open(self._side, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise DatabaseUnusable(path, error.strerror or str(error)) from None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.pread(self._file, 32, 0).decode("ascii", "replace").strip()
            os.close(self._file)
            raise DatabaseInUse(path, int(holder) if holder.isdecimal() else None) from None
        try:
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, str(os.getpid()).encode(), 0)
        except OSError as error:
            os.close(self._file)
            raise DatabaseUnusable(path, error.strerror or str(error)) from None

    @classmethod
    def check(cls, path: Path) -> None:
        """Raises ``DatabaseInUse`` if a process holds the lock of a file; makes no side file."""
        if path.with_name(path.name + ".lock").exists():
            cls(path).release()

    def release(self) -> None:
        """Frees the lock; a second call does nothing."""
        if self._file >= 0:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> FileLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.release()
