"""What any engine of the log must do, as checks over ``make_log``; another engine gives its own.

A check is a coroutine function that takes ``make_log`` and raises ``AssertionError`` (or what the log raises)
where the engine does not conform. ``CHECKS`` has them all by name.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

import msgspec
import pytest

from storage.chain import START as NOTHING
from storage.chain import Head
from storage.errors import NoSuchRecord, RecordConflict, VersionConflict
from storage.log import Append
from storage.rows import BODY_ERASED, CORPUS, NewRecord, Record
from storage.verify import Verification
from tests.storage.support import ANA, BEN, GUILD, OTHER_GUILD, SECOND, START, Clock, new


class AnyLog(Protocol):
    """The interface of the log, as ``storage.log.Log`` describes it."""

    async def append(self, append: Append) -> tuple[Record, ...]: ...
    async def read(
        self, *, after: int = 0, limit: int = 500, scope: str | None = None
    ) -> tuple[Record, ...]: ...
    async def recent(
        self,
        *,
        before: int | None = None,
        limit: int = 50,
        scope: str | None = None,
        actor: str | None = None,
    ) -> tuple[Record, ...]: ...
    async def read_stream(
        self, scope: str, stream: str, *, after_version: int = 0, limit: int = 500
    ) -> tuple[Record, ...]: ...
    async def stream_version(self, scope: str, stream: str) -> int: ...
    async def greatest_number(self, scope: str, prefix: str) -> int: ...
    async def record(self, position: int) -> Record | None: ...
    async def records_of_change(self, change: str) -> tuple[Record, ...]: ...
    async def head(self) -> Head: ...
    async def position_at(self, instant: datetime) -> int: ...
    def follow(self, after: int = 0, *, limit: int = 500) -> AsyncIterator[tuple[Record, ...]]: ...
    async def erase(self, positions: Sequence[int], *, actor: str, reason: str) -> tuple[Record, ...]: ...
    async def verify(self, expected_head: Head | None = None) -> Verification: ...


class MakeLog(Protocol):
    """Opens the log, empty at first; each further call opens the same log again, the one before closed."""

    def __call__(self, clock: Callable[[], datetime] | None = None) -> Awaitable[AnyLog]: ...


Check = Callable[[MakeLog], Awaitable[None]]
CHECKS: dict[str, Check] = {}


def check(function: Check) -> Check:
    """Enters a check into ``CHECKS``."""
    CHECKS[function.__name__] = function
    return function


async def filled(make_log: MakeLog, *records: NewRecord) -> AnyLog:
    """The log with these records, each appended by itself."""
    log = await make_log()
    for record in records:
        await log.append(Append((record,)))
    return log


def ids(records: Iterable[Record]) -> list[str]:
    """The records' ids, which tell them apart."""
    return [record.id for record in records]


async def pages_of(follow: AsyncIterator[tuple[Record, ...]]) -> list[list[str]]:
    """The ids of each page; of at most ten, so that following without an end fails."""
    found: list[list[str]] = []
    async for page in follow:
        found.append(ids(page))
        assert len(found) <= 10
    return found


# Appending


@check
async def an_empty_log_has_nothing(make_log: MakeLog) -> None:
    log = await make_log()
    assert await log.head() == Head(0, NOTHING)
    assert await log.read() == ()
    assert await log.read_stream(CORPUS, "event/a") == ()
    assert await log.stream_version(CORPUS, "event/a") == 0
    assert await log.record(1) is None
    assert await log.records_of_change("one") == ()
    assert await log.position_at(START) == 0


@check
async def an_append_gives_the_records_as_they_are_stored(make_log: MakeLog) -> None:
    log = await make_log(Clock())
    given = (new("one", body=b"\x00\xff", change="c"), new("two", change="c", actor=BEN, type="Other"))
    first, second = await log.append(Append(given))
    assert (first.position, first.version, first.body, first.actor) == (1, 1, b"\x00\xff", ANA)
    assert (second.position, second.version, second.type, second.actor) == (2, 2, "Other", BEN)
    assert (first.change, second.scope, second.stream, second.schema) == ("c", CORPUS, "event/a", 1)
    assert await log.read() == (first, second)
    assert (await log.record(2), await log.record(1)) == (second, first)
    assert await log.head() == Head(2, second.hash)


