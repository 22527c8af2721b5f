"""Answers of /why: whether a note was posted, what was checked to find out, and when the next one comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from bot.domain.anniversaries import Due, Filter, Never
from bot.domain.entries import Entry, Footnote
from bot.domain.questions import Question

Verdict = Literal[
    "sent", "sent_late", "claimed", "skipped_paused", "skipped_grace", "skipped_stopped",
    "skipped_nothing_due", "failed", "unknown", "coming", "missing_now", "nothing_due", "not_its_day",
    "without_it", "filtered", "paused", "before_setup", "nothing_then", "stopped", "undecided", "no_notes",
    "never",
]  # fmt: skip
"""What became of a note, or will become of it; "never" for an event that is never posted."""


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


class WhyAnswer(msgspec.Struct, frozen=True):
    """Why a channel's note for a day was or was not posted.

    ``event`` is the label and title of the event that was asked about, if one was; ``never`` says why it is
    never posted, and ``told_before`` how many notes of the server had it nevertheless. ``alone`` is the
    number of the month's events of which no day is known. ``message`` is the note's Discord message and
    ``record`` its id in the ledger. ``next`` is the next note's day and instant, ``again`` the next
    anniversary of what was due, if that is a single event. ``late`` says that the note can still be posted;
    ``settings`` that the asker may change the channel's settings.
    """

    question: Question
    channel: int
    day: int
    verdict: Verdict
    events: tuple[WhyEvent, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    checks: tuple[Check, ...] = ()
    event: tuple[str, str] | None = None
    never: Never | None = None
    told_before: int = 0
    alone: int = 0
    why: str = ""
    time: str = ""
    zone: str = ""
    grace: int = 0
    message: int | None = None
    record: str = ""
    next: tuple[int, datetime] | None = None
    again: int | None = None
    late: bool = False
    settings: bool = False
    others: tuple[int, ...] = ()
    scope: str = ""
