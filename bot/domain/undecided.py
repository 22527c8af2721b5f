"""What a status leaves open: a signing that is still ahead, dates too coarse to tell, sources that differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from bot.domain.dates import HistoricalDate, Precision
from bot.domain.status import BINDING, DatedStep, Status, StatusAt

NEAR = 183
"""Days before a signing that fell through within which it is told as ahead; earlier, only the talks are."""


def told_date(step: DatedStep) -> HistoricalDate:
    """The date of a step; of what goes on, or only its beginning counts, when it began."""
    date = step.date
    begun = date.start is not None and date.start.low <= step.low and step.high <= date.start.high
    return date.start if date.start is not None and (date.open_end or begun) else date


def is_coarse(step: DatedStep) -> bool:
    """Whether it is open when a step took effect as its date is no day; else its sources differ."""
    date = told_date(step)
    return date.precision is not Precision.DAY and date.low <= step.low and step.high <= date.high


def is_called_off(status: Status) -> bool:
    """Whether a signing was called off, and nothing came of it since."""
    return status.condition is not None and status.condition.action == "signing_cancelled"


def is_signed(standing: DatedStep | None) -> TypeGuard[DatedStep]:
    """Whether it is a step that binds."""
    return standing is not None and standing.action in BINDING


def is_awaiting(status: Status, on_day: int) -> bool:
    """Whether a signing lay ahead: something was agreed by then, or just this is left open."""
    ahead = status.awaiting
    if ahead is None or status.condition is not None:
        return False
    if status.standing is not None and status.standing.action == "negotiating":
        return ahead.low - on_day <= NEAR
    return status.standing is not None or ahead.low <= on_day


def nothing(at: Sequence[StatusAt]) -> bool:
    """Whether nothing at all had happened by any of the days, and no signing lay ahead."""
    return all(s.nothing and not is_awaiting(s, one.day) for one in at for s in one.possible)


def undecided_steps(at: StatusAt) -> list[DatedStep]:
    """The steps of which it cannot be told whether they had happened by then, in their order."""
    if at.certain is not None:
        return []
    steps = [
        step
        for status in at.possible
        for step in (status.standing, status.condition, status.awaiting)
        if step is not None and step.low <= at.day < step.high
    ]
    return list(dict.fromkeys(steps))
