"""What a passage says was done, in a few of its words: for a title, where no agreement gives it one.

No grammar is read. What opens a clause, be it a party with its minister or something else, and right after it
a verb in the past, or one that "will" do something, say who did what; "visit to" and "third test" say it by a
noun, and a line of a chronology by all its words. Where that is not so, or where the clause is a condition or
somebody else's word, nothing is found: a title says no more than its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter

from bot.extraction.agreements.instruments import TYPES
from bot.extraction.english import BARE, IS, PASSIVE, PAST, PREPOSITIONS, STOPS
from bot.extraction.names.leaders import is_leader
from bot.extraction.passages import Passage
from bot.extraction.titles.nouns import Nouns
from bot.extraction.titles.phrases import HYPHENS, LONG, RUN, Clause, Phrases
from bot.extraction.titles.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    COORDINATING,
    DENIED,
    FUTURE,
    HEADS,
    NO_VERBS,
    NOBODY,
    NOT_A_SUBJECT,
    PERFECT,
    PLAIN_HEADS,
    PRONOUNS,
    REPORTING,
    SAYING,
    THE_SAME,
    TOGETHER,
    UNSURE,
)

_NAME = 2
"""So many of them a party's name counts for."""
_LEADING = 2
"""Most words before a date that opens a clause."""
_HEAD = 5
"""Most words between a party and its verb: a minister's office and name."""
_INSERTED = 10
"""Most words between commas that may part a subject from its verb."""
NO_SUBJECT = NOT_A_SUBJECT | STOPS | NOBODY | PASSIVE | AUXILIARIES | UNSURE
"""Words with which no subject begins whose deed may be told."""
_NO_VERB = (STOPS | UNSURE) - IS
"""Words behind a subject by which no verb of it may be told."""
_BY = frozenset({"by"})
_GOVERNING = PREPOSITIONS | STOPS | PASSIVE | IS | {"of"}
"""Words that what follows belongs to."""
_OF_PAPER = frozenset(word.casefold() for name in TYPES for word in name.split()[-1:])
"""What is called after parties, and is none of theirs that acts: "the Franco-German Declaration"."""
_CLAUSE = re.compile(r"[,;]\s+(?:and|but|while|whereas|yet)\b|;")
"""Where another clause begins, in which something else is told."""
_QUOTES = re.compile('[“”"]')
"""With one of them in between a verb tells who said what the date is in."""
_SUBJECT = re.compile(
    rf"(?:\A|[,:;]\s)(?:the|an?|its|his|her|their)\s(?P<subject>(?:[\w’'-]+\s){{1,4}}?)(?:was|were|had|{'|'.join(sorted(PAST))}"
    r"|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
"""Who or what a clause begins with, before its first verb in the past."""
_OF_PAPERS = ("came into", "entered into force", "expired", "lapsed", "took effect")
"""What agreements and laws do, and no party."""
_AUXILIARY = re.compile(r"^(?:was|were) (?=\w+ed\b)")


def find_clause(text: str, passage: Passage, date: tuple[int, int]) -> Clause | None:
    """What a passage says was done: by the verb that stands nearest to its date, else by a noun.

    What has its date in brackets goes before, and the deeds of parties before others.
    """
    nouns, verbs = Nouns(text, passage, date), _Verbs(text, passage, date)
    for found in (nouns.listed, nouns.bracketed, verbs.told, nouns.topics, nouns.told_apart, nouns.heading):
        if told := list(found()):
            return min(told, key=itemgetter(0))[1]
    return None


def beginning(text: str, passage: Passage, date: tuple[int, int]) -> str:
    """The first words of a passage, for a title where nothing else can be said."""
    return _Verbs(text, passage, date).beginning()


class _Verbs(Phrases):
    """The verbs of a passage."""

    def told(self) -> Iterator[tuple[tuple[bool, int, int], Clause]]:
        """What was done, first of all in the date's own clause and by parties."""
        for order, found in enumerate((self.deeds, self.participles, self.doings)):
            for at, clause in found():
                between = self._between(at)
                if len(_QUOTES.findall(between)) % 2 == 0:
                    is_apart = _CLAUSE.search(between) is not None
                    yield (is_apart, order, self._distance(at)), clause

    def participles(self) -> Iterator[tuple[int, Clause]]:
        """What the date says when it was done: "the accord, signed on 3 May 1999", "which was signed on"."""
        date = self._first_date()
        verb = date - 2 if date and self._keys[date - 1] in ("in", "on") else date - 1
        is_which = self._keys[max(verb - 2, 0) : verb] in (["which", "was"], ["which", "were"])
        end = verb - 2 if is_which else verb
        first = self._noun_before(end) if verb > 1 and self._is_participle(verb, end) else None
        if first is not None:
            noun = [at for at in range(first, end) if self._keys[at] not in BARE]
            yield verb, Clause((), "", (self._phrase([*noun, verb]),), whole=True)

    def _is_participle(self, verb: int, end: int) -> bool:
        """Whether a verb is one of the noun that ends before ``end``."""
        key, before = self._keys[verb], self._keys[end - 1]
        is_verb = key.endswith("ed") and key not in NO_VERBS | (REPORTING - {"agreed"})
        is_behind = self._gap(end) in (" ", ", ")
        return is_verb and is_behind and before not in PASSIVE | AUXILIARIES | IS | UNSURE

    def _noun_before(self, end: int) -> int | None:
        """Where that begins of which a participle tells: "the accord on the ice field"."""
        for at in range(end - 1, max(end - 2 - RUN, -1), -1):
            if at + 1 < end and not self._joined(at + 1):
                return None
            if self._keys[at] in BARE and (not at or self._keys[at - 1] not in PREPOSITIONS | {"of"}):
                return at + 1
        return None

    def deeds(self) -> Iterator[tuple[int, Clause]]:
        """What was done, with the place of its verb: by whom the passage told before, or by parties in it."""
        if self._keys and self._keys[0] in COORDINATING:
            yield from self._further()
        at = 0
        while at < len(self._words):
            if at not in self._named:
                at += 1
                continue
            parties, end, verb = self._subject(at)
            if self._may_act(at):
                yield from self._deed(parties, at, end, verb)
            at = verb

    def _further(self) -> Iterator[tuple[int, Clause]]:
        """What a further verb of its sentence says, with the subject that it shares with the first."""
        begin = max(self._sentence, self._start - LONG)
        subjects = list(_SUBJECT.finditer(self._text[begin : self._start]))
        for verb, done in self._deed((), 0, 1, 1):
            first, *more = done.parts
            if subjects:
                first = f"{subjects[-1]['subject']}{first}"
            whole = bool(subjects) or first.startswith(_OF_PAPERS)
            yield verb, Clause((), "", (first, *more), whole)

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
        return self._keys[at] in ("and", "of", "the") and not {at + 1, at + 2}.isdisjoint(self._named)

    def _is_with(self, at: int) -> bool:
        """Whether a word leads to the name of another who acts with a party: "Rabin and Arafat agreed"."""
        is_name = self._joined(at + 1) and self._words[at + 1].capital and self._is_name_end(at - 1)
        return self._keys[at] == "and" and is_name

    def _is_head(self, at: int) -> bool:
        return self._keys[at] in HEADS or (self._words[at].capital and not _is_past(self._keys[at]))

    def _may_act(self, place: int) -> bool:
        """Whether the words right before a party leave it somebody who did something, and surely did."""
        for at in (place, place - 1, place - 2):
            if not self._joined(at) or self._is_date(at - 1):
                return True
            if self._keys[at - 1] in NOT_A_SUBJECT:
                return self._is_reported(at)
        return True

    def doings(self) -> Iterator[tuple[int, Clause]]:
        """What anybody else did, or what happened, each with the place of its verb."""
        for first in range(len(self._words)):
            if not self._opens(first) or self._keys[first] in NO_SUBJECT:
                continue
            for verb in range(first + 1, min(first + RUN, len(self._words))):
                goes_on = self._behind_insertion(verb)
                if not goes_on:
                    if self._opens(verb) or self._is_date(verb) or self._keys[verb] in _NO_VERB:
                        break
                    if self._keys[verb - 1] in PREPOSITIONS | BARE:
                        continue
                told = self._said(goes_on, 0) if goes_on else self._told(verb, self._run(first, verb))
                doing = self._doing(first, verb, told) if told else None
                if doing is not None and " " in " ".join(doing.parts):
                    yield goes_on or verb, doing
                if told or goes_on or self._keys[verb] in FUTURE:
                    break

    def _behind_insertion(self, comma: int) -> int:
        """Where a verb goes on behind an insertion between commas: ", a foreigner, was appointed"; else 0."""
        if self._gap(comma) != ", ":
            return 0
        for at in range(comma + 1, min(comma + _INSERTED, len(self._words) - 1)):
            if self._gap(at) == ", ":
                verb = at + 1 if self._keys[at] in PASSIVE else at
                return at if _is_past(self._keys[verb]) else 0
        return 0

    def _opens(self, at: int) -> bool:
        """Whether a clause may begin at a word: where a phrase does, or behind a date that opens one."""
        if self._is_date(at):
            return False
        if not self._joined(at) or self._is_reported(at):
            return True
        if self._keys[at - 1] in CONJUNCTIONS | COORDINATING and not self._joined(at - 1):
            return True
        if not self._is_date(at - 1):
            return False
        first = date = next(place for place in range(at) if self._is_date(place))
        while self._joined(first) and date - first < _LEADING:
            first -= 1
        return not self._joined(first)

    def _is_reported(self, at: int) -> bool:
        """Whether a word begins what somebody says: "noted that the exercise"."""
        return at > 1 and self._keys[at - 1] == "that" and self._keys[at - 2] in SAYING

    def _run(self, first: int, last: int) -> int:
        """How many words before a place a title takes in a row, from another place on."""
        return next(
            (last - at - 1 for at in reversed(range(first, last)) if self._keys[at] in BARE), last - first
        )

    def _doing(self, first: int, verb: int, told: tuple[str, ...]) -> Clause | None:
        """What a subject did, which is left out where it is a pronoun, or parties that were named before."""
        while self._keys[verb - 1] in AUXILIARIES:
            verb -= 1
        subject = [at for at in range(self._acting(first, verb), verb) if self._keys[at] not in BARE]
        if all(self._keys[at] in PRONOUNS for at in subject):
            if told[0].endswith((" it", " them")):
                return None
            if told[0].startswith("to ") or told[0] in ("was told", "were told"):
                return None
            return Clause((), "", (_AUXILIARY.sub("", told[0]), *told[1:]), whole=True)
        is_together = self._keys[first] in TOGETHER and self._keys[subject[-1]] in TOGETHER | THE_SAME
        if is_together and (self._carried or not self._named):
            return Clause((), "", told)
        return Clause((), "", (f"{self._phrase(subject)} {told[0]}", *told[1:]), whole=True)

    def _acting(self, first: int, verb: int) -> int:
        """Where the subject begins: behind an introduction without a comma ("After the war the king")."""
        if _is_past(self._keys[first]):
            return first
        for at in range(verb - 1, first, -1):
            before = self._keys[at - 1]
            is_governed = before in _GOVERNING or before.endswith("ing")
            if self._keys[at] in BARE and self._gap(at) == " " and not is_governed:
                return at
        return first

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
            is_bare = parties and (
                " " not in " ".join(told) or self._is_leader(place) or self._keys[verb - 1] in _OF_PAPER
            )
            clause = self._doing(place, verb, told) if is_bare else Clause(parties, head, told)
            if clause is not None:
                yield verb, clause

    def _is_leader(self, place: int) -> bool:
        """Whether it is a person by whom a party is named: then it is the person who did it."""
        end, _ = self._named[place]
        return is_leader(self._text[self._words[place].start : self._words[end - 1].end])

    def _told(self, verb: int, taken: int) -> tuple[str, ...]:
        """What a verb says, with "to" before what is to come; nothing where none stands there."""
        if self._goes_on(verb, FUTURE) and not self._goes_on(verb + 1, DENIED):
            parts = self._parts(verb + 1, 0)
            return (f"to {parts[0]}", *parts[1:]) if parts else ()
        if self._goes_on(verb + 1, IS) and self._keys[verb] in AUXILIARIES:
            verb += 1
        if self._goes_on(verb, IS):
            done = self._is_done(verb + 1) and self._keys[verb + 1] not in REPORTING | PASSIVE
            return self._parts(verb + 1, 0) if done else ()
        return self._said(verb, taken) if self._is_done(verb) else ()

    def _said(self, verb: int, taken: int) -> tuple[str, ...]:
        """What a verb in the past says."""
        parts = self._parts(verb, taken)
        if not parts or (" " not in " ".join(parts) and not self._says_enough(verb)):
            return ()
        if self._keys[verb - 1] not in AUXILIARIES:
            return parts
        first, _, rest = parts[0].partition(" ")
        return f"{PERFECT.get(first, first)} {rest}".strip(), *parts[1:]

    def _says_enough(self, verb: int) -> bool:
        """Whether a verb without an object says what was done: "fell", but not "noted that", nor "issued in
        May" with more behind it, for that may only say which one is meant."""
        if self._keys[verb] in REPORTING:
            return False
        behind = next((at for at in range(verb + 1, len(self._words)) if self._is_date(at)), None)
        if not self._keys[verb].endswith("ed") or behind is None:
            return True
        return not self._joined(self._behind_date(behind))

    def _between(self, at: int) -> str:
        """What stands between a word and the date."""
        place = self._words[at].start
        return self._text[min(place, self._date[1]) : max(place, self._date[0])]

    def _distance(self, at: int) -> int:
        return abs(self._words[at].start - self._date[0])

    def _is_done(self, at: int) -> bool:
        """Whether a verb in the past stands there, maybe in the passive or behind an adverb."""
        if not self._joined(at) or self._is_date(at) or self._text[self._words[at].start - 1] in HYPHENS:
            return False
        key = self._keys[at]
        if key in PASSIVE or key.endswith("ly"):
            return self._joined(at + 1) and _is_past(self._keys[at + 1])
        is_suffered = key.endswith("ed") and self._goes_on(at + 1, _BY) and not self._is_date(at + 2)
        return _is_past(key) and not (is_suffered and PASSIVE.isdisjoint(self._keys[max(at - 2, 0) : at]))


def _is_past(key: str) -> bool:
    return key in PAST or key in PERFECT or (key.endswith("ed") and len(key) > 4 and key not in NO_VERBS)
