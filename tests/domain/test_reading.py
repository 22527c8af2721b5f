"""What people type for a date, in three languages: every reading of it, and never a finer one."""

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.dates import (
    HistoricalDate,
    Precision,
    begun_within,
    days_in_month,
    explain,
    for_good,
    human,
    human_short,
    ordinal,
    parse,
    read,
    read_day_of_year,
    read_month,
)
from bot.domain.dates.words import MONTHS, WEEKDAYS
from bot.locales.en import ENGLISH
from tests.domain.edtf_values import dates, edtf_strings

READ_AS = {
    "2012-06-29": [
        "2012-06-29", "29 June 2012", "June 29, 2012", "29th June 2012", "the 29th of June, 2012",
        "2012/6/29", "2012-6-29", "2012.6.29", "2012. 6. 29.", "20120629", "29/06/2012", "6/29/2012",
        "29.6.2012", "29-Jun-2012", "2012 June 29", "ON 29 JUNE 2012", "Friday, 29 June 2012",
        "29 June 2012 (Fri)", "Fri 29/6/2012", "2012年6月29日", "2012年6月29日(金)",
        "2012年6月29日 金曜日", "２０１２年６月２９日", "平成24年6月29日", "2012년 6월 29일",
        "2012년6월29일 금요일", "2012. 6. 29(금)",
        "the twenty-ninth of June 2012", "June twenty-ninth, 2012", "29.VI.2012",
        "2012 6 29", "2012-W26-5", "29 June 2012, 10:30 am", "2012-06-29T10:00", "二〇一二年六月二十九日",
        "2012–06–29", "29–6–2012",
        "이천십이년 유월 이십구일", "2012년 6월 29일자", "(2012·6·29)", "2012. 6. 29.(금)",
        "2012年6月29日現在", "2012. 6. 29. 현재", "2012-06-29T10:00:00+09:00", "2012-06-29T01:00:00Z",
        "2012년 6월 29일 오전 10시", "2012年6月29日16時30分", "Firday 29 Juune 2012",
    ],
    "2013-12-25": ["Christmas 2013", "Christmas Day, 2013", "CHRISTMAS of 2013"],
    "2013-12-31": ["New Year’s Eve 2013", "new years eve 2013"],
    "2012-06": [
        "2012-06", "June 2012", "june, 2012", "Jun. 2012", "JUNE 2012", "in June of 2012", "2012/06",
        "06/2012", "2012年6月", "2012년 6월", "201206", "VI 2012", "the month of June 2012", "June in 2012",
        "二〇一二年六月",
    ],
    "2018-09": ["Sept. 2018", "Sep 2018", "september 2018"],
    "1965": ["1965", "the year 1965", "1965年", "1965년", "昭和40年", "AD 1965", "1965 CE",
             "一九六五年", "千九百六十五年", "천구백육십오년", "昭和四十年", "단기 4298년",
             "1965年中", "1965년 중", "S40", "昭40", "all of 1965"],
    "196X": ["1960s", "the 1960s", "1960's", "1960年代", "1960년대", "196x", "一九六〇年代"],
    "200X": ["2000s"],
    "190X": ["1900s (decade)"],
    "18XX": ["19th century", "the nineteenth century", "19世紀", "19세기", "19th c.", "十九世紀"],
    "-00XX": ["1st century BC", "紀元前1世紀"],
    "-0043": ["44 BC", "44 BCE", "44 b.c.", "紀元前44年", "기원전 44년"],
    "-0043-03-15": ["15 March 44 BC"],
    "0079": ["AD 79", "79 CE"],
    "0663-10": ["October 663", "Oct. of 663"],
    "0663-10-07": ["7 October 663"],
    "0794": ["the year 794", "in the year 794", "AD 794"],
    "1940-11-10": ["皇紀2600年11月10日", "皇紀二千六百年十一月十日"],
    "2012": ["Juche 101", "주체 101년", "주체101(2012)년", "民國101年", "Minguo 101"],
    "Y170000002": ["year 170000002"],
    "2016-21": ["spring 2016", "the spring of 2016", "2016年春", "2016년 봄"],
    "2016-23": ["autumn 2016", "fall 2016"],
    "2007/2009": [
        "late 2000s", "the late 2000s", "2007-2009", "2007–2009", "2007 – 2009", "from 2007 to 2009",
        "between 2007 and 2009", "2007 to 2009", "2007/2009", "2007〜2009", "2007年から2009年まで",
        "2007년부터 2009년까지", "2007~2009년", "2007–9", "between 2007 and 09",
    ],
    "2000/2004": ["2000年代前半", "2000년대 전반"],
    "2005/2009": ["2000年代後半", "second half of the 2000s", "2000년대 후반", "2nd half of the 2000s"],
    "1980/1986": ["early to mid 1980s", "early- to mid-1980s"],
    "1955/1964": ["昭和30年代", "昭和三十年代", "Showa 30年代"],
    "1960/1964": ["昭和30年代後半"],
    "1985/1989": ["昭和60年代"],
    "1955/1974": ["昭和30年代から昭和40年代"],
    "1955~/1964~": ["約昭和30年代"],
    "2016-01/2016-04": ["early 2016", "beginning of 2016", "2016年初め", "2016년 초"],
    "2016-09/2016-12": ["late 2016", "the end of 2016", "towards the end of 2016", "late in 2016",
        "2016年末", "2016년 말"],
    "2016-07/2016-12": ["2016년 후반", "2nd half 2016"],
    "2016-01/2016-06": ["first half of 2016", "1st half 2016", "H1 2016", "2016年上半期", "2016년 상반기"],
    "2016-04/2016-06": ["Q2 2016", "2016 Q2", "the second quarter of 2016", "2Q 2016", "2016-Q2",
        "2nd quarter of 2016"],
    "2012-01/2012-09": ["Q1–Q3 2012", "Q1 to Q3 of 2012", "2012 Q1-Q3", "2012년 1~3분기",
        "2012年第1~第3四半期", "2012年第1四半期から第3四半期まで"],
    "2012-01/2012-12": ["H1–H2 2012", "from early to late 2012"],
    "2016-11-21/2016-11-27": ["2016-W47", "week 47 of 2016", "W47 2016"],
    "2018-10-08/2018-10-14": ["second week of October 2018", "the 2nd week of October 2018",
        "2018年10月第2週", "2018년 10월 둘째 주", "week of 8 October 2018"],
    "2016-12/2017-02": ["winter 2016-17", "winter of 2016/2017"],
    "2012-06-11/2012-06-20": ["mid-June 2012", "2012年6月中旬"],
    "2012-02-21/2012-02-29": ["late February 2012"],
    "2016-06/2016-07": ["June-July 2016", "June–July 2016", "June to July 2016", "2016年6月〜7月",
        "2016.6~7", "2016-06~07", "2016. 6. ~ 7.",
        "2016年6、7月",
        "June/July 2016", "June and July 2016", "2016年6〜7月"],
    "2016-06-20/2016-06-28": [
        "20-28 June 2016", "20–28 June 2016", "June 20-28, 2016", "between 20 and 28 June 2016",
        "2016年6月20日〜28日", "2016年6月20日～28日", "2016年6月20日から28日まで",
        "2016년 6월 20일부터 28일까지", "2016年6月20-28日", "2016년 6월 20~28일",
    ],
    "2012-06/2013-08": ["June 2012 to August 2013", "since June 2012 until August 2013",
        "from June 2012 until August 2013"],
    "2015-12-28/2016-01-03": [
        "2015. 12. 28. ~ 2016. 1. 3.", "2015. 12. 28. ~ 1. 3.",
        "28 December – 3 January 2016", "28 Dec 2015 - 3 Jan 2016", "2015-12-28 to 2016-01-03",
    ],
    "2023-12/2024-01": ["December 2023 – January"],
    "2015-12-28/2015-12-30": ["2015. 12. 28. ~ 12. 30.", "2015. 12. 28.(월) ~ 12. 30.(수)",
        "2015.12.28~12.30", "2015. 12. 28.~30.", "2015-12-28-30", "2015/12/28 - 12/30"],
    "2015-12-28/2015-12-29": ["2015年12月28日、29日", "2015年12月28・29日"],
    "1955/1963": ["1950년대 후반에서 1960년대 초까지"],
    "1965/1966": ["1965–66", "1965–6", "1965 or 66"],
    "1914/1918": ["1914–18", "1914-18", "1914/18"],
    "1860/1879": ["1860s-1870s", "the 1860s to the 1870s", "1860s–70s", "1860s and 1870s"],
    "1960~": [
        "c. 1960", "c1960", "ca. 1960", "circa 1960", "about 1960", "around 1960", "~1960", "1960~",
        "約1960年", "1960年頃", "1960년경", "약 1960년", "1960 or so",
    ],
    "196X~": ["c. 1960s", "about the 1960s"],
    "1960?": [
        "1960?", "1960 (?)", "probably 1960", "perhaps in 1960", "1960, uncertain", "1960 (uncertain)",
    ],
    "2012-06%": ["possibly about June 2012", "c. June 2012?"],
    "1970~/1980~": ["circa 1970 to circa 1980"],
    "1970~/1975~": ["c. 1970–1975", "c. 1970–75", "~1970-75", "c. 1970 – c. 1975"],
    "1970~/1975": ["c. 1970 – 1975", "circa 1970 to 1975"],
    "1914?/1918?": ["probably 1914–18"],
    "1965-06-22": [
        "昭和40年(1965年)6月22日", "1965年（昭和40年）6月22日", "1965(昭和40)年6月22日",
        "昭和四十年（一九六五年）六月二十二日", "1965年(昭和40年)6月22日(火)", "단기 4298년(1965년) 6월 22일",
    ],
    "1952-01-18": ["단기 4285년 1월 18일", "檀紀四二八五年一月十八日", "단기 4285. 1. 18."],
    "1800/1999": ["19th or 20th century"],
    "1998?/2003?": ["possibly between 1998 and 2003"],
    "2010/..": [
        "since 2010", "from 2010", "from 2010 on", "2010 onwards", "2010 to present", "2010年以降",
        "2010年から", "2010년 이후", "2010년부터", "2010–", "not before 2010", "二〇一〇年以降",
    ],
    "2012-06-29/..": ["since 29 June 2012", "since 2012-06-29T10:00:00"],
    "../2010": [
        "until 2010", "up to 2010", "not later than 2010",
        "by 2010", "2010 or earlier", "2010年まで", "2010년까지", "~2010年",
    ],
    "../1964-12": ["before the end of 1964"],
    "../1964": ["before 1965", "1965年より前"],
    "../2012-05": ["before June 2012"],
    "../2015-12-27": ["before 28 December 2015"],
    "2011/..": ["after 2010", "post-2010"],
    "1970/..": ["after the 1960s"],
    "2010/": ["2010 to unknown", "from 2010, end unknown"],
    "XXXX": ["unknown", "date unknown", "undated"],
}  # fmt: skip
CASES = [(typed, edtf) for edtf, forms in READ_AS.items() for typed in forms]

