"""What the document desk answers: a paper that was read, a statement to decide on, papers and how they stand.

Plain frozen data like all answers; passages are the stored text's own characters.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal

import msgspec

from bot.domain.dates import HistoricalDate
from bot.domain.entries import Restatus
from bot.domain.questions import Question

Tie = Literal["duplicate", "further", "refinement", "contradiction"]
"""How a statement stands to an event: ``duplicate``, this very source says it there already; ``further``, one
more claim that agrees; a ``refinement`` agrees and is finer; a ``contradiction`` gives another time for what
can happen only once."""


class Upload(msgspec.Struct, frozen=True):
    """A file that comes along with a question: ``read`` gets it (None: it cannot be had), ``heard`` is told
    how far its reading has come."""

    name: str
    size: int
    read: Callable[[], Awaitable[bytes | None]]
    heard: Callable[[Literal["reading", "finding"], int, int], None]


class PaperLine(msgspec.Struct, frozen=True):
    """A paper as it stands: of so many statements so many wait, were decided, or were known when it came."""

    sha256: str
    title: str
    imported_at: datetime
    waiting: int
    decided: int
    known: int

    @property
    def found(self) -> int:
        """How many statements there are."""
        return self.waiting + self.decided + self.known


class ImportAnswer(msgspec.Struct, frozen=True):
    """A paper that was read, or (``again``) had been before. ``blank`` of its ``pages`` hold no text."""

    question: Question
    paper: PaperLine
    pages: int
    blank: int
    again: bool


class Passage(msgspec.Struct, frozen=True):
    """Words of a paper around a date: what stands before it, its own words, what follows. ``cut``: whether
    the passage begins and ends inside its sentence."""

    before: str
    words: str
    after: str
    cut: tuple[bool, bool] = (False, False)


class Matched(msgspec.Struct, frozen=True):
    """The event that a statement may belong to, and how it stands to it."""

    kind: Tie
    label: str
    title: str
    date: HistoricalDate | None


class Decided(msgspec.Struct, frozen=True):
    """What was just done about a statement. ``act``: accepted, rejected, skipped, returned, dropped; where
    nothing was done, held (somebody else looks at it), decided or gone. ``position`` is its record's."""

    act: str
    candidate: str = ""
    label: str = ""
    title: str = ""
    position: int = 0


class ReviewAnswer(msgspec.Struct, frozen=True):
    """A statement to decide on, the ``number``-th of ``total``. ``agreement`` is (name, action), the name
    ``unknown`` if the record has none such; ``reasons`` are codes. ``restatus``: what it would do to the
    agreement as a new event."""

    question: Question
    candidate: str
    turn: int
    paper: str
    locator: str
    number: int
    total: int
    passage: Passage
    date: HistoricalDate
    basis: str
    title: str
    parties: tuple[str, ...]
    agreement: tuple[str, str] | None
    unknown: bool
    confidence: float
    reasons: tuple[str, ...]
    match: Matched | None = None
    restatus: Restatus | None = None
    skipped: bool = False
    done: Decided | None = None


class Stale(msgspec.Struct, frozen=True):
    """An entity of the corpus that changed beneath a server's own changes; ``key`` is its stream."""

    key: str
    label: str
    title: str


class DeskAnswer(msgspec.Struct, frozen=True):
    """The papers and how they stand, when there is no statement to show; ``held`` are looked at by others.

    ``paper`` is the one that was asked for. ``stale``: the server's changes beneath which the corpus changed.
    """

    question: Question
    papers: tuple[PaperLine, ...]
    stale: tuple[Stale, ...]
    waiting: int = 0
    skipped: int = 0
    held: int = 0
    paper: PaperLine | None = None
    done: Decided | None = None
