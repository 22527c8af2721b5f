"""How the views keep a row: its columns, the links and spans that list it, its words for search."""

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
"""The link that every row is listed under."""
DAY, MONTH, YEAR = "@day", "@month", "@year"
"""Relations of a row to the day (``1228``) or month (``12``) of any year, or to the year, that dates it."""
SPANS = (1, 31, 366, 3660, 36600)
"""Greatest length in days of each class of spans; longer and open ones are the class after the last."""
UNDATED = (DateKey("", 0, 0),)
"""What rows without dates are listed by."""
_NAME_MARK, _TAG_MARK = "¶", "§"
"""Before words of names and tags in the search index: no word that is typed has them."""
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
    """A row of ``entries`` read by ``COLUMNS``."""
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
    """The dates, links, names and subjects of a row, as ``entries`` keeps them."""
    return _decode(stored)


def dates_of(stored: bytes) -> tuple[DateKey, ...]:
    """The dates of a row alone, as ``entries`` keeps them: in a third of the time."""
    return _decode_dates(stored)[0]


def with_keys(row: ViewRow) -> tuple[ViewRow, bytes]:
    """The row without lone surrogates in its names, links and text, and what ``keys_of`` reads."""
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
    """The links that a row is listed under beside its own, by the fields of a ``DateKey``."""
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
    """The class of a span's length: an index of ``SPANS``, or their number for what is longer or open."""
    # An open end is further away than any date, so that such a span is longer than all classes by itself.
    return bisect_left(SPANS, high - low + 1)


def _year_of(low: int, high: int) -> int | None:
    """The year that a span is exactly; None for any other span."""
    if high - low not in (364, 365) or not 1 <= low <= high <= date.max.toordinal():
        return None
    first, last = date.fromordinal(low), date.fromordinal(high)
    return first.year if (first.month, first.day) == (1, 1) and first.year == last.year else None


def search_words(scope: str, row: ViewRow) -> str:
    """What the search index holds of a row: its names twice, as names and as text, its text, its tags."""
    names = list(map(indexed, row.names))
    tags = [list_tag(scope, row.kind, key.layer) for key in row.dates or UNDATED]
    parts = (*map(in_name, names), *names, indexed(row.text), *tags, *starmap(link_tag, row.links))
    # A mark by itself between two parts, so that no phrase is found across them.
    return f" {_NAME_MARK} ".join(parts)


def in_name(words: str) -> str:
    """The words, one space apart, marked as a name's: the search index tells them from those elsewhere."""
    return _NAME_MARK + words.replace(" ", f" {_NAME_MARK}") if words else ""


@lru_cache(maxsize=_REMEMBERED_TAGS)
def list_tag(scope: str, kind: str, layer: str) -> str:
    """The search index's word for all rows of a scope and kind that a layer dates; ``""``: without dates."""
    return _tag("r", scope, kind, layer)


@lru_cache(maxsize=_REMEMBERED_TAGS)
def link_tag(relation: str, target: str) -> str:
    """The search index's word for all rows with a link."""
    return _tag("l", relation, target)


def _tag(letter: str, *words: str) -> str:
    return _TAG_MARK + letter + "\0".join(words).encode().hex()
