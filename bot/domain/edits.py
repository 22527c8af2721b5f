"""Editors, their drafts, and the answers to editing commands, as plain data; nothing is formatted.

An editor's command, button or form is a ``Question`` too; the answer is an ``EditAnswer``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from bot.domain.dates import HistoricalDate
from bot.domain.entries import Paging, Restatus
from bot.domain.facts import Fact
from bot.domain.questions import Asker, Choose, Question, Refusal
from bot.domain.review import DeskAnswer, ImportAnswer, ReviewAnswer, Stale
from bot.domain.subscriptions import (
    Errata,
    NeverPosted,
    NotePreview,
    PostsAnswer,
    SentAnswer,
    SettingsChanged,
    SettingsRead,
    WillPost,
)
from bot.domain.whys import WhyAnswer, WhyNever, WhyNoNotes

ROLE, CHANNEL = "@&", "#"
"""Used as the ``label`` of changes to a role or a channel; their ``title`` is then its Discord id."""


class Editor(msgspec.Struct, frozen=True):
    """Who wants to edit, with the rights that Discord reports at this moment.

    ``manager`` is the server's owner or has Manage Server; ``moderator`` has Manage Messages; ``roles`` are
    the ids of the person's roles. ``request`` identifies this command or press, so that a repeated one is
    recognised. ``now`` is in UTC.
    """

    id: int
    asker: Asker
    request: str
    now: datetime
    manager: bool = False
    moderator: bool = False
    roles: frozenset[int] = frozenset()
    in_server: frozenset[int] = frozenset()
    """All roles of the server; a role that may edit may have been deleted since."""
    shown_to: frozenset[int] = frozenset()
    """Those of them to which Discord shows the commands anyway, because they have Manage Messages."""


class Draft(msgspec.Struct, frozen=True):
    """A change that is typed but not confirmed: the command with its options as typed.

    ``seen`` are the versions of the changed streams (keys are "scope stream") that the editor last saw, and
    ``doubles`` what the preview showed as possibly the same: labels of events, or names. ``shown`` is what
    the form was prefilled with; a field left as it was is no change. ``id`` is in the buttons, ``number`` is
    what the editor sees.
    """

    question: Question
    seen: dict[str, int] = {}
    doubles: tuple[str, ...] = ()
    shown: dict[str, str] = {}
    id: str = ""
    number: int = 0


class FormField(msgspec.Struct, frozen=True):
    """One field of a form with its prefilled text; ``limit`` is the most characters that it takes."""

    name: str
    value: str
    limit: int
    required: bool = False
    long: bool = False


class Form(msgspec.Struct, frozen=True):
    """A form of at most five fields to fill in for a draft. ``title`` names the command."""

    draft: Draft
    title: str
    fields: tuple[FormField, ...]


class DateRead(msgspec.Struct, frozen=True):
    """How a typed date was understood, as a line of a preview."""

    typed: str
    date: HistoricalDate


class Field(msgspec.Struct, frozen=True):
    """A field's new value, as a line of a preview; ``key`` is its name (parties, agreement, remark …)."""

    key: str
    value: Fact


class Altered(msgspec.Struct, frozen=True):
    """A field's value before and after a change."""

    key: str
    before: Fact
    after: Fact


SourceKind = Literal["link", "known", "own"]


class SourceRead(msgspec.Struct, frozen=True):
    """How a typed source was understood: a link, a known source, or own knowledge.

    ``new`` says that the source will be added to the record.
    """

    kind: SourceKind
    label: str
    date: HistoricalDate | None = None
    url: str = ""
    new: bool = False


class RecordChange(msgspec.Struct, frozen=True):
    """One record in the history of changes.

    ``by`` is a Discord id. It is None for a person whose data was deleted, and for the program itself:
    ``program`` then says which part of it made the change.
    """

    position: int
    at: datetime
    by: int | None
    program: Literal["", "seeds", "operator", "erasure"]
    type: str
    label: str
    title: str
    reason: str
    erased: bool = False
    details: tuple[Altered, ...] = ()


class Undone(msgspec.Struct, frozen=True):
    """The changes that an undo takes back, newest first; of ``count``, only the first ones are listed."""

    changes: tuple[RecordChange, ...]
    count: int


Line = (
    DateRead
    | Field
    | Altered
    | Restatus
    | SourceRead
    | Undone
    | SettingsRead
    | SettingsChanged
    | WillPost
    | NeverPosted
    | Errata
)


class MenuChoice(msgspec.Struct, frozen=True):
    """One choice of a menu, and whether it is chosen."""

    value: str
    chosen: bool


class Menu(msgspec.Struct, frozen=True):
    """A menu in a draft's preview. The chosen values, separated by commas, become the text of ``option``."""

    option: str
    choices: tuple[MenuChoice, ...]
    least: int = 0


