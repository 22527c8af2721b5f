"""Who may edit: the server's owner and Manage Server, Manage Messages, and the roles that were let in."""

from __future__ import annotations

from bot.domain import decide
from bot.domain.codec import decode_state
from bot.domain.edits import EditAnswer, Editor, EditorsAnswer
from bot.domain.entities import EditorRole
from bot.domain.questions import Refusal
from bot.services.editing.session import Session
from bot.services.record import Changed
from storage.views import At, Views

MANAGERS_ONLY = frozenset({"edit editors add", "edit editors remove"})
POSTS = "posts "
"""How the commands about notes begin: all of them are for managers."""


async def may_edit(views: Views, editor: Editor) -> bool:
    """Whether the person may edit their server's record, by what they hold at this moment."""
    if editor.asker.scope is None:
        return False
    if editor.manager or editor.moderator:
        return True
    return bool(editor.roles & await editor_roles(views, editor.asker.scope))


async def editor_roles(views: Views, scope: str) -> frozenset[int]:
    """The ids of the roles that were let in."""
    rows = [row for row in await views.named(At(scope), ("editor",)) if row.scope == scope]
    return frozenset(int(decode_state("editor", row.row.state).id) for row in rows)


async def list_editors(session: Session) -> EditAnswer:
    """The roles of the server that may edit, and to which of them Discord does not show the commands."""
    return await _answer(session, "list")


async def add_editor(session: Session) -> EditAnswer:
    """Lets a role edit, at once: the record holds it, and it can be undone."""
    return await _change(session, "add")


async def remove_editor(session: Session) -> EditAnswer:
    """Stops a role from editing, at once."""
    return await _change(session, "remove")


async def _change(session: Session, act: str) -> EditAnswer:
    role = session.option("role")
    entity = await session.recorder.entity(session.scope, "editor", role)
    state = entity.state
    bodies: decide.Bodies | decide.Denied
    if act == "remove":
        bodies = decide.retract(state, "stopped") if state is not None else decide.Denied("no_editor")
        if isinstance(bodies, decide.Denied):
            return session.refuse("no_editor", role=role)
    else:
        bodies = decide.add(state, EditorRole(role)) if state is None else decide.restore(state)
        if isinstance(bodies, decide.Denied):
            return session.refuse("editor_already", role=role)
    actor = await session.actor()
    outcome = await session.recorder.write(
        session.scope, f"r{session.editor.request}", actor, [(entity, bodies)]
    )
    if isinstance(outcome, Changed):
        return session.refuse("try_again")
    if isinstance(outcome, decide.Denied):
        return session.denied(outcome)
    return await _answer(session, act, int(role), outcome.positions[0])


async def _answer(
    session: Session, act: str, changed: int | None = None, position: int | None = None
) -> EditorsAnswer:
    roles = session.editor.in_server & await editor_roles(session.views, session.scope)
    hidden = roles - session.editor.shown_to
    return EditorsAnswer(session.question, act, tuple(sorted(roles)), hidden, changed, position)


def managers_only(session: Session, command: str) -> Refusal | None:
    """The refusal of somebody who may edit, but neither say who else may nor what channels get."""
    if session.editor.manager or (command not in MANAGERS_ONLY and not command.startswith(POSTS)):
        return None
    return session.refuse("not_posts" if command.startswith(POSTS) else "managers_only")
