"""/find: search the record, or list agreements by status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot.commands.shared import PRIVATE, complete, for_readers, question, respond

if TYPE_CHECKING:
    from bot.client import Bot


@for_readers
@app_commands.command(description="Search events, agreements and sources; or list agreements by status")
@app_commands.describe(
    words="Words, in any language",
    what="Look only among these",
    party="Country or organisation",
    status="Such as in force, signed or shelved",
    type="Such as treaty, declaration or exercise",
    private=PRIVATE,
)
@app_commands.autocomplete(words=complete, party=complete, status=complete, type=complete)
async def find(
    interaction: discord.Interaction[Bot],
    *,
    words: str | None = None,
    what: Literal["agreements", "events", "sources"] | None = None,
    party: str | None = None,
    status: str | None = None,
    type: str | None = None,
    private: bool = False,
) -> None:
    """Answers with what was found."""
    asked = question("find", words=words, what=what, party=party, status=status, type=type)
    await respond(interaction, asked, private)
