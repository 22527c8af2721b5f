"""Who may edit: whoever holds Manage Server or Manage Messages, and the roles that a manager has let in."""

from __future__ import annotations

from bot.domain.codec import decode_state
from bot.domain.edits import Editor
from bot.domain.entities import EditorRole
from bot.domain.questions import Refusal
from bot.services.editing.request import EditRequest
from storage.views import At, Views

MANAGERS_ONLY = frozenset({"edit editors add", "edit editors remove"})
POSTS = "posts "
"""Prefix of the commands about notes, all of which are for managers only."""


async def may_edit(views: Views, editor: Editor) -> bool:
    """Whether the person may edit their server's record, by their present permissions and roles."""
    if editor.asker.scope is None:
        return False
    if editor.manager or editor.moderator:
        return True
    return bool(editor.roles & await editor_roles(views, editor.asker.scope))


async def editor_roles(views: Views, scope: str) -> frozenset[int]:
    """The ids of the roles that have been allowed to edit."""
    rows = await views.named(At(scope), ("editor",))
    return frozenset(int(decode_state(EditorRole, row.row.state).id) for row in rows)


def managers_only(request: EditRequest, command: str) -> Refusal | None:
    """A refusal if the command is for managers only and the editor is none; otherwise None."""
    if request.editor.manager or (command not in MANAGERS_ONLY and not command.startswith(POSTS)):
        return None
    return request.refuse("not_posts" if command.startswith(POSTS) else "managers_only")
