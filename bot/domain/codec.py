"""Record bodies and states to bytes and back: JSON tagged by type; what an old schema wrote is upcast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, cast, overload

import msgspec

from bot.domain.entities import Agreement, EditorRole, Event, Party, Source, State, Subscription, Theme
from bot.domain.record_types import AnyBody

SCHEMA = 1
"""The schema version that new bodies are written in."""

UPCASTS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""(type, version it was written in) -> how its JSON becomes the next version's. Add an entry when a body
changes."""

KINDS: dict[str, type[State]] = {
    "event": Event,
    "agreement": Agreement,
    "source": Source,
    "party": Party,
    "theme": Theme,
    "editor": EditorRole,
    "subscription": Subscription,
}
"""Kinds of entity, as in stream names (``event/<id>``) and view rows."""

_encoder = msgspec.json.Encoder()
_body_decoder = msgspec.json.Decoder(AnyBody)
_state_decoders: dict[str, msgspec.json.Decoder[State]] = {
    kind: msgspec.json.Decoder(t) for kind, t in KINDS.items()
}


def encode_body(body: AnyBody) -> bytes:
    """The stored form of a record body."""
    return _encoder.encode(body)


def decode_body(data: bytes, type_: str, schema: int) -> AnyBody:
    """The body as the present version of its type; raises ``msgspec.ValidationError`` for what is none."""
    if schema != SCHEMA:
        raw: dict[str, Any] = msgspec.json.decode(data)
        for version in range(schema, SCHEMA):
            raw = UPCASTS.get((type_, version), _unchanged)(raw)
        return cast(AnyBody, msgspec.convert(raw, AnyBody))
    return cast(AnyBody, _body_decoder.decode(data))


def encode_state(state: State) -> bytes:
    """The stored form of a view row's state."""
    return _encoder.encode(state)


@overload
def decode_state(kind: Literal["event"], data: bytes) -> Event: ...
@overload
def decode_state(kind: Literal["agreement"], data: bytes) -> Agreement: ...
@overload
def decode_state(kind: Literal["source"], data: bytes) -> Source: ...
@overload
def decode_state(kind: Literal["party"], data: bytes) -> Party: ...
@overload
def decode_state(kind: Literal["theme"], data: bytes) -> Theme: ...
@overload
def decode_state(kind: Literal["editor"], data: bytes) -> EditorRole: ...
@overload
def decode_state(kind: Literal["subscription"], data: bytes) -> Subscription: ...
@overload
def decode_state(kind: str, data: bytes) -> State: ...
def decode_state(kind: str, data: bytes) -> State:
    """The state of an entity of ``kind``."""
    return _state_decoders[kind].decode(data)


def _unchanged(raw: dict[str, Any]) -> dict[str, Any]:
    return raw
