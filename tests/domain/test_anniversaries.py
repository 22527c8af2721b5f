"""What is due on which day, and what never is."""

import datetime
from collections.abc import Iterator

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.anniversaries import (
    Due,
    falling,
    is_round,
    kept_date,
    kept_out,
    kept_with,
    never,
    never_kept,
    next_due,
)
from bot.domain.claims import dating
from bot.domain.dates import HistoricalDate, parse
from bot.domain.entities import Claim, Event, PlaceDate, Step, Subscription
from bot.domain.gists import gist_of
from tests.domain.edtf_values import edtf_strings


def day(iso: str) -> int:
    return datetime.date.fromisoformat(iso).toordinal()


def due_on(date: HistoricalDate, day: int) -> Due | None:
    return next((due for _, due in falling(date, day, day)), None)


def days_in(edtf: str, year: int) -> dict[str, tuple[str, int]]:
    """Every day of a year on which a date is due, and as what."""
    first = datetime.date(year, 1, 1).toordinal()
    found = ((datetime.date.fromordinal(first + i), due_on(parse(edtf), first + i)) for i in range(366))
    return {str(d): (what.part, what.years) for d, what in found if what is not None and d.year == year}


@pytest.mark.parametrize(
    ("edtf", "year", "expected"),
    [
        ("2015-12-28", 2026, {"2026-12-28": ("day", 11)}),
        ("2015-12-28", 2015, {}),
        ("2015-12-28", 2014, {}),
        ("2012-02-29", 2016, {"2016-02-29": ("day", 4)}),
        ("2012-02-29", 2026, {"2026-02-28": ("day", 14)}),
        ("2012-02-29", 2100, {"2100-02-28": ("day", 88)}),
        ("2012-02-28", 2016, {"2016-02-28": ("day", 4)}),
        ("2012-06", 2026, {"2026-06-01": ("month", 14)}),
        ("2012-06-XX", 2026, {"2026-06-01": ("month", 14)}),
        ("1965-01", 2026, {"2026-01-01": ("month", 61)}),
        ("1965-01-01", 2026, {"2026-01-01": ("day", 61)}),
        ("1965", 2026, {}),
        ("1966", 2026, {"2026-01-01": ("year", 60)}),
        ("2021", 2026, {"2026-01-01": ("year", 5)}),
        ("2011", 2026, {}),
        ("2001", 2026, {"2026-01-01": ("year", 25)}),
        ("2016-06-20/2016-06-28", 2026, {"2026-06-01": ("month", 10)}),
        ("2016-06-20/2016-06-20", 2026, {"2026-06-01": ("month", 10)}),
        ("2016-06/2016-08", 2026, {"2026-06-01": ("month", 10)}),
        ("2016-06-15/2016-09-15", 2026, {"2026-06-01": ("month", 10)}),
        ("2015-12/2016-02", 2026, {"2026-12-01": ("month", 11)}),
        ("2015-11-30/2016-02-29", 2026, {"2026-11-01": ("month", 11)}),
        ("0001-03-05", 2026, {"2026-03-05": ("day", 2025)}),
    ],
)
def test_a_date_is_kept_as_finely_as_it_is_known(
    edtf: str, year: int, expected: dict[str, tuple[str, int]]
) -> None:
    assert days_in(edtf, year) == expected


@pytest.mark.parametrize(
    "edtf",
    [
        "201X", "20XX", "1XXX", "XXXX", "2016-21", "2016-24", "2016-06/2016-09", "2016-06-15/2016-09-16",
        "2016/2016", "2016/2017", "2016-06/..", "../2016-06", "2016-06/", "/2016-06", "2016-11?",
        "2016-11-23?", "2016-11-23~", "2016-11%", "2016~", "2016-06?/2016-07", "2016-06/2016-07~",
        "2016-22/2016-23", "0000-03-05", "-0044-03-15", "-0044-03", "0000", "-0001-12/0000-01", "Y-12000",
    ],
)  # fmt: skip
def test_some_dates_are_never_kept(edtf: str) -> None:
    assert days_in(edtf, 2026) == days_in(edtf, 2056) == {}
    assert next_due(parse(edtf), day("2025-12-31")) is None


def test_round_are_five_tens_and_quarters() -> None:
    rounds = [years for years in range(-10, 130) if is_round(years)]
    assert rounds == [5, 10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 100, 110, 120, 125]


def test_a_leap_day_is_looked_up_with_the_28th_in_common_years_only() -> None:
    assert kept_with(day("2026-02-28")) == (228, 229)
    assert kept_with(day("2028-02-28")) == (228,)
    assert kept_with(day("2028-02-29")) == (229,)
    assert kept_with(day("2026-12-28")) == (1228,)


def naive(edtf: str, start: datetime.date, days: int) -> Iterator[tuple[int, Due]]:
    """Anniversaries of a whole day in the days after a start, found by adding years to it."""
    then = datetime.date.fromisoformat(edtf)
    falls = {
        then + relativedelta(years=years): years
        for years in range(max(1, start.year - then.year), start.year - then.year + 3)
    }
    for passed in range(days):
        today = start + relativedelta(days=passed)
        if today in falls:
            yield today.toordinal(), Due("day", falls[today])


