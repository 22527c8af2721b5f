"""The entities of the record: events with their claims, agreements, sources, parties, themes, settings."""

from __future__ import annotations

import msgspec

DOCUMENTS = "documents"
REFERENCE = "reference"
"""The packs of the shipped sources. Answers with ``sources:documents`` leave out the pack ``reference``."""
SERVER = "server"
"""The pack of the sources that a server added itself."""

OWN_KNOWLEDGE = "own knowledge"
"""The grade of a claim that cites no source but its author: it never dates an event and is never posted."""
GRADES = ("original", "via", "aggregator", OWN_KNOWLEDGE)

STANDINGS = (
    "proposed", "recommended", "negotiating", "agreed", "announced", "issued", "initialled", "signed",
    "ratified", "entered_into_force", "extended", "superseded", "expired", "terminated", "abandoned",
    "shelved", "established", "held", "dissolved",
)  # fmt: skip
CONDITIONS = (
    "signing_cancelled", "suspended", "resumed", "notice_given", "notice_suspended", "notice_withdrawn",
    "disputed", "settled",
)  # fmt: skip
MENTIONED = "mentioned"
"""The action that does not change the status: it only links the event to the agreement."""
ACTIONS = (*STANDINGS, *CONDITIONS, MENTIONED)
"""What an event can do to an agreement."""

PERIOD = "period"
"""The kind of event that lasted for the whole of its date (an upturn in 2015, a jubilee year) instead of
happening on some day of it; so it has no anniversaries."""

KINDS = (
    "war", "incident", "nuclear_test", "missile_launch", "agreement", "declaration", "speech", "meeting",
    "summit", "call", "visit", "exercise", "mechanism", "publication", "poll", "policy", "law", "ruling",
    "development", PERIOD,
)  # fmt: skip
"""Kinds of event. ``development`` is for events of no other kind, often a trend ("recovery since 2016")."""

_BROADER = {"summit": "meeting", "nuclear_test": "test", "missile_launch": "test"}

AGREEMENT_TYPES = (
    "treaty", "agreement", "arrangement", "memorandum", "exchange_of_notes", "secret_agreement",
    "declaration", "joint_statement", "guidelines", "strategy", "law", "ruling", "mechanism", "dialogue",
    "secretariat", "foundation", "exercise_series", "research_project", "policy", "plan",
)  # fmt: skip


def kinds_of(kind: str) -> tuple[str, ...]:
    """The kind itself and the broader one that it belongs to, if any: a summit is a meeting."""
    return (kind, _BROADER[kind]) if kind in _BROADER else (kind,)


NOTE_PARTS = ("day", "month", "year", "week")
"""The parts of a note: anniversaries of days, of months and of years, and what is due in the week ahead."""


