"""A made-up history of any length, the same each time: events from 1850 to 2026 as a real record has them.

The dates have mixed precision, sources sometimes refine or contradict each other, agreements have from ten to
500 events, and words are as unevenly spread as in any language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from msgspec.structs import replace

from bot.domain.codec import SCHEMA, encode_body
from bot.domain.entities import (
    AGREEMENT_TYPES,
    KINDS,
    REFERENCE,
    Agreement,
    Claim,
    Event,
    Party,
    Source,
    Step,
    Theme,
)
from bot.domain.record_types import (
    AgreementAdded,
    AnyBody,
    Change,
    ClaimAdded,
    EventAdded,
    EventAmended,
    PartyAdded,
    SourceAdded,
    ThemeAdded,
)
from storage.rows import CORPUS, NewRecord

FIRST_NUMBER = 10_000
"""Above all numbers of the shipped seeds."""
GUILD = "guild:1"
COMMON_WORD, RARE_WORD = "cooperation", "zanzibar"
CJK_WORDS = ("日韓", "防衛", "안보", "독도")

_SYLLABLES = ("ba", "do", "ke", "lin", "mor", "na", "per", "ri", "sta", "tu", "ves", "wo")
_COUNTRIES = {
    "FR": "France", "DE": "Germany", "GB": "United Kingdom", "BR": "Brazil", "KE": "Kenya", "SE": "Sweden",
    "PL": "Poland", "EG": "Egypt", "TR": "Türkiye", "MX": "Mexico", "CL": "Chile", "NO": "Norway",
}  # fmt: skip
_PARTIES = ("JP", "KR", "US", "CN", "RU", "KP", "AU", *_COUNTRIES)
_ACTIONS = (
    "mentioned", "mentioned", "mentioned", "held", "held", "negotiating", "agreed", "announced", "signed",
    "entered_into_force", "extended", "notice_given", "notice_withdrawn", "suspended", "resumed", "issued",
)  # fmt: skip
_AREAS = ("Fisheries", "Customs", "Airspace", "Intelligence", "Supply", "Rescue", "Waters", "Visas")
BIG = 400
"""Events of the greatest agreement, whatever the length of the history."""


@dataclass(frozen=True)
class Chronicle:
    """A history of ``events`` events with all that they name. Deterministic: equal for equal lengths."""

    events: int
    agreements: tuple[Agreement, ...] = field(init=False)
    themes: tuple[Theme, ...] = field(init=False)
    sources: tuple[Source, ...] = field(init=False)
    parties: tuple[Party, ...] = field(init=False)
    words: tuple[str, ...] = field(init=False)
    sizes: dict[str, int] = field(init=False, default_factory=dict)
    """How many events each agreement has; the first has as many in every history that is long enough."""

    def __post_init__(self) -> None:
        random = Random(1965)
        put = object.__setattr__
        put(self, "words", tuple(_word(random) for _ in range(4_000)))
        put(self, "parties", tuple(Party(id, name) for id, name in _COUNTRIES.items()))
        put(self, "themes", tuple(Theme(f"made-theme-{i}", f"Made-up theme {i}") for i in range(12)))
        put(self, "sources", tuple(_source(i) for i in range(120)))
        put(self, "agreements", tuple(self._agreements(random)))

    def records(self) -> Iterator[NewRecord]:
        """The history as log records of the corpus: events added, a tenth of them amended or told again."""
        for kind, states in (
            ("party", self.parties), ("theme", self.themes), ("source", self.sources),
            ("agreement", self.agreements),
        ):  # fmt: skip
            for state in states:
                yield record(f"{kind}/{state.id}", _added(state))
        random = Random(2012)
        acting = [id for id, size in self.sizes.items() for _ in range(size)]
        each = -(-len(acting) // self.events)
        acting += [""] * (each * self.events - len(acting))
        random.shuffle(acting)
        for index in range(self.events):
            event = self._event(random, index, acting[each * index : each * (index + 1)])
            yield record(f"event/{event.id}", EventAdded(event))
            if random.random() < 0.06:
                claim = _claim(random, f"{event.id}#9", random.choice(self.sources), event.claims[0].date)
                yield record(f"event/{event.id}", ClaimAdded(claim), "again")
            if random.random() < 0.04:
                changes = {"title": Change(event.title, f"{event.title}, as read again")}
                yield record(f"event/{event.id}", EventAmended(changes, "read again"), "amended")

    def event_id(self, index: int) -> str:
        """The id of the event at an index from 0."""
        return f"made-{index}"

    def overlays(self, count: int = 200) -> Iterator[NewRecord]:
        """What a guild changes of corpus events, spread over all of them."""
        for i in range(count):
            stream = f"event/{self.event_id(i * self.events // count)}"
            body = EventAmended({"weight": Change(1, 2)}, "matters here")
            yield record(stream, body, "overlay", scope=GUILD)

    def _agreements(self, random: Random) -> Iterator[Agreement]:
        count = min(400, max(60, self.events // 250), max(6, self.events // 16))
        for index in range(count):
            alike = (min(BIG, self.events // 2), 25, 25, 25, 25, 25)
            size = alike[index] if index < len(alike) else int(10 * 50 ** random.random())
            if index >= len(alike):
                size = min(size, max(10, self.events // count * 2))
            area = _AREAS[index % len(_AREAS)]
            parties = tuple(sorted(random.sample(_PARTIES, random.choice((2, 2, 2, 3)))))
            id = f"made-pact-{index}"
            self.sizes[id] = size
            yield Agreement(
                id=id,
                name=f"{area} agreement number {index} between {' and '.join(parties)}",
                type=random.choice(AGREEMENT_TYPES),
                short=f"{area.upper()[:4]}-{index}",
                parties=parties,
                names={"ja": (f"協定第{index}号",), "ko": (f"협정 제{index}호",)},
                themes=(self.themes[index % 12].id,),
            )

    def _event(self, random: Random, index: int, agreements: list[str]) -> Event:
        id = self.event_id(index)
        date = _date(random)
        sources = random.sample(self.sources, random.choice((1, 1, 1, 2, 2, 3)))
        claims = tuple(
            _claim(random, f"{id}#{n}", source, date if n == 0 else _other(random, date))
            for n, source in enumerate(sources)
        )
        steps = [Step(agreement, random.choice(_ACTIONS)) for agreement in sorted({*agreements} - {""})]
        weight = random.choices((1, 2, 3), (80, 18, 2))[0]
        return Event(
            id=id,
            number=FIRST_NUMBER + index,
            title=self._title(random),
            kind=random.choice(KINDS),
            parties=tuple(random.sample(_PARTIES, random.choice((1, 2, 2, 3)))),
            steps=tuple(steps),
            themes=(random.choice(self.themes).id,),
            weight=weight,
            claims=tuple(replace(claim, remark=self._remark(random)) for claim in claims),
            note=self._title(random) if random.random() < 0.05 else "",
        )

    def _title(self, random: Random) -> str:
        return " ".join(self._some(random) for _ in range(6)).capitalize()

    def _remark(self, random: Random) -> str:
        words = [self._some(random) for _ in range(8)]
        if random.random() < 0.25:
            words.append(COMMON_WORD)
        if random.random() < 0.0005:
            words.append(RARE_WORD)
        if random.random() < 0.02:
            words.append(random.choice(CJK_WORDS))
        return " ".join(words)

    def _some(self, random: Random) -> str:
        return self.words[int(len(self.words) ** random.random()) - 1]


def record(stream: str, body: AnyBody, suffix: str = "", scope: str = CORPUS) -> NewRecord:
    """A record of the made-up history; its id follows from stream and suffix."""
    id = f"{scope}/{stream}/{suffix}"
    return NewRecord(id, id, scope, stream, type(body).__name__, encode_body(body), "bench", SCHEMA)


def _added(state: Agreement | Party | Source | Theme) -> AnyBody:
    match state:
        case Agreement():
            return AgreementAdded(state)
        case Party():
            return PartyAdded(state)
        case Source():
            return SourceAdded(state)
        case Theme():
            return ThemeAdded(state)


def _word(random: Random) -> str:
    return "".join(random.choice(_SYLLABLES) for _ in range(random.choice((1, 2, 2, 3, 4))))


def _source(index: int) -> Source:
    reference = index % 3 == 2
    return Source(
        id=f"made-source-{index}",
        title=f"Made-up study number {index} of the history of agreements",
        label=f"Study {index}",
        author=f"Author {index}",
        date="2019",
        url=f"https://example.org/{index}",
        reviewed=reference,
        pack=REFERENCE if reference else "documents",
    )


def _claim(random: Random, id: str, source: Source, date: str) -> Claim:
    start = random.randrange(100_000)
    return Claim(
        id=id, source=source.id, date=date, words=date, start=start, end=start + 80,
        locator=f"§{random.randrange(9)}", pack=source.pack, grade=source.grade,
    )  # fmt: skip


def _date(random: Random) -> str:
    year = min(1850 + int(177 * random.random() ** 0.6), 2026)
    month, day = random.randrange(1, 13), random.randrange(1, 29)
    forms = (
        f"{year}-{month:02}-{day:02}", f"{year}-{month:02}", f"{year}", f"{year // 10}X",
        f"{year - 4}/{year}", f"{year}/..", f"{year}-{month:02}?",
    )  # fmt: skip
    return random.choices(forms, (55, 18, 15, 3, 4, 2, 3))[0]


def _other(random: Random, date: str) -> str:
    """What another source says: mostly the same, often coarser, now and then something else."""
    fate = random.random()
    if fate < 0.5 or "/" in date:
        return date
    return date[:4] if fate < 0.93 else _date(random)
