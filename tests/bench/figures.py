"""What the benchmark measures, as figures that say by themselves whether they are as wanted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. Times are seconds; ``ok`` is None where nothing is wanted.

    ``baseline`` is what the value is held against and ``ratio`` how they compare, in the sense that
    ``wanted`` says; None where there is none.
    """

    section: str
    name: str
    value: float
    unit: str = "s"
    baseline: float | None = None
    ratio: float | None = None
    wanted: str = ""
    ok: bool | None = None
    note: str = ""

    def data(self) -> dict[str, Any]:
        """The figure as plain data."""
        return asdict(self)


def percentile(samples: Iterable[float], share: float) -> float:
    """The smallest sample that is at least as great as a share (0 to 1) of all."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def ratio_of(above: Sequence[float], below: Sequence[float]) -> float:
    """The median over rounds of one time divided by the other of the same round."""
    return median(a / b for a, b in zip(above, below, strict=True))


def table(figures: Iterable[Figure]) -> str:
    """The figures in columns, a heading for each section."""
    lines: list[str] = []
    section = ""
    for figure in figures:
        if figure.section != section:
            section = figure.section
            lines += ["", section, _line("", "value", "baseline", "ratio", "wanted", "")]
        verdict = {None: "", True: "ok", False: "MISSED"}[figure.ok]
        lines.append(
            _line(
                figure.name,
                quantity(figure.value, figure.unit),
                quantity(figure.baseline, figure.unit) if figure.baseline is not None else "",
                f"{figure.ratio:.2f}" if figure.ratio is not None else "",
                figure.wanted,
                f"{verdict}  {figure.note}".strip(),
            )
        )
    return "\n".join(lines)


def quantity(value: float, unit: str) -> str:
    """The value with a unit that a person can read."""
    if unit != "s":
        return f"{value:.0f} {unit}"
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1e3:.2f} ms" if value >= 1e-3 else f"{value * 1e6:.0f} µs"


def _line(name: str, value: str, baseline: str, ratio: str, wanted: str, verdict: str) -> str:
    line = f"  {name:<52} {value:>10} {baseline:>10} {ratio:>6}  {wanted:<24} {verdict}"
    return line.rstrip()
