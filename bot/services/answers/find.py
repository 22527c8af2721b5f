"""``/find``: events, agreements and sources by words; agreements by party, type and status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from bot.domain.answers import Answer, FindAnswer, Hit
from bot.domain.codec import decode_state
from bot.domain.dates import read
from bot.domain.entities import AGREEMENT_TYPES, Agreement, Source, Theme
from bot.domain.entries import AgreementStatus, Paging
from bot.domain.facts import Fact, Term
from bot.domain.questions import Suggestion
from bot.services.answers.limits import horizon
from bot.services.answers.status import StatusWithEvents, status_on, status_words_on, with_entries
from bot.services.event_view import EventView, event_view
from bot.services.footnotes import Footnotes
from bot.services.inquiry import Inquiry, Links
from bot.services.typed.events import event_numbered, events_by_some_words, events_of_time, events_titled
from bot.services.typed.meaning import choose_or_refuse, split_date, split_parties, split_run
from bot.services.typed.names import Match, event_label, without_noise
from bot.services.typed.search import correct_spelling, search
from bot.services.typed.vocabulary import STATUSES, exactly, loosely, unknown_word
from storage.rows import StoredRow
from storage.views import Found, Range

PAGE = 6
EVERY_KIND = ("agreement", "event", "source", "theme")
KINDS = {"agreements": ("agreement",), "events": ("event",), "sources": ("source",)}
"""The kinds of entity that are searched, by the value of the option ``what``."""
LITTLE = 25
"""Up to so many hits, entries that have the words in an inflected form are searched for too."""
WORDS = 5
"""Most single words that are offered where nothing has all of the words."""
_MARKS = '"“”„«»「」『』()?？!！,，、.。:;'
"""Punctuation that is cut off a word before it is offered alone, or read as a status."""
_NOTHING = Found((), 0, more=False)
_ANY = ("which", "agreements")
"""Words that do not narrow a list of agreements."""
VOCABULARIES = {"what": tuple(KINDS), "status": STATUSES, "type": AGREEMENT_TYPES}
"""Options that take codes of the record's own vocabulary, with those codes."""


async def find(inquiry: Inquiry) -> Answer:
    """``/find``: searches by words; or lists agreements and events by party, status and type."""
    options = {name: inquiry.option(name) for name in ("words", "what", "party", "status", "type")}
    criteria = {name: value for name, value in options.items() if value}
    if not criteria:
        return inquiry.refuse("nothing_to_find")
    status = loosely(options["status"], STATUSES)
    if options["status"] and status is None:
        return unknown_word(inquiry, "status", STATUSES)
    type_ = loosely(options["type"], AGREEMENT_TYPES)
    if options["type"] and type_ is None:
        return unknown_word(inquiry, "type", AGREEMENT_TYPES)
    if (status or type_) and options["what"] in ("events", "sources"):
        return inquiry.refuse("only_agreements", typed=options["what"])
    if options["party"] and options["what"] == "sources":
        return inquiry.refuse("sources_have_no_party")
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


def _as_asked(criteria: Mapping[str, str]) -> Mapping[str, Fact]:
    """The criteria as the answer repeats them: vocabulary codes as terms to translate, the rest as typed."""
    codes = {name: exactly(typed, VOCABULARIES.get(name, ())) for name, typed in criteria.items()}
    return {name: Term(code) if (code := codes[name]) else typed for name, typed in criteria.items()}


async def _agreements_by(
    inquiry: Inquiry, criteria: dict[str, str], links: Links, status: str | None, type_: str | None
) -> Answer:
    """Agreements by party, type and status today; with words, only those whose names contain them."""
    found = await _agreements(inquiry, criteria.get("words", ""), links, status, type_)
    on_page, page = inquiry.page_of(found, PAGE)
    shown = await _statuses_today(inquiry, on_page)
    named = [gist for one in shown for gist in one.named]
    views = await inquiry.event_views(named)
    notes = await inquiry.footnotes(named)
    hits = tuple(_agreement_hit(with_entries(one.status, views, inquiry.layer, notes)) for one in shown)
    return FindAnswer(
        inquiry.question, _as_asked(criteria), hits, await horizon(inquiry), notes.footnotes, page
    )


