"""What is due as a server sees the record, by look-up, against every event held against the rules."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.domain.anniversaries import UNMARKED_KINDS, falling, kept_out, never
from bot.domain.entities import OWN_KNOWLEDGE, Claim, Event, Step, Subscription
from bot.domain.gists import gist_of
from bot.domain.posts import NoteAnswer
from bot.domain.questions import Layer
from bot.services.event_view import event_view
from bot.services.notes.anniversaries import Anniversaries
from bot.services.projector import project
from bot.services.record import Receipt
from storage.database import Database
from storage.log import Log
from storage.rows import CORPUS
from storage.views import At, Views
from tests.changing import Changes

GUILD = "guild:1"
ACCORD = "Tokyo and Seoul reach comfort-women agreement"
CHANNEL = Subscription("7", "09:00", "Asia/Seoul")
EVERY = Subscription("7", "09:00", "Asia/Seoul", kinds=("day", "month", "year", "week"))


def day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def titles(note: NoteAnswer) -> list[str]:
    return [one.entry.title for one in note.anniversaries]


class Desk:
    """The shipped record with what changes it and what tells what is due."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.views = Views(database)
        self.recorder = Changes(Log(database, project, clock.now), self.views)
        self.anniversaries = Anniversaries(self.views)

    async def add(self, title: str, dated: str, grade: str = "original", **more: object) -> None:
        """An event of the server's own."""
        claim = Claim("c", "nishino-paper", dated, grade=grade)
        event = Event("", 0, title, claims=(claim,), **more)  # type: ignore[arg-type]
        made = await self.recorder.add(GUILD, "event", event, actor="ana", change=title)
        assert isinstance(made, Receipt)

    async def retract(self, id: str) -> None:
        made = await self.recorder.retract(GUILD, "event", id, reason="wrong", actor="ana", change=f"no-{id}")
        assert isinstance(made, Receipt)

    async def due(self, iso: str, scope: str = GUILD, channel: Subscription | None = None) -> dict[str, str]:
        found = await self.anniversaries.due(scope, day(iso), channel)
        return {one.title: f"{one.due.part} {one.due.years}" for one in found}


@pytest.fixture
async def desk(record_file: Path, clock: Clock) -> AsyncIterator[Desk]:
    async with await Database.open(record_file) as database:
        yield Desk(database, clock)


@pytest.mark.parametrize("channel", [None, CHANNEL, Subscription("7", "09:00", "UTC", layer="documents")])
async def test_events_found_as_due_are_those_that_the_rules_give_for_every_event(
    desk: Desk, channel: Subscription | None
) -> None:
    for number, dated in enumerate(["2012-02-29", "2016-06-20/2016-06-28", "1966", "2016-05/2016-07"]):
        await desk.add(f"own-{number}", dated)
    layer: Layer = "documents" if channel is not None and channel.layer == "documents" else "all"
    events = [event_view(row) for row in await desk.views.everything(At(GUILD), "event")]
    first, last = day("2026-02-20"), day("2027-03-01")
    expected = sorted(
        (falls, one.event.id, what.part, what.years)
        for one in events
        for dated in [one.dated(layer)]
        if dated.date is not None and never(one.event, dated) is None
        for falls, what in falling(dated.date, first, last)
        if channel is None or kept_out(gist_of(one.event), what, channel) is None
    )
    found = [
        (today, one.id, one.due.part, one.due.years)
        for today in range(first, last + 1)
        for one in await desk.anniversaries.due(GUILD, today, channel)
    ]
    assert sorted(found) == expected


async def test_a_servers_own_event_is_due_there_alone(desk: Desk) -> None:
    await desk.add("ours", "1999-12-28")
    assert (await desk.due("2026-12-28"))["ours"] == "day 27"
    assert "ours" not in await desk.due("2026-12-28", "guild:2")
    assert "ours" not in await desk.due("2026-12-28", CORPUS)


async def test_an_event_that_a_server_retracts_is_no_longer_due_there(desk: Desk) -> None:
    assert ACCORD in await desk.due("2026-12-28")
    await desk.retract("comfort-women-accord-2015")
    assert ACCORD not in await desk.due("2026-12-28")
    assert ACCORD in await desk.due("2026-12-28", "guild:2")


async def test_a_date_that_contradicts_ends_the_anniversary_there_until_an_editor_prefers_one(
    desk: Desk,
) -> None:
    accord = "comfort-women-accord-2015"
    other = Claim("ours", "yonhap-2019-08-23", "2015-12-30")
    made = await desk.recorder.add_claim(GUILD, accord, other, actor="ana", change="claim")
    assert isinstance(made, Receipt)
    assert ACCORD not in await desk.due("2026-12-28")
    assert ACCORD in await desk.due("2026-12-28", "guild:2")

    chosen = await desk.recorder.prefer(GUILD, accord, "ours", actor="ana", change="prefer")
    assert isinstance(chosen, Receipt)
    assert (await desk.due("2026-12-30"))[ACCORD] == "day 11"
    assert ACCORD not in await desk.due("2026-12-28")


