"""Builds all parts of the bot once, and starts and stops them in order; for run, demo and tests."""

from __future__ import annotations

import asyncio
import importlib
import itertools
import logging
import signal
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import aiohttp
import discord
from msgspec.structs import asdict

from bot.channels import DiscordChannels
from bot.client import Bot
from bot.clock import Clock
from bot.config import TOKEN_VARIABLE, ConfigError, DeskSettings, Secret
from bot.limiter import InvalidRequests, Limiter
from bot.rooms import ClientRooms
from bot.schedule import INTERVAL, Schedule
from bot.services.desk.shelf import Shelf
from bot.services.editing import Editing
from bot.services.editing.posts.surroundings import Surroundings
from bot.services.local_today import LocalToday
from bot.services.lookup import Lookup
from bot.services.notes.anniversaries import Anniversaries
from bot.services.notes.why import Why
from bot.services.posting import Posting
from bot.services.privacy import Privacy
from bot.services.projector import project
from storage.actors import Actors
from storage.backup import last_fence
from storage.candidates import Candidates
from storage.database import Database
from storage.deliveries import Deliveries
from storage.departures import Departures
from storage.documents import Documents, Quota
from storage.drafts import Drafts
from storage.log import Log
from storage.questions import Questions
from storage.settings import Settings
from storage.views import Views

if TYPE_CHECKING:
    from bot.services.record import Loaded

log = logging.getLogger(__name__)

STOP = (signal.SIGTERM, signal.SIGINT)
FINISHING = 1.0
"""Seconds that notes being sent get when the bot stops; the next start settles the rest."""
DISCONNECTING = 3.0
"""Seconds that closing the connection to Discord may take when the bot stops."""
LONGEST_WAIT = 300.0
"""Most seconds between two attempts to reach Discord."""
DAY = 24 * 60 * 60.0
IMPORTED_LATER = ("bot.services.editing.handlers", "bot.render.edit")
"""Modules that only editors need. The demo imports them on first use, to start faster; ``run`` imports them
before it connects, so that the first editor need not wait."""
SEEDS_DIGEST = "seeds/digest"
UNREACHABLE = (
    OSError,
    aiohttp.ClientError,
    asyncio.TimeoutError,
    discord.GatewayNotFound,
    discord.ConnectionClosed,
    discord.HTTPException,
)
TOKEN_REFUSED = 4004
"""The code with which the gateway closes a connection whose token is not valid."""


