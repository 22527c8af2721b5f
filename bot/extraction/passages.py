"""A text in sentences, and of each date's part of a sentence: what it names and who is meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.extraction.names import Mention, Names
from bot.extraction.sentences import split
from bot.extraction.wordtree import Word, words

Span = tuple[int, int]

_BREAK = re.compile(r"[;:,]|\b(?:and|but|yet|while|whereas|when|after|before)\b")
_NOTHING = re.compile(r"(?:[\s,;/()–—-]|\b(?:and|or|to|in|on|of|the|from|until|both)\b)*")
_AMONG_NAMES = re.compile(r".*\b[A-Z][\w’'-]* and (?:the )?[A-Z]", re.DOTALL)
_LEADING = 4
"""A date with at most so many words before it opens its clause: what it dates comes after it."""
_THE_SAME = re.compile(
    r"\b(?:both|the(?:ir)? (?:two|three)|their|these) (?:\w+ )?"
    r"(?:allies|chiefs|countries|governments|leaders|ministers|nations|parties|powers|presidents|sides|states)\b|\b[Tt]hey\b"
)
_BACK = 3
"""How many sentences before are looked at for who "the two countries" are."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of a sentence that a date dates, and the agreements that the sentence names before it.

    ``carried``: its parties are not named in it.
    """

    start: int
    end: int
    words: tuple[Word, ...]
    parties: tuple[str, ...]
    agreements: tuple[Mention, ...]
    agreements_before: tuple[Mention, ...]
    carried: bool


class Passages:
    """The sentences of a text, as spans, with what is said in them."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.sentences = split(text)
        self._names = names
        self._starts = [start for start, _ in self.sentences]

    def number(self, place: int) -> int:
        """The number of the sentence that a place is in, or follows; -1 before the first."""
        return bisect_right(self._starts, place) - 1

    def around(self, start: int, end: int) -> Span:
        """The sentence that a span stands in, the whole span within it."""
        at = self.number(start)
        if at < 0:
            return start, end
        return self.sentences[at][0], max(self.sentences[self.number(end - 1)][1], end)

    def dated(self, sentence: Span, dates: Sequence[Span]) -> list[Passage]:
        """The passage of each date of a sentence, the dates in their order."""
        text = words(self.text, *sentence)
        parties, agreements = self._names.mentions(text)
        all_parties = _ids(parties)
        found = []
        for start, end in shares(self.text, sentence, dates):
            own = _ids(mention for mention in parties if start <= mention.start < end)
            meant = own or all_parties
            same = _THE_SAME.search(self.text, start, end) is not None
            if len(own) < 2 and same and len(all_parties) > 1:
                meant = all_parties
            elif not meant or (same and len(own) < 2):
                meant = self._before(sentence[0], far=same) or meant
            found.append(
                Passage(
                    start,
                    end,
                    tuple(word for word in text if start <= word.start < end),
                    meant,
                    tuple(mention for mention in agreements if start <= mention.start < end),
                    tuple(mention for mention in agreements if mention.start < start),
                    carried=meant != own,
                )
            )
        return found

    def _before(self, start: int, *, far: bool) -> tuple[str, ...]:
        """The parties of the nearest sentence before that names two; ``far``: also of another paragraph."""
        at = self.number(start)
        for sentence in reversed(self.sentences[max(at - _BACK, 0) : at]):
            if not far and "\n" in self.text[sentence[1] : start]:
                break
            parties = _ids(self._names.mentions(words(self.text, *sentence)).parties)
            if len(parties) > 1:
                return parties
        return ()


def shares(text: str, sentence: Span, dates: Sequence[Span]) -> list[Span]:
    """The part of a sentence that belongs to each of its dates; dates in a row share one."""
    groups: list[list[Span]] = []
    for date in dates:
        if groups and not _breaks(text, groups[-1][-1][1], date[0]):
            groups[-1].append(date)
        else:
            groups.append([date])
    found: list[Span] = []
    start = sentence[0]
    for group, following in zip(groups, [*groups[1:], None], strict=True):
        end = sentence[1] if following is None else _cut(text, start, group, following[0][0])
        found += [(start, end)] * len(group)
        start = end
    return found


def _cut(text: str, start: int, group: Sequence[Span], following: int) -> int:
    """Where the share of a group of dates ends, before the date that follows."""
    breaks = _breaks(text, group[-1][1], following)
    leading = len(text[start : group[0][0]].split()) <= _LEADING
    return breaks[-1] if leading else breaks[0]


def _breaks(text: str, start: int, end: int) -> list[int]:
    """Where a clause may end between two dates; nowhere in "2010 and 2013", nor in "Japan and Korea"."""
    if start >= end or _NOTHING.fullmatch(text, start, end):
        return []
    return [
        found.start()
        for found in _BREAK.finditer(text, start, end)
        if not (
            found[0] == "and" and _AMONG_NAMES.match(text, max(found.start() - 40, start), found.end() + 8)
        )
    ]


def _ids(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identity for mention in mentions for identity in mention.ids))
