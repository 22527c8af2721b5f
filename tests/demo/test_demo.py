"""The demo: lines in, text out, whatever the lines are."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands, ui

from bot.clock import Clock
from bot.config import seeds_directory
from bot.demo.conversation import DATABASE, END, Demo, run_demo
from bot.demo.simulator import SimulatedTime, simulated
from bot.render.terminal import Ink

PIPED = """
import sys
from pathlib import Path
from bot.clock import Clock
from bot.config import seeds_directory
from bot.demo.conversation import run_demo

streams = {"stdin": sys.stdin, "stdout": sys.stdout}
folders = {"data": Path(sys.argv[1]), "seeds": seeds_directory()}
sys.exit(run_demo(today=None, role="reader", reference=True, **folders, **streams))
"""
BEGIN = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def folder(record_file: Path) -> Path:
    """A data folder whose database holds the shipped seeds."""
    record_file.rename(record_file.with_name(DATABASE))
    return record_file.parent


def answers(folder: Path, *lines: str, role: str = "reader") -> list[str]:
    """What the demo prints for each of the lines."""
    stdout = io.StringIO()
    code = run_demo(
        data=folder,
        today=BEGIN.date(),
        role=role,
        seeds=seeds_directory(),
        reference=True,
        stdin=io.StringIO("\n".join(lines)),
        stdout=stdout,
    )
    assert code == 0
    *told, rest = stdout.getvalue().split(f"{END}\n")
    assert rest == ""
    return [one.strip() for one in told]


def test_every_line_but_a_blank_one_is_answered_once_and_quit_ends(folder: Path) -> None:
    told = answers(
        folder, "/brief GSOMIA", "", "/nonsense", "hello", "/on date:28 December", "/quit", "/help"
    )

    assert len(told) == 4
    assert told[0].startswith("GSOMIA")
    assert "/help" in told[1]
    assert "slash" in told[2]
    assert "28 December" in told[3]


def test_numbers_press_the_buttons_of_the_latest_reply_that_has_some(folder: Path) -> None:
    told = answers(folder, "1", "/timeline", "/unknown", "1", "99")

    assert "no button 1" in told[0].casefold()
    assert "Press: 1 = " in told[1]
    assert told[3] != told[1]
    assert "There is no button 99. There are 1 to" in told[4]


def test_a_reply_that_only_the_asker_sees_says_so(folder: Path) -> None:
    told = answers(folder, "/brief GSOMIA private:True", "/brief GSOMIA")

    assert told[0] == f"(only you see this)\n\n{told[1]}"


def test_time_goes_forward_to_the_day_that_is_asked_for_and_never_back(folder: Path) -> None:
    told = answers(folder, "/travel 2026-12-28", "/on", "/travel 2026-12-27", "/travel tomorrow", "/travel")

    assert told[0] == "It is now 2026-12-28."
    assert "28 December" in told[1]
    assert "--today 2026-12-27" in told[2]
    assert "2026-12-28" in told[3] == told[4]


def test_on_the_way_to_a_day_the_notes_of_a_channel_are_posted_each_once(folder: Path) -> None:
    setup, confirmed, told, later = answers(
        folder,
        "/posts setup time:23:30 zone:Seoul",
        "8",
        "/travel 2026-12-28",
        "/travel 2026-12-29",
        role="moderator",
    )

    assert "8 = Confirm" in setup
    assert "not saved" not in confirmed.lower()
    assert told.startswith("It is now 2026-12-28.")
    assert "notes were posted on the way" in told
    assert told.count("11 years ago, 2015") == 1
    assert "2014: " in later
    assert "2015: " not in later


def test_notes_go_to_the_channel_that_is_named_and_its_menus_show_what_is_chosen(folder: Path) -> None:
    setup, turned, _, told, listed = answers(
        folder,
        "/posts setup channel:#general time:09:00 zone:Seoul",
        "4",
        "8",
        "/travel 2026-11-24",
        "/posts list",
        role="moderator",
    )

    assert "Notes in #general" in setup
    assert "1 = ☑ Days" in setup
    assert "4 = ☐ Weekly look-ahead" in setup
    assert "1 = ☑ Days" in turned
    assert "4 = ☑ Weekly look-ahead" in turned
    assert "(in #general)\n\n23 November" in told
    assert "✅ #general" in listed


def test_notes_that_come_by_themselves_and_one_sent_by_hand_take_turns(folder: Path) -> None:
    *_, first, by_hand, second = answers(
        folder,
        "/posts setup channel:#general time:09:00 zone:Seoul",
        "8",
        "/travel 2026-11-24",
        "/posts send date:2026-11-22 channel:#general",
        "/travel 2026-11-27",
        role="moderator",
    )

    assert "23 November\n" in first
    assert "✅ Posted in #general, marked late" in by_hand
    assert "27 November\n" in second


def test_a_preview_of_a_past_day_does_not_promise_a_note(folder: Path) -> None:
    *_, past, ahead = answers(
        folder,
        "/posts setup zone:Seoul",
        "8",
        "/posts preview 2026-11-01",
        "/posts preview 2026-12-28",
        role="moderator",
    )

    assert "what #history would be told of 1 November 2026" in past
    assert "to be posted in #history on 28 December 2026" in ahead


def test_a_preview_reads_rough_words_as_rough_and_never_as_their_first_year(folder: Path) -> None:
    claim, amended, *_, compared = answers(
        folder,
        "/edit claim event:E-50 source:own knowledge date:since the late 2000s",
        "/edit amend event:E-50 date:since the late 2000s",
        "1",
        "/edit amend event:E-50 date:early 1990s",
        role="moderator",
    )

    assert "“since the late 2000s” → since the late 2000s, a span of time (2007/..)" in claim
    assert "Date since 2010 → since the late 2000s\n" in amended
    assert "Date since the late 2000s → early 1990s\n" in compared


def test_a_list_of_drafts_names_whose_changes_one_would_undo(folder: Path) -> None:
    *_, listed = answers(
        folder,
        "/edit add title:Foo meets Bar date:3 May 2020 source:own knowledge",
        "1",
        "/edit undo by:@moderator since:today",
        "/edit drafts",
        role="moderator",
    )

    assert "1 /edit undo @moderator, " in listed


def test_where_the_bot_may_not_write_the_missing_permission_is_named(folder: Path) -> None:
    (setup,) = answers(folder, "/posts setup channel:#rules time:09:00 zone:Seoul", role="moderator")

    assert "❌ Send Messages" in setup
    assert "Confirm" not in setup


def test_a_file_is_shown_with_its_text(folder: Path) -> None:
    (told,) = answers(folder, "/brief GSOMIA as:file")

    assert "\nFile " in told
    assert ".md (" in told


@pytest.mark.parametrize(
    "line",
    [
        "/agreement " + "x" * 5000,
        "/agreement \x00\x1b[2J\x07",
        "/agreement \ud800",
        "/\ud800",
        "\ud800 " + "y" * 5000,
    ],
    ids=["long", "control", "surrogate", "surrogate-command", "no-command"],
)
def test_an_odd_line_is_answered_and_the_next_one_too(folder: Path, line: str) -> None:
    told = answers(folder, line, "/brief GSOMIA")

    assert len(told) == 2
    assert "Sorry" not in told[0]
    assert "\x1b" not in told[0]
    assert told[1].startswith("GSOMIA")


@pytest.mark.parametrize("file", ["~nobody-of-that-name/a.txt", "a" * 300, "a\0b", "."])
def test_a_file_that_cannot_be_is_none_and_the_next_line_is_answered(folder: Path, file: str) -> None:
    told = answers(folder, f"/edit import file:{file}", "/help", role="moderator")

    assert told[0].startswith("file: there is no file")
    assert len(told) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_refused_and_the_next_line_is_answered(folder: Path) -> None:
    paper = folder / "paper.txt"
    paper.touch(mode=0)

    told = answers(folder, f"/edit import file:{paper}", "/help", role="moderator")

    assert told[0] == f"file: {paper} cannot be read."
    assert len(told) == 2


def test_without_a_folder_the_record_is_loaded_into_one_for_the_run_alone(tmp_path: Path) -> None:
    stdout = io.StringIO()

    run_demo(
        data=None,
        today=None,
        role="moderator",
        seeds=seeds_directory(),
        reference=True,
        stdin=io.StringIO("/help about"),
        stdout=stdout,
    )

    assert stdout.getvalue().endswith(f"\n{END}\n")


def test_bytes_that_are_no_text_come_through_a_pipe_and_are_answered(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PIPED, str(folder)],
        input=b"/agreement \xed\xa0\x80\xff\x00\n/agreement GSOMIA as_of:2013-01-01\n",
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )

    assert done.returncode == 0
    assert done.stdout.count(END.encode()) == 2
    assert b"GSOMIA" in done.stdout
    assert done.stderr == b""


class Survey(ui.Modal, title="Survey"):
    """A form with a text and a menu."""

    name: ui.Label[Any] = ui.Label(text="Your name", component=ui.TextInput(custom_id="name"))
    kind: ui.Label[Any] = ui.Label(
        text="What you are",
        component=ui.Select(
            custom_id="kind",
            options=[discord.SelectOption(label="Reader"), discord.SelectOption(label="Editor")],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        data: Any = interaction.data
        filled = {part["component"]["custom_id"]: part["component"] for part in data["components"]}
        await interaction.response.send_message(f"{filled['name']['value']} is {filled['kind']['values'][0]}")


class Menu(ui.View):
    """A menu below a message."""

    @ui.select(options=[discord.SelectOption(label="Tea"), discord.SelectOption(label="Coffee")])
    async def drink(self, interaction: discord.Interaction[Any], select: ui.Select[Any]) -> None:
        await interaction.response.send_message(f"One {select.values[0]}", ephemeral=True)


class FormBot(discord.Client):
    """A bot with a form and a menu, as the editors' commands will have."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True))
        self.tree = app_commands.CommandTree(self)

        @self.tree.command(description="Shows a form")
        async def form(interaction: discord.Interaction[Any]) -> None:
            await interaction.response.send_modal(Survey())

        @self.tree.command(description="Shows a menu")
        async def menu(interaction: discord.Interaction[Any]) -> None:
            await interaction.response.send_message("What will it be?", view=Menu(timeout=None))

        @self.tree.command(description="Says nothing")
        async def silence(interaction: discord.Interaction[Any]) -> None:
            pass

    async def setup_hook(self) -> None:
        await self.tree.sync()


