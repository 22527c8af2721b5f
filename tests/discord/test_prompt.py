"""Completion at the demo's prompt: commands and options as declared, values as the bot offers them."""

from __future__ import annotations

from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import fragment_list_to_text

from bot.app import App
from bot.clock import Clock
from bot.demo.prompt import BotCompleter
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
