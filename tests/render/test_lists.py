"""Lists: days with their parts, timelines, what was found, what a source says; and their pages."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from bot.domain.answers import FindAnswer, Hit, OnAnswer, SourceAnswer, TimelineAnswer
from bot.domain.dates import parse
from bot.domain.entities import Source
from bot.domain.entries import Horizon, Paging
from bot.domain.questions import Time
from bot.render import screen
from bot.render.answer import render
from bot.render.message import SCREEN
from tests.render.samples import TODAY, entry, footnote, question, said, status, step

CALLED_OFF = entry(
    "GSOMIA signing called off",
    said("2012-06-29", 4, reference=True),
    said("2012-06", 1, 2),
    label="E-48",
    years=14,
)
SETTLED = entry("Comfort-women agreement", said("2015-12-28", 1), label="E-55", years=11)
FOOTNOTES = (
    footnote(1, "Nishino, paper", date="2017", caveat="name, 2017 inferred"),
    footnote(2, "Nishino, essay", date="2017", caveat="2017 inferred"),
    footnote(4, "Yonhap", date="2012-06-29", reference=True),
)
ONE_PAGE = Paging(1, 1, 1)


def on(**changed: Any) -> OnAnswer:
    plain: dict[str, Any] = {
        "question": question("on", date="29 June"),
        "asked": "day",
        "month": 6,
        "day": 29,
        "date": None,
        "layer": "all",
        "day_entries": (CALLED_OFF,),
        "month_entries": (),
        "year_entries": (),
        "footnotes": FOOTNOTES,
        "paging": ONE_PAGE,
        "today": TODAY,
    }
    whole = {**plain, **changed}
    return OnAnswer(**{"on_day": len(whole["day_entries"]), **whole})


def text(answer: OnAnswer | TimelineAnswer | FindAnswer | SourceAnswer) -> list[str]:
    return "\n".join(render(answer).blocks).split("\n")


def test_a_day_that_only_the_pack_knows_is_told_as_such_in_the_first_sentence() -> None:
    assert text(on())[:2] == [
        "### 29 June",
        "**The documents: nothing on this day.** *Ref.*: GSOMIA signing called off, 2012 [1][2] (day: *ref.*"
        " [3]; documents: June 2012); 14 years ago · E-48.",
    ]


def test_a_date_that_an_editor_preferred_comes_first_though_another_is_more_precise() -> None:
    preferred = entry("Talks", said("2012", 1), said("2013-05-03", 2))
    assert "**2012** Talks [1]; 3 May 2013 [2] · E-1" in "\n".join(
        text(on(asked="year", date=parse("2012"), day_entries=(preferred,)))
    )


def test_a_day_with_nothing_says_so_and_no_more() -> None:
    assert text(on(day_entries=()))[1:] == ["**Nothing on this day.**"]


def test_day_month_and_round_year_are_each_told_apart_with_their_years() -> None:
    found = text(
        on(
            month=12,
            day=28,
            day_entries=(SETTLED,),
            month_entries=(entry("Report", said("2013-12", 1), label="E-64", years=13),),
            year_entries=(entry("Shared intelligence", said("2011", 2), label="E-41", years=15),),
        )
    )
    assert found[:7] == [
        "### 28 December",
        "**1 event on this day.**",
        "**2015** Comfort-women agreement [1]; 11 years this year · E-55",
        "**This month, day unknown**",
        "**Dec 2013** Report [1]; 13 years this year · E-64",
        "**Round this year, month unknown**",
        "**2011** Shared intelligence [2]; 15 years this year · E-41",
    ]


def test_a_day_with_its_year_without_events_says_that_the_record_has_none() -> None:
    found = text(on(date=parse("2013-01-01"), day_entries=(), footnotes=()))
    assert found == ["### 1 January 2013", "**The record has nothing for 1 January 2013.**"]


def test_a_day_of_which_only_the_year_has_entries_says_that_their_day_is_unknown() -> None:
    found = text(
        on(date=parse("2012-06-29"), day_entries=(), year_entries=(entry("Talks", said("2012", 1)),))
    )
    assert found[1] == "**The documents: nothing on this day.** **1 entry whose day is unknown.**"


def test_a_year_is_told_by_how_finely_its_events_are_known() -> None:
    found = text(
        on(
            asked="year",
            date=parse("2012"),
            month_entries=(CALLED_OFF,),
            day_entries=(SETTLED,),
            footnotes=(),
        )
    )
    assert [line for line in found if line.startswith("**Dated to")] == [
        "**Dated to the day**",
        "**Dated to the month**",
    ]


def test_a_month_of_any_year_lists_its_days() -> None:
    assert "**On days of June**" in text(on(asked="month", day=0))


def test_a_timeline_counts_its_entries_and_turns_its_pages() -> None:
    answer = TimelineAnswer(
        question=question("timeline", subject="GSOMIA"),
        subject="GSOMIA",
        from_time=Time(parse("1998")),
        to_time=None,
        entries=(CALLED_OFF,),
        footnotes=FOOTNOTES,
        paging=Paging(2, 3, 20),
    )
    message = render(answer)
    assert text(answer)[:3] == [
        "### Timeline: GSOMIA",
        "**20 entries from 1998 on; page 2 of 3.**",
        "**June 2012** GSOMIA signing called off [1][2]; *ref.* 29 June [3] · E-48",
    ]
    turns = [(button.label, button.question.page, button.effect) for button in message.buttons[:2]]
    assert turns == [("◀ 1", 1, "replace"), ("3 ▶", 3, "replace")]


def test_the_sources_of_a_page_are_those_of_that_page() -> None:
    asked = replace(question("timeline"), page=2)
    answer = TimelineAnswer(asked, "", None, None, (SETTLED,), FOOTNOTES, Paging(2, 3, 20))
    cite = render(answer).buttons[-1].question
    assert (cite.command, dict(cite.options), cite.page) == ("timeline", {"cite": "yes"}, 2)


def test_a_full_page_with_long_titles_keeps_within_the_characters() -> None:
    entries = tuple(
        entry(
            "A very long title that goes on and on about ministers and what they said " * 2,
            said(f"20{i}-06", 1),
        )
        for i in range(10, 18)
    )
    many = tuple(
        footnote(i, "Some newspaper with a long name", reference=True, url="https://example.org/" + "x" * 150)
        for i in range(2, 10)
    )
    shown = tuple(
        entry(one.title, *one.said, said(f"20{i}-06-01", i - 8, reference=True))
        for i, one in enumerate(entries, start=10)
    )
    answer = TimelineAnswer(
        question("timeline"), "", None, None, shown, (*FOOTNOTES[:1], *many), Paging(1, 2, 12)
    )
    blocks = render(answer).blocks
    assert screen.characters(blocks) <= SCREEN
    assert sum(line.startswith("**June 20") for line in "\n".join(blocks).split("\n")) == 8


def test_agreements_are_found_with_their_status_up_to_the_horizon() -> None:
    acsa = status([step("c", "signing_cancelled", "2012")], short="ACSA", dates={"c": (said("2012", 1),)})
    answer = FindAnswer(
        question=question("find", what="agreements", status="shelved"),
        criteria={"what": "agreements", "status": "shelved"},
        hits=(Hit("agreement", "acsa", "ACSA", "Acquisition and Cross-Servicing Agreement", status=acsa),),
        horizon=Horizon(parse("2026-06"), None, reference=True),
        footnotes=FOOTNOTES,
        paging=ONE_PAGE,
    )
    assert text(answer)[:3] == [
        "### Found: agreements, shelved",
        "**1 entry.** Status on our latest entry (June 2026).",
        "**ACSA** not signed, signing called off [1]",
    ]


def test_nothing_found_names_a_command_that_can_be_tapped() -> None:
    answer = FindAnswer(
        question("find", words="x"), {"words": "x"}, (), Horizon(None, None), (), Paging(1, 1, 0)
    )
    blocks = render(answer, mentions={"brief": "</brief:42>"}).blocks
    assert "Nothing on record for this." in blocks[0]
    assert "</brief:42>" in blocks[0]


def test_more_than_were_counted_is_said_so() -> None:
    answer = FindAnswer(
        question("find", words="x"),
        {"words": "x"},
        (Hit("event", "e", "E-48", "x", entry=CALLED_OFF), Hit("source", "s", "Murphy", "The Limits")),
        Horizon(None, None),
        FOOTNOTES,
        Paging(1, 63, 500, more=True),
    )
    assert text(answer)[1] == "**More than 500 entries; page 1 of 63.**"
    assert "**Source** Murphy: The Limits" in text(answer)


def test_a_source_says_how_far_its_date_is_known_and_what_it_tells() -> None:
    paper = Source(
        "nishino-paper",
        "Paper on security cooperation",
        "Nishino, paper",
        author="Junya Nishino",
        date="2017",
        date_basis="inferred",
        caveat="name, 2017 inferred",
        note="Our copy prints neither author nor date.",
        sha256="c193d624",
    )
    asked = question("source", name="Nishino")
    answer = SourceAnswer(asked, paper, parse("2017"), (SETTLED,), FOOTNOTES, ONE_PAGE)
    assert text(answer) == [
        "### Paper on security cooperation",
        "**Junya Nishino**",
        "2017, inferred: it prints no date · name, 2017 inferred",
        "One of the documents the record rests on.",
        "Our copy prints neither author nor date.",
        "-# sha256 `c193d624`",
        "**Says here** 1 entry",
        "**28 Dec 2015** Comfort-women agreement · E-55",
    ]
