"""Notes, what belongs to them (full text, calendar, corrections), and coming anniversaries, as plain data."""

from __future__ import annotations

from typing import Literal

import msgspec

from bot.domain.anniversaries import Due
from bot.domain.dates import HistoricalDate
from bot.domain.entries import Entry, Footnote, Paging
from bot.domain.questions import Layer, Question


class DueEvent(msgspec.Struct, frozen=True):
    """An event with an anniversary on some day; ``date`` is its leading date."""

    id: str
    label: str
    title: str
    date: HistoricalDate
    due: Due


class Remark(msgspec.Struct, frozen=True):
    """What some sources say of an event, in the record's words; ``notes`` are footnote numbers."""

    text: str
    notes: tuple[int, ...]
    reference: bool


class Anniversary(msgspec.Struct, frozen=True):
    """One event in a note, with its anniversary and what its sources say happened."""

    id: str
    entry: Entry
    due: Due
    remarks: tuple[Remark, ...]


class Sequel(msgspec.Struct, frozen=True):
    """What became of an agreement after the events of a note: its later entries, oldest first.

    ``left_out`` is the number of still later entries that are not shown.
    """

    agreement: str
    entries: tuple[Entry, ...]
    left_out: int


class Ahead(msgspec.Struct, frozen=True):
    """A coming anniversary: its day, its event, and what it is."""

    id: str
    day: int
    entry: Entry
    due: Due


class NoteAnswer(msgspec.Struct, frozen=True):
    """The note of a subscription (its channel's id) and a local day: the content of one message.

    ``anniversaries`` are ordered by weight, round ones first; ``total`` also counts those for which a note
    has no room. ``ahead`` are the anniversaries of the next day or, if ``week``, of the next seven days.
    ``carried`` are the ids of all events in the note, each with the log position since which it has been as
    told. ``late`` says that the note is sent after its time.
    """

    subscription: str
    day: int
    layer: Layer
    anniversaries: tuple[Anniversary, ...]
    total: int
    sequels: tuple[Sequel, ...]
    ahead: tuple[Ahead, ...]
    week: bool
    footnotes: tuple[Footnote, ...]
    carried: tuple[tuple[str, int], ...]
    late: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The agreements that the note names; none if it is about one thing, which then needs no name."""
        several = len(self.anniversaries) > 1 or len(self.sequels) > 1
        return tuple(one.agreement for one in self.sequels) if several else ()


class StoryAnswer(msgspec.Struct, frozen=True):
    """A note in full, a few events a page; ``note`` has the events of this page."""

    question: Question
    note: NoteAnswer
    paging: Paging


class Recurring(msgspec.Struct, frozen=True):
    """The coming anniversaries of one event, for a calendar file: each day with what it is."""

    id: str
    entry: Entry
    days: tuple[tuple[int, Due], ...]


class CalendarAnswer(msgspec.Struct, frozen=True):
    """A calendar file with the anniversaries of the note of ``day``; it is made on ``today``."""

    question: Question
    day: int
    today: int
    events: tuple[Recurring, ...]
    footnotes: tuple[Footnote, ...]


class UpcomingAnswer(msgspec.Struct, frozen=True):
    """Anniversaries of the next days, round ones first; ``round`` counts those of all pages."""

    question: Question
    subject: str
    days: int
    today: int
    ahead: tuple[Ahead, ...]
    round: int
    footnotes: tuple[Footnote, ...]
    paging: Paging


Corrected = Literal["date", "contested", "undated", "title", "status", "agreement", "retracted", "restored"]


class Correction(msgspec.Struct, frozen=True):
    """A correction of something that a note told: of an event, or of an agreement's name (no ``label``).

    ``now`` is the new value, or the reason of a retraction. For a status it is the actions that may have been
    the agreement's standing then; there are several if the dates leave it open.
    """

    label: str
    title: str
    what: Corrected
    now: str | HistoricalDate | tuple[str, ...] = ""


class Erratum(msgspec.Struct, frozen=True):
    """What is added to a sent note when it is corrected on the local day ``day``."""

    day: int
    corrections: tuple[Correction, ...]
