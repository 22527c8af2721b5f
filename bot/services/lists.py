"""``/on``, ``/timeline`` and ``/find``: events of a day, in order, or by words; agreements by status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.domain.anniversaries import is_round
from bot.domain.answers import (
    Answer,
    Choose,
    Entry,
    FindAnswer,
    Hit,
    Horizon,
    Layer,
    OnAnswer,
    Paging,
    Refusal,
    Suggestion,
    TimelineAnswer,
)
from bot.domain.codec import decode_state
from bot.domain.dates import HistoricalDate, Precision, day, human, read_day_of_year, read_month, ymd
from bot.domain.events import AGREEMENT_TYPES, CONDITIONS, STANDINGS, Agreement, Source
from bot.domain.project import SAID_ON, dates_said, days_said, effect
from bot.domain.status import StatusAt, status_at
from bot.services.agreements import acting, clamp_page, events_of, load_agreements, notes_on, standing
from bot.services.inquiry import Inquiry, asking, choose_or_refuse, read_date, refuse, search
from bot.services.naming import Match, fold_name
from bot.services.notes import Notes, Told, first_by_id, told
from bot.services.standing import matches, steps_of
from storage.rows import OPEN_HIGH, OPEN_LOW, StoredRow

PAGE = 6
DAY_LIMIT = 200
"""Most events of one day, month or year that are counted."""

STATUS_WORDS = (*STANDINGS, *CONDITIONS, "in_force")


Asked = Literal["day", "month", "year", "span"]
ASKED: dict[Precision, Asked] = {Precision.DAY: "day", Precision.MONTH: "month", Precision.YEAR: "year"}


async def on(inquiry: Inquiry) -> Answer:
    """What happened on a day, in a month or in a year; today if nothing is given."""
    typed = inquiry.option("date")
    today = inquiry.asker.today
    if not typed:
        _, month, day = ymd(today)
        return await _on_day_of_year(inquiry, month, day)
    days = read_day_of_year(typed)
    if len(days) == 1:
        return await _on_day_of_year(inquiry, *days[0])
    if len(days) > 1:
        options = (
            Suggestion(f"{day}.{month}.", asking(inquiry.question, date=f"--{month:02}-{day:02}"))
            for month, day in days
        )
        return Choose(inquiry.question, typed, "date", tuple(options))
    month_alone = read_month(typed)
    if month_alone is not None:
        return await _on_month_of_year(inquiry, month_alone)
    date = read_date(inquiry.question, "date", typed, today)
    if isinstance(date, Refusal | Choose):
        return date
    return await _on_date(inquiry, date)


async def timeline(inquiry: Inquiry) -> Answer:
    """Dated events in order, of a subject or of everything, between two dates."""
    bounds: list[HistoricalDate | None] = []
    for option in ("from", "to"):
        typed = inquiry.option(option)
        date = read_date(inquiry.question, option, typed, inquiry.asker.today) if typed else None
        if isinstance(date, Refusal | Choose):
            return date
        bounds.append(date)
    first, last = bounds
    if first is not None and first.low > inquiry.asker.today:
        today = human(day(inquiry.asker.today))
        return refuse(inquiry.question, "future", typed=inquiry.option("from"), today=today)
    if first is not None and last is not None and first.low > last.high:
        return refuse(
            inquiry.question, "backwards", **{"from": inquiry.option("from"), "to": inquiry.option("to")}
        )
    subject = _subject(inquiry, inquiry.option("subject"), "subject")
    if isinstance(subject, Refusal | Choose):
        return subject
    name, links = subject
    low, high = first.low if first else OPEN_LOW, last.high if last else OPEN_HIGH
    total = await inquiry.count(low, high, links=links)
    page = clamp_page(inquiry.question.page, total, PAGE)
    rows = await inquiry.views.between(
        inquiry.at, inquiry.layer, low, high, links=links, limit=PAGE, offset=(page.page - 1) * PAGE
    )
    events = [told(row) for row in rows]
    notes = await notes_on(inquiry, events)
    entries = tuple(notes.entry(found, inquiry.layer) for found in events)
    return TimelineAnswer(inquiry.question, name, first, last, entries, notes.footnotes, page)


async def find(inquiry: Inquiry) -> Answer:
    """Events, agreements and sources by words; or agreements and events by party, status and type."""
    options = {name: inquiry.option(name) for name in ("words", "what", "party", "status", "type")}
    criteria = {name: value for name, value in options.items() if value}
    if not set(criteria) & {"words", "party", "status", "type", "what"}:
        return refuse(inquiry.question, "nothing_to_find")
    status = vocabulary(options["status"], STATUS_WORDS)
    if options["status"] and status is None:
        return refuse(
            inquiry.question, "unknown_status", typed=options["status"], known=_readable(STATUS_WORDS)
        )
    type_ = vocabulary(options["type"], AGREEMENT_TYPES)
    if options["type"] and type_ is None:
        return refuse(
            inquiry.question, "unknown_type", typed=options["type"], known=_readable(AGREEMENT_TYPES)
        )
    parties = inquiry.names.parties(options["party"]) if options["party"] else ()
    if options["party"] and not parties:
        match = Match((), inquiry.names.nearest(options["party"], ("party",)))
        return choose_or_refuse(
            inquiry.question,
            options["party"],
            match,
            lambda thing: asking(inquiry.question, party=thing.name),
        )
    links = tuple(("party", party.id) for party in parties)
    if status or type_ or (options["what"] == "agreements" and not options["words"]):
        return await _agreements_by(inquiry, criteria, links, status, type_)
    return await _by_words(inquiry, criteria, links)


def vocabulary(typed: str, words: Sequence[str]) -> str | None:
    """The word of a vocabulary that was typed, however it is spaced ("in force" -> ``in_force``); None if
    none is."""
    wanted = fold_name(typed).replace(" ", "_")
    return wanted if wanted in words else None


def _readable(words: Sequence[str]) -> str:
    return ", ".join(word.replace("_", " ") for word in words)


async def _on_day_of_year(inquiry: Inquiry, month: int, day: int) -> Answer:
    this_year = ymd(inquiry.asker.today)[0]
    views, at, layer = inquiry.views, inquiry.at, inquiry.layer
    on_day = await views.on_day(at, layer, month * 100 + day, limit=DAY_LIMIT)
    in_month = await views.in_month(at, layer, month, limit=DAY_LIMIT)
    in_year = await _round_years(inquiry, this_year)
    said = await views.linked(at, layer, SAID_ON, f"{month:02}{day:02}", limit=DAY_LIMIT)
    listed = {row.row.id for row in on_day}
    also = [
        row
        for row in said
        if row.row.id not in listed and days_said(told(row).event, layer) & {month * 100 + day}
    ]
    return await _on_answer(inquiry, "day", month, day, None, (on_day, also, in_month, in_year), this_year)


async def _on_month_of_year(inquiry: Inquiry, month: int) -> Answer:
    this_year = ymd(inquiry.asker.today)[0]
    in_month = await inquiry.views.in_month(inquiry.at, inquiry.layer, month, limit=DAY_LIMIT)
    days = await inquiry.views.on_days_of_month(inquiry.at, inquiry.layer, month, limit=DAY_LIMIT)
    in_year = await _round_years(inquiry, this_year)
    return await _on_answer(inquiry, "month", month, 0, None, (days, (), in_month, in_year), this_year)


async def _round_years(inquiry: Inquiry, this_year: int) -> list[StoredRow]:
    """Events known to the year alone whose year is a round number of years ago."""
    years = [year for year in range(max(1, this_year - 500), this_year) if is_round(this_year - year)]
    rows = await inquiry.memory.once(
        ("round years", inquiry.layer, this_year),
        lambda: inquiry.views.of_years(inquiry.at, inquiry.layer, years, limit=DAY_LIMIT),
    )
    return list(rows)


async def _on_date(inquiry: Inquiry, date: HistoricalDate) -> Answer:
    """The events of a day, month, year or span: those exactly inside it by how finely they are known."""
    rows = await inquiry.views.between(
        inquiry.at, inquiry.layer, date.low, date.high, links=(), limit=DAY_LIMIT
    )
    parts: tuple[list[StoredRow], ...] = ([], [], [], [])
    for row in rows:
        known = told(row).dated(inquiry.layer).date
        if known is not None and _belongs(known, date):
            parts[_fineness(known)].append(row)
    if date.month_day:
        listed = {row.row.id for part in parts for row in part}
        said = await inquiry.views.linked(
            inquiry.at, inquiry.layer, SAID_ON, f"{date.month_day:04}", limit=DAY_LIMIT
        )
        parts[1].extend(
            row
            for row in said
            if row.row.id not in listed and date.edtf in dates_said(told(row).event, inquiry.layer)
        )
    asked = ASKED.get(date.precision, "span")
    return await _on_answer(inquiry, asked, date.month or 0, date.day or 0, date, parts, None)


def _belongs(known: HistoricalDate, asked: HistoricalDate) -> bool:
    """Whether an event is of the date asked about: begins inside it, or is known to its month or year alone.

    What merely was going on then (a state since 1950) is not: ``/timeline`` shows it.
    """
    low, high = effect(known)
    begins_inside = asked.low <= low and high <= asked.high
    return begins_inside or (known.precision in (Precision.MONTH, Precision.YEAR) and high >= asked.low)


def _fineness(date: HistoricalDate) -> int:
    if date.high - date.low > 31:
        return 3
    return 0 if date.high - date.low < 27 else 2


async def _on_answer(
    inquiry: Inquiry,
    asked: Asked,
    month: int,
    day: int,
    date: HistoricalDate | None,
    parts: Sequence[Sequence[StoredRow]],
    this_year: int | None,
) -> Answer:
    """Cuts the page out of the parts (day, also said, month, year), so that all page as one list."""
    listed = [(part, found) for part, rows in enumerate(parts) for found in first_by_id(rows).values()]
    page = clamp_page(inquiry.question.page, len(listed), PAGE)
    shown = listed[(page.page - 1) * PAGE : page.page * PAGE]
    notes = await notes_on(inquiry, (found for _, found in shown))
    entries: tuple[list[Entry], ...] = ([], [], [], [])
    for part, found in shown:
        entries[part].append(notes.entry(found, inquiry.layer, years=_years(found, inquiry, this_year)))
    return OnAnswer(
        question=inquiry.question,
        asked=asked,
        month=month,
        day=day,
        date=date,
        layer=inquiry.layer,
        day_entries=tuple(entries[0]),
        month_entries=tuple(entries[2]),
        year_entries=tuple(entries[3]),
        footnotes=notes.footnotes,
        paging=page,
        today=inquiry.asker.today,
        also_entries=tuple(entries[1]),
    )


def _years(found: Told, inquiry: Inquiry, this_year: int | None) -> int:
    date = found.dated(inquiry.layer).date
    return (
        this_year - date.year if this_year is not None and date is not None and date.year is not None else 0
    )


def _subject(
    inquiry: Inquiry, typed: str, option: str
) -> tuple[str, tuple[tuple[str, str], ...]] | Refusal | Choose:
    """What a list is about, as its name and the links that its events must have; everything, if nothing was
    typed."""
    if not typed:
        return "", ()
    parties = inquiry.names.parties(typed)
    named = inquiry.names.exact(typed, ("agreement", "theme"))
    if parties and not named:
        return "–".join(party.name for party in parties), tuple(("party", party.id) for party in parties)
    match = (
        Match(tuple(named))
        if named
        else inquiry.names.match(typed, ("agreement", "theme", "party", "source"))
    )
    if len(match.found) == 1:
        thing = match.found[0]
        return thing.short, ((thing.kind, thing.id),)
    return choose_or_refuse(
        inquiry.question, typed, match, lambda thing: asking(inquiry.question, **{option: thing.name})
    )


async def _agreements_by(
    inquiry: Inquiry,
    criteria: dict[str, str],
    links: tuple[tuple[str, str], ...],
    status: str | None,
    type_: str | None,
) -> Answer:
    """Agreements by party, type and present status; with words, those whose names have them."""
    fitting = inquiry.names.of(("agreement",))
    if criteria.get("words"):
        fitting = list(inquiry.names.match(criteria["words"], ("agreement",)).found)
    parties = {target for _, target in links}
    found = [
        state
        for state in await load_agreements(inquiry, [thing.id for thing in fitting])
        if (not type_ or state.type == type_) and parties <= set(state.parties)
    ]
    if status:
        found = [state for state in found if await _stands(inquiry, state.id, status)]
    page = clamp_page(inquiry.question.page, len(found), PAGE)
    shown = [
        (state, await events_of(inquiry, state.id))
        for state in found[(page.page - 1) * PAGE : page.page * PAGE]
    ]
    notes = await notes_on(inquiry, (event for state, events in shown for event in acting(state.id, events)))
    days = (inquiry.asker.today,)
    hits = tuple(
        Hit("agreement", state.id, state.short or state.name, state.name,
            standing=standing(inquiry, state, events, days, notes))
        for state, events in shown
    )  # fmt: skip
    return FindAnswer(inquiry.question, criteria, hits, await horizon(inquiry), notes.footnotes, page)


async def _stands(inquiry: Inquiry, agreement: str, wanted: str) -> bool:
    """Whether any status that the agreement may have today answers to a word of the vocabulary."""
    today = inquiry.asker.today

    async def fold() -> StatusAt:
        steps = steps_of(agreement, await events_of(inquiry, agreement), inquiry.layer)
        return status_at(steps, today)

    stands = await inquiry.memory.once(("status", agreement, inquiry.layer, today), fold)
    return any(matches(status, wanted) for status in stands.possible)


async def _by_words(inquiry: Inquiry, criteria: dict[str, str], links: tuple[tuple[str, str], ...]) -> Answer:
    kinds = {
        "agreements": ("agreement",),
        "events": ("event",),
        "sources": ("source",),
        "": ("agreement", "event", "source", "theme"),
    }[criteria.get("what", "")]
    offset = (max(1, inquiry.question.page) - 1) * PAGE
    words = criteria.get("words", "")
    if not words:
        rows, total = await _listed(inquiry, kinds, links, offset)
        more = False
    else:
        result = await search(inquiry, words, kinds, links=links, limit=PAGE, offset=offset)
        rows, total, more = result.rows, result.total, result.more
        if not total and not links:
            rows, total, more = await _by_words_and_party(inquiry, words, kinds, offset)
    page = clamp_page(inquiry.question.page, total, PAGE)
    events = {row.row.id: told(row) for row in rows if row.row.kind == "event"}
    standings = {}
    for row in rows:
        if row.row.kind == "agreement":
            standings[row.row.id] = (
                decode_state("agreement", row.row.state),
                await events_of(inquiry, row.row.id),
            )
    notes = await notes_on(
        inquiry, [*events.values(), *(t for state, its in standings.values() for t in acting(state.id, its))]
    )
    hits = tuple(_hit(inquiry, row, events, standings, notes) for row in rows)
    paging = Paging(page.page, page.pages, None if more else total)
    return FindAnswer(inquiry.question, criteria, hits, await horizon(inquiry), notes.footnotes, paging)


async def _listed(
    inquiry: Inquiry, kinds: tuple[str, ...], links: tuple[tuple[str, str], ...], offset: int
) -> tuple[Sequence[StoredRow], int]:
    """Without words: the party's events, newest first; or all sources."""
    if kinds == ("source",):
        rows = [row for row in await inquiry.views.named(inquiry.at, ("source",)) if row.row.live]
        return rows[offset : offset + PAGE], len(rows)
    total = await inquiry.count(links=links)
    rows_between = await inquiry.views.between(
        inquiry.at,
        inquiry.layer,
        OPEN_LOW,
        OPEN_HIGH,
        links=links,
        limit=PAGE,
        offset=offset,
        newest_first=True,
    )
    return rows_between, total


