"""Runs the demo: each line that is typed is a slash command to the real bot, whose reply is shown as text.

On a terminal there is a prompt with the bot's own completion, history and colours. Lines from a pipe get
plain text: the answer to each line that is not blank, followed by a line of forty hyphens (``END``).
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from bot.app import App
from bot.clock import Clock
from bot.demo.simulator import REFUSED, Choice, Form, Reply, SimulatedTime, Simulator, simulated
from bot.demo.typed import Complaint, read
from bot.garbage import settle
from bot.render.terminal import Ink, plain

END = "-" * 40
DATABASE = "aide-memoire.db"
QUIT = ("/quit", "/exit")
TRAVEL = "/travel"
HELLO = (
    "Aide-mémoire, the demo: type a slash command as in Discord, such as /brief GSOMIA or /help.\n"
    "Tab completes; a number presses a button; /travel 2026-12-28 moves the clock; /quit or Ctrl-D ends.\n"
    "With demo --as moderator there are /posts (notes in channels) and /edit (the record, papers) too."
)
CLOSED = "The form was closed; nothing of it was sent."

Travel = Callable[[float], Awaitable[None]]
"""Lets a number of seconds pass in the simulation."""
SHOWN = 3
"""Most notes that are shown of those that were posted on the way to another day."""
Ask = Callable[[str], Awaitable[str | None]]
"""Shows a question and gives the line that answers it, stripped; None at the end of the input."""


def run_demo(
    *,
    data: Path | None,
    today: date | None,
    role: str,
    seeds: Path,
    reference: bool,
    stdin: TextIO,
    stdout: TextIO,
) -> int:
    """Runs the demo until its input ends or ``/quit``; gives the exit code, 0.

    ``data`` is the folder of the database (None: one for this run alone), ``today`` the first day (None: the
    real one), ``role`` one of ``ROLES``. Raises what opening a database or reading seeds raises.
    """
    for stream in (stdin, stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    now = SimulatedTime(_start(today))
    clock = Clock(now)

    async def talk() -> None:
        async with AsyncExitStack() as stack:
            folder = data or Path(stack.enter_context(TemporaryDirectory(prefix="aide-memoire-")))
            folder.mkdir(parents=True, exist_ok=True)
            app = App(folder / DATABASE, clock, fresh_commands=True)
            await stack.enter_async_context(app)
            await app.load_seeds(seeds, reference=reference)
            simulator = await stack.enter_async_context(simulated(app.client, role, now))
            settle()
            travel = partial(travel_with_notes, app, simulator, now)
            if stdin.isatty() and stdout.isatty():
                await _converse(simulator, clock, stdout, travel)
            else:
                await _answer_lines(simulator, clock, stdin, stdout, travel)

    try:
        asyncio.run(talk())
    finally:
        gc.enable()
    return 0


async def travel_with_notes(app: App, simulator: Simulator, time: SimulatedTime, seconds: float) -> None:
    """Lets time pass as for a running bot: each note that is due on the way is posted at its time.

    All notes of the last day are posted, even those that are due later than the time travelled to.
    """
    end, passed = time() + timedelta(seconds=seconds), 0.0
    await app.posting.tick()
    due = await app.deliveries.next_due()
    while due is not None and (due.at <= end or due.day <= end.toordinal()):
        ahead = max((due.at - time()).total_seconds(), 0)
        time.jump(ahead)
        passed += ahead
        await app.posting.tick()
        before, due = due, await app.deliveries.next_due()
        if due == before:
            break
    time.jump(-passed)
    await simulator.travel(max(seconds, passed))
    await app.posting.tick()


class Demo:
    """The conversation: answers each line with the text to show."""

    def __init__(
        self, simulator: Simulator, clock: Clock, ask: Ask, ink: Ink, travel: Travel | None = None
    ) -> None:
        self.simulator = simulator
        self._go = travel or simulator.travel
        self.commands = simulator.commands()
        self._clock = clock
        self._ask = ask
        self._ink = ink

    async def reply(self, line: str) -> str:
        """The answer to a line, which is a command or a button's number; or what is wrong with the line."""
        try:
            return await self._reply(line)
        except REFUSED as error:
            return f"The simulated Discord does not do that: {error}"

    async def _reply(self, line: str) -> str:
        word = line.split(maxsplit=1)[0]
        if word == TRAVEL:
            return await self._travel(line.removeprefix(TRAVEL).strip())
        if line.isascii() and line.isdigit():
            return await self._press(int(line[:9]))
        typed = read(line, self.commands, self.simulator.there())
        if isinstance(typed, Complaint):
            return typed.text
        return await self._show(await self.simulator.send(typed))

    async def _press(self, number: int) -> str:
        choices = self.simulator.choices
        if not 1 <= number <= len(choices):
            there = f"There are 1 to {len(choices)}." if choices else "Nothing can be pressed at the moment."
            return f"There is no button {number}. {there}"
        return await self._show(await self.simulator.press(choices[number - 1]))

    async def _travel(self, typed: str) -> str:
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            return f"{TRAVEL} takes a day as year-month-day, such as {TRAVEL} 2026-12-28."
        now = self._clock.now()
        if day < now.date():
            return f"Time only goes forward, and it is {now.date()}. To begin earlier: demo --today {day}"
        known = self.simulator.posted()
        await self._go((day - now.date()).total_seconds())
        posted = await self.simulator.posted_since(known)
        shown = [f"It is now {self._clock.now().date()}."]
        if len(posted) > SHOWN:
            shown.append(f"{len(posted) - SHOWN} more notes were posted on the way, then these:")
        shown += [self._text(reply) for reply in posted[-SHOWN:]]
        return "\n\n".join(shown)

    async def _show(self, replies: list[Reply]) -> str:
        if replies and replies[0].form is not None:
            filled = await self._fill(replies[0].form)
            if filled is None:
                return CLOSED
            if isinstance(filled, str):
                return f"{CLOSED}\n\n{await self._reply(filled)}"
            replies = await self.simulator.submit(filled)
        return "\n\n".join(map(self._text, replies)) or "The bot did not answer."

    def _text(self, reply: Reply) -> str:
        return show(reply, self._ink, self.simulator.mentions())

    async def _fill(self, form: Form) -> dict[str, str] | str | None:
        """Asks for each field of a form; an empty line leaves a field as it is. Gives the values by field.

        None if the input ends. If a command is typed in place of an answer, that line is given instead,
        because whoever pipes lines in does not expect a form.
        """
        values = {}
        for field in form.fields:
            offered = f" ({', '.join(field.options)})" if field.options else ""
            filled = f" [{field.default}]" if field.default else ""
            answer = await self._ask(f"{form.title}: {field.label}{offered}{filled}")
            if answer is None or answer.startswith("/"):
                return answer
            values[field.custom_id] = answer or field.default
        return {name: value for name, value in values.items() if value}


