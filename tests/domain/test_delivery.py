"""The id of a delivery says of which channel and day it is."""

from datetime import date

import pytest

from bot.domain.delivery import channel_and_day, delivery_id


def test_an_id_fits_a_nonce_and_leads_back_to_channel_and_day() -> None:
    for channel in (1, 1_312_000_000_000_000_000, 2**64 - 1):
        for day in (1, date(2026, 12, 28).toordinal(), date.max.toordinal()):
            assert len(delivery_id(channel, day)) <= 25
            assert channel_and_day(delivery_id(channel, day)) == (str(channel), day)


@pytest.mark.parametrize("text", ["", "7", "-", "7-", "-7", "x-7", "7-0", "7-ffffffff"])
def test_what_is_no_id_of_a_delivery_leads_nowhere(text: str) -> None:
    assert channel_and_day(text) is None
