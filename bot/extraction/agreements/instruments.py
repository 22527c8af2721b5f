"""Finds names of agreements, on record or not: capitalised names with a word such as "Treaty" in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from bot.domain.dates.words import MONTHS
from bot.extraction import east_asian
from bot.extraction.text.wordtree import words

TYPES: Mapping[str, str] = {
    "Agreement": "agreement", "Agreements": "agreement", "Accord": "agreement", "Accords": "agreement",
    "Pact": "agreement", "Armistice": "agreement", "Truce": "agreement", "Compact": "agreement",
    "Concordat": "agreement", "Capitulation": "agreement", "Agreed Framework": "agreement",
    "Plan of Action": "agreement", "Treaty": "treaty", "Convention": "treaty", "Protocol": "treaty",
    "Charter": "treaty", "Covenant": "treaty", "Memorandum of Understanding": "memorandum",
    "Memorandum": "memorandum", "Arrangement": "arrangement", "Understanding": "arrangement",
    "Founding Act": "agreement", "General Act": "treaty",
    "Declaration": "declaration", "Final Act": "declaration", "Communiqué": "joint_statement",
    "Joint Statement": "joint_statement", "Joint Press Statement": "joint_statement",
}  # fmt: skip
"""The words for an instrument, and the type of agreement that each means."""
CHIEF_NOUNS = "accord|agreement|convention|covenant|memorandum|pact|protocol|treaty"
"""The most usual of them in lower case, as a pattern."""
_TYPES = "|".join(sorted(TYPES, key=len, reverse=True))
_NOUN = rf"(?:{_TYPES}|Resolution \d+)"
_UPPER = "A-ZÀ-ÖØ-Þ"
_PREFIXED = "|".join(
    f"(?<=\\b{prefix}[-–])"
    for prefix in (
        "Anti",
        "Co",
        "Counter",
        "Cross",
        "Inter",
        "Intermediate",
        "Long",
        "Medium",
        "Non",
        "Re",
        "Short",
    )
)
_CAPITALISED = rf"[{_UPPER}][\w’'.]{{0,40}}(?:[-–](?:[{_UPPER}]|(?:{_PREFIXED})[a-z])[\w’'.]{{0,40}}){{0,4}}"
_NO_MONTH = rf"(?!(?:{'|'.join(f'{month}|{month[:3]}t?' for month in MONTHS)})\b)"
_BEFORE = (
    rf"(?:{_NO_MONTH}{_CAPITALISED} (?:(?:of|and|on|the|for|d[aei]|del|la|-|–|\([A-Z]+\)) ){{0,2}}){{0,7}}"
)
_NAMES = rf"(?: {_NO_MONTH}{_CAPITALISED}(?:,? and(?: the)?|,? of(?: the)?| d(?:[aei]|el)(?: la)?|,)?){{1,8}}"
_AFTER = (
    rf"(?: between(?: the)?{_NAMES}(?= (?:concerning|for|on|regarding)\b))?"
    rf"(?: (?:of|on|concerning|regarding|for|between|with|to)(?: (?:the|an?))?{_NAMES})?"
    rf"(?: in(?: the)?(?:(?: {_CAPITALISED}){{1,4}}(?= \([A-Z])|(?: {_CAPITALISED}){{0,3}} Seas?\b))?"
)
_SHORT = r"\(((?:New )?[A-Z][A-Z0-9-]+(?: [IVX]+)?)\)"
_OF_A_BODY = r"(?! (?:Area|Commission|Council|Member|Organi[sz]ation|Part(?:y|ies)|Power|State)s?\b)"
_NUMBERED = (
    r"(?:(?:New START|(?:SALT|START) I{1,3})\b(?! (?i:negotiations|talks)\b)"
    rf"|[A-Z]{{3,6}} (?:I{{1,3}}|IV)(?= (?:{CHIEF_NOUNS})\b))"
)
"""A treaty that is known by an abbreviation and a number, without "Treaty" in its name: "SALT II"."""
_INSTRUMENT = re.compile(
    rf"(?<=[“\"])(?:{_TYPES}) [a-z][^“”\"]{{5,200}}(?=[”\"])"
    rf"|\b(?:{_BEFORE}(?P<noun>{_NOUN})\b{_OF_A_BODY}{_AFTER}(?: {_SHORT})?|{_NUMBERED})"
)
_ARTICLES = re.compile(
    r"^(?:(?:The|A|An|This|That|In|On|By|Under|After|Before|With|When|Noting|Reaffirming|Recalling|the"
    r"|(?:Annex|Article|Chapter|Part) [IVXLC\d]+ (?:of|to)) )+"
)
_FIRST_OF_TWO = re.compile(rf"^.*\b(?:{_TYPES})\b.*? and(?: the)? (?=.*\b{_NOUN}\b)")
_OF_WHAT = re.compile(rf"^(?:(?!\b(?:{_TYPES})\b).)*\b(?:of|on|and) the (?=.*{_NOUN}\b)")
"""What only has to do with an instrument, before its name: "the Duma of the Treaty on Fish"."""
_LOOSE_END = re.compile(r"(?:[, ]+(?:and|of|the|of the|and the))?(?:[, ]|(?<=[a-z]{2})\.)*$")
_TYPE = re.compile(rf"\b({_TYPES})\b")
SHORT = re.compile(rf"{_SHORT}\Z")
"""The abbreviation in brackets at the end of a name."""
_SHORT_WITHIN = re.compile(_SHORT)
_IS_NUMBERED = re.compile(_NUMBERED)
_NEAR = 2000
"""A name may be short for a longer one that it begins, given at most this many characters before."""
_HEADING = re.compile(
    r"[\s#*_]*(?P<name>(?:(?!\n\s*\n)[A-ZÀ-Þ’',\s-]){0,60}"
    rf"\b(?:{CHIEF_NOUNS.upper()})\b"
    r"(?:(?!\n\s*\n)[A-ZÀ-Þ’',\s-]){5,300})[\s*_]*\n\s*\n"
)
"""The heading of a text that is itself an instrument: its name in capitals, followed by an empty line."""
_SMALL_IN_NAMES = frozenset({"AND", "BETWEEN", "CONCERNING", "FOR", "IN", "OF", "ON", "THE", "TO", "WITH"})


def find_instrument(text: str, start: int, end: int, date: int) -> tuple[int, int] | None:
    """The span of the name of an instrument between two places of a text that is nearest to a date.

    None if there is none; ``date`` is where the date begins.
    """
    near = sorted(find_instruments(text, start, end), key=lambda span: max(span[0] - date, date - span[1]))
    return near[0] if near else None


def find_instruments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of all names of instruments between two places of a text: English ones, then East Asian ones.

    "Treaty" or "Agreement" alone is not a name.
    """
    for match in _INSTRUMENT.finditer(text, start, end):
        found = _ARTICLES.sub("", _OF_WHAT.sub("", _FIRST_OF_TWO.sub("", match[0])))
        first = match.end() - len(found)
        bare = _LOOSE_END.sub("", found)
        if " " in bare:
            yield first, first + len(bare)
    yield from (match.span() for match in east_asian.INSTRUMENT.finditer(text, start, end))


