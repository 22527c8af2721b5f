"""From what words say to the date they mean: by the day a text was written, or by what it told last."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain import dates
from bot.domain.dates import DateError, HistoricalDate
from bot.extraction.temporal.dated import Basis
from bot.extraction.temporal.language import Language
from bot.extraction.temporal.mention import Anchor, Mention, Unit, Value, day_number, of_date, of_day, week_of
from bot.extraction.temporal.reckon import (
    WINTER,
    follows,
    in_year,
    place_in_year,
    reckoned,
    stepped,
    year_beside,
)

_REACH = 120
"""So far to the left of a mention its role in the sentence is looked for."""
_SENTENCE_END = re.compile(r"[.!?][\"']?\s|[\n。]")
_CLAUSE_END = re.compile(r";|[.!?][\"']?\s|\n")
_SOON = 10
"""So many years ahead may lie what is told with two digits."""
_BESIDE = 24
"""So far before "a year ago" an amount may begin that was earned then."""
_LONGEST_QUOTATION = 600
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_BY_THE_WAY = 5
"""A story does not jump further than so many years in the middle of a sentence."""
_NEWS_WORD = 4
"""A word of news weighs as much as so many years of the past."""
_MONTHS_BACK = 5
"""A day that lies so many months before what was told is of the next year."""
_MONTHS_OF_A_YEAR_BACK = 11
"""So is a month without a day only if it is January and what was told lies in December."""
_WINTER_IS_AHEAD = 7
"""From this month on "the winter" is the one that ends in the next year, by which it is called."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention and its date, the mark of ``doubt`` apart; ``value`` is its calendar unit, if it is one.

    ``aside``: it tells the date of something else than its sentence does.
    """

    mention: Mention
    date: HistoricalDate
    basis: Basis
    doubt: str = ""
    value: Value | None = None
    aside: bool = False


def resolved(
    text: str,
    found: Sequence[Mention],
    published: HistoricalDate | None,
    sentences: Sequence[tuple[int, int]],
    language: Language,
) -> Iterator[Resolved | None]:
    """What each mention comes to; None if it cannot be told."""
    begins = [start for start, _ in sentences]
    written = of_date(published) if published is not None else None
    story = _Story(text, begins, written, language, news=_is_news(text, found, written, language))
    return (story.read(mention) for mention in found)


class _Story:
    """Reads mentions in order.

    ``read_last`` is what the last mention came to; ``last`` (``told`` if it is a year or finer, ``quarter``
    if it is one that has begun) the last date told, which ``read_last`` may not be. ``now`` is where the
    story itself has come to, ``left`` where it was before it went years away. A date told by the way is
    ``told`` for its sentence alone, which goes on at ``passing``; then ``told_before`` is. ``years`` are
    those told so far.
    """

    def __init__(
        self, text: str, begins: Sequence[int], written: Value | None, language: Language, *, news: bool
    ) -> None:
        self.text, self.begins, self.language = text, begins, language
        self.written, self.news = written, news
        self.told: Value | None = None
        self.years: set[int] = set()
        self.now: Value | None = None
        self.left: Value | None = None
        self.told_before: Value | None = None
        self.passing = 0
        self.quarter: Resolved | None = None
        self.last: Resolved | None = None
        self.read_last: Resolved | None = None

    def read(self, mention: Mention) -> Resolved | None:
        """What a mention comes to, which is then the last that was told."""
        if self.told_before is not None and _SENTENCE_END.search(self.text, self.passing, mention.start):
            self.told, self.told_before = self.told_before, None
        try:
            found = self._resolved(mention)
        except DateError:
            return None
        self.read_last = found
        if found is not None and found.value is not None and not found.aside:
            self.last = found
            compared = mention.same_part and mention.steps
            if found.value.unit is Unit.QUARTER and not compared and not self._is_ahead(mention, found.value):
                self.quarter = found
            if found.value.unit <= Unit.YEAR:
                self.years.add(found.value.year)
                self._follow(mention, found.value)
        return found

    def _follow(self, mention: Mention, value: Value) -> None:
        """Tells a date, and moves the story on to it if it goes on there."""
        by_the_way = self._is_by_the_way(mention, value)
        self.told_before = (self.told_before or self.told) if by_the_way else None
        self.told, self.passing = value, mention.end
        if by_the_way or not self._moves_on(mention, value):
            return
        if self.now is not None and abs(value.year - self.now.year) > 1:
            self.left = self.now
        elif mention.year is not None:
            self.left = None
        self.now = value

    def _is_by_the_way(self, mention: Mention, value: Value) -> bool:
        """Whether a date of another year dates something beside what a story tells."""
        if self.news or self.now is None or value.year == self.now.year:
            return False
        if mention.anchor is not Anchor.CALENDAR:
            return False
        is_past = value.unit is Unit.YEAR and value.year < self.now.year
        if is_past and self.language.says_which(self.text, mention):
            return True
        return self.language.by_the_way.search(self._left_of(mention)) is not None

    def _moves_on(self, mention: Mention, value: Value) -> bool:
        """Whether the story goes on in the year of a mention; it does not in one named by the way."""
        if self.now is None:
            return True
        if mention.anchor is not Anchor.CALENDAR:
            return mention.anchor is Anchor.STORY and (mention.steps or 0) >= 0
        if value.unit is not Unit.YEAR:
            return mention.year is not None or mention.part != WINTER
        left = self._left_of(mention)
        if self.language.plans.search(left):
            return False
        if self.language.opens_sentence.fullmatch(left):
            return True
        near = abs(value.year - self.now.year) <= _BY_THE_WAY
        return near and self.language.tells_when.search(left) is not None

    def _resolved(self, mention: Mention) -> Resolved | None:
        if mention.year is None and self.language.recurs.search(self._left_of(mention)):
            return None
        if mention.like_last is not None:
            return self._like_last(mention)
        if mention.lasting:
            return self._lasting(mention)
        if mention.anniversary is not None:
            return self._anniversary(mention)
        if mention.anchor is Anchor.CALENDAR:
            return self._calendar(mention)
        if (
            mention.same_part
            and mention.unit is Unit.YEAR
            and mention.steps
            and self._is_with_quarter(mention)
        ):
            mention = replace(mention, unit=Unit.QUARTER, anchor=Anchor.STORY, steps=4 * mention.steps)
        base = self._base(mention)
        if base is not None and self._is_apposed(mention):
            return self._apposed(mention, base)
        if self.news and self._is_idle(mention, base):
            return None
        is_next = base is not self.written and self._is_next(mention)
        value = base and reckoned(mention, base, is_next or self._is_to_come(mention))
        is_hour = mention.daytime and not mention.vague
        if value is None or (is_hour and value.unit is not Unit.DAY):
            return None
        is_told = base is not self.written and not mention.steps and mention.weekday is None
        sure = is_told and not (self.last and self.last.doubt)
        return _made(mention, value, "relative", sure=sure)

    def _is_idle(self, mention: Mention, base: Value | None) -> bool:
        """Whether news tells no date by it: "a day after the talks failed", "the next day" after a week."""
        too_coarse = base is not None and base is not self.written and base.unit > Unit.DAY
        return mention.vague or (mention.unit is Unit.DAY and too_coarse)

    def _is_next(self, mention: Mention) -> bool:
        """Whether a weekday goes on with a story, whose date in a line before may be that of writing."""
        return not self.news and mention.steps is None and "\n" not in self.text[self.passing : mention.start]

    def _is_ahead(self, mention: Mention, value: Value) -> bool:
        """Whether it has not begun when the text is written, or is not over and told of as to come."""
        if self.written is None:
            return False
        begins = place_in_year(value)[0] + (2 if self._is_to_come(mention) else 0)
        return (value.year, begins) > (self.written.year, self.written.part or 12)

    def _is_with_quarter(self, mention: Mention) -> bool:
        """ "In the third quarter it rose from a year earlier": in one sentence, or where amounts are compared
        and no other stretch of time was named since ("It earned $2 million, from $1 million a year earlier").
        Who says "a year ago" may mean the year, unless right behind an amount."""
        if self.quarter is None:
            return False
        end, start = self.quarter.mention.end, mention.start
        if self._is_in_sentence(end, start):
            return True
        if self.language.stretches.search(self.text, end, start):
            return False
        left = self._left_of(mention)
        is_earlier = mention.anchor is Anchor.PRESENT
        around = left + self._right_of(mention) if is_earlier else left[-_BESIDE:]
        return self.language.amounts.search(around) is not None

    def _is_in_sentence(self, begin: int, end: int) -> bool:
        """Whether two places are in one sentence."""
        if self.begins:
            return bisect_right(self.begins, begin) == bisect_right(self.begins, end)
        return _SENTENCE_END.search(self.text, begin, end) is None

    def _is_apposed(self, mention: Mention) -> bool:
        """ "On 6 January, a week after the deal and a year after the test": the deal's date, the test's."""
        if not mention.vague or self.read_last is None:
            return False
        gap = self.text, self.read_last.mention.end, mention.start
        if self.read_last.aside:
            return self.language.apposed_too.fullmatch(*gap) is not None
        return self.language.apposed.fullmatch(*gap) is not None

    def _apposed(self, mention: Mention, base: Value) -> Resolved:
        event = stepped(mention.unit, -(mention.steps or 0), base)
        made = _made(mention, event, "relative", sure=False)
        return replace(made, value=stepped(mention.unit, 0, base), aside=True)

    def _like_last(self, mention: Mention) -> Resolved | None:
        """ "Since then", "around that time"."""
        if self.last is None:
            return None
        date, doubt = self.last.date, self.last.doubt
        if mention.like_last == "since":
            return Resolved(mention, dates.parse(dates.since(date)), "relative", doubt)
        return Resolved(mention, date, "relative", _with_doubt(doubt, "~"))

    def _lasting(self, mention: Mention) -> Resolved | None:
        if self.written is None or mention.steps is None:
            return None
        first, last = self.written.year + mention.steps, self.written.year
        return Resolved(mention, dates.parse(f"{first:04}/{last:04}"), "relative", "?")

    def _anniversary(self, mention: Mention) -> Resolved | None:
        """ "In 2015, the 50th anniversary": by the date of its sentence. Else by the day of writing or where
        the story is, if that leads to a year that the text has named; else by the day of writing in doubt, if
        the text speaks from it; else nothing, for a story names dates by the way. Nor where a year follows:
        it may be the one that is remembered, or that in which it is."""
        if mention.anniversary is None:
            return None
        here = self.told is not None and self._is_in_sentence(self.passing, mention.start)
        if not here and _YEAR.search(self._right_of(mention)):
            return None
        bases = [self.told] if here else [self.written, self.now]
        years = [base.year - mention.anniversary for base in bases if base is not None]
        named = [year for year in years if here or year in self.years]
        if not named and (self.written is None or not (self.news or self._is_of_now(mention))):
            return None
        made = _made(mention, Value(Unit.YEAR, (named or years)[0]), "relative", sure=bool(named))
        return replace(made, aside=True)

    def _is_of_now(self, mention: Mention) -> bool:
        """Whether the sentence around it speaks of the present or of what is to come."""
        around = self._left_of(mention) + "," + self._right_of(mention)
        return (
            self.language.of_now.search(around) is not None and self.language.past_verb.search(around) is None
        )

    def _base(self, mention: Mention) -> Value | None:
        """What a relative mention is reckoned from."""
        in_quarters = mention.unit is Unit.QUARTER and mention.anchor is Anchor.STORY
        if self.quarter is not None and (in_quarters or (mention.same_part and not mention.steps)):
            return self.quarter.value
        if mention.unit is Unit.QUARTER and mention.same_part:
            return None
        is_from_told = mention.anchor is Anchor.STORY or self._is_month_earlier(mention)
        if self.news and (not is_from_told or self.told is None):
            return self.written
        if mention.anchor is Anchor.SAID and self._is_reported(mention):
            return self.told
        if mention.anchor in (Anchor.SPEECH, Anchor.SAID):
            is_near = mention.unit is Unit.DAY and mention.weekday is None and mention.part is None
            return None if is_near else self.written
        if mention.anchor is Anchor.EITHER and mention.weekday is None and self._speaks_of_now(mention):
            return self.written
        return self.told

    def _is_month_earlier(self, mention: Mention) -> bool:
        """ "It fell in September from a month earlier"."""
        is_shift = mention.unit is Unit.MONTH and mention.part is None and bool(mention.steps)
        return (
            is_shift
            and mention.anchor is Anchor.PRESENT
            and self._is_in_sentence(self.passing, mention.start)
        )

    def _is_reported(self, mention: Mention) -> bool:
        """Whether it is told of somebody in the past, or stands in quotation marks opened in its line."""
        if self.language.past_verb.search(self._left_of(mention)):
            return True
        line = max(self.text.rfind("\n", 0, mention.start), mention.start - _LONGEST_QUOTATION, 0)
        before = self.text[line : mention.start]
        return before.count('"') % 2 == 1 or before.count("“") > before.count("”")

    def _speaks_of_now(self, mention: Mention) -> bool:
        """Whether words like "last year" are said from the day of writing, rather than of the story."""
        if self.written is None:
            return False
        near = self.told is None or abs(self.told.year - self.written.year) <= 1
        return near or self._is_of_now(mention)

    def _calendar(self, mention: Mention) -> Resolved | None:
        if mention.year is not None and not mention.short:
            return _made(mention, in_year(mention, mention.year), "relative" if mention.vague else "stated")
        year = (
            self._full_year(mention.year, mention.unit)
            if mention.year is not None
            else self._year_for(mention)
        )
        if year is None:
            return None
        if (mention.unit, mention.part, mention.day) == (Unit.DAY, 2, 29):
            leap = (near for near in (year, year + 1, year - 1) if dates.days_in_month(near, 2) == 29)
            year = next(leap, year)
        sure = mention.year is not None and (self.told or self.written) is not None
        return _made(mention, in_year(mention, year), "inferred", sure=sure)

    def _full_year(self, short: int, unit: Unit) -> int | None:
        """The year with these last two digits that is nearest to what was told, and hardly lies ahead of all
        that was told; a decade has begun by then, and is one of the 20th century where nothing was told."""
        near = self.told or self.written
        if near is None:
            return 1900 + short if unit is Unit.DECADE else None
        last = max((*self.years, self.written.year if self.written else near.year))
        years = [near.year // 100 * 100 + short + shift for shift in (-100, 0, 100)]
        last += 0 if unit is Unit.DECADE else _SOON
        return min((year for year in years if year <= last), key=lambda year: abs(year - near.year))

    def _year_for(self, mention: Mention) -> int | None:
        """The year of a day, month or season that is named without one."""
        if self.written is not None and (self.news or self.now is None or self._is_planned_now(mention)):
            if self.told is not None and self._goes_on(mention, self.told, self.written):
                return self.told.year
            return year_beside(mention, self.written, self._is_to_come(mention), self._is_over(mention))
        if self.now is None:
            return None
        month = place_in_year(self.now)[0]
        if mention.part == WINTER:
            return self.now.year + (month >= _WINTER_IS_AHEAD and self.now.unit < Unit.YEAR)
        if self.left is not None and follows(mention, self.left) and not follows(mention, self.now):
            return self.left.year
        back = {Unit.DAY: _MONTHS_BACK, Unit.MONTH: _MONTHS_OF_A_YEAR_BACK}.get(mention.unit)
        if back is not None and self.now.unit in (Unit.DAY, Unit.MONTH):
            return self.now.year + (month - (mention.part or 0) >= back)
        return self.now.year

    def _goes_on(self, mention: Mention, told: Value, written: Value) -> bool:
        """Whether its sentence has named a past year: "He was jailed in May 1985 and freed in June"."""
        is_past = told.year < written.year and follows(mention, told)
        return is_past and self._is_in_sentence(self.passing, mention.start)

    def _is_planned_now(self, mention: Mention) -> bool:
        """Whether what it dates is to come when the text is written: "the court is to rule in March"."""
        planned = self.language.surely_to_come.search(self._left_of(mention)) is not None
        return planned and self._is_of_now(mention)

    def _left_of(self, mention: Mention) -> str:
        """What stands before a mention in its sentence, as far as it matters."""
        begin = max(0, mention.start - _REACH)
        sentence = bisect_right(self.begins, mention.start) - 1
        if sentence >= 0:
            return self.text[max(begin, self.begins[sentence]) : mention.start]
        return _SENTENCE_END.split(self.text[begin : mention.start])[-1]

    def _right_of(self, mention: Mention) -> str:
        """What stands after a mention in its clause, as far as it matters."""
        return _CLAUSE_END.split(self.text[mention.end : mention.end + _REACH])[0]

    def _is_over(self, mention: Mention) -> bool:
        """Whether the words before it, or after it where it opens a sentence, tell of the past."""
        left = self._left_of(mention)
        if self.language.over.search(left):
            return True
        opens = self.language.opens_sentence.fullmatch(left)
        return opens is not None and self.language.past_verb.search(self._right_of(mention)) is not None

    def _is_to_come(self, mention: Mention) -> bool:
        """Whether the words before it in its sentence, or after it where it opens one, tell of the future."""
        left = self._left_of(mention)
        if self.language.past.search(left) or self.language.over.search(left):
            return False
        if self.language.will.match(self.text, mention.end):
            return True
        if self.language.opens_sentence.fullmatch(left):
            left = self.language.was_told.split(self._right_of(mention), maxsplit=1)[0]
        elif self.language.owns.match(self.text, mention.end):
            return self.language.surely_to_come.search(left) is not None
        return self.language.future.search(left) is not None


def _contradicts(mention: Mention, value: Value) -> bool:
    """Whether the words name another weekday than the date has."""
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
    doubt = _with_doubt(mention.doubt, "?") if not sure or _contradicts(mention, value) else mention.doubt
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