TODAY = ordinal(2026, 11, 22)


def explained(typed: str) -> str:
    """Why a text cannot be read as a date, in English."""
    why = explain(typed, today=TODAY)
    return ENGLISH.word(why) if why is not None else ""


def readings(typed: str) -> list[tuple[str, str]]:
    return [(reading.date.edtf, reading.note) for reading in read(typed, today=TODAY)]


@pytest.mark.parametrize(("typed", "edtf"), CASES)
def test_a_typed_date_is_read_in_its_one_way(typed: str, edtf: str) -> None:
    assert readings(typed) == [(edtf, "")]
    assert explain(typed) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("03/04/2012", [("2012-04-03", "day first"), ("2012-03-04", "month first")]),
        ("3.4.2012", [("2012-04-03", "day first"), ("2012-03-04", "month first")]),
        ("1900s", [("190X", "ten years"), ("19XX", "hundred years")]),
        ("2007–09", [("2007/2009", "years"), ("2007-09", "month")]),
        ("1921-24", [("1921-24", "season"), ("1921/1924", "years")]),
        ("December–January 2024", [("2023-12/2024-01", ""), ("2024-12/2025-01", "")]),
        (
            "03/04/2012 - 05/04/2012",
            [("2012-04-03/2012-04-05", "day first"), ("2012-03-04/2012-05-04", "month first")],
        ),
        ("Nov. '16", [("2016-11", ""), ("1916-11", "")]),
        ("the ’90s", [("199X", ""), ("189X", "")]),
        ("early nineties", [("1990/1993", ""), ("1890/1893", "")]),
        ("60년대", [("196X", ""), ("186X", "")]),
        ("'27", [("1927", ""), ("1827", "")]),
        ("Friday", [("2026-11-20", ""), ("2026-11-27", "")]),
        ("금요일부터", [("2026-11-20/..", ""), ("2026-11-27/..", "")]),
        ("since Friday", [("2026-11-20/..", ""), ("2026-11-27/..", "")]),
        ("last June", [("2026-06", ""), ("2025-06", "")]),
        ("next December", [("2026-12", ""), ("2027-12", "")]),
        ("last summer", [("2026-22", ""), ("2025-22", "")]),
        ("the last decade", [("201X", ""), ("2016/2026", "")]),
        ("second week of June 2012", [("2012-06-08/2012-06-14", ""), ("2012-06-11/2012-06-17", "")]),
        ("last week of June 2012", [("2012-06-24/2012-06-30", ""), ("2012-06-25/2012-07-01", "")]),
        ("the week of 3 June 2012", [("2012-05-28/2012-06-03", ""), ("2012-06-03/2012-06-09", "")]),
    ],
)
def test_an_ambiguous_form_gives_every_reading(typed: str, expected: list[tuple[str, str]]) -> None:
    assert readings(typed) == expected


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [("04/04/2012", "2012-04-04"), ("28/12/2015", "2015-12-28"), ("12/28/2015", "2015-12-28")],
)
def test_a_form_that_only_looks_ambiguous_gives_one_reading(typed: str, edtf: str) -> None:
    assert readings(typed) == [(edtf, "")]


