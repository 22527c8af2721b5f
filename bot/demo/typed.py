"""Parses slash commands that are typed as on Discord: ``/agreement GSOMIA as_of:2013-01-01``.

A line is split at the names of the command's options only, so that values may contain spaces and colons. Text
before the first option goes to the first required option, or to the first if none is required. Double quotes
around the whole value of a named option are dropped: in terminals people type them, on Discord they do not.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec
from discord import AppCommandOptionType as OptionType

_SIGN = {OptionType.user: "@", OptionType.channel: "#", OptionType.role: "@"}
"""The sign before the name of a member, a channel or a role, by the type of option that takes it."""
_SUBCOMMANDS = (OptionType.subcommand, OptionType.subcommand_group)
TEXT_LIMIT = 6000
"""Most characters that Discord takes for an option."""

_PHRASES = frozenset({"words"})
"""Options whose values keep their quotes: ``/find`` searches for words in quotes as a phrase."""
_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Named(msgspec.Struct, frozen=True):
    """A member, channel or role by its name without sign; ``type`` is that of options that take it."""

    type: OptionType
    name: str

    def __str__(self) -> str:
        return _SIGN[self.type] + self.name


Value = str | int | float | bool | Path | Named
"""The value of an option; a path is a file to upload."""


class Option(msgspec.Struct, frozen=True):
    """An option of a command. If it has ``choices``, only these are valid; ``completes``: the bot completes
    it.

    ``least`` and ``most`` limit a number, where they are given.
    """

    name: str
    description: str
    type: OptionType
    required: bool
    choices: tuple[str, ...] = ()
    completes: bool = False
    least: int | None = None
    most: int | None = None


class Command(msgspec.Struct, frozen=True):
    """A command; ``name`` includes its subcommand: ``edit add``."""

    name: str
    description: str
    options: tuple[Option, ...]

    def option(self, name: str) -> Option | None:
        """The option with this name; None if there is none."""
        return next((option for option in self.options if option.name == name), None)

    @property
    def first(self) -> Option | None:
        """The option that a value without an option's name goes to; None if the command has no options."""
        return next((option for option in self.options if option.required), next(iter(self.options), None))


class Typed(msgspec.Struct, frozen=True):
    """A command with its options' values, as Discord would send them."""

    command: Command
    options: Mapping[str, Value]


class Complaint(msgspec.Struct, frozen=True):
    """A text that says why a line is no valid command, and what would be."""

    text: str


class Typing(msgspec.Struct, frozen=True):
    """The state of a line that is being typed, for completion: ``text`` is the value typed so far of
    ``option``.

    ``filled`` are the options before it; the last ``word`` may also be the beginning of one of
    ``open_options``.
    """

    command: Command
    option: Option | None
    text: str
    word: str
    filled: Mapping[str, str]
    open_options: tuple[Option, ...]


def declared(payloads: Iterable[Mapping[str, Any]]) -> dict[str, Command]:
    """The commands that Discord's payloads describe, by name; each subcommand is one of its own."""
    found = (command for payload in payloads for command in _commands(payload, payload["name"]))
    return {command.name: command for command in found}


def read(line: str, commands: Mapping[str, Command], there: Collection[Named] = ()) -> Typed | Complaint:
    """The command that ``line`` calls, or what is wrong with it.

    ``there`` are the members, channels and roles that its options can name.
    """
    named = _command(line.strip(), commands)
    if isinstance(named, Complaint):
        return named
    command, rest = named
    values = split(rest, command)
    if isinstance(values, Complaint):
        return values
    return _typed(command, values, there)


def typing(line: str, commands: Mapping[str, Command]) -> Typing | None:
    """The state of an unfinished line; None while the command's name is being typed."""
    named = _command(line, commands) if " " in line else None
    if named is None or isinstance(named, Complaint):
        return None
    command, rest = named
    pieces = _pieces(rest, [option.name for option in command.options])
    name, text = pieces[-1]
    option = command.option(name) if name else command.first
    bare = command.first.name if command.first else ""
    filled = {before or bare: value.strip() for before, value in pieces[:-1] if value.strip()}
    others = tuple(other for other in command.options if other.name not in filled and other != option)
    return Typing(command, option, text.lstrip(), re.split(r"\s", rest)[-1], filled, others)


def split(rest: str, command: Command) -> dict[str, str] | Complaint:
    """The values of the options in the text after a command's name."""
    names = [option.name for option in command.options]
    (_, bare), *given = [(name, value.strip()) for name, value in _pieces(rest, names)]
    if bare and (unknown := _unknown_option(bare, names, at_start=True)):
        return _no_such_option(unknown, command)
    values: dict[str, str] = {}
    if bare:
        if command.first is None:
            return Complaint(f"/{command.name} has no options.")
        values[command.first.name] = bare
    for name, value in given:
        if name in values:
            return Complaint(f"The option {name} is given twice; /{command.name} takes it once.")
        quoted = re.fullmatch(r'"([^"]+)"', value)
        values[name] = quoted[1].strip() if quoted and name not in _PHRASES else value
    for value in values.values():
        if unknown := _unknown_option(value, names, at_start=False):
            return _no_such_option(unknown, command)
    return {name: value for name, value in values.items() if value}


