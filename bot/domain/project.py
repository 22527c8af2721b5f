"""From a state to the view row that readers ask for: index columns, links, names and the text to search.

Pure and one-way: everything in a row follows from the state, so a rebuild gives equal rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.domain import events as e
from bot.domain.anniversaries import mark_of
from bot.domain.claims import Dating, date_in_layers
from bot.domain.codec import encode_state
from bot.domain.dates import Precision, parse
from bot.domain.gists import Gist, When, encode_gist, gist_of
from storage.rows import DateKey, ViewRow

LAYERS = ("all", "documents")
SAID_ON = "said_on"
"""The relation of an event to each day of the year (``1228``) that any claim gives it, here or elsewhere."""

BEGUN_IN = "begun_in"
"""The relation of an event that a short interval dates to the month of any year (``06``) that keeps it."""


def dating(event: e.Event, layer: str = "all") -> Dating:
    """Which claim dates the event, and what contradicts it, in a layer of sources."""
    return datings(event)[layer]


def datings(event: e.Event) -> dict[str, Dating]:
    """The event's dating in every layer of sources."""
    packs = {claim.source: (claim.pack, claim.grade) for claim in event.claims}
    return date_in_layers(event.claims, packs=packs, preferred=event.preferred)


def view_row(
    kind: str, state: e.State, *, version: int, overlay: bytes | None = None, stale: bool = False
) -> ViewRow:
    """The row of an entity as it stands. ``version`` is that of the stream in the row's own scope."""
    if isinstance(state, e.Event):
        return _event_row(state, version, overlay, stale)
    return ViewRow(
        kind=kind,
        id=state.id,
        number=0,
        version=version,
        state=encode_state(state),
        live=state.retracted is None,
        overlay=overlay,
        stale=stale,
        links=_entity_links(state),
        names=names_of(state),
        text=_entity_text(state),
    )


def _event_row(event: e.Event, version: int, overlay: bytes | None, stale: bool) -> ViewRow:
    found = datings(event)
    gist = gist_of(event, found)
    return ViewRow(
        kind="event",
        id=event.id,
        number=event.number,
        version=version,
        state=encode_state(event),
        live=event.retracted is None and event.merged_into is None,
        weight=event.weight,
        overlay=overlay,
        stale=stale,
        dates=_date_keys(gist),
        links=tuple(dict.fromkeys(_links(event, gist, found))),
        names=names_of(event),
        text=_event_text(event),
        gist=encode_gist(gist),
        subjects=tuple(dict.fromkeys(agreement for agreement, _ in gist.steps)),
    )


def names_of(state: e.State) -> tuple[str, ...]:
    """Everything an agreement, source, party or theme can be called by, its chief name first, each once."""
    found: list[str] = []
    if isinstance(state, e.Event):
        return (state.title,) if state.title else ()
    match state:
        case e.Agreement(name=name, short=short, names=names):
            found = [name, short, *(alias for aliases in names.values() for alias in aliases)]
        case e.Source(title=title, label=label, author=author, names=aliases):
            found = [title, label, author, *aliases]
        case e.Party(name=name, names=names) | e.Theme(name=name, names=names):
            found = [name, *(alias for aliases in names.values() for alias in aliases)]
    return tuple(dict.fromkeys(name for name in found if name))


def _date_keys(gist: Gist) -> tuple[DateKey, ...]:
    dated = [(layer, when) for layer in LAYERS if (when := gist.when(layer)) is not None]
    return tuple([_date_key(layer, when) for layer, when in dated])


def _date_key(layer: str, when: When) -> DateKey:
    month_day, month = (0, 0) if when.contested or when.own else _kept_on(when.edtf)
    low, high = when.span or (when.low, when.high)
    return DateKey(layer, low, high, month_day, month)


@lru_cache(maxsize=16_384)
def _kept_on(edtf: str) -> tuple[int, int]:
    date = parse(edtf)
    return date.month_day, date.month_key


def _links(event: e.Event, gist: Gist, found: Mapping[str, Dating]) -> list[tuple[str, str]]:
    links = [("agreement", agreement) for agreement, _ in gist.steps]
    links += [("party", party) for party in event.parties]
    links += [("theme", theme) for theme in event.themes]
    links += [("source", claim.source) for claim in event.claims if not claim.retracted]
    days = {_kept_on(day)[0] for day in gist.days_said("all")}
    links += [(SAID_ON, f"{month_day:04}") for month_day in sorted(days)]
    links += [(BEGUN_IN, f"{month:02}") for month in sorted(_months_begun(event, found.values()))]
    return links


def _months_begun(event: e.Event, found: Iterable[Dating]) -> set[int]:
    """The months that keep the event where an interval dates it, in any layer."""
    if "/" not in "".join([claim.date for claim in event.claims]):
        return set()
    dates = [dating.date for dating in found if dating.lead is not None]
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
