"""``aide-memoire extract``: the dated statements of a text file, page or PDF, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bot.corpus.reader import read_corpus
from bot.domain.dates import DateError, HistoricalDate, parse, read
from bot.extraction.expressions import Expression, expressions
from bot.extraction.names.gazetteer import Names
from bot.extraction.statement import Statement
from bot.extraction.statements import dated_statements
from bot.reading.files import kind_named, read_file
from bot.reading.paper import Unreadable
from bot.render.refusal import in_a_terminal

LEFT_OUT = ("locator", "timexes")
"""Fields of a statement that are not printed: text files have no locators, and each line is one timex."""
APPARATUS = frozenset({"bibliography", "citation", "page_furniture"})
"""Reasons of statements that date a publication or a page, and not something that happened."""


class Found(NamedTuple):
    """A temporal expression with the statement that it belongs to."""

    statement: Statement
    expression: Expression


class NotTextError(Exception):
    """The file cannot be read as text; the message says why, and what to do."""


def lines(file: Path, published: HistoricalDate | None, seeds: Path) -> Iterator[str]:
    """The temporal expressions of a text file, web page or PDF, in order, as JSON objects without line ends.

    Each has the fields of the statement that it belongs to; ``statement`` holds that statement's place and
    date, as "from May to July" is two expressions in one statement. Expressions in references are left out.

    Offsets count the code points of the file, decoded as UTF-8 with its line ends unchanged, or of the text
    that a page or a PDF shows. Known names are those of the seeds and of all countries.
    Raises ``NotTextError`` and ``SeedError``.
    """
    text = _text(file)
    corpus = read_corpus(seeds, reference=False)
    names = Names.of((*corpus.parties, *corpus.agreements)).with_countries()
    return (_line(found, text) for found in found_in(text, published, names))


def _text(file: Path) -> str:
    """The text of the file; refused as an imported paper would be, with an unknown suffix read as .txt."""
    data = file.read_bytes()
    name = file.name if kind_named(file.name) else f"{file.name}.txt"
    paper = read_file(name, data, lambda done, total: None)
    if isinstance(paper, Unreadable):
        raise NotTextError(f"{file}: refused. {in_a_terminal(paper.code, paper.facts)}")
    if paper.kind in ("html", "pdf"):
        return paper.text
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"{file} is no text in UTF-8: byte {error.start + 1:,} cannot be read. Save it as UTF-8 text."
        ) from None
    if text != paper.text:
        raise NotTextError(f"{file} is in another encoding. Save it as UTF-8 text.")
    return text


def found_in(text: str, published: HistoricalDate | None, names: Names) -> Iterator[Found]:
    """The temporal expressions of a text, in the order of their statements; those in references left out."""
    for statement in dated_statements(text, published, names):
        if not APPARATUS & {*statement.reasons}:
            for expression in expressions(statement):
                yield Found(statement, expression)


def read_date(typed: str) -> HistoricalDate:
    """The date that was typed, as EDTF or in words; raises ``DateError`` if it is unreadable or ambiguous."""
    try:
        return parse(typed)
    except DateError as error:
        readings = read(typed)
        if len(readings) == 1:
            return readings[0].date
        if readings:
            told = " or ".join(reading.date.edtf for reading in readings)
            raise DateError("several", typed=repr(typed), dates=told) from None
        raise error from None


def _line(found: Found, text: str) -> str:
    statement, expression = found
    fields: dict[str, Any] = {
        name: getattr(statement, name) for name in Statement.__struct_fields__ if name not in LEFT_OUT
    }
    own = {**expression._asdict(), "text": text[expression.start : expression.end]}
    place = {"start": statement.start, "end": statement.end, "date": statement.date}
    return json.dumps({**fields, **own, "statement": place}, ensure_ascii=False)
