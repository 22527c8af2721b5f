"""A bot whose disk is full goes on answering, says what it cannot do, and does it once there is room."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from bot.app import App
from bot.clock import Clock
from tests.wire import rules
from tests.wire.loopback import PATIENCE, Loopback
from tests.wire.people import EVEN
from tests.wire.posts import DUE, SOON, Now, server, subscribe, subscription
from tests.wire.process import Process, bot
from tests.wire.rest import Asked
from tests.wire.test_connected import button, settled

pytestmark = pytest.mark.asyncio(loop_scope="module")

HERE = server(0)


@dataclass
class Running:
    """A bot in a process of its own, with notes in a channel, five minutes before one is due."""

    discord: Loopback
    process: Process
    now: Now

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """No file of the bot's takes anything more."""
        limits = resource.prlimit(self.process.id, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.id, resource.RLIMIT_FSIZE, (0, limits[1]))
        yield
        resource.prlimit(self.process.id, resource.RLIMIT_FSIZE, limits)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here(loaded_file: Any, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    path = tmp_path_factory.mktemp("full") / "record.db"
    path.write_bytes(loaded_file.read_bytes())
    now = Now(SOON, path.with_name("now"))
    now.set(SOON)
    async with App(path, Clock(now)) as app:
        await subscribe(app, HERE, subscription(HERE.channel))
    async with Loopback() as discord:
        discord.settle_in(HERE)
        discord.rest.rooms.now = now
        async with bot(discord, path, now=str(now.file), tick=0.05) as process:
            await discord.gateway.connected()
            yield Running(discord, process, now)
            assert await process.stop() == 0
        assert discord.rest.breaches == []
    assert "Traceback" not in process.raw


def labels(asked: Asked) -> list[str]:
    """What the buttons of an answer are called."""
    parts = rules.walk((asked.message or {})["components"])
    return [part["label"] for part in parts if part.get("label")]


async def test_readers_are_answered_and_their_buttons_work(here: Running) -> None:
    with here.full_disk():
        answer = await here.discord.slash("brief", {"subject": "GSOMIA"})
        turned = await here.discord.press(answer.message, button(answer, "Documents only"))

    assert "In force" in answer.text()
    assert "All sources" in labels(turned)


async def test_an_editor_hears_why_nothing_is_saved_and_gets_back_what_was_typed(here: Running) -> None:
    with here.full_disk():
        refused = await here.discord.slash("edit add", {"title": "Lake Kivu talks", "date": "2 May 2013"})
    line = await here.process.says("/edit add failed")

    assert refused.ephemeral
    assert "disk is full or failing" in refused.text()
    assert "title:Lake Kivu talks date:2 May 2013" in refused.text()
    assert "space on its disk" in line["error"]


async def test_a_form_that_cannot_be_kept_is_given_back(here: Running) -> None:
    form = await here.discord.slash("edit add")
    fields = {
        part["custom_id"]: {"title": "Lake Tana talks", "date": "2014"}.get(part["custom_id"], "")
        for part in rules.walk(form.body["components"])
        if "custom_id" in part
    }
    with here.full_disk():
        refused = await here.discord.submit(form, fields)
    shown = await here.discord.submit(form, fields)

    assert "title:Lake Tana talks date:2014" in refused.text()
    assert "Confirm" in labels(shown)


async def test_the_same_button_saves_once_the_disk_has_room_again(here: Running) -> None:
    shown = await here.discord.slash("edit add", {"title": "Zanzibar opens", "date": "2012"})
    with here.full_disk():
        refused = await here.discord.press(shown.message, button(shown, "Confirm"))
        found = await here.discord.slash("find", {"words": "Zanzibar"}, where=EVEN)
    saved = await here.discord.press(shown.message, button(shown, "Confirm"))

    assert "nothing can be saved" in refused.text()
    assert "Zanzibar opens" not in found.text()
    assert "Saved as record" in saved.text()


async def test_a_note_that_was_asked_for_is_not_said_to_be_of_a_day_without_any(here: Running) -> None:
    with here.full_disk():
        refused = await here.discord.slash("posts send", {"date": "2026-11-23"}, where=HERE)
        told = (await settled(refused)).text()
    sent = await here.discord.slash("posts send", {"date": "2026-11-23"}, where=HERE)

    assert "disk is full or failing" in told
    assert "marked late" in (await settled(sent)).text()


async def test_a_note_that_is_due_meanwhile_is_posted_once_there_is_room(here: Running) -> None:
    room = here.discord.rest.rooms.rooms[HERE.channel]
    here.process.forget()
    with here.full_disk():
        here.now.set(DUE)
        line = await here.process.says("raised an exception")
    before = room.texts()
    room.spoken.clear()
    await asyncio.wait_for(room.spoken.wait(), PATIENCE)

    assert [text for text in before if "## 28 December" in text] == []
    assert len([text for text in room.texts() if "## 28 December" in text]) == 1
    assert "space on its disk" in line["error"]
