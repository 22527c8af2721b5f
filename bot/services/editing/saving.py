"""Saves plans: appends their records once, and plans anew if somebody else was faster."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.edits import EditAnswer, Saved
from bot.domain.entities import Event
from bot.domain.fold import fold
from bot.services.desk.proposals import accepted_by, return_of
from bot.services.editing.plan import Plan, Planned
from bot.services.editing.request import EditRequest

ATTEMPTS = 40
"""How often a change is planned anew because others were faster, as with the number of a new event."""


async def at_once(request: EditRequest, planner: Callable[[EditRequest], Awaitable[Planned]]) -> EditAnswer:
    """Plans and saves a change without a preview; its receipt offers Undo."""
    return await save(request, f"u{request.editor.request}", lambda: planner(request))


async def save(
    request: EditRequest, change: str, planning: Callable[[], Awaitable[Plan | EditAnswer]]
) -> EditAnswer:
    """Appends what ``planning`` plans under this change id, and gives the receipt.

    If ``planning`` gives an answer instead of a plan, that is returned. A change id that is saved already is
    not saved again; its receipt is given.
    """
    for _ in range(ATTEMPTS):
        plan = await planning()
        if not isinstance(plan, Plan):
            return plan
        actor = await request.actor()
        accepted = [await accepted_by(request.shelf, request.scope, undone) for undone in plan.undone]
        returned = [candidate for candidate in accepted if candidate is not None]
        parts = [*plan.parts, *[await return_of(request.recorder, candidate) for candidate in returned]]
        receipt = await request.recorder.write(request.scope, plan.change or change, actor, parts)
        if receipt is not None:
            for candidate in returned:
                await request.shelf.candidates.put_back(candidate)
            return Saved(
                question=request.question,
                act=plan.act,
                label=plan.label,
                title=_title_now(plan),
                positions=receipt.positions,
                count=plan.count,
                onward=plan.onward,
                until=plan.until,
            )
    return request.refuse("try_again")


def _title_now(plan: Plan) -> str:
    """The title of the change's subject after the change."""
    states = (fold(entity.state, bodies) for entity, bodies in plan.parts if plan.act == "amend")
    return next((state.title for state in states if isinstance(state, Event)), plan.title)
