"""Telling how far a long task has come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how much of a long task is done, and of how much; called on the event loop."""


def unreported(done: int, total: int) -> None:
    """Where nobody wants to know."""


def on_this_loop(progress: Progress | None) -> Progress:
    """The same for a task that runs in a thread: what it is told is passed on to the running loop."""
    loop = asyncio.get_running_loop()

    def report(done: int, total: int) -> None:
        if progress is not None:
            loop.call_soon_threadsafe(progress, done, total)

    return report
