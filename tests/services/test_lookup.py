"""One door for all who ask: what somebody without a server sees is the corpus, all of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.domain.answers import Asker, HelpAnswer, Question, TimelineAnswer
from bot.services.lookup import Lookup
from bot.services.projector import project
from storage.database import Database
from storage.log import Log
from storage.views import Views

TODAY = date(2026, 11, 22).toordinal()
ALONE, IN_A_SERVER = Asker(None, TODAY), Asker("guild:1", TODAY)


@pytest.fixture
async def lookup(record_file: Path, clock: Clock) -> AsyncIterator[Lookup]:
    async with await Database.open(record_file) as database:
        yield Lookup(Views(database), Log(database, project, clock.now))


async def test_a_timeline_in_a_direct_message_counts_as_many_entries_as_in_a_server(lookup: Lookup) -> None:
    alone, in_a_server = [await lookup.answer(Question("timeline"), asker) for asker in (ALONE, IN_A_SERVER)]
    assert isinstance(alone, TimelineAnswer)
    assert alone.entries
    assert alone.paging.total
    assert alone == in_a_server


async def test_the_figures_in_the_help_are_the_same_in_a_direct_message(lookup: Lookup) -> None:
    alone, in_a_server = [
        await lookup.answer(Question("help", {"topic": "about"}), asker) for asker in (ALONE, IN_A_SERVER)
    ]
    assert isinstance(alone, HelpAnswer)
    assert int(alone.facts["events"]) > int(alone.facts["document_events"]) > 0
    assert alone == in_a_server
