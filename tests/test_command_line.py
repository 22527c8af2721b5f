"""The command line: exit codes and messages of what goes wrong, the operator's tasks on a small record."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from bot.app import App
from bot.cli import cli
from bot.cli.failures import FAILURES
from bot.clock import Clock
from bot.domain.entities import Claim, Event
from bot.services.posting import RUNNING, Running
from bot.services.posting.port import Health
from storage.database import Database
from storage.deliveries import Block, Deliveries, Delivery, DeliveryState, Due
from storage.log import Append
from storage.rows import NewRecord
from storage.settings import Settings
from tests.changing import Changes

LONG_AGO, FAR = datetime(2020, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC)

ROOT = Path(__file__).parent.parent
SEEDS = {
    "sources.yaml": f"""
- id: paper
  title: A paper
  label: Author, paper
  date: 2017
  date_basis: inferred
  sha256: {"ab" * 32}
  file: paper.txt
""",
    "agreements.yaml": """
- id: gsomia
  name: General Security of Military Information Agreement
  short: GSOMIA
  type: agreement
  parties: [JP, KR]
- id: acsa
  name: Acquisition and Cross-Servicing Agreement
  short: ACSA
  type: agreement
  parties: [JP, KR]
""",
    "parties.yaml": """
- id: JP
  name: Japan
- id: KR
  name: South Korea
""",
    "themes.yaml": "",
    "events/one.yaml": """
- id: signing-off
  number: 1
  title: Signing called off
  kind: policy
  parties: [KR, JP]
  steps: [gsomia signing_cancelled, acsa signing_cancelled]
  claims:
    - source: paper
      date: 2012-06
      words: June 2012
      span: 10-90
      words_span: 20-29
      at: §1
- id: signed
  number: 2
  title: =Signed
  kind: agreement
  parties: [JP, KR]
  steps: [gsomia signed]
  claims:
    - source: paper
      date: 2016-11
      words: November 2016
      span: 100-190
      words_span: 120-133
      at: §2
