"""Finds the year of a day, month or season that is named without one, or with two digits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.extraction.temporal.around import Around
from bot.extraction.temporal.language import Language
from bot.extraction.temporal.mention import Mention, Unit, Value
from bot.extraction.temporal.reckon import WINTER, place_in_year
from bot.extraction.temporal.story import Story

_ENTRY = re.compile(r":\s|\s[–—|-]\s")
"""What follows the day of a chronology's entry."""
_SOON = 10
"""A two-digit year may lie so many years after the latest year told."""
_MONTHS_BACK = {Unit.DAY: 5, Unit.MONTH: 8}
"""A day, or a month, that lies so many months before the last date told is in the next year."""
_WINTER_IS_AHEAD = 7
"""From this month on, "the winter" is the one that ends in the next year and is counted to that year."""
_NEW_YEAR = 3
"""After the end of a year, its first months up to this one are those of the next."""
_SHORTLY = 2
"""A date follows another if it is at most so many months later."""
_LONG_PAST = 8
"""In news, a month that was longer ago than so many months is the next one of its name."""
_SEASON = 3
"""A season lasts so many months."""
_REPORTED = 3
"""Until this month, news reports on the second half of the year before."""
_HALF_A_YEAR = 6
_YEAR_OF_MONTHS = 12
"""Months, of which a plan that fell through may be as many back as ahead."""
_JUST_OVER = 5
"""In news, a quarter that began up to so many months ago is the one that is reported on."""


