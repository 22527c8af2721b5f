"""Historical dates: the one door to their value (``edtf``), their reading and their wording."""

from bot.domain.date_phrases import Reading, after, before, edge, since, until
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
from bot.domain.reading import explain, for_good, read, read_day_of_year, read_month
from bot.domain.wording import human, human_day_of_year, human_dotted, human_short

__all__ = [
    "DateError",
    "HistoricalDate",
    "Order",
    "Precision",
    "Reading",
    "after",
    "before",
    "bounds_as_seen",
    "compare",
    "day",
    "days_in_month",
    "edge",
    "explain",
    "for_good",
    "human",
    "human_day_of_year",
    "human_dotted",
    "human_short",
    "ordinal",
    "overlaps",
    "parse",
    "read",
    "read_day_of_year",
    "read_month",
    "since",
    "until",
    "weekday",
    "within",
    "ymd",
]