async def test_polls_and_publications_are_due_where_a_channel_asks_for_them(desk: Desk) -> None:
    await desk.add("a-poll", "1999-12-28", kind=sorted(UNMARKED_KINDS)[0])
    assert "a-poll" not in await desk.due("2026-12-28", GUILD, CHANNEL)
    asking = Subscription("7", "09:00", "UTC", unmarked=True)
    assert "a-poll" in await desk.due("2026-12-28", GUILD, asking)


async def test_there_is_no_note_where_nothing_is_due(desk: Desk) -> None:
    assert await desk.anniversaries.note(GUILD, CHANNEL, day("2026-12-27")) is None


async def test_a_look_ahead_alone_makes_a_note_on_mondays(desk: Desk) -> None:
    monday = day("2026-12-14")
    await desk.add("ours", "1999-12-18")
    note = await desk.anniversaries.note(GUILD, EVERY, monday)
    assert note is not None and note.week and not note.anniversaries
    assert "ours" in [one.entry.title for one in note.ahead if one.day == day("2026-12-18")]
    assert await desk.anniversaries.note(GUILD, EVERY, monday + 1) is None
    assert await desk.anniversaries.note(GUILD, CHANNEL, monday) is None


async def test_the_look_ahead_on_a_monday_leaves_out_what_the_note_of_that_day_tells(desk: Desk) -> None:
    await desk.add("today", "1999-12-14")
    await desk.add("tomorrow", "1999-12-15")
    note = await desk.anniversaries.note(GUILD, EVERY, day("2026-12-14"))
    assert note is not None
    assert "today" in titles(note)
    ahead = {one.entry.title for one in note.ahead}
    assert "tomorrow" in ahead and ahead.isdisjoint(titles(note))


async def test_only_the_months_part_of_a_missed_first_of_the_month_is_caught_up(desk: Desk) -> None:
    await desk.add("day", "1999-12-01")
    await desk.add("month", "1999-12")
    note = await desk.anniversaries.note(
        GUILD, CHANNEL, day("2026-12-01"), parts=("month", "year"), late=True
    )
    assert note is not None and note.late
    assert "day" not in titles(note)
    assert "month" in titles(note)


async def test_a_note_shows_round_and_heavy_events_and_counts_the_rest(desk: Desk) -> None:
    for number in range(8):
        await desk.add(f"own-{number}", f"{1990 + number}-12-27", weight=1 + number // 4)
    note = await desk.anniversaries.note(GUILD, CHANNEL, day("2026-12-27"))
    assert note is not None and note.total == 8
    assert titles(note) == ["own-6", "own-4", "own-5", "own-7", "own-0"]


async def test_what_followed_on_an_agreement_is_what_came_later_up_to_the_day(desk: Desk) -> None:
    for id, dated, action in [
        ("signed", "1999-12-27", "signed"),
        ("before", "1998", "negotiating"),
        ("force", "2000-01", "entered_into_force"),
        ("end", "2030-01-01", "terminated"),
    ]:
        await desk.add(id, dated, steps=(Step("gsomia-2", action),))
    await desk.add("nobody else says so", "2001", OWN_KNOWLEDGE, steps=(Step("gsomia-2", "ratified"),))
    await desk.add("poll", "2002", kind="poll", steps=(Step("gsomia-2", "ratified"),))
    note = await desk.anniversaries.note(GUILD, CHANNEL, day("2026-12-27"))
    assert note is not None and [one.id for one in note.ahead] == ["comfort-women-accord-2015"]
    (sequel,) = note.sequels
    assert [entry.title for entry in sequel.entries] == ["force"]
    assert sequel.left_out == 0
    assert {id for id, _ in note.carried} == {"s-1", "s-3", "comfort-women-accord-2015"}


async def test_servers_without_changes_of_their_own_share_one_note(desk: Desk) -> None:
    channels = [(f"guild:{n}", Subscription(str(n), "09:00", "UTC")) for n in (1, 2)]
    notes = [await desk.anniversaries.note(scope, channel, day("2026-12-28")) for scope, channel in channels]
    assert notes[0] is not None and notes[1] is not None
    assert [note.subscription for note in notes if note is not None] == ["1", "2"]
    assert notes[0].anniversaries is notes[1].anniversaries


@pytest.mark.parametrize("layer", ["all", "documents"])
@pytest.mark.parametrize("kinds", [("day", "month", "year"), ("week",), ("day", "week")])
async def test_a_forecast_names_the_days_that_have_a_note(
    desk: Desk, layer: str, kinds: tuple[str, ...]
) -> None:
    channel = Subscription("7", "09:00", "UTC", layer=layer, kinds=kinds)
    first = day("2026-11-22")
    with_note = [
        on
        for on in range(first, first + 365)
        if await desk.anniversaries.note(GUILD, channel, on) is not None
    ]
    assert await desk.anniversaries.days(GUILD, channel, first) == tuple(with_note)
