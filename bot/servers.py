"""What happens when the bot is added to a server (a greeting) or removed (its data is erased later)."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot.clock import Clock
from bot.domain.scopes import guild_of, scope_of
from bot.render import notices
from bot.render.discord_view import layout
from bot.rooms import own_member
from bot.services.privacy import Privacy
from storage.settings import Settings

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)

GREETED_WITHIN = timedelta(days=1)
"""How long after it was added to a server the bot still greets it, if it was not running then."""
GREETED = "greeted/"
"""Prefix of the setting, one a server, that holds when the bot joined the server that it has greeted."""


class Servers:
    """Greets servers that the bot joins, and sees to it that the data of those that it left is erased."""

    def __init__(self, client: Bot, privacy: Privacy, settings: Settings, clock: Clock) -> None:
        self._client = client
        self._privacy = privacy
        self._settings = settings
        self._clock = clock

    async def tidy(self) -> None:
        """Erases what is due for erasure of the servers that the bot has left; see ``Privacy.tidy``."""
        for scope in await self._privacy.tidy(self._is_in, self._clock.now()):
            log.info("erased the record of %s, which the bot has left", scope)
        greeted = {GREETED + scope_of(guild.id) for guild in self._client.guilds}
        await self._settings.keep_only(GREETED, greeted)

    async def joined(self, guild: discord.Guild) -> None:
        """The bot was added to a server: greets it, and cancels any erasure of the server's record."""
        await self._privacy.came(scope_of(guild.id))
        await self._greet(guild)

    async def found(self, guild: discord.Guild) -> None:
        """The bot is in a server: greets it if the bot was added lately, perhaps while it was not running."""
        joined = _joined_at(guild)
        if joined is not None and self._clock.now() - joined < GREETED_WITHIN:
            await self._greet(guild)

    async def left(self, guild: discord.Guild) -> None:
        """The bot was removed from a server: schedules the erasure of the server's record."""
        await self._privacy.left(scope_of(guild.id), self._clock.now())

    async def _greet(self, guild: discord.Guild) -> None:
        """Says hello, once for each time that the bot was added, where moderators will read it."""
        place, joined = GREETED + scope_of(guild.id), str(_joined_at(guild))
        if await self._settings.get(place) == joined:
            return
        await self._settings.set(place, joined)
        for channel in (guild.public_updates_channel, guild.system_channel):
            if channel is not None and _may_write(channel):
                view, _ = layout(notices.hello(self._client.mentions), 0)
                try:
                    await channel.send(view=view)
                except discord.HTTPException as error:
                    log.info("no hello in %s: %s", scope_of(guild.id), error)
                return

    def _is_in(self, scope: str) -> bool:
        return self._client.get_guild(guild_of(scope)) is not None


def _joined_at(guild: discord.Guild) -> datetime | None:
    me = own_member(guild)
    return me.joined_at if me is not None else None


def _may_write(channel: discord.TextChannel) -> bool:
    me = own_member(channel.guild)
    if me is None:
        return False
    may = channel.permissions_for(me)
    return may.view_channel and may.send_messages
