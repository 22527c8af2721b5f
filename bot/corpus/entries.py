"""Entries of a seed file: YAML mappings of texts, each with its line; every fault is noted, none raised."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec
import yaml
from rapidfuzz import process

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NEAR = 60.0
"""Similarity, of 100, from which a name is offered in place of an unknown one."""


_DIGITS = 18
"""Most digits of a number: no file has so many characters, and the database keeps no longer one."""
_SHOWN = 60
"""Characters of a wrong value that are shown."""
_LOOK = "keys of one entry stand one below the other, and a text with “: ” or “ #” in it needs quotes"


class Problem(msgspec.Struct, frozen=True):
    """One fault in the seeds: file (within the seeds' folder), line counted from 1, key, and what to do."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.message}"


class SeedError(Exception):
    """The seeds are broken. ``problems`` lists every fault found, in order of file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line, p.key)))
        super().__init__("\n".join(map(str, self.problems)))


class Entry:
    """One mapping of a seed file. What is missing, or not as it should be, is noted as a problem."""

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
        """Where the entry stands, for people."""
        return f"{self.file}, line {self._line}"

    def wrong(self, key: str, message: str) -> None:
        """Notes a fault at ``key`` (at the entry's first line where the key is missing)."""
        name = f"{self._path}.{key}" if self._path else key
        self._problems.append(Problem(self.file, self._lines.get(key, self._line), name, message))

    def text(self, key: str, *, required: bool = False) -> str:
        """The text at ``key``, without white space at its ends; empty when it is left out."""
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
        """The span ``start-end`` at ``key``, its start before its end."""
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
        """The list of texts at ``key``, each once and, where ``known`` is given, one of these."""
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
        """The mapping at ``key``, or None."""
        node = self._nodes.get(key)
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            self.wrong(key, "must be a mapping of keys and values")
            return None
        return Entry(node, self.file, keys, self._problems, self._join(key))

    def entries(self, key: str, keys: Collection[str]) -> list[Entry]:
        """The mappings listed at ``key``."""
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
    """The entries of one seed file, in its order; none, and a problem, where it is missing or unreadable."""
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
    """The whole number, or None: also for one longer than any here, for Python reads none of 4,300 digits."""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS else None


def unknown(value: str, known: Collection[str]) -> str:
    """What is said of a name that is none of ``known``: the nearest, or all of a few."""
    return f"unknown “{value}”{offer(value, known)}" + (
        f"; known: {', '.join(known)}" if len(known) <= 12 else ""
    )


def offer(value: str, known: Iterable[str]) -> str:
    """“, perhaps “x””, where something near ``value`` is known; else nothing."""
    best = process.extractOne(value, list(known), score_cutoff=_NEAR)
    return f", perhaps “{best[0]}”" if best else ""


def alike(name: str) -> str:
    """The form in which two names are the same name: width, case and white space folded."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Register:
    """Who holds which name: a name that somebody else holds, or that is given twice, is a problem."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._holders: dict[str, str] = {}

    def take(self, entry: Entry, key: str, names: Iterable[str], holder: str) -> None:
        """Gives ``names`` to ``holder``; notes at the entry's ``key`` what somebody has already."""
        for name in filter(None, names):
            other = self._holders.setdefault(alike(name), holder)
            if other != holder:
                entry.wrong(key, f"{self._what} “{name}” belongs to {other} already")
