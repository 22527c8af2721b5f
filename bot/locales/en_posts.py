"""English: the words of notes' settings and of /why."""

from __future__ import annotations

PERMISSIONS = {
    "view_channel": ("View Channel", "to find the channel at all"),
    "send_messages": ("Send Messages", "to post the note"),
    "send_messages_in_threads": ("Send Messages in Threads", "to post the note"),
    "read_message_history": (
        "Read Message History",
        "to see after a crash whether the note is there already; without it nothing can be posted again",
    ),
    "mention_everyone": (
        "Mention @everyone, @here, and All Roles",
        "to ping a role that is not set to be mentioned by anyone",
    ),
}
"""Of each permission, what Discord's settings call it, and why notes need it."""
