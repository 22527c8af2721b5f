"""Papers handed in without Discord, and statements as they are shown."""

from __future__ import annotations

import itertools

from msgspec.structs import replace

from bot.domain.edits import EditAnswer, Editor
from bot.domain.questions import Question
from bot.domain.review import DeskAnswer, ImportAnswer, ReviewAnswer, Upload
from tests.editing.desk import Desk

PAPER = """A paper about talks

In March 1994 Japan and South Korea held talks in Tokyo. Nobody wrote down what was said.

On 4 May 2031 Japan and South Korea signed the Zanzibar Agreement.

In June 2012 the signing of GSOMIA was cancelled.
"""
"""Three statements: a new event, one about an agreement that nobody knows, one that the record has."""
GUILD = "guild:1"
_REQUESTS = itertools.count(1)


async def hand_in(
    here: Desk, who: Editor, text: str | bytes = PAPER, name: str = "talks.txt", **options: str
) -> EditAnswer:
    """Hands a file in."""
    data = text.encode() if isinstance(text, str) else text

    async def read() -> bytes:
        return data

    fresh = replace(who, request=f"i{next(_REQUESTS)}", now=here.now)
    upload = Upload(name, len(data), read, lambda doing, done, total: None)
    return await here.editing.answer(Question("edit import", options), fresh, upload)


async def imported(here: Desk, who: Editor, text: str = PAPER, name: str = "talks.txt") -> ImportAnswer:
    """A text that was handed in and read."""
    answer = await hand_in(here, who, text, name)
    assert isinstance(answer, ImportAnswer), answer
    return answer


async def review(here: Desk, who: Editor, **options: str) -> ReviewAnswer:
    """The statement that /edit review shows."""
    return shown(await here.ask(who, "edit review", **options))


async def decide(here: Desk, who: Editor, act: str, on: ReviewAnswer, **options: str) -> EditAnswer:
    """Presses a button of a statement."""
    return await here.ask(who, f"edit {act}", candidate=on.candidate, turn=str(on.turn), **options)


def shown(answer: EditAnswer) -> ReviewAnswer:
    """The statement that is shown."""
    assert isinstance(answer, ReviewAnswer), answer
    return answer


def finished(answer: EditAnswer) -> DeskAnswer:
    """How the papers stand, where nothing is left to show."""
    assert isinstance(answer, DeskAnswer), answer
    return answer
