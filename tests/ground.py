"""What tests of all areas stand on: where things lie, what the time is, the shipped record, waiting for async
work, and processes that are killed."""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

import pytest

T = TypeVar("T")

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""Where a test does not say otherwise."""

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("AIDE_MEMOIRE_SHARED") or ROOT.parent / "shared")
"""The material beside the project; it may be absent."""
DOCUMENTS = SHARED / "documents"


def needs(path: Path) -> pytest.MarkDecorator:
    """Skips a test where a part of the shared material is not there."""
    reason = f"{path.name} is not there (AIDE_MEMOIRE_SHARED or ../shared)"
    return pytest.mark.skipif(not path.exists(), reason=reason)


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """What async work gives, run to its end in a loop of its own: the test's own may be running."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()


@contextmanager
def full_disk() -> Iterator[None]:
    """No file takes anything more."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


async def write_shipped_record(path: Path) -> None:
    """Makes a database with the shipped seeds."""
    # Only for who asks: it takes all of discord.py along.
    from bot.app import App
    from bot.clock import Clock
    from bot.config import seeds_directory

    async with App(path, Clock(lambda: NOW)) as app:
        await app.load_seeds(seeds_directory())


def tell(what: str) -> None:
    """Tells ``told_until_killed`` something, with its end marked: a pipe may be cut within a line."""
    os.write(1, f"{what}.\n".encode())


def told_until_killed(module: str, *words: str, lines: int, wait: float) -> list[str]:
    """What a process tells until it is killed, some seconds after it has told so many lines.

    Fewer lines come from a process that ended by itself.
    """
    command = [sys.executable, "-m", module, *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(lines)]
        until = perf_counter() + wait
        while perf_counter() < until:
            pass
        process.kill()
        # What it told before the kill and nobody has read yet counts as well.
        told += process.stdout.readlines()
    return [line.decode().removesuffix(".\n") for line in told if line.endswith(b".\n")]
