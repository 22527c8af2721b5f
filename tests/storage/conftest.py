"""An open file with a log and views on the toy projector, closed when the test is over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.log import Log
from storage.views import Views
from tests.storage.support import Clock, empty_file, project


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
