"""Matching against the shipped record: what is known is never proposed as new, a contradiction is said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.extraction.statement import Statement
from bot.services.desk.matching import Match, match
from storage.database import Database
from storage.views import At, Views

ELSEWHERE = "paper-of-somebody-else"


@pytest.fixture
async def views(record_file: Path) -> AsyncIterator[Views]:
    async with await Database.open(record_file) as database:
        yield Views(database)


def said(
    date: str,
    agreement: str = "",
    action: str = "",
    *,
    kind: str = "agreement",
    parties: tuple[str, ...] = (),
    at: int = 0,
    title: str = "",
) -> Statement:
    return Statement(at, at + 4, "then", date, "stated", at, at + 4, parties, agreement, action, kind, title)


@pytest.mark.parametrize(
    ("statement", "kind", "label"),
    [
        (said("2016-11", "gsomia", "signed"), "further", "E-91"),
        (said("2016", "gsomia", "signed"), "further", "E-91"),
        (said("2012-06", "acsa", "signing_cancelled"), "refinement", "E-57"),
        (said("1955", "gsomia", "signed"), "contradiction", "E-91"),
        (said("2016-11-22", "gsomia", "signed"), "contradiction", "E-91"),
        (said("2019-11-23", "gsomia", "notice_suspended"), "contradiction", "E-529"),
        (said("1978", "us-japan-guidelines-1978", "mentioned"), "further", "E-24"),
        (said("2012-08", kind="visit", parties=("KR",)), "further", "E-62"),
        (said("2016-11-23", "gsomia", "announced"), "further", "E-91"),
    ],
    ids=[
        "the same",
        "coarser",
        "finer",
        "another time",
        "another day of the month that a source gives",
        "the day after a turn",
        "only named",
        "the same happening without agreement",
        "another word for it on its day",
    ],
)
async def test_what_the_record_knows_is_one_more_claim_to_its_event(
    views: Views, statement: Statement, kind: str, label: str
) -> None:
    found = await match(statement, views, At(None), ELSEWHERE)
    assert (found.kind, found.label) == (kind, label)


@pytest.mark.parametrize(
    "statement",
    [
        said("1999", "gsomia", "negotiating"),
        said("2019-11-30", "gsomia", "notice_suspended"),
        said("1999-05", "jp-kr-defence-ministerial", "held", kind="meeting"),
        said("2012-08", kind="visit", parties=("FR",)),
        said("2012", kind="visit", parties=("KR",)),
        said("2003", "a pact nobody knows", "signed"),
    ],
    ids=[
        "another action",
        "a turn of another week",
        "held again",
        "another party",
        "a year says too little",
        "another agreement",
    ],
)
async def test_what_the_record_does_not_know_is_new(views: Views, statement: Statement) -> None:
    assert await match(statement, views, At(None), ELSEWHERE) == Match("new")


@pytest.mark.parametrize(
    ("date", "parties", "title", "label"),
    [
        (
            "2018-12-20",
            ("KR", "JP"),
            "South Korean destroyer locked radar on Japanese patrol aircraft",
            "E-526",
        ),
        ("2015-12", ("JP", "KR"), "Kishida and Yun announced agreement on comfort women", "E-76"),
        ("2015-12-28", (), "Agreement on comfort women was reached", "E-76"),
        ("2018-12", ("KR", "JP"), "South Korean destroyer locked radar on aircraft", ""),
        ("2018-12-20", ("KR", "JP"), "Foreign ministers met at sea", ""),
        ("2018-12-20", ("US", "FR"), "Destroyer locked radar on aircraft", ""),
        ("2018-12-20", (), "Destroyer locked radar on aircraft", ""),
        ("2015", ("JP", "KR"), "Japan, South Korea: comfort women agreement", ""),
    ],
    ids=[
        "one word on its day",
        "two words in its month",
        "two words where nobody is named",
        "one word in its month",
        "only words that say nothing of it",
        "other parties",
        "one word where nobody is named",
        "a year",
    ],
)
async def test_an_event_that_is_told_in_other_words_is_known_by_what_it_is_about(
    views: Views, date: str, parties: tuple[str, ...], title: str, label: str
) -> None:
    found = await match(
        said(date, kind="development", parties=parties, title=title), views, At(None), ELSEWHERE
    )
    assert (found.kind, found.label) == (("further", label) if label else ("new", ""))


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        (said("2016-11-23", action="signed", parties=("KR", "JP")), "E-91"),
        (said("2016-11-23", "a pact nobody knows", "signed", parties=("KR", "JP")), ""),
        (said("2016-11", action="signed", parties=("KR", "JP")), ""),
        (said("2016-11-23", action="signed", parties=("KR", "FR")), ""),
        (said("2016-11-23", action="ratified", parties=("KR", "JP")), ""),
    ],
    ids=["without a name", "by another name", "in its month", "other parties", "another action"],
)
async def test_a_signing_of_what_is_not_named_is_the_one_of_its_day_and_parties(
    views: Views, statement: Statement, label: str
) -> None:
    found = await match(statement, views, At(None), ELSEWHERE)
    assert (found.kind, found.label) == (("further", label) if label else ("new", ""))


async def test_what_this_very_source_says_there_is_recorded_already(views: Views) -> None:
    there = said("2016-11", "gsomia", "signed", at=14_432)
    assert (await match(there, views, At(None), "nishino-paper")).kind == "duplicate"
    assert (await match(there, views, At(None), ELSEWHERE)).kind == "further"


@pytest.mark.parametrize("date", ["2017", "2017?"])
async def test_it_is_recorded_already_also_where_one_of_the_two_is_less_sure_of_the_date(
    views: Views, date: str
) -> None:
    advice = said(date, "two-track-approach", "recommended", at=2_750)
    assert (await match(advice, views, At(None), "nishino-essay")).kind == "duplicate"


async def test_of_several_events_that_one_date_dates_the_one_with_the_same_step_is_meant(
    views: Views,
) -> None:
    secret = said("1960", "korea-minutes-1960", "signed", at=2_249)
    found = await match(secret, views, At(None), "nishino-paper")
    assert (found.kind, found.label) == ("duplicate", "E-17")
