"""Plans additions: a new event, or one more claim about an event."""

from __future__ import annotations

from collections.abc import AsyncIterator

from msgspec.structs import replace

from bot.domain import decide
from bot.domain.claims import contradicts, dating
from bot.domain.dates import HistoricalDate, within
from bot.domain.edits import DateRead, Double, Field, Line
from bot.domain.entities import MENTIONED, OWN_KNOWLEDGE, Claim, Event
from bot.domain.fold import fold
from bot.domain.questions import Choose, Refusal
from bot.services.editing.changes import step_facts
from bot.services.editing.fields import (
    TypedSource,
    named_event,
    typed_date,
    typed_parties,
    typed_source,
    typed_step,
    words_of,
)
from bot.services.editing.plan import NeedsForm, Plan, Planned, seen_of
from bot.services.editing.request import EditRequest
from bot.services.event_view import claims_in, event_view, label_of
from bot.services.typed.names import fold_name
from storage.views import Range

NEAR = 31
"""Days around a new event's date within which events are compared with it."""
PORTION = 300
"""Events that are read at a time; in between, other questions are answered."""
LOOKED_AT = 6_000
"""Most events that a new one is compared with, the latest first."""
ALIKE = 65
"""From this similarity (of 100) on, an event is shown as possibly the same."""
DOUBLES = 2


async def plan_add(request: EditRequest) -> Planned | NeedsForm:
    """``/edit add``: a new event with one claim; without title or date, the form is asked for."""
    if not (request.option("title") and request.option("date")):
        return NeedsForm({}, {})
    claim = await _claim(request)
    if isinstance(claim, Refusal | Choose):
        return claim
    made, cited, date = claim
    step = typed_step(request)
    if isinstance(step, Refusal | Choose):
        return step
    parties = await typed_parties(request)
    entity, number = await request.recorder.new_event(request.scope)
    event = Event(
        id=entity.id,
        number=number,
        title=request.option("title"),
        kind="agreement" if step is not None and step.action != MENTIONED else "development",
        parties=parties.ids,
        steps=(step,) if step is not None else (),
        claims=(made,),
    )
    bodies = decide.add(entity.state, event)
    if isinstance(bodies, decide.Denied):
        return request.denied(bodies)
    lines: list[Line] = [DateRead(request.option("date"), date)]
    lines += [*parties.lines, Field("agreement", step_facts(request.names, event.steps)), cited.line]
    if made.remark:
        lines.append(Field("remark", made.remark))
    return Plan(
        act="add",
        label=label_of(event),
        title=event.title,
        lines=tuple(lines),
        parts=(*cited.parts, *parties.parts, (entity, bodies)),
        seen={},
        doubles=await _doubles(request, event, date),
        agreement=True,
        claim=made,
    )


async def plan_claim(request: EditRequest) -> Planned:
    """``/edit claim``: what one more source says about an event."""
    named = await named_event(request, request.option("event"))
    if isinstance(named, Refusal | Choose):
        return named
    claim = await _claim(request)
    if isinstance(claim, Refusal | Choose):
        return claim
    made, cited, date = claim
    entity, event = named
    bodies = _with_claim(request, event, made)
    if isinstance(bodies, Refusal):
        return bodies
    after = fold(event, bodies)
    if request.option("prefer") == "yes" and isinstance(after, Event):
        preferred = decide.prefer(after, made.id)
        if isinstance(preferred, decide.Denied):
            return request.denied(preferred)
        bodies = (*bodies, *preferred)
    lines: list[Line] = [DateRead(request.option("date"), date), cited.line]
    for key in ("place", "remark"):
        if request.option(key):
            lines.append(Field(key, request.option(key)))
    lines.append(Field("leads", _lead_after(fold(event, bodies), made.id)))
    return Plan(
        act="claim",
        label=named.label,
        title=event.title,
        lines=tuple(lines),
        parts=(*cited.parts, (entity, bodies)),
        seen=seen_of(entity),
    )


async def _claim(request: EditRequest) -> tuple[Claim, TypedSource, HistoricalDate] | Refusal | Choose:
    date = typed_date(request)
    if isinstance(date, Refusal | Choose):
        return date
    cited = await typed_source(request)
    if isinstance(cited, Refusal | Choose):
        return cited
    claim = Claim(
        id=f"c-{request.draft}",
        source=cited.source.id,
        date=date.edtf,
        words=words_of(request.option("date"), date),
        place=request.option("place"),
        remark=request.option("remark"),
        pack=cited.source.pack,
        grade=cited.source.grade,
    )
    return claim, cited, date


