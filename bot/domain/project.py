"""From a state to the view row that readers ask for: index columns, links, names and the text to search.

Pure and one-way: everything in a row follows from the state, so a rebuild gives equal rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain import events as e
from bot.domain.anniversaries import mark_of
from bot.domain.claims import Dating, date_event
from bot.domain.codec import encode_state
from bot.domain.dates import HistoricalDate, Precision, parse
from storage.rows import DateKey, ViewRow

LAYERS = ("all", "documents")
SAID_ON = "said_on"
"""The relation of an event to each day of the year (``1228``) that any claim gives it, here or elsewhere."""

BEGUN_IN = "begun_in"
"""The relation of an event that a short interval dates to the month of any year (``06``) that keeps it."""


def dating(event: e.Event, layer: str = "all") -> Dating:
    """Which claim dates the event, and what contradicts it, in a layer of sources."""
    packs = {claim.source: (claim.pack, claim.grade) for claim in event.claims}
    return date_event(event.claims, packs=packs, layer=layer, preferred=event.preferred)


def datings(event: e.Event) -> dict[str, Dating]:
    """The event's dating in every layer of sources."""
    every = dating(event)
    cited = any(claim.pack == e.REFERENCE for claim in event.claims)
    return {layer: every if layer == "all" or not cited else dating(event, layer) for layer in LAYERS}


def effect(date: HistoricalDate) -> tuple[int, int]:
    """First and last day on which a step of this date may have taken effect: for an interval, its start's
    bounds."""
    if date.start is not None:
        return date.start.low, date.start.high
    return date.low, date.high


def span_of(event: e.Event, found: Dating) -> tuple[int, int] | None:
    """First and last day the event may have happened on, over all dates of a contested one; None without a
    date."""
    if found.date is None:
        return None
    if not found.contested:
        return found.date.low, found.date.high
    dates = [parse(claim.date) for claim in event.claims if claim.id in found.conflicts]
    return min(date.low for date in dates), max(date.high for date in dates)


def view_row(
    kind: str, state: e.State, *, version: int, overlay: bytes | None = None, stale: bool = False
) -> ViewRow:
    """The row of an entity as it stands. ``version`` is that of the stream in the row's own scope."""
    event = state if isinstance(state, e.Event) else None
    return ViewRow(
        kind=kind,
        id=state.id,
        number=event.number if event else 0,
        version=version,
        state=encode_state(state),
        live=state.retracted is None and (event is None or event.merged_into is None),
        weight=event.weight if event else 1,
        overlay=overlay,
        stale=stale,
        dates=tuple(_date_keys(event)) if event else (),
        links=tuple(dict.fromkeys(_links(event))) if event else _entity_links(state),
        names=names_of(state),
        text=_event_text(event) if event else _entity_text(state),
    )


def names_of(state: e.State) -> tuple[str, ...]:
    """Everything an agreement, source, party or theme can be called by, its chief name first, each once."""
    found: list[str] = []
    match state:
        case e.Agreement(name=name, short=short, names=names):
            found = [name, short, *(alias for aliases in names.values() for alias in aliases)]
        case e.Source(title=title, label=label, author=author, names=aliases):
            found = [title, label, author, *aliases]
        case e.Party(name=name, names=names) | e.Theme(name=name, names=names):
            found = [name, *(alias for aliases in names.values() for alias in aliases)]
        case e.Event(title=title):
            found = [title]
    return tuple(dict.fromkeys(name for name in found if name))


def dates_said(event: e.Event, layer: str) -> frozenset[str]:
    """Every date (EDTF) that the claims of a layer give the event, here or in another place."""
    return frozenset(
        date
        for claim in event.claims
        if not claim.retracted and (layer == "all" or claim.pack != e.REFERENCE)
        for date in (claim.date, *(other.date for other in claim.elsewhere))
    )


def days_said(event: e.Event, layer: str) -> frozenset[int]:
    """The days of the year (month * 100 + day) among ``dates_said``."""
    return frozenset(filter(None, (parse(date).month_day for date in dates_said(event, layer))))


def _date_keys(event: e.Event) -> Iterator[DateKey]:
    for layer, found in datings(event).items():
        span = span_of(event, found)
        if found.date is None or span is None:
            continue
        plain = not found.contested and not found.own_knowledge_only
        yield DateKey(
            layer,
            *span,
            month_day=found.date.month_day if plain else 0,
            month=found.date.month_key if plain else 0,
        )


def _links(event: e.Event) -> Iterator[tuple[str, str]]:
    for step in event.steps:
        yield "agreement", step.agreement
    for party in event.parties:
        yield "party", party
    for theme in event.themes:
        yield "theme", theme
    for claim in event.claims:
        if not claim.retracted:
            yield "source", claim.source
    for month_day in sorted(days_said(event, "all")):
        yield SAID_ON, f"{month_day:04}"
    for month in sorted(_months_begun(event)):
        yield BEGUN_IN, f"{month:02}"


def _months_begun(event: e.Event) -> set[int]:
    """The months that keep the event where an interval dates it, in any layer."""
    if not any("/" in claim.date for claim in event.claims):
        return set()
    dates = [found.date for found in datings(event).values() if found.lead is not None]
    spans = [date for date in dates if date is not None and date.precision is Precision.INTERVAL]
    return {mark.month for mark in map(mark_of, spans) if mark is not None}


def _entity_links(state: e.State) -> tuple[tuple[str, str], ...]:
    if not isinstance(state, e.Agreement):
        return ()
    return (
        ("type", state.type),
        *(("party", party) for party in state.parties),
        *(("theme", theme) for theme in state.themes),
    )


def _event_text(event: e.Event) -> str:
    parts = [event.title, event.note, " ".join(step.agreement.replace("-", " ") for step in event.steps)]
    parts += [f"{claim.words} {claim.place} {claim.remark}" for claim in event.claims if not claim.retracted]
    return "\n".join(part for part in parts if part)


def _entity_text(state: e.State) -> str:
    extra = (state.publisher, state.affiliation, state.note) if isinstance(state, e.Source) else ()
    return "\n".join((*names_of(state), *(part for part in extra if part)))