def test_a_weekday_settles_which_number_is_the_month() -> None:
    assert readings("Tuesday 03/04/2012") == [("2012-04-03", "day first")]
    assert readings("Sunday 03/04/2012") == [("2012-03-04", "month first")]


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [("last year", "2025"), ("this month", "2026-11"), ("last month", "2026-10"), ("작년", "2025"),
     ("today", "2026-11-22"), ("Yesterday", "2026-11-21"), ("tomorrow", "2026-11-23"), ("今日", "2026-11-22"),
     ("어제", "2026-11-21"), ("明日", "2026-11-23"), ("the day before yesterday", "2026-11-20"),
     ("last week", "2026-11-09/2026-11-15"), ("this week", "2026-11-16/2026-11-22"),
     ("先週", "2026-11-09/2026-11-15"), ("지난주", "2026-11-09/2026-11-15"),
     ("two years ago", "2024"), ("10 years ago", "2016"), ("2年前", "2024"), ("2년 전", "2024"),
     ("a month ago", "2026-10"), ("3か月前", "2026-08"), ("3개월 전", "2026-08"), ("next month", "2026-12"),
     ("three weeks ago", "2026-10-26/2026-11-01"), ("10日前", "2026-11-12"), ("in two days", "2026-11-24"),
     ("last Monday", "2026-11-16"), ("last Sunday", "2026-11-15"), ("next Friday", "2026-11-27"),
     ("next Sunday", "2026-11-29"), ("Monday of last week", "2026-11-09"), ("先週の月曜日", "2026-11-09"),
     ("다음 주 금요일", "2026-11-27"), ("昨年11月", "2025-11"), ("작년 11월", "2025-11"),
     ("去年の12月28日", "2025-12-28"), ("28 December last year", "2025-12-28"),
     ("late last month", "2026-10-21/2026-10-31"), ("先月下旬", "2026-10-21/2026-10-31"),
     ("since last year", "2025/.."), ("until yesterday", "../2026-11-21"),
     ("since last week", "2026-11-09/.."), ("2010 until last year", "2010/2025"),
     ("from 2012 to today", "2012/2026-11-22"), ("昨年から今年まで", "2025/2026"),
     ("last December", "2025-12"), ("this March", "2026-03"), ("next June", "2027-06"),
     ("last November", "2025-11"), ("last November 23", "2025-11-23"), ("this past June", "2026-06"),
     ("early last December", "2025-12-01/2025-12-10"), ("지난 6월", "2026-06"),
     ("지난 12월 23일", "2025-12-23"),
     ("지난 여름", "2026-22"),
     ("올 3월", "2026-03"), ("fifteen years ago", "2011"), ("last autumn", "2025-23"),
     ("last winter", "2025-12/2026-02"), ("next winter", "2026-12/2027-02"),
     ("last year's December", "2025-12"), ("from last June to this March", "2025-06/2026-03"),
     ("last 5 years", "2021/2026"), ("over the past ten years", "2016/2026"),
     ("the past decade", "2016/2026"),
     ("過去5年間", "2021/2026"), ("지난 5년간", "2021/2026"), ("past two months", "2026-09/2026-11"),
     ("last 3 days", "2026-11-19/2026-11-22"), ("past 2 weeks", "2026-11-02/2026-11-22"),
     ("this decade", "202X"), ("last century", "19XX"), ("a decade ago", "2016~"), ("十年前", "2016"),
     ("先々月", "2026-09"), ("그제", "2026-11-20"), ("Sunday", "2026-11-22"), ("日曜日", "2026-11-22")],
)  # fmt: skip
def test_what_is_counted_from_today_is_as_fine_as_it_is_said_and_nothing_without_a_today(
    typed: str, edtf: str
) -> None:
    assert readings(typed) == [(edtf, "")]
    assert read(typed) == ()


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "a one"), (2, "two"), (3, "three"), (4, "four"), (5, "five"), (6, "six"), (7, "seven"), (8, "eight"),
     (9, "nine"), (10, "ten"), (11, "eleven"), (12, "twelve"), (15, "fifteen"), (20, "twenty"),
     (30, "thirty"), (40, "forty"), (50, "fifty"), (60, "sixty"), (70, "seventy"), (80, "eighty"),
     (90, "ninety")],
)  # fmt: skip
def test_how_many_years_ago_may_be_written_out(number: int, words: str) -> None:
    assert {readings(f"{word} years ago")[0] for word in words.split()} == {(str(2026 - number), "")}


