"""What temporal expressions give: their words, and the date in EDTF."""

from __future__ import annotations

import pytest

from bot.domain.dates import parse
from bot.extraction.temporal import find_dates

STATED = [
    ("They met on 28 December 2015 in Seoul.", "28 December 2015", "2015-12-28"),
    ("They met on Tuesday, March 29, 1988.", "Tuesday, March 29, 1988", "1988-03-29"),
    ("Signed 23-Nov-2016 in Seoul.", "23-Nov-2016", "2016-11-23"),
    ("Signed Nov. 23, 2016, in Seoul.", "Nov. 23, 2016", "2016-11-23"),
    ("in the last days of July 1700", "the last days of July 1700", "1700-07-21/1700-07-31"),
    ("on the last day of November 1939", "the last day of November 1939", "1939-11-30"),
    ("on the last day of February 1940", "the last day of February 1940", "1940-02-29"),
    ("on the 25th of August 1917", "the 25th of August 1917", "1917-08-25"),
    ("In 1812 they chose to winter in Oslo.", "1812", "1812"),
    ("On July 6,1827, they signed.", "July 6,1827", "1827-07-06"),
    ("The talks of June 2012 failed.", "June 2012", "2012-06"),
    ("in the spring of 1862", "spring of 1862", "1862-21"),
    ("the 1982 summer offensive", "the 1982 summer", "1982-22"),
    ("after the 1982 fall of the city", "the 1982", "1982"),
    ("on Dec. 28 (Monday), 2015, they", "Dec. 28 (Monday), 2015", "2015-12-28"),
    ("signed on 15.8.1945 there", "15.8.1945", "1945-08-15"),
    ("signed 2015. 12. 28. there", "2015. 12. 28", "2015-12-28"),
    ("It expired in 1992. 4.4 The parties", "1992", "1992"),
    ("両国は2015年12月28日に合意した。", "2015年12月28日", "2015-12-28"),
    ("양국은 2015년 12월 28일 합의했다.", "2015년 12월 28일", "2015-12-28"),
    ("両国は２０１５年１２月に合意した。", "２０１５年１２月", "2015-12"),
    ("昭和40年6月22日に署名した。", "昭和40年6月22日", "1965-06-22"),
    ("1965년 조약", "1965년", "1965"),
    ("2010年代に入り", "2010年代", "201X"),
    ("20세기에", "20세기", "19XX"),
    ("1963 -- June 20", "1963 -- June 20", "1963-06-20"),
    ("1972-79: talks go on", "1972-79", "1972/1979"),
    ("the visit of 6-8/10/2004 to", "6-8/10/2004", "2004-10-06/2004-10-08"),
    ("held 6 - 8.10.2004 in Oslo", "6 - 8.10.2004", "2004-10-06/2004-10-08"),
    ("met on 22 and 23 November 2011 in", "22 and 23 November 2011", "2011-11-22/2011-11-23"),
    ("all concluded on or before 22 August 1910 are", "on or before 22 August 1910", "../1910-08-22"),
    ("all concluded on or after 22 August 1910 are", "on or after 22 August 1910", "1910-08-22/.."),
    ("filed 03/04/2012 there", "03/04/2012", "2012-03-04?"),
    ("filed 03/14/2012 there", "03/14/2012", "2012-03-14"),
    ("In 1965 they signed it.", "1965", "1965"),
    ("A 1997 law forbids it.", "1997", "1997"),
    ("In nineteen ninety-four he left.", "nineteen ninety-four", "1994"),
    ("in May of nineteen forty-four", "May of nineteen forty-four", "1944-05"),
    ("the first of May 1945", "the first of May 1945", "1945-05-01"),
    ("on the last Friday of January 1996", "the last Friday of January 1996", "1996-01-26"),
    ("On May Day 1919 they marched.", "May Day 1919", "1919-05-01"),
    ("on Thanksgiving Day 1999 there", "Thanksgiving Day 1999", "1999-11-25?"),
    ("At Easter 1916 they rose.", "Easter 1916", "1916-04-23~"),
    ("on Good Friday 1998 they", "Good Friday 1998", "1998-04-10"),
    ("on Good Friday 1641 they", "Good Friday 1641", "1641-03-29?"),
    ("On Easter Monday, 24 April 1916, they", "Easter Monday, 24 April 1916", "1916-04-24"),
    ("two days after Easter 1282 there", "two days after Easter 1282", "1282-03-31~"),
    ("On Monday (24 April 1916) they", "Monday (24 April 1916)", "1916-04-24"),
    ("the third quarter of 1998", "the third quarter of 1998", "1998-07/1998-09"),
    ("the second half of 2008", "the second half of 2008", "2008-07/2008-12"),
    ("on Monday 14 and Tuesday 15 May 2012", "on Monday 14 and Tuesday 15 May 2012", "2012-05-14/2012-05-15"),
    ("in the 1990s", "the 1990s", "199X"),
    ("in the late 2000s", "the late 2000s", "2007/2009"),
    ("in early 2016", "early 2016", "2016-01/2016-04"),
    ("at the beginning of 2016", "the beginning of 2016", "2016-01/2016-04"),
    ("By the end of March 1917 they", "the end of March 1917", "1917-03-21/1917-03-31"),
    ("in the 20th century", "the 20th century", "19XX"),
    ("in the nineteenth century", "the nineteenth century", "18XX"),
    ("In the 19th Century Japan opened.", "the 19th Century", "18XX"),
    ("the fleet of 480 BC", "480 BC", "-0479"),
    ("It sailed in the summer of 415 BC.", "summer of 415 BC", "-0414-22"),
    ("He died on 15 March 44 B.C. in Rome.", "15 March 44 B.C.", "-0043-03-15"),
    ("Ties were strained in 2016 over visits to it.", "2016", "2016"),
    ("It fell in the early hours of 21 May 1982.", "the early hours of 21 May 1982", "1982-05-21"),
    ("at the opening of the 2000 Olympics", "the 2000", "2000"),
    ("founded around 1220 by monks", "around 1220", "1220~"),
    ("perhaps around March 1981", "around March 1981", "1981-03%"),
    ("held since about 1998 there", "since about 1998", "1998~/.."),
    ("held on the 22d of April, 1826", "the 22d of April, 1826", "1826-04-22"),
    ("held on March 9. 1847, as printed", "March 9. 1847", "1847-03-09"),
    ("within the month of August 1949", "the month of August 1949", "1949-08"),
    ("At the dawn of the 20th century", "the dawn of the 20th century", "1900/1932"),
    ("wars of the 17-18th centuries", "the 17-18th centuries", "1600/1799"),
    ("talks about the 1965 treaty", "the 1965", "1965"),
    ("as recently as late 2009", "as recently as late 2009", "2009-09/2009-12"),
    ("ratified by end-2011 there", "end-2011", "2011-09/2011-12"),
    ("in the mid- to late 2000s", "the mid- to late 2000s", "2004/2009"),
    ("That 1978 resolution calls for it.", "1978", "1978"),
]

