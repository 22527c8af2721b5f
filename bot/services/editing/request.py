"""``EditRequest``: what an editor asks, with all that it takes to answer it; handlers and planners get it."""

from __future__ import annotations

from bot.domain.decide import Denied
from bot.domain.edits import Editor
from bot.domain.questions import Refusal
from bot.domain.review import Upload
from bot.services.desk.shelf import Shelf
from bot.services.editing.posts.surroundings import Surroundings
from bot.services.inquiry import Inquiry
from bot.services.record import Recorder
from storage.actors import Actors
from storage.drafts import Drafts

LIMITS = {"title": 200, "date": 120, "remark": 1000, "place": 80, "link": 400, "source": 400}
"""Most characters that may be typed into an option; ``LONGEST`` for those not named here."""


class EditRequest(Inquiry, frozen=True, kw_only=True):
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
