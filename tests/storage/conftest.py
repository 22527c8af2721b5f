"""Files with a log: an open one, closed when the test is over; one with records, held or outdated."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.codec import encode_state
from bot.domain.entities import Event
from storage.database import Database
from storage.log import Append, Log
from storage.migrations import migrate, migrations
from storage.views import Views
from tests.ground import ROOT
from tests.storage.files import NAME, RECORDS
from tests.storage.support import Clock, Logs, empty_file, project, put, row

HOLDER = """
import asyncio, sys
from storage.database import Database

async def hold():
    async with await Database.open(sys.argv[1]):
        print("held", flush=True)
        await asyncio.Event().wait()

asyncio.run(hold())
"""


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with await Database.open(empty_file(tmp_path / "record.db")) as database:
        yield database


@pytest.fixture
def log(database: Database) -> Log:
    return Log(database, project, Clock())


@pytest.fixture
def views(database: Database) -> Views:
    return Views(database)


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A closed file with forty records and as many rows."""
    path = tmp_path / NAME
    async with Logs(path, project) as logs:
        log = await logs.make()
        records = (
            put(f"r{n}", row(f"e{n}", n, state=encode_state(Event(f"e{n}", n, f"Event {n}"))))
            for n in range(RECORDS)
        )
        await log.append(Append(tuple(records)))
    return path


@pytest.fixture
async def writer(path: Path) -> AsyncIterator[Log]:
    """The log of that file, as the running bot has it open."""
    async with await Database.open(path) as database:
        yield Log(database, project, Clock())


@pytest.fixture
def held(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that holds the file as a bot does."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], cwd=ROOT, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


@pytest.fixture
def outdated(tmp_path: Path) -> Path:
    """A file with the first schema, which holds a setting."""
    path = tmp_path / "outdated.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        assert migrate(raw, path, migrations()[:1]) is None
        raw.execute("INSERT INTO meta VALUES ('kept', 'yes')")
    return path
