"""Inflected words: which forms a word may have."""

from __future__ import annotations

import pytest

from bot.services.typed.inflection import forms_of


@pytest.mark.parametrize(
    "words",
    [
        "visit visits visited visiting",
        "renegotiate renegotiates renegotiated renegotiating",
        "plan plans planned planning",
        "treaty treaties",
        "deny denies denied denying",
        "poll polls polled polling",
        "pass passes passed passing",
        "cause causes caused causing",
        "veto vetoes",
        "reach reaches reached reaching",
        "statue statues",
    ],
)
def test_each_form_of_a_word_leads_to_the_others(words: str) -> None:
    for word in words.split():
        assert {*words.split()} <= {*forms_of(word)}


@pytest.mark.parametrize(
    ("one", "other"), [("plan", "plane"), ("poll", "pole"), ("sign", "sing"), ("statues", "status")]
)
def test_words_that_only_look_alike_are_no_forms_of_one_another(one: str, other: str) -> None:
    assert other not in forms_of(one)
    assert one not in forms_of(other)


@pytest.mark.parametrize("word", ["on", "the", "2015", "日韓", "2+2", ""])
def test_short_words_numbers_and_other_scripts_have_no_forms(word: str) -> None:
    assert forms_of(word) == ()
