"""How dates are worded: exactly as fine as they are."""

import pytest
from babel.dates import get_day_names, get_month_names
from hypothesis import given, settings

from bot.domain.dates import HistoricalDate, human, human_day_of_year, human_dotted, human_short, parse
from bot.domain.dates.words import MONTHS, WEEKDAYS
from tests.domain.edtf_values import dates

HUMAN = {
    "2015-12-28": "28 December 2015",
    "1985-04-12T23:20:30Z": "12 April 1985",
    "2012-06": "June 2012",
    "1985-04-XX": "April 1985",
    "2012": "2012",
    "200X": "2000s",
    "196X~": "c. 1960s",
    "190X": "1900s (decade)",
    "18XX": "19th century",
    "00XX": "1st century",
    "10XX": "11th century",
    "11XX": "12th century",
    "20XX": "21st century",
    "-00XX": "1st century BC",
    "-004X": "50 BC – 41 BC",
    "1XXX": "1000–1999",
    "1XXX?": "1000–1999, uncertain",
    "1XXX~": "c. 1000 – c. 1999",
    "2016-21": "spring 2016",
    "2007/2009": "2007–2009",
    "2016-06/2016-07": "June–July 2016",
    "2012-06/2013-08": "June 2012 – August 2013",
    "2016-06-20/2016-06-28": "20–28 June 2016",
    "2016-08-30/2016-09-01": "30 August – 1 September 2016",
    "2015-12-28/2016-01-03": "28 December 2015 – 3 January 2016",
    "2004-02-01/2005": "1 February 2004 – 2005",
    "1984~/2004-06?": "c. 1984 – June 2004 (uncertain)",
    "2012?/2014?": "2012–2014, uncertain",
    "2012-06?/2012-08?": "June–August 2012, uncertain",
    "2012/2014?": "2012 – 2014 (uncertain)",
    "2010/..": "since 2010",
    "../2010": "until 2010",
    "2010~/..": "since c. 2010",
    "2010/": "from 2010, end unknown",
    "/2010": "until 2010, start unknown",
    "1960~": "c. 1960",
    "2016?": "2016, uncertain",
    "2016-11%": "c. November 2016, uncertain",
    "XXXX": "date unknown",
    "../..": "date unknown",
    "-0043": "44 BC",
    "-0043-03-15": "15 March 44 BC",
    "0079": "AD 79",
    "Y170000002": "the year 170000002",
}


@pytest.mark.parametrize("edtf", HUMAN)
def test_a_date_is_worded_as_people_write_it(edtf: str) -> None:
    assert human(parse(edtf)) == HUMAN[edtf]


@pytest.mark.parametrize(
    ("edtf", "short"),
    [("2012-06-29", "29 June 2012"), ("2016-11", "Nov 2016"), ("2019-08-23", "23 Aug 2019"),
     ("2023-03-21", "21 Mar 2023"), ("2012-05", "May 2012"), ("2018-09", "Sep 2018"), ("2012", "2012"),
     ("2016-08-30/2016-09-01", "30 Aug – 1 Sep 2016")],
)  # fmt: skip
def test_short_dates_abbreviate_months_of_more_than_four_letters(edtf: str, short: str) -> None:
    assert human_short(parse(edtf)) == short


@pytest.mark.parametrize(
    ("edtf", "dotted"),
    [("2012-06-29", "29.6.2012"), ("2012-06", "6.2012"), ("2012", "2012"),
     ("2012-06-29?", "29 June 2012, uncertain"), ("2007/2009", "2007–2009"), ("-0043-03-15", "15 Mar 44 BC")],
)  # fmt: skip
def test_footnotes_give_plain_days_and_months_with_dots(edtf: str, dotted: str) -> None:
    assert human_dotted(parse(edtf)) == dotted


def test_a_day_of_any_year_has_no_year() -> None:
    assert human_day_of_year(12, 28) == "28 December"


def test_a_locale_without_a_wording_of_its_own_is_worded_in_english() -> None:
    assert human(parse("2012-06"), "ko") == "June 2012"


def test_names_of_months_and_weekdays_are_those_of_babel() -> None:
    assert dict(enumerate(MONTHS, 1)) == dict(get_month_names("wide", locale="en"))
    assert dict(enumerate(WEEKDAYS)) == dict(get_day_names("wide", locale="en"))


@settings(deadline=None)
@given(dates)
def test_doubt_is_always_said(date: HistoricalDate) -> None:
    words = human(date)
    assert ("uncertain" in words) == date.uncertain
    assert ("c. " in words) == date.approximate


@settings(deadline=None)
@given(dates)
def test_different_dates_are_worded_differently_from_their_bare_year(date: HistoricalDate) -> None:
    words = human(date)
    assert words
    assert (words == str(date.year)) == (date.edtf == words)
