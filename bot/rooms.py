"""Looks up channels and what the bot may do in them, in the connected client's cache."""

from __future__ import annotations

from collections.abc import Callable

import discord

from bot.domain.permissions import NEEDED, Room
from bot.domain.scopes import guild_of


class ClientRooms:
    """Looks up channels in the cache of the client that ``client`` gives; implements ``Rooms``."""

    def __init__(self, client: Callable[[], discord.Client]) -> None:
        self._client = client

    def room(self, scope: str, channel: int) -> Room | None:
        """A channel or thread of a server with the bot's permissions there; None if the bot sees none."""
        guild = self._client().get_guild(guild_of(scope))
        found = guild.get_channel_or_thread(channel) if guild is not None else None
        me = own_member(guild) if guild is not None else None
        if found is None or me is None or (isinstance(found, discord.Thread) and found.parent is None):
            return None
        return room_of(found, me)


def own_member(guild: discord.Guild) -> discord.Member | None:
    """The bot as a member of a server.

    None while Discord has not sent it, though ``Guild.me`` is typed otherwise.
    """
    return guild.me


def room_of(channel: discord.abc.GuildChannel | discord.Thread, me: discord.Member) -> Room:
    """What matters to notes of a channel; ``me`` is the bot as a member of its server."""
    held = channel.permissions_for(me)
    return Room(
        channel.name,
        frozenset(one.name for one in NEEDED if getattr(held, one.name)),
        thread=isinstance(channel, discord.Thread),
        writable=isinstance(channel, discord.TextChannel | discord.Thread),
        mentionable=frozenset(role.id for role in channel.guild.roles if role.mentionable),
    )
