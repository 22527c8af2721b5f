"""When the seeds change beneath a server's changes, its editors are told, and choose."""

from __future__ import annotations

import pytest

from bot.domain.answers import EventAnswer
from bot.domain.edits import Altered, DraftsAnswer, EditAnswer, Preview, Saved, StaleAnswer
from bot.domain.review import DeskAnswer
from tests.editing.desk import Desk, editor, event, shown_text, why

ANA, BEN = editor(1), editor(2, guild=2)


@pytest.fixture
async def here(here: Desk) -> Desk:
    """A server renamed E-57, then the corpus renamed it too, and gave it another note."""
    await here.save(ANA, "edit amend", event="E-57", title="Ours")
    stored = await here.log.read(scope="guild:1")
    id = next(r.stream for r in stored if r.type == "EventAmended").removeprefix("event/")
    await here.recorder.amend(
        "corpus", "event", id, {"title": "Theirs", "note": "A new note"}, reason="seeds", actor="seeds",
        change="seeds-1",
    )  # fmt: skip
    return here


def key_of(told: EditAnswer) -> str:
    """What the first button of the list of changes beneath names."""
    assert isinstance(told, DraftsAnswer)
    return told.stale[0].key


async def title(here: Desk, scope: str | None) -> str:
    answer = await here.read(scope, "event", name="E-57")
    assert isinstance(answer, EventAnswer)
    return answer.entry.title


async def test_a_review_begins_with_what_the_corpus_changed_beneath(here: Desk) -> None:
    told = await here.ask(ANA, "edit review")
    on = await here.ask(ANA, "edit review", go="yes")
    others = await here.ask(BEN, "edit review")

    assert isinstance(told, DeskAnswer)
    assert [one.title for one in told.stale] == ["Ours"]
    assert isinstance(on, DeskAnswer)
    assert isinstance(others, DeskAnswer)
    assert others.stale == ()


async def test_a_change_beneath_is_listed_for_that_server_alone(here: Desk) -> None:
    told = await here.ask(ANA, "edit drafts")
    others = await here.ask(BEN, "edit drafts")
    compared = await here.ask(ANA, "edit stale", entity=key_of(told))
    histories = [shown_text(await here.ask(who, "edit history")) for who in (ANA, BEN)]

    assert isinstance(told, DraftsAnswer)
    assert [one.label for one in told.stale] == ["E-57"]
    assert isinstance(others, DraftsAnswer)
    assert others.stale == ()
    assert isinstance(compared, StaleAnswer)
    assert Altered("title", "Ours", "Theirs") in compared.differences
    assert ["changed beneath 1 of this server" in history for history in histories] == [True, False]


@pytest.mark.parametrize(("choice", "after"), [("edit keep", "Ours"), ("edit take", "Theirs")])
async def test_ours_is_kept_or_theirs_taken_and_it_is_asked_no_more(
    here: Desk, choice: str, after: str
) -> None:
    told = await here.ask(ANA, "edit drafts")
    shown = await here.ask(ANA, choice, entity=key_of(told))
    assert isinstance(shown, Preview)
    saved = await here.confirm(ANA, shown)
    left = await here.ask(ANA, "edit drafts")
    titles = [await title(here, scope) for scope in ("guild:1", "guild:2")]

    assert isinstance(saved, Saved)
    assert isinstance(left, DraftsAnswer)
    assert left.stale == ()
    assert titles == [after, "Theirs"]


async def test_taking_theirs_can_be_undone(here: Desk) -> None:
    told = await here.ask(ANA, "edit drafts")
    saved = await here.save(ANA, "edit take", entity=key_of(told))
    await here.ask(ANA, "edit back", record=str(saved.positions[0]))

    assert await title(here, "guild:1") == "Ours"


async def test_before_theirs_is_taken_of_a_merged_event_its_merge_is_to_be_undone(here: Desk) -> None:
    merged = await here.save(ANA, "edit merge", keep="E-56", drop="E-57")
    kept = await event(here, "guild:1", "E-56")
    stream = next(r.stream for r in await here.log.read(scope="guild:1") if r.type == "EventMerged")
    await here.recorder.amend(
        "corpus", "event", stream.removeprefix("event/"), {"note": "Newer"}, reason="", actor="seeds",
        change="seeds-2",
    )  # fmt: skip
    refused = await here.ask(ANA, "edit take", entity=stream)
    await here.ask(ANA, "edit back", record=str(merged.positions[0]))
    parted = await event(here, "guild:1", "E-56")

    assert why(refused) == "merged_away"
    assert len(parted.footnotes) < len(kept.footnotes)
