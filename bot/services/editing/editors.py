"""/edit editors: lists, adds and removes the roles that may edit, which are part of the server's record."""

from __future__ import annotations

from bot.domain import decide
from bot.domain.edits import EditAnswer, EditorsAnswer, Saved
from bot.domain.entities import EditorRole
from bot.services.editing.permissions import editor_roles
from bot.services.editing.plan import Planned, plan_for_entity
from bot.services.editing.request import EditRequest
from bot.services.editing.saving import at_once


async def list_editors(request: EditRequest) -> EditAnswer:
    """Lists the roles that may edit, and says to which of them Discord does not show the commands."""
    return await _answer(request, "list")


async def add_editor(request: EditRequest) -> EditAnswer:
    """Allows a role to edit, without a preview."""
    done = await at_once(request, _plan_add)
    return await _answer(request, "add", done) if isinstance(done, Saved) else done


async def remove_editor(request: EditRequest) -> EditAnswer:
    """Stops a role from editing, without a preview."""
    done = await at_once(request, _plan_remove)
    return await _answer(request, "remove", done) if isinstance(done, Saved) else done


async def _plan_add(request: EditRequest) -> Planned:
    role = request.option("role")
    entity, bodies = await request.recorder.ensured(request.scope, "editor", EditorRole(role))
    if not bodies:
        return request.refuse("editor_already", role=role)
    return plan_for_entity(request, "editors add", entity, bodies, role)


async def _plan_remove(request: EditRequest) -> Planned:
    role = request.option("role")
    entity = await request.recorder.entity(request.scope, "editor", role)
    if entity.state is None or entity.state.retracted is not None:
        return request.refuse("no_editor", role=role)
    return plan_for_entity(request, "editors remove", entity, decide.retract(entity.state, "stopped"), role)


async def _answer(request: EditRequest, act: str, done: Saved | None = None) -> EditorsAnswer:
    roles = request.editor.in_server & await editor_roles(request.views, request.scope)
    hidden = roles - request.editor.shown_to
    changed, position = (int(done.title), done.positions[0]) if done is not None else (None, None)
    return EditorsAnswer(request.question, act, tuple(sorted(roles)), hidden, changed, position)