@asynccontextmanager
async def demo_with_forms(*typed: str) -> AsyncIterator[tuple[Demo, list[str]]]:
    """A demo around ``FormBot`` that answers its questions with ``typed``, and the questions as they come."""
    asked: list[str] = []
    lines = iter(typed)

    async def ask(question: str) -> str | None:
        asked.append(question)
        return next(lines, None)

    time = SimulatedTime(BEGIN)
    async with simulated(FormBot(), "moderator", time) as simulator:
        yield Demo(simulator, Clock(time), ask, Ink()), asked


async def test_a_form_is_asked_as_questions() -> None:
    async with demo_with_forms("Ana", "Editor") as (demo, asked):
        told = await demo.reply("/form")

    assert asked == ["Survey: Your name", "Survey: What you are (Reader, Editor)"]
    assert told == "Ana is Editor"


async def test_a_form_without_an_answer_is_closed_and_nothing_of_it_is_sent() -> None:
    async with demo_with_forms("Ana") as (demo, asked):
        told = await demo.reply("/form")

    assert len(asked) == 2
    assert told == "The form was closed; nothing of it was sent."


async def test_a_command_in_the_place_of_an_answer_closes_the_form_and_is_answered() -> None:
    async with demo_with_forms("Ana", "/silence") as (demo, _):
        told = await demo.reply("/form")

    assert told == "The form was closed; nothing of it was sent.\n\nThe bot did not answer."


async def test_an_answer_that_the_form_does_not_take_is_refused_and_the_demo_goes_on() -> None:
    async with demo_with_forms("Ana", "Nobody") as (demo, _):
        told = await demo.reply("/form")
        after = await demo.reply("/silence")

    assert "Nobody" in told
    assert after == "The bot did not answer."


async def test_the_options_of_a_menu_are_numbered_choices() -> None:
    async with demo_with_forms() as (demo, _):
        shown = await demo.reply("/menu")
        chosen = await demo.reply("2")

    assert shown == "What will it be?\n\nPress: 1 = Tea · 2 = Coffee"
    assert chosen == "(only you see this)\n\nOne Coffee"
