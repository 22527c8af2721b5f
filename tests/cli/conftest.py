"""Fixtures of the command line's tests: a folder with a small corpus, and a record made of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.app import App
from bot.clock import Clock
from tests.cli.support import CONFIG, SEEDS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with a corpus of two events, a configuration and no token."""
    for name, text in SEEDS.items():
        (tmp_path / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "seeds" / name).write_text(text, encoding="utf-8")
    (tmp_path / "config.toml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "AIDE_MEMOIRE_DATA"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def record(folder: Path) -> Path:
    """The database of that folder, with its corpus loaded."""

    async def load() -> None:
        async with App(folder / "aide-memoire.db", Clock()) as app:
            await app.load_seeds(folder / "seeds", reference=False)

    asyncio.run(load())
    return folder / "aide-memoire.db"
