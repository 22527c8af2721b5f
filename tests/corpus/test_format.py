"""The seeds' files: what they may hold, and every fault named by file, line and key."""

# ruff: noqa: E501 - a fault and what is said of it stand on one line

from __future__ import annotations

from pathlib import Path

import pytest

from bot.corpus.digest import digest_of
from bot.corpus.entries import Problem, SeedError
from bot.corpus.reader import Corpus, read_corpus
from bot.domain.entities import DOCUMENTS, REFERENCE, Agreement, Event

FILES = {
    "parties.yaml": "- id: JP\n  name: Japan\n  names:\n    ja: [日本]\n- id: KR\n  name: South Korea\n",
    "themes.yaml": "- id: intelligence\n  name: Intelligence\n",
    "agreements.yaml": """\
- id: gsomia
  name: General Security of Military Information Agreement
  short: GSOMIA
  type: agreement
  parties: [JP, KR]
  names:
    ko: [지소미아]
  themes: [intelligence]
  unlike: [acsa]
- id: acsa
  name: Acquisition and Cross-Servicing Agreement
  type: agreement
""",
    "sources.yaml": f"""\
- id: paper
  title: A paper
  label: Somebody, paper
  date: 2017
  date_basis: inferred
  sha256: {"0" * 64}
  file: paper.txt
""",
    "events/2012.yaml": """\
- id: signing-called-off
  number: 57
  title: Signing called off
  kind: policy
  parties: [KR, JP]
  steps: [gsomia signing_cancelled]
  themes: [intelligence]
  weight: 3
  claims:
    - source: paper
      date: 2012-06
      words: June 2012
      span: 100-180
      words_span: 120-129
      at: §2
""",
    "reference/hosts.yaml": "- host: yna.co.kr\n  of: Yonhap\n",
    "reference/agreements.yaml": """\
- id: tscf
  name: Trilateral Security Cooperation Framework
  type: memorandum
  unlike: [gsomia]
""",
    "reference/sources.yaml": """\
- id: yonhap
  title: Report
  label: Yonhap
  publisher: Yonhap
  date: 2012-06-29
  url: https://en.yna.co.kr/view/1
  grade: original
- id: blog
  title: Post
  label: A blog
  publisher: A blog
  url: https://notyna.co.kr/1
  grade: aggregator
""",
    "reference/claims.yaml": """\
- row: ref-1
  use: signing-called-off
  source: yonhap
  date: 2012-06-29
  place: Tokyo
  elsewhere: [2012-06-28 Honolulu]
  confidence: confirmed
- row: ref-2
  new:
    id: framework-signed
    number: 500
    title: Framework signed
    kind: agreement
    steps: [tscf signed]
  source: blog
  date: 2024-07-28
  confidence: confirmed
- row: ref-3
  leave_out: says nothing
""",
}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def edit(seeds: Path, file: str, old: str, new: str) -> None:
    text = (seeds / file).read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    (seeds / file).write_text(text.replace(old, new), "utf-8")


def problems_of(seeds: Path) -> tuple[Problem, ...]:
    with pytest.raises(SeedError) as raised:
        read_corpus(seeds)
    return raised.value.problems


def event(corpus: Corpus, id_: str) -> Event:
    return next(found for found in corpus.events if found.id == id_)


def agreement(corpus: Corpus, id_: str) -> Agreement:
    return next(found for found in corpus.agreements if found.id == id_)


def test_a_claims_id_follows_from_event_source_and_start(seeds: Path) -> None:
    claims = event(read_corpus(seeds), "signing-called-off").claims

    assert [claim.id for claim in claims] == ["signing-called-off#paper@100", "signing-called-off#ref-1"]


def test_a_reference_row_joins_the_documents_claims_and_says_its_pack_and_grade(seeds: Path) -> None:
    document, reference = event(read_corpus(seeds), "signing-called-off").claims

    assert (document.pack, document.date, document.words) == (DOCUMENTS, "2012-06", "June 2012")
    assert (reference.pack, reference.grade, reference.date) == (REFERENCE, "original", "2012-06-29")
    assert (reference.elsewhere[0].date, reference.elsewhere[0].place) == ("2012-06-28", "Honolulu")


