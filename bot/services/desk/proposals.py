"""``Proposal``: what a stored statement would become, a new event or one more claim about a known one."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

import msgspec

from bot.domain import decide
from bot.domain.codec import decode_state
from bot.domain.dates import HistoricalDate, parse
from bot.domain.decide import Bodies, Denied
from bot.domain.entities import MENTIONED, SERVER, Agreement, Claim, Event, Party, Source, Step
from bot.domain.project import names_of
from bot.domain.record_types import CandidateRejected, CandidateReturned
from bot.extraction.agreements.instruments import SHORT
from bot.extraction.names.countries import COUNTRIES
from bot.extraction.statement import Statement
from bot.services.desk.matching import Match, match
from bot.services.desk.shelf import Shelf, details_of, source_of, statement_of
from bot.services.record import Entity, Part, Recorder, chief_of
from bot.services.typed.names import fold_name
from storage.candidates import WAITING, Candidate
from storage.documents import Document
from storage.log import Log
from storage.rows import Record
from storage.views import At, Views

ACCEPTED, REJECTED = "accepted", "rejected"
"""The states of statements that have been decided on."""
_WORDS, LABEL = 120, 60
"""Most characters of a claim's date words, and of a source's label in footnotes."""


class Proposal(msgspec.Struct, frozen=True):
    """A statement, the source that its paper is in the record, and the event that it may be about."""

    candidate: Candidate
    statement: Statement
    source: Source
    match: Match

    @property
    def change(self) -> str:
        """The id of the change that decides on it; the same for all who decide in the present turn."""
        return change_of(self.candidate)

    @property
    def needs_a_person(self) -> bool:
        """Whether it contradicts a known event, or repeats what the record has from the same source."""
        return self.match.kind in ("contradiction", "duplicate")

    @property
    def date(self) -> HistoricalDate:
        """The date that was found in its words."""
        return parse(self.statement.date)

    def claim(self, date: str = "", remark: str = "") -> Claim:
        """The claim that the paper makes; ``date`` is an editor's correction (EDTF), empty for none."""
        said = self.statement
        return Claim(
            id=f"c-{self.candidate.id}-{self.candidate.turn}",
            source=self.source.id,
            date=date or said.date,
            words=" ".join(said.text.split())[:_WORDS],
            start=said.sentence_start,
            end=said.sentence_end,
            words_start=said.start,
            words_end=said.end,
            locator=said.locator,
            remark=remark,
            pack=self.source.pack,
            grade=self.source.grade,
        )


def step_of(statement: Statement, agreements: Container[str]) -> Step | None:
    """The statement's action on its agreement; None if that is not among the ids ``agreements``."""
    if statement.agreement not in agreements:
        return None
    return Step(statement.agreement, statement.action or MENTIONED)


def change_of(candidate: Candidate) -> str:
    """The id of the change that decides on a statement in its present turn."""
    return f"{candidate.id}.{candidate.turn}"


def put_back_change(candidate: Candidate) -> str:
    """The id of the change that takes back the decision of the present turn."""
    return f"{change_of(candidate)}r"


async def decision_on(shelf: Shelf, log: Log, candidate: Candidate) -> str:
    """The decision on a statement in its present turn (``ACCEPTED`` or ``REJECTED``); empty if there is none.

    The log decides: if a crash kept the stored state from following it, that is updated here.
    """
    if candidate.state != WAITING:
        return candidate.state
    made = await _decision(log, candidate)
    if not made:
        return ""
    state = REJECTED if any(record.type == CandidateRejected.__name__ for record in made) else ACCEPTED
    await shelf.candidates.settle(candidate, state)
    if await _is_taken_back(log, candidate, made):
        await shelf.candidates.put_back(candidate)
    return state


async def follow_log(shelf: Shelf, log: Log, scope: str) -> None:
    """Lets those statements wait again of which only the log knows, since a crash, that they do.

    Once in the life of the process for each scope: only a crash comes between the log and what is stored.
    """
    if scope in shelf.followed:
        return
    for stream in await log.streams_with(scope, CandidateReturned.__name__):
        candidate = await shelf.candidates.find(stream.removeprefix("candidate/"), scope)
        if candidate is None or candidate.state not in (ACCEPTED, REJECTED):
            continue
        if await _is_taken_back(log, candidate, await _decision(log, candidate)):
            await shelf.candidates.put_back(candidate)
    shelf.followed.add(scope)


async def _decision(log: Log, candidate: Candidate) -> list[Record]:
    """The records of the change that decided on a statement in its present turn; none if it waits."""
    made = await log.records_of_change(change_of(candidate))
    return [record for record in made if record.scope == candidate.scope]


async def _is_taken_back(log: Log, candidate: Candidate, made: Sequence[Record]) -> bool:
    """Whether the log says that a statement waits again after a decision, or what was decided is erased."""
    if not made or chief_of(made).body is None:
        return bool(made)
    told = await log.read_stream(candidate.scope, f"candidate/{candidate.id}")
    return any(
        record.type == CandidateReturned.__name__ and record.position > made[-1].position for record in told
    )


