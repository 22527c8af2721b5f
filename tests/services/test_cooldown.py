"""How often one person may have files, where very many ask for them."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.clock import Clock
from bot.domain.questions import Question
from bot.services.cooldown import ALLOWED, REMEMBERED, WITHIN, Cooldown


def test_people_whose_files_were_refused_are_forgotten_if_there_are_very_many() -> None:
    cooldown, asked = Cooldown(Clock(lambda: datetime(2026, 11, 23, tzinfo=UTC))), Question("edit import")
    for person in range(REMEMBERED):
        assert cooldown.too_often(person, asked) is None
        cooldown.not_had(person)
    had = [cooldown.too_often(REMEMBERED, asked) for _ in range(ALLOWED + 1)]
    assert [until is None for until in had] == [True] * ALLOWED + [False]


def test_who_had_files_lately_is_remembered_among_very_many_though_the_first_is_long_past() -> None:
    begun = datetime(2026, 11, 23, tzinfo=UTC)
    times = iter([begun, *[begun + WITHIN] * (ALLOWED + REMEMBERED + 1)])
    cooldown, asked = Cooldown(Clock(lambda: next(times))), Question("edit import")
    for person in (*[0] * ALLOWED, *range(1, REMEMBERED + 1)):
        assert cooldown.too_often(person, asked) is None
    had = [cooldown.too_often(0, asked) for _ in range(2)]
    assert had == [None, begun + 2 * WITHIN]
