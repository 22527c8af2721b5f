"""Splits a text into sentences, and assigns each date its passage: the part of the sentence that it dates."""

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
from bot.extraction.names.introduced import introduced
from bot.extraction.names.leaders import Leaders
from bot.extraction.temporal import Dated
from bot.extraction.text.sentences import split
from bot.extraction.text.wordtree import Word, words

Span = tuple[int, int]
_start = attrgetter("start")

_BREAK = re.compile(
    r"[;:,|、]|\b(?:and|but|yet|while|whereas|when|after|before)\b"
    r"|\bthat\b(?!\s[\w-]+\s(?:at|by|in|on|until)\s\Z)"
    r"|\b(?:pursuant to|under) (?:an?|the) (?:[\w’'-]+ ){0,3}?(?i:accord|agreement|convention|pact|treaty)\b"
    r"|(?<=[\uac00-\ud7a3][고나만며여])(?=\s)"
)
_NAME_END = re.compile(
    r"[,;:()]|\.(?:\s|\Z)(?<!\b[A-Z]\.[A-Z]\.\s)"
    r"|\b(?:after|and|are|as|at|be|before|but|by(?! [A-Z])|during|from|had|has|have|is|or|should|since|so"
    r"|than|that|to|until|was|were|when|where|which|while|who|will|with|would|[a-z]{3,}ed"
    rf"|{'|'.join(sorted(PAST))})\b"
)
"""The end of a noun phrase that begins with a date."""
_CLAUSE_END = re.compile(r"[,;]\s")
"""The end of a clause that a date belongs to."""
_VERB = rf"\b(?:{'|'.join(sorted(PAST))}|[a-z]{{3,}}(?:ed|ing))\b"
_ANY_VERB = re.compile(_VERB)
_SUBORDINATE = re.compile(
    rf"(?:After|Although|As|Because|Before|Once|Since|Unless|Until|When|While)\b[^,;]*?{_VERB}"
)
"""A subordinate clause with a verb at the beginning of a sentence."""
_SINCE_IT_WAS = re.compile(
    rf"\b(?:after|before|since|until)\s(?P<told>(?:(?!\b(?:after|before|since|until)\b)[^,;])*?{_VERB}[^,;]*)\Z"
)
"""A subordinate clause with a verb that ends in a date: "since both took office in"."""
_WHICH_IT_IS = re.compile(
    r"(?P<told>(?:\b(?:[Aa]n?|[Hh]is|[Ii]ts|[Tt]heir|[Tt]he)\s(?:[\w’'-]+\s){0,4}?[\w’'-]+,?\s"
    r"|\b[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*,\s)"
    rf"(?:that|which|who)\s(?:(?:(?:had|has|have|was|were)\s)?(?:[a-z]+ly\s|first\s|last\s)?{_VERB}"
    r"|(?:is|was)\s(?:due\s|scheduled\s|set\s)?to\s[a-z]+)[^,;]*)\Z"
)
"""A relative clause that ends in a date, and what it is about: "the accord that expired in"."""
_RELATIVE, _ITS_NOUN = (
    re.compile(r",\s(?:which|who)\b[^,;]*"),
    re.compile(r"\b(?:[Aa]n?|[Ii]ts|[Tt]heir|[Tt]he)\s(?:[\w’'-]+\s){0,4}?[\w’'-]+\Z"),
)
"""A relative clause behind a comma with its own date, and what it is about before the comma."""
_INCLUDING = re.compile(r"\bincluding\s(?P<told>(?:an?|its|the|their)\s[^,;]*)\Z")
"""One of several, with its own date: "a series of tests, including the launch of a missile on"."""
_FIRST_SINCE = re.compile(r"\b(?P<told>first\s[^,;]*?\bsince\s)\Z")
"""Words before the date of the last one: "the first such meeting since"."""
_TO_A_DATE = ((_FIRST_SINCE, True), (_INCLUDING, True), (_WHICH_IT_IS, True), (_SINCE_IT_WAS, False))
"""What ends in a date of its own, and whether that ends at the next comma behind the date."""
_COUNTED_FROM = re.compile(
    r",?\s(?:(?:about|almost|barely|exactly|just|less|more|nearly|only|some|than)\s)*"
    r"(?:an?|few|[0-9]+|[a-z]+)\s(?:minute|hour|day|week|month|year)s?\s(?:after|ahead\sof|before|following)\s[^;]*\Z"
)
"""What the day of a sentence is counted from, at its end: ", five days after the leaders met in Rome"."""
_AFTER_WHAT = re.compile(
    r"(?:After|Before|Despite|Following|Since|Until)\s(?:(?:an?|his|its|the|their)\s)?[^,;]{1,60}?\sof\s(?:the\s)?"
)
"""An opening phrase that ends in a date of its own: "Following the coup of"."""
_ENTRY = re.compile(rf"[ \t*•-]*\d[^\n]{{0,30}}?(?::|\s[–—-])\s+(?P<opening>{_AFTER_WHAT.pattern})")
"""The date of a chronology's entry, and an opening phrase behind it."""
_ENTRY_TITLE = re.compile(r"[*_:. \t]*\n[^\na-z]{2,80}\n[-*• \t]*(?=\S)")
"""The title of a chronology's entry in capitals, on its own line below the date."""
_IS_COUNTED = re.compile(r"\b(?:after|before)\Z")
"""The end of a date that is counted from what is told behind it: "one day after"."""
_NOTHING = re.compile(r"(?:[\s,;/()–—-]|\b(?:and|or|to|in|on|of|the|from|until|both)\b)*")
_AMONG_NAMES = re.compile(r".*\b[A-Z][\w’'-]* and (?:the )?[A-Z]", re.DOTALL)
_NAME = r"(?:the )?[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}"
_IN_A_LIST = re.compile(rf", {_NAME}(?:, |,? and {_NAME})")
"""A comma between names in a list: "by Bulgaria, Hungary and Romania"."""
_BEFORE_LAST, _LAST = re.compile(rf", {_NAME}(?:, )?\Z"), re.compile(rf"(?:, )?and {_NAME}")
"""Around the last comma or "and" of a list of three or more: ", Ghana, and Togo"."""
_LEADING = 4
"""A date with at most this many words before it opens its clause, and dates what follows."""
_OPENING = 2
"""A comma after a date with at most this many words before it does not end a passage: "In March 2023, the
two"."""
_THE_SAME = re.compile(
    r"\b(?:(?P<two>both|the(?:ir)? two)|(?P<three>the(?:ir)? three)|their|these|(?-i:[Tt]he(?= allies\b)))"
    r" (?:\w+ )?"
    r"(?:allies|capitals|chiefs|countries|delegations|governments|leaders|ministers|nations|neighbou?rs|parties"
    r"|partners|powers|presidents|premiers|sides|signatories|states)\b"
    r"|\b(?P<pair>(?:the (?:two|pair)|both)(?= (?:had|have|later|met|signed|were|[a-z]+ed)\b))|\bthey\b",
    re.IGNORECASE,
)
"""References to parties named before; the groups say how many they are."""
_LONGEST = 600
"""The most characters of a passage before, and after, its date."""
_BACK = 3
"""How many sentences back "the two countries" may have been named."""

