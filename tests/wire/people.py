"""Who there is on the loopback Discord: the application, servers, people; as Discord describes them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

TOKEN = "MTA1MDQ2MjQ4NzY4OTY2MjQ2Ng.GhTkLp.0123456789abcdefghijklmnopqrstuvwxyzAB"  # noqa: S105
APPLICATION = 1050462487689662466
SHARDS = 2
ALL_PERMISSIONS = (1 << 53) - 1
LONG_AGO = "2026-01-01T00:00:00+00:00"
_FIRST_ID = 1_441_000_000_000_000_000

_ids = itertools.count(_FIRST_ID, 1 << 12)


def new_id() -> int:
    """A snowflake that nothing else has."""
    return next(_ids)


@dataclass(frozen=True)
class Person:
    """Somebody with an account; in a server with these permissions."""

    id: int
    name: str
    permissions: int = 0
    bot: bool = False

    def user(self) -> dict[str, Any]:
        """The account."""
        return {
            "id": str(self.id),
            "username": self.name,
            "global_name": self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
            "flags": 0,
        }

    def member(self, joined: str = LONG_AGO) -> dict[str, Any]:
        """The account in a server, since it joined."""
        return {
            "user": self.user(),
            "roles": [],
            "joined_at": joined,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": str(self.permissions),
        }


@dataclass(frozen=True)
class Server:
    """A server, kept by the shard that its id says; ``permissions`` are what everybody may do in it.

    ``channel`` is where people talk to the bot, and what editors of a community read.
    """

    id: int
    channel: int
    name: str = "History"
    permissions: int = 0
    channels: tuple[int, ...] = ()
    """Further channels."""
    denied: tuple[tuple[int, int], ...] = ()
    """Channels in which some permissions are denied, from the beginning."""
    shards: int = SHARDS
    """Connections over which all servers are spread."""
    joined: str = LONG_AGO
    """When the bot was let in; where it is empty, Discord does not tell of the bot in it."""

    @property
    def shard(self) -> int:
        """Which of the connections hears of it."""
        return (self.id >> 22) % self.shards

    def guild(self) -> dict[str, Any]:
        """The server as GUILD_CREATE tells it."""
        everyone = {
            "id": str(self.id),
            "name": "@everyone",
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "position": 0,
            "permissions": str(self.permissions),
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(ANA.id),
            "roles": [everyone],
            "channels": [self._beginning(channel) for channel in (self.channel, *self.channels)],
            "public_updates_channel_id": str(self.channel) if self.permissions else None,
            "members": [BOT.member(self.joined)] if self.joined else [],
            "member_count": 3,
            "unavailable": False,
        }

    def _beginning(self, channel: int) -> dict[str, Any]:
        return self.channel_part(channel, dict(self.denied).get(channel, 0))

    def channel_part(self, channel: int = 0, denied: int = 0) -> dict[str, Any]:
        """One of its channels, with what nobody may do in it."""
        overwrite = {"id": str(self.id), "type": 0, "allow": "0", "deny": str(denied)}
        return {
            "id": str(channel or self.channel),
            "type": 0,
            "name": "general",
            "position": 0,
            "permission_overwrites": [overwrite] if denied else [],
            "guild_id": str(self.id),
        }


BOT = Person(_FIRST_ID - 3, "Aide-mémoire", bot=True)
"""The application's account: its id need not be the application's."""
ANA, BEN = Person(_FIRST_ID - 2, "ana", ALL_PERMISSIONS), Person(_FIRST_ID - 1, "ben", ALL_PERMISSIONS)
EVEN, ODD = Server(900 << 22, 901 << 22, "Even"), Server(1001 << 22, 1002 << 22, "Odd")
"""Two servers with the bot in them, one on each shard."""
ELSEWHERE = Server(2000 << 22, 2001 << 22, "Elsewhere")
"""A server without the bot, where somebody has it as an app of their own."""

FILES: dict[int, tuple[str, bytes]] = {
    new_id(): file
    for file in (
        ("note.txt", b"Tokyo and Seoul signed on 23 November 2016. Talks had begun in June 2012."),
        (
            "strange \u202e`name`.md",
            "# 日韓\n**2012年6月29日** @everyone 지소미아 \u200b\x00 03/04/2012".encode(),
        ),
        ("empty.txt", b""),
        ("long.txt", b"On 1 May 2001, " + b"W" * 30_000 + b" " + b"in 1965 and " * 3_000),
        ("half.txt", "caf\u00e9 12 mai 1998".encode("latin-1") + b"\xff\xfe\x81"),
        ("no.pdf", b"%PDF-1.7\n% nothing more"),
        ("picture.png", b"\x89PNG\r\n\x1a\n"),
    )
}
"""Files that somebody can attach, by their ids: name and content. The first is what most would."""
