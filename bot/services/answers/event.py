"""``/event``: what each source says about one event, and its changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.answers import Answer, ClaimSaid, EventAnswer, HistoryLine
from bot.domain.claims import Dating
from bot.domain.codec import decode_body
from bot.domain.dates import HistoricalDate, Precision, parse, read, read_day_of_year
from bot.domain.entities import REFERENCE, Claim
from bot.domain.questions import Choose, Question, Refusal, Suggestion
from bot.services.desk.quoting import quotations
from bot.services.event_view import EventView, claims_in, event_view
from bot.services.footnotes import Footnotes
from bot.services.inquiry import Inquiry
from bot.services.typed.events import resolve_event
from bot.services.typed.meaning import OFFERED
from storage.rows import CORPUS, Record
from storage.views import At, Range

CLAIMS, QUOTED = 3, 2
"""Claims on one page, and on one page with quotations, which take more room."""
HISTORY = 200
LOOKED_THROUGH = 25
"""Most events of a time among which those that surely fall into it are looked for."""


async def event(inquiry: Inquiry) -> Answer:
    """One event: what each source says, side by side, and its changes."""
    found = await _dated(inquiry) or await resolve_event(inquiry, inquiry.option("name"), "name")
    if isinstance(found, Refusal | Choose):
        return found
    claims = claims_in(found.event, inquiry.layer)
    notes = await inquiry.footnotes([found])
    dated = found.dated(inquiry.layer)
    ordered = sorted(claims, key=lambda claim: (claim.id != dated.lead, claim.pack == REFERENCE))
    quoted = await _quoted(inquiry, ordered)
    shown, page = inquiry.page_of(ordered, QUOTED if quoted else CLAIMS)
    return EventAnswer(
        question=inquiry.question,
        entry=notes.entry(found, inquiry.layer),
        parties=inquiry.names.names_of("party", found.event.parties),
        steps=tuple(
            (inquiry.names.short_of("agreement", step.agreement), step.action) for step in found.event.steps
        ),
        claims=tuple(_said(claim, dated, notes, quoted.get(claim.id, "")) for claim in shown),
        history=await _history(inquiry, found),
        retracted=found.event.retracted,
        merged_into=await _label(inquiry, found.event.merged_into),
        footnotes=notes.footnotes,
        paging=page,
        preferred=found.event.preferred is not None and found.event.preferred == dated.lead,
    )


def _said(claim: Claim, dated: Dating, notes: Footnotes, quotation: str) -> ClaimSaid:
    return ClaimSaid(
        note=notes.numbers((claim.source,))[0],
        date=parse(claim.date),
        words=claim.words,
        place=claim.place,
        elsewhere=tuple((parse(other.date), other.place) for other in claim.elsewhere),
        locator=claim.locator,
        remark=claim.remark,
        reference=claim.pack == REFERENCE,
        confidence=claim.confidence,
        leads=claim.id == dated.lead,
        differs=claim.id in dated.conflicts,
        quotation=quotation,
    )


async def _dated(inquiry: Inquiry) -> EventView | Choose | None:
    """If a date was typed in place of a title: the one event of that day, or the few of that time."""
    typed = inquiry.option("name")
    dates = read(typed, today=inquiry.asker.today)
    if read_day_of_year(typed):
        every_year = Suggestion(typed, Question("on", {"date": typed}))
        return Choose(inquiry.question, typed, "name", (every_year,))
    if not dates:
        return None
    events = await _within(inquiry, dates[0].date) if len(dates) == 1 else ()
    if len(events) == 1 and dates[0].date.precision is Precision.DAY:
        return events[0]
    few = [Suggestion(one.titled, inquiry.question.asking(name=one.label)) for one in events]
    asked = (Suggestion(one.date, Question("on", {"date": one.date.edtf})) for one in dates)
    return Choose(inquiry.question, typed, "name", (*few, *asked))


async def _within(inquiry: Inquiry, time: HistoricalDate) -> Sequence[EventView]:
    """The events that surely fall into a time; none if they are more than can be offered."""
    what = Range(inquiry.layer, time.low, time.high, ongoing=False)
    found = await inquiry.views.between(inquiry.at, what, limit=LOOKED_THROUGH)
    dated = ((one, one.dated(inquiry.layer).date) for one in map(event_view, found))
    events = [one for one, date in dated if date and time.low <= date.low and date.high <= time.high]
    return events if len(events) < OFFERED and len(found) < LOOKED_THROUGH else ()


async def _quoted(inquiry: Inquiry, claims: Sequence[Claim]) -> Mapping[str, str]:
    """By claim id, the passage of the source that the claim rests on, where the server holds its text."""
    if inquiry.documents is None:
        return {}
    at = At(inquiry.asker.scope, inquiry.at.position)
    return await quotations(inquiry.views, inquiry.documents, at, claims)


async def _label(inquiry: Inquiry, id: str | None) -> str | None:
    """The number that users see for the event with this id; None without one."""
    row = await inquiry.views.get(inquiry.at, "event", id) if id is not None else None
    return event_view(row).label if row is not None else id


async def _history(inquiry: Inquiry, found: EventView) -> tuple[HistoryLine, ...]:
    """The changes of an event that the asker may see, in order: those of the corpus and of their server."""
    records: list[Record] = []
    for scope in dict.fromkeys((CORPUS, inquiry.asker.scope)):
        if scope is not None:
            records += await inquiry.log.read_stream(scope, f"event/{found.event.id}", limit=HISTORY)
    until = inquiry.at.position
    return tuple(
        _line(r) for r in sorted(records, key=lambda r: r.position) if until is None or r.position <= until
    )


def _line(record: Record) -> HistoryLine:
    body = decode_body(record.body, record.type, record.schema) if record.body is not None else None
    return HistoryLine(
        position=record.position,
        recorded_at=record.recorded_at,
        type=record.type,
        reason=getattr(body, "reason", ""),
    )
