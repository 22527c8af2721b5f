"""What all commands use: a ``Question`` is built from the options, completed, and answered by the client."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import discord
from discord import app_commands

from bot.domain.questions import Question

if TYPE_CHECKING:
    from bot.client import Bot

Sources = Literal["all", "documents"]
C = TypeVar("C", bound="app_commands.Command[Any, ..., None] | app_commands.ContextMenu | app_commands.Group")


def for_readers(command: C) -> C:
    """Makes a command usable everywhere: in servers, in direct messages, and as a user-installed app."""
    app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(command)
    app_commands.allowed_installs(guilds=True, users=True)(command)
    return command


def for_servers(command: C) -> C:
    """Makes a command, or a group of them, usable only in servers that the bot itself is in."""
    app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(command)
    app_commands.allowed_installs(guilds=True, users=False)(command)
    return command


def question(command: str, **options: str | None) -> Question:
    """The question that a command asks with the options that were given.

    A trailing underscore, as in ``from_``, is not part of an option's name.
    """
    given = {name.rstrip("_"): harmless(text) for name, text in options.items() if text is not None}
    return Question(command, given)


def harmless(text: str) -> str:
    """The text with lone surrogates and control characters replaced, which break storage or a terminal."""
    return "".join(_REPLACED.get(unicodedata.category(char), char) for char in text)


_REPLACED = {"Cs": "\N{REPLACEMENT CHARACTER}", "Cc": " "}


async def complete(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
    """What the bot offers while somebody types into a text option."""
    return await interaction.client.complete(interaction, harmless(typed))
