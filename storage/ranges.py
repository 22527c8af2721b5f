"""What lists are asked for: ranges of days and links; and who sees which rows at which position."""

# ruff: noqa: S608 - what is put together are our own names; values are bound

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from storage.layout import SPANS, span_class
from storage.rows import CORPUS, OPEN_HIGH, OPEN_LOW, At, DateKey, Link

NOW = 2**61
"""The position that stands for now: after all others, and before the end of what still holds."""
EVENT = "event"
"""What lists are of, unless another kind is said."""
ALL_SPANS = tuple(range(len(SPANS) + 1))
LASTING = 3
"""The first class of spans of more than a year."""
VALID = "{0}.from_position <= ? AND coalesce({0}.to_position, 4611686018427387904) > ?"
"""SQL: whether a row of ``entries`` holds at a position, which is bound twice."""
UNCOVERED = (
    "NOT EXISTS (SELECT 1 FROM entries o WHERE o.kind = e.kind AND o.id = e.id AND o.scope = ?"
    f" AND {VALID.format('o')})"
)
"""SQL: whether no row of a scope (bound first, then a position twice) lies over the corpus's row ``e``."""


class Range(msgspec.Struct, frozen=True):
    """What a list is of: live rows of a kind in a layer that overlap ``low`` to ``high`` and have all links.

    ``layer`` names whose dates count (``""``: of rows without any); days are proleptic Gregorian ordinals,
    both ends included. Without ``ongoing`` what lasts for more than a year must begin inside. ``spans``
    restricts it to classes of spans, ``weight`` to rows of one weight.
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
    """Whether a date lies in the days of a range, at least in part."""
    if not what.ongoing and key.low < what.low and span_class(key.low, key.high) >= LASTING:
        return False
    return key.low <= what.high and key.high >= what.low


def in_range(dates: Sequence[DateKey], links: Sequence[Link], what: Range) -> bool:
    """Whether a row with these dates and links is of a range, its kind and weight apart."""
    if dates:
        dated = any(key.layer == what.layer and overlaps(key, what) for key in dates)
    else:
        dated = what.layer == ""
    return dated and set(what.links) <= set(links)


def seen_of(connection: sqlite3.Connection, at: At, serials: Iterable[int]) -> Iterator[int]:
    """Those of the rows that hold now which the reader sees, in their order; each is looked up when it is
    asked for."""
    guild = guild_of(at)
    sql = f"SELECT 1 FROM entries e WHERE e.serial = ? AND (e.scope = ? OR {UNCOVERED})"
    for serial in serials:
        if guild is None or connection.execute(sql, (serial, guild, guild, NOW, NOW)).fetchone():
            yield serial


def guild_of(at: At) -> str | None:
    """The scope that lies over the corpus for a reader, if any."""
    return at.scope if at.scope != CORPUS else None


def scopes_of(at: At) -> tuple[str, ...]:
    """The scopes a reader sees rows of."""
    guild = guild_of(at)
    return (CORPUS,) if guild is None else (CORPUS, guild)


def position_of(at: At) -> int:
    """The position to compare with."""
    return NOW if at.position is None else at.position
