"""What was changed can be taken back, by whom and how far; and the history tells of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.answers import AgreementAnswer, FindAnswer, SourceAnswer, TimelineAnswer
from bot.domain.edits import HistoryAnswer, Saved, Unfinished
from bot.domain.questions import Choose
from bot.render.edit import render_edit
from tests.editing.desk import ANA, BEN, CARA, MEETING, Desk, event, shown_text, why


async def test_an_undo_can_be_undone(here: Desk) -> None:
    saved = await here.save(ANA, "edit amend", event="E-57", title="Renamed")
    titles, number = [], saved.positions[0]
    for _ in range(2):
        undone = await here.ask(ANA, "edit back", record=str(number))
        assert isinstance(undone, Saved)
        number = undone.positions[0]
        titles.append((await event(here, "guild:1", "E-57")).entry.title)

    assert titles[0] != "Renamed"
    assert titles[1] == "Renamed"


async def test_an_undo_that_would_undo_anothers_work_is_refused(here: Desk) -> None:
    first = await here.save(ANA, "edit amend", event="E-57", title="One")
    await here.save(BEN, "edit amend", event="E-57", title="Two")
    refused = await here.ask(ANA, "edit back", record=str(first.positions[0]))

    assert why(refused) == "changed_since"


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("edit amend", {"event": "E-57", "title": "One"}),
        ("edit amend", {"event": "E-57", "date": "March 2013"}),
        ("edit merge", {"keep": "E-56", "drop": "E-57"}),
    ],
)
async def test_pressing_undo_twice_says_that_it_is_undone(
    here: Desk, command: str, options: dict[str, str]
) -> None:
    saved = await here.save(ANA, command, **options)
    await here.ask(ANA, "edit back", record=str(saved.positions[0]))
    again = await here.ask(ANA, "edit back", record=str(saved.positions[0]))

    assert why(again) == "undone_already"


async def test_everything_one_person_did_since_a_time_is_undone_and_nothing_else(here: Desk) -> None:
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


@pytest.mark.parametrize("options", [{}, {"by": "1", "since": "2 hours"}])
async def test_confirm_takes_back_what_the_preview_showed_whatever_was_changed_since(
    here: Desk, options: dict[str, str]
) -> None:
    await here.save(ANA, "edit amend", event="E-57", title="Shown in the preview")
    before = (await event(here, "guild:1", "E-57")).entry.title
    here.later(timedelta(hours=1))
    shown = await here.preview(ANA, "edit undo", **options)
    await here.save(ANA, "edit amend", event="E-56", title="Changed afterwards")
    here.later(timedelta(hours=3))
    saved = await here.confirm(ANA, shown)

    assert isinstance(saved, Saved)
    assert saved.count == 1
    assert (await event(here, "guild:1", "E-56")).entry.title == "Changed afterwards"
    assert before == "Shown in the preview" != (await event(here, "guild:1", "E-57")).entry.title


@pytest.mark.parametrize("typed", ["999999", "1" * 20, "-1", "²", "the last"])
async def test_a_number_that_no_record_of_the_server_has_is_refused(here: Desk, typed: str) -> None:
    assert why(await here.ask(ANA, "edit undo", record=typed)) == "unknown_record"
    assert why(await here.ask(ANA, "edit back", record=typed)) == "unknown_record"


async def test_nothing_can_be_added_to_a_retracted_event_and_the_history_shows_an_undo(
    here: Desk,
) -> None:
    saved = await here.save(ANA, "edit add", **MEETING)
    await here.ask(ANA, "edit back", record=str(saved.positions[0]))
    claimed = await here.ask(ANA, "edit claim", event="S-1", source="own knowledge", date="2014")
    amended = await here.ask(ANA, "edit amend", event="S-1", date="26 Mar 2014")
    told = await here.ask(ANA, "edit history")

    assert [why(claimed), why(amended)] == ["retracted", "retracted"]
    refused = shown_text(claimed)
    assert "**It is retracted** (by undo). /edit restore brings it back." in refused
    assert "retracted **S-1** Ministers meet in Osaka (by undo)" in shown_text(told)


LINK = "https://example.org/report"


@pytest.mark.parametrize("first_undone", [False, True])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("edit add", {"title": "Envoys meet in Nara", "date": "1991"}), ("S-2", "edit add", MEETING)),
        (("edit claim", {"event": "E-57", "date": "1 May 2013"}), ("E-57", "edit claim", {"event": "E-57"})),
    ],
)
async def test_what_another_entry_still_uses_outlives_the_change_that_brought_it(
    here: Desk, first: tuple[str, dict[str, str]], second: tuple[str, str, dict[str, str]], first_undone: bool
) -> None:
    used = {"source": LINK} if first[0] == "edit claim" else {"source": LINK, "parties": "Zogland"}
    saved = await here.save(ANA, first[0], **{**first[1], **used})
    if first_undone:
        await here.ask(ANA, "edit back", record=str(saved.positions[0]))
        saved = await here.save(ANA, first[0], **{**first[1], **used})
    await here.save(BEN, second[1], **{**second[2], "date": "May 2013", **used})
    await here.ask(ANA, "edit back", record=str(saved.positions[0]))
    source = await here.read("guild:1", "source", name="example.org")
    party = await here.read("guild:1", "timeline", subject="Zogland")

    assert isinstance(source, SourceAnswer)
    assert isinstance(party, TimelineAnswer) == ("parties" in used)


async def test_a_party_that_an_agreement_has_outlives_the_event_that_brought_it(here: Desk) -> None:
    saved = await here.save(ANA, "edit add", **MEETING, parties="Zogland")
    await here.save(BEN, "edit agreement add", name="Zog Pact", type="treaty", parties="Zogland, Japan")
    await here.ask(ANA, "edit back", record=str(saved.positions[0]))

    assert isinstance(await here.read("guild:1", "find", party="Zogland"), FindAnswer)


@pytest.mark.parametrize("how", ["edit restore", "edit back"])
async def test_with_an_event_its_source_and_parties_come_back(here: Desk, how: str) -> None:
    used = {"source": LINK, "parties": "Zogland"}
    first = await here.save(ANA, "edit add", title="Envoys meet in Nara", date="1991", **used)
    second = await here.save(ANA, "edit add", title="Ministers meet in Osaka", date="25 Mar 2014", **used)
    back = await here.ask(ANA, "edit back", record=str(second.positions[0]))
    await here.ask(ANA, "edit back", record=str(first.positions[0]))
    assert isinstance(back, Saved)
    if how == "edit restore":
        await here.save(BEN, how, event="S-2")
    else:
        await here.ask(BEN, how, record=str(back.positions[0]))

    assert isinstance(await here.read("guild:1", "source", name="example.org"), SourceAnswer)
    assert isinstance(await here.read("guild:1", "timeline", subject="Zogland"), TimelineAnswer)


async def test_what_a_server_retracts_restores_and_merges_is_so_for_that_server_alone(here: Desk) -> None:
    await here.save(ANA, "edit retract", event="E-57", reason="twice here")
    gone = await event(here, "guild:1", "E-57")
    no_form = await here.ask(ANA, "edit amend", event="E-57")
    offers = await here.editing.complete("edit restore", "event", "", {}, ANA)
    await here.save(ANA, "edit restore", event="E-57")
    await here.save(ANA, "edit merge", keep="E-56", drop="E-57")
    merged = await event(here, "guild:1", "E-57")
    elsewhere = await event(here, "guild:2", "E-57")

    assert gone.retracted == "twice here"
    assert why(no_form) == "retracted"
    assert [offer.value for offer in offers] == ["E-57"]
    assert merged.merged_into == "E-56"
    assert elsewhere.merged_into is None


async def test_a_restored_event_whose_restoring_is_undone_is_retracted_for_the_reason_it_was(
    here: Desk,
) -> None:
    await here.save(ANA, "edit retract", event="E-57", reason="found wanting")
    await here.save(ANA, "edit restore", event="E-57")
    await here.save(ANA, "edit retract", event="E-57", reason="twice here")
    restored = await here.save(BEN, "edit restore", event="E-57", reason="is it?")
    await here.save(ANA, "edit undo", record=str(restored.positions[0]))

    assert (await event(here, "guild:1", "E-57")).retracted == "twice here"


async def test_an_event_is_not_found_by_the_words_of_a_statement_that_was_taken_back(here: Desk) -> None:
    said = {"source": "https://example.org/a", "date": "2014", "remark": "Marimbas were played"}
    await here.save(ANA, "edit claim", event="E-57", **said)
    found = await here.read("guild:1", "find", words="marimbas")
    await here.save(ANA, "edit undo")
    gone = await here.read("guild:1", "find", words="marimbas")

    assert isinstance(found, FindAnswer) and isinstance(gone, FindAnswer)
    assert [len(answer.hits) for answer in (found, gone)] == [1, 0]


async def test_an_event_to_restore_is_found_by_title_among_retracted_ones(here: Desk) -> None:
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


async def test_a_merge_joins_what_only_the_dropped_entry_has_and_undo_takes_it_all_back(here: Desk) -> None:
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

    told = shown_text(shown)
    taken_back = shown_text(undoing)
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


async def test_a_merge_is_not_undone_over_a_correction_of_what_it_moved(here: Desk) -> None:
    await here.save(ANA, "edit add", **MEETING)
    await here.save(ANA, "edit add", title="A zoo opens", date="1971", source="https://example.org/b")
    merged = await here.save(ANA, "edit merge", keep="S-2", drop="S-1")
    await here.save(BEN, "edit amend", event="S-2", source=MEETING["source"], date="26 Mar 2014")
    refused = await here.ask(ANA, "edit back", record=str(merged.positions[0]))

    assert why(refused) == "changed_since"


async def test_a_merge_is_not_made_anew_over_what_a_source_said_meanwhile(here: Desk) -> None:
    merged = await here.save(ANA, "edit merge", keep="E-56", drop="E-57")
    undone = await here.ask(ANA, "edit back", record=str(merged.positions[0]))
    assert isinstance(undone, Saved)
    await here.save(BEN, "edit claim", event="E-57", source="https://example.org/a", date="May 2013")
    again = await here.ask(ANA, "edit back", record=str(undone.positions[0]))

    assert why(again) == "changed_since"


async def test_changing_a_merged_event_is_refused_with_the_event_it_went_to_and_how_to_undo(
    here: Desk,
) -> None:
    merged = await here.save(ANA, "edit merge", keep="E-56", drop="E-57")
    refused = [
        await here.ask(ANA, command, **options)
        for command, options in (
            ("edit amend", {"event": "E-57", "title": "Other"}),
            ("edit claim", {"event": "E-57", "source": "own knowledge", "date": "2012"}),
            ("edit retract", {"event": "E-57", "reason": "wrong"}),
            ("edit restore", {"event": "E-57"}),
            ("edit merge", {"keep": "E-58", "drop": "E-57"}),
            ("edit merge", {"keep": "E-57", "drop": "E-58"}),
        )
    ]
    parted = await here.ask(ANA, "edit back", record=str(merged.positions[0]))

    told = "\n".join(render_edit(refused[0], locale="en", mentions={}).blocks)
    assert {why(answer) for answer in refused} == {"merged_away"}
    assert "was merged into E-56" in told
    assert f"/edit undo with record:{merged.positions[0]}" in told
    assert isinstance(parted, Saved)


async def test_a_change_before_a_merge_can_be_undone_only_after_the_merge_is_undone(
    here: Desk,
) -> None:
    added = await here.save(ANA, "edit add", **MEETING)
    claimed = await here.save(ANA, "edit claim", event="S-1", source="own knowledge", date="March 2014")
    merged = await here.save(ANA, "edit merge", keep="E-57", drop="E-58")
    await here.save(ANA, "edit merge", keep="E-56", drop="S-1")
    again = await here.save(ANA, "edit merge", keep="E-56", drop="E-57")
    refused = [
        await here.ask(ANA, "edit back", record=str(saved.positions[0])) for saved in (added, claimed, merged)
    ]
    await here.ask(ANA, "edit back", record=str(again.positions[0]))
    parted = await here.ask(ANA, "edit back", record=str(merged.positions[0]))

    assert {why(answer) for answer in refused} == {"changed_since"}
    assert isinstance(parted, Saved)


async def test_the_history_tells_who_what_and_why(here: Desk) -> None:
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
