"""Scores the tagger: ``python -m tests.extraction.score [GOLD.jsonl ...]``.

For each file of annotated texts (``{doc, dct, text, timexes}``): strict and relaxed span, value and false
precision by the scorer in ``../shared/tools``, and characters a second. Then the five documents, held against
the date words of the seeds.
"""

from __future__ import annotations

import importlib.util
import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from bot.corpus.reader import read_corpus
from bot.domain.dates import parse
from bot.extraction.clean import clean
from bot.extraction.temporal import Dated, find_dates

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("AIDE_MEMOIRE_SHARED") or ROOT.parent / "shared")
WAR_HISTORIES = SHARED / "data" / "wikiwars_01_16.jsonl"
SCORER = SHARED / "tools" / "score_timex.py"
DOCUMENTS = SHARED / "documents"


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


def predicted(gold: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the tagger finds in annotated texts, as the scorer takes it."""
    return [{"doc": text["doc"], "timexes": list(_timexes(text["text"], text["dct"]))} for text in gold]


def _timexes(text: str, written: str | None) -> Iterator[dict[str, Any]]:
    for dated in find_dates(text, parse(written) if written else None):
        for timex in dated.timexes:
            yield {"start": timex.start, "end": timex.end, "type": "DATE", "value": timex.value}


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
        predicted(texts[:1])
        begin = time.process_time()
        found = predicted(texts)
        seconds = time.process_time() - begin
        result, wrong = score.score(texts, found)
        click.echo(score.fmt(path.stem, result))
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
