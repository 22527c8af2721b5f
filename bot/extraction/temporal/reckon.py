"""The arithmetic of relative dates: a number of units, or the nearest June, from a base date."""

from __future__ import annotations

from dateutil import easter
from msgspec.structs import replace

from bot.domain import dates
from bot.domain.dates import DateError
from bot.extraction.temporal.mention import (
    Mention,
    Unit,
    Value,
    day_number,
    monday_of,
    of_day,
    week_of,
)

WINTER = 24
_MIDDLE = 6
_HALF_A_MONTH = 15
"""After the 27th, "the 4th" is rather the one that is to come."""
_FIRST_MONTHS = {21: 3, 22: 6, 23: 9, WINTER: 12}
_COARSEST_BASE = {
    **{Unit.DAY: Unit.DAY, Unit.WEEKEND: Unit.WEEK, Unit.WEEK: Unit.WEEK},
    **{Unit.MONTH: Unit.MONTH, Unit.QUARTER: Unit.QUARTER},
}
"""The coarsest base from which steps of a unit can be counted."""


def place_in_year(place: Mention | Value) -> tuple[int, int]:
    """Month and day (0 if not known) by which the dates of one year are sorted."""
    part = place.part or 0
    if isinstance(place, Value) and place.unit in (Unit.WEEKEND, Unit.WEEK):
        return monday_of(place).part, 0
    if place.unit is Unit.QUARTER:
        return 3 * part - 2, 0
    return _FIRST_MONTHS.get(part, part), place.day or 0


def in_year(mention: Mention, year: int) -> Value:
    """The day, month, season or other part of a year that a mention names."""
    if mention.easter is not None:
        return of_day(_easter(year) + mention.easter)
    if mention.unit is Unit.DAY:
        return Value(Unit.DAY, year, mention.part or 0, mention.day or _nth_weekday(mention, year))
    return Value(mention.unit, year, mention.part or 0)


_GREGORIAN, _EASTERS = 1583, range(326, 4100)
"""The first year of the Gregorian Easter, and the years that ``dateutil.easter`` knows it for."""
TWO_EASTERS = range(_GREGORIAN, 1753)
"""In these years parts of Western Europe, at last England alone, kept Easter by the Julian calendar."""


def _easter(year: int) -> int:
    """The day number of the Western Easter, by the calendar then in use; DateError before 326."""
    if year not in _EASTERS:
        raise DateError("incomplete")
    sunday = easter.easter(year, easter.EASTER_WESTERN if year >= _GREGORIAN else easter.EASTER_JULIAN)
    return dates.ordinal(sunday.year, sunday.month, sunday.day)


def _nth_weekday(mention: Mention, year: int) -> int:
    """The day of the month of "the fourth Thursday of November"."""
    if mention.part is None or mention.weekday is None or mention.nth is None:
        return 0
    first = dates.weekday(dates.ordinal(year, mention.part, 1))
    days = range(1 + (mention.weekday - first) % 7, dates.days_in_month(year, mention.part) + 1, 7)
    return days[mention.nth - (mention.nth > 0)]


def counted(mention: Mention, base: Value, to_come: bool) -> Value | None:
    """The value of a relative mention, counted from ``base``; None if the base is too coarse for it."""
    if mention.years is not None:
        whole = mention.unit >= Unit.YEAR or mention.part is not None
        return in_year(mention, base.year + mention.years) if whole else _years_off(mention, base)
    if mention.months is not None:
        middle = base if base.unit <= Unit.SEASON else Value(Unit.MONTH, base.year, _MIDDLE)
        return Value(Unit.YEAR, stepped(Unit.MONTH, mention.months, middle).year)
    if mention.weekday is not None and mention.nth is None:
        return _weekday(mention, base, to_come)
    if mention.unit is Unit.WEEKEND and mention.steps is None:
        return _weekend(base, to_come)
    if mention.part is not None:
        return _named(mention, base)
    if mention.day is not None:
        if base.unit not in (Unit.DAY, Unit.WEEK, Unit.MONTH):
            return None
        is_next = to_come and base.day - mention.day > _HALF_A_MONTH
        month = stepped(Unit.MONTH, (mention.steps or 0) + is_next, base)
        return Value(Unit.DAY, month.year, month.part, mention.day)
    return stepped(mention.unit, mention.steps or 0, base)


