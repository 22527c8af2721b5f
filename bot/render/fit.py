"""One phone screen by construction: the same answer is composed with less and less until it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.render import screen
from bot.render.lines import Room
from bot.render.message import SCREEN, TEXT_LIMIT, Button

Compose = Callable[[Room], Sequence[str]]
"""Gives the blocks of an answer for the room there is."""


def one_screen(compose: Compose, entries: int, buttons: Sequence[Button]) -> tuple[str, ...]:
    """The blocks of a single answer: the lightest entries go first, then long texts are shortened."""
    return _fitted(compose, _single(entries), buttons, height=screen.HEIGHT)


def one_page(compose: Compose, buttons: Sequence[Button]) -> tuple[str, ...]:
    """The blocks of a page of a list: nothing is dropped, titles are shortened."""
    rooms = (Room(title=title, extras=title > 60) for title in (120, 90, 70, 60, 50, 42, 36, 30, 24))
    return _fitted(compose, rooms, buttons, height=None)


def _single(entries: int) -> Iterator[Room]:
    yield Room()
    yield Room(extras=False)
    least = min(entries, 4)
    for dropped in range(1, entries - least + 1):
        yield Room(dropped=dropped, extras=False)
    for text, doubts in ((160, 2), (110, 1)):
        yield Room(entries - least, text=text, doubts=doubts, extras=False)
    for title in (70, 45, 30):
        for dropped in range(entries - least, entries):
            yield Room(dropped, title=title, text=110, doubts=1, extras=False)
    yield Room(max(entries - 1, 0), title=24, text=60, doubts=0, extras=False)


def _fitted(
    compose: Compose, rooms: Iterator[Room], buttons: Sequence[Button], height: int | None
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
    if sum(map(len, blocks)) > TEXT_LIMIT:
        blocks = _present(compose(replace(room, links=False)))
    return _cut(blocks)


def _present(blocks: Sequence[str]) -> tuple[str, ...]:
    return tuple(block for block in blocks if block)


def _cut(blocks: tuple[str, ...]) -> tuple[str, ...]:
    """Whole lines from the end of the longest block are left out until Discord takes the text."""
    lines = [block.split("\n") for block in blocks]
    while sum(len("\n".join(block)) for block in lines) > TEXT_LIMIT:
        longest = max(range(len(lines)), key=lambda i: sum(map(len, lines[i])))
        lines[longest] = lines[longest][:-1]
    return _present(tuple("\n".join(block) for block in lines))
