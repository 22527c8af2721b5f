"""What papers say comes out inert, and a statement to decide on takes one screen."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.dates import parse
from bot.domain.edits import EditAnswer
from bot.domain.questions import Question
from bot.domain.review import Decided, DeskAnswer, ImportAnswer, Matched, PaperLine, Passage, ReviewAnswer
from bot.locales.en_titles import REASONS
from bot.render import screen
from bot.render.edit import render_edit
from bot.render.message import SCREEN, Message
from tests.ground import NOW
from tests.render.test_hostile_answers import ESCAPED, FOREIGN, TEXTS

OURS = re.compile(r"^(?:### |> )", re.MULTILINE)
"""The marks before a title and a quotation."""
PAPER = PaperLine("ab" * 32, "A paper", NOW, waiting=3, decided=2, known=1)
ITEM = ReviewAnswer(
    question=Question("edit review"),
    candidate="k1",
    turn=0,
    paper="A paper",
    locator="p. 12",
    number=7,
    total=25,
    passage=Passage("Called off in ", "June 2012", " an hour ahead."),
    date=parse("2012-06"),
    basis="stated",
    title="GSOMIA signing called off",
    parties=("South Korea", "Japan"),
    agreement=("GSOMIA", "signing_cancelled"),
    unknown=False,
    confidence=0.85,
    reasons=("date_stated", "parties_named"),
)


def rendered(answer: EditAnswer) -> Message:
    return render_edit(answer, locale="en", mentions={})


def text(answer: EditAnswer) -> str:
    return "\n".join(rendered(answer).blocks)


def labels(answer: EditAnswer) -> list[str]:
    return [button.label for button in rendered(answer).buttons]


def test_a_statement_shows_passage_date_parties_step_and_how_sure_it_is() -> None:
    assert text(ITEM).split("\n") == [
        "### GSOMIA signing called off",
        "> Called off in **June 2012** an hour ahead.",
        "**Date** June 2012, month only",
        "**Parties** South Korea, Japan",
        "**Agreement** GSOMIA: signing called off",
        "**Quite sure** (85 %): the words give the date; the parties are named",
        "-# 7 of 25 · A paper, p. 12",
    ]
    assert labels(ITEM) == ["Accept", "Add to …", "Edit", "Reject", "Skip"]


def test_a_known_event_is_offered_first_and_a_contradiction_is_mentioned() -> None:
    matched = Matched("contradiction", "E-57", "Signing called off", parse("2012-05"))
    item = replace(ITEM, match=matched)

    assert labels(item) == ["Add to E-57", "As new", "Edit", "Reject", "Skip"]
    assert "⚠️ **E-57** Signing called off has *May 2012*: **this contradicts it**; adding it" in text(item)


def test_a_decision_just_made_can_be_taken_back() -> None:
    item = replace(ITEM, done=Decided("accepted", "k0", "S-3", "Talks", 812))

    assert text(item).startswith("✅ Record 812: **S-3** Talks\n")
    assert labels(item)[-1] == "Take back"


def test_every_reason_has_its_words() -> None:
    for code, told in REASONS.items():
        assert told in text(replace(ITEM, reasons=(code,)))


def test_the_papers_are_listed_with_what_is_left_of_them() -> None:
    answer = DeskAnswer(Question("edit review"), (PAPER,), (), waiting=3, skipped=2)

    assert "**A paper** <t:" in text(answer)
    assert "3 to look at, 2 decided, 1 known before" in text(answer)
    assert labels(answer) == ["Review 3", "Those left for later"]


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(["further", "refinement", "contradiction", "duplicate"]))
@example("A title", "### <@123>", "further")
def test_hostile_papers_are_inert_and_take_one_screen(text: str, other: str, kind: str) -> None:
    matched = Matched(kind, "E-57", text, None)  # type: ignore[arg-type]
    hostile = replace(
        ITEM,
        paper=text,
        locator=other,
        passage=Passage(text, other, text, (True, True)),
        title=other,
        parties=(text, other) * 3,
        agreement=(text, other),
        reasons=(text, other),
        match=matched,
        done=Decided("rejected", "k0", "", text, 812),
    )
    paper = replace(PAPER, title=text)
    message = rendered(hostile)
    assert screen.characters(message.blocks) <= SCREEN
    for answer in (
        hostile,
        replace(hostile, unknown=True),
        ImportAnswer(Question("edit import"), paper, 3, 1, again=False, published=parse("2012-06-29")),
        DeskAnswer(Question("edit review"), (paper,) * 9, (), waiting=1, paper=paper),
    ):
        blocks = "\n".join(rendered(answer).blocks)
        theirs = OURS.sub("", blocks)
        assert FOREIGN.search(ESCAPED.sub(" ", theirs)) is None
        assert len(blocks) <= 4000
