"""Stale overlays: a server's changes to shipped entries that a new version of the corpus has changed, too.

They are listed, compared with the corpus, and then kept, or given up for what the corpus says.
"""

from __future__ import annotations

from bot.domain import decide
from bot.domain import entities as e
from bot.domain import record_types as r
from bot.domain.codec import KINDS, decode_state
from bot.domain.dates import parse
from bot.domain.edits import Altered, StaleAnswer
from bot.domain.facts import Fact, WordedDate
from bot.domain.fold import difference
from bot.domain.project import names_of
from bot.domain.questions import Refusal
from bot.domain.review import Stale
from bot.services.editing.changes import altered_fields
from bot.services.editing.fields import merged_away
from bot.services.editing.plan import Planned, plan_for_entity
from bot.services.editing.request import EditRequest
from bot.services.event_view import event_view, label_of
from storage.rows import CORPUS, StoredRow
from storage.views import At

TAKEN = "as the corpus says"


async def stale_of(request: EditRequest) -> tuple[Stale, ...]:
    """The server's changes that are stale, for lists."""
    return tuple(map(_stale, await request.views.stale(request.scope)))


def _stale(row: StoredRow) -> Stale:
    state = decode_state(KINDS[row.row.kind], row.row.state)
    label = label_of(state) if isinstance(state, e.Event) else ""
    return Stale(f"{row.row.kind}/{row.row.id}", label, next(iter(names_of(state)), row.row.id))


async def compare(request: EditRequest) -> StaleAnswer | Refusal:
    """The differences between what the server says and what the corpus says now."""
    states = await _ours_and_theirs(request)
    if states is None:
        return request.refuse("not_stale")
    row, ours, theirs = states
    differences = [*altered_fields(request.names, difference(ours, theirs, leave=("claims",)))]
    if isinstance(ours, e.Event) and isinstance(theirs, e.Event):
        differences += _claims_compared(ours, theirs)
    return StaleAnswer(request.question, _stale(row), tuple(differences))


async def plan_keep(request: EditRequest) -> Planned:
    """Plans to keep the server's changes, which are stale no longer."""
    return await _plan(request, take=False)


async def plan_take(request: EditRequest) -> Planned:
    """Plans to give up the server's changes for what the corpus says."""
    return await _plan(request, take=True)


async def _plan(request: EditRequest, *, take: bool) -> Planned:
    states = await _ours_and_theirs(request)
    if states is None:
        return request.refuse("not_stale")
    row, ours, theirs = states
    if take and isinstance(ours, e.Event) and ours.merged_into is not None:
        # Its claims are now those of the other event too, and only an undo takes them away there.
        return await merged_away(request, event_view(row), ours.merged_into)
    bodies = decide.align(ours, theirs, TAKEN) if take else ()
    entity = await request.recorder.entity(request.scope, row.row.kind, row.row.id)
    stale = _stale(row)
    act, bodies = "take" if take else "keep", bodies or (r.OverlayKept(),)
    return plan_for_entity(request, act, entity, bodies, stale.title, label=stale.label)


async def _ours_and_theirs(request: EditRequest) -> tuple[StoredRow, e.State, e.State] | None:
    """The stale row that the question names, the server's state and the corpus's; None if it is not stale."""
    kind, _, id = request.option("entity").partition("/")
    if kind not in KINDS:
        return None
    row = await request.views.get(At(request.scope), kind, id)
    beneath = await request.views.get(At(CORPUS), kind, id)
    if row is None or beneath is None or not row.row.stale:
        return None
    return row, decode_state(KINDS[kind], row.row.state), decode_state(KINDS[kind], beneath.row.state)


def _claims_compared(ours: e.Event, theirs: e.Event) -> list[Altered]:
    """Each claim that differs, with its date here and there."""
    mine, others = ({claim.id: claim for claim in event.claims} for event in (ours, theirs))
    ids = [id for id in dict.fromkeys((*mine, *others)) if mine.get(id) != others.get(id)]
    return [Altered("statement", _said(mine.get(id)), _said(others.get(id))) for id in ids]


def _said(claim: e.Claim | None) -> Fact:
    return "" if claim is None or claim.retracted else WordedDate(parse(claim.date), claim.words)
