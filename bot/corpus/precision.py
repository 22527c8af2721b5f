"""Checks that a seed's date is not more precise than the source's own words for it."""

from __future__ import annotations

import re

from bot.domain.dates import HistoricalDate, Precision

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_HAS_DAY = re.compile(
    r"\b\d{4}[-./]\d{1,2}[-./]\d{1,2}\b|\b\d{1,2}[-./]\d{1,2}[-./]\d{4}\b|\d\s*[日일]"
    rf"|\b{_MONTH}\.?\s+\d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b",
    re.I,
)
_HAS_MONTH = re.compile(
    rf"\b{_MONTH}\b|\d\s*[月월]|\b\d{{4}}[-./](?:0?[1-9]|1[0-2])\b|\b(?:0?[1-9]|1[0-2])[-./]\d{{4}}\b", re.I
)
_HAS_PART = re.compile(
    r"\b(?:early|mid|late|beginning|start|middle|end|half|quarter|[hq][1-4]|spring|summer|autumn|fall|winter)\b",
    re.I,
)
_HAS_YEAR = re.compile(r"\b\d{4}(?!\d|s|\s*年代|\s*년대)")
_HAS_SPAN = re.compile(r"\b\d{2,4}s\b|\d\s*(?:年代|년대|世紀|세기)|\bcentur(?:y|ies)\b|\bdecades?\b", re.I)

_RANKS = {Precision.DAY: 3, Precision.MONTH: 2, Precision.SEASON: 2, Precision.YEAR: 1}
"""Ranks of precision: 3 for a day, 2 for a month, 1 for a year, 0 for anything coarser."""


def too_fine(date: HistoricalDate, words: str) -> bool:
    """Whether a date is more precise than its words. Relative words ("the following day") are not judged."""
    if not any(pattern.search(words) for pattern in (_HAS_MONTH, _HAS_YEAR, _HAS_SPAN)):
        return False
    return _rank_of_date(date) > _rank_of_words(words, date.start is not None or date.end is not None)


def _rank_of_date(date: HistoricalDate) -> int:
    ends = [end for end in (date.start, date.end) if end is not None]
    return max((_rank_of_date(end) for end in ends), default=_RANKS.get(date.precision, 0))


def _rank_of_words(words: str, is_interval: bool) -> int:
    if _HAS_DAY.search(words):
        return 3
    if _HAS_MONTH.search(words):
        return 2
    if _HAS_YEAR.search(words):
        return 2 if _HAS_PART.search(words) else 1
    return 1 if is_interval else 0
