"""The demo's prompt: what is typed, and completed (options as declared, values as the bot offers them)."""

from __future__ import annotations

from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import fragment_list_to_text
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.app import App
from bot.clock import Clock
from bot.demo.prompt import BotCompleter, Prompt
from bot.demo.simulator import simulated

EVENT = CompleteEvent(completion_requested=True)


@pytest.mark.parametrize(
    ("typed", "completed", "shown"),
    [
        ("/ag", "/agreement ", "/agreement "),
        ("/agreement gsom", "/agreement General Security", "GSOMIA"),
        ("/agreement GSOMIA as", "/agreement GSOMIA as_of:", "as_of:"),
        ("/agreement GSOMIA as_of:june 2012", "/agreement GSOMIA as_of:2012-06", "June 2012 (month)"),
        ("/brief GSOMIA sources:d", "/brief GSOMIA sources:documents", "documents"),
        ("/brief GSOMIA private:t", "/brief GSOMIA private:True", "True"),
    ],
)
async def test_what_is_typed_is_completed(
    record_file: Path, clock: Clock, typed: str, completed: str, shown: str
) -> None:
    async with App(record_file, clock, fresh_commands=True) as app, simulated(app.client) as simulator:
        offers = [
            offer async for offer in BotCompleter(simulator).get_completions_async(Document(typed), EVENT)
        ]

    lines = [typed[: len(typed) + offer.start_position] + offer.text for offer in offers]
    assert any(line.startswith(completed) for line in lines), lines
    assert any(shown in fragment_list_to_text(offer.display) for offer in offers)


async def test_a_key_drops_a_line_closes_a_form_and_ends_the_conversation(
    record_file: Path, clock: Clock
) -> None:
    ctrl_c, ctrl_d = "\x03", "\x04"
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        async with App(record_file, clock, fresh_commands=True) as app, simulated(app.client) as simulator:
            prompt = Prompt(simulator)

            async def typing(keys: str) -> tuple[str | None, str | None]:
                keyboard.send_text(keys)
                command = await prompt.command()
                keyboard.send_text(keys)
                return command, await prompt.ask("Title")

            assert await typing(" /help \r") == ("/help", "/help")
            assert await typing("\r") == ("", "")
            assert await typing(f"/hel{ctrl_c}") == ("", None)
            assert await typing(ctrl_d) == (None, None)
