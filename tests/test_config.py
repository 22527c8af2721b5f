"""The configuration: defaults, complaints that name the key, and a token that never shows."""

from __future__ import annotations

import pickle
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.config import (
    ConfigError,
    Secret,
    Settings,
    corpus_directory,
    database_path,
    load_settings,
    parse_settings,
    read_token,
    seeds_directory,
)

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAw.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789"  # noqa: S105
EXAMPLE = Path(__file__).parent.parent / "config.example.toml"


def problems_of(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_settings(text)
    return list(caught.value.problems)


def leaves(table: dict[str, Any], at: str = "") -> set[str]:
    return {
        name
        for key, value in table.items()
        for name in (leaves(value, f"{at}{key}.") if isinstance(value, dict) else {f"{at}{key}"})
    }


def test_the_example_equals_the_defaults() -> None:
    assert load_settings(EXAMPLE) == Settings()


def test_the_example_holds_every_key() -> None:
    assert leaves(tomllib.loads(EXAMPLE.read_text())) == leaves(msgspec.to_builtins(Settings()))


def test_every_key_of_the_example_is_explained_above_it() -> None:
    lines = EXAMPLE.read_text().splitlines()
    keys = [n for n, line in enumerate(lines) if "=" in line and not line.startswith("#")]
    assert keys
    assert [lines[n] for n in keys if not lines[n - 1].startswith("#")] == []


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings() == Settings()


def test_config_toml_in_the_working_directory_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("config.toml").write_text('[database]\npath = "elsewhere.db"\n')
    assert load_settings().database.path == "elsewhere.db"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        setattr(Settings().log, "level", "debug")  # noqa: B010 - mypy would refuse the plain assignment


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[databse]\npath = "x"', "databse is not a key; did you mean database?"),
        ('[database]\nPATH = "x"', "database.PATH is not a key; did you mean database.path?"),
        ("[log]\nzzz = 1", "log.zzz is not a key; there are level, format"),
        ('[log]\nlevel = "loud"', "log.level must be one of debug, info, warning, error"),
        ("[log]\nlevel = 3", "log.level must be one of debug, info, warning, error"),
        ("[log]\nlevel = []", "log.level must be one of debug, info, warning, error"),
        ("[database]\npath = 3", "database.path must be a text in quotes"),
        ('[database]\npath = "a\\u0000b"', "database.path must not hold control characters"),
        ("[corpus]\nreference_pack = 1", "corpus.reference_pack must be true or false"),
        ("[discord]\ndevelopment_guild = true", "discord.development_guild must be a whole number from 0"),
        ("[discord]\ndevelopment_guild = -1", "discord.development_guild must be a whole number from 0"),
        ('database = "x"', "database is a section: write [database] and its keys below it"),
        ('"\\u001b" = 1', "\ufffd is not a key; there are database, corpus, discord, desk, posts, log"),
    ],
)  # fmt: skip
def test_a_wrong_key_or_value_is_named_with_what_would_be_right(text: str, problem: str) -> None:
    assert problems_of(text) == [f"config.toml: {problem}"]


def test_every_problem_is_told_at_once() -> None:
    assert len(problems_of('[log]\nlevel = "loud"\nfrmat = "json"\n[corpus]\nseeds = 1')) == 3


def test_broken_toml_is_named_with_its_line() -> None:
    assert "line 2" in problems_of("[log]\nlevel = loud\n")[0]


@pytest.mark.parametrize("key", ["token", "TOKEN", "discord_token", "bot_token"])
def test_a_token_in_the_file_is_refused_without_printing_it(key: str) -> None:
    (problem,) = problems_of(f'[discord]\n{key} = "{TOKEN}"')
    assert f"discord.{key}" in problem
    assert "DISCORD_TOKEN_FILE" in problem
    assert TOKEN not in problem


@pytest.mark.parametrize("key", ["log.level", "discord.development_guild", "database"])
def test_a_token_under_another_key_is_not_printed_either(key: str) -> None:
    assert TOKEN not in "".join(problems_of(f'{key} = "{TOKEN}"'))


@pytest.mark.parametrize("name", ["missing.toml", "a\0b", "\udc80.toml", "x" * 5000])
def test_a_configuration_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path / name)
    str(caught.value).encode()
    assert str(tmp_path) in str(caught.value)


def test_a_configuration_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_bytes(b"# caf\xe9")
    with pytest.raises(ConfigError, match=r"c\.toml is not UTF-8 text \(byte 5\)"):
        load_settings(tmp_path / "c.toml")


def test_the_token_comes_from_the_environment() -> None:
    token = read_token({"DISCORD_TOKEN": TOKEN})
    assert token is not None
    assert token.reveal() == TOKEN


def test_the_token_comes_from_a_file_that_the_environment_names(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    token = read_token({"DISCORD_TOKEN_FILE": str(tmp_path / "token")})
    assert token is not None
    assert token.reveal() == TOKEN


def test_no_token_is_none() -> None:
    assert read_token({"DISCORD_TOKEN": ""}) is None


@pytest.mark.parametrize(
    ("environ", "problem"),
    [
        ({"DISCORD_TOKEN": "a", "DISCORD_TOKEN_FILE": "b"}, "keep one of them"),
        ({"DISCORD_TOKEN_FILE": "not-there"}, "DISCORD_TOKEN_FILE: the file it names does not exist"),
        ({"DISCORD_TOKEN": " "}, "DISCORD_TOKEN: there is no token"),
        ({"DISCORD_TOKEN": f"Bot {TOKEN}"}, "DISCORD_TOKEN: a token is one word"),
        ({"DISCORD_TOKEN": "\x1b"}, "DISCORD_TOKEN: a token is one word"),
        ({"DISCORD_TOKEN": "\udc80"}, "DISCORD_TOKEN: a token is one word"),
    ],
)
def test_a_token_that_cannot_be_one_is_refused_by_variable(environ: dict[str, str], problem: str) -> None:
    with pytest.raises(ConfigError, match=problem) as caught:
        read_token(environ)
    assert TOKEN not in str(caught.value)


def test_a_secret_shows_nowhere() -> None:
    secret = Secret(TOKEN)
    shown = f"{secret} {secret!r} %s" % secret + repr([secret]) + repr({"token": secret})
    assert TOKEN not in shown
    assert "Secret(hidden)" in shown
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_relative_paths_count_from_the_data_directory() -> None:
    settings = parse_settings('[database]\npath = "a.db"\n[corpus]\nseeds = "mine"')
    environ = {"AIDE_MEMOIRE_DATA": "/data"}
    assert database_path(settings, environ) == Path("/data/a.db")
    assert corpus_directory(settings, environ) == Path("/data/mine")
    assert database_path(settings, {}) == Path("a.db")


def test_an_absolute_path_stays() -> None:
    settings = parse_settings('[database]\npath = "/var/a.db"')
    assert database_path(settings, {"AIDE_MEMOIRE_DATA": "/data"}) == Path("/var/a.db")


def test_the_shipped_corpus_is_loaded_unless_another_is_named() -> None:
    assert corpus_directory(Settings(), {}) == seeds_directory()
    assert (seeds_directory() / "sources.yaml").is_file()
