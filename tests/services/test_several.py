"""Several things in one question, and what is nobody's name or no date: each is answered for what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.domain.answers import BriefAnswer, FindAnswer
from bot.domain.questions import Asker, Choose, Question, Refusal
from bot.locales.en import ENGLISH
from bot.render.answer import render
from tests.editing.desk import Desk, desk
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
@pytest.mark.parametrize(
    ("command", "option"), [("agreement", "name"), ("brief", "subject"), ("upcoming", "subject")]
)
async def test_of_several_names_each_is_offered(
    record_file: Path, command: str, option: str, typed: str, each: list[str]
) -> None:
    async with desk(record_file) as here:
        refused = await here.read("guild:1", command, **{option: typed})
        assert isinstance(refused, Refusal)
        first = await here.lookup.answer(refused.nearest[0].question, ASKER)

    assert [ENGLISH.word(one.label) for one in refused.nearest] == each
    assert "names several things" in render(refused).blocks[0]
    assert each[0] in render(first).blocks[0].partition("\n")[0]


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


async def test_an_or_in_quotes_is_a_word(record_file: Path) -> None:
    async with desk(record_file) as here:
        assert await labels_of(here, '"GSOMIA or ACSA"') == []


async def test_a_date_beside_an_or_belongs_to_both_sides(record_file: Path) -> None:
    async with desk(record_file) as here:
        found = await here.read("guild:1", "find", words="rulings or polls in 1950")

    assert isinstance(found, FindAnswer)
    assert found.paging.total == 0


async def test_what_is_named_in_entries_alone_is_not_called_unknown(record_file: Path) -> None:
    async with desk(record_file) as here:
        refused = render(await here.read("guild:1", "brief", subject="Yeonpyeong"))
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


async def labels_of(here: Desk, words: str) -> list[str]:
    """The names and numbers of the entries on the first page for these words."""
    found = await here.read("guild:1", "find", words=words)
    assert isinstance(found, FindAnswer)
    return [hit.label for hit in found.hits] if found.paging.total else []


async def test_words_with_a_year_find_what_is_of_that_year_beside_what_tells_of_it(record_file: Path) -> None:
    async with desk(record_file) as here:
        found = await labels_of(here, "GSOMIA 2019")

    assert found[:3] == ["E-529", "E-528", "E-527"]  # of 2019, and not all of them say so in words
    assert "E-532" in found  # of 2023, about the notes of 2019


@pytest.mark.parametrize("words", ["1997 guidelines", "1965 treaty", "2009 memorandum"])
async def test_an_agreement_that_is_called_by_its_year_comes_before_the_events(
    record_file: Path, words: str
) -> None:
    async with desk(record_file) as here:
        first, *others = await labels_of(here, words)

    assert words[:4] in first
    assert others and all(other.startswith("E-") for other in others)


async def test_a_year_alone_names_no_agreement(record_file: Path) -> None:
    async with desk(record_file) as here:
        found = await labels_of(here, "agreements of 1960")

    assert found and all(label.startswith("E-") for label in found)


async def test_where_many_agreements_have_a_word_those_of_that_type_come_first(record_file: Path) -> None:
    async with desk(record_file) as here:
        assert (await labels_of(here, "exercises"))[0] == "Freedom Edge"


async def test_what_happened_at_a_place_is_found_by_its_name_alone(record_file: Path) -> None:
    async with desk(record_file) as here:
        found = [await labels_of(here, words) for words in ("events in Hawaii", "what happened in Hawaii")]

    assert found == [["E-515", "E-508", "E-505"]] * 2


async def test_all_of_a_kind_may_be_asked_for_in_words(record_file: Path) -> None:
    async with desk(record_file) as here:
        found = [
            await here.read("guild:1", "find", words=words) for words in ("agreements", "all agreements")
        ]

    totals = [one.paging.total for one in found if isinstance(one, FindAnswer)]
    assert totals[0] == totals[1] and (totals[0] or 0) > 90


async def test_a_status_that_no_agreement_has_is_told_as_such(record_file: Path) -> None:
    async with desk(record_file) as here:
        none = render(await here.read("guild:1", "find", words="terminated agreements"))
        some = await labels_of(here, "shelved agreements")

    assert none.blocks[0].endswith("tells how one stands or stood.")
    assert "No agreement on record has this status today" in none.blocks[0]
    assert some == ["ACSA"]


async def test_the_sources_of_a_list_are_those_that_it_cites(record_file: Path) -> None:
    async with desk(record_file) as here:
        listed = render(await here.read("guild:1", "find", status="in force"))
        cited = render(await here.read("guild:1", "find", status="in force", cite="yes"))

    _, *sources = cited.blocks[0].split("\n")
    assert [one.split("]")[0] for one in sources] == [
        f"[{number}" for number in range(1, len(listed.cited) + 1)
    ]


async def test_a_word_that_is_a_name_comes_before_names_that_begin_with_it(record_file: Path) -> None:
    async with desk(record_file) as here:
        assert (await labels_of(here, "Cha"))[0] == "E-29"


@pytest.mark.parametrize(
    ("command", "typed", "head"),
    [
        ("brief", "what changed between 2012 and 2016", "### 2012–2016\n"),
        ("brief", "changes since 2020", "### Since 2020\n"),
        ("timeline", "what happened in 2016", "### Timeline: 2016\n"),
    ],
)
async def test_words_that_ask_what_happened_at_a_time_mean_that_time(
    record_file: Path, command: str, typed: str, head: str
) -> None:
    async with desk(record_file) as here:
        told = render(await here.read("guild:1", command, subject=typed))

    assert told.blocks[0].startswith(head)


async def test_the_number_of_an_event_in_the_place_of_a_name_is_called_that(record_file: Path) -> None:
    async with desk(record_file) as here:
        there = await here.read("guild:1", "agreement", name="E-67")
        nowhere = await here.read("guild:1", "agreement", name="E-999")
        assert isinstance(there, Refusal) and isinstance(nowhere, Refusal)
        shown = render(await here.lookup.answer(there.nearest[0].question, ASKER))

    assert "is the number of an event" in render(there).blocks[0]
    assert shown.blocks[0].startswith("### Obama brings Abe and Park together")
    assert nowhere.code == "unknown_name" and not nowhere.nearest


async def test_the_timeline_of_a_briefing_about_then_ends_then(record_file: Path) -> None:
    async with desk(record_file) as here:
        brief = render(
            await here.read("guild:1", "brief", subject="Japan and South Korea", as_of="2012-06-28")
        )
        (dates,) = [button.question for button in brief.buttons if button.question.command == "timeline"]
        timeline = render(await here.lookup.answer(dates, ASKER))

    assert "up to 28 June 2012" in timeline.blocks[0]


async def test_a_time_that_is_about_a_year_is_headed_as_it_is_written(record_file: Path) -> None:
    async with desk(record_file) as here:
        told = [render(await here.read("guild:1", "on", date=typed)) for typed in ("ca. 2012", "early 2012")]

    assert [message.blocks[0].partition("\n")[0] for message in told] == [
        "### c. 2012",
        "### Early 2012 (January–April 2012)",
    ]


async def test_words_of_an_agreements_longer_name_may_mean_an_event_instead(record_file: Path) -> None:
    async with desk(record_file) as here:
        war = await here.read("guild:1", "brief", subject="Korean War")
        about_it = await here.read("guild:1", "brief", subject="Hague summit")
        assert isinstance(war, Choose)
        shown = [render(await here.lookup.answer(one.question, ASKER)).blocks[0] for one in war.options]

    assert shown[0].startswith("### Korean armistice")
    assert shown[1].startswith("### War breaks out on the Korean Peninsula")
    assert isinstance(about_it, BriefAnswer)  # the event of that title is told in it


async def test_a_name_that_two_sources_share_is_asked_about(record_file: Path) -> None:
    async with desk(record_file) as here:
        asked = await here.read("guild:1", "source", name="Nishino 2017")

    assert isinstance(asked, Choose)
    assert {ENGLISH.word(one.label) for one in asked.options} == {"Nishino, paper", "Nishino, essay"}
