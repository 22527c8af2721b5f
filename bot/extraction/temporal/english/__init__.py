"""How English tells dates: its rules, and what the words beside a date make of it."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extraction.temporal.english import days, periods, relative, words
from bot.extraction.temporal.english.patterns import cased
from bot.extraction.temporal.language import Language
from bot.extraction.temporal.mention import Mention, Unit

_REACH = 48
"""So far to the left of a date words may still belong to it."""

_PORTION = re.compile(
    rf"\b(?:[Tt]he\s)?(?:very\s)?(?:(?P<name>{cased(('early', 'mid', 'late'))})(?:[\s-]|\sin\s)(?:the\s)?"
    rf"|(?P<part>{cased(words.PORTIONS_OF)})\sof\s(?:the\s)?(?:(?:year|month)\sof\s)?)\Z"
)
_TIME_OF_DAY = re.compile(
    rf"\b(?:[Tt]he\s)?(?:(?:[Ee]arly|[Ll]ate)\s(?:in|on)\s)?(?:the\s)?(?:early\s|late\s)?"
    rf"(?:{'|'.join(words.TIMES_OF_DAY)}|dawn|eve)(?:\shours)?\s(?:of|on)\s(?:the\s)?\Z"
)
_MOST_OF = re.compile(r"\b(?:[Ll]ater|[Ee]arlier)\s(?:in|on|that)\s(?:the\s)?\Z")
_ARTICLE = re.compile(r"\b[Tt]he\s\Z")
_ABOUT = re.compile(r"\b(?:[Cc]irca|[Cc]a?\.|[Aa]bout|[Aa]round|[Aa]pproximately|[Rr]oughly)\s?\Z")
_MAYBE = re.compile(r"\b(?:[Pp]ossibly|[Pp]robably|[Pp]erhaps|[Pp]resumably|[Mm]aybe)\s(?:in\s|on\s)?\Z")


def widened(text: str, mention: Mention) -> Mention:
    """The mention with the words to its left that say which part of it is meant, or how sure it is."""
    left = text[max(0, mention.start - _REACH) : mention.start]
    if not left or left[-1] not in " \n-.":
        return mention
    shift = mention.start - len(left)
    doubted = _doubted(left, mention)
    found = _PORTION.search(left)
    if found and mention.unit is not Unit.DAY and mention.portion is None and mention.anniversary is None:
        portion = words.PORTIONS[" ".join((found["name"] or found["part"]).lower().split())]
        start = found.start()
        return replace(doubted, start=shift + start, portion=portion)
    if mention.unit is Unit.DAY:
        found = _TIME_OF_DAY.search(left)
        return replace(doubted, start=shift + found.start()) if found else doubted
    found = _MOST_OF.search(left)
    return replace(doubted, start=shift + found.start()) if found else doubted


def _doubted(left: str, mention: Mention) -> Mention:
    about, maybe = _ABOUT.search(left), _MAYBE.search(left)
    if not about and not maybe:
        return mention
    return replace(mention, doubt="%" if about and maybe else "~" if about else "?")


_HALF_OPEN = {
    "since": r"(?:every\syear\s)?(?:[Ee]ver\s)?[Ss]ince(?:\s(?:about|as\searly\sas|(?:[\w'-]+\s){1,5}in))?",
    "until": r"(?:[Uu]p\s)?(?:[Uu]ntil|[Tt]ill)|[Uu]p\sto",
    "before": r"[Bb]efore|[Pp]rior\sto|[Ee]arlier\sthan|pre-",
    "after": r"[Aa]fter|[Ll]ater\sthan|post-",
}

ENGLISH = Language(
    rules=days.RULES + periods.RULES + relative.RULES,
    widened=widened,
    ranges=re.compile(r"\s?-\s?|\s(?:to|until|till|through|thru)\s(?:the\s)?"),
    lists=re.compile(r",\s(?:and\s|or\s)?(?:in\s)?(?:the\s)?|\s(?:and|or)\s(?:in\s)?(?:the\s)?"),
    between=re.compile(r"\sand\s(?:the\s)?"),
    opens_between=re.compile(r"\b[Bb]etween\s(?:the\s)?\Z"),
    opens=re.compile(r"\b(?:[Bb]etween|[Ff]rom)\s(?:the\s)?\Z"),
    as_of=re.compile(r"\b[Aa]s\s(?:of|(?:recently|early|late|far\sback)\sas)\s\Z"),
    half_open={name: re.compile(rf"\b(?:{form})\s?(?:the\s)?\Z") for name, form in _HALF_OPEN.items()},
    future=re.compile(
        r"\b(?:will|would|shall|to be|scheduled|plans?|planned|expected|due|upcoming|next|until|by)\b"
    ),
    plans=re.compile(
        r"\b(?:plan(?:s|ned)?|would|will|could|scheduled|projected|predict(?:s|ed)|expect(?:s|ed)|next)\b"
    ),
    opens_sentence=re.compile(
        r"(?:[A-Z]\w+\s)?(?:[Ii]n\s|[Bb]y\s|[Dd]uring\s|[Tt]hroughout\s|[Uu]ntil\s)?(?:the\s)?"
    ),
    tells_when=re.compile(r"\b(?:in|by|of|until|during|throughout)\s(?:the\s)?\Z"),
    lends_day=re.compile(r"[^.;\n]{0,20}\bon\s(?:the\s)?"),
    news=re.compile(
        r"\b(?:[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow"
        r"|(?:[Ll]ast|[Tt]his|[Nn]ext) (?:week|month|year|quarter)"
        r"|(?:[Oo]n |[Ll]ast |[Nn]ext )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|ago)\b"
    ),
)
