"""Times that a reader counts from today: read by the asker's day, and kept in what is pressed later."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import App
from bot.clock import Clock
from bot.domain.answers import AgreementAnswer
from bot.domain.questions import Asker, Choose, Question, Refusal
from bot.locales.en import ENGLISH
from bot.render.answer import render
from tests.ground import NOW

TODAY = NOW.date().toordinal()


async def test_a_button_pressed_a_year_later_asks_for_the_same_year(loaded_file: Path, clock: Clock) -> None:
    async with App(loaded_file, clock) as app:
        answer = await app.lookup.answer(Question("brief", {"subject": "last year"}), Asker(None, TODAY))
        pressed = [button.question for button in render(answer).buttons]
        later = await app.lookup.answer(pressed[1], Asker(None, TODAY + 365))

    assert {question.options["subject"] for question in pressed} == {"2025"}
    assert render(later).blocks[0].startswith("### 2025")


async def test_an_empty_timeline_of_a_time_offers_all_dates_of_its_subject(
    loaded_file: Path, clock: Clock
) -> None:
    question = Question("timeline", {"subject": "TISA", "to": "2014-11"})
    async with App(loaded_file, clock) as app:
        empty = render(await app.lookup.answer(question, Asker(None, TODAY)))
        whole = render(await app.lookup.answer(empty.buttons[0].question, Asker(None, TODAY)))

    assert "Nothing on record up to November 2014" in empty.blocks[0]
    assert "finalise TISA" in whole.blocks[1]


async def test_parties_with_a_year_may_mean_all_that_happened_between_them_then(
    loaded_file: Path, clock: Clock
) -> None:
    asked = {"timeline": "Japan Korea 1998", "brief": "Japan and Korea in 1998"}
    async with App(loaded_file, clock) as app:
        told = {}
        for command, typed in asked.items():
            choice = await app.lookup.answer(Question(command, {"subject": typed}), Asker(None, TODAY))
            assert isinstance(choice, Choose)
            pressed = await app.lookup.answer(choice.options[0].question, Asker(None, TODAY))
            told[command] = render(pressed).blocks

    assert "TCOG aligns" in told["timeline"][1]
    assert "### Japan–South Korea in 1998" in told["brief"][0]


async def test_a_time_that_lies_ahead_is_refused_in_the_askers_own_words(
    loaded_file: Path, clock: Clock
) -> None:
    question = Question("timeline", {"subject": "next month"})
    async with App(loaded_file, clock) as app:
        answer = await app.lookup.answer(question, Asker(None, TODAY))

    assert isinstance(answer, Refusal)
    assert answer.facts["typed"] == "next month"


async def test_the_offer_for_a_part_of_a_decade_shows_its_years_and_keeps_the_words(
    loaded_file: Path, clock: Clock
) -> None:
    async with App(loaded_file, clock) as app:
        offers = await app.lookup.complete("timeline", "from", "late 2000s", Asker(None, TODAY))

    assert [offer.value for offer in offers] == ["late 2000s"]
    assert ENGLISH.word(offers[0].label).startswith("2007–2009")


async def test_each_offer_for_two_parts_of_decades_is_a_date_of_its_own(
    loaded_file: Path, clock: Clock
) -> None:
    async with App(loaded_file, clock) as app:
        offers = await app.lookup.complete("agreement", "as_of", "early '90s", Asker(None, TODAY))

    assert [offer.value for offer in offers] == ["1990/1993", "1890/1893"]


@pytest.mark.parametrize("command", ["brief", "timeline"])
async def test_a_period_that_may_be_two_is_asked_about(loaded_file: Path, clock: Clock, command: str) -> None:
    async with App(loaded_file, clock) as app:
        answer = await app.lookup.answer(Question(command, {"subject": "last June"}), Asker(None, TODAY))

    assert isinstance(answer, Choose)
    assert [option.question.options["subject"] for option in answer.options] == ["2026-06", "2025-06"]


@pytest.mark.parametrize(
    ("bounds", "heads"),
    [
        ({"from": "before 2010"}, ("Timeline: until 2009", "55 entries; page")),
        ({"subject": "before 2010"}, ("Timeline: until 2009", "55 entries; page")),
        ({"to": "since last year"}, ("Timeline: since 2025", "12 entries; page")),
        (
            {"from": "since last year", "subject": "GSOMIA"},
            ("Timeline: GSOMIA", "Nothing on record since 2025."),
        ),
        ({"from": "since 2010", "to": "until 2016"}, ("Timeline", " entries, 2010 to 2016; page")),
        ({"from": "before 2010", "to": "2016"}, ("Timeline", " entries up to 2016; page")),
    ],
)
async def test_a_half_open_time_bounds_a_timeline_on_the_side_that_it_names(
    loaded_file: Path, clock: Clock, bounds: dict[str, str], heads: tuple[str, str]
) -> None:
    async with App(loaded_file, clock) as app:
        answer = await app.lookup.answer(Question("timeline", bounds), Asker(None, TODAY))

    first = render(answer).blocks[0]
    assert first.startswith(f"### {heads[0]}\n**")
    assert heads[1] in first


async def test_half_a_year_in_an_unknown_name_is_not_taken_for_a_year_of_an_era(
    loaded_file: Path, clock: Clock
) -> None:
    async with App(loaded_file, clock) as app:
        answer = await app.lookup.answer(Question("agreement", {"name": "GSOMIA H1"}), Asker(None, TODAY))

    assert isinstance(answer, Refusal)
    assert "date" not in answer.facts


async def test_a_briefing_about_a_period_is_headed_as_its_asker_called_it(
    loaded_file: Path, clock: Clock
) -> None:
    async with App(loaded_file, clock) as app:
        heads = []
        for typed in ("early 1990s", "1990-1993", "19th century", "昭和40年", "two years ago"):
            answer = await app.lookup.answer(Question("brief", {"subject": typed}), Asker(None, TODAY))
            heads.append(render(answer).blocks[0])

    called = [head.split("\n")[0].removeprefix("### ") for head in heads]
    assert called == ["Early 1990s (1990–1993)", "1990–1993", "19th century", "昭和40年 (1965)", "2024"]
    assert "begun in the 19th century" in heads[2]


async def test_a_day_on_which_nothing_began_is_told_as_a_day(loaded_file: Path, clock: Clock) -> None:
    async with App(loaded_file, clock) as app:
        answer = await app.lookup.answer(Question("brief", {"subject": "today"}), Asker(None, TODAY))

    assert "begun on 22 November 2026" in render(answer).blocks[0]


@pytest.mark.parametrize(
    ("typed", "year"),
    [("GSOMIA in 2012", "2012"), ("GSOMIA two years ago", "2024"), ("GSOMIA last year", "2025")],
)
async def test_a_name_with_a_time_is_not_answered_for_today(
    loaded_file: Path, clock: Clock, typed: str, year: str
) -> None:
    async with App(loaded_file, clock) as app:
        answer = await app.lookup.answer(Question("agreement", {"name": typed}), Asker(None, TODAY))

    assert isinstance(answer, Refusal)
    assert answer.code == "date_in_name"
    assert [one.question.options["as_of"] for one in answer.nearest] == [year]


async def test_a_year_that_tells_one_declaration_from_others_is_part_of_its_name(
    loaded_file: Path, clock: Clock
) -> None:
    question = Question("agreement", {"name": "Joint Declaration in 1998"})
    async with App(loaded_file, clock) as app:
        answer = await app.lookup.answer(question, Asker(None, TODAY))

    assert isinstance(answer, AgreementAnswer)
    assert answer.status.agreement.called == "1998 Joint Declaration"


async def test_a_winter_is_settled_while_it_is_typed_where_a_time_is_asked_about(
    loaded_file: Path, clock: Clock
) -> None:
    async with App(loaded_file, clock) as app:
        asked = await app.lookup.complete("agreement", "as_of", "winter 2016", Asker(None, TODAY))

    assert [offer.value for offer in asked] == ["2015-12/2016-02", "2016-12/2017-02"]


async def test_today_is_offered_as_a_day_of_every_year_where_history_is_asked_for(
    loaded_file: Path, clock: Clock
) -> None:
    async with App(loaded_file, clock) as app:
        offers = await app.lookup.complete("on", "date", "yesterday", Asker(None, TODAY))
        dated = await app.lookup.complete("on", "date", "2026-11-21", Asker(None, TODAY))
        month = await app.lookup.complete("on", "date", "this month", Asker(None, TODAY))

    assert [offer.value for offer in month] == ["November", "2026-11"]
    assert [offer.value for offer in offers] == ["--11-21", "2026-11-21"]
    assert [offer.value for offer in dated] == ["2026-11-21"]
