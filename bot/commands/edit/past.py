"""/edit undo, history, drafts and export: what was changed, what is unsaved, and the record as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot.commands.edit.group import edit, respond
from bot.commands.shared import complete

if TYPE_CHECKING:
    from bot.client import Bot


def _id(person: discord.User | discord.Member | None) -> str | None:
    return str(person.id) if person is not None else None


@edit.command(description="Undo a change, or everything one person did since a time")
@app_commands.describe(
    record="Number on the receipt; your last change if left empty",
    by="Undo what this person did",
    since="Only since then: 2 hours, 2026-11-20",
)
@app_commands.autocomplete(since=complete)
async def undo(
    interaction: discord.Interaction[Bot],
    record: app_commands.Range[int, 1] | None = None,
    by: discord.User | None = None,
    since: str | None = None,
) -> None:
    """Shows what would be taken back."""
    number = str(record) if record is not None else None
    await respond(interaction, "undo", record=number, by=_id(by), since=since)


@edit.command(description="Who changed what, when and why")
@app_commands.describe(event="One event; everything if left empty", by="One person")
@app_commands.autocomplete(event=complete)
async def history(
    interaction: discord.Interaction[Bot], event: str | None = None, by: discord.User | None = None
) -> None:
    """Answers with the newest changes."""
    await respond(interaction, "history", event=event, by=_id(by))


@edit.command(description="Your unsent previews and forms of the last 24 hours")
async def drafts(interaction: discord.Interaction[Bot]) -> None:
    """Answers with the drafts."""
    await respond(interaction, "drafts")


@edit.command(description="Your server's record as a file")
@app_commands.describe(what="What to export", format="csv if left empty")
async def export(
    interaction: discord.Interaction[Bot],
    what: Literal["events", "agreements", "claims", "sources", "history"],
    format: Literal["csv", "json", "jsonl"] | None = None,
) -> None:
    """Answers with the file."""
    await respond(interaction, "export", what=what, format=format)
