"""Decides what may still be posted of a note, by how late it is: all parts, some of them, or none."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec

from bot.domain.entities import Subscription

PUNCTUAL = timedelta(minutes=15)
"""How late a note may be without being called late: restarts, and many notes at once, take a while."""
CATCH_UP = timedelta(days=7)
"""How late the parts about months and years may be posted."""
LASTING = ("month", "year")

PAUSED = "paused"
GRACE = "grace"
"""Reasons why parts of a note are not posted: the notes are paused; the note is later than its grace."""


class Plan(msgspec.Struct, frozen=True):
    """The parts of a note that may be posted, and whether the note is late.

    ``why`` is the reason why some parts may not, or empty.
    """

    parts: tuple[str, ...]
    late: bool = False
    why: str = ""


def plan(subscription: Subscription, day: int, due_at: datetime, now: datetime) -> Plan:
    """What may be posted ``now`` of a note for ``day`` (a Gregorian ordinal) that was due at ``due_at``."""
    if is_paused(subscription, day):
        return Plan((), why=PAUSED)
    lateness = now - due_at
    if lateness <= max(timedelta(hours=subscription.grace), PUNCTUAL):
        return Plan(subscription.kinds, late=lateness > PUNCTUAL)
    if lateness <= CATCH_UP:
        return Plan(tuple(kind for kind in subscription.kinds if kind in LASTING), late=True, why=GRACE)
    return Plan((), why=GRACE)


def is_paused(subscription: Subscription, day: int) -> bool:
    """Whether a subscription's notes are paused on a day. A pause until a day ends before that day."""
    if not subscription.paused:
        return False
    return not subscription.until or day < date.fromisoformat(subscription.until).toordinal()


def delivery_id(channel: int, day: int) -> str:
    """The id of a channel's note for a day, of at most 25 characters.

    It depends on nothing else, so that a restored database gives the note the same id.
    """
    return f"{channel:x}-{day:x}"


def channel_and_day(delivery: str) -> tuple[str, int] | None:
    """The channel (its id, in decimal) and the day of a note, from the note's id; None if it is not one."""
    channel, _, day = delivery.partition("-")
    try:
        of_channel, of_day = int(channel, 16), int(day, 16)
    except ValueError:
        return None
    return (str(of_channel), of_day) if 1 <= of_day <= date.max.toordinal() else None