def test_every_day_of_a_month_may_be_written_out() -> None:
    ones = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
    teens = (
        "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
    )
    words = [
        *ones,
        *teens.split(),
        "twentieth",
        *(f"twenty-{one}" for one in ones),
        "thirtieth",
        "thirty-first",
    ]
    assert [read_day_of_year(f"March {word}") for word in words] == [((3, day),) for day in range(1, 32)]


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [("明40", "1907"), ("M40", "1907"), ("大5年", "1916"), ("T5", "1916"), ("昭40", "1965"), ("S40", "1965"),
     ("平7年", "1995"), ("H7", "1995"), ("令7", "2025"), ("R7", "2025")],
)  # fmt: skip
def test_an_era_may_be_named_in_short(typed: str, edtf: str) -> None:
    assert readings(typed) == [(edtf, "")]


@pytest.mark.parametrize("typed", ["Showa 40", "Shōwa 40", "ＳＨＯＷＡ　40", "昭和40年"])
def test_a_year_of_an_era_is_read_in_either_script(typed: str) -> None:
    assert readings(typed) == [("1965", "")]
    assert readings("Reiwa 7") == [("2025", "")]
    assert "昭和 ran from" in explained("Showa 70")


@pytest.mark.parametrize(
    ("typed", "says_more"),
    [("early 1990s", True), ("mid-1990s", True), ("昭和40年6月22日", True), ("Showa 40", True),
     ("1990s", False), ("June 2012", False), ("2012-06", False), ("1998–2003", False), ("last year", False)],
)  # fmt: skip
def test_a_reading_tells_whether_the_typed_words_say_more_than_its_date(typed: str, says_more: bool) -> None:
    assert [reading.says_more for reading in read(typed, today=TODAY)] == [says_more]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("yesterday", "2026-11-21"), ("late last year", "late 2025"), ("two years ago", "2024"),
     ("先月下旬", "2026年10月下旬"), ("early 1990s", "early 1990s"), ("GSOMIA", "GSOMIA")],
)  # fmt: skip
def test_what_counts_from_today_is_kept_as_what_is_read_the_same_on_any_day(typed: str, kept: str) -> None:
    assert for_good(typed, TODAY) == kept
    assert read(for_good(typed, TODAY)) == read(typed, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("30 February 2012", "February 2012 has 29 days"),
        ("2012-02-30", "February 2012 has 29 days"),
        ("2012年2月30日", "February 2012 has 29 days"),
        ("31/04/2012", "April 2012 has 30 days"),
        ("30 February", "February has at most 29 days"),
        ("31/4", "April has at most 30 days"),
        ("2/30", "February has at most 29 days"),
        ("13/13", "Write it like 2012-06-29"),
        ("0/5", "Write it like 2012-06-29"),
        ("5/44", "all four digits"),
        ("13/13/2012", "no month 13"),
        ("24/2012", "no month 24"),
        ("1998-13", "no month 13"),
        ("2003-1998", "2003 begins after 1998"),
        ("from June 2013 to August 2012", "2013-06 begins after 2012-08"),
        ("spring to autumn 2016", "give months"),
        ("Tuesday, 28 December 2015", "is a Monday, not a Tuesday"),
        ("2015年12月28日(火)", "is a Monday, not a Tuesday"),
        ("昭和64年2月", "昭和 ran from 1926-12-25 to 1989-01-07"),
        ("明治5年", "lunar until 1873"),
        ("皇紀2400年", "lunar until 1873"),
        ("단기 4200년", "Korea's until 1896"),
        ("794", "write AD 794 or 0794"),
        ("昭和35年代", "Write it like 2012-06-29"),
        ("Q4–Q1 2013", "begins after"),
        ("0 BC", "no year 0"),
        ("28 December", "28 December needs a year"),
        ("June", "June needs a year"),
        ("28/12/15", "all four digits"),
        ("23 Nov 16", "all four digits"),
        ("Aug 45", "all four digits"),
        ("00s", "Write it like 2012-06-29"),
        ("昭和40年(1966年)", "Write it like 2012-06-29"),
        ("FY2016", "write the months"),
        ("2016年度", "write the months"),
        ("2016-W53", "2016 has 52 weeks"),
        ("30 February last year", "February 2025 has 28 days"),
        ("around Easter", "Write it like 2012-06-29"),
        ("a few years ago", "Write it like 2012-06-29"),
        ("Juny 2016", "Write it like 2012-06-29"),
        ("before c. 1960", "unsure"),
        ("after winter 2016", "write the month"),
        ("soon", "Write it like 2012-06-29"),
        ("12", "Write it like 2012-06-29"),
        ("", "no date in it"),
        ("\0\ud800", "no date in it"),
        ("9" * 5000, "too long"),
    ],
)
def test_what_cannot_be_read_is_explained(typed: str, reason: str) -> None:
    assert read(typed, today=TODAY) == ()
    assert reason in explained(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("28 December", ((12, 28),)),
        ("Dec 28", ((12, 28),)),
        ("the 28th of December", ((12, 28),)),
        ("12/28", ((12, 28),)),
        ("28/12", ((12, 28),)),
        ("3/4", ((4, 3), (3, 4))),
        ("4/4", ((4, 4),)),
        ("12月28日", ((12, 28),)),
        ("12월 28일", ((12, 28),)),
        ("12. 28.", ((12, 28),)),
        ("--12-28", ((12, 28),)),
        ("--03-04", ((3, 4),)),
        ("29 February", ((2, 29),)),
        ("30 February", ()),
        ("13/13", ()),
        ("March First", ((3, 1),)),
        ("23 Novmber", ((11, 23),)),
        ("十二月二十八日", ((12, 28),)),
        ("시월 삼일", ((10, 3),)),
        ("28 December 2015", ()),
        ("December", ()),
        ("c. 28 December", ()),
        ("28", ()),
    ],
)
def test_a_day_without_a_year_is_read_as_such(typed: str, expected: tuple[tuple[int, int], ...]) -> None:
    assert read_day_of_year(typed) == expected


