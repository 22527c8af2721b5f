"""A morning of 10,000 servers: thousands of notes due in one minute, while people go on asking.

The bot is a process of its own, on a loopback Discord in this one. How long its loop is held is measured in
it, everything else from outside. ``python -m tests.scale.morning`` is the long form; the exit code says
whether all is as wanted. Figures of time suffer from whatever else the machine does.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import os
import re
import sys
import tempfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from bot.app import App
from bot.clock import Clock
from bot.config import seeds_directory
from bot.domain.entities import Claim, Event, Subscription
from bot.domain.record_types import EventAdded, SubscriptionAdded
from bot.services.posting import RUNNING
from bot.services.posting.status import posting_status
from storage.database import Database
from storage.log import Append
from storage.rows import NewRecord
from storage.settings import Settings
from tests.bench.chronicle import record
from tests.bench.figures import Figure, percentile, quantity, table
from tests.bench.process import peak_memory
from tests.wire.loopback import Loopback
from tests.wire.people import Server
from tests.wire.posts import Now, scope
from tests.wire.process import bot
from tests.wire.rooms import HISTORY, SEND, VIEW
from tests.wire.runner import Watched

DUE = datetime(2026, 12, 28, 9, tzinfo=UTC)
"""The minute: 28 December in all these zones."""
EVE, NEARLY = DUE - timedelta(hours=1), DUE - timedelta(minutes=5)
ZONES = (
    "Asia/Tokyo", "Asia/Seoul", "Asia/Shanghai", "Asia/Taipei", "Asia/Manila", "Asia/Singapore",
    "Asia/Jakarta", "Asia/Bangkok", "Asia/Yangon", "Asia/Dhaka", "Asia/Kathmandu", "Asia/Kolkata",
    "Asia/Karachi", "Asia/Kabul", "Asia/Dubai", "Asia/Tehran", "Europe/Moscow", "Europe/Istanbul",
    "Africa/Nairobi", "Africa/Cairo", "Europe/Athens", "Europe/Berlin", "Africa/Lagos", "Europe/London",
    "Atlantic/Azores", "America/Sao_Paulo", "America/St_Johns", "America/Halifax", "America/New_York",
    "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Anchorage", "Pacific/Auckland",
    "Pacific/Chatham", "Pacific/Tongatapu", "Australia/Sydney", "Australia/Adelaide", "Australia/Eucla",
    "Australia/Lord_Howe",
)  # fmt: skip
CHANNELS, ROLES = 15, 8
"""Of a server, besides the channel that gets notes."""
OWN = 20
"""Every so manieth server has a record of its own."""
QUESTIONS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("agreement", {"name": "GSOMIA"}),
    ("agreement", {"name": "GSOMIA", "as_of": "2012-06-15"}),
    ("brief", {"subject": "GSOMIA"}),
    ("on", {"date": "28 December"}),
    ("event", {"name": "E-57"}),
    ("timeline", {"subject": "GSOMIA"}),
    ("find", {"words": "intelligence"}),
    ("upcoming", {}),
)
LIMIT = 50.0
"""Requests a second that Discord takes from a bot."""
WANTED_RATE, WANTED_ANSWER, WANTED_HOLD, WANTED_MEMORY = 0.9 * LIMIT, 0.05, 0.1, 300
PATIENCE = 180.0
"""Seconds for the bot to know all servers, and for whatever else takes its time."""
GLANCE = 0.05
"""Seconds between two looks into the record."""
SECTION = "Notes that are due in one minute"


@dataclass(frozen=True)
class Extent:
    """How large a morning is; ``asked`` are the questions a second, ``quiet`` the seconds before it, ``tick``
    those from one look of the bot to the next, ``hurry`` how much faster it connects than it would."""

    guilds: int = 10_000
    due: int = 3_000
    shards: int = 4
    asked: float = 10.0
    quiet: float = 10.0
    tick: float = 10.0
    hurry: float = 10.0


SHORT = Extent(guilds=120, due=24, shards=3, quiet=0.3, tick=0.1, hurry=100.0)


class Peopled(Server):
    """A server with channels and roles as most have them."""

    def guild(self) -> dict[str, Any]:
        told = super().guild()
        everyone = told["roles"][0]
        told["roles"] += [
            {**everyone, "id": str(self.id + number), "name": f"Role {number}", "position": number}
            for number in range(1, ROLES + 1)
        ]
        told["channels"] += [
            {**self.channel_part(self.channel + number), "name": f"room-{number}", "position": number}
            for number in range(1, CHANNELS + 1)
        ]
        return told


def server(number: int, shards: int) -> Server:
    """One of many servers, all of which let the bot write in their channel."""
    id = (10_000 + number) << 22
    return Peopled(id, id + 100, f"Server {number}", VIEW | SEND | HISTORY, shards=shards)


def settings(server: Server, number: int, due: int) -> Subscription:
    """The notes of a server: of the first ``due`` they come at the minute, by whatever its clocks show then,
    of the others hours later."""
    zone = ZONES[number % len(ZONES)]
    at = DUE if number < due else DUE + timedelta(hours=1 + number % 20)
    kinds = (("day",), ("day", "month", "year"), ("day", "month", "year", "week"))[number % 3]
    layer = "documents" if number % 5 == 0 else "all"
    shown = at.astimezone(ZoneInfo(zone)).strftime("%H:%M")
    return Subscription(str(server.channel), shown, zone, kinds, layer=layer)


async def write_record(path: Path, servers: Sequence[Server], due: int) -> None:
    """The shipped record, what some servers have added to it, and all settings."""

    def of_server(number: int, server: Server) -> Iterator[NewRecord]:
        subscription = settings(server, number, due)
        stream = f"subscription/{subscription.id}"
        yield record(stream, SubscriptionAdded(subscription), scope=scope(server))
        if number % OWN == 0:
            claims = (Claim("c", "nishino-paper", "2010-12-28", remark="We met."),)
            own = Event("s-1", 1, f"The first meeting of server {number}", claims=claims)
            yield record("event/s-1", EventAdded(own), scope=scope(server))

    async with App(path, Clock(lambda: EVE)) as app:
        await app.load_seeds(seeds_directory())
        rows = [row for number, one in enumerate(servers) for row in of_server(number, one)]
        await app.log.append(Append(tuple(rows)))


@dataclass
class Morning:
    """What is measured. Seconds, by the clock of this process's loop."""

    extent: Extent
    ready: float = 0.0
    quiet: list[float] = field(default_factory=list)
    """How long each question waited for its answer before the minute."""
    answered: list[float] = field(default_factory=list)
    """And while notes were sent."""
    sent: list[float] = field(default_factory=list)
    """When each note came."""
    in_channels: Counter[int] = field(default_factory=Counter)
    """How many notes came into each channel."""
    watched: list[Watched] = field(default_factory=list)
    peak: float | None = None
    """Megabytes."""
    status: Mapping[str, str] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    load: float = 0.0

    def figures(self) -> Iterator[Figure]:
        """What is wanted, and how it was."""
        due = self.extent.due
        once = sum(count == 1 for count in self.in_channels.values())
        as_due = once == due == len(self.sent)
        yield Figure(SECTION, "channels with their note, once", once, "", wanted=f"= {due}", ok=as_due)
        spread = self.sent[-1] - self.sent[0] if len(self.sent) > 1 else 0.0
        rate = (len(self.sent) - 1) / spread if spread else 0.0
        wanted = f"≥ {WANTED_RATE:.0f}"
        yield Figure(SECTION, "notes a second", rate, "", wanted=wanted, ok=rate >= WANTED_RATE)
        yield _at_most("most notes in any second", _most_in_a_second(self.sent), LIMIT)
        if self.quiet:
            slow = percentile(self.quiet, 0.99)
            yield Figure(SECTION, "answer to a command before, p99", slow, note=_waits(self.quiet))
        if self.answered:
            slow = percentile(self.answered, 0.99)
            note = _waits(self.answered)
            yield _at_most("answer to a command meanwhile, p99", slow, WANTED_ANSWER, "s", note)
        held = max((one.held for one in self.watched), default=0.0)
        worked = max((one.worked for one in self.watched), default=0.0)
        note = f"working {quantity(worked, 's')} of it at most"
        yield _at_most("the loop held, longest", held, WANTED_HOLD, "s", note)
        if self.peak is not None:
            yield _at_most("greatest resident memory", self.peak, WANTED_MEMORY, "MB")
        yield Figure(SECTION, "until all servers were known", self.ready)
        load = f"on {os.cpu_count()} cores"
        yield Figure(SECTION, "load of the machine, last minute", self.load, "", note=load)

    def wrong(self) -> list[str]:
        """What status does not tell as it is, and what the bot complained of."""
        told, shards = self.status, self.extent.shards
        wanted = {
            "notes": f"{self.extent.due:,} sent, 0 waiting, 0 skipped, 0 failed, 0 unknown",
            "channels": f"{self.extent.guilds:,} with notes, 0 of them resting",
            "corrections": "0 waiting",
            "running": f"yes; {shards} of {shards} shards connected,"
            " 0 invalid requests in the last ten minutes",
        }
        differing = [
            f"status says of {key}: {told.get(key)}" for key in wanted if told.get(key) != wanted[key]
        ]
        return differing + [f"the bot says: {trouble}" for trouble in self.troubles]


