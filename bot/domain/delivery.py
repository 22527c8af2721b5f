"""What is to become of a subscription's note of a day, by how late it is: all of it, a part, or nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec

from bot.domain.entities import Subscription

PUNCTUAL = timedelta(minutes=15)
"""A note is called late from here on: a tick, a restart and many notes at the same time take a while."""
CATCH_UP = timedelta(days=7)
"""So long the parts about a month and a year are still posted."""
LASTING = ("month", "year")

PAUSED = "paused"
GRACE = "grace"
"""Why parts are not posted: the server paused its notes; the note was later than its grace allows."""


class Plan(msgspec.Struct, frozen=True):
    """The parts that may still be posted, whether as late; ``why`` says why others may not, or is empty."""

    parts: tuple[str, ...]
    late: bool = False
    why: str = ""


def plan(subscription: Subscription, day: int, due_at: datetime, now: datetime) -> Plan:
    """What may be posted ``now`` of the note of ``day`` (a Gregorian ordinal) that was due at ``due_at``."""
    if is_paused(subscription, day):
        return Plan((), why=PAUSED)
    lateness = now - due_at
    if lateness <= max(timedelta(hours=subscription.grace), PUNCTUAL):
        return Plan(subscription.kinds, late=lateness > PUNCTUAL)
    if lateness <= CATCH_UP:
        return Plan(tuple(kind for kind in subscription.kinds if kind in LASTING), late=True, why=GRACE)
    return Plan((), why=GRACE)


def is_paused(subscription: Subscription, day: int) -> bool:
    """Whether no note is posted on a day; one that is paused until a day is posted on that day again."""
    if not subscription.paused:
        return False
    return not subscription.until or day < date.fromisoformat(subscription.until).toordinal()


def delivery_id(channel: int, day: int) -> str:
    """The id of the note of a channel and day, at most 25 characters: the same in a restored record."""
    return f"{channel:x}-{day:x}"


def channel_and_day(delivery: str) -> tuple[str, int] | None:
    """Of which channel (its id, in decimal) and day the note with an id is; None if it is no such id."""
    channel, _, day = delivery.partition("-")
    try:
        of_channel, of_day = int(channel, 16), int(day, 16)
    except ValueError:
        return None
    return (str(of_channel), of_day) if 1 <= of_day <= date.max.toordinal() else None
