"""``/source``: who wrote one source, when as far as known, and what it says here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bot.domain.answers import Answer, SourceAnswer
from bot.domain.codec import decode_state
from bot.domain.dates import HistoricalDate, read
from bot.domain.entities import Source
from bot.domain.questions import Choose, Refusal
from bot.services.answers.find_by_source import sources_of_time
from bot.services.event_view import EventView, date_or_none, event_view
from bot.services.inquiry import Inquiry
from bot.services.typed.meaning import OFFERED, one_of, resolve_named, suggested
from bot.services.typed.names import Match, Named
from bot.services.typed.search import search
from storage.rows import StoredRow
from storage.views import Range

ENTRIES = 5
_NOTED = re.compile(r"(?:\[\d+\] )?(?P<label>.+?)(?: \([^()]*\))*(?:,? (?:undated|(?P<date>[\d.]*\d{4})))?")
"""A source as footnotes name it: a label, what must be said with it, and its date."""
_NUMBER = re.compile(r"\[\d+\]|\d{1,2}")
"""The number of a footnote alone."""


async def source(inquiry: Inquiry) -> Answer:
    """One source: who wrote it, when as far as known, and what it says here."""
    typed = inquiry.option("name")
    if _NUMBER.fullmatch(typed):
        return inquiry.refuse("footnote_number", typed=typed)
    found = resolve_named(inquiry, typed, "source", "name")
    if isinstance(found, Refusal):
        found = await _as_in_a_footnote(inquiry, typed) or await _told_of(inquiry, typed) or found
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


async def _as_in_a_footnote(inquiry: Inquiry, typed: str) -> Named | Choose | None:
    """The source that a footnote names by its label and date: "Yonhap 29.6.2012", "Murphy, undated".

    Of a month or year ("Yonhap 2019"), those of that time.
    """
    noted = _NOTED.fullmatch(typed)
    if noted is None:
        return None
    named = inquiry.names.match(noted["label"], ("source",)).found
    dates = [one.date for one in read(noted["date"] or "", today=inquiry.asker.today)]
    rows = await inquiry.views.get_many(inquiry.at, "source", [one.id for one in named]) if dates else ()
    sources = (decode_state(Source, row.row.state) for row in rows)
    of_then = {one.id for one in sources if (when := date_or_none(one.date)) and _is_within(when, dates)}
    fitting = [one for one in named if one.id in of_then or not dates]
    found = one_of(inquiry, typed, Match(tuple(fitting)), "name")
    return None if isinstance(found, Refusal) else found


async def _told_of(inquiry: Inquiry, typed: str) -> Choose | None:
    """The few sources of that time, or whose author, publisher or note has the words: "EASSC", "May 2016"."""
    rows: Sequence[StoredRow] = await sources_of_time(inquiry, typed)
    if not rows:
        rows = (await search(inquiry, typed, ("source",), limit=OFFERED + 1)).rows
    named = [one for row in rows if (one := inquiry.names.get("source", row.row.id)) is not None]
    if not 0 < len(named) <= OFFERED:
        return None
    offered = suggested(named, lambda one: inquiry.question.asking(name=one.unique))
    return Choose(inquiry.question, typed, "name", offered)


def _is_within(when: HistoricalDate, times: Iterable[HistoricalDate]) -> bool:
    return any(time.low <= when.low and when.high <= time.high for time in times)


def _by(found: EventView, source_id: str) -> EventView:
    """The event with the claims of this one source alone."""
    claims = tuple(claim for claim in found.event.claims if claim.source == source_id)
    return EventView(replace(found.event, claims=claims, preferred=None), found.scope, found.position)
