"""The fold: what a record makes of a state. Applying a stream's records in order gives the entity as it
stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, cast

import msgspec
from msgspec.structs import replace

from bot.domain import events as e

S = TypeVar("S", bound=e.Struct)


class Overlay(e.Struct, frozen=True):
    """A guild's own records over an entity of the corpus, and the corpus version they were last made on."""

    base: int
    bodies: tuple[e.AnyBody, ...] = ()


def evolve(state: e.State | None, body: e.AnyBody) -> e.State | None:
    """The state after ``body``; None stays None unless the body adds the entity (its adding may have been
    erased)."""
    match body:
        case e.EventAdded(event):
            return event
        case e.AgreementAdded(agreement):
            return agreement
        case e.SourceAdded(source):
            return source
        case e.PartyAdded(party):
            return party
        case e.ThemeAdded(theme):
            return theme
        case e.EditorRoleAdded(role):
            return role
        case e.SubscriptionAdded(subscription):
            return subscription
    if state is None:
        return None
    if isinstance(state, e.Event):
        return _evolve_event(state, body)
    match body:
        case (
            e.AgreementAmended()
            | e.SourceAmended()
            | e.PartyAmended()
            | e.ThemeAmended()
            | e.SubscriptionAmended()
        ):
            return cast(e.State, amended(state, body.changes))
        case (
            e.AgreementRetracted(reason)
            | e.SourceRetracted(reason)
            | e.PartyRetracted(reason)
            | e.ThemeRetracted(reason)
            | e.EditorRoleRetracted(reason)
            | e.SubscriptionRetracted(reason)
        ):
            return cast(e.State, replace(state, retracted=reason))
        case (
            e.AgreementRestored()
            | e.SourceRestored()
            | e.PartyRestored()
            | e.ThemeRestored()
            | e.EditorRoleRestored()
            | e.SubscriptionRestored()
        ):
            return cast(e.State, replace(state, retracted=None))
    return state


def fold(state: e.State | None, bodies: Iterable[e.AnyBody]) -> e.State | None:
    """The state after all ``bodies``, in order."""
    for body in bodies:
        state = evolve(state, body)
    return state


def amended(state: S, changes: Mapping[str, e.Change]) -> S:
    """The state with each change's ``after`` in its field; raises ``msgspec.ValidationError`` for values
    that do not fit."""
    raw = msgspec.to_builtins(state)
    raw.update({name: change.after for name, change in changes.items()})
    return msgspec.convert(raw, type(state))


def difference(before: e.Struct, after: e.Struct, *, leave: Iterable[str] = ()) -> dict[str, e.Change]:
    """The fields in which two states differ, as changes from ``before`` to ``after``, but for those in
    ``leave``."""
    left, right = ({name: plain(getattr(s, name)) for name in s.__struct_fields__} for s in (before, after))
    skipped = set(leave)
    return {
        name: e.Change(left[name], right[name])
        for name in left
        if name not in skipped and left[name] != right[name]
    }


def plain(value: Any) -> Any:
    """The value as the JSON data that a stored record holds, so that the two compare equal."""
    return msgspec.json.decode(msgspec.json.encode(value))


def _evolve_event(event: e.Event, body: e.AnyBody) -> e.Event:
    match body:
        case e.EventAmended(changes):
            return amended(event, changes)
        case e.ClaimAdded(claim):
            others = tuple(c for c in event.claims if c.id != claim.id)
            return replace(event, claims=(*others, claim))
        case e.ClaimAmended(claim_id, changes):
            return _with_claim(event, claim_id, lambda c: amended(c, changes))
        case e.ClaimRetracted(claim_id):
            return _with_claim(event, claim_id, lambda c: replace(c, retracted=True))
        case e.ClaimRestored(claim_id):
            return _with_claim(event, claim_id, lambda c: replace(c, retracted=False))
        case e.DatePreferred(claim_id):
            return replace(event, preferred=claim_id)
        case e.EventRetracted(reason):
            return replace(event, retracted=reason)
        case e.EventRestored():
            return replace(event, retracted=None)
        case e.EventMerged(into):
            return replace(event, merged_into=into)
        case e.EventUnmerged():
            return replace(event, merged_into=None)
    return event


def _with_claim(event: e.Event, claim_id: str, change: Any) -> e.Event:
    return replace(event, claims=tuple(change(c) if c.id == claim_id else c for c in event.claims))
