"""What a claim rests on in its source's own words, from the text that its scope or the operator holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.domain.codec import decode_state
from bot.domain.entities import Claim, Source
from storage.documents import Documents
from storage.rows import CORPUS
from storage.views import At, Views

LONGEST = 300
"""Most characters of a source that are quoted for a claim."""


async def quotations(
    views: Views, documents: Documents, at: At, claims: Iterable[Claim]
) -> Mapping[str, str]:
    """The passages that claims rest on, by the claims' ids; those of which no text is held are left out."""
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


async def _passage(documents: Documents, owner: str | None, sha256: str, claim: Claim) -> str | None:
    if owner is None or not sha256 or claim.start is None or claim.end is None:
        return None
    text = await documents.passage(owner, sha256, claim.start, min(claim.end, claim.start + 2 * LONGEST))
    if text is None:
        return None
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 2].rsplit(" ", 1)[0] + " …"
