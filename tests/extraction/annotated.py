"""The five documents as annotated texts: the date words of the seeds' claims, and the claims' dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from bot.domain.entities import Claim
from tests.extraction.seeds_claims import claims_of, published, text_of
from tests.extraction.texts import corpus

_BETWEEN_MEMBERS = re.compile(r"(?:[\s,]|\b(?:and|or)\b)+\Z")


class Words(NamedTuple):
    """Date words of a claim: their place, end exclusive, and its date."""

    start: int
    end: int
    date: str


def documents() -> list[dict[str, Any]]:
    """The documents that date anything, as ``{doc, dct, text, timexes}``; the same words and date come once.

    Where a claim's words run from a member of a list to the year at its end, the expression is the member.
    """
    found = []
    for source in corpus().sources:
        text, written = text_of(source), published(source)
        timexes = [
            {"start": words.start, "end": words.end, "type": "DATE", "value": words.date}
            for words in _expressions(text, claims_of(source))
        ]
        if timexes:
            dct = written.edtf if written else ""
            found.append({"doc": source.id, "dct": dct, "text": text, "timexes": timexes})
    return found


def _expressions(text: str, claims: Sequence[Claim]) -> Iterator[Words]:
    told = {
        Words(claim.words_start, claim.words_end, claim.date)
        for claim in claims
        if claim.words_start is not None and claim.words_end is not None
    }
    for words in sorted(told):
        after = [other.start for other in told if _is_member_before(words, other)]
        if after:
            own = _BETWEEN_MEMBERS.sub("", text[words.start : min(after)])
            yield words._replace(end=words.start + len(own))
        else:
            yield words


def _is_member_before(words: Words, other: Words) -> bool:
    """Whether other words are the rest of a list that begins with these."""
    inside = words.start < other.start and words.end == other.end
    return inside and "/" not in words.date and not words.date.startswith(other.date)
