"""A text in sentences, and of each date's part of a sentence: what it names and who is meant."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from operator import attrgetter
from typing import TypeVar

import msgspec

from bot.extraction.english import PAST
from bot.extraction.names.gazetteer import Meaning, Mention, Mentions, Names
from bot.extraction.names.leaders import Leaders
from bot.extraction.temporal import Dated
from bot.extraction.text.sentences import split
from bot.extraction.text.wordtree import Word, words

Span = tuple[int, int]
_start = attrgetter("start")

_BREAK = re.compile(
    r"[;:,|、]|\b(?:and|but|yet|that|while|whereas|when|after|before)\b|(?<=[\uac00-\ud7a3][고나만며여])(?=\s)"
)
_NAME_END = re.compile(
    r"[,;:.()]|\b(?:after|and|are|as|at|be|before|but|by|during|from|had|has|have|is|or|should|since|so|than|that|to"
    r"|until|was|were|when|where|which|while|who|will|with|would|[a-z]{3,}ed)\b"
)
"""Where a name that begins with a date ends."""
_VERB = rf"\b(?:{'|'.join(sorted(PAST))}|[a-z]{{3,}}(?:ed|ing))\b"
_SUBORDINATE = re.compile(
    rf"(?:After|Although|As|Because|Before|Once|Since|Unless|Until|When|While)\b[^,;]*?{_VERB}"
)
"""A clause in which something was done that opens a sentence."""
_SINCE_IT_WAS = re.compile(
    rf"\b(?:after|before|since|until)\s(?:(?!\b(?:after|before|since|until)\b)[^,;])*?{_VERB}[^,;]*\Z"
)
"""A clause in which something was done, before its date: "since both took office in"."""
_AFTER_WHAT = re.compile(
    r"(?:After|Before|Despite|Following|Since|Until)\s(?:(?:an?|his|its|the|their)\s)?[^,;]{1,60}?\sof\s(?:the\s)?"
)
"""What opens a sentence and has its own date: "Following the coup of"."""
_NOTHING = re.compile(r"(?:[\s,;/()–—-]|\b(?:and|or|to|in|on|of|the|from|until|both)\b)*")
_AMONG_NAMES = re.compile(r".*\b[A-Z][\w’'-]* and (?:the )?[A-Z]", re.DOTALL)
_LEADING = 4
"""A date with at most so many words before it opens its clause: what it dates comes after it."""
_OPENING = 2
"""Behind a date with at most so many words before it a comma ends nothing: "In March 2023, the two"."""
_THE_SAME = re.compile(
    r"\b(?:(?P<two>both|the(?:ir)? two)|(?P<three>the(?:ir)? three)|their|these|(?-i:[Tt]he(?= allies\b)))"
    r" (?:\w+ )?"
    r"(?:allies|capitals|chiefs|countries|delegations|governments|leaders|ministers|nations|neighbou?rs|parties"
    r"|partners|powers|presidents|premiers|sides|signatories|states)\b"
    r"|\b(?P<pair>(?:the (?:two|pair)|both)(?= (?:had|have|later|met|signed|were|[a-z]+ed)\b))|\bthey\b",
    re.IGNORECASE,
)
"""Words for parties named before; the groups tell how many."""
_LONGEST = 600
"""Characters before and after a date beyond which a sentence says nothing of it."""
_BACK = 3
"""How many sentences before are looked at for who "the two countries" are."""


class Passage(msgspec.Struct, frozen=True):
    """The part of a sentence that a date dates, and the agreements that the sentence names before it.

    ``named`` are the parties that it names, ``parties`` those it is about; ``carried``: these are others.
    ``aside``: its date dates what it names, not what its sentence tells. ``sentence``: where that begins.
    """

    start: int
    end: int
    words: Sequence[Word]
    named: Sequence[Mention]
    parties: tuple[str, ...]
    agreements: Sequence[Mention]
    agreements_before: Sequence[Mention]
    carried: bool
    aside: bool
    sentence: int


class Passages:
    """The sentences of a text, as spans, with what is said in them."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.sentences = split(text)
        self._names = names
        self._leaders = Leaders(text)
        self._starts = [start for start, _ in self.sentences]
        self._parties: dict[int, tuple[str, ...]] = {}
        self._last: tuple[Span, Sequence[Word], Mentions] | None = None

    def number(self, place: int) -> int:
        """The number of the sentence that a place is in, or follows; -1 before the first."""
        return bisect_right(self._starts, place) - 1

    def around(self, start: int, end: int) -> Span:
        """The sentence that a span stands in, the whole span within it."""
        at = self.number(start)
        if at < 0:
            return start, end
        return self.sentences[at][0], max(self.sentences[self.number(end - 1)][1], end)

    def dated(self, sentence: Span, dates: Sequence[Dated]) -> Iterator[Passage]:
        """The passage of each date of a sentence, the dates in their order."""
        text, (parties, agreements) = self._read(sentence)
        in_sentence = _ids(parties)
        telling = [(date.start, date.end) for date in dates if not date.aside]
        meant: tuple[str, ...] = ()
        share = iter(shares(self.text, sentence, telling))
        for date in dates:
            first, last = self._named_by(date, sentence) if date.aside else next(share)
            first, last = self._own_clause(date, sentence, (first, last))
            start, end = max(first, date.start - _LONGEST), min(last, date.end + _LONGEST)
            named = _within(parties, start, end)
            own = _ids(named)
            meant = self._meant(own, in_sentence or meant, sentence, (start, end))
            yield Passage(
                start,
                end,
                _within(text, start, end),
                named,
                meant,
                _within(agreements, start, end),
                _within(agreements, start - _LONGEST, start),
                carried=meant != own,
                aside=date.aside,
                sentence=sentence[0],
            )

    def _named_by(self, date: Dated, sentence: Span) -> Span:
        """What a date is said of, with whose it is: "its 2019 notice on exports", "Japan's 2013 strategy"."""
        end = _NAME_END.search(self.text, date.end, sentence[1])
        owned = date.basis == "stated" and not date.text.startswith(("the ", "The "))
        owner = self.text.rfind(" ", sentence[0], max(date.start - 1, sentence[0])) + 1 or sentence[0]
        return owner if owned else date.start, end.start() if end else sentence[1]

    def _own_clause(self, date: Dated, sentence: Span, share: Span) -> Span:
        """The part of a share in whose clause a date stands: "After the court ruled in 2011, Seoul acted"."""
        start, end = share
        if not date.text:
            return share
        comma = self.text.find(",", start, end) if start == sentence[0] else -1
        opens = _SUBORDINATE.match(self.text, start, date.start) or _AFTER_WHAT.fullmatch(
            self.text, start, date.start
        )
        if date.end <= comma and opens:
            return start, comma
        own = _SINCE_IT_WAS.search(self.text[max(start, date.start - _LONGEST) : date.start])
        return (date.start - len(own[0]) if own else start), end

    def _read(self, sentence: Span) -> tuple[Sequence[Word], Mentions]:
        """The words and names of a sentence; those of the last one are kept, to be asked for again."""
        if self._last is None or self._last[0] != sentence:
            text = words(self.text, *sentence)
            self._last = sentence, text, self._mentions(text)
        return self._last[1:]

    def _meant(
        self, own: tuple[str, ...], in_sentence: tuple[str, ...], sentence: Span, passage: Span
    ) -> tuple[str, ...]:
        """The parties of a passage: its own, or else those of its sentence or of what stands before.

        Where it says "the two countries", those are meant that were named together before.
        """
        if len(own) > 1:
            return own
        same = _THE_SAME.search(self.text, *passage)
        if same is None:
            return own or in_sentence or self.before(self.number(sentence[0]))
        many = 3 if same["three"] else 2 if same["two"] or same["pair"] else 0
        if len(in_sentence) > 1 and many in (0, len(in_sentence)):
            return in_sentence
        return self.before(self.number(sentence[0]), many, far=True) or own or (() if many else in_sentence)

    def before(self, number: int, many: int = 0, *, far: bool = False) -> tuple[str, ...]:
        """The parties of the nearest sentence before that names several; ``far``: also of another paragraph.

        ``many``: just so many, named together or one sentence after the other; else nobody can tell.
        """
        met: dict[str, None] = {}
        near = True
        for at in range(number - 1, max(number - 1 - _BACK, -1), -1):
            near = near and "\n" not in self.text[self.sentences[at][1] : self.sentences[at + 1][0]]
            if not near and not far:
                break
            parties = self.named_in(at)
            if len(parties) > 1 and many in (0, len(parties)):
                return parties
            if len(parties) > max(many, 1):
                return ()
            met = dict.fromkeys((*parties, *met))
            if near and met and len(met) == many:
                return tuple(met)
        return ()

    def named_in(self, number: int) -> tuple[str, ...]:
        """The parties that the sentence of a number names."""
        if number not in self._parties:
            text = words(self.text, *self.sentences[number])
            self._parties[number] = _ids(self._mentions(text).parties)
        return self._parties[number]

    def _mentions(self, text: Sequence[Word]) -> Mentions:
        """What some words name, leaders by their surnames alone included."""
        parties, agreements = self._names.mentions(text)
        leaders = [
            Mention(word.start, word.end, (Meaning(party),))
            for word, party in self._leaders.find(text, [(one.start, one.end) for one in parties])
            if self._names.knows(party)
        ]
        return Mentions(tuple(sorted((*parties, *leaders))), agreements)


