"""Resolves mentions to dates, by the day the text was written and by the dates it has told before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter

from msgspec.structs import replace

from bot.domain import dates
from bot.domain.dates import DateError, HistoricalDate
from bot.extraction.temporal.around import Around
from bot.extraction.temporal.comparisons import in_its_quarter, reported_month
from bot.extraction.temporal.dated import Basis
from bot.extraction.temporal.language import Language
from bot.extraction.temporal.mention import Anchor, Mention, Unit, Value, day_number, of_date, of_day, week_of
from bot.extraction.temporal.reckon import TWO_EASTERS, counted, in_year, place_in_year, stepped
from bot.extraction.temporal.story import Resolved, Story
from bot.extraction.temporal.years import full_year, year_for

_AHEAD = 1500
"""So many characters behind a date without a year, the next full date may still tell its year."""
_RECENT = 10
"""A text that names a year so few years before it was written may speak of the writer's time."""
_HALF_A_WEEK = 3
_start = attrgetter("start")
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_HEAD = 200
"""The day in a dateline begins at most so many characters after the beginning of its text."""
_DAYS_OF_ALL_MONTHS = 28
"""So many days every month has."""
_OF_ONE_PAPER = 31
"""Reports of one paper were sent at most so many days apart."""
_SENT = re.compile(r"\b[A-Z]{2}[^()\n]{0,40} \([A-Z][A-Za-z ]{1,20}\) ?(?:--?|[–—_])(?!\S)")
"""A place and an agency, as at the head of a report that tells no day: "NEW YORK (AP) --"."""
_OPENING = 600
"""The weekday of what a report tells first stands at most so many characters after its beginning."""
_NEWS_WORD = 4
"""A word typical of news weighs as much as so many past years named."""


def resolved(
    text: str,
    found: Sequence[Mention],
    published: HistoricalDate | None,
    sentences: Sequence[tuple[int, int]],
    language: Language,
) -> Iterator[Resolved | None]:
    """What each mention is resolved to; None if it cannot be."""
    written = of_date(published) if published is not None else None
    around = Around(text, [start for start, _ in sentences], language)
    story = Story(around, written, language, news=_is_news(text, found, written, language))
    reader = _Reader(around, story, found, language)
    return (reader.read(mention) for mention in found)


