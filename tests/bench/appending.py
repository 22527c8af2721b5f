"""How fast records become durable: the log against raw sqlite3 that stores the same without a log around it.

Raw is one INSERT and COMMIT a record, in a plain thread without an event loop, into the log's own table with
its indexes but without its triggers: WAL, ``synchronous=FULL``, the same salted digests and chain of hashes.
Beside it, a bare table that has the same columns and no index. Where a record waits for the disk, medians are
compared on either side, so that the disk's rare long waits count for neither.
"""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.services.projector import project
from storage.chain import SALT_BYTES, START, digest_of, record_hash
from storage.database import Database, open_writing
from storage.log import Append, Log
from storage.rows import NewRecord
from tests.bench.chronicle import Chronicle
from tests.bench.figures import Figure, ratio_of

SECTION = "Appending, a record (baseline: raw sqlite3; ratio: its time by ours)"
TASKS = 50
KINDS = BARE, RAW, LOG, VIEWS = "bare", "raw", "log", "views"
Way = Callable[[Sequence[NewRecord]], Awaitable[float]]
"""Appends records; the seconds that one took."""
QUICK_COMMIT, OVER = 200e-6, 150e-6
"""Where a raw commit takes less seconds than the first, the log may take the second more."""
_NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_COLUMNS = (
    "position, id, change, scope, stream, version, type, schema, actor, recorded_at, hash, digest, salt, body"
)
_INSERT = f"INSERT INTO records ({_COLUMNS}) VALUES ({', '.join('?' * 14)})"


class Raw:
    """A table that records are chained into by plain SQL; to be used on one thread."""

    def __init__(self, path: Path, *, bare: bool) -> None:
        self._connection = open_writing(path)
        if bare:
            self._connection.execute("DROP TABLE records")
            self._connection.execute(f"CREATE TABLE records ({_COLUMNS}, PRIMARY KEY (position))")
        for trigger in () if bare else ("records_guard", "records_stay", "records_unaltered"):
            self._connection.execute(f"DROP TRIGGER {trigger}")
        self._position, self._hash = 0, START

    def single(self, records: Sequence[NewRecord]) -> float:
        """Median seconds of a record, each in a transaction of its own."""
        run = self._connection.execute
        times = []
        for new in records:
            begun = perf_counter()
            run("BEGIN IMMEDIATE")
            run(_INSERT, self._row(new))
            run("COMMIT")
            times.append(perf_counter() - begun)
        return median(times)

    def bulk(self, records: Sequence[NewRecord]) -> float:
        """Seconds of a record, all in one transaction."""
        begun = perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(_INSERT, map(self._row, records))
        self._connection.execute("COMMIT")
        return (perf_counter() - begun) / len(records)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def _row(self, new: NewRecord) -> tuple[object, ...]:
        self._position += 1
        salt = os.urandom(SALT_BYTES)
        digest = digest_of(salt, new.body)
        at = 1_795_348_800_000_000 + self._position
        envelope = (
            self._position, new.id, new.change, new.scope, new.stream, 1, new.type, new.schema, new.actor, at,
        )  # fmt: skip
        self._hash = record_hash(self._hash, digest, envelope)
        return (*envelope, self._hash, digest, salt, new.body)


async def measure(folder: Path, *, quick: bool) -> list[Figure]:
    """The figures of appending: single, by 50 tasks at once, in bulk."""
    rounds, single, bulk = (2, 20, 200) if quick else (15, 100, 5_000)
    counts = {"single": single, "tasks": TASKS * (2 if quick else 10), "bulk": bulk}
    supply = (new for new in Chronicle(rounds * sum(counts.values())).records() if new.type == "EventAdded")
    taken: dict[tuple[str, str], list[float]] = defaultdict(list)
    async with AsyncExitStack() as stack:
        ways = await _ways(stack, folder)
        for turn in range(rounds):
            for what, count in counts.items():
                records = list(islice(supply, count))
                # Side by side, and each first in turn: a disk is slower for a while after much was written.
                for kind in KINDS if turn % 2 else reversed(KINDS):
                    if way := ways.get((kind, what)):
                        taken[kind, what].append(await way(records))
    return list(_figures(taken))


async def _ways(stack: AsyncExitStack, folder: Path) -> dict[tuple[str, str], Way]:
    ways: dict[tuple[str, str], Way] = {}
    thread = stack.enter_context(ThreadPoolExecutor(1))
    apart = partial(asyncio.get_running_loop().run_in_executor, thread)
    for kind in (BARE, RAW):
        raw = await apart(partial(Raw, folder / f"{kind}.db", bare=kind == BARE))
        stack.push_async_callback(apart, raw.close)
        ways |= {(kind, "single"): partial(apart, raw.single), (kind, "bulk"): partial(apart, raw.bulk)}
    for kind in (LOG, VIEWS):
        database = await stack.enter_async_context(await Database.open(folder / f"{kind}.db"))
        log = Log(database, project if kind == VIEWS else None, lambda: _NOW)
        ways |= {
            (kind, "single"): partial(_at_once, 1, log),
            (kind, "tasks"): partial(_at_once, TASKS, log),
            (kind, "bulk"): partial(_bulk, log),
        }
    return ways


def _append(*records: NewRecord) -> Append:
    return Append(records, {(new.scope, new.stream): 0 for new in records})


async def _at_once(tasks: int, log: Log, records: Sequence[NewRecord]) -> float:
    appends = [_append(new) for new in records]
    times = []

    async def task(mine: Sequence[Append]) -> None:
        for append in mine:
            begun = perf_counter()
            await log.append(append)
            times.append(perf_counter() - begun)

    await asyncio.gather(*(task(appends[i::tasks]) for i in range(tasks)))
    # So many are always under way: in the time that one takes, as many are done.
    return median(times) / tasks


async def _bulk(log: Log, records: Sequence[NewRecord]) -> float:
    append = _append(*records)
    begun = perf_counter()
    await log.append(append)
    return (perf_counter() - begun) / len(records)


def _figures(taken: Mapping[tuple[str, str], Sequence[float]]) -> Iterator[Figure]:
    for what, against, name, least in (
        ("single", "single", "single durable append", 0.6),
        ("tasks", "single", f"append by {TASKS} tasks at once, against raw single", 8.0),
        ("bulk", "bulk", "append in bulk", 0.8),
    ):
        ours, base = taken[LOG, what], taken[RAW, against]
        ratio, over = ratio_of(base, ours), median(ours) - median(base)
        quick_disk = what == "single" and median(base) < QUICK_COMMIT
        yield Figure(
            SECTION,
            name,
            median(ours),
            baseline=median(base),
            ratio=ratio,
            wanted=f"≥ {least}, or ≤ 150 µs over" if quick_disk else f"≥ {least}",
            ok=ratio >= least or (quick_disk and over <= OVER),
        )
        for kind, base_kind, label in (
            (LOG, BARE, "against a bare table"),
            (VIEWS, RAW, "with views and search"),
        ):
            ours, base = taken[kind, what], taken[base_kind, against]
            yield Figure(
                SECTION, f"{name}, {label}", median(ours), baseline=median(base), ratio=ratio_of(base, ours)
            )
