"""What the tests about editors start from: the services, on the shipped record."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.editing.desk import Desk, desk


@pytest.fixture
async def here(record_file: Path) -> AsyncIterator[Desk]:
    """The services on a record of the test's own."""
    async with desk(record_file) as opened:
        yield opened
