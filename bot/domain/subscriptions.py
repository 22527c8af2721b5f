"""What /posts tells: a channel's settings as they are read or held, and when its next note is due."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from bot.domain.anniversaries import Due, Never
from bot.domain.posts import NoteAnswer
from bot.domain.questions import Question


class Settings(msgspec.Struct, frozen=True):
    """The settings of notes in a channel, with names for ids. ``place`` is the city that was typed for the
    zone, empty where none was; ``until`` the day on which a pause ends, 0 for one that has no end."""

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
    """How many days of the next year have a note, and of them without the reference pack; ``first`` is the
    first of these days, None if there is none."""

    days: int
    documents: int
    first: int | None


class SettingsRead(msgspec.Struct, frozen=True):
    """What a draft of /posts would do, as a line of its preview.

    ``now`` is the day and the time of day in the zone; ``skipped`` a day on which clocks jump over the time,
    with the time at which the note is posted then; ``checks`` are the permissions needed, and whether the bot
    holds them; ``taken_up``: the settings are those of notes that were stopped; ``every``: all settings are
    told, not only those that are not as everywhere.
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
    """When an event will be posted next, as a line of a preview.

    ``channels`` is how many channels tell of it, first at ``time`` in ``zone``; with none it is the
    anniversary alone, ``filtered`` saying that there are channels whose settings keep it out.
    """

    day: int
    due: Due
    time: str = ""
    zone: str = ""
    channels: int = 0
    filtered: bool = False


class NeverPosted(msgspec.Struct, frozen=True):
    """Why an event is in no note, ever, as a line of a preview."""

    why: Never


class Errata(msgspec.Struct, frozen=True):
    """How many notes that were posted will be corrected, as a line of a preview; ``naming``: those of them
    that name an agreement, at most so many."""

    notes: int
    naming: bool = False


Standing = Literal["active", "paused", "blocked", "stopped"]


class Listed(msgspec.Struct, frozen=True):
    """A channel in the list. ``due`` is the instant of the next note and ``day`` the day it is for;
    ``missing`` what the bot may not do there, ``gone`` whether there is no such channel any more;
    ``why`` is the code for which the ledger lets it rest.
    ``kept_until`` is the day until which the settings of stopped notes are kept."""

    settings: Settings
    standing: Standing
    day: int | None = None
    due: datetime | None = None
    missing: tuple[str, ...] = ()
    gone: bool = False
    why: str = ""
    kept_until: int = 0


class NotePreview(msgspec.Struct, frozen=True):
    """A channel's note of a day, as it would be posted; without one, nothing is due. ``next`` is the day of
    the one after it, None if there is none within a year. ``past``: its time is over."""

    question: Question
    settings: Settings
    day: int
    note: NoteAnswer | None
    next: int | None
    past: bool = False


Sent = Literal[
    "sent", "already_sent", "being_sent", "unknown_subscription", "not_yet", "nothing_due", "refused"
]
"""What came of posting a missed note."""


class SentAnswer(msgspec.Struct, frozen=True):
    """A missed note that was to be posted after all: what came of it, with its message, or why it could not
    be, as a code of the ledger."""

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
