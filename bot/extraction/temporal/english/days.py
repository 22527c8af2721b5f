"""English days, months and seasons: "6-7 January 1916", "October of that year", "the summer of 1998"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from bot.domain import dates
from bot.domain.dates import words as date_words
from bot.extraction.temporal.english import words
from bot.extraction.temporal.english.numbers import is_quantity
from bot.extraction.temporal.english.patterns import (
    ANY_YEAR,
    DAY,
    FULL_MONTH,
    FUNCTION_WORD,
    IRREGULAR_PAST,
    ITS_YEAR,
    LAST_OR_NEXT,
    MONTH,
    SEASON,
    THAT_YEAR,
    TIME_OF_DAY,
    YEAR,
    any_of,
    cased,
    in_its_year,
    month_number,
    number,
    plain,
)
from bot.extraction.temporal.language import Rule
from bot.extraction.temporal.mention import Mention, Unit


def _days(match: re.Match[str]) -> Iterator[Mention]:
    """ "6-7 January 1916", "March 5-9, 1918": each day by itself, with the rest it needs."""
    month, at = month_number(match["month"]), match.start("days")
    week = "week" in match.groupdict()
    found = [(at + day.start(), at + day.end()) for day in re.finditer(DAY, match["days"])]
    for place, (start, end) in enumerate(found):
        first, last = place == 0, place == len(found) - 1
        mention = Mention(
            match.start() if first else start,
            match.end() if last else end,
            Unit.DAY,
            part=month,
            day=number(match.string[start:end], {}),
            words=None if len(found) == 1 else match.span(),
            week=week,
        )
        yield in_its_year(mention, match)


def _day_in_relation(match: re.Match[str]) -> Iterator[Mention]:
    """ "Last March 20", "next Jan. 1", "the 5th of September last"."""
    anchor, steps = words.RELATIONS[plain(match["relation"])]
    part, day = month_number(match["month"]), number(match["day"], {})
    yield Mention(*match.span(), Unit.DAY, part=part, day=day, anchor=anchor, steps=steps)


def _month(match: re.Match[str]) -> Iterator[Mention]:
    mention = Mention(*match.span(), Unit.MONTH, part=month_number(match["month"]))
    if match["after"]:
        anchor, steps = words.RELATIONS[match["after"]]
        yield replace(mention, anchor=anchor, steps=steps)
    elif match["year"] or match["of"] or _is_month(match):
        yield in_its_year(mention, match)


_MONTH_BEFORE = re.compile(
    r"(?:\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Ff]rom|[Tt]o|[Oo]f|[Aa]nd|[Oo]r|[Bb]etween|[Dd]uring|[Aa]fter"
    r"|[Bb]efore|[Tt]hrough(?:out)?|[Ff]or|[Aa]round|[Aa]gainst|[Oo]ver|[Vv]ersus|than|as|[Bb]eginning|[Ss]tarting|[Ee]arly|[Ll]ate|[Mm]id|[Ll]ast|[Nn]ext"
    r"|[Tt]his|[Tt]hat)\s"
    r"|[-,(/]\s?)\Z"
)
_MONTH_AS_KIND = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s\Z")
_MARCHES_ON = re.compile(rf"\s(?:on|to|into|through|towards?|against|over|from)\s(?:the\s)?(?!{MONTH})[A-Z]")
_IS_A_PERSON = re.compile(r"\s(?:[A-Z][a-z]+(?:'s)?\s(?:is|was|said|had|has)|v[ao]n)\b")
_NAME_FOLLOWS = re.compile(r"\s[A-Z][a-z]")
"""After three letters that may be a month or a first name: "Jan Smith"."""
_LINE_BEFORE, _ENTRY_BEHIND = re.compile(r"(?:\A|\n)[ \t*•-]*\Z"), re.compile(r"\s?(?::|[–—-]\s)")
"""What is around the date of an entry in a chronology: "May: the port opens"."""
_OF_A_MONTH = re.compile(
    r"(?:'s)?\s(?:data|exports|figures|forecasts?|futures|imports|inflation|level|orders|output|payrolls|production|rate"
    r"|reading|report|retail|sales)\b"
)
"""What is counted by the month."""
_NEXT_MONTH = re.compile(rf"(?:\s?-\s?|\s(?:and|or|to|until|through)\s|,\s){MONTH}(?![\w'])")


def _is_month(match: re.Match[str]) -> bool:
    """Whether the name of a month without a year is a month, and not a verb, a march or a person."""
    name, text = match["month"], match.string
    left, right = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 24]
    if len(name) == 3 and name != "May" and _NAME_FOLLOWS.match(right):
        return False
    if _MONTH_BEFORE.search(left):
        return name != "March" or not _MARCHES_ON.match(right) or left.lower().endswith(("in ", "since "))
    if _NEXT_MONTH.match(text, match.end()) or (_LINE_BEFORE.search(left) and _ENTRY_BEHIND.match(right)):
        return True
    if name in ("May", "March"):
        if _OF_A_MONTH.match(right):
            return True
        return bool(
            _MONTH_AS_KIND.search(left) and re.match(r"\s[a-z]", right) and not _MARCHES_ON.match(right)
        )
    return name.istitle() and len(name) > 3 and name[-1] != "." and not _IS_A_PERSON.match(right)


_TO = r"(?:\s?-\s?|-(?:to|through)-|\s(?:to|through)\s)"
_SINCE_TWO_MONTHS = rf"(?:January{_TO}(?=Mar)|April{_TO}(?=Jun)|July{_TO}(?=Sep)|October{_TO}(?=Dec))"
"""Before the month with which a quarter ends."""


def _quarter_by_its_month(match: re.Match[str]) -> Iterator[Mention]:
    """ "The June quarter", "the April-June quarter": the one that ends with June."""
    quarter = month_number(match["month"]) // 3
    yield in_its_year(Mention(*match.span(), Unit.QUARTER, part=quarter), match)


def _iso(match: re.Match[str]) -> Iterator[Mention]:
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    yield Mention(*match.span(), Unit.DAY, year=year, part=month, day=day)


def _numeric(match: re.Match[str]) -> Iterator[Mention]:
    """ "11/02/89": the month first, as in America, if that can be one; "2.11.1989": the day first."""
    first, second, year = int(match["first"]), int(match["second"]), match["year"]
    dotted = match["sign"] == "."
    month, day = (second, first) if dotted or first > 12 else (first, second)
    doubt = "" if dotted or first == second or max(first, second) > 12 else "?"
    if 1 <= month <= 12 and day:
        short = len(year) == 2
        yield Mention(*match.span(), Unit.DAY, year=int(year), part=month, day=day, short=short, doubt=doubt)


def _numeric_days(match: re.Match[str]) -> Iterator[Mention]:
    """ "6-8/10/2004": the days first, as they are a range."""
    month, year = int(match["month"]), int(match["year"])
    for name, span in (("first", match.span("first")), ("last", (match.start("last"), match.end()))):
        if 1 <= month <= 12 and int(match[name]):
            yield Mention(*span, Unit.DAY, year=year, part=month, day=int(match[name]))


def _weekday_of_month(match: re.Match[str]) -> Iterator[Mention]:
    """ "The first Tuesday in November"."""
    nth = -1 if match["nth"] == "last" else words.ORDINALS[match["nth"]]
    weekday, month = date_words.WEEKDAY_NUMBERS[match["weekday"].lower()], month_number(match["month"])
    yield in_its_year(Mention(*match.span(), Unit.DAY, part=month, weekday=weekday, nth=nth), match)


_BEFORE_A_HOLIDAY = (
    *("on", "by", "since", "until", "till", "before", "after", "at", "over", "around", "for", "from", "to"),
    *("last", "this", "next", "of", "during", "and", "early", "late"),
)
_ON_A_HOLIDAY = re.compile(rf"\b{cased(_BEFORE_A_HOLIDAY)}\s\Z")
"""Before a holiday on which something happens; without such a word, the text is about the holiday."""
_HAPPENED = re.compile(
    rf"\b(?:{IRREGULAR_PAST}|(?:begin|close|end|expire|open|resume|spend|start)s"
    r"|(?!call|celebrat|honou?r|mark|nam|observ)[a-z]{3,}ed)\s\Z"
)
"""Before a holiday that is called a day or eve: something happened on it ("was found Thanksgiving Day")."""
_OF_A_HOLIDAY = re.compile(
    r"\s(?:[A-Z][a-z]|(?:shopping|season|sales?|part(?:y|ies)|dinner|gifts?|presents?|bonus(?:es)?|cards?|trees?"
    r"|parade|break|holidays?|vacation|period|week(?:end)?)\b)"
)
"""After a holiday: a thing named for it, which need not be on that day."""
_ONE, _SUCH_A_THING = (
    re.compile(r"\b(?:[Aa]n?|[Tt]he)\s\Z"),
    re.compile(rf"\s(?!{FUNCTION_WORD}\b)[a-z]{{3,}}"),
)
"""Around a holiday that is called a day or eve: of one thing that is told of ("a Christmas Day truce")."""


def _happens_on_holiday(match: re.Match[str]) -> bool:
    """Whether something happens on a holiday, by the words around it."""
    text = match.string
    if _OF_A_HOLIDAY.match(text, match.end()):
        return False
    left = text[max(0, match.start() - 16) : match.start()]
    is_day = match["holiday"].endswith(("day", "Day", "eve", "Eve"))
    if is_day and _ONE.search(left) and _SUCH_A_THING.match(text, match.end()):
        return True
    return bool(_ON_A_HOLIDAY.search(left) or (is_day and _HAPPENED.search(left)))


def _holiday(match: re.Match[str]) -> Iterator[Mention]:
    if not (match["year"] or match["relation"] or _happens_on_holiday(match)):
        return
    named = words.HOLIDAYS[" ".join(match["holiday"].split()).replace(" day", " Day").replace(" eve", " Eve")]
    mention = replace(named, start=match.start(), end=match.end())
    if match["relation"]:
        anchor, steps = words.RELATIONS[plain(match["relation"])]
        mention = replace(mention, anchor=anchor, steps=steps)
    yield in_its_year(mention, match)


def _day_in_words(match: re.Match[str]) -> Iterator[Mention]:
    """ "The fourth of July"."""
    day, month = number(plain(match["day"]), words.ORDINALS), month_number(match["month"])
    yield in_its_year(Mention(*match.span(), Unit.DAY, part=month, day=day), match)


def _day_in_words_behind(match: re.Match[str]) -> Iterator[Mention]:
    """ "April ninth", "April ninth and the 13th"."""
    month, day = month_number(match["month"]), number(match["day"], words.ORDINALS)
    if not match["more"]:
        yield in_its_year(Mention(*match.span(), Unit.DAY, part=month, day=day), match)
        return
    first = Mention(match.start(), match.end("day"), Unit.DAY, part=month, day=day, words=match.span())
    last = replace(first, start=match.start("more"), end=match.end(), day=number(match["more"], {}))
    yield from (in_its_year(mention, match) for mention in (first, last))


def _attacks(match: re.Match[str]) -> Iterator[Mention]:
    """ "The Sept. 11 attacks": in doubt, as the words do not give the year."""
    year, month, day = words.ATTACKS
    yield Mention(*match.span(), Unit.DAY, year=year, part=month, day=day, doubt="?")


def _last_day(match: re.Match[str]) -> Iterator[Mention]:
    """ "The last day of November"; that of February is the one before 1 March."""
    month = month_number(match["month"])
    place = Mention(*match.span(), Unit.DAY, part=month, day=dates.days_in_month(_ANY_YEAR, month))
    yield in_its_year(replace(place, part=3, day=1, away=-1) if month == _FEBRUARY else place, match)


_ANY_YEAR, _FEBRUARY = 2001, 2
_SEASON_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Ff]rom|[Dd]uring|[Aa]fter|[Bb]efore|[Tt]hrough(?:out)?|[Ee]arly"
    r"|[Ll]ate|[Mm]id|[Tt]he|[Oo]f|[Aa]nd|[Oo]r|[Tt]o|[Bb]etween|[Oo]ver)\s?-?\Z|-\Z"
)
_TO_FALL = re.compile(r"(?<!spring)(?<!summer)\sto\s\Z")
"""What makes "fall" a verb."""
_NO_SEASON_AFTER = re.compile(r"[A-Za-z]|-(?!(?:spring|summer|autumn|fall|winter)\b)")
_FALLING = re.compile(r"\s(?:of|back|in|to|from|through|into|apart|under|short|behind|on|upon|out)\b")
_AT_A_PLACE = re.compile(r"\s(?:in|at|on|near|around)\s(?:the\s)?[A-Z]")
"""After "to winter", the verb."""
_OF_A_SEASON = re.compile(
    r"\s(?:[Oo]ffensive|[Cc]ampaign|[Uu]prising|[Rr]ising|[Hh]arvest|[Ff]ighting|[Ss]ession|[Ee]lection"
    r"|[Mm]eeting|[Ss]ummit|[Cc]onference|[Rr]evolution)"
)
_A_FESTIVAL = re.compile(rf"(?:\s(?:and|or)\s{SEASON})?\s(?:[a-z]+\s)?[Ff]estivals?\b")
""" "The shrine's spring and autumn festivals": their names."""
_NEXT_SEASON = re.compile(rf"(?:\s(?:and|or|to)\s(?:the\s)?|\s?-\s?){SEASON}\b")


def _season(match: re.Match[str]) -> Iterator[Mention]:
    name = match["season"]
    mention = Mention(*match.span(), Unit.SEASON, part=date_words.SEASON_CODES[name.lower()])
    if not match["year"] and not match["of"]:
        if _is_season(match):
            yield mention
        return
    first = in_its_year(mention, match)
    if match["until"]:
        year = int(match["year"][: 4 - len(match["until"])] + match["until"])
        yield replace(first, end=match.start("until") - 1)
        yield Mention(*match.span("until"), Unit.YEAR, year=year)
    else:
        yield first


def _season_after_year(match: re.Match[str]) -> Iterator[Mention]:
    """ "The 1982 summer offensive"."""
    year, season = int(match["year"]), date_words.SEASON_CODES[match["season"].lower()]
    if is_quantity(match.string, *match.span("year")):
        return
    if match["season"] == "fall" and _FALLING.match(match.string, match.end()):
        yield Mention(match.start(), match.end("year"), Unit.YEAR, year=year)
    else:
        yield Mention(*match.span(), Unit.SEASON, year=year, part=season)


def _is_season(match: re.Match[str]) -> bool:
    """Whether the name of a season without a year is a season, and not a verb or name ("the Winter War")."""
    name, text = match["season"], match.string
    left, right = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 24]
    if _OF_A_SEASON.match(right):
        return True
    if _A_FESTIVAL.match(right):
        return False
    if name[0].isupper() or _NO_SEASON_AFTER.match(right):
        return False
    if name == "fall" and (_FALLING.match(right) or _TO_FALL.search(left)):
        return False
    if left.endswith(" to ") and _AT_A_PLACE.match(right):
        return False
    return bool(_SEASON_BEFORE.search(left) or _NEXT_SEASON.match(right))


_MORE_DAYS = rf"""(?:
    \s?[-/]\s?{DAY}
    |,\s{DAY}(?=(?:,\s{DAY}){{0,9}},?\s(?:and|or)\s{DAY})
    |,?\s(?:and|or|to|through|until)\s(?:the\s)?(?:{any_of(date_words.WEEKDAYS)},?\s)?{DAY}(?!\s(?!{FUNCTION_WORD})[a-z])
){{0,9}}"""
_MONTH_DIGITS, _DAY_DIGITS = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12][0-9]|3[01])"

_DAYS_OF_A_MONTH = 31
_DAY_IN_WORDS = cased(word for word, day in words.ORDINALS.items() if day <= _DAYS_OF_A_MONTH)
_HOLIDAY = any_of(
    {form for name in words.HOLIDAYS for form in (name, name.replace(" Day", " day").replace(" Eve", " eve"))}
)
_CLOCK = r"(?:[T\s][0-9]{2}:[0-9]{2}(?::[0-9]{2})?Z?)?"

RULES = (
    Rule(
        rf"(?:(?P<relation>[Ll]ast|[Nn]ext)\s)?(?P<holiday>{_HOLIDAY})\b(?:\s{TIME_OF_DAY})?{ITS_YEAR}",
        _holiday,
    ),
    Rule(
        r"(?<=[Tt]he\s)(?:Sept(?:ember|\.)\s11(?:th)?|9/11)(?=\s(?:[a-z]+\s){0,2}attacks?\b)|(?<=[Ss]ince\s)9/11\b(?![/-])",
        _attacks,
    ),
    Rule(rf"(?:[Tt]he\s)?(?P<week>week)\sof\s(?P<month>{MONTH})\s(?P<days>{DAY}){ITS_YEAR}", _days),
    Rule(
        rf"(?:[Tt]he\s)?(?P<day>{DAY})\s(?:of\s)?(?P<month>{MONTH})\s(?P<relation>{LAST_OR_NEXT})",
        _day_in_relation,
    ),
    Rule(rf"(?P<month>{MONTH})\s(?P<day>{DAY})\s(?P<relation>{LAST_OR_NEXT})", _day_in_relation),
    Rule(
        rf"(?:[Tt]he\s)?(?P<days>{DAY}{_MORE_DAYS})(?:\s(?:(?:day\s)?of\s)?|-)(?P<month>{MONTH}){ITS_YEAR}",
        _days,
    ),
    Rule(rf"(?P<month>{MONTH})(?:\s(?:the\s)?|(?<=\.))(?P<days>{DAY}{_MORE_DAYS}){ITS_YEAR}", _days),
    Rule(
        rf"(?P<relation>[Ll]ast|[Nn]ext)\s(?P<month>{MONTH})\s(?P<day>{DAY})(?!,?\s{YEAR})", _day_in_relation
    ),
    Rule(  # a caption
        rf"(?P<relation>[Tt]his)\s(?P<month>{MONTH})\s(?P<day>{DAY})(?=\s(?:file\s)?(?:photo|picture|image)\b)",
        _day_in_relation,
    ),
    Rule(
        rf"""(?:[Tt]he\s)?(?:{_SINCE_TWO_MONTHS})?
        (?P<month>March|June|September|December)\squarter\b{ITS_YEAR}""",
        _quarter_by_its_month,
    ),
    Rule(
        rf"""(?:[Tt]he\s)?{_SINCE_TWO_MONTHS}(?P<month>March|June|September|December)
        (?:\speriod\b{ITS_YEAR}|(?=\s(?:earnings|figures|loss(?:es)?|profits?|results|revenue|sales)\b))""",
        _quarter_by_its_month,
    ),
    Rule(
        rf"""(?P<month>{FULL_MONTH})\s(?P<day>{_DAY_IN_WORDS})\b(?!-|\s(?!{FUNCTION_WORD})[a-z])
        (?:\s(?:and|or|to)\s(?:the\s)?(?P<more>{DAY}))?{ITS_YEAR}""",
        _day_in_words_behind,
    ),
    Rule(
        rf"""(?P<month>{MONTH})
        (?:(?:,?\s(?:of\s|in\s)?|-)(?P<year>{ANY_YEAR})|\s(?:of\s)?(?P<of>{THAT_YEAR})
        |\s(?P<after>{LAST_OR_NEXT}))?""",
        _month,
    ),
    Rule(
        rf"(?<!/)(?P<year>(?:1[0-9]|20)[0-9]{{2}})[-/]{_MONTH_DIGITS}[-/]{_DAY_DIGITS}{_CLOCK}(?![0-9/])",
        _iso,
    ),
    *(
        Rule(
            rf"(?P<year>(?:1[0-9]|20)[0-9]{{2}})\.{gap}(?P<month>1[0-2]|0?[1-9])\.{gap}"
            r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?!\.?[0-9])",
            _iso,
        )
        for gap in ("", r"\s")  # but not "in 2015. 4.4 The parties"
    ),
    Rule(rf"(?P<year>(?:19|20)[0-9]{{2}}){_MONTH_DIGITS}{_DAY_DIGITS}(?![0-9])", _iso),
    Rule(
        r"""(?P<first>[0-9]{1,2})\s?-\s?(?P<last>[0-9]{1,2})[/.](?P<month>[0-9]{1,2})[/.]
        (?P<year>(?:19|20)[0-9]{2})(?![0-9/-]|\.[0-9])""",
        _numeric_days,
    ),
    *(
        Rule(
            rf"""(?P<first>[0-9]{{1,2}})(?P<sign>{sign})(?P<second>[0-9]{{1,2}}){sign}
            (?P<year>(?:19|20)[0-9]{{2}}|[0-9]{{2}})(?![0-9/-]|\.[0-9])(?:\s[0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?""",
            _numeric,
        )
        for sign in ("/", r"\.", "-")  # but not "8-7/16", a price
    ),
    Rule(
        rf"""(?<![Nn]ight-)(?P<season>{SEASON})
        (?:,?\s(?:of\s|in\s)?(?P<year>{ANY_YEAR})(?:-(?P<until>[0-9]{{4}}|[0-9]{{2}})(?![0-9]))?
        |\s(?:of\s)?(?P<of>{THAT_YEAR}))?""",
        _season,
    ),
    Rule(rf"(?:[Tt]he\s)?(?P<year>{YEAR})\s(?P<season>{SEASON})\b", _season_after_year),
    Rule(
        rf"""[Tt]he\s(?P<nth>first|second|third|fourth|last)\s(?P<weekday>{any_of(date_words.WEEKDAYS)})\s(?:in|of)\s
        (?P<month>{MONTH}){ITS_YEAR}""",
        _weekday_of_month,
    ),
    Rule(
        rf"(?:[Tt]he|[Tt]his)\s(?P<day>{_DAY_IN_WORDS})\s(?:day\s)?of\s(?P<month>{FULL_MONTH})\b{ITS_YEAR}",
        _day_in_words,
    ),
    Rule(rf"[Tt]he\slast\sday\sof\s(?P<month>{FULL_MONTH})\b{ITS_YEAR}", _last_day),
)
