"""A process that is killed while it imports or reviews loses nothing; ``crash`` has the long form."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.desk.crash import STATEMENTS, Broken, Left, crashes, look, work


def test_no_statement_is_lost_or_doubled_by_a_crash(record_file: Path) -> None:
    found = crashes(record_file, 2, random.Random(1))

    assert found[-1] == Left(STATEMENTS, STATEMENTS)


@pytest.fixture(scope="module")
def worked(loaded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A record in which a paper was gone through, and what was acknowledged."""
    path = Path(shutil.copy(loaded_file, tmp_path_factory.mktemp("worked") / "desk.db"))
    acknowledged: list[str] = []
    asyncio.run(work(path, acknowledged.append))
    asyncio.run(look(path, acknowledged[1:]))
    return path, acknowledged[1:]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM candidates WHERE number = 1", "15 statements"),
        ("DELETE FROM documents", "the paper is lost"),
        ("UPDATE candidates SET state = 'rejected' WHERE state = 'accepted'", "says rejected"),
        ("UPDATE candidates SET turn = turn + 1 WHERE state = 'rejected'", "says rejected in turn 1"),
    ],
)
def test_the_look_after_a_crash_finds_what_is_wrong(
    worked: tuple[Path, list[str]], tmp_path: Path, damage: str, told: str
) -> None:
    path = Path(shutil.copy(worked[0], tmp_path / "desk.db"))
    connection = sqlite3.connect(path)
    connection.execute(damage)
    connection.commit()
    connection.close()

    with pytest.raises(Broken, match=told):
        asyncio.run(look(path, worked[1]))
