"""The words by which a text speaks again of an agreement that it named: nouns, "it", and verbs that go on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.domain.dates.words import MONTHS

CONTRACTS = frozenset({"agreement", "memorandum", "exchange_of_notes", "secret_agreement"})
BINDING = CONTRACTS | {"treaty"}
STATED = frozenset({"declaration", "joint_statement"})
REFERRED = BINDING | STATED | {"arrangement"}
"""The types of agreement of which a text speaks by a noun or by "it"; not talks, offices and the like."""
_TYPES: Mapping[str, frozenset[str]] = {
    "agreement": CONTRACTS, "deal": CONTRACTS, "accord": BINDING, "pact": BINDING, "notice": BINDING,
    "treaty": frozenset({"treaty"}), "arrangement": frozenset({"arrangement"}),
    "memorandum": frozenset({"memorandum"}), "declaration": STATED,
    "statement": frozenset({"joint_statement"}), "communiqué": frozenset({"joint_statement"}),
    **dict.fromkeys(("convention", "protocol", "charter", "armistice", "truce", "framework"), frozenset()),
}  # fmt: skip
"""The types of agreement that a noun may mean; it also means whatever has it in its name."""


def types_of(noun: str) -> frozenset[str]:
    """The types of agreement that a noun in lower case, be it a plural, may mean."""
    return _TYPES[noun if noun in _TYPES else noun.removesuffix("s")]


def is_singular(noun: str) -> bool:
    """Whether a noun may mean an agreement by its type alone: "the accords" are only what is called so."""
    return noun in _TYPES


_NOUN = rf"(?P<noun>(?:{'|'.join(_TYPES)})s?)"
ANY_NOUN = re.compile(rf"\b(?!notice){_NOUN}\b", re.IGNORECASE)
"""A noun for an agreement, whatever stands beside it; a notice is only something done with one."""

_DAY = rf"(?:\d|the \d|{'|'.join(MONTHS)}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_SMALL = r"(?:an?|and|for|from|in|its|of|on|or|that|the|this|to|with)\b"
THE_NOUN = re.compile(
    rf"\b(?:the|this|that|its)\s+(?P<kind>(?:(?!{_SMALL})[a-z-]+\s+){{0,3}}?){_NOUN}\b"
    r"(?!\s+(?:about|among|concerning|concluded|for|made|of|over|reached|regarding|signed|struck|that|to|which"
    rf"|whose)\b|\s+on\s+(?!{_DAY}))",
    re.IGNORECASE,
)
"""A noun for what was named before; not one that goes on to say which: "the agreement on fish", but "the
agreement on 5 May". ``kind`` stands before the noun: "the military pact"."""
OPENING_NOUN = re.compile(
    rf"{_NOUN}\s+(?:comes?|enters?|expires?|lapses?|takes?|(?:is|are|was|were)\s+\w+ed|abrogated|approved|extended"
    r"|ratified|rejected|renewed|suspended|terminated)\b",
    re.IGNORECASE,
)
"""The same without an article, as a chronology has it behind a date: "Treaty enters into force"."""

_DONE = (
    r"(?:signed|concluded|ratified|initialled|renewed|extended|prolonged|approved|rejected|abrogated|denounced|terminated|superseded"
    r"|replaced|enter(?:ed|s)\s+into\s+force|came\s+into\s+(?:force|effect)|took\s+effect|expired|lapsed)"
)
_WAS = r"(?:(?:has|had)\s+)?(?:(?:was|been|is)\s+)?(?:\w+ly\s+|later\s+|then\s+)?"
IT = re.compile(
    rf"\bit\s+{_WAS}{_DONE}\b(?!\s+(?:an?|its|the|with)\b)"
    r"|\b(?P<done>abrogated|denounced|extended|initialled|quit|ratified|renewed|replaced|scrapped|signed|suspended"
    r"|terminated|withdrew\s+from|withdrew)\s+it\b",
    re.IGNORECASE,
)
"""An agreement as "it": what is done with agreements was done, or somebody did it (``done``). Not "it signed
a treaty", where it is a country."""
GOES_ON = re.compile(
    rf"(?:\W*(?:and|but|then)|,(?:\s+which)?)\s+{_WAS}{_DONE}\s+(?:after|at|by|during|from|in|on|only|until|within|\d)"
)
"""A further verb of the agreement that the sentence named before: "and entered into force in"; not "and
signed a treaty"."""
