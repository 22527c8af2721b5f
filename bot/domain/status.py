"""Computes an agreement's status on a day (a standing and a condition) from the dated steps on record.

A new standing clears the condition. If dates do not tell which of two steps came first, the usual order of
things does (``_USUALLY_BEFORE``); if that does not either, both orders count, the vaguer step late and early.
A step is *undecided* if its date does not tell whether it came before the day asked about. Then there are
several possible statuses: one after each prefix of the undecided steps in their order (k + 1 statuses for k
steps, never 2^k), and one more if the agreement may have come into force without a record of it.
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
"""Standings of an instrument that has been signed."""

ENDED = frozenset({"superseded", "expired", "terminated", "abandoned", "dissolved"})

STATES = frozenset({"negotiating", "held", "shelved", "suspended", "notice_suspended", "disputed"})
"""Actions that can go on for the whole of an interval; any other falls on some day of it."""

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
"""The stages of an agreement's life in their usual order."""

_UNSIGNED = frozenset({"shelved"}).union(*_STAGES[:3])
"""Standings before a signature. An instrument in one of them was in force only if notice to end it was given
later."""

_RESPONDS_TO = {
    "notice_suspended": frozenset({"notice_given"}),
    "notice_withdrawn": frozenset({"notice_given", "notice_suspended"}),
    "resumed": frozenset({"suspended"}),
    "settled": frozenset({"disputed"}),
}
"""The conditions that a condition responds to, and so comes after."""

_ENDS = {"resumed": "suspended", "notice_withdrawn": "notice_given", "settled": "disputed"}
"""The condition that each of these ends; it may begin again later."""

_USUALLY_BEFORE = {
    action: _RESPONDS_TO.get(action, frozenset()).union(
        *(before for n, stage in enumerate(_STAGES) if action in stage for before in _STAGES[:n])
    )
    for action in ACTIONS
}
"""The actions that usually come before each action."""

_ORDER = {
    action: (action == "shelved", len(before), ACTIONS.index(action))
    for action, before in _USUALLY_BEFORE.items()
}
"""A sort key for actions of the same time: shelving comes last, and a condition after a standing, which would
clear it."""

_STANDINGS, _CONDITIONS = frozenset(STANDINGS), frozenset(CONDITIONS)
_PRESUPPOSES_FORCE = _NOTICES | {"suspended", "resumed", "extended", "terminated"}


