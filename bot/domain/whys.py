"""What /why tells: whether a note was posted, the chain of what was looked at, and what comes next."""

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
"""What became of a note, or will; of an event that is never posted "never"."""


class WhyEvent(msgspec.Struct, frozen=True):
    """An event that is due on the day: as what, and which setting keeps it out, if one does."""

    entry: Entry
    due: Due
    kept_out: Filter | None = None


class Check(msgspec.Struct, frozen=True):
    """One thing that was looked at: whether it was as it must be, and what it was, by its code.

    ``at`` is an instant; ``names`` are codes of permissions.
    """

    ok: bool
    code: str
    at: datetime | None = None
    names: tuple[str, ...] = ()
    facts: Mapping[str, str] | None = None


class WhyAnswer(msgspec.Struct, frozen=True):
    """Why a channel's note of a day was or was not posted.

    ``event`` is the label and title of the one event that was asked about; ``never`` why it is never posted,
    and ``told_before`` how many notes of the server told of it all the same.
    ``alone`` counts the month's events of which no day is known. ``message`` and ``record`` are those of the
    note, ``next`` the next one's day and instant, ``again`` the next day of what was due, where that is one.
    ``late``: it can be posted now, by somebody who may; ``settings``: the asker may change the settings.
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
