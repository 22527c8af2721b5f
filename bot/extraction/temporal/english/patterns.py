"""The English words and numbers that the rules are built from, and how they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from bot.domain.dates import words as date_words
from bot.extraction.temporal.english import words
from bot.extraction.temporal.mention import Mention


def any_of(names: Iterable[str]) -> str:
    """A pattern for one of some words, longer ones first.

    It is grouped by first letters, so that ``re`` soon skips the many places that begin with none of them.
    """
    by_letter: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        by_letter.setdefault(name[0], []).append(re.escape(name[1:]).replace(r"\ ", r"\s"))
    return "(?:" + "|".join(f"{re.escape(one)}(?:{'|'.join(rest)})" for one, rest in by_letter.items()) + ")"


def cased(names: Iterable[str]) -> str:
    """A pattern for one of some words, with a small or a capital first letter."""
    return any_of({form for name in names for form in (name, name[0].upper() + name[1:])})


FULL_MONTH = any_of(form for name in date_words.MONTHS for form in (name, name.upper()))
MONTH = rf"(?:{FULL_MONTH}\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
DAY = (
    r"(?:(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th|(?<=[23])d)?"
    r"(?![0-9A-Za-z%]|[.:][0-9]|,[0-9](?![0-9]{3}(?![0-9]))|-[a-z]))"
)
NTH = r"(?:3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th|(?<=[23])d)"
YEAR = r"(?:(?:1[0-9]{3}|20[0-9]{2})(?![0-9%]|[.,][0-9]|-[a-z]|\s?h(?:ou)?rs\b))"
SEASON = cased(name for name in date_words.SEASON_CODES if name.isascii())
TIME_OF_DAY = any_of(words.TIMES_OF_DAY)
CARDINAL = rf"(?:{cased(words.NUMBERS)}|[1-9][0-9]{{0,2}})"
ORDINAL = rf"(?:[1-9][0-9]?(?:st|nd|rd|th)|{cased(words.ORDINALS)})"
RELATION = cased(words.RELATIONS)
AND = r"(?:\s?-\s?|,\s|,?\s(?:to|and|or|until|till|through)\s(?:the\s)?|\s?/\s?)"
"""What may stand between the members of a list or the ends of a range."""
THAT_YEAR = (
    r"(?:that(?:\ssame)?|the\s(?:same|following|next|previous|preceding|very\ssame)|this|last|next)\syear\b"
)
SPOKEN_YEAR = rf"(?:eighteen|nineteen)\s(?:{any_of(word for word, n in words.NUMBERS.items() if n > 9)})\b"
""" "Nineteen ninety-one", as broadcasts are written down."""
_COUNTED = cased(word for word in words.NUMBERS if not word.startswith("a"))
_CENTURIES = cased(("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"))
WRITTEN_YEAR = (
    rf"(?:[Oo]ne\s[Tt]housand,?\s{_COUNTED}\s[Hh]undred|(?:{_CENTURIES}\s[Hh]undred|[Tt]wo\s[Tt]housand)(?=\sand\b))"
    rf"(?:(?:\sand)?\s{_COUNTED})?\b"
)
""" "One thousand nine hundred and sixty-five", as treaties are dated."""
BC = r"(?:\s?(?:BCE?\b|B\.\s?C\b\.?(?:\s?E\b\.?)?))"
ANY_YEAR = rf"(?:[0-9]{{1,4}}{BC}|{YEAR}|{SPOKEN_YEAR}|'[0-9]{{2}}(?![\w'])|{WRITTEN_YEAR})"
_BEFORE_ITS_YEAR = (
    rf"(?:(?:\s\((?:{'|'.join(date_words.WEEKDAYS)})\))?,?\s"
    r"(?:of\s|in\s)?(?:the\syear\s(?:of\sour\sLord\s)?)?|(?<=[a-z])-|(?<=[0-9]),|\.\s(?=[0-9]{4},\s[A-Za-z])"
    r"|\s\((?=[0-9]{4}\)))"
)
ITS_YEAR = (
    rf"(?:{_BEFORE_ITS_YEAR}(?P<year>{ANY_YEAR})(?:(?<=\([0-9]{{4}})\))?|\s(?:of\s)?(?P<of>{THAT_YEAR}))?"
)
"""The year that may follow a date, in the groups ``year`` and ``of``."""
FUNCTION_WORD = (
    r"(?:in|on|at|by|of|to|and|or|the|was|were|is|are|had|has|when|while|as|with|for|from|during|after|before"
    r"|but|that|which|until|respectively|an?|its|his|her|their|near|under|saw|it|he|she|they|there|between"
    r"|about|against|among|because|despite|into|over|since|than|through|where|who|without)\b"
)
LAST_OR_NEXT = rf"(?:last|next)\b(?!'|[\s-](?!{FUNCTION_WORD})\w|\s(?:to|for|until)\b)"
"""After a day or month, as letters had it ("on Monday last"); not what the next word has ("last year")."""
IRREGULAR_PAST = (
    r"began|became|born|bought|broke|brought|built|came|chose|died|drew|drove|fell|fled|flew|fought|found|gave|got"
    r"|grew|heard|held|kept|knew|laid|led|left|lost|made|met|paid|put|ran|rose|said|sank|sat|saw|sent|shook|shot|sold"
    r"|sought|spent|spoke|stood|struck|swore|taught|thought|threw|told|took|tore|went|withdrew|won|wrote"
)
"""Alternatives; regular verbs end in "ed"."""
SIMPLE_PAST = (
    r"began|became|broke|came|chose|drew|drove|fell|flew|gave|grew|knew|ran|rose|sank|saw|shook|took|threw|went"
    r"|withdrew"
)
"""Those that are no participle, and are not said of words either."""
_DIGITS = re.compile(r"[0-9]+")


def number(text: str, names: dict[str, int]) -> int:
    """The number that digits ("20th") or a word stand for."""
    digits = _DIGITS.match(text)
    return int(digits[0]) if digits else names[plain(text)]


def month_number(text: str) -> int:
    """The number of a month's name or abbreviation."""
    return date_words.MONTH_NUMBERS[text.rstrip(".").casefold()]


def plain(text: str) -> str:
    """Words in lower case with single spaces, as the tables have them."""
    return " ".join(text.lower().split())


def year_number(text: str) -> int:
    """The year that digits, "BC" behind them, or words stand for; 0 is 1 BC."""
    digits = _DIGITS.match(text)
    if digits:
        return int(digits[0]) if digits.end() == len(text) else 1 - int(digits[0])
    counted = [word for word in plain(text).replace(",", "").split(" ") if word != "and"]
    if not {"hundred", "thousand"} & {*counted}:
        return 100 * words.NUMBERS[counted[0]] + words.NUMBERS[counted[1]]
    year = 0
    for word in counted:
        if word == "thousand":
            year *= 1000
        elif word == "hundred":
            year += 99 * (year % 1000)
        else:
            year += words.NUMBERS[word]
    return year


def in_its_year(mention: Mention, match: re.Match[str], of: str | None = None) -> Mention:
    """The mention with the year that ``ITS_YEAR`` matched, or that ``of`` names ("last year")."""
    if match["year"]:
        short = match["year"][0] == "'"
        return replace(mention, year=year_number(match["year"].lstrip("'")), short=short)
    of = of or match["of"]
    if of:
        anchor, years = words.RELATIONS[plain(of).removesuffix(" year")]
        return replace(mention, anchor=anchor, years=years)
    return mention
