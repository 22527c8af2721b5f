"""``LocalToday``: which day it is in a server, by the zone of its notes, or by UTC if it gets none."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.domain.codec import decode_state
from bot.domain.entities import Subscription
from storage.views import At, Views

UTC = "UTC"
KEPT = 10_000
"""Most servers whose zones are cached."""


class LocalToday:
    """Gives today's date in servers; caches their zones until the record changes."""

    def __init__(self, views: Views, clock: Clock) -> None:
        self._views = views
        self._clock = clock
        self._known: dict[str, tuple[int, str]] = {}

    async def of(self, scope: str | None) -> int:
        """Today in the server with this scope, as a Gregorian ordinal; by UTC if ``scope`` is None."""
        return self._clock.today(ZoneInfo(await self._zone(scope) if scope is not None else UTC))

    async def _zone(self, scope: str) -> str:
        position = await self._views.head_position()
        known = self._known.get(scope)
        if known is None or known[0] != position:
            known = (position, await self._first_zone(scope))
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[scope] = known
        return known[1]

    async def _first_zone(self, scope: str) -> str:
        """The zone of the server's oldest channel with notes; UTC if it has none."""
        rows = [
            row.row for row in await self._views.named(At(scope), ("subscription",)) if row.scope == scope
        ]
        first = min(rows, key=lambda row: int(row.id), default=None)
        return decode_state(Subscription, first.state).zone if first is not None else UTC
