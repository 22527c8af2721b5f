"""Fixtures that many tests share: a clock that stands still, and databases that hold the shipped corpus."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.clock import Clock
from tests.ground import NOW, run_apart, write_shipped_record

# A busy machine is no fault of what is tested; and each run tries the same examples, so that none fails by
# chance. New ones are sought with --hypothesis-profile random.
settings.register_profile("tests", deadline=None, derandomize=True)
settings.register_profile("random", deadline=None)
settings.load_profile("tests")

LONGEST_FIRST = ("test_walk.py", "wire/", "test_bench.py", "test_record_over_time.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first: no process is left alone with it when the others have nothing to do."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    path = item.path.as_posix()
    return next((place for place, name in enumerate(LONGEST_FIRST) if name in path), len(LONGEST_FIRST))


@pytest.fixture(autouse=True)
def usual_garbage() -> Iterator[None]:
    """A bot that gets ready in a test (``bot.garbage.settle``) settles nothing for the tests after it."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


@pytest.fixture(scope="session")
def clock() -> Clock:
    """Noon of 22 November 2026, for ever."""
    return Clock(lambda: NOW)


@pytest.fixture(scope="session")
def loaded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the shipped seeds, loaded once for all tests: for copying, never for writing."""
    path = tmp_path_factory.mktemp("corpus") / "corpus.db"
    run_apart(write_shipped_record(path))
    return path


@pytest.fixture
def record_file(loaded_file: Path, tmp_path: Path) -> Path:
    """A database of the test's own, with the shipped seeds."""
    return Path(shutil.copy(loaded_file, tmp_path / "aide-memoire.db"))
