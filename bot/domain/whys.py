"""Answers of /why: whether a note was posted, what was checked to find out, and when the next one comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from bot.domain.anniversaries import Due, Filter, Never
from bot.domain.entities import Subscription
from bot.domain.entries import Entry, Footnote
from bot.domain.questions import Question

Verdict = Literal[
    "sent", "sent_late", "claimed", "skipped_paused", "skipped_grace", "skipped_stopped",
    "skipped_nothing_due", "failed", "unknown", "coming", "missing_now", "nothing_due", "not_its_day",
    "without_it", "filtered", "paused", "before_setup", "nothing_then", "stopped", "undecided",
]  # fmt: skip
"""What became of a note, or will become of it."""


class WhyEvent(msgspec.Struct, frozen=True):
    """An event with an anniversary on the day; ``kept_out`` is the setting that excludes it, if one does."""

    entry: Entry
    due: Due
    kept_out: Filter | None = None


class Check(msgspec.Struct, frozen=True):
    """One condition for a note that was checked, by its code, and whether it was met.

    ``at``, ``names`` (permissions' codes) and ``facts`` fill the words for it.
    """

    ok: bool
    code: str
    at: datetime | None = None
    names: tuple[str, ...] = ()
    facts: Mapping[str, str] | None = None


class LedgerRow(msgspec.Struct, frozen=True):
    """A note in the ledger: its id there, the code of why it was not sent, and its Discord message."""

    id: str
    why: str
    message: int | None


class WhyAnswer(msgspec.Struct, frozen=True):
    """Why a channel's note for a day was or was not posted.

    ``event`` is the label and title of the event that was asked about, if one was. ``events`` are the first
    of those that are ``due``; the settings let ``told`` of these through. ``month_alone`` is the number of
    the month's events of which no day is known. ``next`` is the day of the next note, ``again`` that of the
    next anniversary of the event asked about. The asker may have the note posted late (``may_send_late``),
    or change the channel's settings (``may_change``).
    """

    question: Question
    scope: str
    channel: int
    settings: Subscription
    day: int
    verdict: Verdict
    event: tuple[str, str] | None
    events: tuple[WhyEvent, ...]
    due: int
    told: int
    footnotes: tuple[Footnote, ...]
    checks: tuple[Check, ...]
    month_alone: int
    row: LedgerRow | None
    next: int | None
    again: int | None
    may_send_late: bool
    may_change: bool


class WhyNever(msgspec.Struct, frozen=True):
    """Why an event, given by label and title, is posted nowhere.

    ``told_before`` is the number of the server's notes that told of it nevertheless.
    """

    question: Question
    event: tuple[str, str]
    why: Never
    told_before: int


class WhyNoNotes(msgspec.Struct, frozen=True):
    """That a channel gets no notes, with the server's channels that do."""

    question: Question
    channel: int
    day: int
    others: tuple[int, ...]
    may_change: bool
