"""Progress reports of long tasks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

Progress = Callable[[int, int], None]
"""A function that is called, on the event loop, with the amount done and the total."""


def unreported(done: int, total: int) -> None:
    """A ``Progress`` that ignores the reports."""


def on_this_loop(progress: Progress | None) -> Progress:
    """A ``Progress`` for use in another thread, which passes the reports on to the running event loop."""
    loop = asyncio.get_running_loop()

    def report(done: int, total: int) -> None:
        if progress is not None:
            loop.call_soon_threadsafe(progress, done, total)

    return report
