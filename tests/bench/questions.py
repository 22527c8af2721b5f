"""What the benchmark asks: one kind of question for each figure, each asked in many variations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from bot.domain.questions import Question
from tests.bench.chronicle import CJK_WORDS, COMMON_WORD, FIRST_NUMBER, GUILD, RARE_WORD, Chronicle

Make = Callable[[Random, Chronicle], Question]

_PAIRS = ("Japan–South Korea", "日韓", "US-Japan-ROK", "France and Germany", "Brazil & Kenya", "한미일")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: how to make one, in which scope it is asked, and whether of the record's past.

    A ``completion`` is an option half typed: the one that the question has.
    """

    name: str
    make: Make
    scope: str | None = None
    past: bool = False
    completion: bool = False


def kinds() -> Iterator[Kind]:
    """Every kind: all of the corpus, then some in a guild with overlays, then some of the record's past."""
    yield from (Kind(name, make) for name, make in _ASKED.items())
    yield from (Kind(f"autocomplete: {name}", make, completion=True) for name, make in _TYPED.items())
    for name in _OF_A_GUILD:
        yield Kind(f"{name}, guild with 200 overlays", _ASKED[name], scope=GUILD)
    for name in _OF_THE_PAST:
        yield Kind(f"{name}, known_on", _ASKED[name], past=True)
        yield Kind(f"{name}, guild, known_on", _ASKED[name], scope=GUILD, past=True)


def _ask(command: str, page: int = 1, **options: str) -> Question:
    return Question(command, {name.rstrip("_"): value for name, value in options.items()}, page)


def _day(random: Random) -> str:
    return f"{random.randrange(1900, 2026)}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"


def _month(random: Random) -> str:
    return random.choice(_MONTHS)


def _small(random: Random, chronicle: Chronicle) -> str:
    """One of the agreements that have 25 events in every record."""
    return chronicle.agreements[random.randrange(1, 6)].name


def _big(chronicle: Chronicle) -> str:
    """The agreement that has the most events, as many in every record but the shortest."""
    return chronicle.agreements[0].name


def _theme(random: Random, chronicle: Chronicle) -> str:
    return random.choice(chronicle.themes).name


def _number(random: Random, chronicle: Chronicle) -> str:
    return f"E-{FIRST_NUMBER + random.randrange(chronicle.events)}"


_ASKED: Mapping[str, Make] = {
    "brief of an agreement with 25 events": lambda r, c: _ask("brief", subject=_small(r, c)),
    "brief of an agreement with 400 events": lambda r, c: _ask("brief", subject=_big(c)),
    "brief of GSOMIA": lambda r, c: _ask("brief", subject="GSOMIA"),
    "brief of a set of parties": lambda r, c: _ask("brief", subject=r.choice(_PAIRS)),
    "brief of a theme": lambda r, c: _ask("brief", subject=_theme(r, c)),
    "brief of a theme, as of a day": lambda r, c: _ask("brief", subject=_theme(r, c), as_of=_day(r)),
    "brief of a period": lambda r, c: _ask("brief", subject=r.choice(("1965", "1990s", "2012-06"))),
    "agreement with 25 events": lambda r, c: _ask("agreement", name=_small(r, c)),
    "agreement with 25 events, as of a day": lambda r, c: _ask("agreement", name=_small(r, c), as_of=_day(r)),
    "agreement with 400 events": lambda r, c: _ask("agreement", name=_big(c)),
    "agreement with 400 events, as of a year": lambda r, c: _ask(
        "agreement", name=_big(c), as_of=str(r.randrange(1950, 2026))
    ),
    "event by number": lambda r, c: _ask("event", name=_number(r, c)),
    "event by words": lambda r, c: _ask("event", name=" ".join(r.sample(c.words[:400], 2))),
    "on a day of every year": lambda r, c: _ask("on", date=f"{r.randrange(1, 29)} {_month(r)}"),
    "on a month of every year": lambda r, c: _ask("on", date=_month(r)),
    "on a month": lambda r, c: _ask("on", date=f"{_month(r)} {r.randrange(1960, 2026)}"),
    "on a year": lambda r, c: _ask("on", date=str(r.randrange(1960, 2026))),
    "timeline of everything, first page": lambda r, c: _ask("timeline"),
    "timeline of everything, page 50": lambda r, c: _ask("timeline", page=50),
    "timeline of a party, page 5": lambda r, c: _ask("timeline", page=5, subject="Kenya"),
    "timeline of a theme in ten years": lambda r, c: _ask(
        "timeline", subject=_theme(r, c), from_="1995", to="2004"
    ),
    "find a rare word": lambda r, c: _ask("find", words=RARE_WORD),
    "find a common word": lambda r, c: _ask("find", words=COMMON_WORD),
    "find two words": lambda r, c: _ask("find", words=" ".join(r.sample(c.words[:60], 2))),
    "find words that nothing has together": lambda r, c: _ask("find", words=f"qwerty {r.choice(c.words)}"),
    "find a Japanese or Korean word": lambda r, c: _ask("find", words=r.choice(CJK_WORDS)),
    "find a common word of a party": lambda r, c: _ask("find", words=COMMON_WORD, party="Japan"),
    "find events of a party": lambda r, c: _ask("find", what="events", party="Japan"),
    "find agreements by status": lambda r, c: _ask("find", status=r.choice(("in_force", "suspended"))),
    "find agreements by status and party": lambda r, c: _ask("find", status="in_force", party="Kenya"),
    "source": lambda r, c: _ask("source", name=r.choice(c.sources).label),
    "help": lambda r, c: _ask("help", topic="about"),
}

_TYPED: Mapping[str, Make] = {
    "an agreement": lambda r, c: _ask("agreement", name=_small(r, c)[: r.randrange(1, 9)]),
    "an agreement, mistyped": lambda r, c: _ask("agreement", name="Fihseries agrement"),
    "an event": lambda r, c: _ask("event", name=r.choice(c.words[:200])[: r.randrange(1, 5)]),
    "a subject": lambda r, c: _ask("brief", subject="Made-up"),
}

_OF_A_GUILD = (
    "brief of an agreement with 25 events",
    "brief of a set of parties",
    "brief of a theme",
    "event by number",
    "on a day of every year",
    "timeline of everything, first page",
    "timeline of everything, page 50",
    "find a rare word",
    "find a common word",
    "find agreements by status",
    "help",
)
_OF_THE_PAST = (
    "agreement with 25 events",
    "agreement with 25 events, as of a day",
    "agreement with 400 events",
)
"""What can be asked of the record as it was: ``/agreement`` is the one command that takes ``known_on``."""
