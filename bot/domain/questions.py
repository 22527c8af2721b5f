"""Questions and who asks them, and the short replies to them: completions, choices and refusals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from bot.domain.dates import HistoricalDate
from bot.domain.facts import Fact

Layer = Literal["all", "documents"]


class Question(msgspec.Struct, frozen=True):
    """A command with its options as typed; the press of a button is one too."""

    command: str
    options: Mapping[str, str] = {}
    page: int = 1

    def option(self, name: str) -> str:
        """The text of an option, without white space around it; empty if it was left out."""
        return self.options.get(name, "").strip()

    def asking(self, **changed: str) -> Question:
        """The same question with some options changed, from its first page; empty options are left out."""
        options = {name: text for name, text in {**self.options, **changed}.items() if text}
        return Question(self.command, options)


class Asker(msgspec.Struct, frozen=True):
    """Who asks, where and when.

    ``scope`` is the server's, None outside a server; ``today`` the local day, as a Gregorian ordinal;
    ``locale`` the person's language in Discord ("en-GB", "ja").
    """

    scope: str | None
    today: int
    locale: str = "en"


class Time(msgspec.Struct, frozen=True):
    """A time that was asked about.

    ``words`` are the asker's own words for it, if writing the date would not give them back ("early 1990s"
    for 1990–1993).
    """

    date: HistoricalDate
    words: str = ""

    @property
    def half_open(self) -> bool:
        """Whether it has no beginning ("until 2009") or no end ("since 2010")."""
        return self.date.open_start or self.date.open_end


class AsOf(msgspec.Struct, frozen=True):
    """The point in time that a status is asked for.

    ``days`` are the days to answer for: one, or the first and the last day of a month or year.
    """

    date: HistoricalDate
    days: tuple[int, ...]
    words: str = ""

    @property
    def time(self) -> Time:
        """The date with its words."""
        return Time(self.date, self.words)


class Suggestion(msgspec.Struct, frozen=True):
    """Something that may have been meant: a button that asks ``question``."""

    label: Fact
    question: Question


class Choose(msgspec.Struct, frozen=True):
    """A question back: an ambiguous name or date, with the two or three things that it may mean.

    If a name means more things than can be offered, ``more`` counts the others, where that is known, and
    ``search`` are the words to search for, if a search lists them.
    """

    question: Question
    typed: str
    what: Literal["name", "date", "whose"]
    options: tuple[Suggestion, ...]
    search: str = ""
    more: int = 0


class Refusal(msgspec.Struct, frozen=True):
    """A refusal, shown to the asker alone: ``code`` selects its words, ``facts`` fill them.

    ``nearest`` are what may have been meant. ``search`` are words that are nobody's name but do occur in the
    record, so that searching for them can be offered.
    """

    question: Question
    code: str
    facts: Mapping[str, Fact]
    nearest: tuple[Suggestion, ...] = ()
    search: str = ""


class Completion(msgspec.Struct, frozen=True):
    """One offer of autocomplete: what is shown, and the option's text if chosen (at most 100 characters)."""

    label: Fact
    value: str
