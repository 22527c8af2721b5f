"""What may import what: read from the source, not from what happens to be loaded."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.ground import ROOT

NOT_FOR_DOMAIN = ("discord", "sqlite3", "aiosqlite", "time", "asyncio", "structlog", "apscheduler")
CLOCK = "bot/clock.py"
READINGS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
CLOCKS = {"datetime", "date", "time", "utils"}
WORDS = re.compile(r"\b[A-Z][a-z]*[ ’][a-z]+|\([a-z]+ ")
NO_WORDS = ("Own knowledge", "Discord message", "-//Aide-mémoire//On this day//EN")
"""What the log holds, and what calendars call the program."""


@cache
def tree(module: str) -> ast.Module:
    """A module as it is parsed."""
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def wrong(look: Callable[[str], list[str]], *folders: str) -> dict[str, list[str]]:
    """What a look at each module of these folders finds, where it finds anything."""
    modules = [str(file.relative_to(ROOT)) for folder in folders for file in (ROOT / folder).rglob("*.py")]
    assert len(modules) > 5
    return {module: found for module in sorted(modules) if (found := look(module))}


def imports(tree: ast.Module, module: str = "") -> Iterator[str]:
    """Every name that a module imports, also inside functions: ``from .a import b`` in x/y.py gives x.a.b."""
    package = Path(module).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join((*above, node.module or "")).strip(".")
            yield from (f"{start}.{alias.name}" for alias in node.names)


def foreign(*packages: str, but: tuple[str, ...] = ()) -> Callable[[str], list[str]]:
    """A look at what a module imports of some packages, except of ``but``."""
    return lambda module: [
        name for name in imports(tree(module), module) if _within(name, packages) and not _within(name, but)
    ]


def _within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def clock_readings(tree: ast.Module) -> list[str]:
    """Readings of the time: ``datetime.now``, ``date.today``, ``time.time``; ``perf_counter`` is none."""
    attributes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    read = [ast.unparse(node) for node in attributes if node.attr in READINGS and _is_clock(node.value)]
    return read + [name for name in imports(tree) if name.removeprefix("time.") in READINGS and "." in name]


def _is_clock(owner: ast.expr) -> bool:
    return ast.unparse(owner).split(".")[-1] in CLOCKS


def words_for_users(tree: ast.Module) -> list[str]:
    """Strings that read like the beginning of a sentence or an aside, but docstrings."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    strings = [str(node.value) for node in constants if id(node) not in docstrings]
    return [text for text in strings if WORDS.search(text) and text not in NO_WORDS]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import bot.app", ["bot.app"]),
        ("from storage.rows import Record", ["storage.rows.Record"]),
        ("def f():\n    from storage import log", ["storage.log"]),
        ("from . import fold", ["bot.domain.fold"]),
        ("from ..app import App", ["bot.app.App"]),
    ],
)
def test_an_import_is_seen_in_whatever_form(source: str, names: list[str]) -> None:
    assert list(imports(ast.parse(source), "bot/domain/decide.py")) == names


@pytest.mark.parametrize(
    "source",
    [
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "time.time()",
        "from time import time",
        "discord.utils.utcnow()",
        "f(default_factory=date.today)",
    ],
)
def test_a_reading_of_the_time_is_seen(source: str) -> None:
    assert clock_readings(ast.parse(source))


def test_the_injected_clock_may_be_read() -> None:
    assert clock_readings(ast.parse("clock.now(); self.clock.today(); time.perf_counter()")) == []


def test_storage_never_imports_the_bot() -> None:
    assert wrong(foreign("bot", "discord"), "storage") == {}


def test_the_domain_imports_neither_discord_nor_sql_nor_the_clock() -> None:
    assert wrong(foreign(*NOT_FOR_DOMAIN), "bot/domain") == {}


def test_the_domain_stands_on_its_own_but_for_the_rows_of_storage() -> None:
    assert wrong(foreign("bot", "storage", but=("bot.domain", "storage.rows")), "bot/domain") == {}


def test_reading_what_people_mean_does_not_import_answers() -> None:
    uses = ("answers", "notes", "lookup", "editing", "posting", "desk")
    assert wrong(foreign(*(f"bot.services.{use}" for use in uses)), "bot/services/typed") == {}


def test_readers_answers_do_not_import_editing_and_posting() -> None:
    assert wrong(foreign("bot.services.editing", "bot.services.posting"), "bot/services/answers") == {}


def test_the_extraction_is_pure() -> None:
    ours = ("bot.domain", "bot.extraction", "bot.locales", "storage.folding")
    assert wrong(foreign(*NOT_FOR_DOMAIN), "bot/extraction") == {}
    assert wrong(foreign("bot", "storage", but=ours), "bot/extraction") == {}


@pytest.mark.parametrize(
    "source", ['OWN = "This server’s"', 'f"{date} (every year)"', 'f"{n}: Nothing on {d}"']
)
def test_a_word_for_users_is_seen(source: str) -> None:
    assert words_for_users(ast.parse(source))


def test_texts_for_users_are_in_the_locales() -> None:
    folders = ("bot/domain", "bot/services", "bot/render")
    assert wrong(lambda module: words_for_users(tree(module)), *folders) == {}


def test_reading_and_extraction_know_of_the_bot_only_the_domain() -> None:
    ours = ("bot.domain", "bot.extraction", "bot.reading", "bot.locales", "storage.folding")
    assert wrong(foreign("bot", "storage", "discord", but=ours), "bot/reading", "bot/extraction") == {}


def test_only_the_reading_process_takes_pdfs_apart() -> None:
    assert [*wrong(foreign("pypdfium2"), "bot")] == ["bot/reading/pdf.py"]
    assert [*wrong(foreign("bot.reading.pdf"), "bot")] == ["bot/reading/files.py"]
    running = "import sys, bot.app; sys.exit('pypdfium2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", running], cwd=ROOT, check=False).returncode == 0


def test_nothing_but_the_clock_reads_the_time() -> None:
    assert [*wrong(lambda module: clock_readings(tree(module)), "bot")] == [CLOCK]


def test_plain_data_is_made_in_one_way() -> None:
    assert wrong(foreign("dataclasses"), "bot", "storage") == {}
