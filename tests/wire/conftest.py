"""Fixtures of the wire tests: a loopback Discord that ends without a breach, and a bot on it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.wire.loopback import Loopback


@pytest.fixture
async def discord() -> AsyncIterator[Loopback]:
    """A loopback Discord; whatever a test is about, the bot sends nothing that Discord would not take."""
    async with Loopback() as here:
        yield here
    assert here.rest.breaches == []
