"""The dated statement: the result of the extraction."""

from __future__ import annotations

import msgspec

from bot.extraction.temporal import Timex


class Statement(msgspec.Struct, frozen=True):
    """A dated statement found in a text. Offsets are code points of the original text, end exclusive.

    - ``start`` and ``end`` enclose the date words; ``text`` are these words without line ends, hyphenation
      and page breaks. If a sentence has none and is dated by the document, ``text`` is empty and the place is
      that of the word that implies the date ("should").
    - ``date`` is EDTF, never more precise than the words; ``basis`` says how it was found: "stated",
      "relative" (to another date) or "inferred".
    - ``parties`` and ``agreement`` are ids; an agreement that is not on record is given by its name as the
      text writes it. ``action`` and ``kind`` are those of ``bot.domain.entities``.
    - ``title`` is a proposal in telegram style.
    - ``reasons`` are the codes of what speaks for and against it; ``confidence`` (0 to 1) follows from them.
    - ``candidate`` is False if the date is not that of an event (in a bibliography, a page heading): such a
      statement is not proposed to anyone.
    - ``timexes`` are the temporal expressions in the date words, as annotated corpora tag them.
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
