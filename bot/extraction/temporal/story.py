"""Keeps track of the dates that a text has told so far, from which "two days later" is counted."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from bot.domain.dates import HistoricalDate
from bot.extraction.temporal.around import Around
from bot.extraction.temporal.dated import Basis
from bot.extraction.temporal.language import Language
from bot.extraction.temporal.mention import Anchor, Mention, Unit, Value, day_number, of_day
from bot.extraction.temporal.reckon import WINTER, place_in_year, stepped

_BY_THE_WAY = 5
"""A year named in the middle of a sentence moves the narrative on by at most so many years."""

_HALF_A_QUARTER = 45
"""Days."""


class Resolved(msgspec.Struct, frozen=True):
    """A mention with the date it stands for.

    ``date`` has no mark of doubt; ``doubt`` has it. ``value`` is the date as a calendar unit, None for an
    interval. ``aside``: it dates something other than what its sentence tells ("its 2019 notice").
    """

    mention: Mention
    date: HistoricalDate
    basis: Basis
    doubt: str = ""
    value: Value | None = None
    aside: bool = False


class Story:
    """The dates that a text has told up to the mention that is being read.

    - ``read_last``: what the mention before was resolved to; None if it has no date.
    - ``last``: the last date told; unlike ``read_last``, never one that is ``aside``.
    - ``told``: the last date that is a year or finer, ending at ``passing``. One named by the way ("the 1965
      treaty") counts for its own sentence only; the next sentence goes back to ``_told_before``.
    - ``day``: the last day told; None if a longer time was told after it, but for one since which something
      is so.
    - ``year``: the last whole year told, ending at ``year_end``.
    - ``quarter``: the last quarter told that had begun when the text was written; of one that is told by the
      day on which it ended, the calendar's that most of it lies in.
    - ``month``: the last month told; ``is_month_compared``: another month's amount is compared with its own.
    - ``now``: the date that the narrative has reached; ``before``: the one it left by a jump of years
      that no heading makes. ``is_late``: ``now`` is the last part of a year.
    - ``years``: all years told so far.
    - ``written`` is the day of writing; ``news``: the text speaks from that day.
    """

    def __init__(self, around: Around, written: Value | None, language: Language, *, news: bool) -> None:
        self._around, self._language = around, language
        self.written, self.news = written, news
        self.told: Value | None = None
        self.years: set[int] = set()
        self.now: Value | None = None
        self.before: Value | None = None
        self.is_late = False
        self._told_before: Value | None = None
        self.day: Value | None = None
        self.passing = 0
        self.year: int | None = None
        self.year_end = 0
        self.quarter: Resolved | None = None
        self.month: Value | None = None
        self.is_month_compared = False
        self.last: Resolved | None = None
        self.read_last: Resolved | None = None

    def go_on(self, place: int) -> None:
        """Moves on to a place; in a new sentence, forgets a date that was named only by the way."""
        if self._told_before is not None and self._around.has_sentence_end(self.passing, place):
            self.told, self._told_before = self._told_before, None

    def tell(self, found: Resolved | None) -> None:
        """Records what the next mention was resolved to, and moves ``now`` there if the narrative does.

        A text tells nothing of the years in which somebody whom it names was born and died.
        """
        self.read_last = found
        if found is None or found.value is None or found.aside or self._around.is_of_a_life(found.mention):
            return
        self.last = found
        mention, value = found.mention, found.value
        if value.unit is Unit.QUARTER and not (
            self._is_compared(mention, value) or self._is_ahead(mention, value)
        ):
            self.quarter = found
        elif value.unit is Unit.DAY and self._language.closes_quarter.search(self._around.left(mention)):
            middle = of_day(day_number(value) - _HALF_A_QUARTER)
            self.quarter = replace(found, value=stepped(Unit.QUARTER, 0, middle))
        if value.unit is Unit.MONTH:
            self.month, self.is_month_compared = value, self._is_month_compared(mention)
        if value.unit is Unit.YEAR:
            self.year, self.year_end = value.year, mention.end
        if value.unit <= Unit.YEAR:
            self.years.add(value.year)
            self._follow(mention, value)

    def is_in_sentence(self, mention: Mention) -> bool:
        """Whether a mention stands in the sentence in which a date of a year or finer was told last."""
        return self.told is not None and self._around.is_in_one_sentence(self.passing, mention.start)

    def _follow(self, mention: Mention, value: Value) -> None:
        """Records a date within one year, and moves ``now`` there if the narrative goes on from it."""
        by_the_way = self._is_by_the_way(mention, value)
        is_since = self._language.half_open["since"].search(self._around.left(mention)) is not None
        self.day = value if value.unit is Unit.DAY else self.day if is_since else None
        gap = self._around.text, self.passing, mention.start
        is_range_end = self._language.ranges.fullmatch(*gap) is not None
        self._told_before = (self._told_before or self.told) if by_the_way else None
        self.told, self.passing = value, mention.end
        if by_the_way or not self._moves_on(mention, value):
            return
        if self.now is not None and (is_range_end or abs(value.year - self.now.year) > 1):
            self.before = self.now if not self._around.is_a_heading(mention) else None
        elif mention.year is not None:
            self.before = None
        self.now, self.is_late = value, value.unit is Unit.YEAR and mention.portion == "late"

    def _is_by_the_way(self, mention: Mention, value: Value) -> bool:
        """Whether a date of another year dates something that the narrative only mentions."""
        is_beside = mention.unit is Unit.YEAR and self.told is not None and self.told.unit < Unit.YEAR
        if is_beside and self._around.text.startswith("'s ", mention.end):  # "last year's ruling"
            return True
        if self.news or self.now is None or value.year == self.now.year:
            return False
        if mention.anchor is not Anchor.CALENDAR:
            return False
        left, is_earlier = self._around.left(mention), value.year < self.now.year
        if self._language.flashback.search(left) and (is_earlier or mention.year is not None):
            opens = value.unit < Unit.YEAR and "\n" in self._around.text[self.passing : mention.start]
            return is_earlier and not opens
        if is_earlier and mention.year is not None and self._language.says_which(self._around.text, mention):
            return True
        return self._language.by_the_way.search(left) is not None

    def _moves_on(self, mention: Mention, value: Value) -> bool:
        """Whether the narrative goes on from a date that is not named by the way."""
        if self.now is None:
            return True
        is_near = mention.year is not None and value.year - self.now.year <= _BY_THE_WAY
        if not is_near and self._around.is_an_end(mention):
            return False
        if mention.anchor is not Anchor.CALENDAR:
            return mention.anchor is Anchor.STORY and (mention.steps or 0) >= 0
        if self._around.is_planned(mention):
            return False
        if value.unit is not Unit.YEAR:
            return mention.year is not None or mention.part != WINTER
        left = self._around.left(mention)
        if self._language.opens_sentence.fullmatch(left):
            return True
        near = abs(value.year - self.now.year) <= _BY_THE_WAY
        return near and self._language.tells_when.search(left) is not None

    def _is_compared(self, mention: Mention, quarter: Value) -> bool:
        """Whether a quarter is only compared with the one told last ("in the third quarter, against the third
        quarter of 1996", "the worst since 1991's first quarter"), of which the text goes on to tell."""
        if mention.same_part and mention.steps:
            return True
        if self.quarter is None or self.quarter.value is None:
            return False
        told, end = self.quarter.value, self.quarter.mention.end
        if (quarter.year, quarter.part) >= (told.year, told.part):
            return False
        is_long_ago = told.year - quarter.year > 1 or quarter.part == told.part
        return is_long_ago or self._around.is_in_one_sentence(end, mention.start)

    def _is_month_compared(self, mention: Mention) -> bool:
        left = self._around.left(mention)
        return bool(self._language.compared_month.search(left) and self._language.amounts.search(left))

    def _is_ahead(self, mention: Mention, value: Value) -> bool:
        """Whether it begins after the text was written or, if it is told of as to come, hardly before."""
        if self.written is None:
            return False
        begins = place_in_year(value)[0] + (2 if self._around.is_to_come(mention) else 0)
        return (value.year, begins) > (self.written.year, self.written.part or 12)
