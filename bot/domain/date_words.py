"""The words of dates: names of months, weekdays and seasons, and the patterns that find them in typed text."""

from __future__ import annotations

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The English names. A test holds them against Babel's, whose import costs more than a first answer may."""
