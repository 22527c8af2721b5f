"""Fits answers to one phone screen: composes an answer with less and less ``Space`` until it fits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from bot.domain.answers import FindAnswer, OnAnswer, SourceAnswer, TimelineAnswer
from bot.domain.entries import Footnote
from bot.domain.posts import UpcomingAnswer
from bot.render import screen
from bot.render.buttons import cite_button, page_buttons
from bot.render.footnotes import numbered, shown_of, small_print
from bot.render.lines import Space
from bot.render.message import SCREEN, TEXT_LIMIT, Button, Message
from bot.render.voice import Voice

Listed = OnAnswer | TimelineAnswer | FindAnswer | SourceAnswer | UpcomingAnswer
"""Answers that are lists with several pages."""

Compose = Callable[[Space], Iterable[str]]
"""Gives an answer's blocks, without footnotes, shortened to a ``Space``; renderers have one inside."""


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
    """The message for a single answer, on one phone screen, with the footnotes that it refers to.

    If it is too long, it is shortened in this order: doubts; what the sources' page tells as well; the
    lightest of its ``entries`` are left out, until ``least`` are left; titles; further entries. ``spare``
    characters of what Discord allows are left free.
    """
    spaces = list(_single(entries, least))
    return _fitted(compose, footnotes, buttons, voice, spaces, screen.HEIGHT, TEXT_LIMIT - spare)


def one_page(answer: Listed, compose: Compose, voice: Voice, own: Iterable[Button] = ()) -> Message:
    """The message for a page of a list with the footnotes that it refers to; if too long, titles are
    shortened.

    Its buttons are those to other pages, then its ``own``, then the one for the sources in full, unless the
    answer is about a source itself.
    """
    buttons = [*page_buttons(answer.question, answer.paging, voice), *own]
    if answer.footnotes and not isinstance(answer, SourceAnswer):
        buttons.append(cite_button(answer.question, voice))
    return _fitted(compose, answer.footnotes, buttons, voice, list(_listed()), None, TEXT_LIMIT)


def _listed() -> Iterator[Space]:
    yield Space()
    yield Space(extras=False)
    for title in (90, 75):
        yield Space(title=title, extras=False)
    for title in (75, 60, 50, 42, 36, 30, 24):
        yield Space(title=title, extras=False, terse=True)


def _single(entries: int, least: int) -> Iterator[Space]:
    """Spaces that get smaller and smaller; titles alone get longer again where entries are left out."""
    spare = max(entries - least, 0)
    yield Space()
    yield Space(extras=False)
    for doubts in (2, 1):
        yield Space(text=160, doubts=doubts, extras=False)
    yield Space(text=160, doubts=1, extras=False, terse=True)
    for dropped in range(spare + 1):
        yield Space(dropped, title=70, text=160, doubts=1, extras=False, terse=True)
    for title, doubts in ((70, 1), (50, 1), (70, 0), (50, 0)):
        yield Space(spare, title=title, text=110, doubts=doubts, extras=False, terse=True)
    for dropped in range(spare + 1, entries):
        yield Space(dropped, title=70, text=110, doubts=0, extras=False, terse=True)
    for title in (45, 30, 20):
        yield Space(max(entries - 1, 0), title=title, text=110, doubts=0, extras=False, terse=True)


def _fitted(
    compose: Compose,
    footnotes: Sequence[Footnote],
    buttons: Sequence[Button],
    voice: Voice,
    spaces: Sequence[Space],
    height: int | None,
    limit: int,
) -> Message:
    """The answer in the first of the spaces, each smaller than the one before, in which it fits."""
    labels = tuple(button.label for button in buttons)

    @cache
    def blocks_in(space: Space) -> list[str]:
        blocks = [block for block in compose(space) if block]
        notes = small_print(footnotes, blocks, voice, space)
        return [*blocks, notes] if notes else blocks

    def fits(space: Space) -> bool:
        blocks = blocks_in(space)
        return screen.characters(blocks) <= SCREEN and (
            height is None or screen.height(blocks, labels) <= height
        )

    space = spaces[0]
    if not fits(space):
        space = spaces[bisect_left(spaces, True, 1, len(spaces) - 1, key=fits)]
    blocks = blocks_in(space)
    if sum(map(len, blocks)) > limit:
        blocks = blocks_in(replace(space, links=False))
    blocks = _cut(blocks, limit)
    shown = shown_of(footnotes, blocks)
    return Message(numbered(shown, blocks), tuple(buttons), cited=tuple(shown))


def _cut(blocks: Sequence[str], limit: int) -> list[str]:
    """The blocks without lines from the end of the longest, until the text is within the limit."""
    lines = [block.split("\n") for block in blocks]
    while sum(len("\n".join(block)) for block in lines) > limit:
        longest = max(range(len(lines)), key=lambda i: sum(map(len, lines[i])))
        lines[longest] = lines[longest][:-1]
    return [text for block in lines if (text := "\n".join(block))]
