"""Editors without Discord: what they ask goes straight to the services, as the client would ask it."""

from __future__ import annotations

import itertools
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import NoReturn

from msgspec.structs import replace

from bot.channels import DiscordChannels
from bot.clock import Clock
from bot.domain.answers import Answer, EventAnswer
from bot.domain.edits import EditAnswer, Editor, Form, Preview, Saved, Unfinished
from bot.domain.permissions import Room
from bot.domain.questions import Asker, Completion, Question, Refusal
from bot.limiter import InvalidRequests, Limiter
from bot.render.edit import render_edit
from bot.services.desk.shelf import Shelf
from bot.services.editing import Editing
from bot.services.editing.posts.surroundings import Surroundings
from bot.services.lookup import Lookup
from bot.services.notes.anniversaries import Anniversaries
from bot.services.posting import Posting
from bot.services.privacy import Privacy
from bot.services.projector import project
from storage.actors import Actors
from storage.candidates import Candidates
from storage.database import Database
from storage.deliveries import Deliveries
from storage.departures import Departures
from storage.documents import Documents, Quota
from storage.drafts import Drafts
from storage.log import Log
from storage.settings import Settings
from storage.views import Views
from tests.changing import Changes
from tests.ground import NOW

QUOTA = Quota(papers=5, bytes=1_000_000, events=500)

_REQUESTS = (f"{os.getpid()}-{number}" for number in itertools.count(1))


@dataclass
class Rooms:
    """The channels of servers, by scope and id, as Discord would describe them."""

    known: dict[tuple[str, int], Room] = field(default_factory=dict)

    def room(self, scope: str, channel: int) -> Room | None:
        """The channel, if that server has it."""
        return self.known.get((scope, channel))


def unconnected() -> NoReturn:
    """In place of a client: here nothing reaches Discord."""
    raise AssertionError("there is no connection")


@dataclass
class Desk:
    """The services on one database, and the time."""

    database: Database
    now: datetime = NOW
    rooms: Rooms = field(default_factory=Rooms)
    quota: Quota | None = QUOTA
    log: Log = field(init=False)
    views: Views = field(init=False)

    def __post_init__(self) -> None:
        self.log = Log(self.database, project, lambda: self.now)
        self.views = Views(self.database)
        self.lookup = Lookup(self.views, self.log, documents=Documents(self.database))
        self.drafts, self.actors = Drafts(self.database), Actors(self.database)
        deliveries = Deliveries(self.database)
        clock, anniversaries = Clock(lambda: self.now), Anniversaries(self.views)
        channels = DiscordChannels(unconnected, self.rooms, Limiter(), InvalidRequests(clock))
        settings = Settings(self.database)
        posting = Posting(deliveries, self.views, self.log, settings, anniversaries, channels, clock)
        self.surroundings = Surroundings(self.rooms, anniversaries, deliveries, posting)
        self.shelf = Shelf(Documents(self.database), Candidates(self.database), self.quota)
        self.editing = Editing(self.views, self.log, self.drafts, self.actors, self.surroundings, self.shelf)
        departures = Departures(self.database)
        documents = self.shelf.documents
        self.privacy = Privacy(self.log, self.actors, self.drafts, departures, documents, deliveries)
        self.recorder = Changes(self.log, self.views)

    def later(self, span: timedelta) -> None:
        """Lets time pass."""
        self.now += span

    async def ask(self, who: Editor, command: str, **options: str) -> EditAnswer:
        """Gives a command or presses what asks it; ``from_`` is the option ``from``."""
        fresh = replace(who, request=next(_REQUESTS), now=self.now)
        return await self.editing.answer(Question(command, options), fresh)

    async def press(self, who: Editor, question: Question) -> EditAnswer:
        """Presses a button that asks a question."""
        return await self.ask(who, question.command, **question.options)

    async def complete(
        self, who: Editor, command: str, option: str, typed: str, filled: Mapping[str, str]
    ) -> tuple[Completion, ...]:
        """What is offered for a half-typed option of any command."""
        if command.startswith(("edit ", "posts ")):
            return await self.editing.complete(command, option, typed, filled, who)
        return await self.lookup.complete(command, option, typed, who.asker, filled)

    async def preview(self, who: Editor, command: str, **options: str) -> Preview:
        """The preview of a change; fails where there is none."""
        answer = await self.ask(who, command, **options)
        assert isinstance(answer, Preview), answer
        return answer

    async def confirm(self, who: Editor, shown: Preview, **options: str) -> EditAnswer:
        """Presses Confirm."""
        return await self.ask(who, "edit confirm", draft=shown.draft.id, **options)

    async def save(self, who: Editor, command: str, **options: str) -> Saved:
        """The receipt of a change that is previewed and confirmed."""
        answer = await self.confirm(who, await self.preview(who, command, **options))
        assert isinstance(answer, Saved), answer
        return answer

    async def form(self, who: Editor, command: str, **options: str) -> Form:
        """The form that a command opens."""
        answer = await self.ask(who, command, **options)
        assert isinstance(answer, Form), answer
        return answer

    async def read(self, scope: str | None, command: str, **options: str) -> Answer:
        """What a reader of a server (None: outside) is answered."""
        return await self.lookup.answer(Question(command, options), Asker(scope, self.now.toordinal()))


@asynccontextmanager
async def desk(path: Path, quota: Quota | None = QUOTA) -> AsyncIterator[Desk]:
    """The services on the database ``path``."""
    async with await Database.open(path) as database:
        yield Desk(database, quota=quota)


def why(answer: EditAnswer) -> str:
    """The code of a refusal, also of one that keeps a draft."""
    told = answer.why if isinstance(answer, Unfinished) else answer
    assert isinstance(told, Refusal), told
    return told.code


def editor(id: int, guild: int = 1) -> Editor:
    """Somebody with Manage Messages in a server."""
    return Editor(id, Asker(f"guild:{guild}", NOW.toordinal()), "", NOW, moderator=True)


async def event(here: Desk, scope: str | None, name: str) -> EventAnswer:
    """An event as readers of a server are answered."""
    answer = await here.read(scope, "event", name=name)
    assert isinstance(answer, EventAnswer), answer
    return answer


def shown_text(answer: EditAnswer) -> str:
    """What an editor reads of an answer."""
    return "\n".join(render_edit(answer, locale="en", mentions={}).blocks)


ANA, BEN, CARA = editor(1), editor(2), editor(3, guild=2)
"""Two editors of one server, and one of another."""
MEETING = {"title": "Ministers meet in Osaka", "date": "25 Mar 2014", "source": "https://example.org/a"}
"""What they add where a test is not about it."""