def _years_off(mention: Mention, base: Value) -> Value | None:
    """The same day, week or month of another year ("ten years ago today"); None if the base is coarser."""
    if base.unit > mention.unit or base.unit > Unit.MONTH or mention.years is None:
        return None
    year = base.year + mention.years
    day = min(base.day, dates.days_in_month(year, base.part))
    return stepped(mention.unit, 0, replace(base, year=year, day=day))


def _weekday(mention: Mention, base: Value, to_come: bool) -> Value | None:
    """The weekday nearest to the base, before it unless ``to_come``, or the one that a count or day singles
    out ("last Friday", "Friday the 13th", "Friday of next week"); None if the base is no day or week."""
    if mention.weekday is None:
        return None
    if base.unit is Unit.WEEK and not mention.steps and mention.day is None:
        return of_day(day_number(monday_of(base)) + mention.weekday)
    if base.unit is not Unit.DAY:
        return None
    today = day_number(base)
    if mention.unit is Unit.WEEK:
        week = week_of(today + 7 * (mention.steps or 0))
        return of_day(day_number(monday_of(week)) + mention.weekday)
    if mention.steps == 0 and mention.day is None and not to_come:
        return of_day(day_number(monday_of(week_of(today))) + mention.weekday)
    since = (dates.weekday(today) - mention.weekday) % 7
    if mention.day is not None:
        weeks = range(today - since, today - _LONGEST_WITHOUT, -7)
        return next((day for day in map(of_day, weeks) if day.day == mention.day), None)
    if mention.steps == 1 or (not mention.steps and to_come and since):
        return of_day(today - since + 7)
    if mention.steps == -1 and since <= 1:  # today, or yesterday
        since += 7
    return of_day(today - since)


_LONGEST_WITHOUT = 62 * 7
"""A weekday that falls on a given day of the month is looked for so many days back."""
_SATURDAY = 5


def _weekend(base: Value, to_come: bool) -> Value | None:
    """ "The weekend": the last one, or this one if it has begun or is ``to_come``."""
    if base.unit is not Unit.DAY:
        return None
    over = not to_come and dates.weekday(day_number(base)) < _SATURDAY
    return stepped(Unit.WEEKEND, -1 if over else 0, base)


def _named(mention: Mention, base: Value) -> Value:
    """The June or spring in the year of the base; with steps, the nearest one before or after it."""
    steps, month = mention.steps or 0, place_in_year(mention)[0]
    if base.unit is Unit.YEAR or not steps:
        return in_year(mention, base.year + steps)
    here = place_in_year(base)[0] if base.unit in (Unit.DAY, Unit.MONTH, Unit.SEASON) else 6
    if steps < 0:
        return in_year(mention, base.year - (month >= here))
    return in_year(mention, base.year + (month <= here))


def stepped(unit: Unit, steps: int, base: Value) -> Value:
    """The unit that is ``steps`` of them after the base.

    If the base is too coarse to count from, it is the base itself for 0 steps, and otherwise its year.
    """
    if unit in _COARSEST_BASE and base.unit > _COARSEST_BASE[unit]:
        return Value(Unit.YEAR, base.year) if steps else base
    if unit is Unit.DAY:
        return of_day(day_number(base) + steps)
    if unit in (Unit.WEEK, Unit.WEEKEND):
        day = base if base.unit is Unit.DAY else monday_of(base)
        return replace(week_of(day_number(day) + 7 * steps), unit=unit)
    if unit is Unit.MONTH:
        months = base.year * 12 + place_in_year(base)[0] - 1 + steps
        return Value(Unit.MONTH, months // 12, months % 12 + 1)
    if unit is Unit.QUARTER:
        quarters = base.year * 4 + (place_in_year(base)[0] - 1) // 3 + steps
        return Value(Unit.QUARTER, quarters // 4, quarters % 4 + 1)
    if unit is Unit.DECADE:
        return Value(Unit.DECADE, base.year // 10 * 10 + 10 * steps)
    if unit is Unit.CENTURY:
        here = base.year if base.unit is Unit.CENTURY else base.year // 100 + 1
        century = here + steps
        return Value(Unit.CENTURY, century + (here < 0 <= century) - (century <= 0 < here))
    return Value(Unit.YEAR, base.year + steps)