class Struct(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Base of all entities: immutable; fields that have their default value are not stored.

    The garbage collector does not track them (``gc=False``): they contain no reference cycles, and tracking
    them would only make its pauses longer.
    """


class PlaceDate(Struct, frozen=True):
    """The calendar day (EDTF) of a happening at another place than the claim's own."""

    date: str
    place: str


class Claim(Struct, frozen=True):
    """What one source says about one event.

    ``date`` is EDTF, exactly as precise as the source; ``words`` are the source's own date words (a few at
    most). ``start`` and ``end`` are the place of the statement in the source's text, in code points (end
    exclusive), ``words_start`` and ``words_end`` that of the date words; ``locator`` is the place for
    readers (section, page). ``remark`` is in our own words. ``place`` is where ``date`` is the calendar day;
    ``elsewhere`` gives the day in other places. ``pack`` and ``grade`` are copied from the source, so that
    the claim alone tells whether it may date the event.
    """

    id: str
    source: str
    date: str
    words: str = ""
    start: int | None = None
    end: int | None = None
    words_start: int | None = None
    words_end: int | None = None
    locator: str = ""
    place: str = ""
    elsewhere: tuple[PlaceDate, ...] = ()
    remark: str = ""
    confidence: str = ""
    pack: str = DOCUMENTS
    grade: str = "original"
    retracted: bool = False


class Step(Struct, frozen=True):
    """What an event does to one agreement; ``action`` is one of ``ACTIONS``."""

    agreement: str
    action: str


class Event(Struct, frozen=True):
    """A dated happening in history, with the claims that its sources make about it.

    ``number`` is what users see (E-57). ``weight`` is its importance, from 1 (detail) to 3 (turning point).
    ``preferred`` is the id of the claim that an editor chose to date it. ``retracted`` is the reason why it
    was retracted, None if it stands. ``merged_into`` is the event that it turned out to be the same as.
    """

    id: str
    number: int
    title: str
    kind: str = "development"
    parties: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    themes: tuple[str, ...] = ()
    weight: int = 1
    claims: tuple[Claim, ...] = ()
    preferred: str | None = None
    retracted: str | None = None
    merged_into: str | None = None
    note: str = ""


class Agreement(Struct, frozen=True):
    """An instrument, declaration, arrangement or mechanism.

    ``name`` is the full name, ``short`` what answers call it (GSOMIA), ``names`` its aliases by language (en,
    ja, ko). ``unlike`` are the ids of agreements that must not be confused with it. ``pack`` is ``REFERENCE``
    if no document names it.
    """

    id: str
    name: str
    type: str
    short: str = ""
    parties: tuple[str, ...] = ()
    names: dict[str, tuple[str, ...]] = {}
    themes: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    note: str = ""
    pack: str = DOCUMENTS
    retracted: str | None = None

    @property
    def called(self) -> str:
        """The name that answers use: the short one if there is one."""
        return self.short or self.name


class Source(Struct, frozen=True):
    """A document or a citation.

    ``date`` is EDTF or empty; ``date_basis`` says whether the source states it ("stated", "inferred",
    "absent"). ``label`` is the short form in footnotes ("Nishino, paper"), ``caveat`` what must be said with
    it ("name, 2017 inferred"). ``reviewed`` tells whether ``url`` may be shown as a link.
    """

    id: str
    title: str
    label: str
    author: str = ""
    affiliation: str = ""
    publisher: str = ""
    date: str = ""
    date_basis: str = "stated"
    caveat: str = ""
    url: str = ""
    reviewed: bool = False
    sha256: str = ""
    file: str = ""
    pack: str = DOCUMENTS
    grade: str = "original"
    names: tuple[str, ...] = ()
    note: str = ""
    retracted: str | None = None


class Party(Struct, frozen=True):
    """A country or international body; ``id`` is an ISO code where there is one (JP, KR, KP, US, CN, UN)."""

    id: str
    name: str
    names: dict[str, tuple[str, ...]] = {}
    retracted: str | None = None


class Theme(Struct, frozen=True):
    """A subject for briefings ("intelligence sharing")."""

    id: str
    name: str
    names: dict[str, tuple[str, ...]] = {}
    note: str = ""
    retracted: str | None = None


class EditorRole(Struct, frozen=True):
    """A Discord role whose holders may edit a server's record; ``id`` is the role's id, in decimal."""

    id: str
    retracted: str | None = None


class Subscription(Struct, frozen=True):
    """The settings of the notes in one channel; ``id`` is the channel's Discord id, in decimal.

    ``time`` is the local time ("09:00") in ``zone`` (IANA, "Asia/Seoul"). ``kinds`` are the parts that a note
    has (``NOTE_PARTS``). If ``parties`` or ``agreements`` are set, an event must have one of them. ``layer``
    is "all" or "documents". ``round_only`` limits notes to round anniversaries; ``unmarked`` adds
    publications and polls. ``ping`` is the id of a role to mention, or empty. ``grace`` is how many hours
    late the day part may still be posted. If ``paused``, notes rest until the day ``until`` (ISO), or, if
    that is empty, until somebody resumes them.
    """

    id: str
    time: str
    zone: str
    kinds: tuple[str, ...] = ("day", "month", "year")
    parties: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    layer: str = "all"
    round_only: bool = False
    unmarked: bool = False
    ping: str = ""
    grace: int = 12
    paused: bool = False
    until: str = ""
    retracted: str | None = None


State = Event | Agreement | Source | Party | Theme | EditorRole | Subscription
