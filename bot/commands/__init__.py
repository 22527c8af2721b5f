"""The slash commands. ``COMMANDS`` is all of them, in the order of the help."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.commands import edit, posts, readers, why

COMMANDS: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu, ...] = (
    readers.brief,
    readers.agreement,
    readers.event,
    readers.on,
    readers.upcoming,
    readers.timeline,
    readers.find,
    readers.source,
    why.why,
    readers.help_,
    edit.edit,
    posts.posts,
    edit.add_to_record,
    why.why_this_post,
)
