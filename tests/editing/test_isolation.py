"""Servers apart: whatever one's editors do, no other reads, finds, exports or counts anything else."""

from __future__ import annotations

import asyncio
import io
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.answers import BriefAnswer, HelpAnswer
from bot.domain.dates import ordinal
from bot.domain.delivery import delivery_id
from bot.domain.edits import Editor, Preview, Saved, Unfinished
from bot.domain.entities import Subscription
from bot.domain.permissions import Room
from bot.domain.questions import Asker, Question, Refusal
from bot.domain.review import ReviewAnswer
from bot.services.export import COLUMNS, Selection, exported, write
from bot.services.notes.why import Why
from storage.deliveries import Deliveries, Delivery
from storage.views import At
from tests.desk.support import decide, imported, review
from tests.discord.test_commands import COMPLETED
from tests.editing.desk import Desk, desk, editor, why
from tests.ground import NOW, run_apart
from tests.posts.rooms import MAY

ANA, BEN, CARA = (replace(editor(one, guild=one), manager=True) for one in (1, 2, 3))
CHANNELS = {"guild:1": 501, "guild:2": 502, "guild:3": 503}
GSOMIA = "gsomia-signed"
GSOMIA_DAY = ordinal(2026, 11, 23)
OTHERS = ("guild:2", "guild:3", None)
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    ("brief", {"subject": "GSOMIA"}),
    ("brief", {"subject": "Japan–South Korea"}),
    ("agreement", {"name": "GSOMIA"}),
    ("event", {"name": "E-57"}),
    ("event", {"name": "S-1"}),
    ("event", {"name": "S-2"}),
    ("on", {"date": "28 December"}),
    ("on", {"date": "2012"}),
    ("upcoming", {"days": "366"}),
    ("timeline", {}),
    ("find", {"words": "zanzibar"}),
    ("find", {"what": "agreements", "party": "Japan"}),
    ("source", {"name": "Murphy"}),
    ("source", {"name": "talks"}),
    ("story", {"delivery": delivery_id(502, GSOMIA_DAY)}),
    ("calendar", {"delivery": delivery_id(503, GSOMIA_DAY)}),
    ("help", {"topic": "about"}),
)
WHYS = (
    {"date": "2026-11-23"},
    {"event": "E-57"},
    {"event": "S-2"},
    {"delivery": delivery_id(502, GSOMIA_DAY)},
)
POSTS = ("change", "pause", "resume", "preview", "send", "stop")

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
    st.just({"command": "edit editors add", "role": "9"}),
    st.just({"command": "edit import"}),
    st.just({"command": "posts change", "channel": "501", "party": "Japan"}),
    st.fixed_dictionaries({"command": st.sampled_from(["posts pause", "posts stop"]),
                           "channel": st.just("501")}),
    st.fixed_dictionaries({"command": st.sampled_from(["edit accept", "edit reject", "edit skip"]),
                           "event": st.sampled_from(["new", "E-57"])}),
    st.just({"command": "edit drop", "document": "talks"}),
)  # fmt: skip