RANGES = [
    ("between 1998 and 2003", "between 1998 and 2003", "1998/2003"),
    ("from 2009 to 2013", "from 2009 to 2013", "2009/2013"),
    ("a poll in June-July 2016", "June-July 2016", "2016-06/2016-07"),
    ("the siege of 1915-16", "1915-16", "1915/1916"),
    ("talks of March 5–9, 1918", "March 5–9, 1918", "1918-03-05/1918-03-09"),
    ("from 31 May to 1 June 1916", "from 31 May to 1 June 1916", "1916-05-31/1916-06-01"),
    ("from December to January 2017", "from December to January 2017", "2016-12/2017-01"),
    ("wars of the 18th and 19th centuries", "the 18th and 19th centuries", "1700/1899"),
]

HALF_OPEN = [
    ("since 1950, ties have", "since 1950", "1950/.."),
    ("Since the 1990s Japan has", "Since the 1990s", "1990/.."),
    ("held since the late 2000s", "since the late 2000s", "2007/.."),
    ("China before 1949 was", "before 1949", "../1948"),
    ("China before the end of 1949 was", "before the end of 1949", "../1949-12"),
    ("China before the end of June 1949 was", "before the end of June 1949", "../1949-06-30"),
    ("China before late 1949 was", "before late 1949", "../1949-08"),
    ("since before 1949 they", "since before 1949", "../1948"),
    ("until June 1923", "until June 1923", "../1923-06"),
    ("allies since the end of World War II, they", "since the end of World War II", "1945?/.."),
    ("The Sept. 11 terrorist attacks came.", "Sept. 11", "2001-09-11?"),
    ("allies since 9/11.", "since 9/11", "2001-09-11?/.."),
    ("until the outbreak of the Korean War.", "until the outbreak of the Korean War", "../1950?"),
    ("after July 1917", "after July 1917", "1917-08/.."),
    ("every year since 2010", "every year since 2010", "2010/.."),
]

FISCAL = [
    ("Japan's fiscal year 2015", "Japan's fiscal year 2015", "2015-04/2016-03"),
    ("U.S. fiscal 1998", "U.S. fiscal 1998", "1997-10/1998-09"),
    ("in fiscal 1998", "fiscal 1998", "1998~"),
]


