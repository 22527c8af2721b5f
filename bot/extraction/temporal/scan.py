"""Finds the temporal expressions of a text in one pass, each as its own words have it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest

from msgspec.structs import replace

from bot.extraction.temporal.language import Language
from bot.extraction.temporal.mention import Anchor, Mention, Unit

_PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–—―−〜～", "-")
    | dict.fromkeys("‘’ʼ′", "'")
    | dict.fromkeys("\u00a0\u202f\u3000", " ")
    | str.maketrans("０１２３４５６７８９", "0123456789")
)
_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
"""A letter or digit of a script that has spaces between words."""


_BREAK = re.compile(r"(?<=[0-9])[—―](?=[a-z])(?!(?:early|mid|late|spring|summer|autumn|fall|winter)\b)")
"""A dash that ends a clause ("in 1860—and"), and joins no words as that of "1860-era" does."""


def folded(text: str) -> str:
    """The text with plain dashes, quotes, spaces and digits; every character keeps its place."""
    return text if text.isascii() else _BREAK.sub(",", text).translate(_PLAIN)


@cache
def _scanner(language: Language) -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """All rules as one pattern, in which the last group says which rule matched, and each rule by itself.

    The groups are empty and stand behind the rules. Around a rule, a group would keep ``re`` from skipping
    the many places of a text that do not begin with the first letter of any rule.
    """
    bare = (re.sub(r"\(\?P<\w+>", "(?:", rule.pattern) for rule in language.rules)
    whole = "|".join(f"(?:{pattern})()" for pattern in bare)
    scanner = re.compile(rf"(?<!{_LETTER}|[$£€])(?:{whole})", re.VERBOSE)
    return scanner, tuple(re.compile(rule.pattern, re.VERBOSE) for rule in language.rules)


def mentions(text: str, language: Language) -> list[Mention]:
    """The mentions of a folded text, in order and without overlaps."""
    scanner, patterns = _scanner(language)
    found: list[Mention] = []
    for match in scanner.finditer(text):
        rule = (match.lastindex or 1) - 1
        own = patterns[rule].match(text, match.start())
        if own is not None:
            found += language.rules[rule].build(own)
    apart = _apart(text, (language.widened(text, mention) for mention in found))
    return list(_joined(text, _in_their_row(text, apart)))


def _apart(text: str, found: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions without the part of each that overlaps the one before."""
    end = 0
    for mention in found:
        if mention.start >= end:
            end = mention.end
            yield mention
        elif any(map(str.isalnum, text[end : mention.end])):
            yield replace(mention, start=end)
            end = mention.end


_IN_ROW = re.compile(r",?\s|\s?(?:--?|/)\s?|\s(?:and|to)\s")
_LEAD = 10
"""At most so many characters of markup stand before the first date of a row."""


