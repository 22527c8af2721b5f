"""Briefings: the look of the mock, one phone screen, and the buttons."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.domain.answers import BriefAnswer
from bot.domain.dates import parse
from bot.domain.entities import REFERENCE
from bot.domain.entries import Doubt
from bot.domain.questions import Question
from bot.render import screen
from bot.render.answer import render
from bot.render.lines import kept
from bot.render.message import SCREEN, Message
from tests.render.phone import BRIEF
from tests.render.samples import PARTIES, TODAY, as_of, brief, entry, said, status, step


def lines(message: Message) -> list[str]:
    return "\n".join(message.blocks).split("\n")


def pixels(message: Message) -> int:
    return screen.height(message.blocks, [button.label for button in message.buttons])


def crowded() -> BriefAnswer:
    """More than a screen holds: long titles, long doubts, many sources."""
    title = "The two governments agree to look again at what they had agreed to look at before"
    dates = [entry(title, said(f"20{i:02}-06", 1, 2), weight=1 + i % 3, label=f"E-{i}") for i in range(8)]
    doubts = tuple(
        Doubt("unsure", "Reports differ on what was agreed, and on when. " * 8, (3,)) for _ in range(4)
    )
    return brief(entries=tuple(dates), doubts=doubts, total=40, in_full=40)


def test_the_heading_the_verdict_and_the_dates_are_those_of_the_mock() -> None:
    heading_and_dates = [*BRIEF.blocks[0].split("\n"), *BRIEF.blocks[1].split("\n")]
    assert lines(render(brief()))[:8] == heading_and_dates


def test_the_footnotes_are_those_of_the_mock_in_one_line_at_the_end() -> None:
    assert render(brief()).blocks[-1] == BRIEF.blocks[-1]


def test_the_buttons_are_those_of_the_mock() -> None:
    assert tuple(button.label for button in render(brief()).buttons) == BRIEF.labels


def test_doubts_and_the_next_anniversary_come_before_the_footnotes() -> None:
    assert render(brief()).blocks[2].split("\n") == [
        "**Unsure** Calls it shelved since 2012: undated, evidently pre-signing [3].",
        "**Unsure** In force at once, or after an exchange of notes? Reports differ [5].",
        "**Next** Tomorrow: GSOMIA signed, **10 years** (day: *ref.* [5])",
    ]


def test_the_mock_takes_one_phone_screen() -> None:
    message = render(brief())
    assert screen.characters(message.blocks) <= SCREEN
    assert pixels(message) <= screen.HEIGHT


def test_too_long_a_briefing_leaves_out_its_lightest_events_and_counts_them() -> None:
    message = render(crowded())
    shown = [line for line in lines(message) if line.startswith("**June")]
    assert 0 < len(shown) < 8
    assert f"… {40 - len(shown)} more dates in the full text" in lines(message)
    assert any("2002" in line for line in shown), "the heaviest stay"
    assert screen.characters(message.blocks) <= SCREEN
    assert pixels(message) <= screen.HEIGHT


def test_only_the_sources_that_are_referred_to_are_listed() -> None:
    message = render(brief(entries=brief().entries[:1], doubts=(), next=None, total=1))
    assert (
        message.blocks[-1] == "-# [1] Nishino, paper (name, 2017 inferred) [2] Nishino, essay (2017 inferred)"
    )


def test_a_reviewed_address_makes_the_footnote_a_link_without_counting_as_text() -> None:
    linked = tuple(replace(note, url="https://example.org/a(b)>c") for note in brief().footnotes)
    message = render(brief(footnotes=linked))
    assert "[[5]](<https://example.org/a(b)%3Ec>) 23.11.2016" in message.blocks[-1]
    assert screen.characters(message.blocks) == screen.characters(render(brief()).blocks)


def test_addresses_too_long_for_a_message_are_left_out_and_nothing_else() -> None:
    long = tuple(replace(note, url=f"https://example.org/{'x' * 400}") for note in brief().footnotes)
    assert render(brief(footnotes=long)).blocks == render(brief()).blocks


def test_what_only_the_reference_pack_says_is_marked() -> None:
    silent = replace(brief().statuses[0], by_documents=())
    unnamed = replace(silent, agreement=replace(silent.agreement, pack=REFERENCE))
    assert "documents name it without one" in render(brief(statuses=(silent,))).blocks[0]
    assert "documents do not name it" in render(brief(statuses=(unnamed,))).blocks[0]


def test_the_documents_alone_have_no_word_of_the_pack() -> None:
    documents = status([step("signed", "signed", "2016-11")])
    message = render(brief(statuses=(documents,), layer="documents"))
    assert "without the reference pack" in message.blocks[0]
    assert message.buttons[1].label == "All sources"
    assert "sources" not in message.buttons[1].question.options


def test_the_full_text_and_the_sources_are_for_who_presses_and_the_switch_replaces() -> None:
    effects = {button.label: button.effect for button in render(brief()).buttons}
    assert effects == {"Full text": "private", "Documents only": "replace", "Cite": "private"}


def test_a_button_asks_the_same_question_with_one_option_changed() -> None:
    asked = Question("brief", {"subject": "GSOMIA", "as_of": "2020", "cite": "yes"})
    message = render(brief(question=Question("brief", {"subject": "GSOMIA", "as_of": "2020"})))
    options = {button.label: dict(button.question.options) for button in message.buttons}
    assert options["Documents only"] == {"subject": "GSOMIA", "as_of": "2020", "sources": "documents"}
    assert options["Full text"] == {"subject": "GSOMIA", "as_of": "2020", "as": "file"}
    assert options["Cite"] == dict(asked.options)


def test_a_briefing_on_countries_says_a_word_on_each_agreement() -> None:
    acsa = status([step("p", "proposed", "2011"), step("c", "signing_cancelled", "2012")], short="ACSA")
    message = render(
        brief(about="parties", subject="Japan–South Korea", statuses=(brief().statuses[0], acsa), doubts=())
    )
    first, second = message.blocks[0].split("\n")
    assert first == "### Japan–South Korea"
    assert second.startswith(
        "**On our latest entry (21 March 2023):** GSOMIA: *ref.* in force · ACSA: not signed,"
        " signing called off."
    )
    assert "Timeline" in [button.label for button in message.buttons]


def test_a_subject_without_agreements_is_counted_up_to_the_horizon() -> None:
    message = render(brief(about="theme", subject="History", statuses=()))
    assert "**6 dated entries, the latest from 21 March 2023.**" in message.blocks[0]


def test_a_past_briefing_is_headed_with_its_time_and_makes_no_claim_on_the_present() -> None:
    past = brief(
        as_of=as_of("2013-01-01"),
        statuses=(status([step("c", "signing_cancelled", "2012-06")], as_of("2013-01-01").days),),
        entries=brief().entries[:2],
        next=None,
    )
    heading, verdict = render(past).blocks[0].split("\n")[:2]
    assert heading == f"### GSOMIA ({', '.join(PARTIES)}) on 1 January 2013"
    assert verdict == "**Not signed: signing called off.**"


def test_a_contradicted_date_stands_beside_the_other_and_neither_is_struck_out() -> None:
    contested = entry("Hashimoto visits Jeju", said("1996-06", 1), said("1997-01", 2), contested=True)
    told = lines(render(brief(entries=(contested,), total=1)))
    assert "**June 1996** [1] *or* **Jan 1997** [2] Hashimoto visits Jeju; *dates contradict*" in told


def test_the_day_elsewhere_is_said_beside_the_day_that_leads() -> None:
    tisa = entry("TISA signed", said("2014-12", 1), said("2014-12-29", 5, reference=True, place="Seoul"))
    abroad = replace(tisa.said[1], elsewhere=((parse("2014-12-28"), "Washington"),))
    told = lines(render(brief(entries=(replace(tisa, said=(tisa.said[0], abroad)),), total=1)))
    assert "**Dec 2014** TISA signed [1]; *ref.* 29 Dec (Seoul; 28 Dec in Washington) [3]" in told


@pytest.mark.parametrize(("days", "when"), [(0, "Today"), (1, "Tomorrow"), (40, "1 January 2027")])
def test_the_next_anniversary_says_when_it_is(days: int, when: str) -> None:
    coming = brief().next
    assert coming is not None
    told = lines(render(brief(next=replace(coming, day=TODAY + days, years=11, round=False))))
    assert f"**Next** {when}: GSOMIA signed, 11 years (day: *ref.* [5])" in told


def test_of_equally_heavy_entries_those_of_the_reference_pack_are_left_out_first() -> None:
    entries = [
        entry("Talks", said("2012", 1)),
        entry("Visit", said("2013", 2, reference=True)),
        entry("Treaty", said("2014", 1)),
    ]
    assert [one.title for one in kept(entries, 1)] == ["Talks", "Treaty"]
