"""The words of all messages, one table for each language; other languages get English."""

from __future__ import annotations

from bot.locales.en import ENGLISH
from bot.locales.words import Words

TABLES: dict[str, Words] = {"en": ENGLISH}
"""The tables by language code; a new language is added here."""


def words(locale: str) -> Words:
    """The table for a Discord locale ("en-GB", "ja"), English if its language has none."""
    return TABLES.get(locale.partition("-")[0], ENGLISH)
