"""Finds the names of parties and agreements in a text.

Neighbouring parties are treated as one name in any order: "U.S.-Japan alliance" is "Japan–US alliance". Of a
name like "1960 US–Japan security treaty", the shorter forms without the year or the parties are found too;
they mean the agreement only if the year and the parties in the text fit it and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import permutations
from typing import NamedTuple

import msgspec

from bot.domain.entities import Agreement, Party, State
from bot.domain.project import names_of
from bot.extraction.east_asian import CALLED, LETTER, PLACES
from bot.extraction.east_asian import NO_PARTY as OTHER_WORDS
from bot.extraction.names.countries import COUNTRIES, DOUBLE, NO_PARTY, SEATS, SEVERAL
from bot.extraction.names.leaders import LEADERS
from bot.extraction.names.no_party import is_no_party
from bot.extraction.text.wordtree import Word, WordTree, words

_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_JOINING = frozenset({"and", "the", "と", "및", "와", "과"})
_FILLING = frozenset({"a", "an", "and", "between", "for", "in", "of", "on", "the", "to", "with", "年", "년"})
_ORDINALS = frozenset({"first", "old", "revised", "second"})
_GENERIC = _FILLING | {
    "agreement", "conference", "cooperation", "declaration", "defence", "exercises", "guidelines", "joint",
    "meeting", "memorandum", "military", "press", "security", "statement", "summit", "talks", "treaty",
}  # fmt: skip
"""A name of such words alone does not tell whose agreement it is."""
_INSTRUMENTS = frozenset({"accord", "agreement", "convention", "pact", "protocol", "treaty"})
_SAID = frozenset({"declaration", "joint_statement"})
"""Types of agreement that are made at a meeting."""
_OF = ("concerning", "for", "of", "on")
"""What may join such a noun and what it is about."""
_ENOUGH = 10
"""The least length of a shortened name, counting 5 for each word and 2 for each CJK character."""
_PARTIES = "@"
"""The beginning of the key that stands for neighbouring parties; no word begins so."""


class Meaning(NamedTuple):
    """A party or agreement that a name may mean, and whether the name lacks its year or its parties."""

    id: str
    without_year: bool = False
    without_parties: bool = False


class Mention(NamedTuple):
    """A name at a place in a text, with everything that has this name."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of everything that has this name, each once."""
        return tuple(dict.fromkeys(meaning.id for meaning in self.meanings))


class _Called(NamedTuple):
    """What a name stands for: the ids of parties, none if it only looks like a party's name.

    ``seat`` says that it is the name of a capital, ``leader`` is that of a leader in lower case.
    """

    parties: tuple[str, ...]
    seat: bool = False
    leader: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """What tells it apart within the name of an agreement, where leaders do not stand for their party.

        The Truman doctrine is not that of Nixon.
        """
        return (self.leader,) if self.leader else self.parties


class Mentions(NamedTuple):
    """The mentions of parties and of agreements in some words, in order."""

    parties: tuple[Mention, ...]
    agreements: tuple[Mention, ...]


