"""What is kept of people and servers goes when it shall, and the log still verifies."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from bot.domain import personal
from bot.domain.answers import EventAnswer
from bot.domain.edits import HistoryAnswer, PrivacyAnswer
from bot.domain.entities import Claim, PlaceDate, State, Step
from bot.domain.questions import Question, Refusal
from bot.domain.record_types import AnyBody
from storage.deliveries import Deliveries, Due
from storage.departures import Departures
from tests.editing.desk import ANA, BEN, Desk, desk, editor, event, why

WORDS = "Very own words of hers"
NOBODYS = frozenset(
    {
        "action", "agreement", "agreements", "before", "claim", "date", "date_basis", "document", "file",
        "grade", "id", "into", "kind", "kinds", "layer", "merged_into", "moved_from", "pack", "parties",
        "ping", "preferred", "retracted", "sha256", "source", "themes", "time", "type", "unlike", "until",
        "was_into", "zone",
    }
)  # fmt: skip
"""Fields whose texts are ids, codes, dates or what the program works out. ``retracted`` repeats a reason that
stands in a record of its own."""


def test_every_text_of_a_record_is_known_as_a_persons_or_as_nobodys() -> None:
    structs = {*get_args(AnyBody), *get_args(State), Claim, Step, PlaceDate}
    texts = {
        field.name
        for struct in structs
        for field in msgspec.structs.fields(struct)
        if "str" in str(field.type)
    }
    assert texts - {"changes"} == personal.WORDS | NOBODYS


def traces(record_file: Path) -> list[bytes]:
    """What is left of ``WORDS`` in the record's file and those beside it, in capitals or not, also in ids."""
    words = re.compile(rb"very.?own.?words.{0,20}", re.IGNORECASE | re.DOTALL)
    return [found for file in record_file.parent.iterdir() for found in words.findall(file.read_bytes())]


async def test_a_persons_words_are_gone_from_the_file_also_where_others_quote_them(record_file: Path) -> None:
    async with desk(record_file) as here:
        await here.save(ANA, "edit add", title=WORDS, date="2012", remark=f"{WORDS}, again")
        await here.save(BEN, "edit amend", event="S-1", title="His title")
        await here.save(BEN, "edit amend", event="E-57", title="His other title")
        treaty = {"type": "treaty", "parties": "Japan", "aliases": f"{WORDS}, in short"}
        await here.save(ANA, "edit agreement add", name=WORDS, **treaty)
        await here.save(BEN, "edit agreement amend", name=WORDS, aliases="His name")
        await here.save(ANA, "edit source add", title=WORDS)
        await here.preview(ANA, "edit add", title=f"{WORDS} in a draft", date="2013")

        shown = await here.privacy.answer(Question("privacy"), ANA)
        gone = await here.privacy.answer(Question("privacy delete"), ANA)
        verified = await here.log.verify()
        history = await here.ask(BEN, "edit history", by="1")
        kept = await here.read("guild:1", "event", name="E-57")
        pseudonym = await here.actors.known_pseudonym(1)
        left = traces(record_file)

    assert isinstance(shown, PrivacyAnswer)
    assert (shown.known, shown.deleted, shown.drafts) == (True, False, 1)
    assert isinstance(gone, PrivacyAnswer)
    assert gone.deleted
    assert verified.ok
    assert pseudonym is None
    assert isinstance(history, HistoryAnswer)
    assert history.changes == ()
    assert isinstance(kept, EventAnswer)
    assert kept.entry.title == "His other title"
    assert (left, traces(record_file)) == ([], [])


