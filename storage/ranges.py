"""What a list is asked for (days, links, kind), and which rows a reader sees at a position."""

# ruff: noqa: S608 - what is put together are our own names; values are bound

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from storage.layout import SPANS, span_class
from storage.rows import CORPUS, OPEN_HIGH, OPEN_LOW, At, DateKey, Link

NOW = 2**61
"""The position that stands for now: after every record, and before the end of every valid row (see
``VALID``)."""
EVENT = "event"
"""The kind of rows in a list, unless another is named."""
ALL_SPANS = tuple(range(len(SPANS) + 1))
LASTING = 3
"""The first class of spans of more than a year."""
VALID = "{0}.from_position <= ? AND coalesce({0}.to_position, 4611686018427387904) > ?"
"""SQL condition: a row of ``entries`` is valid at a position. Format it with the table's alias; bind the
position twice."""
UNCOVERED = (
    "NOT EXISTS (SELECT 1 FROM entries o WHERE o.kind = e.kind AND o.id = e.id AND o.scope = ?"
    f" AND {VALID.format('o')})"
)
"""SQL condition: a scope has no row of its own of the entity of the corpus's row ``e``. Bind the scope, then
the position twice."""


class Range(msgspec.Struct, frozen=True):
    """Which live rows a list has: those of a kind, with all ``links``, dated between ``low`` and ``high``.

    A date that overlaps the range is enough; unless ``ongoing``, one that lasts longer than a year must begin
    within it. Days are proleptic Gregorian ordinals, both ends included. ``layer`` is the layer of sources
    whose dates count; ``""`` lists the rows without a date. ``spans`` restricts the list to some classes of
    date length (see ``SPANS``), ``weight`` to rows of one weight.
    """

    layer: str
    low: int = OPEN_LOW
    high: int = OPEN_HIGH
    links: tuple[Link, ...] = ()
    ongoing: bool = True
    kind: str = EVENT
    spans: tuple[int, ...] = ALL_SPANS
    weight: int | None = None


def overlaps(key: DateKey, what: Range) -> bool:
    """Whether a date lies at least partly within the days of a range."""
    if not what.ongoing and key.low < what.low and span_class(key.low, key.high) >= LASTING:
        return False
    return key.low <= what.high and key.high >= what.low


def in_range(dates: Sequence[DateKey], links: Sequence[Link], what: Range) -> bool:
    """Whether a row with these dates and links is in a range; kind and weight are not checked."""
    if dates:
        dated = any(key.layer == what.layer and overlaps(key, what) for key in dates)
    else:
        dated = what.layer == ""
    return dated and set(what.links) <= set(links)


def seen_of(connection: sqlite3.Connection, at: At, serials: Iterable[int]) -> Iterator[int]:
    """Those of the valid rows that the reader sees, in their order; looked up one at a time."""
    guild = guild_of(at)
    sql = f"SELECT 1 FROM entries e WHERE e.serial = ? AND (e.scope = ? OR {UNCOVERED})"
    for serial in serials:
        if guild is None or connection.execute(sql, (serial, guild, guild, NOW, NOW)).fetchone():
            yield serial


def guild_of(at: At) -> str | None:
    """The reading guild's scope; None if the corpus alone is read."""
    return at.scope if at.scope != CORPUS else None


def scopes_of(at: At) -> tuple[str, ...]:
    """The scopes whose rows a reader sees: the corpus, and the guild if one reads."""
    guild = guild_of(at)
    return (CORPUS,) if guild is None else (CORPUS, guild)


def position_of(at: At) -> int:
    """The position at which rows must be valid; ``NOW`` for a reader of the present."""
    return NOW if at.position is None else at.position
