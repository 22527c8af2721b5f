"""Changes by editors: one door for commands, buttons and forms. Nothing is written before a preview was seen.

What is typed becomes a draft; the draft is planned and shown; Confirm plans it anew and appends what was
planned, if what it changes is still as its editor saw it. The draft's id is the change's id: twice is once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.domain.answers import Completion, Question
from bot.domain.edits import DraftRef, EditAnswer, Editor
from bot.domain.review import Upload
from bot.services.desk.shelf import Shelf
from bot.services.editing import drafting, reviewing
from bot.services.editing.changes import history
from bot.services.editing.completion import complete
from bot.services.editing.editors import (
    POSTS,
    add_editor,
    list_editors,
    managers_only,
    may_edit,
    remove_editor,
)
from bot.services.editing.exporting import export
from bot.services.editing.importing import take_in
from bot.services.editing.posts.completion import complete_posts
from bot.services.editing.posts.listing import list_posts
from bot.services.editing.posts.planning import plan_pause, plan_resume, plan_stop
from bot.services.editing.posts.surroundings import Surroundings
from bot.services.editing.session import Session
from bot.services.editing.stale import compare
from bot.services.inquiry import Inquiry, refuse
from bot.services.memory import Memory
from bot.services.naming import NameBook
from bot.services.record import Recorder
from storage.actors import Actors
from storage.drafts import Drafts
from storage.log import Log
from storage.views import At, Views

HANDLERS: dict[str, Callable[[Session], Awaitable[EditAnswer]]] = {
    **dict.fromkeys(drafting.PLANNERS, drafting.begin),
    "edit set": drafting.change_draft,
    "edit draft": drafting.show_draft,
    "edit form": drafting.open_form,
    "edit filled": drafting.fill_in,
    "edit confirm": drafting.confirm,
    "edit mine": drafting.keep_mine,
    "edit cancel": drafting.cancel,
    "edit back": drafting.take_back,
    "edit drafts": drafting.list_drafts,
    "edit history": history,
    "edit export": export,
    "edit stale": compare,
    "edit import": take_in,
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
    "posts pause": partial(drafting.at_once, planner=plan_pause),
    "posts resume": partial(drafting.at_once, planner=plan_resume),
    "posts stop": partial(drafting.at_once, planner=plan_stop),
}
"""Everything an editor can ask, by command, button or form, and what answers it: one place to add one."""


class Editing:
    """Answers editors. Whether a person may edit is looked up for every question, whatever way it came."""

    def __init__(
        self, views: Views, log: Log, drafts: Drafts, actors: Actors, posts: Surroundings, shelf: Shelf
    ) -> None:
        self._views = views
        self._log = log
        self._drafts = drafts
        self._actors = actors
        self._posts = posts
        self._shelf = shelf
        self._recorder = Recorder(log, views)
        self._names = NameBook(views)

    async def answer(self, question: Question, editor: Editor, upload: Upload | None = None) -> EditAnswer:
        """The answer to an editor; a refusal is an answer too. Raises only for bugs.

        ``upload`` is a file that came along; it is got only for who may edit.
        """
        scope = editor.asker.scope
        if scope is None:
            return refuse(question, "edit_server_only")
        if not await may_edit(self._views, editor):
            return refuse(question, "not_posts" if question.command.startswith(POSTS) else "not_editor")
        handler = HANDLERS.get(question.command)
        if handler is None:
            return refuse(question, "unknown_command", typed=question.command)
        session = await self._session(question, editor, scope, upload)
        if refusal := managers_only(session, question.command):
            return refusal
        return await handler(session)

    async def complete(
        self, command: str, option: str, text: str, filled: Mapping[str, str], editor: Editor
    ) -> tuple[Completion, ...]:
        """Up to 25 offers for a half-typed option; none for who may not edit."""
        scope = editor.asker.scope
        if scope is None or not await may_edit(self._views, editor):
            return ()
        session = await self._session(Question(command, filled), editor, scope)
        if managers_only(session, command):
            return ()
        offer = complete_posts if command.startswith(POSTS) else complete
        return await offer(session, option, text.strip())

    async def _session(
        self, question: Question, editor: Editor, scope: str, upload: Upload | None = None
    ) -> Session:
        at = At(scope)
        names = await self._names.at(at)
        inquiry = Inquiry(question, editor.asker, self._views, self._log, names, Memory(), at, "all")
        draft = DraftRef(question.options.get("draft", ""), 0)
        return Session(
            inquiry,
            editor,
            scope,
            self._recorder,
            self._drafts,
            self._actors,
            draft,
            self._posts,
            self._shelf,
            upload,
        )