@pytest.mark.parametrize(("text", "words", "date"), STATED + RANGES + HALF_OPEN + FISCAL)
def test_words_give_a_date(text: str, words: str, date: str) -> None:
    assert [(found.text, found.date, found.basis) for found in find_dates(text, None)] == [
        (words, date, "stated")
    ]


@pytest.mark.parametrize(
    "days",
    ["22 and 23 November 2011, respectively", "22 and 25 November 2011", "22, 23 and 24 November 2011"],
)
def test_days_that_are_told_apart_are_not_one_stretch(days: str) -> None:
    assert find_dates(f"They signed on {days}.", None)[0].date == "2011-11-22"


def test_early_next_year_is_not_the_whole_year() -> None:
    (found,) = find_dates("They will meet again early next year.", parse("2018-10-02"))
    assert (found.text, found.date) == ("early next year", "2019-01?/2019-04?")


def test_a_time_of_day_is_that_of_the_day_of_the_month_behind_it() -> None:
    found = find_dates("They met on 5 May 1936. The offer expired at 5 pm on the 9th.", None)
    assert [(dated.text, dated.date) for dated in found][1:] == [
        ("5 pm", "1936-05-09"),
        ("the 9th", "1936-05-09"),
    ]


def test_the_hours_of_an_army_are_a_time_of_day() -> None:
    found = find_dates(
        "They attacked at 0530hrs on 9 May 1917 and flew 1800 hours. By 2030 hours they slept.", None
    )
    assert [(dated.text, dated.date) for dated in found] == [
        ("0530hrs", "1917-05-09"),
        ("9 May 1917", "1917-05-09"),
        ("2030 hours", "1917-05-09"),
    ]


def test_a_time_of_day_is_not_that_of_a_day_in_the_next_sentence() -> None:
    found = find_dates("On 25 July 1914 it ran out at 6 p.m. War was declared on the 28th.", None)
    assert [dated.date for dated in found] == ["1914-07-25", "1914-07-25", "1914-07-28"]


def test_a_month_in_which_something_was_to_come_does_not_move_the_story() -> None:
    story = "On 31 March 1968 he said he would not stand in November. Talks opened on 13 May."
    assert find_dates(story, None)[-1].date == "1968-05-13?"


def test_a_month_of_the_season_told_last_is_of_its_year() -> None:
    story = "It began in October 1933. In the autumn of 1936 they came; on 6 November all fled."
    assert find_dates(story, None)[-1].date == "1936-11-06?"


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        (
            "Both ratified it in 1996: Korea on 29 January and Japan on 20 June.",
            ["1996-01-29?", "1996-06-20?"],
        ),
        ("Aid went on until early 1973, when the deal ended on 8 August.", ["1973-08-08?"]),
        ("The navy had signed a like one in 1958, on 8 August.", ["1958-08-08?"]),
    ],
)
def test_a_day_told_of_a_year_in_its_sentence_is_of_that_year(sentence: str, days: list[str]) -> None:
    for written, news in ((None, ""), (parse("2025-06-02"), "They met yesterday. ")):
        found = find_dates(f"{news}In March 2025 they met again. {sentence}", written)
        assert [dated.date for dated in found][-len(days) :] == days


def test_a_flashback_does_not_move_the_story() -> None:
    story = "He took office in February 1998; his rival had won in December 1992. In October he left."
    assert find_dates(story, None)[-1].date == "1998-10?"


@pytest.mark.parametrize("life", ["1832-1900", "1832 – 5 April 1900", "3 May 1832 – 5 April 1900"])
def test_the_life_of_somebody_named_does_not_move_the_story(life: str) -> None:
    told = find_dates(f"War came in 1877. Osman Pasha ({life}) set out. On 24 April they met.", None)
    assert told[-1].date == "1877-04-24?"


def test_a_war_in_brackets_moves_the_story() -> None:
    told = find_dates("They met in 1877. A war (3 May 1878 – 5 April 1880) came. On 24 April it ended.", None)
    assert told[-1].date == "1880-04-24?"


def test_a_month_beside_one_with_its_year_does_not_go_back_to_an_earlier_story() -> None:
    story = (
        "They signed on 23 November 2016. In August 2019 its end was announced, and in November suspended."
    )
    assert find_dates(story, None)[-1].date == "2019-11?"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("It dates from the early 1950s. In the following decade troops went abroad.", "196X?"),
        ("It rose in the fifth century BC. In the following century it fell.", "-03XX?"),
        ("It rose in the first century BC. In the following century it fell.", "00XX?"),
        ("It rose in the 19th century. In the previous century it had been poor.", "17XX?"),
    ],
)
def test_a_decade_or_century_is_counted_from_the_one_told_last(text: str, date: str) -> None:
    assert find_dates(text, None)[-1].date == date


