"""What answers name besides names: plain data that each language puts into its own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

if TYPE_CHECKING:
    from bot.domain.dates import HistoricalDate  # which says in facts why there is no such date


class ShortDate(msgspec.Struct, frozen=True):
    """A date where there is little room: with short names of months."""

    date: HistoricalDate


class DayOfYear(msgspec.Struct, frozen=True):
    """A day of any year; without ``day`` the whole month."""

    month: int
    day: int | None = None


class Weekday(msgspec.Struct, frozen=True):
    """A day of the week, 0 for Monday."""

    number: int


class Term(msgspec.Struct, frozen=True):
    """A word of the record's own, by its code, as one of the vocabularies of ``bot.locales`` has it."""

    code: str
    vocabulary: Literal["terms", "types"] = "terms"


class Reason(msgspec.Struct, frozen=True):
    """Why something was changed, as the log says it: a person's own words, or the program's."""

    text: str


class Count(msgspec.Struct, frozen=True):
    """A number of things; ``noun`` is one of ``counts`` in ``bot.locales``."""

    noun: str
    number: int


class Phrase(msgspec.Struct, frozen=True):
    """A pattern of ``text`` in ``bot.locales``, with what fills it."""

    key: str
    facts: Mapping[str, Fact] = {}


_OfTime: TypeAlias = "HistoricalDate | ShortDate | DayOfYear | Weekday"
Fact: TypeAlias = "str | _OfTime | Term | Reason | Count | Phrase | tuple[Fact, ...]"
"""A text is what something is called, whatever the language; a tuple is a list of several."""


def terms(codes: tuple[str, ...]) -> tuple[Term, ...]:
    """Several words of the record's own."""
    return tuple(Term(code) for code in codes)
