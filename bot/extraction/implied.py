"""Dates sentences without date words: by the document's own date, or by the dates told just before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.domain.dates import HistoricalDate, edtf_year, parse
from bot.extraction.temporal import Dated

_ASKS = re.compile(
    r"\b(?:should(?! (?:an?|have|it|the(?:re)?)\b)|must(?! have\b)|ought to|needs? to|recommends?|proposes"
    r"|proposing|urges|urging|(?<!\ba )(?<!\bthe )desirable|argues for|calls for|emphasi[sz]es the necessity"
    r"|points out the potential|highlights the potential)\b"
)
_IMPERATIVE = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?P<verb>Adopt|Build|Conclude|Create|Develop|Encourage|Enhance|Establish|Expand"
    r"|Explain|Implement|Improve|Promote|Pursue|Restore|Resume|Revive|Sign|Strengthen|Upgrade)\b"
)
_RECENT = re.compile(r"\b[Rr]ecent (?:opinion )?(?:polls?|surveys?)\b")
_REMAINS = re.compile(r"\b(?:remains?(?! to be\b)|currently|at present|to this day)\b")
_GOES_ON = re.compile(r"(?:Additionally|Also|Furthermore|In addition|Moreover),? ")
_JUST_AFTER = re.compile(
    r"\b(?:immediately|just|shortly|soon) after(?= (?:the|an?|his|her|its|their|[a-z]+ing)\b)"
)
_NEAR = 3
"""How many sentences after a date a text may still speak of its year."""


class Implied(NamedTuple):
    """An implied date with its reason's code; ``asks`` is the action if the sentence asks for something."""

    date: Dated
    reason: str
    asks: str = ""


def of_document(
    text: str, sentences: Sequence[tuple[int, int]], published: HistoricalDate
) -> Iterator[Implied]:
    """Dates, by the document's own date, sentences in which a document speaks of its own time.

    These ask for something ("should"), say how things remain, or call something recent. The date has an empty
    text unless words of the sentence give it. ``sentences`` are those without date words.
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
    """Dates, with a mark of doubt, sentences without date words that continue what was told before.

    "Furthermore, he said" is dated to the same year, "just after reaching the agreement" to the same month.
    ``dated`` has the most precise date of each sentence that has any, by the sentence's number.
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
