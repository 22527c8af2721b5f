"""Recognises dates that are not of events: in references, citations, captions, links, copyright notes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from bot.domain.dates.words import MONTHS
from bot.extraction.text.sentences import DATELINE, REFERENCES

_ABOUT = re.compile(r"^[ \t#*_]*about the authors?\b[^\n]{0,3}(?:\n\s*)?(?:[^\n]+\n)*[^\n]*", re.I | re.M)
"""An "About the authors" section: the rest of its paragraph, or the paragraph below such a heading."""
_LINE = re.compile(r"[^\n]*\n?")
_REFERENCE = re.compile(
    r"[ \t]*(?:[-•*^↑]|\[?\d{1,3}[\].]?)?[ \t]*(?:[A-Z][\w’'-]+,[ \t]+[A-Z]|See\b)"  # Surname, Given
    r"|[^\n]*(?:[“\"][^\n]{8,}(?:[,.][”\"]|[”\"][,.])|\bpp?\.[ \t]?\d|\bvol\.|\bno\.[ \t]?\d|\bISBN\b|\bdoi\b|https?://)",
)
_FOOTNOTE = re.compile(
    rf"[ \t]*(?:\d{{1,3}}[.)]?|\[\^?\w{{1,4}}\]:?)[ \t]+(?!{'|'.join(MONTHS)})"
    r"(?:[A-Z][^\n“\"]{1,120}, (?:[“\"][^\n”\"]+[,.][”\"]|(?:vol|pp?)\. ?\d)|Ibid\b|See[ \t]"
    r"|(?:(?:The )?[Aa]uthors?[’'](?:s )?)?[Ii]nterviews?(?: with\b|,| by\b)|(?:Cited|Quoted|Reprinted) in\b"
    r"|[“\"][^\n”\"]{3,200}[,.?!][”\"]|[A-Z][^\n]{1,150} \([A-Z][^()\n:]{1,60}: [^()\n]{2,80}, \d{4}\))"
)
_PUBLISHER = re.compile(r"\([^()\n]{2,60}:[ \t][^()\n]{2,80},[ \t]*$")
_PAGE = re.compile(r",[ \t]pp?\.[ \t]?\d")
_BEFORE_YEAR = re.compile(r"\((?:[^()\n]*;[ \t]*)?(?:see[ \t]|e\.g\.,?[ \t])?(?P<who>[A-Z][^()\n;\d]{1,60})$")
_CITED_BEFORE = re.compile(r"[A-Z][\w’'-]+(?: et al\.)?(?:['’]s)? \($")
_PAGES = re.compile(
    r"[,:] ?(?:pp?\. ?)?\d[\d–-]*\)|\) (?:argues|claims|finds|notes|observes|points|shows|writes)\b"
)
_SERIES = re.compile(r"(?<![\w.])\d{1,4}[ \t](?:[A-Z]{2,6}|[A-Z][a-z]{2,5}\.)[ \t]$")
"""The volume and the series before a page that looks like a year: "15 UST 1555"."""
_SPEAKER = re.compile(r"\b[AQ]:|\b(?:In|On)\b", re.IGNORECASE)
"""Words that tell nothing by themselves: speakers in an interview, and prepositions before a date."""
_NOTE_OF_RIGHTS = re.compile(
    r"(?:(?:©|\(c\)|\bcopyright|\b(?:credit|image|photo|source)s?:)[^\n]{0,80}"
    r"|\b(?:accessed|archived(?: from the original)?|edited|retrieved|modified|updated)(?: on)?:?"
    r"[^\n]{0,12})$",
    re.IGNORECASE,
)
LABEL = re.compile(r"[ \t*_#>-]*date(?:[ \t]of[ \t][a-z \t]{1,30})?[*_]*:[*_ \t]*$", re.IGNORECASE)
"""What only labels a paper's own day at a line's beginning: "Date of interview:"."""
PROCEEDINGS = re.compile(r"[ \t]*[A-Z]{2,4} Debs?\.?,?[ \t](?:vol\.? \d+,? )?$")
"""The column heading of a parliamentary record before its day: "HC Deb 14 July 1986 vol 101"."""
_PUBLISHED = re.compile(r"(?:\||\b(?:published|posted|released)(?: on)?:?)[ \t]*$", re.IGNORECASE)
_BYLINE = re.compile(r"[ \t*_]*[Bb]y [A-Z][^\n\d.:;]{2,80}[,|–—·-][ \t]*$")
PLACE = re.compile(
    r"[ \t*_]*(?:[A-Z][\w.'’-]+[ \t]){0,3}[A-Z][\w.'’-]+,[ \t]*(?:[A-Z][\w.'’-]+,[ \t]*)?(?:the[ \t])?$"
)
_REPORTED = re.compile(
    r",[”\"]?[ \t](?:[\w.'’-]+[ \t]){0,5}(?:said|told [^\n,.]{1,30}|reported|added)[ \t]"
    r"(?:on[ \t]|late[ \t]|early[ \t])?$"
)
"""Words before the day on which something was reported: ", officials said Monday"."""
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?|[Nn]oon|[Mm]idnight")
"""A time of day; its day, if the text gives one, is another date expression."""
_ADDRESS = re.compile(r"://|^www\.|/[\w-]+/|\.(?:jpe?g|png|gif|pdf|html?|php)\b|@", re.IGNORECASE)
_NEAR, _LONG = 160, 2000
"""How many characters before a date are examined, and how much of its line at most."""
_ET_AL = re.compile(r"^[A-Z][\w’'-]+(?:,? (?:and|&|et al\.?,?) ?(?:[A-Z][\w’'-]+)?|, [A-Z][\w’'-]+)*,?[ \t]$")


def apparatus(text: str) -> Callable[[int, int, int, int], str]:
    """A function that says why a date in this text is not that of an event: a reason's code, "" if it is.

    It is called with the start and end of the date, and with the start and end of its sentence.
    """
    references, authors = _references(text), [about.span() for about in _ABOUT.finditer(text)]

    def reason(start: int, end: int, sentence_start: int, sentence_end: int) -> str:
        line_start = text.rfind("\n", max(start - _LONG, 0), start) + 1
        before = text[max(line_start, start - _NEAR) : start]
        if _is_listed(references, start) or _is_footnote(text, line_start):
            return "bibliography"
        if _PAGE.match(text, end) or (_PUBLISHER.search(before) and text[end : end + 1] == ")"):
            return "bibliography"
        if text[start:end].isdigit() and _is_cited(before, text[end : end + _NEAR]):
            return "citation"
        if PROCEEDINGS.fullmatch(before) or _is_listed(authors, start):
            return "page_furniture"
        if _NOTE_OF_RIGHTS.search(before) or _ADDRESS.search(_token(text, start, end)):
            return "page_furniture"
        if (
            DATELINE.match(text, sentence_start)
            or _REPORTED.search(before)
            or _CLOCK.fullmatch(text, start, end)
        ):
            return "nothing_said"
        if LABEL.fullmatch(before) and not text[line_start:start].startswith("|"):
            return "nothing_said"
        if PLACE.fullmatch(before) and not text[end:sentence_end].strip(" \t*_."):
            return "nothing_said"
        rest = text[max(sentence_start, start - _LONG) : start] + text[end : min(sentence_end, end + _LONG)]
        return "" if any(map(str.isalpha, _SPEAKER.sub("", rest))) else "nothing_said"

    return reason


def dates_publication(text: str, start: int) -> bool:
    """Whether the date at ``start`` is that of a publication.

    Such as "Paper | 2025-02-24", "Posted on 3 May 2015", or a date beside the author's name.
    """
    line_start = text.rfind("\n", max(start - _NEAR, 0), start) + 1
    before = text[max(line_start, start - _NEAR) : start]
    if before.startswith("|"):
        return False
    return _PUBLISHED.search(before) is not None or _BYLINE.fullmatch(before) is not None


def _references(text: str) -> list[tuple[int, int]]:
    """The spans of reference lists: from a heading on, as far as the lines look like references."""
    found: list[tuple[int, int]] = []
    for heading in REFERENCES.finditer(text):
        end = heading.end()
        if found and heading.start() < found[-1][1]:
            continue
        while end < len(text):
            line = _LINE.match(text, end)
            if line is None or (line[0].strip() and not _REFERENCE.match(line[0][:_LONG])):
                break
            end = line.end()
        found.append((heading.start(), end))
    return found


def _is_listed(references: Sequence[tuple[int, int]], place: int) -> bool:
    at = bisect_right(references, (place, place)) - 1
    return at >= 0 and place < references[at][1]


def _is_cited(before: str, after: str) -> bool:
    """Whether a year is part of a citation: "(Ogura 2024)", "15 UST 1555"."""
    if _SERIES.search(before):
        return True
    if _CITED_BEFORE.search(before) and _PAGES.match(after):
        return True
    match = _BEFORE_YEAR.search(before)
    return (
        match is not None
        and after[:1] in (")", ":", ",", ";")
        and _ET_AL.match(match["who"]) is not None
        and not match["who"].startswith(MONTHS)
    )


def _is_footnote(text: str, line_start: int) -> bool:
    return _FOOTNOTE.match(text[line_start : line_start + _LONG]) is not None


def _token(text: str, start: int, end: int) -> str:
    """The span with the characters around it up to the next white space, within ``_NEAR`` characters."""
    before, after = text[max(start - _NEAR, 0) : start], text[end : end + _NEAR]
    left = before.split()[-1] if before and not before[-1].isspace() else ""
    right = after.split()[0] if after and not after[0].isspace() else ""
    return left + text[start:end] + right
