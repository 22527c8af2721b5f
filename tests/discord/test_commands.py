"""Every command of the real tree is one that Discord accepts, and is as the command surface says."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands
from msgspec.structs import replace

from bot.commands import COMMANDS
from bot.commands.shared import question
from bot.domain.questions import Question
from bot.locales.en import ENGLISH
from bot.services.lookup import HANDLERS
from bot.tree import Tree
from tests.desk.support import hand_in
from tests.editing.desk import desk, editor

NAME = re.compile(r"[-_'a-z0-9]{1,32}")
TEXT = 3


def payloads() -> list[dict[str, Any]]:
    """The commands as they are sent to Discord."""
    tree: app_commands.CommandTree[Any] = Tree(discord.Client(intents=discord.Intents.none()))  # type: ignore[arg-type]
    return [command.to_dict(tree) for command in tree.get_commands()]


def leaves(payload: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The commands that can be given, each by its whole name."""
    name = f"{path} {payload['name']}".strip()
    inner = [option for option in payload.get("options", ()) if option["type"] in (1, 2)]
    for option in inner:
        yield from leaves(option, name)
    if not inner:
        yield name, payload


TOP = {payload["name"]: payload for payload in payloads()}
PAYLOADS = dict(leaf for payload in TOP.values() if payload.get("type", 1) == 1 for leaf in leaves(payload))
OPTIONS = [(name, option) for name, payload in PAYLOADS.items() for option in payload.get("options", ())]
CALLBACKS = [
    inner
    for command in COMMANDS
    for inner in (command.walk_commands() if isinstance(command, app_commands.Group) else (command,))
    if not isinstance(inner, app_commands.Group)
]
READERS = [name for name in PAYLOADS if name.partition(" ")[0] not in ("edit", "posts", "why")]
"""The commands for everybody everywhere: /why is asked in servers only."""
COMPLETED = [(name, option["name"]) for name, option in OPTIONS if option.get("autocomplete")]
TYPED = ("", "2012", "28 Dec", "gsomia")
"""One of these gets offers: nothing yet, a date or day, a name."""
MIA = replace(editor(1), manager=True)
FREE_TEXT = {"title", "remark", "reason", "place", "aliases", "new_name", "author", "link"}
"""What editors write that nothing can complete, beside the name or source of what is new."""


@pytest.mark.parametrize("command", CALLBACKS, ids=lambda command: str(command.qualified_name))
def test_a_callback_is_short_and_leaves_faults_to_the_one_place_for_them(
    command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu,
) -> None:
    (function,) = ast.parse(inspect.getsource(command.callback)).body
    assert isinstance(function, ast.AsyncFunctionDef)
    last = function.body[-1].end_lineno or 0

    assert last - function.body[0].lineno < 15
    assert not any(isinstance(node, ast.Try) for node in ast.walk(function))


def test_a_question_holds_the_options_as_typed_without_what_breaks_storage() -> None:
    asked = question("timeline", subject="a\ud800\x00日", from_="1998", to=None)

    assert asked == Question("timeline", {"subject": "a\ufffd 日", "from": "1998"})


def test_whatever_readers_can_ask_has_something_that_answers_it() -> None:
    assert set(READERS) <= set(HANDLERS)


def test_the_commands_that_answers_name_are_there() -> None:
    named = set(re.findall(r"\{/([^}]*)\}", repr(ENGLISH)))
    assert named
    assert named - set(PAYLOADS) == set()


def test_the_help_names_every_readers_command() -> None:
    told = " ".join(text for _, text in ENGLISH.help.values())
    assert [name for name in (*READERS, "why") if name != "help" and f"{{/{name}}}" not in told] == []


async def test_every_option_that_is_completed_has_something_to_offer(record_file: Path) -> None:
    silent = set(COMPLETED)
    async with desk(record_file) as here:
        await hand_in(here, MIA, "Japan and South Korea signed the treaty on 22 June 1965.", "treaty.txt")
        await here.save(MIA, "edit retract", event="E-57", reason="twice")
        for typed in TYPED:
            silent -= {one for one in silent if await here.complete(MIA, *one, typed, {"event": "E-60"})}
    assert silent == set()


def test_names_and_descriptions_are_what_discord_accepts() -> None:
    described = [*PAYLOADS.items(), *OPTIONS]
    names = [(name, part["name"]) for name, part in described if not NAME.fullmatch(part["name"])]
    descriptions = [
        (name, part["name"]) for name, part in described if not 1 <= len(part["description"]) <= 100
    ]
    assert (names, descriptions) == ([], [])


def test_a_command_has_at_most_25_options_and_the_required_come_first() -> None:
    required = {
        name: [option["required"] for option in payload.get("options", ())]
        for name, payload in PAYLOADS.items()
    }
    assert max(map(len, required.values())) <= 25
    assert [name for name, order in required.items() if order != sorted(order, reverse=True)] == []


def size(part: dict[str, Any]) -> int:
    """The characters of a command or option that count for Discord's limit, those inside it too."""
    choices = sum(len(choice["name"]) + len(choice["value"]) for choice in part.get("choices", ()))
    return (
        len(part["name"])
        + len(part.get("description", ""))
        + choices
        + sum(map(size, part.get("options", ())))
    )


def test_a_command_takes_at_most_8000_characters() -> None:
    assert {name: size(payload) for name, payload in TOP.items() if size(payload) >= 8000} == {}


@pytest.mark.parametrize("name", ["edit", "Add to the record"])
def test_editors_commands_are_for_servers_and_for_who_manages_messages_by_default(name: str) -> None:
    assert TOP[name]["contexts"] == [0]
    assert TOP[name]["integration_types"] == [0]
    assert int(TOP[name]["default_member_permissions"]) == discord.Permissions(manage_messages=True).value


@pytest.mark.parametrize("name", ["why", "Why this post?"])
def test_why_is_for_everybody_in_servers(name: str) -> None:
    assert TOP[name]["contexts"] == [0]
    assert TOP[name]["integration_types"] == [0]
    assert TOP[name]["default_member_permissions"] is None


def test_the_commands_about_notes_are_for_servers_and_for_who_manages_them_by_default() -> None:
    assert TOP["posts"]["contexts"] == [0]
    assert TOP["posts"]["integration_types"] == [0]
    assert int(TOP["posts"]["default_member_permissions"]) == discord.Permissions(manage_guild=True).value


@pytest.mark.parametrize("name", READERS)
def test_readers_commands_work_in_servers_direct_messages_and_as_a_personal_app(name: str) -> None:
    assert PAYLOADS[name]["contexts"] == [0, 1, 2]
    assert PAYLOADS[name]["integration_types"] == [0, 1]
    assert PAYLOADS[name]["default_member_permissions"] is None


def test_a_text_option_has_either_choices_or_autocomplete() -> None:
    texts = [
        (name, option)
        for name, option in OPTIONS
        if option["type"] == TEXT and option["name"] not in FREE_TEXT and option["description"] != "Full name"
    ]
    assert [
        (name, option["name"])
        for name, option in texts
        if bool(option.get("choices")) == bool(option.get("autocomplete"))
    ] == []
    assert 1 < max(len(option.get("choices", ())) for _, option in texts) <= 25


@pytest.mark.parametrize("name", [name for name in READERS if name != "help"])
def test_a_reader_can_have_any_answer_alone(name: str) -> None:
    private = PAYLOADS[name]["options"][-1]

    assert (private["name"], private["type"], private["required"]) == ("private", 5, False)
    assert private["description"] == "Show the answer to me alone"
