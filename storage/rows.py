"""The plain data that crosses the border between storage and the rest: log records in and out, and view rows.

Storage knows these envelopes and rows, never their meaning: a body is bytes, a date is two day numbers.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import msgspec

CORPUS = "corpus"
"""The scope that every reader sees; what another scope has under the same kind and id lies over it."""


Link = tuple[str, str]
"""Relation and target."""
BODY_ERASED = "BodyErased"
"""The type of the one record that the log makes itself. Its body is JSON with ``position`` and ``reason``."""


def clean(text: str) -> str:
    """The text without lone surrogates, each replaced by U+FFFD: neither SQLite nor UTF-8 can hold them."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class NewRecord(msgspec.Struct, frozen=True, gc=False):
    """A record to append. ``id`` is the idempotency key; ``change`` groups the records of a user's change."""

    id: str
    change: str
    scope: str
    stream: str
    type: str
    body: bytes
    actor: str
    schema: int = 1


class Record(msgspec.Struct, frozen=True, gc=False):
    """A record of the log. ``position`` counts from 1 without gaps; ``body`` is None once erased; UTC."""

    position: int
    id: str
    change: str
    scope: str
    stream: str
    version: int
    type: str
    schema: int
    body: bytes | None
    actor: str
    recorded_at: datetime
    hash: bytes


class At(msgspec.Struct, frozen=True):
    """Who reads, and as of when: the corpus alone (None) or a guild's scope over it; at a position or now.

    A guild sees its own rows, and those of the corpus for which it has no row of the same kind and id.
    """

    scope: str | None
    position: int | None = None


class DateKey(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """When a row's subject happened, for one layer of sources, in proleptic Gregorian ordinals.

    ``low`` and ``high`` are the first and last day, inclusive; an open or unknown end is ``OPEN_LOW`` or
    ``OPEN_HIGH``. ``month_day`` is month * 100 + day for one day (``low == high``) without any doubt (a
    contested row has 0), else 0. ``month`` is year * 100 + month where the precision is a month, else 0.
    """

    layer: str
    low: int
    high: int
    month_day: int = 0
    month: int = 0


OPEN_LOW = -(2**60)
OPEN_HIGH = 2**60


class ViewRow(msgspec.Struct, frozen=True, gc=False):
    """What a view keeps of one entity's state, as it holds in one scope from one position on.

    ``number`` is the same in all scopes that have a row of the entity. ``live`` is false for what is
    retracted (it stays readable by id, but no list shows it). ``overlay`` holds a guild's own record bodies
    over an entity of the corpus; None for an entity that the scope itself owns. ``names`` are what it can be
    called by; ``text`` what search indexes. ``gist`` is what lists of many need to know of it, kept together
    with other gists under each of its ``subjects``.
    """

    kind: str
    id: str
    number: int
    version: int
    state: bytes
    live: bool
    weight: int = 1
    overlay: bytes | None = None
    stale: bool = False
    dates: tuple[DateKey, ...] = ()
    links: tuple[Link, ...] = ()
    names: tuple[str, ...] = ()
    text: str = ""
    gist: bytes = b""
    subjects: tuple[str, ...] = ()


class StoredGist(NamedTuple):
    """The gist of a live row, with its ``serial`` (see ``StoredRow``) and the row's own id."""

    serial: int
    id: str
    gist: bytes


class StoredRow(msgspec.Struct, frozen=True, gc=False):
    """A view row as stored: whose it is, from which position it holds, until before which (None: still).

    ``text`` of a row that was read is empty (only the search index keeps it); ``serial`` tells rows apart
    that have the same dates and number, and is good for one answer: a rebuild may give it anew.
    """

    scope: str
    from_position: int
    to_position: int | None
    row: ViewRow
    serial: int = 0
