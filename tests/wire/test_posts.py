"""Notes on the wire, without crashes: once, on the day, through what Discord and people do meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels import DiscordChannels
from bot.domain.delivery import delivery_id
from bot.limiter import MOST_INVALID, Limiter
from bot.rooms import ClientRooms
from bot.services.notes.anniversaries import Anniversaries
from bot.services.posting.index import Index
from bot.services.posting.port import Post, Unclear
from bot.services.posting.sending import RETRY
from storage.deliveries import Block
from tests.changing import Changes
from tests.wire.posts import DAY, DUE, SOON, Posts, scope, server, subscribe, subscription
from tests.wire.rest import Fault
from tests.wire.rooms import HISTORY, SEND

MESSAGES = "/messages$"
TITLES = ("Ministers meet in Seoul", "A letter is sent", "A line is opened")
HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)


async def test_a_note_is_posted_once_on_its_day(posts: Posts) -> None:
    before = await posts.at(DUE - timedelta(seconds=1))
    on_time = await posts.at(DUE)
    again = await posts.at(DUE + HOUR)

    assert before == []
    assert len(on_time) == 1
    assert "Ministers meet in Seoul" in on_time[0]
    assert again == on_time
    assert posts.room.sent == [delivery_id(posts.channel, DAY)]
    row = await posts.row()
    assert row is not None
    assert (row.state, row.message, row.late) == ("sent", int(posts.room.messages[0]["id"]), False)


async def test_a_role_is_mentioned_as_long_as_the_server_has_it(posts: Posts) -> None:
    role = {**posts.server.guild()["roles"][0], "id": "77", "name": "Historians"}
    told = {"guild_id": str(posts.server.id), "role": role}
    await posts.discord.gateway.change(posts.server.shard, "GUILD_ROLE_CREATE", told)
    await posts.change(ping="77")
    await posts.at(DUE)
    gone = {"guild_id": str(posts.server.id), "role_id": "77"}
    await posts.discord.gateway.change(posts.server.shard, "GUILD_ROLE_DELETE", gone)
    await posts.at(DUE + A_DAY)

    mentioned = [request.body for request in posts.discord.rest.requests if "nonce" in (request.body or {})]
    assert ["<@&77>" in text for text in posts.room.texts()] == [True, False]
    assert [body["allowed_mentions"].get("roles", []) for body in mentioned] == [[77], []]


async def test_each_day_has_its_note_and_a_day_without_anything_has_none(posts: Posts) -> None:
    for days in range(10):
        await posts.at(DUE + days * A_DAY)

    decided = await posts.app.deliveries.recent(scope(posts.server), str(posts.channel))
    assert [row.day - DAY for row in reversed(decided)] == [0, 1, 2, 4]
    assert len(posts.room.messages) == 4
    assert "Talks begin" in posts.room.texts()[3]
    assert "A committee is founded" in posts.room.texts()[3]


@pytest.mark.parametrize(
    ("late", "state"),
    [
        (timedelta(minutes=1), ("sent", "")),
        (timedelta(hours=5), ("sent", "")),
        (timedelta(days=3), ("skipped", "grace")),
    ],
)
async def test_a_late_start_does_what_the_grace_says(
    posts: Posts, late: timedelta, state: tuple[str, str]
) -> None:
    texts = await posts.at(DUE + late)

    assert await posts.state() == state
    row = await posts.row()
    assert row is not None
    assert row.late == (late == timedelta(hours=5))
    told = [text for text in texts if "Ministers meet" in text]
    assert len(told) == (state[0] == "sent")
    assert all(("late" in text) == row.late for text in told)


async def test_the_parts_of_month_and_year_are_caught_up_for_seven_days(posts: Posts) -> None:
    new_year = DUE + 4 * A_DAY

    texts = await posts.at(new_year + 6 * A_DAY)

    assert len(texts) == 1
    assert "Talks begin" in texts[0]
    assert await posts.state(DAY + 4) == ("sent", "")
    assert [await posts.state(DAY + days) for days in range(3)] == [("skipped", "grace")] * 3


async def test_days_during_downtime_are_in_the_ledger_if_something_was_due(
    posts: Posts,
) -> None:
    await posts.at(DUE + 30 * A_DAY)

    rows = await posts.app.deliveries.recent(scope(posts.server), str(posts.channel))
    assert [row.day - DAY for row in reversed(rows)] == [0, 1, 2, 4]


async def test_a_pause_is_in_the_ledger_and_ends_on_its_day(posts: Posts) -> None:
    await posts.change(paused=True, until="2026-12-30")

    texts = [await posts.at(DUE + days * A_DAY) for days in range(3)]

    assert [len(each) for each in texts] == [0, 0, 1]
    assert [await posts.state(DAY + days) for days in range(3)] == [
        ("skipped", "paused"), ("skipped", "paused"), ("sent", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"time": "08:00"},
        {"time": "09:30"},
        {"zone": "Asia/Seoul"},
        {"zone": "America/Los_Angeles"},
        {"zone": "Pacific/Kiritimati", "time": "06:00"},
    ],
)
async def test_a_change_in_the_hour_before_the_note_neither_doubles_nor_drops_it(
    posts: Posts, change: dict[str, str]
) -> None:
    await posts.change(**change)

    for hours in range(72):
        await posts.at(SOON + hours * HOUR)

    told = [[title for title in TITLES if f": {title}" in text] for text in posts.room.texts()]
    assert told == [[title] for title in TITLES]


async def test_a_zone_where_tomorrow_is_hours_old_makes_both_days_due_at_once_and_neither_late(
    posts: Posts,
) -> None:
    await posts.change(time="23:00", grace=0)
    posts.now.set(DUE.replace(hour=22, minute=30))
    await posts.change(zone="Pacific/Kiritimati", time="09:00")

    texts = await posts.ticks(1)

    assert [title in text for title, text in zip(TITLES, texts, strict=False)] == [True, True]
    assert not any("late" in text for text in texts)


async def test_a_change_right_after_the_note_does_not_bring_it_again(posts: Posts) -> None:
    await posts.at(DUE)

    await posts.change(zone="America/Los_Angeles", time="12:00")
    texts = [await posts.at(DUE + hours * HOUR) for hours in range(24)]

    assert len(texts[-1]) == 1


async def test_a_change_while_a_note_is_on_its_way_holds_from_the_next_one_on(posts: Posts) -> None:
    await posts.change(grace=24)
    slow = Fault("POST", MESSAGES, hold=asyncio.Event())
    posts.discord.rest.faults.append(slow)
    posts.now.set(DUE + 23 * HOUR)
    sending = asyncio.create_task(posts.app.posting.tick())
    await slow.met.wait()
    await posts.change(time="12:00")
    posts.now.set(DUE + A_DAY)
    assert slow.hold is not None
    slow.hold.set()
    await sending

    by_the_old_time = await posts.at(DUE + 2 * A_DAY)
    by_the_new_time = await posts.at(DUE + 2 * A_DAY + 3 * HOUR)

    assert [len(by_the_old_time), len(by_the_new_time)] == [2, 3]


async def test_a_note_that_was_sent_while_a_change_was_taken_in_does_not_bring_the_old_time_back(
    posts: Posts, monkeypatch: pytest.MonkeyPatch
) -> None:
    await posts.change(grace=24)
    hold = asyncio.Event()
    slow = Fault("POST", MESSAGES, hold=hold)
    posts.discord.rest.faults.append(slow)
    posts.now.set(DUE + 23 * HOUR)
    sending = asyncio.create_task(posts.app.posting.tick())
    await slow.met.wait()
    posts.now.set(DUE + A_DAY)
    take_in = Index.update

    async def take_in_until_sent(index: Index, keys: Collection[tuple[str, str]]) -> None:
        await take_in(index, keys)
        if not hold.is_set():
            hold.set()
            await sending

    monkeypatch.setattr(Index, "update", take_in_until_sent)
    await posts.change(time="12:00")

    by_the_old_time = await posts.at(DUE + 2 * A_DAY)
    by_the_new_time = await posts.at(DUE + 2 * A_DAY + 3 * HOUR)

    assert [len(by_the_old_time), len(by_the_new_time)] == [2, 3]


async def test_a_zone_without_rules_keeps_no_other_channel_from_its_note(posts: Posts) -> None:
    lost = subscription(posts.server.channel, zone="Nowhere/Land")
    await subscribe(posts.app, posts.server, lost)

    texts = await posts.at(DUE)

    assert len(texts) == 1
    assert posts.editors.texts() == []


async def test_a_server_in_which_discord_does_not_tell_of_the_bot_keeps_no_other_from_its_note(
    posts: Posts,
) -> None:
    strange = replace(server(1), joined="")
    await posts.discord.let_in(strange)
    await subscribe(posts.app, strange, subscription(strange.channels[0]))

    texts = await posts.at(DUE)

    assert len(texts) == 1
    assert len(posts.discord.rest.rooms.rooms[strange.channels[0]].messages) == 1


async def test_rate_limits_and_outages_are_waited_out_in_order(posts: Posts) -> None:
    posts.discord.rest.faults += [
        Fault.rate_limit(MESSAGES, whole=False),
        Fault.rate_limit(MESSAGES, whole=True),
        Fault("POST", MESSAGES, 502, times=2),
    ]

    texts = await posts.at(DUE + A_DAY)

    assert await posts.state(DAY) == ("skipped", "grace")
    assert await posts.state(DAY + 1) == ("sent", "")
    assert len(texts) == 1


@pytest.mark.parametrize("status", [401, 408])
async def test_a_refusal_that_says_nothing_about_the_note_keeps_it_for_the_next_tick(
    posts: Posts, status: int
) -> None:
    posts.discord.rest.faults.append(Fault("POST", MESSAGES, status, body={"message": "not now", "code": 0}))

    await posts.at(DUE)
    unclear = await posts.state()
    await posts.at(DUE + timedelta(seconds=30))

    assert unclear == ("claimed", "")
    assert await posts.state() == ("sent", "")
    assert len(posts.room.messages) == 1


async def test_a_server_that_is_out_of_order_is_left_alone_until_it_is_back(posts: Posts) -> None:
    gateway, there = posts.discord.gateway, posts.server
    await gateway.change(there.shard, "GUILD_DELETE", {"id": str(there.id), "unavailable": True})

    during = await posts.at(DUE)
    undecided = await posts.state()
    await gateway.change(there.shard, "GUILD_CREATE", there.guild())
    after = await posts.at(DUE + timedelta(minutes=1))

    assert (during, undecided) == ([], None)
    assert len(after) == 1


class Turns(Limiter):
    """Counts those whose turn it was, and lets nobody wait."""

    taken = 0

    async def slot(self) -> None:
        self.taken += 1


async def each_request(posts: Posts, limiter: Limiter) -> list[object]:
    """What comes of sending the note of ``DUE``, editing it, looking for another, deleting it, and telling
    the editors of a closed channel."""
    row = await posts.row()
    assert row is not None and row.message is not None
    where = (scope(posts.server), posts.channel)
    note = await Anniversaries(posts.app.views).note(where[0], subscription(posts.channel), DAY)
    assert note is not None
    post, block = Post(note, row.id), Block(where[0], str(posts.channel), "forbidden", DUE, DUE)
    client = posts.app.client
    rooms = ClientRooms(lambda: client)
    channels = DiscordChannels(lambda: client, rooms, limiter, posts.app.invalid_requests)
    return [
        await channels.send(*where, post),
        await channels.edit(*where, row.message, post),
        await channels.find(*where, "another", DUE - A_DAY),
        await channels.remove(*where, row.message),
        await channels.tell(where[0], block),
    ]


async def test_a_connection_that_was_closed_says_nothing_about_a_message(posts: Posts) -> None:
    await posts.at(DUE)
    await posts.app.client.close()
    *answers, told_in = await each_request(posts, Limiter())
    await posts.at(DUE + A_DAY)

    assert [type(answer) for answer in answers] == [Unclear] * 4
    assert told_in is None
    assert await posts.state(DAY + 1) is None


async def test_every_request_about_notes_waits_for_its_turn_also_for_each_page_of_a_history(
    posts: Posts,
) -> None:
    await posts.at(DUE)
    (note,) = posts.room.messages
    posts.room.messages += [{**note, "id": str(int(note["id"]) + more)} for more in range(1, 250)]
    earlier, turns = len(posts.discord.rest.requests), Turns()
    await each_request(posts, turns)

    assert len(posts.room.messages) == 249
    assert turns.taken == len(posts.discord.rest.requests) - earlier == 7


@pytest.mark.parametrize("ahead", [timedelta(), HOUR], ids=["right clock", "an hour ahead"])
@pytest.mark.parametrize("done", [True, False])
async def test_an_answer_that_never_came_is_looked_for_in_the_channel(
    posts: Posts, done: bool, ahead: timedelta
) -> None:
    posts.discord.rest.rooms.now = lambda: posts.now() - ahead
    posts.discord.rest.faults.append(Fault("POST", MESSAGES, done=done))

    await posts.at(DUE)
    unclear = await posts.state()
    posts.discord.time.move(3600)
    texts = await posts.at(DUE + timedelta(seconds=30))

    assert unclear == ("claimed", "")
    assert await posts.state() == ("sent", "")
    assert len(texts) == 1
    assert len(posts.room.sent) == 1


async def test_without_the_channels_history_nothing_is_sent_again_and_the_ledger_says_so(
    posts: Posts,
) -> None:
    await posts.discord.deny(posts.server, posts.channel, HISTORY)
    posts.discord.rest.faults.append(Fault("POST", MESSAGES, done=True))

    await posts.at(DUE)
    await posts.at(DUE + timedelta(seconds=30))

    assert await posts.state() == ("unknown", "history")
    assert len(posts.room.messages) == 1
    assert await posts.at(DUE + A_DAY) != []
    assert await posts.state(DAY + 1) == ("sent", "")


async def test_a_note_that_was_not_sent_before_its_channel_was_given_up_never_is(posts: Posts) -> None:
    posts.discord.rest.faults.append(Fault("POST", MESSAGES, done=False))
    await posts.at(DUE)
    await Changes(posts.app.log, posts.app.views).retract(
        scope(posts.server), "subscription", str(posts.channel), reason="done", actor="ana", change="stop"
    )

    texts = await posts.at(DUE + timedelta(seconds=30))

    assert texts == []
    assert await posts.state() == ("skipped", "stopped")


async def test_a_note_that_may_have_been_sent_is_looked_for_before_it_is_sent_by_hand(posts: Posts) -> None:
    await posts.discord.deny(posts.server, posts.channel, HISTORY)
    posts.discord.rest.faults.append(Fault("POST", MESSAGES, done=True))
    await posts.at(DUE)
    await posts.at(DUE + timedelta(seconds=30))
    unknown = await posts.state()
    await posts.discord.deny(posts.server, posts.channel, 0)
    posts.discord.time.move(3600)

    await posts.app.posting.send_late(scope(posts.server), str(posts.channel), DAY)

    assert unknown == ("unknown", "history")
    assert await posts.state() == ("sent", "")
    assert len(posts.room.messages) == 1


async def test_a_note_that_two_ask_for_at_once_is_posted_once_and_both_hear_it(posts: Posts) -> None:
    await posts.at(DUE + A_DAY)
    missed = (scope(posts.server), str(posts.channel), DAY)

    asked = await asyncio.gather(*(posts.app.posting.send_late(*missed) for _ in range(2)))

    assert [one.outcome for one in asked] == ["sent", "already_sent"]
    assert len(posts.room.messages) == 2


async def test_a_channel_that_closes_rests_tells_the_editors_once_and_goes_on_by_itself(posts: Posts) -> None:
    await posts.discord.deny(posts.server, posts.channel, SEND)

    closed = [await posts.at(DUE + minutes * timedelta(minutes=1)) for minutes in range(5)]
    state = await posts.state()
    await posts.discord.deny(posts.server, posts.channel, 0)
    mended = await posts.at(DUE + 2 * HOUR)

    assert closed[-1] == []
    assert state == ("failed", "permission:send_messages")
    assert len(posts.editors.messages) == 1
    assert "Send Messages" in posts.editors.texts()[0]
    assert len(mended) == 1
    assert await posts.state() == ("sent", "")
    assert await posts.app.deliveries.blocked() == ()
    assert posts.room.sent == [delivery_id(posts.channel, DAY)]


async def test_every_note_that_a_closed_channel_missed_comes_though_the_first_meets_an_outage(
    posts: Posts,
) -> None:
    await posts.change(grace=24)
    await posts.discord.deny(posts.server, posts.channel, SEND)
    for late in (timedelta(), A_DAY):
        await posts.at(DUE + late)
    await posts.discord.deny(posts.server, posts.channel, 0)
    posts.discord.rest.faults.append(Fault("POST", MESSAGES, done=False))

    for _ in range(3):
        told = await posts.at(DUE + A_DAY)

    assert [title in text for title, text in zip(TITLES, told, strict=False)] == [True, True]
    assert await posts.app.deliveries.blocked() == ()


@pytest.mark.parametrize("done", [True, False], ids=["answer lost", "lost on the way"])
async def test_editors_whom_a_cut_connection_kept_from_hearing_it_are_told_later(
    posts: Posts, done: bool
) -> None:
    await posts.discord.deny(posts.server, posts.channel, SEND)
    posts.discord.rest.faults.append(Fault("POST", MESSAGES, done=done))

    for minutes in range(4):
        await posts.at(DUE + timedelta(minutes=minutes))

    assert len(posts.editors.messages) == 1
    (block,) = await posts.app.deliveries.blocked()
    assert block.told_in == posts.server.channel


async def test_editors_whose_channel_refuses_to_take_it_are_not_told_again_and_again(posts: Posts) -> None:
    await posts.discord.deny(posts.server, posts.channel, SEND)
    posts.discord.rest.faults.append(Fault.refused("POST", MESSAGES, (403, 50013, "Missing Permissions")))

    for minutes in range(4):
        await posts.at(DUE + timedelta(minutes=minutes))

    assert sum(one.method == "POST" for one in posts.discord.rest.requests) == 1
    (block,) = await posts.app.deliveries.blocked()
    assert block.told_in == 0


async def test_a_refusal_against_all_permissions_is_tried_again_in_an_hour(posts: Posts) -> None:
    refused = Fault.refused("POST", f"{posts.channel}/messages", (403, 50013, "Missing Permissions"), times=2)
    posts.discord.rest.faults.append(refused)

    for minutes in (0, 1, 59, 61, 62, 119):
        await posts.at(DUE + timedelta(minutes=minutes))
    before = (await posts.state(), refused.times, len(posts.editors.messages))
    await posts.at(DUE + 2 * RETRY + timedelta(minutes=2))

    assert before == (("failed", "forbidden"), 0, 1)
    assert await posts.state() == ("sent", "")
    assert await posts.app.deliveries.blocked() == ()


async def test_a_note_that_was_refused_again_is_tried_again_though_another_was_sent(posts: Posts) -> None:
    await posts.change(grace=48)
    path, passes = f"{posts.channel}/messages", asyncio.Event()
    passes.set()
    posts.discord.rest.faults += [
        Fault.refused("POST", path, (403, 50013, "Missing Permissions"), times=3),
        Fault("POST", path, hold=passes),
        Fault.refused("POST", path, (403, 50013, "Missing Permissions")),
    ]

    for late in (timedelta(), A_DAY, A_DAY + RETRY):
        await posts.at(DUE + late)
    half = [await posts.state(DAY + days) for days in range(2)]
    await posts.at(DUE + A_DAY + 2 * RETRY)

    assert half == [("sent", ""), ("failed", "forbidden")]
    assert await posts.state(DAY + 1) == ("sent", "")
    assert await posts.app.deliveries.blocked() == ()


async def test_nothing_is_sent_while_too_many_requests_were_invalid(posts: Posts) -> None:
    posts.discord.rest.faults.append(Fault.rate_limit(MESSAGES, whole=False))
    await posts.at(DUE)
    met = posts.app.invalid_requests.count()
    posts.now.set(DUE + A_DAY - timedelta(minutes=1))
    for _ in range(MOST_INVALID):
        posts.app.invalid_requests.note(429, "user")

    held = await posts.at(DUE + A_DAY + timedelta(minutes=8))
    sent = await posts.at(DUE + A_DAY + timedelta(minutes=9))

    assert (met, len(held), len(sent)) == (1, 1, 2)


@pytest.mark.parametrize("told", [True, False])
async def test_a_deleted_channel_costs_one_request_a_day_at_most_and_its_editors_are_told_once(
    posts: Posts, told: bool
) -> None:
    await posts.at(DUE)
    await posts.discord.delete(posts.server, posts.channel, told=told)
    missed = (1, 2, 4)

    for days in missed:
        posts.discord.time.move(86_400)
        await posts.at(DUE + days * A_DAY)
        await posts.at(DUE + days * A_DAY + timedelta(minutes=1))

    assert [await posts.state(DAY + days) for days in missed] == [("failed", "channel_gone")] * 3
    tried = [one for one in posts.discord.rest.requests if str(posts.channel) in one.path]
    assert len(tried) == (2 if told else 4)
    assert len(posts.editors.messages) == 1
