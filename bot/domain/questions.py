"""Questions: who asks what of which time; what is offered while typing; a question back, and a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from bot.domain.dates import HistoricalDate
from bot.domain.facts import Fact

Layer = Literal["all", "documents"]


class Question(msgspec.Struct, frozen=True):
    """What somebody asks: a reader's command with its options as typed. A button is a question too."""

    command: str
    options: Mapping[str, str] = {}
    page: int = 1

    def option(self, name: str) -> str:
        """The option as typed, without white space around it; empty if it was left out."""
        return self.options.get(name, "").strip()

    def asking(self, **changed: str) -> Question:
        """The same question from its first page, with options changed; those that are empty then are left
        out."""
        options = {name: text for name, text in {**self.options, **changed}.items() if text}
        return Question(self.command, options)


class Asker(msgspec.Struct, frozen=True):
    """Who asks, where and when: the guild's scope (None outside a server), today's day at the place of
    asking, and the locale that Discord speaks to them in ("en-GB", "ja")."""

    scope: str | None
    today: int
    locale: str = "en"


class Time(msgspec.Struct, frozen=True):
    """A time that was asked about, as it was read. ``words`` are the asker's own where the date's wording
    does not give them back: "early 1990s" of 1990–1993."""

    date: HistoricalDate
    words: str = ""

    @property
    def half_open(self) -> bool:
        """Whether it has no beginning or no end: "until 2009", "since 2010"."""
        return self.date.open_start or self.date.open_end


class AsOf(msgspec.Struct, frozen=True):
    """The point in time asked about, as it was read; a month or a year is answered for its start and its
    end."""

    date: HistoricalDate
    days: tuple[int, ...]
    words: str = ""

    @property
    def time(self) -> Time:
        """The time itself."""
        return Time(self.date, self.words)


class Suggestion(msgspec.Struct, frozen=True):
    """Something that may have been meant: a button that asks ``question``."""

    label: Fact
    question: Question


class Choose(msgspec.Struct, frozen=True):
    """An ambiguous name or date: the two or three it may mean. ``search`` are the words of a name that
    more is called by than can be offered."""

    question: Question
    typed: str
    what: Literal["name", "date", "whose"]
    options: tuple[Suggestion, ...]
    search: str = ""


class Refusal(msgspec.Struct, frozen=True):
    """An answer that says no and why, shown to the asker alone; ``code`` picks the words, ``facts`` fill
    them. ``search`` are words that nothing is called by, but that stand in what the record tells."""

    question: Question
    code: str
    facts: Mapping[str, Fact]
    nearest: tuple[Suggestion, ...] = ()
    search: str = ""


class Completion(msgspec.Struct, frozen=True):
    """One offer of autocomplete: what is shown, and what is then asked with (at most 100 characters)."""

    label: Fact
    value: str
