"""A loopback gateway: compressed streams, several shards, sessions that resume, and what goes wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.ground import NOW
from tests.wire.compression import COMPRESSIONS, Compression
from tests.wire.people import APPLICATION, BOT, SHARDS, TOKEN, Server, new_id

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
GUILDS_ONLY = 1
AUTHENTICATION_FAILED, INVALID_SHARD, DISALLOWED_INTENTS = 4004, 4010, 4014


class Stream:
    """One connection, compressed as the bot asked for it."""

    def __init__(
        self, socket: web.WebSocketResponse, transport: asyncio.Transport | None, compression: Compression
    ) -> None:
        self.socket = socket
        self._transport = transport
        self._compression = compression
        self._turn = asyncio.Lock()

    async def send(
        self, op: int, data: Any, *, sequence: int | None = None, event: str | None = None
    ) -> None:
        """Sends a message; nothing happens where the other side is gone."""
        body = json.dumps({"op": op, "d": data, "s": sequence, "t": event}).encode()
        async with self._turn:
            try:
                for frame in self._compression.frames(body):
                    await self.socket.send_bytes(frame)
            except ConnectionError:
                return

    def cut(self) -> None:
        """Ends the connection without a word."""
        if self._transport is not None:
            self._transport.abort()


@dataclass
class Session:
    """What a shard can resume: all that was told to it, in order. ``stream`` is None while it is away."""

    shard: int
    id: str = field(default_factory=lambda: f"session-{new_id()}")
    told: list[tuple[str, Any]] = field(default_factory=list)
    stream: Stream | None = None
    heeded: int = 0
    """The number of what the bot has acted on last, as its last heartbeat says."""

    async def catch_up(self, after: int = 0) -> None:
        """Tells what came after that number, and asks when that is heeded."""
        if self.stream is not None:
            for number, (event, data) in enumerate(self.told[after:], start=after + 1):
                await self.stream.send(DISPATCH, data, sequence=number, event=event)
            await self.stream.send(HEARTBEAT, None)


class Gateway:
    """Takes connections, tells them what happens. ``servers`` are those the bot is in."""

    def __init__(self, servers: list[Server], *, heartbeat: float = 40.0, shards: int = SHARDS) -> None:
        self.servers = servers
        self.shards = shards
        self.heartbeat = heartbeat
        self.token = TOKEN
        self.reachable = True
        self.address = ""
        self.heard: list[tuple[int, Any]] = []
        """Every message of the bot: its op and its data."""
        self.refused = 0
        """Connections turned away while it was not reachable."""
        self._sessions: dict[str, Session] = {}
        self._current: dict[int, Session] = {}
        self._changed = asyncio.Condition()

    async def until(self, true: Callable[[], bool]) -> None:
        """Waits until something is so; looked at whenever the bot says or does something here."""
        async with self._changed, asyncio.timeout(60):
            await self._changed.wait_for(true)

    async def connected(self) -> None:
        """Waits until every shard is there, and has acted on all it was told."""
        await self.until(lambda: all(self.is_there(shard) for shard in range(self.shards)))
        for shard in range(self.shards):
            await self.heeded(shard)

    async def heeded(self, shard: int) -> None:
        """Waits until a shard that is there has acted on all it was told so far.

        Asked for a heartbeat it gives one in its turn, with the number of what came last.
        """
        session = self._current[shard]
        number = len(session.told)
        await self._say(shard, HEARTBEAT, None)
        await self.until(lambda: session.heeded >= number)

    def is_there(self, shard: int) -> bool:
        """Whether the shard has a session and is connected."""
        return shard in self._current and self._current[shard].stream is not None

    def count(self, op: int) -> int:
        """How many messages of a kind the bot has sent."""
        return sum(one == op for one, _ in self.heard)

    async def tell(self, shard: int, event: str, data: Any) -> None:
        """Something happens: the shard hears of it now, or when it resumes."""
        session = self._current[shard]
        session.told.append((event, data))
        if session.stream is not None:
            await session.stream.send(DISPATCH, data, sequence=len(session.told), event=event)

    async def change(self, shard: int, event: str, data: Any) -> None:
        """Something changes in a server: comes back when the shard, which is there, has taken that in."""
        await self.tell(shard, event, data)
        await self.heeded(shard)

    def drop(self, shard: int) -> None:
        """Cuts the shard's connection without a word. Until it resumes, what happens waits for it."""
        stream = self._current[shard].stream
        self._current[shard].stream = None
        if stream is not None:
            stream.cut()

    async def ask_to_reconnect(self, shard: int) -> None:
        """Tells the shard to come again, as Discord does every few hours."""
        await self._say(shard, RECONNECT, None)

    async def invalidate(self, shard: int) -> None:
        """Ends the shard's session for good."""
        self._sessions.pop(self._current[shard].id)
        await self._say(shard, INVALID, False)

    async def remove(self, server: Server) -> None:
        """The server is deleted, or the bot thrown out of it."""
        self.servers.remove(server)
        await self.change(server.shard, "GUILD_DELETE", {"id": str(server.id)})

    async def add(self, server: Server) -> None:
        """The bot is let into a server now: of one that was only away, Discord says it is there again."""
        self.servers.append(server)
        guild = {key: value for key, value in server.guild().items() if key != "unavailable"}
        if server.joined:
            guild["members"] = [BOT.member(joined=NOW.isoformat())]
        await self.change(server.shard, "GUILD_CREATE", guild)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection from its beginning to its end."""
        if not self.reachable:
            await self._note(lambda: setattr(self, "refused", self.refused + 1))
            return web.Response(status=503, text="upstream connect error")
        query = dict(request.query)
        compression = COMPRESSIONS.get(query.pop("compress", ""))
        if compression is None or query != {"v": "10", "encoding": "json"}:
            return web.Response(status=400, text=f"unexpected: {request.query_string}")
        socket = web.WebSocketResponse(heartbeat=None)
        await socket.prepare(request)
        stream = Stream(socket, request.transport, compression())
        await stream.send(HELLO, {"heartbeat_interval": int(self.heartbeat * 1000)})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    said = json.loads(message.data)
                    await self._answer(stream, said["op"], said["d"])
                    await self._note(lambda said=said: self.heard.append((said["op"], said["d"])))  # type: ignore[misc]
        finally:
            for session in self._current.values():
                if session.stream is stream:
                    session.stream = None
            await self._note(lambda: None)
        return socket

    async def _note(self, change: Callable[[], None]) -> None:
        async with self._changed:
            change()
            self._changed.notify_all()

    async def _say(self, shard: int, op: int, data: Any) -> None:
        stream = self._current[shard].stream
        if stream is not None:
            await stream.send(op, data)

    async def _answer(self, stream: Stream, op: int, data: Any) -> None:
        if op == HEARTBEAT:
            for session in self._current.values():
                if session.stream is stream:
                    session.heeded = data or 0
            await stream.send(ACK, None)
        elif op == IDENTIFY:
            await self._begin(stream, data)
        elif op == RESUME:
            await self._resume(stream, data)

    async def _begin(self, stream: Stream, data: Any) -> None:
        shard, count = data["shard"]
        for wrong, code in (
            (data["token"] != self.token, AUTHENTICATION_FAILED),
            (count != self.shards or not 0 <= shard < self.shards, INVALID_SHARD),
            (data["intents"] != GUILDS_ONLY, DISALLOWED_INTENTS),
        ):
            if wrong:
                await stream.socket.close(code=code)
                return
        session = Session(shard)
        here = [server for server in self.servers if server.shard == shard]
        self._sessions[session.id] = self._current[shard] = session
        ready = {
            "v": 10,
            "user": BOT.user(),
            "guilds": [{"id": str(server.id), "unavailable": True} for server in here],
            "session_id": session.id,
            "resume_gateway_url": self.address,
            "shard": [shard, self.shards],
            "application": {"id": str(APPLICATION), "flags": 0},
        }
        session.told = [("READY", ready), *(("GUILD_CREATE", server.guild()) for server in here)]
        session.stream = stream
        await session.catch_up()

    async def _resume(self, stream: Stream, data: Any) -> None:
        session = self._sessions.get(data["session_id"])
        if session is None or data["token"] != self.token:
            await stream.send(INVALID, False)
            return
        session.stream = stream
        await session.catch_up(data["seq"])
        await self.tell(session.shard, "RESUMED", {"_trace": []})
