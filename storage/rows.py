"""The plain data that storage exchanges with its callers: log records to append and to read, and view rows.

Storage does not interpret any of it: a record's body is bytes, a date is a pair of day numbers.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import msgspec

CORPUS = "corpus"
"""The scope of the shipped record, which every reader sees. A guild's own row of the same kind and id hides
the corpus's row for that guild."""


Link = tuple[str, str]
"""What a row can be listed by, as (relation, target): ``("party", "JP")``."""
BODY_ERASED = "BodyErased"
"""The type of record that the log itself writes when a body is erased. Its body is JSON with ``position`` and
``reason``."""


def clean(text: str) -> str:
    """The text without lone surrogates, each replaced by U+FFFD: neither SQLite nor UTF-8 can hold them."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class NewRecord(msgspec.Struct, frozen=True, gc=False):
    """A record to append.

    ``id`` is the idempotency key: appending the same record twice stores it once. ``change`` is shared by all
    records of one user's change.
    """

    id: str
    change: str
    scope: str
    stream: str
    type: str
    body: bytes
    actor: str
    schema: int = 1


class Record(msgspec.Struct, frozen=True, gc=False):
    """A record as the log holds it.

    ``position`` counts all records from 1 without gaps, ``version`` those of the stream. ``body`` is None
    once it was erased. ``recorded_at`` is in UTC.
    """

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
    """Who reads the views, and as of when.

    ``scope`` is the reading guild's, or None for a reader of the corpus alone. A guild sees its own rows, and
    the corpus's rows except those of which it has one of its own (same kind and id). ``position`` is the log
    position whose state is read; None means now.
    """

    scope: str | None
    position: int | None = None


class DateKey(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The date of a row according to one layer of sources, as columns that lists are sorted and searched by.

    ``low`` and ``high`` are the first and the last day, both included, as proleptic Gregorian ordinals; an
    open or unknown end is ``OPEN_LOW`` or ``OPEN_HIGH``. ``month_day`` is month * 100 + day if the date is a
    single day that is neither doubtful nor contested, else 0. ``month`` is year * 100 + month if the date is
    a whole month, else 0.
    """

    layer: str
    low: int
    high: int
    month_day: int = 0
    month: int = 0


OPEN_LOW = -(2**60)
OPEN_HIGH = 2**60


class ViewRow(msgspec.Struct, frozen=True, gc=False):
    """An entity's state as readers ask for it, with everything it is listed and searched by.

    ``state`` is the encoded entity. ``number`` is what users see (E-57), the same in every scope that has a
    row of the entity. ``live`` is false for a retracted entity: it can be read by id, but no list shows it.
    ``overlay`` is None for an entity that the scope itself owns; in a guild's row of a corpus entity it holds
    the guild's own changes. ``stale`` marks such a row when the corpus has changed since. ``names`` are all
    names that find the row, ``text`` is what search indexes besides. ``gist`` is a short form of the state
    for long lists; it is also stored under each of its ``subjects``.
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
    """The gist of a live row, with the row's ``serial`` (see ``StoredRow``) and its entity's id."""

    serial: int
    id: str
    gist: bytes


class StoredRow(msgspec.Struct, frozen=True, gc=False):
    """A view row with its scope and the log positions during which it is valid.

    It is valid from ``from_position`` until just before ``to_position``; None means that it still is.
    ``serial`` identifies the row in the database, for the length of one answer: a rebuild may number the rows
    differently. A row that was read has no ``text``, which only the search index keeps.
    """

    scope: str
    from_position: int
    to_position: int | None
    row: ViewRow
    serial: int = 0
