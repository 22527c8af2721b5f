"""``aide-memoire import``: reads a folder of papers, for the corpus or for one server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import msgspec

from bot.app import App
from bot.clock import Clock
from bot.config import Settings, corpus_directory, database_path
from bot.domain.decide import Denied
from bot.domain.scopes import scope_of
from bot.operator import WordError
from bot.operator.progress import ProgressLine
from bot.reading.apart import OnProgress
from bot.reading.files import kind_named, refused_by_name
from bot.reading.paper import Unreadable
from bot.render.refusal import in_a_terminal
from bot.services.desk.intake import File, Intake, StoredPaper
from bot.services.desk.proposals import (
    ACCEPTED,
    REJECTED,
    Acceptance,
    decision_on,
    new_countries,
    parts_of,
    propose,
    step_of,
)
from bot.services.record import OPERATOR, Recorder
from storage.documents import Document, Quota
from storage.rows import CORPUS
from storage.views import At

UNBOUND = Quota(papers=10**9, bytes=10**15, events=10**9)
"""The quota of an operator, which is never reached."""


class Imported(msgspec.Struct, frozen=True):
    """The result for one file: why it was refused, or else the number of its statements by state."""

    name: str
    refused: str = ""
    again: bool = False
    counts: dict[str, int] = {}

    def __str__(self) -> str:
        if self.refused:
            return f"{self.name}: refused. {self.refused}"
        told = ", ".join(
            f"{count:,} {what}" for what, count in self.counts.items() if count or what == "found"
        )
        return f"{self.name}: {'here already, ' if self.again else ''}{told}"


async def import_folder(
    settings: Settings, folder: Path, guild: int | None, threshold: float | None
) -> AsyncIterator[Imported]:
    """Reads every file of a known kind in the folder, in the order of their names, and gives each one's
    result.

    With a ``threshold``, statements of at least that confidence are accepted, unless they contradict or
    repeat what is known. The bot must be stopped. Raises ``WordError``.
    """
    if guild is None and threshold is not None:
        raise WordError("--accept-above needs --guild: what the corpus holds comes from the seeds alone")
    files = _files(folder)
    if not files:
        raise WordError(f"{folder} holds no txt, md, html or pdf file")
    scope = CORPUS if guild is None else scope_of(guild)
    clock = Clock()
    async with App(database_path(settings), clock) as app:
        await app.load_seeds(corpus_directory(settings), reference=settings.corpus.reference_pack)
        intake = Intake(app.shelf, app.views, Recorder(app.log, app.views))
        for path in files:
            refused = refused_by_name(path.name, path.stat().st_size)
            if refused is not None:
                yield Imported(path.name, in_a_terminal(refused.code, refused.facts))
                continue
            file = File(path.name, partial(asyncio.to_thread, path.read_bytes), scope, None, OPERATOR)
            with ProgressLine(path.name) as progress:
                taken = await intake.take(file, UNBOUND, clock.now(), _on(progress))
            if isinstance(taken, Unreadable):
                yield Imported(path.name, in_a_terminal(taken.code, taken.facts))
                continue
            accepted = await _accept(app, taken.document, threshold) if threshold is not None else 0
            yield _told(path.name, taken, accepted)


def _on(line: ProgressLine) -> OnProgress:
    return lambda doing, done, total: line(done, total)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.is_file() and kind_named(file.name))


def names_of_unread(folder: Path) -> list[str]:
    """The names of the files in a folder that are not read because of their kind; without hidden files."""
    return sorted(
        file.name
        for file in folder.iterdir()
        if file.is_file() and not kind_named(file.name) and not file.name.startswith(".")
    )


def _told(name: str, taken: StoredPaper, accepted: int) -> Imported:
    states = taken.tally.states
    counts = {
        "found": sum(states.values()),
        "known before": states.get("known", 0),
        "decided on before": states.get(ACCEPTED, 0) + states.get(REJECTED, 0),
    }
    # Statements in texts of the corpus are not reviewed, because only the seeds make its entries.
    if taken.document.scope != CORPUS:
        counts |= {"accepted": accepted, "to look at": taken.tally.waiting - accepted}
    return Imported(name, again=taken.again, counts=counts)


async def _accept(app: App, document: Document, threshold: float) -> int:
    """Accepts statements of at least this confidence that contradict nothing, and gives their number."""
    recorder, scope = Recorder(app.log, app.views), document.scope
    agreements = {row.row.id for row in await app.views.named(At(scope), ("agreement",))}
    count = 0
    for candidate in await app.shelf.candidates.of(scope, document.sha256):
        if await decision_on(app.shelf, app.log, candidate):
            continue
        proposal = await propose(app.shelf, app.views, candidate)
        if proposal is None or proposal.needs_a_person or proposal.statement.confidence < threshold:
            continue
        said, event = proposal.statement, proposal.match.event
        to = event.id if event is not None else None
        wanted = Acceptance(proposal.claim(), to, said.title, said.parties, step_of(said, agreements))
        parts = await parts_of(recorder, proposal, wanted)
        if isinstance(parts, Denied):
            continue
        countries = await new_countries(recorder, scope, said.parties) if to is None else []
        if await recorder.write(scope, proposal.change, OPERATOR, [*countries, *parts]):
            await app.shelf.candidates.settle(candidate, ACCEPTED)
            count += 1
    return count
