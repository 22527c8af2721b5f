"""What editors type waits as a draft: nothing is written unseen, nothing typed is lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from discord import app_commands
from msgspec.structs import replace

from bot.commands import COMMANDS
from bot.domain.edits import (
    Altered,
    Cancelled,
    DateRead,
    DraftsAnswer,
    EditAnswer,
    Overtaken,
    Preview,
    Saved,
    Unfinished,
)
from bot.domain.facts import Term
from bot.domain.questions import Choose, Refusal
from bot.render.answer import render
from bot.services.editing.drafting import NAMED_BY, PLANNERS, SUBJECTS
from tests.editing.desk import ANA, BEN, MEETING, Desk, desk, editor, event, shown_text, why


async def test_a_preview_writes_nothing_and_says_how_the_date_was_read(here: Desk) -> None:
    before = await here.log.head()

    shown = await here.preview(ANA, "edit add", **MEETING)

    assert await here.log.head() == before
    date = next(line for line in shown.lines if isinstance(line, DateRead))
    assert date.date.edtf == "2014-03-25"


async def test_confirm_saves_and_a_second_confirm_gives_the_same_receipt(here: Desk) -> None:
    shown = await here.preview(ANA, "edit add", **MEETING)
    first = await here.confirm(ANA, shown)
    head = await here.log.head()

    again = await here.confirm(ANA, shown)

    assert await here.log.head() == head
    assert isinstance(first, Saved)
    assert isinstance(again, Saved)
    assert first.positions == again.positions
    assert first.label == "S-1"


async def test_every_old_button_of_a_saved_draft_gives_its_receipt(here: Desk) -> None:
    shown = await here.preview(ANA, "edit add", **MEETING)
    first = await here.confirm(ANA, shown)

    buttons = ("draft", "form", "cancel", "mine", "set")
    answers = [await here.ask(ANA, f"edit {button}", draft=shown.draft.id) for button in buttons]

    assert isinstance(first, Saved)
    assert [one.positions for one in answers if isinstance(one, Saved)] == [first.positions] * len(buttons)


async def test_confirm_pressed_again_while_it_is_being_saved_gives_the_same_receipt(here: Desk) -> None:
    async def press(after: int) -> EditAnswer:
        for _ in range(after):
            await asyncio.sleep(0)
        return await here.confirm(ANA, shown)

    for number in range(3):
        shown = await here.preview(ANA, "edit amend", event="E-57", title=f"Renamed {number}")
        answers = await asyncio.gather(*map(press, range(0, 300, 5)))
        receipts = [answer.positions for answer in answers if isinstance(answer, Saved)]
        assert receipts == len(answers) * receipts[:1]


async def test_a_draft_outlives_the_bot_but_not_24_hours(record_file: Path) -> None:
    async with desk(record_file) as here:
        shown = await here.preview(ANA, "edit add", **MEETING)
    async with desk(record_file) as here:
        listed = await here.ask(ANA, "edit drafts")
        found = await here.ask(ANA, "edit draft", draft=shown.draft.id)
        here.later(timedelta(hours=24, seconds=1))
        late = await here.ask(ANA, "edit draft", draft=shown.draft.id)

    assert isinstance(listed, DraftsAnswer)
    assert [line.draft for line in listed.drafts] == [shown.draft]
    assert isinstance(found, Preview)
    assert found.title == MEETING["title"]
    assert why(late) == "draft_gone"


def test_every_draft_is_told_from_others_by_an_option_that_it_has() -> None:
    options = {
        command.qualified_name: {option.display_name for option in command.parameters}
        for top in COMMANDS
        for command in (top.walk_commands() if isinstance(top, app_commands.Group) else ())
        if isinstance(command, app_commands.Command)
    }
    buttons = {"edit candidate": {"title", "event"}, "edit keep": {"entity"}, "edit take": {"entity"}}
    of_drafts = {command: options.get(command) or buttons[command] for command in PLANNERS}

    assert {*NAMED_BY, *SUBJECTS} <= set().union(*of_drafts.values())
    assert all(given.intersection(NAMED_BY) for given in of_drafts.values())


async def test_a_cancelled_draft_is_gone(here: Desk) -> None:
    shown = await here.preview(ANA, "edit add", **MEETING)
    cancelled = await here.ask(ANA, "edit cancel", draft=shown.draft.id)
    confirmed = await here.confirm(ANA, shown)

    assert isinstance(cancelled, Cancelled)
    assert why(confirmed) == "draft_gone"


async def test_a_draft_is_its_editors_alone(here: Desk) -> None:
    shown = await here.preview(ANA, "edit add", **MEETING)
    others = [await here.confirm(who, shown) for who in (BEN, editor(1, guild=2))]

    assert [why(answer) for answer in others] == ["draft_gone", "draft_gone"]


async def test_an_ambiguous_date_is_chosen_and_nothing_typed_is_lost(here: Desk) -> None:
    asked = await here.ask(ANA, "edit add", **{**MEETING, "date": "03/04/2012"})
    assert isinstance(asked, Unfinished)
    assert isinstance(asked.why, Choose)
    shown = await here.press(ANA, asked.why.options[1].question)

    assert isinstance(shown, Preview)
    assert shown.title == MEETING["title"]
    assert "2012-03-04" in [line.date.edtf for line in shown.lines if isinstance(line, DateRead)]


async def test_an_unreadable_value_is_kept_in_the_form(here: Desk) -> None:
    refused = await here.ask(ANA, "edit add", **{**MEETING, "date": "sometime"})
    assert isinstance(refused, Unfinished)
    form = await here.form(ANA, "edit form", draft=refused.draft.id)
    mended = await here.ask(
        ANA,
        "edit filled",
        draft=refused.draft.id,
        **{f.name: f.value for f in form.fields} | {"date": "2014"},
    )

    assert why(refused) == "unreadable_date"
    assert {f.name: f.value for f in form.fields}["title"] == MEETING["title"]
    assert isinstance(mended, Preview)


async def test_the_second_of_two_editors_is_told_what_changed_and_keeps_theirs(here: Desk) -> None:
    hers = await here.preview(ANA, "edit amend", event="E-57", title="Hers")
    his = await here.preview(BEN, "edit amend", event="E-57", title="His")
    await here.confirm(ANA, hers)

    told = await here.confirm(BEN, his)
    assert isinstance(told, Overtaken)
    again = await here.ask(BEN, "edit mine", draft=told.draft.id)
    assert isinstance(again, Preview)
    saved = await here.confirm(BEN, again)
    title = (await event(here, "guild:1", "E-57")).entry.title

    assert [(change.by, change.details[0].after) for change in told.changes] == [(1, "Hers")]
    assert Altered("title", "Hers", "His") in again.lines
    assert isinstance(saved, Saved)
    assert title == "His"


async def test_a_form_opened_before_a_change_does_not_take_it_back(here: Desk) -> None:
    form = await here.form(BEN, "edit amend", event="E-57")
    await here.save(ANA, "edit amend", event="E-57", title="Hers")
    left = {field.name: field.value for field in form.fields}
    told = await here.ask(BEN, "edit filled", draft=form.draft.id, **{**left, "parties": "Japan"})
    assert isinstance(told, Overtaken)
    shown = await here.ask(BEN, "edit mine", draft=form.draft.id)

    assert isinstance(shown, Preview)
    assert [line.key for line in shown.lines if isinstance(line, Altered)] == ["parties"]


async def test_a_refusal_of_what_has_nothing_typed_leaves_no_draft(here: Desk) -> None:
    nothing = await here.ask(ANA, "edit undo")
    drafts = await here.ask(ANA, "edit drafts")
    beside = await here.ask(ANA, "edit undo", record="999999")

    assert isinstance(nothing, Refusal)
    assert nothing.code == "nothing_to_undo"
    assert isinstance(drafts, DraftsAnswer)
    assert drafts.drafts == ()
    assert isinstance(beside, Unfinished)


async def test_a_slip_in_an_action_or_a_type_is_mended_by_a_button(here: Desk) -> None:
    slip = await here.ask(ANA, "edit add", **MEETING, agreement="ACSA", action="singed")
    assert isinstance(slip, Unfinished)
    assert isinstance(slip.why, Refusal)
    mended = await here.press(ANA, slip.why.nearest[0].question)
    typed = await here.ask(ANA, "edit agreement add", name="Osaka Paper", type="declaratoin", parties="Japan")
    unknown = await here.ask(ANA, "edit add", **MEETING, agreement="Osaka Paper")
    other = await here.ask(ANA, "edit add", **MEETING, agreement="ACSA", action="discussed")

    assert slip.why.code == "unknown_action"
    assert isinstance(mended, Preview)
    assert isinstance(typed, Unfinished)
    assert isinstance(typed.why, Refusal)
    assert [near.label for near in typed.why.nearest] == [Term("declaration")]
    assert why(unknown) == "unknown_agreement"
    assert isinstance(other, Unfinished)
    assert isinstance(other.why, Refusal)
    assert other.why.nearest == ()  # not "disputed"


async def test_the_preview_tells_how_agreements_stand_then(here: Desk) -> None:
    retracted = await here.preview(ANA, "edit retract", event="E-91", reason="a test")
    signed = {"agreement": "ACSA", "action": "signed"}
    added = await here.preview(ANA, "edit add", **MEETING, **signed)
    mention = await here.preview(ANA, "edit add", **MEETING, agreement="ACSA", action="mentioned")
    held = {"agreement": "Trilateral summit", "action": "held"}
    await here.save(ANA, "edit add", **{**MEETING, "date": "24 March 2025"}, **held)
    beside = {"source": "https://example.org/summit", "date": "25 March 2025"}
    contested = await here.preview(ANA, "edit claim", event="S-1", **beside)
    ended = {"agreement": "GSOMIA", "action": "terminated"}
    await here.save(ANA, "edit add", **{**MEETING, "date": "May 2018"}, **ended)
    told = await here.read("guild:1", "agreement", name="GSOMIA")

    status = "**Status of {}** {} → **{}**".format
    assert status(
        "GSOMIA",
        "in force (inferred), notice to end it withdrawn",
        "in force (inferred), its signing not on record, notice to end it withdrawn",
    ) in shown_text(retracted)
    assert status("ACSA", "not signed, signing called off, since then shelved", "signed") in shown_text(added)
    last, either = "last held 24 Mar 2025", "last held 24 Mar 2025 *or* 25 Mar 2025"
    assert status("Trilateral summit", last, either) in shown_text(contested)
    assert "Status of" not in shown_text(mention)
    assert "Terminated; yet a later step tells of a withdrawn notice to end it" in render(told).blocks[0]


async def test_the_second_of_two_editors_of_one_event_reads_what_the_first_changed(here: Desk) -> None:
    await here.save(ANA, "edit add", **MEETING, parties="Japan")
    mine = await here.preview(ANA, "edit amend", event="S-1", title="Talks in Osaka")
    step = {"agreement": "GSOMIA", "action": "signed", "parties": "Japan, South Korea"}
    theirs = await here.preview(BEN, "edit amend", event="S-1", **step)
    await here.confirm(BEN, theirs)
    late = await here.confirm(ANA, mine)

    assert isinstance(late, Overtaken)
    told = shown_text(late)
    assert "Japan, South Korea" in told
    assert "GSOMIA: signed" in told


async def test_yesterday_is_saved_as_the_day_that_its_preview_showed_also_after_midnight(here: Desk) -> None:
    shown = await here.preview(ANA, "edit add", **{**MEETING, "date": "yesterday"})
    here.later(timedelta(hours=13))
    await here.confirm(replace(ANA, asker=replace(ANA.asker, today=ANA.asker.today + 1)), shown)
    saved = await event(here, "guild:1", "S-1")

    read = next(line for line in shown.lines if isinstance(line, DateRead))
    assert (read.typed, read.date.edtf) == ("yesterday", "2026-11-21")
    assert [claim.date.edtf for claim in saved.claims] == ["2026-11-21"]


async def test_the_preview_of_a_future_event_says_that_it_is_ahead(here: Desk) -> None:
    ahead = await here.preview(ANA, "edit add", **{**MEETING, "date": "1 January 2030"})
    past = await here.preview(ANA, "edit add", **MEETING)

    assert "lies ahead; today is** 22 November 2026" in shown_text(ahead)
    assert "lies ahead" not in shown_text(past)


async def test_the_second_of_two_editors_of_an_agreements_names_reads_those_of_the_first(here: Desk) -> None:
    agreement = {"name": "Osaka Paper", "type": "declaration", "parties": "Japan"}
    await here.save(ANA, "edit agreement add", **agreement, aliases="Osaka pact")
    mine = await here.preview(ANA, "edit agreement amend", name="Osaka Paper", aliases="OP")
    await here.save(BEN, "edit agreement amend", name="Osaka Paper", aliases="Osaka note; 大阪文書")
    told = shown_text(await here.confirm(ANA, mine))

    assert "**Other names** Osaka pact → **OP**" in shown_text(mine)
    assert "Osaka pact → Osaka note, 大阪文書" in told


@pytest.mark.parametrize(
    ("command", "options"), [("edit amend", {"date": "26 Mar 2014"}), ("edit retract", {"reason": "twice"})]
)
async def test_a_title_that_means_another_event_by_now_changes_neither_unseen(
    here: Desk, command: str, options: dict[str, str]
) -> None:
    await here.save(ANA, "edit add", **MEETING)
    await here.save(ANA, "edit add", **{**MEETING, "title": "A zoo opens in Kobe", "date": "1971"})
    shown = await here.preview(ANA, command, event=MEETING["title"], **options)
    await here.save(BEN, "edit amend", event="S-1", title="Talks in Osaka")
    await here.save(BEN, "edit amend", event="S-2", title=MEETING["title"])
    answer = await here.confirm(ANA, shown)

    assert isinstance(answer, Overtaken)
    assert [(await event(here, "guild:1", f"S-{n}")).retracted for n in (1, 2)] == [None, None]
