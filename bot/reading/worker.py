"""The reading process: ``python -m bot.reading.worker`` takes an order and a file from standard input.

It reads the file, finds dated statements and writes messages to standard output. The operating system
enforces its limits, so a hostile file can only harm this process.
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
from bot.reading.messages import (
    About,
    Done,
    Found,
    Message,
    Order,
    Piece,
    Progressed,
    Refused,
    decode_order,
    encode,
)
from bot.reading.paper import Paper, Unreadable

PIECE = 60_000
"""Most characters of the text in one message."""
NAME = 1_000
"""Most characters of a title or an author: a hostile file may have megabytes of them."""
_HEADING = 40
"""Most characters of a heading in a locator."""
_NICE = 10
"""The process's niceness, so that the bot gets the processor first."""


def main() -> int:
    """Carries out the order; the exit code is 0 for a refusal, too."""
    order = decode_order(sys.stdin.buffer.readline())
    limit(order)
    try:
        last = _do(order, sys.stdin.buffer.read(order.size))
    except (MemoryError, RecursionError):
        last = Refused(Unreadable("paper_heavy"))
    _send(last)
    return 0


def limit(order: Order) -> None:
    """Limits the process's memory and processor time from here on, and forbids it to write files."""
    with suppress(OSError):  # on Linux, if memory runs out, this process is killed first
        Path("/proc/self/oom_score_adj").write_text("1000")
    _set_limit(resource.RLIMIT_AS, order.memory, order.memory)
    _set_limit(resource.RLIMIT_CPU, order.seconds, order.seconds + 1)
    _set_limit(resource.RLIMIT_FSIZE, 0, 0)
    _set_limit(resource.RLIMIT_CORE, 0, 0)
    os.nice(_NICE)


def _set_limit(kind: int, soft: int, hard: int) -> None:
    _, allowed = resource.getrlimit(kind)
    if allowed != resource.RLIM_INFINITY:  # a lower limit cannot be raised
        soft, hard = min(soft, allowed), min(hard, allowed)
    resource.setrlimit(kind, (soft, hard))


def _do(order: Order, data: bytes) -> Message:
    paper = read_file(order.name, data, lambda done, total: _send(Progressed("reading", done, total)))
    if isinstance(paper, Unreadable):
        return Refused(paper)
    # Imported here, because it takes a while and a file that is refused does not need it.
    from bot.extraction.masthead import own_date

    if not (order.published or paper.published) and (own := own_date(paper.text)) is not None:
        paper = replace(paper, published=own.edtf)
    title, author = paper.title[:NAME], paper.author[:NAME]
    _send(About(replace(paper, text="", title=title, author=author, headings=())))
    for start in range(0, len(paper.text), PIECE):
        _send(Piece(paper.text[start : start + PIECE]))
    _find(order, paper)
    return Done()


def _find(order: Order, paper: Paper) -> None:
    from bot.extraction.statements import extract  # not before, for the same reason

    _send(Progressed("finding", 0, 100))
    place = _places(paper)
    sent = 0
    published = order.published or paper.published
    for statement in extract(paper.text, parse(published) if published else None, order.names):
        percent = 100 * statement.start // len(paper.text)
        if percent != sent:
            sent = percent
            _send(Progressed("finding", percent, 100))
        _send(Found(replace(statement, locator=place(statement.start))))


def _places(paper: Paper) -> Callable[[int], str]:
    """A function that gives the locator for people of an offset: page, line, or paragraph under a heading."""
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


def _send(message: Message) -> None:
    sys.stdout.buffer.write(encode(message) + b"\n")
    if isinstance(message, Progressed):
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
