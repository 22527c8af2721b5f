"""What channels get and what is said about it, as plain frozen data: notes, and the corrections of them."""

from __future__ import annotations

from typing import Literal

import msgspec

from bot.domain.anniversaries import Due
from bot.domain.dates import HistoricalDate
from bot.domain.entries import Entry, Footnote, Paging
from bot.domain.questions import Layer, Question


class DueEvent(msgspec.Struct, frozen=True):
    """An event that is due on a day, and as what; ``date`` is its leading date."""

    id: str
    label: str
    title: str
    date: HistoricalDate
    due: Due


class Remark(msgspec.Struct, frozen=True):
    """What some sources (footnote numbers) say of an event, in the record's words."""

    text: str
    notes: tuple[int, ...]
    reference: bool


class Anniversary(msgspec.Struct, frozen=True):
    """One event of a note: what it is an anniversary of, and what its sources say happened."""

    id: str
    entry: Entry
    due: Due
    remarks: tuple[Remark, ...]


class Sequel(msgspec.Struct, frozen=True):
    """What became of an agreement since the events of a note: its later dated entries, oldest first.

    ``left_out`` counts later ones that are not shown; with none, the last shown is the last on record.
    """

    agreement: str
    entries: tuple[Entry, ...]
    left_out: int


class Ahead(msgspec.Struct, frozen=True):
    """What is due on a later day."""

    id: str
    day: int
    entry: Entry
    due: Due


class NoteAnswer(msgspec.Struct, frozen=True):
    """The note of a subscription (its channel's id) and local day, as one message.

    ``anniversaries`` come in the order of their weight, round ones first; ``total`` counts all that are due,
    also those beyond what a note lists. ``ahead`` tells of the next day or, where ``week``, of the next
    seven days. ``carried`` has for every event told its id and the log position from which it was as told.
    ``late``: sent after its time.
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
        """The agreements that it names: where it tells of one thing alone, what came since needs no name."""
        several = len(self.anniversaries) > 1 or len(self.sequels) > 1
        return tuple(one.agreement for one in self.sequels) if several else ()


class StoryAnswer(msgspec.Struct, frozen=True):
    """What a note told, in full, a few events a page; ``note`` has those of this page."""

    question: Question
    note: NoteAnswer
    paging: Paging


class Recurring(msgspec.Struct, frozen=True):
    """The coming anniversaries of one event, for a calendar: each day with its count of years."""

    id: str
    entry: Entry
    days: tuple[tuple[int, Due], ...]


class CalendarAnswer(msgspec.Struct, frozen=True):
    """The anniversaries that a note of ``day`` told, for a calendar; ``today`` is when the file is made."""

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


Corrected = Literal["date", "title", "status", "agreement", "retracted", "restored"]


class Correction(msgspec.Struct, frozen=True):
    """What was corrected of an event that a note told of, or of the name of an agreement, which has no label;
    ``now``: how it reads since, or why it is gone.

    Of a status: the actions by which the agreement may have stood then, several where dates leave it open.
    """

    label: str
    title: str
    what: Corrected
    now: str | HistoricalDate | tuple[str, ...] = ""


class Erratum(msgspec.Struct, frozen=True):
    """What is added to a note that was sent: the local day, and each correction since."""

    day: int
    corrections: tuple[Correction, ...]