class App:
    """All parts of a running bot on one database, to be used as an asynchronous context manager.

    Entering opens the database and builds the services and the client, leaving closes them. The client is
    not connected by that: ``run`` connects it to Discord, the demo and tests to a simulated one.
    """

    database: Database
    log: Log
    views: Views
    shelf: Shelf
    lookup: Lookup
    editing: Editing
    privacy: Privacy
    deliveries: Deliveries
    posting: Posting
    why: Why
    client: Bot

    def __init__(
        self,
        path: Path,
        clock: Clock,
        *,
        development_guild: int = 0,
        fresh_commands: bool = False,
        desk: DeskSettings = DeskSettings(),  # noqa: B008 - frozen
        corpus_errata: bool = True,
        tick: float = INTERVAL,
    ) -> None:
        self._path = path
        self._desk = desk
        self._clock = clock
        self._development_guild = development_guild
        self._fresh_commands = fresh_commands
        self._corpus_errata = corpus_errata
        self._tick = tick
        self._limiter = Limiter()
        self.invalid_requests = InvalidRequests(clock)

    async def __aenter__(self) -> Self:
        self.database = await Database.open(self._path)
        self.log = Log(self.database, project, self._clock.now)
        await self.log.catch_up()
        self.views = Views(self.database)
        self.shelf = Shelf(Documents(self.database), Candidates(self.database), quota(self._desk))
        self.lookup = Lookup(self.views, self.log, version(), self.shelf.documents)
        self._settings = Settings(self.database)
        self._questions = Questions(self.database)
        drafts, actors = Drafts(self.database), Actors(self.database)
        self.deliveries = Deliveries(self.database)
        rooms, anniversaries = ClientRooms(lambda: self.client), Anniversaries(self.views)
        self.posting = await self._new_posting(anniversaries, rooms)
        posts = Surroundings(rooms, anniversaries, self.deliveries, self.posting)
        self.editing = Editing(self.views, self.log, drafts, actors, posts, self.shelf)
        departures = Departures(self.database)
        self.privacy = Privacy(self.log, actors, drafts, departures, self.shelf.documents, self.deliveries)
        self.why = Why(self.views, self.log, posts)
        self.client = self._new_client()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.posting.stop(0)
        await self.database.close()

    async def load_seeds(self, directory: Path, *, reference: bool = True) -> Loaded | None:
        """Brings the corpus in the log up to date with the seed files in ``directory``.

        Gives None if the files have not changed since they were loaded last. Raises ``SeedError`` for broken
        files; then nothing was written.
        """
        from bot.corpus.digest import digest_of

        if digest_of(directory, reference=reference) == await self._settings.get(SEEDS_DIGEST):
            return None
        # Imported here, because importing a YAML parser takes longer than a start without changes may take.
        from bot.corpus.reader import read_corpus
        from bot.services.record import Recorder

        corpus = read_corpus(directory, reference=reference, numbers=await self.views.numbers("event"))
        loaded = await Recorder(self.log, self.views).load_corpus(corpus)
        await self._settings.set(SEEDS_DIGEST, corpus.digest)
        return loaded

    async def run(self, token: Secret, *, seeds: Path | None = None, reference: bool = True) -> None:
        """Loads ``seeds`` and stays connected to Discord until SIGTERM or SIGINT; returns within seconds of
        it.

        Raises ``SeedError`` for broken seed files, and ``ConfigError`` if Discord refuses the token.
        """
        loop = asyncio.get_running_loop()
        asked_to_stop = asyncio.Event()
        for number in STOP:
            loop.add_signal_handler(number, asked_to_stop.set)
        log.info("starting")
        serving = asyncio.create_task(self._serve(token, seeds, reference))
        stopping = asyncio.create_task(asked_to_stop.wait())
        tidying = asyncio.create_task(self._tidy_daily())
        schedule = Schedule(lambda: self.posting.tick(self._tick), self._tick)
        schedule.start()
        try:
            await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            log.info("stopping")
            schedule.stop()
            stopping.cancel()
            tidying.cancel()
            await self.posting.stop(FINISHING)
            serving.cancel()
            await asyncio.wait((serving,), timeout=DISCONNECTING)
            for number in STOP:
                loop.remove_signal_handler(number)
        if serving.done() and not serving.cancelled():
            serving.result()

    async def _serve(self, token: Secret, seeds: Path | None, reference: bool) -> None:
        if seeds is not None:
            loaded = await self.load_seeds(seeds, reference=reference)
            if loaded is not None:
                import structlog

                structlog.get_logger("bot").info("seeds loaded", **asdict(loaded))
        for name in IMPORTED_LATER:
            importlib.import_module(name)
        await self._stay_connected(token)

    async def _tidy_daily(self) -> None:
        """Erases once a day what is due; ``Bot.on_ready`` does the same at each start."""
        while True:
            await asyncio.sleep(DAY)
            if self.client.is_ready():
                try:
                    await self.client.servers.tidy()
                except Exception:
                    log.exception("tidying up failed; trying again in a day")

    async def _stay_connected(self, token: Secret) -> None:
        """Connects to Discord, retrying until it succeeds; gives back when the client was closed.

        discord.py itself retries only connections that had been established before.
        """
        for wait in waits():
            try:
                async with self.client:
                    await self.client.start(token.reveal())
            except discord.LoginFailure:
                raise _token_refused() from None
            except UNREACHABLE as error:
                if isinstance(error, discord.ConnectionClosed) and error.code == TOKEN_REFUSED:
                    raise _token_refused() from None
                why = f"{type(error).__name__}: {error}"
                log.warning("Discord cannot be reached (%s); trying again in %.0f s", why, wait)
            else:
                return
            self.client = self._new_client()
            await asyncio.sleep(wait)

    async def _new_posting(self, anniversaries: Anniversaries, rooms: ClientRooms) -> Posting:
        channels = DiscordChannels(lambda: self.client, rooms, self._limiter, self.invalid_requests)
        return Posting(
            self.deliveries,
            self.views,
            self.log,
            self._settings,
            anniversaries,
            channels,
            self._clock,
            fence=await last_fence(self.database),
            corpus_errata=self._corpus_errata,
        )

    def _new_client(self) -> Bot:
        return Bot(
            self.lookup,
            self.editing,
            self.privacy,
            self.why,
            LocalToday(self.views, self._clock),
            self._questions,
            self._settings,
            self._clock,
            development_guild=self._development_guild,
            fresh_commands=self._fresh_commands,
            http_trace=self.invalid_requests.trace(),
        )


def quota(desk: DeskSettings) -> Quota | None:
    """How much of papers each server may keep; None if the configuration switches reading off."""
    return Quota(desk.papers, desk.megabytes * 1_000_000, desk.events) if desk.enabled else None


def _token_refused() -> ConfigError:
    return ConfigError(f"{TOKEN_VARIABLE}: Discord refuses this token; see README, Connect")


def waits() -> Iterator[float]:
    """Endless: the seconds to wait after the first failure to reach Discord, after the second, and so on."""
    return itertools.chain((2.0, 5.0, 10.0, 30.0, 60.0), itertools.repeat(LONGEST_WAIT))


def version() -> str:
    """This program's version; empty if it runs without being installed."""
    try:
        return metadata.version("aide-memoire")
    except metadata.PackageNotFoundError:
        return ""
