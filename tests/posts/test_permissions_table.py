"""The one table of permissions: what a place lacks, and that every entry is Discord's and has its words."""

from __future__ import annotations

import discord
import pytest

from bot.domain.permissions import NEEDED, Room, missing
from bot.locales import TABLES

CHANNEL = frozenset({"view_channel", "send_messages", "read_message_history"})
THREAD = frozenset({"view_channel", "send_messages_in_threads", "read_message_history"})


@pytest.mark.parametrize(
    ("room", "ping", "lacking"),
    [
        (Room("a", CHANNEL), "", ()),
        (Room("a", CHANNEL - {"read_message_history"}), "", ("read_message_history",)),
        (Room("a", CHANNEL, thread=True), "", ("send_messages_in_threads",)),
        (Room("a", THREAD, thread=True), "", ()),
        (Room("a", CHANNEL), "7", ("mention_everyone",)),
        (Room("a", CHANNEL, mentionable=frozenset({7})), "7", ()),
        (Room("a", frozenset()), "", ("view_channel", "send_messages", "read_message_history")),
    ],
)
def test_what_a_place_lacks_for_notes(room: Room, ping: str, lacking: tuple[str, ...]) -> None:
    assert missing(room, ping) == lacking


@pytest.mark.parametrize("permission", NEEDED, ids=lambda permission: permission.name)
def test_every_permission_is_one_of_discords_and_is_told_in_every_language(permission: object) -> None:
    name = getattr(permission, "name", "")
    assert name in discord.Permissions.VALID_FLAGS
    for words in TABLES.values():
        called, why = words.permissions[name]
        assert called and why