def test_a_year_that_heads_a_list_dates_its_entries() -> None:
    told = "They met on 5 August 2000.\n\n- **1949**\n  - 4 April: signed\n  - 24 August: in force\n"
    assert [found.date for found in find_dates(told, None)][-2:] == ["1949-04-04?", "1949-08-24?"]


def test_years_counted_come_to_the_year_behind_them() -> None:
    found = find_dates("They met in 1990, and in 1996 again. Ten years later, in 2000, they signed.", None)
    assert [(dated.text, dated.date) for dated in found][2:] == [
        ("Ten years later", "2000"),
        ("2000", "2000"),
    ]


def test_the_end_of_a_stretch_lies_ahead_and_does_not_move_the_story() -> None:
    story = "War came on 5 April 1879. It lasted until March. On 21 May a ship sank."
    assert [found.date for found in find_dates(story, None)] == ["1879-04-05", "../1880-03?", "1879-05-21?"]


def test_what_is_still_to_come_lies_after_the_day_of_writing() -> None:
    paper = "Talks failed in 2010 and in 2014. They are due to resume in February."
    assert find_dates(paper, parse("2018-03-10"))[-1].date == "2019-02?"


def test_a_weekday_is_one_of_the_week_told_last() -> None:
    story = "They met on 5 May 1936. The next week it opened. The Thursday session failed."
    assert find_dates(story, None)[-1].date == "1936-05-14?"


def test_easter_monday_does_not_make_a_history_news() -> None:
    history = "It was 1916. They rose on Easter Monday."
    assert find_dates(history, parse("2018-03-10"))[-1].date == "1916-04-24?"


def test_what_was_to_come_does_not_move_the_story() -> None:
    story = "They met on 7 May 1954. Votes were to be held in July 1956. In October they left."
    assert find_dates(story, None)[-1].date == "1954-10?"


def test_a_story_goes_on_after_a_week_of_it() -> None:
    story = "He died in May 1970. On 8 October 1973 they struck. A week later they fell back."
    assert find_dates(f"{story} The truce of 22 October failed.", None)[-1].date == "1973-10-22?"
    assert find_dates(f"{story} On the 25th it held.", None)[-1].date == "1973-10-25?"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("This year marks forty years since it began.", {}),
        ("This month is the 40th anniversary of its start.", {}),
        ("This year they will meet again.", {}),
        ("This year saw the fall of the junta.", {"This year": "1982"}),
    ],
)
def test_the_present_of_a_text_without_a_date_is_not_the_year_told_last(
    sentence: str, told: dict[str, str]
) -> None:
    text = f"The war began in 1982. {sentence}"
    found = find_dates(text, None)
    assert {text[one.start : one.end]: one.date for one in found} == {"1982": "1982"} | told


def test_what_came_years_after_an_event_does_not_lie_ahead_of_itself() -> None:
    found = find_dates("In 1989 they laid down their arms, forty years after they took them up.", None)
    assert [dated.date for dated in found] == ["1989", "1949?"]


def test_a_treaty_sets_no_date_by_what_is_to_come() -> None:
    treaty = "Signed in 1996. Notice shall be given not later than one year before its expiry."
    assert [found.date for found in find_dates(treaty, None)] == ["1996"]


def test_a_day_told_after_the_following_year_moves_the_story_on() -> None:
    story = "War came in 1812. A raid in April of the following year was avenged by one on 24 August 1814."
    assert find_dates(f"{story} Talks had opened earlier that month.", None)[-1].date == "1814-08"


def test_a_weekday_with_its_date_does_not_make_a_history_news() -> None:
    history = "The crisis of 1956\n\nThe canal was seized on 26 July. War came on Monday 29 October 1956."
    assert [found.date for found in find_dates(history, parse("2009-12-19"))] == [
        "1956",
        "1956-07-26?",
        "1956-10-29",
    ]