async def _agreements(
    inquiry: Inquiry, called: str, links: Links, status: str | None, type_: str | None
) -> list[Agreement]:
    kinds, parties = ("agreement",), {target for _, target in links}
    fitting = inquiry.names.fitting(called, kinds) if called else inquiry.names.of(kinds)
    found = [inquiry.names.agreements[thing.id] for thing in fitting]
    found = [one for one in found if type_ in (None, one.type) and parties <= set(one.parties)]
    if status is None:
        return found
    # Where dates leave the status open, each status that the agreement may have counts.
    words = await status_words_on(inquiry, [one.id for one in found], inquiry.asker.today)
    return [one for one in found if status in words[one.id]]


async def _described(inquiry: Inquiry, words: str, links: Links) -> Sequence[StoredRow]:
    """Agreements that the words describe by a status of today or a type, alone or with a name or parties.

    Such as "GSOMIA in force", "which treaties between Japan and South Korea are in force", "joint statements"
    or "agreements with China".
    """
    pieces = [word.strip(_MARKS) for word in words.split()]
    status, others = split_run(pieces, _status)
    of_all = inquiry.names.parties(" ".join(others))
    parties, others = ({party.id for party in of_all}, []) if of_all else split_parties(others, inquiry)
    called = " ".join(word for word in without_noise(others) if word.lower() not in _ANY)
    type_ = loosely(called, AGREEMENT_TYPES)
    links = (*links, *(("party", party) for party in parties))
    if not (status or type_ or (links and not called and "agreements" in pieces)):
        return ()
    found = await _agreements(inquiry, "" if type_ else called, links, status, type_)
    return await inquiry.views.get_many(inquiry.at, "agreement", [one.id for one in found])


def _status(typed: str) -> str | None:
    return loosely(typed, STATUSES) if without_noise((typed,)) else None


async def _statuses_today(inquiry: Inquiry, agreements: Iterable[Agreement]) -> list[StatusWithEvents]:
    return [await status_on(inquiry, state, (inquiry.asker.today,)) for state in agreements]


def _agreement_hit(status: AgreementStatus) -> Hit:
    state = status.agreement
    return Hit("agreement", state.id, state.called, state.name, status=status)


async def _by_words(inquiry: Inquiry, criteria: dict[str, str], links: Links) -> FindAnswer:
    kinds = KINDS.get(criteria.get("what", ""), EVERY_KIND)
    words = criteria.get("words", "")
    page = max(1, inquiry.question.page)
    found, instead = await _looked_for(inquiry, words, kinds, links, (page - 1) * PAGE), _Instead()
    paging = inquiry.paging(found.total, PAGE)
    if paging.page < page:
        found = await _looked_for(inquiry, words, kinds, links, (paging.page - 1) * PAGE)
    if words and not found.total:
        instead = await _instead(inquiry, words, kinds, links)
    rows = found.rows or instead.nearest
    events = {row.row.id: event_view(row) for row in rows if row.row.kind == "event"}
    agreements = [decode_state(Agreement, row.row.state) for row in rows if row.row.kind == "agreement"]
    with_events = await _statuses_today(inquiry, agreements)
    named = [gist for one in with_events for gist in one.named]
    views = {**events, **await inquiry.event_views(named)}
    notes = await inquiry.footnotes([*events.values(), *named])
    statuses = [with_entries(one.status, views, inquiry.layer, notes) for one in with_events]
    told = {one.agreement.id: one for one in statuses}
    return FindAnswer(
        inquiry.question,
        _as_asked(criteria),
        tuple(_hit(inquiry, row, events, told, notes) for row in rows),
        await horizon(inquiry),
        notes.footnotes,
        Paging(paging.page, paging.pages, None) if found.more else paging,
        instead.fewer,
        instead.respelt,
    )


class _Instead(NamedTuple):
    """What is offered where nothing has all the words: the words with another spelling, or with fewer of
    them.

    ``nearest`` are the entries that have most of the words.
    """

    respelt: Suggestion | None = None
    fewer: tuple[Suggestion, ...] = ()
    nearest: tuple[StoredRow, ...] = ()


