"""Finds the entries that ``/find`` lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Literal, NamedTuple

from msgspec.structs import replace

from bot.domain.dates import read
from bot.domain.entities import AGREEMENT_TYPES, Event
from bot.domain.gists import Gist, decode_gist
from bot.extraction.names.countries import SEATS
from bot.services.answers.find_agreements import MARKS, agreements_described
from bot.services.answers.find_by_source import published_then, said_by, written_by
from bot.services.answers.find_wanted import NOTHING, PAGE, Wanted
from bot.services.answers.status import by_date
from bot.services.event_view import claims_in, event_view
from bot.services.inquiry import Inquiry, Links
from bot.services.typed.events import (
    event_labels,
    events_numbered,
    events_of_time,
    events_titled,
    titled_of_time,
)
from bot.services.typed.inflection import stem
from bot.services.typed.meaning import date_in, split_date, split_parties, split_run
from bot.services.typed.names import ANY_AGREEMENT, FEW, fold_name, links_to, without_noise
from bot.services.typed.persons import in_english
from bot.services.typed.search import search
from bot.services.typed.sorts import Sort, kind_links, pieces_of, sort_of, tells_no_sort
from bot.services.typed.vocabulary import loosely
from storage.ranges import ALL_SPANS, LASTING
from storage.rows import StoredRow
from storage.search import MOST
from storage.views import Found, Range

LITTLE = 25
"""Up to so many hits, entries that have the words in an inflected form are searched for too."""
LOOKED_THROUGH = 1_000
"""Most events of one kind, action or time of which it is asked whether they are of a sort."""
_SOURCES = r"(?:sources?|documents?|papers?|texts?|articles?|authors?)"
_TOLD_BY = re.compile(
    rf"(?:which|what) {_SOURCES}"
    r" (?:say|tell|speak|talk|write|mention|name|discuss|cover)s?(?: of| about| that)? (.+)"
    rf"|{_SOURCES} (?:about|on|for) (.+)",
    re.IGNORECASE,
)
PLACE_WORDS = 3
"""Most words of a place's name."""
_CAPITALS = frozenset(city for cities in SEATS.values() for city in cities)
_PLACING = frozenset({"in", "at", "off", "near"})
_ANY_AGREEMENT = frozenset(map(stem, ANY_AGREEMENT))
_NONE_THEN = Found((), 0, more=False)
"""Nothing, where what was asked for is understood ("polls in 2015"): no other way is tried."""


async def entries(inquiry: Inquiry, wanted: Wanted, offset: int) -> Found:
    """A page of hits for the words; without words, of everything of these kinds and links."""
    if not wanted.words:
        return await _listed(inquiry, wanted, offset)
    for way in WAYS:
        found = await way(inquiry, wanted, offset)
        if found.total or found is _NONE_THEN:
            return found
    return NOTHING


async def _listed(inquiry: Inquiry, wanted: Wanted, offset: int) -> Found:
    """All sources, or the events with these links, newest first."""
    if wanted.kinds == ("source",):
        rows = await inquiry.views.named(inquiry.at, ("source",))
        return Found(rows[offset : offset + PAGE], len(rows), more=False)
    return await _in_range(inquiry, Range(inquiry.layer, links=wanted.links), offset)


async def _in_range(inquiry: Inquiry, what: Range, offset: int) -> Found:
    found = await inquiry.views.between(inquiry.at, what, limit=PAGE, offset=offset, newest_first=True)
    return Found(tuple(found), await inquiry.count(what), more=False)


async def _numbered(inquiry: Inquiry, wanted: Wanted, offset: int) -> Found:
    """The events whose numbers were typed (E-57)."""
    labels = event_labels(wanted.words) if "event" in wanted.kinds else []
    numbered = await events_numbered(inquiry, labels)
    rows = [row for row in numbered if row.row.live and set(wanted.links) <= set(row.row.links)]
    return Found(tuple(rows[offset : offset + PAGE]), len(rows), more=False)


async def _told_by(inquiry: Inquiry, wanted: Wanted, offset: int) -> Found:
    """What sources tell of ("which documents mention TISA"): each entry names its own."""
    asked = _TOLD_BY.fullmatch(wanted.words.rstrip("?？ "))
    return await entries(inquiry, wanted._replace(words=asked[1] or asked[2]), offset) if asked else NOTHING


class _Asked(NamedTuple):
    """A sort of events in a range, and the words that name the sort; ``date`` says how the time was typed."""

    sort: Sort
    within: Range
    words: Sequence[str]
    date: Literal["", "alone", "among words"]


