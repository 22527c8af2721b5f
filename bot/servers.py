"""Servers as they come and go: a greeting where the bot was let in, an end to what is kept where it left."""

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
"""So long after it joined a server the bot still says hello, where it was away until then."""
GREETED = "greeted/"
"""What begins the keys, each with a server's scope, under which stands since when the bot is in it."""


class Servers:
    """The servers that a client is in."""

    def __init__(self, client: Bot, privacy: Privacy, settings: Settings, clock: Clock) -> None:
        self._client = client
        self._privacy = privacy
        self._settings = settings
        self._clock = clock

    async def tidy(self) -> None:
        """Erases what is kept of servers that the bot left; their records once that is long enough ago."""
        for scope in await self._privacy.tidy(self._is_in, self._clock.now()):
            log.info("erased the record of %s, which was left", scope)
        greeted = {GREETED + scope_of(guild.id) for guild in self._client.guilds}
        await self._settings.keep_only(GREETED, greeted)

    async def joined(self, guild: discord.Guild) -> None:
        """The bot was let into a server: what was kept of it stays, and it is greeted."""
        await self._privacy.came(scope_of(guild.id))
        await self._greet(guild)

    async def found(self, guild: discord.Guild) -> None:
        """The bot finds itself in a server: one that let it in lately is greeted."""
        joined = _joined_at(guild)
        if joined is not None and self._clock.now() - joined < GREETED_WITHIN:
            await self._greet(guild)

    async def left(self, guild: discord.Guild) -> None:
        """The bot is no longer in a server: notes when its record is to be erased."""
        await self._privacy.left(scope_of(guild.id), self._clock.now())

    async def _greet(self, guild: discord.Guild) -> None:
        """Says hello, once for each time that the bot joins, where whoever runs the server can act on it.

        Nowhere if it may not write there.
        """
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
