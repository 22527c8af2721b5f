"""/source: one source and what it says here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.shared import PRIVATE, complete, for_readers, question, respond

if TYPE_CHECKING:
    from bot.client import Bot


@for_readers
@app_commands.command(description="One source: who wrote it, when as far as known, and what it says here")
@app_commands.describe(name="Author or title", private=PRIVATE)
@app_commands.autocomplete(name=complete)
async def source(interaction: discord.Interaction[Bot], name: str, private: bool = False) -> None:
    """Answers with the source."""
    await respond(interaction, question("source", name=name), private)
