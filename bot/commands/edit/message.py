"""The message command *Add to the record* (long press on a message, *Apps*): a form filled from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.edit.group import MODERATORS, respond
from bot.commands.shared import for_servers

if TYPE_CHECKING:
    from bot.client import Bot

TITLE = 150
REMARK = 900


@for_servers
@app_commands.context_menu(name="Add to the record")
@app_commands.default_permissions(MODERATORS)
async def add_to_record(interaction: discord.Interaction[Bot], message: discord.Message) -> None:
    """Shows the form."""
    first, _, rest = message.content.strip().partition("\n")
    remark = f"{first[TITLE:]} {rest}".strip()[:REMARK]
    await respond(interaction, "add", title=first[:TITLE], source=message.jump_url, remark=remark or None)
