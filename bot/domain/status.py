"""An agreement's status, a standing plus a condition, folded from dated actions; partial dates leave several.

A new standing clears the condition. Where dates leave open which of two steps came first, the usual course of
things tells (``_EARLIER``). A step whose date leaves open whether it came before the day asked about is
*undecided*: the fold then gives every status that holds after some prefix of the undecided steps in their
order (k + 1 statuses, never 2^k), and one more where it may have come into force without a record of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from bot.domain.dates import HistoricalDate, parse
from bot.domain.entities import ACTIONS, CONDITIONS, STANDINGS

BINDING = frozenset({"signed", "ratified", "entered_into_force", "extended"})
"""Standings of an instrument that somebody has put his name to."""

ENDED = frozenset({"superseded", "expired", "terminated", "abandoned", "dissolved"})

_NOTICES = frozenset({"notice_given", "notice_suspended", "notice_withdrawn"})
_STAGES: tuple[frozenset[str], ...] = (
    frozenset({"proposed", "recommended"}),
    frozenset({"negotiating", "agreed", "announced", "issued"}),
    frozenset({"initialled"}),
    frozenset({"signed", "signing_cancelled"}),
    frozenset({"ratified"}),
    frozenset({"entered_into_force", "established"}),
    _NOTICES | {"suspended", "resumed", "extended", "held"},
    ENDED,
)
"""The stages of an agreement: each comes after those before it."""

_UNSIGNED = frozenset({"shelved"}).union(*_STAGES[:3])
"""Standings in which an instrument would not be in force, had not somebody later given notice to end it."""

_ANSWERS = {
    "notice_suspended": frozenset({"notice_given"}),
    "notice_withdrawn": frozenset({"notice_given", "notice_suspended"}),
    "resumed": frozenset({"suspended"}),
    "settled": frozenset({"disputed"}),
}
"""The conditions that one condition answers, and so comes after."""

_ENDS = {"resumed": "suspended", "notice_withdrawn": "notice_given", "settled": "disputed"}
"""What each of these ends, and what may begin anew after it."""

_EARLIER = {
    action: _ANSWERS.get(action, frozenset()).union(
        *(before for n, stage in enumerate(_STAGES) if action in stage for before in _STAGES[:n])
    )
    for action in ACTIONS
}
"""What comes before each action in the usual course of things."""

_PLACE = {
    action: (action == "shelved", len(before), ACTIONS.index(action)) for action, before in _EARLIER.items()
}
"""Where each action comes among those of one time: what was shelved last, a condition after a standing, which
would clear it."""

_STANDINGS, _CONDITIONS = frozenset(STANDINGS), frozenset(CONDITIONS)
_TURNS = _STANDINGS | _NOTICES
_PRESUPPOSES_FORCE = frozenset(
    {"notice_given", "notice_suspended", "notice_withdrawn", "suspended", "resumed", "extended", "terminated"}
)


class DatedStep(msgspec.Struct, frozen=True, gc=False):
    """One action on the agreement: when (``low``/``high``: first and last day it may have taken effect), by
    which event.

    For a contested event ``low``/``high`` span all its dates. ``edtf`` is the date to show. The steps that a
    status names have the narrower bounds that the steps around them leave.
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


class Status(msgspec.Struct, frozen=True):
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


class StatusAt(msgspec.Struct, frozen=True):
    """The statuses that may hold at the end of ``day``; one of them means that it is certain. Earliest
    first."""

    day: int
    possible: tuple[Status, ...]

    @property
    def certain(self) -> Status | None:
        """The status, when the dates decide it."""
        return self.possible[0] if len(self.possible) == 1 else None


class _Course(NamedTuple):
    """What has come of the steps so far: ``entry`` is the entry into force that still holds, ``off`` are the
    signings called off among them."""

    standing: DatedStep | None = None
    condition: DatedStep | None = None
    entry: DatedStep | None = None
    suspended: bool = False
    called_off: DatedStep | None = None
    off: frozenset[DatedStep] = frozenset()


def status_at(steps: Iterable[DatedStep], day: int) -> StatusAt:
    """The status at the end of ``day`` (a proleptic Gregorian ordinal), with every undecided alternative."""
    return statuses(steps_in_order(list(steps)), (day,))[0]


def statuses(ordered: Sequence[DatedStep], days: Iterable[int]) -> tuple[StatusAt, ...]:
    """The status at the end of each of the days; the steps are given as ``steps_in_order`` puts them."""
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
            possible.append(replace(possible[-1], force="inferred", force_from=ahead))
        return StatusAt(day, tuple(dict.fromkeys(possible) if len(possible) > 1 else possible))

    return tuple(map(at, days))


