"""The command group /edit, shown to people with Manage Messages in servers, and what its commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.shared import for_servers, question

if TYPE_CHECKING:
    from bot.client import Bot

EVENT = "Title or number, such as E-57"
REASON = "Why; kept in the history"
PARTIES = "Countries or bodies, separated by commas"
MODERATORS = discord.Permissions(manage_messages=True)

edit = for_servers(
    app_commands.Group(name="edit", description="Change this server's record", default_permissions=MODERATORS)
)
agreement = app_commands.Group(
    name="agreement", description="Agreements of this server's record", parent=edit
)
source = app_commands.Group(name="source", description="Sources of this server's record", parent=edit)
editors = app_commands.Group(name="editors", description="Who may edit", parent=edit)


async def respond(interaction: discord.Interaction[Bot], command: str, **options: str | None) -> None:
    """Answers an /edit command privately."""
    await interaction.client.respond(interaction, question(f"edit {command}", **options), private=True)
