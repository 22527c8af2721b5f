"""The benchmark runs, and prints every figure that is wanted; how great they are is nothing for a test."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from tests.bench.__main__ import main
from tests.bench.questions import kinds

WANTED = (
    "single durable append",
    "append by 50 tasks at once",
    "append in bulk",
    "with views and search",
    "rebuild from",
    "first answer, seeds to be loaded",
    "first answer, seeds loaded",
    "right after a change",
)


def test_a_short_run_prints_and_writes_every_figure_and_whether_it_is_as_wanted(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"

    run = CliRunner().invoke(main, ["--quick", "--json", str(file)])

    assert (run.exit_code, run.exception) == (0, None)
    names = (*WANTED, *(kind.name for kind in kinds()))
    assert [name for name in names if name not in run.output] == []
    lines = run.output.splitlines()
    assert all(line.count(" ok") + line.count(" MISSED") == 1 for line in lines if "≤" in line or "≥" in line)
    figures = json.loads(file.read_text(encoding="utf-8"))
    assert figures
    assert [figure["name"] for figure in figures if figure["name"] not in run.output] == []
    judged = [figure for figure in figures if figure["ok"] is not None]
    assert f"of {len(judged)} as wanted." in run.output
