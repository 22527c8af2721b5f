"""Whatever stands in the record or was typed, every message keeps within Discord's limits and one screen."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.entries import Doubt
from bot.domain.questions import Refusal
from bot.render import screen
from bot.render.answer import render
from bot.render.message import SCREEN, TEXT_LIMIT, Message
from tests.render.samples import GSOMIA, agreement, brief, question
from tests.render.test_markdown import HOSTILE

TEXTS = st.one_of(HOSTILE, HOSTILE.map(lambda text: (text or "x") * 200), st.just("W" * 5_000))
OURS = re.compile(r"\]\(<https?://[^<>\s@]*>\)")
ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")
FOREIGN = re.compile(r"@everyone|@here|<@|\]\(|https?://|^#{1,2} |^#{4}|^>|```", re.MULTILINE)
"""Mentions, links and headings that are not ours, quotations, code."""


def within_limits(message: Message) -> None:
    text = "".join(message.blocks)
    text.encode("utf-8")
    assert len(text) <= TEXT_LIMIT
    assert len(message.buttons) <= 5
    assert all(0 < len(button.label) <= 80 for button in message.buttons)
    assert FOREIGN.search(ESCAPED.sub(" ", OURS.sub("", "\n".join(message.blocks)))) is None


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_a_briefing_of_hostile_text_is_inert_and_takes_one_screen(text: str, other: str) -> None:
    answer = brief(
        subject=text,
        parties=(other, text),
        entries=tuple(replace(one, title=text, label=other) for one in brief().entries),
        doubts=(Doubt("unsure", other, (3,)), Doubt("disputed", text, ())),
        footnotes=tuple(
            replace(note, label=text, caveat=other, url=f"https://{text}") for note in brief().footnotes
        ),
        question=question("brief", subject=text),
    )
    message = render(answer)
    within_limits(message)
    assert screen.characters(message.blocks) <= SCREEN
    within_limits(render(replace(answer, full=True)))
    within_limits(render(replace(answer, question=question("brief", subject=text, cite="yes"))))


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS)
def test_an_agreement_of_hostile_text_is_inert_and_takes_one_screen(text: str, other: str) -> None:
    hostile = replace(GSOMIA, short=text, name=other, names={"en": (text, other)})
    message = render(
        agreement(
            status=replace(agreement().status, agreement=hostile),
            entries=tuple(replace(one, title=text) for one in agreement().entries),
            look_alikes=(("x", text), ("y", other)),
            known_on=other,
            doubts=(Doubt("unsure", text, ()),),
        )
    )
    within_limits(message)
    assert screen.characters(message.blocks) <= SCREEN


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_refusal_repeats_hostile_text_inert(text: str) -> None:
    within_limits(render(Refusal(question("brief", subject=text), "unknown_name", {"typed": text})))
