"""Every command alike: its help, its exit codes, and what it says where it cannot do what it should."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from bot.app import App
from bot.cli import cli
from bot.cli.failures import FAILURES
from bot.clock import Clock
from storage.log import Append
from storage.rows import NewRecord
from tests.cli.support import call, files
from tests.ground import ROOT

NEW = NewRecord("1", "1", "corpus", "note/1", "Noted", b"{}", "test")
QUIET = (["verify"], ["export", "events"], ["backup", "b.db"])


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


def test_running_without_a_token_is_a_configuration_error_that_says_what_to_do(folder: Path) -> None:
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


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("number: 2", "number: 3", "is 2 in the record, and a number never changes"),
        ("id: signed", "id: concluded", "belongs to signed in the record, and is never used again"),
    ],
)
def test_numbers_that_the_record_has_stay_what_they_are(
    record: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    path = record.parent / "seeds" / "events" / "one.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setenv("DISCORD_TOKEN", "a-token")
    run, checked = call("run"), call("check")
    assert (run.exit_code, checked.exit_code) == (65, 65)
    assert f": number: {said}" in run.stderr
    assert f": number: {said}" in checked.stdout


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


async def test_a_running_bot_is_not_disturbed_and_what_would_disturb_it_is_refused(folder: Path) -> None:
    async with App(folder / "aide-memoire.db", Clock()) as app:
        await app.load_seeds(folder / "seeds", reference=False)
        codes = [start(*words, folder=folder).returncode for words in QUIET]
        refused = start("rebuild", folder=folder)
        await app.log.append(Append((NEW,)))
    assert codes == [0] * len(QUIET)
    assert refused.returncode == 75
    assert b"in use by process" in refused.stderr


def test_the_option_config_behind_the_command_is_refused_with_its_right_place(record: Path) -> None:
    result = call("status", "--config", "config.toml")
    assert result.exit_code == 2
    assert "It comes before the command: aide-memoire --config FILE" in result.stderr


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
