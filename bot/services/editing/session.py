"""``Session``, one request of an editor as handlers and planners get it, and ``Plan``, what planners make."""

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
"""Most characters that may be typed into an option; ``LIMIT`` for those not named here."""
LIMIT = 300


class Session(Inquiry, frozen=True, kw_only=True):
    """One question of an editor, with all that it takes to change the record of ``scope``, their server.

    ``draft`` is the id of the draft that the question belongs to, empty without one; ``upload`` is a file
    that came with the question.
    """

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
        """Whether the option was given at all; it may be empty, as a cleared field of a form is."""
        return name in self.question.options

    def denied(self, denied: Denied) -> Refusal:
        """The refusal for a change that ``bot.domain.decide`` denied."""
        return Refusal(self.question, denied.code, denied.facts)

    async def actor(self) -> str:
        """The editor's pseudonym, under which the log has their changes."""
        return await self.actors.pseudonym_for(self.editor.id)


class Plan(msgspec.Struct, frozen=True):
    """A change that is decided on but not saved: the records to append (``parts``), and what its preview
    shows.

    ``act`` names what it does; ``label`` and ``title`` its subject; ``lines``, ``menus`` and ``doubles``
    (events that may be the same) are shown in the preview, which can be confirmed if ``ready``.
    ``agreement``: its preview offers the form for the agreement. ``seen`` are the versions of the entities
    that it changes, by "scope stream"; empty if it only adds. ``claim`` is what an added event's source says:
    "Add to E-57" adds it to another event instead. ``settings`` are those of the notes that it sets up;
    ``until`` is the day on which paused notes start again, 0 for none. ``change`` is the change's id if that
    is not the draft's, ``onward`` the question with which the editor goes on afterwards. Of an undo,
    ``undone`` are the changes that it takes back, ``count`` their number, and ``left`` those that cannot be,
    with the reason.
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
        """Whether it changes an entity of the shipped corpus, which it then does for the server alone."""
        return any(entity.shipped for entity, _ in self.parts)


class NeedsForm(msgspec.Struct, frozen=True):
    """A planner's result if too little was typed: the form, filled with ``shown``, is to ask for more.

    ``why`` is the refusal's code if that form was submitted and something is still missing.
    """

    shown: Mapping[str, str]
    seen: Mapping[str, int]
    why: str = "form_incomplete"


Planned = Plan | Refusal | Choose


def plan_for_entity(
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
    """The plan that appends ``bodies`` to one entity, and the parts ``beside`` it to others.

    A refusal if the change was denied, or if there is nothing to change.
    """
    if isinstance(bodies, Denied):
        return session.denied(bodies)
    if not bodies:
        return session.refuse("nothing_changed")
    seen = seen_of(entity) if entity.state is not None else {}
    return Plan(act, label, title, tuple(lines), (*beside, (entity, bodies)), seen)


def seen_of(*entities: Entity) -> dict[str, int]:
    """The versions of the entities, by "scope stream", to be compared when the change is saved."""
    return {
        f"{scope} {stream}": version
        for entity in entities
        for (scope, stream), version in entity.versions.items()
    }


def too_long(session: Session) -> Refusal | None:
    """A refusal if an option is longer than ``LIMITS`` allow; otherwise None."""
    for name, value in session.question.options.items():
        limit = LIMITS.get(name, LIMIT)
        if len(value) > limit:
            return session.refuse(
                "too_long", option=name, limit=str(limit), length=str(len(value)), typed=value[:60]
            )
    return None
