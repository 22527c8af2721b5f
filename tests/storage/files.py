"""What tests of the file itself share: programs on it, damage to its pages, how it is refused."""

# ruff: noqa: ASYNC240 - small files of the test's own

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from storage.errors import StorageError
from storage.migrations import schema_version
from tests.ground import ROOT

NAME = "aide-memoire.db"
RECORDS = 40
"""How many are in the file that tests begin with."""
PAGE = 4096


def command(*words: str, folder: Path) -> tuple[list[str], dict[str, str]]:
    """A command line of the bot, and the environment in which it finds the file of a folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DISCORD_")}
    return [sys.executable, "-m", "bot", *words], {**environment, "AIDE_MEMOIRE_DATA": str(folder)}


async def finished(words: list[str], environment: dict[str, str] | None = None) -> tuple[int, str, str]:
    """The process's exit code and output."""
    process = await asyncio.create_subprocess_exec(
        *words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    out, error = await process.communicate()
    return process.returncode or 0, out.decode(), error.decode()


async def refused(path: Path, error: type[StorageError], mode: str) -> str:
    """The message of the refusal; the file is as before, and nothing was written beside it."""
    content = path.read_bytes()
    with pytest.raises(error) as refusal:
        await Database.open(path, mode=mode)  # type: ignore[arg-type]
    assert path.read_bytes() == content
    beside = {p.name: p.stat().st_size for p in path.parent.iterdir() if p != path}
    assert beside.keys() <= {f"{path.name}{side}" for side in (".lock", "-wal", "-shm")}
    assert beside.get(f"{path.name}-wal", 0) == 0
    return str(refusal.value)


def spoil(path: Path, table: str) -> None:
    """Writes rubbish over the first page of a table."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as raw:
        (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"\xa5" * PAGE)


def version_of(path: Path) -> int:
    """The number of a file's schema."""
    with closing(sqlite3.connect(path)) as raw:
        return schema_version(raw)


def settings_of(path: Path) -> list[tuple[str, str]]:
    """What a file has noted beside its records."""
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("SELECT key, value FROM meta").fetchall()
