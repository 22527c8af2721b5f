"""The value of a historical date: what is EDTF, its bounds, and what can be told of two dates."""

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.dates import (
    DateError,
    HistoricalDate,
    Order,
    Precision,
    bounds_as_seen,
    compare,
    day,
    ordinal,
    overlaps,
    parse,
    weekday,
    within,
    ymd,
)
from bot.locales.en import ENGLISH
from storage.rows import OPEN_HIGH, OPEN_LOW
from tests.domain.edtf_values import dates, edtf_strings
from tests.ground import SHARED, needs

CASES = SHARED / "data" / "edtf_cases.json"

SPECIFICATION = """
1985-04-12 1985-04 1985
1985-04-12T23:20:30 1985-04-12T23:20:30Z 1985-04-12T23:20:30-04 1985-04-12T23:20:30+04:30
1964/2008 2004-06/2006-08 2004-02-01/2005-02-08 2004-02-01/2005-02 2004-02-01/2005 2005/2006-02
Y170000002 Y-170000002 2001-21 1984? 2004-06~ 2004-06-11% 201X 20XX 2004-XX 1985-04-XX 1985-XX-XX
1985-04-12/.. 1985-04/.. 1985/.. ../1985-04-12 ../1985-04 ../1985
1985-04-12/ 1985-04/ 1985/ /1985-04-12 /1985-04 /1985 -1985
"""
"""The examples of the Library of Congress's specification of 4 February 2019 for levels 0 and 1."""

LEVEL_2 = """
Y-17E7 1950S2 Y171010000S3 Y3388E2S3 2001-34
[1667,1668,1670..1672] [..1760-12-03] {1667,1668,1670..1672} {..1984}
2004-06~-11 2004?-06-11 ?2004-06-~11 2004-%06-11 2004-06-~01/2004-06-~20 2004-06-XX/2004-07-03
156X-12-25 15XX-12-25 XXXX-12-XX 1XXX-XX 1XXX-12 1984-1X
"""
"""The specification's examples for level 2."""

INVALID = """
2016-13 2016-00 2016-05-00 2016-02-30 2015-02-29 1900-02-29 2016-25 2016-21-01 2004??
2016-01-32 2016-03-32 2016-04-31 2016-05-32 2016-06-31 2016-07-32 2016-08-32
2016-09-31 2016-10-32 2016-11-31 2016-12-32
12345 -0000 +2006 Y2006 Y00001 2016-5 16 2016/05 2000/12-12 2012///4444 NONE/ not-a-date
1985-04-12t23:20:30 1985-04-12T23:20:30z 2012-10-10T1:10:10 2016-05-02T24:00:01 2016-05-02T01:01:60
1985-04T23:20:30 2005-07-25T10:10:10Z/2006 198X/1999 Y-61000/-2000 XXXX-12-21/1890
"""

BOUNDS = {
    "2015-12-28": ("2015-12-28", "2015-12-28"),
    "2012-02": ("2012-02-01", "2012-02-29"),
    "1900-02": ("1900-02-01", "1900-02-28"),
    "1965": ("1965-01-01", "1965-12-31"),
    "196X": ("1960-01-01", "1969-12-31"),
    "18XX~": ("1800-01-01", "1899-12-31"),
    "1XXX": ("1000-01-01", "1999-12-31"),
    "-201X": ("-2019-01-01", "-2010-12-31"),
    "2016-21": ("2016-03-01", "2016-05-31"),
    "2016-24": ("2016-01-01", "2017-02-28"),
    "2007/2009": ("2007-01-01", "2009-12-31"),
    "2016-06-20/2016-06-28": ("2016-06-20", "2016-06-28"),
    "2004-02-01/2005-02": ("2004-02-01", "2005-02-28"),
    "1985-04-12T23:20:30Z": ("1985-04-12", "1985-04-12"),
    "2004-XX": ("2004-01-01", "2004-12-31"),
    "-0043-03-15": ("-0043-03-15", "-0043-03-15"),
}


def accepted(edtf: str) -> bool:
    try:
        parse(edtf)
    except DateError:
        return False
    return True


@pytest.mark.parametrize("edtf", SPECIFICATION.split())
def test_every_example_of_the_specification_for_levels_0_and_1_is_taken(edtf: str) -> None:
    assert parse(edtf).edtf == edtf