def type_of_name(name: str) -> str:
    """The type of agreement by the first word for one in an instrument's name; "" if it has none."""
    if found := _TYPE.search(name):
        return TYPES[found[1]]
    if _IS_NUMBERED.match(name):
        return "treaty"
    return next((type_ for noun, type_ in east_asian.INSTRUMENTS.items() if name.endswith(noun)), "")


def name_in_heading(text: str) -> str:
    """The name in the heading of a text that is itself an instrument; "" for other texts."""
    heading = _HEADING.match(text)
    said = heading["name"].split() if heading else []
    return " ".join(word.lower() if word in _SMALL_IN_NAMES else word.capitalize() for word in said)


class _Given(NamedTuple):
    """A name that a text gives an instrument, and where it begins."""

    start: int
    name: str


class GivenNames:
    """The full names of instruments in a text, to resolve abbreviations and shortened names to."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _all(self) -> Sequence[_Given]:
        """All names of instruments in the text, in order."""
        places = find_instruments(self._text, 0, len(self._text))
        return [_Given(start, " ".join(self._text[start:end].split())) for start, end in places]

    @cached_property
    def _abbreviated(self) -> Mapping[str, _Given]:
        """The names that are followed by an abbreviation in brackets, by that; without ambiguous ones."""
        first: dict[str, _Given] = {}
        several: set[str] = set()
        for given in self._all:
            if short := _SHORT_WITHIN.search(given.name):
                known = first.setdefault(short[1], given)
                several |= {short[1]} if known.name != given.name else set()
        return {short: given for short, given in first.items() if short not in several}

    def behind(self, short: str, place: int) -> _Given | None:
        """The name that an abbreviation stands for, if the text introduced it before a place."""
        given = self._abbreviated.get(short)
        return given if given is not None and given.start < place else None

    def abbreviated_in(self, start: int, end: int) -> str:
        """The full name for the first abbreviation in a span that was introduced before; "" if none."""
        called = words(self._text, start, end) if self._abbreviated else ()
        found = (self.behind(self._text[word.start : word.end], start) for word in called)
        return next((given.name for given in found if given is not None), "")

    def whole(self, name: str, start: int) -> str:
        """The full name that the text gave shortly before ``start``, if ``name`` is short for exactly one.

        Otherwise it is the name itself.
        """
        short = name if _IS_NUMBERED.fullmatch(name) else name.split(maxsplit=1)[0]
        if given := self.behind(short, start):
            return given.name
        near = (given.name for given in self._all if start - _NEAR < given.start < start)
        longer = {known for known in near if known.startswith(f"{name} ")}
        return longer.pop() if len(longer) == 1 else name
