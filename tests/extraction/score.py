"""Scores the tagger: ``python -m tests.extraction.score [GOLD.jsonl ...]``.

For each file of annotated texts (``{doc, dct, text, timexes}``), and for the five documents with the date
words and dates of the seeds' claims: strict and relaxed span, value and false precision by the scorer in
``../shared/tools``, and characters a second.
"""

from __future__ import annotations

import importlib.util
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from bot.domain.dates import HistoricalDate, parse
from bot.extraction.expressions import Expression
from bot.extraction.temporal import find_dates
from bot.operator.extract import found_in
from tests.extraction.annotated import documents
from tests.extraction.texts import names
from tests.ground import SHARED

WAR_HISTORIES = SHARED / "data" / "wikiwars_01_16.jsonl"
SCORER = SHARED / "tools" / "score_timex.py"

_BEFORE_CHRIST = re.compile(r"(?<!\d)-(?:(?P<year>\d{4})|(?P<century>\d\d)XX)[?~%]?")
"""A time before 1 AD as EDTF counts it; the scorer writes BC0490 for -0489, and BC04 for -04XX."""


def scorer() -> ModuleType:
    """The scorer as it lies beside the project."""
    spec = importlib.util.spec_from_file_location("score_timex", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_gold(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


Spans = Iterator[tuple[int, int, str]]
Reads = Callable[[Sequence[dict[str, Any]]], list[dict[str, Any]]]


def tagged(gold: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the tagger finds in annotated texts, in the notation of the annotators, as the scorer takes it."""

    def spans(text: str, written: HistoricalDate | None) -> Spans:
        for dated in find_dates(text, written):
            yield from ((timex.start, timex.end, timex.value) for timex in dated.timexes)

    return _as_scored(gold, spans)


def printed(gold: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What ``aide-memoire extract`` prints for annotated texts, by its dates, as the scorer takes it."""
    return _extracted(gold, lambda words: words.date)


def printed_values(gold: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same by its values in the notation of the annotators, who have weeks and quarters; without what has
    none, as they tag neither "since then" nor an anniversary."""
    return _extracted(gold, lambda words: words.value)


def _extracted(gold: Sequence[dict[str, Any]], told: Callable[[Expression], str]) -> list[dict[str, Any]]:
    def spans(text: str, written: HistoricalDate | None) -> Spans:
        for found in found_in(text, written, names()):
            words = found.expression
            if told(words):
                yield words.start, words.end, _BEFORE_CHRIST.sub(_as_annotated, told(words))

    return _as_scored(gold, spans)


def _as_annotated(found: re.Match[str]) -> str:
    return f"BC{int(found['year']) + 1:04}" if found["year"] else f"BC{found['century']}"


def _as_scored(
    gold: Sequence[dict[str, Any]], spans: Callable[[str, HistoricalDate | None], Spans]
) -> list[dict[str, Any]]:
    return [
        {
            "doc": text["doc"],
            "timexes": [
                {"start": start, "end": end, "type": "DATE", "value": value}
                for start, end, value in spans(text["text"], parse(text["dct"]) if text["dct"] else None)
            ],
        }
        for text in gold
    ]


@click.command(help=__doc__)
@click.argument("gold", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--errors", default=0, help="How many errors of each kind to show.")
def main(gold: tuple[Path, ...], errors: int) -> None:
    score = scorer()
    paths = gold or (WAR_HISTORIES,)
    for name, texts in ((path.stem, read_gold(path)) for path in paths):
        _tell(score, f"{name}, tagged", texts, tagged, errors)
        _tell(score, f"{name}, printed", texts, printed, errors)
        _tell(score, f"{name}, values", texts, printed_values, errors)
    _tell(score, "documents, printed", documents(), printed, errors)


def _tell(score: ModuleType, name: str, texts: list[dict[str, Any]], read: Reads, errors: int) -> None:
    read(texts[:1])
    begin = time.process_time()
    found = read(texts)
    seconds = time.process_time() - begin
    result, wrong = score.score(texts, found)
    click.echo(score.fmt(name, result))
    click.echo(f"{sum(len(text['text']) for text in texts) / seconds:,.0f} characters a second")
    for kind in ("FN", "FP", "VAL", "SPAN"):
        for error in [error for error in wrong if error[0] == kind][:errors]:
            click.echo(f"  {error}")


if __name__ == "__main__":
    main()
