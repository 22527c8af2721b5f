"""What tests of all areas stand on: where things lie, what the time is, and how async work is waited for."""

from __future__ import annotations

import asyncio
import os
import resource
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

T = TypeVar("T")

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""Where a test does not say otherwise."""

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("AIDE_MEMOIRE_SHARED") or ROOT.parent / "shared")
"""The material beside the project; it may be absent."""
DOCUMENTS = SHARED / "documents"


def needs(path: Path) -> pytest.MarkDecorator:
    """Skips a test where a part of the shared material is not there."""
    reason = f"{path.name} is not there (AIDE_MEMOIRE_SHARED or ../shared)"
    return pytest.mark.skipif(not path.exists(), reason=reason)


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """What async work gives, run to its end in a loop of its own: the test's own may be running."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()


@contextmanager
def full_disk() -> Iterator[None]:
    """No file takes anything more."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