async def morning(folder: Path, extent: Extent, seed: int = 1) -> Morning:
    """Lives through one, and tells how it was."""
    servers = [server(number, extent.shards) for number in range(extent.guilds)]
    path = folder / "record.db"
    await write_record(path, servers, extent.due)
    now = Now(NEARLY, folder / "now")
    now.set(NEARLY)
    found = Morning(extent)
    async with Loopback(servers=servers, shards=extent.shards, checking=False) as discord:
        for one in servers:
            discord.rest.rooms.add(one)
        orders = {
            "now": str(now.file),
            "tick": extent.tick,
            "hurry": extent.hurry,
            "pause": 1.0,
            "watch": True,
        }
        loop = asyncio.get_running_loop()
        begun = loop.time()
        async with bot(discord, path, **orders) as process:
            await process.says("ready, in", PATIENCE)
            found.ready = loop.time() - begun
            # What this process has made so far would hold it up when it should measure.
            gc.collect()
            gc.freeze()
            await _ticked(path)
            people = People(discord, servers, extent.asked, Random(seed))
            found.quiet = await people.ask_while(asyncio.sleep(extent.quiet))
            before, printed = len(discord.rest.requests), len(process.printed)
            now.set(DUE)
            found.answered = await people.ask_while(_all_sent(discord, servers[: extent.due]))
            notes = [
                one for one in discord.rest.requests[before:] if re.match("/channels/.*/messages", one.path)
            ]
            found.sent = [one.at for one in notes]
            found.in_channels = Counter(int(one.path.split("/")[2]) for one in notes)
            await process.has_printed(printed + 1)
            found.watched = [msgspec.json.decode(line, type=Watched) for line in process.printed[printed:]]
            found.peak, found.load = peak_memory(process.id), os.getloadavg()[0]
            found.status = await _settled_status(path, now())
            found.troubles = process.troubles()
            await process.stop()
            gc.unfreeze()
    return found