class Names(msgspec.Struct, frozen=True, dict=True):
    """The parties and agreements to look for in a text. Plain data, so that another process can get it."""

    parties: tuple[Party, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    @classmethod
    def of(cls, states: Iterable[State]) -> Names:
        """The parties and agreements among some entities, without retracted ones."""
        live = [state for state in states if state.retracted is None]
        return cls(
            tuple(state for state in live if isinstance(state, Party)),
            tuple(state for state in live if isinstance(state, Agreement)),
        )

    def with_countries(self) -> Names:
        """The same with every country added that the record does not have, by its ISO code."""
        known = {party.id for party in self.parties}
        more = (Party(id=code, name=called[0]) for code, called in COUNTRIES.items() if code not in known)
        return Names((*self.parties, *more), self.agreements)

    def agreement(self, agreement: str) -> Agreement:
        """The agreement with this id; for any other text, an agreement that has it as its name."""
        return self._by_id.get(agreement) or Agreement(agreement, agreement, type="")

    def knows(self, party: str) -> bool:
        """Whether this is the id of one of the parties."""
        return party in self._party_names

    def party(self, party: str) -> str:
        """The chief name of the party with this id."""
        return self._party_names.get(party, party)

    def is_in(self, party: str, text: str) -> bool:
        """Whether any of a party's names occurs in a text, and not only within another's ("North Korea")."""
        own = self._called.get(party, ())
        others = {name for other, called in self._called.items() if other != party for name in called}
        for longer in sorted(others.difference(own), key=len, reverse=True):
            if any(name in longer for name in own):
                text = text.replace(longer, "")
        return any(name in text for name in own)

    def with_parties_of(
        self, agreement: str, parties: Sequence[str], *, all_of_them: bool
    ) -> tuple[str, ...]:
        """The parties that a passage names; if fewer than two, completed with the agreement's parties.

        Also if there are more, all of which are parties of the agreement, and ``all_of_them`` have acted.
        """
        own = self.agreement(agreement).parties
        is_some = len(parties) < 2 or (all_of_them and set(parties) < set(own))
        return tuple(dict.fromkeys((*parties, *(own if is_some else ()))))

    def mentions(self, text: Sequence[Word]) -> Mentions:
        """The mentions in some words of parties, also within names of agreements, and of agreements."""
        named, joined = self._parties_joined(text)
        return Mentions(
            tuple(named),
            tuple(
                Mention(joined[found.first].start, joined[found.last - 1].end, found.value)
                for found in self._agreement_tree.find(joined)
            ),
        )

    def choose(self, mention: Mention, year: int | None, parties: Iterable[str]) -> str:
        """The id of the agreement that a mention means in a passage with this year and these parties.

        It is empty if none fits, or more than one.
        """
        meanings = [m for m in mention.meanings if not self._is_too_early(m, year)]
        full = [m for m in meanings if not m.without_year and not m.without_parties]
        about, only = set(parties), len(mention.ids) == 1
        fitting = full or [m for m in meanings if self._fits(m, year, about, only=only)]
        ids = {meaning.id for meaning in fitting}
        return ids.pop() if len(ids) == 1 else ""

    def _is_too_early(self, meaning: Meaning, year: int | None) -> bool:
        """Whether what was said at a meeting would be named years before that, as only a treaty may be.

        The Camp David of 1978 is not that of 2023.
        """
        agreement = self._by_id[meaning.id]
        own = year_of(agreement)
        return agreement.type in _SAID and year is not None and own is not None and year < own - 1

    def _fits(self, meaning: Meaning, year: int | None, about: set[str], *, only: bool) -> bool:
        agreement = self._by_id[meaning.id]
        if meaning.without_parties and not set(agreement.parties) <= about:
            return False
        if not meaning.without_year or (only and not meaning.without_parties):
            return True
        own = year_of(agreement)
        return own is None or own == year

    def _parties_joined(self, text: Sequence[Word]) -> tuple[list[Mention], list[Word]]:
        """The mentions of parties in some words, and the words with each group of parties as one word."""
        named: list[Mention] = []
        joined: list[Word] = []
        group: set[str] = set()
        read = 0
        for found in self._party_tree.find(text):
            between = text[read : found.first]
            near = bool(group) and all(word.key in _JOINING for word in between)
            if not near:
                joined += between
                group = set()
            read = found.last
            if not found.value.parties or is_no_party(text, found.first, found.last, seat=found.value.seat):
                joined += text[found.first : found.last]
                group = set()
                continue
            start, end = text[found.first].start, text[found.last - 1].end
            named.append(Mention(start, end, tuple(map(Meaning, found.value.parties))))
            group = group.union(found.value.keys)
            key = _PARTIES + "+".join(sorted(group))
            if near:
                joined[-1] = Word(key, joined[-1].start, end, capital=True)
            else:
                joined.append(Word(key, start, end, capital=True))
        return named, [*joined, *text[read:]]

    @cached_property
    def _by_id(self) -> dict[str, Agreement]:
        return {agreement.id: agreement for agreement in self.agreements}

    @cached_property
    def _party_names(self) -> dict[str, str]:
        return {party.id: party.name for party in self.parties}

    @cached_property
    def _called(self) -> dict[str, tuple[str, ...]]:
        """All names of each party: those on record, its capital, people and leaders."""
        return {
            one.id: tuple(
                dict.fromkeys(
                    (
                        *SEATS.get(one.id, ()),
                        *names_of(one),
                        *COUNTRIES.get(one.id, ()),
                        *LEADERS.get(one.id, ()),
                        *CALLED.get(one.id, ()),
                    )
                )
            )
            for one in self.parties
        }

    @cached_property
    def _party_tree(self) -> WordTree[_Called]:
        tree: WordTree[_Called] = WordTree(spaced=False)
        letters: dict[str, str] = {}
        for party in self.parties:
            seats = SEATS.get(party.id, ())
            for name in self._called[party.id]:
                if LETTER.fullmatch(name):
                    letters[name] = party.id
                elif name not in PLACES:
                    leader = name.rpartition(" ")[2].casefold() if name in LEADERS.get(party.id, ()) else ""
                    called = _Called((party.id,), name in seats, leader)
                    tree.add([word.key for word in words(name)], called, proper=True)
            for first, other in DOUBLE.items():
                for people in COUNTRIES.get(party.id, ())[1:]:
                    both = (other, party.id)
                    tree.add([word.key for word in words(f"{first}-{people}")], _Called(both), proper=True)
        for name, ids in SEVERAL.items():
            if self.knows(ids[0]):
                tree.add([word.key for word in words(name)], _Called(ids), proper=name[:1].isupper())
        for together in (*permutations(letters, 2), *permutations(letters, 3)):
            tree.add(together, _Called(tuple(letters[letter] for letter in together)), proper=True)
        for name in (*NO_PARTY, *OTHER_WORDS):
            tree.add([word.key for word in words(name)], _Called(()), proper=True)
        return tree

    @cached_property
    def _agreement_tree(self) -> WordTree[tuple[Meaning, ...]]:
        forms: dict[tuple[str, ...], dict[Meaning, None]] = {}
        for agreement in self.agreements:
            for name in names_of(agreement):
                for form, without_year, without_parties in self._forms(name):
                    meaning = Meaning(agreement.id, without_year, without_parties)
                    forms.setdefault(form, {})[meaning] = None
        tree: WordTree[tuple[Meaning, ...]] = WordTree()
        for form, meanings in forms.items():
            tree.add(form, tuple(meanings))
        return tree

    def _forms(self, name: str) -> Iterator[tuple[tuple[str, ...], bool, bool]]:
        """The forms by which a name is found, as keys: the full one and shorter ones.

        With each, whether it lacks the year, and whether it lacks the parties.
        """
        whole, keys = self._keys(name), self._keys(_BRACKETS.sub("", name))
        if whole == keys:
            yield whole, False, False
        yearless = [key for key in keys if not _YEAR.fullmatch(key)]
        if yearless and yearless[0] in _ORDINALS:
            yearless = yearless[1:]
        partyless = [key for key in yearless if not key.startswith(_PARTIES)]
        has_year = len(yearless) < len(keys) or any(map(_YEAR.fullmatch, whole))
        has_parties = any(key.startswith(_PARTIES) for key in whole)
        for form, without_parties in ((yearless, False), (partyless, has_parties)):
            if _says_enough(_trimmed(form)):
                less = has_year, without_parties or _GENERIC.issuperset(form)
                yield _trimmed(form), *less
                for turned in _turned(_trimmed(form)):
                    yield turned, *less

    def _keys(self, name: str) -> tuple[str, ...]:
        return tuple(word.key for word in self._parties_joined(words(name))[1])


def _trimmed(keys: Sequence[str]) -> tuple[str, ...]:
    """A name's keys without the function words at both ends."""
    first, last = 0, len(keys)
    while first < last and keys[first] in _FILLING:
        first += 1
    while last > first and keys[last - 1] in _FILLING:
        last -= 1
    return tuple(keys[first:last])


def _turned(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The same name with its noun elsewhere: "treaty of basic relations", "basic relations treaty"."""
    if len(keys) > 2 and keys[0] in _INSTRUMENTS and keys[1] in _OF:
        noun, what = keys[0], keys[2:]
    elif len(keys) > 2 and keys[-1] in _INSTRUMENTS:
        noun, what = keys[-1], keys[:-1]
    else:
        return
    yield (*what, noun)
    for of in _OF:
        yield (noun, of, *what)


def _says_enough(keys: Sequence[str]) -> bool:
    """Whether a shortened name is still distinctive: it has two words, or five CJK characters.

    "共同宣言" alone could be any joint declaration.
    """
    return sum(2 if LETTER.fullmatch(key) else 5 for key in keys if key not in _FILLING) >= _ENOUGH


def year_of(agreement: Agreement) -> int | None:
    """The year in an agreement's name or id; None if there is none."""
    found = _YEAR.search(f"{agreement.name} {agreement.short} {agreement.id}")
    return int(found[0]) if found else None
