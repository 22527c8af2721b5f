"""One question being answered: what every handler needs, and how names in its options are resolved.

Resolving gives the thing meant or the answer that stops here: a ``Refusal`` or a ``Choose``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self, TypeVar

from bot.domain.entries import Paging
from bot.domain.facts import Fact
from bot.domain.gists import Gist
from bot.domain.questions import Asker, AsOf, Choose, Layer, Question, Refusal, Suggestion
from bot.services.footnotes import Footnotes
from bot.services.memory import Memory
from bot.services.told import Reading, Told
from bot.services.typed.name_book import NameBook
from bot.services.typed.names import Match, Named, Names, fold_name, without_noise
from bot.services.typed.persons import in_english
from storage.documents import Documents
from storage.log import Log
from storage.rows import Link
from storage.views import At, Found, Range, Views

LONGEST = 300
"""Longest text that any option takes, in characters; no name or date comes near it."""

OFFERED = 5
"""Things that one message offers to choose from."""

T = TypeVar("T")

Links = tuple[Link, ...]
"""What an event must be linked to."""

_DEFENCE = re.compile(r"defen([cs])(?=e)")
_IZED = re.compile(r"(?<=\w{3})iz(?=e|ing|ation)")
"""What American spelling has in "normalize", and "finalized": the record writes it with an s."""
_CANCELLED = re.compile(r"\bcancel(?:l?ed|l?ing|lation)?\b")
"""What the record has as "called off"."""


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


async def search(
    inquiry: Inquiry,
    words: str,
    kinds: Sequence[str],
    *,
    links: Links = (),
    limit: int,
    offset: int = 0,
) -> Found:
    """What has all these words, as typed or, if that finds more, with the other spelling of "defence" and
    "normalise", "called off" for "cancelled" and persons under their English names; if nothing has, without
    the words that tell nothing apart ("when was GSOMIA signed")."""

    async def having(typed: str) -> Found:
        return await inquiry.views.search(
            inquiry.at, typed, kinds=kinds, layer=inquiry.layer, links=links, limit=limit, offset=offset
        )

    found = await having(words)
    respelt = _DEFENCE.sub(lambda spelt: "defen" + ("s" if spelt[1] == "c" else "c"), words.lower())
    respelt = in_english(_CANCELLED.sub('"called off"', _IZED.sub("is", respelt)))
    if respelt != words.lower():
        other = await having(respelt)
        found = other if other.total > found.total else found
    bare = " ".join(without_noise(respelt.split()))
    return found if found.total or bare == respelt else await having(bare)


def resolve_named(
    inquiry: Inquiry, typed: str, kind: str, option: str, code: str = "unknown_name"
) -> Named | Refusal | Choose:
    """The one thing of a kind that a typed name means; see ``one_of``."""
    return one_of(inquiry, typed, inquiry.names.match(typed, (kind,)), option, code)


def one_of(
    inquiry: Inquiry, typed: str, match: Match, option: str, code: str = "unknown_name"
) -> Named | Refusal | Choose:
    """The one thing that was meant; a question back where there are several, a refusal where none is."""
    if len(match.found) == 1:
        return match.found[0]
    return choose_or_refuse(inquiry.question, typed, match, option, code)


def choose_or_refuse(
    question: Question, typed: str, match: Match, option: str, code: str = "unknown_name"
) -> Choose | Refusal:
    """The answer to a name in an option that fits several things, or none."""

    def as_question(thing: Named) -> Question:
        return question.asking(**{option: thing.spelt})

    if len(match.found) > OFFERED:
        # What is itself called so comes before what has the words in a longer name only.
        chief = sorted(match.found, key=lambda thing: fold_name(typed) not in fold_name(thing.short))
        return Choose(question, typed, "name", suggested(chief[: OFFERED - 1], as_question), search=typed)
    if match.found:
        return Choose(question, typed, "name", suggested(match.found, as_question))
    return Refusal(question, code, {"typed": typed}, suggested(match.nearest, as_question))


def suggested(found: Sequence[Named], as_question: Callable[[Named], Question]) -> tuple[Suggestion, ...]:
    """The first few of what may be meant, each asked for by a name that means it alone."""
    shorts = Counter(thing.short for thing in found)
    return tuple(
        Suggestion(_label(thing, alone=shorts[thing.short] == 1), as_question(thing))
        for thing in found[:OFFERED]
    )


def _label(thing: Named, *, alone: bool) -> Fact:
    """What a thing is called among others that may be meant; ``alone``: none of these has its short name."""
    return thing.short if alone and not thing.shared else thing.alone
