"""``Clock``: the only place that reads the time; injected everywhere, so that tests can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

import msgspec


def _system_time() -> datetime:
    return datetime.now(UTC)


class Clock(msgspec.Struct, frozen=True):
    """Gives the time of ``source``, a function that returns an aware datetime in UTC.

    By default the system's.
    """

    source: Callable[[], datetime] = _system_time

    def now(self) -> datetime:
        """This instant, in UTC."""
        return self.source()

    def today(self, zone: tzinfo = UTC) -> int:
        """Today's date in ``zone``, as a Gregorian ordinal."""
        return self.now().astimezone(zone).toordinal()