async def _instead(inquiry: Inquiry, words: str, kinds: tuple[str, ...], links: Links) -> _Instead:
    respelt = await _respelt(inquiry, words, kinds, links)
    if respelt is not None:
        return _Instead(respelt)
    fewer = await _fewer(inquiry, words, kinds, links)
    nearest = await _nearest(inquiry, words) if fewer and not links else ()
    return _Instead(None, fewer, tuple(row for row in nearest if row.row.kind in kinds))


async def _respelt(inquiry: Inquiry, words: str, kinds: tuple[str, ...], links: Links) -> Suggestion | None:
    """The words with typing errors corrected; None if there are none, or that finds nothing either."""
    respelt = await correct_spelling(inquiry, words, kinds)
    if respelt == words or not (await search(inquiry, respelt, kinds, links=links, limit=1)).total:
        return None
    return Suggestion(respelt, inquiry.question.asking(words=respelt))


async def _fewer(
    inquiry: Inquiry, words: str, kinds: tuple[str, ...], links: Links
) -> tuple[Suggestion, ...]:
    """The single words for which there are hits, those with the fewest first."""
    found: list[tuple[int, str]] = []
    for word in dict.fromkeys(without_noise(word.strip(_MARKS) for word in words.split())):
        total = (await search(inquiry, word, kinds, links=links, limit=1)).total if len(found) < WORDS else 0
        if total:
            found.append((total, word))
    found.sort(key=lambda one: one[0])
    return tuple(Suggestion(word, inquiry.question.asking(words=word)) for _, word in found if word != words)


async def _looked_for(
    inquiry: Inquiry, words: str, kinds: tuple[str, ...], links: Links, offset: int
) -> Found:
    """A page of hits for the words; without words, of everything of these kinds and links.

    Tried in order, until something is found: an event's number, parties and a date, all words, a party or
    agreement among the words, a date among the words, a former title.
    """
    if not words:
        return await _listed(inquiry, kinds, links, offset)
    label = event_label(words)
    numbered = await event_numbered(inquiry, *label) if label is not None and "event" in kinds else None
    if numbered is not None and numbered.row.live and set(links) <= set(numbered.row.links):
        return Found((numbered,), 1, more=False)
    found = _NOTHING
    if not links and "event" in kinds:
        found = await _of_parties_then(inquiry, words, offset)
    if not found.total:
        found = await _having_all(inquiry, words, kinds, links, offset)
    if not found.total and not links:
        found = await _linked_to_named(inquiry, words, kinds, offset)
    if not found.total and not links and "event" in kinds:
        found = await _of_its_time(inquiry, words, offset)
    if not found.total and not links and "event" in kinds:
        rows = await inquiry.views.by_former_name(inquiry.at, "event", words)
        found = Found(rows[offset : offset + PAGE], len(rows), more=False)
    return found


async def _having_all(
    inquiry: Inquiry, words: str, kinds: tuple[str, ...], links: Links, offset: int
) -> Found:
    """A page of entries that have all the words.

    Agreements that the words name come first, if they are few. If there are few hits, events are added that
    have the words inflected in their titles, or else agreements that the words name with their status.
    """
    first: list[StoredRow] = []
    called = {thing.id for thing in inquiry.names.fitting(words, ("agreement",))}
    if 0 < len(called) <= PAGE and "agreement" in kinds:
        agreements = await search(inquiry, words, ("agreement",), links=links, limit=PAGE)
        first = [row for row in agreements.rows if row.row.id in called]
    limit = offset + PAGE
    found = await search(inquiry, words, kinds, links=links, limit=limit)
    total = found.total
    if total <= LITTLE:
        if total > limit:
            found = await search(inquiry, words, kinds, links=links, limit=LITTLE)
        others: list[StoredRow] = []
        if total and "event" in kinds and not links:
            ids = [one.event.id for one in await events_titled(inquiry, words)]
            others += await inquiry.views.get_many(inquiry.at, "event", ids)
        if "agreement" in kinds and not others:
            others += await _described(inquiry, words, links)
        first += [row for row in others if row not in first]
        total += sum(row not in found.rows for row in others)
    rows = [*first, *(row for row in found.rows if row not in first)]
    return Found(tuple(rows[offset:limit]), total, found.more)


