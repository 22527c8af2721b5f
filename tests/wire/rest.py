"""A loopback of Discord's HTTP API: holds bodies against the rules, keeps deadlines, fails when told to."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.wire import description, rules
from tests.wire.messages import UNKNOWN_MESSAGE, Refused, text_of, written
from tests.wire.people import ANA, APPLICATION, BOT, SHARDS, TOKEN, new_id
from tests.wire.rooms import Rooms

ANSWER_WITHIN = 3.0
TOKEN_LASTS = 900.0
EPHEMERAL = 1 << 6
LOADING = 1 << 7
TOO_MANY = 429

MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9

UNKNOWN_INTERACTION = (404, 10062, "Unknown interaction")
UNKNOWN_WEBHOOK = (404, 10015, "Unknown Webhook")
ALREADY_ACKNOWLEDGED = (400, 40060, "Interaction has already been acknowledged.")
TOKEN_EXPIRED = (401, 50027, "Invalid Webhook Token")
UNAUTHORIZED = (401, 0, "401: Unauthorized")
NOT_FOUND = (404, 0, "404: Not Found")


class Time:
    """The clock that deadlines are counted on: it stands until moved, or a busy machine would fail tests."""

    def __init__(self) -> None:
        self._moved = 0.0

    def now(self) -> float:
        """Seconds since some beginning."""
        return self._moved

    def move(self, seconds: float) -> None:
        """So much time has passed."""
        self._moved += seconds


@dataclass
class Fault:
    """What becomes of the next ``times`` requests that fit ``method`` and ``path`` (a pattern).

    ``status`` 0 cuts the connection; with ``hold`` the request waits for that, and then is answered as ever.
    With ``done`` what is asked is done first, and it is the answer that is held, lost or another.
    """

    method: str
    path: str
    status: int = 0
    times: int = 1
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    hold: asyncio.Event | None = None
    done: bool = False
    met: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a request has met it."""

    @classmethod
    def rate_limit(cls, path: str, *, whole: bool) -> Fault:
        """Too many requests: in this place, or (``whole``) of the whole application."""
        body = {"message": "You are being rate limited.", "retry_after": 0.5, "global": whole}
        headers = {"Via": "1.1 google", "Retry-After": "0.5"}
        if whole:
            headers["X-RateLimit-Global"] = "true"
        return cls("POST", path, 429, body=body, headers=headers)

    @classmethod
    def refused(cls, method: str, path: str, error: tuple[int, int, str], times: int = 1) -> Fault:
        """An error of Discord's."""
        status, code, text = error
        return cls(method, path, status, times, body={"code": code, "message": text})


@dataclass
class Asked:
    """An interaction that the bot was told of, and what it answered."""

    id: int
    token: str
    type: int
    data: dict[str, Any]
    at: float
    kind: int | None = None
    """The kind of the first answer; None until there is one."""
    body: dict[str, Any] = field(default_factory=dict)
    message: dict[str, Any] | None = None
    """The message as it stands: sent, edited, or the one that a button stands on."""
    files: dict[str, bytes] = field(default_factory=dict)
    followups: list[dict[str, Any]] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when something followed the first answer."""

    @property
    def ephemeral(self) -> bool:
        """Whether the asker alone sees the answer."""
        return bool(int(self.body.get("flags") or 0) & EPHEMERAL)

    def text(self) -> str:
        """All text of the answer."""
        return text_of(self.body)


@dataclass(frozen=True)
class Request:
    """A request as it came; ``at`` is when, in seconds of the running loop's clock."""

    method: str
    path: str
    body: Any
    files: dict[str, bytes]
    status: int
    at: float