def test_without_the_pack_nothing_of_it_is_left(seeds: Path) -> None:
    corpus = read_corpus(seeds, reference=False)

    assert [found.id for found in corpus.events] == ["signing-called-off"]
    assert len(corpus.events[0].claims) == 1
    assert [found.id for found in corpus.sources] == ["paper"]
    assert [found.id for found in corpus.agreements] == ["gsomia", "acsa"]


@pytest.mark.parametrize(
    ("date", "words", "accepted"),
    [
        ("2012-06-29", "2012年6月29日", True),
        ("2012-06-29", "2012년 6월 29일", True),
        ("2012-06-29", "29.6.2012", True),
        ("2012-06-29", "2012年6月", False),
        ("2012-06", "2012年6月", True),
        ("2012-06", "2012-06", True),
        ("2012-06", "06/2012", True),
        ("2012-06", "2012-16", False),
        ("199X", "1990年代", True),
        ("1990", "1990年代", False),
    ],
)
def test_date_words_may_be_japanese_korean_or_numbers(
    seeds: Path, date: str, words: str, accepted: bool
) -> None:
    file = seeds / "events" / "2012.yaml"
    told = file.read_text("utf-8").replace("date: 2012-06", f"date: {date}", 1)
    file.write_text(told.replace("words: June 2012", f"words: {words}"), "utf-8")
    if accepted:
        assert read_corpus(seeds).events[0].claims[0].date == date
    else:
        with pytest.raises(SeedError, match="finer than the words"):
            read_corpus(seeds)


def test_look_alikes_hold_both_ways(seeds: Path) -> None:
    corpus = read_corpus(seeds)

    assert agreement(corpus, "gsomia").unlike == ("acsa", "tscf")
    assert agreement(corpus, "acsa").unlike == ("gsomia",)


def test_only_addresses_at_reviewed_hosts_may_be_links(seeds: Path) -> None:
    reviewed = {source.id: source.reviewed for source in read_corpus(seeds).sources}

    assert reviewed == {"paper": False, "yonhap": True, "blog": False}


def test_the_digest_changes_with_the_files_and_the_pack_and_parses_nothing(seeds: Path) -> None:
    before, without = digest_of(seeds), digest_of(seeds, reference=False)
    (seeds / "reference" / "claims.yaml").write_text("{ broken", "utf-8")

    assert read_corpus(seeds, reference=False).digest == without
    assert len({before, without, digest_of(seeds)}) == 3
    assert digest_of(seeds, reference=False) == without


