"""An ``Inquiry``: one question with the record as its asker sees it, passed to every handler of answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Self, TypeVar

from msgspec.structs import replace

from bot.domain.entries import Paging
from bot.domain.facts import Fact
from bot.domain.gists import Gist
from bot.domain.localtime import local_day
from bot.domain.questions import Asker, AsOf, Layer, Question, Refusal
from bot.services.event_view import EventView, Reading
from bot.services.footnotes import Footnotes
from bot.services.memory import Memory
from bot.services.typed.name_book import NameBook
from bot.services.typed.names import Names
from storage.documents import Documents
from storage.log import Log
from storage.rows import Link
from storage.views import At, Range, Views

LONGEST = 300
"""Most characters that an option may have unless it has a limit of its own."""

T = TypeVar("T")

Links = tuple[Link, ...]
"""What an event must be linked to, as pairs of relation and id, such as ("party", "japan")."""


class Inquiry(Reading, frozen=True):
    """A question, its asker, and the record as the asker sees it when the log ended at ``position``.

    ``documents`` holds the texts that answers quote from; without them nothing is quoted.
    """

    question: Question
    asker: Asker
    log: Log
    names: Names
    position: int
    layer: Layer
    version: str = ""
    documents: Documents | None = None

    @classmethod
    async def now(
        cls, question: Question, asker: Asker, views: Views, log: Log, book: NameBook, **more: Any
    ) -> Self:
        """An inquiry into the record's present state, with an empty cache.

        ``more`` are the fields that a subclass adds.
        """
        head = await views.head_position()
        names = await book.at(At(asker.scope, head), head)
        return cls(views, At(asker.scope), Memory(), question, asker, log, names, head, "all", **more)

    def option(self, name: str) -> str:
        """An option as typed, stripped; empty if it was left out."""
        return self.question.option(name)

    def days(self, as_of: AsOf | None) -> tuple[int, ...]:
        """The days at whose end the status is asked for: today, unless ``as_of`` names another time."""
        return as_of.days if as_of is not None else (self.asker.today,)

    async def count(self, what: Range) -> int:
        """The number of events in a range."""
        return await self.memory.once(("count", what), lambda: self.views.count(self.at, what))

    async def footnotes(self, events: Iterable[Gist | EventView]) -> Footnotes:
        """The footnotes for the sources of these events, numbered in the events' order."""
        return await Footnotes.gather(self, self.layer, events)

    def in_zone(self, zone: str, now: datetime) -> Self:
        """This inquiry with the date that calendars in a time zone show today."""
        return replace(self, asker=replace(self.asker, today=local_day(now, zone)))

    def refuse(self, code: str, **facts: Fact) -> Refusal:
        """A refusal of this question; see ``refuse``."""
        return refuse(self.question, code, **facts)

    def paging(self, count: int, size: int) -> Paging:
        """The page asked for, or the last if there are fewer, of ``count`` things in pages of ``size``."""
        pages = max(1, -(-count // size))
        return Paging(min(max(1, self.question.page), pages), pages, count)

    def page_of(self, things: Sequence[T], size: int) -> tuple[Sequence[T], Paging]:
        """The things on the page asked for, and which page that is."""
        page = self.paging(len(things), size)
        return things[(page.page - 1) * size : page.page * size], page


def refuse(question: Question, code: str, **facts: Fact) -> Refusal:
    """A refusal of a question; ``code`` names the reason, ``facts`` fill the text that it is worded with."""
    return Refusal(question, code, facts)


def too_long(question: Question, limits: Mapping[str, int] = {}) -> Refusal | None:
    """A refusal if an option is longer than ``limits`` says, or else than ``LONGEST``; otherwise None."""
    for name, value in question.options.items():
        limit, length = limits.get(name, LONGEST), len(value)
        if length > limit:
            facts = {"option": name, "limit": str(limit), "length": str(length), "typed": value[:60]}
            return refuse(question, "too_long", **facts)
    return None
