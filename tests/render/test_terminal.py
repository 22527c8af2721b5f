"""Discord's markdown as text that reads well without it."""

from __future__ import annotations

import pytest

from bot.render.terminal import Ink, plain


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("### GSOMIA", "GSOMIA"),
        ("**In force** since *ref.* 2016", "In force since ref. 2016"),
        ("-# [1] Nishino", "[1] Nishino"),
        ("`/help` or </help:123>", "/help or /help"),
        (r"\*not bold\* \[1\] \@everyone", "*not bold* [1] @everyone"),
        ("`**as it is**`", "**as it is**"),
        ("snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4"),
        ("~~no~~ __yes__ _so_", "no yes so"),
        ("due <t:1795392000:R>, <t:1795392000>", "due 2026-11-23 00:00 UTC, 2026-11-23 00:00 UTC"),
        ("> quoted\n- listed", "> quoted\n- listed"),
    ],
)
def test_markdown_is_shown_as_discord_would(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_a_link_shows_its_address() -> None:
    assert plain("see [the note](https://example.org/a_b_c)") == "see the note <https://example.org/a_b_c>"


def test_an_address_that_the_small_print_has_is_shown_there_alone() -> None:
    markdown = "Signed [[5]](https://example.org/5)\n-# [[5]](https://example.org/5) Kyodo"

    assert plain(markdown) == "Signed [5]\n[5] <https://example.org/5> Kyodo"


def test_styles_are_shown_where_a_terminal_has_them() -> None:
    assert plain("**bold** *soft*", Ink(styled=True)) == "\x1b[1mbold\x1b[0m \x1b[3msoft\x1b[0m"


def test_private_characters_of_a_text_do_not_pass_for_something_else() -> None:
    assert plain("\ue000 `code`") == "\ufffd code"
