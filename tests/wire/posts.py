"""Notes on the wire: servers whose channels get them, a record with anniversaries, a bot in this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import App
from bot.clock import Clock
from bot.domain.entities import Claim, Event, Source, Step, Subscription
from bot.services.record import Receipt
from storage.deliveries import Delivery
from storage.rows import CORPUS
from tests.changing import Changes
from tests.wire.loopback import PATIENCE, Loopback
from tests.wire.people import TOKEN, Server
from tests.wire.rooms import HISTORY, SEND, VIEW, Room
from tests.wire.runner import expect_no_more_servers, hurry

DUE = datetime(2026, 12, 28, 9, tzinfo=UTC)
"""When the note of 28 December is due in a channel of ``subscription``."""
DAY = DUE.date().toordinal()
SOON = DUE - timedelta(minutes=5)


def server(number: int, channels: int = 1) -> Server:
    """A server that lets the bot write and read in its channels; editors read its first."""
    first = (3000 + 100 * number) << 22
    own = tuple(first + 2 + one for one in range(channels))
    return Server(first, first + 1, f"Posts {number}", VIEW | SEND | HISTORY, own)


def scope(server: Server) -> str:
    """The scope of a server's record."""
    return f"guild:{server.id}"


def subscription(channel: int, **settings: Any) -> Subscription:
    """Notes at nine, by UTC unless said otherwise."""
    return Subscription(**{"id": str(channel), "time": "09:00", "zone": "UTC", **settings})


def events() -> tuple[Event, ...]:
    """What there is to remember: on 28, 29 and 30 December, in January, and in 1977."""

    def event(number: int, title: str, date: str, **more: Any) -> Event:
        claims = (Claim(f"c-{number}", "paper", date),)
        return Event(f"e-{number}", number, title, claims=claims, **more)

    return (
        event(1, "Ministers meet in Seoul", "2015-12-28", weight=2),
        event(2, "A letter is sent", "2001-12-29"),
        event(3, "A line is opened", "1996-12-30"),
        event(4, "Talks begin", "1998-01"),
        event(5, "A committee is founded", "1977"),
        event(6, "A treaty is signed", "1965-06-22", steps=(Step("treaty", "signed"),)),
    )


async def write_record(
    path: Path, clock: Clock, subscriptions: Iterable[tuple[Server, Subscription]]
) -> None:
    """A record of its own at ``path``, with ``events`` and these subscriptions."""
    async with App(path, clock) as app:
        recorder = Changes(app.log, app.views)
        await recorder.add(CORPUS, "source", Source("paper", "A paper", "Paper"), actor="a", change="paper")
        for event in events():
            await recorder.add(CORPUS, "event", event, actor="a", change=event.id)
        for server, settings in subscriptions:
            await subscribe(app, server, settings)


async def subscribe(app: App, server: Server, settings: Subscription) -> None:
    """Sets notes up in a channel."""
    change = f"subscription/{settings.id}"
    made = await Changes(app.log, app.views).add(
        scope(server), "subscription", settings, actor="a", change=change
    )
    assert isinstance(made, Receipt)


@dataclass
class Now:
    """The time, which stands until it is set; ``file`` tells it to other processes."""

    at: datetime
    file: Path | None = None

    def set(self, at: datetime) -> None:
        """It is ``at``."""
        self.at = at
        if self.file is not None:
            # At once: whoever reads it meanwhile finds a time, and not an empty file.
            written = self.file.with_suffix(".new")
            written.write_text(at.isoformat(), encoding="utf-8")
            written.replace(self.file)

    def __call__(self) -> datetime:
        return self.at


@asynccontextmanager
async def running(discord: Loopback, path: Path, now: Now) -> AsyncIterator[App]:
    """The bot in this process, which knows its servers; it looks at what is due when ``posting.tick`` is
    called."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Route, "BASE", discord.base)
        patch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(discord.gateway.address))
        patch.setattr(asyncio, "sleep", asyncio.sleep)
        hurry(500)
        async with App(path, Clock(now)) as app, app.client:
            expect_no_more_servers(app, 0.01)
            connecting = asyncio.create_task(app.client.start(TOKEN))
            try:
                async with asyncio.timeout(PATIENCE):
                    await app.client.wait_until_ready()
                await discord.gateway.connected()
                yield app
            finally:
                await app.client.close()
                connecting.cancel()
                await asyncio.gather(connecting, return_exceptions=True)


@dataclass
class Posts:
    """A bot with notes in one channel of a server, at five to nine on 28 December."""

    discord: Loopback
    now: Now
    app: App
    server: Server

    @property
    def channel(self) -> int:
        return self.server.channels[0]

    @property
    def room(self) -> Room:
        return self.discord.rest.rooms.rooms[self.channel]

    @property
    def editors(self) -> Room:
        return self.discord.rest.rooms.rooms[self.server.channel]

    async def at(self, instant: datetime) -> list[str]:
        """The texts in the channel after a tick at a time."""
        self.now.set(instant)
        await self.app.posting.tick()
        return self.room.texts()

    async def ticks(self, number: int, step: timedelta = timedelta(minutes=1)) -> list[str]:
        """The texts in the channel after so many further ticks, each a step later."""
        for _ in range(number):
            await self.at(self.now() + step)
        return self.room.texts()

    async def row(self, day: int = DAY) -> Delivery | None:
        return await self.app.deliveries.of(scope(self.server), str(self.channel), day)

    async def state(self, day: int = DAY) -> tuple[str, str] | None:
        row = await self.row(day)
        return (row.state, row.why) if row is not None else None

    async def change(self, **settings: Any) -> None:
        """A moderator changes the settings, and the bot takes that in."""
        made = await Changes(self.app.log, self.app.views).amend(
            scope(self.server), "subscription", str(self.channel), settings,
            reason="", actor="ana", change=f"change {settings}",
        )  # fmt: skip
        assert isinstance(made, Receipt)
        await self.app.posting.subscribed()
