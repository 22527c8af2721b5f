"""The results: dated words of a text, and the expressions as annotated corpora tag them."""

from __future__ import annotations

from typing import Literal

import msgspec

Basis = Literal["stated", "relative", "inferred"]
"""Where a date comes from: ``stated`` in its own words or those beside them; ``relative``, counted from
another date or the document's; ``inferred``, with a part (such as the year) taken from the text before it."""


class Timex(msgspec.Struct, frozen=True):
    """One temporal expression as TIMEX3 tags it; a range has one for each end.

    ``value`` is TIMEX3's (``1998-06``, ``199``, ``1998-Q3``, ``1998-W12``, ``BC0490``); TIMEX3 keeps
    modifiers apart: "early 1998" is ``1998``. ``date`` is the same as EDTF, with a mark of doubt if inferred.
    """

    start: int
    end: int
    value: str
    date: str


class Dated(msgspec.Struct, frozen=True):
    """Words of a text that give a date. ``start``/``end`` are their place in it, and ``text`` is that slice.

    ``date`` is EDTF of level 0 or 1, by the conventions of ``bot.domain.dates``, never more precise than the
    words; it has a ``?`` if it is inferred. ``timexes`` are the expressions among the words. ``aside``: it
    dates a thing named in passing ("its 2019 notice", "a week after the deal"), not what its sentence tells.
    """

    start: int
    end: int
    text: str
    date: str
    basis: Basis
    timexes: tuple[Timex, ...] = ()
    aside: bool = False