class People:
    """Ask something of the bot at random moments, so many times a second on average."""

    def __init__(self, discord: Loopback, servers: Sequence[Server], asked: float, random: Random) -> None:
        self._discord = discord
        self._servers = servers
        self._asked = asked
        self._random = random

    async def ask_while(self, doing: Any) -> list[float]:
        """For how many seconds each question waited that was asked until something was done."""
        done = asyncio.ensure_future(doing)
        asking: list[asyncio.Task[float]] = []
        while not done.done():
            asking.append(asyncio.create_task(self._ask()))
            await asyncio.wait((done,), timeout=self._random.expovariate(self._asked))
        done.result()
        return list(await asyncio.gather(*asking))

    async def _ask(self) -> float:
        name, options = self._random.choice(QUESTIONS)
        where = self._random.choice(self._servers)
        loop = asyncio.get_running_loop()
        begun = loop.time()
        await self._discord.slash(name, options, where=where)
        return loop.time() - begun


async def _ticked(path: Path) -> None:
    """Waits until the bot has looked once at what is due."""
    async with await Database.open(path, mode="reader") as database:
        settings = Settings(database)
        await _until(lambda: settings.get(RUNNING))


async def _until(true: Callable[[], Awaitable[object]]) -> None:
    """Waits until something is so in the record, which does not tell by itself."""
    async with asyncio.timeout(PATIENCE):
        while not await true():  # noqa: ASYNC110 - it is another process that makes it so
            await asyncio.sleep(GLANCE)


async def _all_sent(discord: Loopback, servers: Sequence[Server]) -> None:
    rooms = [discord.rest.rooms.rooms[one.channel] for one in servers]
    async with asyncio.timeout(PATIENCE + len(servers) / LIMIT):
        for room in rooms:
            await room.spoken.wait()


async def _settled_status(path: Path, now: datetime) -> Mapping[str, str]:
    """What status tells to a second process, once nothing waits and the bot has noted that it runs."""
    told: dict[str, str] = {}
    async with await Database.open(path, mode="reader") as database:

        async def settled() -> bool:
            told.update(await posting_status(database, now))
            return ", 0 waiting" in told["notes"] and told["running"].startswith("yes")

        with contextlib.suppress(TimeoutError):
            await _until(settled)
    return told


def _most_in_a_second(times: Sequence[float]) -> int:
    """The most that came within any second."""
    return max((bisect_left(times, at + 1) - index for index, at in enumerate(times)), default=0)


def _at_most(name: str, value: float, limit: float, unit: str = "", note: str = "") -> Figure:
    wanted = f"≤ {quantity(limit, unit)}".rstrip()
    return Figure(SECTION, name, value, unit, wanted=wanted, ok=value <= limit, note=note)


def _waits(waits: Sequence[float]) -> str:
    middle, longest = quantity(percentile(waits, 0.5), "s"), quantity(max(waits), "s")
    return f"of {len(waits)}; median {middle}, longest {longest}"


def main(words: Sequence[str]) -> int:
    """Measures a morning; 0 if all is as wanted."""
    whole = Extent()
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--guilds", type=int, default=whole.guilds)
    parser.add_argument("--due", type=int, default=whole.due)
    parser.add_argument("--shards", type=int, default=whole.shards)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(words)
    extent = Extent(chosen.guilds, chosen.due, chosen.shards)
    with tempfile.TemporaryDirectory(prefix="aide-memoire-morning-") as folder:
        found = asyncio.run(morning(Path(folder), extent, chosen.seed))
    figures, wrong = list(found.figures()), found.wrong()
    said = [
        f"{extent.guilds:,} servers over {extent.shards} shards, {extent.due:,} notes due",
        table(figures),
    ]
    said += [f"  {key:<12} {value}" for key, value in found.status.items()]
    sys.stdout.write("\n".join([*said, *wrong]) + "\n")
    return 0 if not wrong and all(figure.ok is not False for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
