"""What readers get of anniversaries in Discord: /upcoming, and the buttons of a note in a channel."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import discord
from icalendar import Calendar

from bot.clock import Clock
from bot.domain.delivery import delivery_id
from bot.domain.entities import Subscription
from bot.render.discord_view import layout
from bot.render.note import render_note
from bot.services.notes.anniversaries import Anniversaries
from bot.services.record import Receipt
from tests.changing import Changes
from tests.discord.world import World, answered, buttons, text, world

DAY = date(2026, 11, 23).toordinal()


async def posted(
    here: World, *, day: int = DAY, kinds: tuple[str, ...] = ("day",), of_channel: int | None = None
) -> tuple[discord.Message, str]:
    """A note in the channel, as the bot sends it, with its delivery's id."""
    scope = f"guild:{here.ana.guild.id}"
    channel = Subscription(str(here.channel.id), "09:00", "Asia/Seoul", kinds=kinds)
    recorder = Changes(here.app.log, here.app.views)
    made = await recorder.add(scope, "subscription", channel, actor="ana", change="posts")
    assert isinstance(made, Receipt)
    note = await Anniversaries(here.app.views).note(scope, channel, day)
    assert note is not None
    delivery = delivery_id(of_channel or here.channel.id, day)
    view, _ = layout(render_note(note, delivery), 0)
    there = here.app.client.get_channel(here.channel.id)
    assert there is not None
    return await there.send(view=view), delivery  # type: ignore[union-attr]


async def test_a_note_leads_to_its_full_story_for_whoever_presses(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        message, delivery = await posted(here)
        for presser in (here.ana, here.ben):
            pressed = await presser.click(message, custom_id=f"note:story:{delivery}")
            assert pressed.ephemeral
            told = text(answered(pressed))
            assert "23 November: full story" in told
            assert "GSOMIA signed" in told and "Yeonpyeong" in told
            assert "Seoul decides to end GSOMIA" in told


async def test_a_note_says_why_it_was_posted(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        message, delivery = await posted(here)
        pressed = await here.ben.click(message, custom_id=f"note:why:{delivery}")
    assert pressed.ephemeral
    assert "23 November 2026" in text(answered(pressed)) and "GSOMIA signed" in text(answered(pressed))


async def test_the_full_story_of_a_look_ahead_is_that_of_the_week(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        monday = date(2026, 12, 14).toordinal()
        message, delivery = await posted(here, day=monday, kinds=("week",))
        told = text(answered(await here.ana.click(message, custom_id=f"note:story:{delivery}")))
    assert "14 December: full story" in told and "National Security Strategy of 2013" in told


async def test_a_note_leads_to_a_calendar_file_also_after_a_restart(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        message, delivery = await posted(here)
        await here.restart()
        pressed = await here.ben.click(message, custom_id=f"note:calendar:{delivery}")
        (file,) = answered(pressed).attachments
        events = Calendar.from_ical(await file.read()).walk("VEVENT")
    assert pressed.ephemeral
    assert str(events[0]["summary"]) == "10 years: GSOMIA signed (23 November 2016)"


async def test_a_button_of_a_note_that_is_of_no_channel_here_says_so(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        message, delivery = await posted(here, of_channel=12345)
        pressed = await here.ana.click(message, custom_id=f"note:story:{delivery}")
    assert pressed.ephemeral
    assert "no longer knows" in text(answered(pressed))


async def test_upcoming_lists_round_ones_first_and_turns_pages(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        first = answered(await here.ana.slash(here.channel, "upcoming", days=60))
        told = text(first)
        turned = text(answered(await here.ana.click(first, custom_id=buttons(first, "replace")[0])))
    lines = told.split("\n")
    assert "anniversaries within 60 days from today" in lines[1] and "round ones first" in lines[1]
    assert lines[2].startswith("**23 Nov** GSOMIA signed, **10 years**")
    told_of = lines[2:10]
    assert all(" years" in line for line in told_of) and not any("…" in line for line in told_of)
    assert "**23 Nov** Yeonpyeong Island incident, 16 years" in told
    assert "Page 2 of" in turned


async def test_upcoming_is_the_corpus_in_a_direct_message(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        alone = await here.ana.user.slash("upcoming", subject="GSOMIA")
    assert "**23 Nov** GSOMIA signed, **10 years**" in text(answered(alone))


async def test_upcoming_begins_with_what_is_due_today(record_file: Path) -> None:
    async with world(record_file, Clock(lambda: datetime(2026, 11, 23, 8, tzinfo=UTC))) as here:
        told = text(answered(await here.ana.slash(here.channel, "upcoming", days=1, subject="GSOMIA")))
    assert "**Today** GSOMIA signed, **10 years**" in told


async def test_upcoming_says_when_there_is_nothing_and_what_it_does_not_know(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        nothing = await here.ana.slash(here.channel, "upcoming", days=1, subject="TISA")
        unknown = await here.ana.slash(here.channel, "upcoming", subject="Treaty of Westphalia")
    assert "No anniversary within 1 day from today" in text(answered(nothing))
    assert unknown.ephemeral