def shares(text: str, sentence: Span, dates: Sequence[Span]) -> list[Span]:
    """The part of a sentence that belongs to each of its dates; dates in a row share one."""
    groups: list[list[Span]] = []
    for date in dates:
        if groups and not _breaks(text, _may_end(text, sentence, groups[-1]), date[0]):
            groups[-1].append(date)
        else:
            groups.append([date])
    found: list[Span] = []
    start = sentence[0]
    for group, following in zip_longest(groups, groups[1:]):
        end = sentence[1]
        if following is not None:
            breaks = _breaks(text, _may_end(text, sentence, group), following[0][0])
            leading = len(text[start : group[0][0]].split()) <= _LEADING
            end = breaks[-1] if leading else breaks[0]
        found += [(start, end)] * len(group)
        start = end
    return found


def _may_end(text: str, sentence: Span, group: Sequence[Span]) -> int:
    """From where on a passage may end: not at the comma behind dates that open a sentence."""
    end = group[-1][1]
    opens = len(text[sentence[0] : group[0][0]].split(maxsplit=_OPENING)) <= _OPENING
    return end + 1 if opens and text.startswith((",", "、"), end) else end


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


P = TypeVar("P", Word, Mention)


def _within(places: Sequence[P], start: int, end: int) -> Sequence[P]:
    """Of words or names in their order, those that begin in a span."""
    return places[bisect_left(places, start, key=_start) : bisect_left(places, end, key=_start)]


def _ids(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identity for mention in mentions for identity in mention.ids))
