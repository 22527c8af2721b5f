"""Which agreement "the agreement", "it" or a short form means: one that the text named shortly before.

Only where one alone fits: among the sentences before, in the same paragraph or a short one before it, exactly
one instrument is named that can be called so, and nothing else is spoken of that could be meant ("a new
accord", "the 2015 deal"). Where that is not so nothing is found, for a wrong agreement costs an editor more
than none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from bot.domain.date_words import MONTHS
from bot.extraction.instruments import find_instruments, type_of_name
from bot.extraction.names import Mention, Names
from bot.extraction.passages import Passage, Passages
from bot.extraction.wordtree import words

_CONTRACT = frozenset({"agreement", "memorandum", "exchange_of_notes", "secret_agreement"})
_BINDING = _CONTRACT | {"treaty"}
_STATED = frozenset({"declaration", "joint_statement"})
_FITS: Mapping[str, frozenset[str]] = {
    "agreement": _CONTRACT, "deal": _CONTRACT, "accord": _BINDING, "pact": _BINDING, "notice": _BINDING,
    "treaty": frozenset({"treaty"}), "arrangement": frozenset({"arrangement"}),
    "memorandum": frozenset({"memorandum"}), "declaration": _STATED,
    "statement": frozenset({"joint_statement"}), "communiqué": frozenset({"joint_statement"}),
    **dict.fromkeys(("convention", "protocol", "charter", "armistice", "truce", "framework"), frozenset()),
}  # fmt: skip
"""The types of agreement that a noun may mean; it also means whatever has it in its name."""
_REFERRED = _BINDING | _STATED | {"arrangement"}
_NOUN = rf"(?P<noun>(?:{'|'.join(_FITS)})s?)"
_DAY = rf"(?:\d|the \d|{'|'.join(MONTHS)}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_SMALL = r"(?:an?|and|for|from|in|its|of|on|or|that|the|this|to|with)\b"
_THE = rf"\b(?:the|this|that|its)\s+(?P<kind>(?:(?!{_SMALL})[a-z-]+\s+){{0,3}}?)"
_REFERENCE = re.compile(
    rf"{_THE}{_NOUN}\b(?!['’]?\s+(?:about|among|concerning|concluded|for|made|of|over|reached|regarding|signed"
    rf"|struck|that|to|which|whose)\b|\s+on\s+(?!{_DAY}))",
    re.IGNORECASE,
)
"""A noun for what was named before; not one that goes on to say which: "the agreement on fish"."""
_BARE = re.compile(
    rf"{_NOUN}\s+(?:comes?|enters?|expires?|lapses?|takes?|(?:is|are|was|were)\s+\w+ed|abrogated|approved|extended"
    r"|ratified|rejected|renewed|suspended|terminated)\b",
    re.IGNORECASE,
)
"""How a line of a chronology speaks of it, behind the date: "Treaty enters into force"."""
_DONE = (
    r"(?:signed|concluded|ratified|initialled|renewed|extended|prolonged|abrogated|denounced|terminated|superseded"
    r"|replaced|entered\s+into\s+force|came\s+into\s+(?:force|effect)|took\s+effect|expired|lapsed)"
)
_WAS = r"(?:(?:has|had)\s+)?(?:(?:was|been|is)\s+)?(?:\w+ly\s+|later\s+|then\s+)?"
_IT = re.compile(
    rf"\bit\s+{_WAS}{_DONE}\b(?!\s+(?:an?|its|the|with)\b)"
    r"|\b(?P<done>abrogated|denounced|extended|initialled|quit|ratified|renewed|replaced|scrapped|signed|suspended"
    r"|terminated|withdrew\s+from|withdrew)\s+it\b(?!\s+(?:in)?to\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    rf"(?:\W*(?:and|but|then)|,(?:\s+which)?)\s+{_WAS}{_DONE}\s+(?:after|at|by|during|from|in|on|only|until|within|\d)"
)
"""A further verb of the instrument that the sentence named before: "and entered into force in"."""
_PLAIN = frozenset(
    {"bilateral", "controversial", "existing", "historic", "key", "landmark", "original", "said", "same"}
)
"""Words before such a noun that tell it from no other."""
_OBLIQUE = re.compile(
    r"\b(?:about|after|against|before|by|despite|following|in|into|on|over|per|pursuant to|since|through"
    r"|towards?|under|with|within)\s+\Z",
    re.IGNORECASE,
)
"""Before what only goes with something else that was done: "under the treaty", but not "from the treaty"."""
_INSERTED = re.compile(r",\s+(?:first|which|signed)\b[^,;:]{0,200},")
"""Behind a noun what is only said beside: ", which was long,"."""
_ACTS = re.compile(r"\s+(?:came|entered|expired|had|is|lapsed|took|was)\b")
"""Behind a noun that is itself what something was done with: "after the treaty was ratified"."""
_UNNAMED = re.compile(rf"\b(?!notice){_NOUN}\b", re.IGNORECASE)
_MADE = re.compile(
    r"\bagreed\s+(?:on|that|to|upon)\b|\b(?:an?|another|new|two|three)\s+(?:[\w’'-]+\s+){0,2}"
    r"(?:ceasefire|cease-fire|compromise|contract|document|package|roadmap|settlement|understanding)s?\b"
)
"""What else may be called an agreement later."""
_IS = re.compile(
    r"[*_]*\s*(?:\([^()]*\)\s*)?(?:[,–—(-]|\b(?:is|was|as)\b)\s*(?:an?|the|its|their)\s+(?:[\w’'-]+\s+){0,6}\Z"
)
"""Between an instrument and a noun that only says what it is: "GSOMIA, a military"."""
_CALLED = re.compile(
    r"(?:\s+(?!and\b)[\w’'.-]+){0,6}(?:,|\s*[:(–—]|(?:,\s*)?\s(?:called|known as))\s*(?:the\s+)?[“\"]?\Z"
    r"|\s*(?:the\s+)?[“\"]?\Z"
)
"""Between such a noun and the instrument's name."""
_BETWEEN = re.compile(r"\s*(?:\([^()]*\)\s*)?,?\s*(?:(?:signed|concluded)\s+)?(?:between|with)\s+")
_JOINING = re.compile(r"(?:[\s,]|\b(?:and|the|governments? of)\b)*")
_HEADING = re.compile(
    r"[\s#*_]*(?P<name>(?:(?!\n\s*\n)[A-ZÀ-Þ’',\s-]){0,60}"
    r"\b(?:ACCORD|AGREEMENT|CONVENTION|COVENANT|MEMORANDUM|PACT|PROTOCOL|TREATY)\b"
    r"(?:(?!\n\s*\n)[A-ZÀ-Þ’',\s-]){5,300})[\s*_]*\n\s*\n"
)
"""What a text begins with that is an instrument."""
_SMALL_CAPITALS = frozenset({"AND", "BETWEEN", "CONCERNING", "FOR", "IN", "OF", "ON", "THE", "TO", "WITH"})
_ITSELF = re.compile(
    r"\bD(?:one|ONE)\s+(?:at|in)\b|\b[Tt]his\s+(?:Accord|Agreement|Convention|Memorandum|Pact|Protocol|Treaty)\b"
)
_AHEAD = 100
"""How many characters behind "between" its parties stand."""
_NOTICE = re.compile(r"\bnotice\b")
_SHORT = re.compile(r"\(([A-Z][A-Z0-9-]+)\)\Z")
_ALLIANCE = re.compile(r"alliance", re.IGNORECASE)
"""What is called so is more than the treaty that it rests on."""
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_BACK = 4
"""How many sentences before are near."""
_NEAR = 2000
"""How many characters before, where a longer name is meant by its beginning."""
_PARAGRAPH = re.compile(r"\n\s*\n")


