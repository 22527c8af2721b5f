"""A paper as it is printed gives what its plain text gives, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count

import pytest

from bot.extraction.statement import Statement
from bot.extraction.statements import extract
from bot.extraction.text.clean import clean
from bot.reading.files import read_file
from bot.reading.paper import Paper
from tests.extraction.texts import names
from tests.reading.papers import pdf

TEXT = (
    "Two neighbours and a lagoon",
    "Japan and South Korea normalized their relations in June 1965, when the negotiators of both "
    "governments signed the Treaty on Basic Relations in the presence of the foreign ministers. "
    "Ratifications were exchanged on 18 December 1965 in Seoul, and the correspondence of that winter "
    "shows how relieved everybody was.",
    "The harbour office of Japan reopened in May 1972. South Korea cancelled the planned visit of its "
    "defence minister in August 1974 and resumed preparations afterwards; Japan protested in October 1975 "
    "against the measurements in the lagoon. An understanding about the lighthouse keepers was announced on "
    "3 March 1977.",
    "In Tokyo, meanwhile, the parliamentarians demanded an inquiry. They published their recommendations "
    "in 1979 and withdrew them in November 1981, which was the twentieth month of the negotiations about "
    "the new harbour.",
    "Both governments signed a memorandum on defence exchanges in April 2009. The General Security of "
    "Military Information Agreement (GSOMIA) was signed on November 23, 2016 in Seoul, after the ceremony"
    " planned for June 2012 had been called off an hour before it was due to begin.",
)
NOTES = (
    "Ministry of Lagoons, Annual Report (Port Alder: Tern Press, 1998), 12.",
    "“Ministers Meet Again,” Harbour Times, 5 May 2001.",
    "Author’s interview with a lighthouse keeper, Port Alder, 14 June 2003.",
    "Quoted in “The Long Winter,” Tern Review, 9 July 1999, 4.",
)
_MARKED = re.compile(r"(?<=[a-z]{3})[.,](?= |$)|(?<= \d{4})(?=[ .,])")
Pages = list[list[str]]


def test_lines_that_break_words_and_pages_that_break_sentences_take_nothing_away() -> None:
    for width in (34, 58, 90):
        assert _printed(_pages(width)) == _plain()


def test_heads_of_pages_are_no_part_of_what_they_stand_in() -> None:
    def taking_turns(at: int) -> str:
        return (
            f"Two Neighbours, 14 March 2017 {211 + at}" if at % 2 else f"{211 + at} Tern Review (Spring 2017)"
        )

    def same(at: int) -> str:
        return "Downloaded on 3 May 2018 from the library"

    heads: list[Callable[[int], str]] = [taking_turns, same, lambda at: f"Page {at + 1} of 9, March 2017"]
    for head in heads:
        pages = _pages(58)
        assert _printed([[head(at), *page] for at, page in enumerate(pages)]) == _plain()
        assert _printed([[*page, head(at), str(at + 1)] for at, page in enumerate(pages)]) == _plain()


def test_notes_at_the_foot_of_a_page_date_nothing_and_break_no_sentence() -> None:
    pages, last = [], 0
    for page in _pages(58):
        marks = count(last + 1)
        marked = [_with(marks, line) for line in page]
        first, last = last + 1, next(marks) - 1
        pages.append(
            [*marked, *(f"{number} {NOTES[number % len(NOTES)]}" for number in range(first, last + 1))]
        )
    assert _printed(pages) == _plain()


def test_what_a_note_tells_of_is_found_in_its_place() -> None:
    page = "They met at last.1 Nobody said a\n1 Japan and South Korea signed a pact on 4 June 1971."
    text = f"{page}\fword about the lagoon in May 1972."
    first, second = extract(text, None, names())
    assert (first.date, first.parties) == ("1971-06-04", ("JP", "KR"))
    assert text[first.start : first.end] == "4 June 1971"
    assert text[first.sentence_start :].startswith("Japan and South Korea")
    assert (second.date, second.locator) == ("1972-05", "")
    assert text[second.sentence_start :].startswith("Nobody said")


@pytest.mark.parametrize("dots", ["....................", " . . . . . . . . ", " …………… "])
def test_a_table_of_contents_dates_nothing(dots: str) -> None:
    contents = ["Contents", f"The summit of October 1998 {dots} 4", f"The agreement of 2016 {dots} 12"]
    assert _printed([contents, *_pages(58)]) == _plain()


def test_narrow_lines_of_japanese_are_joined_without_spaces() -> None:
    text = (
        "日本と大韓民国は1965年6月22日に日韓基本条約に署名した。同年12月18日にソウルで批准書が交換された。"
        "2012年6月29日、日韓秘密軍事情報保護協定の署名は直前に中止された。両国政府は2016年11月23日に同協定に"
        "署名し、2019年8月22日、韓国は協定の終了を日本に通告した。"
    )
    for width in (13, 15, 16):
        lines = "\n".join(text[start : start + width] for start in range(0, len(text), width))
        assert clean(lines).text == text


def _plain() -> list[tuple[str, str]]:
    text = "\n\n".join(TEXT)
    return [_told(statement) for statement in extract(text, None, names())]


def _printed(pages: Pages) -> list[tuple[str, str]]:
    """The dates of a PDF of these lines, each with its words; every place leads to the same words."""
    paper = read_file("a.pdf", pdf(["\n".join(page) for page in pages]), lambda done, total: None)
    assert isinstance(paper, Paper)
    found = list(extract(paper.text, None, names()))
    for one in found:
        words = re.findall(r"\w+", paper.text[one.start : one.end])
        assert one.text.startswith(words[0])
        assert one.text.endswith(words[-1])
    return [_told(statement) for statement in found]


def _told(statement: Statement) -> tuple[str, str]:
    told = (statement.date, *statement.parties, statement.agreement, statement.action, statement.title)
    return " ".join(told), statement.text


def _with(marks: Iterator[int], line: str) -> str:
    return _MARKED.sub(lambda place: f"{place[0]}{next(marks)}", line)


def _pages(width: int) -> Pages:
    """The text on pages of nine lines, full lines, words broken."""
    whole = [line for paragraph in TEXT for line in _wrapped(paragraph, width)]
    return [whole[start : start + 9] for start in range(0, len(whole), 9)]


def _wrapped(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for word in paragraph.split():
        room = width - len(line) - 2
        if len(line) + 1 + len(word) <= width:
            line = f"{line} {word}".strip()
        elif word.isalpha() and word.islower() and len(word) > 8 and 4 <= room < len(word) - 3:
            yield f"{line} {word[:room]}-"
            line = word[room:]
        else:
            yield line
            line = word
    yield line
