"""What posting needs of the outside: channels to write in, whose answers are values."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

import msgspec

from bot.domain.posts import Erratum, NoteAnswer
from storage.deliveries import Block


class Post(msgspec.Struct, frozen=True):
    """A note as it is to stand in a channel; ``delivery`` is its id in the ledger, ``ping`` a role's id or
    empty."""

    note: NoteAnswer
    delivery: str
    ping: str = ""
    erratum: Erratum | None = None


class Done(msgspec.Struct, frozen=True):
    """Discord did it; ``message`` is the message's id."""

    message: int


class Refused(msgspec.Struct, frozen=True):
    """Discord did not do it and will not: a code that says why.

    ``resting``: the channel is gone or closed to the bot, so that the next note would fare no better.
    """

    why: str
    resting: bool = False


class Unclear(msgspec.Struct, frozen=True):
    """Nobody knows whether it was done: the answer did not come, or Discord was in trouble."""

    why: str


class Health(msgspec.Struct, frozen=True):
    """How the connection is: shards that are connected, of how many; requests of the last ten minutes that
    Discord counts as invalid."""

    connected: int
    shards: int
    invalid: int


CHANNEL_GONE, MESSAGE_GONE, FORBIDDEN = "channel_gone", "message_gone", "forbidden"
HISTORY = "history"
"""The channel's past cannot be read: Read Message History is missing, or there is too much of it."""


class Channels(Protocol):
    """The channels of all servers."""

    def ready(self) -> bool:
        """Whether there is a connection, and nothing forbids to send through it."""

    def present(self, scope: str) -> bool:
        """Whether the bot is in a server, and the server is not out of order."""

    def access(self, scope: str, channel: int) -> str | None:
        """Why the bot may not write in a channel, as a code; empty where it may; None if nothing is known of
        it."""

    async def send(self, scope: str, channel: int, post: Post) -> Done | Refused | Unclear:
        """Sends a note."""

    async def edit(self, scope: str, channel: int, message: int, post: Post) -> Done | Refused | Unclear:
        """Puts a note in the place of what a message says."""

    async def remove(self, scope: str, channel: int, message: int) -> Done | Refused | Unclear:
        """Takes a message away."""

    async def find(
        self, scope: str, channel: int, delivery: str, since: datetime
    ) -> Done | Refused | Unclear | None:
        """The message with a delivery's id that was sent since; None if there surely is none."""

    def health(self) -> Health:
        """How the connection is."""

    async def tell(self, scope: str, block: Block) -> int | None:
        """Tells a server's editors that its notes rest: in which channel, 0 for nowhere, None if nobody knows
        whether they were told: then it is to be tried again."""
