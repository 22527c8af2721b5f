"""Notes through the real bot in a simulated Discord: set-up and its menus, previews, sending, /why."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import discord
import pytest
import simcord

from bot.clock import Clock
from bot.demo.simulator import SimulatedTime
from tests.discord.test_editing import cara, labels
from tests.discord.world import World, answered, text, world
from tests.ground import NOW
from tests.wire.rules import walk


@pytest.fixture
def moving() -> SimulatedTime:
    """Noon of 22 November 2026, until the simulation moves on."""
    return SimulatedTime(NOW)


async def set_up(here: World, mia: simcord.MemberActor, **options: str) -> simcord.ResponseMessage:
    shown = await mia.slash(here.channel, "posts setup", **{"zone": "Seoul", **options})
    return answered(await mia.click(answered(shown), label="Confirm"))


def posted(here: World) -> list[discord.Message]:
    """The messages of the bot that everybody in the channel sees."""
    return [one for one in here.channel.history() if one.author.bot and not one.flags.ephemeral]


def menus(message: simcord.ResponseMessage) -> dict[str, str]:
    """The menus of a message: custom ids by what stands in them."""
    return {part["placeholder"]: part["custom_id"] for part in walk(message.components) if part["type"] == 3}


async def test_set_up_shows_forecast_permissions_and_menus_and_a_menu_changes_the_forecast(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        mia = cara(here)
        form = await mia.slash(here.channel, "posts setup")
        shown = answered(await mia.submit_modal(form, {"time": "9", "zone": "Kathmandu"}))
        before, buttons = text(shown), labels(shown)
        fewer = await mia.select(shown, ["documents", "round"], custom_id=menus(shown)["Filters"])
        after = text(answered(fewer))
        saved = await mia.click(answered(fewer), label="Confirm")

    assert "Kathmandu, Nepal (`Asia/Kathmandu`; 17:45 there now)" in before
    assert "days with a note in the next year;** without the reference pack" in before
    assert "✅ View Channel ✅ Send Messages ✅ Read Message History" in before
    assert buttons == ["Confirm", "Next note", "Edit", "Cancel"]
    assert "round anniversaries only" in after
    assert "are set up" in text(answered(saved))


async def test_change_alone_shows_all_settings_and_confirms_only_what_is_changed(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        mia = cara(here)
        await set_up(here, mia)
        shown = answered(await mia.slash(here.channel, "posts change"))
        told, buttons = text(shown), labels(shown)
        same = answered(await mia.slash(here.channel, "posts change", time="09:00"))
        repeated = text(same)
        changed = answered(await mia.select(shown, ["round"], custom_id=menus(shown)["Filters"]))
        offered = labels(changed)
        saved = await mia.click(changed, label="Confirm")

    assert told.startswith(f"### Notes in <#{here.channel.id}>, as they are set\n**At** 09:00 Seoul")
    for setting in ("Parts", "About", "Sources", "Years", "Publications and polls", "Ping", "May be late by"):
        assert f"\n**{setting}** " in told
    assert "saved" not in told and "Draft" not in told
    assert buttons == ["Next note", "Edit"]
    assert repeated == told
    assert offered == ["Confirm", "Next note", "Edit", "Cancel"]
    assert "are changed" in text(answered(saved))


async def test_menus_work_after_a_restart(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        mia = cara(here)
        shown = answered(await mia.slash(here.channel, "posts setup", zone="Seoul"))
        await here.restart()
        parts = menus(shown)["Parts of the note"]
        changed = await mia.select(shown, ["day"], custom_id=parts)

    assert "**Parts** day\n" in text(answered(changed))


async def test_a_channel_closed_to_the_bot_says_which_permission_is_missing(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        mia = cara(here)
        everyone = here.ana.guild.default_role
        closed = here.ana.guild.create_text_channel(
            "closed", overwrites={everyone: discord.PermissionOverwrite(send_messages=False)}
        )
        shown = answered(await mia.slash(here.channel, "posts setup", channel=closed, zone="Seoul"))
        listed = answered(await mia.slash(here.channel, "posts list"))

    assert "❌ **Send Messages**, to post the note" in text(shown)
    assert "Confirm" not in labels(shown) and "Look again" in labels(shown)
    assert "No channel gets notes" in text(listed)


async def test_the_note_is_previewed_before_it_is_set_up_and_for_any_day_after(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        mia = cara(here)
        shown = answered(await mia.slash(here.channel, "posts setup", zone="Seoul"))
        draft = await mia.click(shown, label="Next note")
        await mia.click(shown, label="Confirm")
        day = await mia.slash(here.channel, "posts preview", date="28 December")
        empty = await mia.slash(here.channel, "posts preview", date="24 November 2026")
        nothing = text(answered(empty))
        following = await mia.click(answered(empty), label="Next: 27 November 2026")

    assert draft.ephemeral and "GSOMIA signed" in text(answered(draft))
    assert "2015: " in text(answered(day)) and "28 December" in text(answered(day))
    assert "No note on 24 November 2026" in nothing
    assert "27 November" in text(answered(following))


async def test_a_missed_note_is_posted_from_why_marked_late_and_never_twice(
    record_file: Path, moving: SimulatedTime
) -> None:
    async with world(record_file, Clock(moving)) as here:
        moving.follow(here.env)
        mia = cara(here)
        await set_up(here, mia)
        await here.env.advance_time(timedelta(days=2).total_seconds())
        why = await here.ben.slash(here.channel, "why", date="23 November")
        managers = await mia.slash(here.channel, "why", date="23 November")
        sent = await mia.click(answered(managers), label="Post now, marked late")
        again = await mia.slash(here.channel, "posts send", date="2026-11-23")
        (note,) = posted(here)
        pressed = await here.ben.context_menu(here.channel, "Why this post?", note)
        other = await here.ben.send(here.channel, "hello")
        none = await here.ben.context_menu(here.channel, "Why this post?", other)

    assert why.ephemeral and labels(answered(why)) == []
    assert "marked late" in text(answered(sent))
    assert "It is there already" in text(answered(again))
    assert "Posted late" in text(answered(pressed))
    assert "not one of my notes" in text(answered(none))


async def test_today_is_the_day_in_the_zone_of_the_servers_notes(
    record_file: Path, moving: SimulatedTime
) -> None:
    async with world(record_file, Clock(moving)) as here:
        moving.follow(here.env)
        mia = cara(here)
        await here.env.advance_time(4 * 3600)  # 16:00 by UTC, 01:00 of the next day in Seoul
        before = answered(await here.ben.slash(here.channel, "on"))
        await set_up(here, mia)
        after = answered(await here.ben.slash(here.channel, "on"))

    assert "22 November" in text(before)
    assert "23 November" in text(after)
