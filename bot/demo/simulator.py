"""``Simulator``: a simulated Discord server with the real bot, and a person who types commands and presses
buttons.

It uses simcord, which answers discord.py's requests from memory. The descriptions of commands come from a
part of simcord that is not public (``env.backend.visible_commands``), for which there is a contract test.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import msgspec
import simcord
from discord import AppCommandOptionType as OptionType
from discord import ComponentType
from msgspec.structs import replace
from simcord.builders import ChannelHandle

from bot.demo.typed import Command, Named, Typed, Value, declared

ROLES: Mapping[str, discord.Permissions] = {
    "reader": discord.Permissions.none(),
    "moderator": discord.Permissions(manage_messages=True, manage_guild=True),
}
PATIENCE = 120.0
"""Most seconds that an answer may take; reading a long paper takes several, and more on a busy machine."""
READ_ONLY = discord.PermissionOverwrite(send_messages=False)
REFUSED = (simcord.SetupError, simcord.BackendError, TimeoutError, OverflowError)
"""Errors that are raised if Discord, or the simulation, does not allow what a person does."""


class Choice(msgspec.Struct, frozen=True):
    """Something that can be pressed in a reply: a button, or an option of a menu with its ``value``.

    In a menu with several choices, each is ``on`` or off, and pressing switches it.
    """

    label: str
    custom_id: str
    value: str | None = None
    on: bool | None = None


class Field(msgspec.Struct, frozen=True):
    """A field of a form; if it has ``options``, only these are valid."""

    custom_id: str
    label: str
    required: bool
    default: str = ""
    options: tuple[str, ...] = ()


class Form(msgspec.Struct, frozen=True):
    """A modal that the bot shows."""

    title: str
    fields: tuple[Field, ...]


class Reply(msgspec.Struct, frozen=True):
    """A reply of the bot: text in Discord's markdown, choices and files; or a form instead of these."""

    blocks: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    private: bool = False
    form: Form | None = None
    place: str = ""
    """For a message that is no answer, such as a note: the mention of its channel."""
    edited: bool = False


class SimulatedTime:
    """The simulation's time, for a ``Clock``.

    It starts at ``start`` and moves only when the simulator travels.
    """

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._env: simcord.Env | None = None

    def __call__(self) -> datetime:
        if self._env is None:
            return self._start
        return self._start + (self._env.now() - self._begun)

    def jump(self, seconds: float) -> None:
        """Moves this time forward (or back, if negative) without moving the simulation's own."""
        self._start += timedelta(seconds=seconds)

    def follow(self, env: simcord.Env) -> None:
        """From now on follows the simulation's own time, counted from ``start``."""
        self._env, self._begun = env, env.now()