async def _listed(inquiry: Inquiry, kinds: tuple[str, ...], links: Links, offset: int) -> Found:
    """A page of everything: all sources, or the events with these links, newest first."""
    if kinds == ("source",):
        rows = await inquiry.views.named(inquiry.at, ("source",))
        return Found(rows[offset : offset + PAGE], len(rows), more=False)
    return await _in_range(inquiry, Range(inquiry.layer, links=links), offset)


async def _in_range(inquiry: Inquiry, what: Range, offset: int) -> Found:
    found = await inquiry.views.between(inquiry.at, what, limit=PAGE, offset=offset, newest_first=True)
    return Found(tuple(found), await inquiry.count(what), more=False)


async def _linked_to_named(inquiry: Inquiry, words: str, kinds: tuple[str, ...], offset: int) -> Found:
    """A page of hits where words name parties or an agreement.

    If all words name parties ("日本 韓国"): the events in which all of these take part. If only some name
    parties or an agreement ("Japan ACSA", "military intelligence pact signed"): the hits for the other words
    among what is linked to those.
    """
    of_all = tuple(("party", party.id) for party in inquiry.names.parties(words))
    if len(of_all) > 1 and "event" in kinds:
        return await _in_range(inquiry, Range(inquiry.layer, links=of_all), offset)
    pieces = without_noise(words.split())
    parties, others = split_parties(pieces, inquiry)
    agreement, rest = split_run(pieces, partial(inquiry.names.exact, kinds=("agreement",)))
    for links, left in (
        (tuple(("party", id) for id in parties), others),
        (tuple(("agreement", one.id) for one in agreement or ()), rest),
    ):
        if links and left:
            found = await search(inquiry, " ".join(left), kinds, links=links, limit=PAGE, offset=offset)
            if found.total:
                return found
    return _NOTHING


async def _of_parties_then(inquiry: Inquiry, words: str, offset: int) -> Found:
    """A page of events where the words are parties and a date and nothing else ("Japan US 1951")."""
    date, others = split_date(words, inquiry.asker.today)
    parties = inquiry.names.parties(" ".join(without_noise(others))) if date is not None else ()
    if date is None or not parties:
        return _NOTHING
    of_all = tuple(("party", party.id) for party in parties)
    return await _in_range(inquiry, Range(inquiry.layer, date.low, date.high, of_all, ongoing=False), offset)


async def _of_its_time(inquiry: Inquiry, words: str, offset: int) -> Found:
    """A page of events where the words are a date, or contain one.

    If they are a date, the events of that time; otherwise the events of that time that have the other words.
    """
    dates = read(words, today=inquiry.asker.today)
    if len(dates) == 1:
        date = dates[0].date
        return await _in_range(inquiry, Range(inquiry.layer, date.low, date.high, ongoing=False), offset)
    ids = [one.event.id for one in await events_of_time(inquiry, words)]
    rows = await inquiry.views.get_many(inquiry.at, "event", ids[offset : offset + PAGE])
    return Found(rows, len(ids), more=False)


async def _nearest(inquiry: Inquiry, words: str) -> tuple[StoredRow, ...]:
    """Where nothing has all the words: the agreement with the most similar name, and events with most
    words."""
    agreements = inquiry.names.nearest(words, ("agreement",), limit=1)
    events = await events_by_some_words(inquiry, words)
    return (
        *await inquiry.views.get_many(inquiry.at, "agreement", [one.id for one in agreements]),
        *await inquiry.views.get_many(inquiry.at, "event", [one.event.id for one in events]),
    )


def _hit(
    inquiry: Inquiry,
    row: StoredRow,
    events: Mapping[str, EventView],
    statuses: Mapping[str, AgreementStatus],
    notes: Footnotes,
) -> Hit:
    kind, id = row.row.kind, row.row.id
    if kind == "event":
        entry = notes.entry(events[id], inquiry.layer)
        return Hit("event", id, entry.label, entry.title, entry=entry)
    if kind == "agreement":
        return _agreement_hit(statuses[id])
    if kind == "source":
        source = decode_state(Source, row.row.state)
        return Hit("source", id, source.label, source.title)
    theme = decode_state(Theme, row.row.state)
    return Hit("theme", id, theme.name, theme.name)
