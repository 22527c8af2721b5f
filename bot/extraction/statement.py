"""What was found in a text: a dated statement with its place, who did what, and how sure that is."""

from __future__ import annotations

import msgspec

from bot.extraction.temporal import Timex


class Statement(msgspec.Struct, frozen=True):
    """A dated statement found in a text. Offsets are code points of the original text, end exclusive.

    ``start`` and ``end`` enclose the date words; ``text`` are these words once line ends, hyphens
    and pages are cleaned away. Where a sentence has none and is dated by the document alone, ``text`` is
    empty, and the place is that of the word that proposes or recommends. ``date`` is EDTF, never finer
    than the words, and ``basis`` says where it comes from: stated, relative (from another date) or inferred.
    ``parties`` and ``agreement`` are ids of the record, and ``action`` and ``kind`` words of
    ``bot.domain.entities``; ``agreement`` may be a name that the record does not know yet, as the text writes
    it. ``title`` is a proposal in telegram style. ``reasons`` say in codes what speaks for and against it,
    and ``confidence`` (0 to 1) is what they come to. ``candidate`` is False for what dates no happening (a
    bibliography, a page head): found, but not proposed to anyone. ``timexes`` are the temporal expressions in
    the date words as corpora tag them, each end of a range by itself.
    """

    start: int
    end: int
    text: str
    date: str
    basis: str
    sentence_start: int
    sentence_end: int
    parties: tuple[str, ...] = ()
    agreement: str = ""
    action: str = ""
    kind: str = "development"
    title: str = ""
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    locator: str = ""
    candidate: bool = True
    timexes: tuple[Timex, ...] = ()