FAULTS = {
    "events/2012.yaml": (
        ("an unknown key", "  weight: 3", "  wieght: 3", 8, "wieght", "perhaps “weight”"),
        ("a key twice", "  weight: 3", "  kind: war\n  weight: 3", 4, "kind", "twice"),
        ("no title", "  title: Signing called off\n", "", 1, "title", "is missing"),
        ("a long title", "Signing called off", "x" * 71, 3, "title", "71 characters"),
        ("an unknown kind", "kind: policy", "kind: polic", 4, "kind", "perhaps “policy”"),
        ("an unknown party", "[KR, JP]", "[KR, JPN]", 5, "parties", "perhaps “JP”"),
        ("a party twice", "[KR, JP]", "[KR, KR]", 5, "parties", "twice"),
        ("an unknown agreement", "[gsomia s", "[gsomai s", 6, "steps", "perhaps “gsomia”"),
        ("an unknown action", "signing_cancelled", "singed", 6, "steps", "perhaps “signed”"),
        ("an unknown theme", "[intelligence]", "[inteligence]", 7, "themes", "perhaps “intelligence”"),
        ("a weight out of range", "weight: 3", "weight: 4", 8, "weight", "from 1 to 3"),
        ("a number too long to be read", "number: 57", f"number: {'5' * 5000}", 2, "number", "from 1 to 499"),
        ("a date too long to be read", "date: 2012-06", f"date: Y{'5' * 5000}", 11, "claims[0].date", "“Y555"),
        ("a span too long to be read", "100-180", f"100-{'1' * 5000}", 13, "claims[0].span", "two numbers"),
        ("a number of the pack", "number: 57", "number: 500", 2, "number", "from 1 to 499"),
        ("an id that is no slug", "id: signing-c", "id: Signing-c", 1, "id", "lower-case"),
        ("an unknown source", "source: paper", "source: papre", 10, "claims[0].source", "perhaps “paper”"),
        ("an impossible date", "date: 2012-06", "date: 2012-13", 11, "claims[0].date", "month"),
        ("a date finer than its words", "date: 2012-06", "date: 2012-06-29", 11, "claims[0].date", "finer than the words"),
        ("more than date words", "words: June 2012", "words: a b c d e f g h", 12, "claims[0].words", "8 words"),
        ("a span backwards", "100-180", "180-100", 13, "claims[0].span", "not before"),
        ("a span without numbers", "100-180", "100 to 180", 13, "claims[0].span", "two numbers"),
        ("date words outside", "120-129", "20-29", 14, "claims[0].words_span", "not inside"),
        ("no locator", "      at: §2\n", "", 10, "claims[0].at", "is missing"),
        ("a list for a text", "title: Signing called off", "title: [a]", 3, "title", "must be text"),
        ("a text for a list", "parties: [KR, JP]", "parties: KR", 5, "parties", "must be a list"),
    ),
    "agreements.yaml": (
        ("an unknown type", "  type: agreement\n  parties", "  type: treaties\n  parties", 4, "type", "perhaps “treaty”"),
        ("an unknown language", "    ko:", "    kr:", 7, "names.kr", "known here: en, ja, ko"),
        ("an unknown look-alike", "[acsa]", "[acsaa]", 9, "unlike", "perhaps “acsa”"),
        ("itself as look-alike", "[acsa]", "[gsomia]", 9, "unlike", "itself"),
        ("another's name", "name: Acquisition and", "name: ＧＳＯＭＩＡ # ", 11, "name", "belongs to gsomia"),
        ("another's id", "id: acsa", "id: gsomia", 10, "id", "agreements.yaml, line 1"),
    ),
    "sources.yaml": (
        ("a date of no basis", "basis: inferred", "basis: absent", 4, "date", "absent"),
        ("a basis of no date", "  date: 2017\n", "", 1, "date", "inferred"),
        ("a short sha256", "00000000\n", "\n", 6, "sha256", "64 digits"),
    ),
    "reference/claims.yaml": (
        ("a day that is not", "  date: 2012-06-29\n", "  date: 2012-06-31\n", 4, "date", "30 days"),
        ("an unknown event", "use: signing-c", "use: sining-c", 2, "use", "perhaps “signing-called-off”"),
        ("a row in two forms", "  leave_out", "  use: x\n  leave_out", 18, "row", "exactly one"),
        ("a row twice", "row: ref-3", "row: ref-1", 18, "row", "claims.yaml, line 1"),
        ("a number of the documents", "number: 500", "number: 7", 11, "new.number", "from 500"),
        ("no confidence", "Honolulu]\n  confidence: confirmed", "Honolulu]", 1, "confidence", "is missing"),
        ("a day without a place", "[2012-06-28 Honolulu]", "[2012-06-28]", 6, "elsewhere", "no place"),
    ),
    "reference/sources.yaml": (
        ("an unknown grade", "grade: aggregator", "grade: agregator", 13, "grade", "perhaps “aggregator”"),
        ("an address of no host", "//notyna", "//[notyna", 12, "url", "is no address"),
        ("a date of no basis", "grade: original", "date_basis: absent\n  grade: original", 5, "date", "absent"),
        ("a basis of no date", "label: A blog", "date_basis: stated\n  label: A blog", 8, "date", "stated"),
        ("no address", "  url: https://notyna.co.kr/1\n", "", 8, "url", "is missing"),
    ),
    "themes.yaml": (
        ("no list", "- id: intelligence\n  name", "id: intelligence\nname", 1, "file", "one list"),
        ("no YAML", "name: Intelligence", "name: [Intelligence", 3, "YAML", "cannot be read"),
        ("a colon in a text", "name: Intelligence", "name: Intelligence: all", 2, "YAML", "needs quotes"),
    ),
}  # fmt: skip
"""What is wrong, by file: its name, words replaced, what stands there instead; then line, key and what is said of it."""


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "key", "says"),
    [pytest.param(file, *fault, id=name) for file, faults in FAULTS.items() for name, *fault in faults],
)
def test_a_fault_is_named_by_file_line_and_key(
    seeds: Path, file: str, old: str, new: str, line: int, key: str, says: str
) -> None:
    edit(seeds, file, old, new)

    problems = problems_of(seeds)

    assert any((p.file, p.line, p.key) == (file, line, key) and says in p.message for p in problems), problems


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("events/2012.yaml", "      span: 100-180\n", "", "claims[0].span"),
        ("sources.yaml", "date: 2017", "date: 20170", "date"),
        ("reference/claims.yaml", "use: signing-called-off", "use:", "use"),
        ("reference/claims.yaml", "    id: framework-signed\n", "", "new.id"),
    ],
    ids=["no span", "an impossible date of a source", "a row about nothing", "an event without an id"],
)
def test_a_fault_is_told_without_faults_that_only_follow_from_it(
    seeds: Path, file: str, old: str, new: str, key: str
) -> None:
    edit(seeds, file, old, new)

    assert [(problem.file, problem.key) for problem in problems_of(seeds)] == [(file, key)]


