"""Scores the tagger: ``python -m tests.extraction.score [GOLD.jsonl ...]``.

For each file of annotated texts (``{doc, dct, text, timexes}``): strict and relaxed span, value and false
precision by the scorer in ``../shared/tools``, and characters a second. Then the five documents, held against
the date words of the seeds.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from bot.corpus.reader import read_corpus
from bot.domain.dates import HistoricalDate, parse
from bot.extract import found_in
from bot.extraction.clean import clean
from bot.extraction.names import Names
from bot.extraction.temporal import Dated, find_dates

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("AIDE_MEMOIRE_SHARED") or ROOT.parent / "shared")
WAR_HISTORIES = SHARED / "data" / "wikiwars_01_16.jsonl"
SCORER = SHARED / "tools" / "score_timex.py"
DOCUMENTS = SHARED / "documents"


_BEFORE_CHRIST = re.compile(r"(?<!\d)-(\d{4})")
"""A year before 1 AD as EDTF counts it; the scorer writes BC0490 for -0489."""


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


def tagged(gold: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the tagger finds in annotated texts, in the notation of the annotators, as the scorer takes it."""

    def spans(text: str, written: HistoricalDate | None) -> Spans:
        for dated in find_dates(text, written):
            yield from ((timex.start, timex.end, timex.value) for timex in dated.timexes)

    return _as_scored(gold, spans)


def printed(gold: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What ``aide-memoire extract`` prints for annotated texts, as the scorer takes it."""
    seeds = read_corpus(ROOT / "seeds", reference=False)
    names = Names.of((*seeds.parties, *seeds.agreements)).with_countries()

    def spans(text: str, written: HistoricalDate | None) -> Spans:
        for found in found_in(text, written, names):
            start, end, date = found.expression
            yield start, end, _BEFORE_CHRIST.sub(lambda year: f"BC{int(year[1]) + 1:04}", date)

    return _as_scored(gold, spans)


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


@dataclass(frozen=True)
class Words:
    """Date words of the seeds in a document, and what the tagger finds at their place."""

    words: str
    dates: frozenset[str]
    found: Dated | None

    @property
    def agrees(self) -> bool:
        """Whether the date is one of the seeds', marks of doubt apart."""
        return self.found is not None and bare(self.found.date) in {bare(date) for date in self.dates}


def bare(date: str) -> str:
    """A date without marks of doubt."""
    return date.translate({ord(mark): None for mark in "?~%"})


def seeds_words(trim: Any) -> Iterator[Words]:
    """Every place of date words that the seeds name, with what the tagger finds there."""
    corpus = read_corpus(ROOT / "seeds", reference=False)
    for source in corpus.sources:
        told: dict[tuple[int, int], set[str]] = {}
        for event in corpus.events:
            for claim in event.claims:
                if (
                    claim.source == source.id
                    and claim.words_start is not None
                    and claim.words_end is not None
                ):
                    told.setdefault((claim.words_start, claim.words_end), set()).add(claim.date)
        if told:
            page = (DOCUMENTS / source.file).read_bytes().decode()
            yield from _compared(page, source.date, told, trim)


def _compared(page: str, written: str, told: dict[tuple[int, int], set[str]], trim: Any) -> Iterator[Words]:
    cleaned = clean(page)
    found: dict[tuple[int, int], list[Dated]] = {}
    for dated in find_dates(cleaned.text, parse(written) if written else None):
        found.setdefault(trim(page, *cleaned.original(dated.start, dated.end)), []).append(dated)
    for (start, end), dates in sorted(told.items()):
        here = found.get(trim(page, start, end), [])
        agreeing = [dated for dated in here if bare(dated.date) in {bare(date) for date in dates}]
        yield Words(page[start:end], frozenset(dates), next(iter(agreeing + here), None))


@click.command(help=__doc__)
@click.argument("gold", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--errors", default=0, help="How many errors of each kind to show.")
def main(gold: tuple[Path, ...], errors: int) -> None:
    score = scorer()
    for path in gold or (WAR_HISTORIES,):
        texts = read_gold(path)
        for name, read in (("tagged", tagged), ("printed", printed)):
            read(texts[:1])
            begin = time.process_time()
            found = read(texts)
            seconds = time.process_time() - begin
            result, wrong = score.score(texts, found)
            click.echo(score.fmt(f"{path.stem}, {name}", result))
            click.echo(f"{sum(len(text['text']) for text in texts) / seconds:,.0f} characters a second")
            for kind in ("FN", "FP", "VAL", "SPAN"):
                for error in [error for error in wrong if error[0] == kind][:errors]:
                    click.echo(f"  {error}")
    words = list(seeds_words(score.trim))
    spans, values = sum(word.found is not None for word in words), sum(word.agrees for word in words)
    click.echo(
        f"documents: {len(words)} date words of the seeds, {spans} found there, {values} with their date"
    )
    for word in words:
        if not word.agrees:
            click.echo(
                f"  {word.words!r} {sorted(word.dates)}: {word.found.date if word.found else 'not found'}"
            )


if __name__ == "__main__":
    main()
