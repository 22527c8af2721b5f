"""/edit add, amend, claim, retract, restore, merge: events and what their sources say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.edit.group import EVENT, PARTIES, REASON, edit, respond
from bot.commands.shared import complete

if TYPE_CHECKING:
    from bot.client import Bot


@edit.command(description="Add an event; leave all options empty for a form")
@app_commands.describe(
    title="What happened, in a few words",
    date="As you would write it: 25 Mar 2014, June 2012, late 2000s",
    source="Link or source; 'own knowledge' is shown as such",
    agreement="The agreement it concerns",
    action="What it did to the agreement: signed, notice withdrawn",
    parties=PARTIES,
    remark="Anything a reader should know",
)
@app_commands.autocomplete(
    date=complete, source=complete, agreement=complete, action=complete, parties=complete
)
async def add(
    interaction: discord.Interaction[Bot],
    *,
    title: str | None = None,
    date: str | None = None,
    source: str | None = None,
    agreement: str | None = None,
    action: str | None = None,
    parties: str | None = None,
    remark: str | None = None,
) -> None:
    """Shows a preview, or the form."""
    about = {"agreement": agreement, "action": action, "parties": parties, "remark": remark}
    await respond(interaction, "add", title=title, date=date, source=source, **about)


@edit.command(description="Correct an event; with the event alone, opens it in a form")
@app_commands.describe(
    event=EVENT,
    title="New title",
    date="New date, for the source chosen",
    source="Whose statement to correct; needed when there are several",
    agreement="The agreement it concerns",
    action="What it did to the agreement",
    parties="Countries or bodies",
    reason=REASON,
)
@app_commands.autocomplete(
    event=complete, date=complete, source=complete, agreement=complete, action=complete, parties=complete
)
async def amend(
    interaction: discord.Interaction[Bot],
    *,
    event: str,
    title: str | None = None,
    date: str | None = None,
    source: str | None = None,
    agreement: str | None = None,
    action: str | None = None,
    parties: str | None = None,
    reason: str | None = None,
) -> None:
    """Shows before and after, or the form."""
    about = {"agreement": agreement, "action": action, "parties": parties, "reason": reason}
    await respond(interaction, "amend", event=event, title=title, date=date, source=source, **about)


@edit.command(description="Add what one more source says about an event")
@app_commands.describe(
    event=EVENT,
    source="Link or source",
    date="The date as that source gives it",
    place="Whose calendar day it is, if capitals differ",
    prefer="Let this date lead",
    remark="In your own words",
)
@app_commands.autocomplete(event=complete, source=complete, date=complete)
async def claim(
    interaction: discord.Interaction[Bot],
    *,
    event: str,
    source: str,
    date: str,
    place: str | None = None,
    prefer: bool = False,
    remark: str | None = None,
) -> None:
    """Shows a preview: how the date was understood, and what becomes of the event's date."""
    led = "yes" if prefer else None
    said = {"source": source, "date": date, "place": place, "prefer": led, "remark": remark}
    await respond(interaction, "claim", event=event, **said)


@edit.command(description="Take an event out of answers and posts")
@app_commands.describe(event=EVENT, reason=REASON)
@app_commands.autocomplete(event=complete)
async def retract(interaction: discord.Interaction[Bot], event: str, reason: str) -> None:
    """Shows what would be retracted."""
    await respond(interaction, "retract", event=event, reason=reason)


@edit.command(description="Bring a retracted event back")
@app_commands.describe(event=EVENT, reason=REASON)
@app_commands.autocomplete(event=complete)
async def restore(interaction: discord.Interaction[Bot], event: str, reason: str | None = None) -> None:
    """Shows what would be restored."""
    await respond(interaction, "restore", event=event, reason=reason)


@edit.command(description="Two entries for one event: keep one, move the other's sources to it")
@app_commands.describe(keep="Event to keep", drop="Event to fold into it")
@app_commands.autocomplete(keep=complete, drop=complete)
async def merge(interaction: discord.Interaction[Bot], keep: str, drop: str) -> None:
    """Shows what would be merged."""
    await respond(interaction, "merge", keep=keep, drop=drop)
