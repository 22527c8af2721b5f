"""What has all of a few words, as they are typed or as the record spells them; slips of typing put right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.services.event_view import event_view
from bot.services.inquiry import Inquiry, Links
from bot.services.typed.names import ALIKE, NOISE, SHORT, fold_name, without_noise
from bot.services.typed.persons import in_english
from storage.views import Found, Range

WORDS = 5
"""Most words that are looked at one by one."""
LOOKED_THROUGH = 200
"""Most titles in which a word is looked for that may have been meant, of those that begin alike and of the
newest."""
_BETWEEN = re.compile(r"[\s–-]+")
_BEGUN = 3
"""Letters in which such a word begins as it was typed, in a title that is not among the newest."""
_DEFENCE = re.compile(r"defen([cs])(?=e)")
_IZED = re.compile(r"(?<=\w{3})iz(?=e|ing|ation)")
"""What American spelling has in "normalize", and "finalized": the record writes it with an s."""
_CANCELLED = re.compile(r"\bcancel(?:l?ed|l?ing|lation)?\b")
"""What the record has as "called off"."""


async def search(
    inquiry: Inquiry,
    words: str,
    kinds: Sequence[str],
    *,
    links: Links = (),
    limit: int,
    offset: int = 0,
) -> Found:
    """What has all these words, as typed or, if that finds more, with the other spelling of "defence" and
    "normalise", "called off" for "cancelled" and persons under their English names; if nothing has, without
    the words that tell nothing apart ("when was GSOMIA signed")."""

    async def having(typed: str) -> Found:
        return await inquiry.views.search(
            inquiry.at, typed, kinds=kinds, layer=inquiry.layer, links=links, limit=limit, offset=offset
        )

    found = await having(words)
    respelt = _DEFENCE.sub(lambda spelt: "defen" + ("s" if spelt[1] == "c" else "c"), words.lower())
    respelt = in_english(_CANCELLED.sub('"called off"', _IZED.sub("is", respelt)))
    if respelt != words.lower():
        other = await having(respelt)
        found = other if other.total > found.total else found
    bare = " ".join(without_noise(respelt.split()))
    return found if found.total or bare == respelt else await having(bare)


async def put_right(inquiry: Inquiry, words: str, kinds: tuple[str, ...]) -> str:
    """The words with those that nothing of these kinds has taken for slips: "yasukini visit" as "yasukuni
    visit"; as they are, if they are many or nothing is like them."""
    pieces = _BETWEEN.split(words.strip())
    right = list(pieces)
    for place, word in enumerate(pieces if len(pieces) <= WORDS else ()):
        if fold_name(word) not in NOISE and not (await search(inquiry, word, kinds, limit=1)).total:
            right[place] = await _nearest_word(inquiry, fold_name(word), kinds) or word
    return " ".join(right) if right != pieces else words


async def _nearest_word(inquiry: Inquiry, word: str, kinds: tuple[str, ...]) -> str:
    """The word most like it in a name of these kinds or in the title of an event; "" if none is like it."""
    # Only here, as where names are compared: a start waits for every import.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(word) < SHORT:
        return ""
    begun = await search(inquiry, word[:_BEGUN], ("event",), limit=LOOKED_THROUGH)
    newest = await inquiry.views.between(
        inquiry.at, Range(inquiry.layer), limit=LOOKED_THROUGH, newest_first=True
    )
    titles = [fold_name(event_view(row).event.title) for row in (*begun.rows, *newest)]
    names = [name for thing in inquiry.names.of(kinds) for name in thing.folded]
    known = {one for name in (*titles, *names) for one in name.split()}
    # Not by its own cut-off, which misses one wrong letter of five: as a difference 0.2 is a little too much.
    best = process.extractOne(word, known, scorer=OSA.normalized_similarity)
    return best[0] if best is not None and best[1] >= ALIKE else ""
