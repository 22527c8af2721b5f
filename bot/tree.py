"""The command tree: holds all slash commands, and sends them to Discord if they have changed."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.commands import COMMANDS
from storage.settings import Settings

if TYPE_CHECKING:
    from bot.client import Bot

log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree["Bot"]):
    """All slash commands, for one server (``guild``) or, without it, for all.

    Exceptions that commands raise go to ``Bot.failed``.
    """

    def __init__(self, client: Bot, guild: discord.Object | None = None) -> None:
        super().__init__(client)
        self._guild = guild
        for command in COMMANDS:
            self.add_command(command, guild=guild)

    async def on_error(
        self, interaction: discord.Interaction[Bot], error: app_commands.AppCommandError, /
    ) -> None:
        """Called by discord.py when a command raised: passes the original exception on to the client."""
        await self.client.failed(interaction, getattr(error, "original", error))

    async def register(self, settings: Settings, *, always: bool) -> Mapping[str, str]:
        """Sends the commands to Discord if they differ from those sent last, or ``always``.

        Gives, for each command's name, the text that Discord shows as a link to that command.
        """
        payload = await self._payload()
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        place = f"commands/{self.client.application_id}/{self._guild.id if self._guild else 'everywhere'}"
        known = json.loads(await settings.get(place) or "{}")
        if always or known.get("digest") != digest:
            try:
                synced = await self.sync(guild=self._guild)
            except discord.HTTPException as error:
                if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise
                log.error("Discord refuses the commands, those it has stay as they are: %s", error)
            else:
                known = {"digest": digest, "ids": {command.name: command.id for command in synced}}
                await settings.set(place, json.dumps(known))
                log.info("sent %d commands to Discord", len(synced))
        ids = dict(known.get("ids", {}))
        for command in self.walk_commands(guild=self._guild):
            if command.root_parent is not None and command.root_parent.name in ids:
                ids[command.qualified_name] = ids[command.root_parent.name]
        return {name: f"</{name}:{number}>" for name, number in ids.items()}

    async def _payload(self) -> list[dict[str, Any]]:
        """The commands as ``sync`` sends them, translated where there is a translator."""
        commands = self.get_commands(guild=self._guild)
        if self.translator is None:
            return [command.to_dict(self) for command in commands]
        return [await command.get_translated_payload(self, self.translator) for command in commands]
