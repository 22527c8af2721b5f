"""Files that editors upload on Discord: fetched when needed, with progress shown while they are read."""

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
"""Least seconds between two updates of the progress."""


class Progress:
    """Shows an editor, in the message that answers their upload, how far reading the file has come."""

    def __init__(self, interaction: discord.Interaction[Bot], voice: Voice) -> None:
        self._interaction = interaction
        self._voice = voice
        self._last = asyncio.get_running_loop().time()
        self._edit: asyncio.Task[None] | None = None

    def update(self, doing: str, done: int, total: int) -> None:
        """Shows the progress, unless the last update was less than ``BETWEEN`` seconds ago."""
        now = asyncio.get_running_loop().time()
        if now - self._last < BETWEEN or (self._edit is not None and not self._edit.done()):
            return
        self._last = now
        self._edit = asyncio.create_task(self._show(doing, done, total))

    async def end(self) -> None:
        """Waits for the last update, so that it does not overwrite the answer that comes next."""
        if self._edit is not None:
            await self._edit

    async def _show(self, doing: str, done: int, total: int) -> None:
        # Imported here because few people upload files, and every import slows the start.
        from bot.render.edit.desk import progress

        view, _ = layout(progress(doing, done, total, self._voice), self._interaction.user.id)
        try:
            await self._interaction.edit_original_response(view=view)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.info("progress was not shown: %s", error)


def upload_of(file: discord.Attachment, shown: Progress) -> Upload:
    """An uploaded file as services take it; its content is fetched only when they ask for it."""
    return Upload(file.filename, file.size, partial(_content, file), shown.update)


async def _content(file: discord.Attachment) -> bytes | None:
    """The content of a file; None if it cannot be fetched."""
    try:
        return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError, ValueError) as error:
        log.info("an uploaded file cannot be fetched: %s", type(error).__name__)
        return None