def test_each_member_of_a_list_is_a_date_of_its_own() -> None:
    found = find_dates("held in January, April, July, and October 2016", None)
    assert [(dated.text, dated.date) for dated in found] == [
        ("January, April, July, and October 2016", "2016-01"),
        ("April, July, and October 2016", "2016-04"),
        ("July, and October 2016", "2016-07"),
        ("October 2016", "2016-10"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "date"),
    [
        ("It broke in 2010. In December of the same year", "December of the same year", "2010-12"),
        ("On 10 November 1918 it ended. The next day", "The next day", "1918-11-11?"),
        ("They met in June 1950. Two months later", "Two months later", "1950-08?"),
        ("They met in 1950. During the year they", "the year", "1950"),
        ("They met in June 1950. Two months or so later", "Two months or so later", "1950-08%"),
        ("They met in June 1950. Two months after that, they", "Two months after that", "1950-08?"),
        ("They met on 26 June 2012. On Friday they", "Friday", "2012-06-29?"),
        ("Press release, 26 June 2012\n\nOn Friday they", "Friday", "2012-06-22?"),
        ("It was 1916. On 7 August they", "7 August", "1916-08-07?"),
        ("It was 1916. On Easter Monday they", "Easter Monday", "1916-04-24?"),
        ("It was 1916. By Easter they", "Easter", "1916-04-23%"),
        ("In May 1936 they put off talks due to resume in March.", "March", "1937-03?"),
        ("They left on 16 December 1944. By January they", "January", "1945-01?"),
        ("They left on 16 December 1944. In November they", "November", "1944-11?"),
        ("They left on 6 October 1951. In February they", "February", "1952-02?"),
        ("They left in the winter of 1936. In March they", "March", "1937-03?"),
        ("It was June 1951. In 1951 400,000 men fled.", "1951", "1951"),
        ("It began on 5 June 1967. By noon they", "noon", "1967-06-05"),
        ("A pact followed in 1858. Ten years later", "Ten years later", "1868?"),
        ("They met in June 1950. By month's end", "month's end", "1950-06-21/1950-06-30"),
        ("2015 was the 50th anniversary of ties", "50th anniversary", "1965"),
        ("War came in 1950. Since that time", "Since that time", "1950/.."),
        ("In the early 1990s. Around the same time", "Around the same time", "1990~/1993~"),
        ("2016年に署名。12月3日に会談した。", "12月3日", "2016-12-03?"),
        ("2016年に署名。翌年3月に発効した。", "翌年3月", "2017-03"),
        ("2016년 서명. 같은 해 12월 3일 회담.", "같은 해 12월 3일", "2016-12-03"),
        ("2016년 서명. 이듬해 발효.", "이듬해", "2017?"),
        ("War came in 1862. In the sixties they", "the sixties", "186X"),
        ("War came in 2016. In the sixties they", "the sixties", "196X"),
        ("War came in 2016. In '65 they", "'65", "1965"),
        ("They met on 5 May 1936. On the 9th Mussolini spoke.", "the 9th", "1936-05-09"),
        (
            "They met on 5 May 1936. On the 9th of that month they left.",
            "the 9th of that month",
            "1936-05-09",
        ),
        ("They met on 5 May 1936. The morning of the 9th came.", "The morning of the 9th", "1936-05-09"),
        ("He died on 10 May 1863, eight days after he was shot.", "eight days after", "1863-05-02?"),
        ("War came in 1741. They should hold out until spring.", "until spring", "../1741-21?"),
        (
            "It was 1916. Around 7 in the morning of 3 May they",
            "Around 7 in the morning of 3 May",
            "1916-05-03%",
        ),
        (
            "They met on 5 May 1936. Just before midnight on the same day",
            "midnight on the same day",
            "1936-05-05",
        ),
        ("They met on 5 May 1936. Half a century later they", "Half a century later", "198X%"),
        ("They met on 5 May 1936. Two and a half years later", "Two and a half years later", "1938%"),
        ("They met in 1936. Two and a half years later", "Two and a half years later", "1938%"),
        ("On 5 May 1936 the fort fell, on the 9th Oslo, and", "the 9th", "1936-05-09"),
        ("They met on 5 May 1936, and on the 9th lost it.", "the 9th", "1936-05-09"),
        ("They met on 5 May 1936, and on the 9th attacked it.", "the 9th", "1936-05-09"),
        ("They met on 5 May 1936. By the 22d the town was lost.", "the 22d", "1936-05-22"),
        ("They met on 5 May 1936. A fortnight later they", "A fortnight later", "1936-05-18?/1936-05-24?"),
        ("They met on 5 November 1936. Half a year later they", "Half a year later", "1937%"),
        ("They met on 5 May 1936. That Friday they", "That Friday", "1936-05-08?"),
        ("They met in October 1936. They were safe before the spring.", "before the spring", "../1937-02?"),
        (
            "They met on 5 May 1936. On the evening of the 9th they left.",
            "the evening of the 9th",
            "1936-05-09",
        ),
    ],
)
def test_a_relative_date_is_reckoned_from_what_was_told_last(text: str, words: str, date: str) -> None:
    assert [(found.text, found.date) for found in find_dates(text, None)][1:] == [(words, date)]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("this 22nd day of June 1965", "1965-06-22"),
        ("this tenth day of February, one thousand nine hundred and forty-seven", "1947-02-10"),
        ("the twenty-second day of June of the year one thousand nine hundred sixty-five", "1965-06-22"),
        ("the third day of May in the year of our Lord eighteen hundred and three", "1803-05-03"),
        ("the first day of April two thousand and four", "2004-04-01"),
    ],
)
def test_a_treaty_s_words_for_a_day_are_read(words: str, date: str) -> None:
    (found,) = find_dates(f"Done at Oslo, {words}, in duplicate.", None)
    assert found.date == date


