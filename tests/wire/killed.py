"""Kills a bot that posts notes, at any point of a delivery, and looks at the channels and the ledger then.

Every round: nine channels whose notes are due at once, on a record of its own. The bot is killed as it writes
into the ledger, as a request is under way, as an answer is, or some moments later; it starts again a minute,
hours or days later, and may be killed again. At the end each channel has its note exactly once, or the ledger
says why not. ``python -m tests.wire.killed --rounds 50 --seed 1`` is the long form.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.clock import Clock
from storage.database import Database
from storage.deliveries import Deliveries, Delivery
from tests.wire.loopback import PATIENCE, Loopback
from tests.wire.people import Server
from tests.wire.posts import DAY, DUE, Now, running, scope, server, subscription, write_record
from tests.wire.process import bot
from tests.wire.rest import Fault
from tests.wire.rooms import HISTORY, Room

TICK = 0.1
POINTS = ("before claim", "after claim", "before settle", "after settle")
LATER = (timedelta(minutes=1), timedelta(hours=5), timedelta(hours=11), timedelta(days=3))
LONG_ENOUGH = 8.0
"""Seconds in which a bot that works comes to any point of a delivery, if it ever does."""
NOTE = re.compile(r"note:[a-z]+:([0-9a-f]+-[0-9a-f]+)")


class Round:
    """A Discord with servers whose notes are due, and a record; the bot runs until it dies or is done."""

    def __init__(self, discord: Loopback, folder: Path, servers: Sequence[Server]) -> None:
        self.discord = discord
        self.record = folder / "record.db"
        self.now = Now(DUE, folder / "now")
        self.now.set(DUE)
        self.servers = servers
        discord.rest.rooms.now = self.now

    async def prepare(self) -> None:
        """Lets the bot in everywhere, and sets notes up in every channel, a day before the first."""
        eve = Now(DUE - timedelta(days=1))
        for one in self.servers:
            self.discord.settle_in(one)
        settings = [(one, subscription(channel)) for one in self.servers for channel in one.channels]
        await write_record(self.record, Clock(eve), settings)

    async def run(
        self,
        *,
        die: str = "",
        seconds: float = PATIENCE,
        faults: Sequence[Fault] = (),
    ) -> None:
        """Runs the bot until it dies, ``seconds`` are over, these faults were met, or all is decided."""
        async with bot(self.discord, self.record, now=str(self.now.file), tick=TICK, die=die) as process:
            over = asyncio.create_task(process.over())
            enough = asyncio.create_task(_met(faults) if faults else self.decided())
            await asyncio.wait((over, enough), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            enough.cancel()
            over.cancel()
            assert die or not process.ended, process.raw[-2000:]

    async def finish(self) -> None:
        """Runs the bot in this process, until there is nothing left to do."""
        async with running(self.discord, self.record, self.now) as app:
            await app.posting.tick()
            assert await app.deliveries.claimed() == ()

    async def decided(self) -> None:
        """Waits until there is nothing left to do."""
        while True:
            async with await Database.open(self.record, mode="reader") as database:
                ledger = Deliveries(database)
                done = not await ledger.claimed() and not await ledger.due(self.now())
            if done and await self.rows():
                return
            await asyncio.sleep(TICK)

    async def rows(self) -> dict[int, Delivery]:
        """The ledger's rows of the day, by channel."""
        async with await Database.open(self.record, mode="reader") as database:
            ledger = Deliveries(database)
            found = {}
            for one in self.servers:
                for channel in one.channels:
                    row = await ledger.of(scope(one), str(channel), DAY)
                    if row is not None:
                        found[channel] = row
            return found

    async def judge(self) -> Counter[str]:
        """How many notes ended in which state. Raises AssertionError where one is there twice, or missing."""
        rows = await self.rows()
        for channel, room in self._rooms():
            there = [one for one in _notes(room) if one.endswith(f"-{DAY:x}")]
            row = rows.get(channel)
            assert row is not None, f"{channel}: nothing in the ledger"
            assert len(there) <= 1, f"{channel}: {len(there)} times the same note"
            assert row.state in ("sent", "skipped", "unknown"), f"{channel}: {row.state} {row.why}"
            assert row.state == "sent" or row.why, f"{channel}: {row.state} without a reason"
            if row.state != "unknown":
                assert len(there) == (row.state == "sent"), f"{channel}: {row.state}, but {len(there)} there"
            else:
                assert not room.may(HISTORY), f"{channel}: unknown, though the channel can be read"
        return Counter(row.state for row in rows.values())

    def _rooms(self) -> list[tuple[int, Room]]:
        rooms = self.discord.rest.rooms.rooms
        return [(channel, rooms[channel]) for one in self.servers for channel in one.channels]


async def play(chance: random.Random, folder: Path) -> Counter[str]:
    """One round, as chance has it; what became of the notes."""
    unread = server(2, 3)
    servers = [server(0, 3), server(1, 3), replace(unread, denied=((unread.channels[0], HISTORY),))]
    async with Loopback() as discord:
        here = Round(discord, folder, servers)
        await here.prepare()
        rooms = [room for _, room in here._rooms()]
        for _ in range(chance.choice((1, 1, 2))):
            faults = _faults(chance, rooms)
            discord.rest.faults[:] = faults
            match chance.choice(("point", "fault", "moment")):
                case "point":
                    await here.run(die=chance.choice(POINTS), seconds=LONG_ENOUGH)
                case "fault":
                    await here.run(faults=[chance.choice(faults)], seconds=LONG_ENOUGH)
                case "moment":
                    await here.run(seconds=1 + chance.random())
            for fault in faults:
                if fault.hold is not None:
                    fault.hold.set()
            discord.rest.faults.clear()
            discord.time.move(3600)
            here.now.set(here.now() + chance.choice(LATER))
        await here.finish()
        assert discord.rest.breaches == []
        return await here.judge()


async def _met(faults: Sequence[Fault]) -> None:
    for fault in faults:
        await fault.met.wait()


def _faults(chance: random.Random, rooms: Sequence[Room]) -> list[Fault]:
    """What goes wrong on the way to some of the channels."""
    found = []
    for room in chance.sample(rooms, 4):
        path, done = f"/{room.id}/messages$", chance.random() < 0.5
        found.append(
            chance.choice(
                (
                    Fault("POST", path, hold=asyncio.Event(), done=done),
                    Fault("POST", path, done=done),
                    Fault("POST", path, 502, times=chance.choice((1, 9)), done=done),
                    Fault.rate_limit(path, whole=chance.random() < 0.5),
                )
            )
        )
    return found


def _notes(room: Room) -> list[str]:
    """The ids of the deliveries whose notes stand in a channel, one for each message."""
    found = []
    for message in room.messages:
        ids = set(NOTE.findall(str(message["components"])))
        found += sorted(ids)
    return found


def main(words: Sequence[str]) -> int:
    """Plays the rounds, and says what became of the notes."""
    parser = argparse.ArgumentParser(prog="python -m tests.wire.killed", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(words)
    total: Counter[str] = Counter()
    for number in range(asked.rounds):
        with tempfile.TemporaryDirectory() as folder:
            found = asyncio.run(play(random.Random(f"{asked.seed}/{number}"), Path(folder)))
        total += found
        sys.stdout.write(f"round {number}: {dict(found)}\n")
    sys.stdout.write(f"{asked.rounds} rounds, no note twice and none missing: {dict(total)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
