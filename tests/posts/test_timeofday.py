"""Times of day as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.timeofday import read_time


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("09:00", "09:00"), ("9", "09:00"), ("9am", "09:00"), ("21.30", "21:30"), ("9 a.m.", "09:00"),
        ("12am", "00:00"), ("12 pm", "12:00"), ("9:05 PM", "21:05"), ("0900", "09:00"), ("9h30", "09:30"),
        ("９：００", "09:00"), ("9時30分", "09:30"), ("9시", "09:00"), ("noon", "12:00"), ("00:00", "00:00"),
        ("9 o'clock", "09:00"), ("午前9時", "09:00"), ("午後9時30分", "21:30"), ("오전 9시", "09:00"),
        ("오후 9:30", "21:30"), ("午後9時半", "21:30"), ("9시 반", "09:30"),
        ("正午", "12:00"), ("자정", "00:00"),
        ("午後13時", None),
        ("24:00", None), ("9:60", None), ("13pm", None), ("0am", None), ("9:5", None), ("", None),
        ("nine", None), ("-1", None), ("09:00:00", None),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_or_is_none(typed: str, time: str | None) -> None:
    assert read_time(typed) == time


@given(st.text(max_size=12))
def test_whatever_is_typed_gives_a_time_that_is_read_as_itself_or_none(typed: str) -> None:
    time = read_time(typed)
    assert time is None or read_time(time) == time
