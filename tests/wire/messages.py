"""Messages as the loopback Discord keeps them, and its way of saying no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.wire import rules
from tests.wire.people import BOT, new_id

UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")


class Refused(Exception):  # noqa: N818
    """Discord says no: the status, its code, its words."""

    def __init__(self, error: tuple[int, int, str], **more: Any) -> None:
        super().__init__(error[2])
        self.status, self.code, self.text = error
        self.more = more


def written(body: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, Any]:
    """The message that this body makes, or makes of the one before."""
    fresh = {
        "id": str(new_id()),
        "channel_id": "0",
        "type": 20,
        "content": "",
        "author": BOT.user(),
        "timestamp": "2026-11-22T12:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "flags": 0,
        "components": [],
    }
    told = {key: value for key, value in body.items() if key in ("content", "embeds", "components", "flags")}
    return {**fresh, **(before or {}), **{key: value for key, value in told.items() if value is not None}}


def text_of(message: Mapping[str, Any]) -> str:
    """All text of a message, or of the body of an answer."""
    parts = rules.walk(message.get("components") or ())
    return "\n".join(part["content"] for part in parts if part["type"] == rules.TEXT_DISPLAY)
