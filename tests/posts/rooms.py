"""A server with two channels in which the bot may post, and somebody who may set notes up there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from msgspec.structs import replace

from bot.domain.edits import Saved
from bot.domain.permissions import Room
from tests.editing.desk import Desk, desk, editor

CHANNEL, OTHER = "500", "501"
SCOPE = "guild:1"
MAY = frozenset({"view_channel", "send_messages", "read_message_history"})
MIA = replace(editor(1), manager=True)
"""Somebody with Manage Server."""


@asynccontextmanager
async def rooms(record_file: Path) -> AsyncIterator[Desk]:
    """The server, without notes."""
    async with desk(record_file) as opened:
        for id in (CHANNEL, OTHER):
            opened.rooms.known[SCOPE, int(id)] = Room("history", MAY)
        yield opened


async def set_up(here: Desk, channel: str = CHANNEL, **options: str) -> Saved:
    """Sets notes up, for Seoul unless another zone is given."""
    return await here.save(MIA, "posts setup", channel=channel, **{"zone": "Seoul", **options})
