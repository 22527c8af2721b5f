"""``aide-memoire extract``: JSON lines on standard output, a reason and an exit code where there is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli import support
from tests.reading.papers import pdf

TEXT = "Tokyo and Seoul signed GSOMIA on 23 November 2016.\r\nA poll was taken “last November” 日本.\r\n"
FIRST = (
    "start", "end", "text", "date", "basis", "sentence_start", "sentence_end", "parties", "agreement",
    "action",
)  # fmt: skip


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.txt"
    path.write_bytes(TEXT.encode())
    return path


def call(*words: str) -> Result:
    return support.call("extract", *words)


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_line_for_each_date_with_its_place_in_the_file_as_it_is(paper: Path) -> None:
    signed, *_ = rows(call(str(paper), "--format", "jsonl"))
    assert tuple(signed)[: len(FIRST)] == FIRST
    assert TEXT[signed["start"] : signed["end"]] == signed["text"] == "23 November 2016"
    assert TEXT[signed["sentence_start"] : signed["sentence_end"]] == TEXT.partition("\r\n")[0]
    assert (signed["date"], signed["basis"]) == ("2016-11-23", "stated")
    assert (signed["parties"], signed["agreement"], signed["action"]) == (["JP", "KR"], "gsomia", "signed")


@pytest.mark.parametrize(
    ("words", "dates", "stated"),
    [
        ("from May to July 1998", ["1998-05", "1998-07"], "1998-05/1998-07"),
        ("between 1998 and 2003", ["1998/2003"], "1998/2003"),
        ("in early 1998", ["1998-01/1998-04"], "1998-01/1998-04"),
        ("in late 1998", ["1998"], "1998-09/1998-12"),
        ("in early May 1998", ["1998-05"], "1998-05-01/1998-05-10"),
        ("in the early 1990s", ["1990/1993"], "1990/1993"),
        ("since 1998", ["1998/.."], "1998/.."),
        ("before 1998", ["../1997"], "../1997"),
        ("until May 1998", ["1998-05"], "../1998-05"),
        ("after May 1998", ["1998-05"], "1998-06/.."),
        ("in June-July 1998", ["1998-06/1998-07"], "1998-06/1998-07"),
        ("on 6-7 June 1998", ["1998-06-06", "1998-06-07"], "1998-06-06/1998-06-07"),
        ("of 1998-2003", ["1998", "2003"], "1998/2003"),
        ("in the 18th and 19th centuries", ["1700/1899"], "1700/1899"),
        ("since before the 1998 treaty", ["../1998", "1998"], "../1998"),
    ],
)
def test_each_expression_has_a_line_with_the_statement_it_belongs_to(
    tmp_path: Path, words: str, dates: list[str], stated: str
) -> None:
    path = tmp_path / "paper.txt"
    path.write_text(f"Tokyo and Seoul held talks {words}.\n", encoding="utf-8")
    found = rows(call(str(path)))
    assert [row["date"] for row in found] == dates
    assert found[0]["statement"]["date"] == stated


def test_words_that_only_imply_a_date_are_printed_with_it(paper: Path) -> None:
    paper.write_text(
        "They met in May 1998. In a call just after the talks, Tokyo and Seoul agreed on exercises. "
        "Soon after, Tokyo and Seoul signed GSOMIA.\nRecent polls agree.\n"
    )
    found = rows(call(str(paper), "--published", "1999"))
    assert [(row["text"], row["date"], row["basis"]) for row in found] == [
        ("May 1998", "1998-05", "stated"),
        ("just after", "1998-05?", "inferred"),
        ("Recent polls", "1999?", "inferred"),
    ]


def test_what_begins_on_a_day_that_is_reckoned_is_told_by_that_day(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("The talks have gone on since Tuesday, a minister said.\n", encoding="utf-8")
    (row,) = rows(call(str(path), "--published", "1998-02-06"))
    assert (row["date"], row["basis"], row["statement"]["date"]) == (
        "1998-02-03?",
        "relative",
        "1998-02-03?/..",
    )


@pytest.mark.parametrize(
    ("words", "date", "value"),
    [
        ("in the third quarter of 1998", "1998-07/1998-09", "1998-Q3"),
        ("in the week of March 2, 1998", "1998-03-02/1998-03-08", "1998-W10"),
        ("since 1998", "1998/..", "1998"),
        ("between 1998 and 2003", "1998/2003", ""),
    ],
)
def test_what_corpora_have_for_an_expression_stands_beside_its_date(
    tmp_path: Path, words: str, date: str, value: str
) -> None:
    path = tmp_path / "paper.txt"
    path.write_text(f"Tokyo and Seoul held talks {words}.\n", encoding="utf-8")
    (row,) = rows(call(str(path)))
    assert (row["date"], row["value"]) == (date, value)


def test_the_date_of_what_began_it_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text(
        "He has been held since he was found in late November, a minister said today.\n", encoding="utf-8"
    )
    assert [row["date"] for row in rows(call(str(path), "--published", "1998-02-06"))] == [
        "1997-11?",
        "1998-02-06?",
    ]


def test_a_list_of_references_tells_of_no_happening(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text("They met in 2012.\n\nReferences\nDoe, Jane. 2015. “A Book.” Tokyo.\n", encoding="utf-8")
    assert [row["date"] for row in rows(call(str(path)))] == ["2012"]


@pytest.mark.parametrize("published", ["2017", "in 2017"])
def test_relative_dates_are_reckoned_from_the_day_of_publication(paper: Path, published: str) -> None:
    assert rows(call(str(paper), "--published", published))[-1]["date"] == "2016-11?"


@pytest.mark.parametrize(
    ("published", "said"),
    [("yesterday or so", "is not an EDTF date"), ("03/04/2012", "2012-04-03 or 2012-03-04")],
)
def test_a_day_of_publication_that_cannot_be_read_is_a_wrong_word(
    paper: Path, published: str, said: str
) -> None:
    result = call(str(paper), "--published", published)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("fake.pdf", b"Signed in 1965.", "The name says pdf, but the file is txt. Give it the right ending."),
        ("fake.txt", pdf(["Signed in 1965."]), "The name says txt, but the file is pdf."),
        ("page.txt", b"<!doctype html><p>1965", "The name says txt, but the file is html."),
        ("noise.pdf", bytes(range(256)), "The file is damaged"),
        ("noise.txt", b"PK\x03\x04\x00\x00", "The file is not text"),
        ("noise", b"PK\x03\x04\x00\x00", "The file is not text"),
        ("old.txt", "Signed – in 1965".encode("cp1252"), "byte 8 cannot be read. Save it as UTF-8 text."),
        ("wide.txt", "Signed in 1965.".encode("utf-16-le"), "is in another encoding. Save it as UTF-8 text."),
        (
            "empty.txt",
            b" \n",
            "There is no text in the file. Look whether it is the right one.",
        ),
        ("large.md", b"1965. " * 4_000_000, "The file is larger than 20 MB. Hand in its parts."),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_its_reason(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    result = call(str(tmp_path / name))
    assert (result.exit_code, result.stdout) == (65, "")
    assert said in result.stderr


def test_a_pdf_is_read_by_its_text(tmp_path: Path) -> None:
    (tmp_path / "real.pdf").write_bytes(
        pdf(["The two countries signed a treaty in 1965, which both ratified."])
    )
    assert [row["date"] for row in rows(call(str(tmp_path / "real.pdf")))] == ["1965"]


def test_a_page_is_read_by_what_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        '<html><a href="/2011/">Archive</a><p>Peru signed it in 1965.</p></html>', encoding="utf-8"
    )
    (row,) = rows(call(str(path)))
    assert (row["date"], row["title"]) == ("1965", "Peru: agreement signed")


@pytest.mark.parametrize("name", ["notes", "notes.log", "notes.markdown"])
def test_a_text_may_be_called_anything(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Signed in 1965.", encoding="utf-8")
    assert [row["date"] for row in rows(call(str(tmp_path / name)))] == ["1965"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = call(str(tmp_path / "nowhere.txt"))
    assert result.exit_code == 74
    assert "nowhere.txt" in result.stderr


def test_a_text_without_dates_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("They met again.", encoding="utf-8")
    assert rows(call(str(path))) == []
