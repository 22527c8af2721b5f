"""What the settings of notes need to know beside the record: channels, anniversaries, the ledger of notes."""

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
    """Where notes could go. Over Discord: ``bot.rooms``."""

    def room(self, scope: str, channel: int) -> Room | None:
        """A channel or thread of that server, by its id; None if it has no such one, or the bot sees none."""


class Surroundings(msgspec.Struct, frozen=True):
    """All of it, and what follows from it for one subscription."""

    rooms: Rooms
    anniversaries: Anniversaries
    deliveries: Deliveries
    posting: Posting

    async def forecast(self, scope: str, settings: Subscription, now: datetime) -> Forecast:
        """How many notes a year these settings give, also without the reference pack, and on which day the
        first."""
        first = await self.next_day(scope, settings, now)
        days = await self.anniversaries.days(scope, settings, first, YEAR)
        alone = replace(settings, layer="documents")
        documents = days if settings == alone else await self.anniversaries.days(scope, alone, first, YEAR)
        return Forecast(len(days), len(documents), days[0] if days else None)

    async def next_note(
        self, scope: str, settings: Subscription, now: datetime
    ) -> tuple[int, datetime] | None:
        """The day of the next note and the instant at which it is due; None if there is none within a year,
        or while a pause has no end."""
        if settings.paused and not settings.until:
            return None
        first = await self.next_day(scope, settings, now)
        if settings.paused:
            first = max(first, date.fromisoformat(settings.until).toordinal())
        days = await self.anniversaries.days(scope, settings, first, YEAR)
        return (days[0], local_instant(days[0], settings.time, settings.zone)) if days else None

    async def next_day(self, scope: str, settings: Subscription, now: datetime) -> int:
        """The first local day whose time is still to come and of which nothing was decided before."""
        today = local_day(now, settings.zone)
        past = local_instant(today, settings.time, settings.zone) <= now
        decided = await self.deliveries.of(scope, settings.id, today) is not None
        return today + 1 if past or decided else today


def here_and_now(zone: str, now: datetime) -> tuple[int, str]:
    """The day and the time of day that a zone's clocks show."""
    there = now.astimezone(ZoneInfo(zone))
    return there.toordinal(), f"{there:%H:%M}"


def skipped_time(settings: Subscription, first: int) -> tuple[int, str] | None:
    """The first day of the coming year on which the zone's clocks jump over the time, and the time at which
    the note is posted on it; None if they never do."""
    zone = ZoneInfo(settings.zone)
    for day in range(first, first + YEAR):
        shown = local_instant(day, settings.time, settings.zone).astimezone(zone)
        if (shown.toordinal(), f"{shown:%H:%M}") != (day, settings.time):
            return day, f"{shown:%H:%M}"
    return None
