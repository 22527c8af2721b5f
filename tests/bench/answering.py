"""How long readers wait for answers: each kind of question, in records of different lengths.

Every question goes through ``Lookup.answer`` and ``render``. Several rounds ask the same questions, records
of all lengths taking turns; the figures are the medians over the rounds of each round's percentiles.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

from bot.corpus.reader import Corpus
from bot.domain.questions import Asker, Question
from bot.render.answer import render
from bot.services.lookup import Lookup
from bot.services.projector import project
from storage.database import Database
from storage.log import Append, Log
from storage.rows import CORPUS
from storage.views import Views
from tests.bench.chronicle import Chronicle
from tests.bench.figures import Figure, percentile
from tests.bench.questions import Kind, kinds
from tests.changing import Changes

SECTION = "Answering, with rendering (99th percentile; baseline: the same in the shortest record)"
LIMIT, EASY = 10e-3, 2e-3
"""Seconds that no answer may take, and below which it may grow more than twofold with the record."""
LONGEST_ROUND, FEWEST = 2.0, 2
"""Seconds after which a round of one kind of question ends, if it has at least so many answers."""
_NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_TODAY = date(2026, 11, 22).toordinal()
_IMPORTED_AT_ONCE = 10_000
_AFTER_CHANGES = {
    "brief of GSOMIA": Question("brief", {"subject": "GSOMIA"}),
    "find agreements by status": Question("find", {"status": "in_force"}),
}


@dataclass(frozen=True, slots=True)
class Record:
    """An open record of one length, with what answers from it."""

    chronicle: Chronicle
    file: Path
    log: Log
    lookup: Lookup
    recorder: Changes
    head: int


@dataclass(slots=True)
class Taken:
    """What one answer took: seconds on the clock, and seconds of processor time, whatever else is running."""

    seconds: float = 0.0
    work: float = 0.0


async def build(stack: AsyncExitStack, folder: Path, events: int, corpus: Corpus | None) -> Record:
    """A record with the shipped seeds, ``events`` made-up events, and a guild's overlays."""
    file = folder / f"record-{events}.db"
    database = await stack.enter_async_context(await Database.open(file))
    log, views = Log(database, project, lambda: _NOW), Views(database)
    recorder = Changes(log, views)
    if corpus is not None:
        await recorder.load_corpus(corpus)
    chronicle = Chronicle(events)
    records = chronicle.records()
    while portion := list(islice(records, _IMPORTED_AT_ONCE)):
        await log.append(Append(tuple(portion)))
    await log.append(Append(tuple(chronicle.overlays())))
    await database.checkpoint()
    head = (await log.head()).position
    return Record(chronicle, file, log, Lookup(views, log), recorder, head)


async def measure(records: Sequence[Record], *, rounds: int, asked: int) -> AsyncIterator[Figure]:
    """The figures of answering: each kind of question, in each record."""
    for kind in kinds():
        taken: list[list[list[Taken]]] = [[] for _ in records]
        for turn in range(rounds):
            for samples, there in zip(taken, records, strict=True):
                samples.append(await _round(there, kind, Random(turn), asked))
        for figure in _figures(kind.name, records, taken):
            yield figure
    changes = max(5, asked // 8)
    for name, question in _AFTER_CHANGES.items():
        taken = [[] for _ in records]
        for turn in range(rounds):
            for samples, there in zip(taken, records, strict=True):
                numbers = range(changes * turn, changes * (turn + 1))
                samples.append([await _answer_after_change(there, question, n) for n in numbers])
        for figure in _figures(f"{name}, right after a change", records, taken):
            yield figure


async def _round(there: Record, kind: Kind, random: Random, asked: int) -> list[Taken]:
    """What each answer of a round took: as many as are wanted, or as its time allows."""
    samples: list[Taken] = []
    while len(samples) < asked and (
        len(samples) < FEWEST or sum(taken.seconds for taken in samples) < LONGEST_ROUND
    ):
        samples.append(await _answer(there, kind, random))
    return samples


async def _answer(there: Record, kind: Kind, random: Random) -> Taken:
    question, asker = kind.make(random, there.chronicle), Asker(kind.scope, _TODAY)
    if kind.completion:
        (option,) = question.options.items()
        with _measured() as taken:
            await there.lookup.complete(question.command, *option, asker)
        return taken
    if kind.past:
        options = {**question.options, "known_on": f"#{random.randrange(there.head * 9 // 10, there.head)}"}
        question = Question(question.command, options, question.page)
    with _measured() as taken:
        render(await there.lookup.answer(question, asker))
    return taken


async def _answer_after_change(there: Record, question: Question, number: int) -> Taken:
    """What the first answer takes after something was changed."""
    event = there.chronicle.event_id(number % there.chronicle.events)
    await there.recorder.amend(
        CORPUS,
        "event",
        event,
        {"note": f"Note {number} for {question.command}"},
        reason="",
        actor="bench",
        change=f"{question.command}-{number}",
    )
    with _measured() as taken:
        render(await there.lookup.answer(question, Asker(None, _TODAY)))
    return taken


@contextmanager
def _measured() -> Iterator[Taken]:
    taken = Taken()
    begun, worked = perf_counter(), process_time()
    yield taken
    taken.seconds, taken.work = perf_counter() - begun, process_time() - worked


def _figures(
    name: str, records: Sequence[Record], taken: Sequence[Sequence[Sequence[Taken]]]
) -> Iterator[Figure]:
    base = 0.0
    for there, rounds in zip(records, taken, strict=True):
        typical = median(percentile((one.seconds for one in samples), 0.5) for samples in rounds)
        slow = median(percentile((one.seconds for one in samples), 0.99) for samples in rounds)
        work = median(percentile((one.work for one in samples), 0.99) for samples in rounds)
        base = base or slow
        greatest = there is records[-1]
        yield Figure(
            SECTION,
            f"{name} ({there.chronicle.events:,} events)",
            slow,
            baseline=base,
            ratio=slow / base,
            wanted="≤ 10 ms, and ≤ 2 × or 2 ms" if greatest else "",
            ok=slow <= min(LIMIT, max(2 * base, EASY)) if greatest else None,
            note=f"median {typical * 1e3:.2f} ms; of processor time {work * 1e3:.2f} ms",
        )