def _with_claim(request: EditRequest, event: Event, made: Claim) -> decide.Bodies | Refusal:
    """The records that add a claim to an event; a refusal if the source has given it this date already."""
    if any((held.source, held.date) == (made.source, made.date) for held in claims_in(event, "all")):
        return request.refuse("claim_exists", event=label_of(event))
    bodies = decide.add_claim(event, made)
    return request.denied(bodies) if isinstance(bodies, decide.Denied) else bodies


def _lead_after(state: object, claim: str) -> str:
    """How the new date relates to the others: it leads, joins or contradicts them, or is never used."""
    if not isinstance(state, Event):
        return "beside"
    found = dating(state)
    if found.lead == claim:
        return "leads"
    if claim in found.conflicts:
        return "contested" if found.contested else "contradicts"
    grade = next(held.grade for held in state.claims if held.id == claim)
    return "own" if grade == OWN_KNOWLEDGE else "beside"


async def _doubles(request: EditRequest, event: Event, date: HistoricalDate) -> tuple[Double, ...]:
    """Events that may be the same: near in time, and similar in title and parties; the most similar first."""
    # Imported here, so that a start does not wait for it.
    from rapidfuzz import fuzz

    low, high = date.low - NEAR, date.high + NEAR
    # Without ``ongoing``: what lasted for years is not the same as what happened on one day of them.
    then = Range("all", low, high, ongoing=False)
    ranked = []
    async for other in _latest(request, then):
        if _acts_otherwise(other, event):
            continue
        shared = len(set(other.parties) & set(event.parties))
        pair = fold_name(event.title), fold_name(other.title)
        # The mean of two measures: by shared words alone, a short title would be similar to any long one.
        likeness = (fuzz.token_set_ratio(*pair) + fuzz.token_sort_ratio(*pair)) / 2
        likeness += 8 * min(shared, 2) if shared else -10
        if likeness >= ALIKE:
            ranked.append((likeness, other))
    ranked.sort(key=lambda pair: (-pair[0], pair[1].number))
    return tuple(_double(other, event, date) for _, other in ranked[:DOUBLES])


async def _latest(request: EditRequest, then: Range) -> AsyncIterator[Event]:
    """The events of a time, the latest first; at most ``LOOKED_AT``."""
    for offset in range(0, LOOKED_AT, PORTION):
        rows = await request.views.between(request.at, then, limit=PORTION, offset=offset, newest_first=True)
        for row in rows:
            yield event_view(row).event
        if len(rows) < PORTION:
            return


def _acts_otherwise(other: Event, event: Event) -> bool:
    """Whether both events act on agreements but have no step in common.

    Signing one agreement is another event than ending it, and than signing another one.
    """
    both = [
        {(step.agreement, step.action) for step in one.steps if step.action != MENTIONED}
        for one in (other, event)
    ]
    return all(both) and not both[0] & both[1]


def _double(other: Event, event: Event, date: HistoricalDate) -> Double:
    held = dating(other).date
    finer = held is not None and within(date, held) and not within(held, date)
    clashes, more = contradicts(other, date.edtf), bool(decide.join(other, event))
    return Double(label_of(other), other.title, held, finer, clashes, more)


async def add_to(request: EditRequest, plan: Plan, label: str) -> Planned:
    """The plan that adds a planned event's claim, and its further steps and parties, to another event."""
    named = await named_event(request, label)
    if isinstance(named, Refusal | Choose):
        return named
    entity, event = named
    if plan.claim is None:
        return request.refuse("cannot_undo")
    made = replace(plan.claim, remark=plan.claim.remark or plan.title)
    bodies = _with_claim(request, event, made)
    if isinstance(bodies, Refusal):
        return bodies
    planned = fold(None, next(bodies for entity, bodies in plan.parts if entity.kind == "event"))
    if isinstance(planned, Event):
        bodies = (*decide.join(event, planned), *bodies)
    beside = tuple(part for part in plan.parts if part[0].kind != "event")
    return Plan("claim", named.label, event.title, (), (*beside, (entity, bodies)), {})
