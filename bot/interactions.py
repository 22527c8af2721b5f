"""What an interaction says: who asks and what they may, which options are filled in, what it is called."""

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
"""The answer came too late, or the server, the channel or the right to write there is no more."""
ACKNOWLEDGED = 40060
"""Discord's code for an interaction that has an answer already."""


def editor_of(interaction: discord.Interaction[Bot], asker: Asker, now: datetime) -> Editor:
    """Who wants to edit, by what Discord says of them now; permissions are the server's, no channel's."""
    person, request = interaction.user, str(interaction.id)
    if not isinstance(person, discord.Member) or asker.scope is None:
        return Editor(person.id, asker, request, now)
    may = person.guild_permissions  # the owner and administrators have them all
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
    """The option being typed, also inside subcommands."""
    for option in data.get("options", ()):
        if option.get("focused"):
            return str(option["name"])
        if inner := option_typed(option):
            return inner
    return ""


def typed_into(interaction: discord.Interaction[Bot]) -> dict[str, str]:
    """What was typed so far into the text options of a command, or into the fields of a form."""
    data: Any = interaction.data
    typed = {**dict(_text_options(data)), **filled_in(data)}
    return {name: harmless(text) for name, text in typed.items()}


def _text_options(data: Any) -> Iterator[tuple[str, str]]:
    """The text options that are filled in, also inside subcommands."""
    for option in data.get("options", ()):
        if option["type"] == discord.AppCommandOptionType.string.value:
            yield option["name"], option["value"]
        yield from _text_options(option)


def name_of(interaction: discord.Interaction[Bot]) -> str:
    """The command or button, for the log; never what was typed."""
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    return f"interaction {interaction.type.name}"


def undeliverable(error: Exception) -> bool:
    """Whether it is Discord or the way there that keeps an answer from whoever asked."""
    if isinstance(error, discord.HTTPException):
        server_error = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        return server_error or error.status in GONE or error.code == ACKNOWLEDGED
    return isinstance(error, aiohttp.ClientError | TimeoutError)
