"""The words of dates: what months, weekdays and seasons are called, and the marks of doubt and of parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The English names. A test holds them against Babel's, whose import costs more than a first answer may."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
"""EDTF's season codes."""

MONTH_NUMBERS = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}

WEEKDAY_NUMBERS = {
    **{name.casefold(): number for number, name in enumerate(WEEKDAYS)},
    **{name[:3].casefold(): number for number, name in enumerate(WEEKDAYS)},
    **{"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
    **{name: number for number, name in enumerate("月火水木金土日")},
    **{name: number for number, name in enumerate("월화수목금토일")},
}

SEASON_CODES = {
    **{name: code for code, name in SEASONS.items()},
    **{"fall": 23, "春": 21, "夏": 22, "秋": 23, "冬": 24, "봄": 21, "여름": 22, "가을": 23, "겨울": 24},
}

ORDINALS = {
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8},
    **{"ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14},
    **{"fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19},
    **{"twentieth": 20, "twenty-first": 21, "twenty-second": 22, "twenty-third": 23, "twenty-fourth": 24},
    **{"twenty-fifth": 25, "twenty-sixth": 26, "twenty-seventh": 27, "twenty-eighth": 28},
    **{"twenty-ninth": 29, "thirtieth": 30, "thirty-first": 31},
}
"""Which day or century, in words."""

DECADES = {
    **{"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70},
    **{"eighties": 80, "nineties": 90},
}

HOLIDAYS = {
    **{"Christmas Eve": (12, 24), "Christmas Day": (12, 25), "Christmas": (12, 25), "Boxing Day": (12, 26)},
    **{"New Year's Eve": (12, 31), "New Year's Day": (1, 1)},
}
"""Days of the year that have names which mean the same day everywhere: month and day."""

ROMAN_MONTHS = {
    name: number
    for number, name in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1
    )
}

ERAS = {
    "明治": (1868, (1868, 10, 23), (1912, 7, 30)),
    "大正": (1912, (1912, 7, 30), (1926, 12, 25)),
    "昭和": (1926, (1926, 12, 25), (1989, 1, 7)),
    "平成": (1989, (1989, 1, 8), (2019, 4, 30)),
    "令和": (2019, (2019, 5, 1), (9999, 12, 31)),
}
"""The Gregorian year of each Japanese era's first year, and its first and last day."""

ERA_NAMES = {
    **{name: name for name in ERAS},
    **dict.fromkeys(("meiji", "明", "m"), "明治"),
    **dict.fromkeys(("taisho", "taishō", "taishou", "大", "t"), "大正"),
    **dict.fromkeys(("showa", "shōwa", "shouwa", "昭", "s"), "昭和"),
    **dict.fromkeys(("heisei", "平", "h"), "平成"),
    **dict.fromkeys(("reiwa", "令", "r"), "令和"),
}
"""What each era is called, also in short: 昭和40年, 昭40, S40, Showa 40."""

FIRST_GREGORIAN_YEAR_OF_JAPAN = 1873

YEAR_COUNTS = {
    **dict.fromkeys(("단기", "檀紀", "dangi"), (-2333, 1896)),
    **dict.fromkeys(("皇紀", "神武紀元", "koki", "kōki"), (-660, FIRST_GREGORIAN_YEAR_OF_JAPAN)),
    **dict.fromkeys(("주체", "主体", "主體", "juche"), (1911, 1912)),
    **dict.fromkeys(("民國", "民国", "minguo"), (1911, 1912)),
}
"""From what years are counted beside eras: Dangun (in the Republic of Korea until 1961), the first emperor
(in Japan until 1945), 1912 (in the DPRK, and in the Republic of China). Each with what is added to a number
for the Gregorian year, and the first year whose days are Gregorian ones."""

AROUND_TODAY = {
    **dict.fromkeys(("day before yesterday", "一昨日", "おととい", "그저께", "그제"), ("day", -2)),
    **dict.fromkeys(("yesterday", "昨日", "きのう", "어제"), ("day", -1)),
    **dict.fromkeys(("today", "今日", "きょう", "本日", "오늘"), ("day", 0)),
    **dict.fromkeys(("tomorrow", "明日", "あした", "내일"), ("day", 1)),
    **dict.fromkeys(("day after tomorrow", "明後日", "あさって", "모레"), ("day", 2)),
    **dict.fromkeys(("先々週", "지지난주", "지지난 주"), ("week", -2)),
    **dict.fromkeys(("先週", "지난주", "지난 주"), ("week", -1)),
    **dict.fromkeys(("今週", "이번 주", "이번주"), ("week", 0)),
    **dict.fromkeys(("来週", "다음 주", "다음주"), ("week", 1)),
    **dict.fromkeys(("再来週", "다다음주", "다다음 주"), ("week", 2)),
    **dict.fromkeys(("先々月", "지지난달", "지지난 달"), ("month", -2)),
    **dict.fromkeys(("先月", "지난달", "지난 달"), ("month", -1)),
    **dict.fromkeys(("今月", "이번 달", "이번달"), ("month", 0)),
    **dict.fromkeys(("来月", "다음 달", "다음달"), ("month", 1)),
    **dict.fromkeys(("再来月", "다다음달", "다다음 달"), ("month", 2)),
    **dict.fromkeys(("一昨年", "おととし", "재작년"), ("year", -2)),
    **dict.fromkeys(("去年", "昨年", "작년", "지난해"), ("year", -1)),
    **dict.fromkeys(("今年", "本年", "올해", "금년", "올"), ("year", 0)),
    **dict.fromkeys(("来年", "내년"), ("year", 1)),
    **dict.fromkeys(("再来年", "내후년"), ("year", 2)),
}
"""Words for a day, week, month or year so many of them from today's."""

WHICH = {
    **dict.fromkeys(("last", "previous"), -1),
    **dict.fromkeys(("this", "current"), 0),
    **dict.fromkeys(("next", "coming"), 1),
}
"""What stands before "week", "month", "year", "decade" and "century" instead."""

COUNTS = {
    **dict.fromkeys(("a", "an"), 1),
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9},
    **{"ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30},
    **{"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a hundred": 100},
}

UNITS = {
    **dict.fromkeys(("day", "days", "日", "일"), ("day", 1)),
    **dict.fromkeys(("week", "weeks", "週間", "週", "주일", "주"), ("week", 1)),
    **dict.fromkeys(("month", "months", "か月", "ヶ月", "カ月", "ヵ月", "ケ月", "개월", "달"), ("month", 1)),
    **dict.fromkeys(("year", "years", "yr", "yrs", "年", "년"), ("year", 1)),
    **dict.fromkeys(("decade", "decades"), ("year", 10)),
    **dict.fromkeys(("century", "centuries"), ("year", 100)),
}
"""What time is counted in, as a unit and how many of it."""

NTH_WEEKS = {
    **{f"{n}{ending}": n for n in range(1, 6) for ending in ("", "st", "nd", "rd", "th")},
    **{"첫째": 1, "둘째": 2, "셋째": 3, "넷째": 4, "다섯째": 5},
    **dict.fromkeys(("last", "最終", "마지막"), 0),
}
"""Which week of a month, from 1 ("first" is read as "1th" before); 0 is the last."""

UNKNOWN = frozenset(
    ("unknown", "undated", "date unknown", "no date", "不明", "日付不明", "미상", "날짜 미상")
)
OPEN_END = frozenset(("now", "present", "the present", "現在", "현재"))

PARTS = {
    **dict.fromkeys(("early", "beginning", "start", "初頭", "初め", "はじめ", "上旬", "初旬"), "early"),
    **dict.fromkeys(("초", "초반", "초순", "상순"), "early"),
    **dict.fromkeys(("mid", "middle", "半ば", "中頃", "中ごろ", "中旬", "중반", "중순"), "mid"),
    **dict.fromkeys(("late", "end", "末", "終わり", "下旬", "말", "하순"), "late"),
    **dict.fromkeys(("first half", "h1", "前半", "上半期", "상반기", "전반", "전반기"), "h1"),
    **dict.fromkeys(("second half", "h2", "後半", "下半期", "하반기", "후반", "후반기"), "h2"),
    **dict.fromkeys(("first quarter", "q1", "第1四半期", "1분기"), "q1"),
    **dict.fromkeys(("second quarter", "q2", "第2四半期", "2분기"), "q2"),
    **dict.fromkeys(("third quarter", "q3", "第3四半期", "3분기"), "q3"),
    **dict.fromkeys(("fourth quarter", "q4", "第4四半期", "4분기"), "q4"),
}
"""What a part of a longer time is called."""

PORTIONS: dict[str, dict[str, tuple[int, int]]] = {
    "month": {
        **{"early": (1, 10), "mid": (11, 20), "late": (21, 31), "h1": (1, 15), "h2": (16, 31)},
        **{"early-mid": (1, 20), "mid-late": (11, 31)},
    },
    "year": {
        **{"early": (1, 4), "mid": (5, 8), "late": (9, 12), "h1": (1, 6), "h2": (7, 12)},
        **{"early-mid": (1, 8), "mid-late": (5, 12)},
        **{"q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12)},
    },
    "decade": {
        **{"early": (0, 3), "mid": (4, 6), "late": (7, 9), "h1": (0, 4), "h2": (5, 9)},
        **{"early-mid": (0, 6), "mid-late": (4, 9)},
    },
    "century": {
        **{"early": (0, 32), "mid": (33, 66), "late": (67, 99), "h1": (0, 49), "h2": (50, 99)},
        **{"early-mid": (0, 66), "mid-late": (33, 99)},
    },
}
"""The convention for each part: days of a month, months of a year, years of a decade or century (from 0)."""


def alternatives(words: Iterable[str]) -> str:
    """The pattern that matches one of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def compiled(form: str) -> re.Pattern[str]:
    """The pattern of a form, made when it is first needed, so that no start waits for it."""
    return re.compile(form)
