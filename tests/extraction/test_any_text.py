"""Whatever the text is, extraction ends, raises nothing, and every place it gives is one of the text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.dates import parse
from bot.domain.entities import ACTIONS, KINDS
from bot.extraction.statement import Statement
from bot.extraction.statements import dated_statements, extract
from tests.extraction.texts import names

PIECES = (
    "Japan", "the U.S.", "South Korea", "GSOMIA", "a security treaty", "the Treaty of ",
    "Agreement (ACSA)", "signed", "failed to", "should", "called off", "since", "ever since",
    "which marked the 50th anniversary of", "in 1960", "June 2012", "2010, 2011 and 2012",
    "early 1990s", "last November", "the same year", "two days later", "(Ogura 2024)", "References",
    "12 See", "“", "”", "(", ")", ",", ";", ".", ". ", "\n", "\r\n", "\n\n", "\f", "-\n", " ",
    "\u00a0", "1", "9999", "Furthermore, ", "Recent polls", "they", "the two countries", "日韓", "é",
    "а", "\ud800", "\x00", "🕊",
)  # fmt: skip
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
written = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def check(text: str, statement: Statement) -> None:
    assert (
        0
        <= statement.sentence_start
        <= statement.start
        < statement.end
        <= statement.sentence_end
        <= len(text)
    )
    assert statement.text in ("", text[statement.start : statement.end])
    assert parse(statement.date).edtf == statement.date
    assert statement.action in ("", *ACTIONS)
    assert statement.kind in KINDS
    assert 0 <= statement.confidence < 1
    assert 0 < len(statement.title) <= 70


@settings(deadline=None)
@given(texts | written, st.sampled_from([None, "2017?", "2025-02-24", "198X", "-0044"]))
@example("A:Since A 1400 in 1000", None)
def test_every_statement_stands_in_its_sentence_in_the_text(text: str, published: str | None) -> None:
    when = parse(published) if published else None
    candidates = list(extract(text, when, names()))
    for statement in (*candidates, *dated_statements(text, when, names())):
        check(text, statement)
    assert [statement.start for statement in candidates] == sorted(one.start for one in candidates)
    assert all(statement.candidate for statement in candidates)


@pytest.mark.parametrize(
    "piece",
    [
        "2010, 2011 and 2012, ",
        "References\n“a” 2001 ",
        "Notes\n2001\n",
        "(Ogura 2024; ",
        "the Treaty of A in 1900 and ",
        "2015, which marked the 50th anniversary ",
    ],
)
def test_hundreds_of_dates_in_one_sentence_are_placed_too(piece: str) -> None:
    text = piece * 200
    found = list(dated_statements(text, None, names()))
    assert len(found) >= 200
    for statement in found:
        check(text, statement)
