"""``Cooldown``: limits how many files one person can ask for or upload, since these are costly."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.domain.questions import Question

ALLOWED, WITHIN = 5, timedelta(minutes=10)
"""Five files in ten minutes: enough for people who need several, too few to hold up others."""
COSTLY = frozenset({"edit export", "edit import"})
REMEMBERED = 1000
"""Most people whose files are counted; beyond that, people whose last file is long past are forgotten."""


def is_costly(question: Question) -> bool:
    """Whether a question asks for a file, or comes with one to be read."""
    return question.command in COSTLY or question.options.get("as") == "file"


class Cooldown:
    """Counts files by person, across all servers, and only in memory: a restart may reset the counts."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._had: dict[int, deque[datetime]] = {}

    def too_often(self, person: int, question: Question) -> datetime | None:
        """When the person may ask this again; None if they may now, and then the question is counted."""
        if not is_costly(question):
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
        """Takes back the last count, because the file was refused or failed."""
        if had := self._had.get(person):
            had.pop()
