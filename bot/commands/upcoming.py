"""/upcoming: anniversaries of the next days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.shared import PRIVATE, complete, for_readers, question, respond
from bot.domain.anniversaries import MOST_DAYS

if TYPE_CHECKING:
    from bot.client import Bot


@for_readers
@app_commands.command(description="Anniversaries ahead")
@app_commands.describe(
    days="How many days ahead, 1 to 366 (30 if left empty)",
    subject="An agreement or country",
    private=PRIVATE,
)
@app_commands.autocomplete(subject=complete)
async def upcoming(
    interaction: discord.Interaction[Bot],
    *,
    days: app_commands.Range[int, 1, MOST_DAYS] | None = None,
    subject: str | None = None,
    private: bool = False,
) -> None:
    """Answers with what is due, round anniversaries first."""
    asked = question("upcoming", days=str(days) if days is not None else None, subject=subject)
    await respond(interaction, asked, private)
