"""Custom ids taken from another server: what they stand for is unknown here, and stays as it was there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.delivery import delivery_id
from tests.ground import NOW
from tests.wire import rules
from tests.wire.loopback import Loopback
from tests.wire.messages import written
from tests.wire.people import EVEN, ODD
from tests.wire.process import bot
from tests.wire.rest import Asked

GONE = "This draft is no longer there"


def pressable(asked: Asked) -> list[Mapping[str, Any]]:
    """The buttons and menus of an answer."""
    assert asked.message is not None
    return [part for part in rules.walk(asked.message["components"]) if "custom_id" in part]


def note_button(act: str, channel: int) -> Mapping[str, Any]:
    """A button of a note of that channel."""
    id = f"note:{act}:{delivery_id(channel, NOW.toordinal())}"
    return {"type": rules.BUTTON, "style": 2, "label": act, "custom_id": id}


def holding(part: Mapping[str, Any]) -> dict[str, Any]:
    """A message of the bot with this button or menu."""
    return written({"flags": 1 << 15, "components": [{"type": 1, "components": [dict(part)]}]})


async def test_ids_taken_from_another_server_are_unknown_here(discord: Loopback, record_file: Path) -> None:
    async with bot(discord, record_file) as process:
        await discord.gateway.connected()
        draft = await discord.slash("edit add", {"title": "Zanzibar opens", "date": "2012"}, where=ODD)
        notes = await discord.slash("posts setup", {"zone": "Seoul"}, where=ODD)
        form = await discord.slash("edit add", where=ODD)
        taken = [*pressable(draft), *pressable(notes)]
        answers = [
            await discord.press(holding(part), part, *(["round"] if "options" in part else []), where=EVEN)
            for part in taken
        ]
        sent = await discord.submit(form, {"title": "Mine", "date": "2013"}, where=EVEN)
        pressed = [
            await discord.press(holding(part), part, where=EVEN)
            for act in ("story", "calendar", "why")
            for channel in (ODD.channel, 1)
            for part in [note_button(act, channel)]
        ]
        confirm = next(part for part in pressable(draft) if part.get("label") == "Confirm")
        saved = await discord.press(draft.message, confirm, where=ODD)

        assert process.troubles() == []
    assert any(part["type"] != rules.BUTTON for part in taken)
    assert all(GONE in answer.text() for answer in (*answers, sent))
    assert "`title:Mine date:2013`" in sent.text()
    told = [answer.text() for answer in pressed]
    assert told[::2] == told[1::2]
    assert "Zanzibar opens" in saved.text() and "Saved" in saved.text()
    assert discord.rest.breaches == []
