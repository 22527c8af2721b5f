"""Decides changes: from an entity's state and what somebody wants, the bodies of new records or a refusal.

Nothing is read or written here. A refusal is a value (``Denied``) whose code selects the words for the user.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar, assert_never

import msgspec
from msgspec.structs import replace

from bot.domain import entities as e
from bot.domain import record_types as r
from bot.domain.dates import DateError, parse
from bot.domain.facts import Fact, Reason
from bot.domain.fold import amended, difference, plain


class Denied(msgspec.Struct, frozen=True):
    """A change that cannot be made: the reason's code, and the facts for its words."""

    code: str
    facts: Mapping[str, Fact] = {}


Bodies = tuple[r.AnyBody, ...]


class _Types(NamedTuple):
    """The record types of one kind of entity; ``amended`` is None if it is never amended."""

    added: Any
    amended: Any
    retracted: Any
    restored: Any


_TYPES: dict[type, _Types] = {
    e.Event: _Types(r.EventAdded, r.EventAmended, r.EventRetracted, r.EventRestored),
    e.Agreement: _Types(r.AgreementAdded, r.AgreementAmended, r.AgreementRetracted, r.AgreementRestored),
    e.Source: _Types(r.SourceAdded, r.SourceAmended, r.SourceRetracted, r.SourceRestored),
    e.Party: _Types(r.PartyAdded, r.PartyAmended, r.PartyRetracted, r.PartyRestored),
    e.Theme: _Types(r.ThemeAdded, r.ThemeAmended, r.ThemeRetracted, r.ThemeRestored),
    e.EditorRole: _Types(r.EditorRoleAdded, None, r.EditorRoleRetracted, r.EditorRoleRestored),
    e.Subscription: _Types(
        r.SubscriptionAdded, r.SubscriptionAmended, r.SubscriptionRetracted, r.SubscriptionRestored
    ),
}
_FIXED = ("id", "number", "claims", "preferred", "retracted", "merged_into")
"""Fields that an amendment cannot set: other records change them, or nothing does."""

BY_UNDO = "by undo"
"""The reason that records made by an undo have."""

T = TypeVar("T", bound=e.State)
S = TypeVar("S", bound=e.Struct)


def add(existing: e.State | None, new: e.State) -> Bodies | Denied:
    """Adds an entity; denied if one with its id exists."""
    if existing is not None:
        return Denied("exists", {"id": new.id})
    fault = _fault_of_event(new) if isinstance(new, e.Event) else None
    return fault or (_TYPES[type(new)].added(new),)


def ensure(state: e.State | None, wanted: e.State) -> Bodies:
    """Adds the entity if it does not exist, restores it if it is retracted; empty if it stands already."""
    if state is None:
        return (_TYPES[type(wanted)].added(wanted),)
    return () if state.retracted is None else (_TYPES[type(state)].restored(),)


def amend(state: e.State, changes: Mapping[str, Any], reason: str = "") -> Bodies | Denied:
    """Sets the given fields of an entity; empty if they all have these values already."""
    if out := _out(state):
        return out
    fixed = [name for name in changes if name in _FIXED or name not in state.__struct_fields__]
    if fixed:
        return Denied("fixed_field", {"field": ", ".join(fixed)})
    wanted = _with(state, changes)
    if isinstance(wanted, Denied):
        return wanted
    fault = _fault_of_event(wanted) if isinstance(wanted, e.Event) else None
    return fault or _amendment(state, wanted, reason)


def _with(state: S, changes: Mapping[str, Any]) -> S | Denied:
    try:
        return amended(state, {name: r.Change(None, value) for name, value in changes.items()})
    except msgspec.ValidationError as error:
        return Denied("bad_value", {"why": str(error)})


def _out(state: e.State) -> Denied | None:
    """Why an entity cannot be changed: it is retracted, or merged into another; None if it can."""
    if state.retracted is not None:
        return Denied("retracted", {"reason": Reason(state.retracted)})
    if isinstance(state, e.Event) and state.merged_into is not None:
        return Denied("merged", {"into": state.merged_into})
    return None


def align(state: T | None, wanted: T, reason: str) -> Bodies:
    """Whatever records turn the entity into ``wanted``; empty if nothing differs.

    This is how a changed seed file becomes records: amendments, claims added and retracted, restorations.
    """
    if state is None:
        return (_TYPES[type(wanted)].added(wanted),)
    bodies: list[r.AnyBody] = []
    if state.retracted is not None:
        bodies.append(_TYPES[type(state)].restored(reason))
    bodies += _amendment(state, wanted, reason)
    if isinstance(state, e.Event) and isinstance(wanted, e.Event):
        bodies += _align_claims(state, wanted, reason)
        if state.preferred != wanted.preferred:
            bodies.append(r.DatePreferred(wanted.preferred, state.preferred))
    return tuple(bodies)


