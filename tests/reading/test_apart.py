"""Reading happens in a process of its own, which gets no further than it may."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.extraction.names.gazetteer import Names
from bot.reading.apart import Limits, Read, read_apart
from bot.reading.messages import Order
from bot.reading.paper import Unreadable
from bot.reading.worker import NAME
from tests.reading import fuzz
from tests.reading.papers import pdf

TEXT = b"Japan and South Korea signed the Zanzibar Agreement on 4 May 2031."
LONG = f"a{' ' * 40_000}b"


async def test_text_and_statements_come_with_their_places_and_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    pages = [
        "In 1951 talks began in Tokyo.",
        "Japan left in 1952, it is said.",
        "War broke out in 1953.",
    ]
    names = Names().with_countries()
    read = await read_apart("a.pdf", pdf(pages), names=names, on_progress=lambda *came: told.append(came))

    assert isinstance(read, Read)
    found = [(read.paper.text[one.start : one.end], one.text, one.locator) for one in read.statements]
    assert found == [("1951", "1951", "p. 1"), ("1952", "1952", "p. 2"), ("1953", "1953", "p. 3")]
    assert told[:3] == [("reading", page, 3) for page in (1, 2, 3)]
    assert told[3][0] == "finding"


async def test_what_a_page_tells_has_its_place_below_a_heading() -> None:
    squid, peace = "<h1>Squid</h1><p>War came in 1950.</p>", "<h2>Peace since <i>1951</i></h2><p>Rain.</p>"
    page = f"{squid}{peace}<p>It ended in 1953.</p>"
    read = await read_apart("page.html", f"<html><p>From 1949.</p>{page}".encode())
    assert isinstance(read, Read)
    assert [(one.text, one.locator) for one in read.statements] == [
        ("1949", "par. 1"),
        ("1950", "“Squid”, par. 1"),
        ("since 1951", "“Peace since 1951”"),
        ("1953", "“Peace since 1951”, par. 2"),
    ]


async def test_a_process_that_takes_too_long_is_ended() -> None:
    assert await read_apart("a.txt", TEXT, limits=Limits(seconds=0)) == Unreadable("paper_slow")


async def test_a_process_that_computes_too_long_is_ended() -> None:
    slow = b"<p>" + b"In 1965 Japan said so. " * 400_000
    found = await read_apart("a.html", slow, limits=Limits(processor=1))

    assert found == Unreadable("paper_slow")


@pytest.mark.parametrize(
    "head",
    ["<!-- a note -->\n" * 60, f"---\ntitle: {LONG}\n---\n{LONG}", f"# {LONG}\n"],
    ids=["comments", "front", "heading"],
)
async def test_however_a_text_begins_what_it_is_is_soon_known(head: str) -> None:
    read = await read_apart("a.md", head.encode() + TEXT, limits=Limits(processor=5))

    assert isinstance(read, Read)
    assert [one.text for one in read.statements] == ["4 May 2031"]


async def test_a_title_of_megabytes_is_told_as_far_as_anybody_reads_it() -> None:
    name = "x" * 2_000_000
    page = f"<html><head><title>{name}</title><meta name=author content={name}></head><p>".encode() + TEXT
    read = await read_apart("a.html", page)

    assert isinstance(read, Read)
    assert read.paper.title == read.paper.author == name[:NAME]


async def test_a_process_that_wants_too_much_memory_is_refused_it() -> None:
    found = await read_apart("a.txt", b"In 1965. " * 1_000_000, limits=Limits(memory=150_000_000))

    assert isinstance(found, Unreadable)
    assert found.code == "paper_heavy"


def test_limits_that_the_system_sets_lower_are_kept() -> None:
    # In a process of its own, since such a limit cannot be raised again.
    program = (
        "import asyncio, resource; from bot.reading.apart import read_apart;"
        "resource.setrlimit(resource.RLIMIT_CPU, (60, 60));"
        "print(asyncio.run(read_apart('a.txt', b'In 1965.')).paper.text)"
    )
    read = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, text=True)
    assert (read.stdout, read.stderr) == ("In 1965.\n", "")


async def test_who_calls_it_off_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[asyncio.subprocess.Process] = []
    start = asyncio.create_subprocess_exec

    async def noted(*command: str, **options: object) -> asyncio.subprocess.Process:
        begun.append(await start(*command, **options))  # type: ignore[arg-type]
        return begun[0]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", noted)
    reading = asyncio.create_task(read_apart("a.txt", TEXT))
    while not begun:  # noqa: ASYNC110 - it begins at once
        await asyncio.sleep(0)
    reading.cancel()
    await asyncio.wait((reading,))

    assert reading.cancelled()
    assert begun[0].returncode is not None


def test_an_order_holds_all_that_the_process_needs() -> None:
    assert set(Order.__struct_fields__) == {"name", "size", "published", "names", "memory", "seconds"}


async def test_mutated_files_are_read_or_refused_within_the_limits(tmp_path: Path) -> None:
    found = await fuzz.campaign(count=6, seed=1, at_once=2)

    assert sum(found.values()) == 6