@pytest.mark.parametrize(
    ("typed", "month"),
    [("June", 6), ("jun.", 6), ("6月", 6), ("6월", 6), ("May", 5), ("13月", None), ("28 June", None),
     ("June 2012", None),
     ("early June", None), ("6", None), ("65年", None)],
)  # fmt: skip
def test_a_month_without_a_year_is_read_as_such(typed: str, month: int | None) -> None:
    assert read_month(typed) == month


DAY_FORMS = (
    "{d} {M} {y}",
    "{M} {d}, {y}",
    "{y}-{m:02}-{d:02}",
    "{y}年{m}月{d}日",
    "{y}년 {m}월 {d}일",
    "{y}. {m}. {d}.",
    "{d}/{m}/{y}",
)
MONTH_FORMS = ("{M} {y}", "{y}-{m:02}", "{y}年{m}月", "{y}년 {m}월", "{m}/{y}", "in {M}, {y}")
YEAR_FORMS = ("{y}", "{y}年", "{y}년", "the year {y}")
FORMS = [
    *((form, Precision.DAY) for form in DAY_FORMS),
    *((form, Precision.MONTH) for form in MONTH_FORMS),
    *((form, Precision.YEAR) for form in YEAR_FORMS),
]


@settings(deadline=None)
@given(st.sampled_from(FORMS), st.integers(1000, 9999), st.integers(1, 12), st.integers(1, 31))
def test_no_reading_is_finer_than_what_was_typed(form: tuple[str, Precision], y: int, m: int, d: int) -> None:
    template, precision = form
    d = min(d, days_in_month(y, m))
    month = human(parse(f"2000-{m:02}")).split()[0]
    typed = template.format(y=y, m=m, d=d, M=month)
    whole = {Precision.DAY: f"{y}-{m:02}-{d:02}", Precision.MONTH: f"{y}-{m:02}", Precision.YEAR: f"{y}"}[
        precision
    ]
    found = [reading.date for reading in read(typed)]
    assert parse(whole) in found
    assert {date.precision for date in found} == {precision}


