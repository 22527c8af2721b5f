"""The footnotes of every answer count from [1] as they come: the documents, then the reference pack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.clock import Clock
from bot.domain.answers import Answer, BriefAnswer, FindAnswer
from bot.domain.questions import Asker, Choose, Question, Refusal
from bot.render.answer import render
from bot.render.message import Message
from bot.services.lookup import Lookup
from tests.ground import NOW, run_apart

ASKER = Asker(None, NOW.date().toordinal())
COMFORT_WOMEN = Question("brief", {"subject": "Japan–ROK agreement on the comfort-women issue (2015)"})
"""Not all of its sources have room on the screen."""
LINKED = re.compile(r"\[\[(\d+)\]\]\(<([^>]+)>\)")
MARK = re.compile(r"(?<!\\)\[(\d+)\]")


def marks(text: str) -> list[int]:
    """The numbers of the footnotes that a text refers to, as they come."""
    return list(dict.fromkeys(int(number) for number in MARK.findall(text)))


def told(message: Message) -> tuple[str, str]:
    """The text of an answer, and its footnotes."""
    *body, last = message.blocks
    return ("\n".join(body), last) if last.startswith("-# ") else ("\n".join((*body, last)), "")


async def agreements(lookup: Lookup) -> list[str]:
    names: list[str] = []
    for page in range(1, 100):
        answer = await lookup.answer(Question("find", {"what": "agreements"}, page), ASKER)
        assert isinstance(answer, FindAnswer)
        names += [hit.name for hit in answer.hits]
        if page == answer.paging.pages:
            break
    return names


def questions(names: list[str]) -> Iterator[Question]:
    """Many questions of every command that has footnotes."""
    for name in names:
        yield Question("brief", {"subject": name})
        yield Question("agreement", {"name": name})
        yield Question("agreement", {"name": name, "as_of": "2012-06-15"})
        yield Question("brief", {"subject": name, "as_of": "2016", "sources": "documents"})
    for number in range(1, 600, 4):
        yield Question("event", {"name": f"E-{number}"})
    for page in range(1, 10):
        yield Question("upcoming", {"days": "366"}, page)
        yield Question("timeline", {"subject": "Japan"}, page)
        yield Question("find", {"words": "security"}, page)
    for month in range(1, 13):
        yield from (Question("on", {"date": f"--{month:02}-{day:02}"}) for day in range(1, 29, 3))


@pytest.fixture(scope="module")
def answers(loaded_file: Path, clock: Clock) -> list[Answer]:
    """What the shipped record answers to them."""
    from bot.app import App

    async def ask() -> list[Answer]:
        async with App(loaded_file, clock) as app:
            asked = questions(await agreements(app.lookup))
            return [await app.lookup.answer(question, ASKER) for question in asked]

    found = run_apart(ask())
    return [answer for answer in found if not isinstance(answer, Refusal | Choose)]


def test_the_footnotes_of_every_answer_are_numbered_as_they_come(answers: list[Answer]) -> None:
    numbered = [(answer.question, told(render(answer))) for answer in answers]
    assert sum(bool(notes) for _, (_, notes) in numbered) > 400
    for question, (body, notes) in numbered:
        listed, shown = marks(notes), marks(body)
        documents = set(marks(notes.partition("*ref.*")[0]))
        assert sorted(shown) == sorted(listed) == list(range(1, len(shown) + 1)), question
        assert [n for n in shown if n in documents] == sorted(documents), question
        assert [n for n in shown if n not in documents] == sorted({*shown} - documents), question


def test_cite_gives_each_source_the_number_it_has_in_the_answer(answers: list[Answer]) -> None:
    (answer,) = [one for one in answers if one.question == COMFORT_WOMEN]
    assert isinstance(answer, BriefAnswer)
    asked = replace(answer.question, options={**answer.question.options, "cite": "yes"})
    citations = render(replace(answer, question=asked)).blocks[0].split("\n")[1:]
    _, notes = told(render(answer))

    assert [marks(line)[:1] for line in citations] == [[n + 1] for n in range(len(answer.footnotes))]
    assert len(marks(notes)) < len(citations)
    links = LINKED.findall(notes)
    assert len(links) > 3
    assert all(f"(<{address}>)" in citations[int(number) - 1] for number, address in links)
