"""Texts belong to their scope; statements are held by one person at a time and decided on once a turn."""

# ruff: noqa: ASYNC240 - small files of the test's own

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.candidates import HELD, Candidates
from storage.database import Database
from storage.documents import Document, Documents, NewCandidate, Quota

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
QUOTA = Quota(papers=3, bytes=10_000, events=100)
ONE, OTHER = "guild:1", "guild:2"


async def keep(
    database: Database,
    scope: str = ONE,
    sha256: str = "ab",
    text: str = "A text",
    count: int = 2,
    quota: Quota = QUOTA,
) -> str:
    """What becomes of a paper with so many statements, handed in by the person 7."""
    document = Document(scope, sha256, "a.txt", 7, NOW, 0, b"{}")
    candidates = [NewCandidate(f"{scope} {sha256} {number}", b"{}") for number in range(1, count + 1)]
    return await Documents(database).keep(document, text, candidates, quota)


async def test_a_passage_is_cut_out_by_characters_also_of_texts_with_rare_ones(database: Database) -> None:
    await keep(database, text="日韓 \U0001f600 1965년에")
    documents = Documents(database)

    assert await documents.passage(ONE, "ab", 5, 9) == "1965"
    assert await documents.passage(ONE, "ab", -5, 2) == "日韓"
    assert await documents.passage(ONE, "ab", 8, 900) == "5년에"
    assert await documents.passage(ONE, "ab", 9, 3) == ""
    assert await documents.passage(OTHER, "ab", 0, 3) is None


async def test_the_same_bytes_have_an_owner_in_each_scope(database: Database) -> None:
    documents = Documents(database)
    assert [await keep(database), await keep(database), await keep(database, OTHER)] == [
        "kept",
        "there",
        "kept",
    ]

    assert not await documents.drop(OTHER, "cd")
    assert await documents.drop(ONE, "ab")
    assert await documents.of(ONE) == ()
    assert len(await documents.of(OTHER)) == 1
    assert (await Candidates(database).tally(ONE, "ab")).states == {}
    assert (await Candidates(database).tally(OTHER, "ab")).waiting == 2


async def test_what_a_server_may_hold_can_be_used_up_to_the_last(database: Database) -> None:
    quota = Quota(papers=2, bytes=10, events=3)

    assert await keep(database, sha256="a", text="x" * 11, quota=quota) == "bytes"
    assert await keep(database, sha256="a", text="x" * 10, count=4, quota=quota) == "events"
    assert await keep(database, sha256="a", text="x" * 10, count=3, quota=quota) == "kept"
    assert await keep(database, sha256="b", text="", count=0, quota=quota) == "kept"
    assert await keep(database, sha256="c", text="", count=0, quota=quota) == "papers"


@pytest.mark.parametrize("read_meanwhile", [False, True], ids=["alone", "while another process reads"])
async def test_nothing_of_a_dropped_text_stays_in_the_files(tmp_path: Path, read_meanwhile: bool) -> None:
    path = tmp_path / "record.db"
    async with await Database.open(path) as database:
        await keep(database, text="A secret clause")
        await database.checkpoint()
        with closing(sqlite3.connect(path)) as reader:
            if read_meanwhile:
                reader.execute("BEGIN")
                reader.execute("SELECT * FROM documents").fetchall()
            await Documents(database).drop(ONE, "ab")
        for _ in range(2):  # the second begins after what follows the first one's commit
            await database.write(lambda connection: None)
        copies = [shutil.copy(file, tmp_path / f"{file.name}-copy") for file in tmp_path.glob("record.db*")]

    assert not [copy for copy in copies if b"A secret clause" in Path(copy).read_bytes()]


async def test_who_looks_at_a_statement_holds_it_for_a_while(database: Database) -> None:
    await keep(database)
    candidates = Candidates(database)
    first = await candidates.next(ONE, 1, NOW)
    second = await candidates.next(ONE, 2, NOW)
    assert first is not None and second is not None

    assert (first.number, second.number) == (1, 2)
    assert await candidates.next(ONE, 3, NOW) is None
    assert await candidates.next(ONE, 1, NOW + HELD / 2) == first
    assert await candidates.hold(first.id, ONE, 2, NOW + HELD) is None
    later = NOW + HELD / 2 + HELD
    assert await candidates.hold(first.id, ONE, 2, later) == first
    assert await candidates.hold(first.id, ONE, 1, later + timedelta(seconds=1)) is None
    assert await candidates.hold(first.id, OTHER, 1, later + 2 * HELD) is None


async def test_an_editor_who_asks_again_keeps_their_statement(
    database: Database,
) -> None:
    await keep(database)
    candidates = Candidates(database)
    await candidates.next(ONE, 1, NOW)
    second = await candidates.next(ONE, 2, NOW + HELD / 2)

    assert await candidates.next(ONE, 2, NOW + HELD) == second


async def test_of_all_papers_those_are_counted_in_which_something_waits(database: Database) -> None:
    candidates = Candidates(database)
    for sha256 in ("ab", "cd"):
        await keep(database, sha256=sha256)
    for _ in range(3):
        one = await candidates.next(ONE, 1, NOW)
        assert one is not None
        await candidates.settle(one, "accepted")

    assert (await candidates.tally(ONE)).states == {"accepted": 1, "waiting": 1}
    assert (await candidates.tally(ONE, "ab")).states == {"accepted": 2}


async def test_what_was_decided_in_an_earlier_turn_changes_nothing_later(database: Database) -> None:
    await keep(database, count=1)
    candidates = Candidates(database)
    first = await candidates.next(ONE, 1, NOW)
    assert first is not None
    await candidates.settle(first, "accepted")
    await candidates.put_back(first)
    await candidates.settle(first, "rejected")
    await candidates.put_back(first)
    again = await candidates.next(ONE, 1, NOW)

    assert again is not None
    assert (again.state, again.turn) == ("waiting", 1)


async def test_skipped_statements_come_last_and_only_when_asked_for(database: Database) -> None:
    await keep(database)
    candidates = Candidates(database)
    first = await candidates.next(ONE, 1, NOW)
    assert first is not None
    await candidates.skip(first)
    second = await candidates.next(ONE, 1, NOW)
    assert second is not None
    await candidates.skip(second)

    assert (first.number, second.number) == (1, 2)
    assert await candidates.next(ONE, 1, NOW) is None
    again = await candidates.next(ONE, 1, NOW, skipped=True)
    assert again is not None
    assert again.number == 1
    tally = await candidates.tally(ONE)
    assert (tally.waiting, tally.skipped) == (2, 2)


async def test_a_person_who_wants_to_be_forgotten_takes_their_papers_along(database: Database) -> None:
    await keep(database)
    await keep(database, OTHER)
    documents = Documents(database)
    assert await documents.count_by(7) == 2
    await documents.forget_importer(7)

    assert await documents.of(ONE) == await documents.of(OTHER) == ()


async def test_what_a_forgotten_person_looked_at_is_free_for_others(database: Database) -> None:
    await keep(database)
    candidates = Candidates(database)
    first = await candidates.next(ONE, 1, NOW)
    await Documents(database).forget_importer(1)

    assert await candidates.next(ONE, 2, NOW) == first
