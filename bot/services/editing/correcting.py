"""Plans changes to an event: amend, retract, restore, merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from bot.domain import decide
from bot.domain.codec import decode_state
from bot.domain.dates import parse
from bot.domain.edits import Altered, Field, Line
from bot.domain.entities import Claim, Event, Source, Step
from bot.domain.facts import Fact, Phrase, WordedDate
from bot.domain.questions import Choose, Refusal, Suggestion
from bot.domain.record_types import EventAmended
from bot.services.editing.changes import altered_fields, amended_lines
from bot.services.editing.fields import (
    Parties,
    claim_label,
    date_to_edit,
    named_event,
    typed_action,
    typed_date,
    typed_parties,
    typed_step,
    words_of,
)
from bot.services.editing.plan import NeedsForm, Plan, Planned, plan_for_entity, seen_of
from bot.services.editing.request import EditRequest
from bot.services.event_view import EventView, claims_in, event_view, titled_of
from bot.services.typed.meaning import OFFERED
from bot.services.typed.names import event_label, fold_name

CHANGES = ("title", "date", "parties", "agreement", "action")
RECENT = 300
"""How many log records back retracted events are looked for by title."""


async def plan_amend(request: EditRequest) -> Planned | NeedsForm:
    """``/edit amend``: new values for fields of an event, or for the date that one source gives.

    If no new value is given, the event's form is asked for.
    """
    named = await named_event(request, request.option("event"))
    if isinstance(named, Refusal | Choose):
        return named
    entity, event = named
    if not any(request.gives(name) for name in CHANGES):
        hopeless = decide.amend(event, {})
        if isinstance(hopeless, decide.Denied):
            return request.denied(hopeless)
        return NeedsForm(_form_values(request, event), seen_of(entity))
    parties = await typed_parties(request)
    fields = _fields(request, event, parties)
    if isinstance(fields, Refusal | Choose):
        return fields
    dated = await _redate(request, event) if request.option("date") else ((), ())
    if isinstance(dated, Refusal | Choose):
        return dated
    amendment = decide.amend(event, fields, request.option("reason"))
    if isinstance(amendment, decide.Denied):
        return request.denied(amendment)
    bodies = (*amendment, *dated[0])
    if not bodies:
        return request.refuse("nothing_changed")
    new = parties.parts if request.gives("parties") else ()
    return Plan(
        act="amend",
        label=named.label,
        title=event.title,
        lines=(*dated[1], *amended_lines(request, amendment, parties), *_reason(request)),
        parts=(*new, (entity, bodies)),
        seen=seen_of(entity),
        agreement=True,
    )


def _form_values(request: EditRequest, event: Event) -> dict[str, str]:
    """What the form of an event is filled with; the date only if the event has a single claim."""
    claims = claims_in(event, "all")
    names = request.names.names_of("party", event.parties)
    shown = {"title": event.title, "parties": ", ".join(names)}
    if len(claims) == 1:
        shown["date"] = date_to_edit(request, parse(claims[0].date))
    return shown


def _fields(request: EditRequest, event: Event, parties: Parties) -> dict[str, Any] | Refusal | Choose:
    """New values for the event's own fields, those that were typed."""
    fields: dict[str, Any] = {}
    if request.gives("title"):
        fields["title"] = request.option("title")
    if request.gives("parties"):
        fields["parties"] = parties.ids
    if request.option("agreement") or request.option("action"):
        steps = _steps(request, event)
        if isinstance(steps, Refusal | Choose):
            return steps
        fields["steps"] = msgspec.to_builtins(steps)
    return fields


def _steps(request: EditRequest, event: Event) -> tuple[Step, ...] | Refusal | Choose:
    """The event's steps with the typed one added or replaced.

    An action alone applies to its only agreement.
    """
    if not request.option("agreement") and len(event.steps) == 1:
        action = typed_action(request)
        return action if isinstance(action, Refusal) else (Step(event.steps[0].agreement, action),)
    step = typed_step(request)
    if isinstance(step, Refusal | Choose) or step is None:
        return step or event.steps
    others = tuple(held for held in event.steps if held.agreement != step.agreement)
    return (*others, step)


async def _redate(
    request: EditRequest, event: Event
) -> tuple[decide.Bodies, tuple[Line, ...]] | Refusal | Choose:
    """The records that give one claim the new date, and the preview's lines about it."""
    date = typed_date(request)
    if isinstance(date, Refusal | Choose):
        return date
    labels = await labels_of(request, event)
    claim = _claim_to_correct(request, event, labels)
    if isinstance(claim, Refusal | Choose):
        return claim
    changes = {"date": date.edtf, "words": words_of(request.option("date"), date)}
    bodies = decide.amend_claim(event, claim.id, changes, request.option("reason"))
    if isinstance(bodies, decide.Denied):
        return request.denied(bodies)
    if not bodies:
        return (), ()
    before, after = WordedDate(parse(claim.date), claim.words), WordedDate(date, changes["words"])
    return bodies, (Field("whose", labels[claim.source]), Altered("date", before, after))


def _claim_to_correct(
    request: EditRequest, event: Event, labels: Mapping[str, str]
) -> Claim | Refusal | Choose:
    """The claim to change: the event's only one, or that of the source that was named."""
    claims = claims_in(event, "all")
    typed = request.option("source")
    if not claims:
        return request.refuse("no_statement")
    if typed:
        wanted = fold_name(typed)
        exact = [claim for claim in claims if typed in (claim.id, claim.source)]
        claims = tuple(exact) or tuple(
            claim for claim in claims if _is_called(request, claim, labels[claim.source], wanted)
        )
        if not claims:
            known = "; ".join(dict.fromkeys(labels.values()))
            return request.refuse("not_its_source", typed=typed, known=known)
    if len(claims) == 1:
        return claims[0]
    question, offers = request.question, _told_apart(claims, labels)
    options = (Suggestion(label, question.asking(source=value)) for label, value in offers[:OFFERED])
    more = len(offers[OFFERED:])
    return Choose(question, typed or request.option("date"), "whose", tuple(options), more=more)