class _Reader:
    """Resolves the mentions of one text in order, by the words around each and by the story so far."""

    def __init__(self, around: Around, story: Story, found: Sequence[Mention], language: Language) -> None:
        self._around, self._story, self._language = around, story, language
        self._news = story.news
        self._found = found
        self._has_dateline = False
        self._sent: Value | None = None
        self._with_year = [mention for mention in found if mention.year is not None]
        self._years_of_days: dict[tuple[int | None, int | None], int] = {}

    def read(self, mention: Mention) -> Resolved | None:
        """What the next mention is resolved to, which the story then records; None if there is no such
        date.

        Of a day that its month does not have ("31 June 2017"), the month is told, in doubt.
        """
        self._story.go_on(mention.start)
        found = self._resolved_or_none(mention)
        if found is None and mention.part and (mention.day or 0) > _DAYS_OF_ALL_MONTHS:
            found = self._resolved_or_none(replace(mention, unit=Unit.MONTH, day=None, doubt="?"))
        self._story.tell(found)
        if self._news and found is not None and self._around.is_in_dateline(mention):
            self._begin_report(found)
        return found

    @property
    def _written(self) -> Value | None:
        return self._story.written

    def _begin_report(self, sent: Resolved) -> None:
        """From a further dateline on, counts from its day: several reports make one paper.

        The first is that of the paper itself, whose day is known better; but if it was sent on the eve, that
        is its "today".
        """
        day, written = sent.value, self._written
        if day is not None and written is not None and day.unit is Unit.DAY:
            days = day_number(written) - day_number(day) if written.unit is Unit.DAY else 0
            if self._has_dateline:
                self._story.written = day if abs(days) <= _OF_ONE_PAPER else written
            self._sent = day if days == 1 and not self._has_dateline else None
        self._has_dateline = True

    def _resolved_or_none(self, mention: Mention) -> Resolved | None:
        try:
            return self._resolved(mention)
        except DateError:
            return None

    def _resolved(self, mention: Mention) -> Resolved | None:
        if mention.year is None and self._language.dates_nothing.search(self._around.left(mention)):
            return None
        if mention.like_last is not None:
            return self._like_last(mention)
        if mention.lasting:
            return self._lasting(mention)
        if mention.anniversary is not None:
            return self._anniversary(mention)
        mention = in_its_quarter(mention, self._story, self._around, self._language)
        if mention.anchor is Anchor.CALENDAR:
            return self._calendar(mention)
        return self._relative(mention)

    def _relative(self, mention: Mention) -> Resolved | None:
        """A mention that is counted from another date."""
        base = self._base(mention)
        if self._has_no_base(mention, base):
            return None
        if base is not None and self._is_apposed(mention):
            return self._apposed(mention, base)
        if base is not None and (day_before := self._day_before_in_list(mention)) is not None:
            base, is_next = day_before, True
        else:
            is_next = base is not self._written and self._is_next(mention)
        to_come = is_next or (self._around.is_to_come(mention) and not self._is_likelier_past(mention, base))
        if self._is_of_last_month(mention, base, to_come):
            mention = replace(mention, steps=-1)
        value = base and counted(mention, base, to_come)
        is_hour = mention.daytime and not mention.vague
        if base is None or value is None or (is_hour and value.unit is not Unit.DAY):
            return None
        is_of_news = base is self._written or base is self._sent
        is_told = not is_of_news and not mention.steps and mention.weekday is None
        is_told = is_told and value == counted(mention, base, to_come=False)  # wherever it lies
        sure = is_told and not (self._story.last and self._story.last.doubt)
        return _resolved_to(mention, value, "relative", sure=sure)

    def _has_no_base(self, mention: Mention, base: Value | None) -> bool:
        """Whether it cannot be counted from a date.

        Such as "one year before its expiry" in a treaty, and "this year marks" in a text of no known date;
        in news, "a day after the talks failed", "the next day" when only a week is known, and "at 8 p.m."
        when an earlier sentence told a day that is not that of the news.
        """
        if not self._news:
            of_unknown = self._written is None and mention.anchor is Anchor.EITHER
            return (mention.vague or of_unknown) and self._around.is_of_now(mention)
        if mention.clock and not self._story.is_in_sentence(mention) and not self._is_fresh(base):
            return True
        too_coarse = base is not None and base is not self._written and base.unit > _coarsest_base(mention)
        return mention.vague or (mention.unit is Unit.DAY and too_coarse)

    def _is_fresh(self, day: Value | None) -> bool:
        """Whether it is the day of writing or the one before, of which news tells the hours."""
        if day is None or self._written is None or {day.unit, self._written.unit} != {Unit.DAY}:
            return False
        return 0 <= day_number(self._written) - day_number(day) <= 1

    def _is_likelier_past(self, mention: Mention, base: Value | None) -> bool:
        """Whether the last "Friday" is nearer than the next where the future may not be that of the day.

        "Friday's accord will not take effect": what is to come is told of the accord, but "before Friday's
        vote" it is the vote. Nor is the day ahead for sure in "they were to meet Friday, but it was put off",
        and in "they met Friday and were to meet again later on Friday".
        """
        if mention.weekday is None or base is None or base.unit is not Unit.DAY:
            return False
        if self._is_told_again(mention):
            return True
        is_owner = self._language.owns.match(self._around.text, mention.end) is not None
        if not self._around.fell_through(mention) and (not is_owner or self._around.is_a_limit(mention)):
            return False
        return (mention.weekday - dates.weekday(day_number(base))) % 7 > _HALF_A_WEEK

    def _is_told_again(self, mention: Mention) -> bool:
        """Whether it is the weekday told last, on which something more was planned then."""
        last = self._story.read_last
        is_same = last is not None and last.mention.weekday == mention.weekday
        return is_same and self._around.was_planned(mention)

    def _is_of_last_month(self, mention: Mention, base: Value | None, to_come: bool) -> bool:
        """Whether "they met on the 30th", written on the 5th, speaks of the month before."""
        is_bare = mention.day is not None and mention.part is None and mention.weekday is None
        if base is None or base is not self._written or not is_bare or mention.steps or to_come:
            return False
        return base.unit is Unit.DAY and base.day < (mention.day or 0) and self._around.is_over(mention)

    def _is_next(self, mention: Mention) -> bool:
        """Whether a weekday comes after the date told last: in a history, unless that date stands in an
        earlier line, where it may be the day of writing."""
        return (
            not self._news
            and mention.steps is None
            and "\n" not in self._around.text[self._story.passing : mention.start]
        )

    def _day_before_in_list(self, mention: Mention) -> Value | None:
        """The day that "Monday or" gives, for the Tuesday behind it; None if it stands alone."""
        last = self._story.read_last
        is_plain = mention.unit is Unit.DAY and mention.weekday is not None and mention.steps is None
        if not is_plain or mention.day is not None or last is None or last.value is None:
            return None
        if last.value.unit is not Unit.DAY or last.mention.weekday is None:
            return None
        gap = self._around.text, last.mention.end, mention.start
        return last.value if self._language.either_day.fullmatch(*gap) else None

    def _is_apposed(self, mention: Mention) -> bool:
        """Whether it dates another event by the date before it: "On 6 January, a week after the deal and a
        year after the test" dates the deal and the test."""
        if not mention.vague or mention.daytime or self._story.read_last is None:
            return False
        gap = self._around.text, self._story.read_last.mention.end, mention.start
        if self._story.read_last.aside:
            return self._language.apposed_too.fullmatch(*gap) is not None
        return self._language.apposed.fullmatch(*gap) is not None

    def _apposed(self, mention: Mention, base: Value) -> Resolved:
        """The date of an event that was so long before or after ``base``."""
        event = stepped(mention.unit, -(mention.steps or 0), base)
        made = _resolved_to(mention, event, "relative", sure=False)
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
        """ "Over the past ten years", up to the day of writing; None if that is unknown."""
        if self._written is None or mention.steps is None:
            return None
        first, last = self._written.year + mention.steps, self._written.year
        return Resolved(mention, dates.parse(f"{first:04}/{last:04}"), "relative", "?")

    def _anniversary(self, mention: Mention) -> Resolved | None:
        """The year that an anniversary remembers; None if the year of the anniversary is unknown.

        That year is the one its sentence tells ("In 2015, the 50th anniversary"). Otherwise it is the year of
        writing or the one that the story has reached, if the text names the year that is then remembered;
        otherwise the year of writing, in doubt, if the text speaks from it. It is unknown if a year follows,
        which may be either of the two.
        """
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
        made = _resolved_to(mention, Value(Unit.YEAR, (named or years)[0]), "relative", sure=bool(named))
        return replace(made, aside=True)

    def _base(self, mention: Mention) -> Value | None:
        """The date from which a relative mention is counted; None if there is none."""
        story, in_story = self._story, mention.anchor is Anchor.STORY
        in_quarters = mention.unit is Unit.QUARTER and in_story
        last = story.last.value if story.last is not None else None
        is_that = in_quarters and not mention.steps and not mention.same_part
        if is_that and last is not None and last.unit is Unit.QUARTER:
            return last
        if story.quarter is not None and (in_quarters or (mention.same_part and not mention.steps)):
            return story.quarter.value
        if mention.unit is Unit.QUARTER and (mention.same_part or (in_quarters and not self._news)):
            return None
        is_month_before = (mention.unit, mention.part, mention.steps) == (Unit.MONTH, None, -1)
        if is_month_before and in_story and (reported := reported_month(story)) is not None:
            return reported
        is_decade_or_century = in_story and mention.unit > Unit.YEAR
        if is_decade_or_century and last is not None and last.unit is mention.unit:
            return last
        if self._news and (not in_story or not self._is_told_finely_enough(mention)):
            is_later = in_story and (mention.steps or 0) > 0
            return None if is_later and mention.unit < Unit.YEAR else self._today(mention)
        if mention.anchor in (Anchor.SPEECH, Anchor.SAID):
            return self._base_of_speech(mention)
        if mention.anchor is Anchor.EITHER and mention.weekday is None and self._speaks_of_now(mention):
            return self._written
        return self._base_in_story(mention)

    def _is_told_finely_enough(self, mention: Mention) -> bool:
        """Whether a date was told from which news can count; "on the 3rd" and "the previous week" are not of
        a mere year."""
        told = self._story.told
        is_bare_day = mention.day is not None and mention.part is None
        if told is not None and mention.unit is Unit.WEEK and mention.steps:
            return told.unit <= Unit.WEEK
        return told is not None and not (is_bare_day and told.unit > Unit.MONTH)

    def _today(self, mention: Mention) -> Value | None:
        """The day from which news counts: for "today" and "this afternoon" that on which it was sent."""
        is_near = mention.unit is Unit.DAY and mention.weekday is None and mention.part is None
        return self._sent if is_near and self._sent is not None else self._written

    def _base_of_speech(self, mention: Mention) -> Value | None:
        """What words such as "yesterday" and "last month" are counted from in a text that is no news."""
        if mention.anchor is Anchor.SAID and self._around.is_reported(mention):
            return self._story.told
        is_near = mention.unit is Unit.DAY and mention.weekday is None and mention.part is None
        return None if is_near else self._written

    def _base_in_story(self, mention: Mention) -> Value | None:
        """What "two days later" and "that June" are counted from: mostly what was told last."""
        told, now = self._story.told, self._story.now
        if mention.unit is Unit.DAY and told is not None and told.unit > Unit.DAY:
            return self._story.day or told
        is_aside = told is not None and told.unit is Unit.YEAR and now is not None and now.unit <= Unit.MONTH
        is_fine = mention.unit < Unit.YEAR and bool(mention.steps)
        return now if is_aside and is_fine and not self._news else told

    def _speaks_of_now(self, mention: Mention) -> bool:
        """Whether words like "last year" count from the day of writing, rather than from the story."""
        if self._written is None:
            return False
        near = self._story.told is None or abs(self._story.told.year - self._written.year) <= 1
        return near or self._around.is_of_now(mention)

    def _calendar(self, mention: Mention) -> Resolved | None:
        """A mention with its year, or with the one that the story or the day of writing gives it."""
        if mention.year is not None and not mention.short:
            return _resolved_to(
                mention, in_year(mention, mention.year), "relative" if mention.vague else "stated"
            )
        if mention.year is None and self._is_undated and not self._story.is_in_sentence(mention):
            return None
        if mention.year is not None:
            year = full_year(mention.year, mention.unit, self._story)
        else:
            year = self._year_ahead(mention) or self._year_told_before(mention)
            year = year or year_for(mention, self._ahead(mention), self._story, self._around, self._language)
        if year is None:
            return None
        if mention.year is None and mention.unit is Unit.DAY:
            self._years_of_days[mention.part, mention.day] = year
        if (mention.unit, mention.part, mention.day) == (Unit.DAY, 2, 29):
            leap = (near for near in (year, year + 1, year - 1) if dates.days_in_month(near, 2) == 29)
            year = next(leap, year)
        sure = mention.year is not None and (self._story.told or self._written) is not None
        return _resolved_to(mention, in_year(mention, year), "inferred", sure=sure)

    def _year_ahead(self, mention: Mention) -> int | None:
        """The year of the next full date, for a history that opens with dates without a year; None if the
        text may speak of the writer's time, or if no such date is near."""
        if self._story.now is not None or self._may_be_recent:
            return None
        after = next(reversed(self._ahead(mention)), None)
        if after is None or after.year is None:
            return None
        if after.unit is Unit.YEAR and not self._is_beside(mention, after):
            return None
        if self._language.half_open["since"].search(self._around.left(after)):  # "March was the worst since"
            return None
        is_after = after.unit < Unit.YEAR and place_in_year(mention) > place_in_year(after)
        return after.year - is_after

    def _year_told_before(self, mention: Mention) -> int | None:
        """In news, the year of a day that was named before: it is the same day, unless the words around it
        say that it is to come."""
        if not self._news or mention.unit is not Unit.DAY or self._around.is_to_come(mention):
            return None
        return self._years_of_days.get((mention.part, mention.day))

    def _ahead(self, mention: Mention) -> Sequence[Mention]:
        """The mentions behind one up to the next date with its year; empty if that is not near."""
        place = bisect_right(self._with_year, mention.start, key=_start)
        after = self._with_year[place] if place < len(self._with_year) else None
        if after is None or after.unit > Unit.YEAR or after.short or after.start - mention.end > _AHEAD:
            return ()
        first = bisect_right(self._found, mention.start, key=_start)
        return self._found[first : bisect_right(self._found, after.start, key=_start)]

    def _is_beside(self, mention: Mention, year: Mention) -> bool:
        """Whether a year in its sentence may be that of a date that cannot be of the year of writing."""
        if self._written is None or not self._around.is_in_one_sentence(mention.end, year.start):
            return False
        return self._language.by_the_way.search(self._around.left(year)) is None

    @cached_property
    def _is_undated(self) -> bool:
        """Whether the text is a report of which nobody knows the year: "OSLO, Nov. 14 -- They met in May"."""
        return self._written is None and self._around.is_a_report

    @cached_property
    def _may_be_recent(self) -> bool:
        """Whether the text speaks of the years in which it was written, or, undated, may do so."""
        if self._written is None:
            return self._is_undated
        since = self._written.year - _RECENT
        years = (named.year or 0 for named in self._with_year if named.unit <= Unit.YEAR)
        return self._news or any(year >= since for year in years)