@pytest.mark.parametrize(
    "text",
    [
        *("In May nineteen hundred men died.", "In June two thousand men marched.", "Two thousand and one."),
        *("They took about 1400 to 1500 Danish merchant ships.", "Some 1500 French guns were lost."),
    ],
)
def test_a_number_of_men_is_no_year(text: str) -> None:
    assert find_dates(text, None) == []


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("They signed it in 1965. Trust fell in 2019. The 60th anniversary of ties is near.", ["1965"]),
        (
            "They signed it in 1965. Trust fell in 2019. A feast marked the 60th anniversary of ties.",
            ["1965"],
        ),
        ("Trust fell in 2019. We are near the 60th anniversary of ties.", ["1965?"]),
        ("War came in 1904. A feast marked the 60th anniversary of ties.", []),
        ("Trust fell in 2019. Its 40th anniversary is celebrated in 2003.", []),
        ("They signed it in 1965. Trust fell in 2019. Next year both will hold elections.", ["2026?"]),
        ("They signed it in 1965. Trust fell in 2019. The next year talks began.", ["2020?"]),
        ("War came in 1904. In 1998 they revised the 1965 pact. The next year talks began.", ["1999?"]),
        ("War came in 1904. In 1998 they revised the pact of 1965. The next year talks began.", ["1999?"]),
        (
            "War came in 1904. In March 2023 it dropped its 2019 notice. The next month talks began.",
            ["2023-04?"],
        ),
    ],
)
def test_what_is_named_by_the_way_moves_neither_an_anniversary_nor_the_next_year(
    text: str, dates: list[str]
) -> None:
    written = parse("2025-03-10")
    assert [found.date for found in find_dates(text, written) if found.basis == "relative"] == dates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("since 1950, when war broke out", {"since 1950": "1950/..", "1950": "1950"}),
        ("since the armistice in 1953", {"since the armistice in 1953": "1953/..", "1953": "1953"}),
        ("since before the 1965 treaty", {"since before the 1965": "../1965", "the 1965": "1965"}),
        (
            "since before war began in 2007",
            {"since before war began in 2007": "../2007", "2007": "2007"},
        ),
        ("1914 an hour before Feb.", {"1914": "1914", "an hour before Feb": "1914"}),
        ("before the 1965 treaty", {"the 1965": "1965"}),
        ("the first meeting since June 2011", {"June 2011": "2011-06"}),
        (
            "in May 2015, which marked the 50th anniversary of ties",
            {"May 2015": "2015-05", "2015": "2015", "50th anniversary": "1965"},
        ),
        (
            "on 6 January 2016, one week after the deal and three years after the test",
            {
                "6 January 2016": "2016-01-06",
                "one week after": "2015-12-28?/2016-01-03?",
                "three years after": "2013?",
            },
        ),
        (
            "They met again on 3 May 2019 a year after the test.",
            {"3 May 2019": "2019-05-03", "a year after the test": "2018?"},
        ),
        ("They met on September 19 (2005).", {"September 19 (2005)": "2005-09-19"}),
        ("an hour before the signing in June 2012", {"June 2012": "2012-06"}),
        ("the Spring Offensive of 1918", {"Spring Offensive of 1918": "1918-21", "1918": "1918"}),
        (
            "on 3 March and again on 7 April 1953",
            {"3 March and again on 7 April 1953": "1953-03-03", "7 April 1953": "1953-04-07"},
        ),
        ("two years after the 1965 treaty", {"two years after": "1967?", "the 1965": "1965"}),
        (
            "In May 2010, three days after the test of 6 January 2016",
            {"May 2010": "2010-05", "three days after": "2016-01-09?", "6 January 2016": "2016-01-06"},
        ),
    ],
)
def test_words_may_date_more_than_one_thing(text: str, found: dict[str, str]) -> None:
    assert {dated.text: dated.date for dated in find_dates(text, None)} == found


