"""The confidence of a statement, computed from the codes of the reasons for and against it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.dates import HistoricalDate, Precision
from bot.extraction.actions.deeds import Deed, Mood

WEIGHTS = {
    "date_stated": 0.15,
    "date_relative": 0.05,
    "date_inferred": 0.0,
    "document_date": -0.1,
    "parties_named": 0.15,
    "parties_carried": 0.05,
    "no_parties": -0.1,
    "agreement_known": 0.15,
    "agreement_new": 0.1,
    "agreement_inferred": 0.05,
    "agreement_unsure": 0.0,
    "action_told": 0.15,
    "action_denied": -0.1,
    "action_planned": -0.05,
    "action_wished": -0.05,
    "action_possible": -0.1,
    "no_action": -0.05,
    "dates_together": -0.05,
    "long_period": -0.1,
    "narrative_date": -0.2,
}
"""What each reason adds to a candidate's confidence, which starts at ``_START``. The words for the codes are
in ``bot.locales.en_titles``."""
_START = 0.35
_LONG_YEARS = 5
"""A period longer than this many years is not a single event."""


def confidence(reasons: Sequence[str]) -> float:
    """The confidence that these reasons come to, from 0 to 1.

    It is 0 if one of them says that the date is not of an event (such codes are not in ``WEIGHTS``).
    """
    if any(reason not in WEIGHTS for reason in reasons):
        return 0.0
    return round(min(max(_START + sum(WEIGHTS[reason] for reason in reasons), 0.05), 0.99), 2)


def of_deed(deed: Deed | None) -> str:
    """The reason's code for a deed, or for there being none."""
    if deed is None:
        return "no_action"
    return "action_told" if deed.mood is Mood.DONE else f"action_{deed.mood.value}"


def is_long(when: HistoricalDate) -> bool:
    """Whether a date is a period too long for a single event."""
    if when.precision in (Precision.DECADE, Precision.CENTURY):
        return True
    return when.precision is Precision.INTERVAL and when.high - when.low > _LONG_YEARS * 366
