"""/on: what happened on a day, in a month or in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.shared import PRIVATE, SOURCES, Sources, complete, for_readers, question, respond

if TYPE_CHECKING:
    from bot.client import Bot


@for_readers
@app_commands.command(description="What happened on a day, in a month or in a year; today if left empty")
@app_commands.describe(date="28 December, June 2012, 1965", sources=SOURCES, private=PRIVATE)
@app_commands.autocomplete(date=complete)
async def on(
    interaction: discord.Interaction[Bot],
    *,
    date: str | None = None,
    sources: Sources | None = None,
    private: bool = False,
) -> None:
    """Answers with the events of that day, month or year."""
    await respond(interaction, question("on", date=date, sources=sources), private)
