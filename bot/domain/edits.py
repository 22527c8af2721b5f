"""Who edits, what is typed but not yet saved, and what editing answers: plain frozen data, nothing formatted.

An editor's command, button or form is a ``Question`` too; what comes back is an ``EditAnswer``.
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
from bot.domain.whys import WhyAnswer

ROLE, CHANNEL = "@&", "#"
"""The label of what is about a role or a channel; its title is then an id of Discord's."""


class Editor(msgspec.Struct, frozen=True):
    """Who wants to edit, as Discord says it at this moment.

    ``manager``: the server's owner, or Manage Server; ``moderator``: Manage Messages; ``roles`` the
    ids of all roles. ``request`` identifies this press or command, also if it is repeated; ``now`` is in UTC.
    """

    id: int
    asker: Asker
    request: str
    now: datetime
    manager: bool = False
    moderator: bool = False
    roles: frozenset[int] = frozenset()
    in_server: frozenset[int] = frozenset()
    """The roles that the server has; one that was let in may have been deleted since."""
    shown_to: frozenset[int] = frozenset()
    """Those of them to which Discord shows the commands by itself, for they hold Manage Messages."""


class Draft(msgspec.Struct, frozen=True):
    """A change that is typed and not confirmed: the command with its options as typed.

    ``seen`` are the versions (by "scope stream") of what it changes, as its editor saw them last; ``shown``
    what the form was filled with: what was left so is no change. ``id`` is what buttons carry, ``number``
    what its editor knows it by.
    """

    question: Question
    seen: dict[str, int] = {}
    shown: dict[str, str] = {}
    id: str = ""
    number: int = 0


class FormField(msgspec.Struct, frozen=True):
    """One field of a form, with what it holds already. ``limit`` is the most that the record takes."""

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
    """How a typed date was understood."""

    typed: str
    date: HistoricalDate


class Field(msgspec.Struct, frozen=True):
    """A field as it will be. ``key`` names it: parties, agreement, remark, reason …"""

    key: str
    value: Fact


class Altered(msgspec.Struct, frozen=True):
    """A field before and after."""

    key: str
    before: Fact
    after: Fact


SourceKind = Literal["link", "known", "own"]


class SourceRead(msgspec.Struct, frozen=True):
    """What a typed source is: a link, a known document, or own knowledge; ``new`` to this record."""

    kind: SourceKind
    label: str
    date: HistoricalDate | None = None
    url: str = ""
    new: bool = False


class Change(msgspec.Struct, frozen=True):
    """One record of the history. ``by`` is a Discord id; None for a person who is forgotten, or for the
    program itself, of which ``program`` then says which part (seeds, operator, erasure)."""

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
    """The changes that an undo takes back, the newest first: the first of ``count``."""

    changes: tuple[Change, ...]
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
    """What can be chosen in a menu, and whether it is."""

    value: str
    chosen: bool


class Menu(msgspec.Struct, frozen=True):
    """A menu in a draft's preview: its option gets the values that are chosen, with commas between them."""

    option: str
    choices: tuple[MenuChoice, ...]
    least: int = 0


class Double(msgspec.Struct, frozen=True):
    """An event that may be the same. ``finer``: the typed date would refine its own; ``clashes``: it would
    make it contested; ``joins``: agreements or parties would go with it that it lacks."""

    label: str
    title: str
    date: HistoricalDate | None
    finer: bool
    clashes: bool = False
    joins: bool = False


class Preview(msgspec.Struct, frozen=True):
    """What a draft would do, before anything is written.

    ``act`` is the command without ``edit``; ``label`` and ``title`` say of what (``label`` empty: new).
    ``overlay``: it changes an entity of the corpus for this server alone. ``left`` are records that an undo
    cannot take back, with the reason's code. ``ready``: it can be confirmed as it is; ``note``: the next note
    under its settings can be seen; ``same``: its settings are what is set, there is nothing to confirm.
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
    """A change that is in the record: its records' positions, the first being what users see. ``count``: how
    many changes were taken back."""

    question: Question
    act: str
    label: str
    title: str
    positions: tuple[int, ...]
    count: int = 1
    onward: Question | None = None
    """What its editor was about and goes on with."""
    until: int = 0
    """The day on which paused notes start again."""


class Overtaken(msgspec.Struct, frozen=True):
    """Somebody changed the same since the editor looked: what they did, and what the editor's draft keeps."""

    draft: Draft
    label: str
    title: str
    changes: tuple[Change, ...]
    mine: tuple[Line, ...]
    form: bool = True


class Unfinished(msgspec.Struct, frozen=True):
    """A draft that cannot be previewed yet: why, with a way back into its form where it has one."""

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
    changes: tuple[Change, ...]
    paging: Paging
    stale: int = 0


class DraftLine(msgspec.Struct, frozen=True):
    """A draft in the list of drafts."""

    draft: Draft
    made_at: datetime
    subject: str


class DraftsAnswer(msgspec.Struct, frozen=True):
    """An editor's drafts, and the server's changes beneath which the corpus has changed."""

    question: Question
    drafts: tuple[DraftLine, ...]
    stale: tuple[Stale, ...]


class StaleAnswer(msgspec.Struct, frozen=True):
    """What a server says, and what the corpus says now: the fields in which they differ, the server's
    first."""

    question: Question
    stale: Stale
    differences: tuple[Altered, ...]


class EditorsAnswer(msgspec.Struct, frozen=True):
    """Which roles may edit. ``changed`` is the role just let in or out (``act``), ``position`` its record;
    ``hidden`` the roles to which Discord does not show the commands."""

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
    """What is kept of a person: how many records of theirs, of which so many hold words of theirs; drafts;
    papers that they handed in.

    ``deleted``: that was so, and is gone now.
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
    | Choose
    | Refusal
)