COUNTED = {
    "day": ("{n} days ago", "last {n} days", "yesterday", "last {weekday}", "{weekday}", "{n}日前", "어제"),
    "month": ("{n} months ago", "last {n} months", "last {month}", "next {month}", "先月", "지난 {m}월"),
    "year": (
        "{n} years ago",
        "past {n} years",
        "last year",
        "since {n} years ago",
        "'16",
        "{n}년 전",
        "再来年",
    ),
}


@settings(deadline=None)
@given(
    st.sampled_from([(unit, form) for unit, forms in COUNTED.items() for form in forms]),
    st.dates(min_value=datetime.date(1950, 1, 1), max_value=datetime.date(2400, 1, 1)),
    st.integers(1, 40),
    st.integers(1, 12),
    st.sampled_from(WEEKDAYS),
)
def test_what_counts_from_today_is_no_finer_than_its_unit_and_means_the_same_for_good(
    counted: tuple[str, str], today: datetime.date, n: int, m: int, weekday: str
) -> None:
    unit, form = counted
    typed = form.format(n=n, m=m, month=MONTHS[m - 1], weekday=weekday)
    found = [one.date for one in read(typed, today=today.toordinal())]
    assert 1 <= len(found) <= 2
    for date in found:
        ends = [end for end in (date.start, date.end) if end] or [date]
        assert {end.precision.value for end in ends} == {unit}
        assert [one.date for one in read(human(date))] == [date]
    if len(found) == 1:
        assert [one.date for one in read(for_good(typed, today.toordinal()))] == found


