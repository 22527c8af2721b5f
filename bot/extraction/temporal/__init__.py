"""Dated expressions in a text: where they stand, and the date that each gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain import date_words as words
from bot.domain import dates
from bot.extraction.temporal.dated import Basis, Dated, Timex

__all__ = ["Basis", "Dated", "Timex", "find_dates"]

_MONTH = rf"(?:{words.alternatives(words.MONTHS)})"
_DATE = re.compile(
    rf"\b(?:(?:early |mid[- ]|late )?(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}},)? (?:1[5-9]|20)\d\d"
    r"|(?:early |mid[- ]|late )?(?:1[5-9]|20)\d\ds?)\b"
)


def find_dates(
    text: str,
    published: dates.HistoricalDate | None,
    sentences: Sequence[tuple[int, int]] = (),
) -> list[Dated]:
    """Every dated expression of a text in order; spans are those of ``text``.

    ``published`` is the document's own date, from which "last November" is reckoned; ``sentences`` are spans
    of the text. No text makes it raise.
    """
    found = []
    for match in _DATE.finditer(text):
        readings = dates.read(match[0])
        if readings:
            found.append(Dated(*match.span(), match[0], readings[0].date.edtf, "stated"))
    return found
