"""``/find``: events, agreements and sources by words; agreements by party, type and status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from bot.domain.answers import Answer, FindAnswer, Hit
from bot.domain.codec import decode_state
from bot.domain.entities import AGREEMENT_TYPES, Agreement
from bot.domain.entries import Paging
from bot.domain.facts import Fact, Term, terms
from bot.domain.questions import Suggestion
from bot.services.agreements import (
    Stands,
    stands_on,
    status_words_on,
)
from bot.services.event import events_by_some_words, events_titled
from bot.services.footnotes import Footnotes
from bot.services.inquiry import Inquiry, Links, choose_or_refuse, refuse, search
from bot.services.meaning import parties_apart, taken_out
from bot.services.naming import Match, telling
from bot.services.reach import horizon
from bot.services.spelling import put_right
from bot.services.told import Told, told
from bot.services.vocabulary import STATUSES, exactly, loosely
from storage.rows import StoredRow
from storage.views import Range

PAGE = 6
EVERY_KIND = ("agreement", "event", "source", "theme")
LITTLE = 25
"""So few finds do not hide what has the words in another form."""
WORDS = 5
"""Most single words that are offered where nothing has all of them."""
VOCABULARIES = {"what": ("events", "agreements", "sources"), "status": STATUSES, "type": AGREEMENT_TYPES}
"""Options that take words of the record's own."""


async def find(inquiry: Inquiry) -> Answer:
    """Events, agreements and sources by words; or agreements and events by party, status and type."""
    options = {name: inquiry.option(name) for name in ("words", "what", "party", "status", "type")}
    criteria = {name: value for name, value in options.items() if value}
    if not criteria:
        return refuse(inquiry.question, "nothing_to_find")
    status = loosely(options["status"], STATUSES)
    if options["status"] and status is None:
        return refuse(inquiry.question, "unknown_status", typed=options["status"], known=terms(STATUSES))
    type_ = loosely(options["type"], AGREEMENT_TYPES)
    if options["type"] and type_ is None:
        return refuse(inquiry.question, "unknown_type", typed=options["type"], known=terms(AGREEMENT_TYPES))
    if (status or type_) and options["what"] in ("events", "sources"):
        return refuse(inquiry.question, "only_agreements", typed=options["what"])
    parties = inquiry.names.parties(options["party"]) if options["party"] else ()
    if options["party"] and not parties:
        match = Match((), inquiry.names.nearest(options["party"], ("party",)))
        return choose_or_refuse(inquiry.question, options["party"], match, "party")
    links = tuple(("party", party.id) for party in parties)
    if status or type_ or (options["what"] == "agreements" and not options["words"]):
        return await _agreements_by(inquiry, criteria, links, status, type_)
    answer = await _by_words(inquiry, criteria, links)
    if set(criteria) == {"party"} and not answer.hits:
        return await _agreements_by(inquiry, criteria, links, None, None)
    return answer


def _told(criteria: Mapping[str, str]) -> Mapping[str, Fact]:
    """What was asked for: the record's own words as such, all else as typed."""
    codes = {name: exactly(typed, VOCABULARIES.get(name, ())) for name, typed in criteria.items()}
    return {name: Term(code) if (code := codes[name]) else typed for name, typed in criteria.items()}


async def _agreements_by(
    inquiry: Inquiry,
    criteria: dict[str, str],
    links: Links,
    status: str | None,
    type_: str | None,
) -> Answer:
    """Agreements by party, type and present status; with words, those whose names have them."""
    fitting = inquiry.names.of(("agreement",))
    if criteria.get("words"):
        fitting = list(inquiry.names.fitting(criteria["words"], ("agreement",)))
    found = [inquiry.names.agreements[thing.id] for thing in fitting]
    if type_:
        found = [state for state in found if state.type == type_]
    if links:
        parties = {target for _, target in links}
        found = [state for state in found if parties <= set(state.parties)]
    if status:
        # Whatever status an agreement may have today counts.
        words = await status_words_on(inquiry, [state.id for state in found], inquiry.asker.today)
        found = [state for state in found if status in words[state.id]]
    on_page, page = inquiry.page_of(found, PAGE)
    shown = await _stand_today(inquiry, on_page)
    notes = await inquiry.footnotes(gist for one in shown for gist in one.named)
    hits = tuple(_agreement_hit(inquiry, one, notes) for one in shown)
    return FindAnswer(inquiry.question, _told(criteria), hits, await horizon(inquiry), notes.footnotes, page)


