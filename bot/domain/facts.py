"""What answers name besides names: plain data that each language puts into its own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from bot.domain.edtf import HistoricalDate  # which says in facts why there is no such date


@dataclass(frozen=True, slots=True)
class ShortDate:
    """A date where there is little room: with short names of months."""

    date: HistoricalDate


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day of any year; without ``day`` the whole month."""

    month: int
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 for Monday."""

    number: int


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the record's own, by its code, as one of the vocabularies of ``bot.locales`` has it."""

    code: str
    vocabulary: Literal["terms", "types"] = "terms"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was changed, as the log says it: a person's own words, or the program's."""

    text: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things; ``noun`` is one of ``counts`` in ``bot.locales``."""

    noun: str
    number: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern of ``text`` in ``bot.locales``, with what fills it."""

    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


_OfTime: TypeAlias = "HistoricalDate | ShortDate | DayOfYear | Weekday"
Fact: TypeAlias = "str | _OfTime | Term | Reason | Count | Phrase | tuple[Fact, ...]"
"""A text is what something is called, whatever the language; a tuple is a list of several."""


def terms(codes: tuple[str, ...]) -> tuple[Term, ...]:
    """Several words of the record's own."""
    return tuple(Term(code) for code in codes)
