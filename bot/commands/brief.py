"""/brief: one phone screen on an agreement, countries, a topic or a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot.commands.shared import AS_OF, PRIVATE, SOURCES, Sources, complete, for_readers, question, respond

if TYPE_CHECKING:
    from bot.client import Bot


@for_readers
@app_commands.command(
    description="One-screen briefing: where it stands, dates that matter, what is open, what is next"
)
@app_commands.rename(as_="as")
@app_commands.describe(
    subject="An agreement, countries, a topic or a period",
    as_of=AS_OF,
    sources=SOURCES,
    as_="A reply here, or the full text as a file",
    private=PRIVATE,
)
@app_commands.autocomplete(subject=complete, as_of=complete)
async def brief(
    interaction: discord.Interaction[Bot],
    *,
    subject: str,
    as_of: str | None = None,
    sources: Sources | None = None,
    as_: Literal["reply", "file"] | None = None,
    private: bool = False,
) -> None:
    """Answers with the briefing."""
    asked = question("brief", subject=subject, as_of=as_of, sources=sources, as_=as_)
    await respond(interaction, asked, private)
