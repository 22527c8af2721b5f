"""How often one person may have what is dear to make or to read: files."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.domain.questions import Question

ALLOWED, WITHIN = 5, timedelta(minutes=10)
"""So many files in so long: enough for whoever needs several, too few to keep the bot from others."""
DEAR = frozenset({"edit export", "edit import"})
REMEMBERED = 1000
"""With more people than this, those whose files are long past are forgotten."""


def is_dear(question: Question) -> bool:
    """Whether a file made of much of the record is asked for, or one is handed in to be read."""
    return question.command in DEAR or question.options.get("as") == "file"


class Cooldown:
    """Counts files by person, wherever they ask; in memory, for a restart does no harm."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._had: dict[int, deque[datetime]] = {}

    def too_often(self, person: int, question: Question) -> datetime | None:
        """The moment from which the person may ask this again; None if they may now, and then it counts."""
        if not is_dear(question):
            return None
        now = self._clock.now()
        had = self._had.setdefault(person, deque(maxlen=ALLOWED))
        if len(had) == ALLOWED and now < had[0] + WITHIN:
            return had[0] + WITHIN
        had.append(now)
        if len(self._had) > REMEMBERED:
            self._had = {who: times for who, times in self._had.items() if times and now < times[-1] + WITHIN}
        return None

    def not_had(self, person: int) -> None:
        """What last counted was refused, or failed: it counts no more."""
        if had := self._had.get(person):
            had.pop()