async def _stand_today(inquiry: Inquiry, agreements: Iterable[Agreement]) -> list[Stands]:
    return [await stands_on(inquiry, state, (inquiry.asker.today,)) for state in agreements]


def _agreement_hit(inquiry: Inquiry, found: Stands, notes: Footnotes) -> Hit:
    state = found.state
    return Hit("agreement", state.id, state.called, state.name, standing=found.told(inquiry, notes))


async def _by_words(inquiry: Inquiry, criteria: dict[str, str], links: Links) -> FindAnswer:
    kinds = {
        "agreements": ("agreement",),
        "events": ("event",),
        "sources": ("source",),
    }.get(criteria.get("what", ""), EVERY_KIND)
    offset = (max(1, inquiry.question.page) - 1) * PAGE
    words = criteria.get("words", "")
    if not words:
        rows, total = await _listed(inquiry, kinds, links, offset)
        more = False
    else:
        rows, total, more = await _found(inquiry, words, kinds, links, offset)
        if not total and not links:
            rows, total, more = await _by_words_and_name(inquiry, words, kinds, offset)
    respelt = await _respelt(inquiry, words, kinds, links) if words and not total else None
    fewer = await _fewer(inquiry, words, kinds, links) if words and not total and respelt is None else ()
    if fewer and not links and kinds == EVERY_KIND:
        rows = await _nearest(inquiry, words)
    page = inquiry.paging(total, PAGE)
    events = {row.row.id: told(row) for row in rows if row.row.kind == "event"}
    agreements = [decode_state("agreement", row.row.state) for row in rows if row.row.kind == "agreement"]
    standing = {one.state.id: one for one in await _stand_today(inquiry, agreements)}
    notes = await inquiry.footnotes(
        [*events.values(), *(gist for one in standing.values() for gist in one.named)]
    )
    hits = tuple(_hit(inquiry, row, events, standing, notes) for row in rows)
    paging = Paging(page.page, page.pages, None if more else total)
    return FindAnswer(
        inquiry.question,
        _told(criteria),
        hits,
        await horizon(inquiry),
        notes.footnotes,
        paging,
        fewer,
        respelt,
    )


async def _respelt(inquiry: Inquiry, words: str, kinds: tuple[str, ...], links: Links) -> Suggestion | None:
    """The words without slips of typing; None if there are none, or nothing has the words that were meant."""
    respelt = await put_right(inquiry, words, kinds)
    if respelt == words or not (await search(inquiry, respelt, kinds, links=links, limit=1)).total:
        return None
    return Suggestion(respelt, inquiry.question.asking(words=respelt))


async def _fewer(
    inquiry: Inquiry, words: str, kinds: tuple[str, ...], links: Links
) -> tuple[Suggestion, ...]:
    """The single words that something has, the rarest first, for when nothing has them all."""
    found: list[tuple[int, str]] = []
    for word in dict.fromkeys(telling(words.split())):
        total = (await search(inquiry, word, kinds, links=links, limit=1)).total if len(found) < WORDS else 0
        if total:
            found.append((total, word))
    found.sort(key=lambda one: one[0])
    return tuple(Suggestion(word, inquiry.question.asking(words=word)) for _, word in found if word != words)