@pytest.mark.parametrize("edtf", LEVEL_2.split())
def test_level_2_is_refused_and_said_to_be_level_2_or_no_date(edtf: str) -> None:
    with pytest.raises(DateError, match=r"level_2|edtf|month"):
        parse(edtf)


@pytest.mark.parametrize("edtf", [*INVALID.split(), "1863-03-29\n", "", " 2016", "2016 ", "2004-(06)?"])
def test_what_is_no_date_is_refused(edtf: str) -> None:
    assert not accepted(edtf)


@needs(CASES)
def test_every_undisputed_case_of_levels_0_and_1_is_decided_right() -> None:
    cases = [case for case in json.loads(CASES.read_text("utf-8"))["cases"] if not case["disputed"]]
    judged = [case for case in cases if case["level"] in (0, 1) or not case["valid"]]
    assert len(judged) > 200
    assert [case["edtf"] for case in judged if accepted(case["edtf"]) != case["valid"]] == []


@pytest.mark.parametrize(
    "edtf", ["2003/1998", "2016-02/2016-01", "0000-01-03/0000-01", "-1000/-2000", "2012-24/2012-21"]
)
def test_an_interval_that_runs_backwards_is_refused_with_a_remedy(edtf: str) -> None:
    with pytest.raises(DateError, match=r"order"):
        parse(edtf)


def test_seasons_of_one_year_must_be_in_order_in_both_hemispheres() -> None:
    assert accepted("2003-22/2003-23")
    assert accepted("2003-21/2004-22")
    assert not accepted("2012-21/2012-22")


def test_an_impossible_day_is_refused_with_the_length_of_its_month() -> None:
    with pytest.raises(DateError) as refused:
        parse("2012-02-30")
    assert ENGLISH.word(refused.value.why) == "February 2012 has 29 days; there is no 30."


@pytest.mark.parametrize("edtf", BOUNDS)
def test_a_date_reaches_from_its_first_to_its_last_possible_day(edtf: str) -> None:
    low, high = BOUNDS[edtf]
    assert (parse(edtf).low, parse(edtf).high) == (parse(low).low, parse(high).high)


@pytest.mark.parametrize(
    ("edtf", "open_start", "open_end"),
    [("2010/..", False, True), ("../2010", True, False), ("2010/", False, True), ("/2010", True, False),
     ("../..", True, True), ("XXXX", True, True)],
)  # fmt: skip
def test_an_open_or_unknown_end_has_no_bound(edtf: str, open_start: bool, open_end: bool) -> None:
    date = parse(edtf)
    assert (date.open_start, date.open_end) == (open_start, open_end)
    assert (date.low == OPEN_LOW, date.high == OPEN_HIGH) == (open_start, open_end)


@pytest.mark.parametrize(
    ("edtf", "precision"),
    [("2015-12-28", Precision.DAY), ("1985-04-12T23:20:30", Precision.DAY), ("2012-06?", Precision.MONTH),
     ("1985-04-XX", Precision.MONTH), ("2016-21", Precision.SEASON), ("2012", Precision.YEAR),
     ("2004-XX", Precision.YEAR), ("Y170000002", Precision.YEAR), ("196X", Precision.DECADE),
     ("18XX", Precision.CENTURY), ("1XXX", Precision.INTERVAL), ("2010/..", Precision.INTERVAL),
     ("XXXX-XX-XX", Precision.UNKNOWN), ("../..", Precision.UNKNOWN)],
)  # fmt: skip
def test_precision_is_that_of_the_value(edtf: str, precision: Precision) -> None:
    assert parse(edtf).precision is precision


@pytest.mark.parametrize(
    ("edtf", "uncertain", "approximate"),
    [("2016", False, False), ("2016?", True, False), ("2016~", False, True), ("2016%", True, True),
     ("1984~/2004", False, True), ("1984/2004?", True, False)],
)  # fmt: skip
def test_doubt_anywhere_is_doubt_of_the_whole(edtf: str, uncertain: bool, approximate: bool) -> None:
    date = parse(edtf)
    assert (date.uncertain, date.approximate, date.doubtful) == (
        uncertain,
        approximate,
        uncertain or approximate,
    )


@pytest.mark.parametrize(
    "edtf", ["2015-12-28?", "2015-12-28~", "2015-12-28%", "2015-12", "2015-12-XX", "2015-12-28/2015-12-28"]
)
def test_only_a_day_without_doubt_has_a_month_and_day(edtf: str) -> None:
    assert parse("2015-12-28").month_day == 1228
    assert parse(edtf).month_day == 0


