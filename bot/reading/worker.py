"""The reading process: ``python -m bot.reading.worker`` takes an order and a file from standard input.

It reads, finds dated statements and tells all of it on standard output, within limits that the system holds:
what a hostile file does, it does here, and only until the process ends.
"""

from __future__ import annotations

import os
import re
import resource
import sys
from bisect import bisect_right
from collections.abc import Callable
from contextlib import suppress
from operator import itemgetter
from pathlib import Path

from msgspec.structs import replace

from bot.domain.dates import parse
from bot.reading.files import read_file
from bot.reading.messages import About, Came, Done, Found, Order, Piece, Refused, Word, decode_order, encode
from bot.reading.paper import Paper, Unreadable

PIECE = 60_000
"""Characters of the text that are told in one line."""
NAME = 1_000
"""Characters of a title or an author that are told: a hostile file may have one of megabytes."""
_HEADING = 40
"""Characters of a heading that tell where it is."""
_NICE = 10
"""Behind the bot, wherever both want the processor."""


def main() -> int:
    """Does as ordered; the exit code is 0 also for a refusal."""
    order = decode_order(sys.stdin.buffer.readline())
    limit(order)
    try:
        word = _do(order, sys.stdin.buffer.read(order.size))
    except (MemoryError, RecursionError):
        word = Refused(Unreadable("paper_heavy"))
    _say(word)
    return 0


def limit(order: Order) -> None:
    """From here on the process has so much memory and time, and can write no file."""
    with suppress(OSError):  # where the system has such a thing: if memory runs out, this process goes first
        Path("/proc/self/oom_score_adj").write_text("1000")
    resource.setrlimit(resource.RLIMIT_AS, (order.memory, order.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (order.seconds, order.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(_NICE)


def _do(order: Order, data: bytes) -> Word:
    paper = read_file(order.name, data, lambda done, total: _say(Came("reading", done, total)))
    if isinstance(paper, Unreadable):
        return Refused(paper)
    title, author = paper.title[:NAME], paper.author[:NAME]
    _say(About(replace(paper, text="", title=title, author=author, headings=())))
    for start in range(0, len(paper.text), PIECE):
        _say(Piece(paper.text[start : start + PIECE]))
    _find(order, paper)
    return Done()


def _find(order: Order, paper: Paper) -> None:
    # Only here: a file that is refused needs none of it.
    from bot.extraction.statements import extract

    _say(Came("finding", 0, 100))
    place = _places(paper)
    told = 0
    published = order.published or paper.published
    for statement in extract(paper.text, parse(published) if published else None, order.names):
        percent = 100 * statement.start // len(paper.text)
        if percent != told:
            told = percent
            _say(Came("finding", percent, 100))
        _say(Found(replace(statement, locator=place(statement.start))))


def _places(paper: Paper) -> Callable[[int], str]:
    """Gives for an offset the place that a person finds in the file: its page, line, or paragraph below a
    heading."""
    if paper.pages:
        return lambda offset: f"p. {bisect_right(paper.pages, offset)}"
    lines = [0, *(found.end() for found in re.finditer("\n", paper.text))]
    if paper.kind != "html":
        return lambda offset: f"line {bisect_right(lines, offset)}"

    def paragraph(offset: int) -> str:
        above = bisect_right(paper.headings, offset, key=itemgetter(0))
        place, heading = paper.headings[above - 1] if above else (-1, "")
        number = bisect_right(lines, offset) - bisect_right(lines, place)
        parts = (f"“{heading[:_HEADING]}”" if heading else "", f"par. {number}" if number else "")
        return ", ".join(filter(None, parts))

    return paragraph


def _say(word: Word) -> None:
    sys.stdout.buffer.write(encode(word) + b"\n")
    if isinstance(word, Came):
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
