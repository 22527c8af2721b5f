"""Recognises names of countries and capitals that mean not a party but a place, a language or a treaty."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.domain.dates.words import MONTHS
from bot.extraction.english import BARE, IS, PASSIVE, PREPOSITIONS, STOPS, listed
from bot.extraction.names.countries import LANGUAGES, SEATS
from bot.extraction.text.wordtree import Word, words

_PLACING = frozenset({"at", "in", "near", "outside"})
"""Words after which a capital is a place."""
_MEETING = listed(
    """concluded conference convened dialogue gathered held hosted meet meeting meetings met round session
    signed summit summits talks"""
)
"""Words after which, with such a preposition, even a country is only a place: "met in Japan"."""
_SEAT_WORDS = frozenset(word.key for seats in SEATS.values() for seat in seats for word in words(seat))
_CALLED_AFTER = listed(
    "accord accords agreement agreements conference convention declaration meeting protocol summit treaty"
)
"""Things named after the capital where they were made or held: "the Lisbon agreement"."""
_DONE_THERE = _CALLED_AFTER | {"commitments", "framework", "obligations", "process"}
_OF_A_PLACE = frozenset({"based", "capital", "city", "port", "town"})
"""What belongs to a country, and does not act for it: "in the Bhutanese capital", "London-based"."""
_COMPANY = listed("airlines airways steel")
"""The last words of companies called after a country: "US Airways"."""
_OF_THE_WORLD = frozenset({"charter", "convention"})
"""What is called after the organisation of its parties: "the UN Convention on the Law of the Sea"."""
_MADE_IN = _CALLED_AFTER | {"act", "armistice", "charter", "congress", "pact", "peace", "truce"}
"""Things named "of" such a capital: "the Treaty of Paris"."""
_HELP = listed("aegis auspices guarantee guaranteed mediated mediation")
"""Words before those who helped others to an agreement: "under the auspices of"."""
_LANGUAGE = listed("edition editions language languages speaking text texts translation version")
_SMALL = BARE | PREPOSITIONS | STOPS | PASSIVE | IS
_LANGUAGES = frozenset(word.key for name in LANGUAGES for word in words(name))
_DAYS_AND_MONTHS = {str(day) for day in range(1, 32)} | {month.casefold() for month in MONTHS}


def is_no_party(text: Sequence[Word], first: int, last: int, *, seat: bool) -> bool:
    """Whether the name at the words ``first`` to before ``last`` does not mean a party.

    ``seat`` says that it is the name of a capital, else it is that of a country or people.
    """
    if _is_language(text, first, last) or (text[last : last + 1] and text[last].key in _OF_THE_WORLD):
        return True
    if any(word.key in _LANGUAGE for word in takewhile(_is_joined, text[last : last + 4])):
        return True
    if _is_address(text, first, last) or _is_of_another(text, first):
        return True
    if text[last : last + 1] and text[last].capital and text[last].key in _COMPANY:
        return True
    if _is_helper(text, first) or (text[last : last + 1] and text[last].key in _OF_A_PLACE):
        return True
    is_placed = first > 0 and text[first - 1].key in _PLACING
    if not seat:
        put = first - 1 if first > 0 and text[first - 1].key == "the" else first
        return put > 1 and text[put - 1].key in _PLACING and text[put - 2].key in _MEETING
    if is_placed or _is_of_paper(text, first) or _heads_a_date(text, last):
        return True
    following = text[last] if last < len(text) else None
    if following is None or following.start != text[last - 1].end + 1:
        return False
    is_by_itself = not first or not text[first - 1].capital or text[first - 1].key in _SMALL
    is_name = following.capital and following.key not in _SEAT_WORDS
    return is_name or (following.key in _DONE_THERE and is_by_itself)


def _is_helper(text: Sequence[Word], first: int) -> bool:
    """Whether a name is in a list of those who only helped: "under the guarantee of Chile and the US"."""
    while first and (text[first - 1].capital or text[first - 1].key in ("and", "the")):
        first -= 1
    return first > 1 and text[first - 1].key in ("by", "of") and text[first - 2].key in _HELP


def _is_of_another(text: Sequence[Word], first: int) -> bool:
    """Whether a body is that of the party in the possessive before it: "Russia's Security Council"."""
    owned = first > 0 and text[first].start == text[first - 1].end + len("'s ")
    return owned and text[first].key == "security" and text[first - 1].capital


def _is_joined(word: Word) -> bool:
    """Whether a word may continue a list of languages: "Japanese and English languages"."""
    return word.capital or word.key == "and" or word.key in _LANGUAGE


def _is_of_paper(text: Sequence[Word], first: int) -> bool:
    """Whether a treaty or the like is named after the capital at a place: "the Treaty of Paris"."""
    return first > 1 and text[first - 1].key == "of" and text[first - 2].key in _MADE_IN


def _heads_a_date(text: Sequence[Word], last: int) -> bool:
    """Whether a comma and a day follow a name: "(Paris, 5 August 1816)", "Paris, August 5"."""
    if last >= len(text) or text[last].start != text[last - 1].end + 2:
        return False
    return text[last].key in _DAYS_AND_MONTHS


def _is_address(text: Sequence[Word], first: int, last: int) -> bool:
    """Whether a country only follows the name of a town in it: "in Lausanne, Switzerland, on"."""
    following = text[last] if last < len(text) else None
    if following is not None and (following.capital or following.start == text[last - 1].end + 1):
        return False
    place = first
    while place and text[place - 1].capital and text[place].start == text[place - 1].end + 2:
        place -= 1
    return 0 < place < first and text[place - 1].key in _PLACING


def _is_language(text: Sequence[Word], first: int, last: int) -> bool:
    """Whether a name is that of a language: "in English", but not "in English eyes"."""
    if text[first].key not in _LANGUAGES:
        return False
    while first and (text[first - 1].key in ("and", "both", "or") or text[first - 1].key in _LANGUAGES):
        first -= 1
    put = text[first - 1].key if first else ""
    following = text[last] if last < len(text) else None
    if following is None or following.start > text[last - 1].end + 1 or following.key in _SMALL:
        return put in ("in", "into") or (put == "from" and following is not None and following.key == "into")
    return False
