"""English weekdays: "Thursday", "last Thursday night", "Thursday of next week", "two weeks from Friday"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from bot.domain.dates import words as date_words
from bot.extraction.temporal.english import words
from bot.extraction.temporal.english.patterns import (
    CARDINAL,
    FUNCTION_WORD,
    LAST_OR_NEXT,
    NTH,
    RELATION,
    TIME_OF_DAY,
    any_of,
    number,
    plain,
)
from bot.extraction.temporal.language import Rule
from bot.extraction.temporal.mention import Anchor, Mention, Unit

_NAMED_DAY = re.compile(r"\b(?:Black|Bloody|Ash|Holy|Super|(?:Independent|Mail)\son)\s\Z")
"""Before a weekday: the name of a particular day in history ("Black Monday"), or of a paper."""
_NAME_GOES_ON = re.compile(
    r"s\b|\s(?:Morning|Afternoon|Evening|Night)\b"
    r"|\s(?:Express|Herald|Independent|Mail|Mirror|Post|Review|Star|Telegraph|Times|Tribune|World)\b"
)
"""After a weekday that is no day: "Mondays", "Saturday Night", "Sunday Times"."""
_TITLE_BEFORE, _TITLE_ENDS = re.compile(r"[\"“](?:[A-Z]\w+\s){1,3}\Z"), re.compile(r"[.,]?[\"”]")
"""Around the weekday of a show: "on 'Fox News Sunday.'"."""
_ONE_NAME, _TWO_NAMES = re.compile(r"\s[A-Z][a-z]"), re.compile(r"\s[A-Z][a-z]+\s[A-Z]")
"""After it: it is part of a name behind "the", or if two follow ("the Sunday People", "Monday Group Ltd")."""
_WHEN = re.compile(r"\b(?!an?\b|the\b)(?:[a-z]+|By|Early|Late|On|Since|Until)\s\Z")
"""Right before it: it is a day, whatever names follow ("on Monday Prime Minister Li")."""
_ENDS_PHRASE = re.compile(r"[,.;:)\n]|\Z")
"""After "a Sunday" that only says which day of the week a date is."""
_SAID = re.compile(
    r"\b(?:sa(?:id|ys|ying)|tell(?:ing|s)|told|hop(?:e[ds]?|ing)|denied"
    r"|(?:add|announc|confirm|insist|not|stress|warn)(?:ed|ing))\s(?:\w+\s){0,3}\Z"
)
"""Before "that": it opens what was said ("said that Monday's talks")."""


def _weekday(match: re.Match[str]) -> Iterator[Mention]:
    """ "Thursday", "last Thursday", "Thursday last", "Thursday the 13th", "Thursday of last week"; on
    "Thursday week" it is a week later."""
    relation, start = match["week"] or match["after"] or match["relation"], match.start()
    if relation == "that" and _SAID.search(match.string[max(0, start - 40) : start]):
        relation, start = None, match.start("weekday")
    if _is_no_day(match, is_related=relation is not None):
        return
    anchor, steps = words.RELATIONS[plain(relation)] if relation else (Anchor.EITHER, None)
    weekday = date_words.WEEKDAY_NUMBERS[match["weekday"].lower()]
    unit = Unit.WEEK if match["week"] else Unit.DAY
    day = number(match["day"], {}) if match["day"] else None
    place = Mention(start, match.end(), unit, weekday=weekday, day=day, anchor=anchor, steps=steps)
    yield replace(place, steps=steps or 1, away=7 * (steps or 1)) if match["on"] else place


def _is_no_day(match: re.Match[str], *, is_related: bool) -> bool:
    """Whether a weekday is part of a name, or only says on which weekday a date falls."""
    text, end = match.string, match.end()
    left = text[max(0, match.start() - 30) : match.start()]
    if _NAMED_DAY.search(left) or _NAME_GOES_ON.match(text, end):
        return True
    if _TITLE_BEFORE.search(left) and _TITLE_ENDS.match(text, end):
        return True
    if left.endswith(("the ", "The ")) and _ONE_NAME.match(text, end):
        return True
    if left.endswith((" a ", "A ")) and _ENDS_PHRASE.match(text, end):
        return True
    return not is_related and _TWO_NAMES.match(text, end) is not None and _WHEN.search(left) is None


def _weeks_from_weekday(match: re.Match[str]) -> Iterator[Mention]:
    """ "A week ago Tuesday", "two weeks from Friday"."""
    way = -1 if match["way"] == "ago" else 1
    weekday = date_words.WEEKDAY_NUMBERS[match["weekday"].lower()]
    weeks = way * number(plain(match["count"]), words.NUMBERS)
    place = Mention(*match.span(), Unit.DAY, weekday=weekday, anchor=Anchor.SPEECH, away=7 * weeks)
    yield replace(place, steps=1 if way > 0 else None)


_WEEKDAY = rf"(?P<weekday>{any_of(date_words.WEEKDAYS)})"

RULES = (
    Rule(rf"(?P<count>{CARDINAL})\sweeks?\s(?P<way>ago|from)\s(?:on\s)?{_WEEKDAY}\b", _weeks_from_weekday),
    Rule(
        rf"(?:(?P<relation>{RELATION})\s)?{_WEEKDAY}(?:\s(?:{TIME_OF_DAY}|noon|midnight))?"
        rf"(?:,?\sthe\s(?P<day>{NTH})\b(?!\s(?:of|day|[A-Z]))(?:\sinst(?:ant\b|\.))?)?"
        rf"(?:\s(?:of\s)?(?P<week>last|this|next)\sweek\b|\s(?P<after>{LAST_OR_NEXT})"
        rf"|(?P<on>\sweek\b(?!-|\s(?!{FUNCTION_WORD})[a-z])))?",
        _weekday,
    ),
)
