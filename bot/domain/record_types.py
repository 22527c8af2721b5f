"""Every log record type, in the past tense: what was done to an entity, or to a paper.

One place to add one: a struct below, listed in ``AnyBody``. Bodies are tagged by their class name, which is
the type; one that is stored under an older schema version is upcast by ``bot.domain.codec``.
"""

from __future__ import annotations

from typing import Any, cast

import msgspec

from bot.domain.entities import (
    Agreement,
    Claim,
    EditorRole,
    Event,
    Party,
    Source,
    State,
    Struct,
    Subscription,
    Theme,
)


class Change(Struct, frozen=True):
    """One field's value before and after, as plain JSON data; what ``undo`` needs to take it back."""

    before: Any
    after: Any


class Body(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, tag=True):
    """Base of all log record bodies; the tag is the record's type."""


class Added(Body, frozen=True):
    """Base of what adds an entity, which is its one field."""

    @property
    def entity(self) -> State:
        """The entity as it was added."""
        return cast(State, getattr(self, self.__struct_fields__[0]))


class Amended(Body, frozen=True):
    """Base of what sets fields of an entity."""

    changes: dict[str, Change]
    reason: str = ""


class Retracted(Body, frozen=True):
    """Base of what takes an entity out of answers and posts."""

    reason: str


class Restored(Body, frozen=True):
    """Base of what brings a retracted entity back."""

    reason: str = ""


class EventAdded(Added, frozen=True):
    event: Event


class EventAmended(Amended, frozen=True):
    pass


class ClaimAdded(Body, frozen=True):
    claim: Claim
    moved_from: str | None = None


class ClaimAmended(Body, frozen=True):
    claim: str
    changes: dict[str, Change]
    reason: str = ""


class ClaimRetracted(Body, frozen=True):
    claim: str
    reason: str = ""


class ClaimRestored(Body, frozen=True):
    claim: str
    reason: str = ""


class DatePreferred(Body, frozen=True):
    claim: str | None
    before: str | None = None


class EventRetracted(Retracted, frozen=True):
    pass


class EventRestored(Restored, frozen=True):
    pass


class EventMerged(Body, frozen=True):
    into: str


class EventUnmerged(Body, frozen=True):
    was_into: str


class AgreementAdded(Added, frozen=True):
    agreement: Agreement


class AgreementAmended(Amended, frozen=True):
    pass


class AgreementRetracted(Retracted, frozen=True):
    pass


class AgreementRestored(Restored, frozen=True):
    pass


class SourceAdded(Added, frozen=True):
    source: Source


class SourceAmended(Amended, frozen=True):
    pass


class SourceRetracted(Retracted, frozen=True):
    pass


class SourceRestored(Restored, frozen=True):
    pass


class PartyAdded(Added, frozen=True):
    party: Party


class PartyAmended(Amended, frozen=True):
    pass


class PartyRetracted(Retracted, frozen=True):
    pass


class PartyRestored(Restored, frozen=True):
    pass


class ThemeAdded(Added, frozen=True):
    theme: Theme


class ThemeAmended(Amended, frozen=True):
    pass


class ThemeRetracted(Retracted, frozen=True):
    pass


class ThemeRestored(Restored, frozen=True):
    pass


class EditorRoleAdded(Added, frozen=True):
    role: EditorRole


class EditorRoleRetracted(Retracted, frozen=True):
    pass


class EditorRoleRestored(Restored, frozen=True):
    pass


class SubscriptionAdded(Added, frozen=True):
    subscription: Subscription


class SubscriptionAmended(Amended, frozen=True):
    pass


class SubscriptionRetracted(Retracted, frozen=True):
    pass


class SubscriptionRestored(Restored, frozen=True):
    pass


class OverlayKept(Body, frozen=True):
    """A server keeps its changes of an entity of the corpus, having seen what the corpus says now."""

    reason: str = ""


class DocumentImported(Body, frozen=True):
    """A paper was read; it is no entity, its text stands outside the log. ``statements`` were found in it."""

    name: str
    statements: int


class DocumentDropped(Body, frozen=True):
    """A paper's text was let go of, with what was not decided of it."""

    name: str = ""


class CandidateRejected(Body, frozen=True):
    """A statement found in a paper is not to be an event: that of ``document`` (sha256) from ``start`` to
    before ``end``."""

    document: str
    start: int
    end: int


class CandidateReturned(Body, frozen=True):
    """A decision on a statement was taken back: it waits again."""

    document: str
    start: int
    end: int


class BodyErased(Body, frozen=True):
    """Written by the log itself when the body at ``position`` was erased."""

    position: int
    reason: str = ""


OfEvents = (
    ClaimAdded | ClaimAmended | ClaimRetracted | ClaimRestored | DatePreferred | EventMerged | EventUnmerged
)
"""What only events go through, beside what every sort of entity does."""

OfNoEntity = (
    OverlayKept | DocumentImported | DocumentDropped | CandidateRejected | CandidateReturned | BodyErased
)
"""What changes no entity."""

AnyBody = (
    OfEvents | OfNoEntity
    | EventAdded | EventAmended | EventRetracted | EventRestored
    | AgreementAdded | AgreementAmended | AgreementRetracted | AgreementRestored
    | SourceAdded | SourceAmended | SourceRetracted | SourceRestored
    | PartyAdded | PartyAmended | PartyRetracted | PartyRestored
    | ThemeAdded | ThemeAmended | ThemeRetracted | ThemeRestored
    | EditorRoleAdded | EditorRoleRetracted | EditorRoleRestored
    | SubscriptionAdded | SubscriptionAmended | SubscriptionRetracted | SubscriptionRestored
)  # fmt: skip
"""Every body a record of the history can have."""
