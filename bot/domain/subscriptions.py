"""Answers of /posts: a channel's settings, its next note, and what previews say about posts."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from bot.domain.anniversaries import Due, Never
from bot.domain.posts import NoteAnswer
from bot.domain.questions import Question


class Settings(msgspec.Struct, frozen=True):
    """The settings of the notes in a channel, as ``Subscription`` but with names instead of ids.

    ``place`` is the city that was typed for the zone, if one was. ``until`` is the day on which a pause ends,
    0 if it has no end.
    """

    channel: int
    time: str
    zone: str
    kinds: tuple[str, ...]
    parties: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    layer: str = "all"
    round_only: bool = False
    unmarked: bool = False
    ping: str = ""
    grace: int = 12
    paused: bool = False
    until: int = 0
    place: str = ""


class Forecast(msgspec.Struct, frozen=True):
    """How many days of the next year will have a note.

    ``documents`` are those that would have one without the reference pack too. ``first`` is the first of the
    days; None if there is none.
    """

    days: int
    documents: int
    first: int | None


class SettingsRead(msgspec.Struct, frozen=True):
    """The settings that a draft of /posts would make, as a line of its preview.

    ``now`` is the present day and time in the zone. ``skipped`` is a day on which the zone's clocks skip the
    time of the note, with the time at which it is posted instead. ``checks`` are the permissions that are
    needed, and whether the bot has each. ``taken_up`` says that the settings of stopped notes are used again;
    ``every`` that all settings are shown, not only those that differ from the defaults.
    """

    settings: Settings
    now: tuple[int, str]
    forecast: Forecast
    skipped: tuple[int, str] | None = None
    checks: tuple[tuple[str, bool], ...] = ()
    taken_up: bool = False
    every: bool = False


class SettingsChanged(msgspec.Struct, frozen=True):
    """Settings before and after, as a line of a preview."""

    before: Settings
    after: Settings


class WillPost(msgspec.Struct, frozen=True):
    """When an event will next be posted, as a line of a preview.

    ``channels`` is the number of channels that will have it; the first posts at ``time`` in ``zone``. If it
    is 0, ``day`` is just the anniversary, and ``filtered`` says that channels' settings keep the event out.
    """

    day: int
    due: Due
    time: str = ""
    zone: str = ""
    channels: int = 0
    filtered: bool = False


class NeverPosted(msgspec.Struct, frozen=True):
    """Why an event is never posted, as a line of a preview."""

    why: Never


class Errata(msgspec.Struct, frozen=True):
    """How many posted notes will be corrected, as a line of a preview.

    With ``naming`` an agreement was renamed, and only those of the notes that name it will be corrected.
    """

    notes: int
    naming: bool = False


class Listed(msgspec.Struct, frozen=True):
    """A channel in the list of channels with notes.

    ``due`` is the instant of the next note, ``day`` the day that it is for. ``missing`` are permissions that
    the bot lacks there; ``gone`` says that the channel no longer exists; ``why`` is the ledger's code for why
    it is blocked. ``kept_until`` is the day until which the settings of stopped notes are kept.
    """

    settings: Settings
    status: Literal["active", "paused", "blocked", "stopped"]
    day: int | None = None
    due: datetime | None = None
    missing: tuple[str, ...] = ()
    gone: bool = False
    why: str = ""
    kept_until: int = 0


class NotePreview(msgspec.Struct, frozen=True):
    """A channel's note for a day as it would be posted; ``note`` is None if nothing is due.

    ``next`` is the day of the following note, None if there is none within a year. ``past`` says that the
    time for this note is over.
    """

    question: Question
    settings: Settings
    day: int
    note: NoteAnswer | None
    next: int | None
    past: bool = False


Sent = Literal[
    "sent", "already_sent", "being_sent", "unknown_subscription", "not_yet", "nothing_due", "refused"
]
"""The outcome of posting a missed note."""


class SentAnswer(msgspec.Struct, frozen=True):
    """The outcome of posting a missed note: its message, or ``why`` it failed, as a code of the ledger."""

    question: Question
    outcome: Sent
    scope: str
    channel: int
    day: int
    message: int | None = None
    why: str = ""


class PostsAnswer(msgspec.Struct, frozen=True):
    """All channels of a server that get notes."""

    question: Question
    listed: tuple[Listed, ...]
