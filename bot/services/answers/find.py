"""``/find``: events, agreements and sources by words; agreements by party, type and status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from bot.domain.answers import Answer, FindAnswer, Hit
from bot.domain.codec import decode_state
from bot.domain.entities import AGREEMENT_TYPES, Agreement, Source, Theme
from bot.domain.entries import AgreementStatus
from bot.domain.facts import Fact, Term
from bot.domain.questions import AsOf
from bot.services.answers.find_agreements import (
    Sought,
    agreements_with,
    described_then,
    is_understood,
    of_status,
)
from bot.services.answers.find_instead import Instead, instead
from bot.services.answers.find_several import entries_of_several
from bot.services.answers.find_wanted import PAGE, Wanted
from bot.services.answers.limits import horizon
from bot.services.answers.status import StatusWithEvents, status_on, with_entries
from bot.services.event_view import EventView, event_view
from bot.services.footnotes import Footnotes
from bot.services.inquiry import Inquiry, Links
from bot.services.typed.meaning import choose_or_refuse
from bot.services.typed.names import Match, links_to
from bot.services.typed.vocabulary import IN_FORCE, STATUSES, exactly, loosely, unknown_word
from storage.rows import StoredRow

EVERY_KIND = ("agreement", "event", "source", "theme")
KINDS = {"agreements": ("agreement",), "events": ("event",), "sources": ("source",)}
"""The kinds of entity that are searched, by the value of the option ``what``."""
_ALL_OF = re.compile(rf"(?:(?:all|list(?: of)?|the) )*({'|'.join(KINDS)})", re.IGNORECASE)
"""Words that ask for everything of a kind."""
VOCABULARIES = {"what": tuple(KINDS), "status": STATUSES, "type": AGREEMENT_TYPES}
"""Options that take codes of the record's own vocabulary, with those codes."""


async def find(inquiry: Inquiry) -> Answer:
    """``/find``: searches by words; or lists agreements and events by party, status and type."""
    options = {name: inquiry.option(name) for name in ("words", "what", "party", "status", "type")}
    if (listed := _ALL_OF.fullmatch(options["words"])) and not options["what"]:
        options |= {"words": "", "what": listed[1].casefold()}
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
    links = links_to(parties)
    words, of_agreements = options["words"], options["what"] in ("", "agreements")
    then = described_then(inquiry, words, links, status) if words and of_agreements else None
    if status or type_ or (options["what"] == "agreements" and not words):
        if then is not None and not inquiry.names.fitting(words, ("agreement",)):
            return await _agreements_by(inquiry, criteria, then[0]._replace(type=type_), then[1])
        return await _agreements_by(inquiry, criteria, Sought(words, links, status, type_))
    if then is not None and then[0].status == IN_FORCE:
        return await _agreements_by(inquiry, criteria, *then)
    answer = await _by_words(inquiry, criteria, links)
    if then is not None and not answer.paging.total and is_understood(inquiry, then[0]):
        return await _agreements_by(inquiry, criteria, *then)
    if of_agreements and not answer.paging.total and (so := of_status(inquiry, words, links)) is not None:
        return await _agreements_by(inquiry, criteria, so)
    if set(criteria) == {"party"} and not answer.hits:
        return await _agreements_by(inquiry, criteria, Sought(links=links))
    return answer


def _as_asked(criteria: Mapping[str, str]) -> Mapping[str, Fact]:
    """The criteria as the answer repeats them: vocabulary codes as terms to translate, the rest as typed."""
    codes = {name: exactly(typed, VOCABULARIES.get(name, ())) for name, typed in criteria.items()}
    return {name: Term(code) if (code := codes[name]) else typed for name, typed in criteria.items()}


async def _agreements_by(
    inquiry: Inquiry, criteria: dict[str, str], sought: Sought, as_of: AsOf | None = None
) -> Answer:
    """Agreements by party, type and status; with words, only those whose names contain them."""
    on_page, page = inquiry.page_of(await agreements_with(inquiry, sought), PAGE)
    shown = await _statuses_on(inquiry, on_page, inquiry.days(as_of))
    named = [gist for one in shown for gist in one.named]
    views = await inquiry.event_views(named)
    notes = await inquiry.footnotes(named)
    hits = tuple(_agreement_hit(with_entries(one.status, views, inquiry.layer, notes)) for one in shown)
    return FindAnswer(
        inquiry.question,
        _as_asked(criteria),
        hits,
        await horizon(inquiry),
        notes.footnotes,
        page,
        as_of=as_of,
        of_status=sought.status is not None,
    )


async def _statuses_on(
    inquiry: Inquiry, agreements: Iterable[Agreement], days: Sequence[int]
) -> list[StatusWithEvents]:
    return [await status_on(inquiry, state, days) for state in agreements]


def _agreement_hit(status: AgreementStatus) -> Hit:
    state = status.agreement
    return Hit("agreement", state.id, state.called, state.name, status=status)


async def _by_words(inquiry: Inquiry, criteria: dict[str, str], links: Links) -> FindAnswer:
    kinds = KINDS.get(criteria.get("what", ""), EVERY_KIND)
    wanted = Wanted(criteria.get("words", ""), kinds, links)
    page = max(1, inquiry.question.page)
    found = await entries_of_several(inquiry, wanted, (page - 1) * PAGE)
    paging = inquiry.paging(found.total, PAGE)
    if paging.page < page:
        found = await entries_of_several(inquiry, wanted, (paging.page - 1) * PAGE)
    offered = await instead(inquiry, wanted) if wanted.words and not found.total else Instead()
    rows = found.rows or offered.nearest
    events = {row.row.id: event_view(row) for row in rows if row.row.kind == "event"}
    agreements = [decode_state(Agreement, row.row.state) for row in rows if row.row.kind == "agreement"]
    with_events = await _statuses_on(inquiry, agreements, inquiry.days(None))
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
        replace(paging, more=found.more),
        offered.fewer,
        offered.respelt,
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
