"""The command ``extract``: the dated statements of a text file, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.corpus.reader import read_corpus
from bot.domain.dates import DateError, HistoricalDate, parse, read
from bot.extraction.names import Names
from bot.extraction.statement import Statement
from bot.extraction.statements import dated_statements

LEFT_OUT = ("locator",)
"""Fields that a text file has nothing for."""


class NotTextError(Exception):
    """The file is no UTF-8 text; the message says so to a person."""


def lines(file: Path, published: HistoricalDate | None, seeds: Path) -> Iterator[str]:
    """What has date words in a text file, in order, as JSON lines without their ends.

    Offsets count code points of the file read as UTF-8, its own line ends kept. Names are those of the seeds
    and of all countries. Raises NotTextError and ``SeedError``.
    """
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"{file} is no text in UTF-8: byte {error.start + 1:,} cannot be read. Save it as UTF-8 text; "
            "PDF is read by: aide-memoire import"
        ) from None
    corpus = read_corpus(seeds, reference=False)
    names = Names.of((*corpus.parties, *corpus.agreements)).with_countries()
    return (_line(statement) for statement in dated_statements(text, published, names))


def read_date(typed: str) -> HistoricalDate:
    """A date as EDTF or as people write one; DateError if it is none, or may mean several."""
    try:
        return parse(typed)
    except DateError as error:
        readings = read(typed)
        if len(readings) == 1:
            return readings[0].date
        if readings:
            told = " or ".join(reading.date.edtf for reading in readings)
            raise DateError(f"{typed!r} may be {told}: write one of these.") from None
        raise error from None


def _line(statement: Statement) -> str:
    fields: dict[str, Any] = {
        name: getattr(statement, name) for name in Statement.__slots__ if name not in LEFT_OUT
    }
    fields["timexes"] = [
        {"start": timex.start, "end": timex.end, "value": timex.value} for timex in statement.timexes
    ]
    return json.dumps(fields, ensure_ascii=False)
