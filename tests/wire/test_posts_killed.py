"""A bot that is killed anywhere in a delivery, and a record that is put back: no note twice, none missing."""

from __future__ import annotations

import asyncio
import random
import zoneinfo
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.domain.entities import Claim, Event
from bot.services.posting.corrections import SETTLING
from storage.backup import backup, restore
from storage.rows import CORPUS
from tests.changing import Changes
from tests.wire.killed import POINTS, Round, play
from tests.wire.loopback import Loopback
from tests.wire.people import BEN
from tests.wire.posts import DAY, DUE, SOON, Now, Posts, running, scope, server, subscription, write_record
from tests.wire.rest import Fault
from tests.wire.rooms import HISTORY, SEND
from tests.wire.test_corrections import amend

A_MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize("point", POINTS)
async def test_a_bot_that_dies_at_a_point_of_a_delivery_leaves_no_note_twice_and_none_out(
    discord: Loopback, tmp_path: Path, point: str
) -> None:
    here = Round(discord, tmp_path, [server(0, 2)])
    await here.prepare()
    await here.run(die=point)
    discord.time.move(3600)
    here.now.set(DUE + A_MINUTE)

    await here.finish()

    assert await here.judge() == {"sent": 2}


async def test_requests_and_answers_under_way_when_the_bot_is_killed_are_found_in_the_channel(
    discord: Loopback, tmp_path: Path
) -> None:
    here = Round(discord, tmp_path, [server(0, 3)])
    await here.prepare()
    asked, answered, _ = here.servers[0].channels
    request = Fault("POST", f"/{asked}/messages$", hold=asyncio.Event())
    answer = Fault("POST", f"/{answered}/messages$", hold=asyncio.Event(), done=True)
    discord.rest.faults += [request, answer]
    await here.run(faults=[request, answer])
    for fault in (request, answer):
        assert fault.hold is not None
        fault.hold.set()
    discord.time.move(3600)
    here.now.set(DUE + 5 * HOUR)

    await here.finish()

    assert await here.judge() == {"sent": 3}


async def test_a_short_campaign_of_random_deaths(tmp_path: Path) -> None:
    found = await play(random.Random(3), tmp_path)

    assert found.total() == 9


@asynccontextmanager
async def restored(
    discord: Loopback,
    folder: Path,
    *,
    sent: bool,
    later: timedelta,
    denied: int = 0,
    due: datetime = DUE,
    event: Event | None = None,
) -> AsyncIterator[Posts]:
    """A bot whose record was copied before a note was due, and put back some time after; whether meanwhile
    the note was sent; what the bot may not do there since. An ``event`` is there beside the others."""
    now, one = Now(due - timedelta(minutes=5)), server(0)
    record, saved = folder / "record.db", folder / "saved.db"
    discord.settle_in(one)
    discord.rest.rooms.now = now
    await write_record(record, Clock(now), [(one, subscription(one.channels[0]))])
    async with running(discord, record, now) as app:
        if event is not None:
            await Changes(app.log, app.views).add(CORPUS, "event", event, actor="a", change=event.id)
        await app.posting.tick()
        await backup(record, saved)
        now.set(due)
        if sent:
            await app.posting.tick()
    now.set(due + later)
    discord.time.move(later.total_seconds())
    await restore(saved, record, now=now())
    async with running(discord, record, now) as app:
        posts = Posts(discord, now, app, one)
        await discord.deny(one, posts.channel, denied)
        yield posts


@pytest.mark.parametrize(
    ("sent", "denied", "state", "messages"),
    [
        (True, 0, ("sent", ""), 1),
        (False, 0, ("sent", ""), 1),
        (True, HISTORY, ("unknown", "history"), 1),
        (False, HISTORY, ("unknown", "history"), 0),
    ],
)
async def test_a_restored_record_sends_only_what_the_channel_does_not_hold(
    discord: Loopback, tmp_path: Path, sent: bool, denied: int, state: tuple[str, str], messages: int
) -> None:
    async with restored(discord, tmp_path, sent=sent, later=HOUR, denied=denied) as posts:
        await posts.ticks(2)

        assert await posts.state() == state
        assert len(posts.room.messages) == messages
        tomorrow = await posts.at(DUE + timedelta(days=1))
        assert len(tomorrow) == messages + 1
        assert await posts.state(DAY + 1) == ("sent", "")


async def test_a_restored_record_does_not_send_what_the_channel_holds_because_somebody_asks_for_it(
    discord: Loopback, tmp_path: Path
) -> None:
    async with restored(discord, tmp_path, sent=True, later=HOUR) as posts:
        asked = await posts.app.posting.send_late(scope(posts.server), str(posts.channel), DAY)

        assert (asked.outcome, len(posts.room.messages)) == ("sent", 1)


async def test_a_message_of_somebody_else_is_not_taken_for_the_note(
    discord: Loopback, tmp_path: Path
) -> None:
    async with restored(discord, tmp_path, sent=True, later=HOUR) as posts:
        posts.room.messages[0]["author"] = BEN.user()
        await posts.ticks(2)

        assert len(posts.room.messages) == 2
        assert await posts.state() == ("sent", "")