def retract(state: e.State, reason: str) -> Bodies | Denied:
    """Takes an entity out of answers and posts; its history stays."""
    if state.retracted is not None:
        return Denied("already_retracted", {"reason": Reason(state.retracted)})
    if not reason.strip():
        return Denied("reason_missing")
    return (_TYPES[type(state)].retracted(reason),)


def restore(state: e.State, reason: str = "") -> Bodies | Denied:
    """Brings a retracted entity back; denied if it is not retracted."""
    if state.retracted is None:
        return Denied("not_retracted")
    return (_TYPES[type(state)].restored(reason),)


def add_claim(event: e.Event, claim: e.Claim) -> Bodies | Denied:
    """Adds one more source's claim to an event."""
    if out := _out(event):
        return out
    if any(c.id == claim.id for c in event.claims):
        return Denied("exists", {"id": claim.id})
    return _fault_of_claim(claim) or (r.ClaimAdded(claim),)


def amend_claim(
    event: e.Event, claim_id: str, changes: Mapping[str, Any], reason: str = ""
) -> Bodies | Denied:
    """Sets fields of a claim; empty if they have these values already."""
    claim = _claim(event, claim_id)
    if claim is None or claim.retracted:
        return Denied("unknown_claim", {"claim": claim_id})
    if out := _out(event):
        return out
    if "id" in changes:
        return Denied("fixed_field", {"field": "id"})
    wanted = _with(claim, changes)
    if isinstance(wanted, Denied):
        return wanted
    differing = difference(claim, wanted)
    return _fault_of_claim(wanted) or ((r.ClaimAmended(claim_id, differing, reason),) if differing else ())


def retract_claim(event: e.Event, claim_id: str, reason: str) -> Bodies | Denied:
    """Takes a claim out of an event."""
    claim = _claim(event, claim_id)
    if claim is None or claim.retracted:
        return Denied("unknown_claim", {"claim": claim_id})
    return (r.ClaimRetracted(claim_id, reason),)


def prefer(event: e.Event, claim_id: str | None) -> Bodies | Denied:
    """Makes one claim date the event; None leaves it to the rule of claims (``bot.domain.claims``) again."""
    claim = _claim(event, claim_id) if claim_id is not None else None
    if claim_id is not None and (claim is None or claim.retracted):
        return Denied("unknown_claim", {"claim": claim_id})
    if event.preferred == claim_id:
        return Denied("nothing_changed")
    return (r.DatePreferred(claim_id, event.preferred),)


def merge(keep: e.Event, drop: e.Event) -> tuple[Bodies, Bodies] | Denied:
    """Merges two entries for one event: gives the records for the one to keep and for the one to drop.

    The kept one gets the claims, parties, themes, steps and note that only the other has.
    """
    if keep.id == drop.id:
        return Denied("same_event")
    for event in (keep, drop):
        if out := _out(event):
            return out
    held = {c.id: c for c in keep.claims}
    moved: list[r.AnyBody] = [*join(keep, drop)]
    for claim in drop.claims:
        if claim.retracted:
            continue
        known = held.get(claim.id)
        moved += _align_claim(known, claim, "") if known else [r.ClaimAdded(claim, moved_from=drop.id)]
    return tuple(moved), (r.EventMerged(keep.id),)


def join(keep: e.Event, drop: e.Event) -> Bodies:
    """The amendment that gives ``keep`` the parties, themes, steps and notes of both, and the greater weight.

    Empty if it has them already. If one event acts on an agreement that the other only mentions, the mention
    is left out.
    """
    steps = dict.fromkeys((*keep.steps, *drop.steps))
    acted_on = {step.agreement for step in steps if step.action != e.MENTIONED}
    joined = replace(
        keep,
        parties=tuple(dict.fromkeys((*keep.parties, *drop.parties))),
        themes=tuple(dict.fromkeys((*keep.themes, *drop.themes))),
        steps=tuple(s for s in steps if s.action != e.MENTIONED or s.agreement not in acted_on),
        note=keep.note if drop.note in keep.note else f"{keep.note} {drop.note}".strip(),
        weight=max(keep.weight, drop.weight),
    )
    return _amendment(keep, joined, "")


def undo(state: e.State | None, body: r.AnyBody, retracted_for: str = BY_UNDO) -> Bodies | Denied:
    """The records that take one record back, given the entity's present state.

    Denied if what the record did has been changed since: undoing it would undo somebody else's work.
    ``retracted_for`` is the reason to give if undoing means to retract, which is the original one when a
    restoration is undone.
    """
    if state is None:
        return Denied("unknown")
    if isinstance(state, e.Event) and state.merged_into is not None and not isinstance(body, r.EventMerged):
        # Its claims are now those of the event that it was merged into.
        return Denied("changed_since", {"field": "merged_into"})
    match body:
        case r.Added() | r.Restored():
            return retract(state, retracted_for)
        case r.Retracted(reason):
            if state.retracted not in (None, reason):
                return Denied("changed_since", {"field": "retracted"})
            return restore(state, BY_UNDO) if state.retracted is not None else Denied("undone_already")
        case r.Amended(changes):
            back = _back(state, changes)
            return back if isinstance(back, Denied) else (type(body)(back, BY_UNDO),)
    if isinstance(body, r.OfNoEntity) or not isinstance(state, e.Event):
        return Denied("cannot_undo")
    return _undo_in_event(state, body)


