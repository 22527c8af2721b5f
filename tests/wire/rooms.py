"""Channels of the loopback Discord: their messages, who may do what in them, and what Discord limits."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.wire.messages import MISSING_PERMISSIONS, UNKNOWN_MESSAGE, Refused, text_of, written
from tests.wire.people import Server

VIEW, SEND, HISTORY = 1 << 10, 1 << 11, 1 << 16
UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
UNKNOWN_GUILD = (404, 10004, "Unknown Guild")
MISSING_ACCESS = (403, 50001, "Missing Access")
NONCE_LASTS = 300.0
"""Seconds for which Discord takes a nonce only once: it says "a few minutes"."""
HOUR_IN_IDS = 3_600_000 << 22
_BEGINNING = datetime(2015, 1, 1, tzinfo=UTC)

_count = itertools.count()


@dataclass
class Room:
    """A channel. ``denied`` are permissions that the bot lacks here; ``edits`` how many messages older than
    an hour may still be edited, None for any number."""

    server: Server
    id: int
    messages: list[dict[str, Any]] = field(default_factory=list)
    denied: int = 0
    gone: bool = False
    edits: int | None = None
    sent: list[str] = field(default_factory=list)
    """The nonces of what was to be sent here, in order, also where it was not."""
    nonces: dict[str, tuple[float, dict[str, Any]]] = field(default_factory=dict)
    spoken: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when there is a message."""

    def may(self, permission: int) -> bool:
        """Whether the bot may do something here."""
        return bool(self.server.permissions & ~self.denied & permission)

    def texts(self) -> list[str]:
        """The text of every message, in order."""
        return [text_of(message) for message in self.messages]


class Rooms:
    """All channels. ``now`` is the time that ids of messages tell; ``seconds`` counts a nonce's life."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self.rooms: dict[int, Room] = {}
        self.now: Callable[[], datetime] = lambda: datetime(2026, 11, 22, 12, tzinfo=UTC)
        self._seconds = seconds

    def add(self, server: Server) -> None:
        """The channels of a server."""
        denied = dict(server.denied)
        for id in (server.channel, *server.channels):
            self.rooms[id] = Room(server, id, denied=denied.get(id, 0))

    def server(self, id: int) -> Server:
        """A server by its id."""
        found = next((room.server for room in self.rooms.values() if room.server.id == id), None)
        if found is None:
            raise Refused(UNKNOWN_GUILD)
        return found

    def described(self, channel: int) -> tuple[int, Any]:
        """A channel as ``GET /channels/<id>`` tells it."""
        room = self.rooms.get(channel)
        if room is None or room.gone:
            raise Refused(UNKNOWN_CHANNEL)
        if not room.may(VIEW):
            raise Refused(MISSING_ACCESS)
        return 200, room.server.channel_part(channel, room.denied)

    def answer(
        self, method: str, channel: int, rest: list[str], query: Mapping[str, str], body: Any
    ) -> tuple[int, Any]:
        """What Discord answers to a request below ``/channels/<id>/messages``."""
        room = self.rooms.get(channel)
        if room is None or room.gone:
            raise Refused(UNKNOWN_CHANNEL)
        if not room.may(VIEW):
            raise Refused(MISSING_ACCESS)
        match method, rest:
            case "GET", []:
                return 200, self._read(room, query)
            case "POST", []:
                return 200, self._send(room, body)
            case "PATCH", [message]:
                return self._edit(room, message, body)
            case "DELETE", [message]:
                room.messages[:] = [one for one in room.messages if one["id"] != message]
                return 204, None
        raise Refused((405, 0, "405: Method Not Allowed"))

    def _read(self, room: Room, query: Mapping[str, str]) -> list[dict[str, Any]]:
        if not room.may(HISTORY):
            return []
        after, limit = int(query.get("after", 0)), int(query.get("limit", 50))
        found = [one for one in room.messages if int(one["id"]) > after]
        return list(reversed(found[:limit]))

    def _send(self, room: Room, body: Any) -> dict[str, Any]:
        if not room.may(SEND):
            raise Refused(MISSING_PERMISSIONS)
        nonce = body.get("nonce")
        if nonce is not None:
            room.sent.append(nonce)
            at, known = room.nonces.get(nonce, (-NONCE_LASTS, {}))
            if body.get("enforce_nonce") and self._seconds() - at < NONCE_LASTS:
                return known
        message = written(body) | {"id": str(self._id()), "channel_id": str(room.id)}
        room.messages.append(message)
        room.spoken.set()
        if nonce is not None:
            room.nonces[nonce] = (self._seconds(), message)
        return message

    def _edit(self, room: Room, id: str, body: Any) -> tuple[int, Any]:
        found = next((one for one in room.messages if one["id"] == id), None)
        if found is None:
            raise Refused(UNKNOWN_MESSAGE)
        if room.edits is not None and self._id() - int(id) > HOUR_IN_IDS:
            if not room.edits:
                text = "Maximum number of edits to messages older than 1 hour reached. Try again later"
                raise Refused((429, 30046, text), retry_after=1.0)
            room.edits -= 1
        found.update(written(body, found), edited_timestamp=self.now().isoformat())
        return 200, found

    def _id(self) -> int:
        since = (self.now() - _BEGINNING).total_seconds()
        return (int(since * 1000) << 22) + next(_count)
