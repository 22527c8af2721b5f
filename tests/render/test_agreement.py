"""One agreement: both layers of sources, the time asked about drawn through the steps."""

from __future__ import annotations

from msgspec.structs import replace

from bot.domain.entries import Doubt, Paging
from bot.render import screen
from bot.render.answer import render
from bot.render.message import SCREEN
from tests.render.phone import AGREEMENT
from tests.render.samples import agreement, entry, said, status, step


def test_the_first_lines_are_those_of_the_mock() -> None:
    assert render(agreement()).blocks[0] == AGREEMENT.blocks[0]


def test_both_layers_are_told_with_the_reason_why_the_documents_cannot_tell() -> None:
    assert render(agreement()).blocks[1].split("\n") == [
        "**Documents** awaiting signature *or* just called off: they give only June 2012, and 15 June lies"
        " inside it [1][2]",
        "**With ref.** not called off until 29 June [4]",
    ]


def test_the_day_asked_about_is_drawn_through_the_steps() -> None:
    assert render(agreement()).blocks[2].split("\n") == [
        "**2011** Agreed to share intelligence better [1][2]",
        "**May 2012** *ref.* A signing planned for late May put on hold, with ACSA’s [5]",
        "— 15 June 2012 —",
        "**June 2012** Called off under an hour before; officially a delay [1][2]; *ref.* 29 June [4]",
        "**Nov 2016** Signed [1][2]",
    ]


def test_the_buttons_are_those_of_the_mock() -> None:
    message = render(agreement())
    assert tuple(button.label for button in message.buttons) == AGREEMENT.labels
    assert dict(message.buttons[0].question.options) == {"name": "GSOMIA"}


def test_the_mock_takes_one_phone_screen() -> None:
    message = render(agreement())
    assert screen.characters(message.blocks) <= SCREEN
    assert screen.height(message.blocks, AGREEMENT.labels) <= screen.HEIGHT


def test_a_year_is_drawn_with_its_beginning_and_its_end() -> None:
    told = render(agreement("2012")).blocks[-3].split("\n")
    assert told.index("— 2012 begins —") == 1
    assert told.index("— 2012 ends —") == 4


def test_today_ends_with_the_horizon_and_says_where_the_documents_end() -> None:
    assert render(agreement("")).blocks[0].split("\n")[1] == (
        "**In force, on our latest entry (21 March 2023).** The documents end at the signing; *ref.* = from"
        " outside them."
    )


def test_the_documents_alone_give_the_month_as_the_reason() -> None:
    assert render(agreement(layer="documents")).blocks[0].split("\n")[1] == (
        "**Awaiting signature *or* just called off.** The documents give only June 2012, and 15 June lies"
        " inside it [1][2]. The documents alone, without the reference pack."
    )


def test_an_agreement_without_steps_is_said_to_have_none_on_record() -> None:
    nothing = replace(agreement("").status, by_all=status([]).by_all, by_documents=None)
    told = render(agreement("", status=nothing)).blocks[0]
    assert "**No step on record (latest entry: 21 March 2023).**" in told


def test_look_alikes_are_told_apart() -> None:
    told = render(agreement(look_alikes=(("tisa", "TISA"),))).blocks[-2]
    assert "**Not to be confused with** TISA" in told


def test_a_record_position_in_the_past_is_named() -> None:
    assert "As this record knew it on 1 Nov 2026." in render(agreement(known_on="1 Nov 2026")).blocks[0]


def test_the_second_page_has_the_steps_and_the_bare_verdict() -> None:
    message = render(agreement("", paging=Paging(2, 2, 12)))
    assert len(message.blocks) == 3
    assert message.buttons[0].label == "◀ 1"
    assert message.buttons[0].question.page == 1


def test_a_crowded_agreement_still_takes_one_phone_screen() -> None:
    steps = tuple(
        entry("Ministers meet and agree to meet again before the year is out", said(f"20{i}-05", 1, 2, 3))
        for i in range(10, 18)
    )
    doubts = (Doubt("disputed", "One says so, another says otherwise, a third says neither. " * 5, (3,)),) * 3
    message = render(agreement("", entries=steps, doubts=doubts))
    assert screen.characters(message.blocks) <= SCREEN
    labels = [button.label for button in message.buttons]
    assert screen.height(message.blocks, labels) <= screen.HEIGHT


def test_meeting_a_day_that_both_layers_agree_on_names_no_layer() -> None:
    same = status([step("signed", "signed", "1998")], dates={"signed": (said("1998", 1),)})
    assert not any("**Documents**" in block for block in render(agreement("", status=same)).blocks)