async def test_what_a_person_remarked_goes_though_another_moved_it_to_another_event(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:
        await here.save(ANA, "edit add", title="Talks", date="2012", remark=WORDS)
        await here.save(BEN, "edit merge", keep="E-57", drop="S-1")
        await here.privacy.answer(Question("privacy delete"), ANA)

        assert traces(record_file) == []
        assert (await here.log.verify()).ok


async def test_what_another_adds_to_the_same_event_stays_though_its_date_words_are_the_same(
    here: Desk,
) -> None:
    of_both = {"event": "E-57", "date": "25 Mar 2014", "place": "Osaka"}
    await here.save(ANA, "edit claim", **of_both, source="https://example.org/hers")
    await here.save(BEN, "edit claim", **of_both, source="https://example.org/his")
    await here.privacy.answer(Question("privacy delete"), ANA)

    claims = (await event(here, "guild:1", "E-57")).claims
    assert [claim.place for claim in claims if claim.place] == ["Osaka"]


async def test_a_change_whose_text_was_erased_cannot_be_undone(here: Desk) -> None:
    saved = await here.save(ANA, "edit amend", event="E-57", title=WORDS)
    await here.privacy.answer(Question("privacy delete"), ANA)
    told = [await here.ask(BEN, f"edit {how}", record=str(saved.positions[0])) for how in ("undo", "back")]

    assert [why(answer) for answer in told] == ["cannot_undo"] * 2


@pytest.mark.parametrize("place", ["https://discord.com/channels/1/2/", "https://example.org/news/"])
async def test_the_label_that_the_program_gives_a_link_is_not_a_persons_word(here: Desk, place: str) -> None:
    for who in (ANA, BEN):
        told = {"title": f"A talk, told by {who.id}", "date": "2012", "source": f"{place}{who.id}"}
        await here.save(who, "edit add", **told)
    await here.privacy.answer(Question("privacy delete"), ANA)
    hers, his = [await here.read("guild:1", "event", name=label) for label in ("S-1", "S-2")]

    assert isinstance(hers, Refusal)
    assert isinstance(his, EventAnswer)
    assert [note.label for note in his.footnotes] in (["Discord message"], ["example.org"])


async def test_a_text_that_two_people_wrote_stays_in_the_others_record(here: Desk) -> None:
    claim = {"source": "https://example.org/a", "date": "25 Mar 2014", "place": "Seoul"}
    for who, shipped in ((ANA, "E-57"), (BEN, "E-58")):
        await here.save(who, "edit claim", event=shipped, **claim)
    await here.privacy.answer(Question("privacy delete"), ANA)
    hers, his = [await here.read("guild:1", "event", name=label) for label in ("E-57", "E-58")]

    told = [
        [claim.words for claim in answer.claims if claim.words == "25 Mar 2014"]
        for answer in (hers, his)
        if isinstance(answer, EventAnswer)
    ]
    assert told == [[], ["25 Mar 2014"]]


async def test_a_title_of_the_corpus_that_a_person_used_too_is_not_taken_out_of_others_changes(
    here: Desk,
) -> None:
    shipped = await here.read("guild:1", "event", name="E-57")
    assert isinstance(shipped, EventAnswer)
    amended = await here.save(BEN, "edit amend", event="E-57", title="His title")
    await here.save(ANA, "edit add", title=shipped.entry.title, date="2012")
    await here.save(BEN, "edit undo", record=str(amended.positions[0]))
    await here.privacy.answer(Question("privacy delete"), ANA)
    kept = await here.read("guild:1", "event", name="E-57")

    assert isinstance(kept, EventAnswer)
    assert kept.entry.title == shipped.entry.title


async def test_deleting_the_data_of_who_undid_a_change_keeps_what_another_wrote(here: Desk) -> None:
    await here.save(ANA, "edit add", title=WORDS, date="2012")
    await here.save(BEN, "edit amend", event="S-1", title="His title")
    await here.save(BEN, "edit undo")
    shown = await here.read("guild:1", "event", name="E-57")
    await here.save(BEN, "edit amend", event="E-57", title="His other title")
    await here.save(BEN, "edit undo")
    await here.save(ANA, "edit retract", event="S-1", reason="Twice here")
    restored = await here.save(ANA, "edit restore", event="S-1")
    await here.save(BEN, "edit undo", record=str(restored.positions[0]))
    await here.save(ANA, "edit restore", event="S-1")
    await here.privacy.answer(Question("privacy delete"), BEN)
    hers, shipped = [await here.read("guild:1", "event", name=label) for label in ("S-1", "E-57")]
    changes = await here.ask(ANA, "edit history", by="1")

    assert isinstance(hers, EventAnswer)
    assert hers.entry.title == WORDS
    assert isinstance(shown, EventAnswer)
    assert isinstance(shipped, EventAnswer)
    assert shipped.entry.title == shown.entry.title
    assert isinstance(changes, HistoryAnswer)
    assert not any(change.erased for change in changes.changes)


async def test_an_undone_restore_gives_no_older_reason_where_its_own_was_erased(here: Desk) -> None:
    await here.save(BEN, "edit retract", event="E-57", reason="Found wanting")
    await here.save(BEN, "edit restore", event="E-57")
    await here.save(ANA, "edit retract", event="E-57", reason="Twice here")
    restored = await here.save(BEN, "edit restore", event="E-57")
    await here.privacy.answer(Question("privacy delete"), ANA)
    await here.save(BEN, "edit undo", record=str(restored.positions[0]))
    history = await here.ask(BEN, "edit history", event="E-57")

    assert isinstance(history, HistoryAnswer)
    assert history.changes[0].reason == "by undo"


async def test_a_person_who_never_edited_has_nothing_to_delete(here: Desk) -> None:
    head = await here.log.head()
    answer = await here.privacy.answer(Question("privacy delete"), ANA)

    assert await here.log.head() == head
    assert isinstance(answer, PrivacyAnswer)
    assert (answer.known, answer.records, answer.drafts) == (False, 0, 0)


async def test_the_record_of_a_server_that_was_left_is_erased_after_30_days(record_file: Path) -> None:
    async with desk(record_file) as here:
        await here.save(ANA, "edit add", title=WORDS, date="2012")
        await here.privacy.left("guild:1", here.now)
        here.later(timedelta(days=29))
        early = await here.privacy.tidy(().__contains__, here.now)
        still = await here.read("guild:1", "event", name="S-1")
        here.later(timedelta(days=1, seconds=1))
        due = await here.privacy.tidy(().__contains__, here.now)
        gone = await here.read("guild:1", "event", name="S-1")
        verified = await here.log.verify()
        left = traces(record_file)

    assert (early, due) == ((), ("guild:1",))
    assert isinstance(still, EventAnswer)
    assert isinstance(gone, Refusal)
    assert verified.ok
    assert (left, traces(record_file)) == ([], [])


async def test_erasing_a_server_erases_what_is_known_of_its_notes(here: Desk) -> None:
    ledger = Deliveries(here.database)
    await ledger.set_due([Due("guild:1", "10", 1, here.now), Due("guild:2", "20", 1, here.now)])
    await here.privacy.tidy(("guild:2",).__contains__, here.now)
    here.later(timedelta(days=31))
    await here.privacy.tidy(("guild:2",).__contains__, here.now)

    assert await ledger.scopes() == ("guild:2",)


async def test_a_server_that_comes_back_in_time_loses_nothing(here: Desk) -> None:
    await here.save(ANA, "edit add", title=WORDS, date="2012")
    await here.privacy.left("guild:1", here.now)
    await here.privacy.came("guild:1")
    here.later(timedelta(days=40))
    due = await here.privacy.tidy(("guild:1",).__contains__, here.now)

    assert due == ()


async def test_a_server_left_while_the_bot_was_down_is_noticed_and_one_it_is_in_never_erased(
    here: Desk,
) -> None:
    await here.save(ANA, "edit add", title=WORDS, date="2012")
    await here.save(editor(3, guild=2), "edit add", title="Of server two", date="2012")
    await here.privacy.tidy(("guild:2",).__contains__, here.now)
    here.later(timedelta(days=31))
    due = await here.privacy.tidy(("guild:2",).__contains__, here.now)

    assert due == ("guild:1",)


async def test_a_server_that_comes_back_while_another_is_erased_loses_nothing(record_file: Path) -> None:
    def is_in(scope: str) -> bool:
        with closing(sqlite3.connect(record_file)) as file:
            erased = file.execute("SELECT 1 FROM records WHERE scope = 'guild:1' AND type = 'BodyErased'")
            return scope == "guild:2" and erased.fetchone() is not None

    async with desk(record_file) as here:
        await here.save(ANA, "edit add", title=WORDS, date="2012")
        await here.save(editor(3, guild=2), "edit add", title="Of server two", date="2012")
        for scope in ("guild:1", "guild:2"):
            await here.privacy.left(scope, here.now)
        here.later(timedelta(days=31))
        due = await here.privacy.tidy(is_in, here.now)
        kept = await here.read("guild:2", "event", name="S-1")

    assert due == ("guild:1",)
    assert isinstance(kept, EventAnswer)


async def test_a_server_that_leaves_while_others_are_tidied_up_is_known_to_have_left(here: Desk) -> None:
    departures, present = Departures(here.database), {"guild:1"}
    for moment in range(20):
        await here.privacy.left("guild:1", here.now)
        tidying = asyncio.create_task(here.privacy.tidy(present.__contains__, here.now))
        for _ in range(moment):
            await asyncio.sleep(0)
        present.clear()
        await here.privacy.left("guild:1", here.now)
        await tidying

        assert await departures.noted() == {"guild:1"}, moment
        present.add("guild:1")
