"""Things that are called the same: each can be told from the others, and chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.answers import AgreementAnswer, SourceAnswer, TimelineAnswer
from bot.domain.questions import Asker, Choose, Refusal
from bot.locales.en import ENGLISH
from tests.editing.desk import ANA, Desk, desk

GSOMIA = "General Security of Military Information Agreement (Japan–ROK)"
LONG = (
    "Agreement on the Exchange of Letters about the Mutual Supply of Notes and of the Notes on these Letters"
)


async def offered(here: Desk, command: str, typed: str) -> list[str]:
    asker = Asker("guild:1", here.now.toordinal())
    return [offer.value for offer in await here.lookup.complete(command, "name", typed, asker)]


async def meant(here: Desk, name: str) -> str:
    """The agreement that a name means."""
    answer = await here.read("guild:1", "agreement", name=name)
    assert isinstance(answer, AgreementAnswer), answer
    return answer.status.agreement.id


@pytest.mark.parametrize("name", ["GSOMIA", GSOMIA, "Intelligence sharing", LONG])
async def test_agreements_of_the_same_name_can_be_told_apart_and_chosen(record_file: Path, name: str) -> None:
    async with desk(record_file) as here:
        for type_ in ("treaty", "declaration", "treaty"):
            await here.save(ANA, "edit agreement add", name=name, type=type_, parties="Japan")
        asked = await here.read("guild:1", "agreement", name=name)
        assert isinstance(asked, Choose)
        found = {ENGLISH.word(option.label)[:80] for option in asked.options}
        chosen = {await meant(here, option.question.options["name"]) for option in asked.options}
        by_offer = [value for value in await offered(here, "agreement", name) if name[:40] in value]
        by_brief = await here.read("guild:1", "brief", subject=name)
        elsewhere = await here.read("guild:2", "agreement", name=GSOMIA)

        assert len(found) == len(chosen) == len(asked.options) >= 3
        assert "This server’s: " in str(found)
        assert len({await meant(here, value) for value in by_offer}) == len(by_offer) >= 3
        assert isinstance(by_brief, Choose)
        assert isinstance(elsewhere, AgreementAnswer)


async def test_a_date_within_a_name_that_several_have_offers_each_of_them(record_file: Path) -> None:
    async with desk(record_file) as here:
        await here.save(ANA, "edit agreement add", name="GSOMIA", type="treaty", parties="Japan")
        refused = await here.read("guild:1", "agreement", name="GSOMIA as of 2012")
        assert isinstance(refused, Refusal)
        answers = [await here.lookup.answer(one.question, ANA.asker) for one in refused.nearest]

    assert refused.code == "date_in_name"
    assert len({ENGLISH.word(one.label) for one in refused.nearest}) == len(answers) == 2
    found = [answer for answer in answers if isinstance(answer, AgreementAnswer)]
    assert len({answer.status.agreement.id for answer in found}) == 2
    assert all(answer.as_of is not None and answer.as_of.date.edtf == "2012" for answer in found)


async def test_every_shipped_source_that_is_offered_is_one(record_file: Path) -> None:
    async with desk(record_file) as here:
        offers = await offered(here, "source", "press remarks")
        answers = [await here.read("guild:1", "source", name=value) for value in offers]

    assert len([value for value in offers if "Blinken" in value]) > 1
    assert all(isinstance(answer, SourceAnswer) for answer in answers)
    assert len({answer.source.id for answer in answers if isinstance(answer, SourceAnswer)}) == len(offers)


async def test_a_source_that_is_called_exactly_so_is_meant_before_what_has_the_word_in_its_name(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:
        await here.save(ANA, "edit source add", title="Working paper", date="2020")
        answer = await here.read("guild:1", "timeline", subject="Working paper")

    assert isinstance(answer, TimelineAnswer)
    assert answer.subject == "Working paper"
