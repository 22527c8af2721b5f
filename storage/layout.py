"""How the tables of the views represent a row: its columns, what it is listed under, its words for search."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import lru_cache
from itertools import starmap

import msgspec
from msgspec.structs import replace

from storage.folding import indexed
from storage.rows import DateKey, Link, StoredRow, ViewRow, clean

COLUMNS = (
    "kind, id, number, version, state, live, weight, overlay, stale, keys, gist, scope, from_position,"
    " to_position, serial"
)
EVERYTHING: Link = ("", "")
"""A link that every row has: the list of all rows is the list of this link."""
DAY, MONTH, YEAR = "@day", "@month", "@year"
"""Relations that follow from a row's date: to its day in any year (``1228``); if only the month is known, to
the month in any year (``12``); if only the year is known, to the year."""
SPANS = (1, 31, 366, 3660, 36600)
"""Rows are grouped by how many days their date spans: the greatest length of each class. Longer and open
spans form one more class, after the last."""
UNDATED = (DateKey("", 0, 0),)
"""The date keys under which a row without dates is listed."""
_NAME_MARK, _TAG_MARK = "¶", "§"
"""The search index has these marks before words of names and before tags. No typed word contains them."""
_REMEMBERED_DATES, _REMEMBERED_TAGS = 16_384, 10_000

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(
    tuple[
        tuple[DateKey, ...],
        tuple[Link, ...],
        tuple[str, ...],
        tuple[str, ...],
    ]
).decode

_decode_dates = msgspec.json.Decoder(tuple[tuple[DateKey, ...], msgspec.Raw, msgspec.Raw, msgspec.Raw]).decode


def stored_row(columns: tuple[object, ...]) -> StoredRow:
    """The view row in a row of the table ``entries`` that was read with ``COLUMNS``."""
    (
        kind, id, number, version, state, live, weight, overlay, stale, keys, gist, scope, start, end, serial
    ) = columns  # fmt: skip
    dates, links, names, subjects = keys_of(keys)  # type: ignore[arg-type]
    row = ViewRow(
        kind, id, number, version, state, bool(live), weight, overlay, bool(stale),  # type: ignore[arg-type]
        dates, links, names, "", gist, subjects,  # type: ignore[arg-type]
    )  # fmt: skip
    return StoredRow(scope, start, end, row, serial)  # type: ignore[arg-type]


def keys_of(stored: bytes) -> tuple[tuple[DateKey, ...], tuple[Link, ...], tuple[str, ...], tuple[str, ...]]:
    """The dates, links, names and subjects in the column ``keys`` of ``entries``."""
    return _decode(stored)


def dates_of(stored: bytes) -> tuple[DateKey, ...]:
    """Only the dates in the column ``keys``: takes a third of the time of ``keys_of``."""
    return _decode_dates(stored)[0]


def with_keys(row: ViewRow) -> tuple[ViewRow, bytes]:
    """The row without lone surrogates in its texts, and its column ``keys``, which ``keys_of`` reads."""
    try:
        row.text.encode()
        return row, _encode((row.dates, row.links, row.names, row.subjects))
    except UnicodeEncodeError:
        links = tuple((clean(relation), clean(target)) for relation, target in row.links)
        names, subjects = tuple(map(clean, row.names)), tuple(map(clean, row.subjects))
        row = replace(row, links=links, names=names, text=clean(row.text), subjects=subjects)
        return row, _encode((row.dates, links, names, subjects))


@lru_cache(maxsize=_REMEMBERED_DATES)
def links_of_date(low: int, high: int, month_day: int, month: int) -> tuple[Link, ...]:
    """The links that a row gets from its date, given the fields of a ``DateKey``; ``EVERYTHING`` is one."""
    links = [EVERYTHING]
    if month_day:
        links.append((DAY, f"{month_day:04}"))
    if month:
        links.append((MONTH, f"{month % 100:02}"))
    year = _year_of(low, high)
    if year is not None:
        links.append((YEAR, f"{year:04}"))
    return tuple(links)


def span_class(low: int, high: int) -> int:
    """The class of a span by its length: an index into ``SPANS``, or ``len(SPANS)`` if longer or open."""
    # No special case for open ends: they are so far away that such a span is longer than every class.
    return bisect_left(SPANS, high - low + 1)


def _year_of(low: int, high: int) -> int | None:
    """The year, if the span is exactly one calendar year; else None."""
    if high - low not in (364, 365) or not 1 <= low <= high <= date.max.toordinal():
        return None
    first, last = date.fromordinal(low), date.fromordinal(high)
    return first.year if (first.month, first.day) == (1, 1) and first.year == last.year else None


def search_words(scope: str, row: ViewRow) -> str:
    """The text that the search index holds for a row.

    It has the row's names twice, marked as names and unmarked, its text, and tags for its lists and links.
    """
    names = list(map(indexed, row.names))
    tags = [list_tag(scope, row.kind, key.layer) for key in row.dates or UNDATED]
    parts = (*map(in_name, names), *names, indexed(row.text), *tags, *starmap(link_tag, row.links))
    # The mark between two parts prevents a phrase from matching across them.
    return f" {_NAME_MARK} ".join(parts)


def in_name(words: str) -> str:
    """The words with the mark of names before each, so that a search can be limited to names."""
    return _NAME_MARK + words.replace(" ", f" {_NAME_MARK}") if words else ""


@lru_cache(maxsize=_REMEMBERED_TAGS)
def list_tag(scope: str, kind: str, layer: str) -> str:
    """The tag in the search index of all rows of a scope and kind that are dated in a layer.

    Layer ``""`` stands for rows without dates.
    """
    return _tag("r", scope, kind, layer)


@lru_cache(maxsize=_REMEMBERED_TAGS)
def link_tag(relation: str, target: str) -> str:
    """The tag in the search index of all rows with a link."""
    return _tag("l", relation, target)


def _tag(letter: str, *words: str) -> str:
    return _TAG_MARK + letter + "\0".join(words).encode().hex()
