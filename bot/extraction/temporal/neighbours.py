"""Mentions next to each other: whether they form a range or list, and what one lends the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from msgspec.structs import replace

from bot.domain.dates import DateError
from bot.extraction.temporal.language import Language
from bot.extraction.temporal.mention import Anchor, Mention, Unit, Value, day_number, of_day
from bot.extraction.temporal.reckon import WINTER, in_year, place_in_year, stepped


def is_joined(text: str, first: Mention, second: Mention, language: Language) -> bool:
    """Whether two mentions are ends of a range or members of a list."""
    gap = text, first.end, second.start
    return bool(language.ranges.fullmatch(*gap) or language.lists.fullmatch(*gap))


def without_dated_hours(text: str, found: Sequence[Mention], language: Language) -> list[Mention]:
    """The mentions without hours before or after an event whose date follows: "an hour before the ceremony in
    June 2012"."""
    return [
        mention
        for mention, after in zip_longest(found, found[1:])
        if not (mention.daytime and mention.vague and after)
        or language.lends_date.fullmatch(text, mention.end, after.start) is None
    ]


def completed(
    text: str, found: Sequence[Mention], joined: Sequence[bool], language: Language
) -> list[Mention]:
    """The mentions with the year or date that the one after lends them; ``joined[i]`` tells whether mention
    i is joined to the one before."""
    lent = list(found)
    for place in range(len(lent) - 2, -1, -1):
        mention, after = lent[place], lent[place + 1]
        if (day := _counted_to(text, lent, place, language)) is not None:
            lent[place], lent[place + 1] = replace(day, start=mention.start, end=mention.end), day
        elif lacks_year(mention) and (joined[place + 1] or _is_its_year(text, mention, after, language)):
            is_same_day = text[mention.end : after.start] == "/"  # by two calendars
            lent[place] = _with_its_year(mention, after, is_same_day=is_same_day)
        elif _is_time_of(text, mention, after, language) or _is_told_again(text, mention, after, language):
            lent[place] = replace(after, start=mention.start, end=mention.end)
        elif mention.vague and language.lends_date.fullmatch(text, mention.end, after.start):
            lent[place] = _counted_from(mention, after)
    return lent


def _is_time_of(text: str, time: Mention, day: Mention, language: Language) -> bool:
    """ "At 5:30 on 20 March", "at 5:30 on the 20th": a time of day and its date."""
    if not time.daytime or time.steps or day.unit is not Unit.DAY:
        return False
    if day.anchor is not Anchor.CALENDAR and day.day is None:
        return False
    return language.lends_day.fullmatch(text, time.end, day.start) is not None


def _is_told_again(text: str, mention: Mention, year: Mention, language: Language) -> bool:
    """ "Two years later, in 2000": the years counted come to the year behind them."""
    if mention.unit is not Unit.YEAR or not mention.steps or year.unit is not Unit.YEAR:
        return False
    is_year = year.anchor is Anchor.CALENDAR and year.portion is None
    return is_year and language.tells_again.fullmatch(text, mention.end, year.start) is not None


_HALF_A_YEAR = 6
_BACK = 20
"""The day from which another is counted is at most so many dates before it."""


def _counted_to(text: str, found: Sequence[Mention], place: int, language: Language) -> Mention | None:
    """ "Four days earlier, on 22 March": that day, with the year of the day told before if the count comes to
    it from there; None if what is counted is not told again."""
    mention, day = found[place], found[place + 1]
    if mention.unit not in (Unit.DAY, Unit.WEEK) or not mention.steps or day.day is None:
        return None
    if day.part is None or language.tells_again.fullmatch(text, mention.end, day.start) is None:
        return None
    away = mention.steps * (7 if mention.unit is Unit.WEEK else 1)
    before = found[max(0, place - _BACK) : place] if lacks_year(day) and not mention.vague else ()
    for told in reversed(before):
        if told.unit is Unit.DAY and told.year is not None and told.day is not None and not told.short:
            reached = _days_after(told, told.year, away)
            if reached is not None and (reached.part, reached.day) == (day.part, day.day):
                return replace(day, year=reached.year)
    return day


def _days_after(told: Mention, year: int, days: int) -> Value | None:
    """The day so many days after another; None if that is no day ("30 February")."""
    try:
        return of_day(day_number(in_year(told, year)) + days)
    except DateError:
        return None


def _is_its_year(text: str, mention: Mention, year: Mention, language: Language) -> bool:
    """ "The spring offensive of 1918": a season or month and its year."""
    is_year = year.unit is Unit.YEAR and year.portion is None
    return is_year and language.lends_year.fullmatch(text, mention.end, year.start) is not None


def _counted_from(mention: Mention, event: Mention) -> Mention:
    """ "Two years after the treaty of 1965"."""
    if event.anchor is not Anchor.CALENDAR or event.year is None or event.short:
        return mention
    try:
        value = stepped(mention.unit, mention.steps or 0, in_year(event, event.year))
    except DateError:
        return mention
    place = Mention(mention.start, mention.end, value.unit, year=value.year, doubt="?", vague=True)
    return replace(place, part=value.part or None, day=value.day or None)


def lacks_year(mention: Mention) -> bool:
    """Whether it names a day, month or season, but no year."""
    return mention.anchor is Anchor.CALENDAR and mention.year is None and mention.part is not None


def _with_its_year(mention: Mention, after: Mention, *, is_same_day: bool) -> Mention:
    """ "6-7 January 1916", "June and July of that year": a member takes the year of the one after it."""
    start = mention.words[0] if mention.words else mention.start
    words = start, max(after.end, after.words[1] if after.words else 0)
    if after.years is not None:
        return replace(mention, anchor=after.anchor, years=after.years, words=words)
    if after.anchor is not Anchor.CALENDAR or after.year is None or after.short or after.unit > Unit.YEAR:
        return mention
    ordered = after.unit < Unit.YEAR and mention.part != WINTER
    earlier = ordered and place_in_year(mention) > place_in_year(after)
    if is_same_day and mention.part is not None and after.part is not None:
        earlier = mention.part - after.part > _HALF_A_YEAR
    return replace(mention, year=after.year - earlier, words=words)
