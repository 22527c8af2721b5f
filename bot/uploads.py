"""Files that are handed in on Discord: got when they are wanted, and their reading told of meanwhile."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.domain.review import Upload
from bot.render.discord_view import layout
from bot.render.voice import Voice

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

BETWEEN = 2.0
"""Seconds between two tellings of how far the reading of a file has come."""


class Telling:
    """Tells who handed in a file how far its reading has come, in the message that answers them.

    Its token lasts for 15 minutes, reading for less: what comes too late is left out.
    """

    def __init__(self, interaction: discord.Interaction[Bot], voice: Voice) -> None:
        self._interaction = interaction
        self._voice = voice
        self._last = asyncio.get_running_loop().time()
        self._edit: asyncio.Task[None] | None = None

    def heard(self, doing: str, done: int, total: int) -> None:
        """Takes note; what came too soon after the last is left out."""
        now = asyncio.get_running_loop().time()
        if now - self._last < BETWEEN or (self._edit is not None and not self._edit.done()):
            return
        self._last = now
        self._edit = asyncio.create_task(self._tell(doing, done, total))

    async def end(self) -> None:
        """Nothing more is told from here on."""
        if self._edit is not None:
            await self._edit

    async def _tell(self, doing: str, done: int, total: int) -> None:
        # Only here: few hand in files, and a start waits for every import.
        from bot.render.edit.desk import progress

        view, _ = layout(progress(doing, done, total, self._voice), self._interaction.user.id)
        try:
            await self._interaction.edit_original_response(view=view)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.info("progress was not told: %s", error)


def upload_of(file: discord.Attachment, telling: Telling) -> Upload:
    """The file as it goes along with a question."""
    return Upload(file.filename, file.size, partial(_content, file), telling.heard)


async def _content(file: discord.Attachment) -> bytes | None:
    """What a file holds, None where it cannot be had."""
    try:
        return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError, ValueError) as error:
        log.info("a file that was handed in cannot be had: %s", type(error).__name__)
        return None
