"""Plans what a statement found in a paper becomes: a new event, or one more claim about a known event."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.dates import HistoricalDate
from bot.domain.decide import Denied
from bot.domain.edits import DateRead, Field, Line, SourceRead
from bot.domain.entities import Step
from bot.domain.questions import Choose, Question, Refusal
from bot.extraction.names.countries import COUNTRIES
from bot.services.desk.proposals import Proposal, Wanted, parts_of, propose, settled, step_of
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
from bot.services.editing.session import Plan, Planned, Session
from bot.services.event_view import date_or_none

NEW = "new"
"""What is typed in place of an event to ask for a new one."""


async def plan_candidate(session: Session) -> Planned:
    """Plans to accept a statement, with the editor's corrections where there are any, else as proposed."""
    proposal = await proposed(session)
    if isinstance(proposal, Refusal):
        return proposal
    date = _date(session, proposal)
    if isinstance(date, Refusal | Choose):
        return date
    step = _step(session, proposal)
    if isinstance(step, Refusal | Choose):
        return step
    target = await _target(session)
    if isinstance(target, Refusal | Choose):
        return target
    parties = await _parties(session, proposal)
    wanted = Wanted(
        claim=proposal.claim(date.edtf, session.option("remark")),
        to=target.event.id if target is not None else None,
        title=session.option("title") or proposal.statement.title,
        parties=parties.ids,
        step=step,
    )
    parts = await parts_of(session.recorder, proposal, wanted)
    if isinstance(parts, Denied):
        return session.denied(parts)
    label = target.label if target is not None else f"S-{parts[-1][0].id.removeprefix('s-')}"
    agreement = Field("agreement", step_facts(session.names, (step,) if step is not None else ()))
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
        onward=onward(session),
    )


def onward(session: Session) -> Question:
    """The question that continues the review which the editor is in: of one paper, or of all."""
    kept = {name: session.option(name) for name in ("document", "skipped", "go") if session.option(name)}
    return Question("edit review", kept)


async def proposed(session: Session) -> Proposal | Refusal:
    """The statement that the question names, reserved for this editor.

    A refusal if it has been decided on, or if somebody else is looking at it.
    """
    candidates, id = session.shelf.candidates, session.option("candidate")
    candidate = await candidates.find(id, session.scope)
    if candidate is None:
        return session.refuse("candidate_gone")
    if str(candidate.turn) != session.option("turn") or await settled(session.shelf, session.log, candidate):
        return session.refuse("candidate_decided")
    held = await candidates.hold(id, session.scope, session.editor.id, session.editor.now)
    if held is None:
        return session.refuse("candidate_held")
    proposal = await propose(session.shelf, session.views, held)
    return proposal or session.refuse("candidate_gone")


def party_names(session: Session, ids: Sequence[str]) -> tuple[str, ...]:
    """The names of parties; English names for countries that the record does not have yet."""
    named = session.names.names_of("party", ids)
    return tuple(COUNTRIES[name][0] if name in COUNTRIES else name for name in named)


async def _target(session: Session) -> EventToEdit | Refusal | Choose | None:
    """The event that the statement is to be added to; None for a new event."""
    typed = session.option("event")
    if not typed or typed.casefold() == NEW:
        return None
    return await named_event(session, typed)


async def _parties(session: Session, proposal: Proposal) -> Parties:
    """The parties that the editor typed, or else the proposed ones."""
    if session.gives("parties"):
        return await typed_parties(session)
    ids = proposal.statement.parties
    return Parties(ids, party_names(session, ids))


def _date(session: Session, proposal: Proposal) -> HistoricalDate | Refusal | Choose:
    """The date that the editor typed, or else the proposed one."""
    typed = session.option("date")
    return typed_date(session) if typed and typed != date_to_edit(session, proposal.date) else proposal.date


def _step(session: Session, proposal: Proposal) -> Step | Refusal | Choose | None:
    """The step that the editor typed, or else the proposed one if the record has its agreement."""
    if session.option("agreement") or session.option("action"):
        return typed_step(session)
    agreements = {thing.id for thing in session.names.of(("agreement",))}
    return step_of(proposal.statement, agreements)


def _said(proposal: Proposal, wanted: Wanted) -> tuple[Line, ...]:
    source, remark = proposal.source, wanted.claim.remark
    told = SourceRead("known", source.label, date_or_none(source.date))
    return (told, Field("remark", remark)) if remark else (told,)
