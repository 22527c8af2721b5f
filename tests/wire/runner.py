"""The bot as a process of its own, on another Discord than the real one; it does as its ``Orders`` say."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import sys
import time
import warnings
from collections.abc import Awaitable, Callable
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

import bot.app
import bot.client
from bot.app import App
from bot.clock import Clock
from bot.config import LogSettings, Secret
from bot.domain.entities import Claim, Event
from bot.logs import set_up_logging
from bot.services.record import Receipt
from tests.changing import Changes

WRITERS = 4
NEVER = 3600.0
"""Seconds that no test waits."""
INSTANT = 0.005
"""Seconds between two looks at whether the loop goes on."""


class Orders(msgspec.Struct, frozen=True):
    """Where everything is. ``seeds`` are loaded first; ``append`` writes events, and prints their numbers.

    ``now`` is the time, or a file that holds it. The bot looks every ``tick`` seconds at what is due, and
    dies ("before claim", "after settle") when it comes to that point of a delivery. Pauses of at least
    ``pause`` seconds pass ``hurry`` times as fast. With ``watch`` it prints what ``watch`` sees.
    It is ready ``last_server_after`` seconds after the last server that it is told of. When it stops, what is
    under way gets ``last_words`` seconds, and Discord ``goodbye`` for its own.
    """

    database: str
    rest: str
    gateway: str
    token: str
    now: str
    development_guild: int = 0
    seeds: str = ""
    append: bool = False
    hurry: float = 500.0
    pause: float = 0.0
    tick: float = 30.0
    die: str = ""
    watch: bool = False
    last_server_after: float = 0.03
    last_words: float = 60.0
    goodbye: float = NEVER


class Watched(msgspec.Struct, frozen=True):
    """For how many seconds the loop was held at most, in the last second; and how many of such a time its
    thread worked itself, at most: the rest it waited for others."""

    held: float
    worked: float


def hurry(times: float, least: float = 0.0) -> None:
    """Lets pauses (back-off, before identifying) pass so many times as fast, but for those shorter than
    ``least`` seconds; time limits stay as they are."""
    sleep = asyncio.sleep

    async def nap(delay: float, result: Any = None) -> Any:
        return await sleep(delay / times if delay >= least else delay, result)

    asyncio.sleep = nap


def expect_no_more_servers(app: App, after: float = 0.1) -> None:
    """discord.py waits two seconds after the last server that it is told of, whether another one comes."""
    app.client._connection.guild_ready_timeout = after


def give_time_to_stop(finishing: float, disconnecting: float) -> None:
    """Raises the limits on stopping, which are so short that a busy machine would pass them."""
    bot.client.FINISHING = bot.app.FINISHING = finishing
    bot.app.DISCONNECTING = disconnecting


async def append(app: App, writer: int) -> None:
    """Adds events one after the other, and prints the number of each once it is in the log."""
    recorder = Changes(app.log, app.views)
    for count in itertools.count():
        event = Event(
            "", 0, f"Event {writer}/{count}", claims=(Claim(f"c{writer}/{count}", "paper", "2012"),)
        )
        made = await recorder.add("guild:1", "event", event, actor="ana", change=f"{writer}/{count}")
        if isinstance(made, Receipt):
            sys.stdout.write(f"{made.positions[0]}\n")
            sys.stdout.flush()


async def watch() -> None:
    """Prints a ``Watched`` every second, as a line of JSON."""
    loop = asyncio.get_running_loop()
    while True:
        held = worked = 0.0
        until = loop.time() + 1
        while (begun := loop.time()) < until:
            worked_before = time.thread_time()
            await asyncio.sleep(INSTANT)
            held = max(held, loop.time() - begun - INSTANT)
            worked = max(worked, time.thread_time() - worked_before)
        sys.stdout.write(msgspec.json.encode(Watched(held, worked)).decode() + "\n")
        sys.stdout.flush()


def time_of(orders: Orders) -> Callable[[], datetime]:
    """The time that is ordered; where it is in a file, as the file says now."""
    if not orders.now.startswith("/"):
        return lambda: datetime.fromisoformat(orders.now)
    file = Path(orders.now)
    read_at, told = -INSTANT, datetime.min

    def now() -> datetime:
        nonlocal read_at, told
        # Not read each time: a bot that sends thousands of notes asks hundreds of times a second.
        if time.monotonic() - read_at >= INSTANT:
            read_at, told = time.monotonic(), datetime.fromisoformat(file.read_text(encoding="utf-8"))
        return told

    return now


def mortal(app: App, order: str) -> None:
    """The process ends without a word before or after it writes into the ledger what ``order`` says."""
    when, _, what = order.partition(" ")
    method = {"claim": "record", "settle": "settle"}[what]
    written: Callable[..., Awaitable[Any]] = getattr(app.deliveries, method)

    def die() -> NoReturn:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still alive")

    async def write(*arguments: Any, **more: Any) -> Any:
        concerned = what != "claim" or any(row.state == "claimed" for row in arguments[0])
        if concerned and when == "before":
            die()
        result = await written(*arguments, **more)
        if concerned:
            die()
        return result

    setattr(app.deliveries, method, write)


async def run(orders: Orders) -> None:
    """Runs the bot until it is told to stop."""
    token = Secret(orders.token)
    set_up_logging(LogSettings("info"), (token,))
    clock = Clock(time_of(orders))
    guild = orders.development_guild
    async with App(Path(orders.database), clock, development_guild=guild, tick=orders.tick) as app:
        expect_no_more_servers(app, orders.last_server_after)
        if orders.die:
            mortal(app, orders.die)
        beside = [
            asyncio.create_task(append(app, number)) for number in range(WRITERS if orders.append else 0)
        ]
        if orders.watch:
            beside.append(asyncio.create_task(watch()))
        await app.run(token, seeds=Path(orders.seeds) if orders.seeds else None)
        for task in beside:
            task.cancel()


def main(told: str, output: Connection, errors: Connection) -> None:
    """Does as ordered, in a process that was forked for it: the exit code is 1 if it raises."""
    os.dup2(output.fileno(), 1)
    os.dup2(errors.fileno(), 2)
    output.close()
    errors.close()
    warnings.simplefilter("error", ResourceWarning)
    orders = msgspec.json.decode(told, type=Orders)
    Route.BASE = orders.rest
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(orders.gateway)
    hurry(orders.hurry, orders.pause)
    give_time_to_stop(orders.last_words, orders.goodbye)
    asyncio.run(run(orders))