def _commands(payload: Mapping[str, Any], name: str) -> Iterator[Command]:
    options = payload.get("options") or ()
    inner = [option for option in options if OptionType(option["type"]) in _SUBCOMMANDS]
    for option in inner:
        yield from _commands(option, f"{name} {option['name']}")
    if not inner:
        yield Command(name, payload["description"], tuple(map(_option, options)))


def _option(payload: Mapping[str, Any]) -> Option:
    return Option(
        payload["name"],
        payload["description"],
        OptionType(payload["type"]),
        bool(payload.get("required")),
        tuple(str(choice["value"]) for choice in payload.get("choices") or ()),
        bool(payload.get("autocomplete")),
        payload.get("min_value"),
        payload.get("max_value"),
    )


def _command(line: str, commands: Mapping[str, Command]) -> tuple[Command, str] | Complaint:
    if not line.startswith("/"):
        return Complaint("This is no command. Commands begin with a slash, such as /help or /brief GSOMIA.")
    words = line[1:].split(" ", 3)
    for count in (3, 2, 1):
        name = " ".join(words[:count]).casefold()
        if len(words) >= count and name in commands:
            return commands[name], " ".join(words[count:])
    typed = "".join(char for char in words[0][:40] if char.isprintable())
    nearest = get_close_matches(typed.casefold(), commands, n=1, cutoff=0.0)[0]
    return Complaint(f"There is no command /{typed}. The nearest is /{nearest}; /help tells what there is.")


def _pieces(rest: str, names: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of option and value, in order; the first is the value without an option, under an empty name."""
    if not names:
        return [("", rest)]
    parts = re.split(rf"(?:(?<=\s)|^)({'|'.join(map(re.escape, names))}):", rest)
    return [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]


def _unknown_option(value: str, names: Sequence[str], *, at_start: bool) -> str | None:
    """A word that looks like an option but is none: at the start any word, later only a misspelt name."""
    if at_start:
        match = re.match(r"([a-z_]{2,32}):(?![/\s])", value)
        return match[1] if match else None
    found = re.findall(r"\s([a-z_]{2,32}):(?=[^/\s])", value)
    return next((word for word in found if get_close_matches(word, names, n=1, cutoff=0.75)), None)


def _no_such_option(name: str, command: Command) -> Complaint:
    options = _listed(option.name for option in command.options)
    return Complaint(f"/{command.name} has no option {name}. Its options: {options}")


def _typed(command: Command, values: Mapping[str, str], there: Collection[Named]) -> Typed | Complaint:
    missing = [option.name for option in command.options if option.required and option.name not in values]
    if missing:
        return Complaint(
            f"/{command.name} needs {_listed(missing)} For example: /{command.name} {missing[0]}:…"
        )
    declared_options = {option.name: option for option in command.options}
    options: dict[str, Value] = {}
    for name, text in values.items():
        value = _value(declared_options[name], text, there)
        if isinstance(value, Complaint):
            return value
        options[name] = value
    return Typed(command, options)


def _value(option: Option, text: str, there: Collection[Named]) -> Value | Complaint:
    match option.type:
        case OptionType.string if option.choices:
            chosen = next((choice for choice in option.choices if choice.casefold() == text.casefold()), None)
            return chosen or Complaint(f"{option.name} is one of {_listed(option.choices)}")
        case OptionType.string:
            long = f"{option.name} has {len(text):,} characters; Discord takes {TEXT_LIMIT:,}."
            return text if len(text) <= TEXT_LIMIT else Complaint(long)
        case OptionType.integer:
            return _whole_number(option, text)
        case OptionType.boolean:
            yes = _WORDS.get(text.casefold())
            return Complaint(f"{option.name} is True or False.") if yes is None else yes
        case OptionType.number:
            return (
                float(text)
                if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]+)?", text)
                else Complaint(f"{option.name} is a number.")
            )
        case OptionType.attachment:
            return _file(option, text)
        case OptionType.user | OptionType.channel | OptionType.role:
            return _named(option, text, there)
        case _:
            return Complaint(f"{option.name} cannot be typed here: try it in Discord.")


def _whole_number(option: Option, text: str) -> int | Complaint:
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        return Complaint(f"{option.name} is a whole number.")
    number, least, most = int(text), option.least, option.most
    if least is not None and most is not None and not least <= number <= most:
        return Complaint(f"{option.name} is from {least} to {most}.")
    if least is not None and number < least:
        return Complaint(f"{option.name} is at least {least}.")
    return Complaint(f"{option.name} is at most {most}.") if most is not None and number > most else number


def _file(option: Option, text: str) -> Path | Complaint:
    # Functions of os.path never raise; methods of Path do for a name that is too long or an unknown user.
    path = os.path.expanduser(text)  # noqa: PTH111
    if not os.path.isfile(path):  # noqa: PTH113
        return Complaint(f"{option.name}: there is no file {text}.")
    return Path(path) if os.access(path, os.R_OK) else Complaint(f"{option.name}: {text} cannot be read.")


def _named(option: Option, text: str, there: Collection[Named]) -> Named | Complaint:
    known = [one for one in there if one.type == option.type]
    wanted = text.lstrip("#@").casefold()
    found = next((one for one in known if one.name.casefold() == wanted), None)
    return found or Complaint(
        f"{option.name}: there is no {_SIGN[option.type]}{text.lstrip('#@')} here, "
        f"only {_listed(map(str, known))}"
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) + "."
