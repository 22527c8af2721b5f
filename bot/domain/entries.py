"""The parts that answers share: entries with their dates, agreements' statuses, doubts, footnotes, paging.

Nothing is formatted: dates are values, a status is a standing and a condition, a footnote is its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from bot.domain.dates import HistoricalDate
from bot.domain.entities import Agreement
from bot.domain.status import DatedStep, StatusAt


class Footnote(msgspec.Struct, frozen=True):
    """A numbered source of an answer. ``date`` is the source's own, if any; ``url`` only if reviewed."""

    number: int
    source: str
    label: str
    caveat: str
    date: HistoricalDate | None
    url: str
    reference: bool
    grade: str
    title: str = ""
    author: str = ""
    publisher: str = ""


class Said(msgspec.Struct, frozen=True):
    """A date of an event as some sources give it; ``notes`` are their footnote numbers."""

    date: HistoricalDate
    words: str
    notes: tuple[int, ...]
    reference: bool
    place: str = ""
    elsewhere: tuple[tuple[HistoricalDate, str], ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """One event in an answer.

    ``date`` is the leading date; ``said`` are all its differing dates, the leading one first. ``years`` is
    the number of years from the event to the day asked about, if the answer is about a day of the year.
    """

    label: str
    title: str
    kind: str
    date: HistoricalDate | None
    said: tuple[Said, ...]
    contested: bool
    reference: bool
    """True if only the reference pack tells of the event."""
    weight: int
    note: str = ""
    years: int = 0
    position: int = 0
    """The log position since which the entry has been as shown."""

    @property
    def notes(self) -> tuple[int, ...]:
        """The numbers of all its footnotes."""
        return tuple(number for said in self.said for number in said.notes)


class Horizon(msgspec.Struct, frozen=True):
    """How far the record reaches: the date of the newest entry that an answer rests on.

    ``documents_end`` is that of the newest entry in the documents alone; ``reference`` says that ``latest``
    comes from the reference pack.
    """

    latest: HistoricalDate | None
    documents_end: HistoricalDate | None
    reference: bool = False
    earliest: HistoricalDate | None = None
    """The date of the first step of the agreement asked about, by the documents if they have it."""
    earliest_words: str = ""
    """How its source words that date."""
    earliest_by_reference: bool = False
    contested: tuple[HistoricalDate, ...] = ()
    """All dates of the newest entry, oldest first, if its sources contradict each other."""


class Doubt(msgspec.Struct, frozen=True):
    """Something that is disputed or unknown, in the words of the record's notes, with its footnotes.

    If ``kind`` is "dates", ``text`` is the title of an event that its sources date differently. ``about`` is
    the title of the event that a note belongs to.
    """

    kind: Literal["disputed", "dates", "unsure", "silent"]
    text: str
    notes: tuple[int, ...] = ()
    about: str = ""


class Next(msgspec.Struct, frozen=True):
    """An entry's next anniversary: its day, the number of years, and whether that is a round one."""

    entry: Entry
    day: int
    years: int
    round: bool


class AgreementStatus(msgspec.Struct, frozen=True):
    """How one agreement stands on a day, or at the start and at the end of a period (two statuses).

    ``by_all`` is by all sources, ``by_documents`` by the documents alone: None if that is the same, empty if
    the documents date no step of the agreement.
    """

    agreement: Agreement
    by_all: tuple[StatusAt, ...]
    by_documents: tuple[StatusAt, ...] | None = None
    entries: Mapping[str, Entry] = {}
    """The entry of each event that the statuses name, by the event's id."""
    founded: DatedStep | None = None
    """The step that established a mechanism, if its standing is a later one."""
    series: DatedStep | None = None
    """The step since which a series has been held, if it has no end."""
    changed: frozenset[str] = frozenset()
    """The ids of the shipped events named whose steps the asking server has changed."""
    elsewhere: str = ""
    """The id of an event that came after the day asked about by the calendar of its own place, but not by
    that of another place."""


class Restatus(msgspec.Struct, frozen=True):
    """How an agreement stands today, and how it would stand after a change, for the change's preview."""

    before: AgreementStatus
    after: AgreementStatus


class Paging(msgspec.Struct, frozen=True):
    """The page of a long answer, counted from 1; ``more``: there is more than ``total`` counts."""

    page: int
    pages: int
    total: int
    more: bool = False
