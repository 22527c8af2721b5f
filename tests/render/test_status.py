"""A status in words: honest about force, about what is left open, and about who says so."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.domain.dates import parse
from bot.render.status import StatusWording
from bot.render.voice import Voice
from tests.render.samples import as_of, entry, footnote, said, status, step

VOICE = Voice.of("en", {})
GSOMIA = (
    ("agreed", "2011"),
    ("signing_cancelled", "2012-06-29"),
    ("signed", "2016-11-23"),
    ("notice_given", "2019-08-23"),
    ("notice_suspended", "2019-11-22"),
    ("notice_withdrawn", "2023-03-21"),
)
FOOTNOTES = (footnote(1, "Nishino, paper"), footnote(4, "Yonhap", reference=True))


def told(*steps: tuple[str, str], day: str = "2026-11-22", now: bool = True) -> str:
    dated = [step(f"e{i}", action, date) for i, (action, date) in enumerate(steps)]
    status_then = status(dated, (parse(day).low,))
    return StatusWording.of(status_then, None if now else as_of(day), VOICE, FOOTNOTES).verdict()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2011-12-31", "Not signed; the ceremony was still ahead"),
        ("2012-06-29", "Not signed: signing called off"),
        ("2013-01-01", "Not signed: signing called off"),
        ("2017-01-01", "Signed; in force (inferred because a notice to end it came later)"),
        ("2019-10-01", "In force (inferred); notice to end it given"),
        ("2020-01-01", "In force (inferred); notice to end it suspended"),
        ("2024-01-01", "In force (inferred); notice to end it withdrawn"),
    ],
)
def test_gsomia_is_told_as_it_stood(day: str, words: str) -> None:
    assert told(*GSOMIA, day=day, now=False) == words


def test_a_signing_that_lay_far_ahead_is_not_told_while_talks_had_just_begun() -> None:
    steps = (("negotiating", "2011-01-10"), *GSOMIA[1:])
    assert told(*steps, day="2011-02-01", now=False) == "Under negotiation, not signed"
    assert told(*steps, day="2012-06-15", now=False) == "Not signed; the ceremony was still ahead"


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("proposed", "Proposed, no later change of status on record"),
        ("announced", "Announced, no later change of status on record"),
        ("issued", "Issued 8 Oct 1998"),
        ("initialled", "Initialled, not signed"),
        ("entered_into_force", "In force"),
        ("terminated", "Terminated"),
        ("established", "Established 8 Oct 1998"),
        ("held", "Last held 8 Oct 1998"),
    ],
)
def test_one_step_alone_says_no_more_than_it_is(action: str, words: str) -> None:
    assert told((action, "1998-10-08")) == words


def test_a_stated_entry_into_force_is_not_called_inferred() -> None:
    assert (
        told(("entered_into_force", "1998"), ("notice_given", "2001")) == "In force; notice to end it given"
    )


def test_an_agreement_called_off_and_then_shelved_is_said_to_be_unsigned() -> None:
    words = told(("signing_cancelled", "2012-06"), ("shelved", "2012"))
    assert words == "Not signed: signing called off, since then shelved"


def test_nothing_on_record_is_left_to_the_sources() -> None:
    assert told() == "No status on record"


def test_before_anything_was_agreed_no_signing_is_awaited() -> None:
    assert told(*GSOMIA, day="2005-01-01", now=False) == "No step on record by then"


def test_a_month_that_holds_the_day_leaves_both_open_and_says_why() -> None:
    steps = [step("a", "agreed", "2011"), step("c", "signing_cancelled", "2012-06")]
    asked = as_of("2012-06-15")
    wording = StatusWording.of(
        status(steps, asked.days, dates={"c": (said("2012-06", 1, 4),)}), asked, VOICE, FOOTNOTES
    )
    assert wording.verdict() == "Awaiting signature *or* just called off"
    why = wording.why("they", wording.status.by_all)
    assert why == "they give only June 2012, and 15 June lies inside it [1]"


def test_sources_that_contradict_each_other_are_named_as_the_reason() -> None:
    steps = [step("s", "signed", "1996-06-01", span="1996/1997")]
    asked = as_of("1996-12-01")
    wording = StatusWording.of(
        status(steps, asked.days, dates={"s": (said("1996-06-01", 1),)}), asked, VOICE, FOOTNOTES
    )
    assert wording.verdict() == "No step on record by then *or* signed"
    assert wording.why("they", wording.status.by_all) == "the dates for the signing differ [1]"


def test_a_year_is_told_for_its_start_and_its_end() -> None:
    steps = [step("a", "agreed", "2011"), step("c", "signing_cancelled", "2012-06-29")]
    asked = as_of("2012")
    wording = StatusWording.of(status(steps, asked.days), asked, VOICE, FOOTNOTES)
    assert wording.verdict() == "At the start: not yet signed; at the end: not signed, signing called off"


def test_a_mechanism_is_told_from_its_founding_to_its_last_meeting() -> None:
    founded = step("e", "established", "1998-05")
    mechanism = status(
        [founded, step("h", "held", "2015-05-30")],
        dates={"e": (said("1998-05", 1),), "h": (said("2015-05-30", 4, reference=True),)},
        founded=founded,
        type="mechanism",
    )
    words = StatusWording.of(mechanism, None, VOICE, FOOTNOTES).verdict()
    assert words == "Established May 1998 [1], last held 30 May 2015 *ref.* [4]"


def test_contradicting_dates_are_all_told_without_a_coarser_one_that_agrees() -> None:
    given = (said("1996-04", 1), said("1996-04-17", 4, reference=True), said("2012", 1))
    contested = entry("Declared", *given, contested=True)
    issued = replace(status([step("i", "issued", "1996-04", span="1996/2012")]), entries={"i": contested})
    words = StatusWording.of(issued, None, VOICE, FOOTNOTES).verdict()
    assert words == "Issued 17 Apr 1996 *ref.* *or* 2012 [1][4]"


def test_meetings_with_an_open_end_have_no_last_one() -> None:
    talks = status([step("h", "held", "2008-11/..", span="2008-11")], type="dialogue")
    assert StatusWording.of(talks, None, VOICE, FOOTNOTES).verdict() == "Held since Nov 2008"


def test_a_day_that_only_the_pack_knows_is_not_passed_off_as_the_documents() -> None:
    issued = status(
        [step("i", "issued", "1998-10-08")],
        dates={"i": (said("1998-10-08", 4, reference=True), said("1998", 1))},
    )
    assert StatusWording.of(issued, None, VOICE, FOOTNOTES).verdict() == "Issued 1998 [1][4]"
