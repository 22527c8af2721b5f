"""Our log against the conformance suite; another engine is added by another ``make_log``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.storage.conformance import CHECKS, MakeLog
from tests.storage.support import Logs


@pytest.fixture
async def make_log(tmp_path: Path) -> AsyncIterator[MakeLog]:
    """The log in SQLite."""
    async with Logs(tmp_path / "log.db") as logs:
        yield logs.make


@pytest.mark.parametrize("name", CHECKS)
async def test_the_log_conforms(name: str, make_log: MakeLog) -> None:
    await CHECKS[name](make_log)
