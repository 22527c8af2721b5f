"""Instruments that the record does not know yet: capitalised names that end or begin with a word for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.domain.date_words import MONTHS

TYPES: Mapping[str, str] = {
    "Agreement": "agreement", "Agreements": "agreement", "Accord": "agreement", "Accords": "agreement",
    "Pact": "agreement", "Armistice": "agreement", "Truce": "agreement", "Compact": "agreement",
    "Concordat": "agreement", "Capitulation": "agreement", "Agreed Framework": "agreement",
    "Plan of Action": "agreement", "Treaty": "treaty", "Convention": "treaty", "Protocol": "treaty",
    "Charter": "treaty", "Covenant": "treaty", "Memorandum of Understanding": "memorandum",
    "Memorandum": "memorandum", "Arrangement": "arrangement", "Understanding": "arrangement",
    "Declaration": "declaration", "Final Act": "declaration", "Communiqué": "joint_statement",
    "Joint Statement": "joint_statement", "Joint Press Statement": "joint_statement",
}  # fmt: skip
"""The words for an instrument, and the type of agreement that it is."""
_NOUN = rf"(?:{'|'.join(sorted(TYPES, key=len, reverse=True))}|Resolution \d+)"
_UPPER = "A-ZÀ-ÖØ-Þ"
_CAPITALISED = rf"[{_UPPER}][\w’'.]{{0,40}}(?:[-–][{_UPPER}][\w’'.]{{0,40}}){{0,4}}"
_NO_MONTH = rf"(?!(?:{'|'.join(f'{month}|{month[:3]}t?' for month in MONTHS)})\b)"
_BEFORE = rf"(?:{_NO_MONTH}{_CAPITALISED} (?:(?:of|and|on|the|for|-|–) ){{0,2}}){{0,7}}"
_AFTER = (
    r"(?: (?:of|on|concerning|regarding|for|between|with|to)(?: the)?"
    rf"(?: {_NO_MONTH}{_CAPITALISED}(?:,? and(?: the)?|,? of(?: the)?|,)?){{1,8}})?"
    rf"(?: in(?: the)?(?: {_CAPITALISED}){{1,4}}(?= \([A-Z]))?"
)
_INSTRUMENT = re.compile(rf"\b{_BEFORE}(?P<noun>{_NOUN})\b{_AFTER}(?: \((?P<short>[A-Z][A-Z0-9-]+)\))?")
_ARTICLES = re.compile(
    r"^(?:(?:The|A|An|This|That|In|On|By|Under|After|Before|With|When|Noting|Reaffirming|Recalling|the) )+"
)
_FIRST_OF_TWO = re.compile(
    rf"^.*\b(?:{'|'.join(sorted(TYPES, key=len, reverse=True))})\b.*? and(?: the)? (?=.*\b{_NOUN}\b)"
)
_LOOSE_END = re.compile(r"(?:[, ]+(?:and|of|the|of the|and the))?(?:[, ]|(?<=[a-z]{2})\.)*$")
_TYPE = re.compile(rf"\b({'|'.join(sorted(TYPES, key=len, reverse=True))})\b")


def find_instrument(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The place of the first name of an instrument between two places of a text, if there is one."""
    return next(find_instruments(text, start, end), None)


def find_instruments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of all names of instruments between two places of a text, in their order.

    A lone "Treaty" or "Agreement" is none: a name has a word of its own beside that.
    """
    for match in _INSTRUMENT.finditer(text, start, end):
        found = _ARTICLES.sub("", _FIRST_OF_TWO.sub("", match[0]))
        first = match.end() - len(found)
        bare = _LOOSE_END.sub("", found)
        if " " in bare:
            yield first, first + len(bare)


def type_of_name(name: str) -> str:
    """The type of agreement that an instrument's name says it is, by its first word for one; "" if none."""
    found = _TYPE.search(name)
    return TYPES[found[1]] if found else ""
