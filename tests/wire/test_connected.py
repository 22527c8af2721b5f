"""What goes wrong between a bot that is connected and Discord, and what is true afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.services.cooldown import ALLOWED
from tests.wire import rules
from tests.wire.gateway import IDENTIFY, RESUME
from tests.wire.loopback import PATIENCE, Loopback
from tests.wire.messages import MISSING_PERMISSIONS
from tests.wire.people import ALL_PERMISSIONS, ANA, BEN, ELSEWHERE, EVEN, FILES, ODD, Person, Server, new_id
from tests.wire.process import Process, bot
from tests.wire.rest import (
    ALREADY_ACKNOWLEDGED,
    TOKEN_EXPIRED,
    UNKNOWN_INTERACTION,
    UNKNOWN_WEBHOOK,
    Asked,
    Fault,
)
from tests.wire.rooms import SEND, VIEW
from tests.wire.walk import said_in

pytestmark = pytest.mark.asyncio(loop_scope="module")

CALLBACK = "/callback$"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord() -> AsyncIterator[Loopback]:
    """A loopback Discord for all tests here: each leaves it and the bot as good as they were."""
    async with Loopback() as here:
        yield here
    assert here.rest.breaches == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def process(
    discord: Loopback, loaded_file: Any, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Process]:
    """A bot that is connected on both shards, and waits for no more servers: discord.py may forget one that
    comes in the moment in which it stops to."""
    path = tmp_path_factory.mktemp("wire") / "record.db"
    path.write_bytes(loaded_file.read_bytes())
    async with bot(discord, path) as running:
        await running.says("ready, in")
        yield running


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def fresh(discord: Loopback, process: Process) -> None:
    """Both are connected, and nothing of an earlier test is remembered."""
    await discord.gateway.connected()
    discord.forget()
    process.forget()


def button(asked: Asked, label: str) -> dict[str, Any]:
    """A button of an answer."""
    parts = rules.walk((asked.message or {})["components"])
    return dict(next(part for part in parts if part.get("label") == label))


async def settled(asked: Asked) -> Asked:
    """The answer, once it is whole."""
    await said_in(asked)
    return asked


async def saved(discord: Loopback, options: dict[str, str]) -> None:
    """Adds an event."""
    shown = await discord.slash("edit add", options)
    await discord.press(shown.message, button(shown, "Confirm"))


async def test_both_shards_and_direct_messages_are_answered(discord: Loopback, process: Process) -> None:
    told = [
        (await discord.slash("on", {"date": "28 December"}, where=where)).text()
        for where in (EVEN, ODD, ELSEWHERE, None)
    ]

    assert len(set(told)) == 1
    assert "28 December" in told[0]
    assert process.troubles() == []


@pytest.mark.parametrize("whole", [False, True], ids=["one place", "global"])
async def test_an_answer_that_is_rate_limited_comes_later(
    discord: Loopback, process: Process, whole: bool
) -> None:
    discord.rest.faults.append(Fault.rate_limit(CALLBACK, whole=whole))

    answer = await discord.slash("help")

    assert answer.text()
    assert [request.status for request in discord.rest.requests if "callback" in request.path] == [429, 200]
    assert (await discord.slash("help")).text() == answer.text()


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_an_answer_goes_through_once_discord_has_recovered(
    discord: Loopback, process: Process, status: int
) -> None:
    discord.rest.faults.append(Fault("POST", CALLBACK, status, times=2, body={"message": "oops"}))

    answer = await discord.slash("on", {"date": "28 December"})

    assert "28 December" in answer.text()
    assert process.troubles() == []


async def test_a_discord_that_stays_broken_costs_that_answer_and_nothing_else(
    discord: Loopback, process: Process
) -> None:
    discord.rest.faults.append(Fault("POST", CALLBACK, 500, times=5, body={"message": "oops"}))

    lost = await discord.give("help")
    await process.says("the answer was not sent")

    assert not lost.answered.is_set()
    assert (await discord.slash("help")).text()
    assert "Traceback" not in process.raw


async def test_an_http_api_that_hangs_up_costs_that_answer_and_nothing_else(
    discord: Loopback, process: Process
) -> None:
    discord.rest.faults.append(Fault("POST", CALLBACK))

    lost = await discord.give("help")
    await process.says("the answer was not sent")

    assert not lost.answered.is_set()
    assert (await discord.slash("help")).text()
    assert "Traceback" not in process.raw


@pytest.mark.parametrize(
    "error",
    [MISSING_PERMISSIONS, UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, ALREADY_ACKNOWLEDGED, TOKEN_EXPIRED],
    ids=["missing permission", "too late", "gone", "acknowledged", "expired"],
)
async def test_an_answer_that_discord_does_not_take_is_logged_and_not_tried_again(
    discord: Loopback, process: Process, error: tuple[int, int, str]
) -> None:
    discord.rest.faults.append(Fault.refused("POST", CALLBACK, error))

    await discord.give("help")
    line = await process.says("the answer was not sent")

    assert str(error[1]) in line["event"]
    assert "/help" in line["event"]
    assert sum("callback" in request.path for request in discord.rest.requests) == 1
    assert (await discord.slash("help")).text()
    assert "Traceback" not in process.raw


async def test_a_file_that_was_never_read_does_not_count_among_those_that_were(
    discord: Loopback, process: Process
) -> None:
    file = {"file": str(next(id for id, (name, _) in FILES.items() if name == "note.txt"))}
    somebody = Person(new_id(), "somebody", ALL_PERMISSIONS)
    for _ in range(ALLOWED):
        process.forget()
        discord.rest.faults.append(Fault.refused("POST", CALLBACK, UNKNOWN_INTERACTION))
        await discord.give("edit import", file, who=somebody)
        await process.says("the answer was not sent")

    read = await settled(await discord.slash("edit import", file, who=somebody))

    assert "several files" not in read.text()


async def test_a_bug_after_a_change_was_saved_does_not_say_that_nothing_was(
    discord: Loopback, process: Process
) -> None:
    shown = await discord.slash("edit add", {"title": "Lake Malawi talks", "date": "1988"})
    invalid = (400, 50035, "Invalid Form Body")
    discord.rest.faults.append(Fault.refused("POST", CALLBACK, invalid))
    apology = await discord.press(shown.message, button(shown, "Confirm"))
    again = await discord.press(shown.message, button(shown, "Confirm"))

    assert "that went wrong" in apology.text()
    assert "nothing was" not in apology.text()
    assert "It was saved before" in again.text()


async def test_an_answer_after_three_seconds_is_too_late_and_harms_nothing(
    discord: Loopback, process: Process
) -> None:
    slow = Fault("POST", CALLBACK, hold=asyncio.Event())
    discord.rest.faults.append(slow)

    late = await discord.give("help")
    await slow.met.wait()
    discord.time.move(3.1)
    assert slow.hold is not None
    slow.hold.set()
    line = await process.says("the answer was not sent")

    assert "10062" in line["event"]
    assert not late.answered.is_set()
    assert (await discord.slash("help")).text()


async def test_interactions_during_a_lost_connection_are_answered_after_a_resume(
    discord: Loopback, process: Process
) -> None:
    discord.gateway.drop(EVEN.shard)
    missed = [await discord.give("on", {"date": date}) for date in ("28 December", "June 2012", "1965")]
    beside = await discord.slash("help", where=ODD)

    told = [(await discord.answered(one)).text() for one in missed]

    assert beside.text()
    assert ["28 December" in told[0], "June 2012" in told[1], "1965" in told[2]] == [True] * 3
    assert [discord.gateway.count(op) for op in (RESUME, IDENTIFY)] == [1, 0]
    assert sum("callback" in request.path for request in discord.rest.requests) == 4


async def test_a_shard_that_is_asked_to_reconnect_resumes(discord: Loopback, process: Process) -> None:
    await discord.gateway.ask_to_reconnect(EVEN.shard)
    await discord.gateway.until(lambda: discord.gateway.count(RESUME) == 1)
    await discord.gateway.connected()

    assert (await discord.slash("help")).text()
    assert discord.gateway.count(IDENTIFY) == 0


async def test_an_invalid_session_begins_a_new_one(discord: Loopback, process: Process) -> None:
    await discord.gateway.invalidate(EVEN.shard)
    await discord.gateway.until(lambda: discord.gateway.count(IDENTIFY) == 1)
    await discord.gateway.connected()

    assert (await discord.slash("help")).text()
    assert (await discord.slash("help", where=ODD)).text()
    assert discord.gateway.count(RESUME) == 0


async def test_a_gateway_that_goes_away_later_is_found_again(discord: Loopback, process: Process) -> None:
    discord.gateway.reachable = False
    discord.gateway.drop(EVEN.shard)
    await discord.gateway.until(lambda: discord.gateway.refused >= 2)
    beside = await discord.slash("help", where=ODD)

    discord.gateway.reachable = True
    await discord.gateway.connected()

    assert (await discord.slash("help")).text() == beside.text()


async def test_a_server_that_is_deleted_while_it_is_answered_harms_no_other(
    discord: Loopback, process: Process
) -> None:
    discord.rest.faults.append(Fault.refused("POST", CALLBACK, UNKNOWN_WEBHOOK))
    await discord.give("help")

    await discord.gateway.remove(EVEN)
    await process.says("the answer was not sent")
    elsewhere = await discord.slash("help", where=ODD)
    as_an_app = await discord.slash("help", where=EVEN, who=BEN)
    await discord.gateway.add(EVEN)

    assert elsewhere.text() == as_an_app.text() == (await discord.slash("help")).text()
    assert "Traceback" not in process.raw


async def test_a_deleted_server_gets_no_notes_and_its_record_is_back_if_it_returns(
    discord: Loopback, process: Process
) -> None:
    await saved(discord, {"title": "Zanzibar opens", "date": "2012"})
    shown = await discord.slash("edit add", {"title": "Lake Tana floods", "date": "1987"})
    before = (await discord.slash("find", {"words": "Zanzibar"})).text()

    await discord.gateway.remove(EVEN)
    beside = await discord.slash("help", where=ODD)
    found = await discord.slash("find", {"words": "Zanzibar"})
    refused = [
        await discord.slash("edit add", {"title": "Zanzibar", "date": "2014"}),
        await discord.slash("edit export", {"what": "events"}),
        await discord.press(shown.message, button(shown, "Confirm")),
    ]
    offers = await discord.complete("edit amend", "event", "Zanzibar")
    texts = [(await settled(one)).text() for one in refused]
    await discord.gateway.add(EVEN)

    assert beside.text()
    assert "Zanzibar opens" in before
    assert "Zanzibar opens" not in found.text()
    assert ["in a server only" in text for text in texts] == [True] * 3
    assert offers == []
    assert (await discord.slash("find", {"words": "Zanzibar"})).text() == before
    assert process.troubles() == []


async def test_an_answer_after_fifteen_minutes_is_lost_and_nothing_else(
    discord: Loopback, process: Process
) -> None:
    slow = Fault("POST", "/webhooks/", hold=asyncio.Event())
    discord.rest.faults.append(slow)
    late = await discord.slash("edit export", {"what": "agreements"})
    await slow.met.wait()

    discord.time.move(901)
    assert slow.hold is not None
    slow.hold.set()
    line = await process.says("the answer was not sent")

    assert "50027" in line["event"]
    assert late.files == {}
    assert "Traceback" not in process.raw
    again = await settled(await discord.slash("edit export", {"what": "agreements"}))
    assert list(again.files) == ["agreements.csv"]


async def test_a_button_of_an_answer_that_is_hours_old_still_works(
    discord: Loopback, process: Process
) -> None:
    shown = await discord.slash("edit add", {"title": "Lake Kivu talks", "date": "2013"})
    discord.time.move(12 * 3600)

    receipt = await discord.press(shown.message, button(shown, "Confirm"))

    assert "Saved" in receipt.text()
    assert process.troubles() == []


async def greeting(discord: Loopback, server: Server) -> str:
    """The first message in a server that lets the bot in, and out again."""
    await discord.let_in(server)
    room = discord.rest.rooms.rooms[server.channel]
    await asyncio.wait_for(room.spoken.wait(), PATIENCE)
    await discord.gateway.remove(server)
    (text,) = room.texts()
    return text


async def test_the_first_message_in_a_server_can_be_acted_on(discord: Loopback, process: Process) -> None:
    said = await greeting(discord, Server(1102 << 22, 1103 << 22, "New", permissions=VIEW | SEND))

    ids = {one["name"]: one["id"] for one in discord.rest.commands[None]}
    for command in ("edit add", "edit editors add", "brief", "help"):
        assert f"</{command}:{ids[command.split()[0]]}>" in said
    assert process.troubles() == []


@pytest.mark.parametrize("may", [0, VIEW], ids=["nothing", "no writing"])
async def test_the_bot_sends_no_greeting_where_it_may_not_write_and_still_answers(
    discord: Loopback, process: Process, may: int
) -> None:
    quiet = Server((1104 + may) << 22, (1105 + may) << 22, "Quiet", permissions=may)
    open_ = Server((1108 + may) << 22, (1109 + may) << 22, "Open", permissions=VIEW | SEND)

    await discord.let_in(quiet)
    answer = await discord.slash("help", where=quiet)
    await greeting(discord, open_)
    await discord.gateway.remove(quiet)

    assert "</brief:" in answer.text()
    posted = [one.path for one in discord.rest.requests if one.path.endswith("/messages")]
    assert posted == [f"/channels/{open_.channel}/messages"]
    assert process.troubles() == []


async def test_a_first_message_that_discord_does_not_take_harms_nothing(
    discord: Loopback, process: Process
) -> None:
    here = Server(1106 << 22, 1107 << 22, "Refusing", permissions=VIEW | SEND)
    discord.rest.faults.append(Fault.refused("POST", "/messages$", MISSING_PERMISSIONS))
    await discord.let_in(here)

    line = await process.says("no hello")
    answer = await discord.slash("help", where=here)
    await discord.gateway.remove(here)

    assert str(here.id) in line["event"]
    assert answer.text()
    assert process.troubles() == []


async def test_completions_know_what_is_filled_in_already(discord: Loopback, process: Process) -> None:
    offers = [
        {one["value"] for one in await discord.complete("agreement", "name", "camp", filled)}
        for filled in ({}, {"sources": "documents"})
    ]

    said = await discord.complete("edit amend", "source", "", {"event": "E-1"})

    assert offers[0] - offers[1]
    assert said
    assert process.troubles() == []


async def test_the_same_interaction_told_twice_is_answered_once(discord: Loopback, process: Process) -> None:
    first = await discord.slash("help")

    await discord.tell_again(first, ANA, EVEN)
    await process.says("40060")

    assert not first.followups
    assert (await discord.slash("help")).text()