HAN, HANGUL = ("", *"一二三四五六七八九"), ("", *"일이삼사오육칠팔구")


def in_tens(number: int, digits: Sequence[str], tens: str) -> str:
    ones, ten = number % 10, number // 10
    return (digits[ten] if ten > 1 else "") + (tens if ten else "") + digits[ones]


@settings(deadline=None)
@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_a_date_in_numerals_of_any_script_is_that_in_digits(date: datetime.date) -> None:
    digits = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(date.year))
    han = f"{digits}年{in_tens(date.month, HAN, '十')}月{in_tens(date.day, HAN, '十')}日"
    tens = in_tens(date.year % 100, HANGUL, "십")
    thousands = "이천" if date.year >= 2000 else "천구백"
    hangul = f"{thousands}{tens}년 {in_tens(date.month, HANGUL, '십')}월 {in_tens(date.day, HANGUL, '십')}일"
    for typed in (han, hangul):
        assert readings(typed) == [(date.isoformat(), "")]


@settings(deadline=None)
@given(st.sampled_from([*MONTHS, *WEEKDAYS]).filter(lambda name: len(name) > 5), st.data())
def test_a_name_with_a_letter_too_few_or_two_swapped_is_still_that_name(
    name: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(name) - 2))
    for slip in (name[:at] + name[at + 1 :], name[:at] + name[at + 1] + name[at] + name[at + 2 :]):
        typed, meant = (f"{one} 2016" if name in MONTHS else f"last {one}" for one in (slip, name))
        assert readings(typed) == readings(meant) != []


