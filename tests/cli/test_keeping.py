"""``verify``, ``backup``, ``restore`` and ``rebuild``: the record is kept whole, and told where it is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.support import call, exported

VIEWS_DUE = "INSERT INTO meta (key, value) VALUES ('views', 'due')"


def test_views_that_are_not_made_yet_are_not_taken_for_an_empty_record(record: Path) -> None:
    execute(record, VIEWS_DUE)
    refused = [call(*words) for words in (("export", "events"), ("due", "--on", "2026-12-28"), ("status",))]
    whole = [call(*words).exit_code for words in (("verify",), ("backup", "copy.db"), ("rebuild",))]

    assert [(one.exit_code, one.stdout) for one in refused] == [(75, "")] * 3
    assert all("try again in a minute" in one.stderr for one in refused)
    assert whole == [0, 0, 0]
    assert call("export", "events").stdout


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
    before = exported("claims")
    call("backup", "saved.db")
    execute(record.parent / "saved.db", VIEWS_DUE)
    assert call("restore", "saved.db").exit_code == 0
    assert exported("claims") == before


def test_a_backup_can_be_restored_and_what_was_there_is_kept(record: Path) -> None:
    before = exported("claims")
    saved = call("backup", "saved.db")
    record.write_bytes(b"a letter")
    restored = call("restore", "saved.db")
    assert (saved.exit_code, restored.exit_code) == (0, 0)
    assert exported("claims") == before
    assert b"a letter" in [file.read_bytes() for file in record.parent.glob("aide-memoire.db.replaced-*")]


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
    before = exported("claims")
    assert call("restore", "saved.db").exit_code == 65
    assert exported("claims") == before


def test_a_backup_is_a_file_not_a_folder(record: Path) -> None:
    result = call("backup", ".")
    assert result.exit_code == 2
    assert "is a folder; name a file in it" in result.stderr


def test_a_backup_into_a_folder_that_is_not_there_names_it(record: Path) -> None:
    result = call("backup", "nowhere/saved.db")
    assert result.exit_code == 74
    assert "nowhere/saved.db" in result.stderr


def test_a_rebuild_leaves_the_same_answers(record: Path) -> None:
    before = exported("claims")
    assert call("rebuild").exit_code == 0
    assert exported("claims") == before
