"""What answers consist of: entries with what their sources say, how agreements stand, doubts, footnotes.

Nothing is formatted: dates are values, a status is a standing and a condition, a footnote is its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from bot.domain.dates import HistoricalDate
from bot.domain.status import DatedStep, StatusAt


class Footnote(msgspec.Struct, frozen=True):
    """A numbered source of an answer. ``date`` is its own date, None where it has none; ``url`` only if
    reviewed."""

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
    """A date as the sources in ``notes`` (footnote numbers) give it, leading date first in an ``Entry``."""

    date: HistoricalDate
    words: str
    notes: tuple[int, ...]
    reference: bool
    place: str = ""
    elsewhere: tuple[tuple[HistoricalDate, str], ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """One event in a list. ``said`` holds its differing dates, the leading one first; ``date`` is the
    leading one.

    ``years`` counts from the event to the day asked about, where the answer is about a day of the year,
    else 0.
    """

    label: str
    title: str
    kind: str
    date: HistoricalDate | None
    said: tuple[Said, ...]
    contested: bool
    reference: bool
    """True when only the reference pack tells of it."""
    weight: int
    note: str = ""
    years: int = 0
    position: int = 0
    """The log position from which the entry is as shown."""

    @property
    def notes(self) -> tuple[int, ...]:
        """The numbers of all footnotes that tell of it."""
        return tuple(number for said in self.said for number in said.notes)


class Horizon(msgspec.Struct, frozen=True):
    """The newest dated entry the answer rests on; ``documents_end`` the newest of the documents alone."""

    latest: HistoricalDate | None
    documents_end: HistoricalDate | None
    reference: bool = False
    earliest: HistoricalDate | None = None
    """The first step of the agreement asked about, by the documents if they tell of it."""
    earliest_by_reference: bool = False
    contested: tuple[HistoricalDate, ...] = ()
    """The dates of that newest entry, oldest first, where its sources contradict each other."""


class Doubt(msgspec.Struct, frozen=True):
    """Something disputed or unknown, in our words (from the record's notes), with its footnotes.

    ``dates``: an event, by its title, that its sources date differently. ``about`` is the title of the event
    that a note is beside.
    """

    kind: Literal["disputed", "dates", "unsure", "silent"]
    text: str
    notes: tuple[int, ...] = ()
    about: str = ""


class Next(msgspec.Struct, frozen=True):
    """The next anniversary of an entry: on which day, how many years, whether round."""

    entry: Entry
    day: int
    years: int
    round: bool


class Standing(msgspec.Struct, frozen=True):
    """How one agreement stands at a day or from the start to the end of a period (then two), in both layers.

    ``by_documents`` is None when the documents lead to the same status as all sources, or say nothing of it
    at all (then ``documents_silent``).
    """

    agreement: str
    name: str
    short: str
    type: str
    parties: tuple[str, ...]
    status: tuple[StatusAt, ...]
    by_documents: tuple[StatusAt, ...] | None
    documents_silent: bool
    numbers: Mapping[str, tuple[int, ...]]
    """Footnote numbers of each event that the statuses name, by event id."""
    founded: DatedStep | None = None
    """The step that established a mechanism, where the standing is a later one."""
    series: DatedStep | None = None
    """The step that says since when a series has been held, without an end."""
    words: Mapping[str, str] = {}
    """The date words of the source for each interval that the statuses name, by event id."""
    documented: Mapping[str, HistoricalDate] = {}
    """The date that the documents give each of these events, by event id; none where they contradict."""
    changed: frozenset[str] = frozenset()
    """The shipped events among these of which the asking server changed what they did, by id."""
    elsewhere: str = ""
    """The label of a step that is later than the day asked about where it was taken, not by the day in
    another place."""
    named_by_documents: bool = True
    """False for what the reference pack alone names."""


class Restatus(msgspec.Struct, frozen=True):
    """How an agreement stands today without a change, and how it would with it, as its preview tells."""

    before: Standing
    after: Standing


class Paging(msgspec.Struct, frozen=True):
    """Where a long answer stands: pages count from 1; ``total`` is None when there are more than were
    counted."""

    page: int
    pages: int
    total: int | None