@pytest.mark.parametrize(
    "aside",
    [
        "Forces that had come in late 1943 left",
        "They fought for a city, which fell in February 1945",
        "This followed the election of December 2005",
        "Few fell, as opposed to many in July 1917",
    ],
)
def test_a_date_told_by_the_way_does_not_move_the_story(aside: str) -> None:
    found = find_dates(f"In May 1950 they met. {aside}. By June they parted.", None)
    assert found[-1].date == "1950-06?"
    found = find_dates(f"In May 1950 they met. {aside}. The next year they parted.", None)
    assert found[-1].date == "1951?"


def test_a_date_told_by_the_way_is_gone_on_from_in_its_own_sentence() -> None:
    text = "In May 1950 they met. They fought for a city, which fell in 1945 and was rebuilt two years later."
    assert find_dates(text, None)[-1].date == "1947?"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("A poll of last November showed it.", "2016-11?"),
        ("The statue went up last year.", "2016?"),
        ("昨年12月に会談した。", "2016-12?"),
        ("작년 3월 1일 서명했다.", "2016-03-01?"),
        ("over the past ten years", "2007?/2017?"),
    ],
)
def test_a_relative_date_is_reckoned_from_the_day_of_writing(text: str, date: str) -> None:
    assert [found.date for found in find_dates(text, parse("2017"))] == [date]


@pytest.mark.parametrize(
    "text",
    [
        "Some 1500 soldiers fell.",
        "It cost $1999.",
        "See pp. 1914 of it.",
        "Resolution 1718 was adopted.",
        "Call 02 2277 1683 (ext. 204).",
        "ISBN 1945 says it.",
        "A share of 59.1 percent, of 1950 kilometres.",
        "Public Law 1945 holds.",
        "They may march in the fall of the city.",
        "The majority of 2016 votes was missed (pp. 1901-1950).",
        "Temperatures in the sixties brought out crowds.",
        "They fell on the 9th Army.",
        "A survey of 1709 schoolchildren shows a 2000 year old tradition.",
        "They sailed to Easter Island under the Good Friday Agreement.",
        "ISBN 978-1-4920-1990-5, call 1-800-555-1990.",
        "See 22 U.S.C. 2012 and H.R. 1984 (pp. 1914-18).",
        "Resolutions 1695, 1718 and 1874 bind; the 1718 Committee met.",
        "See http://x.org/2016/05/12/a.html and www.a.org/1998/x.",
        "He had 1500 men, and 2000 tanks at 1430 GMT.",
        "The March on Rome, the Long March.",
        "With the end of World War I, before the outbreak of the Second World War, they agreed.",
    ],
)
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert find_dates(text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "They signed the Twenty-first Century Partnership.",
        "They signed a Partnership towards the 21st Century.",
        "It is a 21st-century alliance by an 11th century temple.",
        "2000年前、1500人、2000円、3日間、2015年度、昭和70年",
        "3000명, 3년간",
    ],
)
def test_a_name_and_a_number_of_things_are_no_date(text: str) -> None:
    assert find_dates(text, None) == []


@pytest.mark.parametrize(
    "text",
    [
        "He saw Last Year and Saturday Night in Paris.",
        "They sang Yesterday and read USA Today.",
        "They fired until night-fall.",
        "On Black Monday shares fell.",
        "In the last week of the war they met.",
    ],
)
def test_the_name_of_a_work_or_of_a_day_is_not_a_date(text: str) -> None:
    assert find_dates(text, parse("1998-05-05")) == []


def test_a_month_in_a_text_dated_by_its_year_is_of_that_year() -> None:
    assert [found.date for found in find_dates("The talks begin in March.", parse("2016"))] == ["2016-03?"]


def test_a_range_of_months_in_news_is_within_one_year() -> None:
    text = "Exports grew from January through August, the ministry said yesterday."
    assert find_dates(text, parse("2012-02-10"))[0].date == "2011-01?/2011-08?"


def test_two_years_ago_is_reckoned_from_the_words_of_whom_a_history_quotes() -> None:
    told = "In 1975 he spoke of “the pact that we made two years ago”."
    assert find_dates(told, None)[-1].date == "1973?"
    asked = "In 1998 it ended.\nTwo years ago we made a pact."
    assert [found.date for found in find_dates(asked, None)] == ["1998"]
    assert find_dates(asked, parse("2016"))[-1].date == "2014?"


def test_an_hour_of_no_certain_day_is_no_date() -> None:
    assert [found.text for found in find_dates("In 1965 they met. They left at noon.", None)] == ["1965"]


def test_a_decade_where_nothing_was_told_is_in_doubt() -> None:
    assert [found.date for found in find_dates("They left in the sixties.", None)] == ["196X?"]


def test_a_weekday_that_contradicts_its_date_makes_it_doubtful() -> None:
    assert [found.date for found in find_dates("It was Monday, March 29, 1988 then.", None)] == [
        "1988-03-29?"
    ]


