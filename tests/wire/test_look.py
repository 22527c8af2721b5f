"""`aide-memoire check` asks Discord, without connecting, what the bot may do in the channels with notes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from discord.http import Route

from bot.clock import Clock
from bot.config import Secret
from bot.domain.permissions import Room
from bot.operator.check import (
    CHANNELS,
    Application,
    CheckResult,
    Place,
    check,
    exit_code,
    look_at_channels,
)
from tests.wire.loopback import Loopback
from tests.wire.people import TOKEN, Server
from tests.wire.posts import server, subscription, write_record
from tests.wire.rest import Fault
from tests.wire.rooms import HISTORY, SEND


async def known(token: Secret) -> Application:
    return Application("Aide", 1, "https://discord.example/invite")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of the check."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def looked(
    discord: Loopback,
    folder: Path,
    clock: Clock,
    where: Server,
    patch: pytest.MonkeyPatch,
    gone: tuple[int, ...] = (),
) -> CheckResult:
    """What the check says of notes in all channels of a server."""
    discord.rest.rooms.add(where)
    for channel in gone:
        discord.rest.rooms.rooms[channel].gone = True
    notes = [(where, subscription(channel)) for channel in where.channels]
    await write_record(folder / "aide-memoire.db", clock, notes)
    patch.setattr(Route, "BASE", discord.base)
    results = await check(None, {"DISCORD_TOKEN": TOKEN}, known, look_at_channels)
    assert results[-1].label == "notes"
    return results[-1]


async def test_check_says_if_all_permissions_are_granted(
    discord: Loopback, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = await looked(discord, folder, clock, server(41, channels=2), monkeypatch)
    assert result.success
    assert "2 channels" in result.details


async def test_missing_permissions_are_named_with_why_they_are_needed(
    discord: Loopback, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = server(42, channels=3)
    first, second, _ = where.channels
    closed = Server(
        where.id,
        where.channel,
        where.name,
        where.permissions,
        where.channels,
        denied=((first, HISTORY), (second, SEND)),
    )
    result = await looked(discord, folder, clock, closed, monkeypatch)

    assert (result.success, exit_code((result,))) == (False, 78)
    assert "Read Message History missing in #general: to see after a crash" in result.details
    assert "Send Messages missing in #general: to post the note" in result.details
    assert len(result.details.splitlines()) == 2
    assert "Permissions" in result.resolution


async def test_a_channel_that_is_gone_is_said_to_be_gone(
    discord: Loopback, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = server(43)
    result = await looked(discord, folder, clock, where, monkeypatch, gone=where.channels)
    assert result.success is False
    assert "is gone, or the bot cannot see it" in result.details


@pytest.mark.parametrize("ask", ["who it is", "where it may post"])
async def test_a_connection_that_is_cut_is_told_as_no_answer(
    discord: Loopback, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, ask: str
) -> None:
    where = server(44)
    discord.rest.faults.append(Fault("GET", "/users/@me$", times=9))
    if ask == "where it may post":
        result = await looked(discord, folder, clock, where, monkeypatch)
    else:
        monkeypatch.setattr(Route, "BASE", discord.base)
        result = (await check(None, {"DISCORD_TOKEN": TOKEN}))[-1]

    assert result.success is None
    assert "disconnected" in result.details


async def test_a_channel_that_discord_does_not_show_is_said_to_be_gone_or_hidden(
    discord: Loopback, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = server(45)
    discord.rest.faults.append(Fault.refused("GET", "/channels/", (403, 50001, "Missing Access")))
    result = await looked(discord, folder, clock, where, monkeypatch)

    assert result.success is False
    assert "is gone, or the bot cannot see it" in result.details


async def test_check_looks_at_the_first_of_very_many_channels_and_counts_the_others(
    folder: Path, clock: Clock
) -> None:
    where = server(46, channels=CHANNELS + 2)
    asked: list[int] = []

    async def look(token: Secret, places: Sequence[Place]) -> list[Room]:
        asked.extend(int(subscription.id) for _, subscription in places)
        return [Room("general", frozenset({"view_channel", "send_messages", "read_message_history"}))] * len(
            places
        )

    notes = [(where, subscription(channel)) for channel in where.channels]
    await write_record(folder / "aide-memoire.db", clock, notes)
    *_, result = await check(None, {"DISCORD_TOKEN": TOKEN}, known, look)

    assert result.success
    assert set(asked) < set(where.channels)
    assert len(asked) == CHANNELS
    assert f"in {CHANNELS} channels; 2 more were not looked at" in result.details


async def test_check_says_if_discord_takes_too_long(folder: Path, clock: Clock) -> None:
    async def look(token: Secret, places: Sequence[Place]) -> list[Room]:
        raise TimeoutError

    where = server(47)
    await write_record(folder / "aide-memoire.db", clock, [(where, subscription(where.channels[0]))])
    *_, result = await check(None, {"DISCORD_TOKEN": TOKEN}, known, look)

    assert result.success is None
    assert result.details.endswith("no answer in time")
