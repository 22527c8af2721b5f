"""The fold: applies records to an entity's state; a stream's records, in order, give the present state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, assert_never

import msgspec
from msgspec.structs import replace

from bot.domain import entities as e
from bot.domain import record_types as r

S = TypeVar("S", bound=e.Struct)


class Overlay(e.Struct, frozen=True):
    """A guild's changes of a corpus entity: its records' bodies, and the corpus version they were made on."""

    base: int
    bodies: tuple[r.AnyBody, ...] = ()


def evolve(state: e.State | None, body: r.AnyBody) -> e.State | None:
    """The state after one record.

    None, an entity that does not exist, stays None unless the record adds it: if the record that added an
    entity was erased, the later ones have nothing to apply to.
    """
    if isinstance(body, r.Added):
        return body.entity
    if state is None:
        return None
    match body:
        case r.Amended(changes):
            return amended(state, changes)
        case r.Retracted(reason):
            return replace(state, retracted=reason)
        case r.Restored():
            return replace(state, retracted=None)
    if isinstance(body, r.OfNoEntity) or not isinstance(state, e.Event):
        return state
    return _evolve_event(state, body)


def fold(state: e.State | None, bodies: Iterable[r.AnyBody]) -> e.State | None:
    """The state after several records, in order."""
    for body in bodies:
        state = evolve(state, body)
    return state


def amended(state: S, changes: Mapping[str, r.Change]) -> S:
    """The state with the new value of each change; raises ``msgspec.ValidationError`` for unfit values."""
    raw = msgspec.to_builtins(state)
    raw.update({name: change.after for name, change in changes.items()})
    return msgspec.convert(raw, type(state))


def difference(before: e.Struct, after: e.Struct, *, leave: Iterable[str] = ()) -> dict[str, r.Change]:
    """The fields in which two states differ, as changes from ``before`` to ``after``, except ``leave``."""
    left, right = ({name: plain(getattr(s, name)) for name in s.__struct_fields__} for s in (before, after))
    skipped = set(leave)
    return {
        name: r.Change(left[name], right[name])
        for name in left
        if name not in skipped and left[name] != right[name]
    }


def plain(value: Any) -> Any:
    """The value as plain JSON data, to be compared with values in a stored record."""
    return msgspec.json.decode(msgspec.json.encode(value))


def _evolve_event(event: e.Event, body: r.OfEvents) -> e.Event:
    match body:
        case r.ClaimAdded(claim):
            # A server may have added to its overlay what the corpus moves to the same event later.
            others = tuple(c for c in event.claims if c.id != claim.id)
            return replace(event, claims=(*others, claim))
        case r.ClaimAmended(claim_id, changes):
            return _with_claim(event, claim_id, lambda c: amended(c, changes))
        case r.ClaimRetracted(claim_id):
            return _with_claim(event, claim_id, lambda c: replace(c, retracted=True))
        case r.ClaimRestored(claim_id):
            return _with_claim(event, claim_id, lambda c: replace(c, retracted=False))
        case r.DatePreferred(claim_id):
            return replace(event, preferred=claim_id)
        case r.EventMerged(into):
            return replace(event, merged_into=into)
        case r.EventUnmerged():
            return replace(event, merged_into=None)
        case _:
            assert_never(body)


def _with_claim(event: e.Event, claim_id: str, change: Any) -> e.Event:
    return replace(event, claims=tuple(change(c) if c.id == claim_id else c for c in event.claims))