async def test_a_note_is_not_sent_again_if_the_channels_history_is_too_long(
    discord: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.PAGE", 1)
    monkeypatch.setattr("bot.channels.PAGES", 1)
    async with restored(discord, tmp_path, sent=True, later=HOUR) as posts:
        note = posts.room.messages[0]
        posts.room.messages.insert(0, {**note, "id": str(int(note["id"]) - 1), "author": BEN.user()})
        await posts.ticks(2)

        assert len(posts.room.messages) == 2
        assert await posts.state() == ("unknown", "history")


async def test_a_refused_note_that_was_sent_after_the_copy_was_made_is_not_sent_again(
    discord: Loopback, tmp_path: Path
) -> None:
    now, one = Now(SOON), server(0)
    record, saved = tmp_path / "record.db", tmp_path / "saved.db"
    discord.settle_in(one)
    discord.rest.rooms.now = now
    await write_record(record, Clock(now), [(one, subscription(one.channels[0]))])
    async with running(discord, record, now) as app:
        posts = Posts(discord, now, app, one)
        await discord.deny(one, posts.channel, SEND)
        await posts.at(DUE)
        refused = await posts.state()
        await backup(record, saved)
        await discord.deny(one, posts.channel, 0)
        sent = await posts.ticks(2)
    now.set(DUE + 2 * HOUR)
    discord.time.move(7200)
    await restore(saved, record, now=now())
    async with running(discord, record, now) as app:
        posts = Posts(discord, now, app, one)

        assert await posts.ticks(2) == sent
        assert refused == ("failed", "permission:send_messages")
        assert len(sent) == 1
        assert await posts.state() == ("sent", "")


@pytest.mark.parametrize(
    ("sent", "denied", "hours", "state"),
    [
        (True, 0, 20, ("sent", "")),
        (False, 0, 20, ("skipped", "grace")),
        (True, HISTORY, 20, ("unknown", "history")),
        (True, 0, 200, ("unknown", "history")),
    ],
)
async def test_after_a_restore_the_channel_tells_about_a_note_past_its_grace(
    discord: Loopback, tmp_path: Path, sent: bool, denied: int, hours: int, state: tuple[str, str]
) -> None:
    later = timedelta(hours=hours)
    async with restored(discord, tmp_path, sent=sent, later=later, denied=denied) as posts:
        before = posts.room.texts()
        await posts.ticks(2)
        assert await posts.state() == state
        assert posts.room.texts()[: len(before)] == before

        await amend(posts, CORPUS, title="Ministers meet in Tokyo")
        texts = await posts.ticks(2, SETTLING)

        assert any("Corrected" in text for text in texts) == (state[0] == "sent")


async def test_a_note_found_after_a_restore_is_recorded_with_all_its_parts(
    discord: Loopback, tmp_path: Path
) -> None:
    new_year = datetime(2027, 1, 1, 9, tzinfo=UTC)
    event = Event("e-8", 8, "A flag is raised", claims=(Claim("c-8", "paper", "2000-01-01"),))
    async with restored(discord, tmp_path, sent=True, later=20 * HOUR, due=new_year, event=event) as posts:
        (before,) = posts.room.texts()
        await posts.ticks(2)
        await amend(posts, CORPUS, title="Ministers meet in Tokyo")
        await amend(posts, CORPUS, "e-8", title="Two flags are raised")
        (after,) = await posts.ticks(2, SETTLING)

    assert "A flag is raised" in before and "Talks begin" in before
    assert after.startswith(before.partition("\n-#")[0])
    assert "Two flags are raised" in after.partition("Corrected")[2]


async def test_after_a_restore_nothing_is_decided_for_a_channel_that_does_not_answer(
    discord: Loopback, tmp_path: Path
) -> None:
    async with restored(discord, tmp_path, sent=True, later=20 * HOUR) as posts:
        posts.discord.rest.faults.append(Fault("GET", "/messages", status=500, times=100))
        await posts.ticks(1)
        assert await posts.state() is None
        posts.discord.rest.faults.clear()
        await posts.ticks(1)
        assert await posts.state() == ("sent", "")


@pytest.fixture
def new_rules(tmp_path: Path) -> Iterator[Path]:
    """A folder whose rules of zones go before the system's; gone again when the test is over."""
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[str(tmp_path), *before])
    yield tmp_path
    zoneinfo.reset_tzpath(to=before)
    zoneinfo.ZoneInfo.clear_cache()


async def test_a_zone_whose_rules_have_changed_since_the_last_run_gets_its_note_by_the_new_ones(
    discord: Loopback, tmp_path: Path, new_rules: Path
) -> None:
    now, one, record = Now(SOON - timedelta(days=1)), server(0), tmp_path / "record.db"
    discord.settle_in(one)
    discord.rest.rooms.now = now
    zone = "Asia/Pyongyang"
    await write_record(record, Clock(now), [(one, subscription(one.channels[0], zone=zone))])
    async with running(discord, record, now) as app:
        await app.posting.tick()
    (new_rules / "Asia").mkdir()
    later = resources.files("tzdata.zoneinfo.Asia").joinpath("Kolkata").read_bytes()
    (new_rules / zone).write_bytes(later)
    zoneinfo.ZoneInfo.clear_cache()
    async with running(discord, record, now) as app:
        posts = Posts(discord, now, app, one)
        by_old_rules = await posts.at(datetime(2026, 12, 28, 0, 0, 1, tzinfo=UTC))
        by_new_rules = await posts.at(datetime(2026, 12, 28, 3, 30, tzinfo=UTC))

        assert [len(by_old_rules), len(by_new_rules)] == [0, 1]
        assert [row.day for row in await app.deliveries.recent(scope(one), str(posts.channel))] == [DAY]
