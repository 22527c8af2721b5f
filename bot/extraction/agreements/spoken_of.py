"""Lists the instruments that each sentence mentions: by a known name, a new name, or a noun alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from bot.extraction.agreements.instruments import GivenNames, find_instruments, type_of_name
from bot.extraction.agreements.words import ANY_NOUN, CONTRACTS, OPENING_NOUN, REFERRED, THE_NOUN, types_of
from bot.extraction.names.gazetteer import Mention, Names
from bot.extraction.passages import Passages
from bot.extraction.text.wordtree import words

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_BARGAIN = re.compile(r"\bagreed\s+(?:on|that|to|upon)\b")
"""A bargain that a later sentence may call "the agreement"."""
_SAYS_WHAT_IT_IS = re.compile(
    r"[*_]*\s*(?:[,–—(-]|\b(?:is|was|as)\b)\s*(?:an?|the|its|their)\s+(?:[\w’'-]+\s+){0,6}\Z"
)
"""The words between an instrument's name and a noun that describes it: "GSOMIA, a military"."""
_IS_CALLED = re.compile(
    r"(?:\s+[\w’'.-]+){0,6}(?:,|\s*[:(–—]|(?:,\s*)?\s(?:called|known as))\s*(?:the\s+)?[“\"]?\Z"
)
"""The words between such a noun and a name after it: "a pact on sharing secrets, GSOMIA"."""
_IS_SPEECH = re.compile(r"(?<!\bjoint )(?<!\bpress )\bstatements?\Z", re.I)
"""A statement that somebody makes, which is no instrument."""
_BETWEEN = re.compile(r"\s*(?:\([^()]*\)\s*)?,?\s*(?:(?:signed|concluded)\s+)?(?:between|with)\s+")
_JOINING = re.compile(r"(?:[\s,]|\b(?:and|the|[Gg]overnments? of)\b)*")
"""The words that may precede each of the parties after "between"."""
_AHEAD = 100
"""How many characters after "between" its parties may stand."""


class SpokenOf(NamedTuple):
    """A mention of an instrument: its place, its id or name ("" if not known), and its types and nouns."""

    start: int
    end: int
    name: str
    kinds: frozenset[str]


