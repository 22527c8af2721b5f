"""What may import what: read from the source, not from what happens to be loaded."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
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


def modules(folder: str) -> list[str]:
    return sorted(str(file.relative_to(ROOT)) for file in (ROOT / folder).rglob("*.py"))


def imports(source: str, module: str = "") -> Iterator[str]:
    """Every name that a module imports, also inside functions: ``from .a import b`` in x/y.py gives x.a.b."""
    package = Path(module).parent.parts
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join((*above, node.module or "")).strip(".")
            yield from (f"{start}.{alias.name}" for alias in node.names)


def foreign(module: str, packages: tuple[str, ...], but: str = "") -> list[str]:
    """What a module imports of some packages, except of ``but``."""
    names = imports((ROOT / module).read_text(encoding="utf-8"), module)
    return [name for name in names if _within(name, packages) and not (but and _within(name, (but,)))]


def _within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def clock_readings(source: str) -> list[str]:
    """Readings of the time: ``datetime.now``, ``date.today``, ``time.time``; ``perf_counter`` is none."""
    attributes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute))
    read = [ast.unparse(node) for node in attributes if node.attr in READINGS and _is_clock(node.value)]
    return read + [name for name in imports(source) if name.removeprefix("time.") in READINGS and "." in name]


def _is_clock(owner: ast.expr) -> bool:
    return ast.unparse(owner).split(".")[-1] in CLOCKS


def words_for_users(source: str) -> list[str]:
    """Strings that read like the beginning of a sentence or an aside, but docstrings."""
    tree = ast.parse(source)
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
    assert list(imports(source, "bot/domain/dates.py")) == names


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
    assert clock_readings(source)


def test_the_injected_clock_may_be_read() -> None:
    assert clock_readings("clock.now(); self.clock.today(); time.perf_counter()") == []


@pytest.mark.parametrize("module", modules("storage"))
def test_storage_never_imports_the_bot(module: str) -> None:
    assert foreign(module, ("bot", "discord")) == []


@pytest.mark.parametrize("module", modules("bot/domain"))
def test_the_domain_imports_neither_discord_nor_sql_nor_the_clock(module: str) -> None:
    assert foreign(module, NOT_FOR_DOMAIN) == []


@pytest.mark.parametrize("module", modules("bot/domain"))
def test_the_domain_knows_of_storage_only_its_rows(module: str) -> None:
    assert foreign(module, ("storage",), but="storage.rows") == []


@pytest.mark.parametrize("module", modules("bot/domain"))
def test_the_domain_stands_on_its_own(module: str) -> None:
    assert foreign(module, ("bot",), but="bot.domain") == []


@pytest.mark.parametrize("module", modules("bot/extraction"))
def test_the_extraction_is_pure(module: str) -> None:
    assert foreign(module, NOT_FOR_DOMAIN) == []
    assert foreign(module, ("storage",), but="storage.folding") == []
    names = foreign(module, ("bot",), but="bot.locales")
    assert [name for name in names if not _within(name, ("bot.domain", "bot.extraction"))] == []


@pytest.mark.parametrize(
    "source", ['OWN = "This server’s"', 'f"{date} (every year)"', 'f"{n}: Nothing on {d}"']
)
def test_a_word_for_users_is_seen(source: str) -> None:
    assert words_for_users(source)


@pytest.mark.parametrize("module", [*modules("bot/domain"), *modules("bot/services"), *modules("bot/render")])
def test_what_users_are_told_stands_in_the_locales(module: str) -> None:
    assert words_for_users((ROOT / module).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("module", [*modules("bot/reading"), *modules("bot/extraction")])
def test_reading_and_extraction_know_of_the_bot_only_the_domain(module: str) -> None:
    ours = ("bot.domain", "bot.extraction", "bot.reading", "bot.locales", "storage.folding")
    assert [name for name in foreign(module, ("bot", "storage", "discord")) if not _within(name, ours)] == []


def test_only_the_reading_process_takes_pdfs_apart() -> None:
    assert [module for module in modules("bot") if foreign(module, ("pypdfium2",))] == ["bot/reading/pdf.py"]
    loading = [module for module in modules("bot") if foreign(module, ("bot.reading.pdf",))]
    assert loading == ["bot/reading/files.py"]
    running = "import sys, bot.app; sys.exit('pypdfium2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", running], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("module", [module for module in modules("bot") if module != CLOCK])
def test_nothing_but_the_clock_reads_the_time(module: str) -> None:
    assert clock_readings((ROOT / module).read_text(encoding="utf-8")) == []
