"""Whatever is asked, chosen and pressed, Discord takes what the bot sends, and nothing goes wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.clock import Clock
from tests.wire.loopback import Loopback
from tests.wire.people import EVEN, Server
from tests.wire.process import bot
from tests.wire.strange import STRANGE, make_strange
from tests.wire.walk import Walk

NAMES = (
    "GSOMIA",
    "S-1",
    "28 December",
    "2012-06",
    "security treaty",
    "in force",
    "Japan and South Korea",
    "0 WWW",
)
"""What there is, by what people call it; the test of hostile input goes through all that is strange."""


@pytest.mark.parametrize(
    ("where", "texts"),
    [(EVEN, (*NAMES, *STRANGE[1::60])), (None, NAMES[:4])],
    ids=["server", "direct messages"],
)
async def test_a_walk_over_everything_ends_without_a_breach(
    discord: Loopback, record_file: Path, clock: Clock, where: Server | None, texts: Sequence[str]
) -> None:
    if where is not None:
        await make_strange(record_file, clock, f"guild:{where.id}")
    async with bot(discord, record_file) as process:
        await discord.gateway.connected()
        walk = Walk(discord, where, texts)

        await walk.everything()

    assert walk.wrong == []
    assert process.troubles() == []
    assert min(walk.taken[sort] for sort in ("command", "completion", "press")) > 100
    if where is not None:
        undone_again = {way[0] for way in walk.ways if way[-2:] == ("Undo", "Undo")}
        assert len(undone_again) > 10, "it ends before receipts and what undoes them"