@given(
    st.dates(datetime.date(1, 1, 1), datetime.date(2100, 1, 1)),
    st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 1, 1)),
)
def test_a_day_is_kept_on_every_day_that_added_years_lead_to(
    then: datetime.date, start: datetime.date
) -> None:
    edtf = then.isoformat()
    found = [(d, due_on(parse(edtf), d)) for d in range(start.toordinal(), start.toordinal() + 370)]
    assert [(d, what) for d, what in found if what is not None] == list(naive(edtf, start, 370))


@given(edtf_strings, st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 1, 1)))
def test_what_falls_in_a_span_is_what_is_due_on_its_days(edtf: str, start: datetime.date) -> None:
    date, first = parse(edtf), start.toordinal()
    by_day = [(day, due_on(date, day)) for day in range(first, first + 400)]
    assert list(falling(date, first, first + 399)) == [(day, due) for day, due in by_day if due is not None]


@given(edtf_strings, st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 1, 1)))
def test_the_next_anniversary_is_the_first_day_that_is_one(edtf: str, today: datetime.date) -> None:
    date, after = parse(edtf), today.toordinal()
    coming = next_due(date, after)
    if coming is None:
        assert not any(due_on(date, d) for d in range(after + 1, after + 800))
    else:
        assert due_on(date, coming[0]) == coming[1]
        assert not any(due_on(date, d) for d in range(max(after + 1, coming[0] - 800), coming[0]))


@given(edtf_strings, st.integers(1900, 2200))
def test_nothing_is_due_more_than_once_a_year_nor_finer_than_it_is_known(edtf: str, year: int) -> None:
    found = days_in(edtf, year)
    assert len(found) <= 1
    date = parse(edtf)
    for when, (part, _) in found.items():
        assert (part == "day") == (date.low == date.high and date.day is not None)
        assert part == "day" or when.endswith("-01")
        assert part != "year" or when.endswith("-01-01")


def event(*claims: Claim, **more: object) -> Event:
    return Event("e", 1, "Something", claims=claims, **more)  # type: ignore[arg-type]


def claim(date: str, name: str = "a", **more: object) -> Claim:
    return Claim(name, f"source-{name}", date, **more)  # type: ignore[arg-type]


A_DAY = claim("2015-12-28")


WHY_NEVER = pytest.mark.parametrize(
    ("told", "why"),
    [
        (event(A_DAY), None),
        (event(A_DAY, retracted="a mistake"), "retracted"),
        (event(A_DAY, merged_into="other"), "merged"),
        (event(), "undated"),
        (event(claim("2015-12-28", retracted=True)), "undated"),
        (event(claim("2015-12-28", grade="own knowledge")), "own_knowledge"),
        (event(A_DAY, claim("2015-12-27", "b")), "contested"),
        (event(A_DAY, claim("2015-12-27", "b"), preferred="b"), None),
        (event(A_DAY, kind="poll"), "unmarked"),
        (event(A_DAY, kind="publication"), "unmarked"),
        (event(claim("2015"), kind="period"), "period"),
        (event(claim("2015-12?")), "doubt"),
        (event(claim("2015-12?"), claim("2015", "b")), "doubt"),
        (event(claim("-0044-03-15")), "year"),
        (event(claim("201X")), "precision"),
    ],
)


@WHY_NEVER
def test_why_an_event_has_no_anniversaries(told: Event, why: str | None) -> None:
    assert never(told, dating(told)) == why


@WHY_NEVER
def test_of_an_event_that_stands_lists_keep_the_date_that_has_anniversaries(
    told: Event, why: str | None
) -> None:
    date = kept_date(gist_of(told), "all")
    kept = date is not None and never_kept(date) is None
    assert kept == (why in (None, "retracted", "merged", "unmarked"))


def test_polls_and_publications_are_kept_where_they_are_asked_for() -> None:
    poll = event(A_DAY, kind="poll")
    assert never(poll, dating(poll), unmarked=True) is None


def kept(told: Event, layer: str = "all") -> str:
    date = kept_date(gist_of(told), layer)
    return date.edtf if date is not None else ""


def test_of_two_capitals_days_only_the_leading_one_is_kept() -> None:
    elsewhere = (PlaceDate("2014-12-28", "Washington"),)
    assert kept(event(claim("2014-12-29", place="Seoul and Tokyo", elsewhere=elsewhere))) == "2014-12-29"


def test_what_the_documents_know_less_of_is_kept_less_finely_without_the_reference_pack() -> None:
    signed = event(claim("2016-11"), claim("2016-11-23", "b", pack="reference"))
    assert (kept(signed), kept(signed, "documents")) == ("2016-11-23", "2016-11")


@pytest.mark.parametrize(
    ("settings", "by"),
    [
        ({}, None),
        ({"kinds": ("month", "year")}, "kind"),
        ({"round_only": True}, "round"),
        ({"parties": ("US", "JP")}, None),
        ({"parties": ("US",)}, "party"),
        ({"agreements": ("gsomia",)}, None),
        ({"agreements": ("acsa",)}, "agreement"),
        ({"parties": ("JP",), "agreements": ("acsa",)}, "agreement"),
    ],
)
def test_a_subscription_filters_what_it_tells(settings: dict[str, object], by: str | None) -> None:
    told = event(A_DAY, parties=("JP", "KR"), steps=(Step("gsomia", "signed"),))
    channel = Subscription("1", "09:00", "Asia/Seoul", **settings)  # type: ignore[arg-type]
    assert kept_out(gist_of(told), Due("day", 11), channel) == by
