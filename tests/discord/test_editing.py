"""Editing through the real bot in a simulated Discord: forms, previews, buttons, restarts."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
import simcord

from bot.clock import Clock
from tests.discord.world import World, answered, text, world
from tests.wire.rules import walk


def cara(here: World) -> simcord.MemberActor:
    """Somebody who holds Manage Messages and Manage Server."""
    may = discord.Permissions(manage_messages=True, manage_guild=True)
    role = here.ana.guild.create_role("Moderators", permissions=may)
    return here.ana.guild.add_member(here.env.create_user("cara"), roles=[role])


def labels(message: simcord.ResponseMessage) -> list[str]:
    return [str(part["label"]) for part in walk(message.components) if part["type"] == 2]


def defaults(form: simcord.InteractionResult) -> dict[str, str]:
    """What the fields of a form hold."""
    assert form.modal is not None
    fields = [part["component"] for part in form.modal["components"]]
    return {field["custom_id"]: field.get("value") or "" for field in fields}


async def test_form_preview_and_receipt_are_for_the_editor_alone(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        ed = cara(here)
        form = await ed.slash(here.channel, "edit add")
        shown = await ed.submit_modal(
            form, {"title": "Talks at Osaka", "date": "25 Mar 2014", "source": "Murphy"}
        )
        preview = text(answered(shown))
        saved = await ed.click(answered(shown), label="Confirm")
        found = await here.ben.slash(here.channel, "event", name="S-1")

    assert shown.ephemeral
    assert "**Tuesday 25 March 2014**, exact day (`2014-03-25`)" in preview
    assert "Saved as record" in text(answered(saved))
    assert labels(answered(saved)) == ["Undo"]
    assert "Talks at Osaka" in text(answered(found))


async def test_a_title_longer_than_discord_takes_is_cut_where_it_is_offered(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        ed = cara(here)
        shown = await ed.slash(here.channel, "edit add", title="Osaka " + "talks " * 30, date="2014")
        await ed.click(answered(shown), label="Confirm")
        (offer,) = await ed.autocomplete(here.channel, "event", "name", "S-1")

    assert "Osaka talks" in offer["name"]
    assert 90 < len(offer["name"]) <= 100


async def test_each_opening_of_a_form_has_an_id_of_its_own_and_what_was_typed(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        ed = cara(here)
        shown = await ed.slash(here.channel, "edit add", title="Talks", date="2014", remark="so they say")
        forms = [await ed.click(answered(shown), label="Edit") for _ in range(2)]

    ids = {form.modal["custom_id"] for form in forms if form.modal is not None}
    assert len(ids) == 2
    assert defaults(forms[0])["remark"] == "so they say"
    assert forms[0].modal is not None
    assert len(forms[0].modal["components"]) <= 5


async def test_forms_and_previews_outlive_a_restart(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        ed = cara(here)
        form = await ed.slash(here.channel, "edit add")
        await here.restart()
        shown = await ed.submit_modal(form, {"title": "Zanzibar opens", "date": "2014"})
        await here.restart()
        saved = await ed.click(answered(shown), label="Confirm")

    assert "Saved as record" in text(answered(saved))


async def test_a_message_becomes_a_form_with_its_text_and_link(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        ed = cara(here)
        message = await here.ben.send(here.channel, "They signed it in 2012\nat Osaka, " + "x" * 1900)
        form = await ed.context_menu(here.channel, "Add to the record", message)
        held = defaults(form)
        shown = await ed.submit_modal(form, {**held, "date": "2012"})

    assert held["title"] == "They signed it in 2012"
    assert held["source"] == message.jump_url
    assert "Discord message" in text(answered(shown))


async def test_the_list_of_editors_says_from_which_roles_discord_hides_commands(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        ed = cara(here)
        hidden = here.ana.guild.create_role("History")
        shown = here.ana.guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
        await ed.slash(here.channel, "edit editors add", role=shown)
        added = await ed.slash(here.channel, "edit editors add", role=hidden)
        listed = await ed.slash(here.channel, "edit editors list")

    for told in (text(answered(added)), text(answered(listed))):
        _, warning = told.split("⚠️")
        assert f"<@&{hidden.id}>" in warning
        assert f"<@&{shown.id}>" not in warning
        assert "Server Settings → Integrations" in told


async def test_a_role_that_the_server_deleted_is_no_editor_any_more(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        ed = cara(here)
        role = here.ana.guild.create_role("History")
        added = await ed.slash(here.channel, "edit editors add", role=role)
        here.env.backend.delete_role(here.ana.guild.id, role.id)
        await here.env.settle()
        listed = await ed.slash(here.channel, "edit editors list")

    assert f"<@&{role.id}>" in text(answered(added))
    assert "<@&" not in text(answered(listed))


async def test_everybody_can_see_and_delete_what_is_kept_of_them(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        ed = cara(here)
        shown = await ed.slash(here.channel, "edit add", title="Her words", date="2014")
        await ed.click(answered(shown), label="Confirm")
        page = await ed.slash(here.channel, "help", topic="privacy")
        kept = await ed.click(answered(page), label="Delete my data")
        gone = await ed.click(answered(kept), label="Delete for good")
        nothing = await here.ben.click(answered(page), label="Delete my data")
        verified = await here.app.log.verify()

    assert kept.ephemeral
    assert "Deleted" in text(answered(gone))
    assert "Nothing" in text(answered(nothing))
    assert verified.ok


async def test_a_file_of_the_servers_history(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        ed = cara(here)
        shown = await ed.slash(here.channel, "edit retract", event="E-57", reason="twice here")
        await ed.click(answered(shown), label="Confirm")
        exported = answered(await ed.slash(here.channel, "edit export", what="history", format="csv"))
        data = (await exported.attachments[0].read()).decode()

    assert "EventRetracted" in data
    assert "twice here" in data
    assert str(ed.id) not in data


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 5000,
        "\x00\x1b[31m\x07",
        "\ud800 \udfff",
        "@everyone <@&1>",
        "**[a](https://example.org)** ```",
        "{0}{x}",
    ],
    ids=["long", "control", "surrogates", "mentions", "markdown", "format"],
)
async def test_odd_text_is_previewed_or_refused_and_kept(record_file: Path, clock: Clock, typed: str) -> None:
    async with world(record_file, clock) as here:
        ed = cara(here)
        answer = await ed.slash(
            here.channel, "edit add", title=typed, date="2012", parties=typed, remark=typed, action=typed
        )
        drafts = await ed.slash(here.channel, "edit drafts")
        form = await ed.click(answered(answer), label="Edit")

    assert answer.ephemeral
    assert "Sorry" not in text(answered(answer))
    assert "edit add" in text(answered(drafts))
    assert defaults(form)["title"]


async def test_a_server_is_greeted_where_the_bot_may_write_and_nowhere_else(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        guild = here.app.client.get_guild(here.ana.guild.id)
        assert guild is not None
        sent = len(here.env.http_requests)
        await here.app.client.on_guild_join(guild)

        posts = [one for one in here.env.http_requests[sent:] if one.path.endswith("/messages")]
    assert posts == []


async def test_a_source_of_ones_own_is_not_told_as_one_of_the_documents(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        ed = cara(here)
        shown = await ed.slash(here.channel, "edit source add", title="Osaka notes", date="2020")
        saved = await ed.click(answered(shown), label="Confirm")
        found = await here.ben.slash(here.channel, "source", name="Osaka notes")

    assert "source **Osaka notes** is in this server’s record" in text(answered(saved))
    assert "Added by this server’s editors." in text(answered(found))
    assert "as printed" not in text(answered(found))