class Meant(NamedTuple):
    """The agreement that a passage means without naming it, and the parties that were named with it.

    ``start`` and ``end``: where words may tell what was done with it; nowhere if it only goes with something
    else. ``noun`` stands for its name, if any. ``notice``: what was done was done with the notice to end it.
    """

    agreement: str
    parties: tuple[str, ...]
    start: int
    end: int
    noun: str
    notice: bool


class _Named(NamedTuple):
    """What is spoken of: its place, an id or its name ("" if unsure), and its types and nouns."""

    start: int
    end: int
    name: str
    kinds: frozenset[str]


class References:
    """The instruments of one text, by sentence, and how it speaks of them later."""

    def __init__(self, text: str, passages: Passages, names: Names) -> None:
        self._text = text
        self._passages = passages
        self._names = names
        self._read: dict[int, Sequence[_Named]] = {}
        self._parties: dict[str, bool] = {}

    def is_others(self, mention: Mention, agreement: str, parties: Collection[str]) -> bool:
        """Whether a known name stands for an instrument of others: "the ACSA between Spain and Italy".

        So it does where the text gave it in brackets behind such an instrument's name, and where it is told
        of other ``parties`` in a text that never names one of its own.
        """
        text, own = self._text, self._names.parties_of(agreement)
        of_others = len(parties) > 1 and not own.issuperset(parties)
        if of_others and not all(map(self._is_named, own)):
            return True
        place, name = self._shortened.get(text[mention.start : mention.end], (mention.start, ""))
        between = _BETWEEN.match(text, place + len(name) if place < mention.start else mention.end)
        if between is None or not own:
            return False
        named = self._names.mentions(words(text, between.end(), between.end() + _AHEAD)).parties
        last = between.end()
        for party in named:
            if not _JOINING.fullmatch(text, last, party.start):
                break
            if not own.issuperset(party.ids):
                return True
            last = party.end
        return False

    def _is_named(self, party: str) -> bool:
        """Whether the text has one of a party's names anywhere."""
        if party not in self._parties:
            self._parties[party] = self._names.is_in(party, self._text)
        return self._parties[party]

    def short(self, start: int, end: int) -> str:
        """The instrument that a span names by an abbreviation, which the text gave in brackets before."""
        for word in words(self._text, start, end) if self._shortened else ():
            place, name = self._shortened.get(self._text[word.start : word.end], (end, ""))
            if place < start:
                return name
        return ""

    def whole(self, name: str, start: int) -> str:
        """The longer name by which the text called an instrument before, if there is one and no other."""
        place, known = self._shortened.get(name.split(maxsplit=1)[0], (start, ""))
        if place < start:
            return known
        near = (known for place, known in self._new if start - _NEAR < place < start)
        longer = {known for known in near if known.startswith(f"{name} ")}
        return longer.pop() if len(longer) == 1 else name

    def meant(self, passage: Passage, date: int) -> Meant | None:
        """The one agreement that a passage means by a noun or a pronoun; ``date`` is where its date ends."""
        text, start, end = self._text, passage.start, passage.end
        number = self._passages.number(start)
        if goes_on := _GOES_ON.match(text, start, end):
            named = [one for one in self._in_sentence(number) if one.end <= start]
            return self._told(goes_on, "", named or self._spoken_of(number, number, start), passage)
        if it := _IT.search(text, start, end):
            return self._told(it, "", self._spoken_of(number, number - 1, it.start()), passage)
        noun = _REFERENCE.search(text, start, end) or self._listed(passage, date)
        if noun is None:
            return self._of_itself(passage)
        return self._told(noun, noun["noun"].casefold(), self._spoken_of(number, 0, noun.start()), passage)

    def _of_itself(self, passage: Passage) -> Meant | None:
        """The instrument that the text is, where it speaks of itself or says when it was done."""
        says_so = _ITSELF.search(self._text, passage.start, passage.end)
        if says_so is None or not self._own:
            return None
        parties = self._passages.named_in(0)
        return Meant(self._own, parties, passage.start, passage.end, "", notice=False)

    @cached_property
    def _own(self) -> str:
        """The name of the instrument that the text is, by its heading in capitals; "" where it is none."""
        heading = _HEADING.match(self._text)
        said = heading["name"].split() if heading else []
        named = (word.lower() if word in _SMALL_CAPITALS else word.capitalize() for word in said)
        return " ".join(named)

    def _listed(self, passage: Passage, date: int) -> re.Match[str] | None:
        """A noun that stands right behind the date with which a line begins."""
        text = self._text
        if any(map(str.isalpha, text[passage.start : date])) and text.find("\n", passage.start, date) > 0:
            return None
        first = next((word.start for word in passage.words if word.start >= date), passage.end)
        return _BARE.match(text, first, passage.end)

    def _told(
        self, words: re.Match[str], noun: str, before: Sequence[_Named], passage: Passage
    ) -> Meant | None:
        text = self._text
        one = _only(before, noun)
        notice = one is not None and _NOTICE.search(text, one.end, words.start()) is not None
        if one is None or (noun == "notice" and not notice) or self._is_another(words, one):
            return None
        before_it = _OBLIQUE.search(text, max(passage.start, words.start() - 20), words.start())
        oblique = noun and before_it and not _ACTS.match(text, words.end(), passage.end)
        start = max(text.rfind(mark, passage.start, words.start()) for mark in ",;:") + 1 or passage.start
        inserted = _INSERTED.match(text, words.end(), passage.end)
        behind = inserted.end() if inserted else words.end()
        ends = [text.find(mark, behind, passage.end) for mark in ",;:"]
        end = start if oblique else min((place for place in ends if place >= 0), default=passage.end)
        parties = self._passages.named_in(self._passages.number(one.start))
        is_object = not noun and words.re is _IT and words["done"]
        return Meant(one.name, parties, start, end, noun, bool(is_object) and notice)

    def _is_another(self, noun: re.Match[str], one: _Named) -> bool:
        """Whether what stands beside a noun says that an agreement of another kind or of others is meant."""
        kind = noun.groupdict().get("kind") or ""
        called = {word.key for word in words(" ".join(self._names.names_of(one.name)))}
        if any(word.key not in called and word.key not in _PLAIN for word in words(kind)):
            return True
        with_whom = _BETWEEN.match(self._text, noun.end())
        if with_whom is None:
            return False
        own = self._names.parties_of(one.name)
        named = self._names.mentions(words(self._text, with_whom.end(), with_whom.end() + _AHEAD)).parties
        return (
            not named
            or _JOINING.fullmatch(self._text, with_whom.end(), named[0].start) is None
            or not (own.issuperset(named[0].ids))
        )

    def _spoken_of(self, number: int, last: int, place: int) -> Sequence[_Named]:
        """What could be meant at a place of a sentence, of this one and those before it in the paragraph.

        Nothing where nothing was spoken of since the sentence numbered ``last``, be it by such a noun.
        """
        text, sentences = self._text, self._passages.sentences
        found = [one for one in self._in_sentence(number) if one.end <= place]
        at = number
        while at > max(number - _BACK, 0):
            if self._is_paragraph(at) and not self._is_short(at - 1):
                break
            at -= 1
            found = [*self._in_sentence(at), *found]
        since = sentences[max(last, at)][0]
        spoken = any(one.start >= since for one in found) or _REFERENCE.search(text, since, place)
        return found if spoken else ()

    def _is_paragraph(self, number: int) -> bool:
        """Whether a paragraph begins with a sentence."""
        sentences = self._passages.sentences
        return number == 0 or bool(
            _PARAGRAPH.search(self._text, sentences[number - 1][1], sentences[number][0])
        )

    def _is_short(self, number: int) -> bool:
        """Whether the paragraph that a sentence ends is one or two sentences, as in a news report: the next
        goes on from it."""
        end = self._passages.sentences[number][1]
        is_sentence = self._text[end - 1] in '.!?”"'
        return is_sentence and any(self._is_paragraph(at) for at in (number, number - 1) if at >= 0)

    def _in_sentence(self, number: int) -> Sequence[_Named]:
        if number not in self._read:
            self._read[number] = tuple(sorted(self._find(*self._passages.sentences[number])))
        return self._read[number]

    def _find(self, start: int, end: int) -> Iterator[_Named]:
        """What a sentence speaks of: by a name that is known or new, and by nouns alone."""
        text, named = self._text, words(self._text, start, end)
        parties, agreements = self._names.mentions(named)
        years = {int(year) for year in _YEAR.findall(text[start:end])}
        year = years.pop() if len(years) == 1 else None
        about = {identity for mention in parties for identity in mention.ids}
        told_of = about or self._passages.before(self._passages.number(start))
        known = [(mention, self._names.choose(mention, year, about)) for mention in agreements]
        found = [
            self._known(mention, name)
            for mention, name in known
            if not self.is_others(mention, name, told_of)
        ]
        for first, last in find_instruments(text, start, end):
            if not any(first < one.end and one.start < last for one in found):
                name = self.whole(" ".join(text[first:last].split()), first)
                found.append(_Named(first, last, name, self._kinds(name, [type_of_name(name)])))
        yield from (one for one in found if one.kinds)
        referring = {noun.start("noun") for noun in _REFERENCE.finditer(text, start, end)}
        for noun in _UNNAMED.finditer(text, start, end):
            is_reference = noun.start() in referring or _BARE.match(text, noun.start(), end)
            if not is_reference and not any(self._is_same(noun, one) for one in found):
                said = noun["noun"].casefold()
                yield _Named(*noun.span(), "", _FITS[_singular(said)] | {said})
        yield from (_Named(*made.span(), "", _CONTRACT) for made in _MADE.finditer(text, start, end))

    def _known(self, mention: Mention, chosen: str) -> _Named:
        is_alliance = _ALLIANCE.search(self._text, mention.start, mention.end)
        types = () if is_alliance else map(self._names.type_of, mention.ids)
        return _Named(mention.start, mention.end, chosen, self._kinds(chosen, types))

    def _kinds(self, name: str, types: Iterable[str]) -> frozenset[str]:
        """The types of an instrument and the nouns in its name; none for a series of talks and the like."""
        kinds = _REFERRED.intersection(types)
        nouns = (noun.casefold() for noun in _UNNAMED.findall(self._names.called(name)))
        return kinds.union(nouns) if kinds else kinds

    def _is_same(self, noun: re.Match[str], one: _Named) -> bool:
        """Whether a noun is part of an instrument's name, or only says what it is."""
        if noun.start() < one.end and one.start < noun.end():
            return True
        if noun.start() >= one.end:
            return _IS.fullmatch(self._text, one.end, noun.start()) is not None
        return _CALLED.fullmatch(self._text, noun.end(), one.start) is not None

    @cached_property
    def _new(self) -> Sequence[tuple[int, str]]:
        """Every name in the text that has a word for an instrument, with its place."""
        places = find_instruments(self._text, 0, len(self._text))
        return [(start, " ".join(self._text[start:end].split())) for start, end in places]

    @cached_property
    def _shortened(self) -> Mapping[str, tuple[int, str]]:
        """The abbreviations that stand in brackets behind such names, but for those of several."""
        found: dict[str, tuple[int, str]] = {}
        several: set[str] = set()
        for place, name in self._new:
            if short := _SHORT.search(name):
                known = found.setdefault(short[1], (place, name))
                several |= {short[1]} if known[1] != name else set()
        return {short: known for short, known in found.items() if short not in several}


def _only(spoken_of: Sequence[_Named], noun: str) -> _Named | None:
    """What alone can be meant by a noun, or by "it": of one name, and nothing like it spoken of since."""
    types = _FITS[_singular(noun)] if noun else _REFERRED
    wanted = types | {noun} if noun in _FITS or not noun else {noun}
    fitting = [one for one in spoken_of if one.kinds & wanted]
    if len({one.name for one in fitting}) != 1 or not fitting[-1].name:
        return None
    alike = _STATED if types & _STATED else _BINDING
    since = spoken_of[spoken_of.index(fitting[-1]) + 1 :]
    return None if any(one.kinds & alike for one in since) else fitting[-1]


def _singular(noun: str) -> str:
    return noun if noun in _FITS else noun.removesuffix("s")
