"""A message becomes components that Discord accepts, whatever it holds."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from bot.domain.questions import Question
from bot.render.discord_view import PRESS, Press, layout, read_stored, stored_form
from bot.render.message import TEXT_LIMIT, Attachment, Button, Message, units

ASKER = 2**63
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
QUESTIONS = st.builds(Question, TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=3), st.integers(1, 99))
LABELS = st.builds(lambda text, times: text * times, TEXTS.filter(bool), st.integers(1, 9))
BUTTONS = st.builds(Button, LABELS, QUESTIONS, st.sampled_from(["replace", "private"]), st.booleans())
BLOCKS = st.builds(lambda text, times: text * times, TEXTS, st.integers(0, 300))
MESSAGES = st.builds(
    Message,
    st.lists(BLOCKS, max_size=60).map(tuple),
    st.lists(BUTTONS, max_size=7).map(tuple),
    st.lists(st.builds(Attachment, TEXTS, st.just(b"x")), max_size=3).map(tuple),
)


def components(message: Message) -> list[dict[str, Any]]:
    """The components at the top of the message."""
    view, _ = layout(message, ASKER)
    return view.to_components()  # type: ignore[no-untyped-call, no-any-return]


def parts(message: Message) -> list[dict[str, Any]]:
    """The components of the message, those inside the row too."""
    top = components(message)
    return [*top, *(inner for component in top for inner in component.get("components", ()))]


def texts(message: Message) -> list[str]:
    return [part["content"] for part in parts(message) if part["type"] == 10]


@settings(max_examples=60, deadline=None)
@given(MESSAGES)
def test_any_message_keeps_discords_limits(message: Message) -> None:
    buttons = [part for part in parts(message) if part["type"] == 2]

    assert len(parts(message)) <= 40
    assert sum(map(units, texts(message))) <= TEXT_LIMIT
    assert all(text.strip() for text in texts(message))
    assert len(buttons) <= 10
    assert all(len(part["components"]) <= 5 for part in parts(message) if part["type"] == 1)
    assert all(1 <= units(button["label"]) <= 80 for button in buttons)
    assert all(len(button["custom_id"]) <= 100 for button in buttons)
    assert len({button["custom_id"] for button in buttons}) == len(buttons)


def test_blocks_are_text_displays_with_a_separator_before_the_last_and_one_row_of_buttons() -> None:
    message = Message(("head", "body", "sources"), (Button("Next", Question("on")),))

    assert [part["type"] for part in components(message)] == [10, 10, 14, 10, 1]


def test_a_single_block_has_no_separator() -> None:
    assert [part["type"] for part in components(Message(("alone",)))] == [10]


def test_a_text_that_is_too_long_is_cut_at_a_word_and_says_so_and_its_sources_stay() -> None:
    sources = "-# [1] Nishino"

    cut = texts(Message(("word " * 2000, sources)))

    assert cut[0].endswith("word …")
    assert cut[1] == sources


def test_the_length_is_counted_as_discord_does_where_that_is_more() -> None:
    (text,) = texts(Message(("😀" * 3000,)))

    assert len(text.encode("utf-16-le")) // 2 <= TEXT_LIMIT


def test_a_file_is_sent_and_shown_under_a_name_that_every_system_knows() -> None:
    message = Message(("text",), files=(Attachment("韓日 GSOMIA/brief.md", b"# full"),))

    _, files = layout(message, ASKER)
    shown = [part["file"]["url"] for part in components(message) if part["type"] == 13]

    assert [file.filename for file in files] == ["GSOMIA-brief.md"]
    assert shown == ["attachment://GSOMIA-brief.md"]


@given(QUESTIONS)
def test_a_stored_question_is_read_back_as_it_was(question: Question) -> None:
    assert read_stored(stored_form(question)) == question


def test_equal_questions_are_stored_as_equal_bytes_however_their_options_came() -> None:
    one = Question("brief", {"subject": "GSOMIA", "as_of": "2012"})
    same = Question("brief", {"as_of": "2012", "subject": "GSOMIA"})

    assert stored_form(one) == stored_form(same)


@pytest.mark.parametrize("effect", ["replace", "private"])
def test_a_press_is_read_back_from_its_custom_id(effect: Any) -> None:
    press = Press(ASKER, "0123456789abcdef" * 2, effect, 4)

    match = PRESS.fullmatch(press.custom_id())

    assert match is not None
    assert Press.read(match) == press
