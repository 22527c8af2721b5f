"""`check`: as many faults as possible at once, each with what to do; nothing written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.config import Secret
from bot.operator.check import (
    Application,
    CheckResult,
    TokenRefusedError,
    UnreachableError,
    check,
    exit_code,
    lines,
)
from storage.database import Database

TOKEN = {"DISCORD_TOKEN": "a-token"}


async def invited(token: Secret) -> Application:
    return Application("Aide", 3, "https://discord.example/invite")


async def uninvited(token: Secret) -> Application:
    return Application("Aide", 0, "https://discord.example/invite")


async def refused(token: Secret) -> Application:
    raise TokenRefusedError


async def offline(token: Secret) -> Application:
    raise UnreachableError("no route to host")


def by_label(results: tuple[CheckResult, ...]) -> dict[str, CheckResult]:
    return {result.label: result for result in results}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with a corpus that is empty but in order."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    for name in ("sources", "agreements", "parties", "themes"):
        (tmp_path / "mine" / f"{name}.yaml").touch()
    (tmp_path / "config.toml").write_text('[corpus]\nseeds = "mine"\nreference_pack = false\n')
    return tmp_path


def content(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_all_is_well_with_seeds_a_token_and_an_invitation(folder: Path) -> None:
    results = await check(None, TOKEN, invited)
    assert [result.success for result in results] == [True] * 5
    assert exit_code(results) == 0


async def test_nothing_is_written(folder: Path) -> None:
    before = content(folder)
    await check(None, TOKEN, invited)
    assert content(folder) == before


async def test_the_shipped_seeds_are_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert by_label(await check(None, TOKEN, invited))["seeds"].success is True


async def test_every_failure_says_what_to_do(folder: Path) -> None:
    (folder / "config.toml").write_text('[log]\nlevle = 1\n[corpus]\nseeds = "mine"')
    (folder / "aide-memoire.db").write_bytes(b"a letter, no database")
    failed = [result for result in await check(None, {}) if result.success is False]
    assert {"configuration", "token", "database"} <= {result.label for result in failed}
    assert [result for result in failed if not (result.resolution or "give the path" in result.details)] == []


async def test_the_first_failure_gives_the_exit_code(folder: Path) -> None:
    (folder / "aide-memoire.db").write_bytes(b"a letter, no database")
    assert exit_code(await check(None, TOKEN, invited)) == 65
    assert exit_code(await check(None, {}, invited)) == 78


async def test_broken_seeds_are_listed_with_file_line_and_key(folder: Path) -> None:
    (folder / "mine" / "parties.yaml").write_text("- id: JP\n  nmae: Japan\n")
    results = by_label(await check(None, TOKEN, invited))
    assert "parties.yaml:2: nmae: " in results["seeds"].details
    assert results["seeds"].exit_code == 65


async def test_a_folder_of_seeds_that_is_not_there_is_told_by_its_name(folder: Path) -> None:
    (folder / "config.toml").write_text('[corpus]\nseeds = "nowhere"\n')
    seeds = by_label(await check(None, TOKEN, invited))["seeds"]
    assert (seeds.success, seeds.exit_code) == (False, 74)  # as `run` ends
    assert seeds.details.startswith("nowhere cannot be read")
    assert "corpus.seeds" in seeds.resolution


async def test_a_folder_that_is_not_there_is_told(folder: Path) -> None:
    environ = {**TOKEN, "AIDE_MEMOIRE_DATA": str(folder / "nowhere")}
    database = by_label(await check(None, environ, invited))["database"]
    assert (database.success, database.exit_code) == (False, 74)  # as `run` ends
    assert "AIDE_MEMOIRE_DATA" in database.resolution


async def test_a_database_that_cannot_be_opened_ends_as_run_does(folder: Path) -> None:
    (folder / "aide-memoire.db").mkdir()
    database = by_label(await check(None, TOKEN, invited))["database"]
    assert (database.success, database.exit_code) == (False, 74)
    assert "permissions" in database.details


async def test_a_database_that_cannot_be_written_to_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with await Database.open(folder / "aide-memoire.db"):
        pass
    # Who runs the tests may be one to whom no file is closed.
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK)
    database = by_label(await check(None, TOKEN, invited))["database"]
    assert (database.success, database.exit_code) == (False, 74)
    assert "not written to" in database.details


async def test_a_database_can_be_looked_at_while_a_bot_has_it(folder: Path) -> None:
    async with await Database.open(folder / "aide-memoire.db"):
        assert by_label(await check(None, TOKEN, invited))["database"].success is True


async def test_a_refused_token_is_a_fault_of_the_configuration(folder: Path) -> None:
    results = await check(None, TOKEN, refused)
    assert exit_code(results) == 78
    assert "Reset the token" in by_label(results)["Discord"].resolution


async def test_without_network_permissions_are_said_not_to_be_checked_which_is_no_success(
    folder: Path,
) -> None:
    results = await check(None, TOKEN, offline)
    assert by_label(results)["Discord"].success is None
    assert "permissions were not checked" in by_label(results)["Discord"].resolution
    assert exit_code(results) == 69


async def test_a_bot_in_no_server_gets_its_invitation(folder: Path) -> None:
    discord = by_label(await check(None, TOKEN, uninvited))["Discord"]
    assert discord.success is None
    assert "https://discord.example/invite" in discord.resolution


def test_a_result_is_a_mark_what_was_found_and_what_to_do() -> None:
    results = (
        CheckResult(True, "seeds", "1 event"),
        CheckResult(False, "token", "two\nlines", "Set it."),
        CheckResult(None, "Discord", "?"),
    )
    assert list(lines(results)) == [
        "✓ seeds: 1 event",
        "✗ token: two\n    lines",
        "    → Set it.",
        "– Discord: ?",
    ]


@pytest.mark.parametrize("path", ["", "."])
async def test_a_folder_in_place_of_the_database_is_a_fault_of_its_key(folder: Path, path: str) -> None:
    (folder / "config.toml").write_text(f'[database]\npath = "{path}"\n')
    results = await check(None, TOKEN, invited)
    configuration = by_label(results)["configuration"]
    assert configuration.success is False
    assert "database.path names a folder" in configuration.details
    assert exit_code(results) == 78
