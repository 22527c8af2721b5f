"""/help: how to ask, and all else one may want to know of the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot.commands.shared import for_readers, question, respond

if TYPE_CHECKING:
    from bot.client import Bot

Topic = Literal["asking", "dates", "sources", "editing", "posts", "privacy", "about"]


@for_readers
@app_commands.command(
    name="help", description="How to ask, how dates are read, who edits, your data, about this bot"
)
@app_commands.describe(topic="Jump to a topic")
async def help_(interaction: discord.Interaction[Bot], topic: Topic | None = None) -> None:
    """Answers with the topic."""
    await respond(interaction, question("help", topic=topic))
