"""The channels of servers, as the connected client knows them: what the bot may do there."""

from __future__ import annotations

from collections.abc import Callable

import discord

from bot.domain.permissions import NEEDED, Room
from bot.domain.scopes import guild_of


class ClientRooms:
    """Looks into the memory of whichever client is connected at the moment; asks Discord nothing."""

    def __init__(self, client: Callable[[], discord.Client]) -> None:
        self._client = client

    def room(self, scope: str, channel: int) -> Room | None:
        """A channel or thread of the server, with the permissions the bot holds there."""
        guild = self._client().get_guild(guild_of(scope))
        found = guild.get_channel_or_thread(channel) if guild is not None else None
        me = own_member(guild) if guild is not None else None
        if found is None or me is None or (isinstance(found, discord.Thread) and found.parent is None):
            return None
        return room_of(found, me)


def own_member(guild: discord.Guild) -> discord.Member | None:
    """The bot in a server; None where Discord has not told of it, though ``Guild.me`` says that cannot be."""
    return guild.me


def room_of(channel: discord.abc.GuildChannel | discord.Thread, me: discord.Member) -> Room:
    """What notes would find in a channel, the bot being ``me`` in its server."""
    held = channel.permissions_for(me)
    return Room(
        channel.name,
        frozenset(one.name for one in NEEDED if getattr(held, one.name)),
        thread=isinstance(channel, discord.Thread),
        writable=isinstance(channel, discord.TextChannel | discord.Thread),
        mentionable=frozenset(role.id for role in channel.guild.roles if role.mentionable),
    )
