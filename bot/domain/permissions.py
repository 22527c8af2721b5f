"""The permissions that notes need in a channel: one table, for set-up, /why, `check` and the first message.

What each is called and why it is needed says the language (``Words.permissions``). Answers to slash commands
need none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

Where = Literal["everywhere", "channel", "thread", "ping"]


class Permission(msgspec.Struct, frozen=True):
    """One of Discord's permissions, by the name that its API has for it. ``where`` it is needed: in every
    place, in threads only, in what is no thread, or with a role to ping that not everybody may mention."""

    name: str
    where: Where = "everywhere"


NEEDED = (
    Permission("view_channel"),
    Permission("send_messages", "channel"),
    Permission("send_messages_in_threads", "thread"),
    Permission("read_message_history"),
    Permission("mention_everyone", "ping"),
)
"""Every permission that notes need anywhere: the one place to add one."""


class Room(msgspec.Struct, frozen=True):
    """A place for notes, as Discord says it at this moment: what the bot may do there, whether it is a
    thread, whether text can be posted in it at all, and the ids of the roles that everybody may mention."""

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
    """The permissions that notes need in a channel, be it no thread and nobody pinged."""
    return needed(Room("", frozenset()))


def missing(room: Room, ping: str = "") -> tuple[str, ...]:
    """Of what notes need in a room, what the bot does not hold there."""
    return tuple(name for name in needed(room, ping) if name not in room.held)


def closes(lacking: Iterable[str]) -> bool:
    """Whether a room is closed to notes for lack of these; without the right to ping they are posted all the
    same."""
    return any(name not in _FOR_PINGS for name in lacking)