_BELOW = 12
"""So many sentences below a heading it tells who they are about."""
_HEADING = re.compile(
    r"[ \t#*]*(?:(?:No\. ?)?\d+(?:\.\d+)*\.?[ \t]+)?"
    r"[A-Z](?:[^\n.!?:;|]|:[ ](?=\S)|(?<=\b[A-Z])\.){2,80}(?<![,\s]):?"
)


class Passage(msgspec.Struct, frozen=True):
    """The part of a sentence that a date dates.

    ``named`` are the mentions of parties in it, ``parties`` those that it is about; ``carried`` says that
    they differ, because it refers to parties named before. ``agreements`` are mentions in the passage,
    ``agreements_before`` those in the sentence before it. ``aside`` says that the date belongs to something
    that the sentence names, not to what it tells ("its 2019 notice"). ``sentence`` is where the sentence
    begins.
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
    """The sentences of one text, as spans, and the passages in them."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.sentences = split(text)
        self._names = names
        self._leaders = Leaders(text, introduced(text, names))
        self._starts = [start for start, _ in self.sentences]
        self._parties: dict[int, tuple[str, ...]] = {}
        self._last: tuple[Span, Sequence[Word], Mentions] | None = None

    def number(self, place: int) -> int:
        """The number of the last sentence that begins at a place or before it; -1 if there is none."""
        return bisect_right(self._starts, place) - 1

    def around(self, start: int, end: int) -> Span:
        """The span of the sentence that contains a span; extended if that reaches into the next one."""
        at = self.number(start)
        if at < 0:
            return start, end
        return self.sentences[at][0], max(self.sentences[self.number(end - 1)][1], end)

    def dated(self, sentence: Span, dates: Sequence[Dated]) -> Iterator[Passage]:
        """The passages of the dates of a sentence, which are given in order."""
        text, (parties, agreements) = self._read(sentence)
        in_sentence = _ids(parties)
        openings = [self._opening(date) for date in dates]
        telling = [
            (date.start, date.end)
            for date, opening in zip(dates, openings, strict=True)
            if not (date.aside or opening)
        ]
        owned = [self._named_by(date, sentence) for date in dates if date.aside and self._owns(date)]
        meant: tuple[str, ...] = ()
        share = iter(shares(self.text, sentence, telling))
        for at, (date, opening) in enumerate(zip(dates, openings, strict=True)):
            first, last = opening or (self._named_by(date, sentence) if date.aside else next(share))
            first, last = self._own_clause(date, sentence, (first, last))
            first = self._below_title(date, first, last)
            first, last = self._counted_apart(dates, at, sentence, (first, last))
            start, end = max(first, date.start - _LONGEST), min(last, date.end + _LONGEST)
            named, told = _within(parties, start, end), _within(agreements, start, end)
            if not date.aside:
                named, told = _outside(named, owned), _outside(told, owned)
            own = _ids(named)
            so_far = _ids(_within(parties, sentence[0], end))
            meant = own if opening else self._meant(own, so_far, in_sentence or meant, sentence, (start, end))
            yield Passage(
                start,
                end,
                _within(text, start, end),
                named,
                meant,
                told,
                _within(agreements, start - _LONGEST, start),
                carried=meant != own,
                aside=date.aside,
                sentence=sentence[0],
            )

    def _owns(self, date: Dated) -> bool:
        """Whether a date is in the possessive: what is named behind it is of that date alone."""
        return self.text.startswith(("'s ", "’s "), date.end)

    def _opening(self, date: Dated) -> Span | None:
        """The opening phrase that ends in a date, behind the date of a chronology's entry; None for others.

        "25 March: After the vote of 16 March, Peru" tells of 25 March.
        """
        line = self.text.rfind("\n", 0, date.start) + 1
        entry = _ENTRY.fullmatch(self.text, line, date.start)
        if entry is None or not self.text.startswith(",", date.end):
            return None
        return entry.start("opening"), date.end

    def _below_title(self, date: Dated, first: int, last: int) -> int:
        """Where what a date tells begins, behind its entry's title, a line in capitals."""
        title = _ENTRY_TITLE.match(self.text, date.end, last)
        return title.end() if title and not self.text[first : date.start].strip(" \t\n*#•_-") else first

    def _counted_apart(self, dates: Sequence[Dated], at: int, sentence: Span, span: Span) -> Span:
        """The span of a date's passage, where what one date is counted from is told apart from the other."""
        if at and (counted := self._counted(dates[at - 1], dates[at], sentence)):
            return counted
        if at + 1 < len(dates) and (counted := self._counted(dates[at], dates[at + 1], sentence)):
            return counted[1], span[1]
        return span

    def _counted(self, first: Dated, second: Dated, sentence: Span) -> Span | None:
        """What a date that opens a sentence is counted from behind it, up to the comma; None if nothing is.

        "On 14 June, one day after Peru left the pact, Chile left too": Chile left on 14 June.
        """
        opens = len(self.text[sentence[0] : first.start].split()) <= _OPENING
        if not opens or self.text[first.end : second.start] != ", " or not _IS_COUNTED.search(second.text):
            return None
        comma = self.text.find(",", second.end, sentence[1])
        return (second.start, comma) if comma >= 0 else None

    def _named_by(self, date: Dated, sentence: Span) -> Span:
        """The noun phrase that a date belongs to, with its owner: "Japan's 2013 strategy".

        Of a date that is counted from what is told behind it, the clause that tells that.
        """
        if _IS_COUNTED.search(date.text):
            clause = _CLAUSE_END.search(self.text, date.end, sentence[1])
            return date.start, clause.start() if clause else sentence[1]
        ends = _NAME_END.finditer(self.text, date.end, sentence[1])
        end = next((one for one in ends if not _is_among_names(self.text, one, date.end)), None)
        owned = date.basis == "stated" and not date.text.startswith(("the ", "The "))
        owner = self.text.rfind(" ", sentence[0], max(date.start - 1, sentence[0])) + 1 or sentence[0]
        return owner if owned else date.start, end.start() if end else sentence[1]

    def _own_clause(self, date: Dated, sentence: Span, share: Span) -> Span:
        """The clause that a date is in, within its share of a sentence.

        In "After the court ruled in 2011, Seoul acted" it ends at the comma; "the accord that expired in
        2011" is all that 2011 dates; and what a day is counted from behind it is left out. It is the whole
        share if the date is not in such a clause.
        """
        start, end = share
        if not date.text:
            return share
        comma = self.text.find(",", start, end) if start == sentence[0] else -1
        opens = _SUBORDINATE.match(self.text, start, date.start) or _AFTER_WHAT.fullmatch(
            self.text, start, date.start
        )
        if date.end <= comma and opens:
            return start, comma
        if _RELATIVE.fullmatch(self.text, start, date.start) and (
            noun := _ITS_NOUN.search(self.text[sentence[0] : start])
        ):
            closes = _CLAUSE_END.search(self.text, date.end, end)
            return sentence[0] + noun.start(), closes.start() if closes else end
        before = self.text[max(start, date.start - _LONGEST) : date.start]
        for pattern, is_closed in _TO_A_DATE:
            if own := pattern.search(before):
                closes = _CLAUSE_END.search(self.text, date.end, end) if is_closed else None
                return date.start - len(before) + own.start("told"), closes.start() if closes else end
        counted = _COUNTED_FROM.search(self.text[date.end : end])
        told_until = date.end + counted.start() if counted else end
        return start, told_until if _ANY_VERB.search(self.text, start, told_until) else end

    def _read(self, sentence: Span) -> tuple[Sequence[Word], Mentions]:
        """The words and the mentions in a sentence; those of the last sentence are cached."""
        if self._last is None or self._last[0] != sentence:
            text = words(self.text, *sentence)
            self._last = sentence, text, self._mentions(text)
        return self._last[1:]

    def _meant(
        self,
        own: tuple[str, ...],
        so_far: tuple[str, ...],
        in_sentence: tuple[str, ...],
        sentence: Span,
        passage: Span,
    ) -> tuple[str, ...]:
        """The parties that a passage is about: its own, else those named before it, nearest first.

        Those that only the rest of its sentence names are the last choice. If it says "the two countries",
        they are the ones last named together. ``so_far`` are those that the sentence names up to its end.
        """
        if len(own) > 1:
            return own
        same = _THE_SAME.search(self.text, *passage)
        if same is None:
            return own or so_far or self.before(self.number(sentence[0])) or in_sentence
        many = 3 if same["three"] else 2 if same["two"] or same["pair"] else 0
        if len(in_sentence) > 1 and many in (0, len(in_sentence)):
            return in_sentence
        return self.before(self.number(sentence[0]), many, far=True) or own or (() if many else in_sentence)

    def before(self, number: int, many: int = 0, *, far: bool = False) -> tuple[str, ...]:
        """The parties in the nearest sentence before this one that names several; none if it is not clear.

        ``far`` allows sentences of another paragraph. If ``many`` is not 0 there must be exactly so many,
        named in one sentence or in consecutive ones.
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

    def headed(self, number: int) -> tuple[str, ...]:
        """The parties that the nearest heading above a sentence that names anybody names together."""
        for at in range(number - 1, max(number - 1 - _BELOW, -1), -1):
            start, end = self.sentences[at]
            if (
                _HEADING.fullmatch(self.text, self.text.rfind("\n", 0, start) + 1, end)
                and self.text[end] == "\n"
            ):
                parties = self.named_in(at)
                if parties:
                    return parties if len(parties) > 1 else ()
        return ()

    def named_in(self, number: int) -> tuple[str, ...]:
        """The parties that a sentence, given by its number, names."""
        if number not in self._parties:
            text = words(self.text, *self.sentences[number])
            self._parties[number] = _ids(self._mentions(text).parties)
        return self._parties[number]

    def _mentions(self, text: Sequence[Word]) -> Mentions:
        """The parties and agreements that some words name, including leaders named by their surname alone."""
        parties, agreements = self._names.mentions(text)
        leaders = [
            Mention(word.start, word.end, (Meaning(party),))
            for word, party in self._leaders.find(text, [(one.start, one.end) for one in parties])
            if self._names.knows(party)
        ]
        return Mentions(tuple(sorted((*parties, *leaders))), agreements)


def shares(text: str, sentence: Span, dates: Sequence[Span]) -> list[Span]:
    """The part of a sentence that belongs to each of its dates; dates with nothing between share a part."""
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
    """The place from which a passage may end: after a comma that follows dates at a sentence's beginning."""
    end = group[-1][1]
    opens = len(text[sentence[0] : group[0][0]].split(maxsplit=_OPENING)) <= _OPENING
    return end + 1 if opens and text.startswith((",", "、"), end) else end


