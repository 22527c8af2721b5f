"""The rules for the numeric dates of Japanese and Korean texts: 2015年12月28日, 2015년 12월 28일."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from bot.domain import dates
from bot.domain.dates import words as date_words
from bot.extraction.temporal.language import Rule
from bot.extraction.temporal.mention import Anchor, Mention, Unit, of_date


def _whole(match: re.Match[str]) -> Iterator[Mention]:
    """A date with its year, which may be one of an era; none if it is impossible."""
    readings = dates.read(match[0])
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
    """A month or day without a year, or of a year next to the one told ("翌年3月")."""
    day = int(match["day"]) if match["day"] else None
    mention = Mention(*match.span(), Unit.DAY if day else Unit.MONTH, part=int(match["month"]), day=day)
    if match["of"]:
        anchor, years = _relation(match["of"])
        mention = replace(mention, anchor=anchor, years=years)
    yield mention


def _related_year(match: re.Match[str]) -> Iterator[Mention]:
    """ "The same year", "the following year"."""
    anchor, steps = _relation(match["of"])
    yield Mention(*match.span(), Unit.YEAR, anchor=anchor, steps=steps)


def _relation(words: str) -> tuple[Anchor, int]:
    return _RELATIONS["".join(words.split())]


_RELATIONS: dict[str, tuple[Anchor, int]] = {
    **dict.fromkeys(("同年", "같은해", "그해"), (Anchor.STORY, 0)),
    **dict.fromkeys(("翌年", "이듬해", "다음해"), (Anchor.STORY, 1)),
    **dict.fromkeys(("前年", "전년"), (Anchor.STORY, -1)),
    **{
        word: (Anchor.SPEECH, steps)
        for word, (unit, steps) in date_words.AROUND_TODAY.items()
        if unit == "year" and len(word) > 1
    },
}
"""Words for a year counted from another: from which, and by how many."""

_ERA = rf"(?:{'|'.join(date_words.ERAS)})\s?(?:元|[0-9]{{1,2}})"
_YEAR = rf"(?:(?:1[0-9]|20)[0-9]{{2}}|{_ERA})\s?[年년]"
_OF = "(?P<of>" + date_words.alternatives(_RELATIONS).replace("해", r"\s?해") + ")"
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12][0-9]|0?[1-9])"
_NO_LENGTH = r"(?!\s?(?:[間度간]|[前後](?!半)|[전후](?:에|(?![가-힣]))))"
"""What does not follow a year: it would be a number of years, or a fiscal year."""

RULES = (
    Rule(r"(?:1[0-9]|20)[0-9]0\s?(?:年代|년대)|[12]?[0-9]\s?(?:世紀|세기)", _whole),
    Rule(rf"{_YEAR}\s?{_MONTH}\s?[月월]\s?{_DAY}\s?[日일]", _whole),
    Rule(rf"{_YEAR}\s?{_MONTH}\s?[月월]", _whole),
    Rule(rf"{_YEAR}{_NO_LENGTH}", _whole),
    Rule(
        rf"(?:{_OF}の?\s?)?(?P<month>{_MONTH})\s?[月월](?:\s?(?P<day>{_DAY})\s?[日일](?!間|간))?",
        _in_its_year,
    ),
    Rule(_OF, _related_year),
)
