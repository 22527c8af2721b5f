"""Makes the note of a day: due events, what sources say about them, what followed, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from bot.domain.anniversaries import UNMARKED_KINDS
from bot.domain.codec import decode_state
from bot.domain.dates import parse, weekday
from bot.domain.entities import (
    MENTIONED,
    NOTE_PARTS,
    OWN_KNOWLEDGE,
    REFERENCE,
    Agreement,
    Claim,
    Subscription,
)
from bot.domain.entries import Entry
from bot.domain.gists import Gist, decode_gist
from bot.domain.posts import Ahead, Anniversary, NoteAnswer, Remark, Sequel
from bot.domain.questions import Layer
from bot.services.event_view import EventView, Reading, claims_in
from bot.services.footnotes import Footnotes
from bot.services.notes.due import DueGist, due_between, layer_of, wanted

TOLD = 5
"""Most due events that a note shows; the others are counted, and shown by the full story."""
SINCE = 3
"""Most later events of an agreement that a note shows."""
AGREEMENTS = 2
"""Most agreements of which a note says what followed."""
TOMORROW, WEEK = 2, 6
"""Most events in the look-ahead to tomorrow, and in the one to the week."""
DAYS = 7
"""Days of the look-ahead to the week."""
FULL = 400
"""Most events of one agreement in the full story."""

MONDAY = 0


class _Contents(NamedTuple):
    """The events of a note: those shown of ``total`` that are due, and those ahead (``week`` or tomorrow)."""

    due: Sequence[DueGist]
    total: int
    ahead: Sequence[DueGist] = ()
    week: bool = False


async def compose(reading: Reading, settings: Subscription, day: int) -> NoteAnswer | None:
    """The note of a day for these settings, as it is posted; None if nothing is due and nothing is ahead."""
    found = wanted(await due_between(reading, layer_of(settings), day, day), settings)
    week = "week" in settings.kinds and weekday(day) == MONDAY
    ahead = await _this_week(reading, settings, day) if week else await _tomorrow(reading, settings, day)
    if not found and not (week and ahead):
        return None
    return await _assembled(reading, settings, day, _Contents(found[:TOLD], len(found), ahead, week))


async def story(reading: Reading, settings: Subscription, day: int, kept: Sequence[DueGist]) -> NoteAnswer:
    """A note with all that is on record about ``kept``, some of the events that are due on the day."""
    return await _assembled(reading, settings, day, _Contents(kept, len(kept)), full=True)


async def _tomorrow(reading: Reading, settings: Subscription, day: int) -> list[DueGist]:
    if "day" not in settings.kinds:
        return []
    found = await due_between(reading, layer_of(settings), day + 1, day + 1)
    return wanted(found, replace(settings, kinds=("day",)))[:TOMORROW]


async def _this_week(reading: Reading, settings: Subscription, day: int) -> list[DueGist]:
    """The heaviest events of the seven days from this one on, without those that its note shows as due."""
    every = replace(settings, kinds=NOTE_PARTS)
    found = wanted(await due_between(reading, layer_of(settings), day, day + DAYS - 1), every)
    later = [one for one in found if one.day > day or one.due.part not in settings.kinds]
    chosen = sorted(later, key=lambda one: (not one.due.round, -one.gist.weight, one.day))[:WEEK]
    return sorted(chosen, key=lambda one: one.day)


async def _assembled(
    reading: Reading, settings: Subscription, day: int, contents: _Contents, *, full: bool = False
) -> NoteAnswer:
    """The note with these contents; with ``full`` with every remark and every later event."""
    layer, due, ahead = layer_of(settings), contents.due, contents.ahead
    since = await _since(reading, layer, day, due, full=full)
    gists = [one.gist for one in due] + [gist for one in since for gist in one.entries]
    gists += [one.gist for one in ahead]
    whole = await reading.event_views(gists)
    notes = await Footnotes.gather(reading, layer, gists)

    def entry(gist: Gist, years: int = 0) -> Entry:
        return notes.entry(whole[gist.id], layer, years=years)

    return NoteAnswer(
        subscription=settings.id,
        day=day,
        layer=layer,
        anniversaries=tuple(
            Anniversary(
                one.gist.id,
                entry(one.gist, one.due.years),
                one.due,
                _remarks(whole[one.gist.id], layer, notes, full=full),
            )
            for one in due
        ),
        total=contents.total,
        sequels=tuple(Sequel(one.name, tuple(map(entry, one.entries)), one.left_out) for one in since),
        ahead=tuple(Ahead(one.gist.id, one.day, entry(one.gist), one.due) for one in ahead),
        week=contents.week,
        footnotes=notes.footnotes,
        carried=tuple((id, one.position) for id, one in whole.items()),
    )


def _remarks(view: EventView, layer: Layer, notes: Footnotes, *, full: bool) -> tuple[Remark, ...]:
    """One remark on an event from documents and one from the reference pack; with ``full``, all of them.

    The remark of the leading claim is preferred, then that of the most precise date.
    """
    lead = view.dated(layer).lead

    def rank(claim: Claim) -> tuple[bool, bool, int]:
        date = parse(claim.date)
        return claim.pack == REFERENCE, claim.id != lead, date.high - date.low

    claims = [c for c in claims_in(view.event, layer) if c.remark and c.grade != OWN_KNOWLEDGE]
    found: dict[str, Remark] = {}
    for claim in sorted(claims, key=rank):
        key = claim.id if full else claim.pack
        found.setdefault(key, Remark(claim.remark, notes.numbers((claim.source,)), claim.pack == REFERENCE))
    return tuple(found.values())


class _Later(NamedTuple):
    """What followed on an agreement: its later events, oldest first; ``left_out`` are not among them."""

    name: str
    entries: Sequence[Gist]
    left_out: int


async def _since(
    reading: Reading, layer: Layer, day: int, due: Sequence[DueGist], *, full: bool
) -> list[_Later]:
    """What followed, up to the day, on each agreement that the due events acted on."""
    begun: dict[str, int] = {}
    for one in due:
        for agreement, action in one.gist.steps:
            if action != MENTIONED:
                begun[agreement] = min(begun.get(agreement, one.date.high), one.date.high)
    shown = {one.gist.id for one in due}
    found = []
    for agreement in list(begun)[: len(begun) if full else AGREEMENTS]:
        later = [
            gist
            for low, gist in await _entries_of(reading, layer, agreement)
            if gist.id not in shown and begun[agreement] < low <= day
        ]
        chosen = later if full else _most_telling(agreement, later)
        found.append(_Later(await _short(reading, agreement), chosen, len(later) - len(chosen)))
    return found


def _most_telling(agreement: str, later: Sequence[Gist]) -> list[Gist]:
    """The ``SINCE`` most telling events: the last one, then steps of the agreement, heavy ones, new ones."""

    def rank(at: int) -> tuple[bool, bool, int, int]:
        return at != len(later) - 1, not later[at].acts_on(agreement), -later[at].weight, -at

    return [later[at] for at in sorted(sorted(range(len(later)), key=rank)[:SINCE])]


async def _entries_of(reading: Reading, layer: Layer, agreement: str) -> Sequence[tuple[int, Gist]]:
    """The agreement's events, each with its first day, oldest first.

    Publications, polls and what rests on own knowledge alone are left out.
    """

    async def look_up() -> Sequence[tuple[int, Gist]]:
        found = []
        for one in await reading.views.gists_about(reading.at, agreement):
            gist = decode_gist(one.gist)
            when = gist.when(layer)
            if when is not None and not when.own and gist.kind not in UNMARKED_KINDS:
                found.append((when.low, when.high, gist.number, gist))
        found.sort(key=lambda one: one[:3])
        return [(low, gist) for low, _, _, gist in found[-FULL:]]

    return await reading.memory.once(("entries of", layer, agreement), look_up)


async def _short(reading: Reading, agreement: str) -> str:
    """The short name of an agreement."""

    async def look_up() -> str:
        row = await reading.views.get(reading.at, "agreement", agreement)
        return decode_state(Agreement, row.row.state).called if row is not None else agreement

    return await reading.memory.once(("short", agreement), look_up)
