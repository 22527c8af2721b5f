"""Finds names and phrases in a text: its words are walked through a tree of words, the longest phrase wins.

Words are compared folded (case, accents, look-alike letters, one spelling of defence and -isation), but a
word that a phrase has in capitals alone (US, DTT) must stand in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from storage.folding import CJK, fold

T = TypeVar("T")

_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|\d[+＋]\d|[{CJK}]|\d+[月日월일]|[^\W_{CJK}]+")
"""Of what is written without spaces each letter is a word, but for those of a month and a day."""
_FIRST_CJK = "\u3005"
_SPELLING = (("defense", "defence"), ("ization", "isation"), ("izing", "ising"), ("ized", "ised"))
_END = ""
"""The key under which a tree keeps what ends there; no word is empty."""


class Word(NamedTuple):
    """A word and its place; ``key`` is what it is compared by, with a ``=`` before it in capitals.

    ``capital``: it may begin a name; so may letters that know no capitals.
    """

    key: str
    start: int
    end: int
    capital: bool = False


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a part of a text. Abbreviations lose their dots.

    A possessive 's is no word, nor is what tells whose money a dollar sign means: "US$ 3 million".
    """
    found: list[Word] = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        written = match[0]
        if written in ("s", "S") and match.start() > start and text[match.start() - 1] in "'’":
            continue
        if text.startswith("$", match.end()):
            continue
        found.append(
            Word(_key(written), match.start(), match.end(), written[0].isupper() or written[0] >= _FIRST_CJK)
        )
    return found


@lru_cache(maxsize=20_000)
def _key(written: str) -> str:
    bare = written.replace(".", "")
    if len(bare) > 1 and bare.isupper():
        return f"={fold(bare).upper()}"
    key = fold(bare)
    for american, british in _SPELLING:
        key = key.replace(american, british)
    return key


class Found(NamedTuple, Generic[T]):
    """A phrase that was found: the words ``first`` to before ``last``, and what is kept under it."""

    first: int
    last: int
    value: T


class WordTree(Generic[T]):
    """Phrases, each with a value; ``spaced``: a space may part letters that are written without."""

    def __init__(self, *, spaced: bool = True) -> None:
        self._tree: dict[str, Any] = {}
        self._room = 1 if spaced else 0

    def add(self, phrase: Sequence[str], value: T, *, proper: bool = False) -> None:
        """Keeps a value under the keys of a phrase; the first one kept stays.

        ``proper``: it is found only where it begins with a capital letter.
        """
        node = self._tree
        for key in phrase:
            node = node.setdefault(key, {})
        node.setdefault(_END, (value, proper))

    def find(self, text: Sequence[Word]) -> Iterator[Found[T]]:
        """The phrases in a text, from left to right, none within another."""
        first = 0
        while first < len(text):
            found = self._longest(text, first) if self._step(self._tree, text[first].key) else None
            if found is None:
                first += 1
            else:
                yield found
                first = found.last

    def _longest(self, text: Sequence[Word], first: int) -> Found[T] | None:
        node, last, best = self._tree, first, None
        while last < len(text):
            below = self._step(node, text[last].key)
            if below is None or (last > first and self._is_apart(text, last)):
                break
            node, last = below, last + 1
            kept = node.get(_END)
            if kept is not None and (text[first].capital or not kept[1]):
                best = Found(first, last, kept[0])
        return best

    def _is_apart(self, text: Sequence[Word], at: int) -> bool:
        """Whether too much stands before a letter that needs no space: "한 일본" is not "한일"."""
        return text[at].key >= _FIRST_CJK and text[at].start > text[at - 1].end + self._room

    @staticmethod
    def _step(node: dict[str, Any], key: str) -> dict[str, Any] | None:
        below = node.get(key)
        if below is None and key[:1] == "=":
            below = node.get(key[1:].lower())
        return below
