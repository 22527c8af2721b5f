"""Papers through the real bot in a simulated Discord: handed in, reviewed over a restart, quoted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.clock import Clock
from tests.desk.support import PAPER
from tests.discord.test_editing import cara, labels
from tests.discord.world import answered, text, world
from tests.reading.papers import pdf

FILE = ("talks.txt", PAPER.encode())


async def test_a_paper_is_handed_in_and_reviewed_and_a_restart_loses_nothing(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        ed = cara(here)
        taken = await ed.slash(here.channel, "edit import", file=FILE, published="March 2035")
        found = text(answered(taken))
        item = await ed.click(answered(taken), label="Review 3")
        shown, offered = text(answered(item)), labels(answered(item))
        await here.restart()
        following = await ed.click(answered(item), label="Accept")
        told = await here.ben.slash(here.channel, "event", name="S-1")
        again = await ed.slash(here.channel, "edit review")

    assert taken.ephemeral
    assert "3 found, 0 already known, 3 to look at" in found
    assert "> In **March 1994** Japan and South Korea held talks in Tokyo." in shown
    assert offered == ["Accept", "Add to …", "Edit", "Reject", "Skip"]
    assert "2 of 3" in text(answered(following))
    assert "> In March 1994 Japan and South Korea held talks in Tokyo." in text(answered(told))
    assert text(answered(again)).endswith(text(answered(following)).split("\n", 1)[1])


async def test_a_sentence_of_a_pdf_is_shown_and_quoted_without_what_printing_put_into_it(
    record_file: Path, clock: Clock
) -> None:
    pages = [
        "Lagoon Studies, 3 May 2031\nNothing else is told of that spring by anybody who was there.",
        "Lagoon Studies, 3 May 2031\nIn March 1994 Japan and South Korea held a con-\nference of men in",
        "Lagoon Studies, 3 May 2031\nTokyo. Nothing else is told.",
    ]
    async with world(record_file, clock) as here:
        ed = cara(here)
        taken = await ed.slash(here.channel, "edit import", file=("a.pdf", pdf(pages)))
        item = await ed.click(answered(taken), label="Review 1")
        shown = text(answered(item))
        await ed.click(answered(item), label="Accept")
        told = await here.ben.slash(here.channel, "event", name="S-1")

    said = "Japan and South Korea held a conference of men in Tokyo."
    assert f"> In **March 1994** {said}" in shown
    assert f"> In March 1994 {said}" in text(answered(told))


async def test_what_is_left_out_of_a_long_sentence_is_marked_once_at_each_end(
    record_file: Path, clock: Clock
) -> None:
    said = f"The ministers {'spoke and ' * 30}signed GSOMIA for Japan and South Korea on November 23, 2016"
    said += " and spoke on" * 20
    async with world(record_file, clock) as here:
        ed = cara(here)
        taken = await ed.slash(here.channel, "edit import", file=("talks.txt", f"{said}.".encode()))
        shown = text(answered(await ed.click(answered(taken), label="Review 1")))

    assert re.search(r"^> … \w.* on \*\*November 23, 2016\*\* and .*\w ?…$", shown, re.MULTILINE)


async def test_a_file_that_cannot_be_read_is_refused_for_its_sender_alone(
    record_file: Path, clock: Clock
) -> None:
    async with world(record_file, clock) as here:
        refused = await cara(here).slash(here.channel, "edit import", file=("a.pdf", b"no such thing"))

    assert refused.ephemeral
    assert "The name says pdf, but the file is txt" in text(answered(refused))


async def test_how_far_the_reading_has_come_is_told_in_the_message_that_answers(
    record_file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits: list[str] = []
    edit = discord.Interaction.edit_original_response

    async def noted(self: Any, **options: Any) -> Any:
        edits.append(options["view"].children[0].content)
        return await edit(self, **options)

    monkeypatch.setattr("bot.uploads.BETWEEN", 0.0)
    monkeypatch.setattr(discord.Interaction, "edit_original_response", noted)
    pages = [f"Page {page} of a history that tells of nothing in particular" for page in range(30)]
    async with world(record_file, clock) as here:
        taken = await cara(here).slash(here.channel, "edit import", file=("a.pdf", pdf(pages)))

    *told, last = edits
    assert any(re.match(r"Reading page \d+ of 30 …", one) for one in told)
    assert text(answered(taken)) == last
    assert "30 pages" in last


async def test_a_file_that_discord_sends_too_slowly_can_be_attached_again(
    record_file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def late(*_: Any, **__: Any) -> bytes:
        raise TimeoutError

    async with world(record_file, clock) as here:
        with monkeypatch.context() as patch:
            patch.setattr(discord.Attachment, "read", late)
            lost = await cara(here).slash(here.channel, "edit import", file=FILE)
        taken = await cara(here).slash(here.channel, "edit import", file=FILE)

    assert "did not arrive" in text(answered(lost))
    assert "3 found" in text(answered(taken))


async def test_progress_that_cannot_be_told_in_time_costs_nobody_the_answer(
    record_file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit, tried = discord.Interaction.edit_original_response, []

    async def edited(self: Any, **options: Any) -> Any:
        tried.append(options["view"].children[0].content)
        if "…" in tried[-1]:
            raise TimeoutError
        return await edit(self, **options)

    monkeypatch.setattr("bot.uploads.BETWEEN", 0.0)
    monkeypatch.setattr(discord.Interaction, "edit_original_response", edited)
    async with world(record_file, clock) as here:
        taken = await cara(here).slash(here.channel, "edit import", file=FILE)

    assert len(tried) > 1
    assert "3 found" in text(answered(taken))
