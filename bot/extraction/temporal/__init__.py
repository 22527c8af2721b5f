"""Dated expressions in a text: where they stand, and the date that each gives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.domain.dates import HistoricalDate
from bot.extraction.temporal.compose import composed
from bot.extraction.temporal.dated import Basis, Dated, Timex
from bot.extraction.temporal.english import ENGLISH
from bot.extraction.temporal.neighbours import completed, is_joined
from bot.extraction.temporal.scan import folded, mentions
from bot.extraction.temporal.story import resolved

__all__ = ["Basis", "Dated", "Timex", "find_dates"]

LANGUAGE = ENGLISH
"""The language of the texts. For another (ja, ko): one more ``Language``, and its choice by script here."""


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
    found = mentions(plain, LANGUAGE)
    joined = [False, *(is_joined(plain, *pair, LANGUAGE) for pair in pairwise(found))]
    values = list(resolved(plain, completed(plain, found, joined, LANGUAGE), published, LANGUAGE))
    return composed(text, plain, values, joined, LANGUAGE)
