"""The five documents' claims as the seeds have them, held against what the extraction proposes.

A claim is found if a candidate has its date and its place. The same place: the date words are equal once
articles, prepositions and the like are taken off their beginning, or the candidate's words end with them
("ever since war broke out in 1950" and "in 1950"); a claim without date words needs a candidate whose
sentence overlaps its span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.dates import HistoricalDate, parse
from bot.domain.entities import Claim, Source
from bot.extraction.names.gazetteer import Names
from bot.extraction.statement import Statement
from bot.extraction.statements import extract
from tests.extraction.texts import corpus
from tests.ground import DOCUMENTS

_SMALL = re.compile(
    r"(?:the|a|an|in|on|at|of|by|from|to|for|as (?:early|late|recently) as|as of|since|until|during|between"
    r"|before|after|ever|every|only|just|around|about|year|past)\b[\s,]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one side has and the other lacks: the document's source, the place, the date."""

    document: str
    start: int
    end: int
    date: str


@dataclass(frozen=True, slots=True)
class Held:
    """One document's claims against its candidates: how many of each, how many ``missed``, and where."""

    claims: int
    missed: int
    candidates: int
    lacking: tuple[Difference, ...]
    more: tuple[Difference, ...]


def published(source: Source) -> HistoricalDate | None:
    """A document's own date as the extraction is told it: doubtful where it is inferred."""
    if not source.date:
        return None
    return parse(f"{source.date}?" if source.date_basis == "inferred" else source.date)


@lru_cache(maxsize=8)
def text_of(source: Source) -> str:
    """A document's text with its own line ends."""
    return (DOCUMENTS / source.file).read_bytes().decode()


@lru_cache(maxsize=8)
def candidates(source: Source) -> tuple[Statement, ...]:
    """What the extraction proposes for a document, with the names of the seeds."""
    names = Names.of((*corpus().parties, *corpus().agreements))
    return tuple(extract(text_of(source), published(source), names))


def claims_of(source: Source) -> list[Claim]:
    """Every claim of a document, in the order of the text."""
    found = [claim for event in corpus().events for claim in event.claims if claim.source == source.id]
    return sorted(found, key=lambda claim: claim.words_start or claim.start or 0)


def hold(source: Source) -> Held:
    """A document's claims against its candidates, each difference once."""
    text, proposed, claims = text_of(source), candidates(source), claims_of(source)
    lacking = [claim for claim in claims if not any(is_found(text, claim, one) for one in proposed)]
    more = [one for one in proposed if not any(is_found(text, claim, one) for claim in claims)]
    return Held(
        len(claims),
        len(lacking),
        len(proposed),
        _once(_place(source, claim) for claim in lacking),
        _once(Difference(source.id, one.start, one.end, one.date) for one in more),
    )


def is_found(text: str, claim: Claim, candidate: Statement) -> bool:
    """Whether a candidate is what a claim says: its date, in its place."""
    if claim.date != candidate.date or claim.start is None or claim.end is None:
        return False
    if claim.words_start is None or claim.words_end is None:
        return candidate.sentence_start < claim.end and claim.start < candidate.sentence_end
    start, end = _bare(text, claim.words_start, claim.words_end)
    return candidate.end == end and _bare(text, candidate.start, candidate.end)[0] <= start


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while (small := _SMALL.match(text, start, end)) is not None and small.end() < end:
        start = small.end()
    return start, end


def _place(source: Source, claim: Claim) -> Difference:
    start, end = claim.words_start, claim.words_end
    if start is None or end is None:
        start, end = claim.start or 0, claim.end or 0
    return Difference(source.id, start, end, claim.date)


def _once(found: Iterator[Difference]) -> tuple[Difference, ...]:
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def everything() -> Sequence[Held]:
    """All five documents, held."""
    return [hold(source) for source in corpus().sources]
