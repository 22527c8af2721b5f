"""Many who append at the same time: nobody loses anything, whoever is refused or cancelled beside them."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections import Counter

import pytest

from storage.database import Database
from storage.errors import RecordConflict, VersionConflict
from storage.log import Append, Log
from storage.rows import CORPUS, Record, ViewRow
from storage.views import At, Views
from tests.storage.support import GUILD, OTHER_GUILD, new, put, row

TASKS = 50
SCOPES = (CORPUS, GUILD, OTHER_GUILD)
STREAMS = tuple(f"event/{n}" for n in range(3))


async def commits(database: Database) -> list[str]:
    """A list that grows with each transaction the writer commits from now on."""
    seen: list[str] = []

    def note(sql: str) -> None:
        if sql == "COMMIT":
            seen.append(sql)

    await database.write(lambda connection: connection.set_trace_callback(note))
    # The job's own transaction commits while it is being watched already.
    seen.clear()
    return seen


async def increment(log: Log, scope: str, stream: str, id: str) -> int:
    """Counts up on a stream as an editor does: look, decide, append, and look again if it moved meanwhile."""
    attempts = 0
    while True:
        attempts += 1
        version = await log.stream_version(scope, stream)
        last = await log.read_stream(scope, stream, after_version=version - 1, limit=1) if version else ()
        count = int(last[0].body or b"0") if last else 0
        record = new(id, scope=scope, stream=stream, body=b"%d" % (count + 1))
        try:
            await log.append(Append((record,), {(scope, stream): version}))
        except VersionConflict:
            continue
        return attempts


async def everything(log: Log) -> list[Record]:
    """All records of the log; a page that comes again fails here, and is not read for ever."""
    found: list[Record] = []
    async for page in log.follow():
        found += page
        assert page[-1].position == len(found)
    return found


async def test_no_update_is_lost_among_fifty_tasks_over_streams_and_scopes(log: Log) -> None:
    chance = random.Random(7)
    where = [(chance.choice(SCOPES), chance.choice(STREAMS)) for _ in range(TASKS)]
    attempts = await asyncio.gather(
        *(increment(log, scope, stream, f"r{n}") for n, (scope, stream) in enumerate(where))
    )
    # There was something to lose: some came too late and had to look again.
    assert sum(attempts) > TASKS
    records = await everything(log)
    assert [record.position for record in records] == list(range(1, TASKS + 1))
    for (scope, stream), times in Counter(where).items():
        counted = [r for r in records if (r.scope, r.stream) == (scope, stream)]
        assert [int(r.body or b"0") for r in counted] == list(range(1, times + 1))
        assert [r.version for r in counted] == list(range(1, times + 1))
    assert (await log.verify()).ok


async def test_of_many_who_expect_the_same_version_one_succeeds(log: Log) -> None:
    appends = (Append((new(f"r{n}"),), {(CORPUS, "event/a"): 0}) for n in range(TASKS))
    outcomes = await asyncio.gather(*map(log.append, appends), return_exceptions=True)
    assert sum(isinstance(outcome, VersionConflict) for outcome in outcomes) == TASKS - 1
    assert (await log.head()).position == 1


async def test_the_same_append_at_the_same_time_is_stored_once(log: Log) -> None:
    append = Append((new("one"), new("two")), {(CORPUS, "event/a"): 0})
    outcomes = await asyncio.gather(*(log.append(append) for _ in range(20)))
    assert len(set(outcomes)) == 1
    assert (await log.head()).position == 2


async def test_appends_that_wait_together_share_transactions(database: Database, log: Log) -> None:
    seen = await commits(database)
    await asyncio.gather(*(log.append(Append((new(f"r{n}", stream=f"event/{n}"),))) for n in range(TASKS)))
    assert (await log.head()).position == TASKS
    assert 1 <= len(seen) <= TASKS // 5


async def test_an_append_alone_is_a_transaction_of_its_own(database: Database, log: Log) -> None:
    seen = await commits(database)
    for n in range(5):
        await log.append(Append((new(f"r{n}"),)))
    assert len(seen) == 5


async def test_a_refused_append_does_not_harm_its_neighbours(log: Log) -> None:
    await log.append(Append((new("taken"),)))
    appends = []
    for n in range(TASKS):
        good = Append((new(f"r{n}", stream=f"event/{n}"), new(f"s{n}", scope=GUILD)))
        stale = Append((new(f"t{n}", stream="event/x"), new(f"u{n}")), {(CORPUS, "event/a"): 9})
        other = Append((new(f"v{n}", stream="event/y"), new("taken", body=b"other")))
        appends.append((good, stale, good, other)[n % 4])
    outcomes = await asyncio.gather(*map(log.append, appends), return_exceptions=True)
    kinds = [tuple if n % 2 == 0 else (VersionConflict, RecordConflict)[n % 4 // 2] for n in range(TASKS)]
    assert [type(outcome) for outcome in outcomes] == kinds
    stored = {record.id for record in await everything(log)}
    assert stored == {"taken"} | {f"{letter}{n}" for letter in "rs" for n in range(0, TASKS, 2)}
    assert (await log.verify()).ok


async def test_a_job_that_fails_does_not_harm_its_neighbours(database: Database, log: Log) -> None:
    def job(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO meta VALUES ('half', 'done')")
        raise ZeroDivisionError

    jobs = (database.write(job) for _ in range(5))
    appends = (log.append(Append((new(f"r{n}", stream=f"event/{n}"),))) for n in range(20))
    failed = asyncio.gather(*jobs, return_exceptions=True)
    await asyncio.gather(*appends)
    assert [type(outcome) for outcome in await failed] == [ZeroDivisionError] * 5
    assert (await log.head()).position == 20
    assert await database.select("SELECT * FROM meta") == []


@pytest.mark.parametrize("seed", range(4))
async def test_who_is_cancelled_while_waiting_harms_nobody(log: Log, seed: int) -> None:
    chance = random.Random(seed)
    appends = [Append((new(f"r{n}", stream=f"event/{n}"), new(f"s{n}", scope=GUILD))) for n in range(TASKS)]
    tasks = [asyncio.ensure_future(log.append(append)) for append in appends]
    # The first of all is the one who set the transaction off; with it, half of the rest.
    cancelled = {0, *chance.sample(range(TASKS), TASKS // 2)}
    for _ in range(seed):
        await asyncio.sleep(0)
    for n in cancelled:
        tasks[n].cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    for n, outcome in enumerate(outcomes):
        assert n in cancelled or isinstance(outcome, tuple), (n, outcome)
    stored = Counter(record.id[1:] for record in await everything(log))
    # Whole or not at all, and all of those who were not cancelled.
    assert set(stored.values()) <= {2}
    assert {str(n) for n in range(TASKS)} - {str(n) for n in cancelled} <= set(stored)
    assert (await log.verify()).ok
    await log.append(Append((new("after"),)))


async def test_what_a_cancelled_append_was_to_store_can_be_appended_again(log: Log) -> None:
    append = Append((new("one"), new("two")), {(CORPUS, "event/a"): 0})
    task = asyncio.ensure_future(log.append(append))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    stored = await log.append(append)
    assert [record.position for record in stored] == [1, 2]
    assert (await log.head()).position == 2


async def test_readers_see_whole_changes_only(database: Database, log: Log) -> None:
    views = Views(database)

    def pair(n: int) -> tuple[ViewRow, ViewRow]:
        return row("a", 1, state=b"%d" % n), row("b", 2, state=b"%d" % n)

    seen: set[tuple[bytes, ...]] = set()

    async def write() -> None:
        n = 0
        while n < 40 or len(seen) < 3:
            first, second = pair(n)
            await log.append(Append((put(f"a{n}", first), put(f"b{n}", second))))
            n += 1

    writing = asyncio.ensure_future(write())
    while not writing.done():
        seen.add(tuple(stored.row.state for stored in await views.get_many(At(None), "event", ("a", "b"))))
        assert (await log.head()).position % 2 == 0
    await writing
    assert all(len(states) in (0, 2) and len(set(states)) <= 1 for states in seen)


async def test_views_after_many_tasks_are_those_of_a_rebuild(database: Database, log: Log) -> None:
    views = Views(database)
    rows = [row(f"e{n % 9}", n % 9, state=b"%d" % n, live=n % 5 > 0) for n in range(TASKS)]
    await asyncio.gather(
        *(log.append(Append((put(f"r{n}", item, SCOPES[n % 3]),))) for n, item in enumerate(rows))
    )
    ats = [At(scope, position) for scope in SCOPES for position in (None, 5, 20, 35)]
    before = [await views.everything(at) for at in ats]
    await log.rebuild()
    assert [await views.everything(at) for at in ats] == before


async def test_appends_wait_for_a_rebuild_and_are_not_lost(log: Log) -> None:
    await log.append(Append(tuple(put(f"r{n}", row(f"e{n}", n)) for n in range(300))))
    rebuilding = asyncio.ensure_future(log.rebuild())
    await asyncio.gather(*(log.append(Append((put(f"s{n}", row(f"f{n}", 300 + n)),))) for n in range(20)))
    assert await rebuilding in range(300, 321)
    assert (await log.head()).position == 320
    assert (await log.rebuild()) == 320
