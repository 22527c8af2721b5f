"""What editors do: nothing is written unseen, nothing typed is lost, everything can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.answers import AgreementAnswer, EventAnswer
from bot.domain.dates import parse
from bot.domain.edits import (
    Altered,
    Cancelled,
    DateRead,
    DraftsAnswer,
    EditAnswer,
    HistoryAnswer,
    Overtaken,
    Preview,
    Saved,
    SourceRead,
    Unfinished,
)
from bot.domain.facts import Term
from bot.domain.questions import Choose, Refusal
from bot.locales.en import ENGLISH
from bot.render.answer import render
from bot.render.edit import render_edit
from tests.editing.desk import Desk, desk, editor, why

ANA, BEN, CARA = editor(1), editor(2), editor(3, guild=2)
MEETING = {"title": "Ministers meet in Osaka", "date": "25 Mar 2014", "source": "https://example.org/a"}


async def event(here: Desk, scope: str | None, name: str) -> EventAnswer:
    answer = await here.read(scope, "event", name=name)
    assert isinstance(answer, EventAnswer), answer
    return answer


async def test_a_preview_writes_nothing_and_says_how_the_date_was_read(record_file: Path) -> None:
    async with desk(record_file) as here:
        before = await here.log.head()

        shown = await here.preview(ANA, "edit add", **MEETING)

        assert await here.log.head() == before
    date = next(line for line in shown.lines if isinstance(line, DateRead))
    assert date.date.edtf == "2014-03-25"


async def test_confirm_saves_and_a_second_confirm_gives_the_same_receipt(record_file: Path) -> None:
    async with desk(record_file) as here:
        shown = await here.preview(ANA, "edit add", **MEETING)
        first = await here.confirm(ANA, shown)
        head = await here.log.head()

        again = await here.confirm(ANA, shown)

        assert await here.log.head() == head
    assert isinstance(first, Saved)
    assert isinstance(again, Saved)
    assert first.positions == again.positions
    assert first.label == "S-1"


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


async def test_a_cancelled_draft_is_gone(record_file: Path) -> None:
    async with desk(record_file) as here:
        shown = await here.preview(ANA, "edit add", **MEETING)
        cancelled = await here.ask(ANA, "edit cancel", draft=shown.draft.id)
        confirmed = await here.confirm(ANA, shown)

    assert isinstance(cancelled, Cancelled)
    assert why(confirmed) == "draft_gone"


async def test_a_draft_is_its_editors_alone(record_file: Path) -> None:
    async with desk(record_file) as here:
        shown = await here.preview(ANA, "edit add", **MEETING)
        others = [await here.confirm(who, shown) for who in (BEN, editor(1, guild=2))]

    assert [why(answer) for answer in others] == ["draft_gone", "draft_gone"]


async def test_an_ambiguous_date_is_chosen_and_nothing_typed_is_lost(record_file: Path) -> None:
    async with desk(record_file) as here:
        asked = await here.ask(ANA, "edit add", **{**MEETING, "date": "03/04/2012"})
        assert isinstance(asked, Unfinished)
        assert isinstance(asked.why, Choose)
        shown = await here.press(ANA, asked.why.options[1].question)

    assert isinstance(shown, Preview)
    assert shown.title == MEETING["title"]
    assert "2012-03-04" in [line.date.edtf for line in shown.lines if isinstance(line, DateRead)]


async def test_what_cannot_be_read_is_kept_in_the_form(record_file: Path) -> None:
    async with desk(record_file) as here:
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


async def test_a_source_is_a_link_a_known_one_or_own_knowledge(record_file: Path) -> None:
    async with desk(record_file) as here:
        kinds = []
        for source in ("https://example.org/b", "Murphy", "own knowledge", ""):
            shown = await here.preview(ANA, "edit add", **{**MEETING, "source": source})
            kinds += [line.kind for line in shown.lines if isinstance(line, SourceRead)]
        unknown = await here.ask(ANA, "edit add", **{**MEETING, "source": "Zzyzx Qwfp"})

    assert kinds == ["link", "known", "own", "own"]
    assert why(unknown) == "unknown_source"


async def test_what_may_be_the_same_is_offered_and_can_be_added_to(record_file: Path) -> None:
    async with desk(record_file) as here:
        known = await event(here, None, "E-67")
        shown = await here.preview(ANA, "edit add", **{**MEETING, "title": known.entry.title})
        labels = [double.label for double in shown.doubles]
        saved = await here.confirm(ANA, shown, to="E-67")
        after = await event(here, "guild:1", "E-67")

    assert "E-67" in labels
    assert isinstance(saved, Saved)
    assert len(after.claims) == len(known.claims) + 1


async def test_what_went_on_for_years_is_not_offered_as_the_same_as_one_day_of_them(
    record_file: Path,
) -> None:
    talks = {**MEETING, "title": "Kishida and Yoon meet in Seoul", "date": "7 May 2023"}
    async with desk(record_file) as here:
        shown = await here.preview(ANA, "edit add", **talks, parties="Japan, South Korea")

    assert shown.doubles == ()


async def test_a_shipped_event_is_changed_for_the_server_alone(record_file: Path) -> None:
    async with desk(record_file) as here:
        shown = await here.preview(ANA, "edit amend", event="E-57", title="Renamed here")
        await here.confirm(ANA, shown)
        titles = [(await event(here, scope, "E-57")).entry.title for scope in ("guild:1", "guild:2", None)]

        again = await here.preview(ANA, "edit amend", event="E-57", title="Renamed again")
        own = await here.preview(ANA, "edit add", title="A talk of ours", date="1901")

    assert (shown.overlay, again.overlay, own.overlay) == (True, True, False)
    assert titles[0] == "Renamed here"
    assert titles[1] == titles[2] != "Renamed here"


async def test_a_shipped_agreement_stays_shipped_however_often_a_server_changes_it(record_file: Path) -> None:
    async with desk(record_file) as here:
        for name in ("First", "Second"):
            shown = await here.preview(ANA, "edit agreement amend", name="GSOMIA", aliases=name)
            assert shown.overlay
            await here.confirm(ANA, shown)
        assert (await here.preview(ANA, "edit undo")).overlay


async def test_a_date_is_corrected_for_one_source_which_is_asked_for(record_file: Path) -> None:
    async with desk(record_file) as here:
        asked = await here.ask(ANA, "edit amend", event="E-31", date="June 2015")
        assert isinstance(asked, Unfinished)
        assert isinstance(asked.why, Choose)
        shown = await here.press(ANA, asked.why.options[0].question)
        assert isinstance(shown, Preview)
        await here.confirm(ANA, shown)
        after = await event(here, "guild:1", "E-31")

    altered = [line for line in shown.lines if isinstance(line, Altered)]
    assert [line.key for line in altered] == ["date"]
    assert [claim.date.edtf for claim in after.claims].count("2015-06") == 1
    assert len(after.claims) > 1


async def test_the_second_of_two_editors_is_told_what_changed_and_keeps_theirs(record_file: Path) -> None:
    async with desk(record_file) as here:
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


async def test_a_form_opened_before_a_change_does_not_take_it_back(record_file: Path) -> None:
    async with desk(record_file) as here:
        form = await here.form(BEN, "edit amend", event="E-57")
        await here.save(ANA, "edit amend", event="E-57", title="Hers")
        left = {field.name: field.value for field in form.fields}
        told = await here.ask(BEN, "edit filled", draft=form.draft.id, **{**left, "parties": "Japan"})
        assert isinstance(told, Overtaken)
        shown = await here.ask(BEN, "edit mine", draft=form.draft.id)

    assert isinstance(shown, Preview)
    assert [line.key for line in shown.lines if isinstance(line, Altered)] == ["parties"]


async def test_an_undo_can_be_undone(record_file: Path) -> None:
    async with desk(record_file) as here:
        saved = await here.save(ANA, "edit amend", event="E-57", title="Renamed")
        titles, number = [], saved.positions[0]
        for _ in range(2):
            undone = await here.ask(ANA, "edit back", record=str(number))
            assert isinstance(undone, Saved)
            number = undone.positions[0]
            titles.append((await event(here, "guild:1", "E-57")).entry.title)

    assert titles[0] != "Renamed"
    assert titles[1] == "Renamed"


async def test_an_undo_that_would_undo_anothers_work_is_refused(record_file: Path) -> None:
    async with desk(record_file) as here:
        first = await here.save(ANA, "edit amend", event="E-57", title="One")
        await here.save(BEN, "edit amend", event="E-57", title="Two")
        refused = await here.ask(ANA, "edit back", record=str(first.positions[0]))

    assert why(refused) == "changed_since"


async def test_everything_one_person_did_since_a_time_is_undone_and_nothing_else(record_file: Path) -> None:
    async with desk(record_file) as here:
        await here.save(BEN, "edit amend", event="E-56", title="Before the night")
        here.later(timedelta(hours=20))
        await here.save(BEN, "edit amend", event="E-57", title="Wild")
        await here.save(BEN, "edit retract", event="E-58", reason="wild")
        await here.save(ANA, "edit amend", event="E-59", title="Calm")
        shown = await here.preview(ANA, "edit undo", by="2", since="12 hours")
        saved = await here.confirm(ANA, shown)
        titles = [(await event(here, "guild:1", f"E-{n}")).entry.title for n in (56, 57, 59)]
        back = await event(here, "guild:1", "E-58")

    assert isinstance(saved, Saved)
    assert saved.count == 2
    assert titles[0] == "Before the night"
    assert titles[1] != "Wild"
    assert titles[2] == "Calm"
    assert back.retracted is None


async def test_retracted_restored_and_merged(record_file: Path) -> None:
    async with desk(record_file) as here:
        await here.save(ANA, "edit retract", event="E-57", reason="twice here")
        gone = await event(here, "guild:1", "E-57")
        offers = await here.editing.complete("edit restore", "event", "", {}, ANA)
        await here.save(ANA, "edit restore", event="E-57")
        await here.save(ANA, "edit merge", keep="E-56", drop="E-57")
        merged = await event(here, "guild:1", "E-57")
        elsewhere = await event(here, "guild:2", "E-57")

    assert gone.retracted == "twice here"
    assert [offer.value for offer in offers] == ["E-57"]
    assert merged.merged_into == "E-56"
    assert elsewhere.merged_into is None


async def test_what_is_restored_is_found_by_its_title_among_what_was_retracted(record_file: Path) -> None:
    async with desk(record_file) as here:
        for title in ("Herring talks", "Herring quota"):
            await here.save(ANA, "edit add", title=title, date="1938", source="own knowledge")
        unknown = await here.ask(ANA, "edit restore", event="herring")
        await here.save(ANA, "edit retract", event="S-1", reason="invented")
        found = await here.preview(ANA, "edit restore", event="herring")
        await here.save(ANA, "edit retract", event="S-2", reason="invented")
        which = await here.ask(ANA, "edit restore", event="herring")

    assert why(unknown) == "unknown_retracted"
    assert (found.label, found.title) == ("S-1", "Herring talks")
    assert isinstance(which, Unfinished)
    assert isinstance(which.why, Choose)
    assert {option.label for option in which.why.options} == {"S-1 Herring talks", "S-2 Herring quota"}


@pytest.mark.parametrize("typed", ["999999", "1" * 20, "-1", "²", "the last"])
async def test_what_no_record_of_the_server_has_for_a_number_is_refused(
    record_file: Path, typed: str
) -> None:
    async with desk(record_file) as here:
        assert why(await here.ask(ANA, "edit undo", record=typed)) == "unknown_record"
        assert why(await here.ask(ANA, "edit back", record=typed)) == "unknown_record"


async def test_a_refusal_of_what_has_nothing_typed_leaves_no_draft(record_file: Path) -> None:
    async with desk(record_file) as here:
        nothing = await here.ask(ANA, "edit undo")
        drafts = await here.ask(ANA, "edit drafts")
        beside = await here.ask(ANA, "edit undo", record="999999")

    assert isinstance(nothing, Refusal)
    assert nothing.code == "nothing_to_undo"
    assert isinstance(drafts, DraftsAnswer)
    assert drafts.drafts == ()
    assert isinstance(beside, Unfinished)


async def test_nothing_is_added_to_what_is_retracted_and_the_history_tells_what_an_undo_did(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:
        saved = await here.save(ANA, "edit add", **MEETING)
        await here.ask(ANA, "edit back", record=str(saved.positions[0]))
        claimed = await here.ask(ANA, "edit claim", event="S-1", source="own knowledge", date="2014")
        amended = await here.ask(ANA, "edit amend", event="S-1", date="26 Mar 2014")
        told = await here.ask(ANA, "edit history")

    assert [why(claimed), why(amended)] == ["retracted", "retracted"]
    refused = "\n".join(render_edit(claimed, locale="en", mentions={}).blocks)
    assert "**It is retracted** (by undo). /edit restore brings it back." in refused
    assert "retracted **S-1** Ministers meet in Osaka (by undo)" in "\n".join(
        render_edit(told, locale="en", mentions={}).blocks
    )


@pytest.mark.parametrize("link", ["https://[1", "http://a]b/", "https:///page", "http://:80"])
async def test_an_address_that_leads_nowhere_is_refused_as_a_source_and_as_a_sources_link(
    record_file: Path, link: str
) -> None:
    async with desk(record_file) as here:
        cited = await here.ask(ANA, "edit add", **{**MEETING, "source": link})
        linked = await here.ask(ANA, "edit source amend", name="Murphy", link=link)

    assert [why(cited), why(linked)] == ["bad_link", "bad_link"]


async def test_a_slip_in_an_action_or_a_type_is_mended_by_a_button(record_file: Path) -> None:
    async with desk(record_file) as here:
        slip = await here.ask(ANA, "edit add", **MEETING, agreement="ACSA", action="singed")
        assert isinstance(slip, Unfinished)
        assert isinstance(slip.why, Refusal)
        mended = await here.press(ANA, slip.why.nearest[0].question)
        typed = await here.ask(
            ANA, "edit agreement add", name="Osaka Paper", type="declaratoin", parties="Japan"
        )
        unknown = await here.ask(ANA, "edit add", **MEETING, agreement="Osaka Paper")

    assert slip.why.code == "unknown_action"
    assert isinstance(mended, Preview)
    assert isinstance(typed, Unfinished)
    assert isinstance(typed.why, Refusal)
    assert [near.label for near in typed.why.nearest] == [Term("declaration")]
    assert why(unknown) == "unknown_agreement"


async def test_a_footnote_follows_the_title_or_author_that_it_is_made_of(record_file: Path) -> None:
    async def footnote(here: Desk) -> str:
        return (await event(here, "guild:1", "S-1")).footnotes[0].label

    async with desk(record_file) as here:
        await here.save(ANA, "edit source add", title="Herring papers")
        await here.save(ANA, "edit add", title="Talks", date="1938", source="Herring papers")
        await here.save(ANA, "edit source amend", name="Herring papers", title="Cod papers", author="K. Saar")
        retitled = await footnote(here)
        await here.save(ANA, "edit undo")
        undone = await footnote(here)
        await here.save(ANA, "edit source add", title="Murphy revisited", author="K. Saar")
        await here.save(ANA, "edit claim", event="S-1", source="Murphy revisited", date="1938")
        await here.save(ANA, "edit source amend", name="Murphy revisited", author="Kadri Saar")
        renamed = (await event(here, "guild:1", "S-1")).footnotes[1].label

    assert (retitled, undone, renamed) == ("Cod papers", "Herring papers", "Kadri Saar")


async def test_agreements_and_sources_of_a_server_can_be_asked_for(record_file: Path) -> None:
    async with desk(record_file) as here:
        about = {"type": "treaty", "parties": "Japan, Ruritania", "aliases": "Strelsau; 슈트렐사우"}
        await here.save(ANA, "edit agreement add", name="Treaty of Strelsau", **about)
        await here.save(ANA, "edit agreement amend", name="Strelsau", new_name="Strelsau Treaty")
        await here.save(ANA, "edit source add", title="The Zenda papers", author="Rassendyll", date="1894")
        await here.save(
            ANA, "edit add", title="Signing at Strelsau", date="1894", source="Zenda papers",
            agreement="Strelsau", action="signed",
        )  # fmt: skip
        found = await here.read("guild:1", "agreement", name="슈트렐사우")
        elsewhere = await here.read("guild:2", "agreement", name="슈트렐사우")
        await here.save(ANA, "edit agreement retract", name="Strelsau", reason="invented")
        gone = await here.read("guild:1", "agreement", name="슈트렐사우")

    assert type(found).__name__ == "AgreementAnswer"
    assert isinstance(elsewhere, Refusal)
    assert isinstance(gone, Refusal)


@pytest.mark.parametrize(
    ("changed", "called"),
    [
        ({"new_name": "Treaty of Strelsau"}, "Treaty of Strelsau"),
        ({"new_name": "Treaty of Strelsau", "aliases": "Strelsau"}, "Strelsau"),
        ({"aliases": "Zenda"}, "Treaty of Zenda"),
        ({"type": "declaration"}, "Treaty of Zenda"),
    ],
)
async def test_answers_call_an_agreement_by_a_name_that_it_has(
    record_file: Path, changed: dict[str, str], called: str
) -> None:
    async with desk(record_file) as here:
        await here.save(ANA, "edit agreement add", name="Treaty of Zenda", type="treaty", parties="Japan")
        await here.save(ANA, "edit agreement amend", name="Treaty of Zenda", **changed)
        found = await here.read("guild:1", "agreement", name=changed.get("new_name", "Treaty of Zenda"))

    assert isinstance(found, AgreementAnswer)
    assert found.standing.short == called


async def test_the_history_tells_who_what_and_why(record_file: Path) -> None:
    async with desk(record_file) as here:
        await here.save(ANA, "edit amend", event="E-57", title="Renamed", reason="clearer")
        await here.save(BEN, "edit retract", event="E-58", reason="twice")
        everything = await here.ask(ANA, "edit history")
        of_ben = await here.ask(ANA, "edit history", by="2")
        of_one = await here.ask(ANA, "edit history", event="E-57")
        elsewhere = await here.ask(CARA, "edit history")

    assert all(isinstance(answer, HistoryAnswer) for answer in (everything, of_ben, of_one, elsewhere))
    told = [
        [(change.by, change.type, change.reason) for change in answer.changes]
        for answer in (everything, of_ben, of_one, elsewhere)
        if isinstance(answer, HistoryAnswer)
    ]
    assert told[0] == [(2, "EventRetracted", "twice"), (1, "EventAmended", "clearer")]
    assert told[1] == told[0][:1]
    assert told[2][0] == told[0][1]
    assert told[3] == []


async def test_numbers_that_were_erased_are_not_given_again(record_file: Path) -> None:
    async with desk(record_file) as here:
        first = await here.save(ANA, "edit add", **MEETING)
        await here.log.erase_many(first.positions, actor="x", reason="x")
        second = await here.save(ANA, "edit add", **MEETING)

    assert (first.label, second.label) == ("S-1", "S-2")


async def test_the_preview_tells_how_agreements_stand_then(record_file: Path) -> None:
    async with desk(record_file) as here:
        retracted = await here.preview(ANA, "edit retract", event="E-91", reason="a test")
        signed = {"agreement": "ACSA", "action": "signed"}
        added = await here.preview(ANA, "edit add", **MEETING, **signed)
        mention = await here.preview(ANA, "edit add", **MEETING, agreement="ACSA", action="mentioned")
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
    assert "Status of" not in shown_text(mention)
    assert "Terminated; yet a later step tells of a withdrawn notice to end it" in render(told).blocks[0]


async def test_a_statement_to_correct_is_chosen_by_its_source_then_by_its_place(record_file: Path) -> None:
    async with desk(record_file) as here:
        asked = await here.ask(ANA, "edit amend", event="E-60", date="28 June 2012")
        assert isinstance(asked, Unfinished)
        assert isinstance(asked.why, Choose)
        again = await here.press(ANA, asked.why.options[0].question)
        assert isinstance(again, Unfinished)
        assert isinstance(again.why, Choose)
        shown = await here.press(ANA, again.why.options[1].question)

    sources = [ENGLISH.word(option.label) for option in asked.why.options]
    places = [ENGLISH.word(option.label) for option in again.why.options]
    assert [label.partition(":")[0] for label in sources] == [
        "Nishino, paper",
        "Nishino, essay",
        "Murphy",
        "Yonhap",
    ]
    assert "Yonhap: 29 June 2012" in shown_text(asked)
    assert len(set(places)) == len(places) == 3
    assert "its sources contradict each other" in shown_text(shown)


async def test_where_only_the_dates_are_disputed_no_other_doubt_is_cast_on_an_event(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:
        ratified = {"agreement": "TSCF", "action": "ratified"}
        saved = await here.save(ANA, "edit add", **{**MEETING, "date": "May 2025"}, **ratified)
        await here.save(ANA, "edit claim", event=saved.label, source="Murphy", date="June 2025")
        await here.save(ANA, "edit claim", event=saved.label, source="own knowledge", date="2 June 2025")
        text = "\n".join(render(await here.read("guild:1", "agreement", name="TSCF")).blocks)

    assert "**Disputed** when: Ministers meet in Osaka [" in text
    assert "own knowledge (own knowledge)" not in text


def shown_text(answer: EditAnswer) -> str:
    return "\n".join(render_edit(answer, locale="en", mentions={}).blocks)


async def test_what_ends_an_agreement_is_no_double_of_its_signing(record_file: Path) -> None:
    async with desk(record_file) as here:
        title = "Trilateral security framework (TSCF) signed"
        signing = {"title": title, "date": "28 July 2024", "agreement": "TSCF", "source": "Murphy"}
        same = await here.preview(ANA, "edit add", **signing, action="signed")
        other = await here.preview(ANA, "edit add", **signing, action="notice given")
        clash = await here.preview(ANA, "edit add", **{**signing, "date": "29 July 2024"}, action="signed")

    assert [double.label for double in same.doubles][:1] == ["E-539"]
    assert "E-539" not in [double.label for double in other.doubles]
    assert "yours contradicts the dates it has" in shown_text(clash)


async def test_what_lies_ahead_is_said_to_before_it_is_saved(record_file: Path) -> None:
    async with desk(record_file) as here:
        ahead = await here.preview(ANA, "edit add", **{**MEETING, "date": "1 January 2030"})
        past = await here.preview(ANA, "edit add", **MEETING)

    assert "lies ahead; today is** 22 November 2026" in shown_text(ahead)
    assert "lies ahead" not in shown_text(past)


async def test_a_merge_joins_what_only_the_dropped_entry_has_and_undo_takes_it_all_back(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:
        await here.save(ANA, "edit agreement add", name="Osaka Paper", type="declaration", parties="Japan")
        step = {"agreement": "Osaka Paper", "action": "issued", "parties": "Japan, China"}
        await here.save(ANA, "edit add", **MEETING, remark="Seen on television")
        await here.save(
            ANA, "edit add", **step, title="Osaka Paper comes out", date="Mar 2014", source="own knowledge"
        )
        before = await event(here, "guild:1", "S-1")

        shown = await here.preview(ANA, "edit merge", keep="S-1", drop="S-2")
        done = await here.confirm(ANA, shown)
        joined = await event(here, "guild:1", "S-1")
        pact = await here.read("guild:1", "agreement", name="Osaka Paper")
        assert isinstance(done, Saved)
        undoing = await here.preview(ANA, "edit undo", record=str(done.positions[0]))
        await here.ask(ANA, "edit back", record=str(done.positions[0]))
        apart = await event(here, "guild:1", "S-1")
        dropped = await event(here, "guild:1", "S-2")

    told = "\n".join(render_edit(shown, locale="en", mentions={}).blocks)
    taken_back = "\n".join(render_edit(undoing, locale="en", mentions={}).blocks)
    assert "merged into another **S-2**" in taken_back
    assert "none → **Osaka Paper: issued**" in told
    assert "Japan, China" in told
    assert joined.steps == (("Osaka Paper", "issued"),)
    assert joined.parties == ("Japan", "China")
    assert len(joined.claims) == 2
    assert isinstance(pact, AgreementAnswer)
    assert [entry.label for entry in pact.entries] == ["S-1"]
    assert (apart.steps, apart.parties, len(apart.claims)) == (before.steps, before.parties, 1)
    assert dropped.merged_into is None
    assert dropped.steps == (("Osaka Paper", "issued"),)


async def test_the_number_on_a_receipt_is_the_one_that_the_event_shows(record_file: Path) -> None:
    async with desk(record_file) as here:
        saved = await here.save(ANA, "edit add", **MEETING, parties="Ruritania, Japan")
        shown = await event(here, "guild:1", "S-1")

    assert len(saved.positions) == 3
    assert saved.positions[0] == shown.history[-1].position


async def test_of_two_who_amend_one_event_the_second_reads_by_name_what_the_first_changed(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:
        await here.save(ANA, "edit add", **MEETING, parties="Japan")
        mine = await here.preview(ANA, "edit amend", event="S-1", title="Talks in Osaka")
        step = {"agreement": "GSOMIA", "action": "signed", "parties": "Japan, South Korea"}
        theirs = await here.preview(BEN, "edit amend", event="S-1", **step)
        await here.confirm(BEN, theirs)
        late = await here.confirm(ANA, mine)

    assert isinstance(late, Overtaken)
    told = "\n".join(render_edit(late, locale="en", mentions={}).blocks)
    assert "Japan, South Korea" in told
    assert "GSOMIA: signed" in told


async def test_yesterday_is_saved_as_the_day_that_its_preview_showed_also_after_midnight(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:
        shown = await here.preview(ANA, "edit add", **{**MEETING, "date": "yesterday"})
        here.later(timedelta(hours=13))
        await here.confirm(replace(ANA, asker=replace(ANA.asker, today=ANA.asker.today + 1)), shown)
        saved = await event(here, "guild:1", "S-1")

    read = next(line for line in shown.lines if isinstance(line, DateRead))
    assert (read.typed, read.date.edtf) == ("yesterday", "2026-11-21")
    assert [claim.date.edtf for claim in saved.claims] == ["2026-11-21"]


async def test_what_is_added_to_another_event_takes_its_agreement_and_parties_along(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:
        await here.save(ANA, "edit agreement add", name="Osaka Paper", type="declaration", parties="Japan")
        await here.save(ANA, "edit add", **MEETING, parties="Japan")
        step = {"agreement": "Osaka Paper", "action": "issued", "parties": "Japan, Ruritania"}
        again = {**MEETING, "source": "https://example.org/b"}
        shown = await here.preview(ANA, "edit add", **again, **step)
        await here.confirm(ANA, shown, to="S-1")
        added = await event(here, "guild:1", "S-1")
        await here.save(ANA, "edit undo")
        back = await event(here, "guild:1", "S-1")

    assert [(double.label, double.joins) for double in shown.doubles] == [("S-1", True)]
    assert (added.steps, added.parties) == ((("Osaka Paper", "issued"),), ("Japan", "Ruritania"))
    assert len(added.claims) == 2
    assert (back.steps, back.parties, len(back.claims)) == ((), ("Japan",), 1)


async def test_the_receipt_of_a_new_title_has_the_new_title(record_file: Path) -> None:
    async with desk(record_file) as here:
        saved = await here.save(ANA, "edit amend", event="E-76", title="Comfort-women deal reached")

    assert (saved.label, saved.title) == ("E-76", "Comfort-women deal reached")


async def test_of_two_links_to_one_site_the_chosen_one_is_corrected(record_file: Path) -> None:
    async with desk(record_file) as here:
        await here.save(ANA, "edit add", **MEETING)
        await here.save(ANA, "edit claim", event="S-1", source="https://example.org/b", date="Mar 2014")
        asked = await here.ask(ANA, "edit amend", event="S-1", date="April 2014")
        assert isinstance(asked, Unfinished)
        assert isinstance(asked.why, Choose)
        month = next(
            option for option in asked.why.options if ENGLISH.word(option.label).endswith(": March 2014")
        )
        shown = await here.press(ANA, month.question)

    assert isinstance(shown, Preview)
    changed = next(line for line in shown.lines if isinstance(line, Altered))
    assert changed.before == parse("2014-03")


async def test_the_step_that_a_status_rests_on_is_among_the_dates_of_its_briefing(record_file: Path) -> None:
    ended = {"title": "Salt accord ends", "date": "5 June 2020", "source": "own knowledge"}
    async with desk(record_file) as here:
        await here.save(ANA, "edit add", **ended, agreement="GSOMIA", action="terminated")

        told = await here.read(ANA.asker.scope, "brief", subject="GSOMIA")

    shown = render(told).blocks
    assert shown[0].split("\n")[1].startswith("**Terminated")
    assert "Salt accord ends" in shown[1]