class DatedStep(msgspec.Struct, frozen=True, gc=False):
    """One action on an agreement, by the event that did it (its id, and its label for users).

    ``low`` and ``high`` are the first and the last day on which it may have taken effect; for a contested
    event they span all its dates. ``edtf`` is the date to show. The steps in a status have narrower bounds if
    the order of the other steps implies them.
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
    """An agreement's status: its standing and its condition, each as the step that brought it about.

    ``force`` says whether it is in force: "stated" if a dated step says so, "inferred" if a later step or a
    notice to end it presupposes that, "" if it is not or nothing tells; ``force_from`` is the step that it
    follows from. ``awaiting`` is the calling-off of a signing that was still ahead: until then an unsigned
    instrument was awaiting signature. ``called_off`` is the last signing that was called off, if none
    followed.
    """

    standing: DatedStep | None = None
    condition: DatedStep | None = None
    force: str = ""
    force_from: DatedStep | None = None
    awaiting: DatedStep | None = None
    called_off: DatedStep | None = None

    @property
    def nothing(self) -> bool:
        """Whether nothing had happened to the agreement yet, as far as is on record."""
        return self.standing is None and self.condition is None

    @property
    def steps(self) -> tuple[DatedStep, ...]:
        """The steps that it rests on."""
        steps = (self.standing, self.condition, self.called_off, self.force_from)
        return tuple(step for step in steps if step is not None)

    @property
    def goes_on_after_its_end(self) -> bool:
        """Whether the record contradicts itself: an agreement that had ended was suspended, for instance."""
        ended = self.standing is not None and self.standing.action in ENDED
        return ended and self.condition is not None and self.condition.action in _PRESUPPOSES_FORCE


class StatusAt(msgspec.Struct, frozen=True):
    """The statuses that an agreement may have had at the end of ``day``, earliest first.

    If there is one, the status is certain.
    """

    day: int
    possible: tuple[Status, ...]

    @property
    def certain(self) -> Status | None:
        """The status if it is certain, else None."""
        return self.possible[0] if len(self.possible) == 1 else None


class _Folded(NamedTuple):
    """The result of folding some steps.

    ``entry`` is the entry into force, while it holds; ``called_off`` the last signing called off, if none
    followed; ``cancelled`` are all the signings called off.
    """

    standing: DatedStep | None = None
    condition: DatedStep | None = None
    entry: DatedStep | None = None
    suspended: bool = False
    called_off: DatedStep | None = None
    cancelled: frozenset[DatedStep] = frozenset()


def status_at(steps: Iterable[DatedStep], day: int) -> StatusAt:
    """The possible statuses at the end of ``day`` (a proleptic Gregorian ordinal)."""
    return statuses(steps_in_order(list(steps)), (day,))[0]


def statuses(ordered: Sequence[DatedStep], days: Iterable[int]) -> tuple[StatusAt, ...]:
    """The possible statuses at the end of each of the days, given the steps from ``steps_in_order``."""
    presupposing = [step for step in ordered if step.action in _PRESUPPOSES_FORCE]
    cancellations = [step for step in ordered if step.action == "signing_cancelled"]
    return tuple([_status_on(day, ordered, presupposing, cancellations) for day in days])


def _status_on(
    day: int,
    ordered: Sequence[DatedStep],
    presupposing: Sequence[DatedStep],
    cancellations: Sequence[DatedStep],
) -> StatusAt:
    undecided = [step for step in ordered if step.low <= day < step.high]
    prefixes: list[_Folded] = []
    for folded in _in_either_order([step for step in ordered if step.high <= day]):
        prefixes.append(folded)
        for step in undecided:
            prefixes.append(_fold(prefixes[-1], (step,)))
    possible = [_status(prefix, presupposing, cancellations) for prefix in prefixes]
    coming = (step for step in ordered if step.low > day)
    following = next((step for step in coming if step.action in _STANDINGS or step.action in _NOTICES), None)
    if following is not None and _may_be_in_force(possible[-1], following):
        possible.append(replace(possible[-1], force="inferred", force_from=following))
    return StatusAt(day, tuple(dict.fromkeys(possible) if len(possible) > 1 else possible))


def _in_either_order(past: list[DatedStep]) -> Sequence[_Folded]:
    """What the steps come to with vague ones as late as their dates allow; before that, if other actions
    then stand at the end, with vague ones as early as that."""
    late = _fold(_Folded(), past)
    by_first_day = sorted(past, key=attrgetter("low"))  # those of one first day stay in their order
    if by_first_day == past:
        return (late,)
    early = _fold(_Folded(), by_first_day)
    return (late,) if _actions(early) == _actions(late) else (early, late)


def _actions(folded: _Folded) -> tuple[str, ...]:
    return tuple(step.action for step in (folded.standing, folded.condition) if step is not None)


def steps_in_order(steps: Sequence[DatedStep]) -> list[DatedStep]:
    """The steps in the order in which they took effect, their bounds narrowed by what the others imply."""
    as_told = _StepsByDay.of(steps)
    placed = [as_told.before_its_last_beginning(step) for step in steps]
    by_day = _StepsByDay.of(placed)
    narrowed = [
        by_day.narrowed(step) if now is step and step.low < step.high else now
        for step, now in zip(steps, placed, strict=True)
    ]
    return sorted(narrowed, key=lambda step: (step.high, step.low, _ORDER[step.action]))


class _StepsByDay(NamedTuple):
    """The steps sorted by first day (``beginning``) and by last day (``ending``), for binary search.

    ``lows`` and ``highs`` are those days.
    """

    lows: Sequence[int]
    beginning: Sequence[DatedStep]
    highs: Sequence[int]
    ending: Sequence[DatedStep]

    @classmethod
    def of(cls, steps: Sequence[DatedStep]) -> _StepsByDay:
        """Sorts the steps."""
        beginning, ending = sorted(steps, key=attrgetter("low")), sorted(steps, key=attrgetter("high"))
        return cls([step.low for step in beginning], beginning, [step.high for step in ending], ending)

    def before_its_last_beginning(self, step: DatedStep) -> DatedStep:
        """A step that ended a condition, moved before the last beginning of that condition in its time.

        It is moved if the condition began more often in that time than it ended. An agreement that was
        suspended and resumed "in 2019", and suspended again on 22 November, had been resumed before that day.
        """
        beginning = _ENDS.get(step.action)
        if beginning is None or step.low == step.high:
            return step
        near = self.beginning[bisect_left(self.lows, step.low) : bisect_right(self.lows, step.high)]
        within = [one for one in near if one.high <= step.high]
        begun = [one for one in within if one.action == beginning]
        ended = [one for one in within if one.action == step.action]
        if len(begun) <= len(ended) or begun[-1].high == step.high:
            return step
        return replace(step, low=begun[0].low, high=begun[-1].high)

    def narrowed(self, step: DatedStep) -> DatedStep:
        """The step with bounds narrowed by the steps that usually come before and after it.

        Talks dated only to the year of the signing came before the signing. An agreement that was shelved
        when its signing was called off was shelved from that moment on: a source that gives only the year
        ("both shelved ever since 2012") cannot mean the months before. A series held "since the late 2000s"
        had begun by the first time on record.
        """
        low, high = step.low, step.high
        ending = self.ending[bisect_left(self.highs, low) : bisect_right(self.highs, high)]
        if step.action == "shelved":
            cancelled = [one.high for one in ending if one.action == "signing_cancelled"]
            return replace(step, low=cancelled[-1], high=cancelled[-1]) if cancelled else step
        if step.action == "held" and step.date.open_end:
            held = [one.high for one in ending if one.action == "held" and not one.date.open_end]
            return replace(step, high=held[0]) if held else step
        beginning = self.beginning[bisect_left(self.lows, low) : bisect_right(self.lows, high)]
        before = _USUALLY_BEFORE[step.action]
        low = next((one.low for one in reversed(beginning) if one.action in before), low)
        high = next((one.high for one in ending if step.action in _USUALLY_BEFORE[one.action]), high)
        if low > high or (low, high) == (step.low, step.high):
            return step
        return replace(step, low=low, high=high)


def _fold(folded: _Folded, steps: Iterable[DatedStep]) -> _Folded:
    """The result of folding further steps."""
    standing, condition, entry, suspended, called_off, cancelled = folded
    for step in steps:
        action = step.action
        if action == "signing_cancelled":
            called_off, cancelled = step, cancelled | {step}
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
    return _Folded(standing, condition, entry, suspended, called_off, cancelled)


def _status(folded: _Folded, presupposing: Sequence[DatedStep], cancellations: Sequence[DatedStep]) -> Status:
    """The status after the folded steps; what later steps imply about it is taken into account.

    ``presupposing`` are all steps that presuppose an agreement in force, ``cancellations`` all signings
    called off.
    """
    standing, condition, entry, suspended, called_off, cancelled = folded
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
        awaiting = next((step for step in cancellations if step not in cancelled), None)
    return Status(standing, condition, force, force_from, awaiting, called_off)


def _may_be_in_force(status: Status, following: DatedStep) -> bool:
    """Whether an agreement that is not on record as signed may be in force, given the step that follows.

    It may if that is a notice to end it: then it came into force some time before the notice.
    """
    unsigned = status.standing is not None and status.standing.action in _UNSIGNED
    return following.action in _NOTICES and unsigned and not status.force


def _is_notice(condition: DatedStep | None) -> bool:
    return condition is not None and condition.action in _NOTICES
