"""The benchmark runs, and prints every figure that is wanted; how great they are is nothing for a test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

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


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench") / "figures.json"


@pytest.fixture(scope="module")
def run(file: Path) -> Result:
    """A short run of everything."""
    return CliRunner().invoke(main, ["--quick", "--json", str(file)])


def test_a_run_ends_well_however_slow_the_machine(run: Result) -> None:
    assert (run.exit_code, run.exception) == (0, None)


def test_every_figure_that_is_wanted_is_printed(run: Result) -> None:
    names = (*WANTED, *(kind.name for kind in kinds()))
    assert [name for name in names if name not in run.output] == []


def test_a_figure_says_whether_it_is_as_wanted(run: Result) -> None:
    lines = run.output.splitlines()
    assert all(line.count(" ok") + line.count(" MISSED") == 1 for line in lines if "≤" in line or "≥" in line)


def test_the_file_has_the_figures_of_the_table(run: Result, file: Path) -> None:
    figures = json.loads(file.read_text(encoding="utf-8"))
    assert figures
    assert [figure["name"] for figure in figures if figure["name"] not in run.output] == []
    judged = [figure for figure in figures if figure["ok"] is not None]
    assert f"of {len(judged)} as wanted." in run.output
