"""What a passage says was done, in a few of its words: for a title, where no agreement gives it one.

No grammar is read. What opens a clause, be it a party with its minister or something else, and right after it
a verb in the past, or one that "will" do something, say who did what; "visit to" and "third test" say it by a
noun, and a line of a chronology by all its words. Where that is not so, or where the clause is a condition or
somebody else's word, nothing is found: a title says no more than its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from bot.extraction.clause_words import (
    AUXILIARIES,
    BARE,
    CONJUNCTIONS,
    COORDINATING,
    DENIED,
    FUTURE,
    HEADS,
    NO_VERBS,
    NOBODY,
    NOT_A_SUBJECT,
    PARTICLES,
    PASSIVE,
    PAST,
    PERFECT,
    PLAIN_HEADS,
    PREPOSITIONS,
    PRONOUNS,
    REPORTING,
    STOPS,
    THE_SAME,
    TOGETHER,
    TOPICS,
    UNSURE,
    WHICH,
)
from bot.extraction.passages import Passage

_RUN = 7
"""Most words in a row that a title takes from a document."""
_NAME = 2
"""So many of them a party's name counts for."""
_LEADING = 2
"""Most words before a date that opens a clause."""
_HEAD = 5
"""Most words between a party and its verb: a minister's office and name."""
_JOINT = re.compile(r"(?:['’]s?|[)”\"])?\s+[(“\"$€£¥]?|\s*[-–]\s*")
"""What may stand between two words of one phrase; commas and full stops end it."""
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_HYPHENS = "-–"
_LISTED = re.compile(r"[ \t]*[:|–—]")
"""Behind the date that a line of a chronology or a table begins with."""
_NO_SUBJECT = NOT_A_SUBJECT | STOPS | NOBODY | PASSIVE | AUXILIARIES | UNSURE
"""Words with which no subject begins whose deed may be told."""
_AUXILIARY = re.compile(r"^(?:was|were) (?=\w+ed\b)")
_LOOSE = PREPOSITIONS - PARTICLES
_CELL = re.compile(r"[|;,.(]")


class Clause(NamedTuple):
    """Who did what: the parties, none where the passage does not say whose it is; a minister or a body of
    theirs; what was done, in parts of which the first says most. ``whole``: the parts alone say it all."""

    parties: tuple[str, ...]
    head: str
    parts: tuple[str, ...]
    whole: bool = False


def find_clause(text: str, passage: Passage, date: tuple[int, int]) -> Clause | None:
    """What a passage says was done: by the verb that stands nearest to its date, else by its first noun.

    The deeds of parties go before others.
    """
    reading = _Reading(text, passage, date)
    for found in (reading.listed, reading.deeds, reading.doings, reading.topics):
        if told := list(found()):
            return min(told, key=itemgetter(0))[1]
    return None


