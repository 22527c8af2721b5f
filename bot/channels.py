"""``DiscordChannels``: how ``bot.services.posting`` sends, edits, removes and finds notes on Discord.

It implements the protocol ``Channels`` of ``posting/port.py``; Discord's errors become values there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

import aiohttp
import discord
from discord import ui

from bot.client import Bot
from bot.domain.permissions import missing
from bot.domain.scopes import guild_of
from bot.limiter import InvalidRequests, Limiter
from bot.render import notices
from bot.render.discord_view import delivery_of, layout
from bot.render.note import render_note
from bot.services.editing.posts.surroundings import Rooms
from bot.services.posting.port import (
    CHANNEL_GONE,
    FORBIDDEN,
    HISTORY,
    MESSAGE_GONE,
    Done,
    Health,
    Post,
    Refused,
    Unclear,
)
from storage.deliveries import Block

log = logging.getLogger(__name__)

UNKNOWN_MESSAGE = 10008
ARCHIVED = 50083
"""Discord's error code for an archived thread, in which nothing can be edited."""
PAGE = 100
PAGES = 100
"""Most pages of a channel's history that are read; beyond that ``find`` gives up."""
HISTORY_PERMISSION = "read_message_history"
TEMPORARY = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
"""HTTP statuses after which the same request may succeed later, such as 429 for too many edits."""


