"""The ledger: one row for a subscription and day, whatever happens; corrections that are queued once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from storage.database import Database
from storage.deliveries import Block, Deliveries, Delivery, Due

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CLAIM = Delivery(
    "a-1", "guild:1", "10", 100, "claimed", "", 10, NOON, NOON, NOON, parts=("day", "month"), position=7,
    carried=(("e-1", 3), ("e-2", 5)),
)  # fmt: skip
NEXT = Due("guild:1", "10", 101, NOON + timedelta(days=1))


@pytest.fixture
def ledger(database: Database) -> Deliveries:
    return Deliveries(database)


async def test_a_day_is_claimed_once(ledger: Deliveries) -> None:
    first = await ledger.record([CLAIM], NEXT)
    second = await ledger.record([replace(CLAIM, id="a-2", channel=99)], NEXT)

    assert (first, second) == (True, False)
    assert await ledger.claimed() == (CLAIM,)


async def test_what_came_of_a_note_stays_with_what_it_carried(ledger: Deliveries) -> None:
    await ledger.record([CLAIM], NEXT)

    await ledger.settle("a-1", "sent", NOON + MINUTE, message=1234)

    sent = replace(CLAIM, state="sent", message=1234, settled_at=NOON + MINUTE)
    found = await ledger.of("guild:1", "10", 100)
    assert found == sent
    assert found is not None
    assert found.carried == CLAIM.carried
    assert await ledger.claimed() == ()
    assert await ledger.recent("guild:1", "10") == (sent,)


async def test_only_what_was_sent_counts_as_told_and_a_note_claimed_again_carries_what_it_holds_now(
    ledger: Deliveries,
) -> None:
    await ledger.record([CLAIM], NEXT)
    before = await ledger.count_carrying("guild:1", "e-1", "e-2")
    await ledger.claim_again(replace(CLAIM, carried=(("e-2", 5),)))
    await ledger.settle("a-1", "sent", NOON + MINUTE, message=1234)

    after = [await ledger.count_carrying("guild:1", event) for event in ("e-1", "e-2")]
    assert (before, after) == (0, [0, 1])


async def test_earlier_days_are_told_the_latest_first(ledger: Deliveries) -> None:
    days = [replace(CLAIM, id=f"a-{day}", day=day) for day in (100, 102, 101)]
    await ledger.record(days, None)

    assert [row.day for row in await ledger.recent("guild:1", "10", before=102)] == [101, 100]
    assert [row.day for row in await ledger.recent("guild:1", "10", limit=1)] == [102]


async def test_what_is_due_is_told_in_order_and_moves_on_with_the_claim(ledger: Deliveries) -> None:
    await ledger.set_due([Due("guild:2", "20", 100, NOON), Due("guild:1", "10", 100, NOON - MINUTE)])

    due = await ledger.due(NOON)
    await ledger.record([CLAIM], NEXT)

    assert [one.subscription for one in due] == ["10", "20"]
    assert [one.subscription for one in await ledger.due(NOON)] == ["20"]
    assert await ledger.due_of("guild:1") == (NEXT,)


async def test_a_correction_finds_every_message_that_told_of_the_event_once(ledger: Deliveries) -> None:
    await ledger.record([CLAIM], None)
    await ledger.record([replace(CLAIM, id="b-1", scope="guild:2", subscription="20")], None)

    await ledger.errata.queue({("guild:1", "e-1")}, 8, NOON)
    await ledger.errata.queue({(None, "e-1"), (None, "e-2"), (None, "e-9")}, 9, NOON + MINUTE)
    queue = await ledger.errata.due(NOON + MINUTE, limit=9)

    assert [(one.delivery, one.corpus) for one in queue] == [("a-1", False), ("b-1", True)]
    assert await ledger.errata.due(NOON + MINUTE, corpus=False, limit=9) == queue[:1]
    assert await ledger.errata.followed() == 9


async def test_what_a_server_changed_itself_is_corrected_before_what_the_corpus_did(
    ledger: Deliveries,
) -> None:
    others = [replace(CLAIM, id=id, day=day) for id, day in (("a-2", 101), ("a-3", 102))]
    carried = [(("e-3", 1),), (("e-3", 1), ("e-4", 1))]
    await ledger.record([replace(row, carried=told) for row, told in zip(others, carried, strict=True)], None)

    await ledger.errata.queue({(None, "e-3")}, 8, NOON)
    await ledger.errata.queue({("guild:1", "e-4")}, 9, NOON + MINUTE)
    queue = await ledger.errata.due(NOON + MINUTE, limit=9)

    assert [(one.delivery, one.corpus) for one in queue] == [("a-3", False), ("a-2", True)]


async def test_a_server_of_which_nothing_but_a_rest_is_kept_is_known(ledger: Deliveries) -> None:
    await ledger.block(Block("guild:3", "30", "forbidden", NOON, NOON))

    assert await ledger.scopes() == ("guild:3",)


async def test_who_rests_keeps_since_when_and_that_it_was_told(ledger: Deliveries) -> None:
    block = Block("guild:1", "10", "channel_gone", NOON, NOON)
    await ledger.block(block)
    await ledger.told(block, 77)

    await ledger.block(replace(block, why="forbidden", since=NOON + MINUTE, retry_at=NOON + MINUTE))

    expected = replace(block, why="forbidden", retry_at=NOON + MINUTE, told_in=77)
    assert await ledger.blocked() == (expected,)
    await ledger.unblock("guild:1", "10")
    assert await ledger.block_of("guild:1", "10") is None


async def test_a_subscription_that_is_gone_is_neither_due_nor_at_rest(ledger: Deliveries) -> None:
    await ledger.set_due([NEXT])
    await ledger.block(Block(NEXT.scope, NEXT.subscription, "forbidden", NOON, NOON))

    await ledger.set_due((), [(NEXT.scope, NEXT.subscription)])

    assert await ledger.next_due() is None
    assert await ledger.blocked() == ()


async def test_nothing_of_a_server_is_left_when_it_is_forgotten(ledger: Deliveries) -> None:
    for scope, id in (("guild:1", "a-1"), ("guild:2", "b-1")):
        await ledger.record([replace(CLAIM, id=id, scope=scope)], replace(NEXT, scope=scope))
        await ledger.block(Block(scope, "10", "forbidden", NOON, NOON))
    await ledger.errata.queue({(None, "e-1")}, 9, NOON)

    await ledger.forget_scope("guild:1")
    due = await ledger.errata.due(NOON, limit=9)
    await ledger.errata.queue({(None, "e-1")}, 10, NOON)

    assert await ledger.scopes() == ("guild:2",)
    assert [one.delivery for one in due] == ["b-1"]
    assert await ledger.errata.due(NOON, limit=9) == due
    assert await ledger.count_carrying("guild:1", "e-1") == 0
