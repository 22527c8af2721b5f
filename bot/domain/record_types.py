"""Every type of log record, named in the past tense: what was done to an entity, or to an imported paper.

To add a type, add a struct below and list it in ``AnyBody``. A body is stored with its class name as its
type. ``bot.domain.codec`` converts bodies that were stored by older versions.
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
    """One field's value before and after an amendment, as plain JSON data; ``undo`` reverses it."""

    before: Any
    after: Any


class Body(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, tag=True):
    """Base of all log record bodies; the tag is the record's type."""


class Added(Body, frozen=True):
    """Base of the records that add an entity; a subclass has one field, the entity."""

    @property
    def entity(self) -> State:
        """The entity as it was added."""
        return cast(State, getattr(self, self.__struct_fields__[0]))


class Amended(Body, frozen=True):
    """Base of the records that set fields of an entity; ``changes`` are by the field's name."""

    changes: dict[str, Change]
    reason: str = ""


class Retracted(Body, frozen=True):
    """Base of the records that take an entity out of answers and posts."""

    reason: str


class Restored(Body, frozen=True):
    """Base of the records that bring a retracted entity back."""

    reason: str = ""


class EventAdded(Added, frozen=True):
    event: Event


class EventAmended(Amended, frozen=True):
    pass


class ClaimAdded(Body, frozen=True):
    """An event got one more claim; ``moved_from`` is the event that a merge took it from."""

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
    """An editor chose the claim that dates an event; None leaves it to the rule of claims again."""

    claim: str | None
    before: str | None = None


class EventRetracted(Retracted, frozen=True):
    pass


class EventRestored(Restored, frozen=True):
    pass


class EventMerged(Body, frozen=True):
    """The event was found to be the same as the event ``into``, and is shown as that one."""

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
    """A server decided to keep its changes of a corpus entity after the corpus itself had changed."""

    reason: str = ""


class DocumentImported(Body, frozen=True):
    """A paper was imported, in which this number of statements was found. Its text is not in the log."""

    name: str
    statements: int


class DocumentDropped(Body, frozen=True):
    """A paper's text was deleted, with all its statements."""

    name: str = ""


class CandidateRejected(Body, frozen=True):
    """A statement found in a paper was rejected.

    It is the one that ``document`` (the file's sha256) has from character ``start`` to before ``end``.
    """

    document: str
    start: int
    end: int


class CandidateReturned(Body, frozen=True):
    """A decision on a statement was taken back, and it waits for review again."""

    document: str
    start: int
    end: int


class BodyErased(Body, frozen=True):
    """The body of the record at ``position`` was erased; the log itself writes this record."""

    position: int
    reason: str = ""


OfEvents = (
    ClaimAdded | ClaimAmended | ClaimRetracted | ClaimRestored | DatePreferred | EventMerged | EventUnmerged
)
"""The records that only events have, besides those that every kind of entity has."""

OfNoEntity = (
    OverlayKept | DocumentImported | DocumentDropped | CandidateRejected | CandidateReturned | BodyErased
)
"""The records that change no entity."""

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
"""Every body that a log record can have."""
