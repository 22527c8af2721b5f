"""``Plan``, a change that is decided on but not saved: what planners make of an ``EditRequest``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from bot.domain.decide import Bodies, Denied
from bot.domain.edits import Double, Line, Menu
from bot.domain.entities import Claim, Subscription
from bot.domain.questions import Choose, Question, Refusal
from bot.services.editing.request import EditRequest
from bot.services.record import Entity, Part


class Plan(msgspec.Struct, frozen=True):
    """A change that is decided on but not saved: the records to append (``parts``), and what its preview
    shows.

    ``act`` names what it does; ``label`` and ``title`` its subject; ``lines``, ``menus`` and ``doubles``
    (events that may be the same) are shown in the preview, which can be confirmed if ``ready``.
    ``agreement``: the preview offers the form for the agreement. ``seen`` are the versions of the entities
    that it changes, by "scope stream"; empty if it only adds.

    ``change`` is the change's id if that is not the draft's; ``onward`` the question with which the editor
    goes on afterwards. ``claim`` is what an added event's source says: "Add to E-57" adds it to another event
    instead. ``settings`` are those of the notes that it sets up; ``until`` is the day on which paused notes
    start again, 0 for none. ``undone`` are the ids of the changes that an undo takes back, and ``left`` the
    positions of those that cannot be, with the reason.
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
    menus: tuple[Menu, ...] = ()
    ready: bool = True
    settings: Subscription | None = None
    change: str = ""
    onward: Question | None = None
    undone: tuple[str, ...] = ()
    until: int = 0

    @property
    def count(self) -> int:
        """The number of changes that it takes back, or 1 for what is no undo."""
        return len(self.undone) or 1

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
    request: EditRequest,
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
        return request.denied(bodies)
    if not bodies:
        return request.refuse("nothing_changed")
    seen = seen_of(entity) if entity.state is not None else {}
    return Plan(act, label, title, tuple(lines), (*beside, (entity, bodies)), seen)


def seen_of(*entities: Entity) -> dict[str, int]:
    """The versions of the entities, by "scope stream", to be compared when the change is saved."""
    return {
        f"{scope} {stream}": version
        for entity in entities
        for (scope, stream), version in entity.versions.items()
    }
