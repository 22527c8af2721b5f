"""/why: for a day, an event or a note exactly why it was or was not posted, and nothing of another server."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.domain.dates import ordinal
from bot.domain.delivery import delivery_id
from bot.domain.edits import Editor
from bot.domain.permissions import Room
from bot.domain.questions import Asker, Choose, Question, Refusal
from bot.domain.whys import Check, WhyAnswer, WhyNever, WhyNoNotes
from bot.locales import words
from bot.render import screen
from bot.render.edit import render_edit
from bot.render.message import SCREEN
from bot.services.notes.why import Why
from storage.deliveries import Block, Deliveries, Delivery, DeliveryState, Due
from storage.views import At
from tests.editing.desk import Desk
from tests.ground import NOW
from tests.posts.rooms import CHANNEL, MAY, MIA, OTHER, SCOPE, rooms, set_up

GSOMIA_DAY = ordinal(2026, 11, 23)
"""Its signing is due that day, for the tenth time, and one more event."""
READER = Editor(9, Asker(SCOPE, NOW.toordinal()), "", NOW)


@pytest.fixture
async def here(record_file: Path) -> AsyncIterator[Desk]:
    """A server with notes in one channel, at 09:00 in Seoul; the day after they were set up to come."""
    async with rooms(record_file) as opened:
        await set_up(opened)
        opened.later(timedelta(days=2))
        yield opened


async def ask(here: Desk, who: Editor = READER, **options: str) -> WhyAnswer:
    answer = await shown(here, who, **options)
    assert isinstance(answer, WhyAnswer), answer
    return answer


async def never(here: Desk, **options: str) -> WhyNever:
    answer = await shown(here, READER, **options)
    assert isinstance(answer, WhyNever), answer
    return answer


async def shown(here: Desk, who: Editor = READER, **options: str) -> WhyAnswer | WhyNever | WhyNoNotes:
    answer = await asked(here, who, **options)
    assert isinstance(answer, WhyAnswer | WhyNever | WhyNoNotes), answer
    told = render_edit(answer, locale="en", mentions={})
    assert told.private
    assert screen.characters(told.blocks) <= SCREEN
    assert screen.height(told.blocks, [button.label for button in told.buttons]) <= screen.HEIGHT
    numbers = {int(number) for number in re.findall(r"\[(\d+)\]", "\n".join(told.blocks))}
    assert numbers == set(range(1, len(numbers) + 1))
    return answer


async def asked(here: Desk, who: Editor = READER, **options: str) -> object:
    scope = who.asker.scope
    asker = Asker(scope, (here.now + timedelta(hours=9)).toordinal())
    explaining = Why(here.views, here.log, here.surroundings)
    question = Question("why", {"channel": CHANNEL, **options})
    return await explaining.answer(question, replace(who, asker=asker, now=here.now))


async def row(here: Desk, state: DeliveryState, why: str = "", **more: object) -> Delivery:
    """A ledger row of the day."""
    at = here.now - timedelta(days=1)
    id = delivery_id(int(CHANNEL), GSOMIA_DAY)
    made = Delivery(id, SCOPE, CHANNEL, GSOMIA_DAY, state, why, int(CHANNEL), at, at, at, settled_at=at)
    made = replace(made, **more)
    assert await Deliveries(here.database).record([made], None)
    return made


def codes(checks: Sequence[Check], ok: bool) -> set[str]:
    return {check.code for check in checks if check.ok is ok}


@pytest.mark.parametrize(
    ("state", "why", "verdict"),
    [
        ("skipped", "grace", "skipped_grace"),
        ("skipped", "paused", "skipped_paused"),
        ("skipped", "stopped", "skipped_stopped"),
        ("skipped", "nothing_due", "skipped_nothing_due"),
        ("failed", "forbidden", "failed"),
        ("failed", "channel_gone", "failed"),
        ("unknown", "history", "unknown"),
        ("claimed", "", "claimed"),
        ("sent", "", "sent"),
    ],
)
async def test_the_verdict_is_what_the_ledger_says(
    here: Desk, state: DeliveryState, why: str, verdict: str
) -> None:
    made = await row(here, state, why, message=77 if state == "sent" else None)
    answer = await ask(here, date="2026-11-23")
    text = "\n".join(render_edit(answer, locale="en", mentions={}).blocks)

    assert answer.verdict == verdict
    assert (made.id in text) and len(answer.events) == 2
    assert ("https://discord.com/channels/1/500/77" in text) == (state == "sent")


async def test_a_late_note_is_said_to_be_late(here: Desk) -> None:
    await row(here, "sent", late=True, message=77)
    assert (await ask(here, date="2026-11-23")).verdict == "sent_late"


@pytest.mark.parametrize(
    ("date", "verdict"),
    [
        ("2026-11-24", "nothing_due"),
        ("2026-11-23", "undecided"),
        ("2026-11-22", "before_setup"),
        ("2026-12-28", "coming"),
        ("23 November", "undecided"),
    ],
)
async def test_without_a_row_in_the_ledger_the_rules_give_the_verdict(
    here: Desk, date: str, verdict: str
) -> None:
    answer = await ask(here, date=date)
    assert answer.verdict == verdict
    assert answer.next == ordinal(2026, 11, 27)


async def test_nothing_that_day_tells_how_many_events_of_its_month_have_no_day(here: Desk) -> None:
    answer = await ask(here, date="2027-04-24")  # TCOG’s formal footing is of April 1999
    assert (answer.month_alone, answer.events) == (1, ())


async def test_a_publication_or_poll_of_the_month_is_not_said_to_be_told_on_its_first(here: Desk) -> None:
    assert (await ask(here, date="2026-11-24")).month_alone == 0  # the Cabinet Office’s poll
    assert (await ask(here, date="2027-01-01")).month_alone == 0  # the vice ministers’ fact sheet


@pytest.mark.parametrize(
    ("change", "kept_out"),
    [({"kinds": "month"}, "kind"), ({"party": "China"}, "party"), ({"agreement": "ACSA"}, "agreement")],
)
async def test_a_filter_that_keeps_events_out_is_named(
    here: Desk, change: dict[str, str], kept_out: str
) -> None:
    await here.save(MIA, "posts change", channel=CHANNEL, **change)
    answer = await ask(here, date="2026-11-23")

    assert answer.verdict == "filtered"
    assert {one.kept_out for one in answer.events} == {kept_out}
    assert "filters" in codes(answer.checks, ok=False)


async def test_round_anniversaries_alone_let_the_tenth_through_and_not_the_sixteenth(here: Desk) -> None:
    await here.save(MIA, "posts change", channel=CHANNEL, round_only="yes")
    answer = await ask(here, date="2026-11-23")
    assert [(one.due.years, one.kept_out) for one in answer.events] == [(10, None), (16, "round")]


async def test_paused_and_ended_notes_say_so(here: Desk) -> None:
    await here.ask(MIA, "posts pause", channel=CHANNEL)
    paused = await ask(here, date="2026-12-28")
    await here.ask(MIA, "posts stop", channel=CHANNEL)
    ended = await ask(here, date="2026-12-28")

    assert (paused.verdict, paused.next) == ("paused", None)
    assert ended.verdict == "stopped"


async def test_while_notes_were_ended_nothing_was_due_though_they_go_on_now(here: Desk) -> None:
    here.now -= timedelta(days=2)
    await here.ask(MIA, "posts stop", channel=CHANNEL)
    here.later(timedelta(days=2))
    await here.save(MIA, "posts setup", channel=CHANNEL)
    assert (await ask(here, date="2026-11-23")).verdict == "before_setup"


async def test_a_day_that_was_decided_without_a_note_had_nothing_due_then(here: Desk) -> None:
    at = here.now + timedelta(hours=12)
    await Deliveries(here.database).set_due([Due(SCOPE, CHANNEL, GSOMIA_DAY + 2, at)])
    assert (await ask(here, date="2026-11-23")).verdict == "nothing_then"


async def test_a_channel_without_notes_tells_which_have_some(here: Desk) -> None:
    answer = await shown(here, channel=OTHER)
    assert isinstance(answer, WhyNoNotes)
    assert answer.others == (int(CHANNEL),)


async def test_missing_permissions_are_named_with_where_the_editors_were_told(here: Desk) -> None:
    here.rooms.known[SCOPE, int(CHANNEL)] = Room("history", MAY - {"send_messages"})
    since = here.now - timedelta(hours=5)
    ledger = Deliveries(here.database)
    await ledger.block(Block(SCOPE, CHANNEL, "forbidden", since, since, told_in=900))
    await row(here, "failed", "forbidden")
    past = await ask(here, MIA, date="2026-11-23")
    ahead = await ask(here, MIA, date="2026-12-28")
    text = "\n".join(render_edit(past, locale="en", mentions={}).blocks)

    assert ahead.verdict == "missing_now"
    assert {"lacking", "told", "failed"} <= codes(past.checks, ok=False)
    assert "*Send Messages* missing" in text and "<#900>" in text
    assert not past.may_send_late  # first the permission, then the note


@pytest.mark.parametrize(
    ("state", "why", "late"),
    [("skipped", "grace", True), ("failed", "forbidden", True), ("sent", "", False), ("claimed", "", False)],
)
async def test_only_managers_are_offered_to_post_a_missed_note(
    here: Desk, state: DeliveryState, why: str, late: bool
) -> None:
    await row(here, state, why)
    manager, reader = await ask(here, MIA, date="2026-11-23"), await ask(here, date="2026-11-23")
    buttons = render_edit(manager, locale="en", mentions={}).buttons

    assert (manager.may_send_late, manager.may_change) == (late, True)
    assert (reader.may_send_late, reader.may_change) == (False, False)
    asked_late = Question("posts send", {"channel": CHANNEL, "date": "2026-11-23"})
    assert [button.question for button in buttons[:-1]] == [asked_late] * late


async def test_an_event_may_have_been_left_out_of_a_posted_note(here: Desk) -> None:
    signed = (await here.views.by_name(At(SCOPE), "event", "GSOMIA signed"))[0].row.id
    carried = ((signed, 1),)
    await row(here, "sent", message=77, carried=carried)

    assert (await ask(here, event="GSOMIA signed")).verdict == "sent"
    assert (await ask(here, event="Yeonpyeong Island incident")).verdict == "without_it"
    assert (await ask(here, event="GSOMIA signed", date="2026-11-24")).verdict == "not_its_day"


async def test_of_a_day_with_more_events_than_a_note_shows_every_one_counts(here: Desk) -> None:
    for year in range(1991, 1998):
        who = "Zanzibar" if year == 1997 else "Kenya"
        added = {"title": f"{who} opens {year}", "date": f"6 December {year}", "source": "https://a.example"}
        await here.save(MIA, "edit add", **added, parties=who)
    last = await ask(here, event="Zanzibar opens", date="2026-12-06")
    await row(here, "sent", id="1-1", day=ordinal(2025, 12, 6), message=77, carried=(("s-1", 1),))
    not_shown = await ask(here, event="Zanzibar opens", date="2025-12-06")
    await here.save(MIA, "posts change", channel=CHANNEL, party="Zanzibar")
    filtered = await ask(here, date="2026-12-06")

    assert (last.verdict, not_shown.verdict, filtered.verdict) == ("coming", "without_it", "coming")
    assert (filtered.told, filtered.due) == (1, 7)
    assert filtered.checks[0].facts == {"told": "1", "due": "7"}


async def test_an_event_is_explained_for_its_last_day_and_when_it_is_due_again(here: Desk) -> None:
    await row(here, "skipped", "grace")
    answer = await ask(here, event="GSOMIA signed")

    assert (answer.day, answer.verdict, answer.again) == (GSOMIA_DAY, "skipped_grace", ordinal(2027, 11, 23))
    assert [one.due.years for one in answer.events] == [10]


@pytest.mark.parametrize(
    ("typed", "source", "why"),
    [
        ("1990s", "https://example.org", "precision"),
        ("2014?", "https://example.org", "doubt"),
        ("3 May 2014", "", "own_knowledge"),
    ],
)
async def test_an_event_that_is_never_posted_says_why(here: Desk, typed: str, source: str, why: str) -> None:
    await here.save(MIA, "edit add", title="Zanzibar opens", date=typed, source=source)
    assert (await never(here, event="S-1")).why == why


async def test_retracted_and_contested_events_say_so(here: Desk) -> None:
    await here.save(MIA, "edit add", title="Zanzibar opens", date="3 May 2014", source="https://a.example")
    other = {"source": "https://b.example", "date": "7 May 2014"}
    await here.save(MIA, "edit claim", event="S-1", **other)
    contested = await never(here, event="S-1")
    await here.save(MIA, "edit retract", event="S-1", reason="never happened")
    retracted = await never(here, event="S-1")

    assert (contested.why, retracted.why) == ("contested", "retracted")


async def test_an_event_retracted_after_its_note_is_not_said_to_be_never_posted(here: Desk) -> None:
    found = (await here.views.by_name(At(SCOPE), "event", "Yeonpyeong Island incident"))[0].row.id
    await row(here, "sent", message=77, carried=((found, 1),))
    for title in ("Yeonpyeong Island incident", "GSOMIA signed"):
        await here.save(MIA, "edit retract", event=title, reason="a test")
    answers = await never(here, event="E-48"), await ask(here, date="2026-11-23")
    told = ["\n".join(render_edit(one, locale="en", mentions={}).blocks) for one in answers]

    assert "Not posted any more: it is retracted.** 1 note told of it before." in told[0]
    assert "0 events" not in told[1]
    assert "what the note told was changed since" in told[1]


async def test_a_note_is_known_by_its_delivery_and_what_is_none_is_said_to_be_none(here: Desk) -> None:
    made = await row(here, "sent", message=77)
    assert (await ask(here, delivery=made.id)).verdict == "sent"
    for delivery in ("none", "zz-zz", delivery_id(999, GSOMIA_DAY)):
        answer = await asked(here, delivery=delivery)
        assert isinstance(answer, Refusal) and answer.code == "no_note"


async def test_another_servers_channels_events_and_notes_are_unknown(here: Desk) -> None:
    await here.save(MIA, "edit add", title="Zanzibar opens", date="3 May 2014", source="https://a.example")
    made = await row(here, "sent", message=77)
    stranger = Editor(8, Asker("guild:2", NOW.toordinal()), "", NOW)
    here.rooms.known["guild:2", 700] = Room("theirs", MAY)

    async def code(**options: str) -> str:
        answer = await asked(here, stranger, **options)
        assert isinstance(answer, Refusal), answer
        return answer.code

    assert await code() == "no_channel"
    assert await code(delivery=made.id) == "no_note"
    assert await code(channel="700", event="S-1") == "unknown_event"
    assert await code(channel="700", event="Zanzibar opens") == "unknown_event"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"date": "June 2012"}, "no_day"),
        ({"date": "soon"}, "unreadable_date"),
        ({"event": "E-99999"}, "unknown_event"),
        ({"channel": "12"}, "no_channel"),
        ({"channel": "x"}, "no_channel"),
    ],
)
async def test_what_cannot_be_read_is_refused(here: Desk, options: dict[str, str], code: str) -> None:
    answer = await asked(here, READER, **options)
    assert isinstance(answer, Refusal) and answer.code == code


async def test_a_day_that_can_be_read_in_two_ways_is_asked_about(here: Desk) -> None:
    answer = await asked(here, date="03/04")
    assert isinstance(answer, Choose)
    assert len(answer.options) == 2


async def test_outside_of_servers_it_is_refused(here: Desk) -> None:
    nobody = Editor(9, Asker(None, NOW.toordinal()), "", NOW)
    answer = await asked(here, nobody)
    assert isinstance(answer, Refusal) and answer.code == "why_server_only"


def test_every_verdict_and_reason_has_its_words() -> None:
    from typing import get_args

    from bot.domain.anniversaries import Filter, Never
    from bot.domain.whys import Verdict

    text = words("en").text
    assert {f"verdict_{one}" for one in get_args(Verdict)} <= text.keys()
    assert {f"filter_{one}" for one in get_args(Filter)} <= text.keys()
    assert {f"never_{one}" for one in get_args(Never)} <= text.keys()
