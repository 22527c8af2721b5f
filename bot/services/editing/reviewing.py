"""/edit review: shows the statements found in papers one after the other; each is decided on once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.domain.edits import EditAnswer, Saved
from bot.domain.entities import Claim, Event
from bot.domain.entries import Restatus
from bot.domain.facts import Fact
from bot.domain.project import dating
from bot.domain.questions import Choose, Question, Refusal, Suggestion
from bot.domain.record_types import CandidateRejected, CandidateReturned, DocumentDropped
from bot.domain.review import Decided, DeskAnswer, Matched, PaperLine, Passage, ReviewAnswer
from bot.services.desk.intake import KNOWN, noted
from bot.services.desk.proposals import (
    ACCEPTED,
    REJECTED,
    Proposal,
    change_of,
    note_decision,
    propose,
    settled,
    step_of,
    taken_back,
)
from bot.services.desk.quoting import legible
from bot.services.desk.shelf import about, paper_change, statement_of, told_apart
from bot.services.editing.accepting import NEW, onward, party_names, plan_candidate, proposed
from bot.services.editing.consequences import restated
from bot.services.editing.drafting import begin_in_form
from bot.services.editing.fields import date_to_edit
from bot.services.editing.saving import at_once
from bot.services.editing.session import Plan, Session
from bot.services.editing.stale import stale_of
from bot.services.editing.undoing import plan_undo_of
from bot.services.event_view import label_of
from bot.services.typed.names import fold_name
from storage.candidates import Tally
from storage.documents import Document

AROUND = 250
"""Most characters of a sentence that are shown before its date words, and after them."""
EARLIER = 200
"""Characters before the sentence that are shown if the date was inferred from them."""


async def review(session: Session) -> EditAnswer:
    """``/edit review``: the next statement.

    First, if there are any, the server's changes that became stale.
    """
    paper = await paper_named(session)
    if isinstance(paper, Refusal | Choose):
        return paper
    stale = await stale_of(session)
    if stale and paper is None and not session.option("go"):
        return await overview(session, None)
    return await show_next(session)


async def accept(session: Session) -> EditAnswer:
    """Accept: saves the statement as it was shown, and shows the next."""
    done = await at_once(session, plan_candidate)
    if isinstance(done, Refusal) and done.code.startswith("candidate_"):
        return await show_next(session, _undone(done))
    if not isinstance(done, Saved):
        return done
    accepted = Decided(ACCEPTED, session.option("candidate"), done.label, done.title, done.positions[0])
    return await _decided(session, accepted)


async def reject(session: Session) -> EditAnswer:
    """Reject: records that the statement is not wanted, and shows the next."""
    proposal = await proposed(session)
    if isinstance(proposal, Refusal):
        return await show_next(session, _undone(proposal))
    candidate, said = proposal.candidate, proposal.statement
    body = CandidateRejected(candidate.sha256, said.sentence_start, said.sentence_end)
    position = await note_decision(
        session.recorder, candidate, change_of(candidate), await session.actor(), body
    )
    if not position:
        return session.refuse("try_again")
    return await _decided(session, Decided(REJECTED, candidate.id, "", said.title, position))


async def _decided(session: Session, done: Decided) -> EditAnswer:
    """The next statement, with a line about what was done, or that somebody else decided first."""
    candidate = await session.shelf.candidates.find(done.candidate, session.scope)
    first = candidate is None or await settled(session.shelf, session.log, candidate) == done.act
    return await show_next(session, done if first else Decided("decided"))


async def skip(session: Session) -> EditAnswer:
    """Skip: leaves the statement for later, and shows the next."""
    proposal = await proposed(session)
    if isinstance(proposal, Refusal):
        return await show_next(session, _undone(proposal))
    await session.shelf.candidates.skip(proposal.candidate)
    return await show_next(session, Decided("skipped", proposal.candidate.id, "", proposal.statement.title))


async def put_back(session: Session) -> EditAnswer:
    """Takes back a decision on a statement: undoes what was accepted, and shows the statement again."""
    candidates = session.shelf.candidates
    candidate = await candidates.find(session.option("candidate"), session.scope)
    if candidate is None or candidate.state not in (ACCEPTED, REJECTED):
        return session.refuse("candidate_gone")
    plan = await plan_undo_of(session, [change_of(candidate)]) if candidate.state == ACCEPTED else None
    if plan is not None and not isinstance(plan, Plan):
        return plan
    said = statement_of(candidate)
    body = CandidateReturned(candidate.sha256, said.sentence_start, said.sentence_end)
    parts = plan.parts if plan is not None else ()
    actor = await session.actor()
    position = await note_decision(session.recorder, candidate, taken_back(candidate), actor, body, parts)
    if not position:
        return session.refuse("try_again")
    await candidates.put_back(candidate)
    await candidates.hold(candidate.id, session.scope, session.editor.id, session.editor.now)
    return await show_next(session, Decided("returned", candidate.id, "", "", position))


async def correct(session: Session) -> EditAnswer:
    """Edit: the statement in a form, filled as proposed, which leads to a draft with a preview."""
    proposal = await proposed(session)
    if isinstance(proposal, Refusal):
        return await show_next(session, _undone(proposal))
    said = proposal.statement
    parties = party_names(session, said.parties)
    filled = {
        **session.question.options,
        "title": said.title,
        "date": date_to_edit(session, proposal.date),
        "parties": ", ".join(parties),
        "event": session.option("event") if session.gives("event") else _where(proposal),
    }
    question = Question("edit candidate", filled)
    return await begin_in_form(replace(session, question=question))


def _where(proposal: Proposal) -> str:
    """The event that the statement is proposed for, as typed in the form; ``NEW`` for none."""
    matched = _matched(proposal)
    return matched.label if matched is not None else NEW


async def drop(session: Session) -> EditAnswer:
    """Drops a paper: its text and its undecided statements are deleted; what was accepted stays."""
    paper = await paper_named(session)
    if not isinstance(paper, Document):
        return paper or session.refuse("unknown_paper", typed="", known="")
    entity = await session.recorder.entity(session.scope, "document", paper.sha256)
    version = sum(entity.versions.values())
    if noted(version):
        change = paper_change(session.scope, paper.sha256, version)
        body = DocumentDropped(paper.name)
        await session.recorder.write(session.scope, change, await session.actor(), [(entity, (body,))])
    await session.shelf.documents.drop(session.scope, paper.sha256)
    return await overview(session, None, Decided("dropped", "", "", about(paper).title))


async def show_next(session: Session, done: Decided | None = None) -> EditAnswer:
    """The next statement that nobody else is looking at, or else the overview.

    ``done`` says what was done.
    """
    paper = await paper_named(session)
    chosen = paper if isinstance(paper, Document) else None
    candidates = session.shelf.candidates
    while True:
        candidate = await candidates.next(
            session.scope,
            session.editor.id,
            session.editor.now,
            sha256=chosen.sha256 if chosen is not None else "",
            skipped=session.option("skipped") == "yes",
        )
        if candidate is None:
            return await overview(session, chosen, done, looked=True)
        if not await settled(session.shelf, session.log, candidate):
            proposal = await propose(session.shelf, session.views, candidate)
            if proposal is not None:
                return await _shown(session, proposal, chosen, done)


async def overview(
    session: Session, paper: Document | None, done: Decided | None = None, *, looked: bool = False
) -> DeskAnswer:
    """The server's papers with their numbers of statements, and its stale changes.

    ``looked`` says that no statement is free: those that still wait are being looked at by others.
    """
    candidates = session.shelf.candidates
    lines = []
    for document in await session.shelf.documents.of(session.scope):
        lines.append(line_of(document, await candidates.tally(session.scope, document.sha256)))
    tally = await candidates.tally(session.scope, paper.sha256 if paper is not None else "")
    fresh = tally.waiting - tally.skipped
    return DeskAnswer(
        question=onward(session),
        papers=tuple(lines),
        stale=await stale_of(session),
        waiting=0 if looked else fresh,
        skipped=tally.skipped,
        held=fresh if looked else 0,
        paper=next((line for line in lines if paper is not None and line.sha256 == paper.sha256), None),
        done=done,
    )


async def paper_named(session: Session) -> Document | Refusal | Choose | None:
    """The paper that the option ``document`` names by digest, title or file name.

    None if the option is empty.
    """
    typed = session.option("document")
    if not typed:
        return None
    papers = await session.shelf.documents.of(session.scope)
    wanted = fold_name(typed)
    called = {paper.sha256: (fold_name(about(paper).title), fold_name(paper.name)) for paper in papers}
    for fits in (
        [paper for paper in papers if paper.sha256 == typed],
        [paper for paper in papers if wanted in called[paper.sha256]],
        [paper for paper in papers if any(wanted in name for name in called[paper.sha256])],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            return _which(session, typed, fits, told_apart(papers))
    known = "; ".join(about(paper).title for paper in papers[:5])
    return session.refuse("unknown_paper" if papers else "no_papers", typed=typed, known=known)


def _which(session: Session, typed: str, papers: Sequence[Document], titles: Mapping[str, Fact]) -> Choose:
    question = session.question
    options = (
        Suggestion(
            titles[paper.sha256],
            question.asking(document=paper.sha256),
        )
        for paper in papers[:5]
    )
    return Choose(question, typed, "name", tuple(options))


def line_of(document: Document, tally: Tally) -> PaperLine:
    """A paper with how many of its statements wait, are decided on, or were known already."""
    known, waiting = tally.states.get(KNOWN, 0), tally.waiting
    decided = sum(tally.states.values()) - known - waiting
    title = about(document).title or document.name
    return PaperLine(document.sha256, title, document.imported_at, waiting, decided, known)


async def _shown(
    session: Session, proposal: Proposal, paper: Document | None, done: Decided | None
) -> ReviewAnswer:
    said, candidate = proposal.statement, proposal.candidate
    tally = await session.shelf.candidates.tally(session.scope, paper.sha256 if paper is not None else "")
    total = sum(tally.states.values()) - tally.states.get(KNOWN, 0)
    left = tally.waiting if candidate.skips else tally.waiting - tally.skipped
    known = session.names.get("agreement", said.agreement)
    agreement = (known.short if known is not None else said.agreement, said.action)
    return ReviewAnswer(
        question=onward(session),
        candidate=candidate.id,
        turn=candidate.turn,
        paper=proposal.source.label,
        locator=said.locator,
        number=total - left + 1,
        total=total,
        passage=await _passage(session, proposal),
        date=proposal.date,
        basis=said.basis,
        title=said.title,
        parties=party_names(session, said.parties),
        agreement=agreement if said.agreement else None,
        unknown=bool(said.agreement) and known is None,
        confidence=said.confidence,
        reasons=said.reasons,
        match=_matched(proposal),
        restatus=await _restatus(session, proposal),
        skipped=candidate.skips > 0,
        done=done,
    )


async def _restatus(session: Session, proposal: Proposal) -> Restatus | None:
    """The agreement's status before and after, if the statement became a new event and changed it."""
    step = step_of(proposal.statement, session.names.agreements)
    if step is None or _matched(proposal) is not None:
        return None
    said = Claim(id="said", source="", date=proposal.date.edtf)
    event = Event(id="said", number=0, title="", steps=(step,), claims=(said,))
    return next(iter(await restated(session, [(None, event)])), None)


async def _passage(session: Session, proposal: Proposal) -> Passage:
    """The sentence around the date words, from the stored text.

    With text before it if the date rests on that.
    """
    said, sha256 = proposal.statement, proposal.candidate.sha256
    first = said.sentence_start - (EARLIER if said.basis != "stated" else 0)
    start, end = max(first, said.start - AROUND, 0), min(said.sentence_end, said.end + AROUND)
    places = start, said.start, said.end, end
    told = await legible(session.shelf.documents, session.scope, sha256, *places)
    before, words, after = told or ("", "", "")
    cut = (start not in (0, said.sentence_start), end < said.sentence_end)
    return Passage(before, words, after, cut)


def _matched(proposal: Proposal) -> Matched | None:
    """The event that the statement may belong to; None if it seems to be a new one."""
    event = proposal.match.event
    if event is None or proposal.match.kind == "new":
        return None
    return Matched(proposal.match.kind, label_of(event), event.title, dating(event).date)


def _undone(why: Refusal) -> Decided:
    return Decided(why.code.removeprefix("candidate_"))
