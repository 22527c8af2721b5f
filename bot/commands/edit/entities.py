"""/edit agreement and /edit source: what events are about, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.edit.group import REASON, agreement, respond, source
from bot.commands.shared import complete

if TYPE_CHECKING:
    from bot.client import Bot


@agreement.command(name="add", description="Add an agreement")
@app_commands.describe(
    name="Full name",
    type="Such as treaty or declaration",
    parties="Countries or bodies",
    aliases="Other names, any language, separated by ;",
)
@app_commands.autocomplete(type=complete, parties=complete)
async def add_agreement(
    interaction: discord.Interaction[Bot], name: str, type: str, parties: str, aliases: str | None = None
) -> None:
    """Shows a preview."""
    await respond(interaction, "agreement add", name=name, type=type, parties=parties, aliases=aliases)


@agreement.command(name="amend", description="Correct an agreement's name, type, parties or aliases")
@app_commands.describe(
    name="Which agreement",
    new_name="Corrected name",
    type="Corrected type",
    parties="Corrected parties",
    aliases="All other names, separated by ;",
)
@app_commands.autocomplete(name=complete, type=complete, parties=complete)
async def amend_agreement(
    interaction: discord.Interaction[Bot],
    *,
    name: str,
    new_name: str | None = None,
    type: str | None = None,
    parties: str | None = None,
    aliases: str | None = None,
) -> None:
    """Shows before and after."""
    changes = {"new_name": new_name, "type": type, "parties": parties, "aliases": aliases}
    await respond(interaction, "agreement amend", name=name, **changes)


@agreement.command(name="retract", description="Take an agreement out; its events stay")
@app_commands.describe(name="Which agreement", reason=REASON)
@app_commands.autocomplete(name=complete)
async def retract_agreement(interaction: discord.Interaction[Bot], name: str, reason: str) -> None:
    """Shows what would be retracted."""
    await respond(interaction, "agreement retract", name=name, reason=reason)


@source.command(name="add", description="Add a source")
@app_commands.describe(
    title="Title", author="Author or publisher", date="When published, as far as known", link="Address"
)
@app_commands.autocomplete(date=complete)
async def add_source(
    interaction: discord.Interaction[Bot],
    *,
    title: str,
    author: str | None = None,
    date: str | None = None,
    link: str | None = None,
) -> None:
    """Shows a preview."""
    await respond(interaction, "source add", title=title, author=author, date=date, link=link)


@source.command(name="amend", description="Correct a source")
@app_commands.describe(
    name="Which source", title="Title", author="Author or publisher", date="When published", link="Address"
)
@app_commands.autocomplete(name=complete, date=complete)
async def amend_source(
    interaction: discord.Interaction[Bot],
    *,
    name: str,
    title: str | None = None,
    author: str | None = None,
    date: str | None = None,
    link: str | None = None,
) -> None:
    """Shows before and after."""
    changes = {"title": title, "author": author, "date": date, "link": link}
    await respond(interaction, "source amend", name=name, **changes)
