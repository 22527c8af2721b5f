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

    With ``own``, only those that are nobody else's if they stand in another entry, too: without the fields
    ``COMMON`` and titles that the program proposed.
    """
    fields = WORDS - COMMON if own else WORDS
    found = frozenset(_texts(msgspec.to_builtins(body), fields, new_only=True)) - OURS - _label_of_link(body)
    return found - _title_of_statement(body) if own else found


def _label_of_link(body: r.AnyBody) -> frozenset[str]:
    """The label that the program made for a source given by its link alone; it may do so for others' too."""
    if isinstance(body, r.SourceAdded) and body.source.title == body.source.url:
        return frozenset({body.source.label})
    return frozenset()


def _title_of_statement(body: r.AnyBody) -> frozenset[str]:
    """The title of an event that was accepted from a paper; the program proposes it to others as well."""
    if isinstance(body, r.EventAdded) and any(claim.words_start is not None for claim in body.event.claims):
        return frozenset({body.event.title})
    return frozenset()


def texts_of(body: r.AnyBody) -> frozenset[str]:
    """All texts in those fields of a record, including values before a change and the program's own."""
    return frozenset(_texts(msgspec.to_builtins(body), WORDS, new_only=False))


def _texts(value: Any, fields: frozenset[str], *, new_only: bool, key: str = "") -> Iterator[str]:
    """All texts in these fields, anywhere in JSON data; ``key`` is the field that the value is in."""
    if isinstance(value, str):
        if value and key in fields:
            yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item, fields, new_only=new_only, key=key)
    elif isinstance(value, dict) and key == "changes":
        for name, change in value.items():
            for side in ("after",) if new_only else ("before", "after"):
                yield from _texts(change[side], fields, new_only=new_only, key=name)
    elif isinstance(value, dict):
        for name, inner in value.items():
            # The names of an agreement are in a mapping by language: all of it belongs to ``names``.
            yield from _texts(inner, fields, new_only=new_only, key=key if key in WORDS else name)
