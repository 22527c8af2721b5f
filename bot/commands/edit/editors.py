"""/edit editors: which roles may edit beside those who always may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.edit.group import editors, respond

if TYPE_CHECKING:
    from bot.client import Bot


@editors.command(name="add", description="Let a role edit")
@app_commands.describe(role="Which role")
async def add_editors(interaction: discord.Interaction[Bot], role: discord.Role) -> None:
    """Allows a role to edit, and says what Discord still hides from it."""
    await respond(interaction, "editors add", role=str(role.id))


@editors.command(name="remove", description="Stop a role from editing")
@app_commands.describe(role="Which role")
async def remove_editors(interaction: discord.Interaction[Bot], role: discord.Role) -> None:
    """Stops a role from editing."""
    await respond(interaction, "editors remove", role=str(role.id))


@editors.command(name="list", description="Who may edit, and what Discord hides from them")
async def list_editors(interaction: discord.Interaction[Bot]) -> None:
    """Answers with the roles."""
    await respond(interaction, "editors list")
