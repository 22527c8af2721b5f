"""What a passage says was done, in a few of its words: for a title, where no agreement gives it one.

No grammar is read. A party that opens a clause, perhaps with its minister or its court, and right after it a
verb in the past say who did what; "visit to" and "third test" say it by a noun. Where that is not so, or
where the clause is a condition or somebody else's word, nothing is found: a title says no more than its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.extraction.clause_words import (
    AUXILIARIES,
    BARE,
    HEADS,
    NO_VERBS,
    NOT_A_SUBJECT,
    PASSIVE,
    PAST,
    PERFECT,
    PLAIN_HEADS,
    PREPOSITIONS,
    STOPS,
    TOPICS,
    WHICH,
)
from bot.extraction.passages import Passage

_RUN = 7
"""Most words in a row that a title takes from a document."""
_NAME = 2
"""So many of them a party's name counts for."""
_HEAD = 5
"""Most words between a party and its verb: a minister's office and name."""
_JOINT = re.compile(r"(?:['’]s?|[)”\"])?\s+[(“\"]?|\s*[-–]\s*")
"""What may stand between two words of one phrase; commas and full stops end it."""
_POSSESSIVE = re.compile(r"['’]s?\b")
_HYPHENS = "-–"


class Clause(NamedTuple):
    """Who did what: the parties, none where the passage does not say whose it is; a minister or a body of
    theirs; what was done, in parts of which the first says most."""

    parties: tuple[str, ...]
    head: str
    parts: tuple[str, ...]


def find_clause(text: str, passage: Passage, date: tuple[int, int]) -> Clause | None:
    """What a passage says was done: by the verb that stands nearest to its date, else by its first noun."""
    reading = _Reading(text, passage, date)
    found = [*reading.deeds()] or [*reading.topics()]
    return min(found, key=lambda one: one[0])[1] if found else None


