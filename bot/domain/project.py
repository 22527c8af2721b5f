"""Makes an entity's view row from its state: date columns, links, names and the text to search.

Everything in a row follows from the state alone, so a rebuild gives equal rows.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain import entities as e
from bot.domain.anniversaries import mark_of
from bot.domain.codec import encode_state
from bot.domain.dates import Precision, parse
from bot.domain.gists import Gist, When, encode_gist, gist_of
from storage.rows import DateKey, Link, ViewRow

LAYERS = ("all", "documents")
SAID_ON = "said_on"
"""The relation of an event to each day of the year (``1228``) that any of its claims gives, at any place."""

KIND, ACTION = "kind", "action"
"""The relations of an event to its kinds, a broader one too, and to each action it takes on an agreement."""

BEGUN_IN = "begun_in"
"""The relation of an event dated by a short interval to the month (``06``) that its anniversary falls in."""


def view_row(
    kind: str, state: e.State, *, version: int, overlay: bytes | None = None, stale: bool = False
) -> ViewRow:
    """The view row of an entity.

    ``version`` is that of the entity's stream in the row's own scope; ``overlay`` and ``stale`` are as in
    ``ViewRow``.
    """
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
    gist = gist_of(event)
    agreements = tuple(dict(gist.steps))
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
        links=_links(event, gist, agreements),
        names=names_of(event),
        text=_event_text(event),
        gist=encode_gist(gist),
        subjects=agreements,
    )


def names_of(state: e.State) -> tuple[str, ...]:
    """All names of an entity, its chief name first, each once; of an event, its title."""
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
    dated = [(layer, gist.when(layer)) for layer in LAYERS]
    return tuple([_date_key(layer, when) for layer, when in dated if when is not None])


def _date_key(layer: str, when: When) -> DateKey:
    low, high = when.span or (when.low, when.high)
    if not when.led:
        return DateKey(layer, low, high)
    date = when.date
    return DateKey(layer, low, high, date.month_day, date.month_key)


def _links(event: e.Event, gist: Gist, agreements: Iterable[str]) -> tuple[Link, ...]:
    led = [when.date for when in (gist.every, gist.documents) if when is not None and when.led]
    marks = [mark_of(date) for date in led if date.precision is Precision.INTERVAL]
    told = gist.particulars
    days = told.days + told.reference_days
    actions = dict.fromkeys(step.action for step in event.steps if step.action != e.MENTIONED)
    return (
        *[(KIND, kind) for kind in e.kinds_of(event.kind)],
        *[(ACTION, action) for action in actions],
        *[("agreement", agreement) for agreement in agreements],
        *[("party", party) for party in dict.fromkeys(event.parties)],
        *[("theme", theme) for theme in dict.fromkeys(event.themes)],
        *[("source", source) for source in dict.fromkeys(told.sources + told.references)],
        *[(SAID_ON, f"{day:04}") for day in sorted({parse(day).month_day for day in days})],
        *[(BEGUN_IN, f"{month:02}") for month in sorted({mark.month for mark in marks if mark is not None})],
    )


def _entity_links(state: e.State) -> tuple[Link, ...]:
    if not isinstance(state, e.Agreement):
        return ()
    return (
        ("type", state.type),
        *(("party", party) for party in state.parties),
        *(("theme", theme) for theme in state.themes),
    )


def _event_text(event: e.Event) -> str:
    agreements = [step.agreement for step in event.steps]
    said = [f"{claim.words} {claim.place} {claim.remark}" for claim in event.claims if not claim.retracted]
    return "\n".join((event.note, *agreements, *said))


def _entity_text(state: e.State) -> str:
    match state:
        case e.Source(publisher=publisher, affiliation=affiliation, note=note):
            return "\n".join((publisher, affiliation, note))
        case e.Agreement(note=note):
            return note
    return ""
