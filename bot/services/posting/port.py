"""``Channels``: what posting needs of Discord, and the values that tell how a request ended.

``bot.channels.DiscordChannels`` is the real one; tests have others.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

import msgspec

from bot.domain.posts import Erratum, NoteAnswer
from storage.deliveries import Block


class Post(msgspec.Struct, frozen=True):
    """A note as a channel shows it: ``delivery`` is its id in the ledger, ``ping`` a role's id or empty."""

    note: NoteAnswer
    delivery: str
    ping: str = ""
    erratum: Erratum | None = None


class Done(msgspec.Struct, frozen=True):
    """Discord has done it; ``message`` is the message's id."""

    message: int


class Refused(msgspec.Struct, frozen=True):
    """Discord did not do it and will not; ``why`` is a code.

    ``resting``: the channel is gone or closed to the bot, so that the subscription is to be suspended.
    """

    why: str
    resting: bool = False


class Unclear(msgspec.Struct, frozen=True):
    """It is not known whether it was done, because no answer came or Discord had an internal error."""

    why: str


class Health(msgspec.Struct, frozen=True):
    """The state of the connection; ``invalid`` counts the invalid requests of the last ten minutes."""

    connected: int
    shards: int
    invalid: int


CHANNEL_GONE, MESSAGE_GONE, FORBIDDEN = "channel_gone", "message_gone", "forbidden"
HISTORY = "history"
"""Code for a channel whose history cannot be read: the permission is missing, or it is too long."""


class Channels(Protocol):
    """The channels of all servers."""

    def ready(self) -> bool:
        """Whether notes can be sent now: connected, and not too many invalid requests lately."""

    def present(self, scope: str) -> bool:
        """Whether the bot is in a server, and Discord does not report the server as unavailable."""

    def access(self, scope: str, channel: int) -> str | None:
        """Why the bot may not write in a channel, as a code.

        Empty if it may; None if the channel is unknown.
        """

    async def send(self, scope: str, channel: int, post: Post) -> Done | Refused | Unclear:
        """Sends a note."""

    async def edit(self, scope: str, channel: int, message: int, post: Post) -> Done | Refused | Unclear:
        """Replaces what a message says by a note."""

    async def remove(self, scope: str, channel: int, message: int) -> Done | Refused | Unclear:
        """Deletes a message."""

    async def find(
        self, scope: str, channel: int, delivery: str, since: datetime
    ) -> Done | Refused | Unclear | None:
        """The message with a delivery's id among those sent since; None if there surely is none."""

    def health(self) -> Health:
        """The state of the connection."""

    async def tell(self, scope: str, block: Block) -> int | None:
        """Tells a server's editors that notes in a channel are suspended; gives the channel it was written
        in.

        That is 0 if it could be written nowhere, and None if it must be tried again.
        """