def test_all_faults_are_named_at_once_in_order_of_file_and_line(seeds: Path) -> None:
    edit(seeds, "events/2012.yaml", "weight: 3", "weight: heavy")
    edit(seeds, "events/2012.yaml", "kind: policy", "kind: x")
    edit(seeds, "agreements.yaml", "short: GSOMIA", "shrot: GSOMIA")

    assert [(problem.file, problem.line) for problem in problems_of(seeds)] == [
        ("agreements.yaml", 3), ("events/2012.yaml", 4), ("events/2012.yaml", 8),
    ]  # fmt: skip


def test_a_missing_file_and_one_that_is_not_utf8_are_named(seeds: Path) -> None:
    (seeds / "themes.yaml").unlink()
    (seeds / "parties.yaml").write_bytes(b"- id: JP\n  name: \xff\n")

    named = {(problem.file, problem.key) for problem in problems_of(seeds)}

    assert {("themes.yaml", "file"), ("parties.yaml", "file")} <= named


def test_an_event_without_a_claim_is_refused(seeds: Path) -> None:
    text = FILES["events/2012.yaml"]
    (seeds / "events" / "2012.yaml").write_text(text[: text.index("  claims:")], "utf-8")
    edit(seeds, "reference/claims.yaml", "  use: signing-called-off", "  use: framework-signed")

    assert ("events/2012.yaml", 1, "claims") in {(p.file, p.line, p.key) for p in problems_of(seeds)}


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2012-06-29", "June 2012"),
        ("2012-06", "in 2012"),
        ("1998-10/2003-12", "between 1998 and 2003"),
        ("1992", "early 1990s"),
        ("1975", "20th century"),
    ],
)
def test_a_date_may_not_be_finer_than_its_words(seeds: Path, date: str, words: str) -> None:
    edit(seeds, "events/2012.yaml", "date: 2012-06", f"date: {date}")
    edit(seeds, "events/2012.yaml", "words: June 2012", f"words: {words}")

    assert any("finer" in problem.message for problem in problems_of(seeds))


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2012-06-29", "June 29, 2012"),
        ("2012-06-29", "29 June 2012"),
        ("2025-02-24", "2025-02-24"),
        ("2016-06/2016-07", "June-July 2016"),
        ("2016-01/2016-04", "the beginning of 2016"),
        ("2016-07/2016-12", "the second half of 2016"),
        ("2016-07/2016-09", "Q3 2016"),
        ("2007/2009", "late 2000s"),
        ("2010/..", "since 2010"),
        ("2016-11?", "last November"),
        ("2016-01-07", "the following day"),
    ],
)
def test_a_date_as_fine_as_its_words_is_taken(seeds: Path, date: str, words: str) -> None:
    edit(seeds, "events/2012.yaml", "date: 2012-06", f"date: {date}")
    edit(seeds, "events/2012.yaml", "words: June 2012", f"words: {words}")

    assert event(read_corpus(seeds), "signing-called-off").claims[0].date == date