@check
async def what_was_appended_is_there_when_it_is_opened_again(make_log: MakeLog) -> None:
    stored = await (await make_log()).append(Append((new("one"), new("two", scope=GUILD))))
    log = await make_log()
    assert await log.read() == stored
    (third,) = await log.append(Append((new("three"),), {(CORPUS, "event/a"): 1}))
    assert (third.position, third.version) == (3, 2)
    assert (await log.verify(Head(2, stored[1].hash))).ok


@check
async def bodies_are_any_bytes(make_log: MakeLog) -> None:
    log = await make_log()
    bodies = (b"", b"\x00", bytes(range(256)) * 1_000, "日韓".encode())
    await log.append(Append(tuple(new(f"r{n}", body=body) for n, body in enumerate(bodies))))
    assert tuple(record.body for record in await log.read()) == bodies


@check
async def versions_count_each_stream_of_each_scope_by_itself(make_log: MakeLog) -> None:
    log = await filled(
        make_log,
        new("one"),
        new("two", stream="event/b"),
        new("three", scope=GUILD),
        new("four"),
        new("five", scope=GUILD),
    )
    assert [record.version for record in await log.read()] == [1, 1, 1, 2, 2]
    assert await log.stream_version(CORPUS, "event/a") == 2
    assert await log.stream_version(GUILD, "event/a") == 2
    assert await log.stream_version(OTHER_GUILD, "event/a") == 0


@check
async def the_greatest_number_behind_a_prefix_counts_one_scopes_streams_of_that_name(
    make_log: MakeLog,
) -> None:
    log = await filled(
        make_log,
        new("one", stream="event/s-2", scope=GUILD),
        new("two", stream="event/s-10", scope=GUILD),
        new("three", stream="note/s-50", scope=GUILD),
        new("four", stream="event/s-99", scope=OTHER_GUILD),
    )
    assert await log.greatest_number(GUILD, "event/s-") == 10
    assert await log.greatest_number(CORPUS, "event/s-") == 0


@check
async def the_expected_version_must_be_the_streams(make_log: MakeLog) -> None:
    log = await filled(make_log, new("one"), new("two"))
    for wrong in (0, 1, 3, 7):
        with pytest.raises(VersionConflict) as conflict:
            await log.append(Append((new("three"),), {(CORPUS, "event/a"): wrong}))
        found = conflict.value
        assert (found.scope, found.stream, found.expected, found.actual) == (CORPUS, "event/a", wrong, 2)
    assert (await log.head()).position == 2
    (third,) = await log.append(Append((new("three"),), {(CORPUS, "event/a"): 2}))
    assert (third.position, third.version) == (3, 3)


@check
async def a_new_streams_expected_version_is_zero(make_log: MakeLog) -> None:
    log = await make_log()
    with pytest.raises(VersionConflict):
        await log.append(Append((new("one"),), {(CORPUS, "event/a"): 1}))
    assert len(await log.append(Append((new("one"),), {(CORPUS, "event/a"): 0}))) == 1


@check
async def a_stream_without_an_expected_version_is_not_checked(make_log: MakeLog) -> None:
    log = await filled(make_log, new("one"))
    both = (new("two"), new("three", stream="event/b"))
    stored = await log.append(Append(both, {(CORPUS, "event/b"): 0}))
    assert [record.version for record in stored] == [2, 1]


@check
async def a_version_can_be_expected_of_a_stream_that_gets_no_record(make_log: MakeLog) -> None:
    log = await filled(make_log, new("one"))
    with pytest.raises(VersionConflict):
        await log.append(Append((new("two", stream="event/b"),), {(CORPUS, "event/a"): 0}))
    assert (await log.head()).position == 1
    await log.append(Append((new("two", stream="event/b"),), {(CORPUS, "event/a"): 1}))
    assert (await log.head()).position == 2


