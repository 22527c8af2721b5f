"""Finds the dated expressions in a text, and the date that each one gives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from bot.domain import dates
from bot.domain.dates import HistoricalDate
from bot.extraction.temporal.compose import composed
from bot.extraction.temporal.dated import Basis, Dated, Timex
from bot.extraction.temporal.english import ENGLISH
from bot.extraction.temporal.neighbours import completed, is_joined, without_dated_hours
from bot.extraction.temporal.numbered import RULES as NUMBERED
from bot.extraction.temporal.resolve import resolved
from bot.extraction.temporal.scan import folded, mentions

__all__ = ["Basis", "Dated", "Timex", "find_dates"]

LANGUAGE = replace(ENGLISH, rules=(*NUMBERED, *ENGLISH.rules))
"""English, with the numeric dates of Japanese and Korean. To read more of those languages, add a ``Language``
and choose it here by the text's script."""


def find_dates(
    text: str,
    published: HistoricalDate | None,
    sentences: Sequence[tuple[int, int]] = (),
) -> list[Dated]:
    """Every dated expression of a text in order; spans are those of ``text``.

    ``published`` is the document's own date, from which "last November" is counted; ``sentences`` are the
    spans of the text's sentences, if they are known. Never raises.
    """
    plain = folded(text)
    found = without_dated_hours(plain, mentions(plain, LANGUAGE), LANGUAGE)
    joined = [False, *(is_joined(plain, *pair, LANGUAGE) for pair in pairwise(found))]
    values = list(resolved(plain, completed(plain, found, joined, LANGUAGE), published, sentences, LANGUAGE))
    dated = composed(text, plain, values, joined, LANGUAGE)
    return _as_typed(text, dated) or dated


_LONGEST_DATE = 60


def _as_typed(text: str, found: Sequence[Dated]) -> list[Dated]:
    """The reading of a text that is one typed date and nothing else ("ca. 1860s?", "7/2008"); empty if it is
    not, or if ``found`` already has that date."""
    if len(text) > _LONGEST_DATE or not any(char.isdigit() for char in text):
        return []
    readings = dates.read(text)
    if len(readings) != 1 or [dated.date for dated in found] == [readings[0].date.edtf]:
        return []
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    timexes = tuple(timex for dated in found for timex in dated.timexes)
    return [Dated(start, end, text[start:end], readings[0].date.edtf, "stated", timexes)]
