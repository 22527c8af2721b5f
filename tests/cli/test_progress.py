"""ProgressLine: silent for two seconds, then one living line on a terminal, few lines elsewhere."""

from __future__ import annotations

import io

from bot.operator.progress import ProgressLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(out: io.StringIO, *seconds: float) -> str:
    """What is shown when progress is reported at these times, at 10 of 200 more each time."""
    times = iter((0.0, *seconds))
    with ProgressLine("records", out, lambda: next(times)) as progress:
        for n, _ in enumerate(seconds, start=1):
            progress(n * 10, 200)
    return out.getvalue()


def test_nothing_is_shown_for_work_of_less_than_two_seconds() -> None:
    assert told(Terminal(), 0.5, 1.9) == ""


def test_after_two_seconds_a_terminal_shows_how_far_it_is_and_is_cleaned_up() -> None:
    shown = told(Terminal(), 1.0, 2.1, 2.2, 2.4)
    assert shown.count("records: ") == 2
    assert "20 of 200 (10 %)" in shown
    assert shown.endswith("\r\033[K")


def test_elsewhere_a_line_comes_every_ten_seconds() -> None:
    assert (
        told(io.StringIO(), 2.1, 3.0, 11.0, 12.2) == "records: 10 of 200 (5 %)\nrecords: 40 of 200 (20 %)\n"
    )


def test_an_unknown_total_is_left_out() -> None:
    out = io.StringIO()
    times = iter((0.0, 3.0))
    with ProgressLine("rows", out, lambda: next(times)) as progress:
        progress(1200)
    assert out.getvalue() == "rows: 1,200\n"
