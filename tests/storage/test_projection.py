"""Rows as they are collected: the same whether they are still to be written or already in the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage import projection
from storage.database import open_writing
from storage.projection import ViewWriter
from storage.rows import CORPUS
from tests.storage.support import GUILD, OTHER_GUILD, empty_file, row


@pytest.fixture(params=["collected", "written at once"])
def file(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[sqlite3.Connection]:
    """An empty file, into which rows are written when many have come, or each at once."""
    if request.param == "written at once":
        monkeypatch.setattr(projection, "_FLUSH_AT", 1)
    with closing(open_writing(empty_file(tmp_path / "views.db"))) as connection:
        yield connection


@pytest.mark.parametrize("empty", [True, False])
def test_what_lies_over_an_entity_of_the_corpus_is_found(file: sqlite3.Connection, empty: bool) -> None:
    view = ViewWriter(file, empty=empty)
    view.put(CORPUS, row("a"), 1)
    view.put(OTHER_GUILD, row("a", overlay=b"[2]"), 2)
    view.put(GUILD, row("a", overlay=b"[3]"), 3)
    view.put(GUILD, row("b", 2), 4)

    assert [over.scope for over in view.overlays("event", "a")] == [GUILD, OTHER_GUILD]
    assert not view.overlays("event", "b")


def test_of_two_rows_of_one_position_the_last_alone_is_kept(file: sqlite3.Connection) -> None:
    view = ViewWriter(file)
    view.put(CORPUS, row("a", state=b"first"), 1)
    view.put(CORPUS, row("a", state=b"second"), 1)
    view.flush()

    assert file.execute("SELECT state, to_position FROM entries").fetchall() == [(b"second", None)]
