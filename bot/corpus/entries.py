"""Reads the entries of a seed file (YAML mappings) field by field, and notes every fault with its line."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec
import yaml
from rapidfuzz import process

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NEAR = 60.0
"""The least similarity, of 100, for a known name to be suggested in place of an unknown one."""
_DIGITS = 18
"""The most digits of a number: longer ones do not fit into the database."""
_SHOWN = 60
"""How many characters of a wrong value a message shows."""
_LOOK = "keys of one entry stand one below the other, and a text with “: ” or “ #” in it needs quotes"


class Problem(msgspec.Struct, frozen=True):
    """One fault in the seeds: the file (within the seeds' folder), line (from 1), key, and what is wrong."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.message}"


class SeedError(Exception):
    """The seeds have faults; ``problems`` are all of them, in order of file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line, p.key)))
        super().__init__("\n".join(map(str, self.problems)))


class Entry:
    """One mapping of a seed file, read key by key.

    Whatever is wrong is added to ``problems`` and read as empty; nothing is raised. ``keys`` are the allowed
    keys; ``path`` is where a nested mapping stands in its entry.
    """

    def __init__(
        self,
        node: yaml.MappingNode,
        file: str,
        keys: Collection[str],
        problems: list[Problem],
        path: str = "",
    ) -> None:
        self.file = file
        self._line: int = node.start_mark.line + 1
        self._path = path
        self._problems = problems
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        for key_node, value in node.value:
            key = str(key_node.value)
            self._lines.setdefault(key, key_node.start_mark.line + 1)
            if key in self._nodes:
                self.wrong(key, "stands twice in this entry")
            elif key in keys:
                self._nodes[key] = value
            else:
                self.wrong(key, f"unknown key{offer(key, keys)}; known here: {', '.join(keys)}")

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    @property
    def place(self) -> str:
        """The file and line of the entry, for messages."""
        return f"{self.file}, line {self._line}"

    def wrong(self, key: str, message: str) -> None:
        """Notes a fault at ``key``, or at the entry's first line if the key is missing."""
        self._problems.append(Problem(self.file, self._lines.get(key, self._line), self._join(key), message))

    def text(self, key: str, *, required: bool = False) -> str:
        """The text at ``key`` without white space around it; empty if it is left out."""
        node = self._nodes.get(key)
        value = node.value.strip() if isinstance(node, yaml.ScalarNode) else ""
        if node is not None and not isinstance(node, yaml.ScalarNode):
            self.wrong(key, "must be text, not a list or a mapping")
        elif required and not value:
            self.wrong(key, "is missing" if node is None else "is empty")
        return str(value)

    def choice(self, key: str, known: Collection[str], *, default: str = "", required: bool = False) -> str:
        """The text at ``key``, which must be one of ``known``."""
        value = self.text(key, required=required) or default
        if value and value not in known:
            self.wrong(key, unknown(value, known))
        return value

    def number(self, key: str, low: int, high: int, *, default: int = 0) -> int:
        """The whole number at ``key``, from ``low`` to ``high``."""
        value = self.text(key, required=not default)
        if not value:
            return default
        number = _whole(value)
        if number is None or not low <= number <= high:
            self.wrong(key, f"must be a whole number from {low} to {high}, not “{value[:_SHOWN]}”")
            return default
        return number

    def span(self, key: str, *, required: bool = False) -> tuple[int, int] | None:
        """The span at ``key``, written ``start-end``; None if it is left out or wrong."""
        value = self.text(key, required=required)
        if not value:
            return None
        first, _, last = value.partition("-")
        start, end = _whole(first), _whole(last)
        if start is None or end is None:
            self.wrong(key, f"must be two numbers, like 120-245, not “{value[:_SHOWN]}”")
            return None
        if start >= end:
            self.wrong(key, f"its start {start} is not before its end {end}")
            return None
        return start, end

    def texts(self, key: str, known: Collection[str] | None = None) -> tuple[str, ...]:
        """The list of texts at ``key``, without repetitions; if ``known`` is given, all must be in it."""
        found: list[str] = []
        for item in self._items(key):
            if not isinstance(item, yaml.ScalarNode) or not item.value.strip():
                self.wrong(key, "must be a list of texts, like [one, two]")
                continue
            value = item.value.strip()
            if value in found:
                self.wrong(key, f"names “{value}” twice")
            elif known is not None and value not in known:
                self.wrong(key, unknown(value, known))
            else:
                found.append(value)
        return tuple(found)

    def entry(self, key: str, keys: Collection[str]) -> Entry | None:
        """The mapping at ``key``, which may have these keys; None if it is left out or wrong."""
        node = self._nodes.get(key)
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            self.wrong(key, "must be a mapping of keys and values")
            return None
        return Entry(node, self.file, keys, self._problems, self._join(key))

    def entries(self, key: str, keys: Collection[str]) -> list[Entry]:
        """The list of mappings at ``key``, each of which may have these keys."""
        found = []
        for index, item in enumerate(self._items(key)):
            if isinstance(item, yaml.MappingNode):
                found.append(Entry(item, self.file, keys, self._problems, f"{self._join(key)}[{index}]"))
            else:
                self.wrong(key, "must be a list of mappings, each with its keys")
        return found

    def _items(self, key: str) -> list[yaml.Node]:
        node = self._nodes.get(key)
        if node is None:
            return []
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.wrong(key, "must be a list, like [one, two]")
        return []

    def _join(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key


def read_entries(directory: Path, file: str, keys: Collection[str], problems: list[Problem]) -> list[Entry]:
    """The entries of one seed file, in order; if it is missing or unreadable, a problem and no entries."""
    try:
        root = yaml.compose((directory / file).read_text("utf-8"), Loader=_Loader)
    except FileNotFoundError:
        problems.append(Problem(file, 1, "file", "is missing"))
        return []
    except UnicodeDecodeError as error:
        problems.append(Problem(file, 1, "file", f"is not UTF-8 text (byte {error.start})"))
        return []
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        problems.append(
            Problem(file, line, "YAML", f"cannot be read: {error.problem or error.context}; {_LOOK}")
        )
        return []
    except yaml.YAMLError as error:
        problems.append(Problem(file, 1, "YAML", f"cannot be read: {error}"))
        return []
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        problems.append(
            Problem(file, root.start_mark.line + 1, "file", "must be one list of entries (- id: …)")
        )
        return []
    found = []
    for item in root.value:
        if isinstance(item, yaml.MappingNode):
            found.append(Entry(item, file, keys, problems))
        else:
            problems.append(
                Problem(file, item.start_mark.line + 1, "entry", "must be a mapping of keys and values")
            )
    return found


def _whole(digits: str) -> int | None:
    """The whole number in a text of at most ``_DIGITS`` digits; None for any other text."""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS else None


def unknown(value: str, known: Collection[str]) -> str:
    """The message for a name that is not ``known``; it has the most similar one, and all if they are few."""
    return f"unknown “{value}”{offer(value, known)}" + (
        f"; known: {', '.join(known)}" if len(known) <= 12 else ""
    )


def offer(value: str, known: Iterable[str]) -> str:
    """The suggestion ``, perhaps “x”`` if something similar to ``value`` is known; else an empty text."""
    best = process.extractOne(value, list(known), score_cutoff=_NEAR)
    return f", perhaps “{best[0]}”" if best else ""


def alike(name: str) -> str:
    """The form in which names are compared: without differences of width, case and white space."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Register:
    """Checks that names of one sort are unique: a name that another holder has already is a problem."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._holders: dict[str, str] = {}

    def take(self, entry: Entry, key: str, names: Iterable[str], holder: str) -> None:
        """Registers names for ``holder``; one that belongs to another is noted as a problem at ``key``."""
        for name in filter(None, names):
            other = self._holders.setdefault(alike(name), holder)
            if other != holder:
                entry.wrong(key, f"{self._what} “{name}” belongs to {other} already")
