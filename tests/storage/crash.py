"""What a crash leaves: a process that appends is killed at a random moment, and its file is looked at.

``python -m tests.storage.crash --rounds 200`` is the long form. Nothing that was acknowledged may be lost,
nothing may be there in half, the chain holds, and the views are those of a rebuild. This kills the process
only: what a power cut leaves depends on the disk, and on ``synchronous=FULL``, which other tests hold.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.database import Database
from storage.log import Append, Log
from storage.rows import CORPUS, DateKey, NewRecord, StoredRow
from storage.views import At, Range, Views
from tests.ground import tell, told_until_killed
from tests.storage.support import GUILD, OTHER_GUILD, Clock, project, put, row

SCOPES = (CORPUS, GUILD, OTHER_GUILD)
WRITERS = 6
ROUNDS_A_FILE = 10
MOST_ACKNOWLEDGED = 120
_LONGEST_WAIT = 0.005


@dataclass(frozen=True, slots=True)
class Round:
    """One crash: the changes that were acknowledged, how many are there, and how long the log is."""

    acknowledged: tuple[str, ...]
    found: int
    records: int


class Broken(Exception):  # noqa: N818 - it says what is broken
    """A crash lost or halved something."""


def crash(path: Path, round: int, chance: random.Random) -> Round:
    """Starts a process that appends to the file, kills it, and looks; raises ``Broken``."""
    wanted = chance.randrange(1, MOST_ACKNOWLEDGED)
    wait = chance.random() * _LONGEST_WAIT
    acknowledged = told_until_killed(
        "tests.storage.crash", "--write", str(path), str(round), lines=wanted, wait=wait
    )
    if len(acknowledged) < wanted:
        raise Broken("the process ended by itself")
    return asyncio.run(look(path, round, acknowledged))


async def look(path: Path, round: int, acknowledged: Sequence[str]) -> Round:
    """Opens what the killed process left, and holds it against what that acknowledged."""
    async with await Database.open(path) as database:
        log = Log(database, project, Clock())
        found = await log.verify()
        if not found.ok:
            raise Broken(f"position {found.position_of_first_fault}: {found.reason}")
        there: dict[str, list[str]] = {}
        records = 0
        async for page in log.follow():
            for record in page:
                records += 1
                if record.position != records:
                    raise Broken(f"position {records} is missing")
                there.setdefault(record.change, []).append(record.id)
        lost = [change for change in acknowledged if change not in there]
        if lost:
            raise Broken(f"acknowledged and lost: {', '.join(lost)}")
        for change, ids in there.items():
            if ids != [new.id for new in change_of(change)]:
                raise Broken(f"of the change {change} there is only {ids}")
        before = await _seen(database, records)
        await log.rebuild()
        if await _seen(database, records) != before:
            raise Broken("the views are not those of a rebuild")
    own = [change for change in there if change.startswith(f"{round}-")]
    return Round(tuple(acknowledged), len(own), records)


async def _seen(database: Database, head: int) -> list[tuple[StoredRow, ...]]:
    views = Views(database)
    ats = [At(scope, position) for scope in SCOPES for position in (None, head // 2)]
    found = [await views.everything(at) for at in ats]
    for at in ats[::2]:
        found.append(await views.between(at, Range("all"), limit=1_000))
        found.append((await views.search(at, "word", kinds=("event",), limit=500)).rows)
    return found


def change_of(change: str) -> tuple[NewRecord, ...]:
    """The records of a change, which follow from its name alone."""
    chance = random.Random(change)
    records = []
    for n in range(chance.randrange(1, 6)):
        number = chance.randrange(20)
        day = chance.randrange(1, 400)
        dates = (DateKey("all", day, day),)
        item = row(f"e{number}", number, state=f"{change} {n}".encode(), dates=dates, text=f"word {n}")
        new = put(f"{change}/{n}", item, chance.choice(SCOPES))
        records.append(NewRecord(new.id, change, new.scope, new.stream, new.type, new.body, new.actor))
    return tuple(records)


async def _write(path: Path, round: int) -> None:
    """Appends until the process is killed; tells of each change once it is durable."""
    async with await Database.open(path) as database:
        log = Log(database, project, Clock())

        async def writer(number: int) -> None:
            count = 0
            while True:
                count += 1
                change = f"{round}-{number}-{count}"
                await log.append(Append(change_of(change)))
                tell(change)

        await asyncio.gather(*map(writer, range(WRITERS)))


def campaign(rounds: int, seed: int) -> int:
    """Runs the long form and tells how it goes; the exit code."""
    chance = random.Random(seed)
    acknowledged = whole = 0
    say = sys.stdout.write
    say(f"{rounds} crashes, seed {seed}: {WRITERS} tasks append until the process is killed.\n")
    with tempfile.TemporaryDirectory() as folder:
        for n in range(rounds):
            path = Path(folder) / f"crash-{n // ROUNDS_A_FILE}.db"
            try:
                found = crash(path, n, chance)
            except Broken as broken:
                say(f"\nCrash {n + 1}: {broken}\n")
                return 1
            acknowledged += len(found.acknowledged)
            whole += found.found
            if sys.stdout.isatty() or (n + 1) % 20 == 0:
                say(f"{n + 1} of {rounds}: {acknowledged:,} changes acknowledged")
                say("\r" if sys.stdout.isatty() else "\n")
                sys.stdout.flush()
    say(
        f"\nAll {rounds} crashes held. {acknowledged:,} changes acknowledged, none lost, none in half;"
        f" {whole - acknowledged:,} more were there whole and not yet acknowledged. Every chain held, and"
        " all views were those of a rebuild.\n"
    )
    return 0


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.storage.crash", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200, help="how many crashes (default: 200)")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments (default: 1)")
    parser.add_argument("--write", nargs=2, metavar=("FILE", "ROUND"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        asyncio.run(_write(Path(given.write[0]), int(given.write[1])))
    return campaign(given.rounds, given.seed)


if __name__ == "__main__":
    sys.exit(main())
