"""Answers of the document desk: a paper that was imported, a statement to decide on, the list of papers.

They are plain data like all answers. Passages are quoted from the stored text as it is.
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
"""How a statement relates to an event on record. "duplicate": the event has it from this source already;
"further": it agrees; "refinement": it agrees and its date is more precise; "contradiction": it gives another
time for something that can happen only once."""


class Upload(msgspec.Struct, frozen=True):
    """A file that comes with a question.

    ``read`` downloads it (None if that fails); ``on_progress`` is called with the progress of reading it: the
    stage, the amount done and the total.
    """

    name: str
    size: int
    read: Callable[[], Awaitable[bytes | None]]
    on_progress: Callable[[Literal["reading", "finding"], int, int], None]


class PaperLine(msgspec.Struct, frozen=True):
    """A paper, and how many of its statements wait, were decided, or were on record already at the import."""

    sha256: str
    title: str
    imported_at: datetime
    waiting: int
    decided: int
    known: int

    @property
    def found(self) -> int:
        """The number of statements found in the paper."""
        return self.waiting + self.decided + self.known


class ImportAnswer(msgspec.Struct, frozen=True):
    """A paper was imported, or had been before (``again``). ``blank`` is how many of its ``pages`` have no
    text; ``published`` is when the paper came out, None if that is not known."""

    question: Question
    paper: PaperLine
    pages: int
    blank: int
    again: bool
    published: HistoricalDate | None


class Passage(msgspec.Struct, frozen=True):
    """The words of a paper around a date: those before it, the date's own, those after it.

    ``cut`` says whether the passage begins, and whether it ends, within a sentence.
    """

    before: str
    words: str
    after: str
    cut: tuple[bool, bool] = (False, False)


class Matched(msgspec.Struct, frozen=True):
    """The event on record that a statement may be about, and how it relates to it."""

    kind: Tie
    label: str
    title: str
    date: HistoricalDate | None


class Decided(msgspec.Struct, frozen=True):
    """What was just done with a statement, in its ``turn``.

    ``act`` is "accepted", "rejected", "skipped", "returned" or "dropped"; or, if nothing was done, "held"
    (somebody else is looking at it), "decided" (already) or "gone". ``position`` is that of the log record.
    """

    act: str
    candidate: str = ""
    label: str = ""
    title: str = ""
    position: int = 0
    turn: int = 0


class ReviewAnswer(msgspec.Struct, frozen=True):
    """A statement to decide on, the ``number``-th of ``total``.

    ``agreement`` is (name, action); ``unknown`` says that the record has no such agreement. ``reasons`` are
    the codes that explain the confidence. ``restatus`` is how a new event would change the agreement's
    status. ``done`` is what was done with the statement before.
    """

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
    """A corpus entity that a server changed and the corpus has changed since; ``key`` is its stream."""

    key: str
    label: str
    title: str


class DeskAnswer(msgspec.Struct, frozen=True):
    """The list of papers, when there is no statement to show.

    ``waiting``, ``skipped`` and ``held`` (somebody else is looking) count statements. ``paper`` is the paper
    that was asked about. ``stale`` are corpus entities that both the server and, since, the corpus changed.
    """

    question: Question
    papers: tuple[PaperLine, ...]
    stale: tuple[Stale, ...]
    waiting: int = 0
    skipped: int = 0
    held: int = 0
    paper: PaperLine | None = None
    done: Decided | None = None
