"""Has a file read in a process of its own: the bot only waits, and the limits hold whatever the file is."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace

from bot.extraction.names.gazetteer import Names
from bot.extraction.statement import Statement
from bot.reading.messages import About, Came, Done, Found, Order, Piece, Refused, decode_word, encode
from bot.reading.paper import Paper, Unreadable

Heard = Callable[[Literal["reading", "finding"], int, int], None]
"""Told how far it has come: pages read of so many, or percent of the text that is looked through."""
_LINE = 1 << 20
"""Bytes of a line that the process says, at most; its longest hold 60,000 characters."""
_NEEDED = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "PYTHONHOME")
_AT_ONCE = 50
"""So many lines are taken in before others get their turn."""


class Limits(msgspec.Struct, frozen=True):
    """What reading may take: memory in bytes, processor time and time in all in seconds."""

    memory: int = 700_000_000
    processor: int = 240
    seconds: float = 600


class Read(msgspec.Struct, frozen=True):
    """A file as text with the dated statements in it, in their order."""

    paper: Paper
    statements: tuple[Statement, ...]


_NO_NAMES, _USUAL = Names(), Limits()


def _silent(doing: str, done: int, total: int) -> None:
    """Nobody wants to know."""


async def read_apart(
    name: str,
    data: bytes,
    *,
    published: str = "",
    names: Names = _NO_NAMES,
    heard: Heard = _silent,
    limits: Limits = _USUAL,
) -> Read | Unreadable:
    """The file as text with its statements, or why not. Cancelling it ends the process."""
    order = Order(name, len(data), published, names, limits.memory, limits.processor)
    try:
        async with asyncio.timeout(limits.seconds), _process() as process:
            sending = asyncio.create_task(_send(process, order, data))
            try:
                return await _hear(process, heard)
            finally:
                sending.cancel()
                await asyncio.gather(sending, return_exceptions=True)
    except TimeoutError:
        return Unreadable("paper_slow")


@asynccontextmanager
async def _process() -> AsyncIterator[asyncio.subprocess.Process]:
    """The reading process."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-B", "-P", "-m", "bot.reading.worker"),
        stdin=pipe,
        stdout=pipe,
        stderr=asyncio.subprocess.DEVNULL,
        limit=_LINE,
        env={**_environment(), "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _environment() -> dict[str, str]:
    """What Python itself may need of this process's environment; that holds the token, too."""
    return {name: os.environ[name] for name in _NEEDED if name in os.environ}


async def _send(process: asyncio.subprocess.Process, order: Order, data: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 - it was asked for
    with suppress(ConnectionError):  # it has ended; what it said tells why
        process.stdin.write(encode(order) + b"\n")
        process.stdin.write(data)
        await process.stdin.drain()
        process.stdin.close()


async def _hear(process: asyncio.subprocess.Process, heard: Heard) -> Read | Unreadable:
    assert process.stdout is not None  # noqa: S101 - it was asked for
    paper: Paper | None = None
    pieces: list[str] = []
    statements: list[Statement] = []
    count = 0
    async for line in process.stdout:
        match decode_word(line):
            case Came(doing, done, total):
                heard(doing, done, total)
            case About(paper):
                pass
            case Piece(text):
                pieces.append(text)
            case Found(statement):
                statements.append(statement)
            case Refused(why):
                return why
            case Done() if paper is not None:
                return Read(replace(paper, text="".join(pieces)), tuple(statements))
        count += 1
        if not count % _AT_ONCE:
            await asyncio.sleep(0)
    return Unreadable(_why_it_ended(await process.wait()))


def _why_it_ended(code: int) -> str:
    """Of a process that ended without a last word: its time or the system's memory ran out, or the file broke
    it."""
    return {-signal.SIGXCPU: "paper_slow", -signal.SIGKILL: "paper_heavy"}.get(code, "paper_damaged")
