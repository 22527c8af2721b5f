"""Reads a file in a separate process, so that the bot stays responsive and a hostile file cannot harm it."""

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
from bot.reading.messages import About, Done, Found, Order, Piece, Progressed, Refused, decode_message, encode
from bot.reading.paper import Paper, Unreadable

OnProgress = Callable[[Literal["reading", "finding"], int, int], None]
"""A function that is called with the progress: pages read ("reading") or percent of the text searched
("finding"), and the total."""
_LINE = 1 << 20
"""Most bytes of a line from the process; its longest lines hold 60,000 characters."""
_NEEDED = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "PYTHONHOME")
_AT_ONCE = 50
"""How many lines are handled before other tasks of the event loop get a turn."""


class Limits(msgspec.Struct, frozen=True):
    """What reading may use: memory in bytes, processor time and total time in seconds."""

    memory: int = 700_000_000
    processor: int = 240
    seconds: float = 600


class Read(msgspec.Struct, frozen=True):
    """A file as text, and the dated statements in it, in their order."""

    paper: Paper
    statements: tuple[Statement, ...]


_NO_NAMES, _USUAL = Names(), Limits()


def _unreported(doing: str, done: int, total: int) -> None:
    """An ``OnProgress`` that ignores the reports."""


async def read_apart(
    name: str,
    data: bytes,
    *,
    published: str = "",
    names: Names = _NO_NAMES,
    on_progress: OnProgress = _unreported,
    limits: Limits = _USUAL,
) -> Read | Unreadable:
    """The file as text with its statements, or why it cannot be read. Cancelling it ends the process.

    ``published`` is the paper's date (EDTF), or empty; ``names`` are the parties and agreements to recognise.
    """
    order = Order(name, len(data), published, names, limits.memory, limits.processor)
    try:
        async with asyncio.timeout(limits.seconds), _process() as process:
            sending = asyncio.create_task(_send(process, order, data))
            try:
                return await _receive(process, on_progress)
            finally:
                sending.cancel()
                await asyncio.gather(sending, return_exceptions=True)
    except TimeoutError:
        return Unreadable("paper_slow")


@asynccontextmanager
async def _process() -> AsyncIterator[asyncio.subprocess.Process]:
    """The reading process; it is killed at the end."""
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
    """What Python may need of this process's environment, without its secrets, such as the token."""
    return {name: os.environ[name] for name in _NEEDED if name in os.environ}


async def _send(process: asyncio.subprocess.Process, order: Order, data: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 - it was asked for
    with suppress(ConnectionError):  # the process has ended; ``_receive`` gets the reason
        process.stdin.write(encode(order) + b"\n")
        process.stdin.write(data)
        await process.stdin.drain()
        process.stdin.close()


async def _receive(process: asyncio.subprocess.Process, on_progress: OnProgress) -> Read | Unreadable:
    assert process.stdout is not None  # noqa: S101 - it was asked for
    paper: Paper | None = None
    pieces: list[str] = []
    statements: list[Statement] = []
    count = 0
    async for line in process.stdout:
        match decode_message(line):
            case Progressed(doing, done, total):
                on_progress(doing, done, total)
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
    """The reason why a process ended without a final message.

    Its processor time or the system's memory ran out, or the file made it crash.
    """
    return {-signal.SIGXCPU: "paper_slow", -signal.SIGKILL: "paper_heavy"}.get(code, "paper_damaged")
