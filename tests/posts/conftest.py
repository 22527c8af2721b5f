"""Fixtures of the tests about notes in channels."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.editing.desk import Desk
from tests.posts.rooms import rooms


@pytest.fixture
async def here(record_file: Path) -> AsyncIterator[Desk]:
    """A server with two channels in which the bot may post."""
    async with rooms(record_file) as opened:
        yield opened
