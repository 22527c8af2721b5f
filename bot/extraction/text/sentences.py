"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.dates.words import MONTHS, WEEKDAYS

_BEGINS_ANEW = re.compile(
    r"(?:A|After|Also|Although|An|And|As|At|Because|But|By|During|Even|Finally|For|From|He|Her|His|How|However|If|In"
    r"|Instead|It|Its|Later|Many|Meanwhile|Moreover|Most|No|Not|Of|On|Once|One|Only|Our|She|Since|So|Some|Such|That"
    r"|The|Their|Then|There|These|They|This|Those|Through|Thus|To|Under|Until|We|What|When|Where|While|Who|With|Yet)\b"
)
_NEW_PARAGRAPH = re.compile(
    r"\n\s*(?:(?![a-z\s])|(?=(?:ca?\.\s?|early\s|late\s|mid-)\d))"
    r"| (?:(?<=\bso\. )|(?<=\b(?:ill|met|sat|sun|tax|ten)\. )|(?<=\b(?:mass|port|west|York)\. )"
    r"|(?<=\b(?:month|south)\. )|(?<=\bcentury\. )) *(?=[A-Z])"
    rf"| (?<=[a-z]{{4}}\. ) *(?={_BEGINS_ANEW.pattern})"
    r"|。(?![」』）。！？])|！(?![」』）。！？])|？(?![」』）。！？])"
)
"""Also after words that the model takes for abbreviations, and after signs that it does not know."""
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.){2,}$")