def steps_in_order(steps: Sequence[DatedStep]) -> list[DatedStep]:
    """The steps by when they are sure to have taken effect, each with the bounds that the others leave it."""
    placed = [_between_two(step, steps) for step in steps]
    among = _Among.of(placed)
    narrowed = [
        among.narrowed(step) if now is step and step.low < step.high else now
        for step, now in zip(steps, placed, strict=True)
    ]
    return sorted(narrowed, key=lambda step: (step.high, step.low, _PLACE[step.action]))


def _between_two(step: DatedStep, steps: Sequence[DatedStep]) -> DatedStep:
    """What ended something that began once more often in its time than it ended: it did so before the last
    beginning. Suspended and resumed "in 2019" and suspended on 22 November, it was suspended then.
    """
    beginning = _ENDS.get(step.action)
    if beginning is None or step.low == step.high:
        return step
    within = sorted(
        (one for one in steps if step.low <= one.low and one.high <= step.high), key=attrgetter("low")
    )
    begun = [one for one in within if one.action == beginning]
    ended = [one for one in within if one.action == step.action]
    if len(begun) <= len(ended) or begun[-1].high == step.high:
        return step
    return replace(step, low=begun[0].low, high=begun[-1].high)


class _Among(NamedTuple):
    """The steps by their first days and by their last, so that of hundreds a step meets few."""

    lows: Sequence[int]
    beginning: Sequence[DatedStep]
    highs: Sequence[int]
    ending: Sequence[DatedStep]

    @classmethod
    def of(cls, steps: Sequence[DatedStep]) -> _Among:
        """The steps, however they are ordered."""
        beginning, ending = sorted(steps, key=attrgetter("low")), sorted(steps, key=attrgetter("high"))
        return cls([step.low for step in beginning], beginning, [step.high for step in ending], ending)

    def narrowed(self, step: DatedStep) -> DatedStep:
        """The step with what the others leave of the time in which it may have taken effect.

        Talks known only to have been in the year of the signing came before it. What was shelved at the time
        its signing was called off is so from that moment on: a source that knows only the year ("both shelved
        ever since 2012") cannot mean the months before.
        """
        low, high = step.low, step.high
        ending = self.ending[bisect_left(self.highs, low) : bisect_right(self.highs, high)]
        if step.action == "shelved":
            off = [one.high for one in ending if one.action == "signing_cancelled"]
            return replace(step, low=off[-1], high=off[-1]) if off else step
        beginning = self.beginning[bisect_left(self.lows, low) : bisect_right(self.lows, high)]
        low = next((one.low for one in reversed(beginning) if one.action in _EARLIER[step.action]), low)
        high = next((one.high for one in ending if step.action in _EARLIER[one.action]), high)
        if low > high or (low, high) == (step.low, step.high):
            return step
        return replace(step, low=low, high=high)


def _after(course: _Course, steps: Iterable[DatedStep]) -> _Course:
    """What comes of further steps."""
    standing, condition, entry, suspended, called_off, off = course
    for step in steps:
        action = step.action
        if action == "signing_cancelled":
            called_off, off = step, off | {step}
        elif action in BINDING:
            called_off = None
        if action in _STANDINGS:
            if action == "entered_into_force":
                entry = step
            elif action in ENDED or action == "shelved":
                entry = None
            standing, condition, suspended = step, None, False
        elif action in _CONDITIONS:
            condition = step
            if action in ("suspended", "resumed"):
                suspended = action == "suspended"
    return _Course(standing, condition, entry, suspended, called_off, off)


def _status(course: _Course, presupposing: Sequence[DatedStep], cancelled: Sequence[DatedStep]) -> Status:
    """The status that the course has led to, in the light of all steps before and after."""
    standing, condition, entry, suspended, called_off, off = course
    force, force_from = "", None
    if entry is not None and not suspended:
        force, force_from = "stated", entry
    elif standing is not None and standing.action in BINDING and not suspended:
        force_from = next((step for step in presupposing if step.low >= standing.low), None)
        force = "inferred" if force_from is not None else ""
    elif _is_notice(condition) and (standing is None or standing.action in _UNSIGNED):
        force, force_from = "inferred", condition
    awaiting = None
    if condition is None and (standing is None or standing.action not in BINDING | ENDED):
        awaiting = next((step for step in cancelled if step not in off), None)
    return Status(standing, condition, force, force_from, awaiting, called_off)


def _took_force_before(ahead: DatedStep, status: Status) -> bool:
    """Whether the next thing on record is a notice to end what is not on record to have been signed: then it
    came into force at some time before that notice, and perhaps already has."""
    unsigned = status.standing is not None and status.standing.action in _UNSIGNED
    return ahead.action in _NOTICES and unsigned and not status.force


def _is_notice(condition: DatedStep | None) -> bool:
    return condition is not None and condition.action in _NOTICES
