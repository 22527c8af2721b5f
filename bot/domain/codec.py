"""Encodes record bodies and entities' states as JSON, and decodes them, also what older versions wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import msgspec

from bot.domain.entities import Agreement, EditorRole, Event, Party, Source, State, Subscription, Theme
from bot.domain.record_types import AnyBody

S = TypeVar("S", bound=State)

SCHEMA = 1
"""The schema version that new bodies are written in."""

UPCASTS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""Functions that convert a body's JSON to the next schema version, by record type and the version it has.
Whenever the fields of a body change, add one here and a migration that empties the views: their rows hold
bodies too, those of servers' changes of corpus entities."""

KINDS: dict[str, type[State]] = {
    "event": Event,
    "agreement": Agreement,
    "source": Source,
    "party": Party,
    "theme": Theme,
    "editor": EditorRole,
    "subscription": Subscription,
}
"""The type of state for each kind of entity; stream names (``event/<id>``) and view rows have the kind."""

_encoder = msgspec.json.Encoder()
_body_decoder = msgspec.json.Decoder(AnyBody)
_state_decoders: dict[type, msgspec.json.Decoder[Any]] = {
    type_: msgspec.json.Decoder(type_) for type_ in KINDS.values()
}


def encode_body(body: AnyBody) -> bytes:
    """The stored form of a record body."""
    return _encoder.encode(body)


def decode_body(data: bytes, type_: str, schema: int) -> AnyBody:
    """The body that was stored, brought up to the present schema version.

    Raises ``msgspec.ValidationError`` if the data is no body of this type.
    """
    upcasts = [UPCASTS[key] for version in range(schema, SCHEMA) if (key := (type_, version)) in UPCASTS]
    if not upcasts:
        return cast(AnyBody, _body_decoder.decode(data))
    raw: dict[str, Any] = msgspec.json.decode(data)
    for upcast in upcasts:
        raw = upcast(raw)
    return cast(AnyBody, msgspec.convert(raw, AnyBody))


def encode_state(state: State) -> bytes:
    """The stored form of a view row's state."""
    return _encoder.encode(state)


def decode_state(type_: type[S], data: bytes) -> S:
    """The state of an entity from its stored form; ``KINDS`` has the type for a row's kind."""
    state: S = _state_decoders[type_].decode(data)
    return state
