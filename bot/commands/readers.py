"""The readers' slash commands, in the order of the help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot.commands.shared import Sources, complete, for_readers, question
from bot.domain.anniversaries import MOST_DAYS

if TYPE_CHECKING:
    from bot.client import Bot

Topic = Literal["asking", "dates", "sources", "editing", "posts", "privacy", "about"]

AS_OF = "As things stood then: 2012-06-15, June 2012 or 2012"
SOURCES = "All sources, or the documents without the reference pack"
PRIVATE = "Show the answer to me alone"


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
    await interaction.client.respond(interaction, asked, private)


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
    await interaction.client.respond(interaction, asked, private)


@for_readers
@app_commands.command(description="One event: what each source says, side by side, and its changes")
@app_commands.describe(name="Title or number, such as E-57", private=PRIVATE)
@app_commands.autocomplete(name=complete)
async def event(interaction: discord.Interaction[Bot], name: str, private: bool = False) -> None:
    """Answers with the event."""
    await interaction.client.respond(interaction, question("event", name=name), private)


@for_readers
@app_commands.command(description="What happened on a day, in a month or in a year; today if left empty")
@app_commands.describe(date="28 December, June 2012, 1965", sources=SOURCES, private=PRIVATE)
@app_commands.autocomplete(date=complete)
async def on(
    interaction: discord.Interaction[Bot],
    *,
    date: str | None = None,
    sources: Sources | None = None,
    private: bool = False,
) -> None:
    """Answers with the events of that day, month or year."""
    await interaction.client.respond(interaction, question("on", date=date, sources=sources), private)


@for_readers
@app_commands.command(description="Anniversaries ahead")
@app_commands.describe(
    days="How many days ahead, 1 to 366 (30 if left empty)",
    subject="An agreement or country",
    private=PRIVATE,
)
@app_commands.autocomplete(subject=complete)
async def upcoming(
    interaction: discord.Interaction[Bot],
    *,
    days: app_commands.Range[int, 1, MOST_DAYS] | None = None,
    subject: str | None = None,
    private: bool = False,
) -> None:
    """Answers with what is due, round anniversaries first."""
    asked = question("upcoming", days=str(days) if days is not None else None, subject=subject)
    await interaction.client.respond(interaction, asked, private)


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
    await interaction.client.respond(
        interaction, question("timeline", subject=subject, from_=from_, to=to), private
    )


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
    await interaction.client.respond(interaction, asked, private)


@for_readers
@app_commands.command(description="One source: who wrote it, when as far as known, and what it says here")
@app_commands.describe(name="Author or title", private=PRIVATE)
@app_commands.autocomplete(name=complete)
async def source(interaction: discord.Interaction[Bot], name: str, private: bool = False) -> None:
    """Answers with the source."""
    await interaction.client.respond(interaction, question("source", name=name), private)


@for_readers
@app_commands.command(
    name="help", description="How to ask, how dates are read, who edits, your data, about this bot"
)
@app_commands.describe(topic="Jump to a topic")
async def help_(interaction: discord.Interaction[Bot], topic: Topic | None = None) -> None:
    """Answers with the topic."""
    await interaction.client.respond(interaction, question("help", topic=topic))
