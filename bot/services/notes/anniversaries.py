"""Notes and forecasts for a server's channels, cached.

Thousands of notes may be due in one minute. Servers without changes of their own see the same record, so that
their notes are made once for all of them, as long as the record does not change.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from bot.domain.entities import NOTE_PARTS, Event, Subscription
from bot.domain.posts import DueEvent, NoteAnswer
from bot.services.event_view import Reading
from bot.services.memory import Memories
from bot.services.notes.due import DueGist, due_between, layer_of, wanted
from bot.services.notes.note import DAYS, compose
from storage.rows import CORPUS
from storage.views import At, Views

KINDS = ("event", "agreement", "source")
"""The kinds of entity that notes are made of: notes are cached until one of these changes."""

GLANCE = 50
"""Events of one day that a forecast looks at to tell whether that day will have a note."""


class Anniversaries:
    """What is due in a scope, its notes, and forecasts of them."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._memories = Memories()
        # Separate, so that many servers with changes of their own do not evict what all others share.
        self._shared_memories = Memories()

    async def due(
        self, scope: str, day: int, subscription: Subscription | None = None
    ) -> tuple[DueEvent, ...]:
        """The events due on a day, in a note's order; without a subscription, no publications and polls."""
        reading = await self._reading(scope)
        found = wanted(await due_between(reading, layer_of(subscription), day, day), subscription)
        whole = await reading.event_views(one.gist for one in found)
        return tuple(due_event(one, whole[one.gist.id].event) for one in found if one.gist.id in whole)

    async def note(
        self,
        scope: str,
        subscription: Subscription,
        day: int,
        *,
        parts: Collection[str] | None = None,
        late: bool = False,
        position: int | None = None,
    ) -> NoteAnswer | None:
        """The note of a subscription for a local day; None if nothing is due.

        With ``parts`` only these parts of it. With ``position`` the note as the record was when the log ended
        there, such as when it was sent. ``late`` marks it as late.
        """
        kinds = tuple(kind for kind in subscription.kinds if parts is None or kind in parts)
        # Only the settings that the text of a note depends on, so that all channels with these share it.
        settings = Subscription(
            id="",
            time="",
            zone="",
            kinds=kinds,
            parties=subscription.parties,
            agreements=subscription.agreements,
            layer=subscription.layer,
            round_only=subscription.round_only,
            unmarked=subscription.unmarked,
        )
        reading = await self._reading(scope, position)
        note = await reading.memory.once(("note", settings, day), lambda: compose(reading, settings, day))
        return replace(note, subscription=subscription.id, late=late) if note is not None else None

    async def days(
        self, scope: str, subscription: Subscription, first: int, days: int = 365
    ) -> tuple[int, ...]:
        """Which days, among ``days`` from ``first`` on, will have a note by the record as it is now; in
        order.

        Only the first ``GLANCE`` events of each day are looked at: a day is missed if it has more, and the
        subscription's filters let only later ones pass.
        """
        reading = await self._reading(scope)
        last = first + days - 1
        found = await due_between(reading, layer_of(subscription), first, last + DAYS - 1, most=GLANCE)
        with_note = {one.day for one in wanted(found, subscription) if one.day <= last}
        if "week" in subscription.kinds:
            every = replace(subscription, kinds=NOTE_PARTS)
            mondays = (one.day - (one.day - 1) % 7 for one in wanted(found, every))
            with_note |= {monday for monday in mondays if first <= monday <= last}
        return tuple(sorted(with_note))

    async def _reading(self, scope: str, position: int | None = None) -> Reading:
        """The record as a scope sees it; scopes without changes of their own share one with its cache."""
        edition = await self._views.edition(At(scope, position), KINDS)
        if all(whose == CORPUS for whose, *_ in edition):
            return Reading(self._views, At(None, position), self._shared_memories.of(edition))
        return Reading(self._views, At(scope, position), self._memories.of(edition))


def due_event(kept: DueGist, event: Event) -> DueEvent:
    """A due event reduced to id, number, title, date and what is due."""
    return DueEvent(event.id, kept.gist.label, event.title, kept.date, kept.due)
