"""The morning of many servers in short: every note comes, status tells of it; not how fast that goes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.bench.figures import table
from tests.scale.morning import SHORT, Morning, morning
from tests.wire.runner import Watched


async def test_each_channel_gets_its_note_once_and_a_second_process_is_told_so(tmp_path: Path) -> None:
    found = await morning(tmp_path, SHORT)
    assert found.wrong() == []
    assert Counter(found.in_channels.values()) == {1: SHORT.due}
    assert found.quiet
    assert found.watched


def test_what_is_not_as_wanted_is_said() -> None:
    slow = Morning(
        SHORT,
        answered=[0.01] * 98 + [0.2] * 2,
        sent=[number / 60 for number in range(SHORT.due * 10)],
        in_channels=Counter({7: 2}),
        watched=[Watched(0.02, 0.01), Watched(0.3, 0.1)],
        peak=301.0,
    )
    figures = {figure.name: figure.ok for figure in slow.figures()}
    assert [name for name, ok in figures.items() if ok] == ["notes a second"]
    assert table(slow.figures()).count("MISSED") == 5
    assert "status says of notes: None" in slow.wrong()
