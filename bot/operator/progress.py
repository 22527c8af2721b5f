"""``ProgressLine``: shows progress on standard error, once something takes longer than two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

PATIENCE = 2.0
"""Seconds before the first line."""
ON_TERMINAL, ELSEWHERE = 0.2, 10.0
"""Seconds between two lines; on a terminal each overwrites the one before, in a file they add up."""


class ProgressLine:
    """Shows the progress of ``label``: to be called with what is done and the total (0: unknown).

    It is a context manager; leaving it ends the line.
    """

    def __init__(
        self, label: str, stream: TextIO | None = None, stopwatch: Callable[[], float] = time.monotonic
    ) -> None:
        self._label = label
        self._stream = stream or sys.stderr
        self._stopwatch = stopwatch
        self._next = stopwatch() + PATIENCE
        self._shown = False

    def __call__(self, done: int, total: int = 0) -> None:
        now = self._stopwatch()
        if now < self._next:
            return
        live = self._stream.isatty()
        of = f" of {total:,} ({100 * done // total} %)" if total else ""
        start, end = ("\r\033[K", "") if live else ("", "\n")
        self._stream.write(f"{start}{self._label}: {done:,}{of}{end}")
        self._stream.flush()
        self._shown = live
        self._next = now + (ON_TERMINAL if live else ELSEWHERE)

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._shown:
            self._stream.write("\r\033[K")
            self._stream.flush()
