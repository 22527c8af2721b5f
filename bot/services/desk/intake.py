"""``Intake``: imports a paper: reads it in a process of its own, and stores its text and statements."""

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
from bot.reading.apart import OnProgress, Read, read_apart
from bot.reading.paper import Unreadable
from bot.services.desk.matching import match_among
from bot.services.desk.shelf import PaperDetails, Shelf, candidate_id, paper_change, source_of
from bot.services.event_view import event_view
from bot.services.record import Recorder
from storage.candidates import WAITING, Tally
from storage.documents import Document, NewCandidate, Quota
from storage.views import At, Views

KNOWN = "known"
"""The state of a statement that the record already has from the same source, and nobody need review."""
AT_ONCE = 100
"""How many statements are prepared before the event loop gets its turn."""
LONGEST = 120
"""Most characters that are kept of a paper's title, author or file name."""
EVENTS = 2_000
"""Most events of one source that statements are compared with."""
_LOST = Unreadable("paper_lost")


class File(msgspec.Struct, frozen=True):
    """A file to import into a scope.

    ``read`` fetches the content; it gives None if that fails. ``importer`` is the Discord id of who uploaded
    it, None for the operator, and ``actor`` their pseudonym. ``published`` is the paper's date as they gave
    it (EDTF), or empty.
    """

    name: str
    read: Callable[[], Awaitable[bytes | None]]
    scope: str
    importer: int | None
    actor: str
    published: str = ""


class StoredPaper(msgspec.Struct, frozen=True):
    """A stored paper with its statements counted by state; ``again``: it had been imported before."""

    document: Document
    tally: Tally
    again: bool = False


class Intake:
    """Imports papers."""

    def __init__(self, shelf: Shelf, views: Views, recorder: Recorder) -> None:
        self._shelf = shelf
        self._views = views
        self._recorder = recorder

    async def take(
        self, file: File, quota: Quota, now: datetime, on_progress: OnProgress
    ) -> StoredPaper | Unreadable:
        """Reads a file and stores its text and statements; if it cannot be read, says why and stores nothing.

        Only one file of a scope is read at a time. A file is fetched only once it is its turn, so that no
        more files are in memory than are being read.
        """
        if file.scope in self._shelf.reading:
            return Unreadable("paper_busy")
        self._shelf.reading.add(file.scope)
        try:
            async with self._shelf.places:
                data = await file.read()
                return await self._read(file, data, quota, now, on_progress) if data is not None else _LOST
        finally:
            self._shelf.reading.discard(file.scope)

    async def _read(
        self, file: File, data: bytes, quota: Quota, now: datetime, on_progress: OnProgress
    ) -> StoredPaper | Unreadable:
        digest = (await asyncio.to_thread(hashlib.sha256, data)).hexdigest()
        there = await self._shelf.documents.find(file.scope, digest)
        if there is not None:
            return await self._kept(file, there, again=True)
        source = await source_of(self._views, file.scope, digest)
        published = file.published or (_published(source) if source is not None else "")
        names = await names_of(self._views, file.scope)
        read = await read_apart(file.name, data, published=published, names=names, on_progress=on_progress)
        if isinstance(read, Unreadable):
            return read
        proposed = [statement for statement in read.statements if statement.candidate]
        known = await _known(self._views, file.scope, source, proposed)
        kept = _details(file.name, read, published or read.paper.published, source)
        document = Document(
            file.scope, digest, _line(file.name), file.importer, now, 0, msgspec.json.encode(kept)
        )
        candidates = await _candidates(document, proposed, known)
        outcome = await self._shelf.documents.keep(document, read.paper.text, candidates, quota)
        if outcome in ("papers", "bytes", "events"):
            return Unreadable(f"desk_full_{outcome}", _limit(quota))
        return await self._kept(file, document)

    async def _kept(self, file: File, document: Document, *, again: bool = False) -> StoredPaper:
        """The stored paper, which the log now mentions even if the bot crashed after storing it."""
        tally = await self._shelf.candidates.tally(file.scope, document.sha256)
        await self._note(file, document, sum(tally.states.values()))
        return StoredPaper(document, tally, again)

    async def _note(self, file: File, document: Document, statements: int) -> None:
        entity = await self._recorder.entity(file.scope, "document", document.sha256)
        version = sum(entity.versions.values())
        if not is_imported(version):
            body = DocumentImported(document.name, statements)
            change = paper_change(file.scope, document.sha256, version)
            await self._recorder.write(file.scope, change, file.actor, [(entity, (body,))])


def is_imported(version: int) -> bool:
    """Whether a paper is there, by its stream's version: imports and drops alternate in the stream."""
    return version % 2 == 1


async def names_of(views: Views, scope: str) -> Names:
    """The names of all parties and agreements in a scope's record, and of all countries."""
    rows = await views.named(At(scope), ("party", "agreement"))
    return Names.of(decode_state(KINDS[row.row.kind], row.row.state) for row in rows).with_countries()


async def _known(
    views: Views, scope: str, source: Source | None, statements: Sequence[Statement]
) -> set[int]:
    """The indexes of the statements that the record already has from this source."""
    if source is None:
        return set()
    rows = await views.linked(At(scope), "all", "source", source.id, limit=EVENTS)
    events = [event_view(row).event for row in rows]
    found = set()
    for place, statement in enumerate(statements):
        if match_among(statement, source.id, events).kind == "duplicate":
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


def _details(name: str, read: Read, published: str, source: Source | None) -> PaperDetails:
    paper = read.paper
    return PaperDetails(
        title=source.title if source is not None else _line(paper.title) or _line(PurePath(name).stem),
        author=source.author if source is not None else _line(paper.author),
        published=published,
        kind=paper.kind,
        pages=paper.pages,
        blank=paper.blank,
    )


def _published(source: Source) -> str:
    """When a source was published (EDTF): uncertain if that is only inferred, empty if it is unknown."""
    return f"{source.date}?" if source.date and source.date_basis == "inferred" else source.date


def _line(text: str) -> str:
    """A text as one line of at most ``LONGEST`` printable characters."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())[:LONGEST]


def _limit(quota: Quota) -> dict[str, str]:
    return {
        "papers": f"{quota.papers:,}",
        "megabytes": f"{quota.bytes // 1_000_000:,}",
        "events": f"{quota.events:,}",
    }
