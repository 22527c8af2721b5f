"""/edit import and /edit review: the bot finds statements in a document, and editors decide on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.edit.group import edit, respond
from bot.commands.shared import complete, question

if TYPE_CHECKING:
    from bot.client import Bot


@edit.command(
    name="import", description="Find dated statements in a document; nothing is saved before review"
)
@app_commands.describe(file="txt, md, html or pdf", published="When the document came out, if you know")
@app_commands.autocomplete(published=complete)
async def import_paper(
    interaction: discord.Interaction[Bot], file: discord.Attachment, published: str | None = None
) -> None:
    """Answers with what was found."""
    await interaction.client.respond_to_upload(
        interaction, question("edit import", published=published), file
    )


@edit.command(description="Go through found statements and corpus changes that touch your edits")
@app_commands.describe(document="Only this document")
@app_commands.autocomplete(document=complete)
async def review(interaction: discord.Interaction[Bot], document: str | None = None) -> None:
    """Shows the next statement."""
    await respond(interaction, "review", document=document)
