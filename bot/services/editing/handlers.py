"""``HANDLERS``: the function that answers each question of an editor.

``Editing`` imports this module with the first such question, so that a start does not wait for it.
"""

from __future__ import annotations

from functools import partial

from bot.services.editing import drafting, reviewing
from bot.services.editing.changes import history
from bot.services.editing.editors import add_editor, list_editors, remove_editor
from bot.services.editing.exporting import export
from bot.services.editing.importing import import_paper
from bot.services.editing.posts.listing import list_posts
from bot.services.editing.posts.notes import send_note
from bot.services.editing.posts.planning import plan_pause, plan_resume, plan_stop
from bot.services.editing.saving import at_once
from bot.services.editing.stale import compare
from bot.services.editing.undoing import plan_undo_of_record

HANDLERS: dict[str, drafting.Handler] = {
    **dict.fromkeys(drafting.PLANNERS, drafting.begin),
    "edit set": drafting.change_draft,
    "edit draft": drafting.show_draft,
    "edit form": drafting.open_form,
    "edit filled": drafting.fill_in,
    "edit confirm": drafting.confirm,
    "edit mine": drafting.keep_mine,
    "edit cancel": drafting.cancel,
    "edit back": partial(at_once, planner=plan_undo_of_record),
    "edit drafts": drafting.list_drafts,
    "edit history": history,
    "edit export": export,
    "edit stale": compare,
    "edit import": import_paper,
    "edit review": reviewing.review,
    "edit accept": reviewing.accept,
    "edit correct": reviewing.correct,
    "edit reject": reviewing.reject,
    "edit skip": reviewing.skip,
    "edit put back": reviewing.put_back,
    "edit drop": reviewing.drop,
    "edit editors add": add_editor,
    "edit editors remove": remove_editor,
    "edit editors list": list_editors,
    "posts list": list_posts,
    "posts preview": drafting.show_note,
    "posts send": send_note,
    "posts pause": partial(at_once, planner=plan_pause),
    "posts resume": partial(at_once, planner=plan_resume),
    "posts stop": partial(at_once, planner=plan_stop),
}
"""By command, the function that answers it; buttons and forms have commands of their own."""
