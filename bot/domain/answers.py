"""Answers to readers as plain data: ``bot.services`` makes them, ``bot.render`` turns them into messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from bot.domain.dates import HistoricalDate
from bot.domain.entities import Source
from bot.domain.entries import AgreementStatus, Doubt, Entry, Footnote, Horizon, Next, Paging
from bot.domain.facts import Fact
from bot.domain.posts import CalendarAnswer, StoryAnswer, UpcomingAnswer
from bot.domain.questions import AsOf, Choose, Layer, Question, Refusal, Suggestion, Time


class BriefAnswer(msgspec.Struct, frozen=True):
    """A briefing about an agreement, parties, a theme or a period.

    ``full`` asks for the file with everything: ``in_full`` of the ``total`` dates, the weightiest, or of an
    agreement the newest. ``silent`` says that nothing began in the period, so that the entries began before
    it.
    """

    question: Question
    subject: Fact
    about: Literal["agreement", "parties", "theme", "period"]
    parties: tuple[str, ...]
    as_of: AsOf | None
    layer: Layer
    statuses: tuple[AgreementStatus, ...]
    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...]
    next: Next | None
    horizon: Horizon
    footnotes: tuple[Footnote, ...]
    full: bool
    total: int
    in_full: int
    silent: bool
    today: int
    known_position: int
    """The head of the log at the time of the answer, which the file cites."""
    undated: tuple[str, ...] = ()
    """If there is no dated entry at all, the names of the agreements without one."""
    period: Time | None = None
    """The period, if the briefing is about one."""


class AgreementAnswer(msgspec.Struct, frozen=True):
    """One agreement's status today or on a date, with the dated steps that tell most about it.

    ``more`` counts the others that the full text has; ``later`` are the labels of entries that it does not
    have, as they came after the time asked about.
    """

    question: Question
    status: AgreementStatus
    look_alikes: tuple[tuple[str, str], ...]
    """(id, name) of the agreements that it must not be confused with."""
    as_of: AsOf | None
    layer: Layer
    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...]
    horizon: Horizon
    footnotes: tuple[Footnote, ...]
    paging: Paging
    today: int
    more: int = 0
    later: frozenset[str] = frozenset()


class ClaimSaid(msgspec.Struct, frozen=True):
    """One claim of an event, as the event's own answer shows it.

    ``leads`` and ``differs`` (it contradicts another) follow the rule of ``bot.domain.claims``.
    """

    note: int
    date: HistoricalDate
    words: str
    place: str
    elsewhere: tuple[tuple[HistoricalDate, str], ...]
    locator: str
    remark: str
    reference: bool
    confidence: str
    leads: bool
    differs: bool
    quotation: str = ""
    """The source's own words, where its text is held here."""


class HistoryLine(msgspec.Struct, frozen=True):
    """One change of an event: the log record's position, time (UTC) and type, and the reason given."""

    position: int
    recorded_at: datetime
    type: str
    reason: str


class EventAnswer(msgspec.Struct, frozen=True):
    """One event: what each source says of it, and how the entry was changed."""

    question: Question
    entry: Entry
    parties: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    """(agreement's short name, action)."""
    claims: tuple[ClaimSaid, ...]
    history: tuple[HistoryLine, ...]
    retracted: str | None
    merged_into: str | None
    footnotes: tuple[Footnote, ...]
    paging: Paging
    preferred: bool = False
    """True if the date leads because an editor preferred it, not by the rule of claims."""


class OnAnswer(msgspec.Struct, frozen=True):
    """What happened on a day of the year, in a month or in a year; the message says which parts are empty.

    ``day_entries`` have exactly this day; of ``month_entries`` only the month is known, of ``year_entries``
    only the year (if no year was asked about, those of round anniversaries).
    """

    question: Question
    asked: Literal["day", "month", "year", "span"]
    month: int
    day: int
    date: HistoricalDate | None
    """The date with its year, if a year was given."""
    layer: Layer
    day_entries: tuple[Entry, ...]
    month_entries: tuple[Entry, ...]
    year_entries: tuple[Entry, ...]
    footnotes: tuple[Footnote, ...]
    paging: Paging
    today: int
    words: str = ""
    """The asker's own words for the date; see ``Time``."""
    also_entries: tuple[Entry, ...] = ()
    """Events that some source, or another place's calendar, puts on this day, though their leading date
    is another."""
    during_entries: tuple[Entry, ...] = ()
    """If no year was asked about: events of several days, weeks or months, the day or month among them."""
    perhaps: tuple[str, ...] = ()
    """The labels of events that last for years and are not listed, but may have begun in that time."""
    perhaps_more: bool = False
    """Whether there may be more such events than were looked at."""
    on_day: int = 0
    """How many events have exactly this day, on all pages."""
    on_day_more: bool = False
    """Whether more events than ``on_day`` may have exactly this day."""


class TimelineAnswer(msgspec.Struct, frozen=True):
    """Dated events in order, a page at a time.

    ``perhaps`` are the labels of events that last for years and are not listed, but may have begun in that
    time; ``perhaps_more`` says that there may be more of them than were looked at.
    """

    question: Question
    subject: str
    from_time: Time | None
    to_time: Time | None
    entries: tuple[Entry, ...]
    footnotes: tuple[Footnote, ...]
    paging: Paging
    perhaps: tuple[str, ...] = ()
    perhaps_more: bool = False


class Hit(msgspec.Struct, frozen=True):
    """One thing found: an event (with ``entry``), an agreement (with ``status``), a source, a theme."""

    kind: Literal["event", "agreement", "source", "theme"]
    id: str
    label: str
    name: str
    entry: Entry | None = None
    status: AgreementStatus | None = None


class FindAnswer(msgspec.Struct, frozen=True):
    """What was found: by relevance for words, by name for a list by party, status or type.

    If nothing has all the words, ``respelt`` are the words with typing errors corrected, if that finds
    something; else ``fewer`` are those of the words that find something, and the hits have most of them.
    ``as_of`` is the time that the statuses are of, if another than today was asked about; ``of_status`` says
    that agreements of one status were asked for.
    """

    question: Question
    criteria: Mapping[str, Fact]
    hits: tuple[Hit, ...]
    horizon: Horizon
    footnotes: tuple[Footnote, ...]
    paging: Paging
    fewer: tuple[Suggestion, ...] = ()
    respelt: Suggestion | None = None
    as_of: AsOf | None = None
    of_status: bool = False


class SourceAnswer(msgspec.Struct, frozen=True):
    """One source: who wrote it, when as far as known, and what it says here.

    ``source`` has its address only if that was reviewed; ``own`` says that the server added it itself.
    """

    question: Question
    source: Source
    date: HistoricalDate | None
    entries: tuple[Entry, ...]
    footnotes: tuple[Footnote, ...]
    paging: Paging
    own: bool = False


class HelpAnswer(msgspec.Struct, frozen=True):
    """A topic of the help; ``facts`` fill its text (counts, horizon, version)."""

    question: Question
    topic: str
    facts: Mapping[str, Fact]


Cited = (
    BriefAnswer
    | AgreementAnswer
    | EventAnswer
    | OnAnswer
    | UpcomingAnswer
    | TimelineAnswer
    | FindAnswer
    | SourceAnswer
)
"""The answers that have footnotes, and so a button that shows their sources in full."""

Answer = Cited | HelpAnswer | StoryAnswer | CalendarAnswer | Choose | Refusal
