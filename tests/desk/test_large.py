"""A long PDF holds nobody up, in short form; ``large`` is the long one, with the times.

The memory is measured there alone: a process starts with the peak of the one that started it, here pytest.
"""

from __future__ import annotations

from pathlib import Path

from tests.desk.large import read_while_asked


async def test_people_are_answered_while_a_long_paper_is_read(record_file: Path) -> None:
    found = await read_while_asked(record_file, pages=12)

    assert found.answer.paper.found == 12 * 34
    assert found.answer.pages == 12
    assert len(found.answers) > 1
    assert found.told >= 12
