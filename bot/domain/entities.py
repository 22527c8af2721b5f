"""The states of all that the record is about: events with claims, agreements, sources, parties, settings."""

from __future__ import annotations

import msgspec

DOCUMENTS = "documents"
REFERENCE = "reference"
"""A source's pack. ``sources:documents`` leaves out what the pack ``reference`` says."""
SERVER = "server"
"""The pack of sources that a server added itself."""

OWN_KNOWLEDGE = "own knowledge"
"""The grade of what nobody but who wrote it says: it never leads a date and is never posted."""
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
"""The action that changes no status: it only ties the event to the agreement."""
ACTIONS = (*STANDINGS, *CONDITIONS, MENTIONED)
"""What an event does to an agreement."""

PERIOD = "period"
"""The kind of what a source says of a whole stretch of time (an upturn in 2015, a jubilee year): nothing that
happened some day in it, so that nobody keeps its anniversary."""

KINDS = (
    "war", "incident", "nuclear_test", "missile_launch", "agreement", "declaration", "speech", "meeting",
    "summit", "call", "visit", "exercise", "mechanism", "publication", "poll", "policy", "law", "ruling",
    "development", PERIOD,
)  # fmt: skip
"""Kinds of event. ``development`` is what is of no other kind, often a trend ("recovery since 2016")."""

AGREEMENT_TYPES = (
    "treaty", "agreement", "arrangement", "memorandum", "exchange_of_notes", "secret_agreement",
    "declaration", "joint_statement", "guidelines", "strategy", "law", "ruling", "mechanism", "dialogue",
    "secretariat", "foundation", "exercise_series", "research_project", "policy", "plan",
)  # fmt: skip


NOTE_PARTS = ("day", "month", "year", "week")
"""What a note consists of: anniversaries of a day, a month and a year, and the look-ahead at the week."""


class Struct(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Base of all states: immutable, and a field left at its default is not stored.

    Not followed by the garbage collector, which has nothing to find in trees and would stop answers for it.
    """


class PlaceDate(Struct, frozen=True):
    """The calendar day of the same happening at another place."""

    date: str
    place: str


class Claim(Struct, frozen=True):
    """What one source says about one event.

    ``date`` is EDTF, exactly as fine as the source; ``words`` are the source's own date words (at most a
    few words). ``start``/``end`` are code points in the source's text (end exclusive),
    ``words_start``/``words_end`` those of the date words; ``locator`` says the place for people. ``remark``
    is in our own words. ``place`` is where ``date`` is the calendar day; ``elsewhere`` the day in other
    places. ``pack`` and ``grade`` repeat the source's, so that a claim says by itself whether it may lead.
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
    """What an event does to one agreement: an action of ``ACTIONS``."""

    agreement: str
    action: str


class Event(Struct, frozen=True):
    """A dated happening. ``number`` is what users see (E-57); ``weight`` 1 (detail) to 3 (turning point)."""

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

    ``names`` maps a language (en, ja, ko) to its aliases, the full name being ``name``; ``short`` is what
    answers call it (GSOMIA). ``unlike`` names look-alikes that must not be confused with it. ``pack`` is
    ``REFERENCE`` for what no document names.
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
        """What answers call it."""
        return self.short or self.name


class Source(Struct, frozen=True):
    """A document or a citation. ``date`` is EDTF or empty; ``date_basis`` says how far the source itself
    supports it.

    ``label`` is the short form in footnotes ("Nishino, paper"); ``caveat`` what must be said with it
    ("name, 2017 inferred"). ``reviewed`` tells whether ``url`` may be shown as a link.
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
    """A country or body; ``id`` is an ISO code where there is one (JP, KR, KP, US, CN, UN)."""

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
    """A role whose holders may edit a server's record; ``id`` is Discord's, in decimal."""

    id: str
    retracted: str | None = None


class Subscription(Struct, frozen=True):
    """Notes in a channel of a server; ``id`` is the channel's, in decimal.

    ``time`` is the local hour and minute ("09:00") in ``zone`` (IANA, "Asia/Seoul"). ``kinds`` are the parts
    of a note (``NOTE_PARTS``); ``parties`` and ``agreements`` are ids of which an event must name one (empty:
    all); ``layer`` "all" or "documents"; ``unmarked`` also takes publications and polls. ``ping`` is a role's
    id or empty; ``grace`` the hours that a late day part may still be posted. ``paused`` lasts until the day
    in ``until`` (ISO), or until somebody resumes where that is empty.
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