def test_a_history_that_opens_without_a_year_takes_that_of_its_first_full_date() -> None:
    history = "In October they dug in. On 3 March they struck. The city fell on 9 May 1855."
    expected = ["1854-10?", "1855-03-03?", "1855-05-09"]
    assert [found.date for found in find_dates(history, None)] == expected
    assert [found.date for found in find_dates(history, parse("2012-02-10"))] == expected


def test_a_text_that_may_speak_of_its_own_year_takes_none_from_what_it_tells_later() -> None:
    brief = "They met in October. The pact of 9 May 2005 was praised."
    assert find_dates(brief, parse("2012-02-10"))[0].date == "2011-10?"


def test_a_first_date_without_a_year_is_not_of_a_year_far_below() -> None:
    history = f"In October they dug in. {'They held the hill. ' * 100}The city fell on 9 May 1855."
    assert [found.date for found in find_dates(history, None)] == ["1855-05-09"]


def test_months_are_counted_from_the_story_and_not_from_a_year_named_beside() -> None:
    story = (
        "On 5 September 1978 talks began, under a resolution of 1967, on a pact they signed six months later."
    )
    assert find_dates(story, None)[-1].date == "1979-03?"


def test_a_day_that_is_counted_and_told_is_of_the_year_it_is_counted_from() -> None:
    story = (
        "The pact was signed on 26 March 1979. It followed a visit in November 1977. "
        "Parliament had backed it four days earlier, on 22 March."
    )
    assert [found.date for found in find_dates(story, None)][-2:] == ["1979-03-22", "1979-03-22"]
    other = find_dates(story.replace("four days", "five days"), None)
    assert other[-1].date != "1979-03-22"


def test_a_dash_behind_a_year_ends_its_clause() -> None:
    (found,) = find_dates("They fled in 1860\u2014and even after that sold silk.", None)
    assert found.date == "1860"


def test_a_quarter_of_a_town_is_no_quarter_of_a_year() -> None:
    story = "They rose on 5 May 1645. They feared a storm from that quarter. They held the Greek quarter."
    assert [found.date for found in find_dates(story, None)] == ["1645-05-05"]


def test_late_in_the_month_of_may_is_late_in_may() -> None:
    (found,) = find_dates("Late in the month of May, 1864, they met.", None)
    assert (found.text, found.date) == ("Late in the month of May, 1864", "1864-05-21/1864-05-31")


@pytest.mark.parametrize(
    ("story", "date"),
    [
        ("In December 1950 a decree came, valid until 14 May 1978. The Winter Offensive", "1951-24?"),
        ("In March 2008 raids fell to 300, from a high of 1,600 in June 2007. In April they", "2008-04?"),
        ("They rested (20 November 1912 to 20 January 1913). On 29 November they", "1912-11-29?"),
        ("In March 2008 raids fell to 300, compared to 1,600 in June 2007. In April they", "2008-04?"),
        ("They met in May 1793. The leader of the August 1792 rising left. On 24 June they", "1793-06-24?"),
    ],
)
def test_an_end_a_peak_and_what_is_named_by_its_month_do_not_move_the_story(story: str, date: str) -> None:
    assert find_dates(f"{story} parted.", None)[-1].date == date


def test_a_day_by_two_calendars_is_of_one_year() -> None:
    assert [found.date for found in find_dates("It began on 6 March/22 February 1821.", None)] == [
        "1821-03-06",
        "1821-02-22",
    ]
    assert find_dates("It began on 25 December/7 January 1918.", None)[0].date == "1917-12-25"


def test_a_history_takes_the_year_of_its_first_sentence_rather_than_that_of_its_writing() -> None:
    history = "From 5 August on they fought for all of 1965. On 3 September they rested."
    found = [dated.date for dated in find_dates(history, parse("2016-10-01"))]
    assert found == ["1965-08-05?", "1965", "1965-09-03?"]
    assert [dated.date for dated in find_dates(history, None)] == ["1965", "1965-09-03?"]


def test_what_went_on_since_a_month_began_before_the_text_was_written() -> None:
    brief = (
        "In 2002 they made a truce. Talks in February 2006 would end a fight with 152 dead since December."
    )
    assert find_dates(brief, parse("2006-01-25"))[-1].date == "2005-12?/.."


@pytest.mark.parametrize("words", ["31 June 2017", "June 31, 2017", "31 June"])
def test_of_a_day_that_its_month_does_not_have_the_month_is_told_in_doubt(words: str) -> None:
    (found,) = find_dates(f"The pact was signed on {words} in Oslo.", parse("2017-12-01"))
    assert (found.text, found.date) == (words, "2017-06?")
