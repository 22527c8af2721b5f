"""From what words say to the date they mean: by the day a text was written, or by what it told last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.domain import dates
from bot.domain.dates import DateError, HistoricalDate
from bot.extraction.temporal.around import Around
from bot.extraction.temporal.dated import Basis
from bot.extraction.temporal.language import Language
from bot.extraction.temporal.mention import Anchor, Mention, Unit, Value, day_number, of_date, of_day, week_of
from bot.extraction.temporal.reckon import (
    TWO_EASTERS,
    WINTER,
    follows,
    in_year,
    place_in_year,
    reckoned,
    stepped,
    year_beside,
)
from bot.extraction.temporal.story import Resolved, Story

_SOON = 10
"""So many years ahead may lie what is told with two digits."""
_BESIDE = 24
"""So far before "a year ago" an amount may begin that was earned then."""
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_NEWS_WORD = 4
"""A word of news weighs as much as so many years of the past."""
_MONTHS_BACK = {Unit.DAY: 5, Unit.MONTH: 8}
"""A day, or a month without one, that lies so many months before what was told is of the next year."""
_WINTER_IS_AHEAD = 7
"""From this month on "the winter" is the one that ends in the next year, by which it is called."""


def resolved(
    text: str,
    found: Sequence[Mention],
    published: HistoricalDate | None,
    sentences: Sequence[tuple[int, int]],
    language: Language,
) -> Iterator[Resolved | None]:
    """What each mention comes to; None if it cannot be told."""
    written = of_date(published) if published is not None else None
    around = Around(text, [start for start, _ in sentences], language)
    story = Story(around, written, language, news=_is_news(text, found, written, language))
    reader = _Reader(around, story, language)
    return (reader.read(mention) for mention in found)


class _Reader:
    """Reads the mentions of one text in order, by the words around each and by the story so far."""

    def __init__(self, around: Around, story: Story, language: Language) -> None:
        self._around, self._story, self._language = around, story, language
        self._written, self._news = story.written, story.news

    def read(self, mention: Mention) -> Resolved | None:
        """What a mention comes to, which is then the last that was told; None if there is no such date."""
        self._story.go_on(mention.start)
        try:
            found = self._resolved(mention)
        except DateError:
            return None
        self._story.tell(found)
        return found

    def _resolved(self, mention: Mention) -> Resolved | None:
        if mention.year is None and self._language.dates_nothing.search(self._around.left(mention)):
            return None
        if mention.like_last is not None:
            return self._like_last(mention)
        if mention.lasting:
            return self._lasting(mention)
        if mention.anniversary is not None:
            return self._anniversary(mention)
        if mention.anchor is Anchor.CALENDAR:
            return self._calendar(mention)
        is_compared = mention.same_part and mention.unit is Unit.YEAR
        if is_compared and mention.steps and self._is_with_quarter(mention):
            mention = replace(mention, unit=Unit.QUARTER, anchor=Anchor.STORY, steps=4 * mention.steps)
        return self._relative(mention)

    def _relative(self, mention: Mention) -> Resolved | None:
        """What is reckoned from another date."""
        base = self._base(mention)
        if self._is_idle(mention, base):
            return None
        if base is not None and self._is_apposed(mention):
            return self._apposed(mention, base)
        is_next = base is not self._written and self._is_next(mention)
        value = base and reckoned(mention, base, is_next or self._around.is_to_come(mention))
        is_hour = mention.daytime and not mention.vague
        if value is None or (is_hour and value.unit is not Unit.DAY):
            return None
        is_told = base is not self._written and not mention.steps and mention.weekday is None
        sure = is_told and not (self._story.last and self._story.last.doubt)
        return _made(mention, value, "relative", sure=sure)

    def _is_idle(self, mention: Mention, base: Value | None) -> bool:
        """Whether it tells no date: "one year before its expiry" in a treaty, "a day after the talks failed"
        or "the next day" after a week in news."""
        if not self._news:
            return mention.vague and self._around.is_of_now(mention)
        too_coarse = base is not None and base is not self._written and base.unit > Unit.DAY
        return mention.vague or (mention.unit is Unit.DAY and too_coarse)

    def _is_next(self, mention: Mention) -> bool:
        """Whether a weekday goes on with a story, whose date in a line before may be that of writing."""
        return (
            not self._news
            and mention.steps is None
            and "\n" not in self._around.text[self._story.passing : mention.start]
        )

    def _is_with_quarter(self, mention: Mention) -> bool:
        """ "In the third quarter it rose from a year earlier": in one sentence, or where amounts are compared
        and no other stretch of time was named since ("It earned $2 million, from $1 million a year earlier").
        Who says "a year ago" may mean the year, unless right behind an amount."""
        if self._story.quarter is None:
            return False
        end, start = self._story.quarter.mention.end, mention.start
        if self._around.is_in_one_sentence(end, start):
            return True
        if self._language.stretches.search(self._around.text, end, start):
            return False
        left = self._around.left(mention)
        is_earlier = mention.anchor is Anchor.PRESENT
        around = left + self._around.right(mention) if is_earlier else left[-_BESIDE:]
        return self._language.amounts.search(around) is not None

    def _is_apposed(self, mention: Mention) -> bool:
        """ "On 6 January, a week after the deal and a year after the test": the deal's date, the test's."""
        if not mention.vague or self._story.read_last is None:
            return False
        gap = self._around.text, self._story.read_last.mention.end, mention.start
        if self._story.read_last.aside:
            return self._language.apposed_too.fullmatch(*gap) is not None
        return self._language.apposed.fullmatch(*gap) is not None

    def _apposed(self, mention: Mention, base: Value) -> Resolved:
        event = stepped(mention.unit, -(mention.steps or 0), base)
        made = _made(mention, event, "relative", sure=False)
        return replace(made, value=stepped(mention.unit, 0, base), aside=True)

    def _like_last(self, mention: Mention) -> Resolved | None:
        """ "Since then", "around that time"."""
        if self._story.last is None:
            return None
        date, doubt = self._story.last.date, self._story.last.doubt
        if mention.like_last == "since":
            return Resolved(mention, dates.parse(dates.since(date)), "relative", doubt)
        return Resolved(mention, date, "relative", _with_doubt(doubt, "~"))

    def _lasting(self, mention: Mention) -> Resolved | None:
        if self._written is None or mention.steps is None:
            return None
        first, last = self._written.year + mention.steps, self._written.year
        return Resolved(mention, dates.parse(f"{first:04}/{last:04}"), "relative", "?")

    def _anniversary(self, mention: Mention) -> Resolved | None:
        """ "In 2015, the 50th anniversary": by the date of its sentence. Else by the day of writing or where
        the story is, if that leads to a year that the text has named; else by the day of writing in doubt, if
        the text speaks from it; else nothing, for a story names dates by the way. Nor where a year follows:
        it may be the one that is remembered, or that in which it is."""
        if mention.anniversary is None:
            return None
        here = self._story.told is not None and self._around.is_in_one_sentence(
            self._story.passing, mention.start
        )
        if not here and _YEAR.search(self._around.right(mention)):
            return None
        bases = [self._story.told] if here else [self._written, self._story.now]
        years = [base.year - mention.anniversary for base in bases if base is not None]
        named = [year for year in years if here or year in self._story.years]
        if not named and (self._written is None or not (self._news or self._around.is_of_now(mention))):
            return None
        made = _made(mention, Value(Unit.YEAR, (named or years)[0]), "relative", sure=bool(named))
        return replace(made, aside=True)

    def _base(self, mention: Mention) -> Value | None:
        """What a relative mention is reckoned from."""
        in_quarters = mention.unit is Unit.QUARTER and mention.anchor is Anchor.STORY
        if self._story.quarter is not None and (in_quarters or (mention.same_part and not mention.steps)):
            return self._story.quarter.value
        if mention.unit is Unit.QUARTER and mention.same_part:
            return None
        if self._news and (mention.anchor is not Anchor.STORY or self._story.told is None):
            is_later = mention.anchor is Anchor.STORY and (mention.steps or 0) > 0
            return None if is_later and mention.unit < Unit.YEAR else self._written
        if mention.anchor is Anchor.SAID and self._around.is_reported(mention):
            return self._story.told
        if mention.anchor in (Anchor.SPEECH, Anchor.SAID):
            is_near = mention.unit is Unit.DAY and mention.weekday is None and mention.part is None
            return None if is_near else self._written
        if mention.anchor is Anchor.EITHER and mention.weekday is None and self._speaks_of_now(mention):
            return self._written
        return self._story.told

    def _speaks_of_now(self, mention: Mention) -> bool:
        """Whether words like "last year" are said from the day of writing, rather than of the story."""
        if self._written is None:
            return False
        near = self._story.told is None or abs(self._story.told.year - self._written.year) <= 1
        return near or self._around.is_of_now(mention)

    def _calendar(self, mention: Mention) -> Resolved | None:
        """What has a year, or else has that which a story or the day of writing gives it."""
        if mention.year is not None and not mention.short:
            return _made(mention, in_year(mention, mention.year), "relative" if mention.vague else "stated")
        if mention.year is not None:
            year = self._full_year(mention.year, mention.unit)
        else:
            year = self._year_for(mention)
        if year is None:
            return None
        if (mention.unit, mention.part, mention.day) == (Unit.DAY, 2, 29):
            leap = (near for near in (year, year + 1, year - 1) if dates.days_in_month(near, 2) == 29)
            year = next(leap, year)
        sure = mention.year is not None and (self._story.told or self._written) is not None
        return _made(mention, in_year(mention, year), "inferred", sure=sure)

    def _full_year(self, short: int, unit: Unit) -> int | None:
        """The year with these last two digits that is nearest to what was told, and hardly lies ahead of all
        that was told; a decade has begun by then, and is one of the 20th century where nothing was told."""
        near = self._story.told or self._written
        if near is None:
            return 1900 + short if unit is Unit.DECADE else None
        last = max((*self._story.years, self._written.year if self._written else near.year))
        years = [near.year // 100 * 100 + short + shift for shift in (-100, 0, 100)]
        last += 0 if unit is Unit.DECADE else _SOON
        return min((year for year in years if year <= last), key=lambda year: abs(year - near.year))

    def _year_for(self, mention: Mention) -> int | None:
        """The year of a day, month or season that is named without one."""
        written, story = self._written, self._story
        if self._is_in_year_told(mention):
            return story.year
        to_come = self._around.is_to_come(mention)
        is_awaited = to_come and self._around.is_of_now(mention)
        if story.now is not None and (written is None or not (self._news or is_awaited)):
            return self._year_in_story(mention, story.now)
        if written is None:
            return None
        if story.told is not None and self._goes_on(mention, story.told, written):
            return story.told.year
        return year_beside(mention, written, to_come, self._around.is_over(mention))

    def _is_in_year_told(self, mention: Mention) -> bool:
        """Whether it tells when in a year named before: "until 1973, when it ended on 8 August"."""
        story = self._story
        if story.year is None or story.told is None or story.told.year != story.year:
            return False
        gap = self._around.text, story.year_end, mention.start
        return self._language.in_that_year.fullmatch(*gap) is not None

    def _goes_on(self, mention: Mention, told: Value, written: Value) -> bool:
        """Whether its sentence has named a past year: "He was jailed in May 1985 and freed in June", "It was
        closed twice last year, in May and in June"."""
        gap = self._around.text, self._story.passing, mention.start
        is_listed = told.unit is Unit.YEAR and self._language.lists.fullmatch(*gap)
        is_past = told.year < written.year and (is_listed or follows(mention, told))
        return bool(is_past and self._story.is_in_sentence(mention))

    def _year_in_story(self, mention: Mention, now: Value) -> int:
        """The same where a story has come to ``now``: its year, or the next where the calendar turns over, or
        that which it left and goes on with."""
        month = place_in_year(now)[0]
        before = self._story.before
        if mention.part == WINTER:
            return now.year + (month >= _WINTER_IS_AHEAD and now.unit < Unit.YEAR)
        if before is not None and follows(mention, before) and not follows(mention, now):
            return before.year
        if self._around.is_an_end(mention) or self._around.is_planned(mention):
            return now.year + (now.unit < Unit.YEAR and place_in_year(mention)[0] < month)
        back = _MONTHS_BACK.get(mention.unit)
        if back is not None and now.unit in (Unit.DAY, Unit.MONTH, Unit.SEASON):
            return now.year + (month - place_in_year(mention)[0] >= back)
        return now.year