class Instruments:
    """The instruments that one text mentions, by sentence."""

    def __init__(self, text: str, passages: Passages, names: Names) -> None:
        self.given = GivenNames(text)
        self._text = text
        self._passages = passages
        self._names = names
        self._by_sentence: dict[int, Sequence[SpokenOf]] = {}
        self._is_named: dict[str, bool] = {}

    def in_sentence(self, number: int) -> Sequence[SpokenOf]:
        """The instruments that a sentence, given by its number, mentions, in order."""
        if number not in self._by_sentence:
            start, end = self._passages.sentences[number]
            named = [*self._known(start, end)]
            named += self._new(start, end, named)
            referred = [one for one in named if one.kinds]
            self._by_sentence[number] = sorted((*referred, *self._unnamed(start, end, named)))
        return self._by_sentence[number]

    def is_others(self, mention: Mention, agreement: str, parties: Collection[str]) -> bool:
        """Whether a known name means an instrument of other parties: "the ACSA between Spain and Italy".

        It does if it is followed by other parties, or if the text introduced it as the abbreviation of an
        instrument that was; or if the passage is about other ``parties`` and the text does not name all of
        the agreement's own, or the text names several parties and none of those.
        """
        own = frozenset(self._names.agreement(agreement).parties)
        is_told_of_others = len(parties) > 1 and not own.issuperset(parties)
        if is_told_of_others and not all(map(self._has_name_of, own)):
            return True
        if own and not any(map(self._has_name_of, own)) and self._is_of_others:
            return True
        between = self.parties_behind(mention.end)
        given = self.given.behind(self._text[mention.start : mention.end], mention.start)
        if between is None and given is not None:
            between = self.parties_behind(given.start + len(given.name))
        return bool(own and between) and not own.issuperset(between or ())

    def parties_behind(self, place: int) -> Sequence[str] | None:
        """The parties that follow an instrument's name after "between" or "with".

        None if neither follows; empty if what follows is no party.
        """
        between = _BETWEEN.match(self._text, place)
        if between is None:
            return None
        last = between.end()
        found: list[str] = []
        for party in self._names.mentions(words(self._text, last, last + _AHEAD)).parties:
            if not _JOINING.fullmatch(self._text, last, party.start):
                break
            found += party.ids
            last = party.end
        return found

    @cached_property
    def _is_of_others(self) -> bool:
        """Whether the text names several parties in one of its sentences."""
        return any(len(self._passages.named_in(at)) > 1 for at in range(len(self._passages.sentences)))

    def _has_name_of(self, party: str) -> bool:
        """Whether any of a party's names occurs in the text."""
        if party not in self._is_named:
            self._is_named[party] = self._names.is_in(party, self._text)
        return self._is_named[party]

    def _known(self, start: int, end: int) -> Iterator[SpokenOf]:
        """The agreements on record that a sentence names, without other parties' of the same name."""
        text = self._text
        parties, agreements = self._names.mentions(words(text, start, end))
        years = {int(year) for year in _YEAR.findall(text[start:end])}
        year = years.pop() if len(years) == 1 else None
        about = {identity for mention in parties for identity in mention.ids}
        told_of = about or self._passages.before(self._passages.number(start))
        for mention in agreements:
            name = self._names.choose(mention, year, about)
            if not self.is_others(mention, name, told_of):
                types = (self._names.agreement(one).type for one in mention.ids)
                yield SpokenOf(mention.start, mention.end, name, self._kinds(name, types))

    def _new(self, start: int, end: int, known: Sequence[SpokenOf]) -> Iterator[SpokenOf]:
        """The instruments not on record that a sentence names; ``known`` are those that are."""
        for first, last in find_instruments(self._text, start, end):
            if not any(first < one.end and one.start < last for one in known):
                name = self.given.whole(" ".join(self._text[first:last].split()), first)
                yield SpokenOf(first, last, name, self._kinds(name, [type_of_name(name)]))

    def _unnamed(self, start: int, end: int, named: Sequence[SpokenOf]) -> Iterator[SpokenOf]:
        """The mentions without a name in a sentence: of an instrument ("a new accord"), or of a bargain."""
        text = self._text
        referring = {noun.start("noun") for noun in THE_NOUN.finditer(text, start, end)}
        for noun in ANY_NOUN.finditer(text, start, end):
            if _IS_SPEECH.search(text, start, noun.end()):
                continue
            is_reference = noun.start() in referring or OPENING_NOUN.match(text, noun.start(), end)
            if not is_reference and not any(self._is_same(noun, one) for one in named):
                said = noun["noun"].casefold()
                yield SpokenOf(*noun.span(), "", (types_of(said) or CONTRACTS) | {said})
        yield from (SpokenOf(*made.span(), "", CONTRACTS) for made in _BARGAIN.finditer(text, start, end))

    def _kinds(self, name: str, types: Iterable[str]) -> frozenset[str]:
        """The types of an instrument and the nouns in its name; empty for types that have no such nouns."""
        kinds = REFERRED.intersection(types)
        nouns = (noun.casefold() for noun in ANY_NOUN.findall(self._names.agreement(name).called))
        return kinds.union(nouns) if kinds else kinds

    def _is_same(self, noun: re.Match[str], one: SpokenOf) -> bool:
        """Whether a noun is part of an instrument's name, or describes that instrument."""
        if noun.start() < one.end and one.start < noun.end():
            return True
        if noun.start() >= one.end:
            return _SAYS_WHAT_IT_IS.fullmatch(self._text, one.end, noun.start()) is not None
        return _IS_CALLED.fullmatch(self._text, noun.end(), one.start) is not None
