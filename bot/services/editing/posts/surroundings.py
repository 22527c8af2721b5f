"""What the settings of notes and ``/why`` need besides the record: channels, ledger, posting."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from bot.domain.entities import Subscription
from bot.domain.localtime import local_day, local_instant
from bot.domain.permissions import Room
from bot.domain.subscriptions import Forecast
from bot.services.notes.anniversaries import Anniversaries
from bot.services.posting import Posting
from storage.deliveries import Deliveries

YEAR = 365


class Rooms(Protocol):
    """Looks up channels that notes could go to; ``bot.rooms.ClientRooms`` is the real one."""

    def room(self, scope: str, channel: int) -> Room | None:
        """A channel or thread of a server by its id; None if there is none that the bot sees."""


class Surroundings(msgspec.Struct, frozen=True):
    """These services together, and what can be forecast with them for one subscription."""

    rooms: Rooms
    anniversaries: Anniversaries
    deliveries: Deliveries
    posting: Posting

    async def forecast(self, scope: str, settings: Subscription, now: datetime) -> Forecast:
        """How many notes a year these settings give, also by documents alone, and the day of the first."""
        first = await self.next_day(scope, settings, now)
        days = await self.anniversaries.days(scope, settings, first, YEAR)
        alone = replace(settings, layer="documents")
        documents = days if settings == alone else await self.anniversaries.days(scope, alone, first, YEAR)
        return Forecast(len(days), len(documents), days[0] if days else None)

    async def next_note(
        self, scope: str, settings: Subscription, now: datetime
    ) -> tuple[int, datetime] | None:
        """The day of the next note and the instant at which it is due.

        None if there is none within a year, or if notes are paused without an end.
        """
        if settings.paused and not settings.until:
            return None
        first = await self.next_day(scope, settings, now)
        if settings.paused:
            first = max(first, date.fromisoformat(settings.until).toordinal())
        days = await self.anniversaries.days(scope, settings, first, YEAR)
        return (days[0], local_instant(days[0], settings.time, settings.zone)) if days else None

    async def next_day(self, scope: str, settings: Subscription, now: datetime) -> int:
        """Today in the zone, or tomorrow if today's note was decided on or its time is past."""
        today = local_day(now, settings.zone)
        past = local_instant(today, settings.time, settings.zone) <= now
        decided = await self.deliveries.of(scope, settings.id, today) is not None
        return today + 1 if past or decided else today


def here_and_now(zone: str, now: datetime) -> tuple[int, str]:
    """The day (as an ordinal) and the time of day that a zone's clocks show now."""
    there = now.astimezone(ZoneInfo(zone))
    return there.toordinal(), f"{there:%H:%M}"


def skipped_time(settings: Subscription, first: int) -> tuple[int, str] | None:
    """The first day in a year whose clocks skip the time of the notes, and the time of that day's note.

    None if there is no such day.
    """
    zone = ZoneInfo(settings.zone)
    for day in range(first, first + YEAR):
        shown = local_instant(day, settings.time, settings.zone).astimezone(zone)
        if (shown.toordinal(), f"{shown:%H:%M}") != (day, settings.time):
            return day, f"{shown:%H:%M}"
    return None
