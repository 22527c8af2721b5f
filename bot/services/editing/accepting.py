"""Planning what a statement found in a paper becomes: a new event, or one more claim to a known one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.answers import Choose, Question, Refusal
from bot.domain.dates import HistoricalDate
from bot.domain.decide import Denied
from bot.domain.edits import DateRead, Line, SourceRead, Told
from bot.domain.events import Step
from bot.extraction.countries import COUNTRIES
from bot.services.desk.proposals import (
    ACCEPTED,
    REJECTED,
    Proposal,
    Wanted,
    change_of,
    parts_of,
    propose,
    step_of,
    taken_back,
)
from bot.services.editing.fields import shown_date, typed_date, typed_parties, typed_step
from bot.services.editing.session import Part, Plan, Planned, Session
from bot.services.notes import Told as Found
from bot.services.notes import date_or_none
from bot.services.single import resolve_event
from storage.candidates import WAITING, Candidate

NEW = "new"
"""What stands for a new event where an event can be named."""


async def plan_candidate(session: Session) -> Planned:
    """A statement as the editor who looks at it wants it; what they left as it was is as proposed."""
    proposal = await proposed(session)
    if isinstance(proposal, Refusal):
        return proposal
    date = _date(session, proposal)
    if isinstance(date, Refusal | Choose):
        return date
    step = _step(session, proposal)
    if isinstance(step, Refusal | Choose):
        return step
    target = session.option("event")
    found: Found | None = None
    if target and target.casefold() != NEW:
        named = await resolve_event(session.inquiry, target, "event")
        if isinstance(named, Refusal | Choose):
            return named
        found = named
    parties = await typed_parties(session)
    gives_parties = session.gives("parties")
    names = parties.names if gives_parties else party_names(session, proposal.statement.parties)
    claim = proposal.claim(date.edtf, session.option("remark"))
    wanted = Wanted(
        claim=claim,
        to=found.event.id if found is not None else None,
        title=session.option("title") or proposal.statement.title,
        parties=parties.ids if gives_parties else proposal.statement.parties,
        step=step,
    )
    parts: list[Part] = list(parties.parts) if found is None else []
    for entity, bodies in await parts_of(session.recorder, proposal, wanted):
        if isinstance(bodies, Denied):
            return session.denied(bodies)
        parts.append((entity, bodies))
    lines: list[Line] = [DateRead(proposal.statement.text, date)]
    if found is None:
        lines.append(Told("parties", names))
        lines += [Told("new_parties", parties.new)] if parties.new else []
        lines.append(Told("agreement", (_short(session, step.agreement), step.action) if step else ()))
    lines.append(SourceRead("known", proposal.source.label, date_or_none(proposal.source.date)))
    lines += [Told("remark", claim.remark)] if claim.remark else []
    label = found.label if found is not None else f"S-{parts[-1][0].id.removeprefix('s-')}"
    return Plan(
        act="claim" if found is not None else "add",
        label=label,
        title=found.event.title if found is not None else wanted.title,
        lines=tuple(lines),
        parts=tuple(parts),
        seen={},
        overlay=label.startswith("E"),
        agreement=found is None,
        change=proposal.change,
        onward=onward(session),
    )


def onward(session: Session) -> Question:
    """The review that the editor is in: of one paper, or of all."""
    kept = {name: session.option(name) for name in ("document", "skipped", "go") if session.option(name)}
    return Question("edit review", kept)


async def proposed(session: Session) -> Proposal | Refusal:
    """The statement that the question names, held for the editor; refused if somebody decided on it, or looks
    at it now."""
    candidates, id = session.shelf.candidates, session.option("candidate")
    candidate = await candidates.find(id, session.scope)
    if candidate is None:
        return session.refuse("candidate_gone")
    if str(candidate.turn) != session.option("turn") or await settled(session, candidate):
        return session.refuse("candidate_decided")
    held = await candidates.hold(id, session.scope, session.editor.id, session.editor.now)
    if held is None:
        return session.refuse("candidate_held")
    proposal = await propose(session.shelf, session.inquiry.views, held)
    return proposal or session.refuse("candidate_gone")


async def settled(session: Session, candidate: Candidate) -> str:
    """What was decided on a statement in its turn, by the log; empty if nothing was. Its row follows the log,
    also where a crash came between."""
    if candidate.state != WAITING:
        return candidate.state
    records = await session.inquiry.log.records_of_change(change_of(candidate))
    made = [record.type for record in records if record.scope == session.scope]
    if not made:
        return ""
    state = REJECTED if "CandidateRejected" in made else ACCEPTED
    await session.shelf.candidates.settle(candidate, state)
    if await session.recorder.done(session.scope, taken_back(candidate)):
        await session.shelf.candidates.put_back(candidate)
    return state


def party_names(session: Session, ids: Sequence[str]) -> tuple[str, ...]:
    """The names of parties; of a country that the record does not know yet, its English one."""
    named = session.inquiry.names.names_of("party", ids)
    return tuple(COUNTRIES[name][0] if name in COUNTRIES else name for name in named)


def _date(session: Session, proposal: Proposal) -> HistoricalDate | Refusal | Choose:
    """The date as the editor corrected it, else as it was understood."""
    typed = session.option("date")
    return typed_date(session) if typed and typed != shown_date(proposal.date) else proposal.date


def _step(session: Session, proposal: Proposal) -> Step | Refusal | Choose | None:
    """The step that the editor typed; else the proposed one, if the record has its agreement."""
    if session.option("agreement") or session.option("action"):
        return typed_step(session)
    agreements = {thing.id for thing in session.inquiry.names.of(("agreement",))}
    return step_of(proposal.statement, agreements)


def _short(session: Session, agreement: str) -> str:
    things = session.inquiry.names.of(("agreement",))
    return next((thing.short for thing in things if thing.id == agreement), agreement)
