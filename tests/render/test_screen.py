"""The phone measure agrees with messages that were measured on a phone-wide screen."""

from __future__ import annotations

import pytest

from bot.render import screen
from tests.render.phone import BRIEF, MEASURED, Measured


@pytest.mark.parametrize("measured", MEASURED, ids=lambda measured: measured.name)
def test_characters_are_counted_as_the_measured_messages_were(measured: Measured) -> None:
    assert screen.characters(measured.blocks) == measured.characters


@pytest.mark.parametrize("measured", MEASURED, ids=lambda measured: measured.name)
def test_the_height_is_within_eight_pixels_of_what_was_measured(measured: Measured) -> None:
    assert abs(screen.height(measured.blocks, measured.labels) - measured.pixels) <= 8


def test_one_more_line_is_one_line_higher() -> None:
    longer = (*BRIEF.blocks[:-1], f"{BRIEF.blocks[-1]}\nmore")
    assert screen.height(longer, BRIEF.labels) - screen.height(BRIEF.blocks, BRIEF.labels) == 22


def test_the_address_of_a_link_and_an_escape_are_not_counted() -> None:
    assert screen.characters(("[[4]](<https://example.org/a/very/long/path>) a\\*b",)) == len("[4] a*b")


def test_a_word_longer_than_the_column_is_broken_and_counted_in_full() -> None:
    assert screen.height(("w" * 300,)) > 10 * 22


def test_japanese_takes_the_width_of_its_square_characters() -> None:
    assert screen.height(("日韓" * 40,)) > screen.height(("ab" * 40,))
