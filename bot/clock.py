"""The one clock: whatever needs the time is given this; nothing else reads it. Tests and the demo move it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

import msgspec


def _system_time() -> datetime:
    return datetime.now(UTC)


class Clock(msgspec.Struct, frozen=True):
    """Tells the time that ``source`` gives (an aware datetime in UTC): the system's, or a test's own."""

    source: Callable[[], datetime] = _system_time

    def now(self) -> datetime:
        """This instant, in UTC."""
        return self.source()

    def today(self, zone: tzinfo = UTC) -> int:
        """The ordinal of the day that the calendar shows in ``zone``."""
        return self.now().astimezone(zone).toordinal()