class Rest:
    """The API. ``breaches`` is what Discord would not have taken of all that was sent so far. To see that
    takes some ms of each request; with ``checking`` off nobody looks."""

    def __init__(self, clock: Time, *, shards: int = SHARDS, checking: bool = True) -> None:
        self.clock = clock
        self.shards = shards
        self.checking = checking
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        self.breaches: list[str] = []
        self.commands: dict[int | None, list[dict[str, Any]]] = {}
        """By server, None for everywhere: the commands that were sent, with their ids."""
        self.asked: dict[str, Asked] = {}
        self.rooms = Rooms(clock.now)
        self.gateway = ""

    def application(self) -> web.Application:
        """The server's side."""
        app = web.Application(client_max_size=64 << 20)
        app.router.add_route("*", "/api/v10/{path:.*}", self._handle)
        return app

    async def _handle(self, http: web.Request) -> web.StreamResponse:
        path = "/" + http.match_info["path"]
        body, files = await _read(http)
        fault = self._fault(http.method, path)
        if fault is None:
            return self._does(http, path, body, files)
        done = self._does(http, path, body, files) if fault.done else None
        fault.met.set()
        if fault.hold is not None:
            await fault.hold.wait()
            return done or self._does(http, path, body, files)
        if done is None:
            self._keep(http.method, path, body, files, fault.status)
        if fault.status:
            return _json(fault.status, fault.body, fault.headers)
        if http.transport is not None:
            http.transport.abort()
        return web.Response()

    def _does(self, http: web.Request, path: str, body: Any, files: dict[str, bytes]) -> web.StreamResponse:
        """Does what is asked, and gives the answer."""
        headers = {}
        try:
            if self.checking:
                self._hold_against_rules(http.method, path, body, files)
            self._authorised(http, path)
            status, answer = self._answer(http.method, path, http.query, body, files)
        except Refused as no:
            status, answer = no.status, {"code": no.code, "message": no.text, **no.more}
            headers = {"Via": "1.1 google"} if status == TOO_MANY else {}
        self._keep(http.method, path, body, files, status)
        return web.Response(status=204) if status == 204 else _json(status, answer, headers)

    def _keep(self, method: str, path: str, body: Any, files: dict[str, bytes], status: int) -> None:
        at = asyncio.get_running_loop().time()
        self.requests.append(Request(method, path, body, files, status, at))

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.times and fault.method == method and re.search(fault.path, path):
                fault.times -= 1
                return fault
        return None

    def _hold_against_rules(self, method: str, path: str, body: Any, files: dict[str, bytes]) -> None:
        found = [*description.breaches(method, path, body), *self._own_rules(method, path, body, files)]
        if found:
            self.breaches += [f"{method} {path.split('/')[1]}: {one}" for one in found]
            for asked in self.asked.values():
                if asked.token in path:
                    asked.answered.set()
            raise Refused((400, 50035, "Invalid Form Body"), errors=_errors(body, found))

    def _own_rules(self, method: str, path: str, body: Any, files: dict[str, bytes]) -> Iterator[str]:
        yield from rules.body_breaches(body)
        sizes = {name: len(data) for name, data in files.items()}
        if path.endswith("/commands") and method == "PUT":
            yield from rules.command_breaches(body)
        elif path.endswith("/callback"):
            data = body.get("data") or {}
            if body["type"] in (MESSAGE, UPDATE):
                yield from rules.message_breaches(data, sizes)
            elif body["type"] == MODAL:
                yield from rules.modal_breaches(data)
            elif body["type"] == CHOICES:
                yield from rules.choice_breaches(data["choices"])
        elif body is not None and re.search(r"/webhooks/|/messages", path):
            yield from rules.message_breaches(body, sizes)

    def _authorised(self, http: web.Request, path: str) -> None:
        by_token = path.startswith(("/interactions/", "/webhooks/"))
        if not by_token and http.headers.get("Authorization") != f"Bot {TOKEN}":
            raise Refused(UNAUTHORIZED)

    def _answer(
        self, method: str, path: str, query: Mapping[str, str], body: Any, files: dict[str, bytes]
    ) -> tuple[int, Any]:
        match method, path.strip("/").split("/"):
            case "GET", ["users", "@me"]:
                return 200, BOT.user()
            case "GET", ["oauth2", "applications", "@me"]:
                return 200, _APPLICATION
            case "GET", ["gateway", "bot"]:
                limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
                return 200, {"url": self.gateway, "shards": self.shards, "session_start_limit": limit}
            case "PUT", ["applications", _, "commands"]:
                return 200, self._set_commands(None, body)
            case "PUT", ["applications", _, "guilds", guild, "commands"]:
                return 200, self._set_commands(int(guild), body)
            case "POST", ["interactions", id, token, "callback"]:
                return 200, self._callback(id, token, body, files)
            case "GET", ["guilds", id]:
                return 200, self.rooms.server(int(id)).guild()
            case "GET", ["guilds", id, "members", member] if member == str(BOT.id):
                return 200, next(iter(self.rooms.server(int(id)).guild()["members"]))
            case "GET", ["channels", channel]:
                return self.rooms.described(int(channel))
            case _, ["channels", channel, "messages", *rest]:
                return self.rooms.answer(method, int(channel), rest, query, body)
            case _, ["webhooks", _, token, *rest]:
                return self._followup(method, token, rest, body, files)
        raise Refused(NOT_FOUND)

    def _set_commands(self, guild: int | None, body: list[dict[str, Any]]) -> list[dict[str, Any]]:
        more = {"application_id": str(APPLICATION), "version": "1"}
        if guild is not None:
            more["guild_id"] = str(guild)
        ids = {(one["name"], one["type"]): one["id"] for one in self.commands.get(guild, ())}
        self.commands[guild] = [
            {
                "description": "",
                **command,
                **more,
                "id": ids.get((command["name"], command["type"])) or str(new_id()),
            }
            for command in body
        ]
        return self.commands[guild]

    def _callback(self, id: str, token: str, body: Any, files: dict[str, bytes]) -> Any:
        asked = self.asked.get(token)
        if asked is None or str(asked.id) != id or self.clock.now() - asked.at > ANSWER_WITHIN:
            raise Refused(UNKNOWN_INTERACTION)
        if asked.kind is not None:
            raise Refused(ALREADY_ACKNOWLEDGED)
        if (body["type"] == CHOICES) != (asked.type == 4) or (
            body["type"] in (UPDATE, DEFER_UPDATE) and asked.type == 2
        ):
            self.breaches.append(f"an answer of type {body['type']} to an interaction of type {asked.type}")
            raise Refused((400, 50035, "Invalid Form Body"))
        asked.kind, asked.body, asked.files = body["type"], body.get("data") or {}, files
        if asked.kind in (MESSAGE, UPDATE):
            asked.message = written(asked.body, asked.message if asked.kind == UPDATE else None)
        elif asked.kind == DEFER:
            asked.message = written({"flags": int(asked.body.get("flags") or 0) | LOADING})
        asked.answered.set()
        resource = {"type": asked.kind, "message": asked.message} if asked.message else {"type": asked.kind}
        return {
            "interaction": {
                "id": id,
                "type": asked.type,
                "response_message_id": asked.message["id"] if asked.message else None,
                "response_message_ephemeral": asked.ephemeral,
                "response_message_loading": asked.kind == DEFER,
            },
            "resource": resource,
        }

    def _followup(
        self, method: str, token: str, rest: list[str], body: Any, files: dict[str, bytes]
    ) -> tuple[int, Any]:
        asked = self.asked.get(token)
        if asked is None or asked.kind is None:
            raise Refused(UNKNOWN_WEBHOOK)
        if self.clock.now() - asked.at > TOKEN_LASTS:
            raise Refused(TOKEN_EXPIRED)
        asked.settled.set()
        if method == "POST" and not rest and asked.message and int(asked.message["flags"]) & LOADING:
            # The first follow-up of a deferred answer takes the place of "thinking".
            method, rest = "PATCH", ["messages", "@original"]
        if method == "POST" and not rest:
            asked.followups.append(written(body))
            return 200, asked.followups[-1]
        which = rest[1] if len(rest) == 2 and rest[0] == "messages" else ""
        messages = [asked.message, *asked.followups] if asked.message else asked.followups
        found = (
            asked.message
            if which == "@original"
            else next((one for one in messages if one["id"] == which), None)
        )
        if found is None:
            raise Refused(UNKNOWN_MESSAGE)
        if method == "PATCH":
            changed = written(body, found)
            found.clear()
            found.update(changed)
            found["flags"] = int(found.get("flags") or 0) & ~LOADING
            if found is asked.message:
                asked.body = found
                asked.files = files or asked.files
        elif method == "DELETE":
            return 204, None
        return 200, found


_APPLICATION = {
    "id": str(APPLICATION),
    "name": BOT.name,
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": ANA.user(),
    "verify_key": "0" * 64,
    "flags": 0,
}


def _errors(body: Any, found: list[str]) -> Any:
    """What is wrong with a body as Discord says it: of a list, by the place in it."""
    told = {"_errors": [{"code": "BASE_TYPE_BAD", "message": one} for one in found]}
    return {"0": told} if isinstance(body, list) else told


async def _read(http: web.Request) -> tuple[Any, dict[str, bytes]]:
    """The JSON of a request, and its files by name."""
    if not http.content_type.startswith("multipart/"):
        raw = await http.read()
        return (json.loads(raw) if raw else None), {}
    body, files = None, {}
    async for part in await http.multipart():
        assert isinstance(part, BodyPartReader)
        if part.name == "payload_json":
            body = json.loads(await part.read())
        else:
            files[part.filename or ""] = bytes(await part.read())
    return body, files


def _json(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    """An answer whose Content-Type is exactly ``application/json``: discord.py reads no other as JSON."""
    raw = json.dumps(body).encode()
    return web.Response(
        status=status, body=raw, headers={"Content-Type": "application/json", **(headers or {})}
    )
