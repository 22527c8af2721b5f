"""English years, parts and multiples of them: "1915-17", "490 BC", "the 1960s", "Q3 1998", "fiscal 1998"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from bot.extraction.temporal.english import words
from bot.extraction.temporal.english.numbers import is_quantity
from bot.extraction.temporal.english.patterns import (
    AND,
    BC,
    FUNCTION_WORD,
    ITS_YEAR,
    MONTH,
    ORDINAL,
    SPOKEN_YEAR,
    YEAR,
    any_of,
    cased,
    in_its_year,
    month_number,
    number,
    year_number,
)
from bot.extraction.temporal.language import Rule
from bot.extraction.temporal.mention import Mention, Unit


def _years(match: re.Match[str]) -> Iterator[Mention]:
    """A year, or two as in "1915-17"."""
    start, end = match.span("year")
    if is_quantity(match.string, start, match.end()):
        return
    year = int(match["year"])
    if not match["until"]:
        yield Mention(*match.span(), Unit.YEAR, year=year)
        return
    yield Mention(start, end, Unit.YEAR, year=year)
    last = year // 100 * 100 + int(match["until"])
    if last > year:
        yield Mention(match.start("until"), match.end(), Unit.YEAR, year=last)


def _each(match: re.Match[str], group: str, pattern: str) -> Iterator[tuple[Mention, str]]:
    """The members of a list; the first one begins, and the last one ends, with the whole match."""
    found, at = list(re.finditer(pattern, match[group])), match.start(group)
    for place, member in enumerate(found):
        last = place == len(found) - 1
        start = match.start() if place == 0 else at + member.start()
        end = match.end() if last else at + member.end()
        yield Mention(start, end, Unit.YEAR, words=None if last else (start, match.end())), member[0]


def _before_christ(match: re.Match[str]) -> Iterator[Mention]:
    for mention, year in _each(match, "years", r"[0-9]+"):
        if int(year):
            yield replace(mention, year=1 - int(year))


_OF_A_NAME = re.compile(r"\b[A-Z][\w-]+\s(?:for|towards?|into)\s\Z")
_BEFORE_A_TIME = re.compile(
    r"\b(?:[Ii]n|[Oo]f|[Ss]ince|[Dd]uring|[Bb]y|[Ff]rom|[Uu]ntil|[Ee]arly|[Mm]id|[Ll]ate)[\s-]\Z"
)
_NAME_GOES_ON = re.compile(r"\s[A-Z][a-z]")
_THING_OF_IT = re.compile(rf"\s(?!{FUNCTION_WORD})[a-z]")


def _is_a_kind(match: re.Match[str]) -> bool:
    """ "A 20th century democrat", "the Twenty-first Century Fund", "A Partnership for the 21st Century"."""
    left = match.string[max(0, match.start() - 40) : match.start()]
    if "Century" in match[0] and _OF_A_NAME.search(left):
        return True
    if _BEFORE_A_TIME.search(left):
        return False
    named = "Century" in match[0] and _NAME_GOES_ON.match(match.string, match.end())
    attributive = match[0][:4].lower() != "the " or match[0].endswith("-century")
    return bool(named or (attributive and _THING_OF_IT.match(match.string, match.end())))


def _centuries(match: re.Match[str]) -> Iterator[Mention]:
    if _is_a_kind(match):
        return
    for mention, which in _each(match, "which", rf"{ORDINAL}|[0-9]+"):
        century = number(which, words.ORDINALS)
        if century <= 30:
            yield replace(mention, unit=Unit.CENTURY, year=-century if match["bc"] else century)


def _of_our_era(match: re.Match[str]) -> Iterator[Mention]:
    year = int(match["after"] or match["before"])
    if year:
        yield Mention(*match.span(), Unit.YEAR, year=year)


def _short_year(match: re.Match[str]) -> Iterator[Mention]:
    yield Mention(*match.span(), Unit.YEAR, year=int(match["year"]), short=True)


_A_DECADE = re.compile(r"'?([0-9]{4}|[0-9]{2})'?s")


def _decades(match: re.Match[str]) -> Iterator[Mention]:
    """ "the 1960s and 70s"; "the 1800s" are read as a hundred years."""
    century: int | None = None
    start = match.start()
    for decade in _A_DECADE.finditer(match.string, match.start(), match.end()):
        year, mention = int(decade[1]), Mention(start, decade.end(), Unit.DECADE)
        start = match.end()
        if len(decade[1]) == 2:
            yield replace(mention, start=decade.start(), year=year + (century or 0), short=century is None)
            continue
        century = year // 100 * 100
        if year == century != 2000:
            yield replace(
                mention, start=min(mention.start, decade.start()), unit=Unit.CENTURY, year=year // 100 + 1
            )
        else:
            yield replace(mention, start=min(mention.start, decade.start()), year=year)


_DEGREES = re.compile(r"\b(?:[Tt]emperatures?|[Hh]ighs|[Ll]ows)\s[^,.;]{0,30}\Z")
"""Before "the sixties": temperatures, not years."""


def _named_decade(match: re.Match[str]) -> Iterator[Mention]:
    if _DEGREES.search(match.string[max(0, match.start() - 40) : match.start()]):
        return
    short, name = not match["nineteen"], match["decade"].lower()
    year = int(name[:2]) if name[0].isdigit() else words.DECADES[name]
    yield Mention(*match.span(), Unit.DECADE, year=year + (0 if short else 1900), short=short)


def _spoken_year(match: re.Match[str]) -> Iterator[Mention]:
    """ "Nineteen ninety-one"."""
    yield Mention(*match.span(), Unit.YEAR, year=year_number(match[0]))


_FISCAL = re.compile(r"\b[Ff]iscal[\s-]\Z")


def _share(match: re.Match[str]) -> Iterator[Mention]:
    """ "the third quarter", "the second half of 2008"."""
    unit, name = words.UNITS[match["unit"].lower()], match["which"].lower()
    most = 2 if unit is Unit.HALF else 4
    which = most if name in ("latter", "last", "final") else number(name, words.ORDINALS)
    ended = _ENDED.match(match.string, match.end()) if unit is Unit.QUARTER else None
    if ended and which * 3 != (month := month_number(ended["month"])):  # of a fiscal year
        if month % 3 == 0:
            yield in_its_year(Mention(*match.span(), unit, part=month // 3), match)
        return
    of = match["whose"] or ("this year" if match["the_year"] else None)
    told = match["first"] or of or match["year"] or match["of"]
    if not told and _FISCAL.search(match.string, max(match.start() - 8, 0), match.start()):
        return  # of a fiscal year that nobody tells
    is_bare = not told and not _OF_MORE.match(match.string, match.end())
    if which <= most and (told or (is_bare and (unit is Unit.QUARTER or _in_accounts(match)))):
        year = int(match["first"]) if match["first"] else None
        yield in_its_year(Mention(*match.span(), unit, year=year, part=which), match, of=of)


_ENDED = re.compile(rf",?\s(?:(?:that|which)\s)?end(?:ed|ing)\s(?:on\s)?(?P<month>{MONTH})", re.VERBOSE)
"""After a quarter: its last month."""
_FIGURES = re.compile(r"[$£€¥%]|\b(?:[mb]illion|per\s?cent|earnings|growth|profits?|sales|revenue)\b")
_BESIDE = 80
"""The figures of a half year stand at most so many characters before or after it."""


def _in_accounts(match: re.Match[str]) -> bool:
    """Whether a half is that of a year, as amounts or growth are told of it: not of a match or a film."""
    around = match.string[max(0, match.start() - _BESIDE) : match.end() + _BESIDE]
    return _FIGURES.search(around) is not None


_OF_MORE = re.compile(r"\s(?:of|century|centuries)\b")


def _months_of_year(match: re.Match[str]) -> Iterator[Mention]:
    """ "The first three months of 2002", "the last six months of the year"."""
    unit = Unit.QUARTER if match["count"] in ("three", "3") else Unit.HALF
    which = 1 if match["which"].lower() == "first" else 4 if unit is Unit.QUARTER else 2
    of = "this year" if match["the_year"] else match["of"]
    if of or match["year"]:
        yield in_its_year(Mention(*match.span(), unit, part=which), match, of=of)


_A_QUARTER = re.compile(r"\bquarter\b(?:[^.;]|\.(?=[0-9]))*\Z")


def _other_quarter(match: re.Match[str]) -> Iterator[Mention]:
    """ "It fell 11% in the second quarter and 2% in the third"."""
    if _A_QUARTER.search(match.string, max(0, match.start() - _FEW_WORDS), match.start()):
        which = number(match["which"], words.ORDINALS)
        yield Mention(*match.span(), Unit.QUARTER, part=which)


_FEW_WORDS = 120
"""A quarter that is only called "the third" stands at most so many characters behind the other one."""


def _same_of_year(match: re.Match[str]) -> Iterator[Mention]:
    """ "The corresponding 1997 period", "the 1997 quarter": the quarter told last, of that year."""
    yield Mention(*match.span(), Unit.QUARTER, year=int(match["year"]), same_part=True)


def _coded_share(match: re.Match[str]) -> Iterator[Mention]:
    """ "Q3 1998", "H1 2016"."""
    unit = Unit.QUARTER if match["letter"] == "Q" else Unit.HALF
    if int(match["number"]) <= (2 if unit is Unit.HALF else 4) and (
        match["year"] or match["of"] or (unit is Unit.QUARTER and _in_accounts(match))
    ):
        yield in_its_year(Mention(*match.span(), unit, part=int(match["number"])), match)


def _fiscal(match: re.Match[str]) -> Iterator[Mention]:
    """A fiscal year; approximate unless its owner, such as a country, says when it begins."""
    digits = match["year"].lstrip("'").split()[0]
    begins = words.FISCAL_YEARS.get(match["owner"] or "")
    mention = Mention(*match.span(), Unit.YEAR, year=int(digits), short=len(digits) == 2)
    yield replace(mention, begins=begins) if begins else replace(mention, doubt="~")


def _edge_of_war(match: re.Match[str]) -> Iterator[Mention]:
    """ "Since the end of World War II": in doubt, as the words do not give the year."""
    first, last = words.WARS[" ".join(match["war"].split())]
    year = last if match["edge"] in ("end", "close") else first
    yield Mention(*match.span(), Unit.YEAR, year=year, doubt="?")


_ERA_YEAR = YEAR.replace("-[a-z]", r"-(?!era\b)[a-z]")
_DECADE = r"(?:(?:1[0-9]|20)[0-9]0'?s|'[1-9]0'?s)"
_SHARE = rf"""(?:{cased(("first", "second", "third", "fourth", "final", "latter"))}
    |[Ll]ast(?=\s(?:quarter|half)\sof\s)|[1-4](?:st|nd|rd|th))"""

RULES = (
    Rule(rf"(?P<years>[0-9]{{1,4}}(?:{AND}[0-9]{{1,4}}){{0,4}}){BC}", _before_christ),
    Rule(
        r"(?:A\.?D\.?\s(?P<after>[0-9]{1,4})|(?P<before>[0-9]{1,4})\s(?:A\.?D|C\.?E)\b\.?)(?![0-9])",
        _of_our_era,
    ),
    Rule(
        rf"(?:[Tt]he\s)?(?P<which>(?:[1-9][0-9]?-)?{ORDINAL}(?:{AND}{ORDINAL}){{0,4}})[\s-][Cc]entur(?:y|ies)\b(?P<bc>{BC})?",
        _centuries,
    ),
    Rule(rf"(?:[Tt]he\s)?{_DECADE}(?:{AND}(?:{_DECADE}|[1-9]0'?s)){{0,4}}(?![A-Za-z])", _decades),
    Rule(
        rf"""(?:[Tt]he\s(?P<nineteen>[Nn]ineteen[\s-])?|(?<=[Ee]arly\s)|(?<=[Mm]id-)|(?<=[Ll]ate\s))
        (?P<decade>{cased(words.DECADES)}|[2-9]0'?s)\b""",
        _named_decade,
    ),
    Rule(
        rf"""(?:[Tt]he\s(?:full\s)?)?(?:(?P<owner>{any_of(words.FISCAL_YEARS)})\s)?(?:[Ff]iscal(?:\s[Yy]ear)?|FY|[Ff]inancial\s[Yy]ear)\s?
        (?P<year>{YEAR}(?:\s[Yy]ear\b)?|'?[0-9]{{2}}(?![0-9]))""",
        _fiscal,
    ),
    Rule(
        rf"(?:[Tt]he\s)?(?:(?P<owner>{any_of(words.FISCAL_YEARS)})\s)?(?P<year>{YEAR})\s[Ff]iscal\s[Yy]ear\b",
        _fiscal,
    ),
    Rule(
        rf"""(?:[Tt]he\s)?(?:(?:just-[a-z]+|current)\s)?(?:(?P<first>{YEAR})(?:'s)?\s|(?P<whose>(?:[Tt]his|[Ll]ast|[Nn]ext)\syear)'s\s)?
        (?P<which>{_SHARE})[\s-](?P<unit>[Qq]uarter|[Hh]alf)
        (?:(?P<the_year>\sof\sthe\syear\b(?!\s(?:[0-9]|before|after|end)))|{ITS_YEAR})""",
        _share,
    ),
    Rule(
        rf"""[Tt]he\s(?P<which>first|last|final)\s(?P<count>three|six|3|6)\smonths
        (?:(?P<the_year>\sof\sthe\syear\b(?!\s(?:[0-9]|before|after|end)))|{ITS_YEAR})""",
        _months_of_year,
    ),
    Rule(
        r"""(?:(?<=[Ii]n\s)|(?<=[Ff]or\s)|(?<=from\s)|(?<=until\s))the\s(?P<which>first|second|third|fourth)
        (?=[.,;]|\s(?:and|but|or|to|from|on|after|before)\b)""",
        _other_quarter,
    ),
    Rule(
        rf"[Tt]he\s(?:(?:comparable|corresponding|like|same|similar)\s)?(?P<year>{YEAR})\s(?:quarter|period)\b",
        _same_of_year,
    ),
    Rule(rf"(?P<letter>[QH])(?P<number>[1-4])\b(?![:.)]){ITS_YEAR}", _coded_share),
    Rule(
        rf"""(?:[Tt]he\s)?(?:[Yy]ears?\s)?(?P<year>{_ERA_YEAR})
        (?:[-/](?P<until>[0-9]{{2}})(?![0-9]|-[0-9]|:[0-9]))?""",
        _years,
    ),
    Rule(r"'(?P<year>[0-9]{2})(?![0-9\w'])", _short_year),
    Rule(SPOKEN_YEAR, _spoken_year),
    Rule(
        rf"""(?:(?<=[Ss]ince\s)|(?<=[Uu]ntil\s))the\s(?P<edge>end|close|outbreak|beginning|start)\sof\s(?:the\s)?
        (?P<war>{any_of(words.WARS)})\b""",
        _edge_of_war,
    ),
)
