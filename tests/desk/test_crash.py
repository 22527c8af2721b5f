"""A process that is killed while it imports or reviews loses nothing; ``crash`` has the long form."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from pathlib import Path

import pytest

from tests.desk.crash import STATEMENTS, Broken, Left, crashes, look, work


def test_no_statement_is_lost_or_doubled_by_a_crash(record_file: Path) -> None:
    found = crashes(record_file, 2, random.Random(1))

    assert found[-1] == Left(STATEMENTS, STATEMENTS)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM candidates WHERE number = 1", "15 statements"),
        ("DELETE FROM documents", "the paper is lost"),
        ("UPDATE candidates SET state = 'rejected' WHERE state = 'accepted'", "says rejected"),
    ],
)
def test_the_look_after_a_crash_finds_what_is_wrong(record_file: Path, damage: str, told: str) -> None:
    acknowledged: list[str] = []
    asyncio.run(work(record_file, acknowledged.append))
    asyncio.run(look(record_file, acknowledged[1:]))
    connection = sqlite3.connect(record_file)
    connection.execute(damage)
    connection.commit()
    connection.close()

    with pytest.raises(Broken, match=told):
        asyncio.run(look(record_file, acknowledged[1:]))
