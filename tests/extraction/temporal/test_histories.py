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


@pytest.mark.parametrize(
    ("months", "dates"),
    [
        ("August to January", "1936-08?/1937-01?"),
        ("August to November", "1936-08?/1936-11?"),
        ("August to June", "1937-08?/1938-06?"),
    ],
)
def test_a_range_is_of_the_year_before_if_its_end_is_the_nearer_there(months: str, dates: str) -> None:
    story = f"They came on 5 March 1937. It had been besieged from {months}. On 26 April 1937 it was bombed."
    assert told(story)[1] == dates


def test_february_after_the_end_of_a_year_is_of_the_next() -> None:
    assert told("They rose in late 1914 and were beaten by February.")[-1] == "1915-02?"
    assert told("He rode in the last days of 1895 and gave up on 2 January.")[-1] == "1896-01-02?"
    assert told("They rose in late 1914. In October they had 9,000 men.")[-1] == "1914-10?"
    assert told("They rose in early 1914 and were beaten by February.")[-1] == "1914-02?"


def test_a_day_of_the_month_after_a_much_later_one_is_in_the_next_month() -> None:
    story = "They met on 27 September 1973."
    assert told(f"{story} On the 4th they fled.")[-1] == "1973-10-04?"
    assert told(f"{story} On the 14th they had fled.")[-1] == "1973-09-14"


def test_days_of_the_month_told_last_are_read_wherever_they_are_told() -> None:
    story = "They met on 3 October 1973."
    assert told(f"{story} They fled on the 4th and 5th.")[1:] == ["1973-10-04", "1973-10-05"]
    assert told(f"{story} They fought from the 6th to the 9th.")[1:] == ["1973-10-06/1973-10-09"]
    assert told(f"{story} He had been there since the 2nd.")[1:] == ["1973-10-02/.."]
    assert told(f"{story} It was on the 4th and 5th floor.")[1:] == []


def test_what_is_counted_comes_to_the_day_told_behind_it() -> None:
    story = "The last men came on 30 September 1973."
    assert (
        told(f"{story} Two days before the outbreak of the war, on 4 October, they slept.")[1]
        == "1973-10-04?"
    )
    assert (
        told("At the end of July 1900 he fled. Two weeks before, on 15 July, he fought.")[1] == "1900-07-15?"
    )


def test_the_hours_of_a_day_are_told_by_the_clock_of_armies() -> None:
    story = "They met on 18 August 1870. By 12:00 it was lost. Until 16:50 they held."
    assert told(story)[1:] == ["1870-08-18", "../1870-08-18"]
    assert told("On 8 May 1950 they marched, as ever, to be hidden by 05:30hrs.") == ["1950-05-08"]


def test_next_day_is_the_one_after_that_told_last() -> None:
    assert told("They climbed on 23 January 1900. Next day 243 fell. Next morning it rained.")[1:] == [
        "1900-01-24?",
        "1900-01-25?",
    ]


def test_a_general_named_august_is_no_month() -> None:
    assert told("On 20 May 1870 General August von Werder marched.") == ["1870-05-20"]


def test_a_day_of_the_month_is_read_before_what_was_done_on_it() -> None:
    story = "They met on 3 October 1973."
    done = "An assault on the 15th failed, and on the 16th two bombers fell. By the 19th four brigades came."
    assert told(f"{story} {done}")[1:] == ["1973-10-15", "1973-10-16", "1973-10-19"]
    assert told(f"{story} At dawn on the 14th Francis Scott Key woke.")[1:] == ["1973-10-14"]
    assert told(f"{story} On the 24th barricades went up.")[1:] == ["1973-10-24"]
    assert told(f"{story} The raid on the 24th cost them 80 men.")[1:] == ["1973-10-24"]
    assert (
        told(
            f"{story} They met on the 4th series and on the 15th floored storey and on the 4th two-lane road."
        )[1:]
        == []
    )


def test_a_town_gives_in_a_day_later() -> None:
    assert told("They met on 27 August 1814. Alexandria gave in a day later.")[1:] == ["1814-08-28?"]


def test_a_look_back_moves_the_story_only_where_it_opens_a_paragraph() -> None:
    back, on = "Talks had begun at Ghent in August 1814.", "Britain gave way in November."
    assert told(f"They fought on 12 February 1815.\n\n{back} {on}")[-1] == "1814-11?"
    assert told(f"They fought on 12 February 1815. {back} {on}")[-1] == "1815-11?"


def test_a_command_held_since_a_later_date_moves_the_story_on() -> None:
    story = "They fought on 22 June 1813. Cochrane, who had been in command since April 1814, came in August."
    assert told(story)[-1] == "1814-08?"


def test_the_plan_that_was_put_forward_was_put_forward() -> None:
    story = "They fought on 9 November 1993. The plan, put forward in July, was turned down on 29 August."
    assert told(story)[1:] == ["1993-07?", "1993-08-29?"]
    assert told("They met on 9 November 1993. The plan was to attack in July.")[1:] == ["1994-07?"]
    assert told("They met on 9 October 1993. What was expected was announced in May.")[1:] == ["1993-05?"]


def test_the_evening_before_is_that_of_the_day_before() -> None:
    assert told("They fought on 9 February 1904 where men had landed the evening before.")[1:] == [
        "1904-02-08?"
    ]
