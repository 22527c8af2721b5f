"""Settings of notes: set up, changed, paused, resumed, stopped, listed, undone; refused without a loss."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from bot.domain.codec import decode_state
from bot.domain.edits import Preview, Saved, Unfinished
from bot.domain.entities import Subscription
from bot.domain.permissions import Room
from bot.domain.questions import Choose, Question, Refusal
from bot.domain.subscriptions import NotePreview, PostsAnswer, SettingsRead
from bot.domain.whys import WhyAnswer
from bot.locales.en import ENGLISH
from bot.render.edit import render_edit
from bot.services.notes.why import Why
from storage.deliveries import Block, Deliveries, Delivery
from storage.views import At
from tests.editing.desk import Desk, editor, shown_text, why
from tests.ground import NOW
from tests.posts.rooms import CHANNEL, MAY, MIA, OTHER, SCOPE, set_up


async def held(here: Desk, channel: str = CHANNEL) -> Subscription | None:
    """What is set for a channel, as the record has it."""
    row = await here.views.get(At(SCOPE), "subscription", channel)
    return decode_state(Subscription, row.row.state) if row is not None else None


async def at_once(here: Desk, command: str, **options: str) -> Saved:
    answer = await here.ask(MIA, command, channel=CHANNEL, **options)
    assert isinstance(answer, Saved), answer
    return answer


def read(shown: Preview) -> SettingsRead:
    return next(line for line in shown.lines if isinstance(line, SettingsRead))


async def listed(here: Desk) -> dict[int, Any]:
    answer = await here.ask(MIA, "posts list")
    assert isinstance(answer, PostsAnswer)
    return {one.settings.channel: one for one in answer.listed}


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Seoul", "Asia/Seoul"),
        ("Washington", "America/New_York"),
        ("New York", "America/New_York"),
        ("Kathmandu", "Asia/Kathmandu"),
        ("asia/kathmandu", "Asia/Kathmandu"),
        ("서울", "Asia/Seoul"),
        ("大阪", "Asia/Tokyo"),
        ("South Korea", "Asia/Seoul"),
        ("Washington, United States", "America/New_York"),
        ("UTC", "UTC"),
    ],
)
async def test_a_city_a_capital_a_country_or_a_zone_gives_the_zone(here: Desk, typed: str, zone: str) -> None:
    await set_up(here, zone=typed, time="9")
    assert await held(here) == Subscription(CHANNEL, "09:00", zone)


async def test_set_up_saves_nothing_before_confirm_and_forecasts_both_layers(
    here: Desk,
) -> None:
    shown = await here.preview(MIA, "posts setup", channel=CHANNEL, zone="Seoul", kinds="day")
    forecast = read(shown).forecast

    assert await held(here) is None
    assert forecast.days > 10 * forecast.documents > 0
    assert forecast.first is not None and forecast.first >= here.now.toordinal()
    assert read(shown).now == (here.now.toordinal(), "21:00")


async def test_menus_of_the_preview_change_the_draft_and_the_forecast(here: Desk) -> None:
    shown = await here.preview(MIA, "posts setup", channel=CHANNEL, zone="Seoul")
    fewer = await here.ask(MIA, "edit set", draft=shown.draft.id, kinds="day", filters="documents,round")
    assert isinstance(fewer, Preview)
    await here.confirm(MIA, fewer)

    assert read(fewer).forecast.days < read(shown).forecast.days
    assert [choice.value for choice in fewer.menus[1].choices if choice.chosen] == ["documents", "round"]
    assert await held(here) == Subscription(
        CHANNEL, "09:00", "Asia/Seoul", kinds=("day",), layer="documents", round_only=True
    )


async def test_the_next_note_of_a_day_that_has_had_its_own_is_that_of_a_later_day(here: Desk) -> None:
    await set_up(here, time="20:00", zone="UTC")
    day = (await listed(here))[int(CHANNEL)].day
    assert day is not None
    at = here.now = datetime.combine(date.fromordinal(day), time(12), UTC)
    before = (await listed(here))[int(CHANNEL)].day
    sent = Delivery("d", SCOPE, CHANNEL, day, "sent", "", int(CHANNEL), at, at, at)
    await Deliveries(here.database).record([sent], None)
    after = (await listed(here))[int(CHANNEL)].day

    assert before == day
    assert after is not None and after > day


async def test_the_first_set_up_asks_for_a_city_in_a_form_and_later_ones_know_it(here: Desk) -> None:
    form = await here.form(MIA, "posts setup", channel=CHANNEL)
    assert {field.name: field.value for field in form.fields} == {"time": "09:00", "zone": ""}
    empty = await here.ask(MIA, "edit filled", draft=form.draft.id, time="09:00", zone="")
    assert why(empty) == "zone_missing"
    filled = await here.ask(MIA, "edit filled", draft=form.draft.id, time="21.30", zone="Kathmandu")
    assert isinstance(filled, Preview)
    await here.confirm(MIA, filled)
    other = await here.preview(MIA, "posts setup", channel=OTHER)

    assert await held(here) == Subscription(CHANNEL, "21:30", "Asia/Kathmandu")
    assert read(other).settings.zone == "Asia/Kathmandu"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"zone": "Seoull"}, "unknown_zone"),
        ({"time": "25:00"}, "unknown_time"),
        ({"kinds": "day, hour"}, "unknown_part"),
        ({"kinds": ","}, "unknown_part"),
        ({"party": "Atlantis"}, "unknown_party"),
        ({"agreement": "Treaty of Atlantis"}, "unknown_name"),
        ({"grace": "48"}, "unknown_grace"),
        ({"ping": "1"}, "ping_everyone"),
    ],
)
async def test_an_unreadable_setting_is_refused_and_the_settings_stay(
    here: Desk, options: dict[str, str], code: str
) -> None:
    await set_up(here, time="07:00")
    before = await held(here)
    refused = await here.ask(MIA, "posts change", channel=CHANNEL, **options)

    assert why(refused) == code
    assert await held(here) == before
    buttons = [button.label for button in render_edit(refused, locale="en", mentions={}).buttons]
    assert buttons[-2:] == ["Edit", "Cancel"]
    assert "Agreement…" not in buttons  # of events alone: that of notes is a field of their form


async def test_an_unknown_city_is_answered_with_the_nearest_which_one_press_takes(here: Desk) -> None:
    refused = await here.ask(MIA, "posts setup", channel=CHANNEL, zone="Kathmando")
    assert isinstance(refused, Unfinished) and isinstance(refused.why, Refusal)
    nearest = refused.why.nearest[0]
    shown = await here.press(MIA, nearest.question)

    assert nearest.label == "Kathmandu, Nepal"
    assert isinstance(shown, Preview)
    assert read(shown).settings.zone == "Asia/Kathmandu"


async def test_a_city_that_several_zones_have_is_asked_about(here: Desk) -> None:
    asked = await here.ask(MIA, "posts setup", channel=CHANNEL, zone="Springfield")
    assert isinstance(asked, Unfinished) and isinstance(asked.why, Choose)
    assert len({option.label for option in asked.why.options}) == len(asked.why.options) > 1


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("KST", {"Seoul, South Korea", "Pyongyang, North Korea"}),
        ("Korea", {"Seoul, South Korea", "Pyongyang, North Korea"}),
        ("EST", {"New York City, United States", "Toronto, Canada"}),
        ("UTC+9", {"Seoul, South Korea", "Tokyo, Japan"}),
        ("London, UK", {"London, United Kingdom", "London, Canada"}),
    ],
)
async def test_words_that_name_several_zones_are_asked_about(
    here: Desk, typed: str, offered: set[str]
) -> None:
    asked = await here.ask(MIA, "posts setup", channel=CHANNEL, zone=typed)
    assert isinstance(asked, Unfinished) and isinstance(asked.why, Choose)
    assert offered <= {option.label for option in asked.why.options}


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("jst", "Asia/Tokyo"),
        ("Seoul, Korea", "Asia/Seoul"),
        ("Rome", "Europe/Rome"),
        ("GMT+5:45", "Asia/Kathmandu"),
        ("UTC", "UTC"),
    ],
)
async def test_words_that_name_one_zone_are_read_as_it(here: Desk, typed: str, zone: str) -> None:
    shown = await here.preview(MIA, "posts setup", channel=CHANNEL, zone=typed)
    assert read(shown).settings.zone == zone


@pytest.mark.parametrize("lacking", sorted(MAY))
async def test_a_channel_the_bot_cannot_post_in_starts_only_once_the_permission_is_given(
    here: Desk, lacking: str
) -> None:
    here.rooms.known[SCOPE, int(CHANNEL)] = Room("history", MAY - {lacking})
    shown = await here.preview(MIA, "posts setup", channel=CHANNEL, zone="Seoul")
    refused = await here.confirm(MIA, shown)
    nothing = await held(here)
    here.rooms.known[SCOPE, int(CHANNEL)] = Room("history", MAY)
    looked = await here.ask(MIA, "edit draft", draft=shown.draft.id)
    assert isinstance(looked, Preview)

    assert [name for name, given in read(shown).checks if not given] == [lacking]
    assert not shown.ready and isinstance(refused, Preview) and nothing is None
    assert looked.ready and isinstance(await here.confirm(MIA, looked), Saved)


@pytest.mark.parametrize(
    ("channel", "room", "code"),
    [("999", None, "no_channel"), ("502", Room("talk", MAY, writable=False), "no_text_channel")],
)
async def test_a_channel_that_is_none_for_notes_is_refused(
    here: Desk, channel: str, room: Room | None, code: str
) -> None:
    if room is not None:
        here.rooms.known[SCOPE, int(channel)] = room
    assert why(await here.ask(MIA, "posts setup", channel=channel, zone="Seoul")) == code


async def test_another_servers_channel_is_no_channel_here(here: Desk) -> None:
    here.rooms.known["guild:2", 700] = Room("theirs", MAY)
    assert why(await here.ask(MIA, "posts setup", channel="700", zone="Seoul")) == "no_channel"


async def test_one_thing_changes_and_the_rest_stays(here: Desk) -> None:
    await set_up(here, time="07:00")
    await here.save(MIA, "posts change", channel=CHANNEL, party="Japan, South Korea", agreement="GSOMIA")
    await here.save(MIA, "posts change", channel=CHANNEL, round_only="yes", ping="77", grace="3")
    last = await here.save(MIA, "posts change", channel=CHANNEL, party="all")
    now = await held(here)
    await here.ask(MIA, "edit back", record=str(last.positions[0]))
    before = await held(here)

    assert now is not None and before is not None
    assert (now.time, now.round_only, now.ping, now.grace, now.parties) == ("07:00", True, "77", 3, ())
    assert now.agreements and before.parties == ("JP", "KR")


async def test_a_ping_is_kept_or_taken_off_in_the_menu_and_needs_no_permission_to_post(here: Desk) -> None:
    await set_up(here)
    shown = await here.preview(MIA, "posts change", channel=CHANNEL, ping="77")
    kept = await here.ask(MIA, "edit set", draft=shown.draft.id, filters="round,ping")
    assert isinstance(kept, Preview)
    await here.confirm(MIA, kept)
    pinged = await held(here)
    off = await here.save(MIA, "posts change", channel=CHANNEL, filters="round")
    quiet = await held(here)

    assert [name for name, given in read(shown).checks if not given] == ["mention_everyone"]
    assert shown.ready and off.positions
    assert pinged is not None and (pinged.ping, pinged.round_only) == ("77", True)
    assert quiet is not None and (quiet.ping, quiet.round_only) == ("", True)


async def test_two_managers_at_once_overwrite_nothing_of_each_other(here: Desk) -> None:
    await set_up(here)
    shown = await here.preview(MIA, "posts change", channel=CHANNEL, time="10:00")
    await here.save(replace(MIA, id=2), "posts change", channel=CHANNEL, time="11:00")
    answer = await here.confirm(MIA, shown)
    kept = await held(here)

    assert type(answer).__name__ == "Overtaken"
    assert kept is not None and kept.time == "11:00"


async def test_a_pause_can_be_ended_and_undone(here: Desk) -> None:
    await set_up(here)
    until = await at_once(here, "posts pause", until="1 December 2026")
    paused = await held(here)
    shown = (await listed(here))[int(CHANNEL)]
    await here.ask(MIA, "edit back", record=str(until.positions[0]))
    back = await held(here)
    await at_once(here, "posts pause")
    await at_once(here, "posts resume")
    again = await here.ask(MIA, "posts resume", channel=CHANNEL)

    assert paused is not None and (paused.paused, paused.until) == (True, "2026-12-01")
    assert shown.status == "paused" and shown.day >= shown.settings.until
    assert back is not None and not back.paused
    assert why(again) == "not_paused"


async def test_a_pause_says_on_which_day_notes_start_again(here: Desk) -> None:
    await set_up(here)
    paused = await at_once(here, "posts pause", until="next Friday")
    told = "\n".join(render_edit(paused, locale="en", mentions={}).blocks)
    assert "start again on Friday 27 November 2026" in told


async def test_today_is_the_day_in_the_channels_own_zone(here: Desk) -> None:
    await set_up(here)
    await set_up(here, OTHER, zone="Los Angeles")
    here.later(timedelta(hours=8))  # the 22nd in Los Angeles, the 23rd in Seoul
    today = NOW.toordinal()
    mia = replace(MIA, asker=replace(MIA.asker, today=today + 1), now=here.now)
    shown = await here.ask(mia, "posts preview", channel=OTHER)
    paused = await here.ask(mia, "posts pause", channel=OTHER, until="23 November 2026")
    explained = await Why(here.views, here.log, here.surroundings).answer(
        Question("why", {"channel": OTHER}), mia
    )

    assert isinstance(shown, NotePreview) and shown.day == today + 1
    assert isinstance(paused, Saved)
    assert isinstance(explained, WhyAnswer) and explained.day == today


async def test_notes_whose_pause_is_over_are_not_said_to_be_paused(here: Desk) -> None:
    await set_up(here)
    await at_once(here, "posts pause", until="25 November 2026")
    here.later(timedelta(days=2, hours=2))
    before = (await listed(here))[int(CHANNEL)].status
    here.later(timedelta(hours=2))  # 01:00 on the 25th in Seoul
    after = (await listed(here))[int(CHANNEL)].status

    assert (before, after) == ("paused", "active")
    assert why(await here.ask(MIA, "posts resume", channel=CHANNEL)) == "not_paused"


@pytest.mark.parametrize(("typed", "code"), [("2026-11-22", "pause_past"), ("June 2027", "no_day")])
async def test_a_pause_ends_on_a_day_that_is_ahead(here: Desk, typed: str, code: str) -> None:
    await set_up(here)
    assert why(await here.ask(MIA, "posts pause", channel=CHANNEL, until=typed)) == code


async def test_stopped_notes_are_taken_up_again_within_30_days_and_forgotten_after(here: Desk) -> None:
    await set_up(here, time="07:00", party="Japan")
    running = await here.preview(MIA, "posts setup", channel=CHANNEL)
    await at_once(here, "posts stop")
    stopped = await listed(here)
    here.later(timedelta(days=29))
    kept = await here.preview(MIA, "posts setup", channel=CHANNEL)
    here.later(timedelta(days=2))
    fresh = await here.preview(MIA, "posts setup", channel=CHANNEL, zone="Seoul")
    gone = await listed(here)
    await here.confirm(MIA, fresh)

    assert stopped[int(CHANNEL)].status == "stopped"
    assert read(kept).taken_up and read(kept).settings.time == "07:00" and read(kept).settings.parties
    assert not read(running).taken_up and not read(fresh).taken_up and gone == {}
    assert await held(here) == Subscription(CHANNEL, "09:00", "Asia/Seoul")


async def test_the_list_says_of_each_channel_when_the_next_note_is_due_or_what_keeps_it_back(
    here: Desk,
) -> None:
    await set_up(here)
    await set_up(here, OTHER)
    here.rooms.known[SCOPE, int(OTHER)] = Room("history", MAY - {"send_messages"})
    told = await listed(here)
    due = told[int(CHANNEL)].due

    assert told[int(CHANNEL)].status == "active"
    assert due is not None and due > here.now and due.hour == 0  # 09:00 in Seoul
    await Deliveries(here.database).block(Block(SCOPE, CHANNEL, "forbidden", here.now, here.now))
    rests = (await listed(here))[int(CHANNEL)]

    assert (rests.status, rests.why) == ("blocked", "forbidden")
    assert told[int(OTHER)].status == "blocked" and told[int(OTHER)].missing == ("send_messages",)


async def test_a_time_that_a_day_does_not_have_is_said(here: Desk) -> None:
    shown = await here.preview(MIA, "posts setup", channel=CHANNEL, zone="New York", time="02:30")
    day, instead = read(shown).skipped or (0, "")

    assert here.now.fromordinal(day).isoformat()[:10] == "2027-03-14"
    assert instead == "03:00"


async def test_editors_who_do_not_manage_the_server_cannot_undo_settings(here: Desk) -> None:
    saved = await set_up(here)
    position = str(saved.positions[0])
    ben = editor(2)

    assert why(await here.ask(ben, "edit undo", record=position)) == "not_posts"
    assert why(await here.ask(ben, "edit back", record=position)) == "not_posts"
    shown = await here.preview(MIA, "posts change", channel=CHANNEL, time="10:00")
    demoted = replace(MIA, manager=False)
    for command in ("edit draft", "edit confirm", "edit set", "edit form", "edit filled", "edit cancel"):
        assert why(await here.ask(demoted, command, draft=shown.draft.id, time="11:00")) == "not_posts"
    kept = await held(here)
    assert kept is not None and kept.time == "09:00"


async def test_options_are_completed_for_managers_alone(here: Desk) -> None:
    async def offers(who: Any, option: str, typed: str) -> list[str]:
        offered = await here.editing.complete("posts setup", option, typed, {}, who)
        return [ENGLISH.word(one.label) for one in offered]

    assert (await offers(MIA, "zone", "kathm"))[0] == "Kathmandu, Nepal (now 17:45, Asia/Kathmandu)"
    assert await offers(MIA, "time", "9pm") == ["21:00"]
    assert await offers(MIA, "party", "Japan, sou") == ["Japan, South Korea"]
    assert "28 December 2026 (day)" in await offers(MIA, "date", "28 Dec 2026")
    assert await offers(editor(2), "zone", "Seoul") == []


async def test_every_offer_for_a_zone_is_read_back_as_that_zone(here: Desk) -> None:
    for typed in ("washington", "springfield", "san j", "asia/k", "birm"):
        offers = await here.editing.complete("posts setup", "zone", typed, {}, MIA)
        assert offers
        for offer in offers:
            shown = await here.preview(MIA, "posts setup", channel=CHANNEL, zone=offer.value)
            assert read(shown).settings.zone in ENGLISH.word(offer.label)


async def test_drafts_are_listed_with_the_events_title_or_the_channel(
    here: Desk,
) -> None:
    await here.preview(MIA, "posts setup", channel=CHANNEL, zone="Seoul")
    await here.preview(MIA, "edit add", title="Talks <#1>", date="1901")
    told = shown_text(await here.ask(MIA, "edit drafts"))
    assert f"<#{CHANNEL}>" in told
    assert r"Talks \<#1>" in told


async def test_a_question_that_no_command_asks_is_refused(here: Desk) -> None:
    answer = await here.editing.answer(Question("posts nothing"), MIA)
    assert isinstance(answer, Refusal) and answer.code == "unknown_command"
