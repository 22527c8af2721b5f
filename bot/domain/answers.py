"""Questions and answers as plain frozen data: what services give and what render turns into messages.

Nothing here is formatted: dates are values, a status is a standing and a condition, a footnote is its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.domain.dates import HistoricalDate
from bot.domain.facts import Fact
from bot.domain.posts import CalendarAnswer, StoryAnswer, UpcomingAnswer
from bot.domain.status import DatedStep, StatusAt

Layer = Literal["all", "documents"]


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks: a reader's command with its options as typed. A button is a question too."""

    command: str
    options: Mapping[str, str] = field(default_factory=dict)
    page: int = 1

    def asking(self, **changed: str) -> Question:
        """The same question from its first page, with options changed; those that are empty then are left
        out."""
        options = {name: text for name, text in {**self.options, **changed}.items() if text}
        return Question(self.command, options)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, where and when: the guild's scope (None outside a server), today's day at the place of
    asking, and the locale that Discord speaks to them in ("en-GB", "ja")."""

    scope: str | None
    today: int
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Footnote:
    """A numbered source of an answer. ``date`` is its own date, None where it has none; ``url`` only if
    reviewed."""

    number: int
    source: str
    label: str
    caveat: str
    date: HistoricalDate | None
    url: str
    reference: bool
    grade: str
    title: str = ""
    author: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A date as the sources in ``notes`` (footnote numbers) give it, leading date first in an ``Entry``."""

    date: HistoricalDate
    words: str
    notes: tuple[int, ...]
    reference: bool
    place: str = ""
    elsewhere: tuple[tuple[HistoricalDate, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in a list. ``said`` holds its differing dates, the leading one first; ``date`` is the
    leading one.

    ``years`` counts from the event to the day asked about, where the answer is about a day of the year,
    else 0.
    """

    label: str
    title: str
    kind: str
    date: HistoricalDate | None
    said: tuple[Said, ...]
    contested: bool
    reference: bool
    """True when only the reference pack tells of it."""
    weight: int
    note: str = ""
    years: int = 0
    position: int = 0
    """The log position from which the entry is as shown."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """The newest dated entry the answer rests on; ``documents_end`` the newest of the documents alone."""

    latest: HistoricalDate | None
    documents_end: HistoricalDate | None
    reference: bool = False
    earliest: HistoricalDate | None = None
    """The first step of the agreement asked about, by the documents if they tell of it."""
    earliest_by_reference: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something disputed or unknown, in our words (from the record's notes), with its footnotes.

    ``dates``: an event, by its title, that its sources date differently. ``about`` is the title of the event
    that a note is beside.
    """

    kind: Literal["disputed", "dates", "unsure", "silent"]
    text: str
    notes: tuple[int, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """The next anniversary of an entry: on which day, how many years, whether round."""

    entry: Entry
    day: int
    years: int
    round: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How one agreement stands at a day or from the start to the end of a period (then two), in both layers.

    ``by_documents`` is None when the documents lead to the same status as all sources, or say nothing of it
    at all (then ``documents_silent``).
    """

    agreement: str
    name: str
    short: str
    type: str
    parties: tuple[str, ...]
    status: tuple[StatusAt, ...]
    by_documents: tuple[StatusAt, ...] | None
    documents_silent: bool
    numbers: Mapping[str, tuple[int, ...]]
    """Footnote numbers of each event that the statuses name, by event id."""
    founded: DatedStep | None = None
    """The step that established a mechanism, where the standing is a later one."""
    series: DatedStep | None = None
    """The step that says since when a series has been held, without an end."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The date words of the source for each interval that the statuses name, by event id."""
    documented: Mapping[str, HistoricalDate] = field(default_factory=dict)
    """The date that the documents give each of these events, by event id; none where they contradict."""
    named_by_documents: bool = True
    """False for what the reference pack alone names."""


@dataclass(frozen=True, slots=True)
class Restatus:
    """How an agreement stands today without a change, and how it would with it, as its preview tells."""

    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Time:
    """A time that was asked about, as it was read. ``words`` are the asker's own where the date's wording
    does not give them back: "early 1990s" of 1990–1993."""

    date: HistoricalDate
    words: str = ""

    @property
    def half_open(self) -> bool:
        """Whether it has no beginning or no end: "until 2009", "since 2010"."""
        return self.date.open_start or self.date.open_end


@dataclass(frozen=True, slots=True)
class AsOf:
    """The point in time asked about, as it was read; a month or a year is answered for its start and its
    end."""

    date: HistoricalDate
    days: tuple[int, ...]
    words: str = ""

    @property
    def time(self) -> Time:
        """The time itself."""
        return Time(self.date, self.words)


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a long answer stands: pages count from 1; ``total`` is None when there are more than were
    counted."""

    page: int
    pages: int
    total: int | None


@dataclass(frozen=True, slots=True)
class BriefAnswer:
    """A briefing: an agreement, parties, a theme or a period. ``full`` asks for the file with everything;
    ``silent``: nothing began in the period, and what is told of it had begun before."""

    question: Question
    subject: Fact
    about: Literal["agreement", "parties", "theme", "period"]
    parties: tuple[str, ...]
    as_of: AsOf | None
    layer: Layer
    standings: tuple[Standing, ...]
    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...]
    next: Next | None
    horizon: Horizon
    footnotes: tuple[Footnote, ...]
    full: bool
    total: int
    silent: bool
    today: int
    known_position: int
    """The log's head when answered: what the file cites as the record's position."""
    undated: tuple[str, ...] = ()
    """Where nothing has a date, the agreements that are named all the same."""
    period: Time | None = None
    """The period that it is about, which ``subject`` names."""


@dataclass(frozen=True, slots=True)
class AgreementAnswer:
    """One agreement's status today or on a date, with every dated step."""

    question: Question
    standing: Standing
    aliases: Mapping[str, tuple[str, ...]]
    look_alikes: tuple[tuple[str, str], ...]
    """(id, name) of what it must not be confused with."""
    as_of: AsOf | None
    known_on: str
    layer: Layer
    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...]
    horizon: Horizon
    footnotes: tuple[Footnote, ...]
    paging: Paging
    today: int


@dataclass(frozen=True, slots=True)
class ClaimSaid:
    """One claim of an event as the event's own page shows it. ``leads``/``differs`` by the rule of claims."""

    note: int
    date: HistoricalDate
    words: str
    place: str
    elsewhere: tuple[tuple[HistoricalDate, str], ...]
    locator: str
    remark: str
    reference: bool
    confidence: str
    leads: bool
    differs: bool
    quotation: str = ""
    """The source's own words, where its text is held here."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of an entry: the record's position, when (UTC ISO), its type, and the reason given."""

    position: int
    recorded_at: str
    type: str
    reason: str


@dataclass(frozen=True, slots=True)
class EventAnswer:
    """One event: what each source says, side by side, and its changes."""

    question: Question
    entry: Entry
    parties: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    """(agreement's short name, action)."""
    claims: tuple[ClaimSaid, ...]
    history: tuple[HistoryLine, ...]
    retracted: str | None
    merged_into: str | None
    footnotes: tuple[Footnote, ...]
    paging: Paging
    preferred: bool = False
    """True when the leading date leads because an editor preferred it, not by the rule of claims."""


@dataclass(frozen=True, slots=True)
class OnAnswer:
    """What happened on a day of the year, in a month or in a year. Empty parts stay empty: they are said.

    ``day_entries`` have exactly this day; ``month_entries`` are known to the month alone; ``year_entries``
    to the year alone (for a day or month without a year: round years only).
    """

    question: Question
    asked: Literal["day", "month", "year", "span"]
    month: int
    day: int
    date: HistoricalDate | None
    """The date with its year, where one was given."""
    layer: Layer
    day_entries: tuple[Entry, ...]
    month_entries: tuple[Entry, ...]
    year_entries: tuple[Entry, ...]
    footnotes: tuple[Footnote, ...]
    paging: Paging
    today: int
    words: str = ""
    """The asker's own words for the date; see ``Time``."""
    also_entries: tuple[Entry, ...] = ()
    """Events that some source or another place's calendar puts on this day; their leading date is another."""


@dataclass(frozen=True, slots=True)
class TimelineAnswer:
    """Dated events in order, a page at a time."""

    question: Question
    subject: str
    from_time: Time | None
    to_time: Time | None
    entries: tuple[Entry, ...]
    footnotes: tuple[Footnote, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: an event (``entry``), an agreement (``standing``), a source or a theme
    (name alone)."""

    kind: Literal["event", "agreement", "source", "theme", "party"]
    id: str
    label: str
    name: str
    entry: Entry | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class FindAnswer:
    """Hits in order of fitness (words) or of name (a list by party, status or type).

    ``fewer``: where nothing has all the words, those of them that something has.
    """

    question: Question
    criteria: Mapping[str, Fact]
    hits: tuple[Hit, ...]
    horizon: Horizon
    footnotes: tuple[Footnote, ...]
    paging: Paging
    fewer: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """One source: who wrote it, when as far as known, and what it says here."""

    question: Question
    id: str
    title: str
    author: str
    affiliation: str
    publisher: str
    date: HistoricalDate | None
    date_basis: str
    caveat: str
    note: str
    url: str
    sha256: str
    pack: str
    grade: str
    entries: tuple[Entry, ...]
    footnotes: tuple[Footnote, ...]
    paging: Paging
    own: bool = False
    """Whether the server added it itself."""


@dataclass(frozen=True, slots=True)
class HelpAnswer:
    """A topic of the help; ``facts`` are the figures its text names (counts, horizon, version)."""

    question: Question
    topic: str
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may have been meant: a button that asks ``question``."""

    label: Fact
    question: Question


@dataclass(frozen=True, slots=True)
class Choose:
    """An ambiguous name or date: the two or three it may mean. ``search`` are the words of a name that
    more is called by than can be offered."""

    question: Question
    typed: str
    what: Literal["name", "date", "whose"]
    options: tuple[Suggestion, ...]
    search: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that says no and why, shown to the asker alone; ``code`` picks the words, ``facts`` fill
    them. ``search`` are words that nothing is called by, but that stand in what the record tells."""

    question: Question
    code: str
    facts: Mapping[str, Fact]
    nearest: tuple[Suggestion, ...] = ()
    search: str = ""


Answer = (
    BriefAnswer
    | AgreementAnswer
    | EventAnswer
    | OnAnswer
    | UpcomingAnswer
    | TimelineAnswer
    | FindAnswer
    | SourceAnswer
    | HelpAnswer
    | StoryAnswer
    | CalendarAnswer
    | Choose
    | Refusal
)


@dataclass(frozen=True, slots=True)
class Completion:
    """One offer of autocomplete: what is shown, and what is then asked with (at most 100 characters)."""

    label: Fact
    value: str
