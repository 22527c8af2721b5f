"""Quotes the passages of stored papers that claims rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from bot.domain.codec import decode_state
from bot.domain.entities import Claim, Source
from bot.extraction.text.clean import clean
from storage.documents import Documents
from storage.rows import CORPUS
from storage.views import At, Views

LONGEST = 300
"""Most characters that are quoted for a claim."""
_BROKEN = re.compile(r"[-‐]\s*\n|\f")
"""A word that is hyphenated at the end of a line, or a page break."""
_AROUND = 5_000
"""Characters before and after a passage that are read to find out what its layout added."""


async def quotations(
    views: Views, documents: Documents, at: At, claims: Iterable[Claim]
) -> Mapping[str, str]:
    """The passages that claims rest on, by claim id, from texts of the scope's papers or of the operator's.

    Claims whose sources are not stored are left out.
    """
    placed = [claim for claim in claims if claim.start is not None and claim.end is not None]
    rows = await views.get_many(at, "source", tuple(dict.fromkeys(claim.source for claim in placed)))
    files = {row.row.id: decode_state(Source, row.row.state).sha256 for row in rows}
    found: dict[str, str] = {}
    for claim in placed:
        for owner in dict.fromkeys((at.scope, CORPUS)):
            passage = await _passage(documents, owner, files.get(claim.source, ""), claim)
            if passage:
                found.setdefault(claim.id, passage)
    return found


async def legible(documents: Documents, scope: str, sha256: str, *places: int) -> tuple[str, ...] | None:
    """The pieces of a text between successive offsets, without hyphens and page furniture of its layout.

    None if the text is not stored.
    """
    start, end = places[0], places[-1]
    text = await documents.passage(scope, sha256, start, end)
    if text is not None and _BROKEN.search(text):
        start = max(start - _AROUND, 0)
        text = await documents.passage(scope, sha256, start, end + _AROUND)
    if text is None:
        return None
    cleaned = clean(text)
    spans = [(first - start, last - start) for first, last in pairwise(places)]
    return tuple(cleaned.within(*span) or text[slice(*span)] for span in spans)


async def _passage(documents: Documents, owner: str | None, sha256: str, claim: Claim) -> str | None:
    if owner is None or not sha256 or claim.start is None or claim.end is None:
        return None
    text = await legible(documents, owner, sha256, claim.start, min(claim.end, claim.start + 2 * LONGEST))
    if text is None:
        return None
    line = " ".join(text[0].split())
    return line if len(line) <= LONGEST else line[: LONGEST - 2].rsplit(" ", 1)[0] + " …"
