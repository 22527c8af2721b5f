"""How far the whole record reaches: what answers about everything end with."""

from __future__ import annotations

from bot.domain.entries import Horizon
from bot.domain.questions import Layer
from bot.services.inquiry import Inquiry
from bot.services.told import Told, told


async def horizon(inquiry: Inquiry) -> Horizon:
    """How far the whole record reaches, by all sources and by the documents alone."""
    newest, documented = await _newest(inquiry, inquiry.layer), await _newest(inquiry, "documents")
    latest = newest.dated(inquiry.layer).date if newest is not None else None
    by_documents = documented.dated("documents").date if documented is not None else None
    contested = newest.contradicting(inquiry.layer) if newest is not None else ()
    return Horizon(latest, by_documents, reference=latest != by_documents, contested=contested)


async def _newest(inquiry: Inquiry, layer: Layer) -> Told | None:
    """The newest entry of a layer of sources."""
    row = await inquiry.memory.once(("latest", layer), lambda: inquiry.views.latest(inquiry.at, layer))
    return told(row) if row is not None else None
