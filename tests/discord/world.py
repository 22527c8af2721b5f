"""A simulated Discord for tests: the real bot, a server with a channel, and two people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import simcord
from simcord.builders import ChannelHandle

from bot.app import App
from bot.clock import Clock
from bot.demo.simulator import PATIENCE
from bot.render.discord_view import PRESS, Effect, Press
from tests.wire import rules


@dataclass
class World:
    """What a test acts in. ``app`` is the bot's; ``restart`` gives it a new one on the same database."""

    env: simcord.Env
    app: App
    clock: Clock
    path: Path
    channel: ChannelHandle
    ana: simcord.MemberActor
    ben: simcord.MemberActor

    async def restart(self) -> None:
        """Ends the bot and starts it again, as a new process would; Discord's messages stay."""
        await self.app.__aexit__(None, None, None)
        self.app = await App(self.path, self.clock, fresh_commands=True).__aenter__()
        await self.env.restart_bot(self.app.client)


@asynccontextmanager
async def world(path: Path, clock: Clock) -> AsyncIterator[World]:
    """A running world around the bot on the database ``path``."""
    app = await App(path, clock, fresh_commands=True).__aenter__()
    here: World | None = None
    try:
        async with simcord.run(app.client, shard_count=1, check_errors=False, settle_timeout=PATIENCE) as env:
            guild = env.create_guild("History")
            channel = guild.create_text_channel("general")
            ana, ben = (guild.add_member(env.create_user(name)) for name in ("ana", "ben"))
            here = World(env, app, clock, path, channel, ana, ben)
            yield here
    finally:
        await (here.app if here else app).__aexit__(None, None, None)


def answered(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The message that answers an interaction."""
    assert result.response is not None
    return result.response


def text(message: simcord.ResponseMessage) -> str:
    """All text of a message."""
    return "\n".join(
        part["content"] for part in rules.walk(message.components) if part["type"] == rules.TEXT_DISPLAY
    )


def buttons(message: simcord.ResponseMessage, effect: Effect) -> list[str]:
    """The custom ids of a message's buttons that can be pressed and have this effect."""
    found = [
        part["custom_id"]
        for part in rules.walk(message.components)
        if part["type"] == rules.BUTTON and not part.get("disabled")
    ]
    return [one for one in found if (match := PRESS.fullmatch(one)) and Press.read(match).effect == effect]