class _Reading:
    """A passage by the places of its words, and the parties named in it by the place of their first word."""

    def __init__(self, text: str, passage: Passage, date: tuple[int, int]) -> None:
        self._text = text
        self._start = passage.start
        self._carried = passage.carried
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

    def listed(self) -> Iterator[tuple[int, Clause]]:
        """All that a line of a chronology says behind the date with which it begins, or its first cell."""
        begins = not any(map(str.isalpha, self._text[self._start : self._date[0]]))
        if not begins or not _LISTED.match(self._text, self._date[1]):
            return
        first = next((at for at, word in enumerate(self._words) if word.start >= self._date[1]), None)
        if first is None:
            return
        last = first + 1
        while last < len(self._words) and not _CELL.search(self._gap(last) or ""):
            last += 1
        told = [at for at in range(first, last) if self._keys[at] not in BARE][:_RUN]
        is_named = any(first <= at < last for at in self._named)
        yield 0, Clause((), "", (self._phrase(told),), whole=is_named or self._carried)

    def deeds(self) -> Iterator[tuple[int, Clause]]:
        """What was done, each with its distance from the date; by whom the passage told before, or by parties
        that it names."""
        if self._keys and self._keys[0] in COORDINATING:
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
                noun = self._phrase(range(first, at + 1))
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
            elif at - end < _HEAD and (self._is_joining(at) or self._is_head(at) or self._is_with(at)):
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

    def _is_with(self, at: int) -> bool:
        """Whether a word leads to the name of another who acts with a party: "Rabin and Arafat agreed"."""
        is_name = self._joined(at + 1) and self._words[at + 1].capital and self._is_name_end(at - 1)
        return self._keys[at] == "and" and is_name

    def _is_name_end(self, at: int) -> bool:
        """Whether a name ends with a word, be it the last part of a double one: "Dae-jung"."""
        while self._gap(at) in (*_HYPHENS,):
            at -= 1
        return self._words[at].capital

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

    def doings(self) -> Iterator[tuple[int, Clause]]:
        """What anybody else did, or what happened, each with its distance from the date."""
        for first in range(len(self._words)):
            if not self._opens(first) or self._keys[first] in _NO_SUBJECT:
                continue
            for verb in range(first + 1, min(first + _RUN, len(self._words))):
                if self._opens(verb) or self._is_date(verb) or self._keys[verb] in STOPS | UNSURE:
                    break
                if self._keys[verb - 1] in PREPOSITIONS | BARE:
                    continue
                told = self._told(verb, self._run(first, verb))
                doing = self._doing(first, verb, told) if told else None
                if doing is not None and " " in " ".join(doing.parts):
                    yield self._distance(verb), doing
                if told or self._keys[verb] in FUTURE:
                    break

    def _opens(self, at: int) -> bool:
        """Whether a clause may begin at a word: where a phrase does, or behind a date that opens one."""
        if self._is_date(at):
            return False
        if not self._joined(at) or self._is_reported(at) or (at == 1 and self._keys[0] in COORDINATING):
            return True
        if self._keys[at - 1] in CONJUNCTIONS and not self._joined(at - 1):
            return True
        if not self._is_date(at - 1):
            return False
        first = date = next(place for place in range(at) if self._is_date(place))
        while self._joined(first) and date - first < _LEADING:
            first -= 1
        return not self._joined(first)

    def _is_reported(self, at: int) -> bool:
        """Whether a word begins what somebody says: "noted that the exercise"."""
        return at > 1 and self._keys[at - 1] == "that" and self._keys[at - 2] in REPORTING

    def _run(self, first: int, last: int) -> int:
        """How many words before a place a title takes in a row, from another place on."""
        return next(
            (last - at - 1 for at in reversed(range(first, last)) if self._keys[at] in BARE), last - first
        )

    def _doing(self, first: int, verb: int, told: tuple[str, ...]) -> Clause:
        """What a subject did, which is left out where it is a pronoun, or parties that were named before."""
        while self._keys[verb - 1] in AUXILIARIES:
            verb -= 1
        subject = [at for at in range(first, verb) if self._keys[at] not in BARE]
        if all(self._keys[at] in PRONOUNS for at in subject):
            return Clause((), "", (_AUXILIARY.sub("", told[0]), *told[1:]), whole=True)
        if self._keys[first] in TOGETHER and self._keys[subject[-1]] in TOGETHER | THE_SAME:
            return Clause((), "", told)
        return Clause((), "", (f"{self._phrase(subject)} {told[0]}", *told[1:]), whole=True)

    def _deed(
        self, parties: tuple[str, ...], place: int, end: int, verb: int
    ) -> Iterator[tuple[int, Clause]]:
        plain = PLAIN_HEADS.issuperset(self._keys[end:verb])
        head = "" if plain or not parties else self._phrase(range(end, verb))
        taken = min(verb - place, _NAME) if plain else verb - place
        while self._goes_on(verb, AUXILIARIES):
            verb, taken = verb + 1, 0
        told = self._told(verb, taken)
        if told:
            is_bare = parties and " " not in " ".join(told)
            clause = self._doing(place, verb, told) if is_bare else Clause(parties, head, told)
            yield self._distance(verb), clause

    def _told(self, verb: int, taken: int) -> tuple[str, ...]:
        """What a verb says, with "to" before what is to come; nothing where none stands there."""
        if self._goes_on(verb, FUTURE) and not self._goes_on(verb + 1, DENIED):
            parts = self._parts(verb + 1, 0)
            return (f"to {parts[0]}", *parts[1:]) if parts else ()
        if not self._is_done(verb):
            return ()
        parts = self._parts(verb, taken)
        if not parts or (" " not in " ".join(parts) and not self._says_enough(verb)):
            return ()
        first, _, rest = parts[0].partition(" ")
        return f"{PERFECT.get(first, first)} {rest}".strip(), *parts[1:]

    def _says_enough(self, verb: int) -> bool:
        """Whether a verb without an object says what was done: "fell", but not "noted that", nor "issued in
        May" with more behind it, for that may only say which one is meant."""
        if self._keys[verb] in REPORTING:
            return False
        behind = next((at for at in range(verb + 1, len(self._words)) if self._is_date(at)), None)
        return (
            not self._keys[verb].endswith("ed")
            or behind is None
            or not self._joined(self._behind_date(behind))
        )

    def _distance(self, at: int) -> int:
        return abs(self._words[at].start - self._date[0])

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
        parts: list[list[int]] = [[]]
        at = first - 1
        while (at := at + 1) < len(self._words):
            if self._is_date(at) and self._goes_on(self._behind_date(at), PREPOSITIONS):
                at, taken = self._behind_date(at), 0
            if self._is_date(at) or (at > first and not self._joined(at)) or self._stops(at):
                break
            if self._keys[at] in BARE:
                taken = 0
                continue
            taken += 1
            if self._keys[at] in PREPOSITIONS and parts[-1]:
                parts.append([])
            if taken > _RUN:
                parts = parts[:-1] or parts
                break
            parts[-1].append(at)
        return tuple(self._phrase(part) for part in map(self._without_loose_end, parts) if self._says(part))

    def _without_loose_end(self, part: list[int]) -> list[int]:
        """A part without the preposition that it ends with."""
        while len(part) > 1 and self._keys[part[-1]] in _LOOSE | {"of"}:
            part = part[:-1]
        return part

    def _says(self, part: list[int]) -> bool:
        """Whether a part says something: more than a preposition or another date, and of both between whom."""
        keys = [self._keys[at] for at in part]
        if _LOOSE.issuperset(keys) or (keys[0] in _LOOSE and all(map(str.isdigit, keys[1:]))):
            return False
        return keys[0] != "between" or "and" in keys

    def _stops(self, at: int) -> bool:
        """Whether what was done ends at a word; not at the "and" between two names."""
        if self._keys[at] == "and" and self._joined(at + 1):
            following = at + 2 if self._keys[at + 1] in BARE and self._joined(at + 2) else at + 1
            return not (self._is_name_end(at - 1) and self._words[following].capital)
        return self._keys[at] in STOPS

    def _behind_date(self, at: int) -> int:
        while at < len(self._words) and self._is_date(at):
            at += 1
        return at

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

    def _phrase(self, places: Iterable[int]) -> str:
        """Words as they are written, a hyphen between them kept."""
        phrase = ""
        for at in places:
            if phrase:
                gap = self._gap(at) or " "
                whose = _POSSESSIVE.match(gap)
                phrase += gap if gap in _HYPHENS else f"{whose[0]} " if whose else " "
            phrase += self._text[self._words[at].start : self._words[at].end]
        return phrase


def _is_past(key: str) -> bool:
    return key in PAST or key in PERFECT or (key.endswith("ed") and len(key) > 4 and key not in NO_VERBS)