def _coarsest_base(day: Mention) -> Unit:
    """What must be known of the date that a day is counted from: "the 22nd of that month" needs its month."""
    if day.part is not None:
        return Unit.YEAR
    return Unit.MONTH if day.day is not None else Unit.DAY


def _is_doubtful(mention: Mention, value: Value) -> bool:
    """Whether the date has another weekday than the words say, or was not kept on the same day everywhere."""
    if mention.easter is not None:
        return value.year in TWO_EASTERS
    if mention.weekday is None or value.unit is not Unit.DAY:
        return False
    return dates.weekday(day_number(value)) != mention.weekday


def _resolved_to(mention: Mention, value: Value, basis: Basis, *, sure: bool = True) -> Resolved:
    """The mention resolved to a value; DateError if there is no such date. ``sure``: its words give the
    date."""
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
    """The EDTF of a fiscal year that begins in a month of the year ``shift`` years off."""
    first, last = year + shift, year + shift + (month > 1)
    return f"{first:04}-{month:02}/{last:04}-{month - 1 or 12:02}"


def _with_doubt(doubt: str, more: str) -> str:
    """EDTF's mark for two doubts together."""
    return "%" if doubt and doubt != more else more


def _is_news(text: str, found: Sequence[Mention], written: Value | None, language: Language) -> bool:
    """Whether a text speaks from the day it was written: it opens with that day, or with the agency that
    sent it ("OSLO, March 26", "OSLO (AP) --"), the first day that it names is a mere weekday ("died on
    Wednesday"), or words typical of news outweigh the past years named."""
    if written is None:
        return False
    if written.unit is Unit.DAY and found and _is_its_day(text, found[0], written):
        return True
    if written.unit is Unit.DAY and (_opens_with_weekday(found) or _SENT.search(text[:_HEAD])):
        return True
    past = sum(1 for mention in found if mention.year is not None and written.year - mention.year > 1)
    return _NEWS_WORD * sum(1 for _ in language.news.finditer(text)) >= past


def _opens_with_weekday(found: Sequence[Mention]) -> bool:
    """Whether the first day that a text names near its beginning is a weekday without a date."""
    first = next((mention for mention in found if mention.unit is Unit.DAY), None)
    if first is None or first.start > _OPENING:
        return False
    is_bare = first.day is None and first.part is None and first.year is None and first.steps is None
    return first.weekday is not None and is_bare


def _is_its_day(text: str, mention: Mention, written: Value) -> bool:
    """Whether it stands at the head of a text and names the day of writing, or the one before, without a
    year or as what the text opens with ("6 May 2011: ")."""
    if mention.start > _HEAD or mention.anchor is not Anchor.CALENDAR:
        return False
    if mention.year is not None and not (mention.start == 0 and text.startswith(": ", mention.end)):
        return False
    days = written, of_day(day_number(written) - 1)
    return any(
        (mention.part, mention.day) == (day.part, day.day) and mention.year in (None, day.year)
        for day in days
    )
