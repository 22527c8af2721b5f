"""Years of notes, day by day, over every zone whose clocks change; each note held against what it should be.

Hundreds of servers with channels in all these zones; editors change the record, moderators their settings,
the bot is away now and then and starts anew. Posting, database, views and notes are the real ones; Discord is
replaced where posting ends, and the clock is moved from one look of the bot to the next. After every look,
what was sent must be just what ``oracle`` tells, and at the end the ledger as well.

``python -m tests.scale.years`` is the long form: two years of 300 servers.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

import msgspec
from msgspec.structs import replace

from bot.clock import Clock
from bot.domain.entities import Agreement, Party, Subscription
from bot.domain.record_types import (
    AgreementAdded,
    AnyBody,
    EventAdded,
    PartyAdded,
    SourceAdded,
    SubscriptionAdded,
)
from bot.services.notes.anniversaries import Anniversaries
from bot.services.posting import Posting
from bot.services.posting.port import Done, Health, Post
from bot.services.projector import project
from bot.services.record import Receipt
from storage.database import Database
from storage.deliveries import Block, Deliveries
from storage.log import Append, Log
from storage.rows import CORPUS
from storage.settings import Settings
from storage.views import Views
from tests.bench.chronicle import record
from tests.changing import Changes
from tests.scale.facts import PACTS, PARTIES, SOURCES, Fact, Told, draw
from tests.scale.oracle import Channel, Known
from tests.scale.zones import ODD, changing

DAY, LOOK = timedelta(days=1), timedelta(minutes=30)
"""From one look of the bot to the next: most changes of clocks fall on one."""
TIMES = (
    "00:00", "00:30", "01:30", "02:00", "02:30", "03:15", "07:07", "09:00", "12:00", "18:45", "23:30", "23:59"
)  # fmt: skip
AWAY = (1, 5, 13, 30, 80, 200)
"""Hours for which the bot is away now and then."""
CHANGES = 10.0
"""Of the record and of settings, a day."""
FACTS = 250
EDITORS = 40
"""Servers with a record of their own."""
LOCAL = 5
"""Every so manieth event of the corpus is changed by servers alone, the others by the corpus alone."""


class Span(msgspec.Struct, frozen=True):
    """A time to go through, and the zones of its channels in turn."""

    first: date
    days: int
    zones: tuple[str, ...]

    @property
    def last(self) -> date:
        return self.first + timedelta(self.days)


def two_years(days: int = 730) -> Span:
    """2026 and 2027, or the first days: all zones whose clocks change in these years, and odd ones."""
    first = date(2026, 1, 1)
    return Span(first, days, (*changing(first, first + timedelta(730)), *ODD))


SKIPPED_DAYS = (
    Span(date(2011, 12, 20), 20, ("Pacific/Apia", "Pacific/Fakaofo", "Pacific/Auckland")),
    Span(date(1993, 8, 10), 20, ("Pacific/Kwajalein", "Pacific/Majuro")),
    Span(date(1994, 12, 20), 20, ("Pacific/Kiritimati", "Pacific/Enderbury")),
)
"""Samoa and Tokelau had no 30 December 2011, Kwajalein no 21 August 1993, the east of Kiribati no New Year's
Eve (or no New Year's Day) of 1994."""


class InMemory:
    """Channels that take everything, and tell what they took since they were asked last."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, Post]] = []
        self.edited = 0
        self._messages = 0

    def ready(self) -> bool:
        return True

    def present(self, scope: str) -> bool:
        return True

    def access(self, scope: str, channel: int) -> str | None:
        return ""

    def health(self) -> Health:
        return Health(1, 1, 0)

    async def send(self, scope: str, channel: int, post: Post) -> Done:
        self._messages += 1
        self.sent.append((channel, post))
        return Done(self._messages)

    async def edit(self, scope: str, channel: int, message: int, post: Post) -> Done:
        self.edited += 1
        return Done(message)

    async def remove(self, scope: str, channel: int, message: int) -> Done:
        return Done(message)

    async def find(self, scope: str, channel: int, delivery: str, since: datetime) -> None:
        return None

    async def tell(self, scope: str, block: Block) -> int:
        return 0

    def take(self) -> Counter[tuple[str, bool, Told]]:
        """What was sent since this was asked last: channel, whether as late, and what it told."""
        taken, self.sent = self.sent, []
        return Counter((str(channel), post.note.late, _told(post)) for channel, post in taken)


class MismatchError(AssertionError):
    """What was posted is not what should have been."""


class Years:
    """A span with its servers, the real posting and what is expected of it."""

    def __init__(
        self, database: Database, span: Span, guilds: int, random: Random, changes: float = CHANGES
    ) -> None:
        self.span, self.random = span, random
        self.changes = changes / (DAY / LOOK)
        """How many there are from one look to the next, on average."""
        self.now = datetime.combine(span.first, time(), UTC)
        self.database, self.clock = database, Clock(lambda: self.now)
        self.log = Log(database, project, self.clock.now)
        self.recorder = Changes(self.log, Views(database))
        self.outside = InMemory()
        self.posting = self._started()
        self.known = Known()
        self.channels = [self._channel(number) for number in range(guilds)]
        self.counts: Counter[str] = Counter()
        self._changes = 0

    async def prepare(self) -> None:
        """Writes the record with which it begins."""
        facts = [draw(self.random, f"e-{number}", number) for number in range(1, FACTS + 1)]
        bodies: tuple[tuple[str, AnyBody], ...] = (
            *((f"source/{one.id}", SourceAdded(one)) for one in SOURCES),
            *((f"party/{id}", PartyAdded(Party(id, id))) for id in PARTIES),
            *((f"agreement/{id}", AgreementAdded(Agreement(id, id, "declaration"))) for id in PACTS),
            *((f"event/{fact.id}", EventAdded(fact.event())) for fact in facts),
        )
        rows = [record(stream, body) for stream, body in bodies]
        for channel in self.channels:
            stream = f"subscription/{channel.settings.id}"
            rows.append(record(stream, SubscriptionAdded(channel.settings), scope=channel.scope))
        await self.log.append(Append(tuple(rows)))
        for fact in facts:
            self.known.put(fact)

    async def run(self) -> None:
        """Goes through the span; raises ``MismatchError`` at the first look with something wrong."""
        end = datetime.combine(self.span.last, time(), UTC)
        away_until = self.now
        while (look := self.now + LOOK) < end:
            for at in sorted(self._moments(look)):
                self.now = at
                await self._something_changes()
            self.now = look
            if look < away_until:
                continue
            if self.random.random() < LOOK / timedelta(days=60):
                self.posting = self._started()
                self.counts["starts"] += 1
                away_until = look + timedelta(hours=self.random.choice(AWAY))
            else:
                await self._look()
        await self._hold_ledger()

    async def _look(self) -> None:
        await self.posting.tick()
        taken = self.outside.take()
        expected = Counter(
            (channel.settings.id, row.late, row.told)
            for channel in self.channels
            for row in channel.tick(self.now, self.known)
            if row.told is not None
        )
        self.counts["notes"] += taken.total()
        if taken != expected:
            missing, more = expected - taken, taken - expected
            raise MismatchError(f"{self.now}: missing {dict(missing)}; not expected {dict(more)}")

    async def _hold_ledger(self) -> None:
        ledger = Deliveries(self.database)
        for channel in self.channels:
            rows = await ledger.recent(channel.scope, channel.settings.id, limit=self.span.days * 2)
            found = {row.day: (row.state, row.why, row.late) for row in rows}
            expected = {row.day: (row.state, row.why, row.late) for row in channel.rows.values()}
            if found != expected:
                differing = {day: (found.get(day), expected.get(day)) for day in found | expected}
                wrong = {day: both for day, both in differing.items() if both[0] != both[1]}
                raise MismatchError(f"{channel.scope} in {channel.settings.zone}: found, expected: {wrong}")
            self.counts["days"] += len(rows)
        self.counts["corrections"] = self.outside.edited

    def _started(self) -> Posting:
        """The bot as it is after a start."""
        views = Views(self.database)
        return Posting(
            Deliveries(self.database), views, self.log, Settings(self.database), Anniversaries(views),
            self.outside, self.clock,
        )  # fmt: skip

    def _channel(self, number: int) -> Channel:
        random = self.random
        settings = Subscription(
            id=str(1000 + number),
            time=random.choice(TIMES),
            zone=self.span.zones[number % len(self.span.zones)],
            **_filters(random),  # type: ignore[arg-type]
        )
        return Channel(f"guild:{1 + number}", settings, self.now, (self.span.first, self.span.last))

    def _moments(self, look: datetime) -> Iterator[datetime]:
        """When something changes before the next look."""
        while self.random.random() < self.changes / (1 + self.changes):
            yield self.now + (look - self.now) * self.random.random()

    async def _something_changes(self) -> None:
        self._changes += 1
        fate = self.random.random()
        if fate < 0.01:
            await self._corpus_changes()
        elif fate < 0.35:
            await self._server_edits()
        else:
            await self._settings_change()

    async def _corpus_changes(self) -> None:
        if self.random.random() < 0.2:
            number = len(self.known.corpus) + 1
            await self._add(draw(self.random, f"e-{number}", number), None)
            return
        shared = [fact for fact in self.known.corpus.values() if fact.number % LOCAL]
        await self._edit(self.random.choice(shared), None)

    async def _server_edits(self) -> None:
        scope = self.random.choice(self.channels[:EDITORS]).scope
        own = self.known.of_servers.get(scope, {})
        if self.random.random() < 0.4:
            number = 1 + sum(id.startswith("s-") for id in own)
            # Heavier than all of the corpus: there is no tie between numbers of two records.
            await self._add(replace(draw(self.random, "", number), weight=3), scope)
            return
        local = {id: fact for id, fact in self.known.corpus.items() if fact.number % LOCAL == 0}
        await self._edit(self.random.choice(list({**local, **own}.values())), scope)

    async def _add(self, fact: Fact, scope: str | None) -> None:
        self._made(await self.recorder.add(scope or CORPUS, "event", fact.event(), **self._by("add")))
        self.known.put(replace(fact, id=fact.id or f"s-{fact.number}"), scope)

    async def _edit(self, fact: Fact, scope: str | None) -> None:
        """Amends an event, takes it out or brings it back."""
        where, by, random = scope or CORPUS, self._by("edit"), self.random
        what = random.choice(("retract", "date", "prefer", "weight"))
        if fact.retracted:
            self._made(await self.recorder.restore(where, "event", fact.id, reason="right", **by))
            self.known.put(replace(fact, retracted=False), scope)
        elif what == "retract":
            self._made(await self.recorder.retract(where, "event", fact.id, reason="wrong", **by))
            self.known.put(replace(fact, retracted=True), scope)
        elif what == "date" and fact.shape == "day":
            after = replace(fact, day=fact.day % 28 + 1)
            changed = {"date": after.edtf}
            amended = self.recorder.amend_claim(
                where, fact.id, fact.claim, changed, reason="read again", **by
            )
            self._made(await amended)
            self.known.put(after, scope)
        elif what == "prefer" and fact.shape == "contested":
            preferred = None if fact.preferred else fact.claim
            self._made(await self.recorder.prefer(where, fact.id, preferred, **by))
            self.known.put(replace(fact, preferred=not fact.preferred), scope)
        elif what == "weight" and not fact.id.startswith("s-"):
            after = replace(fact, weight=3 - fact.weight)
            changed_weight = {"weight": after.weight}
            amended = self.recorder.amend(where, "event", fact.id, changed_weight, reason="", **by)
            self._made(await amended)
            self.known.put(after, scope)

    async def _settings_change(self) -> None:
        channel, random = self.random.choice(self.channels), self.random
        old, where, by = channel.settings, channel.scope, self._by("settings")
        if not channel.live:
            self._made(await self.recorder.restore(where, "subscription", old.id, reason="", **by))
            channel.change(old, self.now, live=True)
        elif random.random() < 0.1:
            self._made(await self.recorder.retract(where, "subscription", old.id, reason="enough", **by))
            channel.change(old, self.now, live=False)
        else:
            changes = self._new_settings(old)
            new = replace(old, **changes)
            if new != old:
                amended = self.recorder.amend(where, "subscription", old.id, changes, reason="", **by)
                self._made(await amended)
                channel.change(new, self.now)

    def _new_settings(self, old: Subscription) -> dict[str, object]:
        random = self.random
        match random.randrange(4):
            case 0:
                return {"zone": random.choice(self.span.zones)}
            case 1:
                return {"time": random.choice(TIMES)}
            case 2 if old.paused:
                return {"paused": False, "until": ""}
            case 2:
                until = self.now.date() + timedelta(random.randrange(1, 20))
                return {"paused": True, "until": random.choice(("", until.isoformat()))}
        return _filters(random)

    def _by(self, what: str) -> dict[str, str]:
        return {"actor": "ana", "change": f"{what} {self._changes}"}

    def _made(self, outcome: object) -> None:
        if not isinstance(outcome, Receipt):
            raise TypeError(f"a change was not made: {outcome}")
        self.counts["changes"] += 1


def _filters(random: Random) -> dict[str, object]:
    kinds = (
        ("day", "month", "year"),
        ("day", "month", "year", "week"),
        ("day",),
        ("month", "year"),
        ("week",),
    )
    return {
        "kinds": random.choices(kinds, (6, 2, 1, 1, 1))[0],
        "parties": random.choice(((), (), (), ("JP", "KR"))),
        "agreements": random.choice(((), (), (), (), PACTS[:2])),
        "layer": random.choice(("all", "all", "documents")),
        "round_only": random.random() < 0.1,
        "unmarked": random.random() < 0.2,
        "grace": random.choice((0, 6, 12, 12, 48)),
    }


def _told(post: Post) -> Told:
    note = post.note
    return Told(
        note.day,
        tuple((one.id, one.due.part, one.due.years) for one in note.anniversaries),
        note.total,
        tuple((one.id, one.day) for one in note.ahead),
    )


async def simulate(span: Span, guilds: int, seed: int, changes: float = CHANGES) -> Counter[str]:
    """Goes through a span with so many changes a day; counts what there was. Raises ``MismatchError``."""
    with tempfile.TemporaryDirectory(prefix="aide-memoire-years-") as folder:
        async with await Database.open(Path(folder) / "record.db") as database:
            years = Years(database, span, guilds, Random(seed), changes)
            await years.prepare()
            await years.run()
            return years.counts


def main(words: Sequence[str]) -> int:
    """Goes through the two years, and through the days that some zones skipped."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--guilds", type=int, default=300)
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(words)
    spans: Collection[Span] = (*SKIPPED_DAYS, two_years(chosen.days))
    for span in spans:
        begun = perf_counter()
        try:
            counts = asyncio.run(simulate(span, chosen.guilds, chosen.seed))
        except MismatchError as wrong:
            sys.stdout.write(f"{span.first}, seed {chosen.seed}: {wrong}\n")
            return 1
        told = ", ".join(f"{number:,} {what}" for what, number in sorted(counts.items()))
        sys.stdout.write(
            f"{span.first} to {span.last}, {len(span.zones)} zones, {chosen.guilds} servers: {told};"
            f" {perf_counter() - begun:.0f} s. Notes and ledger as expected.\n"
        )
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
