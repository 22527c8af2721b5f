"""How well the tagger does on texts that others annotated, and on the documents as the seeds read them."""

from __future__ import annotations

import pytest

from tests.extraction.annotated import documents
from tests.extraction.score import (
    WAR_HISTORIES,
    Reads,
    printed,
    printed_values,
    read_gold,
    scorer,
    tagged,
)
from tests.ground import needs

pytestmark = needs(WAR_HISTORIES)

NOT_READ_ALIKE = {
    "six-year gap": "a length of time between two tests, from which the seeds work out the year of one",
    "a quarter of a century": "a length of time; the document has no date to count back from",
    "past 60 years": "the same",
    "just \n\none week after": "a week before 6 January 2016 lies in two months; the seeds take December",
}
"""Date words of the seeds at whose place another date or other words are printed, or nothing, and why."""


def test_war_histories_are_tagged_as_their_annotators_did() -> None:
    gold = read_gold(WAR_HISTORIES)
    result, _ = scorer().score(gold, tagged(gold))
    assert result["strict"][2] >= 0.96
    assert result["relaxed"][2] >= 0.97
    assert result["valueF1"] >= 0.95
    assert result["over"] == 0


@pytest.mark.parametrize(("read", "least"), [(printed, 0.92), (printed_values, 0.94)])
def test_what_is_printed_for_a_text_is_as_annotators_tag_it(read: Reads, least: float) -> None:
    gold = read_gold(WAR_HISTORIES)
    result, _ = scorer().score(gold, read(gold))
    assert result["strict"][2] >= 0.95
    assert result["relaxed"][2] >= 0.97
    assert result["valueF1"] >= least
    assert result["over"] == 0


def test_documents_are_read_as_the_seeds_read_them() -> None:
    gold = documents()
    result, wrong = scorer().score(gold, printed(gold))
    assert {words for _, _, _, words, *_ in wrong} == set(NOT_READ_ALIKE)
    assert result["strict"][2] >= 0.98
    assert result["valueF1"] >= 0.98
    assert result["over"] == 0