@pytest.mark.parametrize("edtf", ["2012-06~", "2012-06-29", "2012", "2012-06/2012-07", "2012-21"])
def test_only_a_month_without_doubt_has_a_month_key(edtf: str) -> None:
    assert parse("2012-06").month_key == 201206
    assert parse(edtf).month_key == 0


def test_an_interval_knows_its_ends() -> None:
    date = parse("2012-06~/2013")
    assert date.start == parse("2012-06~")
    assert date.end == parse("2013")
    assert (date.year, date.month, date.day) == (None, None, None)


@pytest.mark.parametrize(
    ("a", "b", "order"),
    [("2012-06", "2012-07", Order.BEFORE), ("2013", "2012-12-31", Order.AFTER),
     ("2012", "2012", Order.UNKNOWN), ("2012-06", "2012-06-15", Order.UNKNOWN),
     ("2012-06-29", "2012-06-29", Order.SAME),
     ("2010/..", "2009", Order.AFTER), ("2010/..", "2020", Order.UNKNOWN), ("XXXX", "2009", Order.UNKNOWN)],
)  # fmt: skip
def test_two_dates_are_ordered_only_as_far_as_their_bounds_can_tell(a: str, b: str, order: Order) -> None:
    assert compare(parse(a), parse(b)) is order


def test_a_day_is_seen_at_its_end_and_a_longer_date_from_both_its_ends() -> None:
    assert bounds_as_seen(parse("2012-06-15")) == (parse("2012-06-15"), parse("2012-06-15"))
    assert bounds_as_seen(parse("2012-06")) == (parse("2012-06-01"), parse("2012-06-30"))
    assert bounds_as_seen(parse("2012")) == (parse("2012-01-01"), parse("2012-12-31"))


@pytest.mark.parametrize("edtf", ["2010/..", "../2010", "XXXX", "Y170000002"])
def test_no_point_in_time_is_made_of_a_date_without_two_days(edtf: str) -> None:
    with pytest.raises(DateError):
        bounds_as_seen(parse(edtf))


@given(st.dates())
def test_day_numbers_are_those_of_the_standard_library(date: datetime.date) -> None:
    number = date.toordinal()
    assert ordinal(date.year, date.month, date.day) == number
    assert ymd(number) == (date.year, date.month, date.day)
    assert weekday(number) == date.weekday()


@given(st.integers(-(10**9), 10**9))
def test_day_numbers_go_there_and_back_in_any_year(number: int) -> None:
    assert ordinal(*ymd(number)) == number
    assert ymd(number) < ymd(number + 1)


@given(st.integers(ordinal(-9999, 1, 1), ordinal(9999, 12, 31)))
def test_a_day_made_of_its_number_is_that_day(number: int) -> None:
    assert day(number).low == day(number).high == number
    assert day(number).precision is Precision.DAY


@settings(deadline=None)
@given(edtf_strings)
def test_a_value_keeps_its_text_and_its_bounds_are_in_order(edtf: str) -> None:
    date = parse(edtf)
    assert date.edtf == edtf == str(date)
    assert parse(date.edtf) == date
    assert date.low <= date.high


@settings(deadline=None)
@given(dates, dates)
def test_comparison_is_antisymmetric_and_agrees_with_the_bounds(a: HistoricalDate, b: HistoricalDate) -> None:
    opposite = {Order.BEFORE: Order.AFTER, Order.AFTER: Order.BEFORE}
    order = compare(a, b)
    assert compare(b, a) is opposite.get(order, order)
    assert (order is Order.BEFORE) == (a.high < b.low)
    assert overlaps(a, b) == (order in (Order.SAME, Order.UNKNOWN))


@settings(deadline=None)
@given(dates, dates)
def test_what_lies_within_overlaps_and_is_no_longer(a: HistoricalDate, b: HistoricalDate) -> None:
    if within(a, b):
        assert overlaps(a, b)
        assert a.high - a.low <= b.high - b.low
    assert within(a, a)


@settings(deadline=None)
@given(st.text(max_size=12) | st.text("0123456789X-/?~%.YTZ", max_size=24))
def test_any_string_is_a_date_or_refused_with_a_reason(text: str) -> None:
    try:
        assert parse(text).edtf == text
    except DateError as error:
        assert str(error)