def _breaks(text: str, start: int, end: int) -> list[int]:
    """The places between two dates where a clause may end; none in "2010 and 2013" or "Japan and Korea"."""
    if start >= end or _NOTHING.fullmatch(text, start, end):
        return []
    return [
        found.start()
        for found in _BREAK.finditer(text, start, end)
        if not _is_among_names(text, found, start)
    ]


def _is_among_names(text: str, found: re.Match[str], start: int) -> bool:
    """Whether a comma or an "and" only joins names."""
    if _BEFORE_LAST.search(text, start, found.start()) and _LAST.match(text, found.start()):
        return True
    if found[0] == "and":
        return _AMONG_NAMES.match(text, max(found.start() - 40, start), found.end() + 8) is not None
    before = text[max(found.start() - 40, start) : found.start()].rpartition(" ")[2]
    return found[0] == "," and before[:1].isupper() and _IN_A_LIST.match(text, found.start()) is not None


P = TypeVar("P", Word, Mention)


def _within(places: Sequence[P], start: int, end: int) -> Sequence[P]:
    """Those of some words or mentions, given in order, that begin in a span."""
    return places[bisect_left(places, start, key=_start) : bisect_left(places, end, key=_start)]


def _outside(mentions: Sequence[Mention], spans: Sequence[Span]) -> Sequence[Mention]:
    """Those of some mentions that begin in none of some spans."""
    return [one for one in mentions if not any(start <= one.start < end for start, end in spans)]


def _ids(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identity for mention in mentions for identity in mention.ids))
