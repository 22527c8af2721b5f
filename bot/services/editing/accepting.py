"""Plans what a statement found in a paper becomes: a new event, or one more claim about a known event."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.dates import HistoricalDate
from bot.domain.decide import Denied
from bot.domain.edits import DateRead, Field, Line, SourceRead
from bot.domain.entities import Step
from bot.domain.questions import Choose, Question, Refusal
from bot.extraction.names.countries import COUNTRIES
from bot.services.desk.proposals import (
    Acceptance,
    Proposal,
    decision_on,
    new_countries,
    parts_of,
    propose,
    step_of,
)
from bot.services.editing.changes import step_facts
from bot.services.editing.fields import (
    EventToEdit,
    Parties,
    date_to_edit,
    named_event,
    typed_date,
    typed_parties,
    typed_step,
)
from bot.services.editing.plan import Plan, Planned
from bot.services.editing.request import EditRequest
from bot.services.event_view import date_or_none

NEW = "new"
"""What is typed in place of an event to ask for a new one."""


async def plan_candidate(request: EditRequest) -> Planned:
    """Plans to accept a statement, with the editor's corrections where there are any, else as proposed."""
    proposal = await proposed(request)
    if isinstance(proposal, Refusal):
        return proposal
    date = _date(request, proposal)
    if isinstance(date, Refusal | Choose):
        return date
    step = _step(request, proposal)
    if isinstance(step, Refusal | Choose):
        return step
    target = await _target(request)
    if isinstance(target, Refusal | Choose):
        return target
    parties = await _parties(request, proposal)
    wanted = Acceptance(
        claim=proposal.claim(date.edtf, request.option("remark")),
        to=target.event.id if target is not None else None,
        title=request.option("title") or proposal.statement.title,
        parties=parties.ids,
        step=step,
    )
    parts = await parts_of(request.recorder, proposal, wanted)
    if isinstance(parts, Denied):
        return request.denied(parts)
    label = target.label if target is not None else f"S-{parts[-1][0].id.removeprefix('s-')}"
    agreement = Field("agreement", step_facts(request.names, (step,) if step is not None else ()))
    about = () if target is not None else (*parties.lines, agreement)
    return Plan(
        act="claim" if target is not None else "add",
        label=label,
        title=target.event.title if target is not None else wanted.title,
        lines=(DateRead(proposal.statement.text, date), *about, *_said(proposal, wanted)),
        parts=(*(parties.parts if target is None else ()), *parts),
        seen={},
        agreement=target is None,
        change=proposal.change,
        onward=onward(request),
    )


def onward(request: EditRequest) -> Question:
    """The question that continues the review which the editor is in: of one paper, or of all."""
    kept = {name: request.option(name) for name in ("document", "skipped", "go") if request.option(name)}
    return Question("edit review", kept)


async def proposed(request: EditRequest) -> Proposal | Refusal:
    """The statement that the question names, reserved for this editor.

    A refusal if it has been decided on, or if somebody else is looking at it.
    """
    candidates, id = request.shelf.candidates, request.option("candidate")
    candidate = await candidates.find(id, request.scope)
    if candidate is None:
        return request.refuse("candidate_gone")
    if str(candidate.turn) != request.option("turn") or await decision_on(
        request.shelf, request.log, candidate
    ):
        return request.refuse("candidate_decided")
    held = await candidates.hold(id, request.scope, request.editor.id, request.editor.now)
    if held is None:
        return request.refuse("candidate_held")
    proposal = await propose(request.shelf, request.views, held)
    return proposal or request.refuse("candidate_gone")


def party_names(request: EditRequest, ids: Sequence[str]) -> tuple[str, ...]:
    """The names of parties; English names for countries that the record does not have yet."""
    named = request.names.names_of("party", ids)
    return tuple(COUNTRIES[name][0] if name in COUNTRIES else name for name in named)


async def _target(request: EditRequest) -> EventToEdit | Refusal | Choose | None:
    """The event that the statement is to be added to; None for a new event."""
    typed = request.option("event")
    if not typed or typed.casefold() == NEW:
        return None
    return await named_event(request, typed)


async def _parties(request: EditRequest, proposal: Proposal) -> Parties:
    """The parties that the editor typed, or else the proposed ones."""
    if request.gives("parties"):
        return await typed_parties(request)
    ids = proposal.statement.parties
    countries = await new_countries(request.recorder, request.scope, ids)
    return Parties(ids, party_names(request, ids), parts=tuple(countries))


def _date(request: EditRequest, proposal: Proposal) -> HistoricalDate | Refusal | Choose:
    """The date that the editor typed, or else the proposed one."""
    typed = request.option("date")
    return typed_date(request) if typed and typed != date_to_edit(request, proposal.date) else proposal.date


def _step(request: EditRequest, proposal: Proposal) -> Step | Refusal | Choose | None:
    """The step that the editor typed, or else the proposed one if the record has its agreement."""
    if request.option("agreement") or request.option("action"):
        return typed_step(request)
    agreements = {thing.id for thing in request.names.of(("agreement",))}
    return step_of(proposal.statement, agreements)


def _said(proposal: Proposal, wanted: Acceptance) -> tuple[Line, ...]:
    source, remark = proposal.source, wanted.claim.remark
    told = SourceRead("known", source.label, date_or_none(source.date))
    return (told, Field("remark", remark)) if remark else (told,)
