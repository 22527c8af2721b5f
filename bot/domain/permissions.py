"""The permissions that notes need in a channel, for set-up, /why, `check` and the bot's first message.

``Words.permissions`` has their names and why they are needed. Answers to slash commands need none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

Where = Literal["everywhere", "channel", "thread", "ping"]


class Permission(msgspec.Struct, frozen=True):
    """One of Discord's permissions, by its name in the API.

    ``where`` says when it is needed: everywhere; in channels that are not threads; in threads; or to ping a
    role that not everybody may mention.
    """

    name: str
    where: Where = "everywhere"


NEEDED = (
    Permission("view_channel"),
    Permission("send_messages", "channel"),
    Permission("send_messages_in_threads", "thread"),
    Permission("read_message_history"),
    Permission("mention_everyone", "ping"),
)
"""Every permission that notes need somewhere."""


class Room(msgspec.Struct, frozen=True):
    """A channel or thread for notes, as Discord describes it at this moment.

    ``held`` are the bot's permissions there; ``writable`` says whether text can be posted there at all;
    ``mentionable`` are the ids of the roles that everybody may mention.
    """

    name: str
    held: frozenset[str]
    thread: bool = False
    writable: bool = True
    mentionable: frozenset[int] = frozenset()


_FOR_PINGS = frozenset(one.name for one in NEEDED if one.where == "ping")


def needed(room: Room, ping: str = "") -> tuple[str, ...]:
    """The permissions that notes need in a room; ``ping`` is the id of the role to mention, or empty."""
    places: set[Where] = {"everywhere", "thread" if room.thread else "channel"}
    if ping and int(ping) not in room.mentionable:
        places.add("ping")
    return tuple(permission.name for permission in NEEDED if permission.where in places)


def needed_in_a_channel() -> tuple[str, ...]:
    """The permissions that notes need in a channel that is not a thread, if no role is pinged."""
    return needed(Room("", frozenset()))


def missing(room: Room, ping: str = "") -> tuple[str, ...]:
    """The permissions that notes need in a room and the bot does not have there."""
    return tuple(name for name in needed(room, ping) if name not in room.held)


def closes(lacking: Iterable[str]) -> bool:
    """Whether lacking these permissions prevents notes; lacking the one for pings alone does not."""
    return any(name not in _FOR_PINGS for name in lacking)
