"""Where there is more than a message holds: all of it can be reached, and nothing is left out unsaid."""

from __future__ import annotations

import pytest

from bot.domain.edits import DraftsAnswer, EditorsAnswer, Unfinished
from bot.domain.questions import Choose, Question
from bot.render.edit import render_edit
from bot.render.refusal import choose
from bot.render.voice import Voice
from bot.services.editing import adding
from tests.editing.desk import ANA, BEN, MEETING, Desk, event, shown_text, why


async def test_every_draft_can_be_opened_however_many_there_are(here: Desk) -> None:
    for number in range(14):
        await here.preview(ANA, "edit add", **{**MEETING, "title": f"Meeting {number}"})

    opened, question = set(), Question("edit drafts")
    for page in (1, 2, 3):
        answer = await here.editing.answer(Question("edit drafts", {}, page), ANA)
        assert isinstance(answer, DraftsAnswer)
        message = render_edit(answer, locale="en", mentions={})
        opened |= {b.question.options["draft"] for b in message.buttons if b.question.command == "edit draft"}
        onward = [b.question.page for b in message.buttons if b.question.command == question.command]
        assert onward == {1: [2], 2: [1, 3], 3: [2]}[page]

    assert len(opened) == 14


async def test_of_many_sources_it_is_said_how_many_are_not_offered_and_each_can_be_typed(here: Desk) -> None:
    saved = await here.save(ANA, "edit add", **MEETING)
    for number in range(7):
        source = f"https://example.org/{number}"
        await here.save(ANA, "edit claim", event=saved.label, source=source, date="25 Mar 2014")

    asked = {"event": saved.label, "date": "26 Mar 2014"}
    answer = await here.ask(ANA, "edit amend", **asked)

    assert isinstance(answer, Unfinished)
    assert isinstance(answer.why, Choose)
    assert len({str(option.label) for option in answer.why.options}) == 5
    assert "… and 3 more" in shown_text(answer)
    shown = await here.preview(ANA, "edit amend", **asked, source="https://example.org/6")
    assert "example.org/6\n" in shown_text(shown)
    offered = await here.complete(ANA, "edit amend", "source", "org/6", {"event": saved.label})
    assert len(offered) == 1


async def test_of_many_retracted_events_it_is_said_how_many_are_not_offered(here: Desk) -> None:
    for number in range(7):
        title = f"Zanzibar round {number}"
        saved = await here.save(ANA, "edit add", title=title, date=f"20{number + 10}", source="own knowledge")
        await here.save(ANA, "edit retract", event=saved.label, reason="never happened")

    assert "… and 2 more" in shown_text(await here.ask(ANA, "edit restore", event="Zanzibar"))


async def test_of_many_events_with_the_words_the_rest_can_be_searched_for(here: Desk) -> None:
    for number in range(7):
        await here.save(ANA, "edit add", title=f"Zanzibar round {number}", date=f"20{number + 10}")

    reader = await here.read("guild:1", "event", name="Zanzibar round")
    editor = await here.ask(ANA, "edit retract", event="Zanzibar round", reason="never happened")

    assert isinstance(reader, Choose)
    message = choose(reader, Voice.of("en", {}))
    assert message.buttons[-1].question == Question("find", {"words": "Zanzibar round"})
    assert "… and 3 more" in shown_text(editor)
    assert "Search" not in shown_text(editor)


async def test_what_may_be_the_same_is_found_among_however_many_of_its_time(
    here: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "PORTION", 2)
    for title in (
        "Ministers meet in Osaka",
        *(f"{sea} patrol" for sea in ("North", "South", "East", "West")),
    ):
        await here.save(ANA, "edit add", title=title, date="25 Mar 2034", source="own knowledge")

    shown = await here.preview(BEN, "edit add", title="Osaka meeting of ministers", date="Mar 2034")

    assert [double.title for double in shown.doubles] == ["Ministers meet in Osaka"]


async def test_a_change_that_concerns_many_agreements_says_of_how_many_no_status_is_shown(
    here: Desk,
) -> None:
    for number in range(5):
        name = f"Zanzibar Protocol {number}"
        await here.save(ANA, "edit agreement add", name=name, type="treaty", parties="Japan")
        step = {"agreement": name, "action": "signed", "source": "own knowledge"}
        await here.save(BEN, "edit add", title=f"Pact {number}", date="2001", **step)

    shown = shown_text(await here.preview(ANA, "edit undo", by="2", since="2 hours"))

    assert shown.count("Status of Zanzibar Protocol") == 3
    assert "2 more agreements" in shown


def test_of_very_many_roles_it_is_said_how_many_are_not_listed() -> None:
    roles = tuple(range(1, 31))
    answer = EditorsAnswer(Question("edit editors list"), "list", roles, frozenset(roles), None, None)
    first, hidden = render_edit(answer, locale="en", mentions={}).blocks
    assert "<@&20> … and 10 more" in first
    assert "<@&20> … and 10 more" in hidden


async def test_undoing_a_retraction_that_somebody_undid_says_that_it_is_undone(here: Desk) -> None:
    await here.save(ANA, "edit retract", event="E-57", reason="double")
    await here.save(BEN, "edit restore", event="E-57")

    assert why(await here.ask(ANA, "edit undo")) == "undone_already"
    assert (await event(here, "guild:1", "E-57")).retracted is None


async def test_a_link_among_the_parties_is_told_where_it_belongs(here: Desk) -> None:
    answer = await here.ask(ANA, "edit add", **{**MEETING, "parties": "Japan, https://example.org/a"})
    assert why(answer) == "link_as_party"
    assert "is a link, not a country or body" in shown_text(answer)


async def test_a_preview_says_by_which_of_its_names_an_agreement_will_be_called(here: Desk) -> None:
    names = {"name": "Treaty of Zanzibar", "type": "treaty", "parties": "Japan"}
    called = await here.preview(ANA, "edit agreement add", **names, aliases="Zanzibar Treaty")
    alone = await here.preview(ANA, "edit agreement add", **names)
    assert "**Called** Zanzibar Treaty" in shown_text(called)
    assert "**Called**" not in shown_text(alone)
