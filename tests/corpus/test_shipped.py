"""The seeds that ship: they hold row by row and span by span."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from bot.corpus.reader import Corpus, read_corpus
from bot.domain.claims import dating
from bot.domain.entities import (
    ACTIONS,
    AGREEMENT_TYPES,
    DOCUMENTS,
    GRADES,
    KINDS,
    REFERENCE,
)
from tests import ground
from tests.ground import ROOT, SHARED, needs

SEEDS = ROOT / "seeds"
ROWS = SHARED / "data" / "reference_dates.jsonl"


@pytest.fixture(scope="module")
def shipped() -> Corpus:
    return read_corpus(SEEDS)


def test_the_readme_names_every_word_that_the_files_may_use() -> None:
    words = set(re.findall(r"[a-z_]+(?: knowledge)?", (SEEDS / "README.md").read_text("utf-8")))

    assert {*ACTIONS, *KINDS, *AGREEMENT_TYPES, *GRADES} - words == set()


@pytest.mark.parametrize("reference", [True, False])
def test_the_shipped_seeds_are_valid_with_and_without_the_pack(reference: bool) -> None:
    corpus = read_corpus(SEEDS, reference=reference)

    assert len(corpus.agreements) >= 60
    assert corpus.events
    assert {source.pack for source in corpus.sources} == (
        {DOCUMENTS, REFERENCE} if reference else {DOCUMENTS}
    )


def test_every_shipped_step_of_a_document_event_stands_without_the_pack(shipped: Corpus) -> None:
    alone = read_corpus(SEEDS, reference=False)

    assert {found.id: found.steps for found in alone.events} == {
        found.id: found.steps
        for found in shipped.events
        if any(claim.pack == DOCUMENTS for claim in found.claims)
    }


def test_own_knowledge_leads_no_shipped_event(shipped: Corpus) -> None:
    leading = {dating(found).lead for found in shipped.events}

    own = [claim.id for found in shipped.events for claim in found.claims if claim.grade == "own knowledge"]
    assert own
    assert not leading & set(own)


def test_a_citation_that_only_might_be_of_a_documents_event_dates_an_event_of_its_own(
    shipped: Corpus,
) -> None:
    doubted = re.compile(r"\b(?:not certain|perhaps|may be|might be)\b")

    told = [found for found in shipped.events if any(claim.pack == DOCUMENTS for claim in found.claims)]
    cited = [claim for found in told for claim in found.claims if claim.pack == REFERENCE]
    assert [claim.id for claim in cited if doubted.search(claim.remark)] == []
    alone = [found for found in shipped.events if found not in told and doubted.search(found.note)]
    assert "gallup-renegotiation-2017" in {found.id for found in alone}


def test_what_a_text_says_of_its_author_is_a_publication_and_never_due(shipped: Corpus) -> None:
    of_authors = [event for event in shipped.events if all("author" in one.locator for one in event.claims)]
    assert of_authors
    assert {event.kind for event in of_authors} == {"publication"}


def test_what_belongs_to_the_documents_never_speaks_of_the_reference_pack() -> None:
    alone = read_corpus(SEEDS, reference=False)

    texts = [(found.id, found.note) for found in alone.events]
    texts += [(found.id, found.note) for found in alone.agreements]
    texts += [(found.id, found.note) for found in alone.sources]
    texts += [(claim.id, claim.remark) for found in alone.events for claim in found.claims]
    assert [
        id_ for id_, text in texts if re.search(r"\bref\b|reference|outside source", text, re.IGNORECASE)
    ] == []


@pytest.fixture(scope="module")
def documents(shipped: Corpus) -> dict[str, str]:
    return {
        source.id: (ground.DOCUMENTS / source.file).read_bytes().decode("utf-8")
        for source in shipped.sources
        if source.pack == DOCUMENTS
    }


@needs(ground.DOCUMENTS)
def test_every_document_is_the_one_that_its_sha256_names(shipped: Corpus) -> None:
    for source in shipped.sources:
        if source.pack == DOCUMENTS:
            data = (ground.DOCUMENTS / source.file).read_bytes()
            assert hashlib.sha256(data).hexdigest() == source.sha256, source.id


@needs(ground.DOCUMENTS)
def test_every_span_lies_in_its_document_and_holds_the_date_words(
    shipped: Corpus, documents: dict[str, str]
) -> None:
    wrong = []
    for found in shipped.events:
        for claim in found.claims:
            if claim.pack != DOCUMENTS:
                continue
            text = documents[claim.source]
            assert claim.start is not None
            assert claim.end is not None
            inside = claim.end <= len(text) and text[claim.start : claim.end].strip()
            words = " ".join(text[claim.words_start : claim.words_end].split()) if claim.words else ""
            quoted = ".+".join(map(re.escape, claim.words.split("…")))
            if not inside or not re.fullmatch(quoted, words):
                wrong.append(claim.id)
    assert wrong == []


@needs(ground.DOCUMENTS)
def test_a_paper_in_a_list_of_papers_is_quoted_with_its_title(
    shipped: Corpus, documents: dict[str, str]
) -> None:
    listed = [
        claim for found in shipped.events for claim in found.claims if claim.locator.startswith("list of")
    ]

    assert listed
    for claim in listed:
        quoted = documents[claim.source][claim.start : claim.end]
        assert quoted.startswith("[ADRN Working Paper] Vertical Accountability in Asia"), claim.id


def runs_of_words(text: str) -> Iterator[str]:
    words = [match.group().lower() for match in re.finditer(r"[^\W_]+(?:['’][^\W_]+)?", text)]
    return (" ".join(words[at : at + 8]) for at in range(len(words) - 7))


@needs(ground.DOCUMENTS)
def test_no_eight_words_in_a_row_are_a_documents_but_titles_and_names(
    shipped: Corpus, documents: dict[str, str]
) -> None:
    known = {run for text in documents.values() for run in runs_of_words(text)}
    titles = [text for source in shipped.sources for text in (source.title, source.affiliation)]
    names = [name for found in shipped.agreements for name in (found.name, *found.names.get("en", ()))]
    allowed = {run for text in (*titles, *names) for run in runs_of_words(text)}

    for path in SEEDS.rglob("*"):
        if path.suffix in (".yaml", ".md"):
            assert set(runs_of_words(path.read_text("utf-8"))) & known - allowed == set(), path.name


@pytest.fixture(scope="module")
def rows() -> dict[str, Any]:
    lines = ROWS.read_text("utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


@needs(ROWS)
def test_every_reference_row_is_used_or_left_out_with_a_reason(rows: dict[str, Any]) -> None:
    decided = yaml.load((SEEDS / "reference" / "claims.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506

    assert {decision["row"] for decision in decided} == set(rows)


@needs(ROWS)
def test_every_reference_claim_has_its_rows_date_confidence_and_citation(
    shipped: Corpus, rows: dict[str, Any]
) -> None:
    sources = {source.id: source for source in shipped.sources}
    for found in shipped.events:
        for claim in found.claims:
            if claim.pack == REFERENCE:
                row, source = rows[claim.id.partition("#")[2]], sources[claim.source]
                assert (claim.date, claim.confidence) == (row["date"], row["confidence"]), claim.id
                assert (source.url, source.grade) == (row["citation"]["url"] or "", row["grade"]), claim.id
