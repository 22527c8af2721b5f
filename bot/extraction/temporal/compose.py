"""Puts dates together with each other and with the words before them: ranges, lists, "since", "before"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from bot.domain import dates
from bot.domain.dates import DateError, HistoricalDate
from bot.extraction.temporal.dated import Basis, Dated, Timex
from bot.extraction.temporal.language import Language
from bot.extraction.temporal.mention import Mention, Unit
from bot.extraction.temporal.neighbours import lacks_year
from bot.extraction.temporal.reckon import in_year, place_in_year
from bot.extraction.temporal.story import Resolved

_REACH = 100
"""The words that open a range or an interval begin at most so many characters before the date."""

_HALF_OPEN: dict[str, Callable[[HistoricalDate], str]] = {
    "since": dates.since,
    "since before": dates.before,
    "until": dates.until,
    "before": dates.before,
    "after": dates.after,
}
_WEAKEST: tuple[Basis, ...] = ("inferred", "relative", "stated")


def composed(
    text: str, plain: str, found: Sequence[Resolved | None], joined: Sequence[bool], language: Language
) -> list[Dated]:
    """The dated expressions of a text in order; ``plain`` is the folded text, ``joined[i]`` tells whether
    date i is joined to the one before."""
    dated: list[Dated] = []
    place = 0
    while place < len(found):
        first = found[place]
        second = found[place + 1] if place + 1 < len(found) and joined[place + 1] else None
        place += 1
        if first is None:
            continue
        is_pair = not joined[place - 1] and not any(joined[place + 1 : place + 2])
        span = _range(text, plain, first, second, language, is_pair=is_pair) if second is not None else None
        if first.mention.anniversary is not None and place > 1:
            dated += _year_of_anniversary(text, plain, found[place - 2], first)
        dated += [span] if span is not None else _single(text, plain, first, language)
        place += span is not None
    return dated


def _range(
    text: str, plain: str, first: Resolved, last: Resolved, language: Language, *, is_pair: bool
) -> Dated | None:
    """Two joined dates as one interval; None if they are members of a list or in the wrong order.

    ``is_pair`` says that nothing else is joined to them.
    """
    if not _is_range(plain, first, last, language) and not (
        is_pair and _is_two_days(plain, first, last, language)
    ):
        return None
    try:
        first = _of_one_year(first, last)
        whole = f"{dates.edge(first.date, 0)}{first.doubt}/{dates.edge(last.date, 1)}{last.doubt}"
        date = dates.parse(whole)
    except DateError:
        return None
    start, end = first.mention.start, last.mention.end
    opening = language.opens.search(plain, max(0, start - _REACH), start)
    start = opening.start() if opening else start
    basis = min(first.basis, last.basis, key=_WEAKEST.index)
    return Dated(start, end, text[start:end], date.edtf, basis, (*_timexes(first), *_timexes(last)))


def _of_one_year(first: Resolved, last: Resolved) -> Resolved:
    """The first date of a range without years, in the year of the last one: "from January through August"."""
    begin, end = first.value, last.value
    if begin is None or end is None or not (lacks_year(first.mention) and lacks_year(last.mention)):
        return first
    if begin.year <= end.year or place_in_year(begin) > place_in_year(end):
        return first
    value = in_year(first.mention, end.year)
    return replace(first, value=value, date=value.date(first.mention.portion))


def _is_range(plain: str, first: Resolved, last: Resolved, language: Language) -> bool:
    gap = plain, first.mention.end, last.mention.start
    if language.ranges.fullmatch(*gap):
        return True
    if language.between.fullmatch(*gap) is None:
        return False
    before = plain, max(0, first.mention.start - _REACH), first.mention.start
    return language.opens_between.search(*before) is not None or _adjoin(first.mention, last.mention)


def _is_two_days(plain: str, first: Resolved, last: Resolved, language: Language) -> bool:
    """Whether two days on end, as in "22 and 23 November", date one thing; not "respectively"."""
    day, next_day = first.value, last.value
    if first.mention.words is None or first.mention.words != last.mention.words:
        return False
    if day is None or next_day is None or day.unit is not Unit.DAY or next_day.day - day.day != 1:
        return False
    is_and = language.between.fullmatch(plain, first.mention.end, last.mention.start) is not None
    return is_and and language.apart.match(plain, last.mention.end) is None


def _adjoin(first: Mention, last: Mention) -> bool:
    """Whether two decades or centuries follow each other: "the 18th and 19th centuries"."""
    if first.unit is not last.unit or first.year is None or last.year is None:
        return False
    step = {Unit.DECADE: 10, Unit.CENTURY: 1}.get(first.unit)
    return last.year - first.year == step


def _year_of_anniversary(
    text: str, plain: str, marked: Resolved | None, anniversary: Resolved
) -> list[Dated]:
    """The bare year in "May 1985, which marked the 40th anniversary": the anniversary is of the year."""
    if marked is None or marked.value is None or marked.value.unit >= Unit.YEAR or marked.basis != "stated":
        return []
    end = marked.mention.end
    year = f"{marked.value.year:04}"
    if not plain.endswith(year, 0, end) or not _SAME_CLAUSE.fullmatch(plain, end, anniversary.mention.start):
        return []
    return [Dated(end - 4, end, text[end - 4 : end], year, "stated")]


_INSIDE = re.compile(r"[\w,)]\s+\Z")
"""What is before a date that does not open its sentence."""
_SAME_CLAUSE = re.compile(r"[^.;:\n]{0,40}")


def _single(text: str, plain: str, found: Resolved, language: Language) -> list[Dated]:
    """One date, or the interval that a word such as "since" makes of it; both if something happened on the
    date ("since the treaty was signed in 1965")."""
    mention = found.mention
    start, end = mention.words or (mention.start, mention.end)
    left = max(0, start - _REACH)
    is_apposed = found.aside and mention.anniversary is None
    own = _dated(text, start, end, found.date.edtf, found)
    owns = (
        language.owns.match(plain, mention.end) is not None and _INSIDE.search(plain, left, start) is not None
    )
    own = replace(own, aside=is_apposed or owns or language.says_which(plain, mention))
    if mention.like_last is not None:
        return [own]
    for name, form in language.half_open.items():
        word = form.search(plain, left, start)
        if word is None or (mention.daytime and name in ("before", "after")):  # an hour before is on that day
            continue
        named = language.happened.match(plain, mention.start) or language.when.match(plain, end)
        happened = named is not None or bool(word.groupdict().get("event"))
        # What was before something that happened in a year, or before its end, may have been in it, too.
        is_in_it = (happened and name == "since before") or (
            name == "before" and language.at_an_end.match(plain, start) is not None
        )
        edtf = _half_open("until" if is_in_it else name, found.date)
        if edtf is None:
            continue
        if language.no_span.search(plain, left, word.end()) or (happened and "since" not in name):
            return [own]
        span = _dated(text, word.start(), end, edtf, found)
        return [replace(span, timexes=()), own] if happened else [span]
    return [own]


def _dated(text: str, start: int, end: int, edtf: str, found: Resolved) -> Dated:
    return Dated(start, end, text[start:end], _doubted(edtf, found.doubt), found.basis, _timexes(found))


def _half_open(name: str, date: HistoricalDate) -> str | None:
    """The EDTF of the interval from or to a date; None if the date has no exact edge."""
    try:
        return dates.parse(_HALF_OPEN[name](date)).edtf
    except DateError:
        return None


_KNOWN_END = re.compile(r"[0-9X](?=/|\Z)")


def _doubted(edtf: str, doubt: str) -> str:
    """The date with a mark of doubt at each end that is known."""
    return _KNOWN_END.sub(lambda end: end[0] + doubt, edtf) if doubt else edtf


def _timexes(found: Resolved) -> tuple[Timex, ...]:
    """The date as corpora tag it; they do not tag the year that an anniversary remembers."""
    mention, value = found.mention, found.value
    if value is None or mention.anniversary is not None:
        return ()
    date = value.date() if mention.portion or mention.begins else found.date
    return (Timex(mention.start, mention.end, value.timex(), _doubted(date.edtf, found.doubt)),)
