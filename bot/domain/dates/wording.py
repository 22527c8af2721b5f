"""How a historical date is worded for people, as exactly as it is known and no finer.

The seam for other languages: a locale is one entry of ``FORMATS``; one that has none is worded in English.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import msgspec
from msgspec.structs import replace

from bot.domain.dates.value import HistoricalDate, Precision, ymd
from bot.domain.dates.words import MONTHS, SEASONS, WEEKDAYS


def _ordinal_number(number: int) -> str:
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_SHORT_MONTHS = tuple(name if len(name) <= 4 else name[:3] for name in MONTHS)
"""Months of more than four letters abbreviated: 29 June 2012, 23 Aug 2019."""


class Formats(msgspec.Struct, frozen=True, dict=True):
    """The wording of one language, as templates. ``{month}`` is a name, ``{year}`` a worded year."""

    months: Sequence[str] = MONTHS
    short_months: Sequence[str] = _SHORT_MONTHS
    weekdays: Sequence[str] = WEEKDAYS
    seasons: Mapping[int, str] = msgspec.field(default_factory=lambda: SEASONS)
    nth: Callable[[int], str] = _ordinal_number
    day: str = "{day} {month} {year}"
    day_of_year: str = "{day} {month}"
    month: str = "{month} {year}"
    season: str = "{season} {year}"
    year: str = "{year}"
    early_year: str = "AD {year}"
    long_year: str = "the year {year}"
    before_christ: str = "{year} BC"
    decade: str = "{year}s"
    first_decade: str = "{year}s (decade)"
    century: str = "{nth} century"
    century_before_christ: str = "{nth} century BC"
    approximate: str = "c. {date}"
    uncertain: str = "{date}, uncertain"
    uncertain_end: str = "{date} (uncertain)"
    days_of_month: str = "{first}–{last} {month} {year}"
    days_of_year: str = "{first} – {last} {year}"
    months_of_year: str = "{first}–{last} {year}"
    years: str = "{first}–{last}"
    interval: str = "{first} – {last}"
    since: str = "since {date}"
    until: str = "until {date}"
    end_unknown: str = "from {date}, end unknown"
    start_unknown: str = "until {date}, start unknown"
    unknown: str = "date unknown"
    dotted_day: str = "{day}.{month}.{year}"
    dotted_month: str = "{month}.{year}"

    @cached_property
    def short(self) -> Formats:
        """The same for lists, with short month names."""
        return replace(self, months=self.short_months)

    @cached_property
    def without_year(self) -> Formats:
        """The same with common years left out, beside what tells them already."""
        return replace(self, year="")


_ENGLISH = Formats()
FORMATS: dict[str, Formats] = {"en": _ENGLISH}
"""The wording of each locale."""


def formats_of(locale: str) -> Formats:
    """The wording of a locale; English where it has none."""
    return FORMATS.get(locale, _ENGLISH)


def human(date: HistoricalDate, locale: str = "en") -> str:
    """The date in words: "28 December 2015", "June 2012", "2000s", "20–28 June 2016", "c. 1960"."""
    return _worded(date, formats_of(locale))


def human_short(date: HistoricalDate, locale: str = "en", *, year: bool = True) -> str:
    """The date in words with short month names, for lists: "28 Dec 2015", "29 June 2012", "Nov 2016".

    Without ``year`` "28 Dec", "Nov"; a year alone is said all the same.
    """
    short = formats_of(locale).short
    if not year and (told := _worded(date, short.without_year).strip()):
        return told
    return _worded(date, short)


def human_dotted(date: HistoricalDate, locale: str = "en") -> str:
    """The date as footnotes give it: "29.6.2012"; what is no plain day or month, as in ``human_short``."""
    if date.month is None or date.doubtful or date.year is None or date.year < 1000:
        return human_short(date, locale)
    formats = formats_of(locale)
    template = formats.dotted_month if date.day is None else formats.dotted_day
    return template.format(day=date.day, month=date.month, year=date.year)


def human_day_of_year(month: int, day: int, locale: str = "en") -> str:
    """A day of any year: "28 December"."""
    formats = formats_of(locale)
    return formats.day_of_year.format(day=day, month=formats.months[month - 1])


def _worded(date: HistoricalDate, formats: Formats) -> str:
    if date.precision is Precision.UNKNOWN:
        return formats.unknown
    if date.start is not None and date.end is not None:
        return _interval(date.start, date.end, formats)
    known = date.start or date.end
    if known is not None:
        return _half_open(date, known, formats)
    return _marked(date, formats, formats.uncertain)


def _marked(date: HistoricalDate, formats: Formats, uncertain: str) -> str:
    text = _plain(date, formats)
    if date.approximate:
        text = formats.approximate.format(date=text)
    return uncertain.format(date=text) if date.uncertain else text


def _plain(date: HistoricalDate, formats: Formats) -> str:
    """A single date without its doubt marks."""
    if date.year is None:
        return _decade_or_century(date, formats)
    year = _year(date.year, formats)
    if date.month is not None:
        month = formats.months[date.month - 1]
        template = formats.month if date.day is None else formats.day
        return template.format(day=date.day, month=month, year=year)
    if date.season is not None:
        return formats.season.format(season=formats.seasons[date.season], year=year)
    return year


def _year(year: int, formats: Formats) -> str:
    if year <= 0:
        return formats.before_christ.format(year=1 - year)
    if year < 1000:
        return formats.early_year.format(year=year)
    return (formats.year if year <= 9999 else formats.long_year).format(year=year)


def _decade_or_century(date: HistoricalDate, formats: Formats) -> str:
    first, last = ymd(date.low)[0], ymd(date.high)[0]
    if date.precision is Precision.CENTURY:
        template = formats.century if first >= 0 else formats.century_before_christ
        return template.format(nth=formats.nth((first if first >= 0 else -last) // 100 + 1))
    if first < 100:
        return formats.interval.format(first=_year(first, formats), last=_year(last, formats))
    ambiguous = first % 100 == 0 and first != 2000
    return (formats.first_decade if ambiguous else formats.decade).format(year=first)


def _half_open(date: HistoricalDate, known: HistoricalDate, formats: Formats) -> str:
    text = _marked(known, formats, formats.uncertain_end)
    unknown = not date.edtf.startswith("..") and not date.edtf.endswith("..")
    if date.open_end:
        return (formats.end_unknown if unknown else formats.since).format(date=text)
    return (formats.start_unknown if unknown else formats.until).format(date=text)


def _interval(start: HistoricalDate, end: HistoricalDate, formats: Formats) -> str:
    """Both ends, with what they share said once, doubt about both too."""
    if start.uncertain and end.uncertain and not (start.approximate or end.approximate):
        text = _interval(replace(start, uncertain=False), replace(end, uncertain=False), formats)
        return formats.uncertain.format(date=text)
    if not (start.doubtful or end.doubtful) and start.precision is end.precision and start.year is not None:
        shared = _shared(start, end, formats)
        if shared:
            return shared
    first, last = (_marked(part, formats, formats.uncertain_end) for part in (start, end))
    return formats.interval.format(first=first, last=last)


def _shared(start: HistoricalDate, end: HistoricalDate, formats: Formats) -> str | None:
    if start.precision is Precision.YEAR and start.year and start.year >= 1000:
        return formats.years.format(first=_plain(start, formats), last=_plain(end, formats))
    if start.year is None or start.year != end.year or start.month is None or end.month is None:
        return None
    year = _year(start.year, formats)
    first, last = formats.months[start.month - 1], formats.months[end.month - 1]
    if start.day is None or end.day is None:
        return formats.months_of_year.format(first=first, last=last, year=year) if first != last else None
    if first == last:
        return formats.days_of_month.format(first=start.day, last=end.day, month=first, year=year)
    days = [
        formats.day_of_year.format(day=part.day, month=month) for part, month in ((start, first), (end, last))
    ]
    return formats.days_of_year.format(first=days[0], last=days[1], year=year)