def _is_doubtful(mention: Mention, value: Value) -> bool:
    """Whether the words name another weekday than the date has, or a day that was not the same for all."""
    if mention.easter is not None:
        return value.year in TWO_EASTERS
    if mention.weekday is None or value.unit is not Unit.DAY:
        return False
    return dates.weekday(day_number(value)) != mention.weekday


def _made(mention: Mention, value: Value, basis: Basis, *, sure: bool = True) -> Resolved:
    """A resolved mention; DateError if there is no such date."""
    if mention.away and value.unit is Unit.DAY:
        value = of_day(day_number(value) + mention.away)
    if mention.week:
        value = week_of(day_number(value))
    if mention.begins is not None:
        date = dates.parse(_fiscal(value.year, *mention.begins))
    else:
        date = value.date(mention.portion)
    doubt = _with_doubt(mention.doubt, "?") if not sure or _is_doubtful(mention, value) else mention.doubt
    return Resolved(mention, date, basis, doubt, value)


def _fiscal(year: int, shift: int, month: int) -> str:
    """The months of a fiscal year."""
    first, last = year + shift, year + shift + (month > 1)
    return f"{first:04}-{month:02}/{last:04}-{month - 1 or 12:02}"


def _with_doubt(doubt: str, more: str) -> str:
    return "%" if doubt and doubt != more else more


def _is_news(text: str, found: Sequence[Mention], written: Value | None, language: Language) -> bool:
    """Whether a text speaks from the day of its writing: by its words, against the years it tells of."""
    if written is None:
        return False
    past = sum(1 for mention in found if mention.year is not None and written.year - mention.year > 1)
    return _NEWS_WORD * sum(1 for _ in language.news.finditer(text)) >= past
