"""The words of answers, one table a language. A language that has none is answered in English."""

from __future__ import annotations

from bot.locales.en import ENGLISH
from bot.locales.words import Words

TABLES: dict[str, Words] = {"en": ENGLISH}
"""Every language there is: one place to add one."""


def words(locale: str) -> Words:
    """The words of a Discord locale ("en-GB", "ja", "ko")."""
    return TABLES.get(locale.partition("-")[0], ENGLISH)
