"""Fixtures of the wire tests: a loopback Discord that ends without a breach, and a bot on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import Clock
from tests.wire.loopback import Loopback
from tests.wire.posts import SOON, Now, Posts, running, server, subscription, write_record


@pytest.fixture
async def discord() -> AsyncIterator[Loopback]:
    """A loopback Discord; whatever a test is about, the bot sends nothing that Discord would not take."""
    async with Loopback() as here:
        yield here
    assert here.rest.breaches == []


@pytest.fixture
async def posts(discord: Loopback, tmp_path: Path) -> AsyncIterator[Posts]:
    """A bot in this process, with notes in one channel, shortly before one is due."""
    now, here = Now(SOON), server(0)
    discord.settle_in(here)
    discord.rest.rooms.now = now
    await write_record(tmp_path / "record.db", Clock(now), [(here, subscription(here.channels[0]))])
    async with running(discord, tmp_path / "record.db", now) as app:
        await app.posting.tick()
        yield Posts(discord, now, app, here)
