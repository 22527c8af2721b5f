"""Questions: who asks what of which time; what is offered while typing; a question back, and a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.domain.dates import HistoricalDate
from bot.domain.facts import Fact

Layer = Literal["all", "documents"]


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks: a reader's command with its options as typed. A button is a question too."""

    command: str
    options: Mapping[str, str] = field(default_factory=dict)
    page: int = 1

    def option(self, name: str) -> str:
        """The option as typed, without white space around it; empty if it was left out."""
        return self.options.get(name, "").strip()

    def asking(self, **changed: str) -> Question:
        """The same question from its first page, with options changed; those that are empty then are left
        out."""
        options = {name: text for name, text in {**self.options, **changed}.items() if text}
        return Question(self.command, options)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, where and when: the guild's scope (None outside a server), today's day at the place of
    asking, and the locale that Discord speaks to them in ("en-GB", "ja")."""

    scope: str | None
    today: int
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Time:
    """A time that was asked about, as it was read. ``words`` are the asker's own where the date's wording
    does not give them back: "early 1990s" of 1990–1993."""

    date: HistoricalDate
    words: str = ""

    @property
    def half_open(self) -> bool:
        """Whether it has no beginning or no end: "until 2009", "since 2010"."""
        return self.date.open_start or self.date.open_end


@dataclass(frozen=True, slots=True)
class AsOf:
    """The point in time asked about, as it was read; a month or a year is answered for its start and its
    end."""

    date: HistoricalDate
    days: tuple[int, ...]
    words: str = ""

    @property
    def time(self) -> Time:
        """The time itself."""
        return Time(self.date, self.words)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may have been meant: a button that asks ``question``."""

    label: Fact
    question: Question


@dataclass(frozen=True, slots=True)
class Choose:
    """An ambiguous name or date: the two or three it may mean. ``search`` are the words of a name that
    more is called by than can be offered."""

    question: Question
    typed: str
    what: Literal["name", "date", "whose"]
    options: tuple[Suggestion, ...]
    search: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that says no and why, shown to the asker alone; ``code`` picks the words, ``facts`` fill
    them. ``search`` are words that nothing is called by, but that stand in what the record tells."""

    question: Question
    code: str
    facts: Mapping[str, Fact]
    nearest: tuple[Suggestion, ...] = ()
    search: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """One offer of autocomplete: what is shown, and what is then asked with (at most 100 characters)."""

    label: Fact
    value: str
