"""Corrections travel, on the wire: what was posted and is wrong says so once, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.entities import Agreement, Claim, Event, Step
from bot.services.notes.anniversaries import Anniversaries
from bot.services.posting.corrections import AGAIN, SETTLING
from bot.services.record import Receipt
from storage.rows import CORPUS
from tests.changing import Changes
from tests.wire.posts import DAY, DUE, Posts, scope
from tests.wire.rest import Fault

LATER = DUE + timedelta(days=40)
JUNE = DUE + timedelta(days=176)
"""When the note of 22 June is due."""
EDITS = "/messages/[0-9]+$"
TITLE = "Ministers meet in Seoul"


def recorder(posts: Posts) -> Changes:
    return Changes(posts.app.log, posts.app.views)


async def amend(posts: Posts, where: str, event: str = "e-1", **changes: Any) -> None:
    made = await recorder(posts).amend(
        where, "event", event, changes, reason="", actor="ana", change=f"{where} {event} {changes}"
    )
    assert isinstance(made, Receipt)


async def redate(posts: Posts, date: str) -> None:
    made = await recorder(posts).amend_claim(
        CORPUS, "e-1", "c-1", {"date": date}, reason="", actor="a", change=f"e-1 {date}"
    )
    assert isinstance(made, Receipt)


async def retract(posts: Posts, where: str) -> None:
    made = await recorder(posts).retract(
        where, "event", "e-1", reason="it was a hoax", actor="ana", change="retract"
    )
    assert isinstance(made, Receipt)


def edits(posts: Posts) -> int:
    return sum(one.method == "PATCH" and one.status == 200 for one in posts.discord.rest.requests)


async def test_a_title_that_was_wrong_is_corrected_once_with_the_day_it_was(posts: Posts) -> None:
    (before,) = await posts.at(DUE)
    await posts.at(LATER)
    await amend(posts, scope(posts.server), title="Ministers meet in Tokyo")

    (after, *_) = await posts.ticks(5)

    assert TITLE in before
    assert TITLE in after
    assert "Ministers meet in Tokyo" in after
    assert "Corrected 6 February 2027" in after
    assert edits(posts) == 1


async def test_changes_that_follow_one_another_are_one_edit(posts: Posts) -> None:
    await posts.at(DUE)
    for title in ("Ministers meet in Tokio", "Ministers meet in Tokyo"):
        await amend(posts, CORPUS, title=title)
        await posts.ticks(1, SETTLING / 4)

    (after,) = await posts.ticks(4, SETTLING)

    assert "Tokyo" in after
    assert "Tokio" not in after
    assert edits(posts) == 1


async def test_a_further_change_does_not_hasten_an_edit_that_was_put_off(posts: Posts) -> None:
    await posts.at(DUE)
    posts.discord.rest.faults.append(Fault("PATCH", EDITS, 401, body={"message": "not now", "code": 0}))
    for title in ("Ministers meet in Tokio", "Ministers meet in Tokyo"):
        await amend(posts, CORPUS, title=title)
        await posts.ticks(2, SETTLING)
    soon = edits(posts)

    (after,) = await posts.ticks(1, AGAIN)

    assert (soon, edits(posts)) == (0, 1)
    assert "Tokyo" in after


async def test_two_corrections_are_shown_as_one_and_a_correction_taken_back_is_not_shown(
    posts: Posts,
) -> None:
    (sent,) = await posts.at(DUE)
    await amend(posts, CORPUS, title="Ministers meet in Tokyo")
    await posts.ticks(2, SETTLING)
    await amend(posts, CORPUS, title="Ministers meet in Busan")
    (twice,) = await posts.ticks(2, SETTLING)
    await amend(posts, CORPUS, title=TITLE)
    (back,) = await posts.ticks(2, SETTLING)

    assert "Busan" in twice
    assert twice.count("Corrected") == 1
    assert "Tokyo" not in twice
    assert back == sent


async def test_a_retraction_is_told_in_every_message_that_carried_the_event(posts: Posts) -> None:
    await posts.at(DUE)
    await posts.at(DUE + timedelta(days=365))
    await retract(posts, CORPUS)

    texts = await posts.ticks(3, SETTLING)

    carried = [text for text in texts if TITLE in text]
    assert len(carried) >= 2
    assert all("retracted" in text and "hoax" in text for text in carried)
    assert all("Corrected" not in text for text in texts if TITLE not in text)


async def test_a_date_that_turns_out_otherwise_is_told(posts: Posts) -> None:
    await posts.at(DUE)
    await redate(posts, "2015-12-27")

    (text,) = await posts.ticks(2, SETTLING)

    assert "27 December 2015" in text.partition("Corrected")[2]


async def test_a_date_that_sources_contradict_by_now_is_told_without_taking_a_side(posts: Posts) -> None:
    await posts.at(DUE)
    claim = Claim("c-other", "essay", "2015-12-27")
    await recorder(posts).add_claim(CORPUS, "e-1", claim, actor="a", change="other")

    (text,) = await posts.ticks(2, SETTLING)

    assert "contradict one another on the date" in text.partition("Corrected")[2]


async def test_a_date_that_no_source_gives_any_more_is_told(posts: Posts) -> None:
    await posts.at(DUE)
    await recorder(posts).retract_claim(CORPUS, "e-1", "c-1", reason="misread", actor="a", change="none")

    (text,) = await posts.ticks(2, SETTLING)

    assert "no source gives its date any more" in text.partition("Corrected")[2]


async def test_a_status_that_was_another_by_then_is_told(posts: Posts) -> None:
    texts = await posts.at(JUNE)
    assert "A treaty is signed" in texts[-1]
    steps = [{"agreement": "treaty", "action": "initialled"}]
    await amend(posts, CORPUS, "e-6", steps=steps)

    texts = await posts.ticks(2, SETTLING)

    assert "nitialled" in texts[-1].partition("Corrected")[2]


async def test_a_new_step_of_an_event_that_no_note_told_of_changes_what_is_told_of_its_agreement(
    posts: Posts,
) -> None:
    event = Event("e-8", 8, "An ending", claims=(Claim("c-8", "paper", "2001-05-05"),))
    await recorder(posts).add(CORPUS, "event", event, actor="a", change="8")
    before = await posts.at(JUNE)
    await amend(posts, CORPUS, "e-8", steps=[{"agreement": "treaty", "action": "terminated"}])

    after = await posts.ticks(2, SETTLING)

    assert "A treaty is signed" in before[-1]
    assert "An ending" not in before[-1]
    assert "erminated" in after[-1].partition("Corrected")[2]


async def test_a_step_that_only_a_server_records_changes_what_its_note_told_of_its_own_agreement(
    posts: Posts,
) -> None:
    where, pact = scope(posts.server), Step("pact", "signed")
    for number, (title, date, steps) in enumerate(
        (("A pact is signed", "1970-06-22", (pact,)), ("An ending", "2001-05-05", ())), start=1
    ):
        event = Event("", 0, title, claims=(Claim(f"own-{number}", "paper", date),), steps=steps)
        await recorder(posts).add(where, "event", event, actor="ana", change=title)
    before = await posts.at(JUNE)
    await amend(posts, where, "s-2", steps=[{"agreement": "pact", "action": "terminated"}])

    after = await posts.ticks(2, SETTLING)

    assert "A pact is signed" in before[-1]
    assert "erminated" in after[-1].partition("Corrected")[2]


async def test_the_status_of_an_agreement_that_a_note_only_mentions_corrects_nothing(posts: Posts) -> None:
    await amend(posts, CORPUS, steps=[{"agreement": "treaty", "action": "mentioned"}])
    await posts.at(DUE)
    await amend(posts, CORPUS, "e-6", steps=[{"agreement": "treaty", "action": "initialled"}])

    (text,) = await posts.ticks(2, SETTLING)

    assert TITLE in text
    assert "Corrected" not in text


async def test_a_step_that_an_event_has_no_longer_changes_what_is_told_of_its_agreement(posts: Posts) -> None:
    claims, steps = (Claim("c-8", "paper", "2001-05-05"),), (Step("treaty", "terminated"),)
    event = Event("e-8", 8, "An ending", kind="publication", claims=claims, steps=steps)
    await recorder(posts).add(CORPUS, "event", event, actor="a", change="8")
    before = await posts.at(JUNE)
    await amend(posts, CORPUS, "e-8", steps=[])

    after = await posts.ticks(2, SETTLING)

    assert "An ending" not in before[-1]
    assert "igned" in after[-1].partition("Corrected")[2]


async def test_a_note_tells_what_changed_while_it_was_written(
    posts: Posts, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Anniversaries.note
    changes = iter(["Ministers meet in Tokyo"])

    async def disturbed(*arguments: Any, **more: Any) -> Any:
        note = await write(*arguments, **more)
        for title in changes:
            await amend(posts, CORPUS, title=title)
        return note

    monkeypatch.setattr(Anniversaries, "note", disturbed)
    (text,) = await posts.at(DUE)
    await posts.ticks(2, SETTLING)

    assert "Ministers meet in Tokyo" in text
    assert edits(posts) == 0


async def treaty(posts: Posts, *, told_with_another: bool = True) -> None:
    """The treaty of 22 June has a name; another event is due on that day."""
    here = recorder(posts)
    made = await here.add(
        CORPUS, "agreement", Agreement("treaty", "Treaty of Soul", "treaty"), actor="a", change="t"
    )
    assert isinstance(made, Receipt)
    if told_with_another:
        claim = Claim("c-7", "paper", "1998-06-22")
        await here.add(
            CORPUS, "event", Event("e-7", 7, "A line is cut", claims=(claim,)), actor="a", change="7"
        )


async def rename(posts: Posts, where: str, **changes: Any) -> list[str]:
    made = await recorder(posts).amend(
        where, "agreement", "treaty", changes, reason="", actor="ana", change=f"{where} {changes}"
    )
    assert isinstance(made, Receipt)
    return await posts.ticks(2, SETTLING)


async def test_the_name_of_an_agreement_is_corrected_where_a_note_names_it(posts: Posts) -> None:
    await treaty(posts)
    before = await posts.at(JUNE)
    elsewhere = await rename(posts, "guild:5", name="Treaty of Busan")
    alias = await rename(posts, CORPUS, names={"en": ("Peace treaty",)})
    after = await rename(posts, scope(posts.server), name="Treaty of Seoul")
    back = await rename(posts, scope(posts.server), name="Treaty of Soul")

    assert "Since (Treaty of Soul)" in before[-1]
    assert elsewhere == alias == before
    assert "Treaty of Soul is now called: Treaty of Seoul." in after[-1].partition("Corrected")[2]
    assert after[:-1] == before[:-1]
    assert back == before


async def test_a_note_that_does_not_name_the_agreement_stays_as_it_is(posts: Posts) -> None:
    await treaty(posts, told_with_another=False)
    before = await posts.at(JUNE)
    after = await rename(posts, CORPUS, name="Treaty of Seoul")

    assert "Since" in before[-1] and "Soul" not in before[-1]
    assert after == before
    assert edits(posts) == 0


async def erase(posts: Posts, *types: str) -> None:
    """Erases the texts of records of these types, as at the request of who wrote them."""
    positions = [one.position for one in await posts.app.log.read() if one.type in types]
    await posts.app.log.erase(positions, actor="erasure", reason="asked for")


async def test_a_text_that_is_erased_from_the_record_goes_from_messages_too(posts: Posts) -> None:
    await amend(posts, CORPUS, title="What Ana called it")
    (before,) = await posts.at(DUE)
    await erase(posts, "EventAmended")

    (after,) = await posts.ticks(2, SETTLING)

    assert "What Ana called it" in before
    assert "What Ana called it" not in after
    assert TITLE in after


@pytest.mark.parametrize("there", [True, False], ids=["there", "taken away already"])
async def test_a_message_of_which_nothing_is_left_is_taken_away(posts: Posts, there: bool) -> None:
    await posts.at(DUE)
    if not there:
        posts.room.messages.clear()
    await erase(posts, "EventAdded")

    texts = await posts.ticks(2, SETTLING)

    assert texts == []
    assert await posts.state() == ("sent", "message_gone")


async def test_a_change_that_a_message_does_not_show_is_no_correction(posts: Posts) -> None:
    await posts.at(DUE)
    await amend(posts, CORPUS, weight=3)
    await amend(posts, CORPUS, "e-3", title="Another line is opened")
    await amend(posts, "guild:1", title="What another server calls it")

    await posts.ticks(4, SETTLING)

    assert edits(posts) == 0
    assert (await posts.app.deliveries.figures(posts.now())).errata == 0


async def test_a_message_that_is_gone_is_noted_as_gone_and_left_alone(posts: Posts) -> None:
    await posts.at(DUE)
    posts.room.messages.clear()
    await amend(posts, CORPUS, title="Ministers meet in Tokyo")
    await posts.ticks(2, SETTLING)
    await retract(posts, CORPUS)
    await posts.ticks(2, SETTLING)

    tried = [one for one in posts.discord.rest.requests if one.method == "PATCH"]
    assert len(tried) == 1
    assert await posts.state() == ("sent", "message_gone")


async def test_a_message_in_a_thread_that_was_archived_is_left_alone(posts: Posts) -> None:
    archived = (400, 50083, "Thread is archived")
    await posts.at(DUE)
    posts.discord.rest.faults.append(Fault.refused("PATCH", "/messages/", archived, times=9))
    for title in ("Ministers meet in Tokyo", "Ministers meet in Osaka"):
        await amend(posts, CORPUS, title=title)
        await posts.ticks(2, SETTLING)

    tried = [one for one in posts.discord.rest.requests if one.method == "PATCH"]
    assert len(tried) == 1
    assert await posts.state() == ("sent", "message_gone")


async def test_an_edit_that_discord_refuses_for_now_is_made_later(posts: Posts) -> None:
    await posts.at(DUE)
    posts.room.edits = 0
    await posts.at(DUE + timedelta(hours=2))
    await amend(posts, CORPUS, title="Ministers meet in Tokyo")

    (limited,) = await posts.ticks(2, SETTLING)
    posts.room.edits = 1
    (later,) = await posts.ticks(2, AGAIN)

    assert "Corrected" not in limited
    assert "Corrected" in later


@pytest.mark.parametrize("how", ["changed", "taken back", "erased"])
async def test_a_change_during_an_edit_reaches_the_message_too(posts: Posts, how: str) -> None:
    (sent,) = await posts.at(DUE)
    await amend(posts, CORPUS, title="What Ana called it")
    slow = Fault("PATCH", EDITS, hold=asyncio.Event())
    posts.discord.rest.faults.append(slow)
    await posts.app.posting.subscribed()
    posts.now.set(posts.now() + SETTLING)
    editing = asyncio.create_task(posts.app.posting.tick())
    await slow.met.wait()
    if how == "erased":
        await erase(posts, "EventAmended")
    else:
        await amend(posts, CORPUS, title=TITLE if how == "taken back" else "Ministers meet in Tokyo")
    await posts.app.posting.subscribed()
    assert slow.hold is not None
    slow.hold.set()
    await editing

    (after,) = await posts.ticks(2, SETTLING)

    assert "What Ana called it" not in after
    assert ("Ministers meet in Tokyo" in after) is (how == "changed")
    assert (after == sent) is (how != "changed")


async def test_a_correction_whose_answer_was_lost_is_removed_if_the_change_is_taken_back(
    posts: Posts,
) -> None:
    (sent,) = await posts.at(DUE)
    await amend(posts, CORPUS, title="Ministers meet in Tokyo")
    posts.discord.rest.faults.append(Fault("PATCH", EDITS, done=True))
    (told,) = await posts.ticks(2, SETTLING)
    await amend(posts, CORPUS, title=TITLE)

    (after,) = await posts.ticks(2, AGAIN)

    assert "Tokyo" in told
    assert after == sent


async def test_an_edit_whose_answer_was_lost_is_repeated_and_says_the_same(posts: Posts) -> None:
    await posts.at(DUE)
    await amend(posts, CORPUS, title="Ministers meet in Tokyo")
    posts.discord.rest.faults.append(Fault("PATCH", EDITS, done=True))

    (once,) = await posts.ticks(2, SETTLING)
    (twice,) = await posts.ticks(2, AGAIN)

    assert once.count("Corrected") == 1
    assert twice == once
    assert edits(posts) == 2


async def test_a_note_that_is_on_its_way_when_the_record_changes_is_corrected_when_it_has_arrived(
    posts: Posts,
) -> None:
    slow = Fault("POST", "/messages$", hold=asyncio.Event())
    posts.discord.rest.faults.append(slow)
    posts.now.set(DUE)
    sending = asyncio.create_task(posts.app.posting.tick())
    await slow.met.wait()
    await amend(posts, CORPUS, title="Ministers meet in Tokyo")
    assert slow.hold is not None
    slow.hold.set()
    await sending

    (text,) = await posts.ticks(3, SETTLING)

    assert TITLE in text
    assert "Tokyo" in text.partition("Corrected")[2]
    assert await posts.state(DAY) == ("sent", "")
