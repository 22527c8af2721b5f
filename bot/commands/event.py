"""/event: what each source says about one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.shared import PRIVATE, complete, for_readers, question, respond

if TYPE_CHECKING:
    from bot.client import Bot


@for_readers
@app_commands.command(description="One event: what each source says, side by side, and its changes")
@app_commands.describe(name="Title or number, such as E-57", private=PRIVATE)
@app_commands.autocomplete(name=complete)
async def event(interaction: discord.Interaction[Bot], name: str, private: bool = False) -> None:
    """Answers with the event."""
    await respond(interaction, question("event", name=name), private)
