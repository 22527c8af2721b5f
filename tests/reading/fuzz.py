"""Mutated files are read or refused within the limits, and nothing else happens.

``python -m tests.reading.fuzz --count 500`` is the long form: PDFs, pages and texts (those named on the
command line, and some made here) with bytes flipped, cut out, repeated and put elsewhere.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from bot.extraction.names.gazetteer import Names
from bot.reading.apart import Limits, Read, read_apart
from tests.reading.papers import locked_pdf, pdf

LIMITS = Limits(memory=700_000_000, processor=20, seconds=60)
MEGABYTES = 700
MADE: tuple[tuple[str, bytes], ...] = (
    ("a.pdf", pdf(["On 4 May 1965 Japan and South Korea signed a treaty.\\nIt holds."] * 3, title="A")),
    ("b.pdf", locked_pdf()),
    (
        "c.html",
        b"<html><head><title>T</title></head><body><p>In June 2012 it <b>ended</b>.</p></body>",
    ),
    ("d.txt", "In late 2016, after two years’ talks, they signed – at last.\n".encode() * 20),
    ("e.md", b"# A title\n\n* 23 November 2016: signed\n* 22 August 2019: notice given\n"),
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with a few things done to it."""
    made = bytearray(data)
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(made) + 1)
        size = min(chance.randrange(1, 200), len(made) - at)
        match chance.randrange(5):
            case 0 if at < len(made):
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                del made[at : at + size]
            case 2:
                made[at:at] = made[at : at + size] * chance.randrange(1, 50)
            case 3:
                made[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 20)))
            case _:
                del made[at:]
    return bytes(made)


async def campaign(
    count: int, seed: int, at_once: int, files: Sequence[tuple[str, bytes]] = MADE
) -> Counter[str]:
    """Reads so many mutated files; how many were read, and how many refused for which reason.

    Raises if one takes longer than the limits allow.
    """
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    places = asyncio.Semaphore(at_once)

    async def one(name: str, data: bytes) -> None:
        async with places:
            began = perf_counter()
            found = await read_apart(name, data, names=Names().with_countries(), limits=LIMITS)
            if perf_counter() - began > LIMITS.seconds + 5:
                raise TimeoutError(name)
        outcomes["read" if isinstance(found, Read) else found.code] += 1

    chosen = [chance.choice(files) for _ in range(count)]
    await asyncio.gather(*(one(name, mutated(data, chance)) for name, data in chosen))
    return outcomes


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.reading.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="how many files (default: 500)")
    parser.add_argument("--seed", type=int, default=1, help="of the mutations (default: 1)")
    parser.add_argument("files", nargs="*", type=Path, help="files to mutate beside those made here")
    given = parser.parse_args()
    files = (*MADE, *((file.name, file.read_bytes()) for file in given.files))
    outcomes = asyncio.run(campaign(given.count, given.seed, 2, files))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in outcomes.most_common())
    sys.stdout.write(f"{given.count} files, seed {given.seed}: {told}. At most {most} MB.\n")
    return 0 if most <= MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
