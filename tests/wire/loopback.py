"""A Discord on this machine: people who give commands, type, press and fill in forms; over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.wire import rules
from tests.wire.gateway import Gateway
from tests.wire.messages import written
from tests.wire.people import ANA, APPLICATION, BEN, EVEN, FILES, ODD, SHARDS, Person, Server, new_id
from tests.wire.rest import Asked, Rest, Time

COMMAND, COMPONENT, COMPLETION, SUBMISSION = 2, 3, 4, 5
HEARTBEAT = 600.0
"""Seconds, where a test is not about them: on a busy machine discord.py takes its own slowness for the
gateway's, and warns."""
PATIENCE = 60.0
"""Seconds that a test waits for what should take none: for a machine that is very busy."""


class Loopback:
    """Gateway and HTTP API; the bot finds them at ``gateway.address`` and ``base``."""

    def __init__(
        self,
        *,
        heartbeat: float = HEARTBEAT,
        servers: Sequence[Server] = (EVEN, ODD),
        shards: int = SHARDS,
        checking: bool = True,
    ) -> None:
        self.time = Time()
        self.rest = Rest(self.time, shards=shards, checking=checking)
        self.gateway = Gateway([*servers], heartbeat=heartbeat, shards=shards)
        self.base = self.files = ""
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        app = self.rest.application()
        app.router.add_get("/gateway/", self.gateway.handle)
        app.router.add_get("/files/{id}", _download)
        server = TestServer(app, host="127.0.0.1")
        await server.start_server(shutdown_timeout=0.1)
        self._stack.push_async_callback(server.close)
        self.base = str(server.make_url("/api/v10"))
        self.files = str(server.make_url("/files"))
        self.gateway.address = str(server.make_url("/gateway/").with_scheme("ws"))
        self.rest.gateway = self.gateway.address
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def forget(self) -> None:
        """Nothing was asked, heard or to go wrong so far; commands and connections stay."""
        self.rest.requests.clear()
        self.rest.faults.clear()
        self.gateway.heard.clear()
        self.gateway.refused = 0

    def leaves(self, where: int | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every command that can be given, by its whole name (``edit add``), as the bot described it."""
        for command in self.rest.commands.get(where, ()):
            yield from _leaves(command["name"], command)

    def settle_in(self, server: Server) -> None:
        """The bot is in one more server, in whose channels it may write; before it connects."""
        self.gateway.servers.append(server)
        self.rest.rooms.add(server)

    async def let_in(self, server: Server) -> None:
        """Somebody lets the bot into a server while it is connected."""
        self.rest.rooms.add(server)
        await self.gateway.add(server)

    async def deny(self, server: Server, channel: int, permissions: int) -> None:
        """The bot's permissions in a channel become those of the server without these; the bot is told."""
        self.rest.rooms.rooms[channel].denied = permissions
        await self.gateway.change(server.shard, "CHANNEL_UPDATE", server.channel_part(channel, permissions))

    async def delete(self, server: Server, channel: int, *, told: bool = True) -> None:
        """A channel is deleted; with ``told`` the bot hears of it."""
        self.rest.rooms.rooms[channel].gone = True
        if told:
            await self.gateway.change(server.shard, "CHANNEL_DELETE", server.channel_part(channel))

    async def slash(
        self,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        who: Person = ANA,
        where: Server | None = EVEN,
    ) -> Asked:
        """Somebody gives a command; where=None is a direct message. Comes back when it is answered."""
        return await self.answered(await self.give(name, options, who=who, where=where))

    async def give(
        self,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        who: Person = ANA,
        where: Server | None = EVEN,
    ) -> Asked:
        """Somebody gives a command, and this does not wait for the answer."""
        return await self.tell(COMMAND, self._command_data(name, options or {}), who, where)

    async def complete(
        self,
        name: str,
        option: str,
        typed: str,
        filled: Mapping[str, Any] | None = None,
        *,
        who: Person = ANA,
        where: Server | None = EVEN,
    ) -> list[dict[str, Any]]:
        """What is offered to somebody who types into an option, and has filled in others."""
        data = self._command_data(name, {**(filled or {}), option: typed}, focused=option)
        asked = await self.answered(await self.tell(COMPLETION, data, who, where))
        choices: list[dict[str, Any]] = asked.body.get("choices", [])
        return choices

    async def press(
        self,
        message: dict[str, Any] | None,
        part: Mapping[str, Any],
        *values: str,
        who: Person = ANA,
        where: Server | None = EVEN,
    ) -> Asked:
        """Somebody presses a button of a message, or chooses ``values`` in one of its menus."""
        data: dict[str, Any] = {"custom_id": part["custom_id"], "component_type": part["type"], "id": 1}
        if part["type"] != rules.BUTTON:
            data |= {"values": list(values), "resolved": {}}
        return await self.answered(await self.tell(COMPONENT, data, who, where, message))

    async def submit(
        self, form: Asked, values: Mapping[str, str], *, who: Person = ANA, where: Server | None = EVEN
    ) -> Asked:
        """Somebody sends a form, its fields (by custom_id) filled in; those that are left out stay empty."""
        components = [_filled(part, values) for part in form.body["components"]]
        data = {"custom_id": form.body["custom_id"], "components": components, "resolved": {}}
        return await self.answered(await self.tell(SUBMISSION, data, who, where, form.message))

    async def tell(
        self,
        type: int,
        data: dict[str, Any],
        who: Person = ANA,
        where: Server | None = EVEN,
        message: dict[str, Any] | None = None,
    ) -> Asked:
        """Tells the bot of an interaction."""
        asked = Asked(new_id(), f"token-{new_id()}", type, data, self.time.now(), message=message)
        self.rest.asked[asked.token] = asked
        await self.tell_again(asked, who, where)
        return asked

    async def tell_again(self, asked: Asked, who: Person, where: Server | None) -> None:
        """Tells the bot of an interaction that it may have been told of before."""
        payload = _interaction(asked, who, where)
        await self.gateway.tell(where.shard if where else 0, "INTERACTION_CREATE", payload)

    async def answered(self, asked: Asked) -> Asked:
        """The interaction, once it has its first answer."""
        await asyncio.wait_for(asked.answered.wait(), PATIENCE)
        return asked

    def _command_data(self, name: str, given: Mapping[str, Any], focused: str = "") -> dict[str, Any]:
        place, leaf = next(
            (place, leaf) for place in self.rest.commands for path, leaf in self.leaves(place) if path == name
        )
        top = next(
            one
            for one in self.rest.commands[place]
            if one["name"] == name.split(" ", maxsplit=1)[0] or one is leaf
        )
        kind = top["type"]
        data: dict[str, Any] = {"id": top["id"], "name": top["name"], "type": kind}
        if place is not None:
            data["guild_id"] = str(place)
        if kind != rules.CHAT:
            target = str(new_id())
            named = (
                {"messages": {target: {**written({"content": "text"}), "id": target}}} if kind == 3 else {}
            )
            return {**data, "target_id": target, "resolved": named}
        types = {option["name"]: option["type"] for option in leaf.get("options") or ()}
        options = [
            {"name": key, "type": types[key], "value": value} | ({"focused": True} if key == focused else {})
            for key, value in given.items()
        ]
        resolved = _resolved(options, self.files)
        for part in reversed(_parts_on_the_way(top, name)):
            options = [{"name": part["name"], "type": part["type"], "options": options}]
        return {**data, "options": options, "resolved": resolved}


def _leaves(path: str, part: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    inner = [one for one in part.get("options") or () if one["type"] in (rules.SUBCOMMAND, rules.GROUP)]
    if not inner or part["type"] not in (rules.CHAT, rules.GROUP):
        yield path, part
        return
    for one in inner:
        yield from _leaves(f"{path} {one['name']}", one)


def _resolved(options: list[dict[str, Any]], files: str) -> dict[str, Any]:
    """The people, roles, channels and files that options name by their ids; ``files`` is where files lie."""
    found: dict[str, dict[str, Any]] = {}
    for id, type in ((option["value"], option["type"]) for option in options):
        match type:
            case rules.USER:
                found.setdefault("users", {})[id] = BEN.user()
                found.setdefault("members", {})[id] = {**BEN.member(), "user": None}
            case rules.ROLE:
                found.setdefault("roles", {})[id] = EVEN.guild()["roles"][0]
            case rules.CHANNEL:
                found.setdefault("channels", {})[id] = {**EVEN.channel_part(), "permissions": "0"}
            case rules.ATTACHMENT:
                found.setdefault("attachments", {})[id] = _attachment(id, files)
    return found


def _attachment(id: str, at: str) -> dict[str, Any]:
    """A file of ``FILES`` as Discord tells of it, to be had below the address ``at``."""
    name, content = FILES[int(id)]
    url = f"{at}/{id}"
    return {"id": id, "filename": name, "size": len(content), "url": url, "proxy_url": url}


async def _download(http: web.Request) -> web.Response:
    """What Discord's file server gives: whatever it is, as bytes."""
    _, content = FILES[int(http.match_info["id"])]
    return web.Response(body=content)


def _parts_on_the_way(top: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The group and subcommand, if any, that lead from a top-level command to the command ``name``."""
    parts = [top]
    for word in name.split(" ")[1:]:
        parts.append(next(one for one in parts[-1]["options"] if one["name"] == word))
    return parts[1:]


def _filled(part: dict[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    """A part of a form as it comes back."""
    back = {"type": part["type"], "id": 1}
    if "components" in part:
        return {**back, "components": [_filled(one, values) for one in part["components"]]}
    if "component" in part:
        return {**back, "component": _filled(part["component"], values)}
    if "custom_id" not in part:
        return back
    back["custom_id"] = part["custom_id"]
    given = values.get(part["custom_id"], "")
    if part["type"] == rules.TEXT_INPUT:
        return {**back, "value": given}
    return {**back, "values": [given] if given else []}


def _interaction(asked: Asked, who: Person, where: Server | None) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "id": str(asked.id),
        "application_id": str(APPLICATION),
        "type": asked.type,
        "data": asked.data,
        "token": asked.token,
        "version": 1,
        "locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": {"0": str(where.id)} if where else {"1": str(who.id)},
        "context": 0 if where else 1,
        "app_permissions": "0",
        "attachment_size_limit": rules.FILE,
    }
    if asked.message is not None:
        payload["message"] = asked.message
    if where is None:
        channel = {"id": "5", "type": 1, "recipients": [who.user()], "last_message_id": None, "flags": 0}
        return payload | {"user": who.user(), "channel": channel, "channel_id": "5"}
    return payload | {
        "guild_id": str(where.id),
        "guild": {"id": str(where.id), "features": [], "locale": "en-US"},
        "guild_locale": "en-US",
        "member": who.member(),
        "channel": where.channel_part(),
        "channel_id": str(where.channel),
    }
