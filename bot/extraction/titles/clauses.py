"""Makes a title in a few words of a passage, if no agreement gives it one: who did what.

There is no grammar. A clause is recognised by a subject at its beginning (a party, perhaps with its minister,
or anything else) and a verb right after it, in the past or with "will"; or by nouns ("visit to", "third
test"); of a line of a chronology all words are taken. Nothing is found if the clause is a condition, or a
report of somebody else's words: a title must not say more than its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any

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
    PLANNING,
    PRONOUNS,
    REPORTING,
    SAYING,
    TELLING,
    THE_SAME,
    THEMSELVES,
    TOGETHER,
    UNSURE,
)

_NAME = 2
"""How many words a party's name counts as."""
_LEADING = 2
"""The most words before a date that opens a clause."""
_HEAD = 5
"""The most words between a party and its verb (a minister's office and name)."""
_OFFICE = 3
"""The most words of an office: "vice foreign minister"."""
_BETWEEN = 8
"""How many words before a party "between" may be to govern it."""
_INSERTED = 10
"""The most words in an insertion between commas after a subject."""
NO_SUBJECT = NOT_A_SUBJECT | STOPS | NOBODY | PASSIVE | AUXILIARIES | UNSURE
"""Words that cannot begin a subject."""
_NO_VERB = (STOPS | UNSURE) - IS
"""Words after which a subject's verb is not looked for any more."""
_BY, _ON, _TO = frozenset({"by"}), frozenset({"in", "on"}), frozenset({"to"})
_OF_SEVERAL = frozenset({"agreed", "concluded", "met", "signed"})
"""What only several can do."""
_HEAD_OF_LAST = 10
"""The most words of an office before the name of the last of several."""
_BEFORE_OWN_WORDS = frozenset({"in", "on", "that"})
"""With a date, what may be between "announced" and "it will"."""
_GOVERNING = PREPOSITIONS | STOPS | PASSIVE | IS | {"of"}
"""Words that govern the words after them, so that those begin no subject."""
_OF_PAPER = frozenset(word.casefold() for name in TYPES for word in name.split()[-1:])
"""Words for papers named after parties, which do not act for them: "the Franco-German Declaration"."""
_CLAUSE = re.compile(r"[,;]\s+(?:and|but|while|whereas|yet)\b|;")
"""The beginning of another clause."""
_QUOTES = re.compile('[“”"]')
"""Quotation marks: with one between a verb and the date, the verb only introduces the quotation."""
_SUBJECT = re.compile(
    rf"(?:\A|[,:;]\s)(?:the|an?|its|his|her|their)\s(?P<subject>(?:[\w’'-]+\s){{1,4}}?)(?:was|were|had|{'|'.join(sorted(PAST))}"
    r"|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
"""The subject at the beginning of a clause, before its first verb in the past."""
_OF_PAPERS = ("came into", "entered into force", "expired", "lapsed", "took effect")
"""Verbs whose subject is an agreement or a law, never a party."""
_AUXILIARY = re.compile(r"^(?:was|were) (?=\w+ed\b)")


def find_clause(text: str, passage: Passage, date: tuple[int, int]) -> Clause | None:
    """What a passage says was done, by the best of several ways to find it; None if none finds anything.

    In order: a line of a chronology, a name with its date in brackets, the verb nearest to the date (of
    parties first), what somebody said, a noun, what the date distinguishes from others, a heading.
    """
    nouns, verbs = Nouns(text, passage, date), _Verbs(text, passage, date)
    ways = nouns.bracketed, verbs.told, verbs.sayings, nouns.topics, nouns.told_apart, nouns.heading
    of_a_line = (verbs.sayings, nouns.listed) if nouns.is_listed else ()
    found: Callable[[], Iterator[tuple[Any, Clause]]]
    for found in (*of_a_line, *ways):
        if told := list(found()):
            return min(told, key=itemgetter(0))[1]
    return None


def beginning(text: str, passage: Passage, date: tuple[int, int]) -> str:
    """The first words of a passage, for a title if nothing better is found."""
    return _Verbs(text, passage, date).beginning()


class _Verbs(Phrases):
    """Finds clauses in a passage by their verbs."""

    def told(self) -> Iterator[tuple[tuple[bool, int, int], Clause]]:
        """All clauses with a verb, each with its rank: the lowest is in the date's own clause, by a party."""
        for order, found in enumerate((self.participles, self.deeds, self.doings)):
            for at, clause in found():
                between = self._between(at)
                if len(_QUOTES.findall(between)) % 2 == 0:
                    is_apart = _CLAUSE.search(between) is not None
                    yield (is_apart, order, self._distance(at)), clause

    def sayings(self) -> Iterator[tuple[int, Clause]]:
        """What somebody said, behind his name: "the ministry said on Monday that it had left"."""
        for verb in range(1, len(self._words)):
            if self._keys[verb] not in TELLING or not self._joined(verb) or self._is_date(verb):
                continue
            first = verb
            while first and (first == verb or self._joined(first)) and not self._is_date(first - 1):
                first -= 1
            own = verb + 1
            while self._is_date(own) or self._goes_on(own, _BEFORE_OWN_WORDS):
                own += 1
            is_clause = self._goes_on(own, THEMSELVES) or "that" in self._keys[verb + 1 : own]
            if not is_clause and not (self._joined(own) and self._words[own].capital):
                continue
            while self._goes_on(own, THEMSELVES | AUXILIARIES):
                own += 1
            who = [at for at in range(first, verb) if self._keys[at] not in BARE | AUXILIARIES]
            parts = self._parts(own, 0) if DENIED.isdisjoint(self._keys[own : own + RUN]) else ()
            if parts and self._keys[own - 1] in AUXILIARIES:  # "had sunk"
                parts = (_in_the_past(parts[0]), *parts[1:])
            if (
                parts
                and who
                and self._keys[who[0]] not in NO_SUBJECT | PRONOUNS | TOGETHER
                and len(who) <= RUN
            ):
                yield verb, Clause((), self._phrase(who), parts, whole=True)

    def participles(self) -> Iterator[tuple[int, Clause]]:
        """Clauses with a participle right before the date: "the accord, signed on 3 May 1999"."""
        date = self._first_date()
        verb = date - 2 if date and self._keys[date - 1] in ("in", "on") else date - 1
        is_which = self._keys[max(verb - 2, 0) : verb] in (["which", "was"], ["which", "were"])
        end = verb - 2 if is_which else verb
        first = self._noun_before(end) if verb > 1 and self._is_participle(verb, end) else None
        if first is not None:
            noun = [at for at in range(first, end) if self._keys[at] not in BARE]
            yield verb, Clause((), "", (self._phrase([*noun, verb]),), whole=True)

    def _is_participle(self, verb: int, end: int) -> bool:
        """Whether a verb is a participle of the noun that ends before ``end``."""
        key, before = self._keys[verb], self._keys[end - 1]
        is_verb = key.endswith("ed") and key not in NO_VERBS | (REPORTING - {"agreed"})
        is_behind = (self._gap(end) or "").strip('”"') in (" ", ", ")
        return is_verb and is_behind and before not in PASSIVE | AUXILIARIES | IS | UNSURE

    def _noun_before(self, end: int) -> int | None:
        """The first word of the noun phrase before a participle: "the accord on the ice field"."""
        for at in range(end - 1, max(end - 2 - RUN, -1), -1):
            if at + 1 < end and not self._joined(at + 1):
                return None
            if self._keys[at] in BARE and (not at or self._keys[at - 1] not in PREPOSITIONS | {"of"}):
                return at + 1
        return None

    def deeds(self) -> Iterator[tuple[int, Clause]]:
        """Clauses whose subject are parties, each with the place of its verb.

        The subject may also be that of an earlier clause, if the passage begins with "and" or the like.
        """
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
        """The clause of a further verb of the sentence, with the subject that it shares with the first."""
        begin = max(self._sentence, self._start - LONG)
        subjects = list(_SUBJECT.finditer(self._text[begin : self._start]))
        for verb, done in self._deed((), 0, 1, 1):
            first, *more = done.parts
            if subjects:
                first = f"{subjects[-1]['subject']}{first}"
            whole = bool(subjects) or first.startswith(_OF_PAPERS)
            yield verb, Clause((), "", (first, *more), whole)

    def _subject(self, place: int) -> tuple[tuple[str, ...], int, int]:
        """The parties named together at a place, the end of their names, and where their verb would be."""
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
        """Whether a word follows a comma and continues a list of parties."""
        return self._gap(at) == ", " and (at in self._named or self._is_joining(at))

    def _is_joining(self, at: int) -> bool:
        """Whether a word only joins parties, as in "Japan and the United States"."""
        return self._keys[at] in ("and", "of", "the") and not {at + 1, at + 2}.isdisjoint(self._named)

    def _is_with(self, at: int) -> bool:
        """Whether a word joins another person's name to a party's: "Rabin and Arafat agreed"."""
        is_name = self._joined(at + 1) and self._words[at + 1].capital and self._is_name_end(at - 1)
        return self._keys[at] == "and" and is_name

    def _is_head(self, at: int) -> bool:
        is_party = any(end == at for end, _ in self._named.values())
        if self._keys[at] in HEADS or (self._gap(at) == "-" and not is_party):  # "Moon Jae-in"
            return True
        return self._words[at].capital and not _is_past(self._keys[at])

    def _may_act(self, place: int) -> bool:
        """Whether a party can be a subject after the words right before it; not so in "between X and Y"."""
        before = self._keys[max(place - _BETWEEN, 0) : place]
        of = place - 2 if before[-2:] == ["of", "the"] else place - 1
        if of > 0 and self._keys[of] == "of" and self._keys[of - 1] in HEADS:  # "the leaders of Japan"
            return self._may_act(of - 1)
        if "and" in before[-2:] and "between" in before:
            return False
        for at in (place, place - 1, place - 2):
            if not self._joined(at) or self._is_date(at - 1):
                return True
            if self._keys[at - 1] in NOT_A_SUBJECT:
                return self._is_reported(at)
        return True

    def doings(self) -> Iterator[tuple[int, Clause]]:
        """Clauses with any other subject, each with the place of its verb."""
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
        """The place of the verb after an insertion between commas: ", a foreigner, was appointed"; else 0."""
        if self._gap(comma) != ", ":
            return 0
        for at in range(comma + 1, min(comma + _INSERTED, len(self._words) - 1)):
            if self._gap(at) == ", ":
                verb = at + 1 if self._keys[at] in PASSIVE else at
                return at if _is_past(self._keys[verb]) else 0
        return 0

    def _opens(self, at: int) -> bool:
        """Whether a clause may begin at a word: at the beginning of a phrase, or after a date there."""
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
        """Whether a word begins reported speech: "noted that the exercise"."""
        return at > 1 and self._keys[at - 1] == "that" and self._keys[at - 2] in SAYING

    def _run(self, first: int, last: int) -> int:
        """How many consecutive words of the text a title takes before a place, from another one on."""
        return next(
            (last - at - 1 for at in reversed(range(first, last)) if self._keys[at] in BARE), last - first
        )

    def _doing(self, first: int, verb: int, told: tuple[str, ...]) -> Clause | None:
        """The clause of a subject; a pronoun, or a reference to parties named before, is left out."""
        while self._keys[verb - 1] in AUXILIARIES:
            verb -= 1
        subject = [at for at in range(self._acting(first, verb), verb) if self._keys[at] not in BARE]
        if self._is_last_of_several(subject[0], verb):
            return Clause((), "", told)
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

    def _is_last_of_several(self, first: int, verb: int) -> bool:
        """Whether a subject is only the last of several who met: "X of Peru and Mr. Y of Chile"."""
        if self._keys[verb] not in _OF_SEVERAL or not any(at < first for at in self._named):
            return False
        parties = {id for at, (_, ids) in self._named.items() if at < verb for id in ids}
        return len(parties) > 1 and "and" in self._keys[max(first - _HEAD_OF_LAST, 0) : first]

    def _acting(self, first: int, verb: int) -> int:
        """Where the subject begins, after an introduction without a comma ("After the war the king")."""
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
        if self._goes_on(verb, _ON) and self._is_date(verb + 1):  # "Japan on Monday signed"
            verb, taken = self._behind_date(verb + 1), 0
        while self._goes_on(verb, AUXILIARIES):
            verb, taken = verb + 1, 0
        told = self._told(verb, taken) or self._announced(verb)
        if parties and (office := self._office(end, verb)):
            more = self._told(verb, 0)
            if len(parties) > 1:
                head, told = "", more
            elif len(more) > len(told):
                head, told = office, more
        if told:
            is_person = len(parties) == 1 and self._is_leader(place)
            is_bare = parties and (
                " " not in " ".join(told) or is_person or self._keys[verb - 1] in _OF_PAPER
            )
            clause = self._doing(place, verb, told) if is_bare else Clause(parties, head, told)
            if clause is not None:
                yield verb, clause

    def _office(self, first: int, last: int) -> str:
        """The office without the name in "foreign minister Li Zhaoxing"; "" if there is no name with one.

        A title has more room for what was done without the name, which would be part of a run of its text.
        """
        office = [self._keys[at] for at in range(first, last) if self._keys[at] in HEADS]
        return " ".join(office) if 0 < len(office) <= _OFFICE and len(office) < last - first else ""

    def _is_leader(self, place: int) -> bool:
        """Whether the party at a place is named by a person's name, who is then the subject."""
        end, _ = self._named[place]
        return is_leader(self._text[self._words[place].start : self._words[end - 1].end])

    def _told(self, verb: int, taken: int) -> tuple[str, ...]:
        """What the verb at a place says, with "to" for the future; nothing if there is no verb."""
        if self._goes_on(verb, FUTURE) and not self._goes_on(verb + 1, DENIED):
            parts = self._parts(verb + 1, 0)
            return (f"to {parts[0]}", *parts[1:]) if parts else ()
        if self._goes_on(verb, PLANNING) and self._goes_on(verb + 1, _TO):
            parts = self._parts(verb + 1, 0)
            return parts if parts and parts[0].count(" ") > 1 else ()
        if self._goes_on(verb + 1, IS) and self._keys[verb] in AUXILIARIES:
            verb += 1
        if self._goes_on(verb, IS):
            done = self._is_done(verb + 1) and self._keys[verb + 1] not in REPORTING | PASSIVE
            return self._parts(verb + 1, 0) if done else ()
        return self._said(verb, taken) if self._is_done(verb) else ()

    def _announced(self, verb: int) -> tuple[str, ...]:
        """What the subject said that it would do: "announced on Monday that it will sell ships"."""
        if not self._goes_on(verb, REPORTING):
            return ()
        own = verb + 1
        while self._is_date(own) or self._goes_on(own, _BEFORE_OWN_WORDS):
            own += 1
        return self._told(own + 1, 0) if self._goes_on(own, THEMSELVES) else ()

    def _said(self, verb: int, taken: int) -> tuple[str, ...]:
        """What a verb in the past says, in parts; nothing if that says too little."""
        parts = self._parts(verb, taken)
        if not parts or (" " not in " ".join(parts) and not self._says_enough(verb)):
            return ()
        if self._keys[verb - 1] not in AUXILIARIES:
            return parts
        return _in_the_past(parts[0]), *parts[1:]

    def _says_enough(self, verb: int) -> bool:
        """Whether a verb without an object says what was done.

        "Fell" does; "noted that" does not; nor does "issued in May" if more follows, because it may only say
        which paper is meant.
        """
        if self._keys[verb] in REPORTING:
            return False
        behind = next((at for at in range(verb + 1, len(self._words)) if self._is_date(at)), None)
        if not self._keys[verb].endswith("ed") or behind is None:
            return True
        return not self._joined(self._behind_date(behind))

    def _between(self, at: int) -> str:
        """The text between a word and the date."""
        place = self._words[at].start
        return self._text[min(place, self._date[1]) : max(place, self._date[0])]

    def _distance(self, at: int) -> int:
        return abs(self._words[at].start - self._date[0])

    def _is_done(self, at: int) -> bool:
        """Whether there is a verb in the past at a place, perhaps in the passive or after an adverb."""
        if not self._joined(at) or self._is_date(at) or self._text[self._words[at].start - 1] in HYPHENS:
            return False
        key = self._keys[at]
        if key in PASSIVE or key.endswith("ly"):
            return self._joined(at + 1) and _is_past(self._keys[at + 1])
        is_suffered = key.endswith("ed") and self._goes_on(at + 1, _BY) and not self._is_date(at + 2)
        return _is_past(key) and not (is_suffered and PASSIVE.isdisjoint(self._keys[max(at - 2, 0) : at]))


def _in_the_past(told: str) -> str:
    """A phrase that begins with a participle, with the past form instead: "sank boats" for "sunk boats"."""
    first, _, rest = told.partition(" ")
    return f"{PERFECT.get(first, first)} {rest}".strip()


def _is_past(key: str) -> bool:
    return key in PAST or key in PERFECT or (key.endswith("ed") and len(key) > 4 and key not in NO_VERBS)