def full_year(short: int, unit: Unit, story: Story) -> int | None:
    """The year with these last two digits that is nearest to the last date told or else to the day of
    writing.

    A year is at most ten years after the latest year told; a decade has begun by then. Without any date to
    go by, a decade is one of the 20th century and a year None.
    """
    near = story.told or story.written
    if near is None:
        return 1900 + short if unit is Unit.DECADE else None
    latest = max((*story.years, (story.written or near).year))
    latest += 0 if unit is Unit.DECADE else _SOON
    years = [near.year // 100 * 100 + short + shift for shift in (-100, 0, 100)]
    return min((year for year in years if year <= latest), key=lambda year: abs(year - near.year))


def year_for(
    mention: Mention, ahead: Sequence[Mention], story: Story, around: Around, language: Language
) -> int | None:
    """The year of a day, month or season that is named without one; None if nothing tells it.

    ``ahead`` is what is named next, up to a date with its year; empty if there is no such date near.
    """
    written = story.written
    if _is_in_year_told(mention, story, around, language):
        return story.year
    to_come = around.is_to_come(mention) and not _is_likelier_past(mention, written, around)
    entry = story.told if to_come and _is_in_entry(mention, story, around) else None
    if entry is not None:
        return entry.year + (place_in_year(mention)[0] < entry.part)
    is_awaited = to_come and around.is_of_now(mention)
    if story.now is not None and (written is None or not (story.news or is_awaited)):
        if (begun := _range_begun(mention, story, around, language)) is not None:
            return begun.year + (place_in_year(mention) < place_in_year(begun))
        before = None if story.told is story.now and story.is_in_sentence(mention) else story.before
        year = _year_in_story(mention, story.now, before, around, is_late=story.is_late)
        if year == story.now.year and _goes_back(mention, ahead, story, around, language):
            year -= 1
        is_too_late = written is not None and (year, place_in_year(mention)[0]) > (
            written.year,
            written.part or 12,
        )
        return year - 1 if is_too_late and around.is_over(mention) else year
    if written is None:
        return None
    if story.told is not None and _goes_on(mention, story.told, written, story, around, language):
        return story.told.year
    if around.befell(mention):
        return written.year - (place_in_year(mention) > place_in_year(written))
    return _year_in_news(mention, written, to_come=to_come, is_over=around.is_over(mention))


def _is_in_entry(mention: Mention, story: Story, around: Around) -> bool:
    """Whether it stands in a chronology's entry, whose day was told last: "20 April 2018: It will end"."""
    is_day = story.told is not None and story.told.unit is Unit.DAY
    return is_day and story.is_in_sentence(mention) and _ENTRY.match(around.text, story.passing) is not None


def _is_likelier_past(mention: Mention, written: Value | None, around: Around) -> bool:
    """Whether the last June is nearer than the next in "they were to meet in June, but it was put off" or
    "announced its plan to merge in June"."""
    if written is None or not (around.fell_through(mention) or around.may_be_announced(mention)):
        return False
    return 0 <= (written.part - place_in_year(mention)[0]) % 12 < _HALF_A_YEAR


def _is_in_year_told(mention: Mention, story: Story, around: Around, language: Language) -> bool:
    """Whether it dates a detail of a year named before: "until 1973, when it ended on 8 August"."""
    if story.year is None or story.told is None or story.told.year != story.year:
        return False
    if language.opens_with_year.match(around.left(mention)) and not around.is_to_come(mention):
        return story.is_in_sentence(mention)
    return language.in_that_year.fullmatch(around.text, story.year_end, mention.start) is not None


def _goes_on(
    mention: Mention, told: Value, written: Value, story: Story, around: Around, language: Language
) -> bool:
    """Whether it goes on from a past date in its sentence: "He was jailed in May 1985 and freed in June", "It
    was closed twice last year, in May and in June"."""
    if told.year >= written.year or not story.is_in_sentence(mention):
        return False
    if language.latest.search(around.left(mention)):
        return False
    before = around.left(story.last.mention) if story.last is not None else ""
    if language.last_held.search(before):
        return False
    gap = around.text, story.passing, mention.start
    is_whole = told.unit is Unit.YEAR and story.last is not None and story.last.mention.portion is None
    is_listed = is_whole and language.lists.fullmatch(*gap) is not None
    is_old = told.year + 1 < written.year and not around.is_to_come(mention)
    is_over = is_old and not language.half_open["since"].search(before)
    return is_listed or _follows(mention, told, within=_YEAR_OF_MONTHS if is_over else _SHORTLY)


def _year_in_story(
    mention: Mention, now: Value, before: Value | None, around: Around, *, is_late: bool
) -> int:
    """The year of a date in a narrative that has come to ``now``, or to the end of that year (``is_late``),
    after a jump of years from ``before``.

    It is the year of ``now``, the next one where the calendar turns over, or that of ``before`` if the
    narrative goes back there, as it may in a new sentence.
    """
    month = place_in_year(now)[0]
    if mention.part == WINTER:
        return now.year + (month >= _WINTER_IS_AHEAD and now.unit < Unit.YEAR)
    if before is not None and _follows(mention, before) and not _follows(mention, now):
        return before.year
    is_awaited = mention.unit is Unit.SEASON and around.is_a_limit(mention)
    if is_awaited or around.is_an_end(mention) or around.is_planned(mention):
        return now.year + (now.unit < Unit.YEAR and place_in_year(mention)[0] < month)
    if is_late and mention.unit < Unit.YEAR and mention.part != WINTER:
        return now.year + (place_in_year(mention)[0] <= _NEW_YEAR)
    back = _MONTHS_BACK.get(mention.unit)
    if back is not None and now.unit in (Unit.DAY, Unit.MONTH, Unit.SEASON):
        return now.year + (month - place_in_year(mention)[0] >= back)
    return now.year


def _range_begun(mention: Mention, story: Story, around: Around, language: Language) -> Value | None:
    """The day or month with which the range begins that it ends: "from October to March"."""
    begun = story.told
    if begun is None or begun.unit is not mention.unit or mention.unit not in (Unit.DAY, Unit.MONTH):
        return None
    return begun if language.ranges.fullmatch(around.text, story.passing, mention.start) else None


def _goes_back(
    mention: Mention, ahead: Sequence[Mention], story: Story, around: Around, language: Language
) -> bool:
    """Whether it is of the year before the one reached: in January, "they had met on 9 December".

    That December must be nearer than the next, and the words look back, or else what is told from the next
    one on would come after the date ahead that has a year.
    """
    told = story.told
    is_beside = told is not None and told.unit <= Unit.MONTH and story.is_in_sentence(mention)
    reached = told if is_beside else story.now
    if reached is None or not {mention.unit, reached.unit} <= {Unit.DAY, Unit.MONTH}:
        return False
    if not _was_nearer(mention, reached, ahead, around, language):
        return False
    if language.flashback.search(around.left(mention)):
        return True
    if around.is_an_end(mention) or around.is_planned(mention):
        return False
    return _overtakes(mention, reached.year, ahead)


def _was_nearer(
    mention: Mention, reached: Value, ahead: Sequence[Mention], around: Around, language: Language
) -> bool:
    """Whether the last December was nearer than the next is, or the last January if it begins
    "December to January"."""
    here, months = place_in_year(reached)[0], [place_in_year(mention)[0]]
    if len(ahead) > 1 and language.ranges.fullmatch(around.text, mention.end, ahead[0].start):
        months.append(place_in_year(ahead[0])[0] or months[0])
    since = min((here - month) % _YEAR_OF_MONTHS for month in months)
    return 0 < months[0] - here >= since


def _overtakes(mention: Mention, year: int, ahead: Sequence[Mention]) -> bool:
    """Whether what is told from a date of this year on comes after the date ahead that has a year."""
    if not ahead or ahead[-1].unit > Unit.MONTH or ahead[-1].year is None:
        return False
    fine = [named for named in ahead[:-1] if named.part is not None and named.unit in (Unit.DAY, Unit.MONTH)]
    first, *then = map(place_in_year, (mention, *fine))
    latest = max([(year, first), *((year + (place < first), place) for place in then)])
    return latest > (ahead[-1].year, place_in_year(ahead[-1]))


def _follows(mention: Mention, told: Value, *, within: int = _SHORTLY) -> bool:
    """Whether a day or month comes after a day, week, month or season of the same year, ``within`` so many
    months."""
    if told.unit not in (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.SEASON):
        return False
    if mention.unit not in (Unit.DAY, Unit.MONTH):
        return False
    month, day = place_in_year(mention)
    told_month, told_day = place_in_year(told)
    return (told_month, told_day if day else 0) <= (month, day) and month - told_month <= within


def _year_in_news(mention: Mention, written: Value, *, to_come: bool, is_over: bool) -> int:
    """The year of a date in a text that speaks from the day it was written.

    It is the nearest one in the direction in which the words look (``to_come``, ``is_over``) or, if they do
    not tell, the last one, unless the next is much nearer.
    """
    ahead = place_in_year(mention)[0] - written.part
    if written.unit is Unit.YEAR or mention.unit > Unit.HALF:
        return written.year
    if mention.unit is Unit.HALF:
        is_last_years = mention.part == 2 and written.part <= _REPORTED and not to_come
        return written.year - is_last_years
    if mention.unit is Unit.QUARTER and 0 < -ahead % 12 <= _JUST_OVER:
        return written.year - (ahead > 0)
    soon = mention.unit is not Unit.QUARTER and 0 < ahead % 12 < 12 - _LONG_PAST
    if mention.unit is Unit.SEASON and -ahead % 12 < _SEASON:
        return written.year - (ahead > 0)
    if to_come or (soon and not is_over):
        return written.year + (ahead < 0)
    return written.year - (ahead > 0)
