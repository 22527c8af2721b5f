"""What people get: answers, buttons and faults, through the real bot in a simulated Discord."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands

from bot.app import App
from bot.clock import Clock
from bot.domain.questions import Question
from bot.render.discord_view import stored_form
from tests.discord.world import World, answered, buttons, text, world

BUG_WORDS = ("Traceback", "DecodeError", "decode")


async def damage(here: World) -> None:
    """Nothing of the record can be read any more."""
    await here.app.database.execute("UPDATE entries SET state = x'00', gist = x'00'")


async def test_an_answer_is_seen_by_all_and_a_private_one_by_the_asker_alone(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        public = await here.ana.slash(here.channel, "brief", subject="GSOMIA")
        alone = await here.ana.slash(here.channel, "brief", subject="GSOMIA", private=True)

    assert "GSOMIA" in text(answered(public))
    assert not public.ephemeral
    assert text(answered(alone)) == text(answered(public))
    assert alone.ephemeral


async def test_a_refusal_is_for_the_asker_alone(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        refused = await here.ana.slash(here.channel, "agreement", name="Treaty of Westphalia")

    assert refused.ephemeral
    assert text(answered(refused))


async def test_commands_are_answered_in_direct_messages_too(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        answer = await here.ana.user.slash("on", date="28 December")

    assert "28 December" in text(answered(answer))


async def test_without_a_date_it_is_asked_about_today(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        answers = [await here.ana.slash(here.channel, "on"), await here.ana.user.slash("on")]

    assert ["22 November" in text(answered(answer)) for answer in answers] == [True, True]


async def test_a_page_button_turns_the_page_in_place(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        first = answered(await here.ana.slash(here.channel, "timeline"))
        before = text(first)

        turned = await here.ana.click(first, custom_id=buttons(first, "replace")[0])

        assert answered(turned).id == first.id
        assert text(answered(turned)) != before


async def test_an_answer_that_was_sent_stays_in_no_memory(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        await here.ana.slash(here.channel, "timeline", private=True)
        before = len(asyncio.all_tasks())
        for private in (True, False):
            answer = answered(await here.ana.slash(here.channel, "timeline", private=private))
            await here.ana.click(answer, custom_id=buttons(answer, "replace")[0])

        assert len(asyncio.all_tasks()) == before
        # discord.py has no public name for what it keeps of each message as long as the bot runs.
        assert not here.app.client._connection._view_store._views


async def test_another_persons_press_changes_nothing_and_tells_how_to_ask(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        first = answered(await here.ana.slash(here.channel, "timeline", **{"from": "1998"}))
        before = text(first)

        pressed = await here.ben.click(first, custom_id=buttons(first, "replace")[0])

        assert pressed.ephemeral
        assert answered(pressed).id != first.id
        assert "/timeline" in text(answered(pressed)) or "</timeline:" in text(answered(pressed))
        assert text(answered(await here.ana.click(first, custom_id=buttons(first, "replace")[0]))) != before


async def test_a_refusal_takes_the_place_of_no_answer_that_all_can_see(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        ask = {"name": "GSOMIA", "as_of": "2020"}
        seen, alone = [
            answered(await here.ana.slash(here.channel, "agreement", **ask, private=private))
            for private in (False, True)
        ]
        await here.app.database.write(
            lambda connection: (
                connection.execute(
                    "UPDATE questions SET body = ?",
                    (stored_form(Question("agreement", {"name": "Westphalia"})),),
                )
                and None
            )
        )
        before = text(seen)
        beside = await here.ana.click(seen, custom_id=buttons(seen, "replace")[0])
        instead = await here.ana.click(alone, custom_id=buttons(alone, "replace")[0])

    assert "Westphalia" in text(answered(beside)) and beside.ephemeral
    assert answered(beside).id != seen.id
    assert text(seen) == before
    assert answered(instead).id == alone.id
    assert "Westphalia" in text(answered(instead))


async def test_an_answer_to_the_presser_alone_is_there_for_everyone(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        brief = answered(await here.ana.slash(here.channel, "brief", subject="GSOMIA"))

        pressed = await here.ben.click(brief, custom_id=buttons(brief, "private")[0])

        assert pressed.ephemeral
        assert answered(pressed).id != brief.id


async def test_a_button_still_works_after_a_restart(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        first = answered(await here.ana.slash(here.channel, "timeline"))
        before = text(first)
        await here.restart()

        turned = await here.ana.click(first, custom_id=buttons(first, "replace")[0])

        assert answered(turned).id == first.id
        assert text(answered(turned)) != before


async def test_a_button_whose_question_is_lost_says_so(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        first = answered(await here.ana.slash(here.channel, "timeline"))
        await here.app.database.execute("DELETE FROM questions")

        pressed = await here.ana.click(first, custom_id=buttons(first, "replace")[0])

    assert pressed.ephemeral
    assert "no longer know" in text(answered(pressed))


async def test_the_same_question_is_stored_once(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:

        async def stored() -> int:
            return await here.app.database.read(
                lambda connection: int(connection.execute("SELECT count(*) FROM questions").fetchone()[0])
            )

        await here.ana.slash(here.channel, "timeline")
        once = await stored()
        await here.ben.slash(here.channel, "timeline")

        assert await stored() == once > 0


async def test_a_bug_is_answered_with_an_apology_and_a_reference_that_the_log_has(
    record_file: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async with world(record_file, clock) as here:
        await damage(here)

        failed = await here.ana.slash(here.channel, "agreement", name="GSOMIA")

    assert failed.ephemeral
    assert not any(word in text(answered(failed)) for word in BUG_WORDS)
    logged = [record for record in caplog.records if record.name == "bot.client" and record.exc_info]
    assert len(logged) == 1
    assert logged[0].args[0] in text(answered(failed))  # type: ignore[index, operator]
    assert "GSOMIA" not in logged[0].getMessage()


async def test_a_bug_behind_a_button_is_answered_too(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        first = answered(await here.ana.slash(here.channel, "timeline"))
        await damage(here)

        failed = await here.ana.click(first, custom_id=buttons(first, "replace")[0])

    assert failed.ephemeral
    assert "Sorry" in text(answered(failed))


async def test_an_apology_that_is_refused_is_logged_after_the_fault_itself(
    record_file: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async with world(record_file, clock) as here:
        await damage(here)
        here.env.inject_error("POST", "/interactions/*", status=400)

        await here.ana.slash(here.channel, "agreement", name="GSOMIA")

    ours = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.name for record in ours] == ["bot.client"] * 2
    assert ours[0].exc_info is not None
    assert f"reference {ours[0].args[0]}: the apology was not sent" in ours[1].getMessage()  # type: ignore[index]


async def test_an_apology_that_cannot_be_sent_is_logged(
    record_file: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async with world(record_file, clock) as here:
        here.env.inject_error("POST", "/interactions/*", status=500, times=None)

        await here.ana.slash(here.channel, "help")

    assert any("was not sent" in record.getMessage() for record in caplog.records)


async def test_an_answer_that_times_out_was_not_delivered_and_is_no_bug(
    record_file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def times_out(*_: object, **__: object) -> None:
        raise TimeoutError

    async with world(record_file, clock) as here:
        monkeypatch.setattr(discord.InteractionResponse, "send_message", times_out)
        monkeypatch.setattr(discord.Webhook, "send", times_out)

        await here.ana.slash(here.channel, "help")

    ours = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.getMessage() for record in ours] == ["/help: the answer was not sent: TimeoutError: "]


async def test_names_are_completed_while_they_are_typed(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        offers = await here.ana.autocomplete(here.channel, "agreement", "name", "gsom")

    assert 1 <= len(offers) <= 25
    assert "GSOMIA" in offers[0]["name"]


@pytest.mark.parametrize(
    "typed",
    ["x" * 5000, "\x00\x1b[31m\x07", "\ud800 \udfff", "@everyone <@&1>", "**[a](https://example.org)** ```"],
    ids=["long", "control", "surrogates", "mentions", "markdown"],
)
async def test_odd_text_is_answered_and_mentions_nobody(record_file: Path, clock: Clock, typed: str) -> None:
    async with world(record_file, clock) as here:
        answer = await here.ana.slash(here.channel, "agreement", name=typed)
        sent: Any = next(one.json for one in here.env.http_requests[::-1] if one.path.endswith("/callback"))

    assert "Sorry" not in text(answered(answer))
    assert answer.ephemeral
    assert sent["data"]["allowed_mentions"] == {"parse": []}


async def test_commands_are_sent_to_discord_only_when_they_changed(record_file: Path, clock: Clock) -> None:
    async with world(record_file, clock) as here:
        mentions = dict(here.app.client.mentions)
    async with App(record_file, clock) as app, simcord.run(app.client, shard_count=1) as env:
        sent = [request for request in env.http_requests if request.method == "PUT"]

        assert sent == []
        assert app.client.mentions == mentions
        assert mentions["brief"].startswith("</brief:")


class Japanese(app_commands.Translator):
    """A command's name in Japanese."""

    def __init__(self, name: str, word: str) -> None:
        self.name, self.word = name, word

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The word for that name, in Japanese; nothing for others."""
        wanted = string.message == self.name and locale is discord.Locale.japanese
        return self.word if wanted else None


async def test_names_in_other_languages_are_sent_and_again_when_they_change(
    record_file: Path, clock: Clock
) -> None:
    sent: list[list[str]] = []
    for word in ("概要", "概要", "要約"):
        async with App(record_file, clock) as app:
            await app.client.tree.set_translator(Japanese("brief", word))
            async with simcord.run(app.client, shard_count=1) as env:
                puts: list[Any] = [one.json for one in env.http_requests if one.method == "PUT"]
        brief = [one for body in puts for one in body if one["name"] == "brief"]
        sent.append([one["name_localizations"]["ja"] for one in brief])

    assert sent == [["概要"], [], ["要約"]]


async def test_commands_that_discord_refuses_do_not_keep_the_bot_from_running(
    record_file: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async with world(record_file, clock) as here:
        here.env.inject_error("PUT", "/applications/*/commands", status=400)
        await here.restart()

        answer = await here.ana.slash(here.channel, "help")

    assert text(answered(answer))
    assert any("refuses the commands" in record.getMessage() for record in caplog.records)


async def test_the_log_says_when_the_bot_is_ready(
    record_file: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "bot"):
        async with world(record_file, clock):
            pass

    assert any(record.getMessage().startswith("ready") for record in caplog.records)