def _in_their_row(text: str, found: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions in which days and months right after a year that opens a line have that year: "1952, 3
    Mar."."""
    mentions = list(found)
    year: Mention | None = None
    last: Mention | None = None
    for mention, following in zip_longest(mentions, mentions[1:]):
        opens = mention.unit is Unit.YEAR and _opens_line(text, mention.start)
        if opens and following is not None and _is_part_of(text, mention, following):
            year = last = mention
        elif year is not None and last is not None and _is_part_of(text, last, mention):
            start = year.start if last is year else mention.start
            words = year.start, mention.words[1] if mention.words is not None else mention.end
            last = mention
            yield replace(mention, start=start, year=year.year, words=words)
        else:
            year = None
            yield mention


def _is_part_of(text: str, before: Mention, mention: Mention) -> bool:
    """Whether a day or a month without a year of its own stands right behind another mention."""
    is_named = mention.unit in (Unit.DAY, Unit.MONTH) and mention.part is not None
    is_bare = mention.year is None and mention.anchor is Anchor.CALENDAR and mention.weekday is None
    return is_named and is_bare and _IN_ROW.fullmatch(text, before.end, mention.start) is not None


def _opens_line(text: str, place: int) -> bool:
    _, is_near, markup = text[max(place - _LEAD, 0) : place].rpartition("\n")
    return bool(is_near or place < _LEAD) and not any(map(str.isalnum, markup))


_BESIDE = re.compile(r",?\s(?:the\s)?|\s?\(")
_FROM = re.compile(r"\s(?:the\s)?")
_ZONE = re.compile(r"(?:\s(?:[A-Z]{3,4}|local\stime))?(?:\s\([^()\n]{1,40}\))?,?\s(?P<on>on\s)?")


def _joined(text: str, found: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, with those made one that together name one day."""
    last: Mention | None = None
    for mention in found:
        one = _as_one(text, last, mention) if last is not None else None
        if last is not None and one is None:
            yield last
        last = one or mention
    if last is not None:
        yield last


def _as_one(text: str, last: Mention, mention: Mention) -> Mention | None:
    """Two mentions as the day that they name together; None if they do not.

    They are a weekday, a time of day or a number of days, and the date next to it.
    """
    if _is_time_of(text, last, mention):
        return replace(mention, start=last.start, daytime=True)
    if _is_day_of(text, last, mention):
        return replace(last, end=mention.end, daytime=True)
    if _is_days_from(text, last, mention):
        in_weeks = last.unit is Unit.WEEK
        away = (last.steps or 0) * (7 if in_weeks else 1)
        return replace(mention, start=last.start, away=away, week=in_weeks)
    if _BESIDE.fullmatch(text, last.end, mention.start) is None:
        return None
    if _names_a_day(last) and _is_full_day(mention):
        return replace(mention, start=last.start, end=_closed(text, last, mention), weekday=last.weekday)
    if _is_full_day(last) and _stands_beside_a_day(text, mention):
        return replace(last, end=mention.end, weekday=mention.weekday)
    return None


def _stands_beside_a_day(text: str, mention: Mention) -> bool:
    """Whether a weekday or time of day may belong to the day before it: not one that opens a sentence
    ("on 9 November, 3 p.m. This afternoon")."""
    if mention.daytime:
        return text[mention.start].islower() or text[mention.start].isdigit()
    return _names_a_day(mention) and not mention.steps


def _is_time_of(text: str, time: Mention, day: Mention) -> bool:
    """ "4 p.m. EST Tuesday", "4 p.m. on Tuesday", "4 p.m. EST Feb. 20", "four o'clock this afternoon"."""
    if not time.daytime or time.steps != 0 or time.vague:
        return False
    zone = _ZONE.fullmatch(text, time.end, day.start)
    if zone is None or day.unit is not Unit.DAY:
        return False
    is_plain = day.anchor is Anchor.SPEECH or not day.daytime  # "this morning", but no second hour
    is_today = day.anchor in (Anchor.SPEECH, Anchor.STORY) and day.steps is not None and is_plain
    return day.weekday is not None or is_today or (_is_full_day(day) and not zone["on"])


_AT = re.compile(r",?\sat\s(?:(?:about|around)\s)?")


def _is_day_of(text: str, day: Mention, time: Mention) -> bool:
    """ "Tuesday at 4 p.m.", "yesterday at noon"."""
    if not time.daytime or time.steps != 0 or time.vague or day.daytime or day.unit is not Unit.DAY:
        return False
    is_today = day.anchor is Anchor.SPEECH and day.part is None
    return (day.weekday is not None or is_today) and _AT.fullmatch(text, day.end, time.start) is not None


def _is_days_from(text: str, days: Mention, day: Mention) -> bool:
    """ "The day before last Tuesday", "two weeks after 5 June", which may be any day of that week."""
    if not days.vague or days.daytime or days.unit not in (Unit.DAY, Unit.WEEK):
        return False
    return day.unit is Unit.DAY and not day.vague and _FROM.fullmatch(text, days.end, day.start) is not None


def _closed(text: str, last: Mention, mention: Mention) -> int:
    """Where a mention ends, with the bracket that may be around it: "Monday (5 June)"."""
    is_opened = text[last.end : mention.start].endswith("(")
    return mention.end + (is_opened and text.startswith(")", mention.end))


def _names_a_day(mention: Mention) -> bool:
    """ "Monday", "Good Friday": what may stand beside the date of that day."""
    return mention.weekday is not None or mention.easter is not None


def _is_full_day(mention: Mention) -> bool:
    return mention.unit is Unit.DAY and mention.anchor is Anchor.CALENDAR and mention.day is not None