@check
async def a_batch_is_appended_whole_or_not_at_all(make_log: MakeLog) -> None:
    log = await filled(make_log, new("one"))
    before = await log.head()
    late_conflict = Append((new("two"), new("three", stream="event/b")), {(CORPUS, "event/b"): 4})
    with pytest.raises(VersionConflict):
        await log.append(late_conflict)
    with pytest.raises(RecordConflict):
        await log.append(Append((new("two"), new("three"), new("one", body=b"other"))))
    assert await log.head() == before
    assert await log.records_of_change("two") == ()
    assert await log.stream_version(CORPUS, "event/a") == 1


@check
async def positions_have_no_gaps_after_refusals(make_log: MakeLog) -> None:
    log = await make_log()
    for n in range(4):
        await log.append(Append((new(f"r{n}"), new(f"s{n}", scope=GUILD))))
        with pytest.raises(VersionConflict):
            await log.append(Append((new(f"t{n}"),), {(CORPUS, "event/a"): 40}))
    assert [record.position for record in await log.read()] == list(range(1, 9))


@check
async def fifty_appends_at_once_are_each_stored_once(make_log: MakeLog) -> None:
    log = await make_log()
    appends = (Append((new(f"r{n}", stream=f"event/{n % 7}"),)) for n in range(50))
    stored = await asyncio.gather(*map(log.append, appends))
    assert sorted(record.position for (record,) in stored) == list(range(1, 51))
    assert [record.id for (record,) in stored] == [f"r{n}" for n in range(50)]
    assert (await log.verify()).ok


# Ids


@check
async def a_repeat_appends_nothing_and_gives_what_is_there(make_log: MakeLog) -> None:
    log = await make_log()
    append = Append((new("one"), new("two")), {(CORPUS, "event/a"): 0})
    stored = await log.append(append)
    # The expected version was right the first time; a repeat must not trip over its own records.
    assert await log.append(append) == stored
    assert (await log.head()).position == 2
    assert await (await make_log()).append(append) == stored


@check
async def an_id_stands_for_one_content_only(make_log: MakeLog) -> None:
    log = await filled(make_log, new("one"))
    others = (
        new("one", body=b"other"), new("one", type="Other"), new("one", stream="event/b"),
        new("one", scope=GUILD), new("one", actor=BEN), new("one", change="other"),
    )  # fmt: skip
    for other in others:
        with pytest.raises(RecordConflict) as conflict:
            await log.append(Append((other,)))
        assert (conflict.value.id, conflict.value.position) == ("one", 1)
    assert (await log.head()).position == 1


@check
async def a_repeat_inside_one_batch_is_stored_once(make_log: MakeLog) -> None:
    log = await make_log()
    first, again, other = await log.append(Append((new("one"), new("one"), new("two"))))
    assert first == again
    assert (first.position, other.position) == (1, 2)
    assert (await log.head()).position == 2


@check
async def other_content_inside_one_batch_is_refused(make_log: MakeLog) -> None:
    log = await make_log()
    with pytest.raises(RecordConflict):
        await log.append(Append((new("one"), new("one", body=b"other"))))
    assert (await log.head()).position == 0


@check
async def of_a_batch_that_is_there_in_part_the_rest_is_appended(make_log: MakeLog) -> None:
    log = await filled(make_log, new("two"))
    stored = await log.append(Append((new("one"), new("two"), new("three"))))
    assert [(record.id, record.position) for record in stored] == [("one", 2), ("two", 1), ("three", 3)]


# Reading


@check
async def reading_is_exclusive_of_after(make_log: MakeLog) -> None:
    log = await filled(make_log, *(new(f"r{n}") for n in range(1, 8)))
    assert ids(await log.read(after=3)) == ["r4", "r5", "r6", "r7"]
    assert ids(await log.read(after=3, limit=2)) == ["r4", "r5"]
    assert await log.read(after=7) == ()
    assert ids(await log.read_stream(CORPUS, "event/a", after_version=5)) == ["r6", "r7"]


@check
async def pages_join_without_loss_or_repeat(make_log: MakeLog) -> None:
    log = await filled(make_log, *(new(f"r{n}") for n in range(1, 8)))
    found: list[str] = []
    after = 0
    # Bounded: a log that gives the same page again and again must fail, not keep us for ever.
    for _ in range(4):
        page = await log.read(after=after, limit=3)
        found += ids(page)
        after = page[-1].position if page else after
    assert found == [f"r{n}" for n in range(1, 8)]


