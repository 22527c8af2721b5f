"""Texts of our own for the tests of the extraction, and the names of the shipped seeds to read them with."""

from __future__ import annotations

from functools import lru_cache

from bot.config import seeds_directory
from bot.corpus.reader import Corpus, read_corpus
from bot.domain.dates import parse
from bot.extraction.names.gazetteer import Names
from bot.extraction.statement import Statement
from bot.extraction.statements import dated_statements


@lru_cache(maxsize=1)
def corpus() -> Corpus:
    """The record of the five documents alone."""
    return read_corpus(seeds_directory(), reference=False)


@lru_cache(maxsize=1)
def names() -> Names:
    """The parties and agreements of the seeds, and all countries."""
    return Names.of((*corpus().parties, *corpus().agreements)).with_countries()


def found(text: str, published: str = "") -> list[Statement]:
    """What has date words in a text."""
    return list(dated_statements(text, parse(published) if published else None, names()))


def the_one(text: str) -> Statement:
    """What the only date words of a text date."""
    (statement,) = found(text)
    return statement
