"""What happened, in a form so simple that what is due can be told without the bot's own rules.

The rules here are those of the project's design, written a second time: dates are numbers, nothing is parsed
or looked up, and all there is on record is gone through for each day.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Literal, NamedTuple

import msgspec

from bot.domain.entities import REFERENCE, Claim, Event, Source, Step, Subscription

Shape = Literal["day", "month", "year", "span", "doubt", "decade", "long", "old", "contested", "own"]
"""How a date is known: the first four have anniversaries, a contested one if an editor prefers a claim."""
SHAPES: tuple[Shape, ...] = (
    "day", "month", "year", "span", "doubt", "decade", "long", "old", "contested", "own"
)  # fmt: skip
OFTEN = (60, 8, 8, 5, 3, 2, 2, 2, 6, 4)
PARTS = ("day", "month", "year")
LISTED, TOMORROW, WEEK = 5, 2, 6
"""Events that a note lists, and that it looks ahead to."""
PARTIES = ("JP", "KR", "US", "CN")
PACTS = ("pact-0", "pact-1", "pact-2")
PAPER = Source("paper", "A paper", "Paper")
PACK = Source("pack", "A pack", "Pack", pack=REFERENCE)
OURS = Source("ours", "What we know", "Ours", grade="own knowledge")
SOURCES = (PAPER, PACK, OURS)


class Fact(msgspec.Struct, frozen=True):
    """An event: its date as numbers, and all that decides where and in which order it is told."""

    id: str
    number: int
    shape: Shape
    year: int
    month: int
    day: int
    weight: int = 1
    kind: str = "meeting"
    parties: tuple[str, ...] = ()
    pacts: tuple[str, ...] = ()
    reference: bool = False
    preferred: bool = False
    retracted: bool = False

    @property
    def edtf(self) -> str:
        """The date as a claim has it."""
        year, month, day = f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"
        match self.shape:
            case "month":
                return f"{year}-{month}"
            case "year":
                return year
            case "span":
                return f"{year}-{month}/{year}-{min(self.month + 1, 12):02}"
            case "doubt":
                return f"{year}-{month}-{day}?"
            case "decade":
                return f"{year[:3]}X"
            case "long":
                return f"{year}-{month}/{self.year + 1:04}-{month}"
            case "old":
                return f"0000-{month}-{day}"
        return f"{year}-{month}-{day}"

    def event(self) -> Event:
        """The event that goes on record."""
        source = OURS if self.shape == "own" else PACK if self.reference else PAPER
        dates = {self.claim: self.edtf}
        if self.shape == "contested":
            dates[f"{self.claim}-other"] = f"{self.year + 3}-07-07"
        claims = (
            Claim(id, source.id, edtf, pack=source.pack, grade=source.grade, remark="It is so.")
            for id, edtf in dates.items()
        )
        return Event(
            id=self.id,
            number=self.number,
            title=f"What happened, {self.claim}",
            kind=self.kind,
            parties=self.parties,
            steps=tuple(Step(pact, "held") for pact in self.pacts),
            weight=self.weight,
            claims=tuple(claims),
        )

    @property
    def claim(self) -> str:
        """The id of the claim that gives the date."""
        return f"c-{self.number}"


class Kept(NamedTuple):
    """An anniversary that falls on a day (a Gregorian ordinal)."""

    day: int
    fact: Fact
    part: str
    years: int

    @property
    def round(self) -> bool:
        return self.years == 5 or self.years % 10 == 0 or self.years % 25 == 0


class Told(NamedTuple):
    """What a note says: its day, what is listed (event, part, years), of how many; what is ahead (event,
    day)."""

    day: int
    listed: tuple[tuple[str, str, int], ...]
    total: int
    ahead: tuple[tuple[str, int], ...]


def draw(random: Random, id: str, number: int, **more: object) -> Fact:
    """Some event; days are more often than others those at which calendars have a catch."""
    year = random.choice((*range(1890, 2027), 1996, 2001, 2016))
    month, day = random.randrange(1, 13), random.randrange(1, 29)
    month, day = random.choice((*[(month, day)] * 8, (2, 28), (1, 1), (month, 1), (12, 31), (2, 29)))
    if (month, day) == (2, 29):
        year -= year % 4
        year += 4 if year == 1900 else 0
    shape = random.choices(SHAPES, OFTEN)[0]
    told = {
        "weight": random.choice((1, 1, 2)),
        "kind": random.choices(("meeting", "publication", "poll"), (12, 1, 1))[0],
        "parties": tuple(sorted(random.sample(PARTIES, random.choice((1, 2))))),
        "pacts": tuple(random.sample(PACTS, random.choice((0, 0, 1)))),
        "reference": shape != "own" and random.random() < 0.2,
        **more,
    }
    return Fact(id, number, shape, year, month, day, **told)  # type: ignore[arg-type]


def fall(fact: Fact, day: date, layer: str) -> tuple[str, int] | None:
    """What a fact is an anniversary of on a day, and of how many years; None if of nothing."""
    years = day.year - fact.year
    if years < 1 or fact.retracted or (layer == "documents" and fact.reference):
        return None
    first_of_month = day.day == 1 and day.month == fact.month
    match fact.shape:
        case "day":
            return ("day", years) if _same_day(fact, day) else None
        case "contested":
            return ("day", years) if fact.preferred and _same_day(fact, day) else None
        case "month" | "span":
            return ("month", years) if first_of_month else None
        case "year":
            kept = (day.month, day.day) == (1, 1) and Kept(0, fact, "year", years).round
            return ("year", years) if kept else None
    return None


def note(known: Iterable[Kept], settings: Subscription, kinds: tuple[str, ...], day: int) -> Told | None:
    """The note of a day, of what falls on it and on the six days after; None if there is none."""
    week = "week" in kinds and date.fromordinal(day).weekday() == 0
    wanted = [one for one in known if _wanted(one, settings)]
    listed = [one for one in wanted if one.day == day and one.part in kinds]
    if week:
        later = [one for one in wanted if one.day > day or one.part not in kinds]
        ahead = sorted(sorted(later, key=_rank_ahead)[:WEEK], key=lambda one: one.day)
    else:
        tomorrow = [one for one in wanted if one.day == day + 1 and one.part == "day" and "day" in kinds]
        ahead = sorted(tomorrow, key=_rank)[:TOMORROW]
    if not listed and not (week and ahead):
        return None
    shown = sorted(listed, key=_rank)[:LISTED]
    return Told(
        day,
        tuple((one.fact.id, one.part, one.years) for one in shown),
        len(listed),
        tuple((one.fact.id, one.day) for one in ahead),
    )


def falling(facts: Iterable[Fact], layer: str, day: int) -> Iterator[Kept]:
    """All that falls on a day and on the six after."""
    dates = [(day + later, date.fromordinal(day) + timedelta(later)) for later in range(7)]
    for fact in facts:
        for ordinal, on in dates:
            if (found := fall(fact, on, layer)) is not None:
                yield Kept(ordinal, fact, *found)


def _same_day(fact: Fact, day: date) -> bool:
    if (fact.month, fact.day) == (2, 29) and not calendar.isleap(day.year):
        return (day.month, day.day) == (2, 28)
    return (day.month, day.day) == (fact.month, fact.day)


def _wanted(kept: Kept, settings: Subscription) -> bool:
    fact = kept.fact
    return (
        (settings.unmarked or fact.kind == "meeting")
        and (kept.round or not settings.round_only)
        and (not settings.parties or bool(set(settings.parties) & set(fact.parties)))
        and (not settings.agreements or bool(set(settings.agreements) & set(fact.pacts)))
    )


def _rank(kept: Kept) -> tuple[bool, int, int, int, int]:
    return not kept.round, -kept.fact.weight, PARTS.index(kept.part), -kept.years, kept.fact.number


def _rank_ahead(kept: Kept) -> tuple[bool, int, int, int, int, int]:
    return not kept.round, -kept.fact.weight, kept.day, *_rank(kept)[2:]
