"""/timeline: dated events in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.shared import PRIVATE, complete, for_readers, question, respond

if TYPE_CHECKING:
    from bot.client import Bot


@for_readers
@app_commands.command(description="Dated events in order")
@app_commands.rename(from_="from")
@app_commands.describe(
    subject="An agreement or countries",
    from_="First date: 1998 or 2012-06",
    to="Last date",
    private=PRIVATE,
)
@app_commands.autocomplete(subject=complete, from_=complete, to=complete)
async def timeline(
    interaction: discord.Interaction[Bot],
    *,
    subject: str | None = None,
    from_: str | None = None,
    to: str | None = None,
    private: bool = False,
) -> None:
    """Answers with a page of the timeline."""
    await respond(interaction, question("timeline", subject=subject, from_=from_, to=to), private)
