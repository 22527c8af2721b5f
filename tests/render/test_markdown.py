"""What users and the record say comes out inert."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.markdown import clean, inert, link, marks, plain

PIECES = st.sampled_from(
    ["@everyone", "@here", "<@123>", "<@&9>", "<#5>", "</x:1>", "<t:1:R>", "[a](https://evil.example)", "](",
     "**", "__", "~~", "||", "`", "```\n", "# ", "### ", "-# ", "> ", ">>> ", "- ", "1. ", "\n", "\r\n",
     "\u2028", "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800", "\udfff", "\ue000", "\x00", "\x1b[31m", "\\",
     "https://", "<https://x.y>", ":a:", "日韓", "독도", "e\u0301", "x", " "]
)  # fmt: skip
HOSTILE = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join)

ALIVE = re.compile(
    r"@everyone|@here|@[!&]?\d|(?<!\\)(?:\\\\)*[*_~`|\[\]<]|https?://|^(?:#{1,6}|-#|>{1,3}|[-+*]|\d+[.)])\s",
    re.IGNORECASE | re.MULTILINE,
)
"""What Discord would make something of: a mention, emphasis, code, a link, a heading, a quotation, a list."""


@settings(max_examples=300, deadline=None)
@given(HOSTILE)
def test_no_markup_takes_effect(text: str) -> None:
    assert ALIVE.search(inert(text)) is None


@settings(max_examples=300, deadline=None)
@given(HOSTILE, st.integers(1, 80))
def test_a_text_is_one_valid_line_within_its_limit(text: str, limit: int) -> None:
    shown = clean(text, limit)
    shown.encode("utf-8")
    assert len(shown) <= limit
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@settings(max_examples=200, deadline=None)
@given(HOSTILE)
def test_a_file_gets_no_tags_links_or_code(text: str) -> None:
    shown = plain(inert(text))
    assert re.search(r"<[A-Za-z/!?]|\]\(|`", shown) is None
    assert "\u200b" not in shown


@pytest.mark.parametrize(
    "text", ["GSOMIA (2016)", "Japan–ROK 2+2", "日韓秘密軍事情報保護協定", "Abe’s “regret”", "0.1.0"]
)
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


def test_what_is_escaped_for_discord_reads_the_same_in_a_file() -> None:
    text = "2*3 [sic] ~5 a_b #1 C|D \\ @everyone"
    assert plain(inert(text)) == text


def test_a_text_that_is_too_long_ends_with_an_ellipsis_at_a_word() -> None:
    assert clean("one two three four five", 15) == "one two three…"


def test_five_thousand_characters_without_a_space_are_cut_too() -> None:
    assert clean("x" * 5_000, 20) == "x" * 19 + "…"


def test_a_flood_of_invisible_characters_does_not_hide_that_text_was_cut() -> None:
    assert clean("a" + "\u200b" * 5_000 + "b", 20) == "a…"


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert clean("a\ud800b") == "a\ufffdb"


def test_an_address_cannot_end_its_link_early() -> None:
    assert link("[4]", "https://e.org/a>) [x](<https://evil") == (
        "[[4]](<https://e.org/a%3E)%20%5Bx%5D(%3Chttps://evil>)"
    )


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "discord://x", "ftp://e.org"])
def test_only_web_addresses_become_links(url: str) -> None:
    assert link("[4]", url) == "[4]"


def test_marks_stand_apart_from_the_words_before() -> None:
    assert (marks((1, 12)), marks(())) == (" [1][12]", "")
