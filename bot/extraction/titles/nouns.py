"""Finds what a date dates if a noun names it: a line of a chronology, a battle, a visit, a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.domain.dates.words import MONTHS
from bot.extraction.english import BARE, PREPOSITIONS, STOPS
from bot.extraction.titles.phrases import RUN, Clause, Phrases
from bot.extraction.titles.words import HEADS, TOPICS, WHICH

_LISTED = re.compile(r"[*_]*[ \t]*(?:[:|–—]|(?<=[ \t])-[ \t])")
"""The sign after a date at the beginning of a line of a chronology or table."""
_ROW = re.compile(rf"(?:c(?:a?\.|irca)\s|mid-|(?:early|late)\s)?(?:\d|{'|'.join(MONTHS)})")
"""The beginning of such a date if only a space or full stop follows it: "3 May 1951 Peru signs"."""
_LEAD = 10
"""The most characters of markup before it."""
_ROW_ENDS = re.compile(r"[.,]?[*_]*\s+(?=[“\"]?[A-Z])")
_WITHIN = BARE | {"and", "at", "for", "in", "of", "on"}
"""Small words within a name."""
_OPENING = PREPOSITIONS | {"after", "before", "despite", "following", "since"}
"""Words that begin a phrase before what a line tells."""
_ABBREVIATED = 3
"""A word with a capital and at most so many letters before a full stop is cut short: "Mr. Bevin"."""
_MARKUP = " \t#*_"
_NO_HEADING = re.compile(r"[.!?;:|]|\ABy ")
"""Signs that a line is a sentence, a table's row or a byline, and no heading."""
_WHOSE = 2
"""A first cell of at most this many words only says whom or what the row is about."""
_LEADING_TO_WHO = HEADS | BARE | {"and", "delegates", "from", "of", "representatives"}
_INSERTED = 12
"""The most words of an insertion between commas behind a name."""
_BEFORE_WHO = 3
"""The most of these words before a party's name."""
_CELL = re.compile(r"[|;,.(]")


