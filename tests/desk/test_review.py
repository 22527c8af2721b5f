"""From a file to the record: statements are found, shown, decided on once, and nothing is lost on the way."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.answers import AgreementAnswer, BriefAnswer, EventAnswer, SourceAnswer
from bot.domain.edits import Form, HistoryAnswer, Preview, Saved
from bot.domain.entities import Source
from bot.domain.questions import Choose, Question
from bot.domain.review import ReviewAnswer
from bot.render.edit import render_edit
from storage.candidates import HELD
from tests.desk.support import PAPER, decide, finished, imported, review, shown
from tests.editing.desk import ANA, BEN, Desk, desk, editor, why


async def titles(here: Desk, *numbers: int) -> list[str]:
    answers = [await here.read("guild:1", "event", name=f"S-{number}") for number in numbers]
    return [answer.entry.title for answer in answers if isinstance(answer, EventAnswer)]


async def test_a_statement_is_shown_with_its_words_around_it_and_how_it_was_understood(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:
        answer = await imported(here, ANA)
        head = await here.log.head()
        item = await review(here, ANA)

        assert await here.log.head() == head
    assert (answer.paper.found, answer.paper.waiting, answer.paper.known) == (3, 3, 0)
    assert (item.passage.before, item.passage.words) == ("In ", "March 1994")
    assert item.passage.after == " Japan and South Korea held talks in Tokyo."
    assert (item.date.edtf, item.parties) == ("1994-03", ("Japan", "South Korea"))
    assert (item.number, item.total, item.locator) == (1, 3, "line 3")


async def test_an_accepted_statement_is_an_event_with_its_place_and_a_quotation(here: Desk) -> None:
    item = await review(here, ANA)
    after = shown(await decide(here, ANA, "accept", item, event="new"))
    found = await here.read("guild:1", "event", name="S-1")
    source = await here.read("guild:1", "source", name="talks")
    elsewhere = await here.read("guild:2", "event", name="S-1")

    assert after.done is not None
    assert (after.done.act, after.done.label, after.number) == ("accepted", "S-1", 2)
    assert isinstance(found, EventAnswer)
    (claim,) = found.claims
    assert claim.quotation == "In March 1994 Japan and South Korea held talks in Tokyo."
    assert (claim.words, claim.locator, claim.date.edtf) == ("March 1994", "line 3", "1994-03")
    assert isinstance(source, SourceAnswer)
    assert not isinstance(elsewhere, EventAnswer)


async def test_a_paper_that_is_a_source_already_is_cited_as_that(here: Desk) -> None:
    digest = hashlib.sha256(PAPER.encode()).hexdigest()
    known = Source("known", "An account of talks", "Account", sha256=digest)
    await here.recorder.add("guild:1", "source", known, actor="a", change="known")
    await decide(here, ANA, "accept", await review(here, ANA), event="new")
    found = await here.read("guild:1", "event", name="S-1")

    assert isinstance(found, EventAnswer)
    assert [note.label for note in found.footnotes] == ["Account"]


async def test_what_the_record_has_gets_one_more_claim_instead_of_a_second_event(here: Desk) -> None:
    for _ in range(2):
        item = await review(here, ANA)
        await decide(here, ANA, "skip", item)
    item = await review(here, ANA)
    assert item.match is not None
    finished(await decide(here, ANA, "accept", item, event=item.match.label))
    found = await here.read("guild:1", "event", name=item.match.label)
    added = await titles(here, 1)

    assert isinstance(found, EventAnswer)
    assert "talks" in [note.label for note in found.footnotes]
    assert added == []


async def test_every_decision_is_in_the_log_with_who_made_it(here: Desk) -> None:
    first = await review(here, ANA)
    second = shown(await decide(here, ANA, "accept", first, event="new"))
    await decide(here, BEN, "reject", second)
    here.later(HELD)
    await decide(here, BEN, "reject", second)
    history = await here.ask(ANA, "edit history")

    assert isinstance(history, HistoryAnswer)
    made = [(change.type, change.by) for change in history.changes]
    assert made == [
        ("CandidateRejected", 2),
        ("EventAdded", 1),
        ("SourceAdded", 1),
        ("DocumentImported", 1),
    ]


async def test_two_reviewers_get_different_statements_and_a_third_waits(here: Desk) -> None:
    mine, theirs = await review(here, ANA), await review(here, BEN)
    again = await review(here, ANA)
    await review(here, editor(3))
    full = finished(await here.ask(editor(4), "edit review"))
    taken = shown(await decide(here, ANA, "accept", theirs, event="new"))
    here.later(HELD + timedelta(seconds=1))
    free = await review(here, editor(4))

    assert mine.candidate != theirs.candidate
    assert again.candidate == mine.candidate
    assert (full.waiting, full.held) == (0, 3)
    assert taken.done is not None
    assert (taken.done.act, taken.candidate) == ("held", mine.candidate)
    assert free.candidate == mine.candidate


async def test_pressed_many_times_at_once_a_statement_is_in_the_record_once(here: Desk) -> None:
    item = await review(here, ANA)
    acts = ("accept", "accept", "reject", "accept", "reject")
    await asyncio.gather(*(decide(here, ANA, act, item, event="new") for act in acts))
    records = await here.log.records_of_change(f"{item.candidate}.0")
    tally = await here.shelf.candidates.tally("guild:1")

    decisions = [record.type for record in records if record.type != "SourceAdded"]
    assert len(decisions) == 1
    assert tally.waiting == 2


async def test_a_decision_can_be_taken_back_and_made_anew(here: Desk) -> None:
    item = await review(here, ANA)
    await decide(here, ANA, "accept", item, event="new")
    back = shown(await decide(here, ANA, "put back", item))
    gone = await here.read("guild:1", "event", name="S-1")
    await decide(here, ANA, "reject", back)
    again = shown(await decide(here, ANA, "put back", back))
    await decide(here, ANA, "accept", again, event="new")
    added = await titles(here, 2)
    late = shown(await decide(here, ANA, "accept", item, event="new"))

    assert (back.candidate, back.turn, again.turn) == (item.candidate, 1, 2)
    assert isinstance(gone, EventAnswer)
    assert gone.retracted is not None
    assert added == [item.title]
    assert late.done is not None
    assert late.done.act == "decided"


async def test_an_old_button_does_not_take_back_what_somebody_decided_later(here: Desk) -> None:
    item = await review(here, ANA)
    old = shown(await decide(here, ANA, "reject", item))
    take_back = render_edit(old, locale="en", mentions={}).buttons[-1].question
    assert take_back is not None
    back = shown(await here.press(ANA, take_back))
    here.later(HELD)
    await decide(here, BEN, "accept", back, event="new")
    pressed = shown(await here.press(ANA, take_back))
    found = await here.read("guild:1", "event", name="S-1")

    assert isinstance(found, EventAnswer)
    assert found.retracted is None
    assert pressed.done is not None
    assert pressed.done.act == "decided"


async def test_a_decision_can_be_taken_back_though_its_event_was_retracted(here: Desk) -> None:
    item = await review(here, ANA)
    await decide(here, ANA, "accept", item, event="new")
    await here.save(BEN, "edit retract", event="S-1", reason="wrong")
    back = shown(await decide(here, ANA, "put back", item))

    assert (back.candidate, back.turn) == (item.candidate, 1)


@pytest.mark.parametrize("imported_anew", [False, True])
async def test_a_statement_whose_acceptance_is_undone_waits_again(here: Desk, imported_anew: bool) -> None:
    item = await review(here, ANA)
    await decide(here, ANA, "accept", item, event="new")
    asked = await here.ask(ANA, "edit undo")
    assert isinstance(asked, Preview)
    await here.ask(ANA, "edit confirm", draft=asked.draft.id)
    if imported_anew:
        await here.ask(ANA, "edit drop", document="talks.txt")
        await imported(here, ANA)
    waiting = set()
    while isinstance(shows := await here.ask(ANA, "edit review"), ReviewAnswer):
        waiting.add(shows.candidate)
        await decide(here, ANA, "reject", shows)

    assert item.candidate in waiting


@pytest.mark.parametrize("taken_back", ["undo", "put back"])
async def test_a_statement_that_was_taken_back_waits_also_if_a_crash_kept_that_from_its_row(
    paper_file: Path, taken_back: str
) -> None:
    async with desk(paper_file) as here:
        item = await review(here, ANA)
        await decide(here, ANA, "accept", item, event="new")
        if taken_back == "undo":
            await here.save(ANA, "edit undo")
        else:
            await decide(here, ANA, "put back", item)
        as_crashed = "UPDATE candidates SET state = 'accepted', turn = 0, holder = NULL WHERE id = ?"
        await here.database.execute(as_crashed, item.candidate)
    async with desk(paper_file) as here:
        shows = await review(here, BEN)

    assert (shows.candidate, shows.turn) == (item.candidate, 1)


async def test_a_statement_whose_event_was_erased_waits_again_when_its_paper_is_imported_anew(
    paper_file: Path,
) -> None:
    async with desk(paper_file) as here:
        item = await review(here, ANA)
        await decide(here, ANA, "accept", item, event="new")
        await here.privacy.left("guild:1", here.now)
        here.later(timedelta(days=31))
        await here.privacy.tidy(lambda scope: False, here.now)
        await imported(here, BEN)
        again = await review(here, BEN)
        await decide(here, BEN, "accept", again, event="new")
        added = await titles(here, 2)

    assert (again.candidate, again.turn) == (item.candidate, 1)
    assert added == [item.title]


async def test_an_undo_of_an_acceptance_can_be_undone(here: Desk) -> None:
    item = await review(here, ANA)
    await decide(here, ANA, "accept", item, event="new")
    undone = await here.save(ANA, "edit undo")
    await here.save(ANA, "edit undo", record=str(undone.positions[0]))

    assert await titles(here, 1) == [item.title]


async def test_deleting_the_data_of_who_took_an_acceptance_back_leaves_anothers_acceptance_of_it(
    here: Desk,
) -> None:
    item = await review(here, ANA)
    await decide(here, ANA, "accept", item, event="new")
    await here.save(ANA, "edit undo")
    await decide(here, BEN, "accept", await review(here, BEN), event="new")
    await here.privacy.answer(Question("privacy delete"), ANA)

    assert await titles(here, 1, 2) == [item.title]


async def test_a_statement_is_corrected_in_a_form_and_previewed_before_it_is_saved(here: Desk) -> None:
    item = await review(here, ANA)
    form = await decide(here, ANA, "correct", item)
    assert isinstance(form, Form)
    held = {field.name: field.value for field in form.fields}
    answers = {**held, "title": "Talks in Tokyo", "date": "spring 1994"}
    preview = await here.ask(ANA, "edit filled", draft=form.draft.id, **answers)
    assert isinstance(preview, Preview)
    saved = await here.confirm(ANA, preview)
    assert isinstance(saved, Saved)
    assert saved.onward is not None
    onward = shown(await here.press(ANA, saved.onward))
    found = await here.read("guild:1", "event", name="S-1")

    assert held == {
        "title": item.title,
        "date": "March 1994",
        "parties": "Japan, South Korea",
        "event": "new",
        "remark": "",
    }
    assert onward.number == 2
    assert isinstance(found, EventAnswer)
    (claim,) = found.claims
    assert (found.entry.title, claim.date.edtf, claim.words) == ("Talks in Tokyo", "1994-21", "March 1994")


async def test_a_country_is_one_party_whether_a_paper_names_it_or_an_editor_types_it(
    record_file: Path,
) -> None:
    paper = """A paper about accords

