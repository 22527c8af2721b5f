"""The seeds' claims found again in the five documents; ``differences.yaml`` explains every difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from tests.extraction.seeds_claims import Difference, everything
from tests.extraction.texts import corpus
from tests.ground import DOCUMENTS, needs

FOUND, THROWN_AWAY = 0.95, 0.15
"""At least this part of the claims is proposed; at most this part of the candidates is of no use."""

pytestmark = needs(DOCUMENTS)


@dataclass(frozen=True, slots=True)
class Explained:
    """A difference as it was reviewed."""

    difference: Difference
    side: str
    verdict: str
    why: str


@lru_cache(maxsize=1)
def explained() -> tuple[Explained, ...]:
    """The reviewed differences."""
    entries = yaml.safe_load(Path(__file__).with_name("differences.yaml").read_text("utf-8"))
    return tuple(map(_explained, entries))


def _explained(entry: Mapping[str, object]) -> Explained:
    document, span, date, side, verdict, why = (
        str(entry.get(key, "")) for key in ("document", "span", "date", "side", "verdict", "why")
    )
    start, _, end = span.partition("-")
    return Explained(Difference(document, int(start), int(end), date), side, verdict, why)


def of(side: str) -> set[Difference]:
    return {entry.difference for entry in explained() if entry.side == side}


def test_every_claim_that_is_not_proposed_is_explained_and_no_other() -> None:
    assert {lacking for held in everything() for lacking in held.lacking} == of("seeds")


def test_every_candidate_that_is_no_claim_is_explained_and_no_other() -> None:
    assert {more for held in everything() for more in held.more} == of("extraction")


def test_nearly_all_claims_are_proposed_with_their_place_and_date() -> None:
    claims = sum(held.claims for held in everything())
    missed = sum(held.missed for held in everything())
    assert claims == sum(
        claim.source in {s.id for s in corpus().sources} for e in corpus().events for claim in e.claims
    )
    assert 1 - missed / claims >= FOUND


def test_few_candidates_are_of_no_use_to_a_historian() -> None:
    useless = sum(entry.verdict == "throw away" for entry in explained())
    assert useless / sum(held.candidates for held in everything()) <= THROWN_AWAY


def test_each_explanation_is_reviewed_once_and_says_why() -> None:
    assert len({(entry.difference, entry.side) for entry in explained()}) == len(explained())
    for entry in explained():
        assert entry.why.strip()
        assert (entry.side, entry.verdict) in {
            ("seeds", ""),
            ("extraction", "keep"),
            ("extraction", "throw away"),
        }
