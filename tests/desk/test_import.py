"""What is handed in is kept within limits or refused with a reason; what was refused leaves nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.domain.answers import SourceAnswer
from bot.domain.questions import Choose, Question, Refusal
from bot.domain.review import Upload
from bot.render.answer import render
from bot.render.edit import render_edit
from bot.services.privacy import KEPT_AFTER_LEAVING
from storage.documents import Quota
from tests.desk.support import PAPER, decide, hand_in, imported, review
from tests.editing.desk import ANA, desk, editor, why
from tests.reading.papers import locked_pdf, pdf


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", b"PK", "paper_kind"),
        ("a.txt", b" \n", "paper_empty"),
        ("a.txt", b"\x00\x01\x02", "paper_binary"),
        ("a.txt", pdf(["Signed in 1965, as we are told"]), "paper_mislabelled"),
        ("a.pdf", locked_pdf(), "paper_encrypted"),
        ("a.pdf", pdf(["", ""]), "paper_scanned"),
        ("a.pdf", pdf(["Signed in 1965, as we are told"])[:300], "paper_damaged"),
        ("a.pdf", pdf(["x"] * 501), "paper_pages"),
        ("a.txt", b"x" * 20_000_001, "paper_large"),
    ],
)
async def test_what_cannot_be_read_is_refused_and_nothing_is_kept(
    record_file: Path, name: str, data: bytes, code: str
) -> None:
    async with desk(record_file) as here:
        head = await here.log.head()
        answer = await hand_in(here, ANA, data, name)

        assert await here.log.head() == head
        assert await here.shelf.documents.of("guild:1") == ()
    assert why(answer) == code


@pytest.mark.parametrize(
    ("quota", "code"),
    [
        (Quota(papers=1, bytes=10_000, events=100), "desk_full_papers"),
        (Quota(papers=9, bytes=len(PAPER) + 9, events=100), "desk_full_bytes"),
        (Quota(papers=9, bytes=10_000, events=3), "desk_full_events"),
    ],
)
async def test_a_server_keeps_no_more_than_it_may(paper_file: Path, quota: Quota, code: str) -> None:
    async with desk(paper_file, quota) as here:
        answer = await hand_in(here, ANA, "In 1987 Japan and South Korea held a summit.")

        assert len(await here.shelf.documents.of("guild:1")) == 1
    assert why(answer) == code


async def test_the_file_of_who_may_not_edit_is_not_even_fetched(record_file: Path) -> None:
    fetched: list[str] = []

    async def read() -> bytes:
        fetched.append("file")
        return PAPER.encode()

    async with desk(record_file) as here:
        upload = Upload("talks.txt", 9, read, lambda doing, done, total: None)
        reader = replace(ANA, moderator=False)
        answer = await here.editing.answer(Question("edit import"), reader, upload)

    assert why(answer) == "not_editor"
    assert fetched == []


async def test_a_desk_that_is_switched_off_reads_nothing(record_file: Path) -> None:
    async with desk(record_file, None) as here:
        answer = await hand_in(here, ANA)

        assert await here.shelf.documents.of("guild:1") == ()
    assert why(answer) == "desk_off"


async def test_of_one_server_one_paper_is_read_at_a_time(record_file: Path) -> None:
    async with desk(record_file) as here:
        both = await asyncio.gather(hand_in(here, ANA), hand_in(here, editor(2), "In 1987 Japan left."))

    assert sorted(type(answer).__name__ for answer in both) == ["ImportAnswer", "Refusal"]


async def test_an_import_that_is_called_off_leaves_nothing_and_another_can_follow(record_file: Path) -> None:
    async with desk(record_file) as here:
        task = asyncio.create_task(hand_in(here, ANA))
        while not here.shelf.reading:  # noqa: ASYNC110 - it begins at once
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait((task,))

        assert task.cancelled()
        assert await here.shelf.documents.of("guild:1") == ()
        await imported(here, ANA)


@pytest.mark.parametrize(
    ("published", "date", "basis"), [("March 2017", "2017-03", "stated"), ("", "", "absent")]
)
async def test_the_date_that_is_given_for_a_paper_is_its_sources_date(
    record_file: Path, published: str, date: str, basis: str
) -> None:
    async with desk(record_file) as here:
        await hand_in(here, ANA, published=published)
        await decide(here, ANA, "accept", await review(here, ANA), event="new")
        source = await here.read("guild:1", "source", name="talks")
        unreadable = await hand_in(here, ANA, "Nothing.", published="when pigs fly")

    assert isinstance(source, SourceAnswer)
    assert (source.source.date, source.source.date_basis) == (date, basis)
    told = "\n".join(render(source, locale="en", mentions={}).blocks)
    assert ("March 2017, as printed or as the editors gave it" if published else "undated") in told
    assert why(unreadable) == "unreadable_date"


async def test_texts_leave_with_their_server_and_with_who_handed_them_in(paper_file: Path) -> None:
    words = b"held talks in Tokyo"
    async with desk(paper_file) as here:
        await imported(here, editor(1, guild=2))
        await imported(here, editor(2, guild=3))
        item = await review(here, ANA)
        await decide(here, ANA, "skip", item)
        await here.privacy.left("guild:3", here.now)
        await here.privacy.tidy(("guild:1", "guild:2").__contains__, here.now + KEPT_AFTER_LEAVING)
        left = await here.shelf.documents.of("guild:3")
        still = any(words in file.read_bytes() for file in paper_file.parent.iterdir())
        await here.privacy.answer(Question("privacy delete"), ANA)
        gone = [await here.shelf.documents.of(f"guild:{guild}") for guild in (1, 2)]

    assert left == ()
    assert still
    assert gone == [(), ()]
    assert not [file for file in paper_file.parent.iterdir() if words in file.read_bytes()]


@pytest.mark.parametrize(
    ("head", "published", "said"),
    [
        ("", "", "When it came out is not known"),
        ("", "May 2015", "It is dated May 2015:"),
        ("Published 3 May 2015\n\n", "", "It is dated 3 May 2015:"),
        ("Published 3 May 2015\n\n", "June 2015", "It is dated June 2015:"),
    ],
)
async def test_who_hands_in_a_paper_is_told_its_date_or_what_it_lacks_without(
    record_file: Path, head: str, published: str, said: str
) -> None:
    async with desk(record_file) as here:
        answer = await hand_in(here, ANA, head + PAPER, published=published)
    text = "\n".join(render_edit(answer, locale="en", mentions={}).blocks)

    assert said in text


async def test_who_chose_among_readings_of_its_date_is_told_to_attach_the_paper_again(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:
        choice = await hand_in(here, ANA, published="03/04/2015")
        assert isinstance(choice, Choose)
        chosen = await here.editing.answer(choice.options[0].question, replace(ANA, now=here.now))

    assert isinstance(chosen, Refusal)
    assert "published:2015-04-03" in "\n".join(render_edit(chosen, locale="en", mentions={}).blocks)


async def test_what_a_paper_tells_of_last_year_is_reckoned_from_the_day_in_its_head(
    record_file: Path,
) -> None:
    text = "Talks at length\n\nOslo, 3 May 2015\n\nLast year Peru and Chile held talks in Lima."
    async with desk(record_file) as here:
        await imported(here, ANA, text)
        statement = await review(here, ANA)

    assert statement.date.edtf.startswith("2014")