def _undo_in_event(event: e.Event, body: r.OfEvents) -> Bodies | Denied:
    match body:
        case r.ClaimAdded(claim, moved_from):
            if moved_from and _claim(event, claim.id) not in (claim, replace(claim, retracted=True)):
                # The event that it came from has it as it was, so that a later correction would be lost.
                return Denied("changed_since", {"field": "claim"})
            return retract_claim(event, claim.id, BY_UNDO)
        case r.ClaimRestored(claim_id):
            return retract_claim(event, claim_id, BY_UNDO)
        case r.ClaimRetracted() | r.EventUnmerged() if event.retracted is not None:
            return Denied("changed_since", {"field": "retracted"})
        case r.ClaimRetracted(claim_id):
            retracted = _claim(event, claim_id)
            if retracted is None or not retracted.retracted:
                return Denied("changed_since", {"field": "claim"})
            return (r.ClaimRestored(claim_id, BY_UNDO),)
        case r.ClaimAmended(claim_id, changes):
            amended_claim = _claim(event, claim_id)
            if amended_claim is None:
                return Denied("unknown_claim", {"claim": claim_id})
            back = _back(amended_claim, changes)
            return back if isinstance(back, Denied) else (r.ClaimAmended(claim_id, back, BY_UNDO),)
        case r.DatePreferred(claim_id, before):
            if event.preferred != claim_id:
                return Denied("undone_already" if event.preferred == before else "changed_since")
            return (r.DatePreferred(before, claim_id),)
        case r.EventMerged(into):
            if event.merged_into != into:
                return Denied("changed_since" if event.merged_into else "undone_already")
            return (r.EventUnmerged(into),)
        case r.EventUnmerged(was_into):
            return (r.EventMerged(was_into),)
        case _:
            assert_never(body)


def _amendment(state: e.State, wanted: e.State, reason: str) -> Bodies:
    changes = difference(state, wanted, leave=_FIXED)
    return (_TYPES[type(state)].amended(changes, reason),) if changes else ()


def _align_claims(state: e.Event, wanted: e.Event, reason: str) -> list[r.AnyBody]:
    bodies: list[r.AnyBody] = []
    held = {c.id: c for c in state.claims}
    for claim in wanted.claims:
        known = held.pop(claim.id, None)
        if known is None:
            bodies.append(r.ClaimAdded(claim))
            continue
        bodies += _align_claim(known, claim, reason)
    bodies += [r.ClaimRetracted(claim.id, reason) for claim in held.values() if not claim.retracted]
    return bodies


def _align_claim(known: e.Claim, wanted: e.Claim, reason: str) -> list[r.AnyBody]:
    """The records that turn a claim into ``wanted``, which is not retracted."""
    bodies: list[r.AnyBody] = [r.ClaimRestored(known.id, reason)] if known.retracted else []
    changes = difference(known, wanted, leave=("retracted",))
    return [*bodies, r.ClaimAmended(known.id, changes, reason)] if changes else bodies


def _back(state: e.Struct, changes: Mapping[str, r.Change]) -> dict[str, r.Change] | Denied:
    now = {name: plain(getattr(state, name)) for name in changes}
    if all(now[name] == change.before for name, change in changes.items()):
        return Denied("undone_already")
    for name, change in changes.items():
        if now[name] != change.after:
            return Denied("changed_since", {"field": name})
    return {name: r.Change(change.after, change.before) for name, change in changes.items()}


def _claim(event: e.Event, claim_id: str) -> e.Claim | None:
    return next((c for c in event.claims if c.id == claim_id), None)


def _fault_of_event(event: e.Event) -> Denied | None:
    if not event.title.strip():
        return Denied("title_missing")
    if event.kind not in e.KINDS:
        return Denied("unknown_kind", {"typed": event.kind})
    for step in event.steps:
        if step.action not in e.ACTIONS:
            return Denied("unknown_action", {"typed": step.action})
    for claim in event.claims:
        fault = _fault_of_claim(claim)
        if fault is not None:
            return fault
    return None


def _fault_of_claim(claim: e.Claim) -> Denied | None:
    try:
        for date in (claim.date, *(elsewhere.date for elsewhere in claim.elsewhere)):
            parse(date)
    except DateError as error:
        return Denied("impossible_date", {"typed": claim.date, "why": error.why})
    return None
