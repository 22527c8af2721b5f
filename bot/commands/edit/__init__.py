"""/edit and its commands, and what editors find behind a long press on a message.

One place to add a command: a function in a file here, under one of the groups of ``group``.
"""

from __future__ import annotations

from bot.commands.edit import editors, entities, events, papers, past
from bot.commands.edit.group import edit
from bot.commands.edit.message import add_to_record

FAMILIES = (events, papers, past, entities, editors)
"""The files whose commands ``edit`` has."""

__all__ = ["FAMILIES", "add_to_record", "edit"]
