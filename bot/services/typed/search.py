"""Full-text search that allows for spelling: British or American, names in other languages, misspellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.services.event_view import event_view
from bot.services.inquiry import Inquiry, Links
from bot.services.typed.inflection import forms_of
from bot.services.typed.names import ALIKE, NOISE, SHORT, fold_name, without_noise
from bot.services.typed.persons import in_english, without_office
from storage.rows import StoredRow
from storage.views import Found, Range

WORDS = 5
"""Most words of a text whose misspellings are corrected."""
LOOKED_THROUGH = 200
"""Most titles from which correct words are taken: so many of the newest, and so many that begin alike."""
_ASKS = re.compile(
    r"\s*(?:who|what|when|where|why|how|which|was|were|is|are|did|do|does|has|have)\b", re.IGNORECASE
)
"""The beginning of a question, whose small words no entry need have."""
_BETWEEN = re.compile(r"[\s–-]+")
_BEGUN = 3
"""Letters at the beginning of a misspelt word by which titles with the correct word are searched for."""
_DEFENCE = re.compile(r"defen([cs])(?=e)")
_IZED = re.compile(r"(?<=\w{3})iz(?=e|ing|ation)")
"""The American "iz" in "normalize" and "finalized", for which the record has "is"."""
_CANCELLED = re.compile(
    r"\b(?:cancel(?:l?ed|l?ing|lations?)?|call(?:ing)? off|(?:not|never) signed"
    r"|pull(?:s|ed|ing)? out(?: of)?)\b"
)
"""Words for which the record has "called off"."""


async def search(
    inquiry: Inquiry,
    words: str,
    kinds: Sequence[str],
    *,
    links: Links = (),
    inflected: bool = False,
    limit: int,
    offset: int = 0,
) -> Found:
    """Entries of these kinds, with these links, that have all the words.

    If that finds more, the words are spelt as the record does: British spelling, "called off" for
    "cancelled", persons under their English names and without their offices. In a question, or if nothing is
    found, words such as "when" and "was" are left out; then, if words may be ``inflected``, their other forms
    count too ("renegotiating" finds "renegotiated").
    """

    async def having(typed: str, forms: Mapping[str, Sequence[str]] = {}) -> Found:
        return await inquiry.views.search(
            inquiry.at,
            typed,
            kinds=kinds,
            layer=inquiry.layer,
            links=links,
            forms=forms,
            limit=limit,
            offset=offset,
        )

    asked = " ".join(without_noise(words.split())) if _ASKS.match(words) else ""
    found = await having(asked or words)
    lower = (asked or words).lower()
    respelt = _DEFENCE.sub(lambda spelt: "defen" + ("s" if spelt[1] == "c" else "c"), lower)
    respelt = without_office(in_english(_CANCELLED.sub('"called off"', _IZED.sub("is", respelt))))
    if respelt != lower:
        other = await having(respelt)
        means_otherwise = bool(_CANCELLED.search(lower))  # what is "not signed" may say so of something else
        found = other if other.total - found.total >= (0 if means_otherwise else 1) else found
    bare = " ".join(without_noise(respelt.split()))
    if not found.total and bare != respelt:
        found = await having(bare)
    if found.total or not inflected:
        return found
    return await having(bare, {word: forms_of(word) for word in fold_name(bare).split()})


async def count_having(inquiry: Inquiry, word: str, kinds: tuple[str, ...], links: Links = ()) -> int:
    """How many entries of these kinds, with these links, have the word in any form."""

    async def count() -> int:
        return (await search(inquiry, word, kinds, links=links, inflected=True, limit=1)).total

    return await inquiry.memory.once(("having", word, kinds, links, inquiry.layer), count)


async def correct_spelling(inquiry: Inquiry, words: str, kinds: tuple[str, ...]) -> str:
    """The words with misspelt ones corrected: "yasukini visit" becomes "yasukuni visit".

    A word counts as misspelt if nothing of these kinds has it and the record has a similar one. More than
    ``WORDS`` words are returned as they are.
    """
    pieces = _BETWEEN.split(words.strip())
    right = list(pieces)
    for place, word in enumerate(pieces if len(pieces) <= WORDS else ()):
        folded = fold_name(word)
        if len(folded) < SHORT or folded in NOISE:
            continue
        if not await count_having(inquiry, word, kinds):
            known = await _known_words(inquiry, kinds)
            begun = await search(inquiry, folded[:_BEGUN], ("event",), limit=LOOKED_THROUGH)
            right[place] = _most_similar(folded, known | _title_words(begun.rows)) or word
    return " ".join(right) if right != pieces else words


async def _known_words(inquiry: Inquiry, kinds: tuple[str, ...]) -> set[str]:
    """The words in names of these kinds and in the titles of the newest events."""

    async def collect() -> set[str]:
        of_layer = Range(inquiry.layer)
        newest = await inquiry.views.between(inquiry.at, of_layer, limit=LOOKED_THROUGH, newest_first=True)
        names = (name for thing in inquiry.names.of(kinds) for name in thing.folded)
        return _title_words(newest).union(*map(str.split, names))

    return await inquiry.memory.once(("known words", kinds, inquiry.layer), collect)


def _title_words(rows: Iterable[StoredRow]) -> set[str]:
    return {word for row in rows for word in fold_name(event_view(row).event.title).split()}


def _most_similar(word: str, known: Iterable[str]) -> str:
    """The most similar of the known words; empty if none is similar."""
    # Imported here, because every import slows the start.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    # Compared here: by rounding, extractOne's own cutoff of 0.8 would miss one wrong letter of five.
    best = process.extractOne(word, known, scorer=OSA.normalized_similarity)
    return best[0] if best is not None and best[1] >= ALIKE else ""
