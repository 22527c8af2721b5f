"""A long PDF is read while people ask: how long it takes, what it needs, and how long their answers take.

``python -m tests.desk.large --pages 300`` is the long form: at most 60 seconds, 300 MB, and of the answers
given meanwhile 99 in 100 within 50 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from time import perf_counter

from msgspec.structs import replace

from bot.app import App
from bot.clock import Clock
from bot.domain.edits import Editor
from bot.domain.questions import Asker, Question, Refusal
from bot.domain.review import ImportAnswer, Upload
from tests.desk.support import GUILD
from tests.editing.desk import editor
from tests.ground import NOW, write_shipped_record
from tests.reading.papers import pdf

SECONDS, MEGABYTES, MILLISECONDS = 60.0, 300.0, 50.0
"""What reading may take, and within what 99 of 100 answers are to come meanwhile."""
ASKED_EVERY = 0.005
QUESTIONS = (
    Question("brief", {"subject": "GSOMIA"}),
    Question("agreement", {"name": "GSOMIA", "as_of": "2012-06-15"}),
    Question("on", {"date": "28 December"}),
    Question("find", {"words": "security"}),
    Question("timeline", {"subject": "Japan and South Korea"}),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One import: what was found, the seconds it took, the megabytes of the reading process at most, the
    milliseconds of each answer given meanwhile, and how often it told of its progress."""

    answer: ImportAnswer
    seconds: float
    megabytes: float
    answers: tuple[float, ...]
    told: int

    @property
    def p99(self) -> float:
        """Of 100 answers 99 came within so many milliseconds."""
        return sorted(self.answers)[-max(1, len(self.answers) // 100)]


def long_paper(pages: int) -> bytes:
    """A PDF that tells of something dated in most of its lines."""
    return pdf(["\n".join(_lines(page)) for page in range(pages)], title="A long history")


def _lines(page: int) -> Iterator[str]:
    yield f"A long history, chapter {page // 20 + 1}"
    for line in range(34):
        year, day = 1500 + (page * 7 + line) % 500, (page + line) % 28 + 1
        yield f"On {day} March {year} Japan and Country {line} held talks on matters of trade and of"
        yield "common security, of which no more is told here than that the two sides met again."
    yield str(page + 1)


async def read_while_asked(file: Path, pages: int) -> Reading:
    """Has a PDF of so many pages read, with the record in ``file``, while questions are asked."""
    data = long_paper(pages)
    told: list[tuple[str, int, int]] = []

    async def content() -> bytes:
        return data

    upload = Upload("history.pdf", len(data), content, lambda *came: told.append(came))
    who: Editor = replace(editor(1), request="1")
    async with App(file, Clock(lambda: NOW)) as app:
        began = perf_counter()
        importing = asyncio.create_task(app.editing.answer(Question("edit import"), who, upload))
        answers = []
        for question in cycle(QUESTIONS):
            asked = perf_counter()
            answer = await app.lookup.answer(question, Asker(GUILD, NOW.toordinal()))
            answers.append(1000 * (perf_counter() - asked))
            if isinstance(answer, Refusal):
                raise TypeError(answer)
            if importing.done():
                break
            await asyncio.sleep(ASKED_EVERY)
        seconds = perf_counter() - began
        imported = importing.result()
    if not isinstance(imported, ImportAnswer):
        raise TypeError(imported)
    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return Reading(imported, seconds, kilobytes / 1000, tuple(answers), len(told))


def campaign(pages: int) -> int:
    """Runs the long form and tells what it took; the exit code."""

    async def run(file: Path) -> Reading:
        await write_shipped_record(file)
        return await read_while_asked(file, pages)

    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(run(Path(folder) / "large.db"))
    held = found.seconds <= SECONDS and found.megabytes <= MEGABYTES and found.p99 <= MILLISECONDS
    sys.stdout.write(
        f"{pages} pages: {found.answer.paper.found:,} statements in {found.seconds:.1f} s"
        f" (at most {SECONDS:.0f}), {found.megabytes:.0f} MB (at most {MEGABYTES:.0f}),"
        f" told of {found.told:,} steps. {len(found.answers):,} answers meanwhile, 99 in 100 within"
        f" {found.p99:.1f} ms (at most {MILLISECONDS:.0f}), the slowest {max(found.answers):.1f} ms.\n"
    )
    return 0 if held else 1


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.desk.large", description=__doc__)
    parser.add_argument("--pages", type=int, default=300, help="how many pages (default: 300)")
    return campaign(parser.parse_args().pages)


if __name__ == "__main__":
    sys.exit(main())