async def _of_a_sort(inquiry: Inquiry, wanted: Wanted, offset: int) -> Found:
    """Events, where the words are a sort of event or a date, alone or with parties.

    Examples are "summits", "North Korean nuclear tests", "treaties signed in 1965", "Japan US 1951" and "what
    happened in 2012". After a sort, what else has the words follows, if that is little; after a date alone,
    agreements and sources that have it.
    """
    asked = _sort_asked(inquiry, wanted.words) if wanted.any_event else None
    if asked is None:
        return NOTHING
    serials, cut = await _of_sort(inquiry, asked.within, asked.sort)
    if (cut and len(serials) < MOST) or not (serials or asked.date):  # if cut, how many there are is unknown
        return NOTHING
    beside = await _beside(inquiry, wanted, asked, some=bool(serials))
    told = [word for word in asked.words if stem(fold_name(word)) not in _ANY_AGREEMENT]
    named = await _named(inquiry, wanted) if asked.date and told else ()
    serials = list(dict.fromkeys((*(row.serial for row in named), *serials, *(row.serial for row in beside))))
    if not serials:
        return _NONE_THEN if asked.date and asked.sort.kinds else NOTHING
    rows = await inquiry.views.rows(serials[offset : offset + PAGE])
    return Found(rows, len(serials), more=cut)


async def _of_a_sort_somewhere(inquiry: Inquiry, wanted: Wanted, offset: int) -> Found:
    """Events of a sort that a source places where the words say: "meetings in Singapore in 2016".

    The name of a party is no place, unless it is a capital: "polls in Japan" may be of Japan.
    """
    pieces = [piece.strip(MARKS) for piece in wanted.words.split()]
    for at in (at for at, piece in enumerate(pieces) if piece.lower() in _PLACING and wanted.any_event):
        for end in range(min(at + 1 + PLACE_WORDS, len(pieces)), at + 1, -1):
            place = " ".join(pieces[at + 1 : end])
            if inquiry.names.parties(place) and place.title() not in _CAPITALS:
                break
            if any(map(str.isdigit, place)) or not without_noise(pieces[at + 1 : end]):  # "in the 1990s"
                continue
            asked = _sort_asked(inquiry, " ".join(pieces[:at] + pieces[end:]), narrowed=True)
            placed = await _placed(inquiry, place) if asked is not None else ()
            if asked is None or not placed:
                continue
            serials, cut = await _of_sort(inquiry, asked.within, asked.sort)
            there = [serial for serial in serials if serial in placed]
            if there and not cut:
                rows = await inquiry.views.rows(there[offset : offset + PAGE])
                return Found(rows, len(there), more=False)
    return NOTHING


async def _placed(inquiry: Inquiry, place: str) -> frozenset[int]:
    """The serials of the events of which a source, or the title, says that they were at a place."""
    found = await search(inquiry, place, ("event",), limit=LOOKED_THROUGH)
    name = f" {fold_name(in_english(place))} "

    def was_there(event: Event) -> bool:
        said = (claim.place for claim in claims_in(event, inquiry.layer))
        return f" in{name}" in f" {fold_name(event.title)} " or any(
            name in f" {fold_name(at)} " for at in said
        )

    return frozenset(row.serial for row in found.rows if was_there(event_view(row).event))


def _sort_asked(inquiry: Inquiry, words: str, *, narrowed: bool = False) -> _Asked | None:
    """The sort of events that the words ask for, and the time; None if they ask for something else.

    A sort of which there are too many to list without a date is none, unless it is ``narrowed`` otherwise.
    """
    typed: Literal["", "alone", "among words"] = "alone"
    others: list[str] = []
    date = date_in(words, inquiry.asker.today)
    if date is None:
        date, others = split_date(" ".join(pieces_of(words)), inquiry.asker.today)
        typed = "among words" if date is not None else ""
    parties, rest = split_parties(without_noise(others), inquiry)
    within = Range(inquiry.layer, links=tuple(("party", party) for party in sorted(parties)))
    if date is not None:
        within = replace(within, low=date.low, high=date.high, ongoing=False)
        if tells_no_sort(rest):
            return _Asked(Sort(), within, (), typed)
    elif narrowed and tells_no_sort(rest):
        return _Asked(Sort(), within, (), typed)
    sort = sort_of(rest) if rest else None
    # What some parties signed is asked for whatever became of it; other actions ask how things stand today.
    is_signing = sort is not None and "signed" in sort.actions and len(parties) > 1
    few_enough = sort is not None and (narrowed or date is not None or sort.lists or is_signing)
    return _Asked(sort, within, rest, typed) if sort is not None and few_enough else None


