"""The slash commands. ``COMMANDS`` is all of them, in the order of the help: the one place to add one."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.commands import agreement, brief, edit, event, find, help, on, posts, source, timeline, upcoming, why

COMMANDS: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu, ...] = (
    brief.brief,
    agreement.agreement,
    event.event,
    on.on,
    upcoming.upcoming,
    timeline.timeline,
    find.find,
    source.source,
    why.why,
    help.help_,
    edit.edit,
    posts.posts,
    edit.add_to_record,
    why.why_this_post,
)
