"""Historical dates: the one door to their value (``edtf``), their reading and their wording."""

from bot.domain.edtf import (
    DateError,
    HistoricalDate,
    Order,
    Precision,
    bounds_as_seen,
    compare,
    day,
    days_in_month,
    ordinal,
    overlaps,
    parse,
    weekday,
    within,
    ymd,
)

__all__ = [
    "DateError",
    "HistoricalDate",
    "Order",
    "Precision",
    "bounds_as_seen",
    "compare",
    "day",
    "days_in_month",
    "ordinal",
    "overlaps",
    "parse",
    "weekday",
    "within",
    "ymd",
]
