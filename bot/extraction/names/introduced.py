"""Finds the people whom a text introduces by country and office: "Japanese Foreign Minister Taro Kono"."""

from __future__ import annotations

import re

from bot.extraction.names.gazetteer import Names
from bot.extraction.text.wordtree import words

_NAME = r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){1,2}"
_IN_OFFICE = re.compile(
    r"\b(?:Ambassador|Chancellor|[Ee]nvoy|Minister|Premier|President|Secretary|[Ss]pokes(?:man|woman|person))"
    rf"(?:\sof\s(?:State|Defen[cs]e|the\sTreasury))?\s(?P<name>{_NAME})(?![\w-])"
)
_OF_OFFICE = re.compile(r"(?:['’]s)?\s(?:[A-Za-z-]+\s){0,4}")
"""What stands between a country and the last word of an office: " Vice Foreign "."""
_BEFORE = 60
"""A country stands at most so many characters before that word."""


def introduced(text: str, names: Names) -> dict[str, str]:
    """The full names of such people, each with the id of the country."""
    found: dict[str, str] = {}
    for person in _IN_OFFICE.finditer(text):
        near = words(text, max(0, person.start() - _BEFORE), person.start())
        for country in names.mentions(near).parties[-1:]:
            if len(country.ids) == 1 and _OF_OFFICE.fullmatch(text, country.end, person.start()):
                found[" ".join(person["name"].split())] = country.ids[0]
    return found
