"""Reads Discord's interactions: who asks with which permissions, and what was typed into which option."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from bot.commands.shared import harmless
from bot.domain.edits import Editor
from bot.domain.questions import Asker
from bot.render.form import filled_in

if TYPE_CHECKING:
    from bot.client import Bot

GONE = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS}
)
"""HTTP statuses after which a reply cannot be sent: too late, or the channel or permission is gone."""
ACKNOWLEDGED = 40060
"""Discord's error code for an interaction that has been answered already."""


def editor_of(interaction: discord.Interaction[Bot], asker: Asker, now: datetime) -> Editor:
    """The person behind an interaction, with the permissions and roles that Discord reports now.

    Permissions are those in the server as a whole; what a channel adds or denies does not count.
    """
    person, request = interaction.user, str(interaction.id)
    if not isinstance(person, discord.Member):
        return Editor(person.id, asker, request, now)
    may = person.guild_permissions  # The owner and administrators have all of them.
    in_server = person.guild.roles
    return Editor(
        person.id,
        asker,
        request,
        now,
        manager=may.manage_guild,
        moderator=may.manage_messages,
        roles=frozenset(role.id for role in person.roles),
        in_server=frozenset(role.id for role in in_server),
        shown_to=frozenset(role.id for role in in_server if _shows_editing(role.permissions)),
    )


def _shows_editing(permissions: discord.Permissions) -> bool:
    return permissions.manage_messages or permissions.administrator


def option_typed(data: Any) -> str:
    """The name of the option that is being typed, also inside subcommands; empty if there is none."""
    for option in data.get("options", ()):
        if option.get("focused"):
            return str(option["name"])
        if inner := option_typed(option):
            return inner
    return ""


def typed_into(interaction: discord.Interaction[Bot]) -> dict[str, str]:
    """The text options of a command, or the fields of a form, as filled in so far, by name."""
    data: Any = interaction.data
    typed = {**dict(_text_options(data)), **filled_in(data)}
    return {name: harmless(text) for name, text in typed.items()}


def _text_options(data: Any) -> Iterator[tuple[str, str]]:
    """Name and value of each text option that is filled in, also inside subcommands."""
    for option in data.get("options", ()):
        if option["type"] == discord.AppCommandOptionType.string.value:
            yield option["name"], option["value"]
        yield from _text_options(option)


def name_of(interaction: discord.Interaction[Bot]) -> str:
    """What was used, such as a command's name, for the log; never contains what was typed."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    return f"interaction {interaction.type.name}"


def undeliverable(error: Exception) -> bool:
    """Whether an error comes from Discord or the network, so that no reply can reach the user."""
    if isinstance(error, discord.HTTPException):
        server_error = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        return server_error or error.status in GONE or error.code == ACKNOWLEDGED
    return isinstance(error, aiohttp.ClientError | TimeoutError)
