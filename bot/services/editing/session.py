"""One request of an editor: what every handler and planner needs, and what a plan is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from bot.domain.decide import Bodies, Denied
from bot.domain.edits import Double, Editor, Line, Menu
from bot.domain.entities import Claim, Subscription
from bot.domain.questions import Choose, Question, Refusal
from bot.domain.review import Upload
from bot.services.desk.shelf import Shelf
from bot.services.editing.posts.surroundings import Surroundings
from bot.services.inquiry import Inquiry
from bot.services.record import Entity, Part, Recorder
from storage.actors import Actors
from storage.drafts import Drafts

LIMITS = {"title": 200, "date": 120, "remark": 1000, "place": 80, "link": 400, "source": 400}
"""Most characters of what is typed into an option; ``LIMIT`` for the others."""
LIMIT = 300


class Session(Inquiry, frozen=True, kw_only=True):
    """An editor's question, and what it takes to change the record. ``draft`` is the id of the draft that the
    question belongs to, ``scope`` the server's, ``posts`` what there is beside the record; ``upload`` came
    along with the question."""

    editor: Editor
    scope: str
    recorder: Recorder
    drafts: Drafts
    actors: Actors
    draft: str
    posts: Surroundings
    shelf: Shelf
    upload: Upload | None = None

    def gives(self, name: str) -> bool:
        """Whether the option was given, be it empty (a field of a form that was emptied)."""
        return name in self.question.options

    def denied(self, denied: Denied) -> Refusal:
        """The refusal that says why a change cannot be."""
        return Refusal(self.question, denied.code, denied.facts)

    async def actor(self) -> str:
        """The editor's pseudonym, as the log knows them."""
        return await self.actors.pseudonym_for(self.editor.id)


class Plan(msgspec.Struct, frozen=True):
    """What a draft would do: the records to append (``parts``), and how to tell it.

    ``seen`` are the versions of what it changes, by "scope stream"; empty for what only adds. ``claim`` is
    the statement that an added event makes: what "add to E-57" adds to another event instead. ``menus`` and
    ``ready`` are those of its preview; ``settings`` those of the notes that it sets up. ``change`` is the
    change's id where that is not the draft's; ``onward`` what its editor goes on with afterwards. ``undone``
    are the changes it takes back; ``until`` is the day on which paused notes start again, 0 for none.
    """

    act: str
    label: str
    title: str
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    seen: Mapping[str, int]
    doubles: tuple[Double, ...] = ()
    agreement: bool = False
    left: tuple[tuple[int, str], ...] = ()
    claim: Claim | None = None
    count: int = 1
    menus: tuple[Menu, ...] = ()
    ready: bool = True
    settings: Subscription | None = None
    change: str = ""
    onward: Question | None = None
    undone: tuple[str, ...] = ()
    until: int = 0

    @property
    def overlay(self) -> bool:
        """Whether it changes what is shipped: then for the server alone."""
        return any(entity.shipped for entity, _ in self.parts)


class NeedsForm(msgspec.Struct, frozen=True):
    """Not enough is typed to plan anything: the form, filled with ``shown``, asks for it; ``why`` says what
    is missing, where that was sent without it."""

    shown: Mapping[str, str]
    seen: Mapping[str, int]
    why: str = "form_incomplete"


Planned = Plan | Refusal | Choose


def planned(
    session: Session,
    act: str,
    entity: Entity,
    bodies: Bodies | Denied,
    title: str,
    *,
    label: str = "",
    lines: Iterable[Line] = (),
    beside: Iterable[Part] = (),
) -> Plan | Refusal:
    """The plan of what was decided on one entity, with what is added ``beside`` it; or why that cannot be."""
    if isinstance(bodies, Denied):
        return session.denied(bodies)
    if not bodies:
        return session.refuse("nothing_changed")
    seen = seen_of(entity) if entity.state is not None else {}
    return Plan(act, label, title, tuple(lines), (*beside, (entity, bodies)), seen)


def seen_of(*entities: Entity) -> dict[str, int]:
    """The versions that the entities were seen at, by "scope stream"."""
    return {
        f"{scope} {stream}": version
        for entity in entities
        for (scope, stream), version in entity.versions.items()
    }


def too_long(session: Session) -> Refusal | None:
    """The refusal of an option that is longer than the record takes."""
    for name, value in session.question.options.items():
        limit = LIMITS.get(name, LIMIT)
        if len(value) > limit:
            return session.refuse(
                "too_long", option=name, limit=str(limit), length=str(len(value)), typed=value[:60]
            )
    return None
