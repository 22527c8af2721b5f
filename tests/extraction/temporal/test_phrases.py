"""English phrases for dates, collected elsewhere: all that EDTF's levels 0 and 1 can say are read."""

from __future__ import annotations

import json

from bot.domain.dates import DateError, parse
from bot.extraction.temporal import find_dates
from tests.ground import SHARED, needs

CASES = SHARED / "data" / "natlang_edtf_cases.json"

CENTURY = "a numbered century is 1900 to 1999 here (19XX), as people mean it"
UNNAMED = "the words say no more than the month or year, which is the shorter form of the same date"
CATALOGUE = "a cataloguer's form that running text does not have"
OTHERWISE = {
    **dict.fromkeys(("20th century", "1st century", "nineteenth century", "19th century?"), CENTURY),
    **dict.fromkeys(("early 19th century", "late 19th century"), CENTURY),
    **dict.fromkeys(("month in 1872", "day in January 1872", "day in 1872"), UNNAMED),
    **dict.fromkeys(("some day in March 1870", "some month in 1870"), UNNAMED),
    **dict.fromkeys(("10c", "XIXth century", "1870 to open end", "open start to 1870", "c1800s?"), CATALOGUE),
    "10/7/2008": "either of two days: one, marked unsure",
    "'90": "without another date near it the century is not known",
}
"""What is read in another way, and why."""
IN_PART = {
    **dict.fromkeys(
        ("after about the 1920s", "before circa 1870"), "the date is told roughly; what lies beside it is not"
    ),
    **dict.fromkeys(
        ("a day in about Spring 1849?", "1851-1852; printed 1853-1854", "1938, printed 1940s-1950s"),
        "the dates in the words are dates by themselves",
    ),
    **dict.fromkeys(
        ("monday 03/29/1988", "from sep 1988 to 04/30/1988"), "names in small letters are no names in a text"
    ),
    "from 1880 to 1870": "two dates in a text, though no interval",
    "February 30, 2024": "a text that errs about the day still tells the month: marked unsure",
    "Monday, March 29, 1988": "a text that errs about the weekday still tells the date: marked unsure",
}
"""What the collection refuses altogether, and why something is found in it."""


def cases() -> list[dict[str, object]]:
    return json.loads(CASES.read_text(encoding="utf-8"))["cases"] if CASES.exists() else []


def is_level_0_or_1(edtf: str) -> bool:
    try:
        parse(edtf)
    except DateError:
        return False
    return True


@needs(CASES)
def test_phrases_are_read_or_the_reason_is_known() -> None:
    wrong = {}
    for case in cases():
        text, expected = str(case["text"]), [str(edtf) for edtf in case["expected"]]  # type: ignore[attr-defined]
        found = [dated.date for dated in find_dates(text, None)]
        if expected and not all(is_level_0_or_1(edtf) for edtf in expected):
            continue
        if len(found) > 1 or (found or [""])[0] not in (expected or [""]):
            wrong[text] = found
    assert set(wrong) == {*OTHERWISE, *IN_PART}
