"""The next anniversary among some events, as a briefing mentions it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from bot.domain.anniversaries import UNMARKED_KINDS, Due, next_due
from bot.domain.dates import ymd
from bot.domain.gists import Gist, When

AHEAD = 366
"""Days within which an anniversary must fall."""
SOON = 60
"""Days within which a round anniversary is preferred to a nearer one that is not."""

LONG_MONTH = 31
LEEWAY = 8
"""Days by which ``_days`` may be wrong, as it counts every month as 31 days."""

_MONTH_DAY = re.compile(r"-(\d\d)-(\d\d)(?:T.*)?$")


class Coming(NamedTuple):
    """An anniversary: on which day, of how many years, and of what."""

    day: int
    due: Due
    event: Gist


def next_anniversary(events: Sequence[Gist], layer: str, today: int) -> Coming | None:
    """The nearest day anniversary within a year; of several on one day, that of the heaviest event.

    A round anniversary within ``SOON`` days is preferred to nearer ones.
    """
    coming: list[Coming] = []
    nearest = AHEAD
    for away, place, when in sorted(_days(events, layer, today), key=itemgetter(0, 1)):
        if away > max(nearest, SOON) + LEEWAY:
            break
        falls = next_due(when.date, today - 1)
        if falls is not None and falls[0] - today <= AHEAD:
            nearest = min(nearest, falls[0] - today)
            coming.append(Coming(*falls, events[place]))

    def order(one: Coming) -> tuple[bool, int, int]:
        soon_and_round = one.due.round and one.day - today <= SOON
        return not soon_and_round, one.day, -one.event.weight

    return min(coming, key=order, default=None)


def _days(events: Sequence[Gist], layer: str, today: int) -> Iterator[tuple[int, int, When]]:
    """For each event that may have a day anniversary: in about how many days, its index, and its date.

    A rough count of days is enough to sort by; finding the exact day of every event would take too long.
    """
    _, month, day = ymd(today)
    for place, gist in enumerate(events):
        when = gist.when(layer)
        if when is None or not when.led or gist.kind in UNMARKED_KINDS or when.low != when.high:
            continue
        found = _MONTH_DAY.search(when.edtf)
        if found is not None:
            away = (int(found[1]) - month) * LONG_MONTH + int(found[2]) - day
            yield away % (12 * LONG_MONTH), place, when
