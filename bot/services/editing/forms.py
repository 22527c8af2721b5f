"""The forms of drafts: which fields each command's form has, and what they hold already."""

from __future__ import annotations

from bot.domain.edits import Draft, Form, FormField
from bot.services.editing.request import LIMITS
from bot.services.inquiry import LONGEST

FORMS: dict[str, tuple[str, ...]] = {
    "edit add": ("title", "date", "parties", "source", "remark"),
    "edit amend": ("title", "date", "source", "parties", "reason"),
    "edit claim": ("event", "source", "date", "place", "remark"),
    "edit retract": ("event", "reason"),
    "edit restore": ("event", "reason"),
    "edit merge": ("keep", "drop"),
    "edit undo": ("record", "since"),
    "edit agreement add": ("name", "type", "parties", "aliases"),
    "edit agreement amend": ("name", "new_name", "type", "parties", "aliases"),
    "edit agreement retract": ("name", "reason"),
    "edit source add": ("title", "author", "date", "link"),
    "edit source amend": ("name", "title", "author", "date", "link"),
    "posts setup": ("time", "zone"),
    "posts change": ("time", "zone", "party", "agreement", "grace"),
    "edit candidate": ("title", "date", "parties", "event", "remark"),
}
"""The options that are fields of each command's form; Discord allows five."""
AGREEMENT_FORM = ("agreement", "action")
"""A second form for events, since the first is full."""
LONG = frozenset({"remark", "reason"})
REQUIRED = {"edit add": frozenset({"title", "date"}), "edit retract": frozenset({"reason"})}


def has_form(draft: Draft) -> bool:
    """Whether there is a form for the draft's command."""
    return draft.question.command in FORMS


def form_of(draft: Draft, *, agreement: bool = False) -> Form:
    """The form of a draft, or with ``agreement`` its second form, filled with what was typed before."""
    command = draft.question.command
    held = {**draft.shown, **draft.question.options}
    required = REQUIRED.get(command, frozenset())
    fields = tuple(
        FormField(name, held.get(name, ""), LIMITS.get(name, LONGEST), name in required, name in LONG)
        for name in (AGREEMENT_FORM if agreement else FORMS[command])
    )
    return Form(draft, "edit agreement form" if agreement else command, fields)