class Double(msgspec.Struct, frozen=True):
    """An event on record that may be the same as the typed one.

    Adding the typed date to it would make its date more precise (``finer``) or contested (``clashes``);
    ``joins`` says that it would also get agreements or parties that it lacks.
    """

    label: str
    title: str
    date: HistoricalDate | None
    finer: bool
    clashes: bool = False
    joins: bool = False


class Preview(msgspec.Struct, frozen=True):
    """What a draft would do, before anything is written.

    ``act`` is the command without "edit"; ``label`` and ``title`` are those of the entity (a new one has no
    label). ``overlay`` says that it changes a corpus entity for this server alone. ``left`` are the records
    that an undo cannot take back, each with the reason's code. ``ready`` says that it can be confirmed as it
    is; ``note`` that the next note with its settings can be shown; ``same`` that it would change nothing.
    """

    draft: Draft
    act: str
    label: str
    title: str
    lines: tuple[Line, ...]
    doubles: tuple[Double, ...] = ()
    overlay: bool = False
    form: bool = True
    agreement: bool = False
    left: tuple[tuple[int, str], ...] = ()
    menus: tuple[Menu, ...] = ()
    ready: bool = True
    note: bool = False
    same: bool = False


class Saved(msgspec.Struct, frozen=True):
    """The receipt of a saved change: the positions of its records, of which users see the first.

    ``count`` is the number of changes that an undo took back.
    """

    question: Question
    act: str
    label: str
    title: str
    positions: tuple[int, ...]
    count: int = 1
    onward: Question | None = None
    """The question with which the editor goes on, such as the review of the next statement."""
    until: int = 0
    """The day on which paused notes start again."""


class Overtaken(msgspec.Struct, frozen=True):
    """The draft's entity was changed by somebody else meanwhile: their changes, and what the draft has."""

    draft: Draft
    label: str
    title: str
    changes: tuple[RecordChange, ...]
    mine: tuple[Line, ...]
    form: bool = True


class Unfinished(msgspec.Struct, frozen=True):
    """A draft that cannot be previewed yet, and why; ``form`` says that it can be corrected in its form."""

    draft: Draft
    why: Refusal | Choose
    form: bool


class Cancelled(msgspec.Struct, frozen=True):
    """A draft that was dropped."""

    question: Question
    number: int


class HistoryAnswer(msgspec.Struct, frozen=True):
    """Who changed what, when and why, the newest first."""

    question: Question
    about: str
    by: int | None
    changes: tuple[RecordChange, ...]
    paging: Paging
    stale: int = 0


class DraftLine(msgspec.Struct, frozen=True):
    """A draft in the list of drafts, and the option that tells it from the others (``named_by``)."""

    draft: Draft
    made_at: datetime
    named_by: str
    subject: str


class DraftsAnswer(msgspec.Struct, frozen=True):
    """An editor's drafts, and the server's changes beneath which the corpus has changed."""

    question: Question
    drafts: tuple[DraftLine, ...]
    stale: tuple[Stale, ...]
    paging: Paging


class StaleAnswer(msgspec.Struct, frozen=True):
    """The fields in which a server's version of an entity differs from the corpus's present one.

    The server's value is ``before``, the corpus's ``after``.
    """

    question: Question
    stale: Stale
    differences: tuple[Altered, ...]


class EditorsAnswer(msgspec.Struct, frozen=True):
    """The roles that may edit.

    ``changed`` is the role that ``act`` just added or removed, ``position`` that of the record. ``hidden``
    are the roles to which Discord does not show the commands.
    """

    question: Question
    act: str
    roles: tuple[int, ...]
    hidden: frozenset[int]
    changed: int | None = None
    position: int | None = None


class FileAnswer(msgspec.Struct, frozen=True):
    """A file with rows of the record."""

    question: Question
    name: str
    data: bytes
    rows: int


class PrivacyAnswer(msgspec.Struct, frozen=True):
    """How much is stored of a person: records, those of them with texts by the person, drafts, papers.

    ``known`` says that the person has a pseudonym; ``deleted`` that all this has just been deleted.
    """

    question: Question
    records: int
    texts: int
    drafts: int
    papers: int
    known: bool
    deleted: bool = False


EditAnswer = (
    Form
    | Preview
    | Saved
    | Overtaken
    | Unfinished
    | Cancelled
    | HistoryAnswer
    | DraftsAnswer
    | StaleAnswer
    | EditorsAnswer
    | FileAnswer
    | PrivacyAnswer
    | PostsAnswer
    | NotePreview
    | SentAnswer
    | ImportAnswer
    | ReviewAnswer
    | DeskAnswer
    | WhyAnswer
    | WhyNever
    | WhyNoNotes
    | Choose
    | Refusal
)
