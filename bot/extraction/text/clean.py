"""Clean-up of a document's text for matching: what a page's layout put in goes, and every span leads back.

Nothing is guessed at a loss: what may be layout or not (a hyphen, a number after a word) stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter

from msgspec.structs import replace

from bot.domain.dates.words import MONTHS
from bot.extraction.text.edits import Cleaned, Edit, edited
from bot.extraction.text.markup import unread_markup
from bot.extraction.text.pages import counting, without_furniture
from bot.extraction.text.sentences import DATELINE, ITEM, REFERENCES, ROW
from storage.folding import fold


def clean(text: str) -> Cleaned:
    """The text without line-end hyphens, page-break junk, running heads, footnote numbers and unread markup.

    Lines of a wrapped paragraph are joined, letters that only look Latin inside Latin words are made Latin.
    The notes at the feet of pages stand behind the text.
    """
    cleaned = without_furniture(text)
    for found in (_apart_from_lines, _line_ends, _within_lines):
        edits = sorted(found(cleaned.text), key=attrgetter("start", "end"))
        cleaned = replace(edited(cleaned.text, edits), before=cleaned)
    return cleaned


def _apart_from_lines(text: str) -> Iterator[Edit]:
    yield from unread_markup(text)
    yield from (Edit(*match.span(), "") for match in _INVISIBLE.finditer(text))


def _within_lines(text: str) -> Iterator[Edit]:
    """What is told by a line that is whole."""
    yield from _footnotes(text)
    yield from _look_alikes(text)


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\\x00-\\x08\\x0b\\x0e-\\x1f]+")
_LATIN_WORD_WITH_OTHERS = re.compile(
    "(?<![A-Za-z])[A-Za-z]+[\u0370-\u03ff\u0400-\u052f][A-Za-z\u0370-\u03ff\u0400-\u052f]*"
    "|(?<![\u0370-\u03ff\u0400-\u052f])[\u0370-\u03ff\u0400-\u052f]+[A-Za-z][A-Za-z\u0370-\u03ff\u0400-\u052f]*"
)


def _look_alikes(text: str) -> Iterator[Edit]:
    """Cyrillic and Greek letters that pass for Latin ones, in words that also hold Latin letters."""
    for match in _LATIN_WORD_WITH_OTHERS.finditer(text):
        latin = "".join(letter if letter.isascii() else _latin(letter) for letter in match[0])
        if latin.isascii():
            yield Edit(*match.span(), latin)


def _latin(letter: str) -> str:
    """The Latin letter that another looks like, in the same case; the letter itself if there is none."""
    folded = fold(letter)
    if len(folded) != 1 or not folded.isascii():
        return letter
    return folded.upper() if letter.isupper() else folded


_LINE_END = re.compile(r"(?<![ \t\r\n\f])(?P<hyphen>(?<=[\w.])[-‐])?(?P<space>[ \t\r]*[\n\f]\s*)")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_BROKEN = re.compile(r"(?<![^\W\d_])[^\W\d_]+[-‐][ \t\r]*[\n\f]\s*[^\W\d_]+")
_FIRST_HALVES = frozenset(
    {"cross", "four", "full", "half", "high", "long", "low", "quasi", "self", "seven", "short", "so", "three"}
    | {"two", "vice", "well", "wide", "world"}
)
"""Words that hyphens follow inside a line too, and that begin few longer ones."""
_FULL_LINE, _FULL_BEHIND_SENTENCE = 0.85, 1.0
"""A line was broken because it was full where it reaches to this part of the usual width, with the word that
would have been the next; behind a sentence, which may end a paragraph, to this."""
_NARROWEST, _NARROWEST_EAST_ASIAN = 25, 12
"""Lines that are usually shorter are no text that is wrapped."""
_UNSPACED = "[\u3001-\u30ff\u3400-\u9fff\uff00-\uff60]"
"""What has no space beside it."""
_NO_SPACE = re.compile(rf"(?<=[-–—])|(?<={_UNSPACED})|(?=\s+{_UNSPACED})|(?<=\d)(?=\s+\d{{1,3}}[年月日])")
"""A line's end that stands for none."""
_EAST_ASIAN = re.compile(rf"{_UNSPACED}|[\uac00-\ud7a3]")
_WORD_AT = re.compile(rf"{_UNSPACED}|(?:(?!{_UNSPACED})\S){{1,60}}")
_WIDEST = 130
"""Lines that are usually longer are paragraphs: nothing is wrapped."""

_UNENDED = re.compile(r"(?:\w,|\b(?:a|an|and|at|between|by|for|from|in|of|on|or|the|to|with))\Z")
"""How no line ends that is whole."""
_LINES_OF_THEIR_OWN = DATELINE, ITEM, REFERENCES
_SENTENCE_ENDS = ".!?;)"
_YEAR_ALONE = re.compile(r"(?:1[5-9]|20)\d\d[ \t]*$", re.MULTILINE)
"""A year that heads the lines of a chronology below it."""
_ROWS = 0.3
"""From this part of its lines on that begin with dates a text is a chronology."""


