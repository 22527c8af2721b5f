"""The years of notes in short: some days around changes of clocks, and days that zones left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from storage.database import Database
from tests.scale.years import SKIPPED_DAYS, MismatchError, Span, Years, simulate
from tests.scale.zones import changing, offsets, skipped_days

SPRING = Span(
    date(2026, 3, 27),
    3,
    (
        "Europe/Berlin",
        "Africa/Casablanca",
        "Asia/Beirut",
        "America/Godthab",
        "Pacific/Chatham",
        "Asia/Kathmandu",
    ),
)
"""Clocks of Europe, Greenland and Lebanon go forward."""
AUTUMN = Span(
    date(2026, 10, 31), 2, ("America/New_York", "America/Havana", "America/St_Johns", "Australia/Lord_Howe")
)
"""Those of North America go back, in Havana into the hour after midnight."""
SAMOA = replace(SKIPPED_DAYS[0], first=date(2011, 12, 29), days=3)


@pytest.mark.parametrize("span", [SPRING, AUTUMN, SAMOA], ids=lambda span: str(span.first))
async def test_what_is_posted_is_what_going_through_all_days_and_events_tells(span: Span) -> None:
    counts = await simulate(span, guilds=24, seed=1, changes=60)
    assert counts["notes"] > 0
    assert counts["changes"] > 0


async def test_one_note_that_is_not_as_expected_is_found(tmp_path: Path) -> None:
    async with await Database.open(tmp_path / "record.db") as database:
        years = Years(database, SPRING, 6, Random(1))
        await years.prepare()
        for channel in years.channels:
            channel.settings = replace(channel.settings, kinds=())
        with pytest.raises(MismatchError, match="not expected"):
            await years.run()


def test_the_zones_that_are_gone_through_are_those_whose_clocks_change() -> None:
    assert {"Europe/Berlin", "Asia/Beirut"} <= {*changing(SPRING.first, SPRING.last)}
    assert not {"Asia/Seoul", "America/New_York"} & {*changing(SPRING.first, SPRING.last)}
    left_out = [skipped_days(offsets(span.zones[0], span.first, span.last)) for span in SKIPPED_DAYS]
    assert left_out == [1, 1, 1]
