"""``Shelf``: the stored papers and the statements found in them, and how both are identified and named."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from bot.domain.codec import decode_state
from bot.domain.entities import Source
from bot.domain.facts import Fact, Phrase
from storage.candidates import Candidate, Candidates
from storage.documents import Document, Documents, Quota
from storage.views import At, Views

if TYPE_CHECKING:
    from bot.extraction.statement import Statement

AT_ONCE = 2
"""How many papers are read at the same time, each in a process of its own."""


class PaperDetails(msgspec.Struct, frozen=True):
    """What is stored of a paper besides its text.

    ``published`` is EDTF or empty; ``pages`` are the offsets at which its pages begin, and ``blank`` is the
    number of pages without text.
    """

    title: str
    author: str
    published: str
    kind: str
    pages: tuple[int, ...] = ()
    blank: int = 0


class Shelf(msgspec.Struct, frozen=True):
    """The papers and statements of all scopes; ``quota`` is that of each scope, None if imports are off.

    ``reading`` are the scopes for which a paper is being read, ``followed`` those whose statements are as the
    log says, which a crash can prevent (see ``follow_log``).
    """

    documents: Documents
    candidates: Candidates
    quota: Quota | None
    places: asyncio.Semaphore = msgspec.field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    reading: set[str] = set()
    followed: set[str] = set()


def details_of(document: Document) -> PaperDetails:
    """The details of a stored paper."""
    return msgspec.json.decode(document.about, type=PaperDetails)


def title_of(paper: Document) -> str:
    """A paper's title, or else its file name."""
    return details_of(paper).title or paper.name


def distinct_titles(papers: Sequence[Document]) -> dict[str, Fact]:
    """Titles of papers, by digest; those that several papers share, with the time of import."""
    shared = Counter(map(title_of, papers))

    def told(title: str, at: datetime) -> Fact:
        if shared[title] == 1:
            return title
        return Phrase("desk_read", {"title": title, "when": f"{at:%Y-%m-%d %H:%M}"})

    return {paper.sha256: told(title_of(paper), paper.imported_at) for paper in papers}


def statement_of(candidate: Candidate) -> Statement:
    """The statement that a stored candidate holds."""
    # Imported here, so that a start does not wait for it.
    from bot.extraction.statement import Statement

    return msgspec.json.decode(candidate.body, type=Statement)


def candidate_id(scope: str, sha256: str, statement: Statement, repeated: int) -> str:
    """The id of a statement in a scope's paper.

    It is the same whenever the paper is imported, so that decisions on it stay. ``repeated`` counts earlier
    statements of the paper with the same words and date.
    """
    place = f"{scope} {sha256} {statement.start} {statement.end} {statement.date} {repeated}".encode()
    return f"k{hashlib.blake2b(place, digest_size=12).hexdigest()}"


def paper_change(scope: str, sha256: str, version: int) -> str:
    """The id of the change that imports or drops a paper whose stream has this version."""
    place = f"{scope} {sha256} {version}".encode()
    return f"paper-{hashlib.blake2b(place, digest_size=12).hexdigest()}"


async def source_of(views: Views, scope: str, sha256: str) -> Source | None:
    """The source in the scope's record that has this file's digest; None if there is none."""
    for row in await views.named(At(scope), ("source",)):
        state = decode_state(Source, row.row.state)
        if state.sha256 == sha256:
            return state
    return None