On 4 May 1997 Kenya and South Korea signed the Nairobi Accord.

On 5 June 1998 Kenya and Japan signed the Tokyo Accord.
"""
    async with desk(record_file) as here:
        await imported(here, ANA, paper)
        form = await decide(here, ANA, "correct", await review(here, ANA))
        assert isinstance(form, Form)
        unchanged = {field.name: field.value for field in form.fields}
        preview = await here.ask(ANA, "edit filled", draft=form.draft.id, **unchanged)
        assert isinstance(preview, Preview)
        await here.confirm(ANA, preview)
        await decide(here, ANA, "accept", await review(here, ANA), event="new")
        await here.save(ANA, "edit add", title="A state visit", date="3 May 2001", parties="kenya, Burma")
        await here.save(ANA, "edit add", title="A call", date="4 May 2001", parties="Myanmar")
        kenya = await here.read("guild:1", "brief", subject="Kenya")
        myanmar = await here.read("guild:1", "brief", subject="Myanmar")

    assert isinstance(kenya, BriefAnswer)
    assert isinstance(myanmar, BriefAnswer)
    assert (kenya.total, kenya.parties) == (3, ("Kenya",))
    assert (myanmar.total, myanmar.parties) == (2, ("Myanmar",))


async def test_a_statement_can_be_added_to_an_event_that_an_editor_names(here: Desk) -> None:
    item = await review(here, ANA)
    form = await decide(here, ANA, "correct", item, event="")
    assert isinstance(form, Form)
    held = {field.name: field.value for field in form.fields}
    preview = await here.ask(ANA, "edit filled", draft=form.draft.id, **{**held, "event": "E-57"})
    assert isinstance(preview, Preview)
    await here.confirm(ANA, preview)
    found = await here.read("guild:1", "event", name="E-57")

    assert held["event"] == ""
    assert isinstance(found, EventAnswer)
    assert "talks" in [note.label for note in found.footnotes]


async def test_what_was_skipped_comes_again_when_asked_for(here: Desk) -> None:
    for _ in range(3):
        await decide(here, ANA, "skip", await review(here, ANA))
    left = finished(await here.ask(ANA, "edit review"))
    again = await review(here, ANA, skipped="yes")

    assert (left.waiting, left.skipped) == (0, 3)
    assert again.skipped


async def test_a_paper_is_read_once_and_what_was_decided_stays_when_it_comes_again(here: Desk) -> None:
    item = await review(here, ANA)
    await decide(here, ANA, "reject", item)
    again = await imported(here, BEN, name="other.txt")
    await here.ask(ANA, "edit drop", document=again.paper.sha256)
    gone = finished(await here.ask(ANA, "edit review"))
    back = await imported(here, ANA)
    following = await review(here, ANA)

    assert (again.again, again.paper.decided, again.paper.waiting) == (True, 1, 2)
    assert gone.papers == ()
    assert not back.again
    assert following.passage.words == "4 May 2031"


async def test_one_paper_is_gone_through_alone(here: Desk) -> None:
    await imported(here, ANA, "In 1987 Japan and South Korea held a summit.", "summits.txt")
    item = await review(here, ANA, document="summits")
    left = finished(await decide(here, ANA, "skip", item, document="summits"))
    unknown = await here.ask(ANA, "edit review", document="treaties")

    assert (item.paper, item.total) == ("summits", 1)
    assert left.paper is not None
    assert left.paper.title == "summits"
    assert why(unknown) == "unknown_paper"


async def test_of_two_papers_with_one_title_it_is_asked_which(here: Desk) -> None:
    here.later(timedelta(minutes=1))
    newer = await imported(here, ANA, "In 1987 Japan and South Korea held a summit.")
    which = await here.ask(ANA, "edit review", document="talks")
    offers = await here.editing.complete("edit review", "document", "talks", {}, ANA)
    assert isinstance(which, Choose)
    item = shown(await here.press(ANA, which.options[0].question))

    assert which.options[0].label != which.options[1].label
    assert [offer.label for offer in offers] == [option.label for option in which.options]
    assert (item.paper, item.total, offers[0].value) == ("talks", 1, newer.paper.sha256)


async def test_what_another_version_of_a_paper_says_again_belongs_to_what_was_accepted(here: Desk) -> None:
    await decide(here, ANA, "accept", await review(here, ANA), event="new")
    changed = await imported(here, ANA, PAPER.replace("Nobody", "Again nobody"))
    item = await review(here, ANA, document=changed.paper.sha256)

    assert item.passage.words == "March 1994"
    assert item.match is not None
    assert (item.match.kind, item.match.label) == ("further", "S-1")


async def test_another_server_neither_sees_nor_decides_what_is_not_its_own(here: Desk) -> None:
    item = await review(here, ANA)
    stranger = editor(1, guild=2)
    theirs = finished(await here.ask(stranger, "edit review"))
    deciding = finished(await decide(here, stranger, "accept", item, event="new"))
    own = await imported(here, stranger)
    await here.ask(stranger, "edit drop", document=own.paper.sha256)
    kept = await review(here, ANA)

    assert theirs.papers == ()
    assert deciding.done is not None
    assert deciding.done.act == "gone"
    assert kept.candidate == item.candidate


async def test_a_statement_is_shown_with_how_it_would_let_its_agreement_stand(record_file: Path) -> None:
    async with desk(record_file) as here:
        await imported(here, ANA, "Japan and South Korea signed the ACSA on 3 May 2025.\n")
        item = await review(here, ANA)

    text = "\n".join(render_edit(item, locale="en", mentions={}).blocks)
    assert "**Status of ACSA** not signed, signing called off, since then shelved → **signed**" in text


async def test_an_agreement_that_is_added_during_the_review_is_known_to_what_still_waits(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:
        await imported(here, ANA, "Japan signed the Zanzibar Agreement (ZA) with Peru on 4 May 2031.\n")
        before = await review(here, ANA)
        await here.save(
            ANA, "edit agreement add", name="Zanzibar Agreement", type="agreement", parties="Japan"
        )
        await decide(here, ANA, "accept", await review(here, ANA), event="new")
        found = await here.read("guild:1", "agreement", name="Zanzibar Agreement")

    assert before.unknown
    assert isinstance(found, AgreementAnswer)
    assert [entry.label for entry in found.entries] == ["S-1"]


async def test_a_statement_cannot_be_added_to_a_merged_event_and_the_refusal_names_the_other(
    here: Desk,
) -> None:
    await here.save(ANA, "edit merge", keep="E-56", drop="E-57")
    refused = await decide(here, ANA, "accept", await review(here, ANA), event="E-57")

    assert why(refused) == "merged_away"


async def test_after_a_paper_was_dropped_the_button_leads_on_to_the_others(here: Desk) -> None:
    first = await imported(here, ANA, "On 4 May 1931 Japan and China signed a pact.", "first.txt")

    dropped = finished(await here.ask(ANA, "edit drop", document=first.paper.sha256))

    onward = render_edit(dropped, locale="en", mentions={}).buttons[0]
    assert shown(await here.press(ANA, onward.question)).paper != "first"
