"""The real start: Discord out of reach, a token that is refused, an end that is asked for."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import App, waits
from bot.clock import Clock

TOKEN = "MTA1MDQ2MjQ4NzY4OTY2MjQ2Ng.GhTkLp.0123456789abcdefghijklmnopqrstuvwxyzAB"  # noqa: S105
RUN = """
import asyncio, sys
from pathlib import Path
from discord.http import Route
Route.BASE = sys.argv[2]
from bot.app import App
from bot.clock import Clock
from bot.config import LogSettings, Secret
from bot.logs import set_up_logging

async def main():
    token = Secret(sys.argv[3])
    set_up_logging(LogSettings("debug"), (token,))
    async with App(Path(sys.argv[1]), Clock()) as app:
        await app.run(token)

asyncio.run(main())
"""


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port of this machine on which nobody listens: it is kept, or somebody else might be given it."""
    with socket.socket() as kept:
        kept.bind(("127.0.0.1", 0))
        yield int(kept.getsockname()[1])


def test_a_bot_that_cannot_reach_discord_says_so_tries_again_and_stops_when_asked(
    tmp_path: Path, closed_port: int
) -> None:
    address = f"http://127.0.0.1:{closed_port}"
    command = [sys.executable, "-c", RUN, str(tmp_path / "record.db"), address, TOKEN]

    with subprocess.Popen(
        command, stderr=subprocess.PIPE, env={**os.environ, "PYTHONWARNINGS": "error::ResourceWarning"}
    ) as bot:
        assert bot.stderr is not None
        lines = []
        for line in bot.stderr:
            lines.append(line)
            if b"trying again" in line:
                break
        bot.send_signal(signal.SIGTERM)
        lines += bot.stderr.readlines()
        code = bot.wait()

    assert code == 0
    assert b"Discord cannot be reached" in b"".join(lines)
    assert TOKEN.encode() not in b"".join(lines)
    assert b"Traceback" not in b"".join(lines)


async def test_events_after_the_bot_has_disconnected_are_ignored(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async with App(tmp_path / "record.db", clock) as app, app.client:
        pass

    app.client.dispatch("ready")
    await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})

    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_waits_grow_to_five_minutes_and_never_end() -> None:
    seconds = [wait for wait, _ in zip(waits(), range(20), strict=False)]

    assert seconds == sorted(seconds)
    assert seconds[0] <= 5
    assert seconds[-1] == 300