@check
async def a_scope_is_read_by_itself(make_log: MakeLog) -> None:
    log = await filled(
        make_log,
        new("one"),
        new("two", scope=GUILD),
        new("three", scope=OTHER_GUILD),
        new("four", scope=GUILD),
    )
    assert ids(await log.read(scope=GUILD)) == ["two", "four"]
    assert ids(await log.read(scope=GUILD, after=2)) == ["four"]
    assert ids(await log.read(scope=CORPUS)) == ["one"]
    assert ids(await log.read()) == ["one", "two", "three", "four"]


@check
async def a_stream_is_read_in_order_of_versions(make_log: MakeLog) -> None:
    log = await filled(
        make_log, new("one"), new("x", stream="event/b"), new("two"), new("y", scope=GUILD), new("three")
    )
    assert ids(await log.read_stream(CORPUS, "event/a")) == ["one", "two", "three"]
    assert ids(await log.read_stream(CORPUS, "event/a", after_version=1, limit=1)) == ["two"]
    assert ids(await log.read_stream(GUILD, "event/a")) == ["y"]


@check
async def recent_records_come_newest_first(make_log: MakeLog) -> None:
    log = await filled(
        make_log, new("one"), new("two", actor=BEN), new("three", scope=GUILD), new("four", actor=BEN)
    )
    assert ids(await log.recent()) == ["four", "three", "two", "one"]
    assert ids(await log.recent(before=4, limit=2)) == ["three", "two"]
    assert ids(await log.recent(actor=BEN)) == ["four", "two"]
    assert ids(await log.recent(scope=GUILD)) == ["three"]


@check
async def the_records_of_a_change_are_found_in_order(make_log: MakeLog) -> None:
    log = await filled(
        make_log, new("one", change="merge"), new("alone"), new("two", stream="event/b", change="merge")
    )
    assert ids(await log.records_of_change("merge")) == ["one", "two"]
    assert ids(await log.records_of_change("alone")) == ["alone"]
    assert await log.records_of_change("one") == ()


@check
async def following_ends_at_the_head_and_goes_on_from_there(make_log: MakeLog) -> None:
    log = await filled(make_log, *(new(f"r{n}") for n in range(1, 6)))
    assert await pages_of(log.follow(1, limit=2)) == [["r2", "r3"], ["r4", "r5"]]
    assert await pages_of(log.follow(5)) == []
    await log.append(Append((new("r6"),)))
    assert await pages_of(log.follow(5)) == [["r6"]]


# Time


@check
async def the_position_at_an_instant_is_the_last_recorded_by_then(make_log: MakeLog) -> None:
    log = await make_log(Clock())
    for n in range(1, 6):
        await log.append(Append((new(f"r{n}"), new(f"s{n}"))))
    times = [record.recorded_at for record in await log.read()]
    assert times == sorted(times)
    assert await log.position_at(times[0] - SECOND) == 0
    assert [await log.position_at(times[2 * n]) for n in range(5)] == [2, 4, 6, 8, 10]
    assert await log.position_at(times[4] - timedelta(microseconds=1)) == 4
    assert await log.position_at(times[-1] + SECOND) == 10


@check
async def times_are_kept_in_utc_to_the_microsecond(make_log: MakeLog) -> None:
    seoul = timezone(timedelta(hours=9))
    log = await make_log(lambda: datetime(2016, 11, 23, 10, 0, 0, 123456, tzinfo=seoul))
    (record,) = await log.append(Append((new("one"),)))
    assert record.recorded_at == datetime(2016, 11, 23, 1, 0, 0, 123456, tzinfo=UTC)
    assert record.recorded_at.utcoffset() == timedelta(0)


@check
async def a_clock_set_back_brings_no_times_out_of_order(make_log: MakeLog) -> None:
    clock = Clock()
    log = await make_log(clock)
    (before,) = await log.append(Append((new("one"),)))
    clock.now = START - timedelta(days=400)
    (after,) = await log.append(Append((new("two"),)))
    assert after.recorded_at == before.recorded_at
    assert await log.position_at(before.recorded_at) == 2
    clock.now = START + timedelta(days=1)
    (later,) = await log.append(Append((new("three"),)))
    assert later.recorded_at > after.recorded_at
    assert await log.position_at(after.recorded_at) == 2