def show(reply: Reply, ink: Ink, mentions: Mapping[str, str]) -> str:
    """A reply as text: who sees it or where it is, its blocks and files, and what can be pressed.

    ``mentions`` maps mentions, such as "<#1>", to what is shown in their place.
    """
    parts = [plain(block, ink, mentions) for block in reply.blocks]
    if reply.private:
        parts.insert(0, ink("(only you see this)", "2"))
    elif reply.place:
        parts.insert(0, ink(plain(f"({'edited ' * reply.edited}in {reply.place})", mentions=mentions), "2"))
    parts += [_file(name, data, ink) for name, data in reply.files]
    if reply.choices:
        numbered = [f"{number} = {_label(choice)}" for number, choice in enumerate(reply.choices, start=1)]
        parts.append(ink("Press: " + " · ".join(numbered), "33"))
    return "\n\n".join(parts)


def _label(choice: Choice) -> str:
    return choice.label if choice.on is None else f"{'☑' if choice.on else '☐'} {choice.label}"


def _file(name: str, data: bytes, ink: Ink) -> str:
    heading = ink(f"File {name} ({len(data):,} bytes)", "4")
    try:
        return f"{heading}\n{data.decode('utf-8').rstrip()}"
    except UnicodeDecodeError:
        return heading


def _start(today: date | None) -> datetime:
    return Clock().now() if today is None else datetime.combine(today, time(12), UTC)


async def _answer_lines(
    simulator: Simulator, clock: Clock, stdin: TextIO, stdout: TextIO, travel: Travel
) -> None:
    loop = asyncio.get_running_loop()

    async def ask(prompt: str) -> str | None:
        print(prompt, file=stdout, flush=True)
        line = await loop.run_in_executor(None, stdin.readline)
        return line.strip() if line else None

    demo = Demo(simulator, clock, ask, Ink(stdout.isatty()), travel)
    while line := await loop.run_in_executor(None, stdin.readline):
        if line.strip() in QUIT:
            return
        if line.strip():
            print(await demo.reply(line.strip()), END, sep="\n", file=stdout, flush=True)


async def _converse(simulator: Simulator, clock: Clock, stdout: TextIO, travel: Travel) -> None:
    from bot.demo.prompt import Prompt

    prompt = Prompt(simulator)
    demo = Demo(simulator, clock, prompt.ask, Ink(styled=True), travel)
    print(HELLO, file=stdout)
    while (line := await prompt.command()) is not None and line not in QUIT:
        if line:
            print("", await demo.reply(line), "", sep="\n", file=stdout, flush=True)
