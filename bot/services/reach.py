"""How far the whole record reaches: what answers about everything end with."""

from __future__ import annotations

from bot.domain.dates import HistoricalDate
from bot.domain.entries import Horizon
from bot.domain.questions import Layer
from bot.services.inquiry import Inquiry
from bot.services.told import told


async def horizon(inquiry: Inquiry) -> Horizon:
    """How far the whole record reaches, by all sources and by the documents alone."""
    latest, by_documents = await _latest(inquiry, inquiry.layer), await _latest(inquiry, "documents")
    return Horizon(latest, by_documents, reference=latest != by_documents)


async def _latest(inquiry: Inquiry, layer: Layer) -> HistoricalDate | None:
    """The date of the newest entry of a layer of sources."""
    row = await inquiry.memory.once(("latest", layer), lambda: inquiry.views.latest(inquiry.at, layer))
    return told(row).dated(layer).date if row is not None else None