# Erasing


@check
async def an_erased_body_is_gone_and_the_log_says_so(make_log: MakeLog) -> None:
    log = await filled(make_log, new("one", scope=GUILD, body=b"my words"), new("two"))
    (erased,) = await log.erase((1,), actor=BEN, reason="asked for")
    assert (erased.type, erased.position, erased.scope, erased.actor) == (BODY_ERASED, 3, GUILD, BEN)
    assert erased.body is not None
    said = msgspec.json.decode(erased.body)
    assert (said["position"], said["reason"]) == (1, "asked for")
    first = await log.record(1)
    assert first is not None
    assert (first.id, first.body) == ("one", None)
    assert (await log.verify()).ok


@check
async def erasing_again_gives_the_record_that_says_so(make_log: MakeLog) -> None:
    log = await filled(make_log, new("one"))
    erased = await log.erase((1,), actor=ANA, reason="asked for")
    assert await log.erase((1,), actor=BEN, reason="again") == erased
    assert (await log.head()).position == 2


@check
async def only_what_is_there_can_be_erased(make_log: MakeLog) -> None:
    log = await filled(make_log, new("one"))
    for position in (0, 2, -1):
        with pytest.raises(NoSuchRecord):
            await log.erase((position,), actor=ANA, reason="")
    (erased,) = await log.erase((1,), actor=ANA, reason="")
    with pytest.raises(NoSuchRecord):
        await log.erase((erased.position,), actor=ANA, reason="")
    assert (await log.head()).position == 2


@check
async def a_repeat_of_an_erased_record_brings_nothing_back(make_log: MakeLog) -> None:
    log = await filled(make_log, new("one", body=b"my words"))
    await log.erase((1,), actor=ANA, reason="")
    (stored,) = await log.append(Append((new("one", body=b"my words"),)))
    assert (stored.position, stored.body) == (1, None)
    assert (await log.head()).position == 2


# Text and chain


@check
async def lone_surrogates_are_replaced_in_every_name(make_log: MakeLog) -> None:
    log = await make_log()
    hurt = new(
        "r\ud800",
        stream="event/\udfff",
        scope="guild:\ud800",
        type="T\ud800",
        actor="p\ud800",
        change="c\ud800",
    )
    append = Append((hurt,), {("guild:\ud800", "event/\udfff"): 0})
    (stored,) = await log.append(append)
    assert (stored.id, stored.stream, stored.scope) == ("r\ufffd", "event/\ufffd", "guild:\ufffd")
    assert (stored.type, stored.actor, stored.change) == ("T\ufffd", "p\ufffd", "c\ufffd")
    assert await log.append(append) == (stored,)
    assert await log.read_stream("guild:\ud800", "event/\udfff") == (stored,)
    assert await log.stream_version("guild:\ud800", "event/\udfff") == 1
    assert await log.records_of_change("c\ud800") == (stored,)
    assert (await log.verify()).ok


@check
async def names_are_told_apart_exactly(make_log: MakeLog) -> None:
    names = (
        "event/a",
        "event/A",
        "event/ a",
        "event/á",
        "event/a\u0301",
        "event/a\x00b",
        "event/a\x00c",
        "' OR 1=1 --",
    )
    log = await filled(make_log, *(new(f"r{n}", stream=name) for n, name in enumerate(names)))
    assert [record.version for record in await log.read()] == [1] * len(names)
    assert [record.stream for record in await log.read()] == list(names)


@check
async def a_noted_head_stands_however_the_log_grows(make_log: MakeLog) -> None:
    log = await make_log()
    heads = [await log.head()]
    for n in range(5):
        await log.append(Append((new(f"r{n}"),)))
        heads.append(await log.head())
    assert len({head.hash for head in heads}) == 6
    for head in heads:
        found = await log.verify(head)
        assert (found.ok, found.checked, found.head) == (True, 5, heads[-1])
