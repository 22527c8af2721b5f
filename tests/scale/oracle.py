"""What is to be posted, by going through every channel and day: slowly, without the bot's own rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.domain.entities import Subscription
from tests.scale.facts import Fact, Kept, Told, falling, note
from tests.scale.zones import Offsets, day_shown, first_showing, offsets

PUNCTUAL, CATCH_UP = timedelta(minutes=15), timedelta(days=7)
LASTING = ("month", "year")


class Row(NamedTuple):
    """What becomes of the note of a channel and day; nothing is sent where ``told`` is None."""

    day: int
    state: str
    why: str
    late: bool = False
    told: Told | None = None


class Known:
    """What is on record, as each server sees it."""

    def __init__(self) -> None:
        self.corpus: dict[str, Fact] = {}
        self.of_servers: dict[str, dict[str, Fact]] = {}
        """By scope: a server's own events, and those of the corpus that it has changed for itself."""
        self._falling: dict[tuple[str, str, int], tuple[Kept, ...]] = {}

    def put(self, fact: Fact, scope: str | None = None) -> None:
        """A fact is so from now on; for a server alone where there is a scope."""
        known = self.corpus if scope is None else self.of_servers.setdefault(scope, {})
        known[fact.id] = fact
        self._falling.clear()

    def week(self, scope: str, layer: str, day: int) -> tuple[Kept, ...]:
        """What falls on a day and on the six after, for a server."""
        own = self.of_servers.get(scope, {})
        key = (scope if own else "", layer, day)
        if key not in self._falling:
            self._falling[key] = tuple(falling({**self.corpus, **own}.values(), layer, day))
        return self._falling[key]


@dataclass
class Channel:
    """A channel with notes, and the day of it that is to be decided next (None: not known yet)."""

    scope: str
    settings: Subscription
    since: datetime
    """When it was set up, or set up again."""
    span: tuple[date, date]
    live: bool = True
    changed: bool = True
    day: int | None = None
    due_at: datetime = datetime.max
    rows: dict[int, Row] = field(default_factory=dict)

    @property
    def clocks(self) -> Offsets:
        """The clocks of its zone."""
        return offsets(self.settings.zone, *self.span)

    def change(self, settings: Subscription, at: datetime, *, live: bool | None = None) -> None:
        """Somebody changes the settings, stops the notes, or sets them up again."""
        self.settings, self.changed = settings, True
        self.since = at
        self.live = self.live if live is None else live

    def tick(self, now: datetime, known: Known) -> Iterator[Row]:
        """What is decided when the bot looks: the days whose time has come since."""
        if self.changed:
            self._settle_settings(now)
        while self.day is not None and self.due_at <= now:
            row = self._decide(self.day, now - self.due_at, known)
            if row is not None:
                self.rows[row.day] = row
                yield row
            self.day += 1
            self.due_at = self._instant(self.day)

    def _settle_settings(self, now: datetime) -> None:
        """A time that was still to come, and is past by new settings, is now: neither twice nor late."""
        self.changed = False
        if not self.live:
            self.day = None
        elif self.day is not None:
            self.due_at = max(self._instant(self.day), min(self.due_at, now))
        else:
            first = day_shown(self.clocks, self.since)
            if self._instant(first) <= self.since:
                first += 1
            self.day = max(first, max(self.rows, default=0) + 1)
            self.due_at = self._instant(self.day)

    def _instant(self, day: int) -> datetime:
        return first_showing(self.clocks, day, self.settings.time)

    def _decide(self, day: int, lateness: timedelta, known: Known) -> Row | None:
        kinds, why = self._may_be_told(day, lateness)
        kept_back = tuple(kind for kind in self.settings.kinds if kind not in kinds)
        missed = bool(why) and self._note(day, kept_back, known) is not None
        told = self._note(day, kinds, known) if kinds else None
        if told is not None:
            return Row(day, "sent", why if missed else "", lateness > PUNCTUAL, told)
        return Row(day, "skipped", why) if missed else None

    def _may_be_told(self, day: int, lateness: timedelta) -> tuple[tuple[str, ...], str]:
        """Which parts may still be posted, and why others may not."""
        settings = self.settings
        if settings.paused and not (settings.until and date.fromordinal(day).isoformat() >= settings.until):
            return (), "paused"
        if lateness <= max(timedelta(hours=settings.grace), PUNCTUAL):
            return settings.kinds, ""
        lasting = tuple(kind for kind in settings.kinds if kind in LASTING)
        return (lasting if lateness <= CATCH_UP else ()), "grace"

    def _note(self, day: int, kinds: Sequence[str], known: Known) -> Told | None:
        week = known.week(self.scope, self.settings.layer, day)
        return note(week, self.settings, tuple(kinds), day)
