"""A killed process loses nothing that it acknowledged, in short form; ``crash`` has the long one."""

from __future__ import annotations

import asyncio
import random
import shutil
from pathlib import Path

import pytest

from tests.storage.crash import Broken, Round, change_of, crash, look
from tests.storage.support import damage

ROUNDS = 5


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Round]:
    """What a killed process left, and what it acknowledged."""
    path = tmp_path_factory.mktemp("crash") / "crash.db"
    return path, crash(path, 0, random.Random(1))


def test_what_was_acknowledged_before_a_crash_is_there_and_nothing_is_in_half(tmp_path: Path) -> None:
    chance = random.Random(20260101)
    path = tmp_path / "crash.db"
    rounds = [crash(path, number, chance) for number in range(ROUNDS)]
    assert all(0 < len(found.acknowledged) <= found.found for found in rounds)
    # The same file is written on after each crash.
    assert [found.records for found in rounds] == sorted({found.records for found in rounds})


@pytest.mark.parametrize(
    ("damaged", "told"),
    [
        ("DELETE FROM records WHERE position > 1", "lost"),
        (
            "DELETE FROM records WHERE position >= (SELECT max(position) FROM records WHERE change IN"
            " (SELECT change FROM records GROUP BY change HAVING count(*) > 1))",
            "there is only|lost",
        ),
        ("UPDATE records SET body = x'00' WHERE position = 2", "position 2"),
        ("UPDATE entries SET state = x'00' WHERE serial = (SELECT max(serial) FROM entries)", "rebuild"),
    ],
)
def test_the_look_after_a_crash_finds_what_is_wrong(
    crashed: tuple[Path, Round], tmp_path: Path, damaged: str, told: str
) -> None:
    left, found = crashed
    path = Path(shutil.copy(left, tmp_path / "crash.db"))
    asyncio.run(look(path, 0, found.acknowledged))
    damage(path, damaged)
    with pytest.raises(Broken, match=told):
        asyncio.run(look(path, 0, found.acknowledged))


def test_a_changes_records_follow_from_its_name() -> None:
    assert change_of("1-2-3") == change_of("1-2-3")
    assert {len(change_of(f"1-1-{n}")) for n in range(60)} == {1, 2, 3, 4, 5}
