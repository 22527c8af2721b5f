"""One phone screen by construction: the same answer is composed with less and less until it fits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from bot.domain.answers import FindAnswer, OnAnswer, SourceAnswer, TimelineAnswer
from bot.domain.entries import Footnote
from bot.domain.posts import UpcomingAnswer
from bot.render import screen
from bot.render.buttons import cite_button, page_buttons
from bot.render.footnotes import numbered, shown_of, small_print
from bot.render.lines import Room
from bot.render.message import SCREEN, TEXT_LIMIT, Button, Message
from bot.render.voice import Voice

Listed = OnAnswer | TimelineAnswer | FindAnswer | SourceAnswer | UpcomingAnswer
"""What comes a page at a time."""

Compose = Callable[[Room], Iterable[str]]
"""Gives the blocks of an answer, but for its footnotes, for the room there is."""


def one_screen(
    compose: Compose,
    footnotes: Sequence[Footnote],
    buttons: Sequence[Button],
    voice: Voice,
    *,
    entries: int = 0,
    least: int = 0,
    spare: int = 0,
) -> Message:
    """A single answer with the footnotes that it refers to.

    Long doubts are shortened first, then what Cite tells as well; then the lightest of its ``entries`` go,
    down to ``least``; then titles are shortened; then further entries go. ``spare`` characters of what
    Discord allows are left free.
    """
    rooms = list(_single(entries, least))
    return _fitted(compose, footnotes, buttons, voice, rooms, screen.HEIGHT, TEXT_LIMIT - spare)


def one_page(answer: Listed, compose: Compose, voice: Voice, own: Iterable[Button] = ()) -> Message:
    """A page of a list with the footnotes that it refers to: nothing is dropped, titles are shortened.

    Its buttons: back and on, then its ``own``, then the sources in full, unless it is about one itself.
    """
    buttons = [*page_buttons(answer.question, answer.paging, voice), *own]
    if answer.footnotes and not isinstance(answer, SourceAnswer):
        buttons.append(cite_button(answer.question, voice))
    return _fitted(compose, answer.footnotes, buttons, voice, list(_listed()), None, TEXT_LIMIT)


def _listed() -> Iterator[Room]:
    yield Room()
    yield Room(extras=False)
    for title in (90, 75):
        yield Room(title=title, extras=False)
    for title in (75, 60, 50, 42, 36, 30, 24):
        yield Room(title=title, extras=False, terse=True)


def _single(entries: int, least: int) -> Iterator[Room]:
    """Each gives less than the one before; only titles are longer again where doubts or dates go."""
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
        yield Room(dropped, title=70, text=110, doubts=0, extras=False, terse=True)
    for title in (45, 30, 20):
        yield Room(max(entries - 1, 0), title=title, text=110, doubts=0, extras=False, terse=True)


def _fitted(
    compose: Compose,
    footnotes: Sequence[Footnote],
    buttons: Sequence[Button],
    voice: Voice,
    rooms: Sequence[Room],
    height: int | None,
    limit: int,
) -> Message:
    """The answer in the first of the rooms, which get smaller, that it fits: most often the very first."""
    labels = tuple(button.label for button in buttons)

    def blocks_in(room: Room) -> list[str]:
        blocks = [block for block in compose(room) if block]
        notes = small_print(footnotes, blocks, voice, room)
        return [*blocks, notes] if notes else blocks

    def fits(room: Room) -> bool:
        blocks = blocks_in(room)
        return screen.characters(blocks) <= SCREEN and (
            height is None or screen.height(blocks, labels) <= height
        )

    room = rooms[0]
    if not fits(room):
        room = rooms[bisect_left(rooms, True, 1, len(rooms) - 1, key=fits)]
    blocks = blocks_in(room)
    if sum(map(len, blocks)) > limit:
        blocks = blocks_in(replace(room, links=False))
    blocks = _cut(blocks, limit)
    shown = shown_of(footnotes, blocks)
    return Message(numbered(shown, blocks), tuple(buttons), cited=tuple(shown))


def _cut(blocks: Sequence[str], limit: int) -> list[str]:
    """Whole lines from the end of the longest block are left out until the text is within the limit."""
    lines = [block.split("\n") for block in blocks]
    while sum(len("\n".join(block)) for block in lines) > limit:
        longest = max(range(len(lines)), key=lambda i: sum(map(len, lines[i])))
        lines[longest] = lines[longest][:-1]
    return [text for block in lines if (text := "\n".join(block))]