async def _by_words_and_party(
    inquiry: Inquiry, words: str, kinds: tuple[str, ...], offset: int
) -> tuple[Sequence[StoredRow], int, bool]:
    """Words of which one names a party ("Japan ACSA"): the others, among what the party takes part in."""
    pieces = words.split()
    for index, piece in enumerate(pieces):
        party = inquiry.names.party(piece)
        rest = " ".join(pieces[:index] + pieces[index + 1 :])
        if party is not None and rest:
            links = (("party", party.id),)
            result = await search(inquiry, rest, kinds, links=links, limit=PAGE, offset=offset)
            return result.rows, result.total, result.more
    return (), 0, False


def _hit(
    inquiry: Inquiry,
    row: StoredRow,
    events: dict[str, Told],
    standings: dict[str, tuple[Agreement, list[Told]]],
    notes: Notes,
) -> Hit:
    kind, id = row.row.kind, row.row.id
    if kind == "event":
        entry = notes.entry(events[id], inquiry.layer)
        return Hit("event", id, entry.label, entry.title, entry=entry)
    if kind == "agreement":
        state, its = standings[id]
        stands = standing(inquiry, state, its, (inquiry.asker.today,), notes)
        return Hit("agreement", id, state.short or state.name, state.name, standing=stands)
    state_of = decode_state(kind, row.row.state)
    if isinstance(state_of, Source):
        return Hit("source", id, state_of.label, state_of.title)
    return Hit("theme", id, state_of.name, state_of.name)


async def horizon(inquiry: Inquiry) -> Horizon:
    """How far the whole record reaches, by all sources and by the documents alone."""
    latest, by_documents = await _latest(inquiry, inquiry.layer), await _latest(inquiry, "documents")
    return Horizon(latest, by_documents, reference=latest != by_documents)


async def _latest(inquiry: Inquiry, layer: Layer) -> HistoricalDate | None:
    """The date of the newest entry of a layer of sources."""
    row = await inquiry.memory.once(("latest", layer), lambda: inquiry.views.latest(inquiry.at, layer))
    return told(row).dated(layer).date if row is not None else None
