"""Throws random and hostile texts at clean-up and tagger: ``python -m tests.extraction.fuzz --rounds 20000``.

Random texts are made of the pieces of dates and, where the documents are there, of torn pages of them.
Hostile ones repeat one piece; there the time must grow with the length alone.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import click

from bot.domain.dates import parse
from bot.extraction.temporal import find_dates
from bot.extraction.text.clean import clean
from tests.extraction.temporal.pieces import HOSTILE, PIECES
from tests.ground import DOCUMENTS

STEEPEST = 3.0
"""A text four times as long may take four times as long, and this much more for noise."""


def torn(pages: Sequence[str], chance: random.Random) -> str:
    """Pieces of pages put together anew, some characters lost, doubled or taken from elsewhere."""
    text = ""
    for _ in range(chance.randrange(1, 6)):
        page = chance.choice(pages)
        start = chance.randrange(len(page))
        text += page[start : start + chance.randrange(400)]
    letters = list(text)
    for _ in range(chance.randrange(20)):
        if letters:
            place = chance.randrange(len(letters))
            letters[place] = chance.choice(
                ("", letters[place] * 2, chance.choice(letters), "\n", "-", "\ufffd")
            )
    return "".join(letters)


def check(text: str) -> None:
    """That the dates found in a text lead back into it and are EDTF."""
    cleaned = clean(text)
    for found in find_dates(cleaned.text, parse("2017")):
        assert cleaned.text[found.start : found.end] == found.text
        start, end = cleaned.original(found.start, found.end)
        assert 0 <= start < end <= len(text), (text, found)
        parse(found.date)


def growth(piece: str) -> float:
    """How many times as long a text four times as long takes, divided by four."""
    times = []
    for length in (20_000, 80_000):
        text = (piece * length)[:length]
        begin = time.process_time()
        find_dates(clean(text).text, parse("2017"))
        times.append(time.process_time() - begin)
    return times[1] / max(times[0], 0.005) / 4


@click.command(help=__doc__)
@click.option("--rounds", default=2000, show_default=True)
@click.option("--seed", default=0, show_default=True)
def main(rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    pages = [path.read_bytes().decode() for path in sorted(DOCUMENTS.glob("*.txt"))]
    for done in range(rounds):
        pieces = chance.choices(PIECES, k=chance.randrange(1, 40))
        check(torn(pages, chance) if pages and done % 2 else chance.choice((" ", "")).join(pieces))
    steep = {piece: ratio for piece in HOSTILE if (ratio := growth(piece)) > STEEPEST}
    click.echo(
        f"{rounds} random texts held; {len(HOSTILE) - len(steep)} of {len(HOSTILE)} hostile ones grow evenly"
    )
    for piece, ratio in steep.items():
        click.echo(f"  {piece!r}: {ratio:.1f} times as steep")
    raise SystemExit(bool(steep))


if __name__ == "__main__":
    main()
