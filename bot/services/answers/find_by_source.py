"""The ways in which ``/find`` understands words that name a source, its author, or when it was published."""

from __future__ import annotations

import re

from bot.domain.codec import decode_state
from bot.domain.dates import read
from bot.domain.entities import Source
from bot.services.answers.find_wanted import NOTHING, Wanted
from bot.services.event_view import date_or_none
from bot.services.inquiry import Inquiry, Links
from bot.services.typed.names import FEW, links_to
from bot.services.typed.search import search
from storage.rows import StoredRow
from storage.views import Found, Range

_WRITTEN_BY = re.compile(
    r"(?:the |all )?(?:sources?|documents?|papers?|works?|writings?|texts?|articles?|essays?|publications?)"
    r" (?:by|of|from) (.+)|what (?:did|does|has) (.+) (?:write|written|publish|published)\??",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    r"(?:what (?:does|did|do) )?(.+?) (?:says?|said|writes?|wrote) (?:about|of|on) (.+?)\??", re.IGNORECASE
)
_MOST = 200
"""Most events of one source that are looked through for what it says about a thing."""


async def written_by(inquiry: Inquiry, wanted: Wanted, offset: int, limit: int) -> Found:
    """The sources of a person or house: "papers by Nishino"."""
    asked = _WRITTEN_BY.fullmatch(wanted.words)
    if asked is None or "source" not in wanted.kinds:
        return NOTHING
    return await search(inquiry, asked[1] or asked[2], ("source",), limit=limit, offset=offset)


async def said_by(inquiry: Inquiry, wanted: Wanted, offset: int, limit: int) -> Found:
    """What a source says about a thing: "what does Murphy say about ACSA".

    What of it has the words; or else what belongs to the agreement, theme or parties that they name.
    """
    asked = _SAID_BY.fullmatch(wanted.words.strip())
    sources = inquiry.names.fitting(asked[1], ("source",)) if asked is not None else ()
    if asked is None or not wanted.any_event or not 0 < len(sources) <= FEW:
        return NOTHING
    about = inquiry.names.exact(asked[2], ("agreement", "theme")) or inquiry.names.parties(asked[2])
    for words, links in ((asked[2], ()), ("", links_to(about))):
        rows = await _of_sources(inquiry, words, links, [one.id for one in sources])
        if rows:
            return Found(tuple(rows[offset : offset + limit]), len(rows), more=False)
    return NOTHING


async def _of_sources(inquiry: Inquiry, words: str, links: Links, sources: list[str]) -> list[StoredRow]:
    """The events with these words and links of which one of the sources tells."""
    rows: dict[int, StoredRow] = {}
    for linked in ((*links, ("source", id)) for id in sources if words or links):
        if words:
            found = (await search(inquiry, words, ("event",), links=linked, limit=_MOST)).rows
        else:
            what = Range(inquiry.layer, links=linked)
            found = await inquiry.views.between(inquiry.at, what, limit=_MOST, newest_first=True)
        rows |= {row.serial: row for row in found}
    return list(rows.values())


async def published_then(inquiry: Inquiry, wanted: Wanted, offset: int, limit: int) -> Found:
    """The sources of a time, where only sources are looked for: "2019"."""
    if wanted.kinds != ("source",):
        return NOTHING
    rows = await sources_of_time(inquiry, wanted.words)
    return Found(tuple(rows[offset : offset + limit]), len(rows), more=False)


async def sources_of_time(inquiry: Inquiry, typed: str) -> list[StoredRow]:
    """The sources that were surely published at the time that a text is; none if it is no single time."""
    times = [one.date for one in read(typed, today=inquiry.asker.today)]
    if len(times) != 1:
        return []
    time, rows = times[0], await inquiry.views.named(inquiry.at, ("source",))
    dated = ((row, date_or_none(decode_state(Source, row.row.state).date)) for row in rows)
    return [row for row, date in dated if date and time.low <= date.low and date.high <= time.high]
