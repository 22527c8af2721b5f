"""Within which days something began whose date a source gives in rough words ("since the late 2000s")."""

from __future__ import annotations

from bot.domain.dates.reading import read
from bot.domain.dates.value import HistoricalDate
from bot.domain.dates.words import MONTHS, PARTS, alternatives, compiled

_PART = alternatives([part for part in PARTS if part.isascii()])
_CJK_PART = alternatives([part for part in PARTS if not part.isascii()])
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_OF = rf"(?:{alternatives(MONTHS)}|\d{{4}}s?\b|{_NTH} century)"
_ROUGH = (
    rf"(?i)\b(?:{_PART})(?: of| in)?[ -](?:the )?{_OF}(?: \d{{4}})?"
    r"|\bwinter (?:of )?\d{4}[-–/]\d{2,4}\b"
    rf"|\b\d{{3}}0s\b|\b{_NTH}(?: and {_NTH})? centur(?:y|ies)\b"
    rf"|\d{{3}}0(?:年代|년대) ?(?:{_CJK_PART})?"
    rf"|\d{{4}}[年년] ?(?:\d{{1,2}}[月월] ?)?(?:{_CJK_PART})"
)
"""A part of a month, year, decade or century; a winter; a decade or century."""


def begun_within(words: str, date: HistoricalDate) -> tuple[int, int] | None:
    """The first and last day on which something began; None unless its interval is rough in a source's words.

    EDTF has no other form than an interval for "early 1990s" (``1990/1993``) and "since the late 2000s"
    (``2007/..``), but nobody says that it began in the interval's first year. An interval in other words
    ("from 1998 to 2003") lasted from its start.
    """
    if date.start is None:
        return None
    phrase = compiled(_ROUGH).search(words)
    for reading in read(phrase[0]) if phrase else ():
        if reading.date.low == date.low:
            return date.low, min(reading.date.high, date.high)
    return None
