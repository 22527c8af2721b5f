"""Dates in Japanese and Korean texts, which give their parts in numbers: 2015年12月28日, 2015년 12월 28일."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.domain import date_words, dates
from bot.domain.dates import DateError
from bot.extraction.temporal.language import Rule
from bot.extraction.temporal.mention import Mention, Unit, of_date


def _whole(match: re.Match[str]) -> Iterator[Mention]:
    """What has a year, also one of an era, read as people type it; none if it cannot be."""
    try:
        readings = dates.read(match[0])
    except DateError:
        return
    if len(readings) != 1:
        return
    date = readings[0].date
    value = of_date(date)
    if value is not None:
        place = Mention(*match.span(), value.unit, year=value.year)
        yield replace(place, part=value.part or None, day=value.day or None)
    elif date.edtf.endswith("XX"):
        yield Mention(*match.span(), Unit.CENTURY, year=int(date.edtf[:-2]) + 1)
    elif date.edtf.endswith("X"):
        yield Mention(*match.span(), Unit.DECADE, year=int(date.edtf[:-1]) * 10)


def _in_its_year(match: re.Match[str]) -> Iterator[Mention]:
    """A month or day of the year that is told."""
    day = int(match["day"]) if match["day"] else None
    yield Mention(*match.span(), Unit.DAY if day else Unit.MONTH, part=int(match["month"]), day=day)


_ERA = rf"(?:{'|'.join(date_words.ERAS)})\s?(?:元|[0-9]{{1,2}})"
_YEAR = rf"(?:(?:1[0-9]|20)[0-9]{{2}}|{_ERA})\s?[年년]"
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12][0-9]|0?[1-9])"
_NO_LENGTH = r"(?!\s?[間前後度間간전후도차])"
"""After a unit: so long a time, or a fiscal year."""

RULES = (
    Rule(r"(?:1[0-9]|20)[0-9]0\s?(?:年代|년대)|[12]?[0-9]\s?(?:世紀|세기)", _whole),
    Rule(rf"{_YEAR}\s?{_MONTH}\s?[月월]\s?{_DAY}\s?[日일]", _whole),
    Rule(rf"{_YEAR}\s?{_MONTH}\s?[月월]", _whole),
    Rule(rf"{_YEAR}{_NO_LENGTH}", _whole),
    Rule(rf"(?P<month>{_MONTH})\s?[月월](?:\s?(?P<day>{_DAY})\s?[日일](?!間|간))?", _in_its_year),
)
