"""Dated expressions in a text: where they stand, and the date that each gives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from bot.domain import dates
from bot.domain.dates import HistoricalDate
from bot.extraction.temporal.compose import composed
from bot.extraction.temporal.dated import Basis, Dated, Timex
from bot.extraction.temporal.english import ENGLISH
from bot.extraction.temporal.neighbours import completed, is_joined, without_told
from bot.extraction.temporal.numbered import RULES as NUMBERED
from bot.extraction.temporal.resolve import resolved
from bot.extraction.temporal.scan import folded, mentions

__all__ = ["Basis", "Dated", "Timex", "find_dates"]

LANGUAGE = replace(ENGLISH, rules=(*NUMBERED, *ENGLISH.rules))
"""The language of the texts: English, and of Japanese and Korean the dates in numbers. To read more of those:
one more ``Language``, and its choice by script here."""


def find_dates(
    text: str,
    published: HistoricalDate | None,
    sentences: Sequence[tuple[int, int]] = (),
) -> list[Dated]:
    """Every dated expression of a text in order; spans are those of ``text``.

    ``published`` is the document's own date, from which "last November" is reckoned; ``sentences`` are spans
    of the text. No text makes it raise.
    """
    plain = folded(text)
    found = without_told(plain, mentions(plain, LANGUAGE), LANGUAGE)
    joined = [False, *(is_joined(plain, *pair, LANGUAGE) for pair in pairwise(found))]
    values = list(resolved(plain, completed(plain, found, joined, LANGUAGE), published, sentences, LANGUAGE))
    dated = composed(text, plain, values, joined, LANGUAGE)
    return _as_typed(text, dated) or dated


_LONGEST_DATE = 60


def _as_typed(text: str, found: Sequence[Dated]) -> list[Dated]:
    """A text that is nothing but one date is read as people type dates: "ca. 1860s?", "7/2008"."""
    if len(text) > _LONGEST_DATE or not any(char.isdigit() for char in text):
        return []
    readings = dates.read(text)
    if len(readings) != 1 or [dated.date for dated in found] == [readings[0].date.edtf]:
        return []
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    timexes = tuple(timex for dated in found for timex in dated.timexes)
    return [Dated(start, end, text[start:end], readings[0].date.edtf, "stated", timexes)]
