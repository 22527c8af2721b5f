"""What is due in a server's channels, and the notes that say so.

Thousands of notes may be due in one minute. What servers without changes of their own see is the same, so it
is worked out once for all of them, for as long as the record stays as it is.
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
"""What a note is made of: while these stay as they are, so does the note."""

GLANCE = 50
"""Events of one day that are looked at to tell whether it will have a note."""


class Anniversaries:
    """What is due, and the notes that say so, from the record as a scope sees it now."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._memories = Memories()
        # Apart, so that servers with changes of their own, one after the other, do not push it out.
        self._of_all = Memories()

    async def due(
        self, scope: str, day: int, subscription: Subscription | None = None
    ) -> tuple[DueEvent, ...]:
        """What is due on a day, in a note's order; without a subscription, whatever any channel wants."""
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
        """The note of a subscription and local day, where ``parts`` are given of these alone; None if nothing
        is due. With ``position`` as it was when the log ended there."""
        told = tuple(kind for kind in subscription.kinds if parts is None or kind in parts)
        # What does not change what a note says is left out: so that channels that say the same share it.
        settings = Subscription(
            id="",
            time="",
            zone="",
            kinds=told,
            parties=subscription.parties,
            agreements=subscription.agreements,
            layer=subscription.layer,
            round_only=subscription.round_only,
            unmarked=subscription.unmarked,
        )
        reading = await self._reading(scope, position)
        note = await reading.memory.once(("note", settings, day), lambda: compose(reading, settings, day))
        return replace(note, subscription=subscription.id, late=late) if note is not None else None

    async def forecast(self, scope: str, subscription: Subscription, first: int, days: int = 365) -> int:
        """On how many of the days from ``first`` on there will be a note, as the record is now."""
        return len(await self.days(scope, subscription, first, days))

    async def days(
        self, scope: str, subscription: Subscription, first: int, days: int = 365
    ) -> tuple[int, ...]:
        """The days from ``first`` on that will have a note, as the record is now, in order.

        Of each day the first 50 events are looked at: where there are more, and filters that let none of
        these pass, it may be fewer days than there will be.
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
        """The record as a scope sees it: for all that have nothing of their own it is the same."""
        edition = await self._views.edition(At(scope, position), KINDS)
        if all(whose == CORPUS for whose, *_ in edition):
            return Reading(self._views, At(None, position), self._of_all.of(edition))
        return Reading(self._views, At(scope, position), self._memories.of(edition))


def due_event(kept: DueGist, event: Event) -> DueEvent:
    """What is due, as those name it who need no more."""
    return DueEvent(event.id, kept.gist.label, event.title, kept.date, kept.due)
