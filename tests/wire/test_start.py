"""The start: a Discord that cannot be reached yet, a token that is refused, commands that are sent once."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import DAY
from bot.clock import Clock
from bot.commands import COMMANDS
from bot.services.privacy import KEPT_AFTER_LEAVING
from tests.ground import NOW
from tests.wire.gateway import HEARTBEAT, IDENTIFY
from tests.wire.loopback import PATIENCE, Loopback
from tests.wire.people import APPLICATION, EVEN, TOKEN, Server
from tests.wire.posts import subscription, write_record
from tests.wire.process import bot
from tests.wire.rest import Fault, Request
from tests.wire.rooms import SEND, VIEW


async def test_heartbeats_go_on_and_are_acknowledged(record_file: Path) -> None:
    async with Loopback(heartbeat=0.05) as discord, bot(discord, record_file) as process:
        await discord.gateway.connected()

        await discord.gateway.until(lambda: discord.gateway.count(HEARTBEAT) > 20)

        assert discord.gateway.count(IDENTIFY) == 2
        assert process.troubles() == []


async def test_commands_that_are_rate_limited_are_sent_later(discord: Loopback, record_file: Path) -> None:
    limit = Fault.rate_limit("/commands$", whole=True)
    limit.method = "PUT"
    discord.rest.faults.append(limit)

    async with bot(discord, record_file) as process:
        await process.says(f"sent {len(COMMANDS)} commands")

    assert [one.status for one in discord.rest.requests if one.method == "PUT"] == [429, 200]


async def test_a_gateway_out_of_reach_at_the_start_is_tried_again_ever_more_rarely(
    discord: Loopback, record_file: Path
) -> None:
    discord.gateway.reachable = False
    async with bot(discord, record_file) as process:
        await discord.gateway.until(lambda: discord.gateway.refused >= 3)
        await process.says("trying again in 5 s")
        discord.gateway.reachable = True
        await discord.gateway.connected()
        answer = await discord.slash("help")

    assert answer.text()
    assert process.has_said("Discord cannot be reached (GatewayNotFound")
    assert process.has_said("trying again in 2 s")


@pytest.mark.parametrize("status", [0, 503], ids=["hangs up", "503"])
async def test_an_http_api_out_of_reach_at_the_start_is_tried_again(
    discord: Loopback, record_file: Path, status: int
) -> None:
    times = 1 if status else 2  # aiohttp by itself tries once more where a connection is cut
    discord.rest.faults.append(Fault("GET", "/users/@me$", status, times=times, body={"message": "oops"}))

    async with bot(discord, record_file) as process:
        await discord.gateway.connected()
        answer = await discord.slash("help")

    assert answer.text()
    assert process.has_said("trying again in 2 s")
    assert "Traceback" not in process.raw


async def test_commands_that_discord_cannot_take_at_the_start_are_sent_when_it_can(
    discord: Loopback, record_file: Path
) -> None:
    discord.rest.faults.append(Fault("PUT", "/commands$", 503, body={"message": "oops"}))

    async with bot(discord, record_file) as process:
        await process.says(f"sent {len(COMMANDS)} commands")
        await discord.gateway.connected()

        assert (await discord.slash("help")).text()

    assert process.has_said("trying again in 2 s")
    assert [one.status for one in discord.rest.requests if one.method == "PUT"] == [503, 200]


@pytest.mark.parametrize("by", ["gateway", "http api"])
async def test_a_refused_token_is_a_fault_of_the_configuration(
    discord: Loopback, record_file: Path, by: str
) -> None:
    if by == "gateway":
        discord.gateway.token = "another"  # noqa: S105
    else:
        discord.rest.faults.append(Fault("GET", "/users/@me$", 401, body={"message": "401: Unauthorized"}))
    async with bot(discord, record_file) as process:
        code = await process.over()

    assert code == 1
    assert "ConfigError" in process.raw
    assert "DISCORD_TOKEN" in process.raw
    assert TOKEN not in process.raw


def syncs(discord: Loopback) -> list[Request]:
    """The times that commands were sent."""
    return [request for request in discord.rest.requests if request.method == "PUT"]


async def test_commands_are_sent_once_and_again_only_when_they_changed(
    discord: Loopback, record_file: Path, tmp_path: Path
) -> None:
    async with bot(discord, record_file) as process:
        await process.says(f"sent {len(COMMANDS)} commands")
        await discord.gateway.connected()
        linked = await discord.slash("help")
        await process.stop()
    async with bot(discord, record_file) as process:
        await discord.gateway.until(lambda: discord.gateway.count(IDENTIFY) == 4)
        await discord.gateway.connected()
        again = await discord.slash("help")
        await process.stop()
    with sqlite3.connect(record_file) as record:
        key, known = record.execute("SELECT key, value FROM meta WHERE key LIKE 'commands/%'").fetchone()
        changed = json.dumps({**json.loads(known), "digest": "of other commands"})
        record.execute("UPDATE meta SET value = ? WHERE key = ?", (changed, key))
    record.close()
    async with bot(discord, record_file) as process:
        await process.says(f"sent {len(COMMANDS)} commands")

    assert [request.path.rsplit("/", 2)[-2:] for request in syncs(discord)] == [
        [str(APPLICATION), "commands"]
    ] * 2
    assert again.text() == linked.text()
    assert "</brief:" in linked.text()


async def test_one_server_has_the_commands_to_itself_for_development(
    discord: Loopback, record_file: Path
) -> None:
    async with bot(discord, record_file, development_guild=EVEN.id):
        await discord.gateway.connected()
        answer = await discord.slash("on", {"date": "28 December"}, where=EVEN)

    assert [request.path for request in syncs(discord)] == [
        f"/applications/{APPLICATION}/guilds/{EVEN.id}/commands"
    ]
    assert list(discord.rest.commands) == [EVEN.id]
    assert "28 December" in answer.text()


async def test_a_server_that_let_the_bot_in_while_it_was_away_is_greeted_once(
    discord: Loopback, record_file: Path
) -> None:
    lately = (NOW - timedelta(hours=2)).isoformat()
    new = Server(1110 << 22, 1111 << 22, "New", permissions=VIEW | SEND, joined=lately)
    old = Server(1112 << 22, 1113 << 22, "Old", permissions=VIEW | SEND)
    discord.settle_in(new)
    discord.settle_in(old)
    rooms = [discord.rest.rooms.rooms[server.channel] for server in (new, old)]

    for _ in range(2):
        async with bot(discord, record_file) as process:
            await process.says("ready, in 4 servers")
            await discord.gateway.connected()
            await asyncio.wait_for(rooms[0].spoken.wait(), PATIENCE)
            await process.stop()

            assert process.troubles() == []

    assert [len(room.messages) for room in rooms] == [1, 0]


async def test_the_bot_forgets_greetings_to_servers_that_it_has_left(
    discord: Loopback, record_file: Path
) -> None:
    lately = (NOW - timedelta(hours=2)).isoformat()
    stays, goes = (
        Server(id << 22, (id + 1) << 22, "New", permissions=VIEW | SEND, joined=lately) for id in (1116, 1118)
    )
    discord.settle_in(stays)
    discord.settle_in(goes)

    kept = []
    for servers in (4, 3):
        async with bot(discord, record_file) as process:
            await process.says(f"ready, in {servers} servers")
            await asyncio.wait_for(discord.rest.rooms.rooms[goes.channel].spoken.wait(), PATIENCE)
            await asyncio.wait_for(discord.rest.rooms.rooms[stays.channel].spoken.wait(), PATIENCE)
            await process.stop()
        with closing(sqlite3.connect(record_file)) as record:
            kept.append({key for (key,) in record.execute("SELECT key FROM meta WHERE key LIKE 'greeted/%'")})
        discord.gateway.servers[:] = [one for one in discord.gateway.servers if one != goes]

    both = {f"greeted/guild:{server.id}" for server in (stays, goes)}
    assert kept == [both, both - {f"greeted/guild:{goes.id}"}]


async def test_daily_erasure_goes_on_after_a_day_on_which_it_failed(
    tmp_path: Path,
) -> None:
    def sql(statement: str) -> bool:
        with closing(sqlite3.connect(path, isolation_level=None)) as record:
            return bool(record.execute(statement).fetchall())

    path, now, left = tmp_path / "record.db", tmp_path / "now", Server(1120 << 22, 1121 << 22, "Left")
    await write_record(path, Clock(lambda: NOW), [(left, subscription(left.channel))])
    now.write_text(NOW.isoformat())
    async with (
        Loopback(heartbeat=0.05, servers=[EVEN, left], shards=1) as discord,
        bot(discord, path, now=str(now), hurry=DAY * 10, pause=DAY) as process,
    ):
        await process.says("ready, in 2 servers")
        await discord.gateway.remove(left)
        await discord.gateway.until(lambda: sql("SELECT 1 FROM departures"))
        sql("ALTER TABLE departures RENAME TO mislaid")
        await process.says("tidying up failed")
        sql("ALTER TABLE mislaid RENAME TO departures")
        later = tmp_path / "later"
        later.write_text((NOW + 2 * KEPT_AFTER_LEAVING).isoformat())
        later.replace(now)

        await process.says(f"erased the record of guild:{left.id}")

    assert not sql("SELECT 1 FROM records WHERE scope <> 'corpus' AND body NOT NULL AND type <> 'BodyErased'")


async def test_a_server_that_comes_when_the_bot_has_only_just_connected_is_greeted(
    discord: Loopback, record_file: Path
) -> None:
    new = Server(1114 << 22, 1115 << 22, "New", permissions=VIEW | SEND)
    async with bot(discord, record_file, last_server_after=PATIENCE) as process:
        await discord.gateway.connected()

        await discord.let_in(new)
        await asyncio.wait_for(discord.rest.rooms.rooms[new.channel].spoken.wait(), PATIENCE)

        assert process.troubles() == []
        assert not process.has_said("ready")
