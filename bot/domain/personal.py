"""Finds the texts that a person wrote in a record, to erase them when the person asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from bot.domain import record_types as r
from bot.domain.decide import BY_UNDO

WORDS = frozenset(
    {
        "title", "note", "remark", "words", "locator", "place", "reason", "name", "names", "short", "label",
        "author", "affiliation", "publisher", "url", "caveat", "confidence",
    }
)  # fmt: skip
"""The fields that people fill with text; all others hold numbers, ids, dates and codes."""
COMMON = frozenset({"words", "locator", "place", "publisher", "confidence"})
"""Those of them in which different people often write the same: the words of a date, a city, a page."""
OURS = frozenset({"undone", BY_UNDO, "stopped", "as the corpus says", "own knowledge", "Own knowledge"})
"""Texts that the program itself writes into such fields."""


def words_of(body: r.AnyBody, *, own: bool = False) -> frozenset[str]:
    """The texts that the author of a record wrote; of an amended field, the new value only.

    With ``own``, without the fields ``COMMON``: the same text in another record may be another person's.
    """
    fields = WORDS - COMMON if own else WORDS
    return frozenset(_words(msgspec.to_builtins(body), fields, new_only=True)) - OURS - _label_of_link(body)


def _label_of_link(body: r.AnyBody) -> frozenset[str]:
    """The label that the program made for a source given by its link alone; it may do so for others' too."""
    if isinstance(body, r.SourceAdded) and body.source.title == body.source.url:
        return frozenset({body.source.label})
    return frozenset()


def texts_of(body: r.AnyBody) -> frozenset[str]:
    """All texts in those fields of a record, including values before a change and the program's own."""
    return frozenset(_words(msgspec.to_builtins(body), WORDS, new_only=False))


def _words(data: Any, fields: frozenset[str], *, new_only: bool) -> Iterator[str]:
    """All texts in these fields, anywhere in a record's JSON data."""
    if isinstance(data, list):
        for item in data:
            yield from _words(item, fields, new_only=new_only)
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        if key == "changes":
            for name, change in value.items():
                kept = [change["after"]] if new_only else [change["before"], change["after"]]
                yield from (text for one in kept for text in _texts(name, one, fields))
        elif key in WORDS:
            yield from _texts(key, value, fields)
        else:
            yield from _words(value, fields, new_only=new_only)


def _texts(key: str, value: Any, fields: frozenset[str]) -> Iterator[str]:
    """All texts in the value of one field; none if it is a field for texts but not one of ``fields``."""
    if key not in WORDS:
        yield from _words(value, fields, new_only=True)
    elif key not in fields:
        return
    elif isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(key, item, fields)
