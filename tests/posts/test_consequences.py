"""Previews of changes say what they do to notes: when an event will be posted, how many will be corrected."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

import pytest

from bot.domain.dates import ordinal
from bot.domain.edits import Line, Preview
from bot.domain.subscriptions import Errata, NeverPosted, WillPost
from storage.deliveries import Deliveries, Delivery
from tests.editing.desk import Desk
from tests.posts.rooms import CHANNEL, MIA, OTHER, SCOPE, set_up

L = TypeVar("L", bound=Line)
MEETING = {"title": "Talks at Osaka", "date": "25 Mar 2014", "source": "https://example.org/a"}


def line(shown: Preview, kind: type[L]) -> L | None:
    return next((one for one in shown.lines if isinstance(one, kind)), None)


async def posted(here: Desk, events: tuple[str, ...], *days: int) -> None:
    """Notes of these days that told of some events, as the ledger has them."""
    ledger = Deliveries(here.database)
    for day in days:
        at = here.now - timedelta(days=here.now.toordinal() - day)
        carried = tuple((event, 1) for event in events)
        row = Delivery(f"d{day}", SCOPE, CHANNEL, day, "sent", "", 500, at, at, at, 1, carried=carried)
        assert await ledger.record([row], None)


async def test_an_added_event_says_when_the_first_channel_will_tell_of_it_and_how_many_do(here: Desk) -> None:
    alone = line(await here.preview(MIA, "edit add", **MEETING), WillPost)
    await set_up(here)
    one = line(await here.preview(MIA, "edit add", **MEETING), WillPost)
    await set_up(here, OTHER, zone="Kathmandu", time="07:00")
    two = line(await here.preview(MIA, "edit add", **MEETING), WillPost)

    assert alone is not None and (alone.day, alone.channels) == (ordinal(2027, 3, 25), 0)
    assert one is not None and (one.time, one.zone, one.channels, one.due.years) == (
        "09:00",
        "Asia/Seoul",
        1,
        13,
    )
    assert two is not None and two.channels == 2


async def test_filters_decide_which_anniversary_is_the_next_or_that_none_is(here: Desk) -> None:
    await set_up(here, round_only="yes")
    rounded = line(await here.preview(MIA, "edit add", **MEETING), WillPost)
    await here.save(MIA, "posts change", channel=CHANNEL, party="China")
    kept_out = line(await here.preview(MIA, "edit add", **MEETING), WillPost)

    assert rounded is not None and (rounded.day, rounded.due.years) == (ordinal(2034, 3, 25), 20)
    assert kept_out is not None and (kept_out.channels, kept_out.filtered) == (0, True)


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"date": "2014?"}, "doubt"), ({"date": "1990s"}, "precision"), ({"source": ""}, "own_knowledge")],
)
async def test_the_preview_of_an_event_that_is_never_posted_says_why(
    here: Desk, changed: dict[str, str], why: str
) -> None:
    shown = await here.preview(MIA, "edit add", **{**MEETING, **changed})
    assert line(shown, NeverPosted) == NeverPosted(why)  # type: ignore[arg-type]


async def test_a_preview_counts_the_posted_notes_that_the_change_corrects(here: Desk) -> None:
    await here.save(MIA, "edit add", **MEETING)
    await posted(here, ("s-1",), ordinal(2025, 3, 25), ordinal(2026, 3, 25))
    retitled = await here.preview(MIA, "edit amend", event="S-1", title="Talks in Osaka")
    redated = await here.preview(MIA, "edit amend", event="S-1", date="26 Mar 2014")
    retracted = await here.preview(MIA, "edit retract", event="S-1", reason="twice here")
    parties = await here.preview(MIA, "edit amend", event="S-1", parties="Japan")
    other = await here.preview(MIA, "edit retract", event="E-57", reason="x")

    assert [line(one, Errata) for one in (retitled, redated, retracted)] == [Errata(2)] * 3
    assert [line(one, Errata) for one in (parties, other)] == [None] * 2
    assert line(retitled, WillPost) is None
    coming = line(redated, WillPost)
    assert coming is not None and coming.day == ordinal(2027, 3, 26)


async def test_a_note_that_told_of_two_events_gets_one_erratum_where_they_become_one(here: Desk) -> None:
    await here.save(MIA, "edit add", **{**MEETING, "date": "Mar 2014"})
    await here.save(MIA, "edit add", **{**MEETING, "title": "A meeting at Osaka"})
    await posted(here, ("s-1", "s-2"), ordinal(2026, 3, 1))
    merged = await here.preview(MIA, "edit merge", keep="S-1", drop="S-2")

    assert line(merged, Errata) == Errata(1)


async def test_another_name_for_an_agreement_is_said_to_correct_the_notes_that_name_it(here: Desk) -> None:
    await here.save(MIA, "edit agreement add", name="Osaka Paper", type="declaration", parties="Japan")
    await here.save(MIA, "edit add", **MEETING, agreement="Osaka Paper", action="issued")
    rename = {"name": "Osaka Paper", "new_name": "Osaka Declaration"}
    none = await here.preview(MIA, "edit agreement amend", **rename)
    await posted(here, ("s-1",), ordinal(2025, 3, 25), ordinal(2026, 3, 25))
    some = await here.preview(MIA, "edit agreement amend", **rename)
    alias = await here.preview(
        MIA, "edit agreement amend", name="Osaka Paper", aliases="The paper that was agreed at Osaka"
    )

    assert line(none, Errata) is None
    assert line(some, Errata) == Errata(2, naming=True)
    assert line(alias, Errata) is None
