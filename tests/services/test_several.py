"""Several things in one question, and what is nobody's name or no date: each is answered for what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.domain.answers import FindAnswer
from bot.domain.questions import Asker, Question, Refusal
from bot.locales.en import ENGLISH
from bot.render.answer import render
from tests.editing.desk import desk
from tests.ground import NOW

ASKER = Asker("guild:1", NOW.toordinal())


@pytest.mark.parametrize(
    ("typed", "each"),
    [
        ("1951 and 1960 treaties", ["1951 US–Japan security treaty", "1960 US–Japan security treaty"]),
        ("guidelines of 1978, 1997 and 2015", ["1978 guidelines", "1997 guidelines", "2015 guidelines"]),
        ("TISA vs GSOMIA", ["TISA", "GSOMIA"]),
    ],
)
@pytest.mark.parametrize(("command", "option"), [("agreement", "name"), ("brief", "subject")])
async def test_of_several_names_each_is_offered(
    record_file: Path, command: str, option: str, typed: str, each: list[str]
) -> None:
    async with desk(record_file) as here:
        refused = await here.read("guild:1", command, **{option: typed})
        assert isinstance(refused, Refusal)
        first = await here.lookup.answer(refused.nearest[0].question, ASKER)

    assert [ENGLISH.word(one.label) for one in refused.nearest] == each
    assert "names several things" in render(refused).blocks[0]
    assert each[0] in render(first).blocks[0]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("GSOMIA or ACSA", ["GSOMIA", "ACSA"]),
        ("Camp David or TSCF", ["Camp David documents", "TSCF"]),
        ("1978 and 1997 guidelines", ["1978 guidelines", "1997 guidelines"]),
        ("SAREX and Freedom Edge", ["Trilateral SAREX", "Freedom Edge"]),
    ],
)
async def test_a_search_for_either_of_two_lists_both(record_file: Path, words: str, first: list[str]) -> None:
    async with desk(record_file) as here:
        found = await here.read("guild:1", "find", words=words)

    assert isinstance(found, FindAnswer)
    assert [hit.label for hit in found.hits][:2] == first


async def test_all_pages_of_a_search_for_either_are_what_each_alone_finds(record_file: Path) -> None:
    async def found(words: str) -> list[str]:
        question = Question("find", {"words": words})
        answer = await here.lookup.answer(question, ASKER)
        assert isinstance(answer, FindAnswer)
        numbers = range(1, answer.paging.pages + 1)
        pages = [await here.lookup.answer(replace(question, page=number), ASKER) for number in numbers]
        return [hit.id for page in pages if isinstance(page, FindAnswer) for hit in page.hits]

    async with desk(record_file) as here:
        either, one, other = [await found(words) for words in ("GSOMIA or ACSA", "GSOMIA", "ACSA")]

    assert sorted(either) == sorted({*one, *other})


async def test_a_date_beside_an_or_belongs_to_both_sides(record_file: Path) -> None:
    async with desk(record_file) as here:
        found = await here.read("guild:1", "find", words="rulings or polls in 1950")

    assert isinstance(found, FindAnswer)
    assert found.paging.total == 0


async def test_whoever_is_named_in_entries_alone_is_not_called_unknown(record_file: Path) -> None:
    async with desk(record_file) as here:
        refused = render(await here.read("guild:1", "brief", subject="Park Geun-hye"))
        unknown = render(await here.read("guild:1", "brief", subject="Metternich"))

    assert "is no name on record, but entries have its words" in refused.blocks[0]
    assert "knows nothing called" in unknown.blocks[0]


@pytest.mark.parametrize(
    ("typed", "why"),
    [("FY2015", "Fiscal years differ by country"), ("31 June 2012", "June 2012 has 30 days")],
)
async def test_a_subject_that_is_no_date_though_it_looks_like_one_is_told_why(
    record_file: Path, typed: str, why: str
) -> None:
    async with desk(record_file) as here:
        refused = render(await here.read("guild:1", "brief", subject=typed))

    assert why in refused.blocks[0]