async def accepted_by(shelf: Shelf, scope: str, change: str) -> Candidate | None:
    """The statement that a change accepted, if it is still so decided on; None for any other change."""
    candidate = await shelf.candidates.find(change.rpartition(".")[0], scope)
    if candidate is None or candidate.state != ACCEPTED or change_of(candidate) != change:
        return None
    return candidate


async def rejection_of(recorder: Recorder, candidate: Candidate) -> Part:
    """The part of a change that rejects a statement."""
    said = statement_of(candidate)
    body = CandidateRejected(candidate.sha256, said.sentence_start, said.sentence_end)
    return await recorder.entity(candidate.scope, "candidate", candidate.id), (body,)


async def return_of(recorder: Recorder, candidate: Candidate) -> Part:
    """The part of a change that takes back the decision on a statement.

    Whoever appends it must call ``Candidates.put_back`` then.
    """
    said = statement_of(candidate)
    body = CandidateReturned(candidate.sha256, said.sentence_start, said.sentence_end)
    return await recorder.entity(candidate.scope, "candidate", candidate.id), (body,)


async def propose(shelf: Shelf, views: Views, candidate: Candidate) -> Proposal | None:
    """What a statement would become, by the present record; None if its paper is gone."""
    document = await shelf.documents.find(candidate.scope, candidate.sha256)
    if document is None:
        return None
    source = await source_of(views, candidate.scope, candidate.sha256) or source_from(document)
    statement = await _with_agreement(statement_of(candidate), views, At(candidate.scope))
    matched = await match(statement, views, At(candidate.scope), source.id)
    return Proposal(candidate, statement, source, matched)


async def _with_agreement(statement: Statement, views: Views, at: At) -> Statement:
    """The statement with the id of its agreement in place of a name that was added to the record since."""
    if not statement.agreement:
        return statement
    rows = await views.named(at, ("agreement",))
    if any(row.row.id == statement.agreement for row in rows):
        return statement
    called = {fold_name(name) for name in (statement.agreement, SHORT.sub("", statement.agreement))}
    agreements = (decode_state(Agreement, row.row.state) for row in rows)
    meant = [
        one
        for one in agreements
        if one.retracted is None and called.intersection(map(fold_name, names_of(one)))
    ]
    if len(meant) != 1:
        return statement
    others = meant[0].parties if len(statement.parties) < 2 else ()
    parties = tuple(dict.fromkeys((*statement.parties, *others)))
    return msgspec.structs.replace(statement, agreement=meant[0].id, parties=parties)


def source_from(document: Document) -> Source:
    """The source that is added for a paper when its first statement is accepted."""
    known = details_of(document)
    return Source(
        id=f"paper-{document.sha256[:16]}",
        title=known.title,
        label=known.title[:LABEL],
        author=known.author,
        date=known.published,
        date_basis="stated" if known.published else "absent",
        sha256=document.sha256,
        file=document.name,
        pack=SERVER,
    )


class Acceptance(msgspec.Struct, frozen=True):
    """A statement as an editor accepts it.

    Its ``claim`` is added to the event with the id ``to``; or, if that is None, to a new event with this
    title, these parties and this step.
    """

    claim: Claim
    to: str | None = None
    title: str = ""
    parties: tuple[str, ...] = ()
    step: Step | None = None


async def new_countries(recorder: Recorder, scope: str, parties: Iterable[str]) -> list[Part]:
    """The parts that add those of the parties to the record that are countries which it does not have yet."""
    countries = (Party(code, COUNTRIES[code][0]) for code in parties if code in COUNTRIES)
    parts = [await recorder.ensured(scope, "party", country) for country in countries]
    return [part for part in parts if part[1]]


async def parts_of(recorder: Recorder, proposal: Proposal, wanted: Acceptance) -> list[Part] | Denied:
    """The parts that accept a statement: the paper as a source, if it is new, and the event.

    Its parties are not among them: the record must have them already, or get them in the same change.
    """
    scope = proposal.candidate.scope
    source = await recorder.ensured(scope, "source", proposal.source)
    if wanted.to is not None:
        entity = await recorder.entity(scope, "event", wanted.to)
        if not isinstance(entity.state, Event):
            return Denied("unknown")
        bodies = decide.add_claim(entity.state, wanted.claim)
    else:
        entity, bodies = await _new_event(recorder, proposal, wanted)
    if isinstance(bodies, Denied):
        return bodies
    return [source, (entity, bodies)] if source[1] else [(entity, bodies)]


async def _new_event(
    recorder: Recorder, proposal: Proposal, wanted: Acceptance
) -> tuple[Entity, Bodies | Denied]:
    entity, number = await recorder.new_event(proposal.candidate.scope)
    event = Event(
        id=entity.id,
        number=number,
        title=wanted.title,
        kind=proposal.statement.kind,
        parties=wanted.parties,
        steps=(wanted.step,) if wanted.step is not None else (),
        claims=(wanted.claim,),
    )
    return entity, decide.add(None, event)
