"""What holds for any text: places, precision, and time that grows with the text alone."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.dates import parse
from bot.extraction.temporal import Dated, find_dates
from bot.extraction.text.clean import clean
from tests.extraction.temporal.pieces import HOSTILE, texts

WRITTEN = st.sampled_from(
    [None, "2017", "1998-02", "1998-02-06", "-0400", "0001-01-01", "9999-12-31", "199X"]
)
SHORT_YEAR = re.compile(r"'\d\d|\b\d0s|FY|nineties")
SAYS_A_DAY = re.compile(
    r"(?<!\d)\d{1,2}(?!\d)|\d{8}|day|night|noon|morning|evening|hour|Christmas|Year's|anniversary|\bthen\b|time"
)
SAYS_A_MONTH = re.compile(
    SAYS_A_DAY.pattern + r"|week|month|January|Feb|March|May|June|November|years? (?:before|later)"
)


def found_in(text: str, written: str | None) -> list[Dated]:
    return find_dates(text, parse(written) if written else None)


@settings(deadline=None)
@given(texts(), WRITTEN)
def test_places_lie_in_the_text_and_dates_are_edtf(text: str, written: str | None) -> None:
    last = 0
    for found in found_in(text, written):
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        parse(found.date)
        for timex in found.timexes:
            assert last <= timex.start < timex.end <= len(text)
            last = timex.start


@settings(deadline=None)
@given(st.text(max_size=120), WRITTEN)
def test_no_text_makes_it_fail(text: str, written: str | None) -> None:
    for found in found_in(clean(text).text, written):
        parse(found.date)


@settings(deadline=None)
@given(texts(), WRITTEN)
def test_no_date_is_finer_than_its_words(text: str, written: str | None) -> None:
    for found in found_in(text, written):
        for timex in found.timexes:
            words = text[timex.start : timex.end]
            if re.fullmatch(r"\d{4}-\d\d-\d\d", timex.value):
                assert SAYS_A_DAY.search(words), (words, timex.value)
            if re.fullmatch(r"\d{4}-\d\d", timex.value):
                assert SAYS_A_MONTH.search(words), (words, timex.value)


@settings(deadline=None)
@given(texts())
def test_what_only_follows_from_the_story_is_marked(text: str) -> None:
    for found in found_in(text, None):
        if found.basis == "inferred" and not SHORT_YEAR.search(found.text):
            assert parse(found.date).uncertain, found


def calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls, its own and built-in ones."""
    count = 0

    def counting(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_the_text_alone(piece: str) -> None:
    short, long = (piece * times for times in (200, 800))
    # What is made once a process, such as patterns, is no work of the text.
    found_in(clean(piece).text, "2017")
    assert calls(lambda: found_in(clean(long).text, "2017")) <= 5 * calls(
        lambda: found_in(clean(short).text, "2017")
    )
