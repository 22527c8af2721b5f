"""SIGTERM at a bad moment: what is under way is finished or left, nothing is torn, and the exit code is 0."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot import app, client
from bot.app import App
from bot.clock import Clock
from bot.config import seeds_directory
from storage.database import Database
from storage.verify import verify
from tests.wire.killed import TICK, Round
from tests.wire.loopback import PATIENCE, Loopback
from tests.wire.posts import SOON, Now, server, subscribe, subscription
from tests.wire.process import Process, bot
from tests.wire.rest import Fault

BRIEF = 0.2
"""Seconds for what is never done in time."""
CALLBACK = "/callback$"


async def records(path: Path) -> int:
    """How many records the log has; it holds against its chain of hashes."""
    async with await Database.open(path, mode="reader") as database:
        verified = await verify(database, None, None)
    assert verified.ok
    return verified.checked


async def ends_well(process: Process) -> None:
    """Asked to stop, the process does so without a word of trouble."""
    assert await process.stop() == 0
    assert process.troubles() == [], process.raw[-3000:]
    assert "Traceback" not in process.raw


async def test_a_bot_at_rest_says_goodbye_and_ends(discord: Loopback, record_file: Path) -> None:
    async with bot(discord, record_file) as process:
        await discord.gateway.connected()

        await ends_well(process)

    await discord.gateway.until(lambda: not (discord.gateway.is_there(0) or discord.gateway.is_there(1)))


async def test_everything_acknowledged_is_in_the_log_after_a_stop(discord: Loopback, tmp_path: Path) -> None:
    database = tmp_path / "record.db"
    async with bot(discord, database, append=True) as process:
        await process.has_printed(50)

        await ends_well(process)

    kept = await records(database)
    promised = {int(line) for line in process.printed}
    assert promised <= set(range(1, kept + 1))
    assert len(promised) >= 50


async def test_seeds_that_are_being_loaded_are_there_in_full_or_not_at_all(
    discord: Loopback, tmp_path: Path
) -> None:
    database = tmp_path / "record.db"
    async with bot(discord, database, seeds=str(seeds_directory())) as process:
        await process.says("starting")

        await ends_well(process)
    part = await records(database)
    async with bot(discord, database, seeds=str(seeds_directory())) as process:
        await discord.gateway.connected()
        answer = await discord.slash("brief", {"subject": "GSOMIA"})

    whole = await records(database)
    assert part in (0, whole)
    assert "GSOMIA" in answer.text()


async def test_an_answer_that_is_being_sent_still_arrives(discord: Loopback, record_file: Path) -> None:
    slow = Fault("POST", CALLBACK, hold=asyncio.Event())
    discord.rest.faults.append(slow)
    async with bot(discord, record_file) as process:
        await discord.gateway.connected()
        asked = await discord.give("on", {"date": "28 December"})
        await slow.met.wait()

        process.ask_to_stop()
        await process.says("stopping")
        assert slow.hold is not None
        slow.hold.set()
        await ends_well(process)

    assert "28 December" in asked.text()


@pytest.mark.parametrize(
    "limits",
    [{"last_words": BRIEF}, {"last_words": 2 * PATIENCE, "goodbye": BRIEF}],
    ids=["last words", "goodbye"],
)
async def test_an_answer_that_cannot_be_sent_does_not_keep_the_bot_from_ending(
    discord: Loopback, record_file: Path, limits: dict[str, float]
) -> None:
    stuck = Fault("POST", CALLBACK, hold=asyncio.Event())
    discord.rest.faults.append(stuck)
    async with bot(discord, record_file, **limits) as process:
        await discord.gateway.connected()
        asked = await discord.give("help")
        await stuck.met.wait()

        assert await process.stop() == 0

    assert not asked.answered.is_set()
    assert "Traceback" not in process.raw


@pytest.mark.parametrize(
    ("arrives", "in_time"),
    [(True, True), (True, False), (False, False)],
    ids=["answered in time", "answered too late", "lost on the way"],
)
async def test_a_note_that_is_being_sent_is_there_once_after_the_next_start(
    discord: Loopback, tmp_path: Path, arrives: bool, in_time: bool
) -> None:
    here = Round(discord, tmp_path, [server(0)])
    await here.prepare()
    slow = Fault("POST", "/messages$", hold=asyncio.Event(), done=arrives)
    discord.rest.faults.append(slow)
    orders = {"now": str(here.now.file), "tick": TICK} | ({} if in_time else {"last_words": BRIEF})
    async with bot(discord, here.record, **orders) as process:
        await slow.met.wait()

        process.ask_to_stop()
        await process.says("stopping")
        if in_time and slow.hold is not None:
            slow.hold.set()
        await ends_well(process)
    left = [row.state for row in (await here.rows()).values()]
    here.now.set(here.now() + timedelta(minutes=1))
    await here.finish()

    assert left == ["sent" if in_time else "claimed"]
    assert await here.judge() == {"sent": 1}


async def test_people_waiting_for_a_late_note_when_the_bot_stops_are_told_to_ask_again(
    discord: Loopback, record_file: Path
) -> None:
    here, now = server(0), Now(SOON, record_file.with_name("now"))
    now.set(SOON)
    async with App(record_file, Clock(now)) as opened:
        await subscribe(opened, here, subscription(here.channel))
    discord.settle_in(here)
    stuck = Fault("POST", "/messages$", hold=asyncio.Event())
    discord.rest.faults.append(stuck)
    async with bot(discord, record_file, now=str(now.file), last_words=BRIEF) as process:
        await discord.gateway.connected()
        asked = await discord.give("posts send", {"date": "2026-11-23"}, where=here)
        await stuck.met.wait()

        assert await process.stop() == 0

    assert "ask again once I am back" in asked.text()


async def test_a_bot_that_cannot_reach_discord_ends_when_it_is_asked(
    discord: Loopback, record_file: Path
) -> None:
    discord.gateway.reachable = False
    async with bot(discord, record_file, hurry=1.0) as process:
        await process.says("Failed to connect")

        assert await process.stop() == 0


def test_stopping_takes_less_time_than_a_supervisor_allows() -> None:
    assert client.FINISHING + client.APOLOGISING < app.DISCONNECTING
    assert app.FINISHING + app.DISCONNECTING <= 5.0  # Docker by itself gives ten.