""",
}
NEW = NewRecord("1", "1", "corpus", "note/1", "Noted", b"{}", "test")
QUIET = (["verify"], ["export", "events"], ["backup", "b.db"])
VIEWS_DUE = "INSERT INTO meta (key, value) VALUES ('views', 'due')"
CONFIG = '[corpus]\nseeds = "seeds"\nreference_pack = false\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with a corpus of two events, a configuration and no token."""
    for name, text in SEEDS.items():
        (tmp_path / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "seeds" / name).write_text(text, encoding="utf-8")
    (tmp_path / "config.toml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "AIDE_MEMOIRE_DATA"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def record(folder: Path) -> Path:
    """The database of that folder, with its corpus loaded."""

    async def load() -> None:
        async with App(folder / "aide-memoire.db", Clock()) as app:
            await app.load_seeds(folder / "seeds", reference=False)

    asyncio.run(load())
    return folder / "aide-memoire.db"


def call(*words: str) -> Result:
    return CliRunner().invoke(cli, words, prog_name="aide-memoire")


def rows(*words: str) -> list[dict[str, Any]]:
    result = call("export", *words)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", [(), *((name,) for name in cli.commands)])
def test_every_command_has_a_help_with_a_first_line_and_more(command: tuple[str, ...]) -> None:
    result = call(*command, "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 6


@pytest.mark.parametrize("name", cli.commands)
def test_the_first_line_of_a_help_is_not_cut_off_in_the_overview(name: str) -> None:
    assert not cli.commands[name].get_short_help_str(60).endswith("...")


@pytest.mark.parametrize("name", FAILURES)
def test_every_error_with_an_exit_code_exists_under_its_name(name: str) -> None:
    module, _, kind = name.rpartition(".")
    found = getattr(import_module(module), kind)
    assert issubclass(found, Exception)
    assert (found.__module__, found.__qualname__) == (module, kind)


def test_to_run_without_a_token_is_a_fault_of_the_configuration_that_says_what_to_do(folder: Path) -> None:
    result = call("run")
    assert result.exit_code == 78
    assert "DISCORD_TOKEN_FILE" in result.stderr
    assert "aide-memoire demo" in result.stderr


@pytest.mark.parametrize(
    "command", ["run", "demo", "status", "verify", "rebuild", "export", "backup", "restore"]
)
def test_a_broken_configuration_ends_every_command_with_78_and_writes_nothing(
    folder: Path, command: str
) -> None:
    (folder / "config.toml").write_text("[log]\nlevle = 1\n")
    before = files(folder)
    words = {"export": ["events"], "backup": ["b.db"], "restore": ["config.toml"]}.get(command, [])
    result = call(command, *words)
    assert (result.exit_code, result.stdout) == (78, "")
    assert "log.levle is not a key; did you mean log.level?" in result.stderr
    assert files(folder) == before


def test_broken_seeds_end_with_65_and_are_listed_with_file_line_and_key(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "seeds" / "parties.yaml").write_text("- id: JP\n  nmae: Japan\n")
    monkeypatch.setenv("DISCORD_TOKEN", "a-token")
    before = files(folder)
    result = call("run")
    assert result.exit_code == 65
    assert "parties.yaml:2: nmae: " in result.stderr
    assert files(folder) == before


@pytest.mark.parametrize("command", ["run", "status", "verify", "rebuild", "export"])
def test_a_file_that_is_no_database_ends_with_65_and_stays_as_it_is(
    folder: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "aide-memoire.db").write_bytes(b"a letter")
    monkeypatch.setenv("DISCORD_TOKEN", "a-token")
    result = call(command, *(["events"] if command == "export" else []))
    assert result.exit_code == 65
    assert "not an SQLite file" in result.stderr
    assert (folder / "aide-memoire.db").read_bytes() == b"a letter"


@pytest.mark.parametrize("command", ["status", "verify", "rebuild"])
def test_where_there_is_no_database_none_is_made(folder: Path, command: str) -> None:
    result = call(command)
    assert result.exit_code == 65
    assert "does not exist" in result.stderr
    assert "aide-memoire.db" not in files(folder)


@pytest.mark.parametrize(
    "words",
    [
        ("\udc80",),
        ("\x1b[31m",),
        ("--config", "\x00", "status"),
        ("--config", "\udc80", "status"),
        ("--config", "", "status"),
        ("--config", "x" * 5000, "status"),
        ("export", "\udc80"),
        ("export", "events", "--as-of", "\udc80\x1b"),
        ("export", "events", "--as-of", "x" * 5000),
        ("export", "events", "--known-on", "\udc80"),
        ("verify", "--head", "\udc80\x1b"),
        ("verify", "--head", "1" * 5000 + ":ab"),
        ("demo", "--today", "\udc80"),
        ("demo", "--data", "\x00"),
        ("backup", "\x1b"),
        ("restore", "\x00"),
    ],
)
def test_no_argument_however_odd_crashes_it(folder: Path, words: tuple[str, ...]) -> None:
    result = call(*words)
    assert result.exit_code in (2, 65, 78)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "\x1b" not in result.output


def test_an_export_of_claims_can_be_matched_by_document_and_span(folder: Path) -> None:
    assert rows("claims")[0] | {"claim_id": ..., "since_position": ...} == {
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
    lines = rows(what)
    listed = json.loads(call("export", what, "--format", "json").stdout)
    table = list(csv.DictReader(io.StringIO(call("export", what, "--format", "csv").stdout)))
    assert listed == lines
    assert lines
    assert [list(row) for row in table] == [list(row) for row in lines]


def test_a_table_joins_lists_and_runs_no_formula(folder: Path) -> None:
    first, second = csv.DictReader(io.StringIO(call("export", "events", "--format", "csv").stdout))
    assert first["agreement"] == "gsomia;acsa"
    assert second["title"] == "'=Signed"


def test_an_export_without_a_database_reads_the_seeds_and_keeps_nothing(folder: Path) -> None:
    before = files(folder)
    assert [row["event_id"] for row in rows("events")] == ["signing-off", "signed"]
    assert files(folder) == before


def test_an_export_as_of_a_date_has_what_may_have_begun_by_its_end(folder: Path) -> None:
    assert [row["event_id"] for row in rows("events", "--as-of", "June 2012")] == ["signing-off"]
    assert [row["event_id"] for row in rows("events", "--as-of", "2016")] == ["signing-off", "signed"]
    assert rows("events", "--as-of", "2012-05-31") == []


def test_agreements_are_exported_with_their_status_on_a_date(folder: Path) -> None:
    then = {row["agreement"]: row for row in rows("agreements", "--as-of", "2013-01-01")}
    now = {row["agreement"]: row for row in rows("agreements")}
    assert then["gsomia"]["condition"] == ["signing_cancelled"]
    assert now["gsomia"]["standing"] == ["signed"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--as-of", "03/04/2012"), "more than one way"),
        (("--as-of", "since 2010"), "needs a date with an end"),
        (("--as-of", "smarch"), "--as-of"),
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


def test_what_a_server_has_changed_is_not_to_be_had_without_a_database(folder: Path) -> None:
    result = call("export", "events", "--guild", "1")
    assert result.exit_code == 65
    assert "does not exist" in result.stderr


async def test_a_running_bot_is_not_disturbed_and_what_would_disturb_it_is_refused(folder: Path) -> None:
    async with App(folder / "aide-memoire.db", Clock()) as app:
        await app.load_seeds(folder / "seeds", reference=False)
        codes = [start(*words, folder=folder).returncode for words in QUIET]
        refused = start("rebuild", folder=folder)
        await app.log.append(Append((NEW,)))
    assert codes == [0] * len(QUIET)
    assert refused.returncode == 75
    assert b"in use by process" in refused.stderr


def test_views_that_are_not_made_yet_are_not_taken_for_an_empty_record(record: Path) -> None:
    execute(record, VIEWS_DUE)
    refused = [call(*words) for words in (("export", "events"), ("due", "--on", "2026-12-28"), ("status",))]
    whole = [call(*words).exit_code for words in (("verify",), ("backup", "copy.db"), ("rebuild",))]

    assert [(one.exit_code, one.stdout) for one in refused] == [(75, "")] * 3
    assert all("try again in a minute" in one.stderr for one in refused)
    assert whole == [0, 0, 0]
    assert call("export", "events").stdout


def test_status_tells_what_the_record_holds(record: Path) -> None:
    result = call("status")
    assert result.exit_code == 0
    assert "2 events, 2 agreements, 1 source, 2 parties" in result.stdout
    assert "as they are now" in result.stdout


def test_status_tells_what_became_of_notes_and_whether_the_bot_runs(record: Path) -> None:
    def row(number: int, state: DeliveryState, why: str = "") -> Delivery:
        day = Delivery(f"{number}", "guild:1", "10", number, state, why, 10, LONG_AGO, LONG_AGO, LONG_AGO)
        return replace(day, message=number)

    async def post(running: Running) -> None:
        async with await Database.open(record) as database:
            ledger = Deliveries(database)
            await ledger.record([row(1, "sent"), row(2, "sent"), row(3, "claimed")], None)
            await ledger.record([row(4, "skipped", "grace"), row(5, "skipped", "paused")], None)
            await ledger.record([row(6, "failed", "permission:send_messages")], None)
            await ledger.set_due([Due("guild:1", "10", 7, LONG_AGO), Due("guild:1", "11", 7, FAR)])
            await ledger.block(Block("guild:1", "10", "permission:send_messages", LONG_AGO, LONG_AGO))
            await Settings(database).set(RUNNING, msgspec.json.encode(running).decode())

    assert "running      never yet" in call("status").stdout
    asyncio.run(post(Running(LONG_AGO, Health(2, 2, 7))))
    stopped = call("status").stdout
    asyncio.run(post(Running(FAR, Health(1, 2, 7))))
    there = call("status").stdout

    assert "notes        2 sent, 2 waiting, 2 skipped (grace 1, paused 1), 1 failed" in stopped
    assert "1 failed (permission:send_messages 1), 0 unknown\n" in stopped
    assert "channels     2 with notes, 1 of them resting\n" in stopped
    assert "corrections  0 waiting\n" in stopped
    assert "running      no; last seen 2020-01-01 00:00:00 UTC\n" in stopped
    assert "running      yes; 1 of 2 shards connected, 7 invalid requests in the last ten minutes\n" in there


def test_status_tells_that_the_seeds_have_changed(record: Path) -> None:
    (record.parent / "seeds" / "themes.yaml").write_text("- id: one\n  name: One\n")
    assert "the next start loads what changed" in call("status").stdout


def test_verify_ends_with_a_head_that_verify_takes(record: Path) -> None:
    head = call("verify").stdout.splitlines()[-1]
    assert call("verify", "--head", head).exit_code == 0


def execute(record: Path, *statements: str) -> None:
    """What somebody does to the file past the program."""
    with closing(sqlite3.connect(record)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def alter(record: Path) -> None:
    """Alters the fourth record."""
    altered = "UPDATE records SET actor = 'somebody else' WHERE position = 4"
    execute(record, "DROP TRIGGER records_unaltered", altered)


def test_verify_names_the_position_of_an_altered_record(record: Path) -> None:
    alter(record)
    result = call("verify")
    assert result.exit_code == 65
    assert "fails at position 4" in result.stderr


def test_a_backup_of_a_log_that_does_not_hold_is_told_and_not_counted_as_one(record: Path) -> None:
    alter(record)
    result = call("backup", "saved.db")
    assert result.exit_code == 65
    assert "fails at position 4" in result.stderr
    assert "none was made" in call("status").stdout


def test_a_restored_record_is_ready_even_if_its_backup_waited_for_its_views(record: Path) -> None:
    before = rows("claims")
    call("backup", "saved.db")
    execute(record.parent / "saved.db", VIEWS_DUE)
    assert call("restore", "saved.db").exit_code == 0
    assert rows("claims") == before


def test_a_backup_can_be_restored_and_what_was_there_is_kept(record: Path) -> None:
    before = rows("claims")
    saved = call("backup", "saved.db")
    record.write_bytes(b"a letter")
    restored = call("restore", "saved.db")
    assert (saved.exit_code, restored.exit_code) == (0, 0)
    assert rows("claims") == before
    assert b"a letter" in [file.read_bytes() for file in record.parent.glob("aide-memoire.db.replaced-*")]


def test_status_tells_of_the_last_backup_and_restore(record: Path) -> None:
    assert "none was made" in call("status").stdout
    call("backup", "saved.db")
    assert f"in {record.parent / 'saved.db'}" in call("status").stdout
    call("restore", "saved.db")
    assert "restored     never" not in call("status").stdout


def test_who_names_the_settings_behind_the_command_hears_where_they_belong(record: Path) -> None:
    result = call("status", "--config", "config.toml")
    assert result.exit_code == 2
    assert "It comes before the command: aide-memoire --config FILE" in result.stderr


def test_a_record_beside_which_nothing_can_be_noted_is_backed_up_all_the_same(record: Path) -> None:
    (record.parent / "aide-memoire.db.backup-note").mkdir()
    assert call("backup", "saved.db").exit_code == 0
    assert call("restore", "saved.db").exit_code == 0


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_the_record_is_no_backup_of_itself(record: Path, command: str) -> None:
    before = record.read_bytes()
    result = call(command, "./aide-memoire.db")
    assert result.exit_code == 2
    assert "the record itself" in result.stderr
    assert record.read_bytes() == before


def test_a_backup_that_is_not_there_is_a_file_that_cannot_be_read(record: Path) -> None:
    result = call("restore", "none.db")
    assert result.exit_code == 74
    assert "none.db" in result.stderr
    assert "run the bot once" not in result.stderr


def test_a_broken_backup_is_refused_and_the_record_stays(record: Path) -> None:
    call("backup", "saved.db")
    (record.parent / "saved.db").write_bytes((record.parent / "saved.db").read_bytes()[:20_000])
    before = rows("claims")
    assert call("restore", "saved.db").exit_code == 65
    assert rows("claims") == before


def test_a_backup_is_a_file_not_a_folder(record: Path) -> None:
    result = call("backup", ".")
    assert result.exit_code == 2
    assert "is a folder; name a file in it" in result.stderr


def test_a_backup_into_a_folder_that_is_not_there_names_it(record: Path) -> None:
    result = call("backup", "nowhere/saved.db")
    assert result.exit_code == 74
    assert "nowhere/saved.db" in result.stderr


def test_a_rebuild_leaves_the_same_answers(record: Path) -> None:
    before = rows("claims")
    assert call("rebuild").exit_code == 0
    assert rows("claims") == before


def test_an_export_can_be_as_the_record_once_stood(record: Path) -> None:
    positions = [row["since_position"] for row in rows("events")]
    assert [row["event_id"] for row in rows("events", "--known-on", str(positions[0]))] == ["signing-off"]
    assert len(rows("events", "--known-on", "9999-01-01")) == 2


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
    assert {row["event"] for row in rows("events", "--guild", "7")} == {"E-1", "E-2", "S-1"}
    assert {row["event"] for row in rows("events", "--guild", "8")} == {"E-1", "E-2"}


def start(
    *words: str, folder: Path, stdout: int = subprocess.PIPE, **environ: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )


def test_a_real_process_ends_with_the_code_and_without_a_traceback(folder: Path) -> None:
    done = start("run", folder=folder)
    assert done.returncode == 78
    assert done.stderr.startswith(b"aide-memoire: the configuration cannot be used.")


def test_a_reader_that_has_seen_enough_ends_a_real_process_without_a_word(folder: Path) -> None:
    text = folder / "text.txt"
    text.write_text("Signed on 3 May 1999. " * 100)
    reader, out = os.pipe()
    os.close(reader)
    try:
        done = start("extract", str(text), folder=folder, stdout=out)
    finally:
        os.close(out)
    assert (done.returncode, done.stderr) == (1, b"")


def test_bytes_that_are_no_text_are_refused_by_a_real_process_too(folder: Path) -> None:
    done = start(os.fsdecode(b"\xff\xfe"), folder=folder, PYTHONUTF8="1")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_the_help_loads_nothing_heavy(folder: Path) -> None:
    code = "import sys, bot.__main__; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"discord", "sqlite3", "yaml", "structlog", "asyncio"} & set(done.stdout.split()) <= {"asyncio"}
