"""Texts that speak from the day of their writing: weekdays, "last week", quarters."""

from __future__ import annotations

import pytest

from bot.domain.dates import parse
from bot.extraction.temporal import find_dates

WRITTEN = parse("1998-02-06")
"""A Friday."""


def timexes(text: str) -> dict[str, str]:
    return {
        text[timex.start : timex.end]: timex.value
        for found in find_dates(text, WRITTEN)
        for timex in found.timexes
    }


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The minister said Monday that talks failed.", "Monday", "1998-02-02"),
        ("The minister said Friday that talks failed.", "Friday", "1998-02-06"),
        ("The ministers will meet Monday in Oslo.", "Monday", "1998-02-09"),
        ("They met last Friday in Oslo.", "last Friday", "1998-01-30"),
        ("He resigned yesterday.", "yesterday", "1998-02-05"),
        ("He spoke today of peace.", "today", "1998-02-06"),
        ("He returns tomorrow.", "tomorrow", "1998-02-07"),
        ("Shares fell last week.", "last week", "1998-W05"),
        ("Shares rose this week.", "this week", "1998-W06"),
        ("It rained last weekend.", "last weekend", "1998-W05-WE"),
        ("Sales fell last month.", "last month", "1998-01"),
        ("Sales will rise next month.", "next month", "1998-03"),
        ("Sales rose last year.", "last year", "1997"),
        ("A year ago it was lower.", "A year ago", "1997"),
        ("Three days ago, he left.", "Three days ago", "1998-02-03"),
        ("He left in November, he said today.", "November", "1997-11"),
        ("It will open in November, he said today.", "November", "1998-11"),
        ("He was born Nov. 23, 1946, he said Friday.", "Nov. 23, 1946", "1946-11-23"),
        ("Profit rose in the fourth quarter, it said today.", "the fourth quarter", "1997-Q4"),
        (
            "Profit rose in the first quarter of this year, it said today.",
            "the first quarter of this year",
            "1998-Q1",
        ),
        ("Talks of last November failed, he said today.", "last November", "1997-11"),
        ("Earlier this year, he said, talks failed.", "Earlier this year", "1998"),
        ("On Monday, the minister will travel.", "Monday", "1998-02-09"),
        ("It will be sold, he said Monday.", "Monday", "1998-02-02"),
        ("Dividends are payable April 30, it said Monday.", "April 30", "1998-04-30"),
        ("They struck late Wednesday.", "late Wednesday", "1998-02-04"),
        ("They met at 4 p.m. EST Tuesday.", "4 p.m. EST Tuesday", "1998-02-03"),
        ("Yesterday's talks failed.", "Yesterday", "1998-02-05"),
        ("They met Thursday night.", "Thursday night", "1998-02-05"),
        ("Written 1998-02-06 17:49:00 in Oslo today.", "1998-02-06 17:49:00", "1998-02-06"),
        ("Filed 02/06/98 by wire today.", "02/06/98", "1998-02-06"),
    ],
)
def test_news_is_reckoned_from_its_day(text: str, words: str, value: str) -> None:
    assert timexes(text).get(words) == value


def test_a_length_of_time_is_no_date() -> None:
    assert timexes("Sales fell over the last year, for two weeks in the last quarter, he said Monday.") == {
        "Monday": "1998-02-02"
    }
