"""What an answer says about its own limits: what is disputed or unknown, and how far the record reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from bot.domain.entities import Agreement
from bot.domain.entries import Doubt, Horizon
from bot.domain.gists import Gist, When
from bot.domain.questions import Layer
from bot.services.event_view import EventView, claims_in, event_view
from bot.services.footnotes import Footnotes
from bot.services.inquiry import Inquiry
from storage.ranges import ALL_SPANS, LASTING
from storage.rows import StoredGist
from storage.views import Range

DOUBTS = 3
"""Most events about which an answer says what is in doubt."""
LASTING_LIMIT = 60
"""Most events that last for years of which it is asked whether they may have begun in a time."""


async def lasting_in(inquiry: Inquiry, what: Range) -> tuple[StoredGist, ...]:
    """Of the events that lasted for years and in the days of a range, the ``LASTING_LIMIT`` begun last.

    The latest comes first. If so many are given, there may be more.
    """
    lasting = replace(what, ongoing=True, spans=ALL_SPANS[LASTING:])
    return await inquiry.views.gists_between(inquiry.at, lasting, limit=LASTING_LIMIT, newest_first=True)


def doubtful(events: Sequence[Gist], inquiry: Inquiry, bearing: Mapping[str, int]) -> list[Gist]:
    """The ``DOUBTS`` most important of the events that have a note of doubt, or whose dates are contested.

    Contested ones, heavy ones and those that the status rests on (``bearing``, from ``bearing_on``) come
    first.
    """

    def contested(gist: Gist) -> bool:
        when = gist.when(inquiry.layer)
        return when is not None and when.contested

    def importance(gist: Gist) -> int:
        return gist.weight + 3 * contested(gist) + bearing.get(gist.id, 0)

    found = [gist for gist in events if gist.noted or contested(gist)]
    return sorted(found, key=importance, reverse=True)[:DOUBTS]


def doubts_of(
    state: Agreement | None,
    doubted: Sequence[Gist],
    views: Mapping[str, EventView],
    inquiry: Inquiry,
    notes: Footnotes,
) -> tuple[Doubt, ...]:
    """What is disputed or unknown, in the record's words: about the agreement itself, then about the
    events."""
    doubts = [Doubt("silent", state.note)] if state is not None and state.note else []
    for found in (views[gist.id] for gist in doubted if gist.id in views):
        contested = found.dated(inquiry.layer).contested
        claims = claims_in(found.event, inquiry.layer)
        by_documents = claims_in(found.event, "documents")
        numbers = notes.numbers(claim.source for claim in (claims if contested else by_documents or claims))
        if found.event.note:
            note, title = found.event.note, found.event.title
            doubts.append(Doubt("disputed" if contested else "unsure", note, numbers, title))
        else:
            doubts.append(Doubt("dates", found.event.title, numbers))
    return tuple(doubts)


def reached_by(events: Sequence[Gist], inquiry: Inquiry, acting: Sequence[Gist]) -> list[Gist]:
    """The events that ``horizon_of`` needs among its ``views``.

    These are the newest event, if its sources contradict each other, and the first of ``acting``.
    """
    newest = newest_of(events, inquiry.layer)
    return [*([newest[0]] if newest is not None and newest[1].contested else ()), *acting[:1]]


def horizon_of(
    events: Sequence[Gist], inquiry: Inquiry, views: Mapping[str, EventView], acting: Sequence[Gist]
) -> Horizon:
    """From when to when the record tells of these events, by all sources and by the documents alone.

    It begins with the first of ``acting``, the events that did something to the agreement asked about, oldest
    first; without any, it is not said when it begins.
    """
    newest = newest_of(events, inquiry.layer)
    latest = newest[1].date if newest is not None else None
    beyond = inquiry.layer == "all" and any(gist.referenced for gist in events)
    documented_end = newest_of(events, "documents") if beyond else newest
    documents = documented_end[1].date if documented_end is not None else None
    first = acting[0] if acting else None
    documented = first.when("documents") if first is not None else None
    when = documented or (first.when(inquiry.layer) if first is not None else None)
    claims = (
        claims_in(views[first.id].event, inquiry.layer) if first is not None and first.id in views else ()
    )
    return Horizon(
        latest,
        documents,
        reference=beyond and latest != documents,
        earliest=when.date if when else None,
        earliest_words=next((one.words for one in claims if when and one.date == when.edtf), ""),
        earliest_by_reference=first is not None and documented is None,
        contested=tuple(views[newest[0].id].contradicting(inquiry.layer))
        if newest is not None and newest[1].contested and newest[0].id in views
        else (),
    )


def newest_of(events: Iterable[Gist], layer: Layer) -> tuple[Gist, When] | None:
    """The event with the newest leading date, with that date; None if none is dated.

    Dates are compared by their first day, so that a bare year is not newer than a day in it; intervals by
    their end, open-ended ones by their beginning.
    """
    dated = [(gist, when) for gist in events if (when := gist.when(layer)) is not None]
    return max(dated, key=lambda one: _newness(one[1]), default=None)


def _newness(when: When) -> tuple[int, int]:
    if when.plain:
        return when.low, -when.high
    date = when.date
    return (date.end.low if date.end is not None else date.low), -date.high


async def horizon(inquiry: Inquiry) -> Horizon:
    """How far the whole record reaches, by all sources and by the documents alone."""
    newest, documented = await _newest(inquiry, inquiry.layer), await _newest(inquiry, "documents")
    latest = newest.dated(inquiry.layer).date if newest is not None else None
    by_documents = documented.dated("documents").date if documented is not None else None
    contested = newest.contradicting(inquiry.layer) if newest is not None else ()
    return Horizon(latest, by_documents, reference=latest != by_documents, contested=contested)


async def _newest(inquiry: Inquiry, layer: Layer) -> EventView | None:
    """The newest event of a layer of sources."""
    row = await inquiry.memory.once(("latest", layer), lambda: inquiry.views.latest(inquiry.at, layer))
    return event_view(row) if row is not None else None
