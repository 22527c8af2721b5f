"""/edit editors: lists, adds and removes the roles that may edit, which are part of the server's record."""

from __future__ import annotations

from bot.domain import decide
from bot.domain.edits import EditAnswer, EditorsAnswer, Saved
from bot.domain.entities import EditorRole
from bot.services.editing.permissions import editor_roles
from bot.services.editing.saving import at_once
from bot.services.editing.session import Planned, Session, plan_for_entity


async def list_editors(session: Session) -> EditAnswer:
    """Lists the roles that may edit, and says to which of them Discord does not show the commands."""
    return await _answer(session, "list")


async def add_editor(session: Session) -> EditAnswer:
    """Allows a role to edit, without a preview."""
    done = await at_once(session, _plan_add)
    return await _answer(session, "add", done) if isinstance(done, Saved) else done


async def remove_editor(session: Session) -> EditAnswer:
    """Stops a role from editing, without a preview."""
    done = await at_once(session, _plan_remove)
    return await _answer(session, "remove", done) if isinstance(done, Saved) else done


async def _plan_add(session: Session) -> Planned:
    role = session.option("role")
    entity, bodies = await session.recorder.ensured(session.scope, "editor", EditorRole(role))
    if not bodies:
        return session.refuse("editor_already", role=role)
    return plan_for_entity(session, "editors add", entity, bodies, role)


async def _plan_remove(session: Session) -> Planned:
    role = session.option("role")
    entity = await session.recorder.entity(session.scope, "editor", role)
    if entity.state is None or entity.state.retracted is not None:
        return session.refuse("no_editor", role=role)
    return plan_for_entity(session, "editors remove", entity, decide.retract(entity.state, "stopped"), role)


async def _answer(session: Session, act: str, done: Saved | None = None) -> EditorsAnswer:
    roles = session.editor.in_server & await editor_roles(session.views, session.scope)
    hidden = roles - session.editor.shown_to
    changed, position = (int(done.title), done.positions[0]) if done is not None else (None, None)
    return EditorsAnswer(session.question, act, tuple(sorted(roles)), hidden, changed, position)