async def _beside(inquiry: Inquiry, wanted: Wanted, asked: _Asked, *, some: bool) -> Sequence[StoredRow]:
    """What else has the words; ``some`` says whether there are events of the sort."""
    if asked.date == "among words":
        if not asked.words:
            return ()
        told = await (titled_of_time if some else events_of_time)(inquiry, wanted.words)
        return await inquiry.views.get_many(inquiry.at, "event", [one.event.id for one in told])
    kinds = [kind for kind in wanted.kinds if not asked.date or kind != "event"]
    having = await search(inquiry, wanted.words, kinds, limit=LITTLE)
    return having.rows if having.total <= LITTLE else ()


async def _named(inquiry: Inquiry, wanted: Wanted) -> Sequence[StoredRow]:
    """The agreements that the words name, if they are few: "1997 guidelines"."""
    named = inquiry.names.fitting(wanted.words, ("agreement",)) if "agreement" in wanted.kinds else ()
    return await inquiry.views.get_many(inquiry.at, "agreement", [a.id for a in named if len(named) <= FEW])


async def _of_sort(inquiry: Inquiry, then: Range, sort: Sort) -> tuple[list[int], bool]:
    """The serials of the events of a sort in a range, newest first, and whether there may be more.

    An event whose dates contradict is in the range if one of them is.
    """
    gists: dict[int, Gist] = {}
    cut = False
    for links in sort.links():
        what = replace(then, links=(*then.links, *links))
        found = await inquiry.views.gists_between(inquiry.at, what, limit=LOOKED_THROUGH, newest_first=True)
        gists |= {one.serial: decode_gist(one.gist) for one in found}
        cut = cut or len(found) == LOOKED_THROUGH
        if not what.ongoing:
            every = replace(what, ongoing=True, spans=ALL_SPANS[LASTING:])
            lasting = await inquiry.views.gists_between(
                inquiry.at, every, limit=LOOKED_THROUGH, newest_first=True
            )
            for serial, gist in ((one.serial, decode_gist(one.gist)) for one in lasting):
                when = gist.when(inquiry.layer)
                if when is not None and when.contested_between(what.low, what.high):
                    gists[serial] = gist
    place = by_date(inquiry.layer)
    fitting = [serial for serial, gist in gists.items() if sort.includes(gist, inquiry)]
    return sorted(fitting, key=lambda serial: place(gists[serial]), reverse=True), cut


async def _of_a_period(inquiry: Inquiry, wanted: Wanted, offset: int) -> Found:
    """The events of a period that have the other words, the newest first: "GSOMIA before 2012"."""
    date, others = split_date(wanted.words, inquiry.asker.today)
    is_period = date is not None and (date.open_start or date.open_end or date.start is not None)
    if not wanted.any_event or not others or not is_period:
        return NOTHING
    told = await events_of_time(inquiry, wanted.words)
    dated = [(when.low if (when := one.dated(inquiry.layer).date) else 0, one.event.id) for one in told]
    ids = [id for _, id in sorted(dated, reverse=True)]
    rows = await inquiry.views.get_many(inquiry.at, "event", ids[offset : offset + PAGE])
    return Found(rows, len(ids), more=False)


async def _having_all(inquiry: Inquiry, wanted: Wanted, offset: int) -> Found:
    """The entries that have all the words.

    Agreements that the words name come first, if they are few. If there are few hits, events are added that
    have the words inflected in their titles, or are of a date among them and have the others, and agreements
    that the words name: with their status if there are no such events, with their type if the words are
    nothing else, or in an inflected form.
    """
    words, kinds, links = wanted
    first: list[StoredRow] = []
    fitting = inquiry.names.fitting(words, ("agreement",))
    called = {thing.id for thing in fitting if inquiry.names.has_words(thing, words)}
    if called and len(fitting) <= PAGE and "agreement" in kinds:
        agreements = await search(inquiry, words, ("agreement",), links=links, limit=PAGE)
        first = [row for row in agreements.rows if row.row.id in called]
    limit = offset + PAGE
    found = await search(inquiry, words, kinds, links=links, limit=limit)
    total = found.total
    if total <= LITTLE:
        if total > limit:
            found = await search(inquiry, words, kinds, links=links, limit=LITTLE)
        others: list[StoredRow] = []
        if total and wanted.any_event:
            told = [*await events_of_time(inquiry, words), *await events_titled(inquiry, words)]
            ids = list(dict.fromkeys(one.event.id for one in told))
            others += await inquiry.views.get_many(inquiry.at, "event", ids)
        if "agreement" in kinds and (not others or loosely(words, AGREEMENT_TYPES)):
            others = [*await agreements_described(inquiry, words, links), *others]
        elif "agreement" in kinds and not first:
            typed = fold_name(words)
            stems = " ".join(map(stem, typed.split()))
            fitting = inquiry.names.fitting(stems, ("agreement",)) if stems != typed else ()
            ids = [thing.id for thing in fitting]
            named = await inquiry.views.get_many(inquiry.at, "agreement", ids)
            others = [*(row for row in named if set(links) <= set(row.row.links)), *others]
        first += [row for row in others if row not in first]
        # Agreements that the words name may have been found by fewer of the words than all else.
        total += sum(row not in found.rows for row in first)
    rows = [*first, *(row for row in found.rows if row not in first)]
    return Found(tuple(rows[offset:limit]), total, found.more)


