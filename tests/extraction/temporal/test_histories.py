"""The years of days and months that a history tells without one."""

from __future__ import annotations

import pytest

from bot.extraction.temporal import find_dates


def told(story: str) -> list[str]:
    return [found.date for found in find_dates(story, None)]


def test_what_had_been_done_in_december_was_done_before_january() -> None:
    story = "They lost on 19 January 1871. Ham had been taken on 9 December. On 23 January all fled."
    assert told(story) == ["1871-01-19", "1870-12-09?", "1871-01-23?"]


def test_a_history_goes_back_where_it_would_overtake_its_next_full_date() -> None:
    north = "They lost at Le Mans on 12 January 1871. In the north, Amiens fell on 27 November"
    assert told(f"{north} and Bapaume on 3 January 1871.")[1] == "1870-11-27?"
    assert told(f"{north}; on 8 March they met. They left in June 1871.")[1:3] == [
        "1870-11-27?",
        "1871-03-08?",
    ]
    assert told(f"{north}; on 8 March they met. They left in June 1872.")[1:3] == [
        "1871-11-27?",
        "1872-03-08?",
    ]
    assert told(f"{north}.")[1] == "1871-11-27?"


@pytest.mark.parametrize(
    "ahead",
    ["It held out until November.", "Metz would fall in November.", "It fell on 9 July, Metz in November."],
)
def test_a_history_does_not_go_back_for_what_lies_ahead(ahead: str) -> None:
    story = f"They fled on 23 April 1949. {ahead} It was a plan of 6 January 1949."
    assert told(story)[-2].endswith("1949-11?")


def test_a_range_ends_after_it_begins() -> None:
    story = "They landed in February 1945. Burma was taken from October to March. On 3 May they met again."
    assert told(f"{story} War ended on 2 September 1945.")[1:3] == ["1944-10?/1945-03?", "1945-05-03?"]


def test_february_after_the_end_of_a_year_is_of_the_next() -> None:
    assert told("They rose in late 1914 and were beaten by February.")[-1] == "1915-02?"
    assert told("They rose in late 1914. In October they had 9,000 men.")[-1] == "1914-10?"
    assert told("They rose in early 1914 and were beaten by February.")[-1] == "1914-02?"
