"""Dates that a text gives without words of their own for them: beside its date words, or in place of any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from bot.domain.dates import HistoricalDate, parse
from bot.domain.edtf import edtf_year
from bot.extraction.temporal import Dated

_ANNIVERSARY = re.compile(r"\banniversary\b", re.IGNORECASE)
_MARKED = re.compile(
    r",? (?:which|that|and) (?:also )?(?:marked|marks|was|is|coincided with)(?: the)? ?(?:the )?"
)
_YEAR_AT_END = re.compile(r"\d{4}$")
_SINCE_WHAT = re.compile(
    r"(?:ever )?since (?:the )?(?P<what>[^\W\d].*?) (?:in|of|on) ", re.IGNORECASE | re.DOTALL
)
_SPAN_WORDS = re.compile(
    r"(?:early|mid|late|beginning|end|start|middle|spring|summer|autumn|fall|winter)\b", re.I
)
_WHEN = re.compile(r",? when\b")
_FIRST_SINCE = re.compile(r"\b(?:first|last|latest|previous|only)\b[^.;:]{0,80}$")
_ASKS = re.compile(
    r"\b(?:should(?! (?:an?|have|it|the(?:re)?)\b)|must(?! have\b)|ought to|needs? to|recommends?|proposes"
    r"|proposing|urges|urging|desirable|argues for|calls for|emphasi[sz]es the necessity"
    r"|points out the potential|highlights the potential)\b"
)
_IMPERATIVE = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?P<verb>Adopt|Build|Conclude|Create|Develop|Encourage|Enhance|Establish|Expand"
    r"|Explain|Implement|Improve|Promote|Pursue|Restore|Resume|Revive|Sign|Strengthen|Upgrade)\b"
)
_RECENT = re.compile(r"\b[Rr]ecent (?:opinion )?(?:polls?|surveys?)\b")
_REMAINS = re.compile(r"\b(?:remains?(?! to be\b)|currently|at present|to this day)\b")
_GOES_ON = re.compile(r"(?:Additionally|Also|Furthermore|In addition|Moreover),? ")
_JUST_AFTER = re.compile(r"\b(?:immediately|just|shortly|soon) after\b")
_NEAR = 3
"""At most so many sentences after a date a text may still speak of its year."""


class Implied(NamedTuple):
    """A date that a text implies, the code of the reason, and the action where it dates what is asked for."""

    date: Dated
    reason: str
    asks: str = ""


def beside(text: str, dates: Sequence[Dated]) -> Iterator[Implied]:
    """The dates that date words imply beside what they say; none lies outside of their words.

    The year that an anniversary falls in ("28 December 2015, which marked the 50th"); and what a period
    is counted from ("since the armistice in 1953", "the first talks since 2011").
    """
    for date, following in pairwise(dates):
        year = _YEAR_AT_END.search(date.text)
        if (
            year is not None
            and date.text != year[0]
            and _ANNIVERSARY.search(following.text)
            and _MARKED.fullmatch(text, date.end, following.start)
        ):
            yield Implied(_part(date, date.end - 4, year[0]), "anniversary_year")
    for date in dates:
        when = parse(date.date)
        before = text[max(date.start - 90, 0) : date.start]
        if when.open_end and when.start is not None:
            inner = _inner(date)
            if inner is not None and _counts_from_event(text, date, inner, before):
                yield Implied(_part(date, inner, when.start.edtf), "period_begins")


def _inner(date: Dated) -> int | None:
    """Where the date stands in "since the armistice in 1953"."""
    if date.timexes:
        return date.timexes[-1].start
    return None


def _counts_from_event(text: str, date: Dated, inner: int, before: str) -> bool:
    what = _SINCE_WHAT.match(date.text)
    return (
        (what is not None and _SPAN_WORDS.match(what["what"]) is None)
        or _WHEN.match(text, date.end) is not None
        or _FIRST_SINCE.search(before) is not None
    )


def _part(date: Dated, start: int, edtf: str) -> Dated:
    """The last words of a date as a date of their own."""
    return replace(date, start=start, text=date.text[start - date.start :], date=edtf, timexes=())


def of_document(
    text: str, sentences: Sequence[tuple[int, int]], published: HistoricalDate
) -> Iterator[Implied]:
    """What a document says of its own time in sentences without date words, dated by the document alone.

    What it asks for ("should"), how things remain, and what it calls recent. The date's text is empty where
    no words give it.
    """
    for start, end in sentences:
        recent = _RECENT.search(text, start, end)
        remains = _REMAINS.search(text, start, end)
        asks = _ASKS.search(text, start, end) or _IMPERATIVE.match(text, start, end)
        if recent is not None and published.year is not None:
            year = f"{edtf_year(published.year)}?"
            yield Implied(Dated(*recent.span(), recent[0], year, "inferred"), "document_date")
        elif asks is not None:
            place = asks.span("verb") if "verb" in asks.re.groupindex else asks.span()
            action = "proposed" if text.startswith("propos", place[0]) else "recommended"
            yield Implied(Dated(*place, "", published.edtf, "inferred"), "document_date", action)
        elif remains is not None:
            date = Dated(*remains.span(), "", published.edtf, "inferred")
            yield Implied(date, "document_date", "mentioned")


def of_narrative(
    text: str, sentences: Sequence[tuple[int, int]], dated: Mapping[int, Dated]
) -> Iterator[Implied]:
    """Sentences without date words that go on telling, dated in doubt by what was told last.

    "Furthermore, he said" is of that year, "just after reaching the agreement" of that month. ``dated`` has
    the finest date of each sentence that has one, by the sentence's number.
    """
    for number, (start, end) in enumerate(sentences):
        if number in dated:
            continue
        before = next((dated[n] for n in range(number - 1, number - 1 - _NEAR, -1) if n in dated), None)
        when = parse(before.date) if before is not None else None
        if when is None or when.year is None:
            continue
        goes_on, just_after = _GOES_ON.match(text, start, end), _JUST_AFTER.search(text, start, end)
        year = edtf_year(when.year)
        if just_after is not None and when.month is not None:
            month = f"{year}-{when.month:02}?"
            yield Implied(Dated(*just_after.span(), just_after[0], month, "inferred"), "narrative_date")
        elif goes_on is not None:
            yield Implied(Dated(start, goes_on.end() - 1, "", f"{year}?", "inferred"), "narrative_date")
