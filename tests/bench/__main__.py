"""The benchmark: ``python -m tests.bench`` measures all in one run and prints it beside what is wanted.

Figures depend on the machine and on what else it does; ratios, taken in small rounds side by side, do less.
So the exit code is 0 unless something breaks.
"""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.config import seeds_directory
from bot.corpus.reader import read_corpus
from bot.garbage import settle
from tests.bench import answering, appending, process, rebuilding
from tests.bench.figures import Figure, table

PARTS = ("appending", "rebuilding", "answering", "process")
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured: lengths of records in events, rounds, and questions of each kind a round."""

    lengths: tuple[int, ...] = (1_000, 10_000, 100_000)
    rebuilds: tuple[int, ...] = (9, 5, 3)
    rounds: int = 3
    asked: int = 100
    starts: int = 5


QUICK = Extent(lengths=(40, 80), rebuilds=(1, 1), rounds=1, asked=1, starts=1)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--quick", is_flag=True, help="Only see that it runs: such short figures say little.")
@click.option("--million", is_flag=True, help="Also rebuild from a million events (takes long, and some GB).")
@click.option("--only", multiple=True, type=click.Choice(PARTS), help="Only this part; may be given again.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Also write the figures to a file.")
def main(quick: bool, million: bool, only: tuple[str, ...], file: Path | None) -> None:
    """Measure appending, rebuilding, answering and the demo, against raw SQLite and what is wanted."""
    with TemporaryDirectory(prefix="aide-memoire-bench-") as folder:
        figures = asyncio.run(_run(Path(folder), QUICK if quick else Extent(), million, only or PARTS))
    if file is not None:
        file.write_text(json.dumps([figure.data() for figure in figures], indent=1), encoding="utf-8")


async def _run(folder: Path, extent: Extent, million: bool, parts: tuple[str, ...]) -> list[Figure]:
    figures: list[Figure] = []
    async for figure in _measure(folder, extent, million, parts):
        lines = table([figure]).splitlines()
        new = not figures or figures[-1].section != figure.section
        click.echo("\n".join(lines if new else lines[-1:]))
        figures.append(figure)
    missed = [figure for figure in figures if figure.ok is False]
    judged = [figure for figure in figures if figure.ok is not None]
    click.echo(f"\n{len(judged) - len(missed)} of {len(judged)} as wanted.")
    return figures


async def _measure(
    folder: Path, extent: Extent, million: bool, parts: tuple[str, ...]
) -> AsyncIterator[Figure]:
    if "process" in parts:
        for figure in process.measure(folder, rounds=extent.starts):
            yield figure
    if "appending" in parts:
        for figure in await appending.measure(folder, quick=extent is QUICK):
            yield figure
    if not {"rebuilding", "answering"} & {*parts}:
        return
    corpus = read_corpus(seeds_directory())
    async with AsyncExitStack() as stack:
        records = [await answering.build(stack, folder, length, corpus) for length in extent.lengths]
        gc.collect()
        settle()  # as the bot does once it is ready
        if "rebuilding" in parts:
            for record, rounds in zip(records, extent.rebuilds, strict=True):
                yield await rebuilding.measure(record.log, record.file, rounds=rounds)
        if "answering" in parts:
            async for figure in answering.measure(records, rounds=extent.rounds, asked=extent.asked):
                yield figure
    if million and "rebuilding" in parts:
        async with AsyncExitStack() as stack:
            record = await answering.build(stack, folder, MILLION, corpus)
            yield await rebuilding.measure(record.log, record.file, rounds=1)


if __name__ == "__main__":
    main(prog_name="python -m tests.bench")
