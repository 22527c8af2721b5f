"""``/source``: who wrote one source, when as far as known, and what it says here."""

from __future__ import annotations

from msgspec.structs import replace

from bot.domain.answers import Answer, SourceAnswer
from bot.domain.codec import decode_state
from bot.domain.entities import Source
from bot.domain.questions import Choose, Refusal
from bot.services.event_view import EventView, date_or_none, event_view
from bot.services.inquiry import Inquiry
from bot.services.typed.meaning import resolve_named
from storage.views import Range

ENTRIES = 5


async def source(inquiry: Inquiry) -> Answer:
    """One source: who wrote it, when as far as known, and what it says here."""
    typed = inquiry.option("name")
    found = resolve_named(inquiry, typed, "source", "name")
    if isinstance(found, Refusal | Choose):
        return found
    row = await inquiry.views.get(inquiry.at, "source", found.id)
    if row is None:
        return inquiry.refuse("unknown_name", typed=typed)
    state = decode_state(Source, row.row.state)
    what = Range("all", links=(("source", state.id),))
    page = inquiry.paging(await inquiry.count(what), ENTRIES)
    rows = await inquiry.views.between(inquiry.at, what, limit=ENTRIES, offset=(page.page - 1) * ENTRIES)
    shown = [_by(event_view(row), state.id) for row in rows]
    notes = await inquiry.footnotes(shown)
    return SourceAnswer(
        question=inquiry.question,
        source=state if state.reviewed else replace(state, url=""),
        date=date_or_none(state.date),
        entries=tuple(notes.entry(one, "all") for one in shown),
        footnotes=notes.footnotes,
        paging=page,
        own=found.own,
    )


def _by(found: EventView, source_id: str) -> EventView:
    """The event with the claims of this one source alone."""
    claims = tuple(claim for claim in found.event.claims if claim.source == source_id)
    return EventView(replace(found.event, claims=claims, preferred=None), found.scope, found.position)
