"""/agreement: how one agreement stands, today or on a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.shared import AS_OF, PRIVATE, SOURCES, Sources, complete, for_readers, question, respond

if TYPE_CHECKING:
    from bot.client import Bot


@for_readers
@app_commands.command(description="Status of one agreement, today or on a date, with every dated step")
@app_commands.describe(
    name="Name or alias, in any language",
    as_of=AS_OF,
    known_on="As this record knew it on that day",
    sources=SOURCES,
    private=PRIVATE,
)
@app_commands.autocomplete(name=complete, as_of=complete, known_on=complete)
async def agreement(
    interaction: discord.Interaction[Bot],
    *,
    name: str,
    as_of: str | None = None,
    known_on: str | None = None,
    sources: Sources | None = None,
    private: bool = False,
) -> None:
    """Answers with the agreement's status and steps."""
    asked = question("agreement", name=name, as_of=as_of, known_on=known_on, sources=sources)
    await respond(interaction, asked, private)
