"""/edit review: shows the statements found in papers one after the other; each is decided on once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.domain.claims import dating
from bot.domain.edits import EditAnswer, Saved
from bot.domain.entities import Claim, Event
from bot.domain.entries import Restatus
from bot.domain.facts import Fact
from bot.domain.questions import Choose, Question, Refusal, Suggestion
from bot.domain.record_types import DocumentDropped
from bot.domain.review import Decided, DeskAnswer, Matched, PaperLine, Passage, ReviewAnswer
from bot.services.desk.intake import KNOWN, is_imported
from bot.services.desk.proposals import (
    ACCEPTED,
    REJECTED,
    Proposal,
    change_of,
    decision_on,
    follow_log,
    propose,
    put_back_change,
    rejection_of,
    return_of,
    step_of,
)
from bot.services.desk.quoting import legible
from bot.services.desk.shelf import distinct_titles, paper_change, title_of
from bot.services.editing.accepting import NEW, onward, party_names, plan_candidate, proposed
from bot.services.editing.consequences import restated
from bot.services.editing.drafting import begin_in_form
from bot.services.editing.fields import date_to_edit
from bot.services.editing.plan import Plan
from bot.services.editing.request import EditRequest
from bot.services.editing.saving import at_once
from bot.services.editing.stale import stale_of
from bot.services.editing.undoing import plan_undo_of
from bot.services.event_view import label_of
from bot.services.record import Part
from bot.services.typed.meaning import OFFERED
from bot.services.typed.names import fold_name
from storage.candidates import Tally
from storage.documents import Document

AROUND = 250
"""Most characters of a sentence that are shown before its date words, and after them."""
EARLIER = 200
"""Characters before the sentence that are shown if the date was inferred from them."""


async def review(request: EditRequest) -> EditAnswer:
    """``/edit review``: the next statement.

    First, if there are any, the server's changes that became stale.
    """
    await follow_log(request.shelf, request.log, request.scope)
    paper = await paper_named(request)
    if isinstance(paper, Refusal | Choose):
        return paper
    stale = await stale_of(request)
    if stale and paper is None and not request.option("go"):
        return await overview(request, None)
    return await show_next(request)


async def accept(request: EditRequest) -> EditAnswer:
    """Accept: saves the statement as it was shown, and shows the next."""
    done = await at_once(request, plan_candidate)
    if isinstance(done, Refusal) and done.code.startswith("candidate_"):
        return await show_next(request, _undone(done))
    if not isinstance(done, Saved):
        return done
    id, turn = request.option("candidate"), int(request.option("turn"))
    return await _decided(request, Decided(ACCEPTED, id, done.label, done.title, done.positions[0], turn))


async def reject(request: EditRequest) -> EditAnswer:
    """Reject: records that the statement is not wanted, and shows the next."""
    proposal = await proposed(request)
    if isinstance(proposal, Refusal):
        return await show_next(request, _undone(proposal))
    candidate = proposal.candidate
    rejection = await rejection_of(request.recorder, candidate)
    receipt = await request.recorder.write(
        request.scope, change_of(candidate), await request.actor(), [rejection]
    )
    if receipt is None:
        return request.refuse("try_again")
    title, turn = proposal.statement.title, candidate.turn
    return await _decided(request, Decided(REJECTED, candidate.id, "", title, receipt.positions[-1], turn))


async def _decided(request: EditRequest, done: Decided) -> EditAnswer:
    """The next statement, with a line about what was done, or that somebody else decided first."""
    candidate = await request.shelf.candidates.find(done.candidate, request.scope)
    first = candidate is None or await decision_on(request.shelf, request.log, candidate) == done.act
    return await show_next(request, done if first else Decided("decided"))


async def skip(request: EditRequest) -> EditAnswer:
    """Skip: leaves the statement for later, and shows the next."""
    proposal = await proposed(request)
    if isinstance(proposal, Refusal):
        return await show_next(request, _undone(proposal))
    await request.shelf.candidates.skip(proposal.candidate)
    return await show_next(request, Decided("skipped", proposal.candidate.id, "", proposal.statement.title))


async def put_back(request: EditRequest) -> EditAnswer:
    """Takes back the decision of one turn on a statement: undoes what was accepted, and shows it again."""
    candidates = request.shelf.candidates
    candidate = await candidates.find(request.option("candidate"), request.scope)
    if candidate is None:
        return request.refuse("candidate_gone")
    if str(candidate.turn) != request.option("turn") or candidate.state not in (ACCEPTED, REJECTED):
        return await show_next(request, Decided("decided"))
    parts: Sequence[Part] = ()
    if candidate.state == ACCEPTED:
        plan = await plan_undo_of(request, [change_of(candidate)])
        if isinstance(plan, Plan):
            parts = plan.parts
        elif not (isinstance(plan, Refusal) and plan.code == "already_retracted"):
            return plan
    parts = [*parts, await return_of(request.recorder, candidate)]
    change = put_back_change(candidate)
    receipt = await request.recorder.write(request.scope, change, await request.actor(), parts)
    if receipt is None:
        return request.refuse("try_again")
    await candidates.put_back(candidate)
    await candidates.hold(candidate.id, request.scope, request.editor.id, request.editor.now)
    return await show_next(request, Decided("returned", candidate.id, "", "", receipt.positions[-1]))


async def correct(request: EditRequest) -> EditAnswer:
    """Edit: the statement in a form, filled as proposed, which leads to a draft with a preview."""
    proposal = await proposed(request)
    if isinstance(proposal, Refusal):
        return await show_next(request, _undone(proposal))
    said = proposal.statement
    parties = party_names(request, said.parties)
    filled = {
        **request.question.options,
        "title": said.title,
        "date": date_to_edit(request, proposal.date),
        "parties": ", ".join(parties),
        "event": request.option("event") if request.gives("event") else _where(proposal),
    }
    question = Question("edit candidate", filled)
    return await begin_in_form(replace(request, question=question))


def _where(proposal: Proposal) -> str:
    """The event that the statement is proposed for, as typed in the form; ``NEW`` for none."""
    matched = _matched(proposal)
    return matched.label if matched is not None else NEW


async def drop(request: EditRequest) -> EditAnswer:
    """Drops a paper: its text and its undecided statements are deleted; what was accepted stays."""
    paper = await paper_named(request)
    if not isinstance(paper, Document):
        return paper or request.refuse("unknown_paper", typed="", known="")
    entity = await request.recorder.entity(request.scope, "document", paper.sha256)
    version = sum(entity.versions.values())
    if is_imported(version):
        change = paper_change(request.scope, paper.sha256, version)
        body = DocumentDropped(paper.name)
        await request.recorder.write(request.scope, change, await request.actor(), [(entity, (body,))])
    await request.shelf.documents.drop(request.scope, paper.sha256)
    # The buttons lead on to the other papers.
    others = replace(request, question=request.question.asking(document=""))
    return await overview(others, None, Decided("dropped", "", "", title_of(paper)))


async def show_next(request: EditRequest, done: Decided | None = None) -> EditAnswer:
    """The next statement that nobody else is looking at, or else the overview.

    ``done`` says what was done.
    """
    paper = await paper_named(request)
    chosen = paper if isinstance(paper, Document) else None
    candidates = request.shelf.candidates
    while True:
        candidate = await candidates.next(
            request.scope,
            request.editor.id,
            request.editor.now,
            sha256=chosen.sha256 if chosen is not None else "",
            skipped=request.option("skipped") == "yes",
        )
        if candidate is None:
            return await overview(request, chosen, done, looked=True)
        if not await decision_on(request.shelf, request.log, candidate):
            proposal = await propose(request.shelf, request.views, candidate)
            if proposal is not None:
                return await _shown(request, proposal, chosen, done)


async def overview(
    request: EditRequest, paper: Document | None, done: Decided | None = None, *, looked: bool = False
) -> DeskAnswer:
    """The server's papers with their numbers of statements, and its stale changes.

    ``looked`` says that no statement is free: those that still wait are being looked at by others.
    """
    candidates = request.shelf.candidates
    lines = []
    for document in await request.shelf.documents.of(request.scope):
        lines.append(line_of(document, await candidates.tally(request.scope, document.sha256)))
    tally = await candidates.tally(request.scope, paper.sha256 if paper is not None else "")
    fresh = tally.waiting - tally.skipped
    return DeskAnswer(
        question=onward(request),
        papers=tuple(lines),
        stale=await stale_of(request),
        waiting=0 if looked else fresh,
        skipped=tally.skipped,
        held=fresh if looked else 0,
        paper=next((line for line in lines if paper is not None and line.sha256 == paper.sha256), None),
        done=done,
    )


async def paper_named(request: EditRequest) -> Document | Refusal | Choose | None:
    """The paper that the option ``document`` names by digest, title or file name.

    None if the option is empty.
    """
    typed = request.option("document")
    if not typed:
        return None
    papers = await request.shelf.documents.of(request.scope)
    wanted = fold_name(typed)
    called = {paper.sha256: (fold_name(title_of(paper)), fold_name(paper.name)) for paper in papers}
    for fits in (
        [paper for paper in papers if paper.sha256 == typed],
        [paper for paper in papers if wanted in called[paper.sha256]],
        [paper for paper in papers if any(wanted in name for name in called[paper.sha256])],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            return _which(request, typed, fits, distinct_titles(papers))
    known = "; ".join(title_of(paper) for paper in papers[:5])
    return request.refuse("unknown_paper" if papers else "no_papers", typed=typed, known=known)


def _which(
    request: EditRequest, typed: str, papers: Sequence[Document], titles: Mapping[str, Fact]
) -> Choose:
    asking = request.question.asking
    options = (Suggestion(titles[one.sha256], asking(document=one.sha256)) for one in papers[:OFFERED])
    return Choose(request.question, typed, "name", tuple(options), more=len(papers[OFFERED:]))


def line_of(document: Document, tally: Tally) -> PaperLine:
    """A paper with how many of its statements wait, are decided on, or were known already."""
    known, waiting = tally.states.get(KNOWN, 0), tally.waiting
    decided = sum(tally.states.values()) - known - waiting
    return PaperLine(document.sha256, title_of(document), document.imported_at, waiting, decided, known)


async def _shown(
    request: EditRequest, proposal: Proposal, paper: Document | None, done: Decided | None
) -> ReviewAnswer:
    said, candidate = proposal.statement, proposal.candidate
    tally = await request.shelf.candidates.tally(request.scope, paper.sha256 if paper is not None else "")
    total = sum(tally.states.values()) - tally.states.get(KNOWN, 0)
    left = tally.waiting if candidate.skips else tally.waiting - tally.skipped
    known = request.names.get("agreement", said.agreement)
    agreement = (known.short if known is not None else said.agreement, said.action)
    return ReviewAnswer(
        question=onward(request),
        candidate=candidate.id,
        turn=candidate.turn,
        paper=proposal.source.label,
        locator=said.locator,
        number=total - left + 1,
        total=total,
        passage=await _passage(request, proposal),
        date=proposal.date,
        basis=said.basis,
        title=said.title,
        parties=party_names(request, said.parties),
        agreement=agreement if said.agreement else None,
        unknown=bool(said.agreement) and known is None,
        confidence=said.confidence,
        reasons=said.reasons,
        match=_matched(proposal),
        restatus=await _restatus(request, proposal),
        skipped=candidate.skips > 0,
        done=done,
    )


async def _restatus(request: EditRequest, proposal: Proposal) -> Restatus | None:
    """The agreement's status before and after, if the statement became a new event and changed it."""
    step = step_of(proposal.statement, request.names.agreements)
    if step is None or _matched(proposal) is not None:
        return None
    said = Claim(id="said", source="", date=proposal.date.edtf)
    event = Event(id="said", number=0, title="", steps=(step,), claims=(said,))
    return next(iter(await restated(request, [(None, event)])), None)


async def _passage(request: EditRequest, proposal: Proposal) -> Passage:
    """The sentence around the date words, from the stored text.

    With text before it if the date rests on that.
    """
    said, sha256 = proposal.statement, proposal.candidate.sha256
    first = said.sentence_start - (EARLIER if said.basis != "stated" else 0)
    start, end = max(first, said.start - AROUND, 0), min(said.sentence_end, said.end + AROUND)
    places = start, said.start, said.end, end
    told = await legible(request.shelf.documents, request.scope, sha256, *places)
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
