"""A record in which a paper waits for review: read once for all tests."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.desk.support import imported
from tests.editing.desk import Desk, desk, editor
from tests.ground import run_apart


@pytest.fixture(scope="session")
def read_file(loaded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped record with a paper of server 1: for copying, never for writing."""
    path = Path(shutil.copy(loaded_file, tmp_path_factory.mktemp("paper") / "paper.db"))

    async def read() -> None:
        async with desk(path) as here:
            await imported(here, editor(1))

    run_apart(read())
    return path


@pytest.fixture
def paper_file(read_file: Path, tmp_path: Path) -> Path:
    """A database of the test's own, with a paper that editor 1 handed in to server 1."""
    return Path(shutil.copy(read_file, tmp_path / "aide-memoire.db"))


@pytest.fixture
async def here(paper_file: Path) -> AsyncIterator[Desk]:
    """The services on it."""
    async with desk(paper_file) as opened:
        yield opened
