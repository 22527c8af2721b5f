"""Taking a paper in: read apart, its statements found, what the record has of it set aside, and kept."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable, Container, Sequence
from datetime import datetime
from pathlib import PurePath

import msgspec

from bot.domain.codec import KINDS, decode_state
from bot.domain.entities import Source
from bot.domain.record_types import DocumentImported
from bot.extraction.names.gazetteer import Names
from bot.extraction.statement import Statement
from bot.reading.apart import Heard, Read, read_apart
from bot.reading.paper import Unreadable
from bot.services.desk.matching import judge
from bot.services.desk.shelf import About, Shelf, candidate_id, paper_change, source_of
from bot.services.event_view import event_view
from bot.services.record import Recorder
from storage.candidates import WAITING, Tally
from storage.documents import Document, NewCandidate, Quota
from storage.views import At, Views

KNOWN = "known"
"""The state of a statement that the record has from this very source."""
AT_ONCE = 100
"""So many statements are prepared before others get their turn."""
LONGEST = 120
"""Characters of a paper's title, author or name that are kept."""
EVENTS = 2_000
"""Most events of one source that are looked at."""
_LOST = Unreadable("paper_lost")


class File(msgspec.Struct, frozen=True):
    """A file to take in, and for whom. ``read`` gets what it holds, None if it cannot be had; ``importer`` is
    a Discord id, None for the operator; ``actor`` their pseudonym."""

    name: str
    read: Callable[[], Awaitable[bytes | None]]
    scope: str
    importer: int | None
    actor: str
    published: str = ""


class TakenIn(msgspec.Struct, frozen=True):
    """A paper that is kept, now or (``again``) since before, and how its statements stand."""

    document: Document
    tally: Tally
    again: bool = False


class Intake:
    """Takes papers in."""

    def __init__(self, shelf: Shelf, views: Views, recorder: Recorder) -> None:
        self._shelf = shelf
        self._views = views
        self._recorder = recorder

    async def take(self, file: File, quota: Quota, now: datetime, heard: Heard) -> TakenIn | Unreadable:
        """Reads a file and keeps its text and statements, or says why not; then nothing is kept.

        Of a scope only one file is read at a time, and of all no more are in memory than are read.
        """
        if file.scope in self._shelf.reading:
            return Unreadable("paper_busy")
        self._shelf.reading.add(file.scope)
        try:
            async with self._shelf.places:
                data = await file.read()
                return await self._read(file, data, quota, now, heard) if data is not None else _LOST
        finally:
            self._shelf.reading.discard(file.scope)

    async def _read(
        self, file: File, data: bytes, quota: Quota, now: datetime, heard: Heard
    ) -> TakenIn | Unreadable:
        digest = (await asyncio.to_thread(hashlib.sha256, data)).hexdigest()
        there = await self._shelf.documents.find(file.scope, digest)
        if there is not None:
            return await self._kept(file, there, again=True)
        source = await source_of(self._views, file.scope, digest)
        published = file.published or (_published(source) if source is not None else "")
        names = await names_of(self._views, file.scope)
        read = await read_apart(file.name, data, published=published, names=names, heard=heard)
        if isinstance(read, Unreadable):
            return read
        proposed = [statement for statement in read.statements if statement.candidate]
        known = await _known(self._views, file.scope, source, proposed)
        kept = _about(file.name, read, published or read.paper.published, source)
        document = Document(
            file.scope, digest, _line(file.name), file.importer, now, 0, msgspec.json.encode(kept)
        )
        candidates = await _candidates(document, proposed, known)
        outcome = await self._shelf.documents.keep(document, read.paper.text, candidates, quota)
        if outcome in ("papers", "bytes", "events"):
            return Unreadable(f"desk_full_{outcome}", _limit(quota))
        return await self._kept(file, document)

    async def _kept(self, file: File, document: Document, *, again: bool = False) -> TakenIn:
        """Sees to it that the log says so, also where a crash came between, and counts."""
        tally = await self._shelf.candidates.tally(file.scope, document.sha256)
        await self._note(file, document, sum(tally.states.values()))
        return TakenIn(document, tally, again)

    async def _note(self, file: File, document: Document, statements: int) -> None:
        entity = await self._recorder.entity(file.scope, "document", document.sha256)
        version = sum(entity.versions.values())
        if not noted(version):
            body = DocumentImported(document.name, statements)
            change = paper_change(file.scope, document.sha256, version)
            await self._recorder.write(file.scope, change, file.actor, [(entity, (body,))])


def noted(version: int) -> bool:
    """Whether a paper's stream says that it is here: imports and drops alternate in it."""
    return version % 2 == 1


async def names_of(views: Views, scope: str) -> Names:
    """The names of parties and agreements that the scope's record knows, and of all countries."""
    rows = await views.named(At(scope), ("party", "agreement"))
    return Names.of(decode_state(KINDS[row.row.kind], row.row.state) for row in rows).with_countries()


async def _known(
    views: Views, scope: str, source: Source | None, statements: Sequence[Statement]
) -> set[int]:
    """Which of the statements, by their places in the list, the record has from this very source."""
    if source is None:
        return set()
    rows = await views.linked(At(scope), "all", "source", source.id, limit=EVENTS)
    events = [event_view(row).event for row in rows]
    found = set()
    for place, statement in enumerate(statements):
        if judge(statement, source.id, events).kind == "duplicate":
            found.add(place)
        await asyncio.sleep(0)
    return found


async def _candidates(
    document: Document, statements: Sequence[Statement], known: Container[int]
) -> list[NewCandidate]:
    seen: Counter[tuple[int, int, str]] = Counter()
    found = []
    for number, said in enumerate(statements):
        place = (said.start, said.end, said.date)
        id = candidate_id(document.scope, document.sha256, said, seen[place])
        seen[place] += 1
        state = KNOWN if number in known else WAITING
        found.append(NewCandidate(id, msgspec.json.encode(said), state))
        if not len(found) % AT_ONCE:
            await asyncio.sleep(0)
    return found


def _about(name: str, read: Read, published: str, source: Source | None) -> About:
    paper = read.paper
    return About(
        title=source.title if source is not None else _line(paper.title) or _line(PurePath(name).stem),
        author=source.author if source is not None else _line(paper.author),
        published=published,
        kind=paper.kind,
        pages=paper.pages,
        blank=paper.blank,
    )


def _published(source: Source) -> str:
    """When a source was published (EDTF, "" if unknown), in doubt where that is only inferred."""
    return f"{source.date}?" if source.date and source.date_basis == "inferred" else source.date


def _line(text: str) -> str:
    """A text of somebody's as one line of moderate length."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())[:LONGEST]


def _limit(quota: Quota) -> dict[str, str]:
    return {
        "papers": f"{quota.papers:,}",
        "megabytes": f"{quota.bytes // 1_000_000:,}",
        "events": f"{quota.events:,}",
    }
