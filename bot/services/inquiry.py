"""One question being answered: what every handler needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Self, TypeVar

from bot.domain.entries import Paging
from bot.domain.facts import Fact
from bot.domain.gists import Gist
from bot.domain.questions import Asker, AsOf, Layer, Question, Refusal
from bot.services.footnotes import Footnotes
from bot.services.memory import Memory
from bot.services.told import Reading, Told
from bot.services.typed.name_book import NameBook
from bot.services.typed.names import Names
from storage.documents import Documents
from storage.log import Log
from storage.rows import Link
from storage.views import At, Range, Views

LONGEST = 300
"""Longest text that any option takes, in characters; no name or date comes near it."""

T = TypeVar("T")

Links = tuple[Link, ...]
"""What an event must be linked to."""


class Inquiry(Reading, frozen=True):
    """A question with who asks it and the record as it is to be read: up to ``position`` of the log."""

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
        """The question with all that the asker sees at present, and nothing known of it before; ``more`` goes
        to a class made of this one."""
        head = await views.head_position()
        names = await book.at(At(asker.scope, head), head)
        return cls(views, At(asker.scope), Memory(), question, asker, log, names, head, "all", **more)

    def option(self, name: str) -> str:
        """The option as typed, without white space around it; empty if it was left out."""
        return self.question.option(name)

    def days(self, as_of: AsOf | None) -> tuple[int, ...]:
        """The days at whose end a status is asked about: today, unless another time was named."""
        return as_of.days if as_of is not None else (self.asker.today,)

    async def count(self, what: Range) -> int:
        """How many events a range has in all."""
        return await self.memory.once(("count", what), lambda: self.views.count(self.at, what))

    async def footnotes(self, events: Iterable[Gist | Told]) -> Footnotes:
        """The footnotes for these events, numbered in their order."""
        return await Footnotes.gather(self, self.layer, events)

    def refuse(self, code: str, **facts: Fact) -> Refusal:
        """A refusal of the question."""
        return refuse(self.question, code, **facts)

    def paging(self, count: int, size: int) -> Paging:
        """Where the page asked for stands among ``count`` things; one beyond the last is the last."""
        pages = max(1, -(-count // size))
        return Paging(min(max(1, self.question.page), pages), pages, count)

    def page_of(self, things: Sequence[T], size: int) -> tuple[Sequence[T], Paging]:
        """The things on the page asked for, and where it stands."""
        page = self.paging(len(things), size)
        return things[(page.page - 1) * size : page.page * size], page


def refuse(question: Question, code: str, **facts: Fact) -> Refusal:
    """A refusal of this question."""
    return Refusal(question, code, facts)


def too_long(question: Question) -> Refusal | None:
    """The refusal of a question with an option longer than any name or date."""
    for name, value in question.options.items():
        if len(value) > LONGEST:
            return refuse(
                question,
                "too_long",
                option=name,
                limit=str(LONGEST),
                length=str(len(value)),
                typed=value[:60],
            )
    return None
