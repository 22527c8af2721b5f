"""The loopback Discord keeps Discord's deadlines and answers as Discord does, whoever asks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.wire.loopback import COMMAND, Loopback
from tests.wire.people import APPLICATION, ODD, TOKEN, new_id
from tests.wire.rest import Asked, Fault

MESSAGE = {"type": 4, "data": {"content": "text", "allowed_mentions": {"parse": []}}}
EDIT = {"content": "other", "allowed_mentions": {"parse": []}}


@pytest.fixture
async def client(discord: Loopback) -> AsyncIterator[aiohttp.ClientSession]:
    """Somebody who speaks to the loopback Discord as a bot would."""
    async with aiohttp.ClientSession(discord.base + "/") as session:
        yield session


async def post(client: aiohttp.ClientSession, path: str, body: Any, method: str = "POST") -> tuple[int, Any]:
    """Status and body of the answer to a request."""
    async with client.request(method, path, json=body, headers={"Authorization": f"Bot {TOKEN}"}) as answer:
        assert answer.headers["Content-Type"] == "application/json"
        return answer.status, await answer.json()


def told(discord: Loopback) -> Asked:
    """An interaction that a bot has been told of."""
    asked = Asked(new_id(), "token", COMMAND, {}, discord.time.now())
    discord.rest.asked[asked.token] = asked
    return asked


async def test_a_first_answer_has_three_seconds(discord: Loopback, client: aiohttp.ClientSession) -> None:
    asked = told(discord)
    discord.time.move(3.1)

    status, body = await post(client, f"interactions/{asked.id}/token/callback", MESSAGE)

    assert (status, body["code"]) == (404, 10062)
    assert not asked.answered.is_set()


async def test_an_interaction_is_acknowledged_once(discord: Loopback, client: aiohttp.ClientSession) -> None:
    asked = told(discord)
    path = f"interactions/{asked.id}/token/callback"

    first, _ = await post(client, path, MESSAGE)
    second, body = await post(client, path, MESSAGE)

    assert (first, second, body["code"]) == (200, 400, 40060)


async def test_a_token_lasts_fifteen_minutes(discord: Loopback, client: aiohttp.ClientSession) -> None:
    asked = told(discord)
    hook = f"webhooks/{APPLICATION}/token"
    unknown, no_such = await post(client, hook, MESSAGE["data"])
    await post(client, f"interactions/{asked.id}/token/callback", MESSAGE)

    discord.time.move(890)
    edited, message = await post(client, f"{hook}/messages/@original", EDIT, "PATCH")
    followed, _ = await post(client, hook, MESSAGE["data"])
    discord.time.move(20)
    late, body = await post(client, hook, MESSAGE["data"])

    assert (unknown, no_such["code"]) == (404, 10015)
    assert (edited, message["content"], followed) == (200, "other", 200)
    assert (late, body["code"]) == (401, 50027)


async def test_a_body_that_discord_would_not_take_is_refused_and_noted(
    discord: Loopback, client: aiohttp.ClientSession
) -> None:
    asked = told(discord)
    body = {"type": 4, "data": {**MESSAGE["data"], "content": "x" * 2001}}  # type: ignore[dict-item]

    status, answer = await post(client, f"interactions/{asked.id}/token/callback", body)

    assert (status, answer["code"]) == (400, 50035)
    assert discord.rest.breaches
    discord.rest.breaches.clear()


async def test_a_rate_limit_is_as_discord_gives_it(discord: Loopback, client: aiohttp.ClientSession) -> None:
    discord.rest.faults.append(Fault.rate_limit("callback", whole=True))

    async with client.post("interactions/1/t/callback", json=MESSAGE) as answer:
        body = await answer.json()

    assert answer.status == 429
    assert answer.headers["Via"]
    assert body["global"] is True
    assert body["retry_after"] > 0


def test_the_servers_are_kept_by_different_shards() -> None:
    assert {Loopback().gateway.servers[0].shard, ODD.shard} == {0, 1}
