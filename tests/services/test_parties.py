"""Parties as they are typed: by code, by name; and what is said of those without a dated entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import App
from bot.clock import Clock
from bot.domain.answers import BriefAnswer
from bot.domain.questions import Asker, Question
from bot.render.answer import render
from tests.ground import NOW

ASKER = Asker(None, NOW.date().toordinal())


@pytest.mark.parametrize(
    "typed", ["JP, KR", "JP-KR", "jp kr", "Japan, ROK", "日韓", "にほん、かんこく", "일본 남한"]
)
async def test_countries_may_be_named_by_their_codes_and_in_kana(
    loaded_file: Path, clock: Clock, typed: str
) -> None:
    async with App(loaded_file, clock) as app:
        answer = await app.lookup.answer(Question("brief", {"subject": typed}), ASKER)

    assert isinstance(answer, BriefAnswer)
    assert set(answer.parties) == {"Japan", "South Korea"}


@pytest.mark.parametrize(
    ("typed", "parties"),
    [
        ("North and South Korea", ("North Korea", "South Korea")),
        ("North & South Korea", ("North Korea", "South Korea")),
        ("米朝", ("United States", "North Korea")),
        ("북러", ("North Korea", "Russia")),
    ],
)
async def test_countries_may_share_a_word_or_be_written_as_a_character_each(
    loaded_file: Path, clock: Clock, typed: str, parties: tuple[str, ...]
) -> None:
    async with App(loaded_file, clock) as app:
        answer = await app.lookup.answer(Question("brief", {"subject": typed}), ASKER)

    assert isinstance(answer, BriefAnswer)
    assert answer.parties == parties


async def test_a_code_is_offered_as_the_country_that_has_it(loaded_file: Path, clock: Clock) -> None:
    async with App(loaded_file, clock) as app:
        offers = await app.lookup.complete("find", "party", "KP", ASKER)

    assert offers[0].value == "North Korea"


async def test_a_briefing_without_a_date_points_to_the_pact_that_is_named_without_one(
    loaded_file: Path, clock: Clock
) -> None:
    async with App(loaded_file, clock) as app:
        message = render(await app.lookup.answer(Question("brief", {"subject": "India"}), ASKER))
        pressed = await app.lookup.answer(message.buttons[0].question, ASKER)

    assert "Named without a date: Japan–India pact" in message.blocks[0]
    assert message.buttons[0].label == "Japan–India pact"
    assert "Japan–India pact" in render(pressed).blocks[0]
