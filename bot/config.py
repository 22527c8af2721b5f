"""Settings from a TOML file and the environment, frozen, checked key by key; the token is never in the file.

Every complaint names its key and never repeats a value: a secret pasted in the wrong place stays secret.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, NoReturn, TypeVar, get_args, get_origin

import msgspec

DEFAULT_FILE = "config.toml"
DATA_VARIABLE = "AIDE_MEMOIRE_DATA"
TOKEN_VARIABLE = "DISCORD_TOKEN"  # noqa: S105 - the name of a variable, not a token
TOKEN_FILE_VARIABLE = "DISCORD_TOKEN_FILE"  # noqa: S105


S = TypeVar("S", bound=msgspec.Struct)


class ConfigError(Exception):
    """The configuration cannot be used; ``problems`` holds one line for each thing to mend."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class DatabaseSettings(msgspec.Struct, frozen=True):
    """Where the record is kept: a relative path counts from ``AIDE_MEMOIRE_DATA`` or the working folder."""

    path: str = "aide-memoire.db"


class CorpusSettings(msgspec.Struct, frozen=True):
    """Which corpus is loaded: ``seeds`` is a folder of seed files, empty for the shipped one."""

    seeds: str = ""
    reference_pack: bool = True


class DiscordSettings(msgspec.Struct, frozen=True):
    """``development_guild`` gets the commands at once and alone; 0 registers them everywhere."""

    development_guild: int = 0


class LogSettings(msgspec.Struct, frozen=True):
    """How much is logged, and whether for people or for machines."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "human", "json"] = "auto"


class DeskSettings(msgspec.Struct, frozen=True):
    """Whether files are read, and how much of them a server may keep: papers, megabytes of text, dated
    statements found in them."""

    enabled: bool = True
    papers: int = 100
    megabytes: int = 50
    events: int = 20_000


class PostsSettings(msgspec.Struct, frozen=True):
    """Whether notes that were posted are corrected when a new version of the shipped corpus changes them."""

    correct_after_upgrade: bool = True


class Settings(msgspec.Struct, frozen=True):
    """Everything the configuration file can say."""

    database: DatabaseSettings = DatabaseSettings()
    corpus: CorpusSettings = CorpusSettings()
    discord: DiscordSettings = DiscordSettings()
    desk: DeskSettings = DeskSettings()
    posts: PostsSettings = PostsSettings()
    log: LogSettings = LogSettings()


class Secret:
    """A text that shows in no repr, no log line and no pickle; ``reveal`` gives it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The text itself: only for the call that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(hidden)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")


def load_settings(file: Path | None = None) -> Settings:
    """The settings of ``file``; without one, of ``config.toml`` here if there is one, or else the defaults.

    Raises ConfigError with every problem found.
    """
    if file is None:
        file = Path(DEFAULT_FILE)
        if not file.exists():
            return Settings()
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ConfigError(f"{_shown(file)} {_why_unreadable(error)}") from None
    return parse_settings(text, _shown(file))


def parse_settings(text: str, name: str = DEFAULT_FILE) -> Settings:
    """The settings that a TOML text gives; ``name`` is what problems call it. Raises ConfigError."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: this is not valid TOML: {error}") from None
    problems: list[str] = []
    settings = _section(Settings, table, "", problems)
    if problems:
        raise ConfigError(*(f"{name}: {problem}" for problem in problems))
    return settings


def read_token(environ: Mapping[str, str] = os.environ) -> Secret | None:
    """The bot's token, from ``DISCORD_TOKEN`` or the file in ``DISCORD_TOKEN_FILE``; None if neither is set.

    Raises ConfigError when both are set, or what they give is no token.
    """
    direct, file = environ.get(TOKEN_VARIABLE, ""), environ.get(TOKEN_FILE_VARIABLE, "")
    if direct and file:
        raise ConfigError(f"{TOKEN_VARIABLE} and {TOKEN_FILE_VARIABLE} are both set; keep one of them")
    if not direct and not file:
        return None
    origin = TOKEN_VARIABLE if direct else TOKEN_FILE_VARIABLE
    if file:
        try:
            direct = Path(file).read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise ConfigError(f"{origin}: the file it names {_why_unreadable(error)}") from None
    token = direct.strip()
    if not token:
        raise ConfigError(f"{origin}: there is no token in it")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise ConfigError(f"{origin}: a token is one word of letters, digits, dots, - and _ (without “Bot ”)")
    return Secret(token)


def database_path(settings: Settings, environ: Mapping[str, str] = os.environ) -> Path:
    """Where the database file is, or will be. Raises ConfigError if the path can only be a folder."""
    path = Path(settings.database.path)
    if path.name in ("", ".."):
        raise ConfigError("database.path names a folder; name a file in it, such as aide-memoire.db")
    return _data_directory(environ) / path


def corpus_directory(settings: Settings, environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of seed files that the settings name, or else the shipped one."""
    if not settings.corpus.seeds:
        return seeds_directory()
    return _data_directory(environ) / settings.corpus.seeds


def seeds_directory() -> Path:
    """The shipped seeds: beside this package, in a checkout as in an installed wheel."""
    return Path(__file__).resolve().parent.parent / "seeds"


def _data_directory(environ: Mapping[str, str]) -> Path:
    return Path(environ.get(DATA_VARIABLE, ""))


def _shown(name: object) -> str:
    """A file's or key's name for a message: on one line, without control characters or lone surrogates."""
    text = str(name)
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:200])


def _why_unreadable(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError():
            return "does not exist"
        case OSError():
            return f"cannot be read: {error.strerror}"
        case UnicodeDecodeError():
            return f"is not UTF-8 text (byte {error.start})"
        case _:
            return "is not a usable file name"


def _section(kind: type[S], table: Mapping[str, Any], at: str, problems: list[str]) -> S:
    """The section built from what is right in ``table``; what is wrong goes to ``problems``."""
    fields = {field.name: field.type for field in msgspec.structs.fields(kind)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        where = f"{at}{_shown(key)}"
        if key not in fields:
            problems.append(_unknown(key, where, fields))
        elif isinstance(fields[key], type) and issubclass(fields[key], msgspec.Struct):
            if isinstance(value, dict):
                values[key] = _section(fields[key], value, f"{where}.", problems)
            else:
                problems.append(f"{where} is a section: write [{where}] and its keys below it")
        elif (complaint := _complaint(value, fields[key])) is not None:
            problems.append(f"{where} {complaint}")
        else:
            values[key] = value
    return kind(**values)


def _unknown(key: str, where: str, known: Mapping[str, Any]) -> str:
    if "token" in key.casefold():
        return (
            f"{where}: the token does not belong in this file; set {TOKEN_VARIABLE} or {TOKEN_FILE_VARIABLE} "
            "in the environment. If others could read the file, reset the token in Discord's developer portal"
        )
    near = get_close_matches(key.casefold(), known, n=1)
    if near:
        return f"{where} is not a key; did you mean {where.removesuffix(_shown(key))}{near[0]}?"
    return f"{where} is not a key; there are {', '.join(known)}"


_WORDS: Mapping[Any, str] = {str: "a text in quotes", bool: "true or false", int: "a whole number from 0"}


def _complaint(value: Any, kind: Any) -> str | None:
    if get_origin(kind) is Literal:
        choices = get_args(kind)
        return None if value in choices else f"must be one of {', '.join(choices)}"
    if type(value) is not kind or (kind is int and value < 0):
        return f"must be {_WORDS[kind]}"
    if kind is str and not value.isprintable():
        return "must not hold control characters"
    return None
