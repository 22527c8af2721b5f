"""An agreement's status, a standing plus a condition, folded from dated actions; partial dates leave several.

A new standing clears the condition. A step whose date leaves open whether it came before the day asked about
is *undecided*: the fold then gives every status that holds after some prefix of the undecided steps in their
order (k + 1 statuses, never 2^k), and one more where it may have come into force without a record of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from bot.domain.dates import HistoricalDate, parse
from bot.domain.entities import CONDITIONS, STANDINGS

BINDING = frozenset({"signed", "ratified", "entered_into_force", "extended"})
"""Standings of an instrument that somebody has put his name to."""

ENDED = frozenset({"superseded", "expired", "terminated", "abandoned", "dissolved"})

_BEFORE_FORCE = frozenset(
    {
        "proposed",
        "recommended",
        "negotiating",
        "agreed",
        "announced",
        "issued",
        "initialled",
        "signed",
        "ratified",
    }
)
"""Stages that come before an entry into force; one that may be as old does not undo it."""

_NOTICES = frozenset({"notice_given", "notice_suspended", "notice_withdrawn"})
_UNSIGNED = _BEFORE_FORCE - BINDING | {"shelved"}
"""Standings in which an instrument would not be in force, had not somebody later given notice to end it."""

_STANDINGS, _CONDITIONS = frozenset(STANDINGS), frozenset(CONDITIONS)
_TURNS = _STANDINGS | _NOTICES
_PRESUPPOSES_FORCE = frozenset(
    {"notice_given", "notice_suspended", "notice_withdrawn", "suspended", "resumed", "extended", "terminated"}
)


class DatedStep(msgspec.Struct, frozen=True, gc=False):
    """One action on the agreement: when (``low``/``high``: first and last day it may have taken effect), by
    which event.

    For a contested event ``low``/``high`` span all its dates. ``edtf`` is the date to show.
    """

    event: str
    label: str
    action: str
    edtf: str
    low: int
    high: int

    @property
    def date(self) -> HistoricalDate:
        """The date to show."""
        return parse(self.edtf)


@dataclass(frozen=True, slots=True)
class Status:
    """A standing and a condition, each the step that brought it; ``force`` says whether it is in force.

    ``force``: "stated" (a dated entry into force), "inferred" (a later step presupposes it, or a notice to
    end what nobody is on record to have signed: ``force_from`` is that step), or "" (not in force, or nothing
    tells). ``awaiting`` is the called-off signing that was still ahead: before it, an unsigned instrument was
    awaiting signature.
    """

    standing: DatedStep | None = None
    condition: DatedStep | None = None
    force: str = ""
    force_from: DatedStep | None = None
    awaiting: DatedStep | None = None
    called_off: DatedStep | None = None

    @property
    def nothing(self) -> bool:
        """True when no step has happened: the record is silent about the agreement until then."""
        return self.standing is None and self.condition is None

    @property
    def goes_on_after_its_end(self) -> bool:
        """True where the record contradicts itself: what had ended was suspended, or given notice to end."""
        ended = self.standing is not None and self.standing.action in ENDED
        return ended and self.condition is not None and self.condition.action in _PRESUPPOSES_FORCE


@dataclass(frozen=True, slots=True)
class StatusAt:
    """The statuses that may hold at the end of ``day``; one of them means that it is certain. Earliest
    first."""

    day: int
    possible: tuple[Status, ...]

    @property
    def certain(self) -> Status | None:
        """The status, when the dates decide it."""
        return self.possible[0] if len(self.possible) == 1 else None


class _Course(NamedTuple):
    """What has come of the steps so far. ``off`` are the signings called off among them."""

    standing: DatedStep | None = None
    condition: DatedStep | None = None
    force: str = ""
    force_from: DatedStep | None = None
    called_off: DatedStep | None = None
    off: frozenset[DatedStep] = frozenset()


def status_at(steps: Iterable[DatedStep], day: int) -> StatusAt:
    """The status at the end of ``day`` (a proleptic Gregorian ordinal), with every undecided alternative."""
    return statuses(steps, (day,))[0]


def statuses(steps: Iterable[DatedStep], days: Iterable[int]) -> tuple[StatusAt, ...]:
    """The status at the end of each of the days."""
    ordered = _in_order(list(steps))
    presupposing = [step for step in ordered if step.action in _PRESUPPOSES_FORCE]
    cancelled = [step for step in ordered if step.action == "signing_cancelled"]

    def at(day: int) -> StatusAt:
        course = _after(_Course(), [step for step in ordered if step.high <= day])
        courses = [course]
        for step in ordered:
            if step.low <= day < step.high:
                course = _after(course, (step,))
                courses.append(course)
        possible = [_status(one, presupposing, cancelled) for one in courses]
        ahead = next((step for step in ordered if step.low > day and step.action in _TURNS), None)
        if ahead is not None and _took_force_before(ahead, possible[-1]):
            possible.append(dataclasses.replace(possible[-1], force="inferred", force_from=ahead))
        return StatusAt(day, tuple(dict.fromkeys(possible) if len(possible) > 1 else possible))

    return tuple(map(at, days))


def _in_order(steps: Sequence[DatedStep]) -> list[DatedStep]:
    """The steps by when they are sure to have taken effect; of equal ones what was shelved comes last.

    What was shelved at the time its signing was called off is so from that moment on: a source that knows
    only the year ("both shelved ever since 2012") cannot mean the months before.
    """
    off = [step for step in steps if step.action == "signing_cancelled"]
    shelved = [_after_cancellation(step, off) for step in steps if step.action == "shelved"]
    others = [step for step in steps if step.action != "shelved"]
    return sorted([*others, *shelved], key=lambda step: (step.high, step.low))


def _after_cancellation(shelved: DatedStep, off: Sequence[DatedStep]) -> DatedStep:
    last = max((step.high for step in off if shelved.low <= step.high <= shelved.high), default=None)
    return shelved if last is None else replace(shelved, low=last, high=last)


def _after(course: _Course, steps: Iterable[DatedStep]) -> _Course:
    """What comes of further steps."""
    standing, condition, force, force_from, called_off, off = course
    for step in steps:
        action = step.action
        if action == "signing_cancelled":
            called_off, off = step, off | {step}
        elif action in BINDING:
            called_off = None
        if action in _STANDINGS:
            if force == "stated" and force_from is not None and _is_earlier_stage(step, force_from):
                continue
            if action == "entered_into_force":
                force, force_from = "stated", step
            elif action in ENDED or action == "shelved":
                force, force_from = "", None
            standing, condition = step, None
        elif action in _CONDITIONS:
            condition = step
            if action == "suspended":
                force, force_from = "", None
    return _Course(standing, condition, force, force_from, called_off, off)


def _status(course: _Course, presupposing: Sequence[DatedStep], cancelled: Sequence[DatedStep]) -> Status:
    """The status that the course has led to, in the light of all steps before and after."""
    standing, condition, force, force_from, called_off, off = course
    if not force and standing is not None and standing.action in BINDING and not _is_suspended(condition):
        force_from = next((step for step in presupposing if step.low >= standing.low), None)
        force = "inferred" if force_from is not None else ""
    elif not force and _is_notice(condition) and (standing is None or standing.action in _UNSIGNED):
        force, force_from = "inferred", condition
    awaiting = None
    if condition is None and (standing is None or standing.action not in BINDING | ENDED):
        awaiting = next((step for step in cancelled if step not in off), None)
    return Status(standing, condition, force, force_from, awaiting, called_off)


def _is_earlier_stage(step: DatedStep, in_force: DatedStep) -> bool:
    return step.action in _BEFORE_FORCE and step.low <= in_force.high


def _took_force_before(ahead: DatedStep, status: Status) -> bool:
    """Whether the next thing on record is a notice to end what is not on record to have been signed: then it
    came into force at some time before that notice, and perhaps already has."""
    unsigned = status.standing is not None and status.standing.action in _UNSIGNED
    return ahead.action in _NOTICES and unsigned and not status.force


def _is_notice(condition: DatedStep | None) -> bool:
    return condition is not None and condition.action in _NOTICES


def _is_suspended(condition: DatedStep | None) -> bool:
    return condition is not None and condition.action == "suspended"
