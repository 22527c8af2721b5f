"""``aide-memoire import``: a folder of papers, for a server to review or for the corpus to be quoted from."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from bot.app import App
from bot.clock import Clock
from bot.domain.answers import EventAnswer
from bot.domain.questions import Asker, Question
from bot.render.answer import render
from bot.services.desk.shelf import statement_of
from storage.candidates import Candidates
from storage.database import Database
from tests.cli.support import call
from tests.desk.support import PAPER, decide, review
from tests.editing.desk import desk, editor
from tests.ground import DOCUMENTS, needs
from tests.reading.papers import locked_pdf, pdf


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loaded_file: Path) -> Path:
    """A folder with a paper and what is none, beside a record."""
    shutil.copy(loaded_file, tmp_path / "aide-memoire.db")
    monkeypatch.setenv("AIDE_MEMOIRE_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "talks.txt").write_text(PAPER)
    (papers / "notes.docx").write_bytes(b"PK")
    return papers


def run(*arguments: str) -> Result:
    return call("import", *arguments)


def test_nothing_is_accepted_unless_it_was_asked_for(folder: Path) -> None:
    first = run("papers", "--guild", "5")
    unsure = run("papers", "--guild", "5", "--accept-above", "1")
    sure = run("papers", "--guild", "5", "--accept-above", "0")

    assert (first.exit_code, unsure.exit_code, sure.exit_code) == (0, 0, 0)
    assert first.stdout == "talks.txt: 3 found, 3 to look at\n"
    assert "Passed by, of other kinds: notes.docx" in first.stderr
    assert unsure.stdout == "talks.txt: here already, 3 found, 3 to look at\n"
    assert sure.stdout == "talks.txt: here already, 3 found, 3 accepted\n"
    assert run("papers", "--guild", "5").stdout == "talks.txt: here already, 3 found, 3 decided on before\n"


def test_a_statement_that_contradicts_the_record_is_not_accepted_automatically(folder: Path) -> None:
    (folder / "talks.txt").write_text("On 22 November 2016 Japan and South Korea signed GSOMIA.")
    found = run("papers", "--guild", "5", "--accept-above", "0")

    assert found.stdout == "talks.txt: 1 found, 1 to look at\n"


async def test_a_statement_that_an_editor_rejected_is_not_accepted_by_an_operator(folder: Path) -> None:
    await asyncio.to_thread(run, "papers", "--guild", "1")
    async with desk(folder.parent / "aide-memoire.db") as here:
        item = await review(here, editor(1))
        await decide(here, editor(1), "reject", item)
    found = await asyncio.to_thread(run, "papers", "--guild", "1", "--accept-above", "0")

    assert found.stdout == "talks.txt: here already, 3 found, 1 decided on before, 2 accepted\n"


async def test_a_statement_exactly_at_the_threshold_is_accepted(folder: Path) -> None:
    await asyncio.to_thread(run, "papers", "--guild", "5")
    digest = hashlib.sha256((folder / "talks.txt").read_bytes()).hexdigest()
    async with await Database.open(folder.parent / "aide-memoire.db", mode="reader") as database:
        waiting = await Candidates(database).of("guild:5", digest)
    surest = max(statement_of(one).confidence for one in waiting)
    found = await asyncio.to_thread(run, "papers", "--guild", "5", "--accept-above", str(surest))

    assert " accepted" in found.stdout


def test_a_refused_file_is_named_and_the_others_are_read(folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4")
    (folder / "empty.txt").write_bytes(b" \n")
    (folder / "fake.pdf").write_bytes(b"Signed in 1965.")
    (folder / "large.md").write_bytes(b"1965. " * 4_000_000)
    (folder / "locked.pdf").write_bytes(locked_pdf())
    (folder / "pictures.pdf").write_bytes(pdf([""] * 3))
    found = run("papers", "--guild", "5")

    assert found.exit_code == 65
    assert found.stdout.splitlines() == [
        "broken.pdf: refused. The file is damaged and cannot be read to its end. Fetch or save it anew.",
        "empty.txt: refused. There is no text in the file. Look whether it is the right one.",
        "fake.pdf: refused. The name says pdf, but the file is txt. Give it the right ending.",
        "large.md: refused. The file is larger than 20 MB. Hand in its parts.",
        "locked.pdf: refused. The PDF is locked with a password. Save a copy without one.",
        "pictures.pdf: refused. The PDF holds no text, at most pictures of it (pages: 3). A program that"
        " recognises text (OCR) can add it.",
        "talks.txt: 3 found, 3 to look at",
    ]


def test_status_counts_papers_and_statements_of_servers_and_of_the_corpus(folder: Path) -> None:
    def status() -> dict[str, str]:
        lines = call("status").stdout.splitlines()
        return dict(line.split(maxsplit=1) for line in lines)

    before = status()
    run("papers", "--guild", "5")
    (folder / "more.txt").write_text("In May 1996 Japan and South Korea held talks in Kyoto.")
    run("papers")
    after = status()

    assert "papers" not in before["corpus"] + before["servers"]
    assert after["corpus"] == before["corpus"] + ", 2 papers with 4 statements"
    assert after["servers"] == "1 paper with 3 statements, 3 of them to look at"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("papers", "--accept-above", "0.5"), "--accept-above needs --guild"),
        (("nowhere",), "no folder"),
        (("papers/..",), "holds no txt, md, html or pdf file"),
        (("papers", "--guild", "5", "--accept-above", "2"), "0<=x<=1"),
    ],
)
def test_what_cannot_be_meant_is_said(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    found = run(*arguments)

    assert found.exit_code == 2
    assert told in found.output


async def test_a_running_bot_is_left_alone(folder: Path) -> None:
    async with await Database.open(folder.parent / "aide-memoire.db"):
        found = await asyncio.to_thread(run, "papers")

    assert found.exit_code == 75


@needs(DOCUMENTS)
async def test_the_documents_are_quoted_where_the_seeds_cite_them(folder: Path, clock: Clock) -> None:
    for file in DOCUMENTS.glob("*.txt"):
        shutil.copy(file, folder)
    found = await asyncio.to_thread(run, "papers")
    async with App(folder.parent / "aide-memoire.db", clock) as app:
        question = Question("event", {"name": "E-57"})
        everywhere = await app.lookup.answer(question, Asker(None, clock.today()))
        of_three = await app.lookup.answer(Question("event", {"name": "E-91"}), Asker(None, clock.today()))

    assert found.exit_code == 0
    assert "known before" in found.output
    assert "to look at" not in found.output
    assert isinstance(everywhere, EventAnswer)
    by_documents = [claim for claim in everywhere.claims if not claim.reference]
    assert by_documents
    assert all(0 < len(claim.quotation) <= 300 for claim in by_documents)
    # On one screen with two more, a quotation would be cut after a few words.
    assert isinstance(of_three, EventAnswer)
    page = "\n".join(render(of_three, locale="en", mentions={}).blocks)
    assert [claim.quotation in page for claim in of_three.claims] == [True, True]


@needs(DOCUMENTS)
async def test_what_rests_on_a_date_of_the_document_that_is_itself_inferred_is_uncertain(
    folder: Path,
) -> None:
    (essay,) = DOCUMENTS.glob("004_*.txt")
    shutil.copy(essay, folder)
    await asyncio.to_thread(run, "papers", "--guild", "5")
    digest = hashlib.sha256(essay.read_bytes()).hexdigest()
    async with await Database.open(folder.parent / "aide-memoire.db", mode="reader") as database:
        found = await Candidates(database).of("guild:5", digest)

    implied = [one for one in map(statement_of, found) if one.basis == "inferred" and not one.text]
    assert implied
    assert {one.date for one in implied} == {"2017?"}