@settings(deadline=None)
@given(edtf_strings)
def test_edtf_itself_is_read_as_it_stands(edtf: str) -> None:
    assert read(edtf)[0].date == parse(edtf)


@settings(deadline=None)
@given(dates)
def test_what_we_write_is_read_back(date: HistoricalDate) -> None:
    assume(date.precision is not Precision.DECADE or date.low > ordinal(100, 1, 1))
    assert [reading.date for reading in read(human(date))] == [date]
    assert [reading.date for reading in read(human_short(date))] == [date]


def test_an_early_decade_is_read_back_as_its_years() -> None:
    assert [reading.date.edtf for reading in read(human(parse("-004X")))] == ["-0049/-0040"]


TOKENS = (
    "1 12 31 2012 1998 44 0000 - – ~ / . , ' ? ( ) % 年 月 日 년 월 일 から 부터 まで "
    "昭和 平成 元 世紀 年代 後半 early mid- late c. circa probably june may Dec. spring th s bc AD century "
    "to and between from since until before after Q1 \0 \ud800 X Y T :"
)
TYPED = st.lists(st.sampled_from([*TOKENS.split(), " "]), max_size=40)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)


@settings(deadline=None, max_examples=300)
@given(ANYTHING | TYPED.map(" ".join) | TYPED.map("".join))
def test_no_text_makes_reading_raise_and_what_is_not_read_is_explained(text: str) -> None:
    found = read(text, today=TODAY)
    assert bool(found) != bool(explain(text, today=TODAY))
    assert all(parse(reading.date.edtf) == reading.date for reading in found)
    assert len({reading.date for reading in found}) == len(found)
    assert all(1 <= month <= 12 and 1 <= day <= 31 for month, day in read_day_of_year(text))
    assert read_month(text) in (None, *range(1, 13))


@pytest.mark.parametrize(
    "text",
    [
        "-" * 120,
        "1-" * 60,
        "~" * 120,
        "c. " * 40,
        "early " * 20,
        "(" * 119 + "?",
        "from " * 1000,
        "ﷺ" * 119,
        "friday " * 17,
        "last year " * 12,
        "'16 " * 24,
    ],
)
def test_a_long_senseless_text_is_refused(text: str) -> None:
    assert read(text, today=TODAY) == ()
    assert len(explained(text)) < 250


@pytest.mark.parametrize(
    ("words", "begun"),
    [
        ("late 2000s", "2007/2009"),
        ("since the late 2000s", "2007/2009"),
        ("Since the 1990s", "1990/1999"),
        ("from the late 1990s to 2005", "1997/1999"),
        ("18th and 19th centuries", "1700/1899"),
        ("early 2012", "2012-01/2012-04"),
        ("beginning of December 2012", "2012-12-01/2012-12-10"),
        ("second half of 2012", "2012-07/2012-12"),
        ("winter 2010–11", "2010-12/2011-02"),
        ("2000年代末", "2007/2009"),
        ("1990년대 초 이후", "1990/1993"),
        ("2012年5月上旬", "2012-05-01/2012-05-10"),
        ("from 1998 to the early 2000s", None),
        ("between 1998 and 2003", None),
        ("since 2010", None),
        ("early June", None),
        ("2012", None),
    ],
)
def test_what_is_dated_in_rough_words_began_within_all_the_days_that_they_stand_for(
    words: str, begun: str | None
) -> None:
    dates = [reading.date for reading in read(words)] or [parse("2012-06-01/2012-06-10")]
    within = parse(begun) if begun is not None else None

    assert [begun_within(words, date) for date in dates] == [within and (within.low, within.high)]