_MONTH = rf"(?:{'|'.join(f'{month[:3]}(?:{month[3:]}|t)?' for month in MONTHS)})\b\.?"
_DAY = (
    rf"(?:{'|'.join(WEEKDAYS)},? )?(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?|\d{{4}}-\d\d-\d\d"
)
_REGION, _AGENCY = r"(?:, [A-Z][^\n,()]{1,30})?", r" \([A-Z][^\n()]{1,40}\)"
_CAPITALS, _TOWN = rf"[A-Z][A-Z .'’/-]+{_REGION}", rf"[A-Z][\w.'’]+(?:[ /-][A-Z][\w.'’]+){{0,3}}{_REGION}"
_ITS_DAY = rf"(?:,| [–—/-]) (?:{_DAY})"
_DASH = r"[ \t]*(?:(?:--?|[–—_])(?!\S)|[—-](?=[A-Z“\"]))"
DATELINE = re.compile(
    rf"(?:{_CAPITALS}(?:{_AGENCY})?{_ITS_DAY}(?:{_AGENCY})?|{_TOWN}{_ITS_DAY}{_AGENCY}"
    rf"|{_TOWN} \([A-Z]+\) (?:{_DAY})|(?:{_DAY}){_AGENCY}){_DASH}"
    rf"|(?:{_TOWN}(?:{_AGENCY})?{_ITS_DAY}(?:{_DASH}|[.:])|\({_TOWN}, (?:{_DAY})\)(?!\S))"
    rf"(?=[^\n.]*\b(?:today|yesterday|{'|'.join(WEEKDAYS)})\b)"
)
"""Where and when a news report was sent: "LONDON, March 4 (AP) --". A place in small letters needs its
agency, or a report that speaks from that day: "Oslo, 4 March 1999 -" also begins a line of a chronology."""
_OF_A_DATE = (
    rf"(?:{_MONTH}|[-\d/.,]|(?<=\d)–(?=\d)|[ \t](?![–—])|\(\?\)|\bca?\.|\b(?:early|late)\b|\bmid\b-?)"
)
ITEM = re.compile(
    r"[ \t]*(?:[-*•][ \t]|\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)][ \t]|#{1,6}[ \t]|\||>[ \t]"
    r"|\[(?:\^\w{1,4}|\d{1,3})\]:?[ \t]"
    rf"|(?=[^\n]{{0,20}}\d){_OF_A_DATE}++(?::|[ \t][–—][ \t]|(?<=[ ]{{2}})|(?<=\t))"
    rf"|{_MONTH}(?::|[ \t][–—-])[ \t]"
    rf"|\d{{4}},[ \t](?:mid-)?(?:\d{{1,2}}\D|{_MONTH})"
    r"|\d{4}[ \t]?(?:\[\?]|\(\?\)|\t|[ ]{2}))"
)
"""How a line begins that belongs to no paragraph: an item of a list or a chronology, a row, a heading."""
_DATE_ALONE = re.compile(rf"[-*•#|>_ \t]*(?=[^\n]{{0,20}}\d)(?:{_OF_A_DATE}|[*_])++:?")
_HEADING_DATE = re.compile(
    rf"[-*•#_ \t]*(?:(?:{'|'.join(WEEKDAYS)}),? )?(?:(?:{_MONTH} \d{{1,2}},?|(?:\d{{1,2}} )?{_MONTH}) \d{{4}}"
    rf"|\d{{4}} ?(?:--?|[–—:,]) ?(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}))[*_:. \t]*"
)
"""A line with nothing but a day or month of a year, as it stands above an entry of a chronology."""
_ENTRIES = 3
"""So many such lines make a chronology; a single one may be the day of the paper."""
_TITLE = re.compile(r"[^\n]{2,80}(?<![.!?:;,])")
"""A line below such a date that is the title of the entry."""
ROW = re.compile(rf"^(?=[^\n]{{0,20}}\d){_OF_A_DATE}++(?<=\s)(?=[A-Z])", re.MULTILINE)
"""How a row may begin in a chronology, or where the line before it ends with a sentence."""
REFERENCES = re.compile(
    r"(?:^|(?<=\f))[ \t]*(?:\d+\.?[ \t]*)?(?:references|bibliography|works cited|endnotes|footnotes|notes"
    r"|further reading|literature|sources)[ \t]*:?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""The heading of a list of references."""

_NUMBERED = re.compile(
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}})*[.)]|\d{{1,2}}(?:\.\d{{1,2}})+)[ \t]+(?=[^\W\d_])(?!{_MONTH})"
    r"|\d{1,2}\.?\u3000\s*|\[\^\w{1,4}\]:[ \t]+"
)
"""The number of a paragraph, of an item of a list or of a note: no part of its sentence."""


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of a text in their order, as spans without surrounding white space.

    A line's end is a sentence's end, unless the next line goes on in small letters: lines that are broken for
    their width alone are joined before. "U.S." ends a sentence only where the next word can begin one.
    A dateline stands by itself: its city is no party to what the first sentence of the report tells.
    """
    # Only here: the model is loaded when it is first needed.
    from nupunkt import sent_spans

    found: list[tuple[int, int]] = []
    for start, end in _in_paragraphs(text, sent_spans(text)):
        if found and _goes_on(text, found[-1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return _with_their_days(text, found)


def _with_their_days(text: str, sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences, each day above an entry of a chronology joined to the first of the entry."""
    days = {at for at, span in enumerate(sentences) if _HEADING_DATE.fullmatch(text, *span)}
    if len(days) < _ENTRIES:
        return sentences
    joined: list[tuple[int, int]] = []
    at = 0
    while at < len(sentences):
        last = at
        if at in days and at + 1 < len(sentences) and at + 1 not in days:
            last = at + 1
            is_title = _TITLE.fullmatch(text, *sentences[last]) and text.startswith("\n", sentences[last][1])
            if is_title and last + 1 < len(sentences) and last + 1 not in days:
                last += 1
        joined.append((sentences[at][0], sentences[last][1]))
        at = last + 1
    return joined


def _in_paragraphs(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        begin = start
        for line_end in _NEW_PARAGRAPH.finditer(text, start, end):
            yield from _bare(text, begin, line_end.end())
            begin = line_end.end()
        yield from _bare(text, begin, end)


def _bare(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    sentence = text[start:end]
    bare = sentence.strip()
    if bare:
        first = start + len(sentence) - len(sentence.lstrip())
        last = first + len(bare)
        dateline = DATELINE.match(text, first, last)
        if dateline is not None:
            yield first, dateline.end()
            yield from _bare(text, dateline.end(), end)
        else:
            number = _NUMBERED.match(text, first, last)
            yield number.end() if number else first, last


def _goes_on(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether a sentence was only cut off from the one before, behind an abbreviation or a row's date."""
    if "\n" in text[before[1] : start]:
        return False
    if _DATE_ALONE.fullmatch(text, *before):
        return True
    is_abbreviation = _ABBREVIATION.search(text, before[0], before[1]) is not None
    return is_abbreviation and text[start].isupper() and _BEGINS_ANEW.match(text, start) is None
