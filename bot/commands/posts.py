"""/posts: notes in a server's channels, for whoever holds Manage Server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.shared import Sources, complete, for_servers, question

if TYPE_CHECKING:
    from bot.client import Bot

HERE = "This channel if left empty"
TIME = "Such as 09:00"
ZONE = "City or zone"
MANAGERS = discord.Permissions(manage_guild=True)

posts = for_servers(
    app_commands.Group(
        name="posts",
        description="Notes in your channels: set up, pause, preview, send",
        default_permissions=MANAGERS,
    )
)

AnyChannel = app_commands.AppCommandChannel | app_commands.AppCommandThread


class NoteChannel(app_commands.Transformer):
    """A channel that notes can be posted in: a text or announcement channel, or a thread.

    The channel is taken as Discord sends it, and not looked up, because the bot may not see it yet: set-up
    then says which permission is missing.
    """

    @property
    def type(self) -> discord.AppCommandOptionType:
        """The type of the option: a channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channel that Discord offers for the option."""
        return [
            discord.ChannelType.text,
            discord.ChannelType.news,
            discord.ChannelType.public_thread,
            discord.ChannelType.private_thread,
            discord.ChannelType.news_thread,
        ]

    async def transform(self, interaction: discord.Interaction, value: AnyChannel, /) -> AnyChannel:
        """The channel as Discord sent it."""
        return value


Channel = app_commands.Transform[AnyChannel, NoteChannel]


def channel_or_here(interaction: discord.Interaction[Bot], channel: AnyChannel | None) -> str:
    """The id of the given channel, or of the one in which the command was typed."""
    return str(channel.id if channel is not None else interaction.channel_id)


async def _respond(
    interaction: discord.Interaction[Bot], command: str, channel: AnyChannel | None, **options: str | None
) -> None:
    """Answers a /posts command privately."""
    asked = question(f"posts {command}", channel=channel_or_here(interaction, channel), **options)
    await interaction.client.respond(interaction, asked, private=True)


@posts.command(description="Start notes in a channel: time, zone, filters, preview, permission check")
@app_commands.describe(channel=HERE, time=TIME, zone=ZONE)
@app_commands.autocomplete(time=complete, zone=complete)
async def setup(
    interaction: discord.Interaction[Bot],
    channel: Channel | None = None,
    time: str | None = None,
    zone: str | None = None,
) -> None:
    """Answers with a preview of the settings, or with a form that asks for the zone."""
    await _respond(interaction, "setup", channel, time=time, zone=zone)


@posts.command(name="list", description="All channels with notes, and when the next one is due")
async def list_channels(interaction: discord.Interaction[Bot]) -> None:
    """Answers with the channels."""
    await interaction.client.respond(interaction, question("posts list"), private=True)


@posts.command(description="Change one thing; the rest stays")
@app_commands.describe(
    channel=HERE,
    time=TIME,
    zone=ZONE,
    kinds="Day, month, year notes, weekly look-ahead",
    party="Only these countries",
    agreement="Only these agreements",
    sources="With or without the reference pack",
    round_only="Round anniversaries only",
    ping="Role to mention",
    grace="Hours a late note may still be posted, 0 to 24",
)
@app_commands.autocomplete(time=complete, zone=complete, kinds=complete, party=complete, agreement=complete)
async def change(
    interaction: discord.Interaction[Bot],
    *,
    channel: Channel | None = None,
    time: str | None = None,
    zone: str | None = None,
    kinds: str | None = None,
    party: str | None = None,
    agreement: str | None = None,
    sources: Sources | None = None,
    round_only: bool | None = None,
    ping: discord.Role | None = None,
    grace: app_commands.Range[int, 0, 24] | None = None,
) -> None:
    """Answers with a preview of the settings before and after."""
    which = {"party": party, "agreement": agreement, "sources": sources, "kinds": kinds}
    only = None if round_only is None else "yes" if round_only else "no"
    late = {"ping": None if ping is None else str(ping.id), "grace": None if grace is None else str(grace)}
    await _respond(interaction, "change", channel, time=time, zone=zone, round_only=only, **which, **late)


@posts.command(description="Pause notes")
@app_commands.describe(channel=HERE, until="Day to start again; open if left empty")
@app_commands.autocomplete(until=complete)
async def pause(
    interaction: discord.Interaction[Bot], channel: Channel | None = None, until: str | None = None
) -> None:
    """Pauses at once."""
    await _respond(interaction, "pause", channel, until=until)


@posts.command(description="Start notes again")
@app_commands.describe(channel=HERE)
async def resume(interaction: discord.Interaction[Bot], channel: Channel | None = None) -> None:
    """Starts again at once."""
    await _respond(interaction, "resume", channel)


@posts.command(description="See a day's note before it is posted")
@app_commands.describe(date="Tomorrow if left empty", channel=HERE)
@app_commands.autocomplete(date=complete)
async def preview(
    interaction: discord.Interaction[Bot], date: str | None = None, channel: Channel | None = None
) -> None:
    """Answers with the note as it would be."""
    await _respond(interaction, "preview", channel, date=date)


@posts.command(description="Post a missed day's note now, marked late")
@app_commands.describe(date="The missed day", channel=HERE)
@app_commands.autocomplete(date=complete)
async def send(interaction: discord.Interaction[Bot], date: str, channel: Channel | None = None) -> None:
    """Posts the note, unless it was posted before."""
    await _respond(interaction, "send", channel, date=date)


@posts.command(description="End notes in a channel; settings are kept 30 days")
@app_commands.describe(channel=HERE)
async def stop(interaction: discord.Interaction[Bot], channel: Channel | None = None) -> None:
    """Ends the notes at once."""
    await _respond(interaction, "stop", channel)
