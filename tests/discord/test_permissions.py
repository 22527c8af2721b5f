"""Who may edit, for every command of the tree and every way to it: a command that is new here is held too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from msgspec.structs import replace

from bot.clock import Clock
from bot.domain.questions import Refusal
from bot.services.editing.handlers import HANDLERS
from bot.services.editing.permissions import MANAGERS_ONLY
from tests.discord.test_commands import COMPLETED, PAYLOADS, TOP
from tests.discord.world import World, answered, text, world
from tests.editing.desk import desk, editor
from tests.wire.rules import walk

EDITORS = {name: payload for name, payload in PAYLOADS.items() if name.startswith(("edit ", "posts "))}
POSTS = {name for name in EDITORS if name.startswith("posts ")}
MENUS = ["Add to the record"]
FOR_EVERYBODY = ["Why this post?"]
TEXT, NUMBER, FLAG, PERSON, CHANNEL, ROLE, FILE = 3, 4, 5, 6, 7, 8, 11
MAY_NOT = ("You may not edit here", "Only the server’s owner and Manage Server decide what channels get")


@dataclass
class People:
    """A server with everybody in it, to all of whom Discord shows the commands."""

    world: World
    manager: simcord.MemberActor
    editor: simcord.MemberActor
    nobody: simcord.MemberActor
    role: simcord.RoleHandle

    def options(self, command: str) -> dict[str, Any]:
        """Something for every option of a command."""
        values = {
            NUMBER: 1,
            FLAG: True,
            PERSON: self.nobody.user,
            CHANNEL: self.world.channel,
            ROLE: self.role,
            FILE: ("paper.txt", b"Japan and South Korea signed the treaty in 1965."),
        }
        return {
            option["name"]: values.get(option["type"])
            or (option["choices"][0]["value"] if option.get("choices") else "E-57")
            for option in EDITORS[command].get("options", ())
        }


async def people(here: World) -> People:
    guild = here.ana.guild
    managing = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    role = guild.create_role("History")
    manager = guild.add_member(here.env.create_user("mia"), roles=[managing])
    member = guild.add_member(here.env.create_user("eve"), roles=[role])
    for name in ("edit", "posts", *MENUS):
        number = re.search(r":(\d+)>", here.app.client.mentions[name])
        assert number is not None
        guild.set_command_permissions(int(number[1]), {guild.default_role: True})
    await manager.slash(here.channel, "edit editors add", role=role)
    return People(here, manager, member, here.ben, role)


def refused(result: simcord.InteractionResult) -> bool:
    return result.modal is None and result.ephemeral and may_not(answered(result))


def may_not(message: simcord.ResponseMessage) -> bool:
    return any(no in text(message) for no in MAY_NOT)


def label(message: simcord.ResponseMessage, name: str) -> str:
    return next(str(part["custom_id"]) for part in walk(message.components) if part.get("label") == name)


async def test_every_command_refuses_who_may_not_edit(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        all_of_them = await people(here)
        head = await here.app.log.head()
        told = {
            name: refused(await all_of_them.nobody.slash(here.channel, name, **all_of_them.options(name)))
            for name in EDITORS
        }
        message = await here.ana.send(here.channel, "It was signed in 2012")
        told |= {name: refused(await here.ben.context_menu(here.channel, name, message)) for name in MENUS}

        assert await here.app.log.head() == head
    assert [name for name, no in told.items() if not no] == []


async def test_no_option_is_completed_for_who_may_not_edit(record_file: Path, clock: Clock) -> None:
    completed = [one for one in COMPLETED if one[0] in EDITORS]
    async with world(record_file, clock) as here:
        all_of_them = await people(here)
        offers = {
            one: await all_of_them.nobody.autocomplete(here.channel, one[0], one[1], "") for one in completed
        }
        allowed = await all_of_them.editor.autocomplete(here.channel, "edit amend", "event", "")

    assert completed
    assert [one for one, offered in offers.items() if offered] == []
    assert allowed


async def test_every_command_is_there_for_a_role_that_was_let_in_but_who_else_may_edit(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        all_of_them = await people(here)
        told = {}
        for name in EDITORS:
            result = await all_of_them.editor.slash(here.channel, name, **all_of_them.options(name))
            told[name] = "" if result.modal else text(answered(result))

    assert not any("You may not" in answer or "Sorry" in answer for answer in told.values())
    manage = {name for name, answer in told.items() if "Manage Server decide" in answer}
    assert manage == MANAGERS_ONLY | POSTS


async def test_buttons_and_forms_are_refused_once_the_role_is_no_longer_let_in(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        all_of_them = await people(here)
        eve = all_of_them.editor
        shown = await eve.slash(here.channel, "edit add", title="Zanzibar opens", date="2012")
        form = await eve.slash(here.channel, "edit add")
        await all_of_them.manager.slash(here.channel, "edit editors remove", role=all_of_them.role)
        head = await here.app.log.head()
        pressed = await eve.click(answered(shown), custom_id=label(answered(shown), "Confirm"))
        submitted = await eve.submit_modal(form, {"title": "Zanzibar opens", "date": "2012"})

        assert await here.app.log.head() == head
    assert may_not(answered(pressed))
    assert refused(submitted)
    assert "`title:Zanzibar opens date:2012`" in text(answered(submitted))


async def test_people_who_may_not_edit_get_back_what_they_typed(record_file: Path, clock: Clock) -> None:
    remark = "so they `say`"
    async with world(record_file, clock) as here:
        ben = (await people(here)).nobody
        short = answered(await ben.slash(here.channel, "edit add", title="Talks", date="25 Mar 2014"))
        odd = answered(await ben.slash(here.channel, "edit add", title="Talks", date="2014", remark=remark))
        settings = answered(await ben.slash(here.channel, "posts setup", zone="Seoul", channel=here.channel))
        nothing = answered(await ben.slash(here.channel, "edit drafts"))

    assert "`title:Talks date:25 Mar 2014`" in text(short)
    assert [one.filename for one in odd.attachments] == ["typed.txt"]
    assert "`zone:Seoul`" in text(settings)
    assert "you typed" not in text(nothing)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ({"moderator": False}, False),
        ({"moderator": False, "roles": frozenset({7})}, False),
        ({"moderator": True}, True),
        ({"moderator": False, "manager": True}, True),
        ({"moderator": False, "roles": frozenset({7, 9})}, True),
    ],
    ids=["nobody", "another role", "Manage Messages", "Manage Server", "editor role"],
)
async def test_the_services_check_everybody_for_everything(
    record_file: Path, who: Mapping[str, Any], may: bool
) -> None:
    somebody, manages = replace(editor(2), **who), bool(who.get("manager"))
    async with desk(record_file) as here:
        await here.ask(replace(editor(1), manager=True), "edit editors add", role="9")
        answers = {command: await here.ask(somebody, command, role="8") for command in HANDLERS}

    refused = {command: answer.code for command, answer in answers.items() if isinstance(answer, Refusal)}
    posts = {command for command in HANDLERS if command.startswith("posts ")}
    for code, expected in (
        ("not_posts", set() if manages else posts),
        ("not_editor", set() if may else set(HANDLERS) - posts),
        ("managers_only", MANAGERS_ONLY if may and not manages else set()),
    ):
        assert {command for command, told in refused.items() if told == code} == expected


def test_whatever_the_commands_ask_is_something_that_is_checked() -> None:
    assert set(EDITORS) <= set(HANDLERS)
    assert [name for name, told in TOP.items() if told.get("type", 1) != 1] == MENUS + FOR_EVERYBODY
