"""An agreement's status, folded from dated actions: a standing plus a condition, three-valued where dates
are partial.

A new standing clears the condition. A step whose date leaves open whether it came before the day asked
about is
*undecided*: the fold then gives every status that holds after some prefix of the undecided steps in their
order (k + 1 statuses at most, never 2^k).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.dates import HistoricalDate
from bot.domain.events import CONDITIONS, STANDINGS

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

_PRESUPPOSES_FORCE = frozenset(
    {"notice_given", "notice_suspended", "notice_withdrawn", "suspended", "resumed", "extended", "terminated"}
)


@dataclass(frozen=True, slots=True)
class DatedStep:
    """One action on the agreement: when (``low``/``high``: first and last day it may have taken effect), by
    which event.

    For a contested event ``low``/``high`` span all its dates. ``date`` is what to show.
    """

    event: str
    label: str
    action: str
    date: HistoricalDate
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Status:
    """A standing and a condition, each the step that brought it; ``force`` says whether it is in force.

    ``force``: "stated" (a dated entry into force), "inferred" (a later step presupposes it: ``force_from``
    is that step), or "" (not in force, or nothing tells). ``awaiting`` is the called-off signing that was
    still ahead: before it, an unsigned instrument was awaiting signature.
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


def status_at(steps: Iterable[DatedStep], day: int) -> StatusAt:
    """The status at the end of ``day`` (a proleptic Gregorian ordinal), with every undecided alternative."""
    ordered = sorted(_shelved_last(list(steps)), key=lambda step: (step.high, step.low))
    happened = [step for step in ordered if step.high <= day]
    undecided = [step for step in ordered if step.low <= day < step.high]
    possible: list[Status] = []
    for k in range(len(undecided) + 1):
        status = _fold([*happened, *undecided[:k]], ordered)
        if status not in possible:
            possible.append(status)
    return StatusAt(day, tuple(possible))


def _shelved_last(steps: list[DatedStep]) -> list[DatedStep]:
    """The steps, with what was shelved at the time its signing was called off shelved from that moment on.

    A source that knows only the year ("both shelved ever since 2012") cannot mean the months before.
    """
    return sorted(
        (_after_cancellation(step, steps) for step in steps), key=lambda step: step.action == "shelved"
    )


def _after_cancellation(step: DatedStep, steps: list[DatedStep]) -> DatedStep:
    if step.action != "shelved":
        return step
    off = [s for s in steps if s.action == "signing_cancelled" and step.low <= s.high <= step.high]
    last = max((s.high for s in off), default=None)
    return step if last is None else replace(step, low=last, high=last)


def _fold(happened: list[DatedStep], all_steps: list[DatedStep]) -> Status:
    standing: DatedStep | None = None
    condition: DatedStep | None = None
    called_off: DatedStep | None = None
    force = ""
    force_from: DatedStep | None = None
    for step in happened:
        if step.action == "signing_cancelled":
            called_off = step
        elif step.action in BINDING:
            called_off = None
        if step.action in STANDINGS:
            if force == "stated" and force_from is not None and _is_earlier_stage(step, force_from):
                continue
            if step.action == "entered_into_force":
                force, force_from = "stated", step
            elif step.action in ENDED or step.action == "shelved":
                force, force_from = "", None
            standing, condition = step, None
        elif step.action in CONDITIONS:
            condition = step
            if step.action == "suspended":
                force, force_from = "", None
    if not force and standing is not None and standing.action in BINDING and not _is_suspended(condition):
        force_from = next(
            (s for s in all_steps if s.action in _PRESUPPOSES_FORCE and s.low >= standing.low), None
        )
        force = "inferred" if force_from is not None else ""
    awaiting = _awaited(standing, condition, happened, all_steps)
    return Status(standing, condition, force, force_from, awaiting, called_off)


def _is_earlier_stage(step: DatedStep, in_force: DatedStep) -> bool:
    return step.action in _BEFORE_FORCE and step.low <= in_force.high


def _is_suspended(condition: DatedStep | None) -> bool:
    return condition is not None and condition.action == "suspended"


def _awaited(
    standing: DatedStep | None,
    condition: DatedStep | None,
    happened: list[DatedStep],
    all_steps: list[DatedStep],
) -> DatedStep | None:
    if condition is not None or (standing is not None and standing.action in BINDING | ENDED):
        return None
    return next((s for s in all_steps if s.action == "signing_cancelled" and s not in happened), None)