def _told_apart(claims: Sequence[Claim], labels: Mapping[str, str]) -> list[tuple[Fact, str]]:
    """Labels to choose between claims, with the option's value for each.

    By source and date; if all claims are of one source, by their places in it.
    """
    by_source: dict[str, list[Claim]] = {}
    for claim in claims:
        by_source.setdefault(claim.source, []).append(claim)
    if len(by_source) == 1:
        return [(_by_place(claim), claim.id) for claim in claims]
    shared = Counter(labels[id] for id in by_source)
    return [
        (claim_label(labels[id], _dates_of(some)), labels[id] if shared[labels[id]] == 1 else id)
        for id, some in by_source.items()
    ]


def _by_place(claim: Claim) -> Fact:
    """A claim named by its place in its source, with the source's words for the date, or else the date."""
    said = Phrase("claim_words", {"words": claim.words}) if claim.words else parse(claim.date)
    return claim_label(claim.locator, said) if claim.locator else said


def _dates_of(claims: Sequence[Claim]) -> Fact:
    first, *others = (parse(edtf) for edtf in dict.fromkeys(claim.date for claim in claims))
    told: Fact = first
    for date in others:
        told = Phrase("offer_dates", {"dates": told, "date": date})
    return told


def _is_called(request: EditRequest, claim: Claim, label: str, wanted: str) -> bool:
    named = request.names.match(wanted, ("source",)).found
    return fold_name(label) == wanted or any(thing.id == claim.source for thing in named)


async def labels_of(request: EditRequest, event: Event) -> dict[str, str]:
    """The labels of an event's sources, by source id; titles of those whose label another one has, too."""
    ids = dict.fromkeys(claim.source for claim in claims_in(event, "all"))
    rows = await request.views.get_many(request.at, "source", ids)
    sources = {row.row.id: decode_state(Source, row.row.state) for row in rows}
    held = Counter(source.label for source in sources.values())
    labels = {id: one.label if held[one.label] == 1 else one.title for id, one in sources.items()}
    return {id: labels.get(id) or id for id in ids}


def _reason(request: EditRequest) -> tuple[Line, ...]:
    return (Field("reason", request.option("reason")),) if request.option("reason") else ()


async def plan_retract(request: EditRequest) -> Planned:
    """``/edit retract``: takes an event out of answers and posts."""
    return await _retract_or_restore(request, "retract")


async def plan_restore(request: EditRequest) -> Planned:
    """``/edit restore``: brings a retracted event back.

    A title is looked for among recently retracted events alone, because search does not find retracted ones.
    """
    typed = request.option("event")
    if event_label(typed) is not None:
        return await _retract_or_restore(request, "restore")
    found = await retracted_events(request, typed)
    if not found:
        return request.refuse("unknown_retracted", typed=typed)
    question = request.question
    restoring = [Suggestion(one.titled, question.asking(event=one.label)) for one in found]
    if len(restoring) > 1:
        few, more = tuple(restoring[:OFFERED]), len(restoring[OFFERED:])
        return Choose(question, typed, "name", few, more=more)
    return await _retract_or_restore(replace(request, question=restoring[0].question), "restore")


async def retracted_events(request: EditRequest, typed: str) -> list[EventView]:
    """Events that the server retracted lately with the typed text in number or title, the newest first."""
    records = await request.log.recent(limit=RECENT, scope=request.scope)
    ids = dict.fromkeys(r.stream.removeprefix("event/") for r in records if r.type == "EventRetracted")
    rows = await request.views.get_many(request.at, "event", ids)
    wanted = fold_name(typed)
    found = [event_view(row) for row in rows if not row.row.live]
    return [one for one in found if wanted in fold_name(one.titled)]


async def _retract_or_restore(request: EditRequest, act: str) -> Planned:
    named = await named_event(request, request.option("event"))
    if isinstance(named, Refusal | Choose):
        return named
    entity, event = named
    deciding = decide.retract if act == "retract" else decide.restore
    return plan_for_entity(
        request,
        act,
        entity,
        deciding(event, request.option("reason")),
        event.title,
        label=named.label,
        lines=_reason(request),
        beside=await request.recorder.needed_by(request.scope, event) if act == "restore" else (),
    )


async def plan_merge(request: EditRequest) -> Planned:
    """``/edit merge``: moves one event's claims, and whatever else only it has, to another.

    It is then hidden.
    """
    keep = await named_event(request, request.option("keep"), "keep")
    if isinstance(keep, Refusal | Choose):
        return keep
    drop = await named_event(request, request.option("drop"), "drop")
    if isinstance(drop, Refusal | Choose):
        return drop
    both = decide.merge(keep.event, drop.event)
    if isinstance(both, decide.Denied):
        return request.denied(both)
    labels = await labels_of(request, drop.event)
    moved = dict.fromkeys((labels[claim.source], claim.date) for claim in claims_in(drop.event, "all"))
    amended = (body for body in both[0] if isinstance(body, EventAmended))
    joined = [line for body in amended for line in altered_fields(request.names, body.changes)]
    return Plan(
        act="merge",
        label=keep.label,
        title=keep.event.title,
        lines=(
            Field("folded", titled_of(drop.event)),
            Field("moved", tuple(claim_label(source, parse(edtf)) for source, edtf in moved)),
            *joined,
        ),
        parts=((keep.entity, both[0]), (drop.entity, both[1])),
        seen=seen_of(keep.entity, drop.entity),
    )
