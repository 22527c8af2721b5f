"""Tells years from other four-digit numbers: amounts, pages, laws, telephone numbers, parts of addresses."""

from __future__ import annotations

import re

from bot.extraction.temporal.english.patterns import FUNCTION_WORD, any_of, cased

_REACH_LEFT, _REACH_RIGHT = 80, 40
"""So many characters before and after a number are looked at."""

_NUMBERED = cased(
    (
        *("no.", "nos.", "number", "p.", "pp.", "page", "pages", "vol.", "vols.", "fig.", "figs.", "figure"),
        *("article", "articles", "section", "sections", "chapter", "chapters", "paragraph", "paragraphs"),
        *("public law", "law", "decree", "order", "unit", "flight", "route", "room", "box", "table", "class"),
        *("type", "model", "mark", "tel", "fax", "ext.", "ISBN", "ISSN"),
    )
)
_LAW_BOOKS = any_of(("U.S.C.", "C.F.R.", "H.R.", "Stat.", "Pub. L."))
_NUMBER_BEFORE = re.compile(
    rf"""(?:
        [\w$£€¥\#№§/_.@=&+] | [\w)]\s?\*{{1,2}}\s? | [$£€¥\#№§]\s | [0-9]\s | [0-9], | (?<![0-9])[0-9]{{1,3}}-
        | -[0-9]+-
        | \b{_NUMBERED}\s(?:[0-9]{{1,4}}-)? | (?:{_LAW_BOOKS}|(?<![A-Z]\.)\bS\.)\s(?:§+\s?)?
        | \b[Rr]esolutions?\s(?:[0-9]{{2,4}}(?:\s\([0-9]{{4}}\))?(?:,\s(?:and\s)?|\sand\s)){{0,5}}
    )\Z""",
    re.VERBOSE,
)
_COUNTED = (
    r"(?:hundred|thousand|million|billion|percent|per\scent|hours|local\stime|GMT|UTC"
    r"|years?(?!-|\send)|men|women|people|civilians|prisoners|soldiers|troops|casualties|dead|wounded|infantry|cavalry|horse"
    r"|guns|rounds|tanks|ships|planes|aircraft|strong"
    r"|mm?|k[mg]|feet|foot|yards|miles|(?:kilo)?met(?:re|er)s|acres|hectares|tons|tonnes|pounds"
    r"|dollars|francs|marks|rubles|won|yen)"
)
_AMOUNT_AFTER = re.compile(
    rf"""\s?{_COUNTED}\b | \s?% | \s(?:[Ss]anctions\s)?Committee\b | \s[0-9]{{3,}}(?!,[0-9])
    | -[0-9]{{3}}(?![0-9]) | -[0-9]+-[0-9] | [\u3400-\u9fff\uac00-\ud7a3]
    | [/_][0-9A-Za-z] | [A-Za-z_@] | -[a-z] | \.[a-z0-9] | ,[0-9]{{3}} | :[0-9]
    """,
    re.VERBOSE,
)
_NO_PLURAL = (
    r"(?:as|was|has|is|its|this|his|plus|across|versus|towards|us|does|unless|besides|always|yes|perhaps"
    r"|sometimes|afterwards|thus|less)"
)
_PLURAL_AFTER = re.compile(
    rf"\s(?!(?:{_NO_PLURAL}|[a-z]*ss)\b)"
    rf"(?:(?!{FUNCTION_WORD})[a-z]+\s)?[a-z]{{3,}}(?:s|men|people|children)\b"
)

_WHEN = r"(?i:in|since|by|during|until|till|from|after|throughout|late|early|mid|year|circa|the|of|an?)"
_YEAR_BEFORE = re.compile(
    rf"\b(?:{_WHEN}|summer|winter|spring|autumn|fall|AD|as|its|her|his|their|our|[Tt]h(?:is|ese|ose)|That)\s?\Z|'s\s\Z"
)
_EARLY_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:{_WHEN}|{cased(('before', 'between', 'around', 'about'))}|c\.|AD|to|and|or)|[(\-,;:])\s?\Z"
)
_ABOUT_BEFORE = re.compile(
    r"\b(?:about|some|over|nearly|almost|approximately|roughly|around|than|least|most|only|another|additional"
    r"|estimated|to|with|lost|killed|captured|wounded|for|every|numbering|totalling|totaling|total"
    r"|(?:ceiling|force|limit|majority|maximum|minimum|number|poll|sample|sum|survey|total)\sof)\s\Z"
)
_ROUGHLY_BEFORE = re.compile(
    r"\b(?:[Aa]bout|[Ss]ome|[Oo]ver|[Nn]early|[Aa]lmost|[Aa]pproximately|[Rr]oughly|[Aa]round|least|most)\s"
    r"(?:[0-9]{4}\s(?:to|or)\s)?\Z"
)
_THINGS_AFTER = re.compile(
    rf"(?:\s(?:to|or)\s[0-9]{{4}})?(?:\s(?!{FUNCTION_WORD})[A-Za-z]+){{0,2}}\s[a-z]{{3,}}(?:s|men|people|children)\b"
)
"""After a rough number, and the other end of a range, what is counted ("about 1200 to 1500 Dutch ships")."""
_SURE_FROM = 1400
"""An earlier year is only read as one after a word such as "in"."""


def is_quantity(text: str, start: int, end: int) -> bool:
    """Whether the four digits at a place are an amount or the number of something rather than a year."""
    left, right = text[max(0, start - _REACH_LEFT) : start], text[end : end + _REACH_RIGHT]
    if _NUMBER_BEFORE.search(left) or _AMOUNT_AFTER.match(right):
        return True
    if int(text[start : start + 4]) < _SURE_FROM and not _EARLY_YEAR_BEFORE.search(left):
        return True
    if _ROUGHLY_BEFORE.search(left) and _THINGS_AFTER.match(right):
        return True
    if not _PLURAL_AFTER.match(right):
        return False
    plainly_counted = left[-2:-1].isalpha() and left[-1:] == " " and not _YEAR_BEFORE.search(left)
    return plainly_counted or _ABOUT_BEFORE.search(left) is not None
