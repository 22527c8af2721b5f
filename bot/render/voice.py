"""``Voice``: words, dates and command links in one language, as every renderer uses them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from bot.domain.dates import (
    DateError,
    HistoricalDate,
    Precision,
    edtf_year,
    human,
    human_dotted,
    human_short,
    parse,
    weekday,
)
from bot.domain.dates import day as day_date
from bot.domain.facts import DayOfYear, Fact, Weekday
from bot.domain.questions import Question, Time
from bot.locales import words
from bot.locales.words import Words
from bot.render.markdown import TITLE, clean, inert
from bot.render.message import Button

LABEL = 80
"""Longest label of a button."""
TYPED = 60
"""Most characters of an asker's own words for a time that are repeated."""

_COMMAND = re.compile(r"\{/([a-z ]+)\}")
"""A command in a pattern: {/edit add}."""


class Voice(msgspec.Struct, frozen=True):
    """The words of a language, with the texts that Discord shows as links to commands (``mentions``)."""

    words: Words
    mentions: Mapping[str, str] = {}

    @classmethod
    def of(cls, locale: str, mentions: Mapping[str, str]) -> Voice:
        """The voice for a Discord locale; English for a language that is not there."""
        return cls(words(locale), mentions)

    def say(self, key: str, **facts: str) -> str:
        """The language's pattern with this key, filled with ``facts``, which must be inert already."""
        return self.fill(self.words.text[key], facts)

    def fill(self, pattern: str, facts: Mapping[str, str]) -> str:
        """A pattern of the language filled with ``facts``, and with links to the commands that it names."""
        if "{/" in pattern:
            pattern = _COMMAND.sub(lambda found: self.command(found[1]), pattern)
        return pattern.format_map(facts)

    def count(self, noun: str, number: int) -> str:
        """A number with its noun: "3 events"."""
        return self.words.count(noun, number)

    def word(self, fact: Fact) -> str:
        """A fact in words; the result is not inert yet."""
        return self.words.word(fact)

    def listed(self, things: Iterable[str]) -> str:
        """Things joined by the language's separator."""
        return self.say("between").join(things)

    def permission(self, name: str) -> str:
        """What Discord's settings call a permission."""
        return self.words.permissions[name][0]

    def command(self, name: str) -> str:
        """A command as a link, or as text to type if it has no link."""
        return self.mentions.get(name, f"/{name}")

    def date(self, date: HistoricalDate) -> str:
        """A date in full words: "29 June 2012"."""
        return human(date, self.words.locale)

    def typed_date(self, typed: str) -> str:
        """An EDTF string that was typed, as a date in words; any other text as it was typed."""
        try:
            return self.date(parse(typed))
        except DateError:
            return inert(typed, TYPED)

    def short(self, date: HistoricalDate, *, year: bool = True) -> str:
        """A date for a list: "23 Aug 2019", without ``year`` "23 Aug"; a bare year is kept in any case."""
        return human_short(date, self.words.locale, year=year)

    def dotted(self, date: HistoricalDate) -> str:
        """A date for a footnote: "29.6.2012"."""
        return human_dotted(date, self.words.locale)

    def day(self, ordinal: int) -> str:
        """A day by its number, in full words."""
        return self.date(day_date(ordinal))

    def short_day(self, ordinal: int, *, year: bool = True) -> str:
        """A day by its number, for a list: "23 Aug 2019"; without ``year`` "23 Aug"."""
        return self.short(day_date(ordinal), year=year)

    def city(self, zone: str) -> str:
        """The city that stands for a time zone: "Seoul" for Asia/Seoul."""
        # Imported here, because only notes need it, and every import slows the start.
        from babel.dates import get_timezone_location

        if "/" not in zone:
            return zone
        return get_timezone_location(zone, locale=self.words.locale, return_city=True)

    def month(self, number: int) -> str:
        """The name of a month, 1 to 12."""
        return self.word(DayOfYear(number))

    def day_of_year(self, month: int, of_month: int) -> str:
        """A day of any year: "28 December"."""
        return self.word(DayOfYear(month, of_month))

    def weekday(self, ordinal: int) -> str:
        """The weekday of a day by its number."""
        return self.word(Weekday(weekday(ordinal)))

    def year(self, date: HistoricalDate) -> str:
        """The year of a date; the whole date if it is not within one year."""
        return self.short(parse(edtf_year(date.year))) if date.year is not None else self.short(date)

    def beside(self, date: HistoricalDate, shown: HistoricalDate) -> str:
        """A date as it is given beside another one, without its year if that has it: "29 June"."""
        finer = date.high - date.low < shown.high - shown.low
        both_days = date.day is not None and shown.day is not None
        plain = date.year == shown.year and not date.doubtful and (finer or both_days)
        return self.short(date, year=not plain or shown.year is None)

    def period(self, time: Time) -> str:
        """A time that was asked about, for a heading: "1994", "mid-1990s (1994–1996)"."""
        if not time.words:
            return self.date(time.date)
        return self.say("as_typed", typed=inert(time.words, TYPED), date=self.date(time.date))

    def time(self, time: Time) -> str:
        """A time that was asked about, after a preposition: "the 1990s", "2012", "“mid-1990s”
        (1994–1996)"."""
        if time.words:
            return self.say("as_quoted", typed=inert(time.words, TYPED), date=self.date(time.date))
        is_age = time.date.precision in (Precision.DECADE, Precision.CENTURY)
        return self.say("age", date=self.date(time.date)) if is_age else self.date(time.date)

    def when(self, time: Time) -> str:
        """A time that was asked about, with its preposition: "in the 1990s", "on 15 June 2012"."""
        ends = (time.date.start or time.date, time.date.end or time.date)
        # A reader's own words for several days are a time that things happen in: "second week of June 2012".
        one_day = time.date.precision is Precision.DAY
        days = one_day or (all(end.precision is Precision.DAY for end in ends) and not time.words)
        return self.say("on_date" if days else "in_date", date=self.time(time))

    def heading(self, name: str, time: Time | None, limit: int = TITLE) -> str:
        """A heading: a name, with the time asked about, if any: "GSOMIA on 15 June 2012"."""
        shown = inert(name, limit)
        if time is None:
            return f"### {shown}"
        return f"### {self.say('name_when', name=shown, when=self.when(time))}"

    def button(self, key: str, question: Question, *, private: bool = False, **facts: str) -> Button:
        """A button whose label is the pattern ``key`` of the language."""
        return Button(clean(self.say(key, **facts), LABEL), question, "private" if private else "replace")
