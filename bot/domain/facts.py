"""Language-independent parts of answers (dates, terms, counts), which ``bot.locales`` puts into words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

if TYPE_CHECKING:
    from bot.domain.dates import HistoricalDate  # which says in facts why there is no such date


class ShortDate(msgspec.Struct, frozen=True):
    """A date to be written with abbreviated months, where there is little room."""

    date: HistoricalDate


class WordedDate(msgspec.Struct, frozen=True):
    """A date with the words that its source gives it in, which are shown if they are rough ("late 2000s")."""

    date: HistoricalDate
    words: str


class DayOfYear(msgspec.Struct, frozen=True):
    """A day in any year, such as 28 December; without ``day``, a whole month."""

    month: int
    day: int | None = None


class Weekday(msgspec.Struct, frozen=True):
    """A day of the week, 0 for Monday."""

    number: int


class Term(msgspec.Struct, frozen=True):
    """A code of the record's vocabulary, such as an action or a type of agreement."""

    code: str
    vocabulary: Literal["terms", "types"] = "terms"


class Reason(msgspec.Struct, frozen=True):
    """The reason of a change as the log has it: an editor's own words, or one of the program's phrases."""

    text: str


class Count(msgspec.Struct, frozen=True):
    """A number of things; ``noun`` is a key of ``Words.counts``."""

    noun: str
    number: int


class Phrase(msgspec.Struct, frozen=True):
    """A pattern of ``Words.text`` by its key, with the facts that fill it."""

    key: str
    facts: Mapping[str, Fact] = {}


_OfTime: TypeAlias = "HistoricalDate | ShortDate | WordedDate | DayOfYear | Weekday"
Fact: TypeAlias = "str | _OfTime | Term | Reason | Count | Phrase | tuple[Fact, ...]"
"""Anything that can be put into words: a text is a name, the same in every language; a tuple is a list."""


def terms(codes: tuple[str, ...]) -> tuple[Term, ...]:
    """Several codes as terms."""
    return tuple(Term(code) for code in codes)
