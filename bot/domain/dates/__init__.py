"""Historical dates: the one door to their value, the reading of what people type, and their wording."""

from bot.domain.dates.reading import explain, for_good, read, read_day_of_year, read_month
from bot.domain.dates.reading.parts import Reading
from bot.domain.dates.reading.phrases import after, before, edge, since, until
from bot.domain.dates.rough import begun_within
from bot.domain.dates.value import (
    DateError,
    HistoricalDate,
    Order,
    Precision,
    bounds_as_seen,
    compare,
    day,
    days_in_month,
    edtf_year,
    ordinal,
    overlaps,
    parse,
    weekday,
    within,
    ymd,
)
from bot.domain.dates.wording import human, human_day_of_year, human_dotted, human_short

__all__ = [
    "DateError",
    "HistoricalDate",
    "Order",
    "Precision",
    "Reading",
    "after",
    "before",
    "begun_within",
    "bounds_as_seen",
    "compare",
    "day",
    "days_in_month",
    "edge",
    "edtf_year",
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
