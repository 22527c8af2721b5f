"""Changes by editors: ``Editing`` is the entry point for the commands, buttons and forms of /edit and /posts.

What is typed becomes a draft (``drafting.py``). A planner, such as ``plan_add``, makes a ``Plan`` of it
(``request.py``), which is shown as a preview. Confirm plans it anew and appends the planned records
(``saving.py``), if what they change is still as the editor saw it. The draft's id is the change's id, so that
confirming twice saves once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.domain.edits import EditAnswer, Editor
from bot.domain.questions import Completion, Question
from bot.domain.review import Upload
from bot.services.editing.permissions import POSTS, managers_only, may_edit
from bot.services.editing.request import EditRequest
from bot.services.inquiry import refuse
from bot.services.record import Recorder
from bot.services.typed.name_book import NameBook
from storage.actors import Actors
from storage.drafts import Drafts
from storage.log import Log
from storage.views import Views

if TYPE_CHECKING:
    from bot.services.desk.shelf import Shelf
    from bot.services.editing.posts.surroundings import Surroundings


class Editing:
    """Answers editors' questions; for every single one it checks whether the person may edit."""

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
        """The answer to an editor's question; this may be a refusal. Nothing that is typed makes it raise.

        ``upload`` is a file that came with the question; it is fetched only if the person may edit.
        """
        scope = editor.asker.scope
        if scope is None:
            return refuse(question, "edit_server_only")
        if not await may_edit(self._views, editor):
            return refuse(question, "not_posts" if question.command.startswith(POSTS) else "not_editor")
        from bot.services.editing.handlers import HANDLERS

        handler = HANDLERS.get(question.command)
        if handler is None:
            return refuse(question, "unknown_command", typed=question.command)
        request = await self._request(question, editor, scope, upload)
        if refusal := managers_only(request, question.command):
            return refusal
        return await handler(request)

    async def complete(
        self, command: str, option: str, text: str, filled: Mapping[str, str], editor: Editor
    ) -> tuple[Completion, ...]:
        """Up to 25 offers for a half-typed option; none for people who may not edit."""
        scope = editor.asker.scope
        if scope is None or not await may_edit(self._views, editor):
            return ()
        request = await self._request(Question(command, filled), editor, scope)
        if managers_only(request, command):
            return ()
        from bot.services.editing.completion import complete
        from bot.services.editing.posts.completion import complete_posts

        offer = complete_posts if command.startswith(POSTS) else complete
        return await offer(request, option, text.strip())

    async def _request(
        self, question: Question, editor: Editor, scope: str, upload: Upload | None = None
    ) -> EditRequest:
        return await EditRequest.now(
            question,
            editor.asker,
            self._views,
            self._log,
            self._names,
            editor=editor,
            scope=scope,
            recorder=self._recorder,
            drafts=self._drafts,
            actors=self._actors,
            draft=question.options.get("draft", ""),
            posts=self._posts,
            shelf=self._shelf,
            upload=upload,
        )