async def _found(
    inquiry: Inquiry, words: str, kinds: tuple[str, ...], links: Links, offset: int
) -> tuple[Sequence[StoredRow], int, bool]:
    """A page of what has the words; before all else the agreements that they name, if those are few; where
    little has the words, also the events that have them in their titles in another form."""
    first: list[StoredRow] = []
    called = {thing.id for thing in inquiry.names.fitting(words, ("agreement",))}
    if 0 < len(called) <= PAGE and "agreement" in kinds:
        agreements = await search(inquiry, words, ("agreement",), links=links, limit=PAGE)
        first = [row for row in agreements.rows if row.row.id in called]
    limit = offset + PAGE
    result = await search(inquiry, words, kinds, links=links, limit=limit)
    if 0 < result.total <= LITTLE and "event" in kinds and not links:
        if result.total > limit:
            result = await search(inquiry, words, kinds, limit=LITTLE)
        titled = await _titled(inquiry, words, result.rows)
        first, total = [*first, *titled], result.total + len(titled)
    else:
        total = result.total
    rows = [*first, *(row for row in result.rows if row not in first)]
    return rows[offset : offset + PAGE], total, result.more


async def _listed(
    inquiry: Inquiry, kinds: tuple[str, ...], links: Links, offset: int
) -> tuple[Sequence[StoredRow], int]:
    """Without words: the party's events, newest first; or all sources."""
    if kinds == ("source",):
        rows = [row for row in await inquiry.views.named(inquiry.at, ("source",)) if row.row.live]
        return rows[offset : offset + PAGE], len(rows)
    what = Range(inquiry.layer, links=links)
    found = await inquiry.views.between(inquiry.at, what, limit=PAGE, offset=offset, newest_first=True)
    return found, await inquiry.count(what)


async def _by_words_and_name(
    inquiry: Inquiry, words: str, kinds: tuple[str, ...], offset: int
) -> tuple[Sequence[StoredRow], int, bool]:
    """Words that name nothing but parties ("日本 韓国"): what all of them take part in. Words of which some
    name parties or an agreement ("Japan ACSA", "military intelligence pact signed"): the others, among what
    is linked to these."""
    of_all = tuple(("party", party.id) for party in inquiry.names.parties(words))
    if len(of_all) > 1 and "event" in kinds:
        rows, total = await _listed(inquiry, ("event",), of_all, offset)
        return rows, total, False
    pieces = telling(words.split())
    parties, others = parties_apart(pieces, inquiry)
    agreement, rest = taken_out(pieces, partial(inquiry.names.exact, kinds=("agreement",)))
    for links, left in (
        (tuple(("party", id) for id in parties), others),
        (tuple(("agreement", one.id) for one in agreement or ()), rest),
    ):
        if links and left:
            result = await search(inquiry, " ".join(left), kinds, links=links, limit=PAGE, offset=offset)
            if result.total:
                return result.rows, result.total, result.more
    return (), 0, False


async def _titled(inquiry: Inquiry, words: str, but: Sequence[StoredRow]) -> Sequence[StoredRow]:
    """The events that have the words in their titles in another form only, "signed" for "signing"."""
    known = {row.row.id for row in but}
    ids = [one.event.id for one in await events_titled(inquiry, words) if one.event.id not in known]
    return await inquiry.views.get_many(inquiry.at, "event", ids)


async def _nearest(inquiry: Inquiry, words: str) -> Sequence[StoredRow]:
    """For words that nothing has all of: the agreement that they name, and the events with most of them."""
    agreements = inquiry.names.nearest(words, ("agreement",), limit=1)
    events = await events_by_some_words(inquiry, words)
    return [
        *await inquiry.views.get_many(inquiry.at, "agreement", [one.id for one in agreements]),
        *await inquiry.views.get_many(inquiry.at, "event", [one.event.id for one in events]),
    ]


def _hit(
    inquiry: Inquiry,
    row: StoredRow,
    events: dict[str, Told],
    standing: dict[str, Stands],
    notes: Footnotes,
) -> Hit:
    kind, id = row.row.kind, row.row.id
    if kind == "event":
        entry = notes.entry(events[id], inquiry.layer)
        return Hit("event", id, entry.label, entry.title, entry=entry)
    if kind == "agreement":
        return _agreement_hit(inquiry, standing[id], notes)
    if kind == "source":
        source = decode_state("source", row.row.state)
        return Hit("source", id, source.label, source.title)
    theme = decode_state("theme", row.row.state)
    return Hit("theme", id, theme.name, theme.name)