class _Reading:
    """A passage by the places of its words, and the parties named in it by the place of their first word."""

    def __init__(self, text: str, passage: Passage, date: tuple[int, int]) -> None:
        self._text = text
        self._words = passage.words
        self._keys = [word.key for word in passage.words]
        self._date = date
        starts = {word.start: place for place, word in enumerate(passage.words)}
        ends = {word.end: place for place, word in enumerate(passage.words, start=1)}
        self._named = {
            starts[one.start]: (ends[one.end], one.ids)
            for one in passage.named
            if one.start in starts and one.end in ends
        }

    def deeds(self) -> Iterator[tuple[int, Clause]]:
        """What was done, each with its distance from the date; by whom the passage told before, or by parties
        that it names."""
        if self._keys[:1] in (["and"], ["but"], ["then"]):
            yield from self._deed((), 0, 1, 1)
        at = 0
        while at < len(self._words):
            if at not in self._named:
                at += 1
                continue
            parties, end, verb = self._subject(at)
            if self._may_act(at):
                yield from self._deed(parties, at, end, verb)
            at = verb

    def topics(self) -> Iterator[tuple[int, Clause]]:
        """What nouns name, each with its place, if it is said with whom or where, or which one it was."""
        for at, key in enumerate(self._keys):
            if key not in TOPICS or self._is_date(at) or self._goes_on(at + 1, TOPICS):
                continue
            first = at
            while first and self._joined(first) and self._keys[first - 1] in WHICH | TOPICS:
                first -= 1
            further = self._parts(at + 1, at + 1 - first)[:1] if self._goes_on(at + 1, PREPOSITIONS) else ()
            if further or first < at:
                noun = " ".join(map(self._written, range(first, at + 1)))
                yield first, Clause(self._whose(first), "", (noun, *further))

    def _subject(self, place: int) -> tuple[tuple[str, ...], int, int]:
        """Parties named together, the end of their names, and where a verb of theirs would stand."""
        parties: dict[str, None] = {}
        at = end = place
        while at == place or self._joined(at) or self._is_listed(at):
            if at in self._named:
                at, ids = self._named[at]
                parties |= dict.fromkeys(ids)
                end = at
            elif at - end < _HEAD and (self._is_joining(at) or self._is_head(at)):
                at += 1
            else:
                break
        return tuple(parties), end, at

    def _is_listed(self, at: int) -> bool:
        """Whether a comma leads to the next party of a list."""
        return self._gap(at) == ", " and (at in self._named or self._is_joining(at))

    def _is_joining(self, at: int) -> bool:
        """Whether a word only leads to the next party, as in "Japan and the United States"."""
        return self._keys[at] in ("and", "the") and not {at + 1, at + 2}.isdisjoint(self._named)

    def _is_head(self, at: int) -> bool:
        return self._keys[at] in HEADS or (self._words[at].capital and not _is_past(self._keys[at]))

    def _may_act(self, place: int) -> bool:
        """Whether the words right before a party leave it somebody who did something, and surely did."""
        for at in (place, place - 1, place - 2):
            if not self._joined(at) or self._is_date(at - 1):
                return True
            if self._keys[at - 1] in NOT_A_SUBJECT:
                return False
        return True

    def _deed(
        self, parties: tuple[str, ...], place: int, end: int, verb: int
    ) -> Iterator[tuple[int, Clause]]:
        plain = PLAIN_HEADS.issuperset(self._keys[end:verb])
        head = "" if plain or not parties else " ".join(map(self._written, range(end, verb)))
        taken = min(verb - place, _NAME) if plain else verb - place
        while self._goes_on(verb, AUXILIARIES):
            verb, taken = verb + 1, 0
        if self._is_done(verb):
            parts = self._parts(verb, taken)
            if " " in " ".join(parts):
                first, _, rest = parts[0].partition(" ")
                told = f"{PERFECT.get(first, first)} {rest}".strip()
                yield abs(self._words[verb].start - self._date[0]), Clause(parties, head, (told, *parts[1:]))

    def _is_done(self, at: int) -> bool:
        """Whether a verb in the past stands there, maybe in the passive or behind an adverb."""
        if not self._joined(at) or self._is_date(at) or self._text[self._words[at].start - 1] in _HYPHENS:
            return False
        key = self._keys[at]
        if key in PASSIVE or key.endswith("ly"):
            return self._joined(at + 1) and _is_past(self._keys[at + 1])
        return _is_past(key)

    def _parts(self, first: int, taken: int) -> tuple[str, ...]:
        """What is said from a place on, without articles, in parts that begin with a preposition.

        ``taken`` words are taken of the document right before it. A part that would make them too many is
        left out, but for the first.
        """
        parts: list[list[str]] = [[]]
        for at in range(first, len(self._words)):
            if self._is_date(at) or (at > first and not self._joined(at)) or self._keys[at] in STOPS:
                break
            if self._keys[at] in BARE:
                taken = 0
                continue
            taken += 1
            if taken > _RUN:
                parts = parts[:-1] or parts
                break
            if self._keys[at] in PREPOSITIONS and parts[-1]:
                parts.append([])
            parts[-1].append(self._written(at))
        return tuple(" ".join(part) for part in parts if not PREPOSITIONS.issuperset(part))

    def _whose(self, place: int) -> tuple[str, ...]:
        """The party whose a happening is, where one right before it says so: "North Korea's third test"."""
        for end, ids in self._named.values():
            if end == place and _POSSESSIVE.match(self._text, self._words[place - 1].end):
                return ids
        return ()

    def _goes_on(self, at: int, keys: frozenset[str]) -> bool:
        """Whether one of these words follows in the same phrase."""
        return self._joined(at) and self._keys[at] in keys

    def _joined(self, at: int) -> bool:
        """Whether a word is there, with nothing between it and the one before that ends a phrase."""
        gap = self._gap(at)
        return gap is not None and _JOINT.fullmatch(gap) is not None

    def _gap(self, at: int) -> str | None:
        """What stands between a word and the one before it; None where one of them is not there."""
        if not 0 < at < len(self._words):
            return None
        return self._text[self._words[at - 1].end : self._words[at].start]

    def _is_date(self, at: int) -> bool:
        return self._date[0] <= self._words[at].start < self._date[1]

    def _written(self, at: int) -> str:
        return self._text[self._words[at].start : self._words[at].end]


def _is_past(key: str) -> bool:
    return key in PAST or key in PERFECT or (key.endswith("ed") and len(key) > 4 and key not in NO_VERBS)
