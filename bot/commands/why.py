"""/why, and the message command *Why this post?*: why something was or was not posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.posts import HERE, Channel, channel_or_here
from bot.commands.shared import complete, for_servers, question
from bot.render.discord_view import delivery_of

if TYPE_CHECKING:
    from bot.client import Bot


@for_servers
@app_commands.command(description="Why something was or was not posted, and when it will be")
@app_commands.describe(date="The day; today if left empty", event="One event", channel=HERE)
@app_commands.autocomplete(date=complete, event=complete)
async def why(
    interaction: discord.Interaction[Bot],
    date: str | None = None,
    event: str | None = None,
    channel: Channel | None = None,
) -> None:
    """Answers the asker alone."""
    asked = question("why", date=date, event=event, channel=channel_or_here(interaction, channel))
    await interaction.client.respond(interaction, asked, private=True)


@for_servers
@app_commands.context_menu(name="Why this post?")
async def why_this_post(interaction: discord.Interaction[Bot], message: discord.Message) -> None:
    """Answers like /why for a note: long press on its message, *Apps*, *Why this post?*"""
    own = message.author == interaction.client.user
    delivery = delivery_of(message) if own else None
    await interaction.client.respond(interaction, question("why", delivery=delivery or "none"), private=True)
