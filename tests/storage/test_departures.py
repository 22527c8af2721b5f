"""Servers that were left: what of theirs is still kept, and when it is due to be erased."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.database import Database
from storage.departures import Departures
from storage.documents import Document, Documents, Quota
from storage.drafts import KEPT, Drafts
from storage.log import Append, Log
from tests.storage.support import GUILD, OTHER_GUILD, START, new

DAY = timedelta(days=1)


@pytest.fixture
def departures(database: Database) -> Departures:
    return Departures(database)


async def test_a_departure_noted_twice_is_due_as_it_was_noted_first(departures: Departures) -> None:
    await departures.note(GUILD, START + DAY)
    await departures.note(GUILD, START + 2 * DAY)
    await departures.note(OTHER_GUILD, START + 2 * DAY)

    assert await departures.due(START + DAY - timedelta(microseconds=1)) == ()
    assert await departures.due(START + DAY) == (GUILD,)
    await departures.strike(GUILD)
    assert await departures.noted() == {OTHER_GUILD}


async def test_records_are_kept_of_a_server_until_their_bodies_are_erased(
    departures: Departures, log: Log
) -> None:
    corpus, own = await log.append(Append((new("a"), new("b", scope=GUILD))))
    before = await departures.scopes_kept()
    await log.erase([corpus.position, own.position], actor="eraser", reason="left")

    assert before == (GUILD,)
    assert await departures.scopes_kept() == ()


async def test_drafts_and_papers_alone_are_kept_of_a_server_too(
    departures: Departures, database: Database
) -> None:
    await Drafts(database).keep("a", GUILD, 1, b"{}", START)
    paper = Document(OTHER_GUILD, "ab", "a.txt", 1, START, 0, b"{}")
    await Documents(database).keep(paper, "A text", (), Quota(1, 100, 1))

    assert set(await departures.scopes_kept()) == {GUILD, OTHER_GUILD}


async def test_whoever_types_a_draft_clears_away_those_that_are_too_old(database: Database) -> None:
    drafts = Drafts(database)
    await drafts.keep("old", GUILD, 1, b"{}", START)
    await drafts.keep("new", GUILD, 2, b"{}", START + KEPT)

    assert (await drafts.count_of(1), await drafts.count_of(2)) == (0, 1)
