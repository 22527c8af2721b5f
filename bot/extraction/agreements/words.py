"""The words that refer to an agreement named before: nouns, "it", and verbs without a subject."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.domain.dates.words import MONTHS

CONTRACTS = frozenset({"agreement", "memorandum", "exchange_of_notes", "secret_agreement"})
BINDING = CONTRACTS | {"treaty"}
STATED = frozenset({"declaration", "joint_statement"})
REFERRED = BINDING | STATED | {"arrangement"}
"""The types of agreement that a noun or "it" can refer to; not talks, offices and the like."""
_TYPES: Mapping[str, frozenset[str]] = {
    "agreement": CONTRACTS, "deal": CONTRACTS, "accord": BINDING, "pact": BINDING, "notice": BINDING,
    "treaty": frozenset({"treaty"}), "arrangement": frozenset({"arrangement"}),
    "memorandum": frozenset({"memorandum"}), "declaration": STATED,
    "statement": frozenset({"joint_statement"}), "communiqué": frozenset({"joint_statement"}),
    **dict.fromkeys(("convention", "protocol", "charter", "armistice", "truce", "framework"), frozenset()),
}  # fmt: skip
"""The types of agreement that a noun can refer to, besides any agreement with the noun in its name."""


def types_of(noun: str) -> frozenset[str]:
    """The types of agreement that a noun in lower case, singular or plural, can refer to."""
    return _TYPES[noun if noun in _TYPES else noun.removesuffix("s")]


def is_singular(noun: str) -> bool:
    """Whether a noun is a singular, which can refer to an agreement by its type.

    A plural ("the accords") refers only to an agreement with that word in its name.
    """
    return noun in _TYPES


_NOUN = rf"(?P<noun>(?:{'|'.join(_TYPES)})s?)"
ANY_NOUN = re.compile(rf"\b(?!notice){_NOUN}\b", re.IGNORECASE)
"""A noun for an agreement in any context, except "notice", which is something done with an agreement."""

_DAY = rf"(?:\d|the \d|{'|'.join(MONTHS)}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_SMALL = r"(?:an?|and|for|from|in|its|of|on|or|that|the|this|to|with)\b"
THE_NOUN = re.compile(
    rf"\b(?:the|this|that|its)\s+(?P<kind>(?:(?!{_SMALL})[a-z-]+\s+){{0,3}}?){_NOUN}\b"
    r"(?!\s+(?:about|among|concerning|concluded|for|made|of|over|reached|regarding|signed|struck|that|to|which"
    rf"|whose)\b|\s+on\s+(?!{_DAY}))",
    re.IGNORECASE,
)
"""A noun that refers to an agreement named before ("the agreement on 5 May"), not one that says which it is
("the agreement on fish"). ``kind`` are the adjectives before it ("the military pact")."""
OPENING_NOUN = re.compile(
    rf"{_NOUN}\s+(?:comes?|enters?|expires?|lapses?|takes?|(?:is|are|was|were)\s+\w+ed|abrogated|approved|extended"
    r"|ratified|rejected|renewed|suspended|terminated)\b",
    re.IGNORECASE,
)
"""Such a noun without an article, as in a chronology after a date: "Treaty enters into force"."""

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
""""It" with a verb for what is done with agreements, as its subject or object (``done``). Not "it signed a
treaty", where "it" is a country."""
NOTICE_OF_ALL = re.compile(
    r"\b(?:gave|given|gives|giving)\s+(?:\w+\s+)?notice"
    r"(?:\s+of\s+(?:its\s+)?(?:denunciation|termination|withdrawal))?"
    r"(?=[.,;]|\s+(?:in|on)\b)"
)
"""Notice to end an agreement that was named before and is left out: "gave notice of withdrawal on 5 May"."""
GOES_ON = re.compile(
    rf"(?:\W*(?:and|but|then)|,(?:\s+which)?)\s+{_WAS}{_DONE}\s+(?:after|at|by|during|for|from|in|on|only|until|within|\d)"
)
"""A further verb whose subject is an agreement named before in the sentence: "and entered into force in"; not
"and signed a treaty"."""
WITHOUT_SUBJECT = re.compile(
    r"(?:Signed|Concluded|Adopted|Done|Initialled|Ratified|Terminated|Entered into force|In force)"
    r"\s+(?:at|by|in|on|since|\d|[A-Z])"
)
"""The beginning of a sentence without a subject, as in a list of treaties, where the sentence before it names
the agreement: "Signed at Ottawa"."""
