"""A passage as a list of words: where its phrases end, and how a title takes words from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.domain.dates.words import MONTHS
from bot.extraction.english import BARE, PASSIVE, PREPOSITIONS, STOPS, listed
from bot.extraction.passages import Passage
from bot.extraction.text.wordtree import Word
from bot.extraction.titles.words import COORDINATING, PARTICLES

LONGEST_BEGINNING = 9
"""The most words of a title made of a passage's beginning."""
RUN = 7
"""The most consecutive words that a title takes from a document."""
LONG = 1000
"""Of a longer sentence only so much before a passage is looked at."""
_JOINT = re.compile(r"(?:['’]s?|[)”\"])?\s+[(“\"$€£¥]?|\s*[-–/]\s*|[,.+'’]")
"""What may be between two words of one phrase: a comma or full stop only without a space, as in "34,131"."""
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
HYPHENS = "-–/"
"""What stands between the parts of one name."""
_TO = frozenset({"to"})
_KEPT = frozenset("-–/,.+'’")
"""Signs between two words that a title keeps."""
_MONEY = ("$", "€", "£", "¥")
"""Signs before a number that belong to it."""
_LEADING = COORDINATING | {"however", "meanwhile", "moreover", "that", "which", "who"}
"""Words that a title leaves out at its beginning."""
_MARKS = str.maketrans(dict.fromkeys('“”"()[]{}*_#|<>`', ""))
"""Signs that a title leaves out."""
_LOOSE = PREPOSITIONS - PARTICLES
_LOOSE_ENDS = _LOOSE | listed("dated due ending including marking not of planned scheduled throughout")
_MONTHS = frozenset(month.casefold() for month in MONTHS)


class Clause(NamedTuple):
    """Who did what, for a title.

    ``parties`` are who; none if the clause does not say. ``head`` is the minister or body that acted for
    them. ``parts`` are what was done, in parts that a title can leave out from the end. ``whole`` says that
    the parts include the subject, so that no parties need to be put before them.
    """

    parties: tuple[str, ...]
    head: str
    parts: tuple[str, ...]
    whole: bool = False


def _unbroken(read: Iterable[Word]) -> list[Word]:
    """The words, with East Asian characters that follow each other joined: "Murayama (村山富市)"."""
    found: list[Word] = []
    for word in read:
        if found and found[-1].end == word.start:
            last = found.pop()
            found.append(last._replace(key=last.key + word.key, end=word.end))
        else:
            found.append(word)
    return found