class Nouns(Phrases):
    """Finds clauses in a passage by nouns; each comes with a rank, of which the lowest is best."""

    @property
    def is_listed(self) -> bool:
        """Whether the date stands at the beginning of a chronology's line or a table's row."""
        begins = not any(map(str.isalpha, self._text[self._start : self._date[0]]))
        return begins and (_LISTED.match(self._text, self._date[1]) is not None or self._is_row())

    def listed(self) -> Iterator[tuple[int, Clause]]:
        """What follows the date of such a line, as a clause."""
        first = next((at for at, word in enumerate(self._words) if word.start >= self._date[1]), None)
        if first is None:
            return
        first = self._behind_opening(first)
        parties, behind = self._acting(first)
        last = self._cell_end(max(first, behind - 1))
        told = [at for at in range(first, last) if self._keys[at] not in BARE]
        is_named = any(first <= at < last for at in self._named)
        is_short = len(told) <= RUN
        phrase = self._phrase(self._without_loose_end(told)) if is_short else " ".join(self._parts(first, 0))
        is_list = any("," in (self._gap(at) or "") for at in range(first + 1, behind))
        if parties and (is_list or phrase.endswith("…")) and (parts := self._parts(behind, 0)):
            yield 0, Clause(parties, "", parts)
            return
        behind = self._behind_insertion(last) if self._is_name(told) else 0
        if behind and (parts := self._parts(behind, 0)):
            yield 0, Clause((), "", (f"{phrase} {parts[0]}", *parts[1:]), whole=True)
            return
        cells = [phrase]
        while self._is_name(told) and "|" in (self._gap(last) or ""):
            told = list(range(last, self._cell_end(last)))
            cells.append(self._phrase(told))
            is_named = is_named or any(at in self._named for at in told)
            last = told[-1] + 1
        *whose, what = cells
        told_of = f"{', '.join(whose)}: {what}" if whose else what
        yield 0, Clause((), "", (told_of,), whole=is_named or self._carried)

    def _behind_insertion(self, comma: int) -> int:
        """The place behind an insertion between commas: "Mr. Bevin, a minister, asks"; 0 if there is none."""
        if self._gap(comma) != ", ":
            return 0
        places = range(comma + 2, min(comma + _INSERTED, len(self._words)))
        end = next((at for at in places if self._gap(at) == ", "), 0)
        return 0 if self._goes_on_listing(end) else end

    def _goes_on_listing(self, at: int) -> bool:
        """Whether what stands behind a comma is one more of a list."""
        return not at or self._words[at].capital or self._keys[at] in ("and", "or")

    def _behind_opening(self, first: int) -> int:
        """The place behind an opening phrase: "After the vote of 16 March, Peru"; else ``first``."""
        if self._keys[first] not in _OPENING:
            return first
        places = range(first + 1, len(self._words))
        return next((at for at in places if "," in (self._gap(at) or "")), first)

    def _is_name(self, told: Sequence[int]) -> bool:
        """Whether a cell only says whom, where or what its row is about."""
        is_short = len(told) <= _WHOSE
        return is_short or all(self._words[at].capital or self._keys[at] in _WITHIN for at in told)

    def _acting(self, first: int) -> tuple[tuple[str, ...], int]:
        """The parties at the beginning of a line, perhaps with their ministers, and where their names end."""
        parties: dict[str, None] = {}
        at = end = first
        while at < len(self._words) and at - end <= _BEFORE_WHO:
            if at in self._named:
                at, ids = self._named[at]
                parties |= dict.fromkeys(ids)
                end = at
            elif self._keys[at] in _LEADING_TO_WHO and (not parties or "and" in self._keys[end : at + 1]):
                at += 1
            else:
                break
        return tuple(parties), end

    def _cell_end(self, first: int) -> int:
        """Where the cell or clause that begins at a word ends."""
        last = first + 1
        while last < len(self._words) and (
            self._is_abbreviated(last - 1) or not _CELL.search(self._gap(last) or "")
        ):
            last += 1
        return last

    def _is_abbreviated(self, at: int) -> bool:
        """Whether a full stop behind a word belongs to it, as in "Mr. Bevin" and "George C. Marshall"."""
        word = self._words[at]
        return word.capital and len(word.key) <= _ABBREVIATED and self._gap(at + 1) == ". "

    def _is_row(self) -> bool:
        """Whether the date begins a line of a chronology without a sign after it."""
        start, end = self._date
        before = self._text[max(start - _LEAD, 0) : start]
        opens = "\n" in before or len(before) < _LEAD
        markup = before.rpartition("\n")[2]
        if self._aside or not opens or any(map(str.isalnum, markup)):
            return False
        return bool(_ROW.match(self._text, start) and _ROW_ENDS.match(self._text, end))

    def topics(self) -> Iterator[tuple[int, Clause]]:
        """Nouns for events, such as "visit", with the words that say with whom, where or which one."""
        for at, key in enumerate(self._keys):
            if key not in TOPICS or self._is_date(at) or self._goes_on(at + 1, TOPICS):
                continue
            first = at
            while first and self._joined(first) and self._keys[first - 1] in WHICH | TOPICS:
                first -= 1
            further = self._parts(at + 1, at + 1 - first)[:1] if self._goes_on(at + 1, PREPOSITIONS) else ()
            if further or first < at:
                noun = self._phrase(range(first, at + 1))
                yield first, Clause(self._whose(first), "", (noun, *further))

    def bracketed(self) -> Iterator[tuple[int, Clause]]:
        """The name before a date in brackets: "the Battle of Kapyong (22-25 April 1951)"."""
        first = self._first_date()
        if self._text.endswith("(", 0, self._date[0]) and self._text.startswith(")", self._date[1]):
            at = first
            while at and first - at < RUN and (at == first or self._joined(at)) and self._is_in_name(at - 1):
                at -= 1
            while at < first and (
                not self._words[at].capital or self._keys[at] in PREPOSITIONS | BARE | STOPS
            ):
                at += 1
            if first - at > 1:
                name = self._phrase(at for at in range(at, first) if self._keys[at] not in BARE)
                yield 0, Clause((), "", (name,), whole=True)

    def told_apart(self) -> Iterator[tuple[int, Clause]]:
        """A noun phrase that the date belongs to: "Seoul's 2019 proposal for a fund"."""
        first = self._first_date()
        behind = self._behind_date(first)
        if not self._aside or not self._joined(behind) or not self._is_noun(behind):
            return
        owner, parts = self._whose(first), self._parts(behind, 0)
        if parts and (owner or " " in " ".join(parts)):
            yield 0, Clause(owner, "", parts, whole=not owner and any(at >= behind for at in self._named))

    def _is_noun(self, at: int) -> bool:
        return self._keys[at] not in PREPOSITIONS and not self._keys[at].endswith("ing")

    def _is_in_name(self, at: int) -> bool:
        return self._words[at].capital or self._keys[at] in _WITHIN

    def heading(self) -> Iterator[tuple[int, Clause]]:
        """All words of a heading: a short line that is no sentence."""
        told = [at for at in range(len(self._words)) if not self._is_date(at) and self._keys[at] not in BARE]
        line = self._text[self._text.rfind("\n", 0, self._start) + 1 : self._end].strip(_MARKUP)
        whole = self._text[self._start : self._end].strip(_MARKUP)
        ends = self._text.startswith("\n", self._end) or self._end == len(self._text)
        if ends and line == whole and not _NO_HEADING.search(line) and 1 < len(told) <= RUN:
            yield 0, Clause((), "", (self._phrase(self._without_loose_end(told)),), whole=True)
