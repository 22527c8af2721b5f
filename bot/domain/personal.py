"""Which words of a record are a person's own: what is erased when that person wants their data gone."""

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
"""Fields that hold what somebody wrote; the others hold numbers, ids, dates and the program's words."""
COMMON = frozenset({"words", "locator", "place", "publisher", "confidence"})
"""Those of them that different people fill alike: the words for a date, a city, a page."""
OURS = frozenset({"undone", BY_UNDO, "stopped", "as the corpus says", "own knowledge", "Own knowledge"})
"""Texts in such fields that the program wrote."""


def words_of(body: r.AnyBody, *, own: bool = False) -> frozenset[str]:
    """The texts that somebody wrote into a record: of a changed field the new value, not the one before.

    With ``own`` without the fields that different people fill alike: what elsewhere reads the same is theirs.
    """
    fields = WORDS - COMMON if own else WORDS
    return frozenset(_words(msgspec.to_builtins(body), fields, new_only=True)) - OURS - _label_of_link(body)


def _label_of_link(body: r.AnyBody) -> frozenset[str]:
    """What the program calls a source of which nothing but the link was given: others' links are called so
    too."""
    if isinstance(body, r.SourceAdded) and body.source.title == body.source.url:
        return frozenset({body.source.label})
    return frozenset()


def texts_of(body: r.AnyBody) -> frozenset[str]:
    """All texts of a record that people write, also the value before a change and what the program wrote."""
    return frozenset(_words(msgspec.to_builtins(body), WORDS, new_only=False))


def _words(data: Any, fields: frozenset[str], *, new_only: bool) -> Iterator[str]:
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
    """Every text in the value of a field that holds words."""
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
