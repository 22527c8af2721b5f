"""``aide-memoire export``: what it gives, as of which time, for whom, in which form."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from pathlib import Path

import pytest

from bot.app import App
from bot.clock import Clock
from bot.domain.entities import Claim, Event
from tests.changing import Changes
from tests.cli.support import call, exported, files


def test_an_export_of_claims_can_be_matched_by_document_and_span(folder: Path) -> None:
    assert exported("claims")[0] | {"claim_id": ..., "since_position": ...} == {
        "event_id": "signing-off",
        "title": "Signing called off",
        "event_date": "2012-06",
        "source_sha256": "ab" * 32,
        "start": 10,
        "end": 90,
        "claim_date": "2012-06",
        "date_words": "June 2012",
        "kind": "policy",
        "parties": ["KR", "JP"],
        "agreement": ["gsomia", "acsa"],
        "action": ["signing_cancelled", "signing_cancelled"],
        "claim_id": ...,
        "event": "E-1",
        "source": "paper",
        "pack": "documents",
        "grade": "original",
        "locator": "§1",
        "words_start": 20,
        "words_end": 29,
        "place": "",
        "elsewhere": [],
        "remark": "",
        "scope": "corpus",
        "since_position": ...,
    }


@pytest.mark.parametrize("what", ["events", "agreements", "claims", "sources"])
def test_the_three_formats_say_the_same(folder: Path, what: str) -> None:
    lines = exported(what)
    listed = json.loads(call("export", what, "--format", "json").stdout)
    table = list(csv.DictReader(io.StringIO(call("export", what, "--format", "csv").stdout)))
    assert listed == lines
    assert lines
    assert [list(row) for row in table] == [list(row) for row in lines]


def test_a_table_has_a_line_for_each_row_joins_lists_and_runs_no_formula(folder: Path) -> None:
    table = call("export", "events", "--format", "csv").stdout_bytes.decode()
    first, second = csv.DictReader(io.StringIO(table))
    assert (table.count("\n"), table.count("\r")) == (3, 0)
    assert first["agreement"] == "gsomia;acsa"
    assert second["title"] == "'=Signed"


def test_an_export_without_a_database_reads_the_seeds_and_keeps_nothing(folder: Path) -> None:
    before = files(folder)
    assert [row["event_id"] for row in exported("events")] == ["signing-off", "signed"]
    assert files(folder) == before


def test_an_export_as_of_a_date_has_what_may_have_begun_by_its_end(folder: Path) -> None:
    assert [row["event_id"] for row in exported("events", "--as-of", "June 2012")] == ["signing-off"]
    assert [row["event_id"] for row in exported("events", "--as-of", "2016")] == ["signing-off", "signed"]
    assert exported("events", "--as-of", "2012-05-31") == []


def test_agreements_are_exported_with_their_status_on_a_date(folder: Path) -> None:
    then = {row["agreement"]: row for row in exported("agreements", "--as-of", "2013-01-01")}
    now = {row["agreement"]: row for row in exported("agreements")}
    assert then["gsomia"]["condition"] == ["signing_cancelled"]
    assert now["gsomia"]["standing"] == ["signed"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--as-of", "03/04/2012"), "more than one way"),
        (("--as-of", "since 2010"), "needs a date with an end"),
        (("--as-of", "smarch"), "--as-of cannot be read as a date. March needs a year"),
        (("--as-of", "31 Feb 2012"), "February 2012 has 29 days; there is no 31"),
        (("--as-of", "9000"), "still ahead"),
        (("--guild", "x"), "not a valid integer"),
        (("--format", "xml"), "'jsonl', 'json', 'csv'"),
    ],
)
def test_a_wrong_word_in_an_export_is_named_with_what_would_be_right(
    folder: Path, words: tuple[str, ...], told: str
) -> None:
    result = call("export", "events", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_servers_changes_cannot_be_exported_without_a_database(folder: Path) -> None:
    result = call("export", "events", "--guild", "1")
    assert result.exit_code == 65
    assert "does not exist" in result.stderr


def test_an_export_can_be_as_the_record_once_stood(record: Path) -> None:
    positions = [row["since_position"] for row in exported("events")]
    assert [row["event_id"] for row in exported("events", "--known-on", str(positions[0]))] == ["signing-off"]
    assert len(exported("events", "--known-on", "9999-01-01")) == 2


@pytest.mark.parametrize(
    "typed", ["0", "99999999999999999999", "1900-01-01", "1900-01-01T09:00Z", "yesterday"]
)
def test_a_point_of_the_record_that_is_not_there_is_refused(record: Path, typed: str) -> None:
    result = call("export", "events", "--known-on", typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--known-on" in result.stderr


def test_a_server_s_own_events_are_in_its_export_alone(record: Path) -> None:
    async def add() -> None:
        async with App(record, Clock()) as app:
            claim = Claim(id="c", source="paper", date="2020")
            event = Event(id="", number=0, title="Ours", claims=(claim,))
            await Changes(app.log, app.views).add("guild:7", "event", event, actor="a", change="x")

    asyncio.run(add())
    assert {row["event"] for row in exported("events", "--guild", "7")} == {"E-1", "E-2", "S-1"}
    assert {row["event"] for row in exported("events", "--guild", "8")} == {"E-1", "E-2"}
