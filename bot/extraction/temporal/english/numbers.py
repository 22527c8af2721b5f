"""Numbers that look like years and are none: amounts, pages, laws, telephone numbers, parts of addresses."""

from __future__ import annotations

import re

_LEFT = 40
_NO_YEAR_AFTER = re.compile(
    r"(?:[\w$£€¥#№§/_.@=&+*]|[$£€¥#№§]\s|[0-9]\s|[0-9],"
    r"|\b(?:[Nn]os?\.|[Pp]{1,2}\.|[Pp]ages?|[Vv]ols?\.|ISBN|ISSN|[Tt]el|[Ff]ax|[Aa]rticles?|[Ss]ections?"
    r"|[Cc]hapters?|[Rr]esolutions?|[Pp]aragraphs?|[Uu]nit|[Ff]light|[Rr]oute|[Rr]oom|[Bb]ox|ext\.|[Pp]ublic\s[Ll]aw"
    r"|[Dd]ecree|[Oo]rder|[Nn]umber|[Ff]igs?\.|[Ff]igure|[Tt]able|[Cc]lass|[Tt]ype|[Mm]odel|[Mm]ark|[Ll]aw)\s)\Z"
)
_STRONG_BEFORE = re.compile(
    r"(?:\b(?:in|In|IN|since|Since|by|By|during|During|until|Until|till|from|From|after|After|before|Before|between"
    r"|Between|late|early|mid|Early|Late|year|circa|c\.|around|about|AD|throughout|Throughout|the|The|of|to|and|or)|[(\-,;:])\s?\Z"
)
_IN_TIME = re.compile(
    r"\b(?:in|In|since|Since|by|By|during|During|until|Until|till|from|From|after|After|late|early|mid|Early|Late"
    r"|year|circa|AD|throughout|Throughout|summer|winter|spring|autumn|fall|the|The|of|as|its|his|their|our)\s?\Z"
)
_ABOUT = re.compile(
    r"\b(?:about|some|over|nearly|almost|approximately|roughly|around|than|least|most|only|another|additional"
    r"|estimated|to|with|lost|killed|captured|wounded|for|every|numbering|total(?:ling|ing)?)\s\Z"
)
_AMOUNT_RIGHT = re.compile(
    r"\s?(?:%|percent|per cent|km|kilomet|mile|met(?:er|re)|feet|foot|ft\b|yards?\b|m\b|mm\b|kg\b|tons?\b"
    r"|tonnes?\b"
    r"|acres?\b|hectares?\b|dollars?\b|yen\b|won\b|pounds?\b|francs?\b|marks?\b|rubles?\b|million|billion|thousand"
    r"|hundred|men\b|women\b|people\b|troops?\b|soldiers?\b|civilians?\b|prisoners?\b|casualties|horse|cavalry"
    r"|infantry|ships?\b|guns?\b|tanks?\b|aircraft|planes?\b|rounds?\b|dead\b|wounded\b|hours?\b"
    r"|local time|GMT|UTC)"
    r"|\s[0-9]{3,}|[/_][0-9A-Za-z]|[A-Za-z_@]|-[a-z]|\.[a-z0-9]|,[0-9]{3}|:[0-9]"
)
_PLURAL_RIGHT = re.compile(
    r"\s(?!(?:as|was|has|is|its|this|his|plus|across|versus|towards|us|does|unless|besides|perhaps|always"
    r"|sometimes|afterwards|thus|less|yes|[a-z]*ss)\b)"
    r"(?:(?!(?:by|in|on|at|of|to|and|or|the|an?|when|with|for)\b)[a-z]+\s)?[a-z]{3,}s\b"
)


def is_quantity(text: str, start: int, end: int) -> bool:
    """Whether the four digits at a place are an amount or a number of something rather than a year."""
    left, right = text[max(0, start - _LEFT) : start], text[end : end + _LEFT]
    if _NO_YEAR_AFTER.search(left) or _AMOUNT_RIGHT.match(right):
        return True
    if int(text[start : start + 4]) < 1400 and not _STRONG_BEFORE.search(left):
        return True
    if _ABOUT.search(left) and _PLURAL_RIGHT.match(right):
        return True
    return (
        bool(left) and not _IN_TIME.search(left) and left[-1] == " " and bool(_lowercase_amount(left, right))
    )


def _lowercase_amount(left: str, right: str) -> bool:
    """Things are counted where a plural follows and no word of time or punctuation stands before."""
    return left[-2:-1].isalpha() and _PLURAL_RIGHT.match(right) is not None and "(" not in left[-2:]