async def _linked_to_named(inquiry: Inquiry, wanted: Wanted, offset: int) -> Found:
    """The hits where words name parties or an agreement.

    If all words name parties ("日本 韓国"): the events in which all of these take part. If only some name
    parties, an agreement or a kind of event ("Japan ACSA", "military intelligence pact signed", "Genron poll
    2016"): the hits for the other words among what is linked to those.
    """
    if wanted.links:
        return NOTHING
    of_all = links_to(inquiry.names.parties(wanted.words))
    if len(of_all) > 1 and wanted.any_event:
        return await _in_range(inquiry, Range(inquiry.layer, links=of_all), offset)
    pieces = without_noise(wanted.words.split())
    parties, others = split_parties(pieces, inquiry)
    agreement, rest = split_run(pieces, partial(inquiry.names.exact, kinds=("agreement",)))
    kind, beside = split_run(pieces, kind_links)
    for links, left in (
        (tuple(("party", id) for id in parties), others),
        (links_to(agreement or ()), rest),
        (kind or (), beside),
    ):
        if links and left:
            words = " ".join(left)
            found = await search(inquiry, words, wanted.kinds, links=links, limit=PAGE, offset=offset)
            if not found.total and wanted.any_event:
                found = await _of_time_linked(inquiry, words, links, offset)
            if found.total:
                return found
    return NOTHING


async def _of_time_linked(inquiry: Inquiry, words: str, links: Links, offset: int) -> Found:
    """The events with these links of the time among the words that have the other words."""
    ids = [one.event.id for one in await events_of_time(inquiry, words)]
    rows = await inquiry.views.get_many(inquiry.at, "event", ids)
    linked = [row for row in rows if set(links) <= set(row.row.links)]
    return Found(tuple(linked[offset : offset + PAGE]), len(linked), more=False)


async def _of_its_time(inquiry: Inquiry, wanted: Wanted, offset: int) -> Found:
    """The events of a time, where the words are a date; where they contain one, those with the others."""
    if not wanted.any_event:
        return NOTHING
    dates = read(wanted.words, today=inquiry.asker.today)
    if len(dates) == 1:
        date = dates[0].date
        return await _in_range(inquiry, Range(inquiry.layer, date.low, date.high, ongoing=False), offset)
    ids = [one.event.id for one in await events_of_time(inquiry, wanted.words)]
    rows = await inquiry.views.get_many(inquiry.at, "event", ids[offset : offset + PAGE])
    return Found(rows, len(ids), more=False)


async def _formerly_called(inquiry: Inquiry, wanted: Wanted, offset: int) -> Found:
    """Events that once had the words as their title."""
    if not wanted.any_event:
        return NOTHING
    rows = await inquiry.views.by_former_name(inquiry.at, "event", wanted.words)
    return Found(rows[offset : offset + PAGE], len(rows), more=False)


async def _in_any_form(inquiry: Inquiry, wanted: Wanted, offset: int) -> Found:
    """The entries that have all the words, in whatever form: "renegotiating" for "renegotiated"."""
    words, kinds, links = wanted
    return await search(inquiry, words, kinds, links=links, inflected=True, limit=PAGE, offset=offset)


WAYS = (
    _numbered,
    partial(written_by, limit=PAGE),
    partial(said_by, limit=PAGE),
    _told_by,
    _of_a_sort_somewhere,
    _of_a_sort,
    _of_a_period,
    _having_all,
    _linked_to_named,
    partial(published_then, limit=PAGE),
    _of_its_time,
    _formerly_called,
    _in_any_form,
)
"""The ways in which words are understood, tried in this order until one finds something."""
