"""The bot's process: started on a loopback Discord, its log read along, stopped as a supervisor would."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from tests.ground import NOW
from tests.wire import runner
from tests.wire.loopback import PATIENCE, Loopback
from tests.wire.people import TOKEN

FORKS = multiprocessing.get_context("forkserver")
"""One process has imported the bot once, and each bot is a fork of it."""
FORKS.set_forkserver_preload([runner.__name__])


class Process:
    """A running bot. ``log`` is what it has logged so far, one object a line; ``printed`` what it printed."""

    def __init__(
        self, process: ForkServerProcess, errors: asyncio.StreamReader, output: asyncio.StreamReader
    ) -> None:
        self._process = process
        self._over = asyncio.Event()
        self._more = asyncio.Condition()
        self.log: list[dict[str, Any]] = []
        self.printed: list[str] = []
        self.raw = ""
        self._readers = [
            asyncio.create_task(self._read(errors, self._logged)),
            asyncio.create_task(self._read(output, self.printed.append)),
        ]
        asyncio.get_running_loop().add_reader(process.sentinel, self._ended)

    async def says(self, words: str, seconds: float = PATIENCE) -> dict[str, Any]:
        """The first line of the log with these words, once it is there."""
        async with self._more, asyncio.timeout(seconds):
            await self._more.wait_for(lambda: self._find(words) is not None or self.ended)
        line = self._find(words)
        assert line is not None, f"ended without saying {words!r}: {self.raw[-3000:]}"
        return line

    async def has_printed(self, lines: int) -> None:
        """Waits until so many lines were printed."""
        async with self._more, asyncio.timeout(PATIENCE):
            await self._more.wait_for(lambda: len(self.printed) >= lines or self.ended)

    @property
    def id(self) -> int:
        """By which the system knows it."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether the process is over."""
        return self._over.is_set()

    def has_said(self, words: str) -> bool:
        """Whether there is a line with these words by now."""
        return self._find(words) is not None

    def forget(self) -> None:
        """Nothing was logged so far."""
        self.log.clear()
        self.raw = ""

    def troubles(self) -> list[str]:
        """What was logged as a warning or worse."""
        return [line["event"] for line in self.log if line["level"] not in ("debug", "info")]

    def ask_to_stop(self) -> None:
        """What a supervisor sends."""
        self._process.terminate()

    async def stop(self) -> int:
        """Asks the bot to stop; its exit code."""
        if not self.ended:
            self.ask_to_stop()
        return await self.over()

    async def over(self) -> int:
        """The exit code, once the process is over and all it said was read."""
        async with asyncio.timeout(PATIENCE):
            await self._over.wait()
            await asyncio.gather(*self._readers)
        assert self._process.exitcode is not None
        return self._process.exitcode

    async def kill(self) -> None:
        """Ends the process, if it has not ended."""
        if not self.ended:
            self._process.kill()
            await self.over()

    def _ended(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._process.join()
        self._over.set()

    def _find(self, words: str) -> dict[str, Any] | None:
        return next((line for line in self.log if words in line["event"]), None)

    def _logged(self, line: str) -> None:
        self.raw += line + "\n"
        try:
            self.log.append(json.loads(line))
        except ValueError:
            self.log.append({"event": line, "level": "unformatted"})

    async def _read(self, stream: asyncio.StreamReader, take: Any) -> None:
        while line := await stream.readline():
            async with self._more:
                take(line.decode().rstrip("\n"))
                self._more.notify_all()
        async with self._more:
            await self._over.wait()
            self._more.notify_all()


@asynccontextmanager
async def bot(discord: Loopback, database: Path, **orders: Any) -> AsyncIterator[Process]:
    """A bot that is starting; killed at the end if it still runs."""
    told = {
        "database": str(database),
        "rest": discord.base,
        "gateway": discord.gateway.address,
        "token": TOKEN,
        "now": NOW.isoformat(),
        **orders,
    }
    (errors, child_errors), (output, child_output) = FORKS.Pipe(duplex=False), FORKS.Pipe(duplex=False)
    forked = FORKS.Process(target=runner.main, args=(json.dumps(told), child_output, child_errors))
    forked.start()
    child_errors.close()
    child_output.close()
    process = Process(forked, await _stream(errors), await _stream(output))
    try:
        yield process
    finally:
        await process.kill()


async def _stream(pipe: Connection) -> asyncio.StreamReader:
    stream = asyncio.StreamReader(limit=16 << 20)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stream), pipe)
    return stream
