"""One door for all who ask: what somebody without a server sees is the corpus, all of it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.domain.answers import AgreementAnswer, BriefAnswer, FindAnswer, HelpAnswer, OnAnswer, TimelineAnswer
from bot.domain.entities import Agreement, Claim, Event, Step
from bot.domain.questions import Asker, Question, Refusal
from bot.locales.en import ENGLISH
from bot.render.answer import render
from bot.render.markdown import inert, plain
from bot.services.answers import brief, status
from bot.services.answers.limits import LASTING_LIMIT
from bot.services.answers.on import COUNTED
from bot.services.lookup import Lookup
from bot.services.projector import project
from storage.database import Database
from storage.log import Log
from storage.views import Views
from tests.changing import Changes
from tests.editing.desk import desk, editor

TODAY = date(2026, 11, 22).toordinal()
ALONE, IN_A_SERVER = Asker(None, TODAY), Asker("guild:1", TODAY)


@pytest.fixture
async def lookup(record_file: Path, clock: Clock) -> AsyncIterator[Lookup]:
    async with await Database.open(record_file) as database:
        yield Lookup(Views(database), Log(database, project, clock.now))


async def test_a_timeline_in_a_direct_message_counts_as_many_entries_as_in_a_server(lookup: Lookup) -> None:
    alone, in_a_server = [await lookup.answer(Question("timeline"), asker) for asker in (ALONE, IN_A_SERVER)]
    assert isinstance(alone, TimelineAnswer)
    assert alone.entries
    assert alone.paging.total
    assert alone == in_a_server


async def test_the_figures_in_the_help_are_the_same_in_a_direct_message(lookup: Lookup) -> None:
    alone, in_a_server = [
        await lookup.answer(Question("help", {"topic": "about"}), asker) for asker in (ALONE, IN_A_SERVER)
    ]
    assert isinstance(alone, HelpAnswer)
    assert int(str(alone.facts["events"])) > int(str(alone.facts["document_events"])) > 0
    assert alone == in_a_server


@pytest.mark.parametrize(("command", "option"), [("brief", "subject"), ("agreement", "name")])
async def test_with_the_documents_alone_only_what_they_name_is_offered(
    lookup: Lookup, command: str, option: str
) -> None:
    documents = {"sources": "documents"}
    offered = [
        offer.value
        for typed in ("", "a", "japan", "treaty", "camp david")
        for offer in await lookup.complete(command, option, typed, ALONE, documents)
    ]
    answers = [
        await lookup.answer(Question(command, {option: one, **documents}), ALONE) for one in set(offered)
    ]

    assert len(answers) > 20
    assert [answer for answer in answers if isinstance(answer, Refusal)] == []
    known = await lookup.complete(command, option, "camp david", ALONE)
    assert known[0].value.startswith("Camp David")
    assert known[0].value not in offered


@pytest.mark.parametrize(
    ("command", "option", "typed", "first"),
    [
        ("brief", "subject", "jap", "Japan"),
        ("brief", "subject", "kor", "South Korea"),
        ("brief", "subject", "japan sou", "Japan–South Korea"),
        ("brief", "subject", "us, jap", "United States–Japan"),
        ("brief", "subject", "noth", "North Korea"),
        ("agreement", "name", "comfrt", "Japan–ROK agreement on the comfort-women issue (2015)"),
        ("event", "name", "E-6", "E-6"),
        ("event", "name", "e6", "E-60"),
        ("agreement", "as_of", "since 2010", None),
        ("timeline", "from", "since 2010", "2010/.."),
    ],
)
async def test_half_typed_options_are_completed(
    lookup: Lookup, command: str, option: str, typed: str, first: str | None
) -> None:
    offered = [offer.value for offer in await lookup.complete(command, option, typed, ALONE)]
    assert first in offered[:2] if first is not None else not offered


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("defence ministers", "Japan–ROK defence ministerial"),
        ("comfort women", "Comfort-women agreement"),
        ("GSOMIA", "GSOMIA"),
    ],
)
async def test_the_agreements_that_are_called_so_come_before_the_events(
    lookup: Lookup, words: str, first: str
) -> None:
    pages = []
    for page in range(1, 100):
        answer = await lookup.answer(Question("find", {"words": words}, page), ALONE)
        assert isinstance(answer, FindAnswer)
        pages.append(answer)
        if page == answer.paging.pages:
            break
    hits = [(hit.kind, hit.label) for answer in pages for hit in answer.hits]
    kinds = [kind for kind, _ in hits]

    assert ("agreement", first) in hits[: kinds.index("event")]
    assert len(hits) == len(set(hits)) == pages[0].paging.total


async def test_a_word_that_names_nothing_but_is_told_of_is_offered_to_be_searched(lookup: Lookup) -> None:
    refused = await lookup.answer(Question("brief", {"subject": "Yeonpyeong"}), ALONE)
    assert isinstance(refused, Refusal)
    (button,) = render(refused).buttons
    assert button.label == "Search “Yeonpyeong”"
    found = await lookup.answer(button.question, ALONE)
    assert isinstance(found, FindAnswer)
    assert found.hits


async def test_words_that_are_nowhere_in_the_record_are_not_offered_for_search(lookup: Lookup) -> None:
    refused = await lookup.answer(Question("brief", {"subject": "xyzzy"}), ALONE)
    assert isinstance(refused, Refusal)
    assert not render(refused).buttons


@pytest.mark.parametrize(
    ("option", "typed", "offered"),
    [("status", "singed", ["signed"]), ("type", "tready", ["treaty"]), ("status", "discussed", [])],
)
async def test_a_misspelt_status_or_type_is_offered_as_the_record_spells_it(
    lookup: Lookup, option: str, typed: str, offered: list[str]
) -> None:
    answer = await lookup.answer(Question("find", {option: typed}), ALONE)
    assert isinstance(answer, Refusal)
    assert [one.question.option(option) for one in answer.nearest] == offered


async def test_the_next_anniversary_has_footnotes_that_nothing_else_in_the_answer_needs(
    lookup: Lookup,
) -> None:
    told = await lookup.answer(Question("brief", {"subject": "US-Japan-ROK"}), ALONE)
    assert isinstance(told, BriefAnswer) and told.next is not None and told.next.entry.said
    assert all(one.notes for one in told.next.entry.said)


@pytest.mark.parametrize(
    ("subject", "as_of", "first"),
    [("GSOMIA", "2010-05-05", "10 January 2011** *ref.*"), ("1965 treaty", "1964", "1965.**")],
)
async def test_a_briefing_on_a_day_before_all_of_it_says_which_date_is_the_first(
    lookup: Lookup, subject: str, as_of: str, first: str
) -> None:
    told = await lookup.answer(Question("brief", {"subject": subject, "as_of": as_of}), ALONE)
    assert f"Nothing on record by then; its first step is dated {first}" in "\n".join(render(told).blocks)


async def test_a_long_briefing_does_not_count_events_that_may_not_have_begun_by_then(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:

        async def dates(as_of: str) -> int:
            answer = await here.read("guild:1", "brief", subject="Japan", as_of=as_of)
            assert isinstance(answer, BriefAnswer)
            return answer.total

        before = await dates("2018-06-01"), await dates("2020-01-01")
        unsaid = {
            "title": "Talks on fish",
            "date": "until 2019",
            "parties": "Japan",
            "source": "https://example.org/fish",
        }
        await here.save(editor(1), "edit add", **unsaid)
        after = await dates("2018-06-01"), await dates("2020-01-01")

    assert before[0] > 60
    assert after == (before[0], before[1] + 1)


FULL_TEXT = re.compile(r"… (\d+) more dates?(?:; the full text has (\d+)| in the full text)")


async def in_full(lookup: Lookup, subject: str, as_of: str) -> tuple[set[str], str]:
    """The labels of the events in the full text on a subject, and that text."""
    asked = Question("brief", {"subject": subject, "as_of": as_of, "as": "file"})
    (file,) = render(await lookup.answer(asked, ALONE)).files
    dates = file.data.decode().partition("## Dates")[2].partition("\n## ")[0]
    return set(re.findall(r"\((E-\d+)\)", dates)), dates


@pytest.mark.parametrize("as_of", ["", "2012-06-15", "2012", "2015-06-01"])
@pytest.mark.parametrize("name", ["GSOMIA", "ACSA", "2015 comfort-women agreement"])
async def test_an_agreement_says_how_many_dates_its_full_text_has_besides(
    lookup: Lookup, name: str, as_of: str
) -> None:
    answer = await lookup.answer(Question("agreement", {"name": name, "as_of": as_of}), ALONE)
    assert isinstance(answer, AgreementAnswer)
    told = "\n".join(render(answer).blocks)
    listed, _ = await in_full(lookup, name, as_of)
    shown = {entry.label for entry in answer.entries if plain(inert(entry.title)) in plain(told)}
    said = FULL_TEXT.search(told)
    assert (int(said[1]) if said else 0) == len(listed - shown)


async def test_what_is_more_than_is_read_or_written_out_is_counted_all_the_same(
    lookup: Lookup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "MOST_EVENTS", 8)
    monkeypatch.setattr(brief, "MOST_EVENTS", 8)
    monkeypatch.setattr(brief, "FULL", 70)
    newest, dates = await in_full(lookup, "GSOMIA", "")
    assert len(newest) == 8
    assert "Only the 8 newest of 14 entries are listed." in dates
    for subject, listed in (("GSOMIA", "8"), ("Japan", "70")):
        answer = await lookup.answer(Question("brief", {"subject": subject}), ALONE)
        said = FULL_TEXT.search("\n".join(render(answer).blocks))
        assert said
        assert said[2] == listed
    agreement = await lookup.answer(Question("agreement", {"name": "GSOMIA"}), ALONE)
    assert isinstance(agreement, AgreementAnswer)
    assert len(agreement.entries) + agreement.more == 14


async def test_an_interval_is_called_what_its_source_calls_it_and_not_what_a_retracted_claim_did(
    record_file: Path, clock: Clock
) -> None:
    claims = (
        Claim("a", "nishino-paper", "2006/2009", "the late 2000s"),
        Claim("b", "nishino-essay", "2006/2009", "some years", retracted=True),
    )
    async with await Database.open(record_file) as database:
        log, views = Log(database, project, clock.now), Views(database)
        changes = Changes(log, views)
        pact = Agreement("pact", "Pact of ours", "agreement")
        talks = Event("", 0, "Talks", claims=claims, steps=(Step("pact", "negotiating"),))
        await changes.add("guild:1", "agreement", pact, actor="ana", change="pact")
        await changes.add("guild:1", "event", talks, actor="ana", change="talks")
        answer = await Lookup(views, log).answer(Question("agreement", {"name": "Pact of ours"}), IN_A_SERVER)

    assert isinstance(answer, AgreementAnswer)
    assert [one.words for one in answer.status.entries["s-1"].said] == ["the late 2000s"]


async def test_an_anniversary_of_today_is_what_a_briefing_says_comes_next(lookup: Lookup) -> None:
    on_the_day = Asker(None, date(2026, 12, 29).toordinal())
    told = await lookup.answer(Question("brief", {"subject": "TISA"}), on_the_day)
    assert "**Next** Today: Japan, ROK, US defence chiefs finalise TISA" in "\n".join(render(told).blocks)


async def test_an_event_is_offered_with_the_date_that_leads_where_one_does(record_file: Path) -> None:
    undated = Event("", 0, "Talks that nobody dated")
    async with desk(record_file) as here:
        await here.recorder.add("guild:1", "event", undated, actor="ana", change="x")
        offers = {
            typed: await here.lookup.complete("event", "name", typed, IN_A_SERVER)
            for typed in ("E-67", "E-37", "91", "2019", "S-1")
        }

    shown = {typed: [ENGLISH.word(offer.label) for offer in told] for typed, told in offers.items()}
    assert shown["E-67"][0].endswith(" (25 Mar 2014)")
    assert shown["S-1"] == ["S-1 Talks that nobody dated"]
    assert shown["E-37"] == ["E-37 North Korea’s second nuclear test"]
    assert shown["91"] == ["E-91 GSOMIA signed (23 Nov 2016)"]
    assert "E-527 Seoul decides to end GSOMIA (22 Aug 2019)" in shown["2019"]


async def test_a_contested_event_is_told_in_the_month_that_two_of_its_sources_give(record_file: Path) -> None:
    claims = (
        Claim("a", "nishino-paper", "2012-06-01"),
        Claim("b", "nishino-essay", "2012-07-05"),
        Claim("c", "murphy-limits", "2012-07-05?"),
    )
    async with desk(record_file) as here:
        talks = Event("", 0, "Talks dated twice", claims=claims)
        await here.recorder.add("guild:1", "event", talks, actor="ana", change="x")
        answer = await here.read("guild:1", "on", date="July 2012")

    assert isinstance(answer, OnAnswer)
    assert "Talks dated twice" in [entry.title for entry in answer.also_entries]


async def test_what_has_lasted_for_years_hides_nothing_of_a_month(record_file: Path) -> None:
    async with desk(record_file) as here:
        for number in range(LASTING_LIMIT + 1):
            going_on = Event(
                "", 0, f"Work {number} goes on", claims=(Claim("a", "nishino-paper", "1990/.."),)
            )
            await here.recorder.add("guild:1", "event", going_on, actor="ana", change=f"{number}")
        talks = Event("", 0, "Talks of one day", claims=(Claim("a", "nishino-paper", "1997-07-05"),))
        await here.recorder.add("guild:1", "event", talks, actor="ana", change="talks")
        answer = await here.read("guild:1", "on", date="July 1997")

    assert isinstance(answer, OnAnswer)
    assert "Talks of one day" in [entry.title for entry in answer.day_entries]


async def test_of_more_that_may_have_begun_then_than_are_looked_at_the_number_is_the_least(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:
        for number in range(LASTING_LIMIT + 1):
            going_on = Event("", 0, f"Work {number}", claims=(Claim("a", "nishino-paper", "1997/.."),))
            await here.recorder.add("guild:1", "event", going_on, actor="ana", change=f"{number}")
        on = await here.read("guild:1", "on", date="July 1997")
        timeline = await here.read("guild:1", "timeline", **{"from": "July 1997", "to": "2000"})

    for answer in (on, timeline):
        assert "Not counted: at least " in render(answer).blocks[0]


@pytest.mark.parametrize(
    ("date", "page"), [("1 Feb 2016", 1), ("February 2016", 1), ("1 February", 1), ("February", 2)]
)
async def test_what_took_some_days_is_told_on_each_of_them(record_file: Path, date: str, page: int) -> None:
    async with desk(record_file) as here:
        talks = Event("", 0, "Talks", claims=(Claim("a", "nishino-paper", "2016-01-30/2016-02-02"),))
        await here.recorder.add("guild:1", "event", talks, actor="ana", change="talks")
        then = render(await here.lookup.answer(Question("on", {"date": date}, page), IN_A_SERVER))
        after = render(await here.read("guild:1", "on", date="3 Feb 2016"))

    assert "30 Jan – 2 Feb 2016** Talks" in "\n".join(then.blocks)
    assert "othing on this day" not in then.blocks[0]
    assert "Talks" not in "\n".join(after.blocks)


async def test_every_page_of_a_day_tells_how_many_events_it_has(record_file: Path) -> None:
    async with desk(record_file) as here:
        for number in range(8):
            said = Claim("a", "nishino-paper", f"199{number}-07-05")
            talks = Event("", 0, f"Talks {number}", claims=(said,))
            await here.recorder.add("guild:1", "event", talks, actor="ana", change=f"{number}")
        first, second = [
            await here.lookup.answer(Question("on", {"date": "5 July"}, page), IN_A_SERVER) for page in (1, 2)
        ]

    assert "8 events on this day" in render(first).blocks[0]
    assert "8 events on this day" in render(second).blocks[0]


async def test_more_events_of_a_year_than_are_counted_are_no_number(record_file: Path) -> None:
    async with desk(record_file) as here:
        for number in range(COUNTED + 1):
            date = "1997" if number < COUNTED else "1997-07-05"
            talks = Event("", 0, f"Talks {number}", claims=(Claim("a", "nishino-paper", date),))
            await here.recorder.add("guild:1", "event", talks, actor="ana", change=f"{number}")
        in_the_year = await here.read("guild:1", "on", date="1997")
        in_the_month = await here.read("guild:1", "on", date="July 1997")

    assert f"More than {COUNTED} entries" in render(in_the_year).blocks[0]
    assert f"Talks {COUNTED}" in render(in_the_month).blocks[1], "what is dated to a day comes first"


async def test_an_event_is_found_by_its_number_while_it_stands(record_file: Path) -> None:
    async def named(scope: str) -> list[str]:
        answer = await here.read(scope, "find", words="s-1")
        assert isinstance(answer, FindAnswer)
        return [hit.name for hit in answer.hits]

    async with desk(record_file) as here:
        added = Event("", 0, "Talks that nobody dated")
        await here.recorder.add("guild:1", "event", added, actor="ana", change="x")
        here_found, elsewhere_found = await named("guild:1"), await named("guild:2")
        await here.recorder.retract("guild:1", "event", "s-1", reason="wrong", actor="ana", change="y")
        found_after = await named("guild:1")

    assert here_found == [added.title]
    assert added.title not in [*elsewhere_found, *found_after]


@pytest.mark.parametrize("words", ["nuclear tests", "Japan Korea", "treaty"])
async def test_a_page_of_finds_beyond_the_last_is_the_last(lookup: Lookup, words: str) -> None:
    beyond = await lookup.answer(Question("find", {"words": words}, 99), ALONE)
    assert isinstance(beyond, FindAnswer)
    last = await lookup.answer(Question("find", {"words": words}, beyond.paging.pages), ALONE)
    assert isinstance(last, FindAnswer)
    assert beyond.hits == last.hits != ()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("GSOMIA in force", {"gsomia"}),
        ("is GSOMIA still valid?", {"gsomia"}),
        ("GSOMIA 有効", {"gsomia"}),
        ("treaties in force", {"basic-relations-1965"}),
        ("Japan South Korea in force", {"gsomia", "basic-relations-1965"}),
        ("日韓 有効", {"gsomia", "basic-relations-1965"}),
        ("South Korea treaties in force", {"basic-relations-1965"}),
        ("which agreements between Japan and South Korea are shelved?", {"acsa"}),
        ("Japan Korea ACSA unsigned", {"acsa"}),
        ("GSOMIA not in force", set()),
        ("GSOMIA signed", set()),
        (
            "agreements of China and Japan",
            {"cjk-tcs", "six-party-talks", "rok-confidence-building-initiative"},
        ),
        (
            "statements between Japan and the US",
            {
                "sato-nixon-statement-1969",
                "trilateral-defence-statement-2016",
                "tvfm-factsheet-2017",
                "camp-david-2023",
            },
        ),
        ("laws", {"peace-security-legislation"}),
    ],
)
async def test_names_parties_or_a_type_and_a_status_among_the_words_are_all_read(
    lookup: Lookup, words: str, found: set[str]
) -> None:
    answer = await lookup.answer(Question("find", {"words": words}), ALONE)
    assert isinstance(answer, FindAnswer)
    assert {hit.id for hit in answer.hits if hit.kind == "agreement"} == found
    assert answer.paging.total == len(answer.hits)
