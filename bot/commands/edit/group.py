"""The command group /edit, shown to people with Manage Messages in servers, and what its commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.shared import question

if TYPE_CHECKING:
    from bot.client import Bot

EVENT = "Title or number, such as E-57"
REASON = "Why; kept in the history"
PARTIES = "Countries or bodies, separated by commas"
MODERATORS = discord.Permissions(manage_messages=True)

edit = app_commands.Group(
    name="edit",
    description="Change this server's record",
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    default_permissions=MODERATORS,
)
agreement = app_commands.Group(
    name="agreement", description="Agreements of this server's record", parent=edit
)
source = app_commands.Group(name="source", description="Sources of this server's record", parent=edit)
editors = app_commands.Group(name="editors", description="Who may edit", parent=edit)


async def respond(interaction: discord.Interaction[Bot], command: str, **options: str | None) -> None:
    """Answers an /edit command privately."""
    await interaction.client.respond(interaction, question(f"edit {command}", **options), private=True)