class Simulator:
    """One person, ``person``, who uses the bot in ``channel`` of simcord's environment ``env``."""

    def __init__(self, env: simcord.Env, person: simcord.MemberActor, channel: ChannelHandle) -> None:
        self.env = env
        self.person = person
        self.channel = channel
        self._pressable: tuple[simcord.ResponseMessage | discord.Message, tuple[Choice, ...]] | None = None
        self._shown: simcord.InteractionResult | None = None

    def commands(self) -> dict[str, Command]:
        """The slash commands that Discord would offer this person here."""
        visible = self.env.backend.visible_commands(user_id=self.person.id, channel_id=self.channel.id)
        return declared(visible)

    async def send(self, typed: Typed) -> list[Reply]:
        """Sends a command, and gives the bot's replies."""
        options = {name: self._handed(value) for name, value in typed.options.items()}
        return await self._replies(await self.person.slash(self.channel, typed.command.name, **options))

    def there(self) -> dict[Named, Any]:
        """The members, channels and roles that options of commands can name."""
        guild = self.person.guild
        roles = {name: role for name, role in guild.roles.items() if role.id != guild.id}
        return {
            Named(OptionType.user, self.person.name): self.person,
            **{Named(OptionType.channel, name): channel for name, channel in guild.channels.items()},
            **{Named(OptionType.role, name): role for name, role in roles.items()},
        }

    def mentions(self) -> dict[str, str]:
        """By mention, the name that Discord shows in its place."""
        return {one.mention: str(named) for named, one in self.there().items()}

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be pressed: the buttons and menu options of the latest reply that has any."""
        return self._pressable[1] if self._pressable else ()

    async def press(self, choice: Choice) -> list[Reply]:
        """Presses one of ``choices``, and gives the bot's replies."""
        if self._pressable is None:
            raise ValueError("there is nothing to press")
        message = self._pressable[0]
        if choice.value is None:
            result = await self.person.click(message, custom_id=choice.custom_id)
        else:
            values = [choice.value] if choice.on is None else self._turned(choice)
            result = await self.person.select(message, values, custom_id=choice.custom_id)
        return await self._replies(result)

    async def submit(self, values: Mapping[str, str]) -> list[Reply]:
        """Submits the form of the latest reply with ``values`` by custom id, and gives the bot's replies."""
        if self._shown is None or self._shown.modal is None:
            raise ValueError("no form is open")
        selects = {field.custom_id for field in _form(self._shown.modal).fields if field.options}
        filled = {name: [value] if name in selects else value for name, value in values.items()}
        return await self._replies(await self.person.submit_modal(self._shown, filled))

    async def complete(
        self, command: Command, option: str, text: str, filled: Mapping[str, Any]
    ) -> list[tuple[str, str]]:
        """What the bot offers while ``text`` is typed into an option: (shown, value)."""
        offers = await self.person.autocomplete(self.channel, command.name, option, text, **filled)
        return [(offer["name"], offer["value"]) for offer in offers]

    async def travel(self, seconds: float) -> None:
        """Lets time pass."""
        await self.env.advance_time(seconds)

    def posted(self) -> dict[int, datetime | None]:
        """By id, when each message in the server's channels was last edited; None for never."""
        return {message.id: message.edited_at for message in self._history()}

    async def posted_since(self, known: Mapping[int, datetime | None]) -> list[Reply]:
        """The messages that were posted or edited since ``posted`` gave ``known``; the oldest first."""
        found = [one for one in self._history() if one.id not in known or one.edited_at != known[one.id]]
        return [
            replace(await self._reply(one), place=f"<#{one.channel.id}>", edited=one.id in known)
            for one in sorted(found, key=lambda one: one.id)
        ]

    def _history(self) -> Iterator[discord.Message]:
        for channel in self.person.guild.channels.values():
            yield from channel.history()

    def _handed(self, value: Value) -> Any:
        match value:
            case Path():
                return value.name, value.read_bytes()
            case Named():
                return self.there()[value]
            case _:
                return value

    def _turned(self, choice: Choice) -> list[str]:
        menu = [one for one in self.choices if one.custom_id == choice.custom_id]
        return [one.value for one in menu if one.value is not None and one.on is not (one == choice)]

    async def _replies(self, result: simcord.InteractionResult) -> list[Reply]:
        self._shown = result
        if result.modal is not None:
            return [Reply(form=_form(result.modal))]
        messages = [*([result.response] if result.response else []), *result.followups]
        return [await self._reply(message) for message in messages]

    async def _reply(self, message: simcord.ResponseMessage | discord.Message) -> Reply:
        components: list[Any] = [
            part if isinstance(part, dict) else part.to_dict() for part in message.components
        ]
        choices = tuple(_choices(components))
        if choices:
            self._pressable = (message, choices)
        elif self._pressable and self._pressable[0].id == message.id:
            self._pressable = None
        files = [(file.filename, await file.read()) for file in message.attachments]
        displays = (part for part in _walk(components) if part["type"] == ComponentType.text_display.value)
        texts = [message.content, *(part["content"] for part in displays)]
        return Reply(tuple(text for text in texts if text), choices, tuple(files), message.flags.ephemeral)


@asynccontextmanager
async def simulated(
    bot: discord.Client, role: str = "reader", time: SimulatedTime | None = None
) -> AsyncIterator[Simulator]:
    """Runs a simulation with the client ``bot``.

    Its person has the permissions of ``role``, one of ``ROLES``.
    """
    shards = {"shard_count": 1} if isinstance(bot, discord.AutoShardedClient) else {}
    async with simcord.run(bot, check_errors=False, settle_timeout=PATIENCE, **shards) as env:
        if time is not None:
            time.follow(env)
        guild = env.create_guild("Demo")
        channel = guild.create_text_channel("history")
        guild.create_text_channel("general")
        guild.create_text_channel("rules", overwrites={guild.default_role: READ_ONLY})
        roles = [guild.create_role(role.capitalize(), permissions=ROLES[role])]
        yield Simulator(env, guild.add_member(env.create_user(role), roles=roles), channel)


def _walk(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components") or ())
        for key in ("accessory", "component"):
            if inner := component.get(key):
                yield from _walk([inner])


def _choices(components: Sequence[Mapping[str, Any]]) -> Iterator[Choice]:
    for component in _walk(components):
        if component.get("disabled") or "custom_id" not in component:
            continue
        if component["type"] == ComponentType.button.value:
            yield Choice(component.get("label") or "", component["custom_id"])
        several = component.get("max_values", 1) > 1
        for option in component.get("options") or ():
            on = bool(option.get("default")) if several else None
            yield Choice(option["label"], component["custom_id"], option["value"], on)


def _form(modal: Mapping[str, Any]) -> Form:
    labels = {
        part["component"]["custom_id"]: part["label"]
        for part in _walk(modal["components"])
        if "component" in part
    }
    fields = [
        Field(
            part["custom_id"],
            labels.get(part["custom_id"]) or part.get("label") or part["custom_id"],
            part.get("required", True),
            part.get("value") or "",
            tuple(option["value"] for option in part.get("options") or ()),
        )
        for part in _walk(modal["components"])
        if part["type"] in (ComponentType.text_input.value, ComponentType.select.value)
    ]
    return Form(modal["title"], tuple(fields))