def _line_ends(text: str) -> Iterator[Edit]:
    """Line ends inside paragraphs: a space, or nothing where a word or hyphenated word goes on."""
    width = _usual_width(text)
    words: frozenset[str] | None = None
    is_chronology = len(ROW.findall(text)) > max(2, text.count("\n") * _ROWS)
    begin = 0
    for match in _LINE_END.finditer(text):
        (space, end), length = match.span("space"), match.start() - begin
        begin = end
        if not match.start() or end == len(text) or any(one.match(text, end) for one in _LINES_OF_THEIR_OWN):
            continue
        is_row = ROW.match(text, end) or _YEAR_ALONE.match(text, end)
        if is_row and (is_chronology or text[match.start() - 1] in _SENTENCE_ENDS):
            continue
        if match["hyphen"] and text[end].isalpha():
            if words is None:
                words = frozenset(word.casefold() for word in _WORD.findall(_BROKEN.sub(" ", text)))
            soft = _is_soft(*_halves(text, match), words)
            yield Edit(match.start() if soft else space, end, "")
        elif _UNENDED.search(text, match.start() - length, space) or (
            width and _is_full(text, match, length, width)
        ):
            yield Edit(space, end, "" if _NO_SPACE.match(text, space) else " ")


def _is_full(text: str, line_end: re.Match[str], length: int, width: int) -> bool:
    """Whether a line is broken only because the next word has no room in it."""
    word = _WORD_AT.match(text, line_end.end())
    full = _FULL_BEHIND_SENTENCE if text[line_end.start() - 1] in _SENTENCE_ENDS else _FULL_LINE
    return length + 1 + (len(word[0]) if word else 0) >= full * width


def _usual_width(text: str) -> int:
    """How long the lines of a wrapped text are; 0 if each paragraph stands in one line, or if unknown."""
    lengths = sorted(len(line.strip()) for line in text.splitlines() if line.strip())
    if len(lengths) < 8:
        return 0
    width = lengths[len(lengths) * 3 // 4]
    even = lengths[len(lengths) // 2] >= _FULL_LINE * width
    narrowest = _NARROWEST_EAST_ASIAN if _EAST_ASIAN.search(text) else _NARROWEST
    return width if (narrowest if even else 40) <= width <= _WIDEST and lengths[-1] < 2 * _WIDEST else 0


def _halves(text: str, line_end: re.Match[str]) -> tuple[str, str]:
    before = re.search(r"[^\W\d_]+\Z", text[max(0, line_end.start() - 40) : line_end.start()])
    after = re.match(r"[^\W\d_]+", text[line_end.end() : line_end.end() + 40])
    return before[0] if before else "", after[0] if after else ""


def _is_soft(before: str, after: str, words: frozenset[str]) -> bool:
    """Whether a hyphen only breaks a word: the text has the whole elsewhere, or no second half."""
    before = before.casefold()
    if not after.islower() or f"{before}-{after}" in words:
        return False
    return before + after in words or not (after in words or before in _FIRST_HALVES)


_NOTE = re.compile(
    r"(?P<year>(?<![\d.,])(?:1[5-9]|20)\d\d[.,;]?[\"”’)]?)(?P<after_year>\d{1,3})(?=[\s—–]|$)"
    r"|(?<=[^\W\d_]{2})(?:(?P<mark>[.,;:?!]?[\"”’)\]]{0,2}[.,;]?))(?P<glued>\d{1,3})(?=[\s—–]|[.,;](?:\s|$)|$)"
    r"|(?<=[.!?”\"’)])(?P<apart>[ ]+(?P<number>\d{1,3}))(?=[ ]{2,}[^\W\d_])"
)
_NOTE_OF_SENTENCE = re.compile(
    r"(?:(?<=[a-z]{3})(?<!\bart)(?<!\bchap)(?<!\bfig)(?<!\bpara)(?<!\bsec)(?<!\bvol)"
    rf"|\b(?:{'|'.join(MONTHS)}|in|of|since) (?:1[5-9]|20)\d\d)[.!?][”\"’)]?"
    r"(?P<number>\d{1,3})(?=\s+[A-Z]|\s*\n\s*[\n\d])"
)
"""A number glued to a sentence's end: also where no others count up."""
_YEAR_AND_WORD = re.compile(r"(?<![\w.,-])(?:1[5-9]|20)\d\d(?=[A-Z][a-z]{2})")


def _footnotes(text: str) -> Iterator[Edit]:
    """Numbers glued to words and years that count up through the text: nothing else counts up like that."""
    found = [(match, _number(match)) for match in _NOTE.finditer(text)]
    for match in counting([(match, number) for match, number in found if number]):
        group = next(name for name in ("after_year", "glued", "apart") if match[name])
        yield Edit(*match.span(group), "")
    yield from (Edit(*match.span("number"), "") for match in _NOTE_OF_SENTENCE.finditer(text))
    for match in _YEAR_AND_WORD.finditer(text):
        yield Edit(match.end(), match.end(), " ")


def _number(match: re.Match[str]) -> int:
    return int(match["after_year"] or match["glued"] or match["number"])
