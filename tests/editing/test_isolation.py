"""Servers apart: whatever one's editors do, no other reads, finds, exports or counts anything else."""

from __future__ import annotations

import asyncio
import io
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.answers import Asker, BriefAnswer, HelpAnswer, Refusal
from bot.domain.edits import Preview, Saved
from bot.export import COLUMNS, Selection, exported, write
from storage.views import At
from tests.editing.desk import Desk, desk, editor, why

ANA, BEN, CARA = editor(1), editor(2, guild=2), editor(3, guild=3)
OTHERS = ("guild:2", "guild:3", None)
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    ("brief", {"subject": "GSOMIA"}),
    ("brief", {"subject": "Japan–South Korea"}),
    ("agreement", {"name": "GSOMIA"}),
    ("event", {"name": "E-57"}),
    ("event", {"name": "S-1"}),
    ("on", {"date": "28 December"}),
    ("on", {"date": "2012"}),
    ("timeline", {}),
    ("find", {"words": "zanzibar"}),
    ("find", {"what": "agreements", "party": "Japan"}),
    ("source", {"name": "Murphy"}),
    ("help", {"topic": "about"}),
)
TYPED = (("event", "name", "zan"), ("agreement", "name", "g"), ("source", "name", ""), ("find", "words", "z"))

labels = st.integers(1, 120).map(lambda number: f"E-{number}")
titles = st.sampled_from(["Zanzibar talks", "GSOMIA is zanzibared", "Zanzibar 密約", "@everyone zanzibar"])
dates = st.sampled_from(["28 Dec 2015", "2012", "June 2012", "1965-06-22", "late 2000s"])
changes = st.one_of(
    st.fixed_dictionaries({"command": st.just("edit add"), "title": titles, "date": dates,
                           "source": st.sampled_from(["https://zanzibar.example", "Murphy", ""]),
                           "agreement": st.sampled_from(["GSOMIA", ""]),
                           "parties": st.just("Japan, Zanzibar")}),
    st.fixed_dictionaries({"command": st.just("edit amend"), "event": labels, "title": titles}),
    st.fixed_dictionaries({"command": st.just("edit claim"), "event": labels, "date": dates,
                           "source": st.just("https://zanzibar.example")}),
    st.fixed_dictionaries({"command": st.just("edit retract"), "event": labels, "reason": titles}),
    st.fixed_dictionaries({"command": st.just("edit merge"), "keep": labels, "drop": labels}),
    st.fixed_dictionaries({"command": st.just("edit agreement add"), "name": titles,
                           "type": st.just("treaty"), "parties": st.just("Zanzibar")}),
    st.just({"command": "edit agreement retract", "name": "GSOMIA", "reason": "zanzibar"}),
    st.just({"command": "edit source amend", "name": "Murphy", "title": "Zanzibar, a history"}),
    st.just({"command": "edit undo"}),
)  # fmt: skip


async def seen(here: Desk) -> list[Any]:
    """All that readers and editors of other servers, and readers outside of any, can learn."""
    found: list[Any] = []
    for scope in OTHERS:
        for command, options in ASKED:
            answer = await here.read(scope, command, **options)
            if isinstance(answer, BriefAnswer):
                answer = replace(answer, known_position=0)
            if isinstance(answer, HelpAnswer):
                answer = replace(answer, facts={**answer.facts, "position": ""})
            found.append(answer)
        asker = Asker(scope, here.now.toordinal())
        found += [await here.lookup.complete(*typed, asker) for typed in TYPED]
        for what in COLUMNS:
            if what != "history":
                out = io.StringIO()
                selection = Selection(what, At(scope), here.now.toordinal())
                await write(exported(here.views, selection), what, "jsonl", out)
                found.append(out.getvalue())
    for who in (BEN, CARA):
        found.append(await here.ask(who, "edit history"))
        found.append(await here.ask(who, "edit drafts"))
        found.append(await here.ask(who, "edit export", what="history", format="jsonl"))
        found.append(await here.editing.complete("edit amend", "event", "zan", {}, who))
        found.append(await here.editing.complete("edit restore", "event", "", {}, who))
    return found


@given(st.lists(changes, min_size=1, max_size=6))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_one_servers_editors_do_nothing_changes_for_the_others(
    loaded_file: Path, made: list[dict[str, str]]
) -> None:
    async def run(path: Path) -> None:
        async with desk(path) as here:
            await here.save(BEN, "edit add", title="Ours of server two", date="2001")
            before = await seen(here)
            for change in made:
                answer = await here.ask(ANA, **change)
                if isinstance(answer, Preview):
                    await here.confirm(ANA, answer)

            assert await seen(here) == before

    with TemporaryDirectory() as folder:
        asyncio.run(run(Path(shutil.copy(loaded_file, Path(folder) / "record.db"))))


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("edit amend", {"event": "S-1", "title": "Mine now"}),
        ("edit claim", {"event": "S-1", "date": "2001", "source": "own knowledge"}),
        ("edit retract", {"event": "S-1", "reason": "mine"}),
        ("edit restore", {"event": "S-1"}),
        ("edit merge", {"keep": "E-57", "drop": "S-1"}),
        ("edit history", {"event": "S-1"}),
    ],
)
async def test_anothers_events_are_as_unknown_as_what_never_was(
    record_file: Path, command: str, options: dict[str, str]
) -> None:
    async with desk(record_file) as here:
        await here.save(BEN, "edit add", title="Ours of server two", date="2001")
        of_another = await here.ask(ANA, command, **options)
        of_nobody = await here.ask(
            ANA, command, **{name: value.replace("S-1", "S-7") for name, value in options.items()}
        )

    assert (why(of_another), why(of_nobody)) == ("unknown_event", "unknown_event")


async def test_anothers_numbers_and_drafts_are_unknown_behind_forged_buttons(
    record_file: Path,
) -> None:
    async with desk(record_file) as here:
        saved = await here.save(BEN, "edit add", title="Ours of server two", date="2001")
        draft = (await here.preview(BEN, "edit amend", event="S-1", title="Draft of server two")).draft
        number = str(saved.positions[0])
        forged = [
            await here.ask(ANA, "edit back", record=number),
            await here.ask(ANA, "edit undo", record=number),
            *[
                await here.ask(ANA, command, draft=draft.id)
                for command in ("edit confirm", "edit draft", "edit form", "edit mine", "edit cancel")
            ],
            await here.ask(ANA, "edit filled", draft=draft.id, title="Mine"),
            await here.ask(ANA, "edit set", draft=draft.id, title="Mine"),
            await here.ask(ANA, "edit stale", entity="event/s-1"),
            await here.ask(ANA, "edit take", entity="event/s-1"),
            await here.ask(ANA, "edit confirm", draft=f"d{saved.positions[0]}"),
        ]
        kept = await here.ask(BEN, "edit draft", draft=draft.id)

    told = [getattr(answer, "why", answer) for answer in forged]
    assert all(isinstance(one, Refusal) for one in told)
    assert not any(isinstance(answer, Preview | Saved) for answer in forged)
    assert "server two" not in str(forged)
    assert isinstance(kept, Preview)
