"""What the desk keeps: papers as text, and the statements found in them."""

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
"""So many papers are read at the same time, each in a process of its own."""


class About(msgspec.Struct, frozen=True):
    """What is known of a paper beside its text: ``published`` is EDTF or empty, ``pages`` are the offsets at
    which its pages begin, ``blank`` says how many of them hold no text."""

    title: str
    author: str
    published: str
    kind: str
    pages: tuple[int, ...] = ()
    blank: int = 0


class Shelf(msgspec.Struct, frozen=True):
    """The papers and statements of all scopes. ``quota`` holds for each scope; None: the desk is closed."""

    documents: Documents
    candidates: Candidates
    quota: Quota | None
    places: asyncio.Semaphore = msgspec.field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    reading: set[str] = set()
    """The scopes for which a paper is being read."""


def about(document: Document) -> About:
    """What is known of a stored paper."""
    return msgspec.json.decode(document.about, type=About)


def title_of(paper: Document) -> str:
    """What a paper is called."""
    return about(paper).title or paper.name


def told_apart(papers: Sequence[Document]) -> dict[str, Fact]:
    """What papers are called, by digest; those of the same title with when they were read."""
    shared = Counter(map(title_of, papers))

    def told(title: str, at: datetime) -> Fact:
        if shared[title] == 1:
            return title
        return Phrase("desk_read", {"title": title, "when": f"{at:%Y-%m-%d %H:%M}"})

    return {paper.sha256: told(title_of(paper), paper.imported_at) for paper in papers}


def statement_of(candidate: Candidate) -> Statement:
    """The statement that a stored candidate holds."""
    # Only here: no start waits for what reads texts.
    from bot.extraction.statement import Statement

    return msgspec.json.decode(candidate.body, type=Statement)


def candidate_id(scope: str, sha256: str, statement: Statement, repeated: int) -> str:
    """The id of a statement of a scope's paper: the same whenever it is imported, so that what was decided
    once stays so. ``repeated`` tells those of the same words and date apart."""
    place = f"{scope} {sha256} {statement.start} {statement.end} {statement.date} {repeated}".encode()
    return f"k{hashlib.blake2b(place, digest_size=12).hexdigest()}"


def paper_change(scope: str, sha256: str, version: int) -> str:
    """The id of the change by which a paper, at this version of its stream, comes or goes."""
    place = f"{scope} {sha256} {version}".encode()
    return f"paper-{hashlib.blake2b(place, digest_size=12).hexdigest()}"


async def source_of(views: Views, scope: str, sha256: str) -> Source | None:
    """The source of the scope's record that is this very file."""
    for row in await views.named(At(scope), ("source",)):
        state = decode_state(Source, row.row.state)
        if state.sha256 == sha256:
            return state
    return None
