"""A time of day as people type it: "09:00", "9", "9am", "21.30", "9 h 30", "午後9時", "noon"."""

from __future__ import annotations

import re
import unicodedata

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*[:.h時시]\s*(?P<minute>\d{2}|[半반])?\s*[分분]?)?\s*(?P<half>[ap]\.?m\.?)?\s*(?:o'?clock)?"
)
_HALF_FIRST = re.compile(r"^(午前|午後|오전|오후)\s*(.+)$")
_DIGITS = re.compile(r"(?P<hour>\d{2})(?P<minute>\d{2})")
_WORDS = {
    **dict.fromkeys(("noon", "midday", "正午", "정오"), "12:00"),
    **dict.fromkeys(("midnight", "자정"), "00:00"),
}


def read_time(typed: str) -> str | None:
    """The hour and minute, as "09:00"; None for what is no time of day."""
    text = unicodedata.normalize("NFKC", typed).strip().casefold()
    if text in _WORDS:
        return _WORDS[text]
    text = _HALF_FIRST.sub(lambda half: f"{half[2]} {'a' if half[1] in ('午前', '오전') else 'p'}m", text)
    found = _TIME.fullmatch(text) or _DIGITS.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    minutes = parts["minute"] or "0"
    hour, minute = int(parts["hour"]), 30 if minutes in "半반" else int(minutes)
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
