"""A note in a channel: what it says and in which order, on one phone screen, with room for corrections."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bot.domain.anniversaries import Due, Part
from bot.domain.entities import Subscription
from bot.domain.entries import Entry
from bot.domain.posts import Ahead, Anniversary, Correction, Erratum, NoteAnswer, Remark, Sequel
from bot.render import screen
from bot.render.discord_view import NOTE_PRESS, NoteButton, layout
from bot.render.message import SCREEN, TEXT_LIMIT, Message
from bot.render.note import ERRATUM, render_note
from bot.services.notes.anniversaries import Anniversaries
from storage.database import Database
from storage.views import Views
from tests.ground import run_apart
from tests.render.samples import entry, footnote, said

DELIVERY = "11d28f6c-b4a8a"
CHANNEL = Subscription("7", "09:00", "Asia/Seoul")
CHRISTMAS = date(2026, 12, 28).toordinal()


def marked(told: Entry, part: Part, years: int, *remarks: Remark) -> Anniversary:
    return Anniversary(told.label, replace(told, years=years), Due(part, years), remarks)


def note(*anniversaries: Anniversary, **more: Any) -> NoteAnswer:
    plain: dict[str, Any] = {
        "subscription": "7", "day": CHRISTMAS, "layer": "all", "total": len(anniversaries), "sequels": (),
        "ahead": (), "week": False, "carried": (),
        "footnotes": (footnote(1, "Nishino, paper"), footnote(2, "Kyodo", reference=True)),
    }  # fmt: skip
    return NoteAnswer(anniversaries=anniversaries, **{**plain, **more})


def text(message: Message) -> str:
    return screen.read("\n\n".join(message.blocks))


def fits(message: Message) -> bool:
    labels = [button.label for button in message.buttons]
    short = screen.characters(message.blocks) <= SCREEN
    return short and screen.height(message.blocks, labels) <= screen.HEIGHT


def shown(record: Path, iso: str, **settings: Any) -> Message:
    """The note that the shipped record gives for a day."""

    async def build() -> NoteAnswer | None:
        async with await Database.open(record, mode="reader") as database:
            channel = Subscription("7", "09:00", "Asia/Seoul", **settings)
            day = date.fromisoformat(iso).toordinal()
            return await Anniversaries(Views(database)).note("guild:1", channel, day)

    built = run_apart(build())
    assert built is not None
    return render_note(built, DELIVERY)


def test_the_note_of_28_december_is_that_of_the_mock(loaded_file: Path) -> None:
    message = shown(loaded_file, "2026-12-28")
    assert fits(message)
    told = text(message).split("\n\n")
    assert told[0] == (
        "## 28 December\n"
        "**11 years ago, 2015: Tokyo and Seoul reach comfort-women agreement** [1][2][3]\n"
        "Abe apologised; Tokyo promised budget money for a foundation set up by Seoul [1]. *Ref.*: The"
        " foreign ministers announced it [3]."
    )
    assert told[1].startswith("**Since** *ref.* ")
    assert "9 Jan 2018: Seoul won’t renegotiate comfort-women agreement [5]. 21 Nov 2018: Seoul" in told[1]
    assert "Nothing later on record" in told[1]
    assert told[2] == (
        "**Tomorrow** Japan, ROK, US defence chiefs finalise TISA, 12 years: 29 Dec 2014 (Seoul and Tokyo;"
        " 28 Dec in Washington) [1] (day: *ref.* [7]; documents: Dec 2014)"
    )
    assert told[3].startswith("-# [1] Nishino, paper (name, 2017 inferred) [2] Nishino, essay")
    assert [button.label for button in message.buttons] == ["Full story", "Calendar", "Why this?"]


def test_the_round_anniversary_of_23_november_comes_first(loaded_file: Path) -> None:
    told = text(shown(loaded_file, "2026-11-23"))
    signed = "**10 years ago, 2016: GSOMIA signed** [1][2] (day: *ref.* [3]; documents: Nov 2016)"
    assert 0 < told.index(signed) < told.index("**16 years ago, 2010: Yeonpyeong Island incident**")
    assert "**Since (GSOMIA)** *ref.* 23 Aug 2019: Seoul gives notice to end GSOMIA" in told


def test_every_note_of_a_year_fits_a_phone_and_has_no_festive_word(loaded_file: Path) -> None:
    async def build() -> list[Message]:
        async with await Database.open(loaded_file, mode="reader") as database:
            every = Subscription("7", "09:00", "UTC", kinds=("day", "month", "year", "week"), unmarked=True)
            service = Anniversaries(Views(database))
            notes = [await service.note("guild:1", every, CHRISTMAS + passed) for passed in range(366)]
            return [render_note(one, DELIVERY, ping="1" * 19) for one in notes if one is not None]

    messages = run_apart(build())
    assert len(messages) > 70
    assert [text(message) for message in messages if not fits(message)] == []
    for message in messages:
        assert sum(map(len, message.blocks)) <= TEXT_LIMIT - ERRATUM
        assert not set(text(message)) & set("!🎉🎂🎊")
        assert "appy" not in text(message) and "celebrat" not in text(message)
        numbers = {int(number) for number in re.findall(r"\[(\d+)\]", text(message))}
        assert numbers == set(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    ("dated", "part", "years", "first"),
    [
        ("2015-12-28", "day", 11, "**11 years ago, 2015: Signed** [1]"),
        ("2012-02-29", "day", 14, "**14 years ago, 29 February 2012: Signed** [1]"),
        ("2012-12", "month", 14, "**This month in 2012, 14 years ago: Signed** [1] (day not known from the"
                                 " documents)"),
        ("2016-12-20/2016-12-28", "month", 10, "**This month, 10 years ago (20–28 December 2016): Signed**"
                                               " [1]"),
        ("2016-12/2017-01", "month", 10, "**This month, 10 years ago (December 2016 – January 2017): Signed**"
                                         " [1] (day not known from the documents)"),
        ("1966", "year", 60, "**In 1966, 60 years ago: Signed** [1] (day not known from the documents)"),
    ],
)  # fmt: skip
def test_precision_is_spoken_plainly(dated: str, part: Part, years: int, first: str) -> None:
    message = render_note(note(marked(entry("Signed", said(dated, 1)), part, years)), DELIVERY)
    assert text(message).split("\n")[1] == first


def test_what_only_the_reference_pack_tells_is_marked_so() -> None:
    told = marked(entry("Signed", said("2012-12", 2, reference=True)), "month", 14)
    line = text(render_note(note(told), DELIVERY)).split("\n")[1]
    assert line.endswith("Signed** *ref.* [1] (day not known from the sources)")


def test_a_note_says_if_documents_date_an_event_less_precisely_than_the_reference_pack() -> None:
    told = marked(
        entry("Drill", said("2016-12-20/2016-12-28", 2, reference=True), said("2016", 1)), "month", 10
    )
    line = text(render_note(note(told), DELIVERY)).split("\n")[1]
    assert line.endswith("(20–28 December 2016): Drill** [1] (date: *ref.* [2]; documents: 2016)")


def test_a_late_note_says_so_and_a_role_is_the_only_mention() -> None:
    told = marked(entry("Meet @everyone <@&5>", said("2015-12-28", 1)), "day", 11)
    message = render_note(replace(note(told), late=True), DELIVERY, ping="99")
    assert message.blocks[0] == "<@&99>"
    assert message.blocks[1].startswith("## 28 December\n-# Sent late.\n")
    assert "@everyone" not in "".join(message.blocks) and "<@&5>" not in "".join(message.blocks)


def test_a_late_note_names_the_next_day_by_its_date() -> None:
    ahead = (Ahead("a", CHRISTMAS + 1, entry("TISA", said("2014-12-29", 1)), Due("day", 12)),)
    told = note(marked(entry("Signed", said("2015-12-28", 1)), "day", 11), ahead=ahead)
    assert "**Tomorrow** TISA, 12 years" in text(render_note(told, DELIVERY))
    assert "**29 December** TISA, 12 years" in text(render_note(replace(told, late=True), DELIVERY))


def test_events_that_a_note_does_not_show_are_counted() -> None:
    told = [marked(entry(f"Event {n}", said("2015-12-28", 1)), "day", 11) for n in range(5)]
    assert "… and 3 more events: see the full story." in text(render_note(note(*told, total=8), DELIVERY))


def test_an_agreement_of_which_nothing_later_is_known_says_so() -> None:
    told = marked(entry("Signed", said("2015-12-28", 1)), "day", 11)
    message = render_note(note(told, sequels=(Sequel("GSOMIA", (), 0),)), DELIVERY)
    assert "**Since** nothing later on record." in text(message)


def test_the_look_ahead_of_a_week_gives_each_its_day() -> None:
    ahead = [
        Ahead("a", CHRISTMAS + 1, entry("TISA", said("2014-12-29", 1)), Due("day", 12)),
        Ahead("b", CHRISTMAS + 4, entry("Treaty", said("1967", 1)), Due("year", 60)),
        Ahead("c", CHRISTMAS + 4, entry("Talks", said("2012-01", 1)), Due("month", 15)),
        Ahead("d", CHRISTMAS + 4, entry("Visits", said("2012-01-05/2012-02-03", 1)), Due("month", 15)),
    ]
    lines = text(render_note(note(ahead=tuple(ahead), week=True), DELIVERY)).split("\n")
    assert "**29 Dec** TISA, 12 years [1]" in lines
    assert "**2027** Treaty, **60 years** [1]" in lines
    assert "**in January 2027** Talks, 15 years [1]" in lines
    assert "**in January 2027** Visits, 15 years (5 Jan – 3 Feb 2012) [1]" in lines


def test_the_look_ahead_marks_what_the_pack_alone_tells() -> None:
    of_pack = entry("Notes withdrawn", said("2023-12-29", 2, reference=True))
    one = Ahead("a", CHRISTMAS + 1, of_pack, Due("day", 3))
    told = marked(entry("Signed", said("2015-12-28", 1)), "day", 11)
    notes = (note(told, ahead=(one,), week=week) for week in (False, True))
    tomorrow, week = (text(render_note(told, DELIVERY)) for told in notes)
    assert "Notes withdrawn, 3 years: 29 Dec 2023 *ref.* [2]" in tomorrow
    assert "**29 Dec** Notes withdrawn, 3 years *ref.* [2]" in week


def test_corrections_stand_before_the_sources_and_have_room() -> None:
    told = marked(entry("Signed " * 12, said("2015-12-28", 1)), "day", 11)
    corrections = (
        Correction("E-1", "Signed", "date", entry("x", said("2015-12", 1)).said[0].date),
        Correction("E-2", "Another", "retracted", "the source was misread."),
        *(Correction(f"E-{n}", "Title " * 20, "title", "New title " * 20) for n in range(3, 30)),
    )
    message = render_note(note(told), DELIVERY, erratum=Erratum(CHRISTMAS + 6, corrections))
    *_, corrected, sources = message.blocks
    assert corrected.startswith("**Corrected 3 January 2027**\nE-1 Signed: its date is December 2015.\n")
    assert "E-2 Another: retracted. The source was misread." in corrected
    assert corrected.split("\n")[-1].startswith("… and ")
    assert len(corrected) <= ERRATUM
    assert sources.startswith("-# ")


def test_a_note_whose_links_are_too_long_names_its_sources_without_them() -> None:
    sources = [footnote(n, "Kyodo", url=f"https://example.org/{n}{'x' * 800}") for n in range(1, 6)]
    told = [marked(entry("Signed", said("2015-12-28", n)), "day", 11) for n in range(1, 6)]
    message = render_note(note(*told, footnotes=tuple(sources)), DELIVERY)
    assert sum(map(len, message.blocks)) <= TEXT_LIMIT - ERRATUM
    assert message.blocks[-1].count("Kyodo") == 5
    assert "https://" not in text(message)


def test_a_correction_says_where_no_step_is_left_on_record() -> None:
    told = marked(entry("Signed", said("2015-12-28", 1)), "day", 11)
    message = render_note(
        note(told), DELIVERY, erratum=Erratum(CHRISTMAS + 6, (Correction("E-1", "Signed", "status", ()),))
    )
    assert "E-1 Signed: no step on record by then." in message.blocks[-2]


def test_buttons_carry_the_delivery_and_nothing_else() -> None:
    message = render_note(note(marked(entry("Signed", said("2015-12-28", 1)), "day", 11)), DELIVERY)
    view, files = layout(message, 0)
    buttons = [item for item in view.walk_children() if isinstance(item, NoteButton)]
    assert [button.item.custom_id for button in buttons] == [
        f"note:{act}:{DELIVERY}" for act in ("story", "calendar", "why")
    ]
    assert all(NOTE_PRESS.fullmatch(button.item.custom_id or "") for button in buttons)
    assert not files
