"""The words of dates: the names of months, weekdays and seasons, and the patterns that find them in what is typed."""

from __future__ import annotations

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
"""The English names; a test holds them against Babel's, whose import would cost more than a first answer may."""
