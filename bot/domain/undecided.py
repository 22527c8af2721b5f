"""What is undecided about a status: a signing still ahead, dates that are too coarse, sources that differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from bot.domain.dates import HistoricalDate, Precision
from bot.domain.status import BINDING, DatedStep, Status, StatusAt

NEAR = 183
"""For this many days before a signing that was called off, it is told as awaited; earlier, only the talks
are."""


def told_date(step: DatedStep) -> HistoricalDate:
    """The date to show for a step: of an interval its start, if the step took effect then; else all of it."""
    date = step.date
    begun = date.start is not None and date.start.low <= step.low and step.high <= date.start.high
    return date.start if date.start is not None and begun else date


def is_coarse(step: DatedStep) -> bool:
    """Whether a step's day is unknown because its date is coarser than a day, not because sources differ."""
    date = step.date
    within = date.low - date.slack <= step.low and step.high <= date.high + date.slack
    return within and (date.approximate or told_date(step).precision is not Precision.DAY)


def is_called_off(status: Status) -> bool:
    """Whether the signing was called off and nothing has changed the status since."""
    return status.condition is not None and status.condition.action == "signing_cancelled"


def is_signed(standing: DatedStep | None) -> TypeGuard[DatedStep]:
    """Whether an agreement with this standing has been signed (see ``BINDING``)."""
    return standing is not None and standing.action in BINDING


def is_awaiting(status: Status, on_day: int) -> bool:
    """Whether the agreement was awaiting a signing that was later called off.

    It was if something was agreed by that day, or if it is undecided whether the signing still lay ahead.
    """
    ahead = status.awaiting
    if ahead is None:
        return False
    if status.standing is not None and status.standing.action == "negotiating":
        return ahead.low - on_day <= NEAR
    return status.standing is not None or ahead.low <= on_day


def nothing(at: Sequence[StatusAt]) -> bool:
    """Whether nothing had happened to the agreement by any of these days, and no signing lay ahead."""
    return all(s.nothing and not is_awaiting(s, one.day) for one in at for s in one.possible)


def undecided_steps(at: StatusAt) -> list[DatedStep]:
    """The steps of which it is unknown whether they had happened by that day, in order."""
    if at.certain is not None:
        return []
    steps = [
        step
        for status in at.possible
        for step in (status.standing, status.condition, status.awaiting)
        if step is not None and step.low <= at.day < step.high
    ]
    return list(dict.fromkeys(steps))