class Phrases:
    """A passage as a list of words, which the methods refer to by their places in it.

    ``_named`` has the parties named in the passage by the place of their first word: the place after the last
    one, and the parties' ids.
    """

    def __init__(self, text: str, passage: Passage, date: tuple[int, int]) -> None:
        self._text = text
        self._start, self._end = passage.start, passage.end
        self._sentence = passage.sentence
        self._aside = passage.aside
        self._carried = passage.carried
        self._words = _unbroken(passage.words)
        self._keys = [word.key for word in self._words]
        self._date = date
        starts = {word.start: place for place, word in enumerate(self._words)}
        ends = {word.end: place for place, word in enumerate(self._words, start=1)}
        self._named = {
            starts[one.start]: (ends[one.end], one.ids)
            for one in passage.named
            if one.start in starts and one.end in ends
        }

    def _parts(self, first: int, taken: int) -> tuple[str, ...]:
        """The words of a clause from a place on, without articles, in parts that begin with a preposition.

        A title takes at most ``RUN`` consecutive words from the document; ``taken`` are those that it has
        from right before the place. A part that would make them more is left out, or cut if it is the first.
        """
        parts: list[list[int]] = [[]]
        is_cut = False
        last = first - 1
        for at in self._words_from(first):
            taken = taken + 1 if at == last + 1 else 1
            if self._begins_part(at, parts[-1]):
                parts.append([])
            if taken > RUN:
                parts, is_cut = self._without_last(parts, at)
                break
            parts[-1].append(at)
            last = at
        told = map(self._without_loose_end, filter(None, parts))
        said = [self._phrase(part) for part in told if self._says(part)]
        return (*said[:-1], f"{said[-1]}…") if is_cut and said else tuple(said)

    def _words_from(self, first: int) -> Iterator[int]:
        """The places of the words of a clause from a place on, without articles and dates."""
        at = first
        while at < len(self._words):
            behind = self._behind_date(at)
            if behind > at and self._goes_on(behind, PREPOSITIONS | {"not"}):
                at = behind
            elif self._keys[at] in PREPOSITIONS and self._is_date(at + 1):
                behind = self._behind_date(at + 1)
                at = behind if self._goes_on(behind, BARE) else at
            if self._is_date(at) or (at > first and not self._joined(at)) or self._stops(at):
                return
            if self._keys[at] not in BARE:
                yield at
            at += 1

    def _begins_part(self, at: int, part: Sequence[int]) -> bool:
        """Whether a word begins a new part."""
        if self._keys[at] == "not":
            return True
        return bool(part) and self._keys[at] in PREPOSITIONS and self._keys[at - 1] != "not"

    def _without_last(self, parts: list[list[int]], at: int) -> tuple[list[list[int]], bool]:
        """The parts without the last one, for which there is no room, and whether they are cut.

        If they say too little without it, they have as much of the last part as there is room for.
        """
        whole, last = parts[:-1], parts[-1]
        says_little = len(whole) == 1 and len(whole[0]) == 1 and len(last) > 1
        is_denied = bool(last) and self._keys[last[0]] == "not"
        if last and (says_little or is_denied or not whole):
            return [*whole, self._cut(last, at)], True
        return whole, False

    def beginning(self) -> str:
        """The first words in telegram style, without a date at either end, or after "in" or "on"."""
        places = range(len(self._words))
        dated = {at for at in places if self._is_date(at)}
        first = min(dated, default=0)
        if all(self._keys[at] in PREPOSITIONS | BARE | {"as", "of"} for at in range(first)):
            dated |= set(range(first))
        elif first and self._keys[first - 1] in ("in", "of", "on"):
            dated.add(first - 1)
        else:
            dated.clear()
        told = [at for at in places if at not in dated and self._keys[at] not in BARE]
        while len(told) > 1 and self._keys[told[0]] in _LEADING:
            del told[0]
        taken = told[: self._in_a_row(told)]
        while len(taken) > 1 and (self._is_date(taken[-1]) or self._keys[taken[-1]] in _LOOSE_ENDS | STOPS):
            taken.pop()
        is_whole = all(self._is_date(at) or self._keys[at] in _LOOSE_ENDS for at in told[len(taken) :])
        return self._written(taken) + ("" if is_whole else "…")

    def _in_a_row(self, told: Sequence[int]) -> int:
        """How many of these words a title takes: up to ``LONGEST_BEGINNING``, of them ``RUN`` in a row."""
        taken = 0
        for place, at in enumerate(told[:LONGEST_BEGINNING]):
            taken = taken + 1 if place and told[place - 1] == at - 1 else 1
            if taken > RUN:
                return place
        return min(len(told), LONGEST_BEGINNING)

    def _written(self, places: Sequence[int]) -> str:
        """The words with the punctuation between them, except quotation marks, brackets and markup."""
        written = ""
        last = -1
        for at in places:
            between = self._text[self._words[last].end : self._words[at].start] if written else ""
            if last != at - 1:
                between = ", " if "," in between else " "
            written += between.translate(_MARKS) + self._text[self._words[at].start : self._words[at].end]
            last = at
        return " ".join(written.split())

    def _cut(self, part: list[int], at: int) -> list[int]:
        """A part that is cut before the word ``at``, without the first half of a hyphenated name."""
        while len(part) > 1 and self._gap(at) in (*HYPHENS,):
            part, at = part[:-1], part[-1]
        last = part[-1]
        return part[:-2] if len(part) > 2 and at > last + 1 and self._keys[last - 1] == "and" else part

    def _without_loose_end(self, part: list[int]) -> list[int]:
        """A part without a preposition or participle at its end."""
        while len(part) > 1 and self._keys[part[-1]] in _LOOSE_ENDS and self._keys[part[-2]] not in PASSIVE:
            part = part[:-1]
        return part

    def _says(self, part: list[int]) -> bool:
        """Whether a part says something: more than a date, and for "between", both sides."""
        keys = [self._keys[at] for at in part]
        if all(key in _LOOSE or key in _MONTHS or key.isdigit() for key in keys) and keys[0] in _LOOSE:
            return False
        return keys[0] != "between" or "and" in keys

    def _stops(self, at: int) -> bool:
        """Whether a clause ends before a word; it does not at the "and" between two names."""
        if self._keys[at] == "and" and self._joined(at + 1):
            following = at + 2 if self._keys[at + 1] in BARE and self._joined(at + 2) else at + 1
            return not (self._is_name_end(at - 1) and self._words[following].capital)
        if self._keys[at] == "not" and self._goes_on(at + 1, _TO):
            return False
        is_more = self._keys[at] == "than" and self._keys[at - 1] in ("fewer", "less", "more")
        return self._keys[at] in STOPS and not is_more

    def _behind_date(self, at: int) -> int:
        while at < len(self._words) and self._is_date(at):
            at += 1
        return at

    def _is_name_end(self, at: int) -> bool:
        """Whether a name ends with a word, which may be the last part of a hyphenated one: "Dae-jung"."""
        while self._gap(at) in (*HYPHENS,):
            at -= 1
        return self._words[at].capital

    def _whose(self, place: int) -> tuple[str, ...]:
        """The party in the possessive right before a place: "North Korea's third test"."""
        for end, ids in self._named.values():
            if end == place and _POSSESSIVE.match(self._text, self._words[place - 1].end):
                return ids
        return ()

    def _goes_on(self, at: int, keys: frozenset[str]) -> bool:
        """Whether the word at a place is one of ``keys`` and in the same phrase as the one before it."""
        return self._joined(at) and self._keys[at] in keys

    def _joined(self, at: int) -> bool:
        """Whether there is a word at a place, in the same phrase as the one before it."""
        gap = self._gap(at)
        return gap is not None and _JOINT.fullmatch(gap) is not None

    def _gap(self, at: int) -> str | None:
        """The text between a word and the one before it; None if one of them does not exist."""
        if not 0 < at < len(self._words):
            return None
        return self._text[self._words[at - 1].end : self._words[at].start]

    def _first_date(self) -> int:
        """The place of the date's first word; 0 if the passage has none of its words."""
        return next((at for at in range(len(self._words)) if self._is_date(at)), 0)

    def _is_date(self, at: int) -> bool:
        return at < len(self._words) and self._date[0] <= self._words[at].start < self._date[1]

    def _phrase(self, places: Iterable[int]) -> str:
        """The words as they are written, with hyphens and slashes between them, and signs of money."""
        phrase = ""
        for at in places:
            if phrase:
                gap = self._gap(at) or " "
                whose = _POSSESSIVE.match(gap)
                phrase += gap if gap in _KEPT or gap.strip() == "/" else f"{whose[0]} " if whose else " "
            start, end = self._words[at].start, self._words[at].end
            phrase += self._text[start - 1 if self._text[start - 1 : start] in _MONEY else start : end]
        return phrase