@pytest.fixture(scope="session")
def furnished_file(loaded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in which every server gets notes, and two have the same paper: for copying."""
    path = Path(shutil.copy(loaded_file, tmp_path_factory.mktemp("servers") / "servers.db"))

    async def furnish() -> None:
        async with servers(path) as here:
            for who in (ANA, BEN, CARA):
                scope = str(who.asker.scope)
                channel = CHANNELS[scope]
                await here.save(who, "posts setup", channel=str(channel), zone="Seoul")
                id = delivery_id(channel, GSOMIA_DAY)
                sent = Delivery(
                    id, scope, str(channel), GSOMIA_DAY, "sent", "", channel, NOW, NOW, NOW,
                    settled_at=NOW, message=channel, carried=((GSOMIA, 1),),
                )  # fmt: skip
                assert await Deliveries(here.database).record([sent], None)
            for who in (ANA, BEN):
                await imported(here, who)
            await decide(here, BEN, "accept", await review(here, BEN), event="new")
            await here.save(BEN, "edit add", title="Ours of server two", date="2001-11-23")

    run_apart(furnish())
    return path


@asynccontextmanager
async def servers(path: Path) -> AsyncIterator[Desk]:
    """The services, with a channel in each server."""
    async with desk(path) as here:
        for scope, channel in CHANNELS.items():
            here.rooms.known[scope, channel] = Room("history", MAY)
        yield here


async def change(here: Desk, command: str, **options: str) -> None:
    """Ana gives a command, and confirms what it shows; what is about a statement, about the next."""
    if command == "edit import":
        await imported(here, ANA)
        return
    if command in ("edit accept", "edit reject", "edit skip"):
        item = await here.ask(ANA, "edit review")
        if isinstance(item, ReviewAnswer):
            await decide(here, ANA, command.removeprefix("edit "), item, **options)
        return
    answer = await here.ask(ANA, command, **options)
    if isinstance(answer, Preview):
        await here.confirm(ANA, answer)


async def seen(here: Desk) -> list[Any]:
    """All that readers and editors of other servers, and readers outside of any, can learn."""
    found: list[Any] = []
    for scope in OTHERS:
        found += await read(here, scope)
    for who in (BEN, CARA):
        found += await edited(here, who)
        found += await posted(here, who)
    return found


async def read(here: Desk, scope: str | None) -> list[Any]:
    """What readers are answered and offered, and what is exported."""
    found: list[Any] = []
    for command, options in ASKED:
        answer = await here.read(scope, command, **options)
        if isinstance(answer, BriefAnswer):
            answer = replace(answer, known_position=0)
        if isinstance(answer, HelpAnswer):
            answer = replace(answer, facts={**answer.facts, "position": ""})
        found.append(answer)
    asker = Asker(scope, here.now.toordinal())
    for command, option in COMPLETED:
        if not command.startswith(("edit ", "posts ")):
            found += [await here.lookup.complete(command, option, typed, asker) for typed in ("", "zan")]
    for what in COLUMNS:
        if what != "history":
            out = io.StringIO()
            selection = Selection(what, At(scope), here.now.toordinal())
            await write(exported(here.views, selection), what, "jsonl", out)
            found.append(out.getvalue())
    return found


async def edited(here: Desk, who: Editor) -> list[Any]:
    """What an editor is shown and offered, and what a change of theirs would do."""
    found: list[Any] = [await here.ask(who, f"edit {what}") for what in ("history", "drafts", "review")]
    found.append(await here.ask(who, "edit editors list"))
    found.append(await here.ask(who, "edit export", what="history", format="jsonl"))
    for command, option in COMPLETED:
        if command.startswith(("edit ", "posts ")):
            complete = here.editing.complete
            found += [await complete(command, option, typed, {}, who) for typed in ("", "zan")]
    shown = await here.preview(who, "edit retract", event="E-91", reason="to see what follows")
    await here.ask(who, "edit cancel", draft=shown.draft.id)
    return [*found, shown.lines]


async def posted(here: Desk, who: Editor) -> list[Any]:
    """What is and will be posted in an editor's server, and why."""
    scope = str(who.asker.scope)
    channel = str(CHANNELS[scope])
    notes, ledger = here.surroundings.anniversaries, here.surroundings.deliveries
    plain = Subscription(channel, "09:00", "Asia/Seoul")
    explaining = Why(here.views, here.log, here.surroundings)
    return [
        await here.ask(who, "posts list"),
        await here.ask(who, "posts preview", channel=channel),
        await notes.note(scope, plain, GSOMIA_DAY),
        await notes.days(scope, plain, GSOMIA_DAY),
        await ledger.recent(scope, channel),
        await ledger.count_carrying(scope, GSOMIA),
        *[await explaining.answer(Question("why", {"channel": channel, **options}), who) for options in WHYS],
    ]


@pytest.fixture(scope="session")
def unchanged(furnished_file: Path) -> list[Any]:
    """What the others can learn before anything is done."""
    return run_apart(seen_after(furnished_file, ()))


async def seen_after(path: Path, made: Sequence[Mapping[str, str]]) -> list[Any]:
    """What the others can learn when Ana has done this to a copy of the record."""
    with TemporaryDirectory() as folder:
        async with servers(Path(shutil.copy(path, Path(folder) / "record.db"))) as here:
            for one in made:
                await change(here, **one)
            return await seen(here)


@given(st.lists(changes, min_size=1, max_size=6))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_one_servers_editors_do_nothing_changes_for_the_others(
    furnished_file: Path, unchanged: list[Any], made: list[dict[str, str]]
) -> None:
    assert asyncio.run(seen_after(furnished_file, made)) == unchanged


def test_what_other_servers_see_includes_their_own_entries(unchanged: list[Any]) -> None:
    told = str(unchanged)
    assert "In March 1994 Japan and South Korea held talks in Tokyo." in told
    assert "Errata(notes=1," in told
    assert "verdict='sent'" in told
    assert "4 May 2031" in told


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
    here: Desk, command: str, options: dict[str, str]
) -> None:
    await here.save(BEN, "edit add", title="Ours of server two", date="2001")
    of_another = await here.ask(ANA, command, **options)
    of_nobody = await here.ask(
        ANA, command, **{name: value.replace("S-1", "S-7") for name, value in options.items()}
    )

    assert (why(of_another), why(of_nobody)) == ("unknown_event", "unknown_event")


async def test_anothers_numbers_and_drafts_are_unknown_behind_forged_buttons(here: Desk) -> None:
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


@pytest.mark.parametrize("act", ["accept", "reject", "skip", "correct", "put back"])
async def test_anothers_statements_are_as_unknown_as_what_never_was(
    furnished_file: Path, tmp_path: Path, act: str
) -> None:
    async with servers(Path(shutil.copy(furnished_file, tmp_path / "record.db"))) as here:
        item = await review(here, BEN)
        of_another = await decide(here, CARA, act, item, event="new")
        of_nobody = await decide(here, CARA, act, replace(item, candidate="never"), event="new")
        head = await here.log.head()

        assert str(of_another).replace(item.candidate, "never") == str(of_nobody)
        assert await review(here, BEN) == item
        assert await here.log.head() == head


async def test_anothers_papers_and_notes_are_as_unknown_as_what_never_was(
    furnished_file: Path, tmp_path: Path
) -> None:
    async with servers(Path(shutil.copy(furnished_file, tmp_path / "record.db"))) as here:
        (paper,) = await here.shelf.documents.of("guild:2")
        explaining = Why(here.views, here.log, here.surroundings)

        async def told(sha256: str, channel: int) -> str:
            delivery = delivery_id(channel, GSOMIA_DAY)
            options = {"channel": str(channel), "date": "2026-11-23"}
            answers: list[Any] = [
                *[await here.ask(CARA, f"edit {what}", document=sha256) for what in ("drop", "review")],
                *[await here.read("guild:3", what, delivery=delivery) for what in ("story", "calendar")],
                *[await here.ask(CARA, f"posts {what}", **options) for what in POSTS],
                await explaining.answer(Question("why", {"delivery": delivery}), CARA),
                await explaining.answer(Question("why", options), CARA),
            ]
            answers = [one.why if isinstance(one, Unfinished) else one for one in answers]
            return str(answers).replace(sha256, "paper").replace(delivery, "note").replace(str(channel), "1")

        assert await told(paper.sha256, 502) == await told("0" * 64, 509)
        assert await here.shelf.documents.of("guild:2") == (paper,)
