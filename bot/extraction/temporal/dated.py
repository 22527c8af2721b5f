"""What is found of dates in a text: the words that give one, and the expressions as corpora tag them."""

from __future__ import annotations

from typing import Literal

import msgspec

Basis = Literal["stated", "relative", "inferred"]
"""Where a date comes from: its own words (or those beside them) say it; they say it from another date or from
the document's; a part of it is taken from what the text tells before."""


class Timex(msgspec.Struct, frozen=True):
    """One temporal expression as TIMEX3 tags it, each end of a range by itself.

    ``value`` is TIMEX3's (``1998-06``, ``199``, ``1998-Q3``, ``1998-W12``, ``BC0490``), without the modifiers
    that EDTF would turn into an interval: ``early 1998`` is ``1998``. ``date`` is the same as EDTF, with a
    mark of doubt where it is inferred.
    """

    start: int
    end: int
    value: str
    date: str


class Dated(msgspec.Struct, frozen=True):
    """Words of a text that give a date. ``start``/``end`` are their place in it, and ``text`` is that slice.

    ``date`` is EDTF of level 0 or 1, by the conventions of ``bot.domain.dates``, never finer than the words;
    ``?`` where it is inferred. ``timexes`` are the expressions that the words hold. ``aside``: it dates what
    it is said of ("its 2019 notice", "a week after the deal"), and not what its sentence tells.
    """

    start: int
    end: int
    text: str
    date: str
    basis: Basis
    timexes: tuple[Timex, ...] = ()
    aside: bool = False
