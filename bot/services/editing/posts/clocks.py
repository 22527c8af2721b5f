"""Finds time zones by abbreviation (KST) or by offset (UTC+9)."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache

_SEASONS = (datetime(2026, 1, 1), datetime(2026, 7, 1))
"""A day in winter and one in summer; abbreviations and offsets of other years are not looked up."""
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)


def zones_by_clock(typed: str) -> frozenset[str]:
    """The IANA zones with this abbreviation or offset in winter or summer; empty for other words."""
    offset = _OFFSET.fullmatch(typed.strip())
    if offset is None:
        return zones_by_label().get(typed.strip().upper(), frozenset())
    sign = "+" if offset[1] == "+" else "-"
    return zones_by_label().get(f"{sign}{int(offset[2]):02}:{offset[3] or '00'}", frozenset())


@cache
def zones_by_label() -> Mapping[str, frozenset[str]]:
    """The zones by abbreviation, and by offset (``+09:00``); slow when called for the first time."""
    found: dict[str, set[str]] = {}
    for name in zoneinfo.available_timezones():
        zone = zoneinfo.ZoneInfo(name)
        for moment in _SEASONS:
            there = moment.replace(tzinfo=zone)
            offset = there.utcoffset() or timedelta()
            sign, minutes = "-" if offset < timedelta() else "+", abs(offset) // timedelta(minutes=1)
            found.setdefault(f"{sign}{minutes // 60:02}:{minutes % 60:02}", set()).add(name)
            abbreviation = there.tzname() or ""
            if abbreviation.isalpha():
                found.setdefault(abbreviation.upper(), set()).add(name)
    return {name: frozenset(zones) for name, zones in found.items()}