class DiscordChannels:
    """The channels of the servers that the bot is in.

    ``client`` is a function, as each new attempt to connect makes a new client.
    """

    def __init__(
        self,
        client: Callable[[], Bot],
        rooms: Rooms,
        limiter: Limiter,
        invalid: InvalidRequests,
    ) -> None:
        self._client = client
        self._room = rooms.room
        self._limiter = limiter
        self._invalid = invalid

    def ready(self) -> bool:
        """Whether there is a connection, and there were not too many invalid requests lately."""
        client = self._client()
        return client.is_ready() and not client.is_closed() and not self._invalid.too_many

    def present(self, scope: str) -> bool:
        """Whether the bot is in a server, and the server is not out of order."""
        guild = self._guild(scope)
        return guild is not None and not guild.unavailable

    def access(self, scope: str, channel: int) -> str | None:
        """Why the bot may not write in a channel, as a code; empty if it may; None if it knows no such
        channel.

        Discord does not tell the bot of archived threads: these are unknown, although it could write in them.
        """
        room = self._room(scope, channel)
        if room is None:
            return None
        return next((f"permission:{name}" for name in missing(room) if name != HISTORY_PERMISSION), "")

    def health(self) -> Health:
        """The number of connected shards and of recent invalid requests."""
        shards = self._client().shards
        connected = sum(not shard.is_closed() for shard in shards.values())
        return Health(connected, len(shards), self._invalid.count())

    async def send(self, scope: str, channel: int, post: Post) -> Done | Refused | Unclear:
        """Sends a note. By its nonce, Discord drops a delivery that it was sent minutes before."""
        ping = self._ping(scope, post)
        mentions = discord.AllowedMentions(
            everyone=False, users=False, roles=[ping] if ping is not None else False, replied_user=False
        )
        await self._limiter.slot()
        try:
            sent = await self._place(scope, channel).send(
                view=self._view(post, ping), nonce=post.delivery, allowed_mentions=mentions
            )
        except Exception as error:
            return _refusal(error)
        return Done(sent.id)

    async def edit(self, scope: str, channel: int, message: int, post: Post) -> Done | Refused | Unclear:
        """Replaces what a message says by a note; nobody is pinged again."""
        await self._limiter.slot()
        try:
            view = self._view(post, self._ping(scope, post))
            await (
                self._place(scope, channel)
                .get_partial_message(message)
                .edit(view=view, allowed_mentions=discord.AllowedMentions.none())
            )
        except Exception as error:
            if isinstance(error, discord.HTTPException) and error.code in (UNKNOWN_MESSAGE, ARCHIVED):
                return Refused(MESSAGE_GONE)
            return _refusal(error)
        return Done(message)

    async def remove(self, scope: str, channel: int, message: int) -> Done | Refused | Unclear:
        """Deletes a message; one that is gone already counts as deleted."""
        await self._limiter.slot()
        try:
            await self._place(scope, channel).get_partial_message(message).delete()
        except discord.NotFound:
            pass
        except Exception as error:
            return _refusal(error)
        return Done(message)

    async def find(
        self, scope: str, channel: int, delivery: str, since: datetime
    ) -> Done | Refused | Unclear | None:
        """Looks for the message of a delivery among those sent since; None if there surely is none.

        The permission is checked first, because without it Discord shows the channel's history as empty.
        """
        room = self._room(scope, channel)
        if room is None or not {"view_channel", HISTORY_PERMISSION} <= room.held:
            return Refused(HISTORY)
        read = 0
        await self._limiter.slot()
        try:
            async for message in self._place(scope, channel).history(
                after=since, limit=PAGE * PAGES, oldest_first=True
            ):
                if message.author == self._client().user and delivery_of(message) == delivery:
                    return Done(message.id)
                read += 1
                if read % PAGE == 0:
                    await self._limiter.slot()
        except Exception as error:
            return _refusal(error)
        return Refused(HISTORY) if read == PAGE * PAGES else None

    async def tell(self, scope: str, block: Block) -> int | None:
        """Tells a server's editors that notes in a channel are suspended; see ``Channels.tell``.

        Written to the channel for community updates, or else to the one for system messages.
        """
        guild = self._guild(scope)
        places = (guild.public_updates_channel, guild.system_channel) if guild is not None else ()
        for place in places:
            if place is None or self.access(scope, place.id) != "":
                continue
            await self._limiter.slot()
            try:
                notice = notices.resting(block.subscription, block.why, self._client().mentions)
                await place.send(view=layout(notice, 0)[0], nonce=block.subscription)
            except Exception as error:
                refusal = _refusal(error)
                log.info("the editors of %s were not told that notes rest: %s", scope, refusal.why)
                return 0 if isinstance(refusal, Refused) else None
            return place.id
        return 0

    def _ping(self, scope: str, post: Post) -> discord.Role | None:
        """The role that a note mentions, if the server still has it."""
        guild = self._guild(scope)
        return guild.get_role(int(post.ping)) if guild is not None and post.ping else None

    def _view(self, post: Post, ping: discord.Role | None) -> ui.LayoutView:
        message = render_note(
            post.note,
            post.delivery,
            mentions=self._client().mentions,
            ping=str(ping.id) if ping is not None else "",
            erratum=post.erratum,
        )
        return layout(message, 0)[0]

    def _place(self, scope: str, channel: int) -> discord.PartialMessageable:
        return self._client().get_partial_messageable(channel, guild_id=guild_of(scope))

    def _guild(self, scope: str) -> discord.Guild | None:
        return self._client().get_guild(guild_of(scope))


def _refusal(error: Exception) -> Refused | Unclear:
    """What an error tells about a request to Discord; raises again if the error is a bug of ours."""
    match error:
        case discord.NotFound():
            return Refused(CHANNEL_GONE, resting=True)
        case discord.Forbidden():
            return Refused(FORBIDDEN, resting=True)
        case discord.HTTPException(status=status) if (
            status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in TEMPORARY
        ):
            log.error("Discord refuses a note: %s", error)
            return Refused(f"refused:{error.code}")
        case discord.HTTPException() | discord.RateLimited() | aiohttp.ClientError() | OSError():
            return Unclear(f"{type(error).__name__}: {error}")
        case RuntimeError() if "closed" in str(error):
            # Raised by aiohttp when the session is closed, as while the bot stops.
            return Unclear("the connection is closed")
    raise error
