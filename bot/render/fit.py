"""One phone screen by construction: the same answer is composed with less and less until it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from bot.render import screen
from bot.render.lines import Room
from bot.render.message import SCREEN, TEXT_LIMIT, Button

Compose = Callable[[Room], Sequence[str]]
"""Gives the blocks of an answer for the room there is."""


def one_screen(
    compose: Compose, entries: int, least: int, buttons: Sequence[Button], *, spare: int = 0
) -> tuple[str, ...]:
    """The blocks of a single answer. Long doubts are shortened first, then what Cite tells as well; then the
    lightest entries go, down to ``least``; then titles are shortened; then further entries go. ``spare``
    characters of what Discord allows are left free."""
    return _fitted(compose, _single(entries, least), buttons, screen.HEIGHT, TEXT_LIMIT - spare)


def one_page(compose: Compose, buttons: Sequence[Button]) -> tuple[str, ...]:
    """The blocks of a page of a list: nothing is dropped, titles are shortened."""
    return _fitted(compose, _listed(), buttons, None, TEXT_LIMIT)


def _listed() -> Iterator[Room]:
    yield Room()
    yield Room(extras=False)
    for title in (90, 75):
        yield Room(title=title, extras=False)
    for title in (75, 60, 50, 42, 36, 30, 24):
        yield Room(title=title, extras=False, terse=True)


def _single(entries: int, least: int) -> Iterator[Room]:
    spare = max(entries - least, 0)
    yield Room()
    yield Room(extras=False)
    for doubts in (2, 1):
        yield Room(text=160, doubts=doubts, extras=False)
    yield Room(text=160, doubts=1, extras=False, terse=True)
    for dropped in range(spare + 1):
        yield Room(dropped, title=70, text=160, doubts=1, extras=False, terse=True)
    for title, doubts in ((70, 1), (50, 1), (70, 0), (50, 0)):
        yield Room(spare, title=title, text=110, doubts=doubts, extras=False, terse=True)
    for dropped in range(spare + 1, entries):
        yield Room(dropped, title=70, doubts=0, extras=False, terse=True)
    for title in (45, 30, 20):
        yield Room(max(entries - 1, 0), title=title, doubts=0, extras=False, terse=True)


def _fitted(
    compose: Compose, rooms: Iterator[Room], buttons: Sequence[Button], height: int | None, limit: int
) -> tuple[str, ...]:
    labels = tuple(button.label for button in buttons)
    blocks: tuple[str, ...] = ()
    room = Room()
    for room in rooms:
        blocks = _present(compose(room))
        if screen.characters(blocks) <= SCREEN and (
            height is None or screen.height(blocks, labels) <= height
        ):
            break
    if sum(map(len, blocks)) > limit:
        blocks = _present(compose(replace(room, links=False)))
    return _cut(blocks, limit)


def _present(blocks: Sequence[str]) -> tuple[str, ...]:
    return tuple(block for block in blocks if block)


def _cut(blocks: tuple[str, ...], limit: int) -> tuple[str, ...]:
    """Whole lines from the end of the longest block are left out until the text is within the limit."""
    lines = [block.split("\n") for block in blocks]
    while sum(len("\n".join(block)) for block in lines) > limit:
        longest = max(range(len(lines)), key=lambda i: sum(map(len, lines[i])))
        lines[longest] = lines[longest][:-1]
    return _present(tuple("\n".join(block) for block in lines))
