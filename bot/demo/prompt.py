"""The demo's prompt on a terminal, with history and with the bot's own completion."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from discord import AppCommandOptionType as OptionType
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import HTML

from bot.demo.simulator import Simulator
from bot.demo.typed import Typing, typing


class Prompt:
    """Reads lines from the terminal. Ctrl-C discards a line, Ctrl-D ends the input."""

    def __init__(self, simulator: Simulator) -> None:
        self._session: PromptSession[str] = PromptSession(completer=BotCompleter(simulator))
        self._answers: PromptSession[str] = PromptSession()

    async def command(self) -> str | None:
        """The next command, stripped; None at the end of the input."""
        try:
            line = await self._session.prompt_async(HTML("<ansigreen><b>› </b></ansigreen>"))
        except KeyboardInterrupt:
            return ""
        except EOFError:
            return None
        return line.strip()

    async def ask(self, question: str) -> str | None:
        """The answer to a question of a form, stripped; None if the form is closed by Ctrl-C or Ctrl-D."""
        try:
            answer = await self._answers.prompt_async(f"{question}: ")
        except (KeyboardInterrupt, EOFError):
            return None
        return answer.strip()


class BotCompleter(Completer):
    """Completes commands and options as Discord does, and values by the bot's own autocomplete."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._commands = simulator.commands()
        self._one_at_a_time = asyncio.Lock()

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> list[Completion]:
        """Not used: completions are asynchronous."""
        return []

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        """The completions for the text before the cursor."""
        typed = document.text_before_cursor
        at = typing(typed, self._commands)
        if at is None:
            for command in self._commands.values():
                if f"/{command.name}".startswith(typed):
                    yield Completion(f"/{command.name} ", -len(typed), display_meta=command.description)
            return
        for shown, value in await self._values(at):
            yield Completion(value, -len(at.text), display=shown)
        for option in at.open_options:
            if option.name.startswith(at.word):
                yield Completion(f"{option.name}:", -len(at.word), display_meta=option.description)

    async def _values(self, at: Typing) -> list[tuple[str, str]]:
        option = at.option
        if option is None:
            return []
        if option.completes:
            async with self._one_at_a_time:
                return await self._simulator.complete(at.command, option.name, at.text, at.filled)
        there = [str(one) for one in self._simulator.there() if one.type == option.type]
        values = ("True", "False") if option.type == OptionType.boolean else option.choices or tuple(there)
        return [(value, value) for value in values if value.casefold().startswith(at.text.casefold())]
